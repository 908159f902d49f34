"""What may be typed: said when one comes into the cell, refused when one types it, told when one pastes it."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.exact.formats import format_number
from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, Rules
from overrides.hooks.reckoner.amounts import Entry, says
from overrides.hooks.reckoner.parameters import shares_of
from overrides.hooks.workbook.layout import Limit

MOST_EUROS, MOST_ACTIVITY = 10_000_000, 100_000_000
"""Beyond, a spreadsheet would not be exact to the cent; no establishment comes near."""
EUROS = f"un montant au centime, de 0 à {format_number(MOST_EUROS)} €"
COUNT = "un nombre, au moins 0, deux décimales au plus"
YES_NO = ("oui", "non")
OTHERWISE = "Choisissez dans la liste, ou effacez la cellule."


def _number(cell: str, most: int) -> str:
    """True of a number from 0 to ``most``, two decimals at most."""
    return f"IF(ISNUMBER({cell}),IF(AND({cell}>=0,{cell}<={most}),ROUND({cell},2)={cell},FALSE),FALSE)"


def euros(title: str, hint: str) -> Limit:
    """An amount, or nothing."""
    return Limit(title, hint, f"Attendu : {EUROS}.", test=_number("{}", MOST_EUROS))


def count(title: str, hint: str) -> Limit:
    """A number of days or sessions, or nothing."""
    return Limit(title, hint, f"Attendu : {COUNT}.", test=_number("{}", MOST_ACTIVITY))


def yes_no(title: str, hint: str) -> Limit:
    """« oui », « non », or nothing."""
    return Limit(title, hint, f"Attendu : oui ou non. {OTHERWISE}", words=YES_NO)


def windows(rules: Rules, domain: DomaineId) -> Limit:
    """A window that finances the domain, or nothing."""
    shares = tuple(rules.volets[rules.domaines[domain].volet].parts.valeurs)
    hint = "La fenêtre de la candidature ; vide si le domaine n’est pas demandé."
    return Limit(
        f"{label(domain)}, fenêtre", hint, f"Attendu : {', '.join(shares)}. {OTHERWISE}", words=shares
    )


def _fault(wrong: str, sentence: str) -> str:
    return f'IF({wrong},"{sentence} ","")'


def _euros_fault(name: str, cell: str) -> str:
    return _fault(f'IF({cell}="",FALSE,NOT({_number(cell, MOST_EUROS)}))', f"{name} : attendu, {EUROS}.")


def _word_fault(name: str, cell: str) -> str:
    fine = ",".join([f'TRIM({cell})=""', *(says(cell, word) for word in YES_NO)])
    return _fault(f"NOT(OR({fine}))", f"{name} : oui ou non.")


def domain_faults(rules: Rules, domain: DomaineId, entry: Entry) -> Iterator[str]:
    """Expressions, each a sentence or nothing."""
    name = label(domain)
    known, _ = shares_of(rules, domain)
    possible = ", ".join(rules.volets[rules.domaines[domain].volet].parts.valeurs)
    yield _fault(
        f'IF(TRIM({entry.fenetre})="",FALSE,SUMPRODUCT(({known}=TRIM({entry.fenetre}))*1)=0)',
        f"{name} : fenêtre inconnue, attendu {possible}.",
    )
    yield _fault(
        f'AND(TRIM({entry.fenetre})="",COUNTA({entry.others})>0)', f"{name} : choisissez la fenêtre."
    )
    if entry.cro:
        yield _word_fault(f"{name}, bonus CRO", entry.cro)
        yield _word_fault(f"{name}, CRO atteint", entry.cro_atteint)
    if entry.forfait_base:
        yield _euros_fault(f"{name}, forfait de base", entry.forfait_base)
    yield _word_fault(f"{name}, cibles", entry.atteint)
    yield _euros_fault(f"{name}, avance versée", entry.avance_versee)
    yield _euros_fault(f"{name}, solde versé", entry.solde_verse)


def domain_remarks(domain: DomaineId, entry: Entry) -> Iterator[str]:
    """What is worth knowing, which stops nothing."""
    name = label(domain)
    if entry.cro:
        unasked = f'AND(TRIM({entry.cro_atteint})<>"",NOT({says(entry.cro, "oui")}))'
        yield _fault(unasked, f"{name} : « CRO atteint » ne compte que si le bonus est demandé.")
    if entry.forfait_base:
        missing = f'AND(TRIM({entry.fenetre})<>"",{entry.forfait_base}="")'
        yield _fault(missing, f"{name} : forfait de base à saisir (L04), hors du total.")


def activity_faults(typed: str, filled: str, parts: str = "") -> Iterator[str]:
    """``filled`` is a condition under which the activity is missed."""
    yield _fault(f'IF({typed}="",FALSE,NOT({_number(typed, MOST_ACTIVITY)}))', f"Activité combinée : attendu, {COUNT}.")  # fmt: skip
    if parts:
        good = f"SUMPRODUCT(({parts}>=0)*({parts}<={MOST_ACTIVITY})*(ROUND({parts},2)={parts}))<ROWS({parts})"
        wrong = f"IF(COUNT({parts})<COUNTA({parts}),TRUE,{good})"
        yield _fault(wrong, f"Composantes de l’activité : attendu, {COUNT}.")
        yield _fault(
            f'AND({typed}<>"",COUNTA({parts})>0)',
            "L’activité est à la fois donnée et estimée : gardez l’une des deux (celle que l’ARS détient prévaut).",
        )
        filled = f"AND({filled},COUNTA({parts})=0)"
    yield _fault(f'AND({typed}="",{filled})', "Activité combinée à saisir.")


def beyond(activity: str) -> str:
    """A remark on an activity beyond the programme's maximum."""
    wrong = f'IF({activity}="",FALSE,{activity}>MAX(bornes_hautes))'
    return _fault(wrong, "Activité au-delà du maximum du programme : le forfait reste à son maximum (L11).")


def joined(sentences: Iterator[str] | list[str]) -> str:
    """Every sentence that there is, in one cell."""
    return f"=TRIM({'&'.join(sentences)})"
