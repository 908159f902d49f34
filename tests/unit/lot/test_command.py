"""`sun-es lot`: files and pipes, formats by their ending, exit codes, refusals that say what to do."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from calculator import packaged_rules
from calculator.cli import main
from calculator.lot import command
from calculator.lot.reading import records, tables
from calculator.lot.writing import workbook
from calculator.lot.writing.schema import modele

RULES = packaged_rules()
LIST = "finess;nom;activite_combinee;ds1_fenetre;ds1_cro\n010000156;Fictif;127 800;F1;oui\n"
BAD = LIST + "010000164;Autre;abc;F1;\n"


def run(*arguments: str, entree: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["lot", *arguments], input=entree, catch_exceptions=False)


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="cp1252")
    return file


def test_a_file_comes_out_as_csv_on_the_standard_output(source: Path):
    result = run(str(source))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbffiness;nom;")
    assert b"\r\n" in result.stdout_bytes
    (row,) = read_csv(result.stdout_bytes)
    assert (row["ds1_forfait_euros"], row["total_euros"]) == ("109738,12", "109738,12")


def test_the_standard_input_gives_what_the_file_gives(source: Path):
    assert run("-", entree=source.read_bytes()).stdout_bytes == run(str(source)).stdout_bytes


@pytest.mark.parametrize("ending", [".csv", ".CSV", ".json", ".xlsx", ".ods"])
def test_the_ending_of_the_output_chooses_its_format(source: Path, ending: str):
    target = source.with_name(f"sortie{ending}")
    result = run(str(source), "-o", str(target))
    assert (result.exit_code, result.output) == (0, "")
    match ending.casefold():
        case ".csv":
            assert target.read_bytes() == run(str(source)).stdout_bytes
        case ".json":
            data = json.loads(target.read_text(encoding="utf-8"))
            assert data["totaux"]["forfait_centimes"] == data["lignes"][0]["total_euros"] == 10_973_812
        case ".ods":
            assert run(str(target)).exit_code == 0
        case _:
            assert load_workbook(target)["Résultats"]["D2"].value == "F1"
    assert sorted(source.parent.iterdir()) == sorted((source, target)), "no draft is left behind"


def test_every_format_says_the_same(tmp_path: Path):
    source = tmp_path / "modele.csv"
    rows = list(modele(RULES, 30))
    source.write_text(
        "\n".join(";".join(row.values()) for row in [dict(zip(rows[0], rows[0], strict=True)), *rows])
    )
    for name in ("a.csv", "a.xlsx", "a.ods", "a.json"):
        assert run(str(source), "-o", str(tmp_path / name)).exit_code == 0
    for name in ("a.csv", "a.xlsx", "a.ods"):
        assert run(str(tmp_path / name), "-o", str(tmp_path / "encore.json")).exit_code == 0
        again = json.loads((tmp_path / "encore.json").read_text())
        first = json.loads((tmp_path / "a.json").read_text())
        assert again["totaux"] == first["totaux"]
        assert [line["ds1_forfait_euros"] for line in again["lignes"]] == [
            line["ds1_forfait_euros"] for line in first["lignes"]
        ]


def test_a_row_in_error_gives_the_code_1_and_all_the_rows():
    result = run("-", entree=BAD)
    assert result.exit_code == 1
    good, bad = read_csv(result.stdout_bytes)
    assert (good["erreurs"], bad["total_euros"]) == ("", "")
    assert bad["erreurs"].startswith("activite_combinee : « abc » n’est pas un nombre")


def test_an_error_names_the_title_of_the_file():
    result = run("-", entree="Activité combinée 2019\nabc\n")
    assert read_csv(result.stdout_bytes)[0]["erreurs"].startswith("Activité combinée 2019 : « abc »")


def test_the_region_of_the_rows_that_have_none(tmp_path: Path):
    target = tmp_path / "a.json"
    assert run("-", "-o", str(target), "--region", "idf", entree=LIST).exit_code == 0
    assert list(json.loads(target.read_text())["par_region"]) == ["Île-de-France"]


def test_a_column_that_nearly_has_a_known_title_is_told():
    result = run("-", entree="activite_combinee;DS1 fenetr;Remarque\n1;F1;x\n")
    assert result.exit_code == 0
    assert result.stderr == (
        "Colonne « DS1 fenetr » : colonne gardée sans être lue ; vouliez-vous dire « ds1_fenetre » ?\n"
    )


def test_a_list_of_no_row_is_said():
    result = run("-", entree="finess;activite_combinee\n\n")
    assert (result.exit_code, result.stderr) == (
        0,
        "La liste n’a aucune ligne sous ses titres : il n’y a rien à calculer.\n",
    )


def test_what_is_passed_over_and_set_apart_is_said():
    result = run("-", entree=LIST + "\n010780195;B;7000;F2;\n;TOTAL;134800;;\n")
    assert result.exit_code == 0
    assert result.stderr == (
        "Une ligne vide a été passée au milieu de la liste (ligne 3).\nUne ligne de total est mise à part.\n"
    )
    *_, total = read_csv(result.stdout_bytes)
    assert (total["nom"], total["activite_combinee"], total["total_euros"], total["categorie"], total["erreurs"]) == ("TOTAL", "134800", "", "", "")  # fmt: skip
    assert total["avertissements"] == (
        "ligne de total : la ligne est mise à part, sans montant, et ne compte pas dans les totaux."
    )


def test_the_same_establishment_twice_is_told_on_both_rows():
    result = run("-", entree=LIST + "01 000 015 6;Fictif;127 800;F2;\n")
    assert [row["avertissements"].partition(" ; ")[0] for row in read_csv(result.stdout_bytes)] == [
        "finess : DS\N{NO-BREAK SPACE}1 : demandé de nouveau pour ce FINESS, ligne 3",
        "finess : DS\N{NO-BREAK SPACE}1 : déjà demandé pour ce FINESS, vu d’abord ligne 2",
    ]


def test_the_sheet_is_said_and_chosen(tmp_path: Path):
    source, book = tmp_path / "liste.xlsx", Workbook()
    book.remove(book.active)
    for name, activity in (("Données", 127800), ("Autre", 7000)):
        sheet = book.create_sheet(name)
        sheet.append(["finess", "activite_combinee", "ds1_fenetre"])
        sheet.append(["010000156", activity, "F1"])
    book.save(source)
    first, other = run(str(source)), run(str(source), "--feuille", "Autre")
    assert first.stderr == (
        "La feuille « Données » est lue ; « Autre » porte aussi une liste, qui n’est pas lue : choisissez la "
        "feuille si ce n’est pas la bonne.\nPour lire une autre feuille : --feuille « Autre ».\n"
    )
    assert [read_csv(result.stdout_bytes)[0]["activite_combinee"] for result in (first, other)] == ["127800", "7000"]  # fmt: skip
    assert refusal(str(source), "--feuille", "C") == (
        "le classeur n’a pas de feuille « C » ; il a : Données, Autre."
    )


def test_an_ending_that_is_not_that_of_the_content_is_said(tmp_path: Path):
    source = tmp_path / "liste.xlsx"
    source.write_text(LIST, encoding="utf-8")
    assert run(str(source)).stderr == (
        "Le nom finit par « .xlsx », mais le contenu est un texte CSV : il est lu comme tel.\n"
    )


def test_too_many_rows_for_a_workbook_are_refused_before_any_is_computed(source: Path, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 0)
    monkeypatch.setattr(command, "Lot", lambda *_, **__: pytest.fail("a row was computed"))
    for ending in (".xlsx", ".ods"):
        assert refusal(str(source), "-o", f"a{ending}").startswith("plus de 0 lignes")


def refusal(*arguments: str, entree: str | bytes = "") -> str:
    result = run(*arguments, entree=entree)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.rstrip("\n")


def test_what_cannot_be_read_or_written_is_refused_with_a_sentence(source: Path):
    missing = source.with_name("absent.csv")
    assert refusal(str(missing)).startswith(f"{missing} : fichier illisible ou impossible à écrire")
    nowhere = source.with_name("absent") / "a.csv"
    assert refusal(str(source), "-o", str(nowhere)).startswith(f"{nowhere} : fichier illisible ou impossible")
    assert refusal("-").startswith("le fichier est vide")
    assert refusal("-", entree="a;b\n1;2\n").startswith("aucune colonne « activite_combinee »")
    assert refusal("-", entree=b"PK\x03\x04tronque").startswith("le classeur est illisible")
    assert (
        refusal(str(source), "-o", "a.odt")
        == "« a.odt » : la sortie est un fichier .csv, .xlsx, .ods, .json."
    )
    assert refusal(str(source), "--region", "Bretgne") == (
        "région inconnue « Bretgne » ; vouliez-vous dire « Bretagne » ?"
    )


def test_beyond_the_limits_a_refusal_says_what_to_do_and_leaves_nothing(source: Path, monkeypatch):
    target = source.with_name("a.xlsx")
    monkeypatch.setattr(workbook, "MAX_ROWS", 0)
    assert refusal(str(source), "-o", str(target)).endswith("Demandez un fichier .csv, ou partagez la liste.")
    assert list(source.parent.iterdir()) == [source]
    for module in (records, tables, command):
        monkeypatch.setattr(module, "MAX_BYTES", 10)
    assert "partagez-le en plusieurs fichiers" in refusal(str(source))
    assert "partagez-le en plusieurs fichiers" in refusal("-", entree=LIST)


def test_a_failure_leaves_the_earlier_output_as_it_was(source: Path):
    target = source.with_name("a.csv")
    target.write_text("avant")
    refusal("-", "-o", str(target), entree="")
    assert target.read_text() == "avant"
    assert sorted(source.parent.iterdir()) == sorted((source, target))


def test_on_a_terminal_the_progress_is_told_and_in_a_pipe_nothing_is(source: Path, monkeypatch):
    assert run(str(source)).stderr == ""
    monkeypatch.setattr(command, "_is_terminal", lambda: True)
    monkeypatch.setattr(command, "SECONDS_BETWEEN_SIGNS", 0)
    told = run("-", entree=BAD).stderr
    assert "1 lignes, " in told
    assert told.endswith("2 lignes, 1 en erreur, 0 à vérifier.\n")
