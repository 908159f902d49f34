"""The simulator in a page of another site: alone, as high as its content, with nothing stored."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.simulator import ATTENTE, EXEMPLE, TOTAL, attendre_que
from tests.support.server import QuietHandler

Opener = Callable[..., Page]

#: What a browser does in a frame of another site when it blocks third-party storage.
BLOCKED = """for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
}"""


@pytest.fixture
def host(tmp_path: Path, site: str) -> Iterator[str]:
    """Another site, on another port, with one page that shows the simulator."""
    (tmp_path / "index.html").write_text(
        f"""<!doctype html><html lang="fr"><title>Intranet</title><link rel="icon" href="data:,"><h1>Intranet</h1>
        <script src="{site}/assets/integration.js" data-situation="{EXEMPLE.replace("&", "&amp;")}"></script>
        <p>Suite de la page</p>""",
        encoding="utf-8",
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def guest(browser: Browser, host: str) -> Iterator[tuple[Page, FrameLocator]]:
    """The page of the host and the simulator inside; any error of the console fails."""
    context = browser.new_context(viewport={"width": 900, "height": 700})
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    page.add_init_script(f"if (window.parent !== window) {BLOCKED}")
    page.goto(host)
    frame = page.frame_locator("iframe")
    expect(frame.locator("#resultat")).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    yield page, frame
    context.close()
    assert errors == []


def outer(page: Page) -> int:
    """How high the frame is."""
    found: int = page.locator("iframe").evaluate("frame => frame.clientHeight")
    return found


def fits(page: Page) -> None:
    """The frame ends where its content does: no inner scroll bar, no void."""
    inner = "document.body.getBoundingClientRect().height"
    attendre_que(page, lambda: 0 <= outer(page) - page.frames[1].evaluate(inner) < 1)


def test_une_ligne_suffit_et_la_hauteur_suit(guest: tuple[Page, FrameLocator]) -> None:
    page, frame = guest
    expect(frame.locator("#chiffres")).to_contain_text(TOTAL.replace(" €", "").split(",")[1])
    fits(page)
    before = outer(page)
    frame.get_by_role("button", name="Tout déplier").click()
    attendre_que(page, lambda: outer(page) > before)
    fits(page)
    frame.get_by_role("button", name="Tout déplier").click()
    attendre_que(page, lambda: outer(page) == before)
    fits(page)


def test_une_hauteur_ne_compte_que_du_cadre_lui_meme(guest: tuple[Page, FrameLocator]) -> None:
    page, _ = guest
    page.wait_for_timeout(300)
    height = "document.querySelector('iframe').clientHeight"
    before = page.evaluate(height)
    page.evaluate(
        """async () => {
          const message = { type: "sun-es:hauteur", hauteur: 7 };
          const other = document.createElement("iframe");
          other.srcdoc = `<script>parent.postMessage(${JSON.stringify(message)}, "*")</` + "script>";
          document.body.append(other);
          const { contentWindow: source } = document.querySelector("iframe");
          dispatchEvent(new MessageEvent("message", { data: message, source, origin: "http://ailleurs.example" }));
          postMessage(message, "*");
          await new Promise((done) => setTimeout(done, 500));
        }"""
    )
    assert page.evaluate(height) == before
    assert page.evaluate("document.querySelectorAll('iframe')[1].style.height") == ""


def test_le_simulateur_est_seul_et_dit_ce_qu_il_n_est_pas(guest: tuple[Page, FrameLocator]) -> None:
    page, frame = guest
    for hidden in (".md-header", ".sunes-chemins", ".md-footer", "h1", ".md-path"):
        expect(frame.locator(hidden).first).to_be_hidden()
    expect(frame.locator(".sunes-avertissement")).to_contain_text("Site non officiel")
    link = frame.locator("#resultat a[href*='domaines']").first
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value).to_have_url(re.compile("/domaines/"))
    assert page.frames[1].url.partition("#")[0].endswith("/simulateur/?integration=1")


def test_la_ligne_pese_moins_d_un_kilooctet(site_folder: Path) -> None:
    assert len((site_folder / "assets" / "integration.js").read_bytes()) < 1000


def test_la_page_montre_l_exemple_en_vrai(page: Page) -> None:
    page.goto("/integrer/")
    frame = page.frame_locator("iframe[title='Simulateur SUN-ES, exemple intégré']")
    page.locator("iframe").scroll_into_view_if_needed()
    expect(frame.locator("#resultat")).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    expect(frame.locator("tfoot")).to_contain_text(re.compile(r"176\s368,29"))


def test_hors_d_un_cadre_la_page_entiere_reste(page: Page) -> None:
    page.goto("/simulateur/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("html")).not_to_have_attribute("data-integration", "")
