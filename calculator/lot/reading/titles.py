"""Where the titles of a list are: on one line, or on two, a group above and the names below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from calculator.lot.reading.cells import is_blank
from calculator.lot.reading.columns import ACTIVITY
from calculator.lot.reading.recognition import Recogniser


class Titles(NamedTuple):
    """The titles, the positions of their first and last lines, how many name a column, whether one names the activity."""

    premiere: int
    derniere: int
    textes: list[str]
    reconnus: int
    calculable: bool


def find_titles(recogniser: Recogniser, records: Sequence[Sequence[object]]) -> Titles:
    """The line that names the most columns; two lines together, where they name more than any alone."""
    position = recogniser.header(records)
    best = _of(recogniser, position, position, texts(records[position] if records else ()))
    for above in range(len(records) - 1):
        joined = list(_join(recogniser, texts(records[above]), texts(records[above + 1])))
        found = _of(recogniser, above, above + 1, joined)
        if found.reconnus > best.reconnus:
            best = found
    return best


def _of(recogniser: Recogniser, first: int, last: int, titles: list[str]) -> Titles:
    names = {recogniser.column(title) for title in titles} - {None}
    return Titles(first, last, titles, len(names), ACTIVITY in names)


def texts(cells: Sequence[object]) -> list[str]:
    """The cells of a line as titles."""
    return ["" if cell is None else " ".join(str(cell).split()) for cell in cells]


def _join(recogniser: Recogniser, above: Sequence[str], below: Sequence[str]) -> Iterator[str]:
    """Each title with the group that stands above it; a group goes on to the right until the next."""
    group = ""
    for position in range(max(len(above), len(below))):
        over = above[position] if position < len(above) else ""
        under = below[position] if position < len(below) else ""
        group = over or group
        both = f"{group} {under}".strip() if not is_blank(under) else over
        yield under if recogniser.column(both) is None and recogniser.column(under) is not None else both
