"""Every page of the site, whoever reads it: axe finds nothing, nothing overflows, the console is empty.

Each is opened once, and looked at on the screens of several readers.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.axe import OVERFLOW, UNFOLD, show, violations

#: All the pages in one: beside its own order, which one look is enough for, it holds what they hold.
BOOK = "/imprimer/"


def addresses(site_folder: Path) -> Iterator[str]:
    """Every page of the built site, the page of what is not found included, but for the indexes that programs read."""
    for file in sorted({*site_folder.rglob("*.html")} - {*site_folder.glob("api/**/*.html")}):
        path = "/" + file.relative_to(site_folder).as_posix()
        yield re.sub(r"index\.html$", "", path)


def test_no_page_overflows_and_axe_finds_nothing_on_a_phone_nor_on_a_large_dark_screen(
    page: Page, site_folder: Path
) -> None:
    wide, found = [], {}
    for address in addresses(site_folder):
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(address)
        page.evaluate(UNFOLD)
        if page.evaluate(OVERFLOW):
            wide.append(address)
        page.set_viewport_size({"width": 390, "height": 900})
        if faults := violations(page):
            found[f"{address}, phone"] = faults
        if address != BOOK:
            page.set_viewport_size({"width": 1280, "height": 900})
            show(page, "dark")
            if faults := violations(page):
                found[f"{address}, large dark screen"] = faults
    assert (wide, found) == ([], {})
