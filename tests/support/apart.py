"""Environments apart from .venv, each with its lock: `python -m tests.support.apart [NOM]` makes one.

Notebooks run in copies of nothing but the one named « apart », where the package of the site is not, and wheels are
checked by what it holds. An environment is made once, and again when its lock changes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.support.house import ROOT

LAST = ".ready"


def binaries(name: str = "apart") -> Path:
    """The folder of the programs of an environment, installed first if they are not there, or not those of its lock."""
    folder = ROOT / ".cache" / name
    content = (ROOT / "requirements" / f"{name}.txt").read_bytes()
    lock, ready = hashlib.sha256(content).hexdigest(), folder / LAST
    if not ready.exists() or ready.read_text(encoding="utf-8") != lock:
        _install(folder, name)
        ready.write_text(lock, encoding="utf-8")
    return folder / ("Scripts" if os.name == "nt" else "bin")


def stacked(folder: Path) -> Path:
    """The programs of an empty environment that sees the one named « apart »: what is installed in it goes with it."""
    (seen,) = binaries().parent.glob("**/site-packages")
    venv.create(folder, with_pip=False)
    (own,) = folder.glob("**/site-packages")
    (own / "apart.pth").write_text(f"{seen}\n", encoding="utf-8")
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _install(folder: Path, name: str) -> None:
    print(f"Installation de ce que demande requirements/{name}.txt ...", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    lock = ROOT / "requirements" / f"{name}.txt"
    subprocess.run([str(python), *pip, "-r", str(lock)], check=True)


if __name__ == "__main__":
    binaries(*sys.argv[1:])
