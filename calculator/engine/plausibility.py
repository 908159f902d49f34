"""What is likely mistyped: an activity that no establishment has, a payment above the forfait. Computed all the same."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from calculator.engine import account
from calculator.engine.results import CandidatureResult
from calculator.exact.formats import format_euros, format_number
from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, Rules

__all__ = ["beyond", "doubts", "payment_doubts"]

DAYS_OF_A_BED = 365
"""What one bed gives when it is occupied all year: an establishment has more."""
BEYOND = 2
"""How many times the programme's maximum (reading L11) nobody reaches."""
TWO_ROUNDINGS = 1_000_00
"""Cents that an advance and a balance, each rounded to the nearest k€, may add to a forfait (reading L06)."""


def doubts(rules: Rules, activity: Fraction) -> Iterator[str]:
    """Why a combined activity, in « journées MCO » of a year, is likely mistyped; a sentence each."""
    top = list(rules.categories.values())[-1].maximum
    told = format_number(activity)
    if activity == 0:
        yield "L’activité est de 0 journée : vérifiez-la, un établissement qui candidate en a une."
    elif activity < DAYS_OF_A_BED:
        meant = format_number(activity * 1000)
        hint = f" S’agit-il de {meant} ?" if activity.denominator != 1 else ""
        yield (
            f"Une activité de {told} est moins que ce que donne un seul lit occupé toute l’année : "
            f"vérifiez-la.{hint}"
        )
    elif activity > BEYOND * top:
        yield (
            f"Une activité de {told} est plus de {BEYOND} fois le maximum du programme "
            f"({format_number(top)}) : vérifiez-la."
        )


def payment_doubts(rules: Rules, item: CandidatureResult) -> Iterator[str]:
    """Why what was typed as paid for a domain is likely mistyped, or paid for another choice; one sentence at most."""
    asked = item.candidature
    if item.forfait is None or (asked.avance_versee is None and asked.solde_verse is None):
        return
    doubt = beyond(rules, asked.domaine, account.paid(item.compte), item.montants.forfait.cents)
    if doubt:
        yield f"{label(asked.domaine)} : {doubt}"


def beyond(rules: Rules, domain: DomaineId, paid: int, forfait: int) -> str | None:
    """Why what a domain was paid is likely mistyped, in cents against its forfait; nothing when it may be so."""
    if paid <= forfait + TWO_ROUNDINGS:
        return None
    choices = ", la fenêtre et le bonus" if domain == rules.bonus_cro.domaine else " et la fenêtre"
    return (
        f"ce qui est dit versé, {format_euros(paid)}, dépasse le forfait demandé, {format_euros(forfait)}. "
        f"Vérifiez les montants{choices}."
    )
