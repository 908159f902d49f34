"""What the unit tests share so that it is made once: texts parsed, and the package as a wheel carries it."""

import functools
import shutil
from pathlib import Path

import pytest

from calculator.rules import loading
from calculator.rules.packaged import packaged_rules
from calculator.rules.publication import published_text
from calculator.rules.yaml_text import Parsed, parse
from tests.support.house import ROOT

_parsed = functools.cache(parse)


def parsed(text: str, name: str) -> Parsed:
    """As `parse` does; a text that was parsed once is not parsed again."""
    tree, marks, problems = _parsed(text, name)
    return tree, marks, [*problems]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `data/` to be edited: the files that a test leaves as they are were parsed for another one."""
    folder = tmp_path / "data"
    shutil.copytree(loading.REPOSITORY_DATA, folder, ignore=shutil.ignore_patterns("schema"))
    monkeypatch.setattr(loading, "parse", parsed)
    return folder


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a Python finds the package as a wheel carries it, its rules in one file: a process starts at once."""
    folder = tmp_path_factory.mktemp("installed")
    shutil.copytree(ROOT / "calculator", folder / "calculator")
    (folder / "calculator" / "regles.json").write_text(published_text(packaged_rules()), encoding="utf-8")
    return folder
