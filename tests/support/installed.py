"""Empty environments where pip takes the package from an address, and nothing from elsewhere."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.support.house import ROOT

ABOUT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SITUATION = """\
etablissement: {activite_combinee: 127 800}
candidatures:
  - {domaine: DS1, fenetre: F1, cro: oui}
  - {domaine: DS3, fenetre: F2}
  - {domaine: DS2, fenetre: F4}
"""
"""The example of annexe 3, as the README shows it."""


def interpreters() -> list[str]:
    """One Python of this machine for each version that the package allows, by version."""
    oldest = int(ABOUT["requires-python"].removeprefix(">=3."))
    found = {}
    for minor in range(oldest, oldest + 8):
        running = (path for path in _candidates(f"python3.{minor}") if _minor(path) == minor)
        if path := next(running, None):
            found[minor] = path
    return [found[minor] for minor in sorted(found)]


def _candidates(name: str) -> Iterator[str]:
    if path := shutil.which(name):
        yield path
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from map(str, sorted(kept.glob(f"*/bin/{name}"), reverse=True))


def _minor(path: str) -> int | None:
    """The version of a Python that starts and can make an environment: a name may be a shim that leads nowhere."""
    line = [path, "-c", "import ensurepip, sys, venv; print(sys.version_info.minor)"]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    return int(done.stdout) if done.returncode == 0 else None


def alone() -> dict[str, str]:
    """The environment of a program that asks nothing of what this machine is told of pip and Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    return kept | {"PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1"}


class Installed:
    """An empty environment of a Python, and a folder to work in."""

    def __init__(self, folder: Path, python: str) -> None:
        subprocess.run([python, "-m", "venv", str(folder / "venv")], check=True)
        self.folder = folder
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        (folder / "situation.yaml").write_text(SITUATION, encoding="utf-8")
        (folder / "liste.csv").write_text("activite_combinee\n127800\n", encoding="utf-8")

    def pip(self, index: str, *wanted: str) -> None:
        """Install from an index of packages, which is whole."""
        line = (
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            "--index-url",
            index,
            *wanted,
        )
        code, _, err = self.start("python", *line)
        assert code == 0, err

    @property
    def version(self) -> tuple[int, ...]:
        """The version of its Python: ``(3, 12)``."""
        told = self.start("python", "-c", "import sys; print(*sys.version_info[:2])")[1]
        return tuple(map(int, told.split()))

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """The command of the package: its exit code, its output, its errors."""
        return self.start("sun-es", *arguments)

    def start(self, program: str, *arguments: str) -> tuple[int, str, str]:
        """A program of the environment: its exit code, its output, its errors."""
        done = subprocess.run(
            [str(self.bin / program), *arguments],
            cwd=self.folder,
            env=alone(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr
