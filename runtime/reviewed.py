"""The day of the last review of each lock: written by ``make locks``, said by ``make audit``.

A lock that did not change is reviewed all the same: its bytes alone would not say so.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date

from runtime.wheels import ROOT

__all__ = ["reviewed", "write"]

PYTHON = ("requirements/build.txt", "requirements/test.txt")
NPM = "package.json"
"""npm writes its lock anew, and drops what it does not know: the day stands beside it."""

_LINE = re.compile(r"\A(?:# Relevé le (\d{4}-\d{2}-\d{2})\n)?")


def reviewed() -> dict[str, str]:
    """The day of each, by file; a file that says none raises ``KeyError``."""
    found = {}
    for name in PYTHON:
        match = _LINE.match((ROOT / name).read_text(encoding="utf-8"))
        if match is None or match[1] is None:
            raise KeyError(name)
        found[name] = match[1]
    return found | {
        "package-lock.json": json.loads((ROOT / NPM).read_text(encoding="utf-8"))["config"]["releve_le"]
    }


def write(day: date) -> None:
    """Say that every lock was reviewed on a day."""
    for name in PYTHON:
        text = (ROOT / name).read_text(encoding="utf-8")
        (ROOT / name).write_text(_LINE.sub(f"# Relevé le {day}\n", text, count=1), encoding="utf-8")
    package = json.loads((ROOT / NPM).read_text(encoding="utf-8"))
    package["config"] = {"releve_le": str(day)}
    (ROOT / NPM).write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(date.fromisoformat(sys.argv[1]) if sys.argv[1:] else date.today())
