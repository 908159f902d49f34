"""A server that says nothing, or a page without its scripts: said, with what to do, and a retry that works."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.publications import Host
from tests.browser.simulator import ATTENTE, EXEMPLE, TOTAL, Barrage, attendre, ouvrir, resultat, texte
from tests.conftest import Opener

pytestmark = pytest.mark.first_visit


def muet(route: Route) -> None:
    """Never answers."""


def vider(route: Route) -> None:
    route.fulfill(status=200, content_type="text/javascript", body="")


def reessayer(page: Page) -> None:
    page.get_by_role("button", name="Réessayer").click()
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))


def laisser_passer(page: Page, secondes: int) -> None:
    """Let the page's own time pass, faster than ours."""
    for _ in range(secondes // 10):
        page.clock.run_for(10_000)


@pytest.mark.parametrize(
    ("fichier", "defaut"), [("worker.js", muet), ("worker.js", vider), ("pyodide-lock.json", muet)]
)
def test_un_serveur_qui_ne_dit_rien_finit_en_panne_et_se_reessaie(
    page: Page, fichier: str, defaut: Callable[[Route], None]
) -> None:
    page.clock.install()
    page.route(f"**/{fichier}", defaut)
    page.goto(f"/simulateur/#{EXEMPLE}")
    attendre(page, "chargement")
    page.wait_for_timeout(1500)
    laisser_passer(page, 70)
    page.clock.resume()
    attendre(page, "panne")
    expect(resultat(page)).to_contain_text("Rien n’est venu pendant")
    page.unroute(f"**/{fichier}")
    reessayer(page)


@pytest.fixture
def bavard(site_folder: Path) -> Iterator[Host]:
    with Host(site_folder) as host:
        yield host


@pytest.mark.parametrize("fichier", ["pyodide.asm.wasm", "bibliotheque.bin", "moteur.bin"])
def test_un_fichier_qui_s_arrete_a_moitie_finit_en_panne_et_se_reessaie(
    open_page: Opener, bavard: Host, fichier: str
) -> None:
    page = open_page(base_url=bavard.address)
    page.clock.install()
    bavard.halfway.add(fichier)
    page.goto(f"/simulateur/#{EXEMPLE}")
    attendre(page, "chargement")
    page.wait_for_timeout(2500)
    laisser_passer(page, 40)
    page.clock.resume()
    attendre(page, "panne")
    bavard.halfway.clear()
    reessayer(page)


PERDUS = {
    "tous, refusés": ("**/assets/javascripts/**", lambda route: route.abort()),
    "tous, muets": ("**/assets/javascripts/**", muet),
    "celui de la page, vide": ("**/page.*.js", vider),
    "celui de la page, muet": ("**/page.*.js", muet),
    "celui de la page, absent": ("**/page.*.js", lambda route: route.fulfill(status=404, body="")),
    "celui de la page, d'un portail": (
        "**/page.*.js",
        lambda route: route.fulfill(content_type="text/html", body="<title>Identifiez-vous</title>"),
    ),
}


@pytest.mark.parametrize("perdu", PERDUS)
def test_sans_ses_scripts_la_page_dit_que_ces_montants_ne_sont_pas_ceux_du_lien(
    page: Page, expected_errors: list[str], perdu: str
) -> None:
    expected_errors.append("?.")  # what the browser logs of a script that does not come
    page.clock.install()
    page.route(*PERDUS[perdu])
    page.goto(f"/simulateur/#{EXEMPLE}", wait_until="commit")
    expect(page.locator("#dessin tfoot")).to_be_attached()
    page.wait_for_timeout(500)
    page.clock.run_for(11_000)
    page.clock.resume()
    note = page.locator("#simulateur > [data-secours]")
    expect(note).to_contain_text("pas ceux de votre lien", timeout=ATTENTE)
    expect(note.get_by_role("link", name="diagnostic")).to_have_attribute(
        "href", f"{page.url.partition('/simulateur/')[0]}/diagnostic/"
    )
    expect(note.get_by_role("link", name="dans une fenêtre à elle")).to_have_attribute("target", "_blank")
    page.unroute(PERDUS[perdu][0])
    page.reload()
    attendre(page, "pret")
    expect(note).to_have_count(0)


def test_dans_un_cadre_sans_origine_le_simulateur_dit_qu_il_ne_peut_pas_calculer(
    page: Page, expected_errors: list[str]
) -> None:
    expected_errors.append("?.")
    page.goto("/diagnostic/")
    page.evaluate(
        """(address) => {
          const frame = document.createElement("iframe");
          frame.sandbox = "allow-scripts";
          frame.src = address;
          document.body.prepend(frame);
        }""",
        f"/simulateur/?integration=1#{EXEMPLE}",
    )
    expect(page.frame_locator("iframe").locator("[data-secours]")).to_contain_text(
        "pas ceux de votre lien", timeout=ATTENTE
    )


@pytest.mark.parametrize("droits", ["allow-scripts allow-same-origin"])
def test_un_cadre_qui_a_les_droits_annonces_calcule(page: Page, droits: str) -> None:
    page.goto("/diagnostic/")
    page.evaluate(
        """([address, rights]) => {
          const frame = document.createElement("iframe");
          frame.sandbox = rights;
          frame.src = address;
          document.body.prepend(frame);
        }""",
        [f"/simulateur/?integration=1#{EXEMPLE}", droits],
    )
    cadre = page.frame_locator("iframe").locator("#resultat")
    expect(cadre).to_have_attribute("data-etat", "pret", timeout=ATTENTE)


def test_un_complement_lent_n_est_pas_un_calcul_qui_ne_repond_plus(page: Page) -> None:
    page.clock.install()
    retenus: list[Route] = []
    page.route("**/openpyxl.zip", lambda route: retenus.append(route))
    ouvrir(page, EXEMPLE)
    page.locator("#garder > summary").click()
    page.get_by_role("button", name="Excel, avec les formules").click()
    expect(page.locator("#garder-dit")).to_contain_text("se prépare")
    page.wait_for_timeout(300)
    laisser_passer(page, 120)
    page.clock.resume()
    expect(page.locator("#garder-dit")).to_contain_text("se prépare")
    with page.expect_download(timeout=ATTENTE):
        retenus[0].continue_()


def test_un_complement_perdu_laisse_le_calcul_et_se_redemande(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("?Failed to load resource")
    page.route("**/openpyxl.zip", lambda route: route.fulfill(status=503, body=""))
    ouvrir(page, EXEMPLE)
    page.locator("#garder > summary").click()
    page.get_by_role("button", name="Excel, avec les formules").click()
    expect(page.locator("#garder-dit")).to_contain_text("n’a pas pu être fait", timeout=ATTENTE)
    assert len([worker for worker in page.workers if "/assets/python/" in worker.url]) == 1
    page.unroute("**/openpyxl.zip")
    with page.expect_download(timeout=ATTENTE):
        page.get_by_role("button", name="Excel, avec les formules").click()


ENREGISTRE = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"


def test_rien_n_est_garde_avant_la_premiere_reponse_ni_apres_une_panne(
    open_page: Opener, expected_errors: list[str]
) -> None:
    expected_errors.append("?Failed to load resource")
    page = open_page(service_workers="allow")
    page.clock.install()
    barrage = Barrage(page)
    page.goto(f"/simulateur/#{EXEMPLE}", wait_until="load")
    attendre(page, "chargement")
    page.clock.run_for(25_000)
    assert page.evaluate(ENREGISTRE) == 0
    for route in barrage.held:
        route.abort()
    attendre(page, "panne")
    laisser_passer(page, 60)
    assert page.evaluate(ENREGISTRE) == 0
    page.unroute("**/*.wasm")
    reessayer(page)
    page.clock.run_for(4_000)
    page.clock.resume()
    page.wait_for_timeout(500)
    assert page.evaluate(ENREGISTRE) == 1
