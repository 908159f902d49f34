"""What is typed, linked, kept or imported never runs: no script, no dialog, no request, no trace anywhere."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import batched
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page, expect

from tests.browser.simulator import ATTENTE, EXEMPLE, attendre, champ, ouvrir, repondre, resultat
from tests.support.injections import CORPUS


@pytest.fixture
def surveille(page: Page) -> Iterator[Page]:
    """A page of which nothing may open a dialog, name the trace in a request, or carry it as an element."""
    envois: list[str] = []
    dialogues: list[str] = []
    page.on(
        "request", lambda request: envois.append(f"{request.url} {request.post_data or ''} {request.headers}")
    )
    page.on("dialog", lambda dialog: (dialogues.append(dialog.message), dialog.dismiss()))
    yield page
    assert dialogues == []
    assert [envoi for envoi in envois if "touche" in envoi.partition("#")[0]] == []


def intacte(page: Page) -> None:
    """Nothing ran, nothing was drawn as an element, the title is the page's own."""
    expect(page.locator("[data-touche], iframe, object, base, form[action*=touche]")).to_have_count(0)
    assert "touche" not in page.title()
    assert page.evaluate("document.referrer") == ""


def test_un_lien_charge_d_injections_est_du_texte(surveille: Page) -> None:
    page = surveille
    ouvrir(page, EXEMPLE)
    for four in batched(CORPUS, 4):
        written = list(enumerate(map(quote_plus, four), 2))
        named = "".join(
            f"&{n}.activite_combinee=1&{n}.nom={text}&{n}.finess={text}&{text}=1" for n, text in written
        )
        page.evaluate("(link) => { location.hash = link }", EXEMPLE + named)
        expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
        intacte(page)
        wrong = "".join(f"&{n}.region={text}&{n}.DS1.1={text}" for n, text in written)
        page.evaluate("(link) => { location.hash = link }", f"{EXEMPLE}{wrong}&regles={written[0][1]}")
        expect(resultat(page)).to_have_attribute("data-etat", "saisie", timeout=ATTENTE)
        intacte(page)


def test_une_frappe_ou_un_fichier_charge_d_injections_est_du_texte(surveille: Page) -> None:
    page = surveille
    ouvrir(page, EXEMPLE)
    for text in CORPUS[:3]:
        repondre(page, "nom", text)
        attendre(page, "pret")
    champ(page, "activite_combinee").fill(CORPUS[1])
    attendre(page, "saisie")
    champ(page, "activite_combinee").fill("127800")
    attendre(page, "pret")
    page.locator("#garder > summary").click()
    kept = [{"nom": text, "situation": text, "date": text} for text in CORPUS]
    content = json.dumps({"format": "sun-es:situations", "version": 1, "situations": kept}).encode()
    page.locator("#sauvegardes-fichier").set_input_files(
        {"name": "situations.json", "mimeType": "application/json", "buffer": content}
    )
    expect(page.locator("#sauvegardes-dit")).to_contain_text(f"{len(CORPUS)} situations reprises")
    links = page.locator("#sauvegardes a")
    expect(links).to_have_count(len(CORPUS))
    assert set(links.evaluate_all("all => all.map((one) => one.protocol)")) == {"http:"}
    assert [text for text in links.all_text_contents() if text not in CORPUS] == []
    intacte(page)


def test_une_liste_chargee_d_injections_est_du_texte(surveille: Page) -> None:
    page = surveille
    out = io.StringIO(newline="")
    titles = ["nom", "activite_combinee", "region", "ds1_fenetre", CORPUS[0]]
    csv.writer(out, delimiter=";").writerows([titles, *([text, "7000", text, text, text] for text in CORPUS)])
    page.goto("/lots/")
    liste = {"name": f"{CORPUS[0]}.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}
    page.locator("#fichier").set_input_files(liste)
    expect(resultat(page)).to_have_attribute("data-etat", "apercu", timeout=ATTENTE)
    page.get_by_role("button", name="Calculer la liste").click()
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    intacte(page)


@pytest.mark.parametrize(
    ("acte", "refus"),
    [
        (
            "const s = document.createElement('script'); s.textContent = MARQUE; document.body.append(s)",
            "script-src",
        ),
        (
            "document.body.insertAdjacentHTML('beforeend', `<img src=data:, onerror=\"${MARQUE}\">`)",
            "script-src",
        ),
        (
            "const a = document.createElement('a'); a.href = 'javascript:' + MARQUE; document.body.append(a); a.click()",
            "script-src",
        ),
        ("setTimeout(MARQUE, 0)", "script-src"),
        ("fetch('https://exemple.invalid/').catch(() => {})", "connect-src"),
        (
            "const f = document.createElement('form'); f.action = '/touche'; document.body.append(f); f.submit()",
            "form-action",
        ),
        (
            "const b = document.createElement('base'); b.href = 'https://exemple.invalid/'; document.head.append(b)",
            "base-uri",
        ),
        (
            "const o = document.createElement('object'); o.data = '/touche'; document.body.append(o)",
            "object-src",
        ),
    ],
)
def test_meme_place_dans_la_page_un_code_etranger_ne_s_execute_pas(
    page: Page, expected_errors: list[str], acte: str, refus: str
) -> None:
    expected_errors.append("Content Security Policy")
    page.goto("/simulateur/")
    found = page.evaluate(
        """async () => {
          const refus = new Promise((done) => {
            document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
            setTimeout(done, 30000, "aucun refus");
          });
          const MARQUE = "document.documentElement.dataset.touche = 1";
          ACTE;
          return refus;
        }""".replace("ACTE", acte)
    )
    assert found.startswith(refus) or (refus == "connect-src" and found == "default-src")
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.dataset.touche") is None


def test_un_lien_qui_sort_ne_dit_pas_d_ou_il_vient(page: Page) -> None:
    page.goto("/sources/")
    expect(page.locator("meta[name=referrer]")).to_have_attribute("content", "no-referrer")
