"""How fast the simulator starts, against plain Pyodide doing the same work: ``python -m bench.demarrage``.

From the navigation to the drawn result, in Chromium, behind a server that compresses. Each pair measures
both, one after the other, each in a browser profile of its own; a ratio is the median of those of the pairs.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import BrowserType, Page, sync_playwright

from bench.network import Line, serve
from runtime.wheels import ROOT
from tests.chromium import FLAGS, find

LINK = "/simulateur/#activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2"
TOTAL = "176 368,29"
PLAIN = {"assets/javascripts/worker.js": Path(__file__).with_name("plain_worker.js")}
PATIENCE = 60_000

#: What each ratio must be at most.
GOALS = {
    "visite suivante": 0.25,
    "première visite": 0.55,
    "première visite à 10 Mbit/s et 40 ms": 0.78,
    "octets de la première visite": 0.88,
}


class Visits(NamedTuple):
    """Milliseconds of the first visit and of a later one, and the bytes of the first."""

    first: float
    warm: float
    size: int


def drawn(page: Page, address: str) -> float:
    """The milliseconds from the navigation to the drawn result, which must be right."""
    page.goto(address + LINK)
    result = page.locator("#resultat[data-etat=pret]")
    result.wait_for(timeout=PATIENCE)
    if TOTAL not in " ".join(result.inner_text().split()):
        raise RuntimeError(f"Le résultat n'est pas le bon : {result.inner_text()}")
    time: float = page.evaluate("performance.getEntriesByName('calculateur:resultat').at(-1).startTime")
    return time


def visit(chromium: BrowserType, site: Path, instead: dict[str, Path], slow: bool) -> Visits:
    """Visit a site in a new profile, leave the page, come back."""
    line = Line(10e6, 0.04) if slow else Line()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        serve(site, line, instead) as address,
    ):
        context = chromium.launch_persistent_context(profile, executable_path=find(), args=FLAGS)
        try:
            page = context.new_page()
            first = drawn(page, address)
            size = line.sent
            if slow:
                return Visits(first, 0, size)
            page.wait_for_timeout(2000)  # what the page keeps is kept after the result
            page.close()
            return Visits(first, drawn(context.new_page(), address), size)
        finally:
            context.close()


def pairs(site: Path, count: int, slow: bool) -> list[tuple[Visits, Visits]]:
    """Ours and the plain one, the order changing from one pair to the next."""
    found = []
    with sync_playwright() as playwright:
        for index in range(count):
            ours, plain = {}, PLAIN
            order = [ours, plain] if index % 2 else [plain, ours]
            done = [visit(playwright.chromium, site, instead, slow) for instead in order]
            found.append((done[order.index(ours)], done[order.index(plain)]))
    return found


def measure(site: Path, count: int) -> bool:
    """Print each ratio and its goal; say whether all are held."""
    fast, slow = pairs(site, count, slow=False), pairs(site, count, slow=True)
    first: Callable[[Visits], float] = lambda visits: visits.first  # noqa: E731
    columns = [
        (fast, lambda visits: visits.warm),
        (fast, first),
        (slow, first),
        (fast, lambda visits: visits.size),
    ]
    held = True
    for (name, goal), (measured, value) in zip(GOALS.items(), columns, strict=True):
        ratio = median(value(ours) / value(plain) for ours, plain in measured)
        ours, plain = (median(value(pair[side]) for pair in measured) for side in (0, 1))
        verdict = "tenu" if ratio <= goal else "MANQUÉ"
        held &= ratio <= goal
        print(f"  {name:<38} {ratio:5.2f}   au plus {goal} : {verdict}   ({ours:,.0f} contre {plain:,.0f})")
    return held


def main() -> None:
    """Measure the built site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--paires", type=int, default=5)
    options = parser.parse_args()
    print(
        f"Du clic au résultat, rapporté à Pyodide seul, médianes de {options.paires} paires (millisecondes, octets)"
    )
    raise SystemExit(not measure(options.site, options.paires))


if __name__ == "__main__":
    main()
