"""What one asks about a result: sections that follow it, drawn when they are opened, their fields their own."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.simulator import ATTENTE, EXEMPLE, attendre, champ, fragment, ouvrir, texte


def analyse(page: Page, nom: str) -> Locator:
    """Open an analysis."""
    section = page.locator(f"#analyse-{nom}")
    section.locator("summary").first.click()
    return section


def dessin(section: Locator) -> Locator:
    return section.locator(".sunes-analyse__dessin")


def test_les_cibles_se_suivent_en_image_et_en_mots(page: Page) -> None:
    ouvrir(page, f"{EXEMPLE}&DS2.1=490/1000")
    section = analyse(page, "cibles")
    ligne = section.locator("[data-indicateur='DS2.1'] tr", has_text="votre fenêtre")
    expect(ligne).to_contain_text("Manquée", timeout=ATTENTE)
    assert "10 documents sur les séjours déjà comptés" in texte(ligne)
    expect(ligne.locator(".sunes-jauge__taux")).to_have_attribute("width", "49")
    section.get_by_label("Compter du").fill("01/03/2023")
    expect(section.locator("#erreur-cibles-au")).to_contain_text("les deux dates")
    section.get_by_label("au, inclus").fill("31/03/2023")
    expect(ligne).to_contain_text("3 par semaine")
    section.get_by_label("Montrer aussi").check()
    expect(section.locator("[data-indicateur='DS2.1'] tbody tr")).to_have_count(7)
    # The fields of an analysis stay out of the link, and outlive a reload.
    assert "2023" not in fragment(page)
    page.reload()
    attendre(page, "pret")
    section = analyse(page, "cibles")
    expect(section.get_by_label("au, inclus")).to_have_value("31/03/2023")


def test_une_analyse_suit_le_resultat_et_attend_qu_il_y_en_ait_un(page: Page) -> None:
    page.goto("/simulateur/")
    section = analyse(page, "cibles")
    expect(dessin(section)).to_contain_text("Saisissez une activité")
    ouvrir(page, EXEMPLE)
    expect(dessin(section)).to_contain_text("À mesurer", timeout=ATTENTE)
    champ(page, "activite_combinee").fill("127.800")
    expect(dessin(section)).to_contain_text("Saisissez une activité")


def test_un_paiement_se_verifie_au_centime(page: Page) -> None:
    ouvrir(page, EXEMPLE)
    section = analyse(page, "paiement")
    expect(dessin(section)).to_contain_text("Écrivez un montant", timeout=ATTENTE)
    section.get_by_label("DS 1").fill("110 k€")
    expect(dessin(section)).to_contain_text("+261,88")
    assert "arrondi au k€ comme dans l’exemple officiel" in texte(dessin(section))
    ligne = section.locator(".sunes-origines tr", has_text="votre activité en est")
    assert "F1, bonus CRO, catégorie C" in texte(ligne)
    # A mistake is told beside its field, and what stood before does not look like its answer.
    section.get_by_label("Total").fill("127.800")
    expect(section.locator("[id='erreur-paiement-notifie.total']")).to_contain_text("127 800")
    section.get_by_label("Total").fill("")
    section.get_by_label("DS 1").fill("12345,67")
    expect(dessin(section)).to_contain_text("Aucune des")
    assert "notifie" not in fragment(page)
