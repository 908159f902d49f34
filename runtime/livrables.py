"""What a tagged version gives to take away, beside the site in one file and the wheel: ``make livrables``.

The package of publicodes, the bill of materials, the section of CHANGELOG.md as notes, and the SHA-256 of each file, in `dist/`.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tomllib
from pathlib import Path

from runtime.wheelhouse import WHEELHOUSE, changed
from runtime.wheels import ROOT

__all__ = ["notes", "refusal"]

KINDS = ("*.zip", "*.whl", "*.tgz", "*.cdx.json")


def refusal(tag: str, version: str) -> str | None:
    """Why a tag cannot name this version of the code, if it cannot."""
    if tag == f"v{version}":
        return None
    return f"L’étiquette « {tag} » n’est pas celle de cette version : « v{version} » (pyproject.toml)."


def notes(changelog: str, version: str) -> str | None:
    """The entries of a version, without its title."""
    for section in changelog.split("\n## ")[1:]:
        title, _, entries = section.partition("\n")
        if title.partition(",")[0] == version:
            return entries.strip() + "\n"
    return None


def main(tag: str) -> int:
    """Complete `dist/`, or say why not; without a tag, whatever the version is."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    told = notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    if fault := refusal(tag, version) if tag else None:
        print(fault, file=sys.stderr)
        return 1
    if told is None:
        print(f"CHANGELOG.md n’a pas de section « {version} ».", file=sys.stderr)
        return 1
    folder = ROOT / "dist"
    wheel = ROOT / f"site/api/python/sun_es-{version}-py3-none-any.whl"
    if fault := changed(ROOT / WHEELHOUSE / "neuf" / wheel.name):
        print(fault, file=sys.stderr)
        return 1
    shutil.copy(wheel, folder)
    for name in ("sbom.cdx.json", "api/publicodes-sun-es.tgz"):
        shutil.copy(ROOT / "site" / name, folder)
    (folder / "notes.md").write_text(told, encoding="utf-8")
    files = sorted(file for kind in KINDS for file in folder.glob(kind))
    (folder / "SHA256SUMS").write_text("".join(map(_line, files)), encoding="utf-8")
    print(f"Version {version} : {', '.join(file.name for file in files)}, dans dist/.")
    return 0


def _line(file: Path) -> str:
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:])))
