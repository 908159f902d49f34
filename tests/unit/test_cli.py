"""The command line: `simuler`, `verifier`, `lien`, `comparer`; exit codes, standard input, and a text one can read."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from calculator import packaged_rules
from calculator.cli import main
from calculator.exact.formats import format_date
from calculator.rules.publication import published_text
from calculator.situation.permalink import stamp
from calculator.words.typography import french

RULES = packaged_rules()

EXAMPLE = """\
etablissement:
  nom: Centre hospitalier fictif
  finess: 010000156
  activite_combinee: 127 800
candidatures:
  - {domaine: DS1, fenetre: F1, cro: oui}
  - {domaine: DS3, fenetre: F2}
  - {domaine: DS2, fenetre: F4}
"""


def run(*arguments: str, entree: str | bytes = "") -> Result:
    return CliRunner().invoke(main, arguments, input=entree, catch_exceptions=False, prog_name="sun-es")


def simulated(*arguments: str, entree: str = EXAMPLE) -> dict[str, Any]:
    result = run("simuler", "-", "--format", "json", *arguments, entree=entree)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_simulating_in_json_gives_the_answer_of_the_contract():
    reply = simulated()
    assert reply["ok"] is True
    totals = reply["resultat"]["totaux"]
    account = totals.pop("compte")
    assert totals == {
        "forfait_centimes": 17_636_829,
        "avance_centimes": 5_291_049,
        "solde_centimes": 12_345_780,
        "complet": True,
    }
    assert account.pop("phrase") == "Jusqu’à 176\u202f368,29\u00a0€, si les cibles sont atteintes"
    assert account == {
        "acquis_centimes": None,
        "avance_versee_centimes": 5_291_049,
        "solde_verse_centimes": 0,
        "reste_a_recevoir_centimes": None,
        "a_rembourser_centimes": None,
    }
    assert reply["resultat"]["etablissement"]["finess"] == "010000156"


def test_yaml_and_json_files_say_the_same(tmp_path: Path):
    yaml_file, json_file = tmp_path / "a.yaml", tmp_path / "a.json"
    yaml_file.write_text("etablissement: {activite_combinee: 6999.5}", encoding="utf-8")
    json_file.write_text('{"etablissement": {"activite_combinee": 6999.5}}', encoding="utf-8-sig")
    outputs = [run("simuler", str(file), "--format", "json").stdout for file in (yaml_file, json_file)]
    assert outputs[0] == outputs[1]
    assert json.loads(outputs[0])["ok"] is True


def test_standard_input_may_be_json():
    assert (
        simulated(entree='{"etablissement": {"activite_combinee": "7 000"}}')["resultat"]["etablissement"][
            "categorie"
        ]
        == "B"
    )


def test_a_finess_stays_text_and_a_no_stays_a_no_in_yaml():
    text = "etablissement: {finess: 010000024, activite_combinee: 7000}\nconditions: {relims: no}"
    result = run("simuler", "-", "--format", "json", entree=text)
    assert [problem["message"] for problem in json.loads(result.stdout)["problemes"]] == [
        "« no » : répondez oui ou non."
    ]


@pytest.mark.parametrize(
    ("option", "reached"), [(["--texte", "I2021"], False), (["--texte", "I2023"], True), ([], True)]
)
def test_the_text_may_be_chosen(option, reached):
    text = """\
etablissement: {activite_combinee: 127800}
candidatures: [{domaine: DS2, fenetre: F4}]
mesures: {DS2.1: {taux: 60 %}}
"""
    reply = simulated(*option, entree=text)
    assert reply["resultat"]["candidatures"][0]["cibles_atteintes"] is reached


def test_the_option_prevails_over_the_file_for_every_establishment_of_a_dossier():
    text = """\
dossier:
  - {texte: I2023, etablissement: {activite_combinee: 127800}}
  - {etablissement: {activite_combinee: 127800}}
"""
    reply = simulated("--texte", "I2021", entree=text)
    assert [item["texte"] for item in reply["resultat"]["etablissements"]] == ["I2021", "I2021"]


def test_the_text_output_speaks_to_a_finance_director():
    result = run("simuler", "-", entree=EXAMPLE)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == (
        "SUN-ES, programme clos : calcul non officiel, l’instruction et la notification de l’ARS prévalent."
    )
    assert "Centre hospitalier fictif : activité combinée 127\u202f800 journées MCO, catégorie C" in lines
    for amount in (
        "109\u202f738,12",
        "32\u202f921,44",
        "76\u202f816,68",
        "176\u202f368,29",
        "52\u202f910,49",
        "123\u202f457,80",
    ):
        assert f"{amount}\u00a0€" in result.stdout
    assert "Arrondi comme dans l’exemple officiel : 110\u00a0k€, avance 33\u00a0k€" in result.stdout
    assert "Arrondi comme dans l’exemple officiel : 176\u00a0k€" in result.stdout
    assert "Ce résultat dépend des lectures L06, L10, L30 (page « Lectures » du site)." in lines


def test_the_text_output_says_what_is_missed_and_what_is_open():
    text = """\
etablissement: {activite_combinee: 127800}
prerequis: {PS1.1: non_atteint}
candidatures: [{domaine: DS2, fenetre: F2, report: F3}]
mesures: {DS2.1: {taux: "49,9 %"}}
"""
    out = run("simuler", "-", entree=text).stdout
    assert "Éligibilité : NON ÉLIGIBLE" in out
    assert (
        "DS\u00a02.1 : 49,9\u00a0% pour 50\u00a0%, cible manquée (moins d’un demi-point sous la cible)" in out
    )
    assert (
        "L07, hypothèse A : Cibles et part de la fenêtre initiale (F2) : Jusqu’à 35\u202f274,80\u00a0€" in out
    )
    assert "Rien d’acquis en F2, report demandé en F3" in out


def test_the_text_output_of_a_dossier_ends_with_its_total():
    text = "dossier: [{etablissement: {nom: A, activite_combinee: 7000}}, {etablissement: {nom: B, activite_combinee: 7000}}]"
    out = run("simuler", "-", entree=text).stdout
    assert out.index("A : activité") < out.index("B : activité") < out.index("DOSSIER")


def test_a_refused_input_exits_2_with_every_problem():
    result = run(
        "simuler", "-", "--format", "json", entree="etablissement: {activite_combinee: 127.800}\ntexte: I2022"
    )
    assert result.exit_code == 2
    reply = json.loads(result.stdout)
    assert reply["ok"] is False
    assert [problem["chemin"] for problem in reply["problemes"]] == [
        "etablissement.activite_combinee",
        "texte",
    ]


def test_a_refused_input_is_told_line_by_line_on_standard_error():
    result = run("simuler", "-", entree="etablissement: {activite_combinee: -3}\ntexte: I2022")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "etablissement.activite_combinee : « -3 » est négatif : une activité vaut au moins 0.",
        "texte : « I2022 » n’est pas prévu ; vouliez-vous dire « I2023 » ?",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "etablissement : « etablissement » manque."),
        ("bonjour", "ligne 1 : un bloc « clé : valeur » est attendu."),
        (
            "etablissement: {activite_combinee: 1}\netablissement: {activite_combinee: 2}",
            "etablissement : ligne 2 : la clé « etablissement » est écrite deux fois (déjà ligne 1).",
        ),
    ],
)
def test_a_file_that_is_not_a_situation_is_refused_in_french(text, message):
    result = run("simuler", "-", entree=text)
    assert (result.exit_code, result.stderr.splitlines()) == (2, [message])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [\n", "ligne 2 : YAML illisible : une valeur est attendue."),
        ("a: [1\nb: 2", "ligne 2 : YAML illisible : « , » ou « ] » est attendu, ouvert ligne 1."),
        (
            "a:\n\t- x",
            "ligne 2 : YAML illisible : une tabulation : YAML se décale par des espaces.",
        ),
        ("a: *b", "ligne 1 : YAML illisible : un alias (« *nom ») qu’aucune ancre (« &nom ») ne définit."),
        ("a: 1\n---\nb: 2", "ligne 2 : YAML illisible : un seul document est attendu, sans autre « --- »."),
        ("a: 1\nb: \x01", "ligne 2 : YAML illisible : le signe U+0001 n’y est pas admis."),
        ("a: |x\n b", "ligne 1 : YAML illisible : rien ne suit « | » ou « > » sur leur ligne."),
        ("{a: 1", "ligne 1 : YAML illisible : « , » ou « } » est attendu."),
        ("{", "ligne 1, colonne 2 : JSON illisible : une clé entre guillemets droits est attendue."),
        ('{"a": 1', "ligne 1, colonne 8 : JSON illisible : « , » ou la fin du bloc est attendue."),
        ('{"a":\n', "ligne 2, colonne 1 : JSON illisible : une valeur est attendue."),
        ('{"a": "b', "ligne 1, colonne 7 : JSON illisible : des guillemets ne sont pas fermés."),
        ('{"a": 1} x', "ligne 1, colonne 10 : JSON illisible : rien n’est attendu après la fin du bloc."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_french_with_its_line(text, message):
    result = run("simuler", "-", entree=text)
    assert (result.exit_code, result.stderr.splitlines()) == (2, [message])


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (
            '{"etablissement": {"activite_combinee": 127800, "activite_combinee": 5}}',
            ["etablissement.activite_combinee"],
        ),
        (
            '{"candidatures": [{"domaine": "DS1"}, {"domaine": "DS2", "domaine": "DS3"}], "texte": 1, "texte": 2}',
            ["texte", "candidatures[1].domaine"],
        ),
    ],
)
def test_a_key_written_twice_in_json_is_refused_as_in_yaml(text, paths):
    reply = json.loads(run("simuler", "-", "--format", "json", entree=text).stdout)
    assert [(item["chemin"], item["code"]) for item in reply["problemes"]] == [
        (path, "cle_en_double") for path in paths
    ]


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path):
    missing = tmp_path / "absent.yaml"
    result = run("simuler", str(missing))
    assert result.exit_code == 2
    assert result.stderr == f"{missing} : fichier illisible : il n’y a rien à ce nom.\n"
    result = run("simuler", str(tmp_path))
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path} : fichier illisible : c’est un dossier, un fichier est attendu.\n"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path):
    file = tmp_path / "latin.yaml"
    file.write_bytes("etablissement:\n  nom: Hôpital".encode("cp1252"))
    result = run("simuler", str(file))
    message = "ligne 2 : l’octet 0xf4 n’est pas de l’UTF-8 : enregistrez le fichier en UTF-8."
    assert (result.exit_code, result.stderr) == (2, f"{file} : {message}\n")
    file.write_text("etablissement: {nom: Hôpital}", encoding="utf-16")
    assert "le fichier est en UTF-16" in run("simuler", str(file)).stderr


def test_the_rules_of_the_project_are_checked():
    result = run("verifier")
    assert result.exit_code == 0
    assert result.stdout == (
        f"Règles {RULES.version} : 7 prérequis, 9 indicateurs, {len(RULES.lectures)} lectures, "
        f"{len(RULES.textes)} textes ; aucune erreur.\n"
    )


def test_broken_rules_exit_2_with_a_line_each_on_standard_error(tmp_path: Path):
    (tmp_path / "vide.yaml").write_text("version: 1.0.0\nfenetre: {}\n", encoding="utf-8")
    result = run("verifier", "--donnees", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        "vide.yaml:2 · fenetre : clé inconnue « fenetre » ; vouliez-vous dire « fenetres » ?"
        in result.stderr.splitlines()
    )
    assert all(" · " in line for line in result.stderr.splitlines())


def test_what_is_not_a_folder_of_rules_is_refused(tmp_path: Path):
    result = run("verifier", "--donnees", str(tmp_path / "absent"))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"« {tmp_path / 'absent'} » n’est pas un dossier : ")


def test_a_link_carries_the_situation():
    result = run("lien", "-", entree=EXAMPLE)
    assert result.exit_code == 0
    assert result.stdout == (
        "/simulateur/#nom=Centre+hospitalier+fictif&finess=010000156&activite_combinee=127800"
        f"&DS1=F1&cro=oui&DS3=F2&DS2=F4&regles={stamp(RULES)}\n"
    )


def test_no_link_for_what_cannot_be_computed():
    result = run("lien", "-", entree="etablissement: {}")
    assert (result.exit_code, result.stdout) == (2, "")


def test_comparing_says_each_value_that_changed(tmp_path: Path):
    rules = json.loads(published_text(RULES))
    rules["fenetres"]["F2"]["candidature"]["fin"] = "2022-06-30"
    former = tmp_path / "regles.json"
    former.write_text(json.dumps(rules | {"version": "0.9.0", "empreinte": "ab" * 32}), encoding="utf-8")
    now = f"{RULES.version} ({RULES.empreinte[:8]})"
    path, end = "fenetres[F2].candidature.fin", RULES.fenetres["F2"].candidature.fin
    day = end.isoformat()
    assert run("comparer", str(former), "courante").stdout == french(
        f"De 0.9.0 (abababab) à {now}.\nCe dont un résultat se calcule\n"
        f"  ~ Les fenêtres, F2, candidature, fin : {format_date(date(2022, 6, 30))} → {format_date(end)}\n"
    )
    assert run("comparer", "courante", "courante").stdout == french(
        f"De {now} à {now} : aucune différence.\n"
    )
    reply = json.loads(run("comparer", str(former), "courante", "--format", "json").stdout)
    assert reply == {
        "ok": True,
        "resultat": {
            "avant": {"version": "0.9.0", "empreinte": "ab" * 32},
            "apres": {"version": RULES.version, "empreinte": RULES.empreinte},
            "differences": [{"chemin": path, "avant": "2022-06-30", "apres": day}],
        },
    }


def test_an_unknown_version_exits_2_and_names_those_that_are_known():
    result = run("comparer", "0.0.1", "courante")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("« 0.0.1 » n’est pas une version connue. Versions connues : 1.0.0, ")
    assert run("comparer", "publiee", "courante").exit_code == 0, "the newest published version has a name"
    reply = run("comparer", "0.0.1", "courante", "--format", "json")
    assert reply.exit_code == 2
    assert json.loads(reply.stdout)["problemes"][0]["code"] == "version_inconnue"


COMMANDS = ("simuler", "verifier", "lien", "lot", "comparer")
ENGLISH = re.compile(
    r"\b(usage|show|exit|commands?|missing|error|invalid|try|for help|no such|default)\b", re.IGNORECASE
)


@pytest.mark.parametrize("option", ["-h", "--help", "--aide"])
@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=str)
def test_help_is_in_french(command, option):
    result = run(*command, option)
    assert result.exit_code == 0
    assert result.stdout.startswith("Utilisation : ")
    assert "Affiche cette aide." in result.stdout
    assert not ENGLISH.search(result.stdout.replace("--help", ""))


def test_without_a_command_the_help_is_shown_and_nothing_is_done():
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "simuler   Calcule une situation." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["simuler"], "l’argument FICHIER manque."),
        (["comparer", "1.0.0"], "l’argument VERSION manque."),
        (["simule"], "commande inconnue « simule » ; vouliez-vous dire « simuler » ?"),
        (
            ["simuler", "-", "--forma", "json"],
            "option inconnue « --forma » ; vouliez-vous dire « --format » ?",
        ),
        (["simuler", "-", "--format", "xml"], "--format : « xml » n’est pas prévu ; attendu : texte, json."),
        (
            ["simuler", "-", "--texte", "I2022"],
            "--texte : « I2022 » n’est pas prévu ; vouliez-vous dire « I2023 » ?",
        ),
        (["simuler", "-", "--format"], "l’option --format attend une valeur."),
        (["simuler", "--aide=oui"], "l’option --aide ne prend pas de valeur."),
        (["simuler", "-", "b", "c"], "argument en trop : « b c »."),
        (["--bof"], "option inconnue « --bof » ; attendu : -h, --help, --aide."),
    ],
)
def test_a_line_that_is_not_understood_is_told_in_french(arguments, fault):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    usage, error, more = result.stderr.splitlines()
    assert usage.startswith("Utilisation : sun-es")
    assert error == f"Erreur : {fault}"
    assert re.fullmatch(r"Pour en savoir plus : sun-es[a-z ]* --help", more)


def test_half_a_character_in_json_is_shown_and_stops_nothing(tmp_path: Path):
    file = tmp_path / "situation.json"
    file.write_text('{"etablissement": {"activite_combinee": 1, "region": "\\ud83d"}}', encoding="utf-8")
    result = run("simuler", str(file))
    assert result.exit_code == 2
    assert "région inconnue « ? »" in result.stderr


def test_json_nested_without_end_is_refused_in_french():
    result = run("simuler", "-", entree='{"a":' * 100_000)
    assert result.exit_code == 2
    assert "trop de blocs" in result.stderr


@pytest.mark.parametrize("form", ["texte", "json"])
def test_a_name_never_acts_on_the_terminal(form):
    name = "\x1b[2J\x1b[HForfait : 999 999,00 EUR\x1b[8m\x9b\u202e\x00"
    given = json.dumps({"etablissement": {"nom": name, "activite_combinee": 7000}})
    result = run("simuler", "-", "--format", form, entree=given)
    assert result.exit_code == 0
    assert all(letter.isprintable() or letter in "\n\u00a0\u202f" for letter in result.stdout)
    if form == "json":
        assert json.loads(result.stdout)["resultat"]["etablissement"]["nom"] == name
    else:
        assert "\\x1b[2J\\x1b[HForfait" in result.stdout
    wrong = run(
        "simuler", "-", entree=json.dumps({"etablissement": {"region": name, "activite_combinee": 1}})
    )
    assert "région inconnue « \\x1b[2J" in wrong.stderr


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\n".join(f"k{number}: 1" for number in range(60_000)), "plus de 50000 valeurs, alias compris"),
        ("a: &a 1\nb: [" + ", ".join(["*a"] * 100_000) + "]", "plus de 50000 valeurs, alias compris"),
    ],
    ids=["clés", "alias"],
)
def test_a_situation_of_more_values_than_anyone_writes_is_refused(text, why):
    result = run("simuler", "-", entree=text)
    assert (result.exit_code, result.stderr) == (2, f"ligne 1 : YAML illisible : {why}.\n")
