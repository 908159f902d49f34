"""Every page of the site, whoever reads it: axe finds nothing, nothing overflows, the console is empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(
    encoding="utf-8"
)
UNFOLD = "document.querySelectorAll('main details').forEach((details) => { details.open = true; })"
OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

Opener = Callable[..., Page]


def addresses(site_folder: Path) -> Iterator[str]:
    """Every page of the built site, the page of what is not found included."""
    for file in sorted(site_folder.rglob("*.html")):
        path = "/" + file.relative_to(site_folder).as_posix()
        yield re.sub(r"index\.html$", "", path)


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_on_any_page(open_page: Opener, site_folder: Path, scheme: str, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = {address: violations(page, address) for address in addresses(site_folder)}
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_no_page_overflows_on_the_narrowest_screen(open_page: Opener, site_folder: Path) -> None:
    page = open_page(viewport={"width": 320, "height": 800})
    wide = []
    for address in addresses(site_folder):
        page.goto(address)
        page.evaluate(UNFOLD)
        if page.evaluate(OVERFLOW):
            wide.append(address)
    assert wide == []


def violations(page: Page, address: str) -> list[str]:
    """What axe finds on a page with everything unfolded: the rule, and the first places."""
    page.goto(address)
    page.evaluate(UNFOLD)
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']} : {[node['target'] for node in fault['nodes']][:3]}" for fault in found["violations"]
    ]
