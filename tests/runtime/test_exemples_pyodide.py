"""Every example, in Pyodide under Node: the Python of the browser answers as CPython does, byte for byte."""

import json
from pathlib import Path
from typing import Any

import pytest

from calculator.bridge import handle
from runtime.build import stage
from runtime.node import node
from tests.support.cases import Case, cases

REPLAY = Path(__file__).with_name("replay.mjs")


def request_of(case: Case) -> str:
    return json.dumps({"action": "simuler", "situation": case.situation}, ensure_ascii=False)


@pytest.fixture(scope="module")
def replies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The answer of Pyodide to each example, by name, all in one run."""
    folder = tmp_path_factory.mktemp("pyodide")
    stage(folder)
    requests = [request_of(case) for case in cases()]
    options: dict[str, Any] = {"input": json.dumps(requests), "capture_output": True, "encoding": "utf-8"}
    result = node([str(REPLAY), str(folder)], True, **options)
    assert result.returncode == 0, result.stderr
    answers = json.loads(result.stdout)
    return dict(zip([case.nom for case in cases()], answers, strict=True))


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_example_comes_out_exactly_in_pyodide(case: Case, replies: dict[str, str]):
    assert case.faults(json.loads(replies[case.nom])) == []


def test_both_pythons_write_the_same_text(replies: dict[str, str]):
    assert [case.nom for case in cases() if replies[case.nom] != handle(request_of(case))] == []
