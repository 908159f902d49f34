"""What the page of the data tells people to run works as written there."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pandas
import polars
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from calculator.cli import main
from calculator.rules.packaged import packaged_rules
from runtime.node import node
from tests.support.office import names, needs_office, recalculated

RULES = packaged_rules()


@pytest.fixture(scope="module")
def page(site_folder: Path) -> str:
    return (site_folder / "donnees/index.html").read_text(encoding="utf-8")


def code(page: str) -> list[str]:
    """The text of each block of code of the page."""
    blocks = re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", block)).strip() for block in blocks]


def test_the_lines_of_python_give_a_result(page: str) -> None:
    one, several = [block for block in code(page) if block.startswith("from calculator import")]
    names: dict[str, Any] = {}
    exec(one, names)
    assert names["resultat"].categorie == "C"
    for library in (pandas, polars):
        names["table"] = library.DataFrame({"activite_combinee": ["127 800"], "ds1_fenetre": ["F1"]})
        exec(several, names)
        assert names["resultat"]["total_euros"].to_list() == [99_761_93]


def test_the_lines_of_json_read_the_published_rules(page: str, site_folder: Path) -> None:
    (text,) = [block for block in code(page) if block.startswith("const regles =")]
    rules = (site_folder / "api/regles.json").as_posix()
    before = f"import {{ readFileSync }} from 'node:fs'; globalThis.fetch = async () => new Response(readFileSync('{rules}'));"
    after = "console.log(JSON.stringify([minimum, maximum, part]));"
    command = ["--input-type=module", "--eval", "\n".join((before, text, after))]
    done: Any = node(command, True, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    band, share = RULES.domaines["DS1"].bareme, RULES.volets["V1"].parts.valeurs["F2"]
    assert band is not None
    assert json.loads(done.stdout) == [band.tranches["C"].minimum, band.tranches["C"].maximum, str(share)]


@needs_office
def test_the_cells_of_the_spreadsheet_give_a_result(page: str, site_folder: Path, tmp_path: Path) -> None:
    (text,) = [block for block in code(page) if block.startswith("activite")]
    book = load_workbook(site_folder / "assets/sun-es-calculette.xlsx")
    places = names(book)
    typed, _, asked = text.partition("=")
    for line in typed.split("\n"):
        if line:
            name, value = line.split()
            sheet, cell = places[name]
            book[sheet][cell] = int(value) if value.isdecimal() else value
    book.save(tmp_path / "essai.xlsx")
    sheet, cell = places[asked]
    assert recalculated([tmp_path / "essai.xlsx"], tmp_path)["essai"][sheet][cell].value == 109738.12


def test_the_command_that_compares_runs(page: str) -> None:
    (command,) = [block for block in code(page) if block.startswith("sun-es ")]
    result = CliRunner().invoke(main, command.split()[1:], catch_exceptions=False)
    assert result.exit_code == 0
    assert result.stdout.startswith("De 1.0.0 (")


def test_every_file_that_the_page_names_is_there(page: str, site_folder: Path) -> None:
    named = set(re.findall(r"<code>(/[\w/.-]+\.(?:json|yaml|zip|ics))</code>", page))
    assert len(named) > 6
    assert [name for name in named if not (site_folder / name.lstrip("/")).is_file()] == []
