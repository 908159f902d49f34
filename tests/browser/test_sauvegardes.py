"""What is kept in this browser, on request: named, listed, reopened, taken away; nothing is lost by a fault."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.simulator import EXEMPLE, attendre, champ, ouvrir, situation

CLE = "/sun-es:situations"


def dit(page: Page, texte: str) -> None:
    expect(page.locator("#sauvegardes-dit")).to_contain_text(texte)


def enregistrer(page: Page, nom: str) -> None:
    page.get_by_label("Nom", exact=True).and_(page.locator("#sauvegarde-nom")).fill(nom)
    page.locator("#sauvegarde-nom").press("Enter")


@pytest.fixture
def simulateur(page: Page) -> Page:
    page.on("dialog", lambda dialog: dialog.accept())
    ouvrir(page, EXEMPLE)
    page.locator("#garder > summary").click()
    return page


def test_une_situation_enregistree_se_rouvre_et_se_supprime(simulateur: Page) -> None:
    page = simulateur
    avant = situation(page)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('sun-es'))") == []
    enregistrer(page, "Projet A")
    dit(page, "« Projet A » est enregistrée")
    enregistrer(page, "Projet A")
    expect(page.locator("#sauvegardes a")).to_have_text(["Projet A", "Projet A (2)"])
    page.goto("/simulateur/")
    page.locator("#garder > summary").click()
    page.get_by_role("link", name="Projet A", exact=True).click()
    attendre(page, "pret")
    assert situation(page) == avant
    expect(champ(page, "activite_combinee")).to_have_value("127800")
    page.get_by_role("button", name="Supprimer Projet A", exact=True).click()
    expect(page.locator("#sauvegardes a")).to_have_text(["Projet A (2)"])


def test_un_fichier_emporte_et_rapporte_tout(simulateur: Page) -> None:
    page = simulateur
    enregistrer(page, "Projet A")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger tout").click()
    fichier = Path(download.value.path()).read_text(encoding="utf-8")
    assert json.loads(fichier)["version"] == 1
    page.get_by_role("button", name="Effacer mes données").click()
    dit(page, "plus rien")
    expect(page.locator("#sauvegardes")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == []
    reprendre = page.locator("#sauvegardes-fichier")
    contenu = {"name": "sun-es.json", "mimeType": "application/json", "buffer": fichier.encode()}
    reprendre.set_input_files(contenu)
    dit(page, "Une situation reprise")
    reprendre.set_input_files(contenu)
    dit(page, "déjà ici")
    expect(page.locator("#sauvegardes a")).to_have_text(["Projet A"])
    reprendre.set_input_files({**contenu, "buffer": b'{"version": 2}'})
    dit(page, "rien n’en est repris")
    expect(page.locator("#sauvegardes a")).to_have_text(["Projet A"])


def test_un_stockage_bloque_se_dit_et_le_simulateur_reste(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"
    )
    ouvrir(page, EXEMPLE)
    page.locator("#garder > summary").click()
    dit(page, "n’autorise pas")
    enregistrer(page, "Projet A")
    dit(page, "n’autorise pas")
    expect(page.locator("#sauvegarde-nom")).to_have_value("Projet A")
    attendre(page, "pret")


def test_un_stockage_plein_se_dit_et_garde_ce_qui_y_est(simulateur: Page) -> None:
    page = simulateur
    enregistrer(page, "Projet A")
    dit(page, "enregistrée")
    avant = page.evaluate("key => localStorage.getItem(key)", CLE)
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }"
    )
    enregistrer(page, "Projet B")
    dit(page, "plus de place")
    assert page.evaluate("key => localStorage.getItem(key)", CLE) == avant


@pytest.mark.parametrize(
    "abime", ["{", "null", '{"format": "sun-es:situations", "version": 9, "situations": []}']
)
def test_un_stockage_illisible_n_est_pas_ecrase(page: Page, abime: str) -> None:
    page.goto("/mentions-legales/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [CLE, abime])
    ouvrir(page, EXEMPLE)
    page.locator("#garder > summary").click()
    dit(page, "n’est pas lisible")
    enregistrer(page, "Projet A")
    dit(page, "n’est pas lisible")
    assert page.evaluate("key => localStorage.getItem(key)", CLE) == abime
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger tout").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == abime


def test_effacer_laisse_les_autres_sites_de_la_meme_origine(simulateur: Page) -> None:
    page = simulateur
    page.evaluate(
        "localStorage.setItem('/autre/.__palette', '1'); localStorage.setItem('/.__palette', 'null')"
    )
    enregistrer(page, "Projet A")
    page.get_by_role("button", name="Effacer mes données").click()
    dit(page, "plus rien")
    assert page.evaluate("Object.keys(localStorage)") == ["/autre/.__palette"]
    assert page.evaluate("Object.keys(sessionStorage)") == []


def fichier(*situations: dict[str, str]) -> dict[str, object]:
    contenu = {"format": "sun-es:situations", "version": 1, "situations": situations}
    return {"name": "sun-es.json", "mimeType": "application/json", "buffer": json.dumps(contenu).encode()}


def test_un_fichier_ecrit_de_travers_donne_une_liste_qui_se_lit(simulateur: Page) -> None:
    page = simulateur
    page.locator("#sauvegardes-fichier").set_input_files(
        fichier(  # type: ignore[arg-type]
            {"nom": "Projet A", "situation": "activite_combinee=7000", "date": "2026-02-31"},
            {"nom": "  ", "situation": "activite_combinee=7000", "date": "hier"},
            {"nom": "x" * 5000, "situation": "activite_combinee=7000", "date": "2026-02-28"},
        )
    )
    dit(page, "3 situations reprises")
    expect(page.locator("#sauvegardes a")).to_have_text(["Projet A", "Sans nom", "x" * 80])
    lignes = page.locator("#sauvegardes li").all_inner_texts()
    assert [" ".join(ligne.split()) for ligne in lignes] == [
        "Projet A Supprimer",
        "Sans nom Supprimer",
        f"{'x' * 80} 28/02/2026 Supprimer",
    ]
    page.locator("#sauvegardes-fichier").set_input_files(fichier())  # type: ignore[arg-type]
    dit(page, "aucune situation")


def test_de_deux_onglets_l_un_montre_ce_que_l_autre_garde(simulateur: Page) -> None:
    autre = simulateur.context.new_page()
    ouvrir(autre, EXEMPLE)
    autre.locator("#garder > summary").click()
    enregistrer(simulateur, "Projet A")
    expect(autre.locator("#sauvegardes a")).to_have_text(["Projet A"])
    autre.close()


def test_effacer_dit_que_l_historique_du_navigateur_reste(simulateur: Page) -> None:
    simulateur.get_by_role("button", name="Effacer mes données").click()
    dit(simulateur, "historique")
    simulateur.goto("/hors-ligne/")
    simulateur.get_by_role("button", name="Effacer mes données").click()
    expect(simulateur.locator("[data-efface]")).to_contain_text("historique du navigateur")
