"""The simulator in a real browser: its states, its address, what it says and what it never does."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.simulator import (
    ATTENTE,
    EXEMPLE,
    FICHIER_PERDU,
    MONTANTS,
    TOTAL,
    Barrage,
    attendre,
    bonus,
    champ,
    couper,
    fragment,
    ouvrir,
    perdre,
    reperes,
    resultat,
    situation,
    tache,
    texte,
    tronquer,
)


def test_sans_saisie_l_exemple_est_montre_et_python_n_est_pas_demande(page: Page) -> None:
    demandes: list[str] = []
    page.on("request", lambda request: demandes.append(request.url))
    page.goto("/simulateur/")
    attendre(page, "attente")
    for montants in MONTANTS:
        assert " ".join(montants) in texte(resultat(page))
    assert not [url for url in demandes if "pyodide" in url]
    assert reperes(page) == set()


def test_l_exemple_est_visible_sans_javascript(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/simulateur/")
    attendre(page, "attente")
    assert TOTAL in texte(resultat(page))
    expect(page.locator(".sunes-sans-script")).to_be_visible()


@pytest.mark.first_visit
def test_l_exemple_saisi_donne_ses_montants_au_centime(page: Page) -> None:
    barrage = Barrage(page)
    page.goto("/simulateur/")
    champ(page, "activite_combinee").fill("127 800")
    attendre(page, "chargement")
    expect(page.locator("#annonce")).to_contain_text("télécharge")
    # What is typed while Python comes is kept, and computed when it is there.
    page.get_by_role("radiogroup", name="Documents de sortie").get_by_label("F1").check()
    bonus(page, "Demandé").check()
    page.get_by_role("radiogroup", name="Biologie").get_by_label("F4").check()
    page.get_by_role("radiogroup", name="Imagerie").get_by_label("F2").check()
    attendre(page, "chargement")
    assert situation(page) == ""
    barrage.laisser_passer()
    attendre(page, "pret")
    for montants in MONTANTS:
        assert " ".join(montants) in texte(resultat(page))
    expect(page.locator("#annonce")).to_contain_text(TOTAL)
    assert "127 800 journées" in texte(page.locator("[data-compris=activite_combinee]"))
    assert situation(page).startswith("activite_combinee=127800&")
    assert fragment(page) == situation(page)
    assert reperes(page) == {"calculateur:debut", "calculateur:pret", "calculateur:resultat"}


def test_un_lien_remplit_le_formulaire_et_garde_la_requete(page: Page) -> None:
    page.goto(f"/simulateur/?de=test#{EXEMPLE}&DS1.1=490/1000&relims=oui&domaines_deja_finances=DS4")
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))
    expect(champ(page, "activite_combinee")).to_have_value("127800")
    expect(page.locator("input[name=DS1][value=F1]")).to_be_checked()
    expect(bonus(page, "Demandé")).to_be_checked()
    expect(champ(page, "DS1-1")).to_have_value("490/1000")
    expect(page.locator("input[name=relims]:checked")).to_have_value("oui")
    expect(page.locator("input[name=domaines_deja_finances]:checked")).to_have_value("DS4")
    assert "/simulateur/?de=test#activite_combinee=127800&" in page.url
    # The same page computed again from its own link gives the same link.
    assert set(EXEMPLE.split("&")) < set(situation(page).split("&"))
    canonique = situation(page)
    page.reload()
    attendre(page, "pret")
    assert situation(page) == canonique


def test_un_lien_partiel_donne_ce_qu_il_peut(page: Page) -> None:
    ouvrir(page, "activite_combinee=127800")
    assert "99 761,93 €" in texte(resultat(page))
    page.evaluate("location.hash = 'DS1=F1'")
    attendre(page, "saisie")
    expect(champ(page, "activite_combinee")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("input[name=DS1][value=F1]")).to_be_checked()


def test_un_parametre_inconnu_est_nomme_et_le_reste_sert(page: Page) -> None:
    ouvrir(page, f"{EXEMPLE}&couleur=bleu")
    assert "couleur" in texte(page.locator("#avertissements"))
    assert TOTAL in texte(resultat(page))
    assert "couleur" not in situation(page)


def test_un_nombre_ambigu_est_refuse_a_cote_de_son_champ(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    activite = champ(page, "activite_combinee")
    activite.fill("127.800")
    attendre(page, "saisie")
    assert TOTAL not in texte(resultat(page))
    assert situation(page) == ""
    expect(activite).to_have_attribute("aria-invalid", "true")
    erreur = page.locator("#erreur-activite_combinee")
    assert "127 800" in texte(erreur)
    assert "erreur-activite_combinee" in (activite.get_attribute("aria-describedby") or "").split()
    expect(activite).to_be_focused()
    # The summary leads to the field and leaves the address alone.
    adresse = page.url
    resultat(page).get_by_role("link", name="127.800").click()
    expect(activite).to_be_focused()
    assert page.url == adresse
    activite.fill("127800")
    attendre(page, "pret")
    expect(erreur).to_have_count(0)
    assert activite.get_attribute("aria-invalid") is None
    assert TOTAL in texte(resultat(page))


def test_une_erreur_dans_une_section_fermee_l_ouvre(page: Page) -> None:
    ouvrir(page, f"{EXEMPLE}&DS1.1=49", "saisie")
    expect(champ(page, "DS1-1")).to_be_visible()
    expect(page.locator("[id='erreur-DS1.1']")).to_be_visible()


def test_le_forfait_du_volet_2_se_saisit(page: Page) -> None:
    ouvrir(page, "activite_combinee=1000&DS4=F3")
    assert "Forfait de base à saisir" in texte(resultat(page))
    champ(page, "forfait_base").fill("40 000 €")
    expect(resultat(page)).to_contain_text("36 000,00", timeout=ATTENTE)
    assert "36 000,00 € 10 800,00 € 25 200,00 €" in texte(resultat(page))


def test_tout_changement_quitte_pret_aussitot_et_le_dernier_gagne(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    etats = page.evaluate(
        """() => {
          const field = document.querySelector("#champ-activite_combinee");
          const states = [];
          for (const value of ["1", "22500", "230000"]) {
            field.value = value;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            states.push(document.querySelector("#resultat").dataset.etat);
          }
          return states;
        }"""
    )
    assert etats == ["chargement"] * 3
    attendre(page, "pret")
    assert "activite_combinee=230000&" in situation(page)
    assert "165 000,00 €" in texte(resultat(page))
    page.wait_for_timeout(500)
    assert "activite_combinee=230000&" in situation(page)


def test_l_adresse_changee_a_la_main_est_suivie_une_ancre_ne_l_est_pas(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    page.evaluate("location.hash = 'activite_combinee=230000&DS2=F1'")
    expect(page.locator("#resultat[data-situation*='=230000&']")).to_have_count(1, timeout=ATTENTE)
    attendre(page, "pret")
    assert "52 000,00" in texte(resultat(page))
    assert TOTAL not in texte(resultat(page))
    expect(champ(page, "activite_combinee")).to_have_value("230000")
    page.evaluate("location.hash = 'resultat'")
    attendre(page, "pret")
    expect(champ(page, "activite_combinee")).to_have_value("230000")


def test_tout_effacer_ramene_l_exemple(page: Page) -> None:
    ouvrir(page, "activite_combinee=230000&DS2=F1")
    page.get_by_role("button", name="Tout effacer").click()
    attendre(page, "attente")
    assert TOTAL in texte(resultat(page))
    assert fragment(page) == ""
    expect(champ(page, "activite_combinee")).to_have_value("")


def test_un_second_etablissement_du_lien_survit_a_une_modification(page: Page) -> None:
    ouvrir(page, f"{EXEMPLE}&2.activite_combinee=230000&2.DS2=F1")
    champ(page, "activite_combinee").fill("22500")
    expect(resultat(page)).to_have_attribute("data-situation", re.compile("=22500&"), timeout=ATTENTE)
    assert "2.activite_combinee=230000&2.DS2=F1" in situation(page)


def test_une_explication_ouverte_le_reste_et_le_champ_garde_le_curseur(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    explication = resultat(page).locator("section[data-domaine=DS1] details.sunes-pourquoi")
    explication.locator("summary").first.click()
    explication.locator("summary", has_text="Forfait DS 1").click()
    champ(page, "activite_combinee").fill("230000")
    expect(resultat(page)).to_have_attribute("data-situation", re.compile("=230000&"), timeout=ATTENTE)
    expect(explication).to_have_attribute("open", "")
    expect(explication.locator("details[open]")).to_have_count(1)
    expect(champ(page, "activite_combinee")).to_be_focused()


def test_ce_qui_est_saisi_n_est_jamais_du_code_et_ne_part_jamais(page: Page) -> None:
    envois: list[str] = []
    page.on("request", lambda request: envois.append(f"{request.url} {request.post_data or ''}"))
    ouvrir(page, EXEMPLE)
    tache(page, "Le dossier complet").check()
    champ(page, "nom").fill("<img src=x alt=Sentinelle>")
    expect(resultat(page)).to_have_attribute("data-situation", re.compile("Sentinelle"), timeout=ATTENTE)
    champ(page, "nom").press("Enter")
    champ(page, "activite_combinee").fill("<b>12</b>")
    attendre(page, "saisie")
    expect(page.locator("#simulateur :is(img, b)")).to_have_count(0)
    assert not [envoi for envoi in envois if "127800" in envoi or "Sentinelle" in envoi]


@pytest.mark.parametrize(
    ("fichier", "defaut"),
    [
        ("worker.js", perdre),
        ("pyodide.asm.mjs", couper),
        ("*.wasm", couper),
        ("*.wasm", perdre),
        ("*.wasm", tronquer),
        ("bibliotheque.bin", perdre),
        ("bibliotheque.bin", couper),
        ("moteur.bin", perdre),
        ("moteur.bin", tronquer),
    ],
)
@pytest.mark.first_visit
def test_un_chargement_qui_echoue_le_dit_et_se_reprend(
    page: Page, expected_errors: list[str], fichier: str, defaut: Callable[[Route], None]
) -> None:
    expected_errors.append(FICHIER_PERDU)
    page.route(f"**/{fichier}", defaut)
    ouvrir(page, EXEMPLE, "panne")
    expect(page.locator("#annonce")).to_contain_text("votre saisie est gardée")
    assert TOTAL not in texte(resultat(page))
    page.unroute(f"**/{fichier}")
    page.get_by_role("button", name="Réessayer").click()
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))
    expect(page.get_by_role("button", name="Réessayer")).to_be_hidden()
    expect(resultat(page)).to_be_focused()


@pytest.mark.first_visit
def test_un_serveur_qui_ignore_le_type_wasm_suffit(page: Page) -> None:
    def deguiser(route: Route) -> None:
        route.fulfill(response=route.fetch(), content_type="application/octet-stream")

    page.route("**/*.wasm", deguiser)
    ouvrir(page, EXEMPLE)
    assert TOTAL in texte(resultat(page))
