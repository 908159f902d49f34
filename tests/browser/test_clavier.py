"""The keyboard alone: how many stops to an answer, where the search and the colours lead."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import UNFOLD
from tests.browser.simulator import EXEMPLE, attendre, champ, ouvrir, resultat

ICI = """() => {
  const here = document.activeElement;
  return here.name || here.id || (here.closest('.sunes-cote') ? 'reponse' : here.textContent.trim());
}"""
TACHES = ("forfait", "solde", "paiement", "avance", "dossier")


def arrets(page: Page, fin: str) -> list[str]:
    """The stops of Tab, from where the focus is to the one wanted."""
    vus: list[str] = []
    while not vus or vus[-1] != fin:
        page.keyboard.press("Tab")
        vus.append(page.evaluate(ICI))
        assert len(vus) < 100, vus
    return vus


def test_du_haut_du_simulateur_a_la_reponse_en_douze_arrets_au_plus(page: Page) -> None:
    page.goto("/simulateur/")
    page.locator(".md-skip").focus()
    page.keyboard.press("Enter")
    vus = arrets(page, "activite_combinee")
    page.keyboard.type("127800")
    vus += arrets(page, "DS1")
    page.keyboard.press("ArrowRight")
    attendre(page, "pret")
    vus += arrets(page, "copier")
    assert len(vus) <= 12, vus


@pytest.mark.parametrize("tache", TACHES)
def test_dans_chaque_tache_un_lien_mene_au_resultat_avant_le_formulaire(page: Page, tache: str) -> None:
    ouvrir(page, EXEMPLE, tache=tache)
    page.locator(".md-skip").focus()
    page.keyboard.press("Enter")
    vus = arrets(page, "Aller au résultat")
    expect(page.locator(".sunes-saut")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(resultat(page)).to_be_focused()
    assert len(vus) <= 4, vus
    assert "#activite_combinee=127800" in page.url


def test_chaque_aide_nomme_son_champ(page: Page) -> None:
    page.goto("/simulateur/?tache=dossier")
    noms = page.locator("#situation .sunes-savoir > summary").all_text_contents()
    assert len(noms) > 20
    aides = [nom for nom in noms if nom.startswith("Aide")]
    assert len(aides) == len(noms) - 1  # the directory unfolds too, under its own name
    assert [nom for nom in aides if not nom.startswith("Aide\u00a0: ")] == []


def test_apres_la_recherche_vide_la_tabulation_va_a_ce_qui_se_voit(page: Page) -> None:
    page.goto("/faq/")
    page.locator(".md-search__input").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        box = page.locator("*:focus").bounding_box()
        assert box is not None
        assert box["height"] > 5
        assert page.evaluate("document.activeElement.matches('a, button, input, select, summary, label')")


def test_le_bouton_des_couleurs_dit_ce_qu_il_fait_et_garde_le_focus(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/faq/")
    boutons = page.locator("[data-apparence] button:visible")
    for nom, couleurs in (
        ("Passer au thème clair", "default"),
        ("Passer au thème sombre", "slate"),
        ("Suivre le thème du système", "default"),
    ):
        expect(boutons).to_have_count(1)
        expect(boutons).to_have_accessible_name(nom)
        boutons.press("Enter")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", couleurs)
        expect(boutons).to_be_focused()
    assert page.locator("[data-apparence] [role], [data-apparence] input").count() == 0
    boutons.press("Enter")
    page.reload()
    expect(boutons).to_have_accessible_name("Passer au thème sombre")


def test_un_dessin_a_un_nom_et_rien_dedans_pour_qui_ecoute(page: Page) -> None:
    page.goto("/indicateurs/ds-1-1/")
    page.evaluate(UNFOLD)
    dessin = page.get_by_role("img", name="Cibles de DS 1.1 par fenêtre")
    expect(dessin).to_have_count(1)
    assert dessin.aria_snapshot().count("\n") == 0
    assert champ(page, "numerateur").count() == 1


def test_aucune_lettre_seule_ne_fait_agir_la_page(page: Page) -> None:
    page.goto("/faq/")
    page.locator(".md-skip").focus()
    for lettre in "fs/p,n.":
        page.keyboard.press(lettre)
        assert page.locator("#__search").is_checked() is False, lettre
        assert page.url.endswith("/faq/"), lettre


def test_un_mot_du_glossaire_se_dit_aussi_a_qui_l_atteint_au_clavier(page: Page) -> None:
    page.goto("/programme/")
    mot = page.locator("a.sunes-mot").first
    for _ in range(80):
        page.keyboard.press("Tab")
        if mot.evaluate("mot => mot === document.activeElement"):
            break
    texte = mot.evaluate("mot => getComputedStyle(mot.querySelector('abbr'), '::after').content")
    assert texte == f'"{mot.locator("abbr").get_attribute("title")}"'
