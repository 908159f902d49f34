"""The files of a result, made by the Python of the page: those that CPython makes, byte for byte."""

import io
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.files.exports import to_csv, to_ics, to_json
from calculator.situation.permalink import read_fragment
from tests.browser.simulator import EXEMPLE, attendre, ouvrir, situation

RULES = packaged_rules()
DOSSIER = f"nom=CH+A&{EXEMPLE}&2.activite_combinee=7000&2.DS1=F2"


def taken(page: Page, name: str) -> bytes:
    """Ask for a file as a reader does."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_bytes()


def test_les_fichiers_de_la_page_sont_ceux_du_moteur(page: Page) -> None:
    ouvrir(page, DOSSIER)
    page.locator("#garder > summary").click()
    result = compute(RULES, read_input(RULES, read_fragment(DOSSIER).data))
    today = date.fromisoformat(page.evaluate("new Date().toLocaleDateString('sv')"))
    file = taken(page, "JSON")
    assert file.decode() == to_json(RULES, result, today)
    assert taken(page, "CSV").decode() == to_csv(RULES, result)
    root = page.url.partition("simulateur/")[0]
    assert taken(page, "Dates du dossier (ICS)").decode() == to_ics(RULES, result, today, root)
    sheet = load_workbook(io.BytesIO(taken(page, "Excel")))["Calcul"]
    assert [sheet[f"P{row}"].value for row in range(2, 6)] == [
        item.forfait.forfait.cents / 100 for site in result.etablissements for item in site.candidatures
    ]
    # The page takes its own file back.
    shown = situation(page)
    page.locator("#sauvegardes-fichier").set_input_files(
        {"name": "sun-es.json", "mimeType": "application/json", "buffer": file}
    )
    expect(page.locator("#sauvegardes-dit")).to_contain_text("Une situation reprise")
    page.goto("/simulateur/")
    page.locator("#garder > summary").click()
    page.locator("#sauvegardes").get_by_role("link", name="CH A").click()
    attendre(page, "pret")
    assert situation(page) == shown
