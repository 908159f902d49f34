"""Python starts from a memory that the browser keeps: made once, restored later, never trusted when in doubt."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from tests.browser.simulator import (
    ATTENTE,
    EXEMPLE,
    MONTANTS,
    Barrage,
    attendre,
    attendre_que,
    champ,
    ouvrir,
    resultat,
    texte,
)

pytestmark = pytest.mark.first_visit

#: Kept files, by their folder and their name, once they are written: `list()`, `read(folder, name)` and
#: `write(folder, name, bytes)`.
FICHIERS = """
  const root = await navigator.storage.getDirectory();
  const open = async (folder, name, create) =>
    (await root.getDirectoryHandle(folder)).getFileHandle(name, { create });
  const free = (file) => file.createWritable().then((stream) => stream.abort()).then(() => true, () => false);
  const isWritten = async (file) => (await file.getFile()).size > 0 && free(file);
  const list = async () => {
    const found = [];
    for await (const folder of root.values())
      for await (const file of folder.values()) if (await isWritten(file)) found.push([folder.name, file.name]);
    return found;
  };
  const read = async (folder, name) => new Uint8Array(await (await (await open(folder, name)).getFile()).arrayBuffer());
  const write = async (folder, name, bytes) => {
    const file = await (await open(folder, name, true)).createWritable();
    await file.write(bytes);
    await file.close();
  };
"""

#: What is kept, once something is; nothing after a while when nothing comes.
GARDE = f"""async (patience) => {{
  const end = performance.now() + patience;
  {FICHIERS}
  for (;;) {{
    const kept = await list();
    if (kept.length > 0 || performance.now() > end) return kept;
    await new Promise((done) => setTimeout(done, 100));
  }}
}}"""


def voie(page: Page) -> str:
    """How Python came in this page."""
    found: str = page.evaluate("performance.getEntriesByName('calculateur:pret').at(-1).detail")
    return found


def garde(page: Page, patience: int = ATTENTE) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(GARDE, patience)
    return found


def attendre_garde(page: Page, attendue: list[list[str]]) -> None:
    """Wait until this is kept, and nothing else."""
    attendre_que(page, lambda: sorted(garde(page, 0)) == sorted(attendue))


def premiere_visite(page: Page) -> list[str]:
    """A first visit, until its memory is kept; the folder and the name of that memory."""
    ouvrir(page, EXEMPLE)
    assert voie(page) == "bibliotheque"
    (fichier,) = garde(page)
    return fichier


def verifier(page: Page) -> None:
    for montants in MONTANTS:
        assert " ".join(montants) in texte(resultat(page))


def suivante(page: Page) -> Page:
    """Another page of the same reader."""
    other = page.context.new_page()
    ouvrir(other, EXEMPLE)
    return other


def test_la_seconde_visite_restaure_la_memoire_de_la_premiere(page: Page) -> None:
    fichier = premiere_visite(page)
    verifier(page)
    assert re.fullmatch(r"[0-9a-f]{16} -?\d+", fichier[1])
    page.reload()
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    assert voie(page) == "memoire"
    verifier(page)
    champ(page, "activite_combinee").fill("127.800")  # templates that the memory had not drawn with
    expect(resultat(page)).to_have_attribute("data-etat", "saisie", timeout=ATTENTE)
    champ(page, "activite_combinee").fill("230000")
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    assert "165 000,00 €" in texte(resultat(page))
    assert garde(page) == [fichier]


def test_rien_de_ce_qui_est_saisi_n_est_garde(page: Page) -> None:
    ouvrir(page, f"{EXEMPLE}&nom=Sentinelle")
    assert garde(page)
    trouve = page.evaluate(
        f"""async () => {{
          {FICHIERS}
          const found = [];
          for (const file of await list()) {{
            const text = new TextDecoder("latin1").decode(await read(...file));
            found.push(text.includes("non_atteint"), text.includes("Sentinelle"));
          }}
          return found;
        }}"""
    )
    assert trouve == [True, False]


def test_la_memoire_d_une_autre_construction_n_est_ni_lue_ni_gardee(page: Page) -> None:
    dossier, nom = premiere_visite(page)
    page.evaluate(
        f"""async ([folder, mine]) => {{
          {FICHIERS}
          await write(folder, "0123456789abcdef 1", await read(folder, mine));
          await (await root.getDirectoryHandle(folder)).removeEntry(mine);
        }}""",
        [dossier, nom],
    )
    seconde = suivante(page)
    assert voie(seconde) == "bibliotheque"
    verifier(seconde)
    attendre_garde(seconde, [[dossier, nom]])


#: What may happen to a kept file, as a function of its bytes. Two words may lose their highest bit, anywhere: a sum
#: of words may not see it.
DOMMAGES = {
    "un bit": "(bytes) => { bytes[bytes.length >> 1] ^= 1; return bytes; }",
    "tronquée": "(bytes) => bytes.slice(0, bytes.length >> 1)",
    "deux bits": """(bytes) => {
      const word = () => 4 * Math.floor(Math.random() * (bytes.length >> 2)) + 3;
      const [one, other] = [word(), word()];
      bytes[one] ^= 0x80;
      bytes[other === one ? (one + 4) % (bytes.length & ~3) : other] ^= 0x80;
      return bytes;
    }""",
    "vide": "() => new Uint8Array(0)",
    "autre": "() => new TextEncoder().encode('autre chose')",
}


def test_une_memoire_abimee_est_refusee_en_silence(page: Page) -> None:
    fichier = premiere_visite(page)
    for dommage, abimer in DOMMAGES.items():
        page.evaluate(
            f"""async () => {{
              {FICHIERS}
              const damage = {abimer};
              const [file] = await list();
              await write(...file, damage(await read(...file)));
              await write(file[0], "temoin", new Uint8Array(1)); // goes when another memory comes
            }}"""
        )
        seconde = suivante(page)
        assert voie(seconde) == "bibliotheque", dommage
        verifier(seconde)
        attendre_garde(seconde, [fichier])
        seconde.close()
        troisieme = suivante(page)
        assert voie(troisieme) == "memoire", dommage  # a sound one took its place
        troisieme.close()


ACCES = "FileSystemFileHandle.prototype.createSyncAccessHandle"
SANS_STOCKAGE = {
    "absent": "delete WorkerNavigator.prototype.storage;",
    "refusé": "StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('refus', 'SecurityError'));",
    "plein": "FileSystemSyncAccessHandle.prototype.write = () => { throw new DOMException('plein', 'QuotaExceededError'); };",
    "muet": "const wait = setTimeout; self.setTimeout = (work, time, ...rest) => wait(work, time === 5000 ? 50 : time, ...rest);"
    "StorageManager.prototype.getDirectory = () => new Promise(() => {});",
    "pris": f"{ACCES} = () => Promise.reject(new DOMException('un autre onglet', 'NoModificationAllowedError'));",
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


def test_effacer_mes_donnees_enleve_la_memoire_et_laisse_celle_d_un_autre_site(page: Page) -> None:
    premiere_visite(page)
    page.evaluate(f"""async () => {{
      {FICHIERS}
      await root.getDirectoryHandle("100 %", {{ create: true }});
      await root.getDirectoryHandle("%2Fautre%2F%20python", {{ create: true }});
      await write("%2Fautre%2F%20python", "a", new Uint8Array(1));
    }}""")
    page.goto("/hors-ligne/")
    page.get_by_role("button", name="Effacer mes données").click()
    expect(page.get_by_text("est effacé")).to_be_visible()
    assert garde(page) == [["%2Fautre%2F%20python", "a"]]


#: Tells in the console, in the worker alone, how many times it has let its messages pass: at each drawing of its
#: training. Half the way there, the training waits until a question is answered.
COMPTE = """if (typeof document === "undefined") {
  const [wait, say] = [self.setTimeout, self.postMessage];
  let turns = 0;
  let resume = () => {};
  self.setTimeout = (work, time) => {
    if (time !== undefined || ++turns % 25 > 0) return wait(work, time);
    console.log(`tours ${turns}`);
    if (turns > 25) return wait(work);
    resume = () => wait(work);
  };
  self.postMessage = (message) => {
    say.call(self, message);
    resume();
    resume = () => {};
  };
}"""


def test_la_deuxieme_visite_rode_le_calcul_une_fois_et_repond_pendant_ce_temps(page: Page) -> None:
    dossier, nom = premiere_visite(page)
    tours: list[str] = []

    def noter(message: ConsoleMessage) -> None:
        if message.text.startswith("tours "):  # the browser and its driver write there too, when they like
            tours.append(message.text)

    def dit(message: str) -> Any:
        return page.expect_console_message(lambda heard: heard.text == message, timeout=ATTENTE)

    page.on("console", noter)
    executer(page, COMPTE)
    with dit("tours 25"):
        page.reload()
    with dit("tours 50"):
        champ(page, "activite_combinee").fill("230000")
    expect(resultat(page)).to_contain_text("165 000,00 €", timeout=ATTENTE)
    rode = f"""async ([folder, mark]) => {{
      {FICHIERS}
      return open(folder, mark).then(() => true, () => false);
    }}"""
    attendre_que(page, lambda: page.evaluate(rode, [dossier, f"{nom} rodage"]))
    assert tours == ["tours 25", "tours 50"]
    assert voie(page) == "memoire"
    page.reload()
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    page.wait_for_timeout(1500)
    assert voie(page) == "memoire"
    assert tours == ["tours 25", "tours 50"]
    assert garde(page) == [[dossier, nom]]


def test_une_memoire_restauree_accueille_les_classeurs(page: Page) -> None:
    premiere_visite(page)
    page.goto("/simulateur/")
    page.locator("[name=activite_combinee]").focus()
    question = '{ action: "dessiner", fragment: "activite_combinee=1", racine: "/" }'
    reponse = page.evaluate(f"() => window.calculateur.call({question}, {{ paquet: 'openpyxl' }})")
    assert reponse["ok"] is True
    assert voie(page) == "memoire"


@pytest.mark.parametrize("retard", [0, 3_000], ids=["à temps", "image tardive"])
def test_un_lien_ne_demarre_qu_un_python(page: Page, retard: int) -> None:
    page.add_init_script(
        "const draw = requestAnimationFrame;"
        f"window.requestAnimationFrame = (act) => setTimeout(() => draw(act), {retard});"
    )
    ouvrir(page, EXEMPLE)
    page.wait_for_timeout(retard)
    assert sum("/assets/python/" in worker.url for worker in page.workers) == 1


def test_aucun_octet_de_python_avant_l_intention_de_calculer(page: Page) -> None:
    demandes: list[str] = []

    def noter(request: Request) -> None:
        demandes.append(request.url)

    page.on("request", noter)
    for adresse in ("/", "/calcul/", "/simulateur/", "/domaines/ds-1/"):
        page.goto(adresse, wait_until="networkidle")
    assert [url for url in demandes if "/assets/python/" in url] == []
    page.locator(".md-content a[href*='simulateur/']").first.focus()
    fichiers = {"pyodide.asm.wasm", "bibliotheque.bin", "moteur.bin", "pyodide.asm.mjs", "worker.js"}

    def demandes_de_python() -> set[str]:
        return {url.rpartition("/")[2] for url in demandes if "/assets/python/" in url}

    attendre_que(page, lambda: fichiers <= demandes_de_python())
    assert fichiers == demandes_de_python()


def executer(page: Page, code: str) -> None:
    """Run code before anything else in the worker of Python, and in the page."""
    page.add_init_script(f"try {{ {code} }} catch {{}}")

    def prefixer(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=f"{code};\n{answer.text()}")

    page.route("**/worker.js", prefixer)


def test_les_menus_attendent_le_resultat_mais_pas_le_lecteur(page: Page) -> None:
    """On a clock that stands still: what loads the theme's script is the key, not time."""
    page.clock.install(time=0)
    page.clock.pause_at(1)
    barrage = Barrage(page)
    page.goto(f"/simulateur/#{EXEMPLE}", wait_until="load")
    menus = page.locator("script[src*='/bundle.']")
    expect(menus).to_have_count(0)
    page.keyboard.press("Tab")
    expect(menus).to_have_count(1)
    page.clock.resume()
    barrage.laisser_passer()
    attendre(page, "pret")
    verifier(page)
    expect(menus).to_have_count(1)
