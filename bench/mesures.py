"""What the bench measured, said to whoever runs it and, with `make mesures`, kept for the page that shows it.

Each part of the bench keeps its own figures in one file, so that a part can be measured again alone.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_suffix(".json")
KEEP = "NOTER"
"""The environment variable that asks for the figures to be kept."""


@dataclass(frozen=True)
class Mesure:
    """One figure; its goal, at most or at least, when it has one."""

    nom: str
    valeur: float
    unite: str = ""
    au_plus: float | None = None
    au_moins: float | None = None

    @property
    def tenu(self) -> bool:
        return (self.au_plus is None or self.valeur <= self.au_plus) and (
            self.au_moins is None or self.valeur >= self.au_moins
        )

    @property
    def but(self) -> str:
        if self.au_plus is not None:
            return f"au plus {figure(self.au_plus)}"
        return "" if self.au_moins is None else f"au moins {figure(self.au_moins)}"

    @property
    def bilan(self) -> str:
        """« au plus 50 : tenu »; the unit where there is no goal."""
        return f"{self.but} : {'tenu' if self.tenu else 'MANQUÉ'}" if self.but else self.unite


@dataclass(frozen=True)
class Partie:
    """What one part of the bench measured: when, on what, with which browser."""

    date: date
    machine: str
    navigateur: str
    mesures: tuple[Mesure, ...]


def figure(value: float) -> str:
    """« 0,17 », « 4,5 », « 47 », « 7 812 »: as many digits as a measure is worth."""
    digits = 0 if value == int(value) or value >= 20 else 1 if value >= 2 else 2
    return f"{value:,.{digits}f}".replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")


def keep(part: str, measures: Iterable[Mesure]) -> None:
    """Keep the figures of a part, if that is what was asked for."""
    if not os.environ.get(KEEP):
        return
    said = _said()
    said[part] = {
        "date": date.today().isoformat(),
        "machine": f"{platform.system()}, {os.cpu_count()} cœurs",
        "navigateur": _browser(),
        "mesures": [
            {key: value for key, value in asdict(item).items() if value not in (None, "")}
            for item in measures
        ],
    }
    text = json.dumps(dict(sorted(said.items())), ensure_ascii=False, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")


def kept() -> dict[str, Partie]:
    """What is kept, by part."""
    return {
        part: Partie(
            date.fromisoformat(item["date"]),
            item["machine"],
            item["navigateur"],
            tuple(Mesure(**one) for one in item["mesures"]),
        )
        for part, item in _said().items()
    }


def _said() -> dict[str, Any]:
    said: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return said


def _browser() -> str:
    from tests.chromium import find  # needs Playwright, which a build of the site has not

    path = find()
    words = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.split() if path else []
    return " ".join(words[:2])
