"""The search box, as a reader uses it: typed with or without accents, spaced or not, the page expected comes first."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

ATTENTE = 15_000  # milliseconds: the index is read and built when the box is first touched

ATTENDUS = [
    ("prerequis", "prerequis/"),
    ("prérequis", "prerequis/"),
    ("PREREQUIS", "prerequis/"),
    ("sejour", "indicateurs/ds-1-4/"),  # the only page with this word in its title
    ("séjour", "indicateurs/ds-1-4/"),
    ("DS2.1", "indicateurs/ds-2-1/"),
    ("DS 2.1", "indicateurs/ds-2-1/"),
    ("ds 1.1", "indicateurs/ds-1-1/"),
    ("DS1", "domaines/ds-1/"),
    ("PS2.2", "prerequis/ps-2-2/"),
    ("PS 2.2", "prerequis/ps-2-2/"),
    ("F3", "fenetres/f3/"),
    ("fenetre 3", "fenetres/f3/"),
    ("domaine 2", "domaines/ds-2/"),
    ("l'audit", "prerequis/ps-2-2/"),
    ("L07", "lectures/#l07"),
    ("L7", "lectures/#l07"),
    ("identitovigilance", "prerequis/ps-1-1/"),
    ("ordonnance", "indicateurs/ds-1-2/"),
    ("ordonnances", "indicateurs/ds-1-2/"),
    ("avance", "calcul/#versements"),
    ("audit", "prerequis/ps-2-2/"),
    ("fenetres", "fenetres/"),
    ("bonus", "calcul/#bonus-cro"),
    ("biologie medicale", "domaines/ds-2/"),
    ("operatoire", "indicateurs/ds-1-3/"),
    ("calendrier", "calendrier/"),
    ("agenda", "calendrier/"),
    ("SONS", "sons/"),
    ("glossaire", "glossaire/"),
    ("faq", "faq/"),
    ("questions", "faq/"),
    ("simulateur", "simulateur/"),
    ("api", "donnees/"),
    ("données", "donnees/"),
    ("audit PS 2.2", "prerequis/ps-2-2/"),
    ("identitovigilance PS 1.1", "prerequis/ps-1-1/"),
    ("SUN-ES DS 1.1", "indicateurs/ds-1-1/"),
]


def chercher(page: Page, mots: str) -> Locator:
    """Type in the box; the first result, whose links lead to a page, then to its sections."""
    champ = page.get_by_role("textbox", name="Rechercher")
    champ.click()
    champ.press_sequentially(mots)
    return page.locator(".md-search-result__item").first.locator("a")


@pytest.mark.parametrize(("mots", "adresse"), ATTENDUS, ids=[mots for mots, _ in ATTENDUS])
def test_la_page_attendue_vient_la_premiere(page: Page, mots: str, adresse: str) -> None:
    page.goto("/donnees/")
    chemin, _, section = adresse.partition("#")
    lien = chercher(page, mots).nth(1 if section else 0)
    motif = re.compile(rf"/{chemin}(\?[^#]*)?{f'#{section}' if section else ''}$")
    expect(lien).to_have_attribute("href", motif, timeout=ATTENTE)


def test_un_mot_absent_le_dit(page: Page) -> None:
    page.goto("/")
    champ = page.get_by_role("textbox", name="Rechercher")
    champ.click()
    champ.press_sequentially("zygomatique")
    expect(page.locator(".md-search-result__meta")).to_have_text("Aucun document trouvé", timeout=ATTENTE)


@pytest.mark.parametrize("largeur", [320, 1000, 1280])
def test_la_recherche_s_ouvre_et_tient_dans_l_ecran(open_page, largeur: int) -> None:  # type: ignore[no-untyped-def]
    page = open_page(viewport={"width": largeur, "height": 640})
    page.goto("/")
    if largeur < 960:
        page.locator("label.sunes-loupe").click()
        page.get_by_role("textbox", name="Rechercher").press_sequentially("sejour")
    premier = (
        chercher(page, "sejour").first if largeur >= 960 else page.locator(".md-search-result__link").first
    )
    expect(premier).to_be_visible(timeout=ATTENTE)
    page.wait_for_timeout(500)  # it opens in a quarter of a second
    cadre = premier.bounding_box()
    assert cadre is not None
    assert cadre["x"] >= 0
    assert cadre["x"] + cadre["width"] <= largeur
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
