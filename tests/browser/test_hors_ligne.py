"""The site without network: what is kept, when, what a new version does, what is let go."""

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from overrides.hooks.outputs import offline
from tests.conftest import Opener
from tests.support.server import QuietHandler

SIMULATION = "simulateur/#activite_combinee=127800&DS1=F1&cro=oui"
KEPT = """async (part) => {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys())
        if (request.url.endsWith(`/hors-ligne.json/${part}`)) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}"""


#: By kind of file, what the cache holds of a policy of the server: a file that varies is kept without its headers.
POLICIES = """async () => {
  const found = { html: new Set(), css: new Set() };
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kind = request.url.endsWith("/") ? "html" : request.url.endsWith(".css") ? "css" : undefined;
      if (kind) found[kind].add((await cache.match(request)).headers.get("X-Frame-Options"));
    }
  }
  return { html: [...found.html], css: [...found.css] };
}"""


class ClosingHandler(QuietHandler):
    """Ends each connection with its answer, so that a stopped host is silent at once."""

    protocol_version = "HTTP/1.0"

    def end_headers(self) -> None:
        """Some files are said to vary, as some hosts say of them."""
        if self.path.endswith(".css"):
            self.send_header("Vary", "*")
        self.send_header("X-Frame-Options", "DENY")
        super().end_headers()


class Host:
    """A host of static files that one may stop, start again, and publish to."""

    def __init__(self, folder: Path, path: str = "/") -> None:
        self.folder, self.path = folder, path
        self.site = folder / path.strip("/")
        self.port = 0
        self.start()

    def start(self) -> None:
        handler = partial(ClosingHandler, directory=str(self.folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    def publish(self, old: str, new: str, version: str) -> None:
        """Put a new build online: the home page says something else."""
        home = self.site / "index.html"
        home.write_text(home.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        shutil.copy(SOURCE, self.site / offline.WORKER)
        offline.apply(self.site, version)


SOURCE = Path(__file__).resolve().parents[2] / "docs" / offline.WORKER


@pytest.fixture
def host(site_folder: Path, tmp_path: Path) -> Iterator[Callable[[str], Host]]:
    """Start the host of a copy of the site, under the path given."""
    hosts: list[Host] = []

    def start(path: str = "/") -> Host:
        shutil.copytree(site_folder, tmp_path / "racine" / path.strip("/"), dirs_exist_ok=True)
        hosts.append(Host(tmp_path / "racine", path))
        return hosts[-1]

    yield start
    for each in hosts:
        each.stop()


def kept(page: Page, part: str) -> None:
    assert page.evaluate(KEPT, part), f"la partie « {part} » n'est pas gardée"


@pytest.mark.parametrize("path", ["/", "/sante/sun-es/"])
def test_the_guide_is_read_without_network_after_any_visit(
    host: Callable[[str], Host], open_page: Opener, path: str
) -> None:
    online = host(path)
    page = open_page(base_url=online.address.rstrip("/"), service_workers="allow")
    page.goto(online.address + "faq/")
    kept(page, "guide")
    assert page.evaluate(POLICIES) == {"html": ["DENY"], "css": [None]}
    online.stop()
    page.goto(online.address + "indicateurs/ds-1-1/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lettre de liaison")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Source Sans 3"')
    page.get_by_role("textbox", name="Rechercher").press_sequentially("ordonnance")
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=15_000)
    page.goto(online.address + "page-jamais-vue/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sans réseau")
    online.start()


def test_the_simulator_computes_without_network_after_a_visit(
    host: Callable[[str], Host], open_page: Opener
) -> None:
    online = host("/")
    page = open_page(base_url=online.address.rstrip("/"), service_workers="allow")
    page.goto(online.address + "simulateur/")
    page.locator("html[data-hors-ligne=pret]").wait_for(timeout=60_000)
    online.stop()
    page.goto("about:blank")
    page.goto(online.address + SIMULATION)
    page.locator("#resultat[data-etat=pret]").wait_for(timeout=60_000)
    expect(page.locator("#resultat")).to_contain_text("109\u202f738,12")
    online.start()


def test_the_calculator_is_kept_on_request(host: Callable[[str], Host], open_page: Opener) -> None:
    online = host("/")
    page = open_page(base_url=online.address.rstrip("/"), service_workers="allow")
    page.goto(online.address + "hors-ligne/")
    page.get_by_role("button", name="Rendre disponible hors ligne").click()
    page.locator("html[data-hors-ligne=pret]").wait_for(timeout=60_000)
    expect(page.get_by_text("Disponible hors ligne.")).to_be_visible()
    page.goto(online.address)
    page.locator("html[data-hors-ligne=pret]").wait_for()

    page.goto(online.address + "hors-ligne/")
    page.evaluate("localStorage.setItem('/un-autre-site', 'à lui')")
    page.evaluate("localStorage.setItem('/.a-nous', 'effacé')")
    page.get_by_role("button", name="Effacer mes données").click()
    expect(page.get_by_text("est effacé")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_a_new_version_waits_until_the_reader_wishes(host: Callable[[str], Host], open_page: Opener) -> None:
    online = host("/")
    page = open_page(base_url=online.address.rstrip("/"), service_workers="allow")
    page.goto(online.address)
    kept(page, "guide")
    online.publish("D’où vient un chiffre", "Un titre d’une autre version", "règles 9.9.9")
    page.goto(online.address)
    expect(page.get_by_role("heading", name="D’où vient un chiffre")).to_be_visible()
    banner = page.locator("[data-nouvelle-version]")
    expect(banner).to_contain_text("règles 9.9.9", timeout=30_000)
    banner.get_by_role("button", name="Plus tard").click()
    expect(banner).to_be_hidden()

    page.goto(online.address + "faq/")
    with page.expect_navigation():
        banner.get_by_role("button", name="Mettre à jour").click()
    page.goto(online.address)
    expect(page.get_by_role("heading", name="Un titre d’une autre version")).to_be_visible()
    expect(banner).to_be_hidden()
    online.stop()
    page.reload()
    expect(page.get_by_role("heading", name="Un titre d’une autre version")).to_be_visible()
    names = page.evaluate("caches.keys()")
    assert len(names) == 1, names
    online.start()


def test_a_file_of_another_build_is_never_kept(host: Callable[[str], Host], open_page: Opener) -> None:
    """A host in the middle of a publication: the site is read from the network, and nothing is kept."""
    online = host("/")
    faq = online.site / "faq" / "index.html"
    faq.write_text(faq.read_text(encoding="utf-8") + "<!-- autre -->", encoding="utf-8")
    page = open_page(base_url=online.address.rstrip("/"), service_workers="allow")
    page.goto(online.address)
    page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.register('service-worker.js');
      const worker = registration.installing;
      if (worker && worker.state !== 'redundant')
        await new Promise((done) => worker.addEventListener('statechange', done));
    }""")
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r?.active ?? null)") is None
    page.goto(online.address + "faq/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Questions fréquentes")


def test_the_diagnosis_hears_the_server_though_the_site_is_kept(
    host: Callable[[str], Host], open_page: Opener
) -> None:
    online = host("/")
    page = open_page(base_url=online.address.rstrip("/"), service_workers="allow")
    page.goto(online.address + SIMULATION)
    kept(page, "calculateur")
    (library,) = (online.site / "assets/python").rglob("bibliotheque.bin")
    library.write_text("<!doctype html><title>Identifiez-vous</title>", encoding="utf-8")
    page.goto(online.address + "diagnostic/")
    page.get_by_role("button", name="Lancer le diagnostic").click()
    row = page.get_by_role("row", name="bibliotheque.bin")
    expect(row).to_contain_text("une page HTML à sa place", timeout=30_000)
