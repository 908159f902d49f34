"""Broken rules are refused, each fault with its file, its line, its path and its reason.

Each test makes one fault in a copy of `data/` by an edit of its text, and expects that very line, nothing else.
"""

from pathlib import Path

import pytest

from calculator.rules.loading import InvalidData, load_rules
from calculator.rules.yaml_text import parse


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file, which must have it."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{name} : « {old} » a changé, adaptez ce cas"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(folder: Path, name: str, marker: str) -> int:
    """The line of the first occurrence of a text."""
    text = (folder / name).read_text(encoding="utf-8")
    return text[: text.index(marker)].count("\n") + 1


def faults(folder: Path) -> list[str]:
    with pytest.raises(InvalidData) as error:
        load_rules(folder)
    return str(error.value).splitlines()


def test_the_rules_of_the_project_are_whole():
    assert load_rules().version


@pytest.mark.parametrize(
    ("name", "old", "new", "marker", "fault"),
    [
        pytest.param(
            "targets.yaml",
            "    court: Lettre de liaison\n",
            "    court: Lettre de liaison\n    court: Lettre\n",
            "    court: Lettre\n",
            "indicateurs.DS1.1.court : la clé « court » est écrite deux fois (déjà ligne {before}).",
            id="clé en double",
        ),
        pytest.param(
            "targets.yaml",
            "    court: Lettre de liaison\n",
            "    courte: Lettre de liaison\n    court: Lettre\n",
            "    courte:",
            "indicateurs.DS1.1.courte : clé inconnue « courte » ; vouliez-vous dire « court » ?",
            id="clé inconnue, la plus proche est dite",
        ),
        pytest.param(
            "targets.yaml",
            "    court: Lettre de liaison\n",
            "",
            "  DS1.1:\n",
            "indicateurs.DS1.1.court : « court » manque.",
            id="valeur absente",
        ),
        pytest.param(
            "targets.yaml",
            "    court: Lettre de liaison\n",
            "    court:\n",
            "    court:\n",
            "indicateurs.DS1.1.court : un texte est attendu.",
            id="valeur vide",
        ),
        pytest.param(
            "targets.yaml",
            "    court: Lettre de liaison\n",
            "    court: [Lettre, de liaison]\n",
            "    court: [",
            "indicateurs.DS1.1.court : une valeur simple est attendue.",
            id="liste au lieu d’un texte",
        ),
        pytest.param(
            "sources.yaml",
            "textes:\n",
            "textes:\n  X2024:\n    titre: Un texte que personne ne cite\n    nature: Note\n    autorite: aucune\n"
            "    resume: rien\n    portee: information\n    en_main: oui\n",
            "  X2024:",
            "textes.X2024 : « X2024 » n’est cité nulle part.",
            id="source que personne ne cite",
        ),
        pytest.param(
            "conditions.yaml",
            "      - texte: I2021\n",
            "      - texte: I2O21\n",
            "      - texte: I2O21",
            "conditions.engagement_cibles.sources[0].texte : texte inconnu « I2O21 » ; vouliez-vous dire « I2021 » ?",
            id="texte inconnu",
        ),
        pytest.param(
            "conditions.yaml",
            "      - texte: I2021\n",
            "      - texte: I2022-40\n",
            "      - texte: I2022-40",
            "conditions.engagement_cibles.sources[0].texte : « I2022-40 » n’est pas en main : rien n’en est cité.",
            id="texte cité qui n’est pas en main",
        ),
        pytest.param(
            "conditions.yaml",
            "        statut: fait\n",
            "        statut: sûr\n",
            "        statut: sûr",
            "conditions.engagement_cibles.sources[0].statut : « sûr » n’est pas prévu ; attendu : fait, lecture, ouvert.",
            id="statut inconnu",
        ),
        pytest.param(
            "domains.yaml",
            "          lectures: [L17]\n",
            "          lectures: [L99]\n",
            "          lectures: [L99]",
            "volets.V2.parts.sources[0].lectures : lecture inconnue « L99 » ; vouliez-vous dire « L49 » ?",
            id="lecture inconnue",
        ),
        pytest.param(
            "domains.yaml",
            "    volet: V1\n",
            "    volet: V3\n",
            "    volet: V3",
            "domaines.DS1.volet : « V3 » n’est pas prévu ; attendu : V1, V2.",
            id="volet inconnu",
        ),
        pytest.param(
            "windows.yaml",
            "  F4:\n",
            "  F5:\n",
            "  F5:",
            "fenetres.F5 : « F5 » n’est pas prévu ; attendu : F1, F2, F3, F4.",
            id="identifiant inconnu",
        ),
        pytest.param(
            "envelopes.yaml",
            "    Bretagne: 7 336 017 €\n",
            "    Bretagne: 7 336 018 €\n",
            "  total: 158 000 000 €",
            "enveloppes.total : les enveloppes font 158\u202f000\u202f001,00\u00a0€, "
            "pas 158\u202f000\u202f000,00\u00a0€.",
            id="somme des enveloppes",
        ),
        pytest.param(
            "schemes.yaml",
            "    Occitanie: 500 k€\n",
            "    Occitanie: 400 k€\n",
            "    total: 1 500 k€",
            "experimentation.enveloppes.total : les enveloppes font 1\u202f400\u202f000,00\u00a0€, "
            "pas 1\u202f500\u202f000,00\u00a0€.",
            id="somme des enveloppes de l’expérimentation",
        ),
        pytest.param(
            "programme.yaml",
            "montant: 11 M€\n",
            "montant: 12 M€\n",
            "      volet_1:",
            "programme.budget.parts.volet_1 : les parts font 159\u202f000\u202f000,00\u00a0€, "
            "pas 158\u202f000\u202f000,00\u00a0€.",
            id="somme du budget",
        ),
        pytest.param(
            "domains.yaml",
            "    minimum: 22 500\n",
            "    minimum: 22 501\n",
            "    minimum: 22 501",
            "categories.C.minimum : un trou entre B (jusqu’à 22\u202f500) et C (à partir de 22\u202f501).",
            id="trou entre deux catégories",
        ),
        pytest.param(
            "domains.yaml",
            "    minimum: 22 500\n",
            "    minimum: 22 499\n",
            "    minimum: 22 499",
            "categories.C.minimum : un recouvrement entre B (jusqu’à 22\u202f500) et C (à partir de 22\u202f499).",
            id="recouvrement de deux catégories",
        ),
        pytest.param(
            "domains.yaml",
            "    maximum: 1 600 000\n",
            "    maximum: 230 000\n",
            "  D:\n    minimum",
            "categories.D : le minimum n’est pas inférieur au maximum.",
            id="catégorie vide",
        ),
        pytest.param(
            "domains.yaml",
            "        B: {minimum: 24 k€, maximum: 48 k€}\n",
            "        B: {minimum: 25 k€, maximum: 48 k€}\n",
            "        B: {minimum: 25 k€",
            "domaines.DS1.bareme.tranches.B.minimum : le forfait saute de 24\u202f000,00\u00a0€ (fin de A) "
            "à 25\u202f000,00\u00a0€ (début de B).",
            id="forfait qui saute à une borne",
        ),
        pytest.param(
            "domains.yaml",
            "        D: {minimum: 150 k€, maximum: 320 k€}\n",
            "        D: {minimum: 150 k€, maximum: 140 k€}\n",
            "        D: {minimum: 150 k€, maximum: 140",
            "domaines.DS1.bareme.tranches.D : le forfait décroît dans la catégorie.",
            id="forfait qui décroît",
        ),
        pytest.param(
            "domains.yaml",
            "        D: {minimum: 150 k€, maximum: 320 k€}\n",
            "",
            "      tranches:",
            "domaines.DS1.bareme.tranches : « D » manque.",
            id="catégorie absente d’un barème",
        ),
        pytest.param(
            "windows.yaml",
            "      fin: 2021-10-31\n",
            "      fin: 2021-08-31\n",
            "      fin: 2021-08-31",
            "fenetres.F1.candidature.fin : la fin (2021-08-31) précède le début (2021-09-01).",
            id="fin avant le début",
        ),
        pytest.param(
            "windows.yaml",
            "      fin: 2021-10-31\n",
            "      fin: 2021-09-31\n",
            "      fin: 2021-09-31",
            "fenetres.F1.candidature.fin : « 2021-09-31 » n’existe pas dans le calendrier.",
            id="jour qui n’existe pas",
        ),
        pytest.param(
            "targets.yaml",
            "valeurs: {F1: 49 %, F2: 59 %, F3: 64 %, F4: 69 %}",
            "valeurs: {F1: 49 %, F2: 590 %, F3: 64 %, F4: 69 %}",
            "        valeurs: {F1: 49 %, F2: 590",
            "indicateurs.DS1.1.cibles.I2021.valeurs.F2 : « 590 % » n’est pas entre 0 % et 100 %.",
            id="cible au-dessus de 100 %",
        ),
        pytest.param(
            "targets.yaml",
            "valeurs: {F1: 49 %, F2: 59 %, F3: 64 %, F4: 69 %}",
            "valeurs: {F1: -1 %, F2: 59 %, F3: 64 %, F4: 69 %}",
            "        valeurs: {F1: -1",
            "indicateurs.DS1.1.cibles.I2021.valeurs.F1 : « -1 % » n’est pas entre 0 % et 100 %.",
            id="cible négative",
        ),
        pytest.param(
            "targets.yaml",
            "valeurs: {F1: 49 %, F2: 59 %, F3: 64 %, F4: 69 %}",
            'valeurs: {F1: "49", F2: 59 %, F3: 64 %, F4: 69 %}',
            '        valeurs: {F1: "49"',
            "indicateurs.DS1.1.cibles.I2021.valeurs.F1 : « 49 » n’est pas un taux : "
            "écrivez « 49 % », « 0,… » ou « 490/1000 ».",
            id="cible sans signe",
        ),
        pytest.param(
            "targets.yaml",
            "        valeurs: {F2: 42 %, F3: 49 %, F4: 56 %}",
            "        valeurs: {F1: 40 %, F2: 42 %, F3: 49 %, F4: 56 %}",
            "        valeurs: {F1: 40 %, F2: 42",
            "indicateurs.DS4.1.cibles.I2021.valeurs.F1 : F1 ne finance pas ce volet.",
            id="cible dans une fenêtre qui ne paie pas",
        ),
        pytest.param(
            "domains.yaml",
            "valeurs: {F1: 100 %, F2: 90 %, F3: 85 %, F4: 80 %}",
            "valeurs: {F1: 100 %, F2: 90 %, F3: 85 %, F4: 180 %}",
            "      valeurs: {F1: 100",
            "volets.V1.parts.valeurs.F4 : « 180 % » n’est pas entre 0 % et 100 %.",
            id="part hors de 0 à 1",
        ),
        pytest.param(
            "domains.yaml",
            "valeurs: {F1: 100 %, F2: 90 %, F3: 85 %, F4: 80 %}",
            "valeurs: {F1: 100 %, F2: 90 %, F3: 95 %, F4: 80 %}",
            "      valeurs: {F1: 100",
            "volets.V1.parts.valeurs.F3 : la part de F3 dépasse celle de F2.",
            id="part qui croît",
        ),
        pytest.param(
            "domains.yaml",
            "        A: {minimum: 18 k€, maximum: 24 k€}\n",
            "        A: {minimum: 18, maximum: 24 k€}\n",
            "        A: {minimum: 18,",
            "domaines.DS1.bareme.tranches.A.minimum : « 18 » : un montant porte son unité, « € » ou « k€ ».",
            id="montant sans unité",
        ),
        pytest.param(
            "domains.yaml",
            "    maximum: 7 000\n",
            "    maximum: 7.000\n",
            "    maximum: 7.000",
            "categories.A.maximum : « 7.000 » peut se lire 7\u202f000 ou 7,000 : "
            "écrivez « 7\u202f000 » ou « 7,0000 ».",
            id="nombre ambigu",
        ),
        pytest.param(
            "targets.yaml",
            "    bonus: non\n",
            "    bonus: no\n",
            "    bonus: no\n",
            "indicateurs.DS1.1.bonus : « no » : répondez oui ou non.",
            id="ni oui ni non",
        ),
    ],
)
def test_a_fault_is_told_with_its_line(data, name, old, new, marker, fault):
    edit(data, name, old, new)
    line = line_of(data, name, marker)
    assert faults(data) == [f"{name}:{line} · {fault.replace('{before}', str(line - 1))}"]


def test_a_value_without_source_is_refused(data):
    text = (data / "conditions.yaml").read_text(encoding="utf-8")
    start = text.index("    sources:\n", text.index("  relims:\n"))
    end = text.index("\n  osis_prerequis:\n")
    (data / "conditions.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    line = line_of(data, "conditions.yaml", "  relims:\n")
    assert faults(data) == [
        f"conditions.yaml:{line} · conditions.relims : valeur sans source : ajoutez « sources »."
    ]


def test_an_unreadable_file_is_told_with_its_line(data):
    edit(data, "windows.yaml", "fenetres:\n", "fenetres: [\n")
    line = line_of(data, "windows.yaml", "fenetres: [\n")
    assert faults(data) == [
        f"windows.yaml:{line + 2} ·  : YAML illisible : « , » ou « ] » est attendu, ouvert ligne {line}."
    ], "what it holds is not also missing"


def test_what_cannot_be_opened_is_told_in_french(data):
    (data / "a.yaml").mkdir()
    (data / "b.yaml").symlink_to(data / "absent")
    (data / "c.yaml").symlink_to("/dev/zero")
    (data / "d.yaml").write_bytes(b"version: \xe9\n")
    (data / "e.yaml").write_text("#" * 1_000_001, encoding="utf-8")
    assert faults(data) == [
        "a.yaml:1 ·  : fichier illisible : ce n’est pas un fichier.",
        "b.yaml:1 ·  : fichier illisible : c’est un lien qui ne mène nulle part.",
        "c.yaml:1 ·  : fichier illisible : ce n’est pas un fichier.",
        "d.yaml:1 ·  : l’octet 0xe9 n’est pas de l’UTF-8 : enregistrez le fichier en UTF-8.",
        "e.yaml:1 ·  : le fichier dépasse 1 Mo, le plus qui soit lu ici.",
    ]


def test_a_file_that_is_not_a_block_is_refused(data):
    (data / "zzz.yaml").write_text("- une liste\n", encoding="utf-8")
    assert "zzz.yaml:1 ·  : un bloc « clé : valeur » est attendu." in faults(data)


def test_a_section_written_in_two_files_is_refused(data):
    (data / "zzz.yaml").write_text("\nversion: 2.0.0\n", encoding="utf-8")
    assert faults(data) == ["zzz.yaml:2 · version : « version » est déjà dans programme.yaml."]


def test_a_section_that_is_missing_is_told(data):
    (data / "windows.yaml").unlink()
    assert faults(data) == ["data:1 · fenetres : « fenetres » manque."]


def test_an_identifier_that_is_missing_is_told(data):
    text = (data / "windows.yaml").read_text(encoding="utf-8")
    (data / "windows.yaml").write_text(text[: text.index("\n  F4:\n")], encoding="utf-8")
    line = line_of(data, "windows.yaml", "fenetres:\n")
    assert faults(data) == [f"windows.yaml:{line} · fenetres : « F4 » manque."]


def test_every_fault_is_told_at_once_in_the_order_of_the_files(data):
    edit(data, "windows.yaml", "      fin: 2021-10-31\n", "      fin: 2021-09-31\n")
    edit(data, "targets.yaml", "F2: 59 %", "F2: 590 %")
    edit(data, "conditions.yaml", "    concerne: tous\n", "    concerne: personne\n")
    lines = faults(data)
    assert [line.split(":")[0] for line in lines] == ["conditions.yaml", "targets.yaml", "windows.yaml"]


def test_an_empty_folder_tells_every_missing_section(tmp_path):
    lines = faults(tmp_path)
    assert f"{tmp_path.name}:1 · version : « version » manque." in lines
    assert len(lines) > 15


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: 010000024", {"a": "010000024"}),
        ("a: 12.10", {"a": "12.10"}),
        ("a: no", {"a": "no"}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: ~", {"a": "~"}),
        ("a: 2021-10-12", {"a": "2021-10-12"}),
        ("a: {b: [1, 2]}", {"a": {"b": ["1", "2"]}}),
        ("a: &x {b: 1}\nc: *x", {"a": {"b": "1"}, "c": {"b": "1"}}),
        ("", {}),
    ],
)
def test_every_scalar_stays_text(text, tree):
    assert parse(text, "x.yaml")[::2] == (tree, [])


def test_every_path_has_its_line():
    _, marks, _ = parse("a:\n  b:\n    - c: 1\n    - d\n", "x.yaml")
    assert marks[("a", "b", 0, "c")] == ("x.yaml", 3)
    assert marks[("a", "b", 1)] == ("x.yaml", 4)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3\n", "x.yaml:3 · a : la clé « a » est écrite deux fois (déjà ligne 1)."),
        ("a: &x\n  b: *x\n", "x.yaml:1 · a.b : un alias se contient lui-même."),
    ],
)
def test_what_yaml_would_accept_in_silence_is_refused(text, fault):
    _, _, problems = parse(text, "x.yaml")
    assert [str(problem) for problem in problems] == [fault]


NESTED = "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}' if level else 'x'] * 9)}]\n" for level in range(8)
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("[" * 3000, "trop de blocs l’un dans l’autre", id="profond"),
        pytest.param(NESTED, "plus de 50000 valeurs, alias compris", id="alias multipliés"),
        pytest.param('a: "\\U00110000"', "un caractère n’existe pas", id="caractère impossible"),
    ],
)
def test_a_text_made_to_exhaust_its_reader_is_refused(text, why):
    tree, _, problems = parse(text, "essai.yaml")
    assert tree == {}
    assert list(map(str, problems)) == [f"essai.yaml:1 ·  : YAML illisible : {why}."]
