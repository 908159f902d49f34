"""What search engines find: titles, and what each page says of itself. `make build` comes first.

What needs a whole address is in `test_redirects.py`, whose site was given one.
"""

import json
import re
from collections import defaultdict
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from calculator import packaged_rules
from tests.conftest import Opener

RULES = packaged_rules()


def pages(site: Path) -> dict[str, str]:
    """The HTML of every page that has a place of its own, by its address."""
    return {
        "/" + file.relative_to(site).as_posix().removesuffix("index.html"): file.read_text(encoding="utf-8")
        for file in sorted({*site.rglob("index.html")} - {*site.glob("api/**/index.html")})
    }


def title(html: str) -> str:
    return unescape(html.partition("<title>")[2].partition("</title>")[0]).replace("\N{NO-BREAK SPACE}", " ")


def said(site: Path, where: str) -> dict[str, Any]:
    """The linked data of a page, by its kind."""
    html = (site / where.strip("/") / "index.html").read_text(encoding="utf-8")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    things = [json.loads(block) for block in blocks]
    assert all(thing["@context"] == "https://schema.org" for thing in things)
    return {thing["@type"]: thing for thing in things}


def test_a_search_for_an_indicator_lands_on_its_title(site_folder: Path) -> None:
    found = title(pages(site_folder)["/indicateurs/ds-1-1/"])
    assert re.fullmatch(r"DS 1\.1 · .+SUN-ES.*", found)


def test_no_two_pages_have_the_same_title(site_folder: Path) -> None:
    named = defaultdict(list)
    for where, html in pages(site_folder).items():
        assert "SUN-ES" in title(html), where
        named[title(html)].append(where)
    assert {name: found for name, found in named.items() if len(found) > 1} == {}


def test_every_page_but_the_first_says_where_it_stands(site_folder: Path) -> None:
    for where in pages(site_folder):
        things = said(site_folder, where)
        if where == "/":
            assert things["WebSite"]["name"]
            continue
        trail = things["BreadcrumbList"]["itemListElement"]
        assert [item["position"] for item in trail] == list(range(1, len(trail) + 1))
        led = [urljoin(where, item["item"]) for item in trail]
        assert (led[0], led[-1]) == ("/", where)
        assert len(set(led)) == len(trail) >= 2, where


def test_a_rule_stands_under_the_list_of_its_kind(site_folder: Path) -> None:
    trail = said(site_folder, "/indicateurs/ds-1-1/")["BreadcrumbList"]["itemListElement"]
    assert "/indicateurs/" in [urljoin("/indicateurs/ds-1-1/", item["item"]) for item in trail]


def test_the_questions_the_words_and_the_data_say_what_they_hold(site_folder: Path) -> None:
    questions = said(site_folder, "/faq/")["FAQPage"]["mainEntity"]
    assert [item["name"] for item in questions] == [item.question for item in RULES.faq.values()]
    words = said(site_folder, "/glossaire/")["DefinedTermSet"]["hasDefinedTerm"]
    assert [item["description"] for item in words] == [term.definition for term in RULES.glossaire.values()]
    data = said(site_folder, "/donnees/")["Dataset"]
    assert data["version"] == RULES.version
    for item in data["distribution"]:
        assert (site_folder / urljoin("/donnees/", item["contentUrl"]).lstrip("/")).is_file()


def test_the_linked_data_of_a_page_trouble_no_browser(open_page: Opener) -> None:
    page = open_page()  # an error in the console fails the test
    for where in ("/", "/faq/", "/glossaire/", "/donnees/"):
        page.goto(where)
        assert page.locator('script[type="application/ld+json"]').count()
