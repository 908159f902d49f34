"""The page of what must be renewed names tests, files and targets that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "MAINTENANCE.md").read_text(encoding="utf-8")
AGES = PAGE.partition("\n## Ce qui vieillit\n")[2].partition("\n## ")[0]
ROWS = [line for line in AGES.splitlines() if line.startswith("| ")][2:]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:30])
def test_each_thing_that_ages_names_the_test_that_fails_first(row: str) -> None:
    what, when, cure, test = (cell.strip() for cell in row.strip("|").split(" | "))
    assert all((what, when, cure))
    file, _, name = test.strip(" |`").partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_what_must_be_renewed_is_there() -> None:
    assert len(ROWS) > 10
    assert all(word in PAGE for word in ("Pyodide", "_makeSnapshot", "Chromium", "Material", "caractères"))


def test_the_files_and_commands_that_are_named_exist() -> None:
    named = {name for name in re.findall(r"`([\w./-]+)`", PAGE) if "/" in name and not name.endswith(".zip")}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [name for name in re.findall(r"`make ([a-z]+)", PAGE) if f"\n{name}:" not in targets] == []
