"""The same content by Zensical, and how it differs from `site/`: `make zensical`."""

import sys

from overrides.hooks.gathering.book import open_book
from tests.support.house import ROOT
from tests.zensical.comparing import differences, results
from tests.zensical.finishing import finish
from tests.zensical.rendering import render

GOAL = 95
"""How many pages of a hundred must have the same text."""
SHOWN, WIDTH = 5, 160


def main() -> int:
    """Render, finish, compare; 1 if an address or the policy is lost, the simulator answers otherwise or too many pages differ."""
    book, site = open_book(ROOT / "data"), ROOT / "site"
    rendered = render(book, ROOT / ".cache" / "zensical-site")
    finish(rendered, book)
    found = differences(site, rendered.site)
    pages = sum(1 for _ in site.rglob("*.html"))
    for part, unlike in found.items():
        print(f"{part} : {len(unlike)} différences, {pages} pages")
        for name, place in list(unlike.items())[:SHOWN]:
            print(f"  {name} : {place[:WIDTH]}")
    (ours, _), (theirs, faults) = results(site, rendered.site)
    print(
        "premier résultat du simulateur :", "le même" if ours == theirs else f"{ours[:200]} / {theirs[:200]}"
    )
    print("console :", faults or "rien")
    same = 100 * (pages - len(found["texte"])) / pages
    print(f"même texte : {same:.1f} % des pages (but : {GOAL} %)")
    lost = found["adresses"] or found["politique de sécurité"]
    return int(bool(lost) or ours != theirs or same < GOAL)


if __name__ == "__main__":
    sys.exit(main())
