"""The receipt: asked for, it goes to paper alone, complete, with a code that leads back to it."""

import re
from collections.abc import Callable

import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.simulator import EXEMPLE, MONTANTS, ouvrir, situation, texte
from tests.support.png import grey

Opener = Callable[..., Page]

#: What a printer hears of; the test prints itself.
PRINT = "window.impressions = 0; window.print = () => { window.impressions += 1; };"
DOSSIER = f"nom=CH+de+l%E2%80%99exemple&{EXEMPLE}&DS1.1=490/1000&2.activite_combinee=7000&2.DS1=F1"


def printed(page: Page, lien: str) -> None:
    """Ask for the receipt of a situation by the keyboard, and see the page as paper does."""
    page.add_init_script(PRINT)
    ouvrir(page, lien)
    page.locator("#garder > summary").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Imprimer le justificatif")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-impression", "justificatif")
    assert page.evaluate("window.impressions") == 1
    page.emulate_media(media="print")


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_une_feuille_porte_tout_ce_qui_prouve_le_calcul(page: Page) -> None:
    printed(page, EXEMPLE)
    feuille = page.locator(".sunes-feuille")
    expect(feuille).to_have_count(1)
    dit = texte(feuille)
    for montants in MONTANTS:
        assert " ".join(montants) in dit
    for attendu in ("Calcul non officiel", "empreinte", "Situation déclarée", "Sources", "I2021", "L06"):
        assert attendu in dit
    assert situation(page) in dit
    for caché in ("#situation", ".sunes-bandeau", "#resultat", "h1"):
        expect(page.locator(caché)).to_be_hidden()
    assert pages(page.pdf(format="A4")) <= 2


def test_le_code_qr_mene_au_calcul(page: Page) -> None:
    printed(page, EXEMPLE)
    code = page.locator(".sunes-qr")
    found = zxingcpp.read_barcode(grey(code.screenshot()))
    assert found is not None
    assert found.text == f"{page.url.partition('#')[0]}#{situation(page)}"


def test_un_dossier_a_une_feuille_par_etablissement_et_un_total(page: Page) -> None:
    printed(page, DOSSIER)
    feuilles = page.locator(".sunes-feuille")
    expect(feuilles).to_have_count(2)
    assert "CH de l’exemple 1 sur 2" in texte(feuilles.nth(0))
    assert "490 / 1 000" in texte(feuilles.nth(0))
    assert "Établissement 2 2 sur 2" in texte(feuilles.nth(1))
    assert "2.activite_combinee" not in texte(feuilles.nth(1))
    assert "Total du dossier, 2 établissements" in texte(page.locator("#feuilles"))
    assert pages(page.pdf(format="A4")) <= 4


def test_apres_l_impression_la_page_est_comme_avant(page: Page) -> None:
    printed(page, EXEMPLE)
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("html")).not_to_have_attribute("data-impression", "justificatif")
    expect(page.locator("#feuilles")).to_be_hidden()
    expect(page.locator("#resultat")).to_be_visible()


def test_une_bibliotheque_qui_manque_se_dit_et_ne_perd_rien(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("?404")
    page.route("**/segno.zip", lambda route: route.fulfill(status=404))
    page.add_init_script(PRINT)
    ouvrir(page, EXEMPLE)
    page.locator("#garder > summary").click()
    page.get_by_role("button", name="Imprimer le justificatif").click()
    expect(page.locator("#garder-dit")).to_contain_text("votre saisie est gardée")
    assert page.evaluate("window.impressions") == 0
    expect(page.locator("#champ-activite_combinee")).to_have_value("127800")
