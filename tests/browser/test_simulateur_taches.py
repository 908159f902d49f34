"""The journeys of those who come with a question: from the home page to the answer, at both widths, and nothing lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.simulator import (
    ATTENTE,
    EXEMPLE,
    attendre,
    attendre_que,
    bandeau,
    bonus,
    champ,
    cibles,
    issue,
    ouvrir,
    resultat,
    situation,
    tache,
    texte,
)

Opener = Callable[..., Page]

LARGEURS = (1280, 390)
NOMMEE = "nom=CH+du+Val&activite_combinee=127800&DS1=F1"


class Lecteur:
    """A reader: what is clicked and typed is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clics, self.saisies = page, 0, 0

    def clique(self, place: str) -> None:
        self.clics += 1
        self.page.get_by_role("link", name=place).click()

    def choisit(self, domaine: str, fenetre: str) -> None:
        self.clics += 1
        self.page.locator(f"[name={domaine}][value={fenetre}]").click()

    def repond(self, reponse: str) -> None:
        self.clics += 1
        issue(self.page, reponse).click()

    def ecrit(self, nom: str, valeur: str) -> None:
        self.saisies += 1
        champ(self.page, nom).fill(valeur)


@pytest.fixture(params=LARGEURS)
def lecteur(request: pytest.FixtureRequest, open_page: Opener) -> Lecteur:
    page = open_page(viewport={"width": request.param, "height": 844})
    page.goto("/")
    return Lecteur(page)


RESTE = "Acquis 99 761,93 € : avance versée 32 921,44 €, reste 66 840,49 €"
RENDU = "À rembourser : 32 921,44 €"


@pytest.mark.parametrize(
    ("porte", "reponse", "phrase"),
    [
        ("Comprendre un solde", "Oui, CRO manqué", RESTE),
        ("On me réclame une avance", "Non, CRO demandé", RENDU),
    ],
)
def test_de_l_accueil_a_la_reponse_en_trois_clics_et_deux_saisies(
    lecteur: Lecteur, porte: str, reponse: str, phrase: str
) -> None:
    """The bonus was asked for: who holds the notification says so, and the answer is sure before the advance is typed."""
    page = lecteur.page
    lecteur.clique(porte)
    lecteur.ecrit("activite_combinee", "127 800")
    lecteur.choisit("DS1", "F1")
    lecteur.repond(reponse)
    assert (lecteur.clics, lecteur.saisies) == (3, 1)
    expect(bandeau(page).locator(".sunes-phrase")).to_be_in_viewport()
    attendre_que(page, lambda: phrase in texte(bandeau(page)))
    assert "cro=oui" in situation(page)
    lecteur.ecrit("DS1.avance_versee", "32 921,44")
    assert (lecteur.clics, lecteur.saisies) == (3, 2)
    attendre_que(page, lambda: "DS1.avance_versee=32921.44" in situation(page))
    attendre(page, "pret")
    expect(bandeau(page).locator(".sunes-phrase")).to_be_in_viewport()
    assert phrase in texte(bandeau(page))
    assert texte(resultat(page)).startswith(phrase)
    page.evaluate("window.print = () => {}")
    page.locator("#garder > summary").click()
    page.locator("#justifier").click()
    expect(page.locator(".sunes-feuille")).to_have_count(1, timeout=ATTENTE)
    page.emulate_media(media="print")
    assert phrase in texte(page.locator(".sunes-feuille"))


@pytest.mark.parametrize(
    ("reponse", "phrase"),
    [
        ("Oui, CRO non demandé", "Acquis 99 761,93 € : avance versée 29 928,58 €, reste 69 833,35 €"),
        ("Oui, CRO atteint", "Acquis 109 738,12 € : avance versée 32 921,44 €, reste 76 816,68 €"),
        ("Non, CRO non demandé", "À rembourser : 29 928,58 €"),
        ("Je ne sais pas, CRO manqué", "Jusqu’à 99 761,93 €, sans le bonus, si les cibles sont atteintes"),
    ],
)
def test_ce_que_dit_la_notification_tient_en_une_reponse(page: Page, reponse: str, phrase: str) -> None:
    ouvrir(page, "activite_combinee=127800&DS1=F1", tache="solde")
    expect(issue(page, "Je ne sais pas, CRO non demandé")).to_be_checked()
    issue(page, reponse).click()
    attendre_que(page, lambda: phrase in texte(bandeau(page)))
    expect(issue(page, reponse)).to_be_checked()


def test_le_bonus_manque_plafonne_la_reponse_avant_que_les_autres_cibles_soient_dites(
    lecteur: Lecteur,
) -> None:
    page = lecteur.page
    lecteur.clique("Comprendre un solde")
    lecteur.ecrit("activite_combinee", "127 800")
    lecteur.choisit("DS1", "F1")
    lecteur.repond("Je ne sais pas, CRO manqué")
    lecteur.ecrit("DS1.avance_versee", "32 921,44")
    assert (lecteur.clics, lecteur.saisies) == (3, 2)
    expect(resultat(page)).to_contain_text("66 840,49", timeout=ATTENTE)
    attendue = "Jusqu’à 99 761,93 €, sans le bonus, si les cibles sont atteintes : avance versée 32 921,44 €, reste 66 840,49 € au plus"
    assert attendue in texte(bandeau(page))
    lecteur.repond("Oui, CRO manqué")
    expect(resultat(page)).to_contain_text("Acquis", timeout=ATTENTE)
    attendre(page, "pret")
    assert RESTE in texte(bandeau(page))


def test_un_solde_verse_se_reconnait_en_deux_clics_et_s_applique_au_troisieme(lecteur: Lecteur) -> None:
    page = lecteur.page
    lecteur.clique("Vérifier un paiement")
    lecteur.ecrit("activite_combinee", "127 800")
    lecteur.choisit("DS1", "F1")
    lecteur.ecrit("DS1.solde_verse", "66 840,49")
    assert (lecteur.clics, lecteur.saisies) == (2, 2)
    constat = page.locator("#analyse-paiement section[data-domaine=DS1]")
    phrase = "66 840,49 € de solde : ce que donne DS 1 en F1 avec le bonus CRO demandé, la cible du CRO étant manquée"
    attendre_que(page, lambda: constat.count() == 1 and phrase in texte(constat))
    lecteur.clique("Appliquer au formulaire")
    attendre_que(page, lambda: "rien ne reste à recevoir" in texte(bandeau(page)))
    assert "Acquis 99 761,93 € : avance versée 32 921,44 €, solde versé 66 840,49 €" in texte(bandeau(page))
    expect(issue(page, "Oui, CRO manqué")).to_be_checked()
    expect(page.locator("#situation")).to_have_attribute("data-tache", "paiement")


def test_une_avance_sans_sa_virgule_est_comptee_et_mise_en_doute(page: Page) -> None:
    ouvrir(page, "activite_combinee=127800&DS1=F1&cro=oui&DS1.cibles_manquees=oui", tache="avance")
    doute = resultat(page).locator(".sunes-attention")
    expect(doute).to_have_count(0)
    champ(page, "DS1.avance_versee").fill("3292144")
    expect(doute).to_contain_text("dépasse le forfait demandé")
    champ(page, "DS1.avance_versee").fill("32921,44")
    expect(doute).to_have_count(0)


TEMOINS = "DS1.1.atteinte=oui&DS1.2.atteinte=oui"


@pytest.mark.parametrize(
    ("lien", "reponse", "deux"),
    [
        ("", "Je ne sais pas, CRO non demandé", ("Je ne sais pas", "Non demandé")),
        ("cro=oui", "Je ne sais pas, CRO demandé", ("Je ne sais pas", "Demandé")),
        ("cro=oui&DS1.3.atteinte=oui", "Je ne sais pas, CRO atteint", ("Je ne sais pas", "Atteint")),
        (f"cro=oui&{TEMOINS}", "Oui, CRO demandé", ("Oui", "Demandé")),
        (f"cro=oui&DS1.3.atteinte=non&{TEMOINS}", "Oui, CRO manqué", ("Oui", "Manqué")),
        ("cro=oui&DS1.3.atteinte=non&DS1.2.atteinte=non", "Non, CRO demandé", ("Non", "Manqué")),
        ("DS1.cibles_manquees=oui", "Non, CRO non demandé", ("Non", "Non demandé")),
    ],
)
def test_un_lien_coche_la_reponse_de_chaque_tache(
    page: Page, lien: str, reponse: str, deux: tuple[str, str]
) -> None:
    ouvrir(page, f"activite_combinee=127800&DS1=F1&{lien}", tache="avance")
    avant = situation(page)
    expect(issue(page, reponse)).to_be_checked()
    expect(page.get_by_text("elles sont gardées et comptent")).to_be_hidden()
    expect(bonus(page, deux[1])).to_be_hidden()
    tache(page, "Le dossier complet").check()
    expect(issue(page, reponse)).to_be_hidden()
    expect(cibles(page, "DS1", deux[0])).to_be_checked()
    expect(bonus(page, deux[1])).to_be_checked()
    tache(page, "Calculer un forfait").check()
    expect(bonus(page, deux[1])).to_be_checked()
    expect(cibles(page, "DS1", deux[0])).to_be_hidden()
    tache(page, "Vérifier un paiement").check()
    expect(issue(page, reponse)).to_be_checked()
    assert situation(page) == avant


@pytest.mark.parametrize("demandee", ["solde", "dossier"])
def test_une_reponse_qui_contredit_les_taux_le_dit_a_cote_de_sa_question(page: Page, demandee: str) -> None:
    ouvrir(page, "activite_combinee=127800&DS1=F1&cro=oui&DS1.1=1/2&DS1.2=1/2", tache=demandee)
    non = issue(page, "Non, CRO demandé") if demandee == "solde" else cibles(page, "DS1", "Non")
    non.click()
    attendre(page, "saisie")
    question = page.get_by_role("radiogroup", name="Toutes les cibles obligatoires sont-elles atteintes ?")
    expect(question).to_have_count(1)
    expect(question).to_have_attribute("aria-invalid", "true")
    expect(question).to_have_accessible_description(re.compile("est dite manquée"))
    expect(question.locator(".sunes-erreur")).to_be_visible()
    if demandee == "dossier":  # the other question is not at fault
        assert champ(page, "cro").get_attribute("aria-invalid") is None
    champ(page, "activite_combinee").focus()
    resultat(page).locator("a[data-champ='DS1.cibles_manquees']").click()
    expect(non).to_be_focused()
    expect(page.locator("#situation")).to_have_attribute("data-tache", demandee)


def test_une_cible_manquee_que_l_on_ne_nomme_pas_n_accuse_aucun_indicateur(page: Page) -> None:
    ouvrir(page, "activite_combinee=127800&DS1=F1&cro=oui", tache="avance")
    issue(page, "Non, CRO demandé").click()
    expect(resultat(page)).to_contain_text("sans dire laquelle", timeout=ATTENTE)
    attendre(page, "pret")
    assert "À rembourser : 32 921,44 €" in texte(bandeau(page))
    assert "Manquée" not in texte(resultat(page).locator(".sunes-cibles"))
    assert "DS1.cibles_manquees=oui" in situation(page)
    laquelle = page.get_by_role("radiogroup", name="Laquelle est manquée ?")
    expect(laquelle.get_by_role("radio", name="Je ne sais pas")).to_be_checked()
    laquelle.locator("label").first.click()
    expect(resultat(page)).not_to_contain_text("sans dire laquelle", timeout=ATTENTE)
    attendre(page, "pret")
    assert "cibles_manquees" not in situation(page)
    assert texte(resultat(page).locator(".sunes-cibles")).count("Manquée") == 1


@pytest.mark.parametrize(
    "lien", ["/simulateur/", "/simulateur/?tache=solde#activite_combinee=127800&DS1=F1&cro=oui"]
)
def test_de_la_tete_du_simulateur_a_la_reponse_en_douze_arrets(page: Page, lien: str) -> None:
    page.goto(lien)
    attendre(page, "pret" if "#" in lien else "attente")
    page.locator("#taches :checked").focus()
    for arret in range(2, 13):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.sunes-cote') !== null"):
            return
        assert page.evaluate("document.activeElement.closest('#simulateur') !== null"), arret
    pytest.fail("plus de douze arrêts")


def test_la_page_vide_tient_en_un_ecran_et_en_deux_sur_un_telephone(page: Page) -> None:
    for largeur, hauteur, ecrans in ((1280, 800, 1), (390, 844, 2)):
        page.set_viewport_size({"width": largeur, "height": hauteur})
        page.goto("/simulateur/")
        bas = page.locator("#simulateur").evaluate("box => box.getBoundingClientRect().bottom")
        formulaire = page.locator("#section-mesures").evaluate("box => box.getBoundingClientRect().bottom")
        assert formulaire <= hauteur * ecrans, largeur
        assert bas <= hauteur * (ecrans if largeur < 1000 else 1.3), (
            largeur
        )  # a large screen has the example beside


def test_tout_effacer_se_defait_tant_que_l_on_reste(page: Page) -> None:
    effacer = page.get_by_role("button", name="Tout effacer")
    retablir = page.get_by_role("button", name="Rétablir ce qui a été effacé")
    page.goto("/simulateur/")
    expect(effacer).to_be_hidden()
    ouvrir(page, f"{NOMMEE}&2.activite_combinee=7000&2.DS1=F2")
    avant = situation(page)
    page.locator("#analyse-paiement > summary").click()
    page.locator("[name='notifie.DS1']").fill("51 541,88")
    effacer.click()
    attendre(page, "attente")
    expect(retablir).to_be_focused()
    expect(page.locator("[name='notifie.DS1']")).to_have_value("")
    champ(page, "activite_combinee").fill("9000")
    attendre(page, "pret")
    retablir.click()
    expect(resultat(page)).to_have_attribute("data-situation", avant, timeout=ATTENTE)
    expect(page.locator("[name='notifie.DS1']")).to_have_value("51 541,88")
    retablir.click()  # what was typed in between is not lost either
    expect(champ(page, "activite_combinee")).to_have_value("9000")


def test_un_lien_ouvert_ne_garde_pas_le_paiement_d_un_autre(page: Page) -> None:
    ouvrir(page, NOMMEE)
    page.locator("#analyse-paiement > summary").click()
    page.locator("[name='notifie.DS1']").fill("51 541,88")
    page.evaluate("location.hash = 'activite_combinee=7000&DS1=F1'")
    expect(page.locator("[name='notifie.DS1']")).to_have_value("", timeout=ATTENTE)
    page.reload()
    attendre(page, "pret")
    expect(page.locator("[name='notifie.DS1']")).to_have_value("")


def test_simuler_revient_a_ce_que_l_on_faisait(page: Page) -> None:
    ouvrir(page, NOMMEE)
    avant = situation(page)
    page.goto("/glossaire/")
    page.get_by_role("navigation", name="Chemins").get_by_role("link", name="Simuler").click()
    attendre(page, "pret")
    assert situation(page) == avant
    page.goto("/simulateur/")
    attendre(page, "attente")
    page.locator("#reprise a", has_text="CH du Val, ").click()
    attendre(page, "pret")
    assert situation(page) == avant
    expect(page.locator("#reprise")).to_be_hidden()


def test_la_regle_emporte_ce_qui_est_saisi_et_jamais_l_activite_de_l_exemple(page: Page) -> None:
    page.goto("/domaines/ds-1/")
    lien = page.get_by_role("link", name="Simuler avec cette règle")
    assert "activite_combinee" not in (lien.get_attribute("href") or "")
    page.locator("[data-mini] [name=activite_combinee]").fill("7 000")
    expect(page.locator("[data-mini] [data-etat]")).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    assert "activite_combinee=7000" in (lien.get_attribute("href") or "")
    lien.click()
    attendre(page, "pret")
    assert "activite_combinee=7000" in situation(page)


def test_pendant_qu_un_lien_se_calcule_l_exemple_n_est_pas_nomme(page: Page) -> None:
    page.route("**/*.wasm", lambda route: None)
    page.goto(f"/simulateur/#{EXEMPLE}")
    attendre(page, "chargement")
    expect(page.locator("#titre")).to_have_text("Calcul de votre lien…")
    expect(page.locator("#chiffres")).to_be_hidden()


def test_un_report_dit_ou_ses_mesures_se_saisissent_et_y_mene(page: Page) -> None:
    page.goto("/simulateur/?tache=forfait#activite_combinee=127800&DS1=F1&DS1.1.atteinte=non&DS1.report=F2")
    attendre(page, "pret")
    resultat(page).get_by_role("link", name="Les saisir").click()
    expect(champ(page, "report.DS1.1")).to_be_focused()
    expect(tache(page, "Comprendre un solde")).to_be_checked()
