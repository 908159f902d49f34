"""The worked example of the instruction, computed and drawn by the engine while the site is built."""

from __future__ import annotations

from calculator.drawing import draw_form, draw_result
from calculator.intake import read_situation
from calculator.reading import to_data
from calculator.rules import Rules
from calculator.simulation import simulate
from calculator.situation import Situation

__all__ = ["draw_example", "draw_form", "example_situation"]


def example_situation(rules: Rules) -> Situation:
    """The establishment of the printed example."""
    example = to_data(rules.exemple)
    keys = ("domaine", "fenetre", "cro")
    return read_situation(
        rules,
        {
            "etablissement": {"activite_combinee": example["activite_combinee"]},
            "candidatures": [
                {key: line[key] for key in keys if key in line} for line in example["candidatures"]
            ],
        },
    )


def draw_example(rules: Rules, root: str) -> str:
    """The result of the printed example; ``root`` is the root of the site seen from the page."""
    return draw_result(rules, simulate(rules, example_situation(rules)), root)
