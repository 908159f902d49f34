"""Workbooks: read as people fill them, refused when damaged, written so that nothing in them runs."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from calculator import packaged_rules
from calculator.files.xlsx import Writer
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.archive import UNREADABLE
from calculator.lot.reading.columns import output_columns
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import TableError
from calculator.lot.reading.tables import Table, mapping_rows, open_table
from calculator.lot.reading.workbooks import NOT_A_WORKBOOK
from calculator.lot.writing import workbook
from calculator.lot.writing.output import Layout
from calculator.lot.writing.schema import modele

RULES = packaged_rules()
RECOGNISER = Recogniser(RULES)
HEADER = ["FINESS PMSI", "Raison sociale", "Activité combinée 2019", "DS1 fenêtre", "CRO", "Taux DS 1.1"]


def book(**sheets: list[list[Any]]) -> bytes:
    """A workbook of these sheets, as bytes."""
    made = Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def table(content: bytes, **options: Any) -> Table:
    return open_table(io.BytesIO(content), RECOGNISER, **options)


def cells(content: bytes, **options: Any) -> list[dict[str, Any]]:
    return [dict(row.cellules) for row in table(content, **options).rows()]


def refusal(content: bytes) -> str:
    with pytest.raises(TableError) as error:
        cells(content)
    return str(error.value)


def test_numbers_answers_and_percentages_are_read_exactly():
    found = cells(book(Liste=[HEADER, [10000156, "Fictif", 127800.5, "F1", True, 0.49]]))
    assert found == [
        {
            "finess": 10000156,
            "nom": "Fictif",
            "activite_combinee": Decimal("127800.5"),
            "ds1_fenetre": "F1",
            "ds1_cro": "oui",
            "ds_1_1": Decimal("0.49"),
        }
    ]


def test_the_sheet_that_names_the_most_columns_is_read_whatever_stands_above_its_titles():
    content = book(
        Notice=[["Comment remplir"], ["Activité combinée"]],
        Données=[["Région Corse"], [], [None, "au 1er mars"], HEADER, [None] * 6, ["010000156", "a", 1, "F1", None, None]],
    )  # fmt: skip
    found = table(content)
    assert (found.feuilles, found.feuille, found.entete) == (("Notice", "Données"), "Données", 4)
    assert [(row.ligne, row.cellules["nom"]) for row in found.rows()] == [(6, "a")]
    assert table(content, sheet="Notice").feuille == "Notice"


def test_a_sheet_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(TableError, match="pas de feuille « B » ; il a : A"):
        table(book(A=[HEADER]), sheet="B")


def test_a_column_without_a_title_is_kept():
    content = book(A=[["Activité combinée"], [1, "à revoir"]])
    assert cells(content) == [{"activite_combinee": 1, "colonne 2": "à revoir"}]


def test_a_numeric_finess_is_padded_in_what_comes_out():
    (line,) = Lot(RULES).compute(table(book(A=[HEADER, [10000156, "a", 1, "F1", None, None]])).rows())
    assert line.cellules["finess"] == "010000156"
    assert [item.code for item in line.avertissements] == ["finess_numerique"]


SOUND = book(
    A=[HEADER, *([f"99000001{rank % 10}", "a", 7000 + rank, "F1", "oui", 0.5] for rank in range(200))]
)


@pytest.mark.parametrize("kept", [4, 30, 100, 0.5, 0.99])
def test_a_truncated_workbook_is_refused(kept):
    size = kept if kept >= 1 else round(len(SOUND) * kept)
    assert refusal(SOUND[:size]) == UNREADABLE


def test_another_archive_is_no_workbook():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("lisez-moi.txt", "une liste")
    assert refusal(target.getvalue()) == NOT_A_WORKBOOK


def test_a_workbook_without_lines_is_empty():
    assert refusal(book(A=[])).startswith("le fichier est vide")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=20))
def test_no_damage_crashes_the_reader(position, damage):
    content = SOUND[:position] + damage + SOUND[position + len(damage) :]
    try:
        found = list(Lot(RULES).compute(table(content).rows()))
    except TableError:
        return
    assert len(found) <= 200


def written(rows: list[dict[str, Any]]) -> Any:
    totals = Totals()
    lines = totals.watch(Lot(RULES).compute(mapping_rows(rows)))
    target = io.BytesIO()
    with Writer() as made:
        workbook.write_workbook(Layout(RULES, {key: key for key in rows[0]}), lines, totals, made, target)
    return load_workbook(io.BytesIO(target.getvalue()))


def test_a_workbook_out_has_its_results_anomalies_totals_envelopes_and_rules():
    row = {
        "finess": "010000157",
        "nom": "a",
        "region": "Corse",
        "activite_combinee": "127800",
        "ds1_fenetre": "F1",
    }
    made = written([row, row | {"activite_combinee": "?"}])
    assert made.sheetnames == ["Résultats", "Anomalies", "Totaux", "Enveloppes", "Règles"]
    header, first, second = made["Résultats"].iter_rows(values_only=True)
    assert list(header) == [*row, *output_columns(RULES)]
    found = dict(zip(header, first, strict=True))
    assert (found["ds1_forfait_euros"], found["total_euros"], found["categorie"]) == (99761.93, 99761.93, "C")
    assert dict(zip(header, second, strict=True))["total_euros"] is None
    assert made["Résultats"].auto_filter.ref == "A1:AT3"
    assert made["Résultats"].freeze_panes == "A2"
    assert [line[4] for line in made["Anomalies"].iter_rows(min_row=2, values_only=True)] == [
        "À vérifier",
        "Erreur",
        "À vérifier",
        "À vérifier",
    ]
    assert [line[:4] for line in made["Totaux"].iter_rows(min_row=2, max_row=3, values_only=True)] == [
        ("Ensemble", None, 1, 99761.93),
        ("Domaine", "DS1", 1, 99761.93),
    ]
    envelope = next(made["Enveloppes"].iter_rows(min_row=2, values_only=True))
    assert envelope[:3] == ("Corse", 1132508, 99761.93)
    assert RULES.version in [line[1] for line in made["Règles"].iter_rows(values_only=True)]


@pytest.mark.parametrize("name", ["=1+1", '=HYPERLINK("http://x")', "+1", "@x", "#N/A", "a\x07b"])
def test_no_text_becomes_a_formula_or_breaks_the_workbook(name):
    made = written([{"nom": name, "activite_combinee": "1"}])
    cell = made["Résultats"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == name.replace("\x07", "\N{REPLACEMENT CHARACTER}")


def test_what_is_written_reads_back_and_computes_the_same():
    rows = [dict(row) for row in modele(RULES, 30)]
    made = written(rows)
    target = io.BytesIO()
    made.save(target)
    again = [line.totaux for line in Lot(RULES).compute(table(target.getvalue()).rows())]
    assert again == [line.totaux for line in Lot(RULES).compute(mapping_rows(rows))]


def test_beyond_its_limit_a_workbook_is_refused_and_the_refusal_says_what_to_do(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    with pytest.raises(TableError) as error:
        written([{"activite_combinee": "1"}] * 4)
    assert str(error.value) == (
        "plus de 3 lignes : un classeur serait trop lourd. Demandez un fichier .csv, ou partagez la liste."
    )
    assert len(list(written([{"activite_combinee": "1"}] * 3)["Résultats"].rows)) == 4
