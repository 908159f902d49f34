"""`/assets/sun-es-calculette.xlsx` and `.ods`: the programme as a workbook that computes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calculator.rules.model import Rules
from overrides.hooks.gathering.made import Made
from overrides.hooks.reckoner.book import calculette
from overrides.hooks.workbook.ods import to_ods
from overrides.hooks.workbook.xlsx import to_xlsx

WRITERS = {"xlsx": to_xlsx, "ods": to_ods}


def address(ending: str) -> str:
    """Where the file of a format is, from the root of the site."""
    return f"assets/sun-es-calculette.{ending}"


def workbooks(rules: Rules) -> Mapping[str, bytes]:
    """The workbook in each format."""
    workbook = calculette(rules)
    return {ending: write(workbook) for ending, write in WRITERS.items()}


def files(made: Mapping[str, bytes]) -> Iterator[Made]:
    """The workbook of each format, where the site publishes it."""
    for ending, content in made.items():
        yield Made(address(ending), content)
