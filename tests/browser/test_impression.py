"""On paper: a rule takes three sheets at most, a reading two, and no supposed example passes for an answer."""

import re

import pytest
from playwright.sync_api import Page, expect

from calculator import packaged_rules
from calculator.rules.addresses import address

RULES = packaged_rules()
RULE_PAGES = [
    address(name)
    for part in ("indicateurs", "domaines", "fenetres", "prerequis")
    for name in getattr(RULES, part)
]
#: The readings that quote the most, beside the one that people attach.
READINGS = ["L23", *sorted(RULES.lectures, key=lambda name: -len(str(RULES.lectures[name])))[:4]]


def sheets(page: Page, where: str) -> int:
    page.goto(where)
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_une_regle_tient_sur_trois_feuilles(page: Page) -> None:
    found = {where: sheets(page, where) for where in RULE_PAGES}
    assert {where: count for where, count in found.items() if count > 3} == {}


def test_une_lecture_tient_sur_deux_feuilles(page: Page) -> None:
    found = {name: sheets(page, address(name)) for name in READINGS}
    assert {name: count for name, count in found.items() if count > 2} == {}


@pytest.mark.parametrize(
    "where", ["/indicateurs/ds-1-1/", "/fenetres/f1/", "/lectures/l48/", "/calcul/", "/faq/"]
)
def test_ce_qu_une_page_cite_y_a_son_adresse_imprimee(page: Page, where: str) -> None:
    page.goto(where)
    addresses = page.locator(".sunes-impression--adresses")
    expect(addresses).to_be_hidden()
    page.emulate_media(media="print")
    expect(addresses).to_be_visible()
    printed = set(addresses.locator("span").all_inner_texts())
    seen = page.locator("article a").evaluate_all(
        """(all, where) => all.filter((link) => link.checkVisibility({ visibilityProperty: true }))
          .map(({ href }) => new URL(href)).filter(({ pathname }) => pathname !== where)
          .map(({ pathname, hash }) => pathname + hash)""",
        where,
    )
    cited = {
        text.page.adresse if text.page else place
        for key, text in RULES.textes.items()
        if (place := f"/sources/#{key.lower()}") in seen
    }
    cited |= {address(name) for name in RULES.lectures if address(name) in seen}
    assert len(cited) > 5
    assert cited - printed == set()


@pytest.mark.parametrize("name", ["DS1.1", "DS4.3"])
def test_un_exemple_suppose_ne_s_imprime_pas(page: Page, name: str) -> None:
    page.goto(address(name))
    example = page.locator(".sunes-mini__reponse")
    expect(example).to_be_visible()
    page.emulate_media(media="print")
    expect(example).to_be_hidden()
    page.emulate_media(media="screen")
