"""The pages of the readings, one each: too many for the menu, they hang from the page that lists them."""

from __future__ import annotations

from itertools import pairwise

from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from overrides.hooks.gathering.made import ContentError

LIST = "lectures/"


def hang(nav: Navigation, files: Files) -> list[Page]:
    """Give each reading its place: under the list, which the menu shows, and between its neighbours."""
    found = [page for page in nav.pages if page.url == LIST]
    if len(found) != 1:
        raise ContentError(f"Le menu attend « {LIST} », la liste des lectures.")
    [parent] = found
    hung = [
        file.page
        for file in files.documentation_pages(inclusion=InclusionLevel.is_not_in_nav)
        if file.page is not None and file.url.startswith(LIST)
    ]
    for page in hung:
        page.parent = parent  # type: ignore[assignment] # a page has the same ancestors as a section
    for before, after in pairwise([parent, *hung]):
        after.previous_page = before
        if before is not parent:
            before.next_page = after
    return hung
