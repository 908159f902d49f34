"""Workbooks made by hand, to the letter: what no spreadsheet would write, and what each of them does."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TITLES = "<row r='1'>" + "".join(
    f"<c r='{place}1' t='inlineStr'><is><t>{title}</t></is></c>"
    for place, title in zip("ABCD", ("nom", "activite_combinee", "ds1_fenetre", "finess"), strict=True)
) + "</row>"  # fmt: skip
ODS_TITLES = (
    "<table:table-row>"
    + "".join(
        f"<table:table-cell office:value-type='string'><text:p>{title}</text:p></table:table-cell>"
        for title in ("nom", "activite_combinee", "ds1_fenetre", "finess")
    )
    + "</table:table-row>"
)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def xlsx(
    rows: str = "",
    *,
    sheets: Mapping[str, str] | None = None,
    before: str = "",
    calc: str = "",
    more: Mapping[str, str | bytes] | None = None,
    state: str = "visible",
) -> bytes:
    """A workbook of one sheet, its titles then these rows; or of several sheets, whose rows are given whole."""
    found = sheets or {"Liste": TITLES + rows}
    names = list(found)
    listed = "".join(
        f"<sheet name='{name}' sheetId='{rank}' r:id='rId{rank}' state='{state if rank > 1 else 'visible'}'/>"
        for rank, name in enumerate(names, 1)
    )
    links = "".join(
        f"<Relationship Id='rId{rank}' Type='{RELATIONS}/worksheet' Target='worksheets/sheet{rank}.xml'/>"
        for rank in range(1, len(names) + 1)
    )
    links += f"<Relationship Id='s' Type='{RELATIONS}/sharedStrings' Target='sharedStrings.xml'/>"
    links += f"<Relationship Id='t' Type='{RELATIONS}/styles' Target='styles.xml'/>"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f"<Relationships xmlns='{space}'><Relationship Id='a' Type='{RELATIONS}/officeDocument'"
        " Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'><sheets>{listed}</sheets>{calc}</workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{space}'>{links}</Relationships>",
    }
    for rank, content in enumerate(found.values(), 1):
        parts[f"xl/worksheets/sheet{rank}.xml"] = (
            f"{before}<worksheet xmlns='{MAIN}'><sheetData>{content}</sheetData></worksheet>"
        )
    return archive({**parts, **(more or {})})


def ods(
    rows: str = "",
    *,
    sheets: Mapping[str, str] | None = None,
    before: str = "",
    styles: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """The same, as LibreOffice would."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f"xmlns:{name}='{space}{name}:1.0'" for name in ("office", "table", "text", "style"))
    body = "".join(
        f"<table:table table:name='{name}' table:style-name='ta{rank}'>{content}</table:table>"
        for rank, (name, content) in enumerate((sheets or {"Liste": ODS_TITLES + rows}).items(), 1)
    )
    content = (
        f"{before}<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": "<manifest/>",
            **(more or {}),
        }
    )
