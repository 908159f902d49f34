"""The figures of the bench, kept with `make mesures` for the page that shows them (overrides/hooks/pages/performances.py).

Each part of the bench keeps its own figures in one file, so that a part can be measured again alone.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from overrides.hooks.pages.performances import FILE, Mesure, figure, said

__all__ = ["Mesure", "figure", "keep"]

KEEP = "NOTER"
"""The environment variable that asks for the figures to be kept."""


def keep(part: str, measures: Iterable[Mesure]) -> None:
    """Keep the figures of a part, if that is what was asked for."""
    if not os.environ.get(KEEP):
        return
    figures = said()
    figures[part] = {
        "date": date.today().isoformat(),
        "machine": f"{platform.system()}, {os.cpu_count()} cœurs",
        "navigateur": _browser(),
        "mesures": [
            {key: value for key, value in asdict(item).items() if value not in (None, "")}
            for item in measures
        ],
    }
    text = json.dumps(dict(sorted(figures.items())), ensure_ascii=False, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")


def _browser() -> str:
    from tests.support.chromium import find  # needs Playwright, which a build of the site has not

    path = find()
    words = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.split() if path else []
    return " ".join(words[:2])
