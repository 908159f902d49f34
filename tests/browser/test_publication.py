"""The site is published anew: whoever comes back, with whatever a browser kept, ends in the figure of one build."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Response, expect

from tests.browser.publications import SIGN, Host, publication_b, short
from tests.browser.simulator import ATTENTE, attendre, perdre, resultat, texte

#: The pages that these tests open, and those that the site needs.
PAGES = ("", "simulateur/", "domaines/ds-1/", "lots/", "hors-ligne/")
LIEN = "activite_combinee=230000&DS1=F1"
LISTE = b"FINESS PMSI;Raison sociale;Activit\xc3\xa9 combin\xc3\xa9e 2019;DS 1 fen\xc3\xaatre\n010000156;Fictif;230000;F1\n"

#: No calculator is kept by itself: a test says what is kept.
ECONOME = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"

GARDER = """async (demandes) => {
  await navigator.serviceWorker.register("/service-worker.js", { scope: "/", updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  if (active.state !== "activated")
    await new Promise((done) => active.addEventListener("statechange", () => active.state === "activated" && done()));
  for (const demande of demandes) {
    const { port1, port2 } = new MessageChannel();
    active.postMessage({ demande }, [port2]);
    await new Promise((done) => (port1.onmessage = ({ data }) => (data.total ? 0 : done())));
  }
}"""

PERDRE_LA_MOITIE = """async () => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    const kept = (await cache.keys()).filter(({ url }) => !url.includes("hors-ligne.json"));
    for (const [rank, request] of kept.entries()) if (rank % 2) await cache.delete(request);
  }
}"""


@pytest.fixture(scope="module")
def publications(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("publications")
    return {
        "A": short(site_folder, folder / "A", PAGES),
        "B": short(publication_b(site_folder), folder / "B", PAGES),
    }


@pytest.fixture
def host(publications: dict[str, Path]) -> Iterator[Host]:
    with Host(publications["A"]) as host:
        yield host


@pytest.fixture
def ailleurs(tmp_path: Path, host: Host) -> Iterator[Host]:
    """Another site, which shows the simulator in a frame."""
    script = f'<script src="{host.address}/assets/integration.js" data-situation="{LIEN.replace("&", "&amp;")}"></script>'
    (tmp_path / "index.html").write_text(
        f"<!doctype html><title>Intranet</title><h1>Intranet</h1>{script}", encoding="utf-8"
    )
    with Host(tmp_path) as other:
        yield other


def calcule(page: Page | FrameLocator) -> str:
    place = page.locator("#resultat[data-etat=pret]")
    expect(place).to_have_count(1, timeout=ATTENTE)
    expect(place).to_contain_text("150\u202f000,00", timeout=ATTENTE)
    return place.text_content() or ""  # folded or not


def simulateur(page: Page, host: Host, ailleurs: Host) -> str:
    page.goto(f"{host.address}/simulateur/")
    expect(page.locator("#simulateur[data-actif]")).to_have_count(1, timeout=ATTENTE)
    page.evaluate(
        """() => {
          const field = document.querySelector("#champ-activite_combinee");
          field.value = "230000";
          document.querySelector("[name=DS1][value=F1]").checked = true;
          field.focus();
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    return calcule(page)


def lien(page: Page, host: Host, ailleurs: Host) -> str:
    page.goto(f"{host.address}/simulateur/#{LIEN}")
    found = calcule(page)
    assert f"/simulateur/#{LIEN}" in page.url
    return found


def regle(page: Page, host: Host, ailleurs: Host) -> str:
    page.goto(f"{host.address}/domaines/ds-1/")
    mini = page.locator("[data-mini]").first
    expect(page.locator("[data-mini][data-actif]").first).to_be_attached(timeout=ATTENTE)
    mini.locator("[name=activite_combinee]").fill("230000")
    place = page.locator("[data-mini] [data-etat=pret]").first
    expect(place).to_contain_text("150\u202f000,00", timeout=ATTENTE)
    return texte(place)


def lot(page: Page, host: Host, ailleurs: Host) -> str:
    page.goto(f"{host.address}/lots/")
    expect(page.locator("#lots[data-actif]")).to_have_count(1, timeout=ATTENTE)
    page.locator("#fichier").set_input_files({"name": "liste.csv", "mimeType": "", "buffer": LISTE})
    expect(page.locator("#resultat[data-etat=apercu]")).to_have_count(1, timeout=ATTENTE)
    page.get_by_role("button", name="Calculer la liste").click()
    return calcule(page)


def cadre(page: Page, host: Host, ailleurs: Host) -> str:
    page.goto(ailleurs.address)
    return calcule(page.frame_locator("iframe"))


Lieu = Callable[[Page, Host, Host], str]
OU: tuple[Lieu, ...] = (simulateur, regle, lot, lien, cadre)
ENTIER = "le guide et le calculateur"
GARDE = {
    "rien": None,
    "le guide": (),
    ENTIER: ("calculateur",),
    "la moitié de chaque": ("calculateur",),
}


@pytest.mark.parametrize("garde", GARDE)
def test_qui_revient_apres_une_publication_finit_dans_le_montant_d_une_seule_version(
    browser: Browser, publications: dict[str, Path], host: Host, ailleurs: Host, garde: str
) -> None:
    """Wherever one comes back, to B after A or to A after B: without a click, and loaded again once at most.

    A visit changes what is kept, and the next one has another browser; but who keeps the whole of a publication, and
    has a page of it open, keeps it from visit to visit.
    """
    entier = garde == ENTIER
    for (gardee, servie), visites in product(("AB", "BA"), [OU] if entier else [[ou] for ou in OU]):
        with browser.new_context(locale="fr-FR") as context:
            context.add_init_script(ECONOME)
            host.folder = publications[gardee]
            if (demandes := GARDE[garde]) is not None:
                ouverte = context.new_page()
                ouverte.goto(f"{host.address}/assets/python/manifest.json")
                ouverte.evaluate(GARDER, demandes)
                if garde == "la moitié de chaque":
                    ouverte.evaluate(PERDRE_LA_MOITIE)
                if not entier:
                    ouverte.close()
            host.folder = publications[servie]
            for ou in visites:
                page = context.new_page()
                chargements: list[str] = []
                page.on("response", lambda answer, seen=chargements: note(answer, seen))
                found = ou(page, host, ailleurs)
                attendue = gardee if entier else servie
                assert (SIGN in found) is (attendue == "B"), (ou.__name__, servie)
                assert len(chargements) <= 2, (ou.__name__, servie, chargements)
                page.close()


def note(answer: Response, seen: list[str]) -> None:
    """Remember each time that a page of the site was loaded."""
    if answer.request.is_navigation_request() and "/" in answer.url.partition("//")[2].rstrip("/"):
        seen.append(answer.url)


def test_sous_une_page_ouverte_la_publication_suivante_puis_le_retour_a_la_premiere(
    browser: Browser, publications: dict[str, Path], host: Host
) -> None:
    """Nothing is kept: the page that is open meets B, then A again, and ends each time in the figure of one build."""
    context = browser.new_context(locale="fr-FR", service_workers="block")
    page, autre = context.new_page(), context.new_page()
    autre.goto(f"{host.address}/simulateur/")
    page.goto(f"{host.address}/simulateur/#{LIEN}")
    for servie in "ABA":
        host.folder = publications[servie]
        page.reload()
        assert (SIGN in calcule(page)) is (servie == "B")
        chargements: list[str] = []
        autre.on("response", lambda answer, seen=chargements: note(answer, seen))
        autre.locator("#champ-activite_combinee").fill("230000")  # its Python is perhaps gone
        autre.locator("[name=DS1][value=F1]").check(force=True)
        assert (SIGN in calcule(autre)) is (servie == "B")
        assert len(chargements) <= 1, (servie, chargements)
        autre.goto(f"{host.address}/simulateur/")  # opened under this build, used under the next one
    context.close()


@pytest.mark.first_visit
def test_une_seconde_perte_se_dit_sans_tourner_en_rond(page: Page, expected_errors: list[str]) -> None:
    expected_errors.append("Failed to load resource")
    chargements: list[str] = []
    page.on("domcontentloaded", lambda page: chargements.append(page.url))
    page.route("**/worker.js", perdre)
    page.goto(f"/simulateur/#{LIEN}")
    attendre(page, "panne")
    page.wait_for_timeout(1000)
    assert len(chargements) == 2
    assert page.url.endswith(f"#{LIEN}")
    page.unroute("**/worker.js")
    page.get_by_role("button", name="Réessayer").click()
    attendre(page, "pret")
    assert "150 000,00 €" in texte(resultat(page))
