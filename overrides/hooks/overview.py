"""The small calculator of the home page, as it stands before anyone touches it."""

from __future__ import annotations

from calculator.drawing import draw_result
from calculator.intake import read_situation
from calculator.permalink import write_fragment
from calculator.reading import write_decimal
from calculator.rules import Rules
from calculator.simulation import simulate


def draw_overview(rules: Rules, root: str) -> str:
    """What each domain would give to the establishment of the printed example."""
    activity = write_decimal(rules.exemple.activite_combinee)
    situation = read_situation(rules, {"etablissement": {"activite_combinee": activity}})
    return draw_result(rules, simulate(rules, situation), root, write_fragment(rules, situation), "apercu")
