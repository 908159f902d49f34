"""How fast the simulator starts, against Pyodide: ``python -m bench.demarrage``.

From the navigation to the drawn result, in Chromium, behind a server that compresses. There are two references:
plain Pyodide doing the same work in the same page, and a bare ``loadPyodide()`` in an empty page, which imports a
few modules and computes nothing. Each round measures all of them, one after the other, each in a browser profile of
its own; a ratio is the median of those of the rounds. The second table holds the whole browser on one processor,
as a busy virtual desktop does.
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
from bench.plain import bare, plain
from bench.processors import can_hold, chromium_on
from runtime.wheels import ROOT
from tests.support.chromium import FLAGS

LINK = "/simulateur/#activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2"
TOTAL = "176 368,29"
PATIENCE = 60_000
REST = 2_500


class Reference(NamedTuple):
    """What is visited: the files that take the place of the site's, an address, what it must say in the end."""

    instead: Mapping[str, bytes]
    link: str = LINK
    said: str = TOTAL


class Visits(NamedTuple):
    """Milliseconds of the first visit, of the second, of those after, of a first on a slow line; bytes of the first."""

    first: float
    second: float
    later: float
    slow: float
    size: int


type Measure = Callable[[Visits], float]


class Goal(NamedTuple):
    """A ratio, what it is against, and what it must be at most."""

    name: str
    against: str
    most: float
    value: Measure


SAME_WORK, BARE = "Pyodide, même travail", "Pyodide nu, sans calcul"

GOALS = (
    Goal("deuxième visite", SAME_WORK, 0.25, lambda visits: visits.second),
    Goal("visites d’après", SAME_WORK, 0.25, lambda visits: visits.later),
    Goal("première visite", SAME_WORK, 0.55, lambda visits: visits.first),
    Goal("première visite à 10 Mbit/s et 40 ms", SAME_WORK, 0.78, lambda visits: visits.slow),
    Goal("octets de la première visite", SAME_WORK, 0.88, lambda visits: visits.size),
    Goal("deuxième visite", BARE, 0.22, lambda visits: visits.second),
    Goal("première visite", BARE, 0.55, lambda visits: visits.first),
    Goal("première visite à 10 Mbit/s et 40 ms", BARE, 0.70, lambda visits: visits.slow),
)
ONE_PROCESSOR = (
    Goal("deuxième visite, un processeur", BARE, 0.27, lambda visits: visits.second),
    Goal("première visite, un processeur", BARE, 0.65, lambda visits: visits.first),
)


def visit(chromium: BrowserType, path: str, site: Path, reference: Reference) -> Visits:
    """Visit a site in a new profile, leave the page, come back thrice; visit it in another on a slow line.

    The visits after the second are told apart: the plain site is then faster, its second visit being the first that
    the service worker serves.
    """
    line = Line()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        serve(site, line, reference.instead) as address,
        chromium.launch_persistent_context(profile, executable_path=path, args=FLAGS) as context,
    ):
        page = context.new_page()
        first, size = drawn(page, address, reference), line.sent
        page.locator("html[data-hors-ligne=pret]").wait_for(state="attached", timeout=PATIENCE)
        leave(page)
        second, *later = (come_back(context, address, reference) for _ in range(3))
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        serve(site, Line(rate=10e6, delay=0.04), reference.instead) as address,
        chromium.launch_persistent_context(profile, executable_path=path, args=FLAGS) as context,
    ):
        return Visits(first, second, median(later), drawn(context.new_page(), address, reference), size)


def come_back(context: BrowserContext, address: str, reference: Reference) -> float:
    """The milliseconds to the drawn result in a new page, which then rests and is left."""
    page = context.new_page()
    time = drawn(page, address, reference)
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


def drawn(page: Page, address: str, reference: Reference) -> float:
    """The milliseconds from the navigation to the drawn result, which must be right."""
    page.goto(address + reference.link, wait_until="commit")
    time: float = page.evaluate(DRAWN, PATIENCE)
    result = page.locator("#resultat[data-etat=pret]").inner_text()
    if reference.said not in " ".join(result.split()):
        raise RuntimeError(f"Le résultat n'est pas le bon : {result}")
    return time


def rounds(site: Path, count: int, names: list[str], processors: str = "") -> list[dict[str, Visits]]:
    """Ours (``""``) and the references of these names, in an order that changes from one round to the next."""
    every = {"": Reference({}), SAME_WORK: Reference(plain(site)), BARE: Reference(*bare(site))}
    found = []
    with sync_playwright() as playwright, chromium_on(processors) as path:
        for index in range(count):
            turn = ["", *names]
            order = turn[index % len(turn) :] + turn[: index % len(turn)]
            found.append({name: visit(playwright.chromium, path, site, every[name]) for name in order})
    return found


def compare(measured: list[dict[str, Visits]], goals: tuple[Goal, ...]) -> list[Mesure]:
    """Print each ratio and its goal."""
    kept = []
    for name, against, most, value in goals:
        item = Mesure(
            f"{name}, contre {against}",
            median(value(one[""]) / value(one[against]) for one in measured),
            au_plus=most,
        )
        ours, other = (median(value(one[side]) for one in measured) for side in ("", against))
        print(f"  {item.nom:<64} {item.valeur:5.2f}   {item.bilan}   ({ours:,.0f} contre {other:,.0f})")
        kept.append(item)
    return kept


def measure(site: Path, count: int) -> bool:
    """Print the ratios, on all processors then on one where the machine can hold a browser there; say if all are held."""
    print(f"Du clic au résultat, Pyodide pour un ; médianes de {count} tours (ms, octets)")
    kept = compare(rounds(site, count, [SAME_WORK, BARE]), GOALS)
    if can_hold():
        kept += compare(rounds(site, count, [BARE], "0"), ONE_PROCESSOR)
    else:
        print("  « taskset » n’est pas ici : rien n’est mesuré sur un seul processeur.")
    keep("demarrage", kept)
    return all(item.tenu for item in kept)


def main() -> None:
    """Measure the built site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--tours", type=int, default=5)
    options = parser.parse_args()
    raise SystemExit(not measure(options.site, options.tours))


if __name__ == "__main__":
    main()
