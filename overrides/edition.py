"""The version of the code and its day, where they are written: checked before a release, or set by it.

The code and the rules each have their number and their day; a release of code alone leaves those of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from calculator.rules.releases import order

VERSIONS = {
    "pyproject.toml": re.compile(r'^version = "([^"]+)"$', re.MULTILINE),
    "CITATION.cff": re.compile(r"^version: (\S+)$", re.MULTILINE),
    "publiccode.yml": re.compile(r"^softwareVersion: (\S+)$", re.MULTILINE),
}
DAYS = {
    "CITATION.cff": re.compile(r'^date-released: "([^"]+)"$', re.MULTILINE),
    "publiccode.yml": re.compile(r'^releaseDate: "([^"]+)"$', re.MULTILINE),
}
NEWS = "CHANGELOG.md"
COMING = "À paraître"
HEADING = re.compile(r"^## (.+), règles (\S+)$", re.MULTILINE)


def faults(root: Path, rules: str, since: date) -> Iterator[str]:
    """What a release would publish wrong, each with its file; ``since`` is the day of the rules."""
    code = _only("pyproject.toml", VERSIONS, root)
    for name in VERSIONS:
        if (found := _only(name, VERSIONS, root)) != code:
            yield f"{name} dit la version {found}, pyproject.toml {code}."
    days = {name: _only(name, DAYS, root) for name in DAYS}
    if len(set(days.values())) > 1:
        yield (
            "Le jour du code n’est pas le même : " + ", ".join(f"{d} dans {n}" for n, d in days.items()) + "."
        )
    elif date.fromisoformat(next(iter(days.values()))) < since:
        yield f"Le code est daté du {next(iter(days.values()))}, avant ses règles, du {since}."
    first = HEADING.search(_read(root, NEWS))
    if first is None or first.groups() != (code, rules):
        found = first[0] if first else "rien"
        yield f"{NEWS} commence par « {found} », non par « ## {code}, règles {rules} »."


def publish(root: Path, code: str, day: date, rules: str) -> None:
    """Write the version of the code and its day everywhere, and give the coming news their heading."""
    order(code)
    for patterns, value in ((VERSIONS, code), (DAYS, day.isoformat())):
        for name in patterns:
            found = _found(name, patterns, root)
            text = _read(root, name)
            _write(root, name, text[: found.start(1)] + value + text[found.end(1) :])
    text = _read(root, NEWS)
    first = HEADING.search(text)
    if first is None or first[1] not in (COMING, code):
        raise ValueError(f"{NEWS} ne commence pas par « ## {COMING}, règles … » : rien à publier.")
    _write(root, NEWS, text.replace(first[0], f"## {code}, règles {rules}", 1))


def _only(name: str, patterns: dict[str, re.Pattern[str]], root: Path) -> str:
    return _found(name, patterns, root)[1]


def _found(name: str, patterns: dict[str, re.Pattern[str]], root: Path) -> re.Match[str]:
    found = list(patterns[name].finditer(_read(root, name)))
    if len(found) != 1:
        raise ValueError(f"{name} : « {patterns[name].pattern} » y est {len(found)} fois, non une.")
    return found[0]


def _read(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def _write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, encoding="utf-8")
