"""The simulator for everyone: axe in every state and scheme, keyboard, phone, zoom, preferences, what is announced."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import UNFOLD, show, still, violations
from tests.browser.simulator import (
    EXEMPLE,
    FICHIER_PERDU,
    TOTAL,
    Barrage,
    attendre,
    bandeau,
    champ,
    couper,
    ouvrir,
    repondre,
    resultat,
    tache,
    texte,
)

Opener = Callable[..., Page]

#: Everything at once: refusals, targets met and missed, a carry-over, volet 2, the aids.
TOUT = (
    f"{EXEMPLE}&DS4=F2&forfait_base=40000&DS1.1=490/1000&DS1.2=30%25&DS1.report=F2&DS2.deposee_le=2021-10-12"
    "&PS1.1=atteint&PS2.2=bon_de_commande&relims=oui&laboratoire_interne=non&region=Bretagne&finess=010000157"
    "&forfait_volet_2=40000&forfait=120000"
)
NOTIFICATION = "activite_combinee=127800&DS1=F1&cro=oui&DS1.cibles_manquees=oui"
"""What a notification says, which « Comprendre un solde » shows whole."""
FAUTES = "activite_combinee=127.800&DS1=F9&DS1.1=49&region=Bretagen&couleur=bleu"


HAUTEUR = "box => box.offsetHeight"


@pytest.mark.first_visit
@pytest.mark.parametrize(
    ("etat", "lien"),
    [
        ("attente", ""),
        ("chargement", EXEMPLE),
        ("pret", TOUT),
        ("pret", "activite_combinee=1"),
        ("pret", NOTIFICATION),
        ("saisie", FAUTES),
        ("panne", EXEMPLE),
    ],
)
def test_axe_ne_trouve_rien(page: Page, expected_errors: list[str], etat: str, lien: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    if etat == "chargement":
        Barrage(page)
    if etat == "panne":
        expected_errors.append(FICHIER_PERDU)
        page.route("**/bibliotheque.bin", couper)
    ouvrir(page, lien, etat)
    page.evaluate(UNFOLD)
    for scheme in ("light", "dark"):
        show(page, scheme)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (scheme, width)


@pytest.mark.parametrize("lien", ["", TOUT, FAUTES, NOTIFICATION])
def test_rien_ne_deborde(page: Page, lien: str) -> None:
    ouvrir(page, lien, {"": "attente", FAUTES: "saisie"}.get(lien, "pret"))
    page.evaluate(UNFOLD)
    still(page)  # the theme slides its search panel away
    for largeur in (320, 390, 640, 799, 800, 1000, 1280, 1920):
        page.set_viewport_size({"width": largeur, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur, largeur
        perdus = page.evaluate(
            """() => [...document.querySelectorAll('#simulateur :is(td, th, dd, dt, label, legend, p, button, input)')]
              .filter((box) => box.checkVisibility() && getComputedStyle(box).clipPath === 'none')
              .filter((box) => box.getBoundingClientRect().right > innerWidth + 1)
              .map((box) => box.outerHTML.slice(0, 80))"""
        )
        assert perdus == [], largeur


#: What a printer hears of; a test prints itself.
IMPRESSION = "window.impressions = 0; window.print = () => { window.impressions += 1; };"
#: What a reader unfolds on the way.
DEPLIES = ("section-prerequis", "section-mesures", "garder")


def test_au_clavier_du_premier_champ_au_justificatif_imprime(page: Page) -> None:
    page.add_init_script(IMPRESSION)
    page.goto("/simulateur/?tache=dossier")
    champ(page, "activite_combinee").focus()
    page.keyboard.type("127800")
    vus = []
    for _ in range(250):
        page.keyboard.press("Tab")
        vu = page.evaluate(
            """() => {
              const here = document.activeElement;
              if (!here.closest('#simulateur')) return null;
              const style = getComputedStyle(here);
              const box = here.getBoundingClientRect();
              const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              const name = here.name || here.id || (here.matches('summary') && here.parentElement.id) || here.textContent.trim().slice(0, 40);
              return { name, shown, inside: box.bottom > 0 && box.top < innerHeight };
            }"""
        )
        if vu is None:
            break
        vus.append(vu)
        if vu["name"] == "DS2":
            page.keyboard.press("ArrowDown")  # the first window
            attendre(page, "pret")
        elif vu["name"] in DEPLIES:
            page.keyboard.press("Enter")
        elif vu["name"] == "justifier":
            page.keyboard.press("Enter")
            break
    assert [vu["name"] for vu in vus if not (vu["shown"] and vu["inside"])] == []
    names = [vu["name"] for vu in vus]
    assert {"DS1", "DS2", "DS3", "DS4", "PS1.1", "relims", "DS2.1", "effacer", "copier", "deplier"} <= set(
        names
    )
    expect(page.locator("html")).to_have_attribute("data-impression", "justificatif", timeout=30_000)
    assert page.evaluate("window.impressions") == 1
    page.emulate_media(media="print")
    assert "DS 2 Biologie médicale, F1" in texte(page.locator(".sunes-feuille"))


def test_un_resultat_une_phrase_annoncee(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    page.evaluate(
        """() => {
          window.annonces = [];
          const place = document.querySelector('#annonce');
          new MutationObserver(() => place.textContent && window.annonces.push(place.textContent))
            .observe(place, { childList: true, characterData: true, subtree: true });
        }"""
    )
    champ(page, "activite_combinee").evaluate(  # typed in the page, so that a busy machine types as fast
        """async (field) => {
          for (const text of ["", "2", "23", "230", "2300", "23000", "230000"]) {
            field.value = text;
            field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
            await new Promise((done) => setTimeout(done, 20));
          }
        }"""
    )
    expect(page.locator("#annonce")).to_contain_text("253 400,00 €")
    annonces = page.evaluate("window.annonces")
    assert len(annonces) <= 2  # the field was empty for a moment
    assert all(phrase.count(".") == 1 for phrase in annonces)


def test_sur_un_telephone_le_resume_reste_au_pied_de_l_ecran(open_page: Opener) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    ouvrir(page, EXEMPLE)
    for part in ("176 368,29 €", "52 910,49 €", "123 457,80 €"):
        assert part in texte(bandeau(page))
    box = bandeau(page).bounding_box()
    assert box is not None
    assert abs(box["y"] + box["height"] - 844) < 1
    assert box["height"] < 844 / 5
    page.get_by_role("link", name="Voir le détail").click()
    expect(resultat(page)).to_be_focused()
    expect(resultat(page).locator(".sunes-montants")).to_be_in_viewport()
    assert page.url.endswith(page.locator("#resultat").get_attribute("data-situation") or "?")
    # A fault is told there, and leads to the list of faults.
    champ(page, "activite_combinee").fill("127.800")
    attendre(page, "saisie")
    assert "Une erreur à corriger" in texte(bandeau(page))
    assert TOTAL not in texte(bandeau(page))
    page.get_by_role("link", name="Voir les erreurs").click()
    expect(resultat(page)).to_be_focused()
    expect(page.locator(".sunes-problemes")).to_be_in_viewport()


def test_sur_un_ecran_large_le_resume_reste_a_cote(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    for repere in ("#champ-DS3", "#section-mesures", "#champ-activite_combinee"):
        page.locator(repere).scroll_into_view_if_needed()
        expect(bandeau(page)).to_be_in_viewport(ratio=1)
    ouverts = page.evaluate(
        """() => [...document.querySelectorAll('#simulateur *')].filter((box) => {
          const { overflowY } = getComputedStyle(box);
          return ['auto', 'scroll'].includes(overflowY) && box.scrollHeight > box.clientHeight;
        }).length"""
    )
    assert ouverts == 0  # nothing scrolls inside the page


@pytest.mark.first_visit
def test_rien_ne_saute_quand_le_resultat_vient(page: Page) -> None:
    barrage = Barrage(page)
    page.goto("/simulateur/")
    page.evaluate(
        """() => {
          window.sauts = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.sauts += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
        }"""
    )
    hauteur = bandeau(page).evaluate(HAUTEUR)
    repondre(page, "activite_combinee", "127800")
    repondre(page, "DS1", "F1")
    attendre(page, "chargement")
    expect(page.locator("#avancement")).to_be_visible()
    assert bandeau(page).evaluate(HAUTEUR) == hauteur
    page.wait_for_timeout(600)
    barrage.laisser_passer()
    attendre(page, "pret")
    assert bandeau(page).evaluate(HAUTEUR) == hauteur
    assert page.evaluate("window.sauts") < 0.02


@pytest.mark.first_visit
def test_le_telechargement_dit_ses_octets(page: Page) -> None:
    barrage = Barrage(page)
    page.goto(f"/simulateur/#{EXEMPLE}")
    avancement = page.locator("#avancement")
    expect(avancement).to_contain_text(re.compile("[1-9].* sur .* Mo"), timeout=30_000)
    recu, _, reste = texte(avancement).partition(" sur ")
    assert 0 < float(recu.replace(",", ".")) < float(reste.removesuffix(" Mo").replace(",", "."))
    barre = avancement.locator("progress")
    assert 0 < float(barre.get_attribute("value") or 0) < float(barre.get_attribute("max") or 0)
    barrage.laisser_passer()
    attendre(page, "pret")
    expect(avancement).to_be_hidden()


def test_en_couleurs_forcees_les_choix_et_les_etats_se_voient(open_page: Opener) -> None:
    page = open_page(forced_colors="active")
    ouvrir(page, TOUT)
    ligne = page.locator(".sunes-fenetre", has=page.locator("[name=DS1][value=F1]"))
    autre = page.locator(".sunes-fenetre", has=page.locator("[name=DS1][value=F2]"))
    style = "box => getComputedStyle(box).outlineStyle"
    assert (ligne.evaluate(style), autre.evaluate(style)) == ("solid", "none")
    mots = texte(resultat(page))
    for mot in ("Atteinte", "Manquée", "À mesurer", "Non éligible", "Question ouverte", "Lecture"):
        assert mot in mots
    assert violations(page) == []


#: The folded blocks whose mark is nothing, or a full square: a triangle needs a cut, a cut background its colour.
MARQUES = """() => {
  const canvas = getComputedStyle(document.body).backgroundColor;
  const isLost = (summary) => ['::before', '::after'].flatMap((part) => {
    const mark = getComputedStyle(summary, part);
    if (['none', 'normal'].includes(mark.content) || mark.display === 'none') return [];
    const isCut = mark.clipPath !== 'none';
    const sides = ['Top', 'Right', 'Bottom', 'Left'].filter((side) => parseFloat(mark[`border${side}Width`]) > 0).length;
    if (mark.maskImage !== 'none') return [mark.backgroundColor === canvas || mark.backgroundColor === 'rgba(0, 0, 0, 0)'];
    return [sides === 0 || (sides === 4 && !isCut)];
  });
  return [...document.querySelectorAll('main summary')].filter((summary) => summary.checkVisibility())
    .filter((summary) => isLost(summary).includes(true)).map((summary) => summary.outerHTML.slice(0, 90));
}"""


def test_en_couleurs_forcees_ce_qui_se_deplie_garde_sa_marque(open_page: Opener) -> None:
    page = open_page(forced_colors="active")
    ouvrir(page, TOUT)
    assert page.evaluate(MARQUES) == []
    for adresse in ("/indicateurs/ds-1-1/", "/faq/", "/prerequis/ps-2-2/"):
        page.goto(adresse)
        assert page.locator("main summary").count() > 3
        assert page.evaluate(MARQUES) == [], adresse


def test_sans_mouvement_rien_ne_bouge(open_page: Opener) -> None:
    page = open_page(reduced_motion="reduce")
    ouvrir(page, EXEMPLE)
    animes = page.evaluate(
        """() => [...document.querySelectorAll('#simulateur *')].filter((box) => {
          const { transitionDuration, animationName } = getComputedStyle(box);
          return animationName !== 'none' || !['0s', ''].includes(transitionDuration.split(',')[0]);
        }).map((box) => box.outerHTML.slice(0, 80))"""
    )
    assert animes == []


def test_axe_ne_trouve_rien_dans_un_dossier_ses_analyses_et_son_justificatif(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(IMPRESSION)
    ouvrir(page, f"{TOUT}&2.nom=CH&2.activite_combinee=7000&2.DS2=F2&2.DS2.1=490/1000")
    for section in page.locator(".sunes-analyse > summary").all():
        section.click()
    expect(page.locator("#analyse-echeancier table").first).to_be_visible(timeout=30_000)
    assert violations(page) == []
    tache(page, "Calculer un forfait").check()
    assert violations(page) == []
    page.locator("#garder > summary").click()
    page.locator("#justifier").click()
    expect(page.locator(".sunes-feuille")).to_have_count(2, timeout=30_000)
    page.emulate_media(media="print")
    assert page.evaluate("axe.run('#feuilles', {resultTypes: ['violations']})")["violations"] == []
