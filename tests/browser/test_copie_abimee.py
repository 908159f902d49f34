"""A file that the browser keeps is no longer what it was: the page mends it, and ends in the right figure."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.publications import Host
from tests.browser.simulator import ATTENTE, EXEMPLE, TOTAL, texte
from tests.browser.test_publication import GARDER

#: Put something else in the place of the kept file whose address matches.
ABIMER = """async ([pattern, kind]) => {
  const [name] = await caches.keys();
  const cache = await caches.open(name);
  for (const request of await cache.keys()) {
    if (!new RegExp(pattern).test(request.url)) continue;
    const kept = await cache.match(request);
    const bytes = new Uint8Array(await kept.arrayBuffer());
    if (kind === "un bit") bytes[bytes.length >> 1] ^= 1;
    const body = { "un bit": bytes, coupé: bytes.slice(0, bytes.length >> 1), vide: "", autre: "<!doctype html><title>Autre</title>" };
    await cache.put(request, new Response(body[kind], { headers: kept.headers }));
    return request.url;
  }
}"""

#: The script of the simulator's page.
SCRIPT = "script$"

ABIMES = (
    ("pyodide.asm.wasm$", "un bit"),
    ("pyodide.asm.wasm$", "vide"),
    ("pyodide.asm.mjs$", "coupé"),
    ("/worker.js$", "vide"),
    ("moteur.bin$", "un bit"),
    (SCRIPT, "vide"),
    (SCRIPT, "autre"),
    ("/simulateur/$", "vide"),
    ("/simulateur/$", "coupé"),
    ("/simulateur/$", "autre"),
)


@pytest.fixture(scope="module")
def lecteur(browser: Browser, site_folder: Path) -> Iterator[tuple[Page, str]]:
    """A reader whose browser keeps the guide and the calculator, with the address of the site."""
    with Host(site_folder) as host:
        context = browser.new_context(locale="fr-FR")
        page = context.new_page()
        page.goto(f"{host.address}/faq/")
        page.evaluate(GARDER, ["calculateur"])
        page.close()
        page = context.new_page()
        page.clock.install()
        yield page, host.address
        context.close()


@pytest.mark.parametrize(("fichier", "defaut"), ABIMES)
def test_un_fichier_garde_qui_s_est_altere_est_remplace_sans_un_geste(
    lecteur: tuple[Page, str], site_folder: Path, fichier: str, defaut: str
) -> None:
    page, site = lecteur
    page.goto(f"{site}/assets/python/manifest.json")
    html = (site_folder / "simulateur" / "index.html").read_text(encoding="utf-8")
    (script,) = re.findall(r"javascripts/(page\.\w+\.js)", html)
    assert page.evaluate(ABIMER, [f"{script}$" if fichier == SCRIPT else fichier, defaut])
    page.goto(f"{site}/simulateur/#{EXEMPLE}", wait_until="commit")
    place = page.locator("#resultat[data-etat=pret]")
    # A script without a word: the page waits before it looks.
    if defaut == "vide" and (fichier == SCRIPT or fichier.endswith("js$")):
        page.wait_for_timeout(1_500)
        page.clock.run_for(31_000)
    expect(place).to_have_count(1, timeout=ATTENTE)
    assert TOTAL in texte(place)


def test_le_diagnostic_controle_et_repare_la_copie_gardee(lecteur: tuple[Page, str]) -> None:
    page, site = lecteur
    page.goto(f"{site}/assets/python/manifest.json")
    assert page.evaluate(ABIMER, ["pyodide-lock.json$", "vide"])
    ligne = page.locator("#diagnostic-table tbody tr", has=page.get_by_role("rowheader", name="Copie gardée"))
    for attendu in ("altérés ou perdus et remplacés à l’instant : ", "tous exacts"):
        page.goto(f"{site}/diagnostic/")
        page.get_by_role("button", name="Lancer le diagnostic").click()
        expect(ligne).to_contain_text(attendu, timeout=ATTENTE)


#: Flip one bit of every file that is kept, whatever it is; how many they are.
TOUT_ABIMER = """async () => {
  let count = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      const bytes = new Uint8Array(await kept.arrayBuffer());
      if (bytes.length === 0 || request.url.endsWith("hors-ligne.json")) continue;
      bytes[bytes.length >> 1] ^= 1;
      await cache.put(request, new Response(bytes, { headers: kept.headers }));
      count += 1;
    }
  }
  return count;
}"""


def test_un_bit_change_dans_chaque_fichier_garde_est_vu_et_mende(lecteur: tuple[Page, str]) -> None:
    page, site = lecteur
    page.goto(f"{site}/diagnostic/")
    expect(page.get_by_role("button", name="Lancer le diagnostic")).to_be_enabled()
    abimes = page.evaluate(TOUT_ABIMER)
    assert abimes > 50
    page.get_by_role("button", name="Lancer le diagnostic").click()
    ligne = page.locator("#diagnostic-table tbody tr", has=page.get_by_role("rowheader", name="Copie gardée"))
    expect(ligne).to_contain_text("altérés ou perdus et remplacés à l’instant : ", timeout=ATTENTE)
    assert texte(ligne).partition("à l’instant : ")[2].count(", ") + 1 == abimes
    page.goto(f"{site}/simulateur/#{EXEMPLE}")
    place = page.locator("#resultat[data-etat=pret]")
    expect(place).to_have_count(1, timeout=ATTENTE)
    assert TOTAL in texte(place)


def test_un_effacement_refuse_se_dit(page: Page) -> None:
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, name, { get() { throw new DOMException("refusé", "SecurityError"); } });
        window.confirm = () => true;"""
    )
    page.goto("/hors-ligne/")
    page.get_by_role("button", name="Effacer mes données").click()
    expect(page.locator("[data-efface]")).to_contain_text("n’a pas laissé ce site effacer")
    page.goto("/simulateur/")
    page.locator("#garder > summary").click()
    page.locator("#sauvegardes-effacer").click()
    expect(page.locator("#sauvegardes-dit")).to_contain_text("n’a pas laissé ce site effacer")
