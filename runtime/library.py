"""The library of the browser: what the engine can import of Python and of Jinja2, and the engine, compiled.

Two archives, made by Pyodide's own Python under Node: one to start with, one for workbooks when they are asked for.
"""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from runtime.node import node
from runtime.wheels import ROOT

__all__ = ["LIBRARY", "WORKBOOKS", "library"]

HERE = Path(__file__).parent

#: What makes the archives, besides the order and the wheels.
SCRIPTS = ("compile.mjs", "compile.py")
PYODIDE = ROOT / "node_modules" / "pyodide" / "package.json"

#: What a start loads, and what workbooks add to it.
LIBRARY = "library.zip.gz"
WORKBOOKS = "workbooks.zip.gz"

#: Modules that nothing we read imports by name: Pyodide asks for them, or C code does.
ASKED_BY_NAME = (
    "_pyodide.*",
    "asyncio",
    "pyodide",
    "pyodide.code",
    "pyodide._package_loader",
    "pyodide.ffi",
    "site",
    "encodings.ascii",
    "encodings.cp1252",
    "encodings.cp437",
    "encodings.latin_1",
    "encodings.raw_unicode_escape",
    "encodings.unicode_escape",
    "encodings.utf_16",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
    "encodings.utf_8",
    "encodings.utf_8_sig",
    "_strptime",  # datetime.strptime
    "traceback",  # an error that nobody caught
    "linecache",
    "tokenize",
    "jinja2.debug",  # an error in a template
)

#: The modules that read workbooks, and only they.
OF_WORKBOOKS = ("calculator.lot.spreadsheet", "calculator.lot.workbook")

#: Never in the browser: the command line, the reader of YAML, and twins in Python of what is there in C.
WITHOUT = (
    "calculator.__main__",
    "calculator.cli",
    "calculator.lot.command",
    "calculator.yaml_source",
    "_py_abc",
    "_pydatetime",
    "_pydecimal",
    "_threading_local",
    "importlib._bootstrap",
    "importlib._bootstrap_external",
    "zipimport",
)

#: Imported by modules we keep, for uses that are not ours.
UNUSED = ("bz2", "compression", "logging", "lzma", "pprint", "signal")


#: The archives of the last build: compiling takes seconds, and most builds change nothing here.
CACHE = ROOT / ".cache" / "library"


def library(folder: Path, wheels: list[Path]) -> None:
    """Put the archives into the folder, made from these wheels unless that was done before.

    The one of workbooks is there where openpyxl is among the wheels.
    """
    order = json.dumps(read_order([wheel.name for wheel in wheels]))
    digest = hashlib.sha256(order.encode())
    for file in [*wheels, *(HERE / script for script in SCRIPTS), PYODIDE]:
        digest.update(file.read_bytes())
    made = CACHE / digest.hexdigest()[:32]
    if not made.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as name:
            archives = compile_archives(order, wheels, Path(name))
            shutil.rmtree(made, ignore_errors=True)
            archives.rename(made)
    for file in made.iterdir():
        shutil.copyfile(file, folder / file.name)


def compile_archives(order: str, wheels: list[Path], folder: Path) -> Path:
    """Carry out the order in an empty folder; return the folder of the archives."""
    for wheel in wheels:
        shutil.copyfile(wheel, folder / wheel.name)
    options: dict[str, Any] = {"input": order, "capture_output": True, "encoding": "utf-8"}
    result = node([str(HERE / "compile.mjs"), str(folder)], True, **options)
    if result.returncode:
        errors: Any = result.stderr
        raise RuntimeError(f"La bibliothèque du navigateur n'a pas pu être compilée :\n{errors}")
    return folder / "archives"


def read_order(wheels: list[str]) -> dict[str, Any]:
    """What ``compile.py`` is asked: the wheels, the stand-ins, and the roots of each archive."""
    start = {"roots": [*ASKED_BY_NAME, "calculator.*", "warm"], "without": [*WITHOUT, *UNUSED, *OF_WORKBOOKS]}
    archives = {LIBRARY: start}
    if any(wheel.startswith("openpyxl-") for wheel in wheels):
        archives[WORKBOOKS] = {"roots": [*OF_WORKBOOKS], "without": [*WITHOUT, *UNUSED]}
    return {"wheels": wheels, "standins": standins(), "archives": archives}


def standins() -> dict[str, str]:
    """The modules of ``runtime/browser/``, which take the place of others or come beside them, by file."""
    root = HERE / "browser"
    files = sorted(root.rglob("*.py"))
    return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in files}
