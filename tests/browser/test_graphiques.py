"""The charts under the colours that a reader forces: each label stands out, each kind of bar is told apart."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PAGES = ("/indicateurs/ds-1-1/", "/calendrier/", "/comprendre/enveloppes/")

#: The contrast of each label with its halo and with the page, the looks of what is drawn, the marks of the theme.
LOOK = """() => {
  const shade = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [shade(one), shade(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  const drawn = [...document.querySelectorAll(".sunes-graphe svg")];
  const labels = drawn.flatMap((svg) => [...svg.querySelectorAll("text")]).map((text) => {
    const { fill, stroke } = getComputedStyle(text);
    return Math.min(contrast(fill, stroke), contrast(fill, ground));
  });
  const looks = new Set(drawn.flatMap((svg) => [...svg.querySelectorAll("path")]).map((path) => {
    const { fill, stroke, strokeDasharray } = getComputedStyle(path);
    return [fill, stroke, strokeDasharray].join(" ");
  }));
  const marks = [[".md-nav__icon", "::after"], [".md-path__item:not(:first-child)", "::before"]].flatMap(
    ([where, part]) => [...document.querySelectorAll(where)].map((item) => getComputedStyle(item, part)),
  ).filter((style) => style.maskImage !== "none" && style.content !== "none");
  return {
    labels,
    looks: looks.size,
    marks: marks.map((style) => contrast(style.backgroundColor, ground)),
  };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_en_couleurs_forcees_chaque_mot_se_lit_et_chaque_barre_se_distingue(
    open_page: Callable[..., Page], scheme: str
) -> None:
    page = open_page(forced_colors="active", color_scheme=scheme)
    looks = {}
    for address in PAGES:
        page.goto(address)
        seen = page.evaluate(LOOK)
        assert len(seen["labels"]) > 5
        assert min(seen["labels"]) > 7
        assert len(seen["marks"]) > 1
        assert min(seen["marks"]) > 3
        looks[address] = seen["looks"]
    assert looks["/calendrier/"] >= 3, "candidature, instruction, mesure"
    assert looks["/indicateurs/ds-1-1/"] >= 4, "les deux textes, leurs points"
