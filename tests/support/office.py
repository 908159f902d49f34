"""LibreOffice without a window: workbooks recalculated by a real spreadsheet, all in one go."""

import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
#: A machine that cannot have it says so, and runs the rest.
needs_office = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice n’est pas installé (libreoffice-calc) : rien n’est recalculé par un vrai tableur.",
)

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, OFFICE = f"{{{_URN}table:1.0}}", f"{{{_URN}office:1.0}}"

type Names = Mapping[str, tuple[str, str]]


def recalculated(files: Iterable[Path], folder: Path) -> dict[str, Workbook]:
    """Each file as LibreOffice computes it on opening, by the stem of its name."""
    assert SOFFICE is not None
    made = folder / "recalcule"
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        made,
    ]
    files = list(files)
    done = subprocess.run([*command, *files], capture_output=True, timeout=240, check=True)
    assert len({file.stem for file in files}) == len(list(made.iterdir())), done.stderr.decode()
    return {file.stem: load_workbook(made / f"{file.stem}.xlsx", data_only=True) for file in files}


def names(book: Workbook) -> Names:
    """The sheet and the first cell of each name."""
    found = {}
    for name, place in book.defined_names.items():
        sheet, _, cells = place.attr_text.rpartition("!")
        found[name] = (sheet.strip("'"), cells.replace("$", "").partition(":")[0])
    return found


def fill_ods(source: Path, target: Path, typed: Mapping[tuple[str, int, int], Any]) -> None:
    """Type values into an ODS file, by sheet, row and column, counted from 1, as a spreadsheet keeps them."""
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "content.xml":
                tree = ElementTree.fromstring(content)
                for (sheet, row, column), value in typed.items():
                    table = next(
                        item for item in tree.iter(f"{TABLE}table") if item.get(f"{TABLE}name") == sheet
                    )
                    _type(list(list(table.iter(f"{TABLE}table-row"))[row - 1])[column - 1], value)
                # a parser forgets a prefix that only formulas use
                content = ElementTree.tostring(tree).replace(
                    b" xmlns:", f' xmlns:of="{_URN}of:1.2" xmlns:'.encode(), 1
                )
            made.writestr(name, content)


def _type(cell: ElementTree.Element, value: Any) -> None:
    if isinstance(value, str):
        cell.set(f"{OFFICE}value-type", "string")
        cell.set(f"{OFFICE}string-value", value)
    else:
        cell.set(f"{OFFICE}value-type", "float")
        cell.set(f"{OFFICE}value", str(value))
