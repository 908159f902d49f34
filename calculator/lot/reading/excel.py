"""XLSX workbooks read as they come: where the sheets are, what the styles show, the rows of one sheet."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from calculator.lot.reading.archive import UNREADABLE, Archive
from calculator.lot.reading.excel_sheet import Sheet, Texts
from calculator.lot.reading.markup import hear, hear_all, integer, local
from calculator.lot.reading.records import Record, TableError
from calculator.lot.reading.shapes import Shape, shape_of


class Parts:
    """Where the parts of a document are, by what says it: identifier, kind, place."""

    def __init__(self, archive: Archive, name: str) -> None:
        folder, file = posixpath.split(name)
        self._folder = folder
        self.found: list[tuple[str, str, str]] = []
        hear_all(archive, posixpath.join(folder, "_rels", f"{file}.rels"), self)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
            self.found.append((attributes.get("Id", ""), kind, target.lstrip("/")))

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None: ...

    def of_kind(self, kind: str) -> str:
        """The first part of a kind, or a name that is none."""
        return next((place for _, found, place in self.found if found == kind), "")


class Workbook:
    """The sheets of a workbook, in order; ``hidden`` are those that it does not show."""

    form = "classeur XLSX"
    ending = "xlsx"

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        name = Parts(archive, "").of_kind("officeDocument") or "xl/workbook.xml"
        if name not in archive:
            raise TableError(UNREADABLE)
        parts = Parts(archive, name)
        self._places = {key: place for key, kind, place in parts.found if kind == "worksheet"}
        self.names: list[str] = []
        self.hidden: set[str] = set()
        self.from_1904 = False
        self.is_stale = False  # its formulas ask to be computed again
        self._sheets: list[str] = []
        hear_all(archive, name, self)
        self.texts: list[str] | None = None
        self._texts_place = parts.of_kind("sharedStrings")
        self.shapes = Styles(archive, parts.of_kind("styles")).shapes

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "sheet":
                key = next((value for key, value in attributes.items() if key.endswith("}id")), "")
                if key in self._places:
                    self.names.append(attributes.get("name", ""))
                    self._sheets.append(self._places[key])
                    if attributes.get("state", "visible") != "visible":
                        self.hidden.add(self.names[-1])
            case "workbookPr":
                self.from_1904 = attributes.get("date1904") in ("1", "true")
            case "calcPr":
                self.is_stale = attributes.get("fullCalcOnLoad") in ("1", "true")

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None: ...

    def records(self, position: int) -> Iterator[Record]:
        """The rows of a sheet that hold something."""
        if self.texts is None:
            shared = Texts()
            hear_all(self._archive, self._texts_place, shared)
            self.texts = shared.found
        sheet = Sheet(self, self.texts)
        for _ in hear(self._archive.pieces(self._sheets[position]), sheet):
            yield from sheet.rows
            sheet.rows.clear()


class Styles:
    """What the cells of each style show."""

    def __init__(self, archive: Archive, place: str) -> None:
        self.shapes: list[Shape] = []
        self._codes: dict[int, str] = {}
        self._is_cell = False
        hear_all(archive, place, self)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "numFmt":
            self._codes[integer(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._is_cell = True
        elif tag == "xf" and self._is_cell:
            number = integer(attributes.get("numFmtId", "0"))
            self.shapes.append(shape_of(number, self._codes.get(number)))

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self._is_cell = False
