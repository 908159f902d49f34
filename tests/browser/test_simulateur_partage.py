"""What one does with a result: copy its link, with a clipboard or without one, reopen it, unfold it, print it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.simulator import (
    ATTENTE,
    EXEMPLE,
    MONTANT,
    MONTANTS,
    TOTAL,
    attendre,
    champ,
    ouvrir,
    repondre,
    resultat,
    situation,
    texte,
)

Opener = Callable[..., Page]


def test_copier_le_lien_le_met_dans_le_presse_papiers(open_page: Opener, site: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    ouvrir(page, EXEMPLE)
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator("#copie")).to_have_text("Lien copié.")
    lien = page.evaluate("navigator.clipboard.readText()")
    assert lien == f"{site}/simulateur/#{situation(page)}"
    phrase = page.get_by_role("button", name="Copier la réponse en une phrase, avec le lien")
    phrase.click()
    expect(page.locator("#copie")).to_have_text("Phrase et lien copiés.")
    copie = page.evaluate("navigator.clipboard.readText()")
    assert copie.endswith(f". {lien}")
    assert " ".join(copie.removesuffix(lien).split()) == (
        "Simulation SUN-ES non officielle : jusqu’à 176 368,29 €, si les cibles sont atteintes ; forfait demandé "
        "176 368,29 €, dont avance 52 910,49 € et solde 123 457,80 €."
    )
    # What was said of this link goes with it.
    champ(page, "activite_combinee").fill("230000")
    expect(page.locator("#copie")).to_have_text("")
    expect(phrase).to_be_hidden()


def test_le_lien_copie_ne_nomme_l_etablissement_que_si_on_le_demande(open_page: Opener) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    ouvrir(page, f"{EXEMPLE}&nom=CH&finess=010000156&2.nom=Clinique&2.activite_combinee=7000&2.DS2=F2")
    copier = page.get_by_role("button", name="Copier le lien")
    copier.click()
    expect(page.locator("#copie")).to_have_text("Lien copié sans nom ni FINESS.")
    lien = page.evaluate("navigator.clipboard.readText()")
    assert "nom=" not in lien
    assert "finess=" not in lien
    autre = open_page()
    autre.goto(lien)
    attendre(autre, "pret")
    montants = [MONTANT.findall(resultat(each).inner_text()) for each in (page, autre)]
    assert montants[0] == montants[1]
    case = page.get_by_label("Avec le nom et le FINESS dans le lien")
    assert max(case.evaluate("({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight]")) <= 24
    case.check()
    copier.click()
    expect(page.locator("#copie")).to_have_text("Lien copié.")
    assert "nom=CH&" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("absence", ["undefined", "{ writeText: () => Promise.reject(new Error()) }"])
def test_sans_presse_papiers_le_lien_est_montre_et_selectionne(page: Page, site: str, absence: str) -> None:
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ value: {absence} }})")
    ouvrir(page, EXEMPLE)
    lien = page.get_by_label("Le lien de ce résultat")
    expect(lien).to_be_hidden()
    page.get_by_role("button", name="Copier le lien").click()
    expect(lien).to_have_value(f"{site}/simulateur/#{situation(page)}")
    expect(lien).to_be_focused()
    assert page.evaluate("String(getSelection()) || document.activeElement.selectionEnd") != 0
    expect(page.locator("#copie")).to_contain_text("Ctrl")
    page.get_by_role("button", name="Copier la réponse en une phrase, avec le lien").click()
    lien = page.get_by_label("La réponse et son lien")
    expect(lien).to_be_focused()
    assert lien.input_value().startswith(
        "Simulation SUN-ES non officielle\u00a0: jusqu’à 176\u202f368,29\u00a0€"
    )
    assert lien.input_value().endswith(f" {site}/simulateur/#{situation(page)}")


def test_le_lien_copie_rouvre_le_meme_resultat(open_page: Opener) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    ouvrir(page, EXEMPLE)
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator("#copie")).to_have_text("Lien copié.")
    avant = texte(resultat(page))
    autre = open_page()
    autre.goto(page.evaluate("navigator.clipboard.readText()"))
    attendre(autre, "pret")
    assert texte(resultat(autre)) == avant


def test_un_lien_abime_garde_ce_qu_il_peut_et_le_dit(page: Page) -> None:
    ouvrir(
        page,
        "activite_combinee=127.800&DS1=F9&region=Bretagen&DS2=F1&couleur=bleu&DS2=F2&DS3.report=F3",
        "saisie",
    )
    expect(champ(page, "activite_combinee")).to_have_value("127.800")
    expect(champ(page, "region")).to_have_value("Bretagen")
    expect(page.locator("[name=DS2][value=F1]")).to_be_checked()
    assert "Bretagne" in texte(page.locator("#erreur-region"))
    assert "« F1 », « F2 », « F3 », « F4 »" in texte(page.locator("#erreur-DS1"))
    dit = texte(page.locator("#avertissements"))
    assert "paramètre inconnu « couleur »".casefold() in dit.casefold()
    assert "« DS2 » est donné deux fois" in dit
    assert "« DS3.report » est laissé de côté" in dit
    # Mended one by one, the result comes.
    champ(page, "region").select_option("Bretagne")
    champ(page, "activite_combinee").fill("127 800")
    attendre(page, "saisie")
    repondre(page, "DS1", "F2")
    attendre(page, "pret")
    assert "couleur" not in situation(page)
    assert {"DS1=F2", "DS2=F1"} < set(situation(page).split("&"))


def test_ce_qu_un_lien_dit_d_impossible_reste_jusqu_a_ce_que_le_lecteur_le_change(page: Page) -> None:
    choix = ["DS4=F1", "DS1=F9", "cro=peut-être", "texte=I2022", "relims=si", "statut=mixte", "PS1.1=vu"]
    choix += ["domaines_deja_finances=DS2,DS9", "DS4.3=49%", "DS4.report=F1", "region=Bretagen", "DS2.1=oui"]
    ouvrir(page, "&".join(["activite_combinee=127800", "forfait_base=1", *choix]), "saisie")
    sommaire = page.locator("#dessin .sunes-problemes li")
    dit = set(sommaire.all_inner_texts())
    assert len(dit) >= len(choix)
    champ(page, "activite_combinee").fill("7000")
    expect(page.locator("[data-compris=activite_combinee]")).to_contain_text("7 000", timeout=ATTENTE)
    assert set(sommaire.all_inner_texts()) == dit
    # A reload keeps it, and the reader takes it away by choosing otherwise.
    page.reload()
    attendre(page, "saisie")
    assert set(sommaire.all_inner_texts()) == dit
    expect(page.locator("label", has_text="« F1 », donné par le lien").locator("input")).to_be_checked()
    repondre(page, "DS4", "F2")
    expect(page.locator("[id='erreur-DS4']")).to_have_count(0, timeout=ATTENTE)
    repondre(page, "DS4", "")
    ouvrir(page, EXEMPLE)
    expect(page.get_by_text("donné par le lien")).to_have_count(0)


def test_tout_deplier_montre_chaque_etape(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    closed = resultat(page).locator("details:not([open])")
    assert closed.count() > 10
    bouton = page.get_by_role("button", name="Tout déplier")
    bouton.click()
    expect(closed).to_have_count(0)
    expect(bouton).to_have_attribute("aria-pressed", "true")
    bouton.click()
    expect(resultat(page).locator("details[open]")).to_have_count(0)


def test_sur_le_papier_le_resultat_seul_avec_ses_raisons_et_son_lien(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    page.set_viewport_size({"width": 680, "height": 960})  # A4 between its margins
    page.emulate_media(media="print")
    for caché in ("#situation", ".sunes-outils", ".md-header", ".md-footer", "#annonce"):
        expect(page.locator(caché)).to_be_hidden()
    imprime = texte(page.locator("main"))
    for montants in MONTANTS:
        assert " ".join(montants) in imprime
    assert imprime.index(TOTAL) < imprime.index("DS 1 Documents de sortie")
    assert "Forfait de base DS 1" in imprime  # a step that is folded on the screen
    assert "règles 1." in imprime
    assert f"#{situation(page)}" in imprime
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") <= 6
