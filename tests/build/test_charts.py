"""The charts as they are seen: in place, legible on a phone, nothing cut. `make build` comes first."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from calculator import packaged_rules
from overrides.hooks.gathering.addresses import addresses
from tests.browser.axe import UNFOLD, show

RULES = packaged_rules()
WHERE = addresses(RULES)
RATES = [name for name, item in RULES.indicateurs.items() if item.nature == "taux"]
PAGES = [WHERE[name] for name in RATES] + [
    "/calcul/",
    "/calendrier/",
    "/fenetres/",
    "/comprendre/enveloppes/",
]
LEGIBLE = 9.5
"""The least height of a letter on the smallest phone, in pixels of the screen."""


@pytest.mark.parametrize("where", PAGES)
def test_a_chart_is_followed_by_the_table_of_what_it_shows(read: Callable[[str], str], where: str) -> None:
    html = read(where)
    chart = html.index('<figure class="sunes-graphe"')
    between = html[html.index("</figure>", chart) : html.index("<table", chart)]
    assert len(re.findall(r"<h[1-6]", between)) <= 1


LABELS = """[...document.querySelectorAll(".sunes-graphe text")].map((text) => {
  const { left, right } = text.getBoundingClientRect();
  const scale = text.getScreenCTM().a, style = getComputedStyle(text);
  return { dit: text.textContent, left, right, haut: parseFloat(style.fontSize) * scale,
    encre: style.fill, police: style.fontFamily };
})"""


def test_every_label_of_a_chart_is_whole_and_legible_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    for where in PAGES:
        page.goto(where)
        page.evaluate(UNFOLD)
        page.evaluate("document.fonts.ready.then(() => true)")
        box = page.locator(".sunes-graphe svg").bounding_box()
        assert box is not None
        for scheme in ("light", "dark"):
            show(page, scheme)
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            for label in page.evaluate(LABELS):
                assert label["haut"] >= LEGIBLE, (where, label)
                assert label["left"] >= box["x"] - 1, (where, label)
                assert label["right"] <= box["x"] + box["width"] + 1, (where, label)
                assert label["encre"] != ground, (where, scheme, label)
                assert "Source Sans 3" in label["police"]
