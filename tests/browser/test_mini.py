"""The small calculators of the rule pages, as a reader uses them."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.simulator import ATTENTE, Barrage, couper, repondre, texte
from tests.conftest import Opener


def region(page: Page) -> Locator:
    return page.locator("[data-mini] [data-etat]")


def attendre(page: Page, etat: str) -> None:
    expect(region(page)).to_have_attribute("data-etat", etat, timeout=ATTENTE)


def test_de_page_en_page_chaque_calcul_repond_et_continue_dans_le_simulateur(page: Page) -> None:
    """One of each kind: what is typed is computed, nothing of it is lost on the way to the simulator."""
    demandes: list[str] = []
    page.on("request", lambda request: demandes.append(request.url))
    for adresse, saisies, attendus in (
        (
            "/domaines/ds-1/",
            {"activite_combinee": "230 000", "cro": "oui"},
            ("165 000,00 €", "49 500,00 €", "132 000,00 €", "catégorie D"),
        ),
        ("/domaines/ds-4/", {"forfait_base": "40 k€"}, ("40 000,00 €", "12 000,00 €", "36 000,00 €", "L04")),
        ("/fenetres/f2/", {"activite_combinee": "127800"}, ("89 785,73 €", "35 274,80 €", "160 335,33 €")),
        ("/calcul/", {"journees_mco": "8000", "hdj_chirurgie_ambulatoire": "1000"}, ("9 500", "catégorie B")),
        (
            "/prerequis/",
            {"PS2.2": "bon_de_commande", "audit_realise_le": "1/1/2022"},
            ("Il en manque", "audit réalisé le 1ᵉʳ janvier 2022, après le 31 décembre 2021"),
        ),
    ):
        demandes.clear()
        page.goto(adresse)
        page.wait_for_load_state("networkidle")
        assert not [url for url in demandes if "/assets/python/" in url], adresse
        expect(region(page)).to_contain_text("Exemple")
        for nom, valeur in saisies.items():
            repondre(page, nom, valeur)
        attendre(page, "pret")
        for attendu in attendus:
            assert attendu in texte(region(page)), (adresse, attendu)
        lien = page.get_by_role("link", name="Continuer dans le simulateur").get_attribute("href") or ""
        assert set(saisies) <= set(re.findall(r"[#&]([^=&]+)=", lien)), lien
    page.goto("/domaines/ds-1/")
    repondre(page, "activite_combinee", "230 000")
    attendre(page, "pret")
    page.get_by_role("link", name="Continuer dans le simulateur").click()
    expect(page.locator("#resultat")).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    expect(page.locator("#champ-activite_combinee")).to_have_value("230000")


def test_une_faute_est_dite_a_son_champ_et_rien_ne_se_perd(page: Page) -> None:
    page.goto("/calcul/")
    repondre(page, "journees_mco", "8000")
    attendre(page, "pret")
    repondre(page, "hdj_autres", "-2")
    attendre(page, "saisie")
    champ = page.locator("#champ-hdj_autres")
    expect(champ).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#erreur-hdj_autres")).to_contain_text("négatif")
    expect(region(page).locator("table").first).to_be_hidden()
    assert violations(page, "[data-mini]") == []
    champ.fill("2")
    attendre(page, "pret")
    assert champ.get_attribute("aria-invalid") is None
    assert "8 002" in texte(region(page))
    assert violations(page, "[data-mini]") == []
    page.get_by_role("button", name="Tout effacer").click()
    attendre(page, "attente")
    expect(region(page)).to_contain_text("Exemple")


@pytest.mark.parametrize("expected_errors", [["?ERR_FAILED"]])
@pytest.mark.first_visit
def test_une_panne_se_dit_se_reprend_et_une_phrase_s_annonce(page: Page) -> None:
    page.route("**/*.wasm", couper)
    page.goto("/fenetres/f1/")
    champ = page.get_by_label("Activité combinée")
    champ.fill("127800")
    attendre(page, "panne")
    expect(region(page).get_by_role("status")).to_contain_text("votre saisie est gardée")
    expect(region(page).locator("table")).to_be_hidden()
    page.unroute("**/*.wasm")
    page.evaluate(
        """() => {
          window.annonces = [];
          const place = document.querySelector('[data-mini] section > [role=status]');
          new MutationObserver(() => place.textContent && window.annonces.push(place.textContent))
            .observe(place, { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.get_by_role("button", name="Réessayer").click()
    expect(region(page)).to_be_focused()
    attendre(page, "pret")
    # A key and Enter at once, however slow the machine: the answer to the key alone is not told.
    champ.evaluate(
        """(field) => {
          field.value += "0";
          field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
          field.form.requestSubmit();
        }"""
    )
    attendre(page, "pret")
    expect(region(page)).to_be_focused()
    annonces = page.evaluate("window.annonces")
    assert len([phrase for phrase in annonces if phrase.startswith("En F1")]) == 2
    assert len(annonces) <= 4
    champ.press("Enter")
    expect(region(page)).to_be_focused()
    attendre(page, "pret")


def test_le_chargement_dit_ses_octets_et_garde_la_place(open_page: Opener) -> None:
    page = open_page(viewport={"width": 320, "height": 800})
    barrage = Barrage(page)
    page.goto("/domaines/ds-2/")
    page.get_by_label("Activité combinée").fill("127800")
    attendre(page, "chargement")
    expect(page.locator("#avancement")).to_contain_text(re.compile("sur .* Mo"), timeout=ATTENTE)
    expect(region(page).locator("table")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    barrage.laisser_passer()
    attendre(page, "pret")
    expect(page.locator("#avancement")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_sur_papier_la_reponse_seulement_et_l_exemple_a_l_accueil(page: Page) -> None:
    page.goto("/")
    page.emulate_media(media="print")
    expect(page.locator("[data-mini] form")).to_be_hidden()
    expect(region(page).locator("table")).to_be_visible()
    page.goto("/domaines/ds-3/")
    page.emulate_media(media="print")
    expect(page.locator("[data-mini] form")).to_be_hidden()
    expect(region(page)).to_be_hidden()


def test_une_mesure_se_lit_face_a_ses_cibles(page: Page) -> None:
    page.goto("/indicateurs/ds-1-1/")
    repondre(page, "numerateur", "490")
    attendre(page, "saisie")
    expect(region(page).get_by_role("status")).to_have_text("Le dénominateur manque.")
    expect(page.locator("[data-mini] [aria-invalid]")).to_have_count(0)
    repondre(page, "denominateur", "1000")
    attendre(page, "pret")
    assert "60 de plus parmi ceux déjà comptés" in texte(region(page))
    assert violations(page, "[data-mini]") == []
    lien = page.get_by_role("link", name="Continuer dans le simulateur").get_attribute("href") or ""
    assert "DS1.1=490/1000" in lien
