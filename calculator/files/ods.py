"""ODS workbooks written row by row: a document of three parts, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Self

from calculator.files.sheets import AMOUNT, COUNT, RATE, Figure, legal, width_of

KIND = "application/vnd.oasis.opendocument.spreadsheet"
PIECE = 1 << 16
_SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in (
        *((name, name) for name in ("office", "table", "text", "style")),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_NUMBER = '<number:number number:min-integer-digits="1" number:decimal-places="{0}" number:min-decimal-places="{0}" number:grouping="true"/>'
_SHAPES = {AMOUNT: "montant", COUNT: "nombre", RATE: "taux"}
_STYLES = "".join(
    (
        f'<number:number-style style:name="n2">{_NUMBER.format(2)}</number:number-style>',
        f'<number:number-style style:name="n0">{_NUMBER.format(0)}</number:number-style>',
        f'<number:percentage-style style:name="p2">{_NUMBER.format(2)}<number:text>%</number:text></number:percentage-style>',
        *(
            f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="{data}"/>'
            for name, data in (("montant", "n2"), ("nombre", "n0"), ("taux", "p2"))
        ),
        '<style:style style:name="titre" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>',
    )
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    f' manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_LINE_ENDS = re.compile("\r\n|\r|\n")
_BLANKS = re.compile(r"^ +| +$|(?<= ) +")


class OdsWriter:
    """A workbook whose rows wait, packed, sheet by sheet, until it is saved."""

    def __init__(self) -> None:
        self._sheets: dict[str, Packed] = {}
        self._columns: dict[str, list[int]] = {}
        self._lines: dict[str, int] = {}
        self._filtered: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._sheets.clear()

    def sheet(
        self,
        name: str,
        titles: Sequence[str],
        widths: Sequence[int] = (),
        *,
        frozen: str = "A2",
        filtered: bool = True,
    ) -> None:
        """A new sheet with its line of titles, repeated on each page, and a filter on it."""
        self._sheets[name] = Packed()
        self._columns[name] = [width_of(title, position, widths) for position, title in enumerate(titles)]
        self._lines[name] = 0
        if filtered:
            self._filtered.append(name)
        self.append(name, titles, bold=True)

    def append(self, name: str, cells: Iterable[object], *, bold: bool = False) -> None:
        """One line of a sheet: texts stay texts, decimals are amounts, integers are counts."""
        row = "".join(_cell(value, bold=bold) for value in cells)
        row = f"<table:table-row>{row}</table:table-row>"
        if not self._lines[name]:
            row = f"<table:table-header-rows>{row}</table:table-header-rows>"
        self._sheets[name].write(row.encode())
        self._lines[name] += 1

    def save(self, target: IO[bytes]) -> None:
        """Write the document."""
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", KIND, zipfile.ZIP_STORED)
            archive.writestr("META-INF/manifest.xml", _MANIFEST)
            with archive.open("content.xml", "w", force_zip64=True) as content:
                content.write(self._head().encode())
                for rank, (name, rows) in enumerate(self._sheets.items()):
                    columns = "".join(
                        f'<table:table-column table:style-name="co{rank}-{position}"/>'
                        for position in range(len(self._columns[name]))
                    )
                    content.write(f'<table:table table:name="{escape(name)}">{columns}'.encode())
                    for piece in rows.pieces():
                        content.write(piece)
                    content.write(b"</table:table>")
                content.write(self._foot().encode())

    def _head(self) -> str:
        widths = "".join(
            f'<style:style style:name="co{rank}-{position}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * 2.1:.1f}mm"/></style:style>'
            for rank, columns in enumerate(self._columns.values())
            for position, width in enumerate(columns)
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_SPACES} office:version="1.3">'
            f"<office:automatic-styles>{_STYLES}{widths}</office:automatic-styles><office:body><office:spreadsheet>"
        )

    def _foot(self) -> str:
        ranges = "".join(
            f'<table:database-range table:name="filtre{rank}" table:display-filter-buttons="true" '
            f"table:target-range-address=\"'{escape(name)}'.A1:'{escape(name)}'.{_letters(len(self._columns[name]))}"
            f'{self._lines[name]}"/>'
            for rank, name in enumerate(self._filtered)
        )
        ranges = f"<table:database-ranges>{ranges}</table:database-ranges>" if ranges else ""
        return f"{ranges}</office:spreadsheet></office:body></office:document-content>"


class Packed:
    """Bytes that are written, kept twenty times smaller, then given back."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(1)
        self._kept = io.BytesIO()

    def write(self, data: bytes) -> None:
        self._kept.write(self._packer.compress(data))

    def pieces(self) -> Iterator[bytes]:
        """All of it, once."""
        self._kept.write(self._packer.flush())
        self._kept.seek(0)
        opener = zlib.decompressobj()
        while packed := self._kept.read(PIECE):
            yield opener.decompress(packed)


def _letters(column: int) -> str:
    """The column 28 is ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def escape(text: str) -> str:
    """A text inside XML, between tags or quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _cell(value: object, *, bold: bool) -> str:
    if isinstance(value, Decimal):
        value = Figure(value)
    if isinstance(value, Figure):
        kind = "percentage" if value.shape == RATE else "float"
        style = f' table:style-name="{_SHAPES[value.shape]}"'
        return f'<table:table-cell{style} office:value-type="{kind}" office:value="{value.value}"/>'
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if value is None or value == "":
        return "<table:table-cell/>"
    style = ' table:style-name="titre"' if bold else ""
    lines = "".join(f"<text:p>{_text(line)}</text:p>" for line in _LINE_ENDS.split(legal(str(value))))
    return f'<table:table-cell{style} office:value-type="string">{lines}</table:table-cell>'


def _text(line: str) -> str:
    """A line of a cell: a reader of XML would drop the spaces that follow another, and take a tab for one."""
    spaced = _BLANKS.sub(lambda found: f"\0{len(found[0])}\0", line)
    parts = escape(spaced).replace("\t", "<text:tab/>")
    return re.sub(r"\0([0-9]+)\0", r'<text:s text:c="\1"/>', parts)
