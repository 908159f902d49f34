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
SOLDE = "activite_combinee=127800&DS1=F1&cro=oui&DS1.1.atteinte=oui&DS1.2.atteinte=oui&DS1.3.atteinte=non"
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
    for attendu in ("Calcul non officiel", "empreinte", "Ce que disent les textes", "I2021", "L06"):
        assert attendu in dit
    assert situation(page) in dit
    for caché in ("#situation", ".sunes-bandeau", "#resultat", "h1"):
        expect(page.locator(caché)).to_be_hidden()
    assert pages(page.pdf(format="A4")) == 1


def test_une_page_a4_dit_la_reponse_a_neuf_points_au_moins(page: Page) -> None:
    printed(page, f"{SOLDE}&nom=CH+du+Val&DS1.avance_versee=33000")
    feuille = page.locator(".sunes-feuille")
    dit = texte(feuille)
    for attendu in (
        "Acquis 99 761,93 € : avance versée 33 000,00 €, reste 66 761,93 €",
        "Lettre de liaison 49 % – atteinte",
        "Paiement vérifié, DS 1",
        "Instruction n° DGOS/PF5/DNS/CTO/2021/167 du 26 juillet 2021",
        "Non renseignée : elle n’a pas été demandée.",
    ):
        assert attendu in dit
    assert re.fullmatch(r"sun-es-ch-du-val-ds1-f1-\d{4}-\d\d-\d\d", page.title())
    assert pages(page.pdf(format="A4")) == 1
    tailles = feuille.evaluate(
        """sheet => [...sheet.querySelectorAll("*")].filter((box) => !box.closest("svg") && box.textContent.trim())
          .map((box) => parseFloat(getComputedStyle(box).fontSize))"""
    )
    assert min(tailles) >= 12 - 0.01  # 9 pt


def test_le_detail_suit_sur_d_autres_pages_si_on_le_demande(page: Page) -> None:
    page.add_init_script(PRINT)
    ouvrir(page, SOLDE)
    page.locator("#garder > summary").click()
    page.get_by_label("avec tout le détail").check()
    page.get_by_role("button", name="Imprimer le justificatif").click()
    feuilles = page.locator(".sunes-feuille")
    expect(feuilles).to_have_count(2)
    for attendu in ("Situation déclarée", "Chaque étape du calcul", "Liste de contrôle", "Sources"):
        assert attendu in (feuilles.nth(1).text_content() or "")


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
    assert "49 %" in texte(feuilles.nth(0).locator(".sunes-feuille__cibles"))
    assert "Établissement 2 2 sur 2" in texte(feuilles.nth(1))
    assert "2.activite_combinee" not in texte(feuilles.nth(1))
    assert "Total du dossier, 2 établissements" in texte(page.locator("#feuilles"))
    assert pages(page.pdf(format="A4")) == 2  # a page each


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
