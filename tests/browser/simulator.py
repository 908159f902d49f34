"""The page of the simulator as the tests use it: its parts, its states, and how to answer its questions."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

EXEMPLE = "activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2"
MONTANTS = (
    ("109 738,12 €", "32 921,44 €", "76 816,68 €"),
    ("31 355,37 €", "9 406,61 €", "21 948,76 €"),
    ("35 274,80 €", "10 582,44 €", "24 692,36 €"),
    ("176 368,29 €", "52 910,49 €", "123 457,80 €"),
)
TOTAL = "176 368,29 €"
ATTENTE = 30_000  # milliseconds: Python comes from the disk, on a busy machine

#: What the browser and Pyodide log of a file that does not come, or not whole.
FICHIER_PERDU = (
    r"?Failed to (load|fetch)|ERR_FAILED|standard lib|(bibliotheque|moteur)\.bin : 404|pyodide\.asm\.mjs"
)
MONTANT = re.compile(r"[0-9\u202f]+,[0-9]{2}\u00a0€")


def resultat(page: Page) -> Locator:
    return page.locator("#resultat")


def bandeau(page: Page) -> Locator:
    """The summary, beside the form or at the foot of the screen."""
    return page.locator(".sunes-bandeau")


def champ(page: Page, nom: str) -> Locator:
    return page.locator(f"#champ-{nom.replace('.', '-')}")


def section(page: Page, titre: str) -> Locator:
    return page.locator(".sunes-section", has=page.get_by_role("heading", name=titre, exact=True))


def etat(page: Page, titre: str) -> str:
    """Where a step says that it stands."""
    return texte(section(page, titre).locator("> summary .sunes-compte:visible"))


#: The page writes its address once its result is drawn; one that is not in sight draws nothing.
ADRESSE_ECRITE = """Promise.race([
  new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done)))),
  new Promise((done) => setTimeout(done, 500)),
])"""


def attendre(page: Page, etat: str) -> None:
    """Wait for a state of the result, and for the address that goes with it."""
    expect(resultat(page)).to_have_attribute("data-etat", etat, timeout=ATTENTE)
    if etat == "pret":
        page.evaluate(ADRESSE_ECRITE)


def attendre_que(page: Page, vrai: Callable[[], bool]) -> None:
    """Wait until it is so: what no state of the page tells."""
    for _ in range(ATTENTE // 50):
        if vrai():
            return
        page.wait_for_timeout(50)
    assert vrai()


def texte(place: Locator) -> str:
    """The visible text, whatever its spaces."""
    return " ".join(place.inner_text().split())


def situation(page: Page) -> str:
    return resultat(page).get_attribute("data-situation") or ""


def fragment(page: Page) -> str:
    return page.url.partition("#")[2]


def reperes(page: Page) -> set[str]:
    marks = page.evaluate("performance.getEntriesByType('mark').map((mark) => mark.name)")
    return {name for name in marks if name.startswith("calculateur:")}


def ouvrir(page: Page, lien: str, etat: str = "pret", tache: str = "") -> None:
    """Open a situation, in a task when one is named."""
    page.goto(f"/simulateur/{tache and f'?tache={tache}'}#{lien}")
    attendre(page, etat)


def tache(page: Page, nom: str) -> Locator:
    """The door of a task, at the head of the simulator."""
    return page.get_by_role("radio", name=nom, exact=True)


def bonus(page: Page, reponse: str) -> Locator:
    """An answer about the CRO: « Non demandé », « Demandé », « Atteint », « Manqué »."""
    return page.locator("#champ-cro").get_by_label(reponse, exact=True)


def cibles(page: Page, domaine: str, reponse: str) -> Locator:
    """An answer about the targets that pay a domain: « Oui », « Non », « Je ne sais pas »."""
    question = page.locator(f"[aria-labelledby=libelle-atteint-{domaine}]")
    return question.get_by_label(reponse, exact=True)


def issue(page: Page, reponse: str) -> Locator:
    """What a notification says of DS 1, in one answer: « Oui, CRO manqué », « Je ne sais pas, CRO demandé »."""
    return page.get_by_role("radio", name=reponse, exact=True)


def repondre(page: Page, nom: str, valeur: str) -> None:
    """Answer a question of the form as a reader does, opening its task and its section first."""
    if nom == "cro" and page.locator("#situation").count():
        if page.locator("#situation").get_attribute("data-tache") not in ("forfait", "dossier"):
            tache(page, "Le dossier complet").check()
        bonus(page, "Demandé" if valeur == "oui" else "Non demandé").check()
        return
    domaine, _, option = nom.partition(".")
    if option == "cibles_manquees":
        if not cibles(page, domaine, "Non").is_visible():
            tache(page, "Le dossier complet").check()
        cibles(page, domaine, "Non").check()
        return
    box = page.locator(f"[name='{nom}']").first
    form = page.locator("#situation")  # a small calculator has no task
    asked = form.get_attribute("data-tache") if form.count() else ""
    if asked and page.locator(f"[data-taches]:not([data-taches~={asked}]) [name='{nom}']").count():
        tache(page, "Le dossier complet").check()
    folded = page.locator("details:not([open])", has=page.locator(f"[name='{nom}']"))
    while folded.count():
        folded.first.locator("summary").first.click()
    match box.evaluate("field => field.type"):
        case "radio" | "checkbox":
            for item in valeur.split(","):
                page.locator(f"[name='{nom}'][value='{item}']").check()
        case "select-one":
            box.select_option(valeur)
        case _:
            box.fill("")
            box.press_sequentially(valeur)


class Barrage:
    """Holds some files, those of Python unless told otherwise, until told to let them pass."""

    def __init__(self, page: Page, files: str = "**/*.wasm") -> None:
        self.held: list[Route] = []
        self.leve = False
        page.route(files, self._retenir)

    def _retenir(self, route: Route) -> None:
        if self.leve:
            route.continue_()
        else:
            self.held.append(route)

    def laisser_passer(self) -> None:
        self.leve = True
        for route in self.held:
            route.continue_()


def couper(route: Route) -> None:
    route.abort()


def perdre(route: Route) -> None:
    route.fulfill(status=404, body="absent")


def tronquer(route: Route) -> None:
    route.fulfill(body=b"\0asm\1\0\0\0\1", content_type="application/wasm")
