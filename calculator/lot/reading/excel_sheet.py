"""The rows of one sheet of an XLSX workbook, and the texts that its cells share."""

from __future__ import annotations

import re
from typing import Protocol

from calculator.exact.problems import Problem
from calculator.lot.reading.archive import UNREADABLE
from calculator.lot.reading.markup import Letters, integer, local
from calculator.lot.reading.records import (
    LAST_LINE,
    MAX_COLUMNS,
    Cell,
    Formula,
    Record,
    TableError,
    beyond_the_last_line,
    too_heavy_unpacked,
    too_many_columns,
)
from calculator.lot.reading.shapes import Shape, read_number

MAX_TEXTS = 2_000_000
"""How many texts the cells of a workbook may share."""
HIDDEN = Problem(
    "", "ligne_masquee", "la ligne est masquée dans le classeur : elle est calculée comme les autres."
)
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]*")


class Book(Protocol):
    """What a sheet asks of its workbook: what each style shows, and how its numbers are read."""

    shapes: list[Shape]
    from_1904: bool
    is_stale: bool


class Texts:
    """The texts that the cells share; what says how a text sounds is no part of it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._letters = Letters()
        self._listens = self._sounds = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "t":
            self._listens = not self._sounds
        elif tag == "rPh":
            self._sounds = True

    def text(self, data: str) -> None:
        if self._listens:
            self._letters.add(data, 1)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "t":
            self._listens = False
        elif tag == "rPh":
            self._sounds = False
        elif tag == "si":
            self.found.append(self._letters.take())
            if len(self.found) > MAX_TEXTS:
                raise too_heavy_unpacked()


class Sheet:
    """The rows of a sheet, left in ``rows`` as they end."""

    def __init__(self, book: Book, texts: list[str]) -> None:
        self.rows: list[Record] = []
        self._book = book
        self._texts = texts
        self._line = self._seen = 0
        self._hidden = False
        self._cells: list[Cell] = []
        self._letters = Letters()
        self._formula: str | None = None
        self._column = 0
        self._kind, self._style = "n", 0
        self._listens = self._sounds = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "c":
            self._column = _column(attributes["r"]) if "r" in attributes else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = integer(attributes.get("s", "0"))
            self._formula = None
        elif tag in ("v", "t", "f"):
            self._listens = not self._sounds
        elif tag == "row":
            self._begin(attributes)
        elif tag == "rPh":
            self._sounds = True

    def text(self, data: str) -> None:
        if self._listens:
            self._letters.add(data, self._line)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "c":
            self._place(self._value(self._letters.take()))
        elif tag in ("v", "t"):
            self._listens = False
        elif tag == "f":
            self._listens = False
            self._formula = self._letters.take()
        elif tag == "rPh":
            self._sounds = False
        elif tag == "row" and self._cells:
            self.rows.append(Record(self._line, self._cells, (HIDDEN,) if self._hidden else ()))
            self._cells = []

    def _begin(self, attributes: dict[str, str]) -> None:
        self._line = integer(attributes["r"]) if "r" in attributes else self._line + 1
        self._seen += 1
        if max(self._line, self._seen) > LAST_LINE:
            raise beyond_the_last_line(max(self._line, self._seen))
        self._hidden = attributes.get("hidden") in ("1", "true")
        self._column = 0

    def _place(self, value: Cell) -> None:
        if value is None:
            return
        if self._column > MAX_COLUMNS:
            raise too_many_columns(self._line)
        cells = self._cells
        cells += [None] * (self._column - len(cells))
        cells[self._column - 1] = value

    def _value(self, text: str) -> Cell:
        kind = self._kind
        if self._formula is not None and kind != "str" and text in ("", "0" if self._book.is_stale else ""):
            return Formula(f"={self._formula}")
        if not text:
            return None
        if kind == "s":
            position = integer(text)
            if position >= len(self._texts):
                raise TableError(UNREADABLE)
            return self._texts[position]
        if kind == "n":
            shapes = self._book.shapes
            shape = shapes[self._style] if self._style < len(shapes) else ""
            try:
                return read_number(text, shape, from_1904=self._book.from_1904)
            except ValueError:
                raise TableError(UNREADABLE) from None
        return ("oui" if text == "1" else "non") if kind == "b" else text


def _column(place: str) -> int:
    """``AB12`` is in the column 28."""
    match = _PLACE.fullmatch(place)
    if match is None:
        raise TableError(UNREADABLE)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column
