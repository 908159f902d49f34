"""Every file of `data/` is under the same checks, the examples of the readings too."""

import shutil
from pathlib import Path

import pytest

from calculator.command.checking import EFFECTS, check_folder
from calculator.rules.loading import InvalidData


def faults(folder: Path) -> list[str]:
    with pytest.raises(InvalidData) as error:
        check_folder(folder)
    return str(error.value).splitlines()


def test_the_data_of_the_project_is_whole(data: Path) -> None:
    assert check_folder(data).version


def test_a_folder_without_examples_is_whole_too(data: Path) -> None:
    shutil.rmtree(data / "effets")
    assert check_folder(data).version


@pytest.mark.parametrize(
    ("before", "after", "marker", "fault"),
    [
        (
            "retenue: oui",
            "retenuee: oui",
            "retenuee",
            "lectures.L01.branches[0].retenuee : clé inconnue « retenuee » ; vouliez-vous dire « retenue » ?",
        ),
        (
            "retenue: oui",
            "retenue: ouii",
            "retenue: ouii",
            "lectures.L01.branches[0].retenue : « ouii » : répondez oui ou non.",
        ),
        (
            "  L02:",
            "  L99:",
            "  L99:",
            "lectures.L99 : lecture inconnue « L99 » ; vouliez-vous dire « L49 » ?",
        ),
        (
            "montre: acquis",
            "montre: acquit",
            "montre: acquit",
            "lectures.L01.montre : « acquit » n’est pas prévu ; vouliez-vous dire « acquis » ?",
        ),
        (
            "montre: acquis",
            "montre: pilote",
            "{nom: mesure arrêtée au 30 septembre",
            "lectures.L01.branches[0] : montre : l’exemple ne donne rien de « pilote_mes ».",
        ),
        (
            "{taux: 46 %}",
            "{taux: 460 %}",
            "460 %",
            "lectures.L01.branches[0] : mesures.DS2.1.taux : « 460 % » n’est pas entre 0 % et 100 %.",
        ),
        (
            "    montre: acquis\n",
            "    montre: acquis\n    montre: acquis\n",
            "    montre: acquis\n    branches",
            "lectures.L01.montre : la clé « montre » est écrite deux fois (déjà ligne 15).",
        ),
    ],
)
def test_a_fault_of_an_example_is_told_with_its_line(
    data: Path, before: str, after: str, marker: str, fault: str
) -> None:
    file = data / EFFECTS
    head, _, examples = file.read_text(encoding="utf-8").partition("\nlectures:\n")
    text = f"{head}\nlectures:\n{examples.replace(before, after, 1)}"
    file.write_text(text, encoding="utf-8")
    line = text[: text.index(marker, len(head))].count("\n") + 1
    assert f"lectures.yaml:{line} · {fault}" in faults(data)


def test_a_fault_of_the_rules_and_one_of_the_examples_are_told_together(data: Path) -> None:
    (data / "windows.yaml").write_text("fenetres: [\n", encoding="utf-8")
    (data / EFFECTS).write_text("lectures: *x\n", encoding="utf-8")
    assert [line.partition(":")[0] for line in faults(data)] == ["lectures.yaml", "windows.yaml"]


def test_a_file_that_nothing_reads_is_refused(data: Path) -> None:
    (data / "effets" / "autres.yaml").write_text("lectures: {}\n", encoding="utf-8")
    assert faults(data) == ["effets/autres.yaml:1 ·  : aucune règle n’est lue dans ce fichier."]
