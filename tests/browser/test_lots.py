"""The page of a list, used as an ARS officer would: a file in, checked, computed, looked at, taken away."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.browser.axe import OVERFLOW, UNFOLD, show, violations
from tests.browser.simulator import ATTENTE, texte
from tests.support.workbooks import ods, xlsx

LISTE = (
    "Liste de la région ;;;\n"
    "FINESS PMSI;Raison sociale;Région;Activité combinée 2019;DS 1 fenêtre;CRO;DS2;DS1 notifié;DS1.1\n"
    "010000156;Hôpital fictif d’été;Corse;127 800;F1;oui;F4;109738,12;490/1000\n"
    "010780195;Clinique fictive;Corse;7000;F2;;;10000;\n"
    "010000157;=cmd();Corse;n.c.;F1;;;;\n"
)


def etat(page: Page, attendu: str) -> None:
    expect(page.locator("#resultat")).to_have_attribute("data-etat", attendu, timeout=ATTENTE)


def donner(page: Page, contenu: str | bytes, nom: str = "liste.csv") -> None:
    data = contenu.encode() if isinstance(contenu, str) else contenu
    page.locator("#fichier").set_input_files({"name": nom, "mimeType": "", "buffer": data})


def calculer(page: Page, contenu: str | bytes = LISTE, nom: str = "liste.csv") -> None:
    page.goto("/lots/")
    donner(page, contenu, nom)
    etat(page, "apercu")
    page.get_by_role("button", name="Calculer la liste").click()
    etat(page, "pret")


def test_une_liste_donne_ses_montants_ses_anomalies_et_ses_fichiers(page: Page, tmp_path: Path) -> None:
    calculer(page)
    assert "Calcul terminé : 3 lignes, 1 en erreur" in texte(page.locator("#annonce"))
    assert "141 093,49 €" in texte(page.locator("#lignes"))
    for mot in (
        "Cellule illisible",
        "Montant notifié différent",
        "Part de l’enveloppe",
        "Corse",
        "Par domaine",
    ):
        assert mot in texte(page.locator("#dessin"))
    for form in ("csv", "json", "xlsx"):
        with page.expect_download(timeout=ATTENTE) as download:
            page.locator(f"[data-sortie={form}]").click()
        assert download.value.suggested_filename == f"liste-sun-es.{form}"
        download.value.save_as(tmp_path / f"liste.{form}")
    assert b"'=cmd()" in (tmp_path / "liste.csv").read_bytes()
    sheet = load_workbook(tmp_path / "liste.xlsx")["Résultats"]
    assert 109738.12 in [cell.value for row in sheet for cell in row]


def test_une_ligne_s_explique_dans_le_simulateur(page: Page) -> None:
    calculer(page)
    with page.context.expect_page() as autre:
        page.get_by_role("link", name="Hôpital fictif d’été").click()
    expect(autre.value.locator("#resultat")).to_have_attribute("data-etat", "pret", timeout=ATTENTE)
    assert "109 738,12 €" in texte(autre.value.locator("#resultat"))


def test_une_colonne_se_corrige_au_clavier_et_le_choix_reste(page: Page) -> None:
    page.goto("/lots/")
    donner(page, "Site;Journées 2019;Fenetre DS1\nA;7000;F1\n")
    etat(page, "saisie")
    expect(page.get_by_role("button", name="Calculer la liste")).to_be_disabled()
    for titre, sens in (("Journées 2019", "Activité combinée"), ("Site", "Établissement")):
        page.get_by_label(f"Sens de la colonne « {titre} »").select_option(label=sens)
        etat(page, "apercu")
        expect(page.get_by_label(f"Sens de la colonne « {titre} »")).to_be_focused()
    expect(page.get_by_label("Sens de la colonne « Journées 2019 »")).to_have_value("activite_combinee")
    page.get_by_role("button", name="Calculer la liste").press("Enter")
    etat(page, "pret")
    expect(page.get_by_role("link", name="A", exact=True)).to_be_visible()


def test_les_lignes_se_trient_se_filtrent_et_se_montrent_par_nature(page: Page) -> None:
    calculer(page)
    lignes = page.locator("#lignes tbody tr")
    expect(lignes.first).to_contain_text("=cmd()")
    tri = page.get_by_role("button", name="Forfait", exact=True)
    tri.click()
    expect(lignes.first).to_contain_text("Clinique")
    expect(tri).to_be_focused()
    tri.click()
    expect(lignes.first).to_contain_text("Hôpital")
    page.get_by_label("Nom, FINESS ou dossier").fill("clinique")
    expect(lignes).to_have_count(1)
    page.get_by_role("button", name="Montrer : Cellule illisible, 1 ligne").click()
    expect(lignes).to_have_count(1)
    expect(lignes.first).to_contain_text("=cmd()")
    expect(page.locator("#titre-lignes")).to_be_focused()


def test_fenetres_et_comparaison(page: Page) -> None:
    calculer(page)
    page.get_by_role("button", name="Tout le monde dans la même fenêtre").click()
    expect(page.locator("#dessin-fenetres")).to_contain_text("Tout le monde en F4", timeout=ATTENTE)
    avant = LISTE.replace("oui;F4", "non;F4").replace("010780195;Clinique", "310000310;Autre")
    page.locator("#ancienne").set_input_files({"name": "avant.csv", "mimeType": "", "buffer": avant.encode()})
    expect(page.locator("#dessin-comparaison")).to_contain_text("non → oui", timeout=ATTENTE)
    assert "1 nouveaux, 1 disparus, 1 changés" in texte(page.locator("#annonce"))


def test_un_calcul_s_annule_et_se_relance_et_la_page_repond_pendant_ce_temps(page: Page) -> None:
    page.goto("/lots/")
    donner(page, "nom;activite_combinee;DS1\n" + "".join(f"site {rang};7000;F1\n" for rang in range(60_000)))
    etat(page, "apercu")
    page.get_by_role("button", name="Calculer la liste").click()
    etat(page, "calcul")
    expect(page.locator("#lignes tbody tr")).to_have_count(50, timeout=ATTENTE)
    expect(page.locator("#avancement")).to_contain_text("par seconde")
    page.get_by_text("Coller un tableau").click()
    expect(page.locator("#collage")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    etat(page, "apercu")
    assert "Calcul annulé" in texte(page.locator("#annonce"))
    page.locator("#collage").fill("activite_combinee\tDS1\n7000\tF1")
    page.get_by_role("button", name="Lire ce tableau").click()
    etat(page, "apercu")
    page.get_by_role("button", name="Calculer la liste").click()
    etat(page, "pret")
    assert "Calcul terminé : 1 lignes" in texte(page.locator("#annonce"))


def test_un_classeur_de_plusieurs_feuilles(page: Page) -> None:
    book, stream = Workbook(), io.BytesIO()
    for name, activity in (("Mars", 7000), ("Avril", 127800)):
        sheet = book.create_sheet(name)
        sheet.append(["Établissement", "Activité combinée", "DS1"])
        sheet.append(["Site fictif", activity, "F1"])
    book.save(stream)
    page.goto("/lots/")
    donner(page, stream.getvalue(), "liste.xlsx")
    etat(page, "apercu")
    expect(page.get_by_label("Feuille")).to_have_value("Mars")
    page.get_by_label("Feuille").select_option("Avril")
    expect(page.locator("#apercu")).to_contain_text("127800", timeout=ATTENTE)
    page.get_by_role("button", name="Calculer la liste").click()
    etat(page, "pret")
    assert "99 761,93 €" in texte(page.locator("#chiffres"))


def test_un_classeur_ods_est_lu_et_rendu_sans_rien_telecharger_de_plus(page: Page, tmp_path: Path) -> None:
    demandes: list[str] = []
    page.on("request", lambda request: demandes.append(request.url))
    row = (
        "<table:table-row><table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    )
    row += "<table:table-cell office:value-type='float' office:value='{}'/><table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell></table:table-row>"
    liste = row.format("Hôpital fictif", 127800, "S1 2022") + row.format("TOTAL", 127800, "")
    page.goto("/lots/")
    donner(page, ods(liste), "liste.csv")
    etat(page, "apercu")
    apercu = texte(page.locator("#apercu"))
    assert "classeur ODS" in apercu
    assert "Le nom finit par « .csv », mais le contenu est un classeur ODS" in apercu
    accessible(page)
    page.get_by_role("button", name="Calculer la liste").click()
    etat(page, "pret")
    assert "99 761,93 €" in texte(page.locator("#chiffres"))
    assert "1 ligne de total mise à part." in texte(page.locator("#chiffres"))
    with page.expect_download(timeout=ATTENTE) as download:
        page.locator("[data-sortie=ods]").click()
    download.value.save_as(tmp_path / "liste.ods")
    assert not [url for url in demandes if "openpyxl" in url]
    donner(page, (tmp_path / "liste.ods").read_bytes(), "liste.ods")
    etat(page, "apercu")
    assert "feuille « Résultats »" in texte(page.locator("#apercu"))


@pytest.mark.parametrize(
    ("contenu", "message"),
    [
        (xlsx("<row r='999999999'/>"), "après la dernière d’un tableur"),
        (b"12345678;" * 1_000_000, "ce n’est pas une ligne par établissement"),
        (b"%PDF-1.4 ...", "pas une liste lisible"),
        (b"PK\x03\x04 tronque", "illisible, tronqué peut-être"),
        (b"", "le fichier est vide"),
    ],
)
def test_un_mauvais_fichier_est_refuse_et_la_page_reste_vive(
    page: Page, contenu: bytes, message: str
) -> None:
    page.goto("/lots/")
    donner(page, contenu, "x.bin")
    etat(page, "saisie")
    assert message in texte(page.locator("#refus")).replace("Le fichier", "le fichier")
    page.get_by_role("button", name="Essayer avec ce modèle").click()
    etat(page, "apercu")


def test_les_recus_s_impriment_une_page_chacun(page: Page) -> None:
    calculer(page)
    page.evaluate("window.print = () => { window.imprime = document.querySelectorAll('.sunes-recu').length }")
    page.get_by_role("button", name="Imprimer les reçus").click()
    expect(page.locator("html.sunes-recus-seuls")).to_be_attached(timeout=ATTENTE)
    assert page.evaluate("window.imprime") == 3
    page.emulate_media(media="print")
    expect(page.locator(".sunes-recu").first).to_be_visible()
    expect(page.get_by_role("heading", name="Contrôler un lot")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".sunes-recu")).to_have_count(0)


def test_chaque_etat_est_accessible_et_rien_ne_deborde(page: Page) -> None:
    page.goto("/lots/")
    donner(page, LISTE)
    etat(page, "apercu")
    accessible(page)
    page.get_by_role("button", name="Calculer la liste").click()
    etat(page, "pret")
    page.evaluate(UNFOLD)
    accessible(page)


def accessible(page: Page) -> None:
    for scheme, width in (("light", 320), ("dark", 1280)):
        page.set_viewport_size({"width": width, "height": 900})
        show(page, scheme)
        assert (violations(page), page.evaluate(OVERFLOW)) == ([], False), scheme
