"""Any situation comes back as it was from what the page's modules keep, carry and show, run under Node."""

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator import packaged_rules, read_input
from calculator.situation.permalink import read_fragment, write_fragment
from runtime.node import node
from tests.unit.test_properties import situations

SCRIPT = Path(__file__).with_name("round_trips.mjs")
RULES = packaged_rules()

dossiers = st.lists(situations, min_size=1, max_size=3).map(
    lambda blocks: (
        blocks[0]
        if len(blocks) == 1
        else {
            "texte": "I2021",
            "dossier": [{k: v for k, v in block.items() if k != "texte"} for block in blocks],
        }
    )
)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(dossiers, min_size=30, max_size=30))
def test_any_situation_survives_being_kept_carried_and_shown(many: list[dict[str, Any]]):
    before = [read_input(RULES, data) for data in many]
    options: dict[str, Any] = {
        "input": json.dumps([write_fragment(RULES, item) for item in before]),
        "capture_output": True,
        "encoding": "utf-8",
    }
    result = node([str(SCRIPT)], True, **options)
    assert result.returncode == 0, result.stderr
    after = json.loads(result.stdout)
    for way in ("kept", "carried", "shown"):
        assert [read_input(RULES, read_fragment(text).data) for text in after[way]] == before, way
