"""Every page of the site, whoever reads it: axe finds nothing, nothing overflows or moves, the console is empty.

Each is opened once, and looked at on the screens of several readers.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.axe import OVERFLOW, UNFOLD, show, violations
from tests.browser.looks import SETTLED, WATCH, WIDTHS, looks, moved

#: All the pages in one: beside its own order, which one look is enough for, it holds what they hold.
BOOK = "/imprimer/"
#: Of the pages of one template, one of so many is looked at closely: what each says, the page of them all says too.
READING, ASKED = re.compile(r"/lectures/l[0-9]+/"), 10


def addresses(site_folder: Path) -> Iterator[str]:
    """Every page of the built site, the page of what is not found included, but for the indexes that programs read."""
    for file in sorted({*site_folder.rglob("*.html")} - {*site_folder.glob("api/**/*.html")}):
        path = "/" + file.relative_to(site_folder).as_posix()
        yield re.sub(r"index\.html$", "", path)


def test_no_page_overflows_moves_or_is_off_its_lines_and_axe_finds_nothing_on_any_screen(
    page: Page, site_folder: Path
) -> None:
    """Each page is loaded at one of the widths, in turn: what moves at load is of its kind, of which there are many."""
    wide, found = [], {}
    page.add_init_script(WATCH)
    readings = 0
    for rank, address in enumerate(addresses(site_folder)):
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDTHS[rank % len(WIDTHS)], "height": 900})
        page.goto(address)
        shifts = moved(page)
        for _ in range(3):  # what a busy machine brought late, once, is not of the page
            if shifts:
                page.reload()
                shifts = moved(page)
        if shifts:
            found[f"{address}, at load"] = shifts
        page.evaluate(UNFOLD)
        page.set_viewport_size({"width": 320, "height": 800})
        if page.evaluate(OVERFLOW):
            wide.append(address)
        page.set_viewport_size({"width": 390, "height": 900})
        readings += bool(READING.fullmatch(address))
        asked = not READING.fullmatch(address) or readings % ASKED == 1
        if asked and (faults := violations(page, touch=True)):
            found[f"{address}, phone"] = faults
        if address == BOOK or not asked:
            continue
        seen: dict[int, str] = {}
        for scheme in ("light", "dark"):
            show(page, scheme)
            for width in WIDTHS:
                if faults := looks(page, width, seen):
                    found[f"{address}, {width} px, {scheme}"] = faults
        if page.locator("pre").count():
            page.evaluate(SETTLED)  # the theme gives a wide block of code its stop once it has measured it
        if faults := violations(page):
            found[f"{address}, large dark screen"] = faults
    assert (wide, found) == ([], {})


def test_the_sections_of_the_menu_say_their_name_and_whether_they_are_open(page: Page) -> None:
    page.goto("/calendrier/")
    section = page.get_by_role("button", name="SONS", exact=True)
    pages = page.get_by_role("link", name="Les règles de SONS")
    expect(section).to_have_attribute("aria-expanded", "false")
    for key, state in (("Enter", "true"), ("Space", "false"), ("Space", "true")):
        section.press(key)
        expect(section).to_have_attribute("aria-expanded", state)
        expect(pages).to_be_visible(visible=state == "true")
    for address in ("/calendrier/", "/domaines/ds-1/"):
        page.goto(address)
        toggles = page.locator("button.sunes-partie:visible")
        expect(toggles.first).to_be_attached()
        expect(page.locator("label.md-nav__link[tabindex='0']")).to_have_count(0)
        names = toggles.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
        assert all(names)
        assert len(names) == len({*names})
