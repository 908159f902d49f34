"""What has moved since a release: an old address still leads to what it named.

A page that moved keeps a page at its old address, which sends on. A section that moved keeps its
anchor in its old page, with a sentence and a link; a script follows it at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from overrides.hooks.gathering.addresses import relative, source_file
from overrides.hooks.gathering.made import Made
from overrides.hooks.gathering.redirects import Redirects

SCRIPT = "/assets/javascripts/site/redirect.js"


def files(redirects: Redirects) -> Iterator[Made]:
    """The page that stays at the old address of each page that moved."""
    for old, new in redirects.addresses.items():
        if "#" in old:
            continue
        source = source_file(old)
        link = relative(f"/{source_file(new)}", "/" + source.rpartition("/")[0])
        lines = (
            "---",
            f"title: « {old.strip('/')} » a changé d’adresse",
            f"description: Cette page a changé d’adresse. L’ancienne, {old}, mène à la nouvelle, {new}.",
            "template: redirection.html",
            f"redirection: {new}",
            "search: {exclude: true}",
            "---",
            "# Cette page a changé d’adresse",
            "",
            f"Elle est maintenant ici : [{new}]({link}){{ data-nouvelle-adresse }}",
            "",
        )
        yield Made(source, "\n".join(lines), in_menu=False)


def kept(html: str, url: str, redirects: Redirects) -> str:
    """The HTML of a page, with the anchors of the sections that left it or changed name."""
    page = f"/{url}"
    moved = {
        old.partition("#")[2]: new
        for old, new in redirects.addresses.items()
        if "#" in old and old.partition("#")[0] == page
    }
    if not moved:
        return html
    notes = "".join(
        f'<p id="{anchor}" data-deplacee data-search-exclude>Cette section a changé de place : '
        f'<a href="{relative(new, page)}">{new}</a></p>\n'
        for anchor, new in moved.items()
    )
    return f'{html}\n{notes}<script type="module" src="{relative(SCRIPT, page)}"></script>\n'
