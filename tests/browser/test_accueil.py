"""The home page and what every page carries: the small calculator, the paths, the notice, the typeface."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.axe import OVERFLOW, show, still, violations
from tests.browser.simulator import ATTENTE, texte

EXEMPLE = ("109 738,12 €", "39 194,22 €", "31 355,37 €")
"""Of the printed example: DS 1 with its bonus in F1, DS 2 in F1 and in F4."""


def apercu(page: Page) -> Locator:
    return page.locator(".sunes-apercu")


def champ(page: Page) -> Locator:
    return page.get_by_label("Activité combinée")


def attendre(page: Page, etat: str) -> None:
    expect(apercu(page).locator("[data-etat]")).to_have_attribute("data-etat", etat, timeout=ATTENTE)


def test_l_exemple_est_montre_sans_javascript(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(java_script_enabled=False)
    page.goto("/")
    for montant in EXEMPLE:
        assert montant in texte(apercu(page))
    expect(champ(page)).to_be_hidden()


@pytest.mark.first_visit
def test_python_ne_vient_que_si_l_on_touche_le_champ(page: Page) -> None:
    demandes: list[str] = []
    page.on("request", lambda request: demandes.append(request.url))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in demandes if "/assets/python/" in url]
    with page.expect_request(lambda request: "/assets/python/" in request.url, timeout=ATTENTE):
        champ(page).click()
    attendre(page, "attente")


def test_une_activite_saisie_donne_ses_montants_et_mene_au_simulateur(page: Page) -> None:
    page.goto("/")
    champ(page).fill("230 000")
    attendre(page, "pret")
    for montant in ("150 000,00 €", "165 000,00 €", "52 000,00 €", "catégorie D"):
        assert montant in texte(apercu(page))
    assert EXEMPLE[0] not in texte(apercu(page))
    dit = apercu(page).get_by_role("region", name="Votre résultat").get_by_role("status")
    expect(dit).to_contain_text("En fenêtre F1")  # once typing rests
    lien = page.get_by_role("link", name="Continuer dans le simulateur")
    assert "#activite_combinee=230000&" in (lien.get_attribute("href") or "")
    lien.click()
    expect(page.locator("#resultat")).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    assert "165 000,00 €" in texte(page.locator("#resultat"))


def test_une_saisie_ambigue_est_dite_et_aucun_montant_ne_reste(page: Page) -> None:
    page.goto("/")
    champ(page).fill("127.800")
    attendre(page, "saisie")
    expect(page.locator("#erreur-activite_combinee")).to_contain_text("127 800")
    expect(champ(page)).to_have_attribute("aria-invalid", "true")
    expect(apercu(page).locator("table")).to_be_hidden()
    champ(page).fill("127800")
    attendre(page, "pret")
    assert champ(page).get_attribute("aria-invalid") is None
    for montant in EXEMPLE:
        assert montant in texte(apercu(page))


@pytest.mark.first_visit
@pytest.mark.parametrize("expected_errors", [["404"]])  # the page looks whether its files are still online
def test_un_chargement_qui_echoue_se_reprend(page: Page) -> None:
    def perdre(route: Route) -> None:
        route.fulfill(status=404, body="absent")

    page.route("**/worker.js", perdre)
    page.goto("/")
    champ(page).fill("230000")
    attendre(page, "panne")
    expect(apercu(page).locator("table")).to_be_hidden()
    page.unroute("**/worker.js")
    page.get_by_role("button", name="Réessayer").click()
    attendre(page, "pret")
    assert "165 000,00 €" in texte(apercu(page))
    expect(apercu(page).locator("[data-etat]")).to_be_focused()


def test_les_montants_ne_bougent_pas_quand_la_police_arrive(page: Page) -> None:
    """Digits of one width, and a narrow space of its own in the typeface: columns stay aligned."""
    page.goto("/donnees/")
    largeurs = page.evaluate(
        """async () => {
          await document.fonts.ready;
          const place = document.querySelector("article p");
          const widths = (text) => {
            const span = document.createElement("span");
            span.textContent = text;
            place.append(span);
            const { width } = span.getBoundingClientRect();
            span.remove();
            return width;
          };
          await document.fonts.load("1rem 'Source Sans 3'", "\\u202f");
          const texts = ["111\\u202f111,11", "888\\u202f888,88", "\\u202f", "1"];
          return [document.fonts.check("1rem 'Source Sans 3'"), ...texts.map(widths)];
        }"""
    )
    chargee, uns, huits, espace, chiffre = largeurs
    assert chargee
    assert uns == pytest.approx(huits, abs=0.1)
    assert 0.3 < espace / chiffre < 0.45  # 180 over 472 thousandths


def test_les_trois_chemins_sont_en_vue(page: Page) -> None:
    for largeur in (320, 390, 1280):
        page.set_viewport_size({"width": largeur, "height": 800})
        page.goto("/indicateurs/ds-1-1/")
        chemins = page.get_by_role("navigation", name="Chemins")
        for nom in ("Comprendre", "Vérifier une règle", "Simuler"):
            expect(chemins.get_by_role("link", name=nom, exact=True)).to_be_in_viewport()
        actuel = chemins.locator("[aria-current]:visible")
        expect(actuel).to_have_text("Vérifier une règle")


def test_l_avertissement_tient_en_une_ligne_sur_un_grand_ecran(page: Page) -> None:
    page.goto("/")
    avertissement = page.locator(".sunes-avertissement")
    hauteur = avertissement.evaluate("(place) => place.getBoundingClientRect().height")
    ligne = avertissement.evaluate("(place) => parseFloat(getComputedStyle(place).lineHeight)")
    assert hauteur < 2 * ligne


def test_le_menu_d_un_ecran_etroit_s_ouvre_et_se_ferme_au_clavier(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/donnees/")
    menu = page.get_by_role("button", name="Menu")
    panneau = page.get_by_role("navigation", name="Navigation", exact=True)
    expect(panneau).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(panneau).to_be_visible()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(panneau).to_be_hidden()
    expect(menu).to_be_focused()


def test_l_apparence_choisie_demeure_et_celle_du_systeme_le_suit(page: Page) -> None:
    theme = page.locator("body")
    page.emulate_media(color_scheme="light")
    page.goto("/")
    expect(theme).to_have_attribute("data-md-color-scheme", "default")
    page.emulate_media(color_scheme="dark")
    expect(theme).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="light")
    page.get_by_title("Passer au thème clair").click()
    page.get_by_title("Passer au thème sombre").click()
    expect(theme).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.get_by_title("Suivre le thème du système")).to_be_visible()
    expect(theme).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.locator("meta[name=theme-color]")).to_have_attribute(
        "content", page.locator("header").evaluate("header => getComputedStyle(header).backgroundColor")
    )
    page.get_by_label("Suivre le thème du système").focus()
    page.keyboard.press("Enter")
    expect(theme).to_have_attribute("data-md-color-scheme", "default")
    expect(page.get_by_label("Passer au thème clair")).to_be_focused()


def test_le_lien_d_evitement_vient_le_premier_et_se_voit(page: Page) -> None:
    for adresse in ("/", "/indicateurs/ds-1-1/"):
        page.goto(adresse)
        page.keyboard.press("Tab")
        evitement = page.locator(".md-skip")
        expect(evitement).to_be_focused()
        expect(evitement).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_be_in_viewport()


@pytest.mark.parametrize("expected_errors", [["404"]])
def test_une_adresse_inconnue_remet_sur_le_chemin(page: Page) -> None:
    page.goto("/une/adresse/inconnue/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
    expect(page.get_by_role("main").get_by_role("link", name="L’accueil")).to_be_visible()


def test_axe_ne_trouve_rien_sur_un_grand_ecran_clair_ni_un_telephone_sombre(page: Page) -> None:
    """The other screens are those of the sweep of all pages."""
    for adresse in ("/", "/404.html", "/donnees/", "/mentions-legales/"):
        page.goto(adresse)
        for schema, largeur in (("light", 1280), ("dark", 390)):
            page.set_viewport_size({"width": largeur, "height": 900})
            show(page, schema)
            assert violations(page) == [], (adresse, schema)


def test_axe_ne_trouve_rien_dans_l_apercu(page: Page) -> None:
    page.goto("/")
    for saisie, etat in (("230000", "pret"), ("beaucoup", "saisie")):
        champ(page).fill(saisie)
        attendre(page, etat)
        assert violations(page) == [], etat


def test_rien_ne_deborde(page: Page) -> None:
    for adresse in ("/", "/404.html", "/donnees/"):
        page.goto(adresse)
        still(page)
        for largeur in (390, 640, 1000):  # 320 with every page
            page.set_viewport_size({"width": largeur, "height": 800})
            assert not page.evaluate(OVERFLOW), (adresse, largeur)
