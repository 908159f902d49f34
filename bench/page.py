"""From a keystroke to the drawn result, in Chromium, Python being there: `python -m bench.page`."""

import sys

from playwright.sync_api import Page, sync_playwright

from bench.mesures import Mesure, keep
from bench.processors import can_hold, chromium_on
from tests.support.chromium import FLAGS, find
from tests.support.server import SITE, served

STROKES = 200
WARM_UP = 20
#: The 95th percentile must not be greater, in milliseconds: nothing is left out, no pause deducted.
GOAL = 50
#: The same, the whole browser on one processor.
GOAL_ALONE = 100
#: Long enough for every consequence of a keystroke to be over before the next one.
REST = 120
SITUATION = (
    "activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2&DS1.1=490/1000&DS1.2=45%25&DS1.3=4/10&DS2.1=49%25"
    "&DS3.1=45%25&PS1.1=atteint&PS2.1=a_prouver&statut=public&ght=partie&region=%C3%8Ele-de-France"
)

#: Time a keystroke from its event to the frame that shows its result.
WATCH = """() => {
  const region = document.querySelector('#resultat');
  window.durees = [];
  let start;
  addEventListener('keydown', (event) => { start = event.timeStamp; }, true);
  new MutationObserver(() => {
    if (start === undefined || region.dataset.situation === undefined) return;
    const begun = start;
    start = undefined;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.durees.push(performance.now() - begun);
      port2.postMessage(0);
    });
  }).observe(region, { attributes: true, attributeFilter: ['data-situation'] });
}"""


def measure(page: Page, base: str) -> list[float]:
    """The times of keystrokes that change a digit of the activity, in milliseconds, in order."""
    page.goto(f"{base}/simulateur/#{SITUATION}")
    page.locator("#resultat[data-etat=pret]").wait_for(timeout=60_000)
    page.evaluate(WATCH)
    field = page.locator("#champ-activite_combinee")
    field.focus()
    field.press("End")
    for stroke in range(WARM_UP + STROKES):
        # A digit more, a digit less: every keystroke changes the result.
        field.press("Backspace" if stroke % 2 else str(1 + stroke % 9))
        page.locator("#resultat[data-etat=pret]").wait_for()
        page.wait_for_timeout(REST)
    found: list[float] = page.evaluate("window.durees")
    return found[WARM_UP:]


def main() -> None:
    """Print the percentiles, and whether the goals are kept."""
    if find() is None or not (SITE / "index.html").exists():
        sys.exit("Il faut un navigateur et le site construit : « make build », puis « make .venv/.browser ».")
    kept: list[Mesure] = []
    for said, processors, goal in (("", "", GOAL), (", un processeur", "0", GOAL_ALONE)):
        if processors and not can_hold():
            print("  « taskset » n’est pas ici : rien n’est mesuré sur un seul processeur.")
            continue
        with served(SITE) as address, chromium_on(processors) as path, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            times = sorted(measure(browser.new_page(), address))
            browser.close()
        if len(times) < STROKES * 9 // 10:
            sys.exit(f"Seulement {len(times)} frappes sur {STROKES} ont eu leur résultat.")
        middle, high = times[len(times) // 2], times[len(times) * 95 // 100]
        kept += (
            Mesure(f"médiane{said}", middle, "ms"),
            Mesure(f"95e centile{said}", high, "ms", au_plus=goal),
        )
    keep("frappe", kept)
    print(f"De la frappe au résultat dessiné, Chromium, Python prêt, {STROKES} frappes")
    for item in kept:
        print(f"  {item.nom:<28} {item.valeur:8.1f} ms   {item.bilan if item.but else ''}")


if __name__ == "__main__":
    main()
