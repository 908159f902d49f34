"""What seldom happens: a machine short of memory, a page that the browser had put aside whole."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.simulator import ATTENTE, EXEMPLE, TOTAL, attendre, champ, resultat, texte
from tests.browser.test_lots import donner, etat
from tests.support.chromium import QUICK, find

pytestmark = pytest.mark.first_visit

#: As in a browser that has no more memory to give: none for Python, or no more than so many bytes.
RIEN = """WebAssembly.instantiate = async () => {
  throw new RangeError("Out of memory: Cannot allocate Wasm memory for new instance");
};
"""
PEU = """const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65_536 > 64 << 20) throw new RangeError("Unable to grow instance memory");
  return grow.call(this, pages);
};
"""


def limiter(page: Page, memoire: str) -> None:
    """Run this in the calculator before all else."""

    def court(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=memoire + response.text())

    page.route("**/worker.js", court)


def rendre_la_memoire(page: Page) -> None:
    page.unroute("**/worker.js")
    page.get_by_role("button", name="Réessayer").click()


def test_sans_assez_de_memoire_pour_demarrer_le_simulateur_le_dit(
    page: Page, expected_errors: list[str]
) -> None:
    expected_errors.append("?.")  # what Pyodide logs of it
    limiter(page, RIEN)
    page.goto(f"/simulateur/#{EXEMPLE}")
    attendre(page, "panne")
    assert "€" not in texte(resultat(page))
    rendre_la_memoire(page)
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))


def test_une_liste_trop_grande_pour_la_memoire_se_dit_et_se_reprend(
    page: Page, expected_errors: list[str]
) -> None:
    expected_errors.append("?.")
    limiter(page, PEU)
    page.goto("/lots/")
    lignes = "".join(f"Établissement fictif {rang};7000;F1\n" for rang in range(40_000))
    donner(page, f"nom;activite_combinee;DS1\n{lignes}")
    fini = page.locator("#resultat:is([data-etat=apercu], [data-etat=panne])")
    expect(fini).to_have_count(1, timeout=ATTENTE)
    if fini.get_attribute("data-etat") == "apercu":
        page.get_by_role("button", name="Calculer la liste").click()
        etat(page, "panne")
    assert "votre liste est gardée" in texte(page.locator("#annonce"))
    rendre_la_memoire(page)
    etat(page, "apercu")


@pytest.fixture
def onglet(browser: Browser, site: str) -> Iterator[Page]:
    """A page of a Chromium that puts the pages left aside whole, as readers have it."""
    chromium = browser.browser_type.launch(
        executable_path=find(), args=QUICK, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield chromium.new_page(base_url=site)
    chromium.close()


def test_une_page_mise_de_cote_revient_avec_son_resultat_et_calcule_encore(onglet: Page) -> None:
    onglet.goto(f"/simulateur/#{EXEMPLE}")
    attendre(onglet, "pret")
    onglet.evaluate("addEventListener('pageshow', ({ persisted }) => { window.revenue = persisted; })")
    onglet.goto("/domaines/")
    onglet.go_back(wait_until="commit")  # what comes back whole is not loaded again
    assert onglet.evaluate("window.revenue") is True
    attendre(onglet, "pret")
    assert TOTAL in texte(resultat(onglet))
    champ(onglet, "activite_combinee").fill("22500")
    expect(onglet.locator("#resultat[data-situation*='=22500&']")).to_have_count(1, timeout=ATTENTE)
