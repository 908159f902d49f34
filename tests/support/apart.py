"""An environment apart from .venv, where the package of the site is not: `python -m tests.support.apart` makes it.

Notebooks run in copies of nothing but it, and wheels are checked by what it holds. It is made once, and again
when its lock changes.
"""

import hashlib
import os
import shutil
import subprocess
import venv
from pathlib import Path

from tests.support.house import ROOT

FOLDER = ROOT / ".cache" / "apart"
LOCK = ROOT / "requirements" / "apart.txt"
READY = FOLDER / ".ready"


def binaries() -> Path:
    """The folder of its programs, installed first if they are not there, or not those of the lock."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not READY.exists() or READY.read_text(encoding="utf-8") != lock:
        _install()
        READY.write_text(lock, encoding="utf-8")
    return FOLDER / ("Scripts" if os.name == "nt" else "bin")


def stacked(folder: Path) -> Path:
    """The programs of an empty environment that sees this one: what is installed in it goes with it."""
    (seen,) = binaries().parent.glob("**/site-packages")
    venv.create(folder, with_pip=False)
    (own,) = folder.glob("**/site-packages")
    (own / "apart.pth").write_text(f"{seen}\n", encoding="utf-8")
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _install() -> None:
    print("Installation de ce que les essais d'un carnet et d'un paquet demandent ...", flush=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    venv.create(FOLDER, with_pip=True)
    python = FOLDER / ("Scripts" if os.name == "nt" else "bin") / "python"
    line = [
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
        str(LOCK),
    ]
    subprocess.run([str(python), *line], check=True)


if __name__ == "__main__":
    binaries()
