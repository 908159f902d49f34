"""Whatever breaks, the page ends in the right figure or in an honest message with a retry that works."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.simulator import (
    ATTENTE,
    EXEMPLE,
    TOTAL,
    Barrage,
    attendre,
    champ,
    ouvrir,
    resultat,
    situation,
    texte,
)

pytestmark = pytest.mark.first_visit

type Opener = Callable[..., Page]

BLOQUE = """for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("refusé", "SecurityError"); } });
}"""


def manifeste(site_folder: Path) -> dict[str, Any]:
    return json.loads((site_folder / "assets/python/manifest.json").read_text(encoding="utf-8"))


def de_depart(site_folder: Path) -> list[str]:
    """The files that a first calculation fetches."""
    manifest = manifeste(site_folder)
    return [name for name in manifest["files"] if name not in manifest["on_demand"]]


def raccourcir(route: Route) -> None:
    response = route.fetch()
    body = response.body()
    route.fulfill(response=response, body=body[: len(body) // 2])


def remplacer(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Identifiez-vous</title>")


def mal_nommer(route: Route) -> None:
    response = route.fetch()
    route.fulfill(status=200, content_type="text/plain", body=response.body())


def reessayer(page: Page) -> None:
    page.get_by_role("button", name="Réessayer").click()
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))


@pytest.mark.parametrize("defaut", [raccourcir, remplacer])
def test_chaque_fichier_altere_se_dit_et_rien_n_est_montre(
    open_page: Opener, site_folder: Path, expected_errors: list[str], defaut: Callable[[Route], None]
) -> None:
    expected_errors.append("?.")  # what the browser and Pyodide log of a broken file
    etats = {}
    for fichier in de_depart(site_folder):
        page = open_page()
        page.route(f"**/{fichier}", defaut)
        page.goto(f"/simulateur/#{EXEMPLE}")
        fini = page.locator("#resultat:is([data-etat=pret], [data-etat=panne])")
        expect(fini).to_have_count(1, timeout=2 * ATTENTE)
        etats[fichier] = fini.get_attribute("data-etat")
        assert (TOTAL in texte(fini)) is (etats[fichier] == "pret")
    page.unroute(f"**/{fichier}")
    assert set(etats.values()) == {"panne"}, etats
    reessayer(page)


def test_chaque_fichier_sous_un_type_faux_finit_dans_le_montant_juste_ou_se_reessaie(
    open_page: Opener, site_folder: Path, expected_errors: list[str]
) -> None:
    expected_errors.append("?.")  # what the browser and Pyodide log of a type that is not the one
    for fichier in de_depart(site_folder):
        page = open_page()
        page.route(f"**/{fichier}", mal_nommer)
        page.goto(f"/simulateur/#{EXEMPLE}")
        fini = page.locator("#resultat:is([data-etat=pret], [data-etat=panne])")
        expect(fini).to_have_count(1, timeout=2 * ATTENTE)
        page.unroute(f"**/{fichier}")
        if fini.get_attribute("data-etat") == "panne":
            reessayer(page)
        assert TOTAL in texte(fini)


@pytest.mark.parametrize("dixieme", range(1, 10))
def test_un_fichier_coupe_a_n_importe_quel_dixieme_se_dit_et_se_reessaie(
    page: Page, site_folder: Path, expected_errors: list[str], dixieme: int
) -> None:
    expected_errors.append("?.")
    fichiers = de_depart(site_folder)
    fichier = fichiers[dixieme % len(fichiers)]  # each tenth for one file, every file for two tenths or so

    def couper_au_dixieme(route: Route) -> None:
        response = route.fetch()
        body = response.body()
        route.fulfill(response=response, body=body[: len(body) * dixieme // 10])

    page.route(f"**/{fichier}", couper_au_dixieme)
    page.goto(f"/simulateur/#{EXEMPLE}")
    attendre(page, "panne")
    assert TOTAL not in texte(resultat(page))
    page.unroute(f"**/{fichier}")
    reessayer(page)


def test_un_reseau_lent_montre_qu_il_avance_et_finit_juste(page: Page) -> None:
    barrage = Barrage(page)
    page.goto(f"/simulateur/#{EXEMPLE}")
    attendre(page, "chargement")
    expect(page.locator("#avancement")).to_be_visible()
    page.wait_for_timeout(3000)
    attendre(page, "chargement")
    barrage.laisser_passer()
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))


def test_le_reseau_tombe_au_milieu_du_premier_chargement(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("?Failed to load resource")
    barrage = Barrage(page)
    page.goto(f"/simulateur/#{EXEMPLE}")
    expect(page.locator("#avancement")).to_be_visible()
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    for route in barrage.held:
        route.abort("internetdisconnected")
    attendre(page, "panne")
    page.context.set_offline(False)
    page.unroute("**/*.wasm")
    reessayer(page)


def test_un_travailleur_tue_au_milieu_d_un_calcul_est_remplace(page: Page) -> None:
    """Killed without a word, it is missed after a while, and another one answers the same question."""
    page.clock.install()
    ouvrir(page, EXEMPLE)
    for worker in page.workers:
        worker.evaluate("self.close()")
    champ(page, "activite_combinee").fill("22500")
    page.clock.run_for(1_000)
    attendre(page, "chargement")
    page.clock.run_for(25_000)
    page.clock.resume()
    attendre(page, "pret")
    assert (page.locator("#resultat").get_attribute("data-situation") or "").startswith(
        "activite_combinee=22500&"
    )


def test_sans_stockage_le_calcul_est_le_meme(page: Page) -> None:
    page.add_init_script(BLOQUE)
    ouvrir(page, EXEMPLE)
    assert TOTAL in texte(resultat(page))


def test_deux_onglets_ne_se_melangent_pas(page: Page) -> None:
    autre = page.context.new_page()
    ouvrir(page, EXEMPLE)
    ouvrir(autre, "activite_combinee=230000&DS2=F1")
    champ(page, "activite_combinee").fill("22500")
    champ(autre, "activite_combinee").fill("127800")
    for onglet, attendu in (
        (page, "activite_combinee=22500&DS1=F1"),
        (autre, "activite_combinee=127800&DS2=F1"),
    ):
        expect(resultat(onglet)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
        expect(onglet.locator(f"#resultat[data-situation^='{attendu}']")).to_have_count(1, timeout=ATTENTE)


def test_revenir_en_arriere_retrouve_le_resultat_et_il_suit_encore(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    page.goto("/domaines/")
    page.go_back()
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))
    champ(page, "activite_combinee").fill("22500")
    expect(page.locator("#resultat[data-situation*='=22500&']")).to_have_count(1, timeout=ATTENTE)


@pytest.mark.parametrize("heure", ["1970-01-02T00:00:00Z", "2099-12-31T23:59:59Z"])
def test_une_horloge_fausse_ne_change_aucun_montant(page: Page, heure: str) -> None:
    page.clock.set_fixed_time(heure)
    ouvrir(page, EXEMPLE)
    assert TOTAL in texte(resultat(page))


def test_de_mille_frappes_la_derniere_gagne(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    page.evaluate(
        """async () => {
          const field = document.querySelector("#champ-activite_combinee");
          for (let count = 1; count <= 1000; count += 1) {
            field.value = String(count === 1000 ? 127800 : count);
            field.dispatchEvent(new Event("input", { bubbles: true }));
            if (count % 100 === 0) await new Promise((done) => setTimeout(done, 200));
          }
        }"""
    )
    expect(
        page.locator("#resultat[data-etat=pret][data-situation^='activite_combinee=127800&']")
    ).to_have_count(1, timeout=ATTENTE)
    page.wait_for_timeout(500)
    assert situation(page).startswith("activite_combinee=127800&")
    assert TOTAL in texte(resultat(page))


def test_une_page_restee_ouverte_pendant_une_mise_a_jour_se_recharge_avec_la_saisie(
    page: Page, site_folder: Path, expected_errors: list[str]
) -> None:
    expected_errors.append("?Failed to load resource|Failed to fetch")
    folder = manifeste(site_folder)["dossier"]

    def ancienne(route: Route) -> None:  # the page as it was before: its Python is no longer there
        response = route.fetch()
        route.fulfill(
            response=response, body=response.text().replace(folder, "assets/python/0123456789abcdef/")
        )

    page.route("**/simulateur/", ancienne)
    page.goto("/simulateur/")
    page.unroute("**/simulateur/")
    with page.expect_navigation():  # by itself, as soon as Python does not come
        page.get_by_role("radiogroup", name="Biologie").get_by_label("F4").check(force=True)
        champ(page, "activite_combinee").fill("127 800")
    attendre(page, "pret")
    expect(champ(page, "activite_combinee")).to_have_value(re.compile("127.?800"))
    assert "31 355,37 €" in texte(resultat(page))


@pytest.mark.parametrize("revient", [False, True], ids=["lien", "retour"])
def test_ce_qui_est_saisi_avant_que_les_scripts_ne_viennent_est_garde(page: Page, *, revient: bool) -> None:
    if revient:
        page.goto("/simulateur/#DS2=F4")
        attendre(page, "saisie")
    scripts = Barrage(page, "**/javascripts/**/*.js")
    if revient:
        page.reload(wait_until="commit")
    else:
        page.goto("/simulateur/#DS2=F4", wait_until="commit")
    champ(page, "activite_combinee").fill("127 800")
    page.get_by_role("radiogroup", name="Documents de sortie").get_by_label("F1").check(force=True)
    scripts.laisser_passer()
    attendre(page, "pret")
    expect(page).to_have_url(re.compile("activite_combinee=127800.*DS1=F1.*DS2=F4"))
    expect(page.locator("[data-tape]")).to_have_count(0)
