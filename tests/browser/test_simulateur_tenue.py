"""Nothing typed is lost: a fault and a reload, a step back, a calculator that dies in the middle."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.simulator import (
    ATTENTE,
    EXEMPLE,
    TOTAL,
    attendre,
    bonus,
    champ,
    ouvrir,
    resultat,
    situation,
    texte,
)


def test_une_faute_survit_a_un_rechargement(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    champ(page, "activite_combinee").fill("127.800")
    attendre(page, "saisie")
    page.reload()
    attendre(page, "saisie")
    expect(champ(page, "activite_combinee")).to_have_value("127.800")
    expect(bonus(page, "Demandé")).to_be_checked()
    assert "127 800" in texte(page.locator("#erreur-activite_combinee"))


def test_une_faute_survit_a_un_retour_en_arriere(page: Page) -> None:
    page.goto("/simulateur/")
    champ(page, "activite_combinee").fill("beaucoup")
    attendre(page, "saisie")
    page.goto("/domaines/")
    page.go_back()
    attendre(page, "saisie")
    expect(champ(page, "activite_combinee")).to_have_value("beaucoup")


def test_un_lien_ouvert_dit_ce_qu_il_dit_malgre_un_brouillon(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    champ(page, "activite_combinee").fill("127.800")
    attendre(page, "saisie")
    lien = page.url
    page.goto("about:blank")
    page.goto(lien)
    attendre(page, "pret")
    assert TOTAL in texte(resultat(page))


def test_tout_effacer_ne_revient_pas(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    page.get_by_role("button", name="Tout effacer").click()
    attendre(page, "attente")
    page.reload()
    attendre(page, "attente")
    expect(champ(page, "activite_combinee")).to_have_value("")


@pytest.mark.parametrize("expected_errors", [["?mort"]])
def test_le_calculateur_qui_meurt_au_milieu_repart_de_lui_meme(
    page: Page, expected_errors: list[str]
) -> None:
    ouvrir(page, EXEMPLE)
    (python,) = (one for one in page.workers if one.url.endswith("/worker.js"))
    python.evaluate("setTimeout(() => { throw new Error('mort'); })")
    champ(page, "activite_combinee").fill("7000")
    expect(resultat(page)).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    assert situation(page).startswith("activite_combinee=7000&")
    expect(champ(page, "activite_combinee")).to_have_value("7000")


def test_une_faute_de_frappe_passagere_n_est_pas_dite(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    page.evaluate(
        """() => {
          window.etats = [];
          const region = document.querySelector('#resultat');
          new MutationObserver(() => window.etats.push(region.dataset.etat))
            .observe(region, { attributes: true, attributeFilter: ['data-etat'] });
        }"""
    )
    champ(page, "DS1.1").evaluate("field => field.closest('details').open = true")
    champ(
        page, "DS1.1"
    ).evaluate(  # « 49 » alone is no rate; typed in the page, so that a busy machine types as fast
        """async (field) => {
          for (const text of ["4", "49", "49 ", "49 %"]) {
            field.value = text;
            field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
            await new Promise((done) => setTimeout(done, 30));
          }
        }"""
    )
    expect(page.locator("[data-compris='DS1.1']")).to_have_text("49\u00a0%", timeout=ATTENTE)
    attendre(page, "pret")
    assert "saisie" not in page.evaluate("window.etats")
