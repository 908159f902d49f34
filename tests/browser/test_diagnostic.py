"""The diagnostic page says what works, what is blocked and what was changed on the way, and gives a report."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.simulator import ATTENTE, couper, ouvrir, perdre


def lancer(page: Page) -> None:
    page.goto("/diagnostic/")
    page.get_by_role("button", name="Lancer le diagnostic").click()
    expect(page.get_by_role("button", name="Recommencer")).to_be_enabled(timeout=ATTENTE)


def ligne(page: Page, essai: str) -> Locator:
    return page.locator("#diagnostic-table tbody tr", has=page.get_by_role("rowheader", name=essai))


def rapport(page: Page) -> str:
    return page.get_by_label("Le rapport").input_value()


@pytest.mark.first_visit
def test_sur_un_poste_ordinaire_tout_est_bon(page: Page) -> None:
    envois: list[str] = []
    page.on("request", lambda request: envois.append(f"{request.method} {request.post_data or ''}"))
    lancer(page)
    expect(page.locator("#diagnostic-dit")).to_contain_text("Tout est bon")
    verdicts = page.locator("#diagnostic-table tbody td:nth-child(2)").all_inner_texts()
    assert len(verdicts) > 12
    assert set(verdicts) == {"✓ Bon"}
    expect(ligne(page, "pyodide.asm.wasm")).to_contain_text(
        re.compile(r"statut 200, application/wasm, \d{7,8} octets, \d+ ms")
    )
    assert "Politique de sécurité dans la page : intacte" in rapport(page)
    assert set(envois) == {"GET "}


def remplacer(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Identifiez-vous</title>")


def raccourcir(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=response.body()[:1000])


def reecrire(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=b"\1" + response.body()[1:])


@pytest.mark.parametrize(
    ("defaut", "verdict", "constat"),
    [
        (couper, "✗ Bloqué", "n’est pas venu"),
        (perdre, "✗ Bloqué", "statut 404"),
        (remplacer, "✗ Altéré", "une page HTML à sa place"),
        (raccourcir, "✗ Altéré", "octets attendus"),
        (reecrire, "✗ Altéré", "même taille, autre contenu"),
    ],
)
@pytest.mark.first_visit
def test_ce_qu_un_intermediaire_fait_au_code_machine_se_voit(
    page: Page, expected_errors: list[str], defaut: Callable[[Route], None], verdict: str, constat: str
) -> None:
    expected_errors.append("?Failed to load resource")
    page.route("**/*.wasm", defaut)
    lancer(page)
    expect(ligne(page, "pyodide.asm.wasm")).to_contain_text(verdict)
    expect(ligne(page, "pyodide.asm.wasm")).to_contain_text(constat)
    expect(page.locator("#diagnostic-dit")).to_contain_text("ne peut pas fonctionner ici : 1 essai en défaut")
    assert re.search(rf"{verdict} · pyodide.asm.wasm · .*{constat}", rapport(page))


@pytest.mark.first_visit
def test_un_fichier_qui_ne_repond_pas_n_arrete_pas_le_diagnostic(page: Page) -> None:
    page.clock.install()
    page.route("**/*.wasm", lambda route: None)
    page.goto("/diagnostic/")
    page.get_by_role("button", name="Lancer le diagnostic").click()
    expect(ligne(page, "pyodide.asm.mjs")).to_contain_text("✓ Bon", timeout=ATTENTE)
    page.clock.run_for(31_000)
    expect(ligne(page, "pyodide.asm.wasm")).to_contain_text("n’est pas venu : pas de réponse en 30 s")
    expect(page.get_by_role("button", name="Recommencer")).to_be_enabled(timeout=ATTENTE)
    assert "1 essai en défaut" in rapport(page)


def test_un_stockage_refuse_est_une_limite_et_le_rapport_se_copie_a_la_main(page: Page) -> None:
    page.add_init_script(
        """for (const name of ["localStorage", "indexedDB", "caches"]) {
          Object.defineProperty(window, name, { get() { throw new DOMException("refusé", "SecurityError"); } });
        }
        Object.defineProperty(navigator, "clipboard", { value: undefined });"""
    )
    lancer(page)
    for essai in ("Stockage local", "Base locale", "Fichiers gardés", "Presse-papiers"):
        expect(ligne(page, essai)).to_contain_text("– Limité")
    expect(page.locator("#diagnostic-dit")).to_contain_text("fonctionne ici, avec 4 limites")
    page.get_by_role("button", name="Copier le rapport").click()
    expect(page.locator("#diagnostic-dit")).to_contain_text("Ctrl + C")
    assert page.evaluate("getSelection().toString()").startswith("Page : http")


@pytest.mark.first_visit
def test_une_panne_du_simulateur_y_mene(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("?Failed to load resource")
    page.route("**/*.wasm", couper)
    ouvrir(page, "activite_combinee=1", "panne")
    page.get_by_role("link", name="Diagnostic pour votre service informatique").click()
    expect(page.get_by_role("button", name="Lancer le diagnostic")).to_be_visible()
