"""A result as a workbook that computes: the formulas of each forfait, the exact amounts beside them, the sources."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from calculator.addresses import label
from calculator.declaration import declared
from calculator.exports import ELIGIBILITY
from calculator.lot.spreadsheet import writable
from calculator.quantities import SPACE
from calculator.reading import write_decimal
from calculator.receipt import explain
from calculator.rules import Rules
from calculator.simulation import CandidatureResult, DossierResult, Result, establishments
from calculator.steps import Step

EUROS, RATE, NUMBER = f'#,##0.00{SPACE}"€"', "0.00%", "#,##0.##"
COLUMNS = (
    *("Établissement", "Domaine", "Fenêtre", "Activité combinée", "Début de catégorie", "Fin de catégorie"),
    *("Forfait au début", "Forfait à la fin", "Forfait de base", "Bonus CRO", "Part de la fenêtre"),
    *("Forfait", "Taux de l’avance", "Avance", "Solde"),
    *("Forfait au centime, par le calcul exact", "Écart", "Éligibilité"),
)
"""Columns A to R of the first sheet; the formulas below name them."""
WIDTHS = (28, 22, 9, *(14,) * 12, 18, 10, 16)


def to_xlsx(rules: Rules, result: Result | DossierResult) -> bytes:
    """A workbook whose amounts follow its figures, with what was declared, the sources and the readings."""
    book = Workbook(write_only=True)
    results = establishments(result)
    _amounts(_sheet(book, "Calcul", WIDTHS), rules, results)
    _declared(_sheet(book, "Situation", (28, 70, 36)), rules, results)
    _sources(_sheet(book, "Sources", (8, 30, 90, 16)), results)
    _readings(_sheet(book, "Lectures", (8, 60, 90)), rules, results)
    _about(_sheet(book, "Règles", (24, 100)), rules)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet(book: Workbook, title: str, widths: Iterable[int]) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(title)
    for index, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    return sheet


def _amounts(sheet: WriteOnlyWorksheet, rules: Rules, results: Iterable[Result]) -> None:
    sheet.freeze_panes = "D2"
    sheet.append([_text(sheet, title, bold=True) for title in COLUMNS])
    row = 1
    for number, result in enumerate(results, 1):
        name = result.situation.etablissement.nom or f"Établissement {number}"
        for item in result.candidatures:
            row += 1
            sheet.append(list(_line(sheet, rules, name, item, row)))
    if row > 1:
        totals = {
            column: f'=SUMIFS({column}2:{column}{row},R2:R{row},"<>{ELIGIBILITY["non_eligible"]}")'
            for column in "LNOP"
        }
        cells: list[Any] = [_text(sheet, "Total, non éligibles exclus", bold=True), *[None] * 16]
        for column, formula in totals.items():
            cells[ord(column) - ord("A")] = _formula(sheet, formula)
        sheet.append(cells)


def _line(
    sheet: WriteOnlyWorksheet, rules: Rules, name: str, item: CandidatureResult, row: int
) -> Iterator[Any]:
    steps = {step.code: step for step in item.forfait.forfait.walk()}
    yield _text(sheet, name)
    yield _text(sheet, f"{label(item.candidature.domaine)} {rules.domaines[item.candidature.domaine].court}")
    yield _text(sheet, item.candidature.fenetre)
    yield _given(sheet, steps["position"].entrees[0] if "position" in steps else None, NUMBER)
    yield from (_given(sheet, steps.get(code), NUMBER) for code in ("borne_basse", "borne_haute"))
    yield from (_given(sheet, steps.get(code), EUROS) for code in ("minimum", "maximum"))
    if "position" in steps:
        yield _formula(sheet, f"=G{row}+(H{row}-G{row})*(MIN(D{row},F{row})-E{row})/(F{row}-E{row})")
    else:
        yield _given(sheet, item.forfait.base, EUROS)
    yield _given(sheet, steps.get("taux_bonus"), RATE) or 0  # none asked for
    yield _given(sheet, steps["part_fenetre"], RATE)
    yield _formula(sheet, f"=ROUND(I{row}*(1+J{row})*K{row},2)")
    yield _given(sheet, item.forfait.avance.entrees[1], RATE)
    yield _formula(sheet, f"=ROUND(L{row}*M{row},2)")
    yield _formula(sheet, f"=L{row}-N{row}")
    yield _given(sheet, item.forfait.forfait, EUROS)
    yield _formula(sheet, f"=L{row}-P{row}")
    yield _text(sheet, ELIGIBILITY[item.eligibilite.statut])


def _declared(sheet: WriteOnlyWorksheet, rules: Rules, results: Iterable[Result]) -> None:
    sheet.append([_text(sheet, title, bold=True) for title in ("Établissement", "Question", "Réponse")])
    for number, result in enumerate(results, 1):
        name = result.situation.etablissement.nom or f"Établissement {number}"
        for item in declared(rules, result.situation):
            sheet.append([_text(sheet, text) for text in (name, item.libelle, item.valeur)])


def _sources(sheet: WriteOnlyWorksheet, results: Iterable[Result]) -> None:
    sheet.append([_text(sheet, title, bold=True) for title in ("Texte", "Endroit", "Citation", "Statut")])
    for source in dict.fromkeys(source for result in results for source in explain(result)[1]):
        cited = (source.texte, source.endroit, source.citation, source.statut)
        sheet.append([_text(sheet, text) for text in cited])


def _readings(sheet: WriteOnlyWorksheet, rules: Rules, results: Iterable[Result]) -> None:
    sheet.append([_text(sheet, title, bold=True) for title in ("Lecture", "Question", "Retenu ici")])
    for name in sorted({name for result in results for name in result.lectures}):
        reading = rules.lectures[name]
        sheet.append([_text(sheet, text) for text in (name, reading.question, reading.retenu)])


def _about(sheet: WriteOnlyWorksheet, rules: Rules) -> None:
    for name, text in (
        ("Avertissement", "Calcul non officiel : l’instruction et la notification de l’ARS prévalent."),
        ("Version des règles", rules.version),
        ("Empreinte des règles", rules.empreinte or ""),
        (
            "Les formules",
            "Un tableur calcule en nombres flottants : la colonne « Écart » doit rester à zéro.",
        ),
    ):
        sheet.append([_text(sheet, name, bold=True), _text(sheet, text)])


def _text(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """A text that stays one, whatever its first sign."""
    cell = WriteOnlyCell(sheet, value=writable(text))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _formula(sheet: WriteOnlyWorksheet, formula: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=formula)
    cell.number_format = EUROS
    return cell


def _given(sheet: WriteOnlyWorksheet, step: Step | None, shape: str) -> WriteOnlyCell | None:
    """A figure of the calculation, in euros where it is an amount."""
    if step is None:
        return None
    value = step.number / 100 if step.unite == "centime" else step.number
    cell = WriteOnlyCell(sheet, value=Decimal(write_decimal(value)))
    cell.number_format = shape
    return cell
