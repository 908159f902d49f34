"""The library of the browser is cut: the same bytes each time, and nothing that can be reached is missing."""

import gzip
import hashlib
import importlib.util
import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from calculator.rules.packaged import packaged_rules
from calculator.rules.publication import published_text
from runtime import library
from runtime.build import NPM_PACKAGE, stage
from runtime.node import node

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PLACES = ("/lib/python314.zip", "/lib/moteur.zip")  # where Pyodide puts its library, and python.js the engine
TEMPLATES = [*(ROOT / "calculator/drawing/templates").rglob("*.html")]
ON_DEMAND = tuple(f"{name}.zip" for name in library.ON_DEMAND)

#: What a statement we hold could import, and never does here.
NEVER_REACHED = {
    "ctypes": "there is no library in C to load",
    "email.generator": "no message is written",
    "email.policy": "no message is written",
    "ftplib": "there are no sockets",
    "http.cookiejar": "there are no sockets",
    "webbrowser": "segno shows nothing itself",
    "xml.sax.expatreader": "nothing is parsed by SAX",
    "_ast_unparse": "ast.unparse, for annotations written as code",
    "_pydatetime": "datetime is there in C",
    "_threading_local": "threading.local is there in C",
    "argparse": "the command lines of the standard library",
    "asyncio.windows_events": "Windows",
    "concurrent.futures.interpreter": "there are no threads, no processes",
    "concurrent.futures.process": "there are no threads, no processes",
    "concurrent.futures.thread": "there are no threads, no processes",
    "doctest": "the tests of the standard library",
    "encodings._win_cp_codecs": "Windows",
    "getopt": "the command lines of the standard library",
    "pprint": "pickletools and its like",
    "py_compile": "zipfile.PyZipFile",
    "pyodide._nodesock_transport": "Node",
    "secrets": "there are no sockets, hence no TLS",
    "statistics": "the command line of random",
    "tarfile": "Pyodide unpacks nothing here",
    "tracemalloc": "the source of a warning about a resource",
    "calculator.lot.listing": "a page reads files, not tables of pandas or polars",
    "calculator.rules.loading": "a page reads the published rules",
    "html": "markupsafe.Markup.striptags and unescape",
    "importlib.metadata": "the version of a library",
    "jinja2.constants": "the text of the printers",
    "jinja2.ext": "extensions of the templates",
    "jinja2.sandbox": "templates of strangers",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pyodide")
    stage(folder)
    return folder


def run(folder: Path, code: str) -> str:
    """Run Python code in the cut Python, workbooks included; ``/racine`` is this project."""
    options: dict[str, Any] = {"input": code, "capture_output": True, "encoding": "utf-8"}
    result: Any = node([str(HERE / "library.mjs"), str(folder), str(ROOT)], True, **options)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_made_anew_it_has_the_same_bytes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "CACHE", tmp_path / "cache")
    library.engine.cache_clear()
    for name in library.library(tmp_path):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_it_is_compiled_and_the_engine_carries_its_data(folder: Path) -> None:
    opened = [
        BytesIO(gzip.decompress((folder / name).read_bytes())) for name in (library.LIBRARY, library.ENGINE)
    ]
    archives = (*opened, *(folder / name for name in ON_DEMAND))
    python, engine, *others = (zipfile.ZipFile(archive).namelist() for archive in archives)
    assert [{Path(name).suffix for name in held} for held in others] == [{".pyc"}, {".pyc"}]
    assert not [name for name in python + engine if name.endswith((".py", ".so"))]
    assert "calculator/regles.pickle" in engine
    assert not [
        name
        for name in engine
        if name.endswith((".html", ".json")) or name.startswith("calculator/releases/")
    ]
    assert sum(name.startswith("calculator/drawing/compiled/tmpl_") for name in engine) == len(TEMPLATES)
    assert not {name.partition("/")[0] for name in python} & {name.partition("/")[0] for name in engine}
    assert not [name for held in others for name in held if name in python + engine]


def test_importing_the_engine_compiles_no_text(folder: Path) -> None:
    code = """
import builtins, re
ran, parsed, run, parse = [], [], builtins.exec, re._parser.parse
def execute(code, *places):
    ran.append(code)
    run(code, *places)
def parse_pattern(pattern, *flags):
    parsed.append(pattern)
    return parse(pattern, *flags)
builtins.exec, re._parser.parse = execute, parse_pattern
import calculator.bridge, calculator.rehearsal
str((len(ran) > 90, [code for code in ran if isinstance(code, str)], parsed))
"""
    assert run(folder, code) == "(True, [], [])"


def test_what_was_not_recorded_is_compiled_as_ever(folder: Path) -> None:
    code = """
import re
from dataclasses import dataclass
@dataclass(frozen=True)
class Jamais:
    vu: int = 3
str((Jamais() == Jamais(3), re.fullmatch("jamais (vu)", "JAMAIS VU", re.IGNORECASE)[1], re.findall(b"a+?", b"aa")))
"""
    assert run(folder, code) == "(True, 'VU', [b'a', b'a'])"


def test_the_rules_of_a_page_are_those_that_are_published(folder: Path) -> None:
    code = """
import hashlib
from calculator.rules.packaged import packaged_rules
from calculator.rules.publication import published_text
hashlib.sha256(published_text(packaged_rules()).encode()).hexdigest()
"""
    assert run(folder, code) == hashlib.sha256(published_text(packaged_rules()).encode()).hexdigest()


def test_nothing_that_can_be_reached_is_missing(folder: Path) -> None:
    packages = [ROOT / "calculator"]
    for name in (*library.PACKAGES, *library.ON_DEMAND):
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        packages.append(Path(spec.origin).parent)
    arguments = (
        [*PLACES, *(f"/dossier/{name}" for name in ON_DEMAND)],
        "/racine/" + str((NPM_PACKAGE / "python_stdlib.zip").relative_to(ROOT)),
        [f"/racine/{package.relative_to(ROOT)}" for package in packages],
    )
    code = (HERE / "late_imports.py").read_text(encoding="utf-8")
    missing = json.loads(run(folder, f"{code}\nimport json\njson.dumps(missing(*{arguments!r}))"))
    unknown = set(missing) - NEVER_REACHED.keys()
    assert not unknown, "to add to IMPORTED_LATE in runtime/library.py, or to NEVER_REACHED with the reason"


@pytest.mark.parametrize(
    ("code", "result"),
    [
        ("import datetime; str(datetime.datetime.strptime('12/10/2021', '%d/%m/%Y').date())", "2021-10-12"),
        ("'é€'.encode('cp1252').decode('cp1252') + 'é'.encode('utf-16').decode('utf-16')", "é€é"),
        ("b'\\xef\\xbb\\xbf1'.decode('utf-8-sig') + b'\\xe9'.decode('latin-1')", "1é"),
        (
            "from jinja2 import Template\ntry: Template('{{ 1 / 0 }}').render()\n"
            "except Exception: import traceback; t = traceback.format_exc()\nt.splitlines()[-1]",
            "ZeroDivisionError: division by zero",
        ),
        (
            "import json\nfrom calculator.bridge import handle\njson.loads(handle('{}'))['panne'].splitlines()[-1]",
            "KeyError: 'action'",
        ),
    ],
    ids=["date", "codecs", "marks", "template", "fault"],
)
def test_what_is_imported_late_is_there(folder: Path, code: str, result: str) -> None:
    assert run(folder, code) == result


def test_a_workbook_is_written_and_read(folder: Path) -> None:
    code = """
import io
import calculator.lot.reading.workbooks, calculator.lot.writing.workbook
from openpyxl import Workbook, load_workbook
book, file = Workbook(), io.BytesIO()
book.active.append(["finess", "é", 127800])
book.save(file)
str([[cell.value for cell in row] for row in load_workbook(file, read_only=True).active])
"""
    assert run(folder, code) == "[['finess', 'é', 127800]]"
