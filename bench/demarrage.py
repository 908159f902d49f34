"""How fast the simulator starts, against plain Pyodide doing the same work: ``python -m bench.demarrage``.

From the navigation to the drawn result, in Chromium, behind a server that compresses. Each pair measures
both, one after the other, each in a browser profile of its own; a ratio is the median of those of the pairs.
"""

import argparse
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import BrowserContext, BrowserType, Page, sync_playwright

from bench.mesures import Mesure, keep
from bench.network import Line, serve
from bench.plain import plain
from runtime.wheels import ROOT
from tests.support.chromium import FLAGS, find

LINK = "/simulateur/#activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2"
TOTAL = "176 368,29"
PATIENCE = 60_000
REST = 2_500


class Visits(NamedTuple):
    """Milliseconds of the first visit, of the second, of those after, of a first on a slow line; bytes of the first."""

    first: float
    second: float
    later: float
    slow: float
    size: int


type Measure = Callable[[Visits], float]

#: What is compared, and what the ratio must be at most.
GOALS: tuple[tuple[str, float, Measure], ...] = (
    ("deuxième visite", 0.25, lambda visits: visits.second),
    ("visites d’après", 0.25, lambda visits: visits.later),
    ("première visite", 0.55, lambda visits: visits.first),
    ("première visite à 10 Mbit/s et 40 ms", 0.78, lambda visits: visits.slow),
    ("octets de la première visite", 0.88, lambda visits: visits.size),
)


def visit(chromium: BrowserType, site: Path, instead: Mapping[str, bytes]) -> Visits:
    """Visit a site in a new profile, leave the page, come back thrice; visit it in another on a slow line.

    The visits after the second are told apart: the plain site is then faster, its second visit being the first that
    the service worker serves.
    """
    line = Line()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        serve(site, line, instead) as address,
        chromium.launch_persistent_context(profile, executable_path=find(), args=FLAGS) as context,
    ):
        page = context.new_page()
        first, size = drawn(page, address), line.sent
        page.locator("html[data-hors-ligne=pret]").wait_for(state="attached", timeout=PATIENCE)
        leave(page)
        second, *later = (come_back(context, address) for _ in range(3))
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        serve(site, Line(rate=10e6, delay=0.04), instead) as address,
        chromium.launch_persistent_context(profile, executable_path=find(), args=FLAGS) as context,
    ):
        return Visits(first, second, median(later), drawn(context.new_page(), address), size)


def come_back(context: BrowserContext, address: str) -> float:
    """The milliseconds to the drawn result in a new page, which then rests and is left."""
    page = context.new_page()
    time = drawn(page, address)
    leave(page)
    return time


def leave(page: Page) -> None:
    """Leave a page as a reader would, who takes the time to read: it keeps what it keeps, and the browser its code."""
    page.wait_for_timeout(REST)
    page.close()


#: The page tells when its result is drawn; nothing asks it meanwhile, which would take time from what is measured.
DRAWN = """(patience) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("Aucun résultat n'est venu.")), patience);
  new PerformanceObserver((list) => {
    const [mark] = list.getEntriesByName("calculateur:resultat");
    if (mark) done(mark.startTime);
  }).observe({ type: "mark", buffered: true });
})"""


def drawn(page: Page, address: str) -> float:
    """The milliseconds from the navigation to the drawn result, which must be right."""
    page.goto(address + LINK, wait_until="commit")
    time: float = page.evaluate(DRAWN, PATIENCE)
    result = page.locator("#resultat[data-etat=pret]").inner_text()
    if TOTAL not in " ".join(result.split()):
        raise RuntimeError(f"Le résultat n'est pas le bon : {result}")
    return time


def pairs(site: Path, count: int) -> list[tuple[Visits, Visits]]:
    """Ours and the plain one, the order changing from one pair to the next."""
    ours: Mapping[str, bytes] = {}
    other = plain(site)
    found = []
    with sync_playwright() as playwright:
        for index in range(count):
            if index % 2:
                first = visit(playwright.chromium, site, ours)
                found.append((first, visit(playwright.chromium, site, other)))
            else:
                second = visit(playwright.chromium, site, other)
                found.append((visit(playwright.chromium, site, ours), second))
    return found


def measure(site: Path, count: int) -> bool:
    """Print each ratio and its goal; say whether all are held."""
    measured = pairs(site, count)
    held = True
    kept = []
    print(f"Du clic au résultat, Pyodide seul pour un ; médianes de {count} paires (ms, octets)")
    for name, goal, value in GOALS:
        ratio = median(value(ours) / value(other) for ours, other in measured)
        ours, other = (median(value(pair[side]) for pair in measured) for side in (0, 1))
        verdict = "tenu" if ratio <= goal else "MANQUÉ"
        held &= ratio <= goal
        kept.append(Mesure(name, ratio, au_plus=goal))
        print(f"  {name:<38} {ratio:5.2f}   au plus {goal} : {verdict}   ({ours:,.0f} contre {other:,.0f})")
    keep("demarrage", kept)
    return held


def main() -> None:
    """Measure the built site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--paires", type=int, default=5)
    options = parser.parse_args()
    raise SystemExit(not measure(options.site, options.paires))


if __name__ == "__main__":
    main()
