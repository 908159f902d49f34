"""The guide in one page, and what a sheet of paper shows of any page. `make build` comes first."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from calculator import packaged_rules
from overrides.hooks.gathering.addresses import FOLDERS, addresses
from overrides.hooks.pages.booklet import section
from overrides.hooks.pages.guide import TITLES
from tests.conftest import Opener

RULES = packaged_rules()
KNOWN = {
    "indicateurs/ds-1-1/": "indicateurs-ds-1-1",
    "lectures/": "lectures",
    "lectures/l07/": "lectures-l07",
}


def bound(html: str, url: str = "indicateurs/ds-1-1/") -> str:
    return section(SimpleNamespace(url=url, content=html), KNOWN)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def book(site_folder: Path) -> str:
    html = (site_folder / "imprimer/index.html").read_text(encoding="utf-8")
    return html[html.index("<article") : html.index("</article>")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<h1 id="a">A</h1>', '<h3 id="indicateurs-ds-1-1--a">A</h3>'),
        ('<a href="#a">a</a>', '<a href="#indicateurs-ds-1-1--a">a</a>'),
        ('<a href="../../lectures/l07/">L07</a>', '<a href="#lectures-l07">L07</a>'),
        ('<a href="../../lectures/">L</a>', '<a href="#lectures">L</a>'),
        ('<a href="../../calendrier.ics">i</a>', '<a href="../calendrier.ics">i</a>'),
        ('<a href="../../simulateur/#a=1&amp;b=2">s</a>', '<a href="../simulateur/#a=1&amp;b=2">s</a>'),
        ('<a href="https://exemple.fr/">e</a>', '<a href="https://exemple.fr/">e</a>'),
        ('<td headers="x y">1&nbsp;€</td>', '<td headers="indicateurs-ds-1-1--x indicateurs-ds-1-1--y">1&nbsp;€</td>'),
        ("<details><summary>s</summary>t</details>", "<details open><summary>s</summary>t</details>"),
        ('<svg viewBox="0 0 1 1"><path d="M0,0"/></svg>', '<svg viewBox="0 0 1 1"><path d="M0,0"/></svg>'),
        ('<form><div><form-x></div><input></form>après', "après"),
        ('<div class="sunes-actions"><div>a</div><button>b</button></div>après', "après"),
        ('<h3 id="calculer">C</h3><h4>c</h4>c<h2>B</h2>', "<h4>B</h4>"),
        ('<p>avant</p><h2 id="cas">Cas</h2><p>c</p><h2 id="b">B</h2>', '<p>avant</p><h4 id="indicateurs-ds-1-1--b">B</h4>'),
    ],
)  # fmt: skip
def test_a_page_becomes_a_section(written: str, expected: str) -> None:
    assert (
        bound(written) == f'<section class="sunes-livre__page" id="indicateurs-ds-1-1">{expected}</section>'
    )


def test_every_page_of_the_guide_and_every_rule_is_in_the_book(book: str) -> None:
    where = [address for address in TITLES if address != "/nouveautes/"]
    where += [addresses(RULES)[name] for folder in (*FOLDERS, "lectures") for name in getattr(RULES, folder)]
    found = set(re.findall(r'<section class="sunes-livre__page" id="([^"]+)"', book))
    assert {address.strip("/").replace("/", "-") for address in where} <= found
    listed = re.findall(r'<li><a href="#([^"]+)">', book[: book.index('<div class="sunes-livre"')])
    assert found <= set(listed)


def test_the_book_is_whole_its_names_are_unique_and_its_links_lead_somewhere(book: str) -> None:
    names = Counter(re.findall(r' id="([^"]+)"', book))
    assert [name for name, count in names.items() if count > 1] == []
    assert [link for link in re.findall(r'href="#([^"]*)"', book) if link not in names] == []
    assert not re.search(r"<(?:script|form|button)\b|headerlink", book[book.index("sunes-livre__table") :])
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", book)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_book_is_neither_found_nor_sought(site_folder: Path) -> None:
    html = (site_folder / "imprimer/index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in html
    sections = json.loads((site_folder / "search/sections.json").read_text(encoding="utf-8"))
    assert not [section for section in sections if section["location"].startswith("imprimer/")]


@pytest.mark.parametrize("where", ["/", "/indicateurs/ds-1-1/", "/simulateur/", "/imprimer/"])
def test_on_paper_the_foot_is_in_the_margin_and_nothing_can_cover_the_text(
    open_page: Opener, where: str
) -> None:
    page = open_page()
    page.emulate_media(media="print")
    page.goto(where)
    margin = page.locator("head style[media=print]").text_content() or ""
    assert "@bottom-left" in margin
    assert f"règles {RULES.version}" in margin
    assert margin.rstrip().endswith(f'{where}"; }} }}')
    repeated = page.evaluate(
        """[...document.body.querySelectorAll("*")].filter((item) => {
          const { display, position, visibility } = getComputedStyle(item);
          if (item.tagName === "TFOOT" || item.getClientRects().length === 0 || visibility === "hidden") return false;
          return position === "fixed" || display === "table-footer-group" || display === "table-header-group"
            && item.tagName !== "THEAD";
        }).map((item) => item.outerHTML.slice(0, 80))"""
    )
    assert repeated == []
