"""The form answered by hand: the example cases typed in, what depends on an answer, what was understood."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from calculator import packaged_rules
from calculator.situation.model import Situation
from calculator.situation.permalink import stamp
from tests.browser.simulator import (
    ATTENTE,
    EXEMPLE,
    TOTAL,
    attendre,
    attendre_que,
    bandeau,
    bonus,
    champ,
    etat,
    fragment,
    issue,
    ouvrir,
    repondre,
    resultat,
    section,
    situation,
    tache,
    texte,
)
from tests.browser.typed import answers, computable, holds, type_in

RULES = packaged_rules()
STAMP = f"regles={stamp(RULES)}"


def chosen() -> list[Any]:
    """The fewest examples that use every field, domain, window and bonus that some example uses."""
    found = {}
    for lien, (case, given) in computable().items():
        if isinstance(given, Situation) and holds(given):
            used = {name for name, _ in answers(lien)}
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


@pytest.mark.parametrize("given", chosen())
def test_un_exemple_saisi_a_la_main_donne_ses_montants(page: Page, given: Situation) -> None:
    page.goto("/simulateur/")
    assert type_in(page, given) == []


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
        "DS2.deposee_le": "1ᵉʳ mars 2023",
    }
    for nom, ecrit in compris.items():
        place = page.locator(f"[data-compris='{nom}']")
        assert " ".join((place.text_content() or "").split()) == ecrit


def test_une_question_ne_vient_que_si_elle_se_pose(page: Page) -> None:
    page.goto("/simulateur/")
    demande, base = bonus(page, "Demandé"), champ(page, "forfait_base")
    tache(page, "Le dossier complet").check()
    expect(champ(page, "cro")).to_be_hidden()
    expect(base).to_be_hidden()
    repondre(page, "DS1", "F1")
    expect(champ(page, "cro")).to_be_visible()
    demande.check()
    repondre(page, "DS4", "F2")
    expect(base).to_be_visible()
    section(page, "Prérequis et conditions").locator("> summary").click()
    expect(page.locator("[data-champ=sdsi_ght]")).to_be_visible()
    expect(page.locator("[data-champ='PS4.1']")).to_be_visible()
    repondre(page, "ght", "aucun")
    expect(page.locator("[data-champ=sdsi_ght]")).to_be_hidden()
    section(page, "Mesures, dates et report").locator("> summary").click()
    expect(champ(page, "DS1.1")).to_be_visible()
    expect(champ(page, "DS2.1")).to_be_hidden()
    # A domain given up takes its options away; they come back with it.
    repondre(page, "activite_combinee", "127800")
    repondre(page, "DS1", "")
    repondre(page, "DS4", "")
    kept = {"ght=aucun", "activite_combinee=127800", STAMP}
    attendre_que(page, lambda: set(fragment(page).split("&")) == kept)
    assert texte(page.locator("#avertissements")) == ""
    repondre(page, "DS1", "F1")
    expect(resultat(page)).to_have_attribute("data-situation", re.compile("&cro=oui&"), timeout=ATTENTE)


def test_chaque_etape_dit_ou_elle_en_est_et_mene_a_la_suivante(page: Page) -> None:
    page.goto("/simulateur/")
    assert etat(page, "Mesures, dates et report") == "facultatif"
    ouvrir(page, f"{EXEMPLE}&PS1.1=atteint&PS1.2=atteint")
    assert etat(page, "Établissement").startswith("à compléter : ")
    assert etat(page, "Prérequis et conditions").startswith("à compléter : ")
    assert etat(page, "Candidatures") == "complété : DS 1 en F1, DS 2 en F4, DS 3 en F2"
    assert TOTAL in texte(bandeau(page))
    suivante = section(page, "Prérequis et conditions")
    expect(suivante).not_to_have_attribute("open", "")
    page.get_by_role("button", name="Suite : prérequis et conditions").click()
    expect(suivante).to_have_attribute("open", "")
    expect(suivante.locator("> summary")).to_be_focused()
    # Of a dossier, each establishment has its own steps.
    page.get_by_role("button", name="Ajouter un établissement").click()
    assert etat(page, "Candidatures") == "à compléter"


def test_une_tache_cache_le_reste_sans_rien_perdre(page: Page) -> None:
    forfait, dossier = tache(page, "Calculer un forfait"), tache(page, "Le dossier complet")
    ouvrir(page, f"{EXEMPLE}&PS2.1=non_atteint&DS1.1=490/1000&nom=CH")
    expect(dossier).to_be_checked()  # a link that is opened hides nothing of what it says
    avant = situation(page)
    forfait.check()
    for nom in ("nom", "PS2.1", "DS1.1", "DS1.deposee_le", "texte", "forfait", "DS1.avance_versee"):
        expect(champ(page, nom)).to_be_hidden()
    for nom in ("activite_combinee", "DS1", "cro", "DS4"):
        expect(champ(page, nom)).to_be_visible()
    expect(page.get_by_text("elles sont gardées et comptent")).to_be_visible()
    assert situation(page) == avant
    assert "?tache=forfait#" in page.url
    page.reload()
    attendre(page, "pret")
    expect(forfait).to_be_checked()
    assert situation(page) == avant
    # What the list of control asks for comes in sight.
    resultat(page).get_by_role("link", name="Revoir : PS 2.1").click()
    expect(champ(page, "PS2.1")).to_be_focused()
    expect(champ(page, "nom")).to_have_value("CH")
    tache(page, "Comprendre un solde").check()
    page.get_by_role("button", name="Tout voir").click()
    expect(dossier).to_be_focused()


@pytest.mark.parametrize("demandee", ["forfait", "solde", "paiement", "avance", "dossier", "inconnue"])
def test_une_adresse_demande_sa_tache_et_le_fragment_reste_la_situation(page: Page, demandee: str) -> None:
    page.goto(f"/simulateur/?tache={demandee}#{EXEMPLE}&nom=CH")
    attendre(page, "pret")
    attendue = "dossier" if demandee == "inconnue" else demandee
    expect(page.locator("#situation")).to_have_attribute("data-tache", attendue)
    assert page.url.endswith(f"?tache={demandee}#{situation(page)}")


def test_l_issue_des_cibles_se_dit_sans_taux(page: Page) -> None:
    page.goto("/simulateur/?tache=solde")
    champ(page, "activite_combinee").fill("127 800")
    repondre(page, "DS1", "F1")
    issue(page, "Oui, CRO manqué").check()
    expect(bandeau(page)).to_contain_text("reste 66", timeout=ATTENTE)
    assert "Acquis 99 761,93 € : avance versée 32 921,44 €, reste 66 840,49 €" in texte(bandeau(page))
    assert {"cro=oui", "DS1.3.atteinte=non", "DS1.1.atteinte=oui", "DS1.2.atteinte=oui"} < set(
        situation(page).split("&")
    )
    issue(page, "Non, CRO demandé").check()
    expect(bandeau(page)).to_contain_text("À rembourser", timeout=ATTENTE)
    page.get_by_role("radiogroup", name="Laquelle est manquée ?").get_by_label("Ordonnance").check()
    expect(resultat(page)).to_have_attribute(
        "data-situation", re.compile("DS1.2.atteinte=non"), timeout=ATTENTE
    )
    expect(issue(page, "Non, CRO demandé")).to_be_checked()
    assert "DS1.1.atteinte" not in situation(page)
    issue(page, "Je ne sais pas, CRO demandé").check()
    expect(bandeau(page)).to_contain_text("Jusqu’à", timeout=ATTENTE)
    assert "atteinte=" not in situation(page)


def test_le_texte_applique_change_les_dates_de_mesure(page: Page) -> None:
    page.goto("/simulateur/")
    section(page, "Mesures, dates et report").locator("> summary").click()
    ligne = page.locator(".sunes-dates tr[data-fenetre=F2]")
    assert "1ᵉʳ juil. 2022 – 31 mars 2023" in texte(ligne)
    repondre(page, "texte", "I2021")
    assert "1ᵉʳ juil. – 31 déc. 2022" in texte(ligne)
    assert "mars 2023" not in texte(ligne)


def test_chaque_impossible_a_sa_phrase_au_champ_et_au_sommaire_qui_prend_le_focus(page: Page) -> None:
    ouvrir(page, "activite_combinee=127.800&DS4=F1&forfait_base=1&DS1=F1&DS1.1=1/0&DS1.2=3/2", "saisie")
    phrases = {
        "activite_combinee": "« 127.800 » peut se lire 127 800 ou 127,800 : écrivez « 127 800 » ou « 127,8000 ».",
        "DS4": "F1 ne finance pas le domaine DS 4 (lecture L17) ; fenêtres : F2, F3, F4.",
        "DS1.1": "Le dénominateur est nul : aucun taux ne peut être calculé.",
        "DS1.2": "Le numérateur (3) dépasse le dénominateur (2).",
    }
    sommaire = texte(page.locator(".sunes-problemes"))
    for nom, phrase in phrases.items():
        dit = texte(page.locator(f"[id='erreur-{nom}']"))
        assert dit.lower() == phrase.lower()
        assert phrase[1:] in sommaire  # after the name of the field
    assert etat(page, "Mesures, dates et report") == "à corriger : 2 réponses"
    champ(page, "DS1.1").fill("1/2")
    champ(page, "DS1.1").press("Enter")
    expect(resultat(page)).to_be_focused()
    expect(page.locator(".sunes-problemes li")).to_have_count(3)
    # Nothing is refused in these, but a candidature is: its sentence is in the list, and leads to the answer.
    ouvrir(page, f"{EXEMPLE}&chirurgie=non&imagerie_interne=non&laboratoire_interne=non")
    manques = resultat(page).locator(".sunes-eligibilite")
    for phrase in ("ne concernait que les établissements qui opèrent", "Plateau d’imagerie interne : non."):
        expect(manques).to_contain_text(phrase)
    manques.get_by_role("link", name="Revoir : Plateau d’imagerie").click()
    expect(page.locator("[name=imagerie_interne][value=non]")).to_be_focused()


def test_un_point_a_completer_mene_a_son_champ(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    points = resultat(page).locator(".sunes-eligibilite details", has_text="À répondre")
    points.locator("summary").click()
    points.get_by_role("link", name="Répondre : PS 2.1").click()
    expect(champ(page, "PS2.1")).to_be_focused()
    expect(champ(page, "PS2.1")).to_be_in_viewport()
    assert TOTAL in texte(bandeau(page))
