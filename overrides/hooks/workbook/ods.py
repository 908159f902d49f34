"""A laid out workbook as ODS, written to the letter; the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal

from calculator.files.ods import KIND, escape
from overrides.hooks.workbook.layout import Cell, Limit, Look, Sheet, Workbook, address

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = "".join(
    f' xmlns:{name}="{place if ":" in place else f"{_URN}{place}:1.0"}"'
    for name, place in {
        **{name: name for name in ("office", "table", "text", "style", "meta", "config")},
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "of": f"{_URN}of:1.2",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_FRENCH = 'number:language="fr" number:country="FR"'
_DIGITS = '<number:number number:min-integer-digits="1" number:decimal-places="{}" number:min-decimal-places="{}" number:grouping="true"/>'
_SHAPES = (
    f'<number:number-style style:name="N-euros" {_FRENCH}>{_DIGITS.format(2, 2)}<number:text>\N{NO-BREAK SPACE}€</number:text></number:number-style>'
    f'<number:number-style style:name="N-nombre" {_FRENCH}>{_DIGITS.format(2, 2)}</number:number-style>'
    f'<number:percentage-style style:name="N-taux" {_FRENCH}>{_DIGITS.format(0, 0)}<number:text>\N{NO-BREAK SPACE}%</number:text></number:percentage-style>'
    f'<number:text-style style:name="N-texte" {_FRENCH}><number:text-content/></number:text-style>'
)
_PARTS = re.compile(
    r"""\"[^\"]*\"|,|(?<![\w.])(?:(?P<sheet>'[^']+'|\w+)!)?(?P<cells>[A-Z]{1,3}[0-9]+(?::[A-Z]{1,3}[0-9]+)?)(?![\w(])"""
)
"""A text, a comma, or a reference; names and functions are written alike in both."""

type Limits = dict[tuple[str, Limit], tuple[str, str]]
"""By sheet: the name of each limit, and the first cell that has it, from which the others are counted."""


def to_ods(workbook: Workbook) -> bytes:
    """The workbook as a file that LibreOffice opens: computed on opening, sheets locked without a password."""
    parts = {
        "mimetype": KIND,
        "content.xml": "".join(_content(workbook)),
        "styles.xml": "".join(_pages(workbook)),
        "settings.xml": "".join(_settings(workbook)),
        "meta.xml": _part("meta", f"<office:meta><dc:title>{escape(workbook.title)}</dc:title><dc:language>fr-FR</dc:language></office:meta>"),
    }  # fmt: skip
    listed = "".join(_entry(name, "text/xml") for name in parts if name != "mimetype")
    parts["META-INF/manifest.xml"] = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        f' manifest:version="1.3">{_entry("/", KIND)}{listed}</manifest:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), text, packed)
    return stream.getvalue()


def openformula(formula: str) -> str:
    """A formula of Excel as OpenDocument writes it: references in brackets, semicolons."""
    return "of:" + _PARTS.sub(_part_of_formula, formula)


def _part_of_formula(found: re.Match[str]) -> str:
    if found["cells"] is None:
        return ";" if found[0] == "," else found[0]
    sheet = f"${found['sheet']}" if found["sheet"] else ""
    return "[" + ":".join(f"{sheet}.{cell}" for cell in found["cells"].split(":")) + "]"


def _entry(path: str, kind: str) -> str:
    return f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'


def _part(kind: str, body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><office:document-{kind}{_SPACES} office:version="1.3">{body}</office:document-{kind}>'


def _content(workbook: Workbook) -> Iterator[str]:
    looks = {cell.look: "" for sheet in workbook.sheets for cell in sheet.cells.values()}
    looks = {look: f"ce{rank}" for rank, look in enumerate(looks)}
    limits: Limits = {}
    tables = "".join(
        _table(sheet, rank, looks, limits, _print_range(sheet)) for rank, sheet in enumerate(workbook.sheets)
    )  # fmt: skip
    rules = "".join(_validation(limit, *found) for (_, limit), found in limits.items())
    body = (
        f"<office:automatic-styles>{_SHAPES}{''.join(_look(*item) for item in looks.items())}"
        f"{''.join(map(_sizes, range(len(workbook.sheets)), workbook.sheets))}</office:automatic-styles>"
        "<office:body><office:spreadsheet>"
        '<table:calculation-settings table:case-sensitive="false" table:use-regular-expressions="false" table:use-wildcards="false"/>'
        f"<table:content-validations>{rules}</table:content-validations>{tables}"
        f"<table:named-expressions>{''.join(_name(*item) for item in workbook.names.items())}</table:named-expressions>"
        "</office:spreadsheet></office:body>"
    )
    yield _part("content", body)


def _name(name: str, place: tuple[str, str]) -> str:
    sheet, cells = place
    fixed = ":".join(
        f"${_quoted(sheet)}.{re.sub('([A-Z]+)([0-9]+)', r'$\1$\2', cell)}" for cell in cells.split(":")
    )
    return f'<table:named-range table:name="{name}" table:base-cell-address="${_quoted(sheet)}.$A$1" table:cell-range-address="{fixed}"/>'


def _quoted(sheet: str) -> str:
    return escape(sheet if sheet.isalnum() and sheet.isascii() else f"'{sheet}'")


def _print_range(sheet: Sheet) -> str:
    first, last = sheet.paper.split(":")
    name = _quoted(sheet.name)
    return f' table:print-ranges="{name}.{first}:{name}.{last}"'


def _table(sheet: Sheet, rank: int, looks: dict[Look, str], limits: Limits, printed: str) -> str:
    columns = [f'<table:table-column table:style-name="co{rank}-{place}"/>' for place in range(sheet.columns)]
    kept = sheet.frozen[1]
    side = (
        f"<table:table-header-columns>{''.join(columns[:kept])}</table:table-header-columns>" if kept else ""
    )
    rows = [_row(sheet, rank, row, looks, limits) for row in range(1, sheet.rows + 1)]
    repeated = sheet.frozen[0]
    head = (
        f"<table:table-header-rows>{''.join(rows[:repeated])}</table:table-header-rows>" if repeated else ""
    )
    return (
        f'<table:table table:name="{escape(sheet.name)}" table:style-name="ta{rank}" table:protected="true"{printed}>'
        f"{side}{''.join(columns[kept:])}{head}{''.join(rows[repeated:])}</table:table>"
    )


def _row(sheet: Sheet, rank: int, row: int, looks: dict[Look, str], limits: Limits) -> str:
    found, covered = [], 0
    for column in range(1, sheet.columns + 1):
        cell = sheet.cells.get((row, column))
        if covered:
            covered -= 1
            found.append("<table:covered-table-cell/>")
        elif cell is None:
            found.append("<table:table-cell/>")
        else:
            covered = cell.span - 1
            rule = ""
            if cell.limit is not None:
                first = (f"val{len(limits)}", f"{_quoted(sheet.name)}.{address(row, column)}")
                rule, _ = limits.setdefault((sheet.name, cell.limit), first)
            found.append(_cell(cell, looks[cell.look], rule))
    height = f' table:style-name="ro{rank}-{row}"' if row in sheet.heights else ""
    return f"<table:table-row{height}>{''.join(found)}</table:table-row>"


def _cell(cell: Cell, style: str, rule: str) -> str:
    head = f'<table:table-cell table:style-name="{style}"'
    head += f' table:content-validation-name="{rule}"' if rule else ""
    head += (
        f' table:number-columns-spanned="{cell.span}" table:number-rows-spanned="1"' if cell.span > 1 else ""
    )
    value = cell.value
    if value is None or value == "":
        return f"{head}/>"
    if isinstance(value, int | Decimal):
        return f'{head} office:value-type="float" office:value="{value}"/>'
    if value.startswith("="):
        return f'{head} table:formula="{escape(openformula(value))}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'{head} office:value-type="string">{lines}</table:table-cell>'


def _look(look: Look, name: str) -> str:
    data = f' style:data-style-name="N-{look.shape}"' if look.shape else ""
    cell = ' style:vertical-align="middle"'
    cell += f' fo:background-color="#{look.ground}"' if look.ground else ""
    cell += ' fo:border="0.5pt solid #9aa5b1" fo:padding="0.8mm"' if look.box else ""
    cell += ' fo:wrap-option="wrap"' if look.wrap else ""
    cell += ' style:cell-protect="none"' if look.free else ""
    ends = {"center": "center", "right": "end"}
    align = f'<style:paragraph-properties fo:text-align="{ends[look.align]}"/>' if look.align else ""
    text = f' fo:font-size="{look.size}pt"' + (' fo:font-weight="bold"' if look.bold else "")
    text += f' fo:color="#{look.ink}"' if look.ink else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{data}>'
        f"<style:table-cell-properties{cell}/>{align}<style:text-properties{text}/></style:style>"
    )


def _sizes(rank: int, sheet: Sheet) -> str:
    columns = "".join(
        f'<style:style style:name="co{rank}-{place}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 1.95:.2f}mm"/></style:style>'
        for place, width in enumerate(sheet.widths)
    )
    rows = "".join(
        f'<style:style style:name="ro{rank}-{row}" style:family="table-row">'
        f'<style:table-row-properties style:row-height="{height}pt" style:use-optimal-row-height="false"/></style:style>'
        for row, height in sheet.heights.items()
    )
    return (
        f'{columns}{rows}<style:style style:name="ta{rank}" style:family="table" style:master-page-name="page{rank}">'
        '<style:table-properties table:display="true"/></style:style>'
    )


def _validation(limit: Limit, name: str, place: str) -> str:
    cell = place.rpartition(".")[2]
    words = ";".join(f'"{word}"' for word in limit.words)
    test = limit.test.replace("{}", cell)
    condition = (
        f"of:cell-content-is-in-list({words})"
        if words
        else f"of:is-true-formula({openformula('=' + test)[4:]})"
    )
    return (
        f'<table:content-validation table:name="{name}" table:condition="{escape(condition)}" table:allow-empty-cell="true" '
        f'table:display-list="unsorted" table:base-cell-address="{place}">'
        f'<table:help-message table:title="{escape(limit.title)}" table:display="true"><text:p>{escape(limit.hint)}</text:p></table:help-message>'
        f'<table:error-message table:message-type="stop" table:title="{escape(limit.title)}" table:display="true"><text:p>{escape(limit.refusal)}</text:p></table:error-message>'
        "</table:content-validation>"
    )


def _pages(workbook: Workbook) -> Iterator[str]:
    """The default look, and a page of paper for each sheet: A4, lying."""
    layouts = "".join(
        f'<style:page-layout style:name="pl{rank}"><style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" '
        f'style:print-orientation="landscape" fo:margin="10mm" style:print="objects charts drawings" '
        f"{'style:scale-to-pages="1"' if sheet.one_page else f'style:scale-to-X="{sheet.across}" style:scale-to-Y="0"'}/>"
        "<style:header-style/><style:footer-style/></style:page-layout>"
        for rank, sheet in enumerate(workbook.sheets)
    )
    masters = "".join(
        f'<style:master-page style:name="page{rank}" style:page-layout-name="pl{rank}">'
        '<style:header style:display="false"/><style:footer style:display="false"/></style:master-page>'
        for rank in range(len(workbook.sheets))
    )
    default = (
        '<style:style style:name="Default" style:family="table-cell"><style:text-properties style:font-name="Calibri" '
        'fo:font-family="Calibri, Carlito, sans-serif" fo:font-size="10pt" fo:language="fr" fo:country="FR"/></style:style>'
    )
    yield _part(
        "styles",
        f"<office:styles>{default}</office:styles><office:automatic-styles>{layouts}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>",
    )


def _settings(workbook: Workbook) -> Iterator[str]:
    """What stays in sight when one scrolls, sheet by sheet, and the sheet one begins with."""
    views = "".join(
        f'<config:config-item-map-entry config:name="{escape(sheet.name)}">{"".join(_view(sheet))}</config:config-item-map-entry>'
        for sheet in workbook.sheets
    )
    yield _part(
        "settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{views}</config:config-item-map-named>'
        f'<config:config-item config:name="ActiveTable" config:type="string">{escape(workbook.sheets[0].name)}</config:config-item>'
        '<config:config-item config:name="ShowGrid" config:type="boolean">false</config:config-item>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>",
    )


def _view(sheet: Sheet) -> Iterator[str]:
    rows, columns = sheet.frozen
    for name, count in (("Vertical", rows), ("Horizontal", columns)):
        if count:
            yield f'<config:config-item config:name="{name}SplitMode" config:type="short">2</config:config-item>'
            yield f'<config:config-item config:name="{name}SplitPosition" config:type="int">{count}</config:config-item>'
    if rows or columns:
        pane = 3 if rows and columns else 2 if rows else 1
        yield f'<config:config-item config:name="ActiveSplitRange" config:type="short">{pane}</config:config-item>'
        yield f'<config:config-item config:name="PositionRight" config:type="int">{columns}</config:config-item>'
        yield f'<config:config-item config:name="PositionBottom" config:type="int">{rows}</config:config-item>'
    yield '<config:config-item config:name="ShowGrid" config:type="boolean">false</config:config-item>'
