"""The version of the code and its day: checked before a release, or written by it, every file at once."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from overrides.edition import DAYS, NEWS, VERSIONS, faults, publish

ROOT = Path(__file__).resolve().parents[2]
RULES, SINCE = "9.1.0", date(2030, 1, 15)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The files that name the code, in preparation of the rules 9.1.0."""
    for name in {*VERSIONS, *DAYS}:
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / NEWS).write_text(
        f"# Nouveautés\n\n## À paraître, règles {RULES}\n\n- Tout.\n", encoding="utf-8"
    )
    return tmp_path


def test_publishing_writes_the_version_and_the_day_everywhere(house: Path):
    assert list(faults(house, RULES, SINCE)) != []
    publish(house, "7.0.0", date(2030, 2, 1), RULES)
    assert list(faults(house, RULES, SINCE)) == []
    assert 'version = "7.0.0"' in (house / "pyproject.toml").read_text(encoding="utf-8")
    assert (house / NEWS).read_text(encoding="utf-8").splitlines()[2] == "## 7.0.0, règles 9.1.0"


def test_code_alone_is_published_under_its_own_day(house: Path):
    publish(house, "7.0.0", date(2030, 2, 1), RULES)
    news = (house / NEWS).read_text(encoding="utf-8")
    (house / NEWS).write_text(
        news.replace("## 7.0.0", "## À paraître, règles 9.1.0\n\n## 7.0.0"), encoding="utf-8"
    )
    publish(house, "7.0.1", date(2030, 9, 1), RULES)
    assert list(faults(house, RULES, SINCE)) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        (
            "CITATION.cff",
            "version: 7.0.0",
            "version: 6.0.0",
            "CITATION.cff dit la version 6.0.0, pyproject.toml 7.0.0.",
        ),
        (
            "publiccode.yml",
            "softwareVersion: 7.0.0",
            "softwareVersion: 6.0.0",
            "publiccode.yml dit la version 6.0.0, pyproject.toml 7.0.0.",
        ),
        (
            "publiccode.yml",
            "2030-02-01",
            "2030-02-02",
            "Le jour du code n’est pas le même : 2030-02-01 dans CITATION.cff, 2030-02-02 dans publiccode.yml.",
        ),
        (
            NEWS,
            "## 7.0.0",
            "## À paraître",
            "CHANGELOG.md commence par « ## À paraître, règles 9.1.0 », non par « ## 7.0.0, règles 9.1.0 ».",
        ),
    ],
)
def test_every_edit_that_lacks_is_named(house: Path, file: str, before: str, after: str, message: str):
    publish(house, "7.0.0", date(2030, 2, 1), RULES)
    text = (house / file).read_text(encoding="utf-8")
    assert before in text
    (house / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    assert list(faults(house, RULES, SINCE)) == [message]


def test_code_older_than_its_rules_is_named(house: Path):
    publish(house, "7.0.0", date(2030, 1, 14), RULES)
    assert list(faults(house, RULES, SINCE)) == [
        "Le code est daté du 2030-01-14, avant ses règles, du 2030-01-15."
    ]


@pytest.mark.parametrize("code", ["7.0", "v7.0.0", "sept"])
def test_what_is_not_a_version_writes_nothing(house: Path, code: str):
    before = {file.name: file.read_text(encoding="utf-8") for file in house.iterdir()}
    with pytest.raises(ValueError, match="n’est pas une version"):
        publish(house, code, SINCE, RULES)
    assert {file.name: file.read_text(encoding="utf-8") for file in house.iterdir()} == before
