"""The site built again by each other Python of this machine, from its files alone: no git, no cache, another folder."""

import filecmp
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.support.house import ROOT, copy_house
from tests.support.installed import interpreters

LOCK = ROOT / "requirements" / "build.txt"


def others() -> list[str]:
    """A Python of each version that the package allows, but the one that runs."""
    return [path for path in interpreters() if not path.endswith(f"3.{sys.version_info.minor}")]


def differences(python: str, site: Path) -> list[str]:
    """Build the site with another Python and what the lock holds: the files that are not those of ``site``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        house = copy_house(folder / "maison", compiled=False)
        subprocess.run([python, "-m", "venv", str(folder / "venv")], check=True)
        made = str(folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
        pip = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes")
        _run(folder, made, *pip, "-r", str(LOCK))
        _run(house, made, "-m", "mkdocs", "build", "--strict", "--quiet")
        return sorted(_differences(site, house / "site"))


def _run(folder: Path, *line: str) -> None:
    done = subprocess.run(line, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{' '.join(line)} a échoué :\n{done.stdout}{done.stderr}")


def _differences(one: Path, other: Path) -> Iterator[str]:
    """Every file that is in one folder only, or is not the same to the byte in both."""
    names = [{file.relative_to(site) for file in site.rglob("*") if file.is_file()} for site in (one, other)]
    yield from map(str, names[0] ^ names[1])
    _, unlike, unread = filecmp.cmpfiles(one, other, map(str, names[0] & names[1]), shallow=False)
    yield from (*unlike, *unread)
