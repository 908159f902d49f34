"""Python starts from a memory that the browser keeps: made once, restored later, never trusted when in doubt."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.simulator import ATTENTE, EXEMPLE, MONTANTS, champ, ouvrir, resultat, texte

pytestmark = pytest.mark.first_visit

#: The addresses of what is kept, once something is; nothing after a while when nothing comes.
GARDE = """async (patience) => {
  const end = performance.now() + patience;
  for (;;) {
    const kept = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) kept.push(url);
    }
    if (kept.length > 0 || performance.now() > end) return kept;
    await new Promise((done) => setTimeout(done, 100));
  }
}"""


def voie(page: Page) -> str:
    """How Python came in this page."""
    found: str = page.evaluate("performance.getEntriesByName('calculateur:pret').at(-1).detail")
    return found


def garde(page: Page, patience: int = ATTENTE) -> list[str]:
    found: list[str] = page.evaluate(GARDE, patience)
    return found


def premiere_visite(page: Page) -> str:
    """A first visit, until its memory is kept; the address of that memory."""
    ouvrir(page, EXEMPLE)
    assert voie(page) == "bibliotheque"
    (adresse,) = garde(page)
    return adresse


def verifier(page: Page) -> None:
    for montants in MONTANTS:
        assert " ".join(montants) in texte(resultat(page))


def suivante(page: Page) -> Page:
    """Another page of the same reader."""
    other = page.context.new_page()
    ouvrir(other, EXEMPLE)
    return other


def test_la_seconde_visite_restaure_la_memoire_de_la_premiere(page: Page) -> None:
    adresse = premiere_visite(page)
    verifier(page)
    assert re.search(r"/assets/python/[0-9a-f]{16}/memoire\?", adresse)
    page.reload()
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    assert voie(page) == "memoire"
    verifier(page)
    champ(page, "activite_combinee").fill("127.800")  # templates that the memory had not drawn with
    expect(resultat(page)).to_have_attribute("data-etat", "saisie", timeout=ATTENTE)
    champ(page, "activite_combinee").fill("230000")
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    assert "165 000,00 €" in texte(resultat(page))
    assert garde(page) == [adresse]


def test_rien_de_ce_qui_est_saisi_n_est_garde(page: Page) -> None:
    ouvrir(page, f"{EXEMPLE}&nom=Sentinelle")
    assert garde(page)
    trouve = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              const bytes = await (await cache.match(request)).arrayBuffer();
              const text = new TextDecoder("latin1").decode(bytes);
              found.push(text.includes("non_atteint"), text.includes("Sentinelle"));
            }
          }
          return found;
        }"""
    )
    assert trouve == [True, False]


def test_la_memoire_d_une_autre_construction_n_est_ni_lue_ni_gardee(page: Page) -> None:
    adresse = premiere_visite(page)
    autre = re.sub(r"python/[0-9a-f]{16}/", "python/0123456789abcdef/", adresse)
    page.evaluate(
        """async ([mine, other]) => {
          const cache = await caches.open((await caches.keys())[0]);
          await cache.put(other, await cache.match(mine));
          await cache.delete(mine);
        }""",
        [adresse, autre],
    )
    seconde = suivante(page)
    assert voie(seconde) == "bibliotheque"
    verifier(seconde)
    attendue = seconde.evaluate(
        """async (mine) => {
          for (;;) {
            const kept = await (await caches.open((await caches.keys())[0])).keys();
            if (kept.length === 1 && kept[0].url === mine) return true;
            await new Promise((done) => setTimeout(done, 100));
          }
        }""",
        adresse,
    )
    assert attendue


@pytest.mark.parametrize(
    "abimer",
    [
        "(bytes) => { bytes[bytes.length >> 1] ^= 1; return bytes; }",
        "(bytes) => bytes.slice(0, bytes.length >> 1)",
        "() => new Uint8Array(0)",
        "() => new TextEncoder().encode('autre chose')",
    ],
    ids=["un bit", "tronquée", "vide", "autre"],
)
def test_une_memoire_abimee_est_refusee_en_silence(page: Page, abimer: str) -> None:
    premiere_visite(page)
    page.evaluate(
        f"""async () => {{
          const damage = {abimer};
          const cache = await caches.open((await caches.keys())[0]);
          const [request] = await cache.keys();
          const bytes = new Uint8Array(await (await cache.match(request)).arrayBuffer());
          await cache.put(request, new Response(damage(bytes)));
        }}"""
    )
    seconde = suivante(page)
    assert voie(seconde) == "bibliotheque"
    verifier(seconde)
    garde(seconde)
    seconde.wait_for_timeout(1000)
    assert voie(suivante(seconde)) == "memoire"  # a sound one took its place


SANS_STOCKAGE = {
    "absent": "delete Object.getPrototypeOf(self).caches; delete self.caches; delete WorkerGlobalScope.prototype.caches;",
    "refusé": "for (const name of ['open', 'match']) CacheStorage.prototype[name] = () => Promise.reject(new Error('refus'));",
    "plein": "Cache.prototype.put = () => Promise.reject(new DOMException('plein', 'QuotaExceededError'));",
}


@pytest.mark.parametrize("defaut", SANS_STOCKAGE)
def test_sans_stockage_chaque_visite_est_ordinaire(open_page: Callable[..., Page], defaut: str) -> None:
    page = open_page()
    executer(page, SANS_STOCKAGE[defaut])
    ouvrir(page, EXEMPLE)
    assert voie(page) == "bibliotheque"
    verifier(page)
    page.wait_for_timeout(1500)
    page.reload()
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    assert voie(page) == "bibliotheque"
    verifier(page)


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("_makeSnapshot: memory", "inconnue: memory"),
        (".makeMemorySnapshot()", ".inconnue()"),
    ],
)
def test_une_option_que_pyodide_ignore_laisse_le_chemin_ordinaire(page: Page, avant: str, apres: str) -> None:
    def changer(route: Any) -> None:
        answer = route.fetch()
        assert avant in answer.text()
        route.fulfill(response=answer, body=answer.text().replace(avant, apres))

    page.route("**/worker.js", changer)
    ouvrir(page, EXEMPLE)
    verifier(page)
    page.wait_for_timeout(1000)
    page.reload()
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    verifier(page)


def test_une_memoire_restauree_accueille_les_classeurs(page: Page) -> None:
    premiere_visite(page)
    page.goto("/simulateur/")
    page.locator("[name=activite_combinee]").focus()
    question = '{ action: "dessiner", fragment: "activite_combinee=1", racine: "/" }'
    reponse = page.evaluate(f"() => window.calculateur.call({question}, {{ paquet: 'openpyxl' }})")
    assert reponse["ok"] is True
    assert voie(page) == "memoire"


def test_aucun_octet_de_python_avant_l_intention_de_calculer(page: Page) -> None:
    demandes: list[str] = []

    def noter(request: Request) -> None:
        demandes.append(request.url)

    page.on("request", noter)
    for adresse in ("/", "/calcul/", "/simulateur/", "/domaines/ds-1/"):
        page.goto(adresse, wait_until="networkidle")
    assert [url for url in demandes if "/assets/python/" in url] == []
    with page.expect_request("**/worker.js"):
        page.locator(".md-content a[href*='simulateur/']").first.focus()
    fichiers = {url.rpartition("/")[2] for url in demandes if "/assets/python/" in url}
    assert fichiers == {"pyodide.asm.wasm", "bibliotheque.bin", "pyodide.asm.mjs", "worker.js"}


def executer(page: Page, code: str) -> None:
    """Run code before anything else in the worker of Python, and in the page."""
    page.add_init_script(f"try {{ {code} }} catch {{}}")

    def prefixer(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=f"{code};\n{answer.text()}")

    page.route("**/worker.js", prefixer)
