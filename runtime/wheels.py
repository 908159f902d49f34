"""Wheels: the engine, and the pure part of the installed libraries it needs, for a page and for the index of the site.

Same input, same bytes: the files of a page are named, cached and checked by their hash.
"""

import base64
import hashlib
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: 1 January 2020, the date of everything in the wheels.
EPOCH = "1577836800"
_ZIP_DATE = (2020, 1, 1, 0, 0, 0)

_WHEEL = """\
Wheel-Version: 1.0
Generator: sun-es
Root-Is-Purelib: true
Tag: py3-none-any
"""

#: Compiled modules of MarkupSafe and of PyYAML, which do without.
WITH_A_PURE_TWIN = ("_speedups", "_yaml")

#: Written by the installer, or by us below.
_NOT_COPIED = {"RECORD", "WHEEL", "INSTALLER", "REQUESTED", "direct_url.json"}


def build_engine(folder: Path, root: Path = ROOT) -> Path:
    """Build the wheel of this project, or of a copy of it, into the folder; return its path.

    In a process of its own: while serving, the modules of this one may be older than the files.
    """
    command = ["-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    result = subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    if result.returncode:
        raise RuntimeError(f"Le moteur n'a pas pu être mis en paquet :\n{result.stderr}")
    (wheel,) = folder.glob("sun_es-*.whl")
    return wheel


@cache
def engine() -> tuple[str, bytes]:
    """The name and the bytes of the wheel of this project, built once for the page and for the index of the site.

    A served site imports this module anew at each build, hence after each edit.
    """
    with tempfile.TemporaryDirectory() as room:
        wheel = build_engine(Path(room))
        return wheel.name, wheel.read_bytes()


def repack(name: str, folder: Path) -> Path:
    """Make a pure wheel of an installed distribution into the folder; return its path.

    The name is the one wheel files use: lower case, `_` rather than `-`.
    """
    installed = distribution(name)
    stem = f"{name}-{installed.version}"
    info = f"{stem}.dist-info"
    files = dict(_pure_files(installed, info))
    files[f"{info}/WHEEL"] = _WHEEL.encode()
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    wheel = folder / f"{stem}-py3-none-any.whl"
    wheel.write_bytes(_zip(files))
    return wheel


def _pure_files(installed: Distribution, info: str) -> Iterator[tuple[str, bytes]]:
    """Give each file worth shipping, the metadata folder taking its normalised name.

    Compiled modules do not run in the browser.
    """
    for file in sorted(installed.files or [], key=str):
        if ".." in file.parts or "__pycache__" in file.parts:
            continue
        if file.stem.startswith(WITH_A_PURE_TWIN) and file.suffix != ".py":
            continue
        if file.suffix in {".so", ".pyd"}:
            raise RuntimeError(f"{file} est compilé et n'a pas d'équivalent en pur Python.")
        top, *rest = file.parts
        if top.endswith(".dist-info"):
            if file.name in _NOT_COPIED:
                continue
            top = info
        yield "/".join([top, *rest]), Path(str(installed.locate_file(file))).read_bytes()


def _record(files: dict[str, bytes], own_name: str) -> bytes:
    """List every file with its hash and size, as the wheel format asks."""
    lines = []
    for name, content in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}\n")
    lines.append(f"{own_name},,\n")
    return "".join(lines).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    """Make a zip that depends on nothing but names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
