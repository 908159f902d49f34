"""ODS workbooks read as they come: the sheets, and the rows of one, however often a row or a cell is repeated."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.lot.reading.archive import PROTECTED, UNREADABLE, Archive
from calculator.lot.reading.excel_sheet import HIDDEN
from calculator.lot.reading.markup import Letters, hear, hear_all, integer
from calculator.lot.reading.records import (
    LAST_LINE,
    MAX_COLUMNS,
    Cell,
    Formula,
    Record,
    TableError,
    beyond_the_last_line,
    too_many_columns,
)
from calculator.lot.reading.shapes import percentage, read_number

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_SPACE}{name}:1.0}}" for name in ("table", "office", "text", "style"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROW, _SHEET, _PARAGRAPH = f"{_TABLE}table-row", f"{_TABLE}table", f"{_TEXT}p"
_ASIDE = {f"{_OFFICE}annotation", f"{_TABLE}shapes", f"{_OFFICE}forms", f"{_TABLE}detective"}
"""What stands in a sheet and is no cell of it."""
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"


class Document:
    """The sheets of a document, in order; ``hidden`` are those that it does not show."""

    form = "classeur ODS"
    ending = "ods"

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        if any(b"encryption-data" in piece for piece in _some(archive, MANIFEST)):
            raise TableError(PROTECTED)
        if CONTENT not in archive:
            raise TableError(UNREADABLE)
        outline = Outline()
        hear_all(archive, CONTENT, outline)
        self.names, self.hidden = outline.names, outline.hidden

    def records(self, position: int) -> Iterator[Record]:
        """The rows of a sheet that hold something."""
        sheet = Sheet(position)
        for _ in hear(self._archive.pieces(CONTENT), sheet):
            for record, count in sheet.rows:
                for again in range(count):
                    yield record._replace(ligne=record.ligne + again)
            sheet.rows.clear()
            if sheet.is_over:
                return


def _some(archive: Archive, name: str) -> Iterator[bytes]:
    if name in archive:
        yield from archive.pieces(name)


class Outline:
    """The names of the sheets, and which are hidden."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.hidden: set[str] = set()
        self._unseen: set[str] = set()
        self._style = ""
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif name == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._unseen.add(self._style)
        elif name == _SHEET:
            self._depth += 1
            if self._depth == 1:
                self.names.append(attributes.get(f"{_TABLE}name", ""))
                if attributes.get(f"{_TABLE}style-name") in self._unseen:
                    self.hidden.add(self.names[-1])

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None:
        if name == _SHEET:
            self._depth -= 1


class Sheet:
    """The rows of the sheet at a position, left in ``rows`` as they end, each with how often it stands."""

    def __init__(self, position: int) -> None:
        self.rows: list[tuple[Record, int]] = []
        self.is_over = False
        self._before = position
        self._depth = self._aside = self._line = 0
        self._repeated = 1
        self._hidden = False
        self._cells: list[Cell] = []
        self._column = 0
        self._attributes: dict[str, str] = {}
        self._letters = Letters()
        self._listens = False
        self._paragraphs = 0

    @property
    def _is_here(self) -> bool:
        return self._depth == 1 and self._before < 0 and not self.is_over and not self._aside

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _ASIDE:
            self._aside += 1
        elif name == _SHEET:
            self._depth += 1
            if self._depth == 1:
                self._before -= 1
        elif not self._is_here:
            return
        elif name in _CELLS:
            self._attributes, self._paragraphs = attributes, 0
        elif name == _PARAGRAPH:
            if self._paragraphs:
                self._letters.add("\n", self._line)
            self._paragraphs += 1
            self._listens = True
        elif name == f"{_TEXT}s":
            count = min(integer(attributes.get(f"{_TEXT}c", "1")), 1 << 16)
            self._letters.add(" " * count, self._line)
        elif name in _SIGNS:
            self._letters.add(_SIGNS[name], self._line)
        elif name == _ROW:
            self._begin(attributes)

    def text(self, data: str) -> None:
        if self._listens and not self._aside:
            self._letters.add(data, self._line)

    def end(self, name: str) -> None:
        if name in _ASIDE:
            self._aside -= 1
        elif name == _SHEET:
            self._depth -= 1
            self.is_over = self.is_over or (self._depth == 0 and self._before < 0)
        elif not self._is_here:
            return
        elif name in _CELLS:
            self._place(self._value(self._letters.take()))
        elif name == _PARAGRAPH:
            self._listens = False
        elif name == _ROW:
            self._finish()

    def _begin(self, attributes: dict[str, str]) -> None:
        self._line += 1
        self._repeated = integer(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
        self._hidden = attributes.get(f"{_TABLE}visibility", "visible") != "visible"
        self._column = 0

    def _finish(self) -> None:
        last = self._line + self._repeated - 1
        if last > LAST_LINE:
            raise beyond_the_last_line(last)
        if self._cells:
            record = Record(self._line, self._cells, (HIDDEN,) if self._hidden else ())
            self.rows.append((record, self._repeated))
            self._cells = []
        self._line = last

    def _place(self, value: Cell) -> None:
        count = integer(self._attributes.get(f"{_TABLE}number-columns-repeated", "1"))
        if value is not None:
            if self._column + count > MAX_COLUMNS:
                raise too_many_columns(self._line)
            self._cells += [None] * (self._column - len(self._cells))
            self._cells += [value] * count
        self._column += count

    def _value(self, text: str) -> Cell:
        attributes = self._attributes
        kind = attributes.get(f"{_OFFICE}value-type")
        value = attributes.get(f"{_OFFICE}value", "")
        formula = attributes.get(f"{_TABLE}formula")
        try:
            match kind:
                case None if formula is not None:
                    return Formula(f"={formula.partition(':')[2].lstrip('=')}")
                case "float" | "currency":
                    return read_number(value, "")
                case "percentage":
                    return percentage(float(value))
                case "boolean":
                    return "oui" if attributes.get(f"{_OFFICE}boolean-value") == "true" else "non"
                case "date":
                    return attributes.get(f"{_OFFICE}date-value") or text or None
        except ValueError:
            raise TableError(UNREADABLE) from None
        return text or None
