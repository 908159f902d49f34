"""The files of a result: each read back by another program, the amounts equal to the cent."""

import csv
import io
import json
import re
from datetime import date
from fractions import Fraction

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.exact.rounding import round_half_up
from calculator.files.answer import answer
from calculator.files.exports import BOM, COLUMNS, situation_data, to_csv, to_ics, to_json
from calculator.files.workbook import to_xlsx
from calculator.situation.permalink import read_fragment, write_fragment
from tests.support.cases import cases

RULES = packaged_rules()
DAY = date(2026, 11, 22)
SITE = "https://exemple.test/"
EXEMPLE = "nom=CH+A&activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2"
REFUSE = f"{EXEMPLE}&imagerie_interne=non&2.activite_combinee=7000,5&2.DS1=F3&2.DS4=F2&2.forfait_base=40000"


def result(fragment):
    return compute(RULES, read_input(RULES, read_fragment(fragment).data))


COMPUTABLE = [
    pytest.param(read_input(RULES, case.situation), id=case.nom) for case in cases() if case.attendu
]


@pytest.mark.parametrize("given", COMPUTABLE)
def test_an_example_comes_back_from_its_json_equal_to_the_word(given):
    text = to_json(RULES, compute(RULES, given), DAY)
    data = json.loads(text)
    again = read_input(RULES, data)
    assert again == given
    assert answer(RULES, compute(RULES, again)) == data["resultat"]
    assert data["situations"][0]["situation"] == write_fragment(RULES, given)


def test_the_table_has_a_line_for_each_candidature_and_its_exact_amounts():
    text = to_csv(RULES, result(EXEMPLE))
    assert text.startswith(BOM)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BOM)), delimiter=";"))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["Forfait (€)"] for row in rows] == ["109738,12", "31355,37", "35274,80"]
    assert [row["Avance (€)"] for row in rows] == ["32921,44", "9406,61", "10582,44"]
    assert rows[0]["Bonus CRO"] == "oui"


def test_signs_that_act_or_hide_are_left_out_of_the_files():
    found = result("nom=%1B[2J%00%E2%80%AE%E2%80%8B=1%2B1&activite_combinee=7000&DS1=F1")
    row = next(csv.DictReader(io.StringIO(to_csv(RULES, found).removeprefix(BOM)), delimiter=";"))
    assert row["Établissement"] == "[2J=1+1"
    assert all(letter.isprintable() or letter in "\r\n\ufeff\u00a0\u202f" for letter in to_csv(RULES, found))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", to_json(RULES, found, DAY))
    hidden = result("nom=%E2%80%8B%3D1&activite_combinee=7000&DS1=F1")
    row = next(csv.DictReader(io.StringIO(to_csv(RULES, hidden).removeprefix(BOM)), delimiter=";"))
    assert row["Établissement"] == "'=1"


def test_a_name_is_never_a_formula_in_the_files():
    name = '=HYPERLINK("http://exemple.test")'
    found = result(f"nom={name}&activite_combinee=7000&DS1=F1")
    (row,) = csv.DictReader(io.StringIO(to_csv(RULES, found).removeprefix(BOM)), delimiter=";")
    assert row["Établissement"] == f"'{name}"
    cell = load_workbook(io.BytesIO(to_xlsx(RULES, found)))["Calcul"]["A2"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_a_sign_that_a_workbook_refuses_is_replaced():
    book = load_workbook(io.BytesIO(to_xlsx(RULES, result("nom=CH\b A&activite_combinee=7000&DS1=F1"))))
    assert book["Calcul"]["A2"].value == book["Situation"]["A2"].value == "CH\ufffd A"


def evaluate(sheet, row):
    """What a spreadsheet computes of a line, with exact numbers."""
    cell = {column: sheet[f"{column}{row}"].value for column in "DEFGHIJKLMNOP"}
    number = {key: Fraction(str(value)) for key, value in cell.items() if isinstance(value, int | float)}
    assert cell["L"] == f"=ROUND(I{row}*(1+J{row})*K{row},2)"
    assert cell["N"] == f"=ROUND(L{row}*M{row},2)"
    assert cell["O"] == f"=L{row}-N{row}"
    if "I" not in number:
        assert cell["I"] == f"=G{row}+(H{row}-G{row})*(MIN(D{row},F{row})-E{row})/(F{row}-E{row})"
        share = (min(number["D"], number["F"]) - number["E"]) / (number["F"] - number["E"])
        number["I"] = number["G"] + (number["H"] - number["G"]) * share
    forfait = round_half_up(number["I"] * (1 + number["J"]) * number["K"] * 100)
    advance = round_half_up(forfait * number["M"])
    return forfait, advance, forfait - advance, round(number["P"] * 100)


def test_the_formulas_of_the_workbook_give_the_amounts_of_the_engine():
    found = result(REFUSE)
    sheet = load_workbook(io.BytesIO(to_xlsx(RULES, found)))["Calcul"]
    lines = [item for site in found.etablissements for item in site.candidatures]
    assert len(lines) == 5
    for row, item in enumerate(lines, 2):
        amounts = item.forfait
        expected = (amounts.forfait.cents, amounts.avance.cents, amounts.solde.cents, amounts.forfait.cents)
        assert evaluate(sheet, row) == expected
    assert sheet["R4"].value == "non éligible"
    assert sheet["L7"].value == '=SUMIFS(L2:L6,R2:R6,"<>non éligible")'


def test_the_workbook_says_where_its_figures_come_from():
    book = load_workbook(io.BytesIO(to_xlsx(RULES, result(EXEMPLE))))
    assert book.sheetnames == ["Réponse", "Calcul", "Cibles", "Situation", "Sources", "Lectures", "Règles"]
    assert {row[0] for row in book["Sources"].iter_rows(min_row=2, values_only=True)} == {"I2021", "WEB"}
    assert "L06" in [row[0] for row in book["Lectures"].iter_rows(values_only=True)]
    assert RULES.empreinte in [row[1] for row in book["Règles"].iter_rows(values_only=True)]


def events(fragment):
    text = to_ics(RULES, result(fragment), DAY, SITE)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_the_deadlines_are_those_of_the_windows_applied_in():
    found = events("activite_combinee=7000&DS1=F1&DS2=F1&DS3=F2")
    window = RULES.fenetres["F1"]
    start = {str(event["uid"]): event.decoded("dtstart") for event in found}
    assert start["echeance-f1-candidature@sun-es"] == window.candidature.debut
    assert start["echeance-f1-mesure@sun-es"] == window.mesure["I2023"].debut
    assert not [uid for uid in start if "f3" in uid or "f4" in uid or "i2021" in uid]
    titles = [str(event["summary"]) for event in found]
    assert any(title.endswith("DS\u00a01, DS\u00a02") for title in titles)
    assert str(found[0]["url"]) == f"{SITE}fenetres/f1/"


def test_under_the_original_text_the_deadlines_are_the_original_ones():
    uids = {str(event["uid"]) for event in events("activite_combinee=7000&DS1=F2&texte=I2021")}
    assert "echeance-f2-mesure-i2021@sun-es" in uids
    assert "echeance-f2-mesure@sun-es" not in uids


def test_a_carry_over_has_the_deadlines_of_its_window():
    uids = {str(event["uid"]) for event in events("activite_combinee=7000&DS1=F1&DS1.report=F3")}
    assert {"echeance-f1-mesure@sun-es", "echeance-f3-mesure@sun-es"} <= uids


def test_a_dossier_keeps_its_text_in_its_data():
    given = read_input(RULES, read_fragment(f"{REFUSE}&texte=I2021").data)
    assert read_input(RULES, situation_data(given)) == given


MISSED = "nom=CH+du+Val&activite_combinee=127800&DS1=F1&cro=oui&DS1.1=512/1000&DS1.2.atteinte=oui&DS1.3.atteinte=non"


def test_the_workbook_answers_first_and_says_the_window_the_bonus_and_the_targets():
    book = load_workbook(io.BytesIO(to_xlsx(RULES, result(MISSED))))
    head, total = list(book["Réponse"].iter_rows(min_row=2, values_only=True))
    assert head[:3] == ("CH du Val", "DS\u00a01 Documents de sortie", "F1")
    assert (
        head[3]
        == "Acquis 99\u202f761,93\u00a0€ : avance versée 32\u202f921,44\u00a0€, reste 66\u202f840,49\u00a0€"
    )
    assert head[4:] == total[4:] == (99761.93, 32921.44, 0, 66840.49, 0)
    told = {row[1]: row[2] for row in book["Situation"].iter_rows(min_row=2, values_only=True)}
    assert told["DS\u00a01 · Documents de sortie, fenêtre demandée"] == "F1"
    assert told["DS\u00a01 · Documents de sortie, bonus CRO demandé"] == "oui"
    targets = list(book["Cibles"].iter_rows(min_row=2, values_only=True))
    assert targets[0][3:] == ("DS\u00a01.1", 0.49, 0.512, "atteinte")
    assert targets[2][3:] == ("DS\u00a01.3", 0.49, None, "manquée (bonus)")


def test_the_csv_tells_the_account_and_the_targets():
    (line,) = csv.DictReader(io.StringIO(to_csv(RULES, result(MISSED)).removeprefix("\ufeff")), delimiter=";")
    amounts = (
        "Acquis (€)",
        "Avance versée (€)",
        "Solde versé (€)",
        "Reste à recevoir (€)",
        "À rembourser (€)",
    )
    assert [line[name] for name in amounts] == ["99761,93", "32921,44", "0,00", "66840,49", "0,00"]
    assert line["Cibles"].startswith(
        "DS\u00a01.1 : 51,2\u00a0% pour 49\u00a0%, atteinte ; DS\u00a01.2 : cible de 40"
    )
    assert line["En une phrase"].startswith("Acquis 99")


def test_volet_2_without_its_base_has_no_amount_in_any_file():
    found = result("activite_combinee=127800&DS2=F1&DS4=F2")
    _, line = csv.DictReader(io.StringIO(to_csv(RULES, found).removeprefix("\ufeff")), delimiter=";")
    assert (line["Forfait (€)"], line["En une phrase"]) == ("", "Forfait de base à saisir")
    book = load_workbook(io.BytesIO(to_xlsx(RULES, found)))
    assert [cell.value for cell in book["Calcul"][3]][3:17] == [None] * 14
    assert book["Réponse"]["D4"].value.endswith("total incomplet")
