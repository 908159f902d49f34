"""Short pages: a reading has its own, what is folded is found, the buttons stay where they are."""

import re

from playwright.sync_api import Page, expect

from tests.conftest import Opener


def test_l_ancienne_adresse_d_une_lecture_mene_a_sa_page(page: Page, site: str) -> None:
    page.goto("/lectures/#l23")
    expect(page).to_have_url(f"{site}/lectures/l23/")
    expect(page.locator("h1")).to_contain_text("L23")


def test_sans_script_l_ancienne_adresse_montre_la_ligne_qui_y_mene(open_page: Opener) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/lectures/#l23")
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    expect(row.get_by_role("link", name="L23")).to_have_attribute("href", "l23/")


def test_une_adresse_deplie_la_section_qu_elle_nomme_ou_qui_la_contient(page: Page) -> None:
    for where, shown in (
        ("/indicateurs/ds-1-1/#cibles", "#cibles"),
        ("/sons/#devis-forfait-maximum", "#devis"),
    ):
        page.goto(where)
        fold = page.locator("details.sunes-repli").filter(has=page.locator(f"summary {shown}"))
        expect(fold, where).to_have_attribute("open", "")


def test_citer_ne_deplace_pas_son_bouton(page: Page) -> None:
    page.goto("/indicateurs/ds-1-1/")
    button = page.locator("summary", has_text=re.compile("^Citer$"))
    before = button.bounding_box()
    button.click()
    expect(page.locator("[data-citation]")).to_be_visible()
    assert button.bounding_box() == before


def test_rien_n_est_a_effacer_avant_d_avoir_saisi(page: Page) -> None:
    page.goto("/indicateurs/ds-1-1/")
    erase = page.get_by_role("button", name="Tout effacer", include_hidden=True)
    expect(erase).to_be_hidden()
    page.get_by_label("Numérateur").fill("490")
    expect(erase).to_be_visible()
    erase.click()
    expect(erase).to_be_hidden()
    expect(page.get_by_label("Numérateur")).to_be_focused()
