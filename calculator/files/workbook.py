"""A result as a workbook that computes: the formulas of each forfait, the exact amounts beside them, the sources."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from calculator.drawing.receipt import explain
from calculator.engine.account import AMOUNTS, Compte
from calculator.engine.eligibility import VERDICTS
from calculator.engine.results import CandidatureResult, DossierResult, Result, establishments, named
from calculator.engine.steps import Step
from calculator.exact.formats import SPACE
from calculator.exact.reading import write_decimal
from calculator.files.sheets import ABOUT, Figure, about
from calculator.files.xlsx import Writer
from calculator.rules.addresses import label
from calculator.rules.model import Rules
from calculator.words.account import sentence, total_sentence
from calculator.words.declaration import Declare, applied, declared
from calculator.words.targets import ANSWERS

EUROS, RATE, NUMBER = f'#,##0.00{SPACE}"€"', "0.00%", "#,##0.##"
COLUMNS = (
    *("Établissement", "Domaine", "Fenêtre", "Activité combinée", "Début de catégorie", "Fin de catégorie"),
    *("Forfait au début", "Forfait à la fin", "Forfait de base", "Bonus CRO", "Part de la fenêtre"),
    *("Forfait", "Taux de l’avance", "Avance", "Solde"),
    *("Forfait au centime, par le calcul exact", "Écart", "Éligibilité"),
)
"""Columns A to R of the calculation; the formulas below name them."""
ANSWER = (
    *("Établissement", "Domaine", "Fenêtre", "Ce qu’il en est", "Acquis", "Avance versée", "Solde versé"),
    *("Reste à recevoir", "À rembourser"),
)
"""Columns of the first sheet."""
WIDTHS = (28, 22, 9, *(14,) * 12, 18, 10, 16)


def to_xlsx(rules: Rules, result: Result | DossierResult) -> bytes:
    """A workbook whose amounts follow its figures, with what was declared, the sources and the readings."""
    stream = io.BytesIO()
    results = establishments(result)
    with Writer() as book:
        _accounts(book, rules, result)
        _amounts(book, rules, results)
        _targets(book, results)
        _declared(book, rules, results)
        _sources(book, results)
        _readings(book, rules, results)
        _about(book, rules)
        book.save(stream)
    return stream.getvalue()


def _accounts(book: Writer, rules: Rules, result: Result | DossierResult) -> None:
    """The answer first: each account in a sentence and its amounts, then the total."""
    book.sheet("Réponse", ANSWER, (28, 22, 9, 80, *(18,) * 5), filtered=False)  # its last line is a total
    results = establishments(result)
    for name, site in named(results):
        for item in site.candidatures:
            about = (name, _domain(rules, item), item.candidature.fenetre)
            refused = ", candidature non éligible, hors du total" if item.est_refusee else ""
            book.append("Réponse", (*about, sentence(item) + refused, *_account(item.compte)))
    kept = total_sentence(results)
    if not result.totaux.complet:
        kept += ", total incomplet"
    book.append("Réponse", ("Total", None, None, kept, *_account(result.totaux.compte)), bold=True)


def _account(account: Compte) -> Iterator[Figure | None]:
    return (_given(getattr(account, name), EUROS) for name in AMOUNTS)


def _targets(book: Writer, results: Iterable[Result]) -> None:
    titles = ("Établissement", "Domaine", "Fenêtre", "Indicateur", "Cible", "Mesure", "Réponse")
    book.sheet("Cibles", titles, (28, 12, 9, 14, 12, 12, 16))
    for name, result in named(results):
        for item in result.candidatures:
            for target in item.bilan.cibles:
                about = (name, label(item.candidature.domaine), item.candidature.fenetre)
                goal = (
                    Figure(_decimal(target.cible), RATE)
                    if isinstance(target.cible, Fraction)
                    else target.cible
                )
                rate = None if target.taux is None else Figure(_decimal(target.taux), RATE)
                told = ANSWERS[target.atteinte] + (" (bonus)" if target.bonus else "")
                book.append("Cibles", (*about, label(target.indicateur), goal, rate, told))


def _domain(rules: Rules, item: CandidatureResult) -> str:
    domain = item.candidature.domaine
    return f"{label(domain)} {rules.domaines[domain].court}"


def _decimal(value: Fraction) -> Decimal:
    """A rate for a spreadsheet, which has no fractions: fifteen digits."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _amounts(book: Writer, rules: Rules, results: Iterable[Result]) -> None:
    book.sheet("Calcul", COLUMNS, WIDTHS, frozen="D2", filtered=False)  # its last line is a total
    row = 1
    for name, result in named(results):
        for item in result.candidatures:
            row += 1
            book.append("Calcul", _line(rules, name, item, row))
    if row > 1:
        kept = f'R2:R{row},"<>{VERDICTS["non_eligible"]}"'
        total: list[Any] = ["Total, non éligibles exclus", *[None] * 16]
        for column in "LNOP":
            total[ord(column) - ord("A")] = Figure(f"=SUMIFS({column}2:{column}{row},{kept})", EUROS)
        book.append("Calcul", total, bold=True)


def _line(rules: Rules, name: str, item: CandidatureResult, row: int) -> Iterator[Any]:
    amounts = item.forfait
    steps = {step.code: step for step in amounts.forfait.walk()} if amounts else {}
    yield name
    yield _domain(rules, item)
    yield item.candidature.fenetre
    if amounts is None:  # the base forfait is not told: nothing is computed, zero would be an answer
        yield from (*[None] * 14, VERDICTS[item.eligibilite.statut])
        return
    yield _given(steps["position"].entrees[0] if "position" in steps else None, NUMBER)
    yield from (_given(steps.get(code), NUMBER) for code in ("borne_basse", "borne_haute"))
    yield from (_given(steps.get(code), EUROS) for code in ("minimum", "maximum"))
    if "position" in steps:
        yield Figure(f"=G{row}+(H{row}-G{row})*(MIN(D{row},F{row})-E{row})/(F{row}-E{row})", EUROS)
    else:
        yield _given(amounts.base, EUROS)
    yield _given(steps.get("taux_bonus"), RATE) or 0  # none asked for
    yield _given(steps["part_fenetre"], RATE)
    yield Figure(f"=ROUND(I{row}*(1+J{row})*K{row},2)", EUROS)
    yield _given(amounts.avance.entrees[1], RATE)
    yield Figure(f"=ROUND(L{row}*M{row},2)", EUROS)
    yield Figure(f"=L{row}-N{row}", EUROS)
    yield _given(amounts.forfait, EUROS)
    yield Figure(f"=L{row}-P{row}", EUROS)
    yield VERDICTS[item.eligibilite.statut]


def _given(step: Step | None, shape: str) -> Figure | None:
    """A figure of the calculation, in euros where it is an amount."""
    if step is None:
        return None
    value = step.number / 100 if step.unite == "centime" else step.number
    return Figure(Decimal(write_decimal(value)), shape)


def _declared(book: Writer, rules: Rules, results: Iterable[Result]) -> None:
    book.sheet("Situation", ("Établissement", "Question", "Réponse"), (28, 70, 36))
    for name, result in named(results):
        text = Declare("Texte dont les fenêtres et les cibles s’appliquent", result.regime)
        for item in (text, *applied(rules, result.situation), *declared(rules, result.situation)):
            book.append("Situation", (name, item.libelle, item.valeur))


def _sources(book: Writer, results: Iterable[Result]) -> None:
    book.sheet("Sources", ("Texte", "Endroit", "Citation", "Statut"), (8, 30, 90, 16))
    for source in dict.fromkeys(source for result in results for source in explain(result)[1]):
        book.append("Sources", (source.texte, source.endroit, source.citation, source.statut))


def _readings(book: Writer, rules: Rules, results: Iterable[Result]) -> None:
    book.sheet("Lectures", ("Lecture", "Question", "Retenu ici"), (8, 60, 90))
    for name in sorted({name for result in results for name in result.lectures}):
        reading = rules.lectures[name]
        book.append("Lectures", (name, reading.question, reading.retenu))


def _about(book: Writer, rules: Rules) -> None:
    book.sheet("Règles", ABOUT, (24, 100))
    floats = "Un tableur calcule en nombres flottants : la colonne « Écart » doit rester à zéro."
    for line in (*about(rules), ("Les formules", floats)):
        book.append("Règles", line)
