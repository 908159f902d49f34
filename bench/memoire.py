"""What a tab takes of memory, in Chromium under Linux: `python -m bench.memoire`.

The memory of the process that draws the page and runs its workers, a page of memory that several processes hold being
counted for its share: « PSS ».
"""

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.demarrage import BARE, PATIENCE, Reference
from bench.lot import region
from bench.mesures import Mesure, keep
from bench.network import Line, serve
from bench.plain import bare
from tests.support.chromium import FLAGS, find
from tests.support.server import SITE

ROWS = 20_000
LONG = 600_000  # milliseconds, for the list
#: Long enough for what follows an answer to be over: the memory of Python kept, the theme, the search.
REST = 6_000


def rows(page: Page, address: str) -> None:
    """A list of many rows, computed."""
    page.goto(f"{address}/lots/")
    page.locator("#lots[data-actif]").wait_for(timeout=PATIENCE)
    content = region(ROWS).encode()
    page.locator("#fichier").set_input_files({"name": "liste.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Calculer la liste").click(timeout=LONG)
    page.locator("#resultat[data-etat=pret]").wait_for(timeout=LONG)


def visited(reference: Reference) -> Callable[[Page, str], None]:
    """What a reference opens, drawn: ours, or Pyodide alone."""

    def visit(page: Page, address: str) -> None:
        page.goto(address + reference.link)
        page.locator("#resultat[data-etat=pret]").wait_for(timeout=PATIENCE)

    return visit


def taken(browser: Browser, address: str, visit: Callable[[Page, str], None]) -> float:
    """Megabytes (10⁶ bytes) of the tab after a visit and a rest."""
    context = browser.new_context()
    page = context.new_page()
    visit(page, address)
    page.wait_for_timeout(REST)
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    sizes = [_pss(process["id"]) for process in told["processInfo"] if process["type"] == "renderer"]
    context.close()
    return max(sizes)


def _pss(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    [size] = [line.split()[1] for line in lines if line.startswith("Pss:")]
    return int(size) * 1024 / 1e6


def main() -> None:
    """Print what is taken after a result, after a long list, and by Pyodide alone."""
    path = find()
    if path is None or not Path("/proc/self/smaps_rollup").exists():
        sys.exit("Il faut un navigateur, et Linux, qui dit ce que prend chaque programme.")
    ours, alone = Reference({}), Reference(*bare(SITE))
    visits = (
        ("après un résultat", ours, visited(ours)),
        ("après une liste de 20 000 lignes", ours, rows),
        (BARE, alone, visited(alone)),
    )
    measures = []
    with sync_playwright() as playwright:
        for name, reference, visit in visits:
            with serve(SITE, Line(), reference.instead) as address:
                browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
                measures.append(Mesure(name, taken(browser, address, visit), "Mo"))
                browser.close()
    keep("memoire", measures)
    print("Mémoire d’un onglet, Chromium")
    for item in measures:
        print(f"  {item.nom:<34} {item.valeur:6.0f} {item.unite}")


if __name__ == "__main__":
    main()
