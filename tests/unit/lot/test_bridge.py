"""The page of a list as Python serves it: opened, corrected, computed by slices, looked at, taken away."""

import base64
import io
import json
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from calculator import packaged_rules
from calculator.bridge import handle
from calculator.lot import bridge
from calculator.lot.reading.records import MAX_BYTES
from calculator.lot.writing import workbook
from calculator.lot.writing.schema import model_csv

RULES = packaged_rules()
LIST = (
    "FINESS;Nom;Région;Activité combinée;DS1;CRO;DS2;DS1 notifié;Remarque\n"
    "010000156;Hôpital d’été;Corse;127800;F1;oui;F4;109738,12;a\n"
    "010780195;Clinique;Corse;7000;F2;;;10000;b\n"
    "010000157;=cmd();Corse;n.c.;F1;;;;c\n"
)


class File:
    """Bytes as the page hands them over."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def to_bytes(self) -> bytes:
        return self.content


def ask(geste: str, content: bytes | None = None, **request: Any) -> dict[str, Any]:
    file = None if content is None else File(content)
    answer = json.loads(handle(json.dumps({"action": "lot", "geste": geste, **request}), file))
    assert "panne" not in answer, answer["panne"]
    return answer


def opened(content: str | bytes, role: str = "liste", nom: str = "liste.csv") -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    return ask("ouvrir", data, role=role, nom=nom, poids=len(data))


def run(travail: str, **request: Any) -> list[dict[str, Any]]:
    answers = [ask("lancer", travail=travail, **request)]
    while answers[-1]["ok"] and not answers[-1].get("fini"):
        answers.append(ask("avancer"))
    return answers[1:] if len(answers) > 1 else answers


@pytest.fixture
def result() -> dict[str, Any]:
    assert opened(LIST)["calculable"]
    return run("calcul")[-1]


def test_a_list_is_understood_before_it_is_computed() -> None:
    answer = opened(LIST)
    assert answer["annonce"] == (
        "Liste lue\N{NO-BREAK SPACE}: CSV, points-virgules, UTF-8. Vérifiez les colonnes, puis calculez."
    )
    assert '<option value="activite_combinee" selected>' in answer["html"]
    assert "010000156 · 010780195 · 010000157" in answer["html"]
    assert "8 colonnes lues sur 9" in answer["html"]


def test_a_column_that_is_not_recognised_is_named_by_the_reader_and_the_others_stay() -> None:
    answer = opened("Etablissement;Journées\nA;7000\n")
    assert not answer["calculable"]
    assert "aucune colonne" in answer["annonce"]
    corrected = ask("ouvrir", role="liste", feuille=None, choix={"1": "activite_combinee"})
    assert corrected["calculable"]
    assert "1 ligne lue" in run("calcul")[-1]["html_chiffres"]


def test_the_sheet_is_chosen() -> None:
    book = Workbook()
    for name, activity in (("Mars", "7000"), ("Avril", "8000")):
        sheet = book.create_sheet(name)
        sheet.append(["Activité combinée"])
        sheet.append([activity])
    stream = io.BytesIO()
    book.save(stream)
    assert "<option selected>Mars</option>" in opened(stream.getvalue(), nom="l.xlsx")["html"]
    assert "8000" in ask("ouvrir", role="liste", feuille="Avril", choix={})["html"]


def test_the_result_says_what_the_list_gives(result) -> None:
    assert result["annonce"].startswith("Calcul terminé : 3 lignes, 1 en erreur, 2 à vérifier")
    assert (result["lignes"], result["part"]) == (3, 1000)
    for text in (
        "Erreur : Cellule illisible",
        "Montant notifié différent",
        "Corse",
        "Par domaine",
        "2 montants notifiés, 1 exacts",
    ):
        assert text in result["html"].replace("\N{NO-BREAK SPACE}", " ")
    assert (
        bridge.ROOM._studies["liste"].totals.total().forfait
        == 14109349 + bridge.ROOM._studies["liste"].lines[1].totaux.forfait
    )


def test_errors_come_first_and_a_name_opens_the_simulator(result) -> None:
    html = result["html_lignes"]
    assert html.index("=cmd()") < html.index("Clinique") < html.index("Hôpital d’été")
    assert "simulateur/#nom=H%C3%B4pital" in html
    assert 'target="_blank" rel="noopener"' in html


def test_rows_are_sorted_and_filtered(result) -> None:
    def names(**demande: Any) -> list[str]:
        html = ask("lignes", demande=demande)["html"]
        known = ("Hôpital d’été", "Clinique", "=cmd()")
        return sorted((name for name in known if name in html), key=html.index)

    assert names(tri="forfait") == ["Clinique", "Hôpital d’été", "=cmd()"]
    assert names(tri="forfait", sens="desc") == ["Hôpital d’été", "Clinique", "=cmd()"]
    assert names(tri="nom") == ["Clinique", "=cmd()", "Hôpital d’été"]
    assert names(texte="hopital D'ETE") == ["Hôpital d’été"]
    assert names(texte="0107") == ["Clinique"]
    assert names(etat="erreur") == ["=cmd()"]
    assert names(nature="ecart") == ["Clinique"]
    assert names(domaine="DS2") == names(fenetre="F4") == ["Hôpital d’été"]
    assert names(domaine="DS1", fenetre="F4") == []
    assert names(categorie="C") == ["Hôpital d’été"]
    assert names(region="Corse", tri="ligne") == ["Hôpital d’été", "Clinique", "=cmd()"]


def test_pages_hold_fifty_rows_and_the_last_one_the_rest() -> None:
    opened("nom;activite_combinee\n" + "".join(f"site {rank};7000\n" for rank in range(120)))
    run("calcul")
    html = ask("lignes", demande={"page": 3})["html"]
    assert "Lignes 101 à 120 sur 120" in html
    assert html.count("<tr data-etat-ligne") == 20
    assert "Page 3 sur 3" in ask("lignes", demande={"page": 99})["html"]


def test_a_work_is_done_by_slices_and_may_be_left_and_begun_again(monkeypatch) -> None:
    monkeypatch.setattr(bridge, "SLICE", 0)
    opened("activite_combinee\n" + "7000\n" * 5)
    ask("lancer", travail="calcul")
    first, second = ask("avancer"), ask("avancer")
    assert (first["lignes"], first["fini"], second["lignes"]) == (1, False, 2)
    answers = run("calcul")
    assert [answer["lignes"] for answer in answers] == [1, 2, 3, 4, 5, 5]
    assert answers[-1]["fini"]


def test_everyone_in_another_window(result) -> None:
    html = run("fenetres")[-1]["html"]
    assert html.count("Tout le monde en F") == 4
    study = bridge.ROOM._studies["liste"]
    assert study.totals.lignes == 3  # looking elsewhere changes nothing of the list


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "ods"])
def test_the_list_leaves_as_a_file(result, form) -> None:
    answers = run("sortie", format=form)
    data = b"".join(base64.b64decode(piece) for answer in answers for piece in answer["morceaux"])
    match form:
        case "csv":
            assert data.startswith(b"\xef\xbb\xbf")
            assert data.count(b"\xef\xbb\xbf") == 1
            assert b"'=cmd()" in data
            assert len(data.splitlines()) == 4
        case "json":
            assert len(json.loads(data)["lignes"]) == 3
        case "ods":
            assert opened(data, nom="liste.ods")["calculable"]
        case "xlsx":
            book = load_workbook(io.BytesIO(data))
            assert book.sheetnames == ["Résultats", "Anomalies", "Totaux", "Enveloppes", "Règles"]


def test_a_file_written_by_slices_is_the_same(result, monkeypatch) -> None:
    def written(form: str) -> bytes:
        answers = run("sortie", format=form)
        return b"".join(base64.b64decode(piece) for answer in answers for piece in answer["morceaux"])

    whole = {form: written(form) for form in ("csv", "json")}
    monkeypatch.setattr(bridge, "SLICE", 0)
    assert {form: written(form) for form in whole} == whole


def test_too_many_rows_for_a_workbook_are_refused_at_once(result, monkeypatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 2)
    for form in ("xlsx", "ods"):
        (answer,) = run("sortie", format=form)
        assert (answer["ok"], answer["annonce"].partition("\N{NO-BREAK SPACE}:")[0]) == (
            False,
            "Plus de 2 lignes",
        )
    assert run("sortie", format="csv")[-1]["ok"]


def test_the_page_says_what_was_read_set_apart_and_passed_over() -> None:
    preview = opened("nom;activite_combinee;DS1\nA;7000;F1\n\nB;8000;F1\nTOTAL;15000;\n", nom="liste.xlsx")[
        "html"
    ]
    assert "Le nom finit par « .xlsx », mais le contenu est un texte CSV" in preview.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    figures = run("calcul")[-1]["html_chiffres"].replace("\N{NO-BREAK SPACE}", " ")
    assert "2 lignes lues, 0 en erreur, 0 à vérifier" in figures
    assert (
        "1 ligne de total mise à part. Une ligne vide a été passée au milieu de la liste (ligne 3)."
        in figures
    )
    study = bridge.ROOM._studies["liste"]
    assert [line.a_part for line in study.lines] == [False, False, True]
    rows = ask("lignes", demande={})["html"]
    assert "simulateur/#nom=TOTAL" not in rows
    assert "None" not in rows
    assert len(run("fenetres")[-1]["html"])
    assert "".join(answer["html"] for answer in run("recus", demande={}, site="/")).count("<article") == 2


def test_the_first_of_two_rows_of_one_establishment_learns_of_the_second() -> None:
    opened("finess;activite_combinee;DS1\n010000156;7000;F1\n010000156;7000;F2\n")
    answer = run("calcul")[-1]
    assert "2 à vérifier" in answer["annonce"]
    lines = bridge.ROOM._studies["liste"].lines
    assert [[item.code for item in line.avertissements] for line in lines] == [["domaine_en_double"]] * 2
    assert "Domaine demandé deux fois, 2 lignes" in answer["html"]


def test_two_lists_are_compared(result) -> None:
    before = LIST.replace("010780195;Clinique", "310000310;Autre").replace("oui;F4", "non;F4")
    assert opened(before, role="ancienne", nom="avant.csv")["ok"]
    answer = run("comparaison")[-1]
    assert answer["annonce"] == "Comparaison faite : 1 nouveaux, 1 disparus, 1 changés."
    assert "DS\N{NO-BREAK SPACE}1 CRO\N{NO-BREAK SPACE}: non → oui" in answer["html"]
    assert "+9\N{NARROW NO-BREAK SPACE}976,19" in answer["html"]


def test_each_row_has_its_receipt_with_its_address(result) -> None:
    html = "".join(answer["html"] for answer in run("recus", demande={}, site="http://exemple/"))
    assert html.count("<article") == 3
    assert "http://exemple/simulateur/#nom=H%C3%B4pital" in html
    assert "109\N{NARROW NO-BREAK SPACE}738,12" in html


def test_too_many_receipts_are_refused_with_what_to_do(result, monkeypatch) -> None:
    monkeypatch.setattr(bridge, "RECEIPTS", 2)
    (answer,) = run("recus", demande={}, site="/")
    assert not answer["ok"]
    assert "filtrez la liste jusqu’à 2 lignes" in answer["annonce"]


@pytest.mark.parametrize(
    ("content", "weight", "words"),
    [
        (b"", None, "le fichier est vide"),
        (b"%PDF-1.4", None, "ce n’est pas une liste lisible"),
        (b"PK\x03\x04tronque", None, "le classeur est illisible"),
        (b"", MAX_BYTES + 1, "le fichier pèse 40 Mo, pour 40 Mo au plus"),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_page_lives(content, weight, words) -> None:
    answer = ask("ouvrir", content, role="liste", nom="x", poids=len(content) if weight is None else weight)
    assert not answer["ok"]
    assert words in answer["html"].replace("Le fi", "le fi").replace("Le cl", "le cl").replace("Ce n", "ce n")
    assert opened(LIST)["ok"]


def test_a_list_without_rows_says_so() -> None:
    opened("activite_combinee\n")
    assert "aucune ligne" in run("calcul")[-1]["html_lignes"]


def test_a_name_is_never_markup() -> None:
    opened('nom;activite_combinee\n"<img src=x onerror=alert(1)>";7000\n')
    answer = run("calcul")[-1]
    assert "<img" not in answer["html"] + answer["html_lignes"]


def test_the_model_computes_without_a_remark() -> None:
    opened(model_csv(RULES))
    answer = run("calcul")[-1]
    assert "Aucune anomalie, aucune erreur." in answer["html"]


DIRECTORY = (
    "finess;etalab;94;2022-09-05\n"
    "structureet;010000156;010000024;CH FICTIF;;;;1;RUE;DE L'EXEMPLE;;;001;01;AIN;01000 EXEMPLE;;;;\n"
)
BARE = "finess;activite_combinee;DS1\n010000156;7000;F2\n010780195;7000;F2\n"


@pytest.mark.parametrize("as_list", [True, False], ids=["given as the list", "given as the directory"])
def test_a_directory_fills_names_and_regions_and_the_list_that_is_there_stays(
    monkeypatch: pytest.MonkeyPatch, as_list: bool
) -> None:
    monkeypatch.setattr(bridge, "ROOM", bridge.Room())
    opened(BARE)
    about: dict[str, Any] = {"nom": "finess.csv", "poids": len(DIRECTORY)}
    geste = "ouvrir" if as_list else "annuaire"
    answer = ask(geste, DIRECTORY.encode(), role="liste", **about)
    assert answer["annuaire"].replace("\xa0", " ") == (
        "Répertoire lu : 1 établissement, dans « finess.csv ». Il complète le nom et la région par le FINESS ; rien ne "
        "quitte ce navigateur."
    ).replace(" ;", "\u202f;")
    last = run("calcul")[-1]
    assert "1 ligne complétée (nom, région) d’après le répertoire" in last["html_chiffres"]
    assert "CH FICTIF" in last["html_lignes"]
    assert "Auvergne-Rhône-Alpes" in last["html"]
    pieces = [piece for item in run("sortie", format="csv") for piece in item.get("morceaux", ())]
    written = b"".join(map(base64.b64decode, pieces)).decode("utf-8-sig").splitlines()
    assert written[0].startswith("finess;activite_combinee;DS1;nom;region;categorie")
    assert written[1].startswith("010000156;7000;F2;CH FICTIF;Auvergne-Rhône-Alpes;")
    assert written[2].startswith("010780195;7000;F2;;;")


def test_a_finess_is_looked_for_in_the_directory_and_without_one_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bridge, "ROOM", bridge.Room())
    assert ask("chercher", finess="010000156") == {"ok": True, "lu": False}
    ask("annuaire", DIRECTORY.encode(), nom="finess.csv", poids=len(DIRECTORY))
    assert ask("chercher", finess="10000156") == {
        "ok": True,
        "lu": True,
        "nom": "CH FICTIF",
        "region": "Auvergne-Rhône-Alpes",
    }
    assert ask("chercher", finess="010780195") == {"ok": True, "lu": True}


def test_a_directory_is_no_earlier_list() -> None:
    answer = opened(DIRECTORY, role="ancienne")
    assert not answer["ok"]
    assert "répertoire FINESS" in answer["annonce"]
