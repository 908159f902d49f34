"""A directory that the reader gives: the FINESS of a list, or the one typed in the form, fill the name and the region."""

from playwright.sync_api import Page, expect

from tests.browser.axe import OVERFLOW, show, violations
from tests.browser.simulator import ATTENTE, attendre, champ, fragment, ouvrir, tache, texte
from tests.browser.test_lots import donner, etat

REPERTOIRE = (
    "finess;etalab;94;2022-09-05\n"
    "structureet;010000156;010000024;CH FICTIF;CENTRE HOSPITALIER DÉTENDU;;;1;RUE;;;;001;01;AIN;01000 EXEMPLE;;;;\n"
    "structureet;010780195;010000024;CLINIQUE FICTIVE;;;;2;RUE;;;;001;2A;CORSE DU SUD;20000 EXEMPLE;;;;\n"
    "geolocalisation;010000156;870215.7;6571590.5;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2022-09-05\n"
).encode("latin-1")
LISTE = "finess;nom;activite_combinee;DS1\n010000156;;127 800;F1\n010780195;Mon nom;7000;F2\n"


def test_un_repertoire_depose_comme_une_liste_complete_la_liste(page: Page) -> None:
    page.goto("/lots/")
    donner(page, LISTE)
    etat(page, "apercu")
    page.get_by_role("button", name="Calculer la liste").click()
    etat(page, "pret")
    assert "CENTRE HOSPITALIER DÉTENDU" not in texte(page.locator("#lignes"))
    donner(page, REPERTOIRE, "etalab-finess.csv")
    dit = page.locator("#annuaire-dit")
    expect(dit).to_contain_text("2 établissements, dans « etalab-finess.csv »", timeout=ATTENTE)
    expect(dit).to_contain_text("Calculez de nouveau la liste.")
    etat(page, "apercu")
    page.get_by_role("button", name="Calculer la liste").click()
    etat(page, "pret")
    lignes = texte(page.locator("#lignes"))
    assert "CENTRE HOSPITALIER DÉTENDU" in lignes
    assert "Mon nom" in lignes
    assert "2 lignes complétées (nom, région)" in texte(page.locator("#chiffres"))
    assert "Corse" in texte(page.locator("#dessin"))


def test_une_liste_sert_de_repertoire_et_un_mauvais_fichier_le_dit(page: Page) -> None:
    page.goto("/lots/")
    page.get_by_text("Compléter depuis un répertoire", exact=True).click()
    fichier = page.locator("#annuaire-fichier")
    fichier.set_input_files({"name": "x.csv", "mimeType": "", "buffer": b"nom;activite_combinee\nA;1\n"})
    expect(page.locator("#annuaire-dit")).to_contain_text("ni nom ni région par FINESS", timeout=ATTENTE)
    contenu = b"finess;nom;region;activite_combinee\n010000156;CH Val;Bretagne;1\n"
    fichier.set_input_files({"name": "annuaire.csv", "mimeType": "", "buffer": contenu})
    expect(page.locator("#annuaire-dit")).to_contain_text("1 établissement, dans « annuaire.csv »")
    donner(page, LISTE)
    etat(page, "apercu")
    page.get_by_role("button", name="Calculer la liste").click()
    etat(page, "pret")
    assert "CH Val" in texte(page.locator("#lignes"))
    for schema, largeur in (("light", 1280), ("dark", 390)):
        page.set_viewport_size({"width": largeur, "height": 900})
        show(page, schema)
        assert violations(page) == []
        assert not page.evaluate(OVERFLOW)


def test_le_finess_saisi_remplit_le_nom_et_la_region_du_simulateur(page: Page) -> None:
    ouvrir(page, "activite_combinee=127800&DS1=F1", tache="dossier")
    page.get_by_text("Remplir le nom et la région par le FINESS").click()
    fichier = {"name": "etalab-finess.csv", "mimeType": "", "buffer": REPERTOIRE}
    page.locator("#repertoire-fichier").set_input_files(fichier)
    dit = page.locator("#repertoire-dit")
    expect(dit).to_contain_text("Répertoire lu", timeout=ATTENTE)
    champ(page, "finess").fill("10000156")
    expect(champ(page, "nom")).to_have_value("CENTRE HOSPITALIER DÉTENDU")
    expect(champ(page, "region")).to_have_value("Auvergne-Rhône-Alpes")
    expect(dit).to_have_text("D’après le répertoire : CENTRE HOSPITALIER DÉTENDU, Auvergne-Rhône-Alpes.")
    # Another FINESS replaces what the first one gave, never what the reader typed.
    champ(page, "finess").fill("010780195")
    expect(champ(page, "nom")).to_have_value("CLINIQUE FICTIVE")
    expect(champ(page, "region")).to_have_value("Corse")
    champ(page, "nom").fill("Le nom que je donne")
    champ(page, "finess").fill("010000156")
    expect(champ(page, "region")).to_have_value("Auvergne-Rhône-Alpes")
    expect(champ(page, "nom")).to_have_value("Le nom que je donne")
    champ(page, "finess").fill("010000164")
    expect(dit).to_have_text("Ce FINESS n’est pas dans le répertoire.")
    attendre(page, "pret")
    assert "region=Auvergne" in fragment(page)
    # Nothing of it is kept: the page that comes anew knows no directory.
    page.goto("/simulateur/?tache=dossier")
    attendre(page, "attente")
    champ(page, "finess").fill("010000156")
    expect(champ(page, "nom")).to_have_value("")
    assert not page.evaluate(
        "JSON.stringify([{ ...localStorage }, { ...sessionStorage }]).includes('DÉTENDU')"
    )
    assert tache(page, "Le dossier complet").is_checked()
