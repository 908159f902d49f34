"""`/assets/sun-es-calculette.xlsx` and `.ods`: the programme as a workbook that computes."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from overrides.hooks.gathering.book import Book
from overrides.hooks.reckoner.book import calculette
from overrides.hooks.workbook.ods import to_ods
from overrides.hooks.workbook.xlsx import to_xlsx

WRITERS = {"xlsx": to_xlsx, "ods": to_ods}


def address(ending: str) -> str:
    """Where the file of a format is, from the root of the site."""
    return f"assets/sun-es-calculette.{ending}"


def files(book: Book, config: MkDocsConfig) -> Iterator[File]:
    """The workbook in both formats; ``config.extra["calculette"]`` keeps the size of each, for the page."""
    workbook = calculette(book.rules)
    made = {ending: write(workbook) for ending, write in WRITERS.items()}
    config.extra["calculette"] = {ending: len(content) for ending, content in made.items()}
    for ending, content in made.items():
        yield File.generated(config, address(ending), content=content)
