"""The public directory FINESS, told from a list of candidatures: its extracts have no titles that say it."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.lot.reading.records import Cell, TableError
from calculator.situation.identification import fold

SECTIONS = {
    "structureet": "établissements",
    "structureej": "entités juridiques",
    "geolocalisation": "coordonnées",
    "equipementsocial": "équipements sociaux",
    "activitesoin": "activités de soins",
    "autreactivite": "autres activités",
    "equipementlourd": "équipements lourds",
}
"""What each line of an extract begins with, and what it lists."""
_NUMBERS = {"nofinesset", "nofinessej"}
"""The titles that some copies of it add."""


class DirectoryError(TableError):
    """A file that is an extract of the directory, where a list of candidatures was expected."""


def refuse_directory(records: Sequence[Sequence[Cell]]) -> None:
    """``DirectoryError`` when the first lines of a file are those of an extract of the directory."""
    if not is_directory(records):
        return
    found = section(records)
    raise DirectoryError(
        f"c’est un extrait du répertoire FINESS{f' ({found})' if found else ''}, un annuaire : il ne dit ni "
        "l’activité combinée ni les fenêtres demandées. Donnez la liste des candidatures, une ligne par établissement."
    )


def is_directory(records: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first lines of a file are those of an extract of the directory."""
    words = _words(records)
    is_headed = any(line[:2] == ["finess", "etalab"] for line in words[:1])
    is_titled = any(_NUMBERS.intersection(line) for line in words[:1])
    return is_headed or is_titled or (section(records) is not None and len(records[0]) > 2)


def section(records: Sequence[Sequence[Cell]]) -> str | None:
    """What the first line that says so lists, in French."""
    return next((SECTIONS[line[0]] for line in _words(records) if line[0] in SECTIONS), None)


def _words(records: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[fold(str(cell)) for cell in cells[:3]] for cells in records if cells]
