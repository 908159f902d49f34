"""What Python installs from the site: wheels, an index of packages, and a lock file for any Pyodide.

The folder is complete by itself and relocatable: its addresses are relative. Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from email import message_from_string
from html import escape
from pathlib import Path
from typing import NamedTuple

from packaging.utils import canonicalize_name
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from runtime.wheels import ROOT, repack

__all__ = ["KEPT", "WHEELHOUSE", "changed", "wheelhouse"]

IN_A_BROWSER = ("jinja2", "markupsafe", "openpyxl", "et_xmlfile", "segno")
"""What the engine imports in a page, workbooks and codes to scan included."""
ELSEWHERE = ("click", "pyyaml")
"""What its command line needs besides; PyYAML's compiled part has a pure twin."""

WHEELHOUSE = Path(".cache", "wheelhouse")
"""Where the build keeps what it made: ``index/``, and ``neuf/``, the wheel of the code as it is."""

KEPT = ROOT / "releases" / "python"
"""The wheels of the published versions, which never change."""

INFO = ROOT / "node_modules" / "pyodide" / "pyodide-lock.json"
LOCK = "pyodide-lock.json"


class _Wheel(NamedTuple):
    file: Path
    name: str
    python: str
    metadata: bytes


def wheelhouse(engine: Path, folder: Path) -> list[str]:
    """Fill an empty folder with the wheel of the engine and all that goes with it; return the names of its files."""
    engine = shutil.copyfile(engine, folder / engine.name)
    libraries = [repack(name, folder) for name in (*IN_A_BROWSER, *ELSEWHERE)]
    for kept in sorted(KEPT.glob("*.whl")):
        shutil.copyfile(kept, folder / kept.name)  # a published version stays what it was
    _write_lock(folder / LOCK, [engine, *libraries[: len(IN_A_BROWSER)]])
    _write_index(folder, [_about(file) for file in sorted(folder.glob("*.whl"))])
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def changed(built: Path, kept: Path = KEPT) -> str | None:
    """Why a wheel cannot be published under its version, and the cure; ``None`` when it can."""
    published = kept / built.name
    if not published.exists() or published.read_bytes() == built.read_bytes():
        return None
    return (
        f"« {built.name} » est publié et figé, et le code a changé depuis : relevez « version » dans "
        "pyproject.toml, CITATION.cff et publiccode.yml."
    )


def _write_lock(target: Path, wheels: list[Path]) -> None:
    """The lock of this Pyodide with these packages alone, made by Pyodide's own tooling."""
    bare = PyodideLockSpec.from_json(INFO)
    bare.packages.clear()  # npm brings none of those that it lists
    add_wheels_to_spec(bare, wheels).to_json(target, indent=1)


def _write_index(folder: Path, wheels: Iterable[_Wheel]) -> None:
    """A simple repository (PEP 503), the metadata of each wheel beside it (PEP 658)."""
    by_name: dict[str, list[_Wheel]] = {}
    for wheel in wheels:
        by_name.setdefault(wheel.name, []).append(wheel)
        (folder / f"{wheel.file.name}.metadata").write_bytes(wheel.metadata)
    simple = folder / "simple"
    for name, found in by_name.items():
        (simple / name).mkdir(parents=True)
        links = "".join(map(_link, found))
        (simple / name / "index.html").write_text(_page(f"Paquet {name}", links), encoding="utf-8")
    names = "".join(f'<a href="{name}/">{name}</a><br>\n' for name in sorted(by_name))
    (simple / "index.html").write_text(_page("Paquets Python de ce site", names), encoding="utf-8")


def _link(wheel: _Wheel) -> str:
    name, about = wheel.file.name, hashlib.sha256(wheel.metadata).hexdigest()
    return (
        f'<a href="../../{name}#sha256={hashlib.sha256(wheel.file.read_bytes()).hexdigest()}"'
        f' data-requires-python="{escape(wheel.python)}" data-core-metadata="sha256={about}"'
        f' data-dist-info-metadata="sha256={about}">{name}</a><br>\n'
    )


def _page(title: str, links: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="pypi:repository-version" content="1.0">\n<meta name="robots" content="noindex">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} · SUN-ES</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{links}</main>\n</body>\n</html>\n"
    )


def _about(file: Path) -> _Wheel:
    with zipfile.ZipFile(file) as archive:
        metadata = archive.read(next(_metadata_names(archive)))
    told = message_from_string(metadata.decode("utf-8"))
    return _Wheel(file, canonicalize_name(told["Name"]), told.get("Requires-Python", ""), metadata)


def _metadata_names(archive: zipfile.ZipFile) -> Iterator[str]:
    return (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
