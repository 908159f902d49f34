"""What people write is text, wherever it comes in and wherever it goes out."""

import csv
import functools
import io
import json
import re
from typing import Any
from urllib.parse import quote_plus

import pytest
from openpyxl import Workbook, load_workbook

from calculator import packaged_rules
from calculator.bridge import handle
from calculator.exact.signs import without
from calculator.files.xlsx import Writer
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.tables import Table, open_table
from calculator.lot.writing.output import Layout, write_csv, write_json
from calculator.lot.writing.workbook import write_workbook
from calculator.situation.permalink import PARAMETERS
from tests.support.injections import CORPUS, elements, faults

RULES = packaged_rules()
EXAMPLE = "activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2&DS4=F2&forfait_base=40000"
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


def ask(**request: Any) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(handle(json.dumps(request)))
    assert "panne" not in reply, reply
    return reply


def drawings(text: str) -> dict[str, str]:
    """Every fragment of HTML that a text can enter, by how it comes in."""
    written = quote_plus(text)
    found = {}
    for name in PARAMETERS:
        rest = "&".join(part for part in EXAMPLE.split("&") if not part.startswith(f"{name}="))
        reply = ask(action="dessiner", fragment=f"{rest}&{name}={written}")
        found[name] = reply["html"] + reply["html_avertissements"]
        if reply.get("reste"):
            found[f"{name}, ce qui se calcule à côté"] = reply["reste"]["html"]
    reply = ask(action="dessiner", fragment=f"{EXAMPLE}&{written}=1&regles={written}&2.nom={written}")
    found["un paramètre inconnu, une version"] = reply["html"] + reply["html_avertissements"]
    named = f"{EXAMPLE}&nom={written}&finess={written}&2.activite_combinee=1&2.nom={written}"
    found["un dossier"] = ask(action="dessiner", fragment=named)["html"]
    for place in ("https://exemple.fr/simulateur/", f"https://exemple.fr/{written}/"):
        document = {"nom": "justificatif", "jour": "2026-11-22", "adresse": place}
        found[f"justificatif, {place[:19]}"] = ask(action="document", fragment=named, **document)["html"]
    analysed = ask(action="analyser", analyse="cibles", fragment=f"{EXAMPLE}&nom={written}", champs={})
    found["une analyse"] = analysed["html"]
    for field in ("brique", "commande_le", "reference_le", text):
        champs = {"brique": "LGC", field: text}
        found[f"sons, {field[:12]}"] = ask(action="sons", champs=champs).get("html", "")
    return found


@functools.cache
def house() -> set[tuple[str, ...]]:
    """The elements of every drawing above, made with words, a fraction, a number: none of them is code."""
    return {
        item
        for text in ("Sentinelle", "mot/mot", "12", "a b")
        for html in drawings(text).values()
        for item in elements(html)
    }


@pytest.mark.parametrize("text", CORPUS)
def test_what_is_typed_or_linked_is_drawn_as_text(text: str) -> None:
    found = {place: faults(html, house()) for place, html in drawings(text).items()}
    assert {place: some for place, some in found.items() if some} == {}


def table(content: bytes) -> Table:
    return open_table(io.BytesIO(content), Recogniser(RULES))


def csv_list(text: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerows(
        [["activite_combinee", "nom", "region", "à nous", text], ["7000", text, text, text, text], [text]]
    )
    return out.getvalue().encode()


def xlsx_list(text: str) -> bytes:
    book = Workbook()
    rows = [["activite_combinee", "nom", "region", "à nous", text], [7000, text, text, text, text], [text]]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a formula is stored as the text it is
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("write", [csv_list, xlsx_list])
@pytest.mark.parametrize("text", [text for text in CORPUS if "\0" not in text])
def test_a_cell_is_never_a_formula_nor_lost(write: Any, text: str) -> None:
    read = table(write(text))
    layout, totals = Layout(RULES, read.titles), Totals()
    lines = list(Lot(RULES).compute(read.rows()))
    assert len(lines) == 2
    out = io.StringIO(newline="")
    write_csv(layout, totals.watch(lines), out)
    cells = [
        cell for row in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=";") for cell in row
    ]
    assert [cell for cell in cells if FORMULA.match(cell) and not re.fullmatch(r"-?\d+(,\d+)?", cell)] == []
    assert any(" ".join(without(text).split()) in " ".join(cell.split()) for cell in cells)
    as_json = io.StringIO()
    write_json(layout, totals.watch(lines), Totals(), as_json)
    assert text in json.dumps(json.loads(as_json.getvalue()), ensure_ascii=False).replace('\\"', '"').replace(
        "\\\\", "\\"
    )
    as_book = io.BytesIO()
    with Writer() as book:
        write_workbook(layout, totals.watch(lines), Totals(), book, as_book)
    sheets = load_workbook(as_book)
    assert [
        cell.value
        for sheet in sheets
        for row in sheet
        for cell in row
        if cell.data_type == "f" and text in str(cell.value)
    ] == []
