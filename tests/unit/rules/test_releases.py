"""The released versions of the rules: kept whole, never changed, and data/ beside them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from calculator import packaged_rules
from calculator.exact.problems import InvalidInput
from calculator.rules.publication import fingerprint, published_text, stamp
from calculator.rules.releases import REPOSITORY_RELEASES, drift, open_rules, order, release, released
from overrides import release as command

RULES = packaged_rules()


def keep(folder: Path, version: str, **changes: object) -> None:
    """A release of the rules of today, or of almost the same."""
    rules = stamp(replace(RULES, version=version, **changes))  # type: ignore[arg-type]
    (folder / version).mkdir(parents=True)
    (folder / version / "regles.json").write_text(published_text(rules), encoding="utf-8")


def test_data_may_stand_beside_the_releases():
    assert drift(RULES) is None, drift(RULES)


@pytest.mark.parametrize("version", released())
def test_a_release_was_never_edited(version: str):
    kept = release(version, "regles")
    assert kept["version"] == version
    assert kept["empreinte"] == fingerprint(kept)
    assert {file.stem for file in (REPOSITORY_RELEASES / version).iterdir()} == {
        "regles",
        "liens",
        "adresses",
    }


def test_versions_are_sorted_as_numbers(tmp_path: Path):
    for version in ("1.10.0", "1.9.0", "1.9.1"):
        keep(tmp_path, version)
    assert released(tmp_path) == ["1.9.0", "1.9.1", "1.10.0"]
    with pytest.raises(ValueError, match=r"« 1\.9 » n’est pas une version"):
        order("1.9")


def test_a_version_in_preparation_may_still_change(tmp_path: Path):
    keep(tmp_path, "1.0.0")
    assert drift(replace(RULES, version="1.0.1", empreinte="autre"), tmp_path) is None


def test_changing_a_released_version_names_the_cure(tmp_path: Path):
    keep(tmp_path, RULES.version)
    assert drift(RULES, tmp_path) is None
    message = drift(replace(RULES, empreinte="autre"), tmp_path)
    assert message is not None
    assert message.startswith(f"data/ n’a plus les valeurs des règles {RULES.version}, publiées et figées.")
    assert "Relevez « version »" in message


def test_a_version_before_the_last_release_is_refused(tmp_path: Path):
    keep(tmp_path, "9.0.0")
    assert drift(RULES, tmp_path) == (
        f"La version {RULES.version} de data/programme.yaml vient avant la dernière publiée, 9.0.0 : relevez-la."
    )


def test_releasing_writes_once_and_refuses_other_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    site = tmp_path / "site"
    for name in ("index.html", "404.html", "calcul/index.html", "api/regles.json", "calendrier.ics"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("", encoding="utf-8")
    releases = tmp_path / "releases"
    assert command.main(releases, site) == 0
    assert release(RULES.version, "regles", releases)["empreinte"] == RULES.empreinte
    assert release(RULES.version, "liens", releases)["DS1.1"] == "/indicateurs/ds-1-1/"
    assert release(RULES.version, "adresses", releases) == [
        "/",
        "/api/regles.json",
        "/calcul/",
        "/calendrier.ics",
    ]
    assert command.main(releases, site) == 0
    assert "déjà publiées" in capsys.readouterr().out
    file = releases / RULES.version / "regles.json"
    file.write_text(json.dumps({"version": RULES.version, "empreinte": "autre"}), encoding="utf-8")
    assert command.main(releases, site) == 1
    assert "make release" in capsys.readouterr().err


def test_rules_are_opened_by_version_by_file_or_as_they_are_now(tmp_path: Path):
    keep(tmp_path, "1.0.0")
    assert open_rules("1.0.0", tmp_path)["version"] == "1.0.0"
    assert open_rules(str(tmp_path / "1.0.0" / "regles.json"), tmp_path)["version"] == "1.0.0"
    assert open_rules("courante", tmp_path)["empreinte"] == RULES.empreinte
    for version in ("1.10.0", "1.9.0"):
        keep(tmp_path, version)
    assert open_rules("publiee", tmp_path)["version"] == "1.10.0"


def test_what_is_not_a_version_says_which_are_known(tmp_path: Path):
    keep(tmp_path, "1.0.0")
    with pytest.raises(InvalidInput) as unknown:
        open_rules("2.0.0", tmp_path)
    assert unknown.value.problems[0].message == (
        "« 2.0.0 » n’est pas une version connue. Versions connues : 1.0.0, publiee, courante."
    )
    other = tmp_path / "autre.json"
    other.write_text("[]", encoding="utf-8")
    with pytest.raises(InvalidInput, match="n’est pas un fichier « regles"):
        open_rules(str(other), tmp_path)
    assert open_rules("publiee", tmp_path) == open_rules("1.0.0", tmp_path), "the newest one"


@pytest.mark.parametrize("depth", [200, 200_000])
def test_a_file_of_blocks_without_end_is_no_file_of_rules(tmp_path: Path, depth: int):
    file = tmp_path / "regles.json"
    file.write_text(
        '{"version": "1", "empreinte": "a", "x": ' + "[" * depth + "]" * depth + "}", encoding="utf-8"
    )
    with pytest.raises(InvalidInput, match="n’est pas un fichier « regles"):
        open_rules(str(file), tmp_path)
