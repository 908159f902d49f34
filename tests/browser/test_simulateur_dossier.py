"""A dossier in the form: add an establishment, go from one to another, remove; the link says it all."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.simulator import attendre, champ, ouvrir, repondre, resultat, situation, texte

DOSSIER = "nom=CH+A&activite_combinee=127800&DS1=F1&2.nom=CH+B&2.activite_combinee=7000&2.DS2=F2"


def bouton(page: Page, nom: str) -> Locator:
    return page.get_by_role("button", name=nom, exact=True)


def choix(page: Page) -> Locator:
    return page.get_by_role("group", name="Établissements du dossier")


def attendre_situation(page: Page, contenu: str) -> None:
    expect(resultat(page)).to_have_attribute("data-situation", contenu, timeout=10_000)


def sans_regles(page: Page) -> str:
    return situation(page).partition("&regles=")[0]


def test_un_dossier_se_compose_et_se_defait(page: Page) -> None:
    ouvrir(page, "nom=CH+A&activite_combinee=127800&DS1=F1")
    seul = situation(page)
    expect(choix(page)).to_be_hidden()
    bouton(page, "Ajouter un établissement").click()
    expect(choix(page).get_by_role("button")).to_have_text(["CH A", "Établissement 2"])
    expect(champ(page, "activite_combinee")).to_have_value("")
    assert situation(page) == seul  # nothing was said of it yet
    champ(page, "activite_combinee").fill("7 000")
    repondre(page, "DS2", "F2")
    repondre(page, "nom", "CH B")
    expect(choix(page).get_by_role("button")).to_have_text(["CH A", "CH B"])
    expect(resultat(page).locator(".sunes-dossier")).to_be_visible()
    expect(resultat(page).get_by_role("heading", name="CH B")).to_be_visible()
    attendre(page, "pret")
    assert sans_regles(page) == DOSSIER
    bouton(page, "CH A").click()
    expect(champ(page, "activite_combinee")).to_have_value("127800")
    expect(page.locator("[name=DS1][value=F1]")).to_be_checked()
    expect(page.locator("[name=DS2][value='']")).to_be_checked()
    attendre(page, "pret")  # the answer says how the one out of sight was understood
    bouton(page, "CH B").click()
    expect(champ(page, "activite_combinee")).to_have_value("7000")
    bouton(page, "Retirer celui-ci").click()
    expect(choix(page)).to_be_hidden()
    expect(resultat(page).locator(".sunes-dossier")).to_have_count(0)
    attendre(page, "pret")
    assert situation(page) == seul


def test_retirer_le_premier_garde_le_second(page: Page) -> None:
    ouvrir(page, DOSSIER)
    bouton(page, "Retirer celui-ci").click()
    expect(champ(page, "nom")).to_have_value("CH B")
    expect(resultat(page).locator(".sunes-dossier")).to_have_count(0)
    attendre(page, "pret")
    assert sans_regles(page) == "nom=CH+B&activite_combinee=7000&DS2=F2"


def test_un_lien_de_dossier_remplit_le_formulaire_et_montre_les_totaux(page: Page) -> None:
    ouvrir(page, f"{DOSSIER}&3.activite_combinee=9000&3.DS1=F1&texte=I2021")
    expect(choix(page).get_by_role("button")).to_have_text(["CH A", "CH B", "Établissement 3"])
    expect(choix(page).locator("[aria-pressed=true]")).to_have_text("CH A")
    dossier = texte(resultat(page).locator(".sunes-dossier"))
    for attendu in ("3 établissements", "CH A", "CH B", "Établissement 3", "DS 1", "DS 2", "F1", "F2"):
        assert attendu in dossier
    # Each sum unfolds to what it adds; each establishment is a part that has its name; all is said in one sentence.
    assert [texte(titre) for titre in resultat(page).locator(".sunes-dossier > table caption").all()] == [
        "Par établissement",
        "Par domaine",
        "Par fenêtre",
    ]
    somme = resultat(page).locator(".sunes-dossier > details", has_text="par domaine ?")
    somme.locator("summary").click()
    lignes = somme.locator("tbody").first.locator("tr")
    assert [texte(ligne.locator("th")) for ligne in lignes.all()] == [
        "CH A, DS 1 en F1",
        "Établissement 3, DS 1 en F1",
        "Total DS 1",
    ]
    expect(resultat(page).get_by_role("group", name="CH B", exact=True)).to_contain_text(
        "Pourquoi 11 700,00 € ?"
    )
    expect(page.locator("#annonce")).to_contain_text("forfait demandé du dossier, 3 établissements ")
    # What is said once for the dossier stays when one goes from one to another.
    avant = situation(page)
    assert avant.partition("&regles=")[0].endswith("&texte=I2021")
    bouton(page, "CH B").click()
    expect(page.locator("[name=texte][value=I2021]")).to_be_checked()
    compris = page.locator("[data-champ=activite_combinee] [data-compris]")
    assert texte(compris) == "7 000 journées MCO"
    champ(page, "activite_combinee").fill("7001")
    attendre_situation(page, avant.replace("2.activite_combinee=7000", "2.activite_combinee=7001"))


def test_une_erreur_ailleurs_mene_a_son_etablissement(page: Page) -> None:
    ouvrir(page, DOSSIER.replace("2.activite_combinee=7000", "2.activite_combinee=7.000"), "saisie")
    expect(choix(page).get_by_role("button")).to_have_text(["CH A", "CH B (à corriger)"])
    expect(page.locator("#erreur-activite_combinee")).to_have_count(0)
    resultat(page).get_by_role("link").first.click()
    expect(champ(page, "nom")).to_have_value("CH B")
    expect(champ(page, "activite_combinee")).to_be_focused()
    expect(page.locator("#erreur-activite_combinee")).to_be_visible()
    champ(page, "activite_combinee").fill("7000")
    attendre(page, "pret")
    assert sans_regles(page) == DOSSIER


def test_tout_effacer_efface_le_dossier(page: Page) -> None:
    ouvrir(page, DOSSIER)
    bouton(page, "Tout effacer").click()
    attendre(page, "attente")
    expect(choix(page)).to_be_hidden()


@pytest.mark.parametrize("largeur", [320, 1280])
def test_les_noms_longs_ne_debordent_pas(page: Page, largeur: int) -> None:
    page.set_viewport_size({"width": largeur, "height": 800})
    nom = "Centre+hospitalier+intercommunal+de+la+longue+vallee+" * 3
    ouvrir(page, f"nom={nom}&activite_combinee=7000&DS1=F1&2.nom={nom}&2.activite_combinee=7000&2.DS1=F2")
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
