"""Pictures of each kind of page, to look at: `make captures`.

Desktop and phone, light, dark and on paper, into `captures/`, which git ignores; and the picture of the
simulator that the README shows.
"""

from __future__ import annotations

import threading
from functools import partial
from http.server import ThreadingHTTPServer

from playwright.sync_api import Browser, Page, sync_playwright

from runtime.wheels import ROOT
from tests.support.chromium import FLAGS, find
from tests.support.server import SITE, QuietHandler

FOLDER = ROOT / "captures"
README = ROOT / "docs" / "assets" / "images" / "simulateur.png"
EXAMPLE = "/simulateur/#activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2"
BALANCE = (
    "/simulateur/?tache=solde#activite_combinee=127800&DS1=F1&cro=oui"
    "&DS1.1.atteinte=oui&DS1.2.atteinte=oui&DS1.3.atteinte=non"
)

#: One page of each kind, by the name of its pictures.
PAGES = {
    "accueil": "/",
    "simulateur": EXAMPLE,
    "simulateur-saisie": "/simulateur/#activite_combinee=127.800&DS4=F1",
    "prerequis": "/prerequis/ps-2-2/",
    "indicateur": "/indicateurs/ds-1-1/",
    "domaine": "/domaines/ds-1/",
    "fenetre": "/fenetres/f2/",
    "indicateurs": "/indicateurs/",
    "lectures": "/lectures/",
    "lecture": "/lectures/l23/",
    "argent": "/comprendre/argent/",
    "calendrier": "/calendrier/",
    "sons": "/sons/",
    "faq": "/faq/",
    "calculette": "/calculette/",
}
SCREENS = {"bureau": (1280, 900), "telephone": (390, 844)}


def main() -> None:
    """Take every picture of the built site."""
    FOLDER.mkdir(exist_ok=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(SITE))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
            take(browser, f"http://127.0.0.1:{server.server_port}")
            browser.close()
        server.shutdown()


def take(browser: Browser, origin: str) -> None:
    """Each page, on each screen, in each scheme, then on paper; and the picture of the README."""
    for screen, (width, height) in SCREENS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                base_url=origin,
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            for name, address in PAGES.items():
                page = opened(context.new_page(), address)
                page.screenshot(path=FOLDER / f"{name}-{screen}-{scheme}.png", full_page=True)
                if (screen, scheme) == ("bureau", "light"):
                    page.pdf(path=FOLDER / f"{name}.pdf", format="A4")
                page.close()
            context.close()
    context = browser.new_context(base_url=origin, viewport={"width": 1200, "height": 760})
    opened(context.new_page(), BALANCE).screenshot(path=README)
    context.close()


def opened(page: Page, address: str) -> Page:
    """A page that has come to rest, its calculation done."""
    page.goto(address)
    if "#" in address:
        page.locator("#resultat:is([data-etat=pret], [data-etat=saisie])").wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")
    return page


if __name__ == "__main__":
    main()
