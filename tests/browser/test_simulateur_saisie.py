"""The form answered by hand: the example cases typed in, what depends on an answer, what was understood."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page, expect

from calculator import packaged_rules, read_input
from calculator.answer import answer
from calculator.bridge import compute
from calculator.permalink import stamp, write_fragment
from calculator.quantities import format_euros, format_number
from calculator.situation import Situation
from tests.browser.simulator import (
    ATTENTE,
    EXEMPLE,
    MONTANT,
    TOTAL,
    attendre,
    bandeau,
    champ,
    fragment,
    ouvrir,
    repondre,
    resultat,
    section,
    situation,
    texte,
)
from tests.cases import cases

RULES = packaged_rules()
STAMP = f"regles={stamp(RULES)}"
EUROS = {"forfait_base", "forfait", "forfait_volet_2"}


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
    for part in lien.split("&"):
        name, _, value = part.partition("=")
        if name != "regles":
            yield name, unquote_plus(value)


def chosen() -> list[Any]:
    """The fewest examples that use every field, domain, window and bonus that some example uses."""
    found = {}
    for case in cases():
        given = None if case.attendu is None else read_input(RULES, case.situation)
        if not isinstance(given, Situation) or not measured_domains(given) <= applied_domains(given):
            continue  # the form holds one establishment; the fields of a measure come with its domain
        used = {name for name, _ in answers(write_fragment(RULES, given))}
        found[case.nom] = (
            given,
            used | {(item.domaine, item.fenetre, item.cro) for item in given.candidatures},
        )
    kept: list[Any] = []
    missing = set().union(*(used for _, used in found.values()))
    while missing:
        name, (given, used) = max(found.items(), key=lambda item: len(item[1][1] & missing))
        kept.append(pytest.param(given, id=name))
        missing -= used
    return kept


def applied_domains(given: Situation) -> set[str]:
    return {item.domaine for item in given.candidatures}


def measured_domains(given: Situation) -> set[str]:
    return {identifier[:3] for identifier in (*given.mesures, *given.mesures_report)}


@pytest.mark.parametrize("given", chosen())
def test_un_exemple_saisi_a_la_main_donne_ses_montants(page: Page, given: Situation) -> None:
    page.goto("/simulateur/")
    lien = dict(answers(write_fragment(RULES, given)))
    for nom in list(lien):
        if (
            nom in RULES.conditions
            and page.locator(f".sunes-champ[data-champ={nom}]").get_attribute("hidden") is not None
        ):
            del lien[nom]  # the question does not arise, and the answer would change nothing
        else:
            repondre(page, nom, typed(nom, lien[nom]))
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    page.wait_for_timeout(200)  # the last keystroke has been heard
    attendre(page, "pret")
    assert dict(answers(situation(page))) == lien
    data = answer(RULES, compute(RULES, given))
    keys = ("forfait_centimes", "avance_centimes", "solde_centimes")
    parts = [*data["candidatures"], *(data[key] for key in ("pilote_mes", "experimentation") if key in data)]
    parts += [data["totaux"]] if data["candidatures"] else []
    wanted = {format_euros(part[key]) for part in parts for key in keys if key in part}
    assert wanted <= set(MONTANT.findall(resultat(page).inner_text()))


def test_la_somme_ponderee_suit_la_frappe(page: Page) -> None:
    page.goto("/simulateur/")
    somme = page.locator("output[data-compris=activite]")
    repondre(page, "journees_mco", "1 000")
    expect(somme).to_contain_text("journées", timeout=ATTENTE)
    assert texte(somme) == "1 000 journées MCO, catégorie A"
    repondre(page, "seances_mco", "501,5")
    expect(somme).to_contain_text("250,75", timeout=ATTENTE)
    assert texte(page.locator("[data-compris=seances_mco]")) == "× 0,5 = 250,75 journées MCO"
    repondre(page, "journees_ssr", "beaucoup")
    attendre(page, "saisie")
    assert texte(somme) == "1 250,75 journées MCO, catégorie A"
    expect(champ(page, "journees_ssr")).to_have_attribute("aria-invalid", "true")


def test_ce_qui_est_compris_est_ecrit_en_toutes_lettres(page: Page) -> None:
    ouvrir(page, f"{EXEMPLE}&DS4=F2&forfait_base=40+k%E2%82%AC&DS1.1=490/1000&DS2.deposee_le=1/3/2023")
    compris = {
        "activite_combinee": "127 800 journées MCO",
        "forfait_base": "40 000,00 €",
        "DS1.1": "49 % (490 / 1 000)",
        "DS2.deposee_le": "1er mars 2023",
    }
    for nom, ecrit in compris.items():
        place = page.locator(f"[data-compris='{nom}']")
        assert " ".join((place.text_content() or "").split()) == ecrit


def test_une_question_ne_vient_que_si_elle_se_pose(page: Page) -> None:
    page.goto("/simulateur/")
    bonus, base = champ(page, "cro"), champ(page, "forfait_base")
    expect(bonus).to_be_hidden()
    expect(base).to_be_hidden()
    repondre(page, "DS1", "F1")
    expect(bonus).to_be_visible()
    bonus.check()
    repondre(page, "DS4", "F2")
    expect(base).to_be_visible()
    section(page, "Autres conditions").locator("summary").click()
    expect(page.locator("[data-champ=chirurgie]")).to_be_visible()
    expect(page.locator("[data-champ=laboratoire_interne]")).to_be_hidden()
    expect(page.locator("[data-champ=sdsi_ght]")).to_be_visible()
    repondre(page, "ght", "aucun")
    expect(page.locator("[data-champ=sdsi_ght]")).to_be_hidden()
    section(page, "Mesures d’usage").locator("summary").click()
    expect(champ(page, "DS1.1")).to_be_visible()
    expect(champ(page, "DS2.1")).to_be_hidden()
    # A domain given up takes its options away; they come back with it.
    repondre(page, "activite_combinee", "127800")
    repondre(page, "DS1", "")
    repondre(page, "DS4", "")
    attendre(page, "pret")
    assert set(fragment(page).split("&")) == {"ght=aucun", "activite_combinee=127800", STAMP}
    assert texte(page.locator("#avertissements")) == ""
    repondre(page, "DS1", "F1")
    expect(resultat(page)).to_have_attribute("data-situation", re.compile("&cro=oui&"), timeout=ATTENTE)


def test_chaque_section_compte_ses_reponses_et_mene_a_la_suivante(page: Page) -> None:
    ouvrir(page, f"{EXEMPLE}&PS1.1=atteint&PS1.2=atteint")
    comptes = {
        titre: texte(section(page, titre).locator(".sunes-compte"))
        for titre in ("Activité", "Domaines et fenêtres", "Établissement", "Prérequis")
    }
    assert comptes == {
        "Activité": "1 réponse",
        "Domaines et fenêtres": "4 réponses",
        "Établissement": "",
        "Prérequis": "2 réponses",
    }
    suivante = section(page, "Établissement")
    expect(suivante).not_to_have_attribute("open", "")
    page.get_by_role("button", name="Suite : établissement").click()
    expect(suivante).to_have_attribute("open", "")
    expect(suivante.locator("summary")).to_be_focused()


def test_le_texte_applique_change_les_dates_de_mesure(page: Page) -> None:
    page.goto("/simulateur/")
    ligne = page.locator("label", has=page.locator("[name=DS1][value=F2]"))
    assert "1er juil. 2022 – 31 mars 2023" in texte(ligne)
    repondre(page, "texte", "I2021")
    assert "1er juil. – 31 déc. 2022" in texte(ligne)
    assert "mars 2023" not in texte(ligne)


def test_un_point_a_completer_mene_a_son_champ(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    points = resultat(page).locator(".sunes-eligibilite details", has_text="À répondre")
    points.locator("summary").click()
    points.get_by_role("link", name="Répondre : PS 2.1").click()
    expect(champ(page, "PS2.1")).to_be_focused()
    expect(champ(page, "PS2.1")).to_be_in_viewport()
    assert TOTAL in texte(bandeau(page))
