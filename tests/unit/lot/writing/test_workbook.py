"""A list as a workbook, XLSX or ODS: the same cells, numbers that compute, texts that stay texts."""

import base64
import io
import xml.dom.minidom
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from calculator import packaged_rules, read_situation, simulate
from calculator.files.documents import Demande, make
from calculator.files.ods import OdsWriter
from calculator.files.sheets import Book
from calculator.files.xlsx import Writer
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.archive import Archive
from calculator.lot.reading.open_document import Document
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.tables import mapping_rows, open_table
from calculator.lot.writing.output import Layout
from calculator.lot.writing.schema import model_xlsx, modele
from calculator.lot.writing.workbook import write_workbook

RULES = packaged_rules()
ROW = {
    "finess": "010000156",
    "nom": "Fictif",
    "region": "Corse",
    "activite_combinee": "127 800 journées",
    "ds1_fenetre": "F1",
    "ds1_notifie_euros": "100 000 €",
    "ds4_fenetre": "F2",
    "ds4_forfait_base_euros": "40 k€",
    "ds_1_1": "48,96 %",
    "ds_1_2": "490/999",
}


def written(make_book: Callable[[], Any], *rows: dict[str, Any]) -> bytes:
    totals, target = Totals(), io.BytesIO()
    lines = totals.watch(Lot(RULES).compute(mapping_rows(rows)))
    with make_book() as book:
        write_workbook(Layout(RULES, {key: key for row in rows for key in row}), lines, totals, book, target)
    return target.getvalue()


def document(content: bytes) -> dict[str, list[list[Any]]]:
    """The sheets of an ODS, read by the reader of lists."""
    book = Document(Archive(io.BytesIO(content)))
    return {
        name: [[*record.cellules] for record in book.records(rank)] for rank, name in enumerate(book.names)
    }


def test_what_was_read_as_a_number_is_one_so_that_a_spreadsheet_computes_with_it() -> None:
    book = load_workbook(io.BytesIO(written(Writer, ROW)))
    header, first = book["Résultats"].iter_rows()
    found = {title.value: cell for title, cell in zip(header, first, strict=True)}
    shown = {
        name: (found[name].value, found[name].number_format)
        for name in ("activite_combinee", "ds1_notifie_euros", "ds4_forfait_base_euros", "ds_1_1", "ds_1_2", "finess")
    }  # fmt: skip
    assert shown == {
        "activite_combinee": (127800, "#,##0"),
        "ds1_notifie_euros": (100000, "#,##0.00"),
        "ds4_forfait_base_euros": (40000, "#,##0.00"),
        "ds_1_1": (0.4896, "0.00%"),
        "ds_1_2": ("490/999", "General"),
        "finess": ("010000156", "General"),
    }
    gap = round(found["ds1_notifie_euros"].value - found["ds1_forfait_euros"].value, 2)
    assert gap == found["ds1_ecart_euros"].value == 238.07
    share = book["Enveloppes"]["F2"]
    assert (round(share.value, 8), share.number_format) == (round(99_761.93 / 1_132_508, 8), "0.00%")


def test_half_a_day_keeps_its_decimals_and_what_cannot_be_read_its_text() -> None:
    book = load_workbook(io.BytesIO(written(Writer, ROW | {"activite_combinee": "6 999,5"}, ROW | {"activite_combinee": "n.c."})))  # fmt: skip
    cells = [row[3] for row in book["Résultats"].iter_rows(min_row=2)]
    assert [(cell.value, cell.number_format) for cell in cells] == [(6999.5, "#,##0.00"), ("n.c.", "General")]


def test_the_model_to_fill_has_its_numbers_as_numbers() -> None:
    target = io.BytesIO()
    model_xlsx(RULES, target)
    rows = load_workbook(target).active.iter_rows(min_row=2, values_only=True)
    assert {type(row[3]) for row in rows} == {int, float}


def test_ods_has_the_cells_of_xlsx() -> None:
    rows = [dict(row) for row in modele(RULES, 12)] + [ROW]
    book = load_workbook(io.BytesIO(written(Writer, *rows)))
    found = document(written(OdsWriter, *rows))
    assert list(found) == book.sheetnames
    for name, lines in found.items():
        cells = [[*line] for line in book[name].iter_rows(values_only=True)]
        assert len(lines) == len(cells)
        for ours, theirs in zip(lines, cells, strict=True):
            padded = ours + [None] * (len(theirs) - len(ours))
            assert [said(cell) for cell in padded] == [said(cell) for cell in theirs]


def said(cell: Any) -> Any:
    """A cell as a number to eight figures, or a text."""
    if isinstance(cell, str) and cell.endswith(" %"):
        cell = float(cell[:-2].replace(",", ".")) / 100
    return cell if cell is None or isinstance(cell, str) else f"{float(cell):.8g}"


def test_what_is_written_as_ods_reads_back_and_computes_the_same() -> None:
    rows = [dict(row) for row in modele(RULES, 30)]
    table = open_table(io.BytesIO(written(OdsWriter, *rows)), Recogniser(RULES))
    assert table.format == "classeur ODS"
    again = [line.totaux for line in Lot(RULES).compute(table.rows())]
    assert again == [line.totaux for line in Lot(RULES).compute(mapping_rows(rows))]


@pytest.mark.parametrize(
    "name",
    ["=1+1", "<b>&amp;\"'</b>", " a  b   ", "a\tb", "a\nb\n\nc", "\N{LINE SEPARATOR}", "", "#N/A", "]]>"],
)
def test_a_text_in_ods_is_the_same_text_out(name: str) -> None:
    rows = document(written(OdsWriter, {"activite_combinee": "1", "nom": name}))["Résultats"]
    assert rows[1][1] == (name or None)


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\x00", "\x0b", "\x1b", "\ud800"])
@pytest.mark.parametrize("make_book", [Writer, OdsWriter])
def test_a_sign_that_no_xml_may_hold_is_replaced(make_book: Callable[[], Book], sign: str) -> None:
    content = written(make_book, {"nom": f"a{sign}b", "activite_combinee": "1"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                xml.dom.minidom.parseString(archive.read(part))
    table = open_table(io.BytesIO(content), Recogniser(RULES))
    assert [row.cellules["nom"] for row in table.rows()] == ["a\N{REPLACEMENT CHARACTER}b"]


def test_the_workbook_of_one_result_holds_no_such_sign() -> None:
    site = {"nom": "a\uffffb", "activite_combinee": "127800"}
    result = simulate(RULES, read_situation(RULES, {"etablissement": site, "candidatures": []}))
    made = make(Demande(RULES, result, date(2022, 1, 1), "https://exemple.fr/simulateur/"), "xlsx")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(made["base64"]))) as archive:
        for part in archive.namelist():
            xml.dom.minidom.parseString(archive.read(part))
