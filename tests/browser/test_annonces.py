"""What the simulator says to whoever listens: one sentence once typing rests, a fault once its field is left."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.simulator import EXEMPLE, attendre, champ, ouvrir

pytestmark = pytest.mark.first_visit  # its clock is taken from it

#: Every sentence that a live region of the page tells, in order.
ECOUTER = """() => {
  window.dites = [];
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const place = (target.nodeType === 1 ? target : target.parentElement)?.closest('[role=status], [role=alert], [aria-live]');
      if (place && place.textContent.trim()) window.dites.push(place.textContent.trim());
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""
#: A key of a slow typist: the field changes, then the answer has the time to come.
TOUCHE = """([field, text]) => {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
}"""


def ouvrir_a_notre_heure(page: Page, lien: str) -> None:
    """The simulator on a clock of the test's: taken before its scripts start a timer that they will stop."""
    page.clock.install()
    ouvrir(page, lien, tache="dossier")


def taper(page: Page, nom: str, mot: str) -> list[str]:
    """Type a word, slower than a fault is shown, on the page's own clock; what was told, a moment after the last key."""
    page.evaluate(ECOUTER)
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    champ(page, nom).focus()
    for fin in range(1, len(mot) + 1):
        champ(page, nom).evaluate(f"(field, text) => ({TOUCHE})([field, text])", mot[:fin])
        page.clock.run_for(400)
        page.wait_for_timeout(60)  # Python answers on no clock
    page.clock.run_for(1500)
    page.wait_for_timeout(200)
    page.clock.run_for(1500)
    page.clock.resume()
    dites: list[str] = page.evaluate("window.dites")
    return dites


@pytest.mark.parametrize(
    ("nom", "mot", "dit"),
    [
        ("activite_combinee", "127800,12345678901234", "Une erreur à corriger."),
        ("DS1.1", "490 sur 1000 environ", "Une erreur à corriger."),
    ],
)
def test_vingt_signes_tapes_une_seule_annonce(page: Page, nom: str, mot: str, dit: str) -> None:
    ouvrir_a_notre_heure(page, "activite_combinee=1000&DS1=F1")
    page.locator("#section-mesures > summary").click()
    [annonce] = taper(page, nom, mot)
    assert re.fullmatch(dit, annonce)


def test_un_nom_qui_ne_change_aucun_montant_ne_fait_rien_redire(page: Page) -> None:
    ouvrir_a_notre_heure(page, EXEMPLE)
    assert taper(page, "nom", "Centre hospitalier X") == []


def test_un_finess_douteux_est_decrit_par_ce_qu_il_a_de_faux_et_le_dit_une_fois_quand_on_le_quitte(
    page: Page,
) -> None:
    ouvrir(page, EXEMPLE, tache="dossier")
    page.evaluate(ECOUTER)
    finess = champ(page, "finess")
    finess.press_sequentially("01000015")
    expect(finess).to_have_accessible_description(re.compile("8 chiffres au lieu de 9 ; vérifiez le numéro"))
    assert page.evaluate("window.dites.filter((text) => text.includes('chiffres'))") == []
    finess.press("Tab")
    expect(page.locator("#situation > [role=status]")).to_have_text(
        "Numéro FINESS\u00a0: 8 chiffres au lieu de 9\u202f; vérifiez le numéro."
    )
    finess.focus()
    finess.press("Tab")
    assert len(page.evaluate("window.dites.filter((text) => text.includes('chiffres'))")) == 1
    finess.fill("010000156")
    expect(page.locator("[data-compris=finess]")).to_have_text("clé de contrôle juste")
    expect(page.locator("#doute-finess")).to_have_count(0)
    finess.fill("010000157")
    finess.press("Tab")
    expect(page.locator("#situation > [role=status]")).to_contain_text(
        "clé de contrôle, son dernier chiffre, est fausse"
    )


@pytest.mark.parametrize(
    ("nom", "faux", "raison"),
    [
        ("activite_combinee", "beaucoup", "nombre"),
        ("DS1.1", "49", "%"),
        ("DS1.deposee_le", "31/02/2021", "n’existe pas dans le calendrier"),
        ("DS1.avance_versee", "-3", "négatif"),
    ],
)
def test_la_faute_d_un_champ_fait_partie_de_sa_description_et_se_dit_quand_on_le_quitte(
    page: Page, nom: str, faux: str, raison: str
) -> None:
    ouvrir(page, EXEMPLE, tache="dossier")
    page.locator("#section-mesures > summary").click()
    box = champ(page, nom)
    box.fill(faux)
    attendre(page, "saisie")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(re.compile(raison))
    page.evaluate(ECOUTER)
    box.press("Tab")
    expect(page.locator("#situation > [role=status]")).to_contain_text(raison)
    assert (
        len(page.evaluate("window.dites.filter((text) => text.includes(' : '))".replace(" : ", "\u00a0: ")))
        == 1
    )


def test_dans_un_petit_calculateur_une_saisie_une_annonce_et_une_faute_dite_en_partant(page: Page) -> None:
    page.goto("/fenetres/f1/")
    champ(page, "activite_combinee").fill("1")
    expect(page.locator("[data-mini] section > [role=status]")).to_contain_text("En F1")
    [annonce] = taper(page, "activite_combinee", "127800,12345678901234")
    assert annonce.startswith("Une erreur")
    champ(page, "activite_combinee").fill("beaucoup")
    expect(champ(page, "activite_combinee")).to_have_attribute("aria-invalid", "true")
    champ(page, "activite_combinee").press("Tab")
    expect(page.locator("[data-mini] form > [role=status]")).to_contain_text("nombre")
