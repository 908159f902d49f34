"""The library of the browser: what Python needs to start; the engine with what it imports. All of it compiled.

Archives made by Pyodide's own Python under Node (compile.py): these two, the second of which comes while Python starts
from the first, and one for each package that a page asks for later.
"""

import hashlib
import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from runtime.node import node
from runtime.wheels import ROOT, engine, repack

__all__ = ["library"]

#: By archive: the wheels that it needs, and the modules that it lets one import.
type Order = dict[str, tuple[list[str], list[str]]]

HERE = Path(__file__).parent

#: What the library takes as it is.
READY = HERE / "ready.py"

#: What makes the archives, besides the wheels and the list of modules.
MAKERS = (
    HERE / "compile.mjs",
    HERE / "compile.py",
    READY,
    ROOT / "node_modules" / "pyodide" / "package.json",
)

#: What Python starts from, in the place of Pyodide's `python_stdlib.zip`, then the engine with what it imports of
#: Python and of Jinja2: each a zip compressed as a whole.
LIBRARY, ENGINE = "bibliotheque.bin", "moteur.bin"

#: Pure libraries that the engine imports, as they are installed here.
PACKAGES = ("jinja2", "markupsafe")

#: The same, by the name under which a page asks for them later: each has its own archive.
ON_DEMAND = {"openpyxl": ("openpyxl", "et_xmlfile"), "segno": ("segno",)}

#: Never imported in a page: the command lines, what reads files, what wants NumPy. A package stands for its modules.
NOT_IN_A_PAGE = (
    "calculator.__main__",
    "calculator.cli",
    "calculator.command",
    "calculator.lot.command",
    "calculator.lot.frames",
    "calculator.lot.listing",
    "calculator.lot.writing.files",
    "calculator.questions.effects",
    "calculator.rules.disk",
    "calculator.rules.loading",
    "calculator.rules.releases",
    "calculator.rules.yaml_text",
    "calculator.rules.yaml_words",
    "openpyxl.utils.dataframe",
    "segno.cli",
)

#: Imported while Python runs, by a statement in a function, by C code or by Pyodide: by whatever runs,
OF_PYTHON = (
    "encodings.ascii",
    "encodings.cp1252",
    "encodings.cp437",
    "encodings.cp850",
    "encodings.latin_1",
    "encodings.mac_roman",
    "encodings.raw_unicode_escape",
    "encodings.unicode_escape",
    "encodings.utf_16",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
    "encodings.utf_8_sig",
    "linecache",
    "pyodide.code",
    "pyodide.ffi",
    "tokenize",
    "traceback",  # an error that nobody caught
)
#: and by the engine.
OF_THE_ENGINE = (
    "_strptime",  # datetime.strptime
    "jinja2.debug",  # an error in a template
    "xml.parsers.expat",  # a workbook
)

#: The archives of earlier builds: making them takes seconds, and most builds change nothing here.
CACHE = ROOT / ".cache" / "library"


def library(folder: Path) -> list[str]:
    """Put the archives into the folder, made anew when something of theirs changed; return their names."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        room = Path(name)
        order = _order(room)
        made = CACHE / _digest(order, room)
        if not made.exists():
            _compile(order, room)
            for earlier in set(CACHE.iterdir()) - {room}:
                shutil.rmtree(earlier)
            (room / "archives").rename(made)
    for archive in order:
        shutil.copyfile(made / archive, folder / archive)
    return [*order]


def _order(room: Path) -> Order:
    """Put the wheels into the folder; say what ``compile.py`` makes of them."""
    name, content = engine()
    (room / name).write_bytes(content)
    wheels = [room / name, *(repack(package, room) for package in PACKAGES)]
    modules = [*_modules(wheels, "calculator"), *OF_THE_ENGINE]
    order = {LIBRARY: ([], [*OF_PYTHON]), ENGINE: ([wheel.name for wheel in wheels], modules)}
    for name, packages in ON_DEMAND.items():
        wheels = [repack(package, room) for package in packages]
        order[f"{name}.zip"] = ([wheel.name for wheel in wheels], _modules(wheels, *packages))
    return order


def _modules(wheels: list[Path], *packages: str) -> list[str]:
    """The modules of these packages that a page may import, by their names."""
    names = []
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            files = [name for name in archive.namelist() if name.partition("/")[0] in packages]
        names += [
            name[:-3].removesuffix("/__init__").replace("/", ".") for name in files if name[-3:] == ".py"
        ]
    left_out = tuple(f"{name}." for name in NOT_IN_A_PAGE)
    return sorted({name for name in names if not f"{name}.".startswith(left_out)})


def _digest(order: Order, room: Path) -> str:
    """The name of what the archives are made from."""
    digest = hashlib.sha256(json.dumps(order).encode())
    for file in [*sorted(room.glob("*.whl")), *MAKERS]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:32]


def _compile(order: Order, room: Path) -> None:
    """Carry out the order in the folder of the wheels."""
    shutil.copyfile(READY, room / READY.name)
    options: dict[str, Any] = {"input": json.dumps(order), "capture_output": True, "encoding": "utf-8"}
    result = node([str(HERE / "compile.mjs"), str(room)], True, **options)
    if result.returncode:
        errors: Any = result.stderr
        raise RuntimeError(f"La bibliothèque du navigateur n'a pas pu être compilée :\n{errors}")
