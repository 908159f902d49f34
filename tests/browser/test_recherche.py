"""The search box, as a reader uses it: typed with or without accents, spaced or not, the page expected comes first."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import still

ATTENTE = 15_000  # milliseconds: the index is read and built when the box is first touched

ABSENT = "zygomatique"
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
    ("L07", "lectures/l07/"),
    ("L7", "lectures/l07/"),
    ("identitovigilance", "prerequis/ps-1-1/"),
    ("ordonnance", "indicateurs/ds-1-2/"),
    ("ordonnances", "indicateurs/ds-1-2/"),
    ("avance", "comprendre/argent/#versements"),
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


def ecrire(page: Page, mots: str) -> None:
    """Write in the box; the search hears the last key only, so that no shorter query answers for this one."""
    champ = page.get_by_role("textbox", name="Rechercher")
    champ.click()
    champ.fill(mots[:-1])
    champ.press(mots[-1])


def premier(page: Page) -> Locator:
    """The first result: its links lead to a page, then to its sections."""
    return page.locator(".md-search-result__item").first.locator("a")


def test_la_page_attendue_vient_la_premiere(page: Page) -> None:
    page.goto("/donnees/")
    dit = page.locator(".md-search-result__meta")
    for mots, adresse in ATTENDUS:
        ecrire(page, ABSENT)  # what was found before does not answer for the next words
        expect(dit).to_have_text("Aucun document trouvé", timeout=ATTENTE)
        ecrire(page, mots)
        chemin, _, section = adresse.partition("#")
        motif = re.compile(rf"/{chemin}(\?[^#]*)?{f'#{section}' if section else ''}$")
        lien = premier(page).nth(1 if section else 0)
        expect(lien, f"« {mots} »").to_have_attribute("href", motif, timeout=ATTENTE)


@pytest.mark.parametrize("largeur", [320, 1000, 1280])
def test_la_recherche_s_ouvre_et_tient_dans_l_ecran(page: Page, largeur: int) -> None:
    page.set_viewport_size({"width": largeur, "height": 640})
    page.goto("/")
    still(page)
    if largeur < 960:
        page.locator("label.sunes-loupe").click()
        page.get_by_role("textbox", name="Rechercher").press_sequentially("sejour")
    else:
        ecrire(page, "sejour")
    trouve = page.locator(".md-search-result__link").first
    expect(trouve).to_be_visible(timeout=ATTENTE)
    cadre = trouve.bounding_box()
    assert cadre is not None
    assert cadre["x"] >= 0
    assert cadre["x"] + cadre["width"] <= largeur
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
