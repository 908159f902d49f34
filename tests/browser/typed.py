"""The form answered as a reader answers it: an example typed in, field by field, establishment by establishment."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from urllib.parse import unquote_plus

from playwright.sync_api import Page

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.exact.formats import format_euros, format_number
from calculator.files.answer import answer
from calculator.situation.identification import find_region
from calculator.situation.model import Dossier, Situation
from calculator.situation.permalink import write_fragment
from tests.browser.shown import AMOUNT, amounts
from tests.browser.simulator import attendre, attendre_que, repondre, resultat, situation, tache
from tests.support.cases import Case, cases

RULES = packaged_rules()
EUROS = {"forfait_base", "forfait", "forfait_volet_2"}
ASKED_IF = {*RULES.conditions, *RULES.prerequis}
"""What the form asks only where it matters: of such a domain, of such an establishment."""

type Given = Situation | Dossier


def computable() -> dict[str, tuple[Case, Given]]:
    """The examples that give amounts, by their link: two examples of one link are one to type."""
    found: dict[str, tuple[Case, Given]] = {}
    for case in cases():
        if case.attendu is not None:
            given = read_input(RULES, case.situation)
            found.setdefault(write_fragment(RULES, given), (case, given))
    return found


def holds(given: Given) -> bool:
    """Whether the form holds an input: it offers a purchase order only where a text admits one, and asks what a
    carry-over measured only of a domain for which one was asked.
    """
    admitted = {name for name, rule in RULES.prerequis.items() if rule.exception}
    return all(
        {name for name, state in each.prerequis.items() if state == "bon_de_commande"} <= admitted
        and {name[:3] for name in each.mesures_report}
        <= {item.domaine for item in each.candidatures if item.report}
        for each in (given.dossier if isinstance(given, Dossier) else (given,))
    )


def typed(nom: str, valeur: str) -> str:
    """A value as people type it, rather than as a link writes it."""
    if nom == "activite_combinee" or nom in RULES.activite.composantes:
        return format_number(Fraction(valeur))
    if nom in EUROS:
        return format_euros(int(Fraction(valeur) * 100))
    if nom.endswith("deposee_le") or nom == "audit_realise_le":
        return "/".join(reversed(valeur.split("-")))
    return valeur


def answers(lien: str) -> Iterator[tuple[str, str]]:
    """The parameters of a link, but the version of the rules."""
    for part in lien.split("&"):
        name, _, value = part.partition("=")
        if name != "regles":
            yield name, unquote_plus(value)


def type_in(page: Page, given: Given) -> list[str]:
    """Type an input into the empty form of the simulator; what is then wrong in the page, one sentence each."""
    lien = dict(answers(write_fragment(RULES, given)))
    for number, names in groupby(
        list(lien), lambda name: found[0] if (found := re.match(r"\d+\.", name)) else ""
    ):
        if number:
            tache(page, "Le dossier complet").check()
            page.get_by_role("button", name="Ajouter un établissement").click()
        for name in names:
            nom = name.removeprefix(number)
            question = page.locator(f".sunes-champ[data-champ='{nom}']")
            if nom in ASKED_IF and question.get_attribute("hidden") is not None:
                del lien[name]  # the question does not arise, and the answer would change nothing
                continue
            if nom == "region":  # the form has one name for each
                lien[name] = find_region(RULES, lien[name]) or lien[name]
            repondre(page, nom, typed(nom, lien[name]))
    attendre_que(page, lambda: dict(answers(situation(page))) == lien)
    attendre(page, "pret")
    wanted = set(map(format_euros, amounts(answer(RULES, compute(RULES, given)))))
    shown = set(AMOUNT.findall(resultat(page).inner_text()))
    return [f"{amount} manque" for amount in sorted(wanted - shown)]
