"""The known vulnerabilities of the dependencies: ``make audit``, or ``make audit BASE="pypi.zip npm.zip"``.

The locks are read here; the two databases, that of Python and that of npm, are asked by their own clients, and
each answers for itself. Given files of the database of osv.dev, nothing is asked of the network. Ends with 0 when both answered and know of nothing, 1 when something is wrong, 2 when
something could not be asked.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from runtime import osv
from runtime.reviewed import reviewed
from runtime.wheels import ROOT

__all__ = ["Reponse", "locked", "read", "told", "unlocked"]

TOOL = ROOT / ".cache/audit"
LOCKS = tuple(f"requirements/{name}.txt" for name in ("build", "test", "apart", "zensical"))
AUDITS = {
    "Python": [sys.executable, "-m", "pip_audit", "--disable-pip", "--format=json", "--progress-spinner=off"],
    "npm": [sys.executable, "-m", "runtime.node", "npm", "audit", "--json"],
}


class Reponse(NamedTuple):
    """What a database said: the vulnerabilities it knows, how many packages it answered for, of which it did not."""

    failles: tuple[str, ...]
    demandes: int
    muets: int


def unlocked() -> Iterator[str]:
    """The packages of the locks that have no hash."""
    for name in LOCKS:
        for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8")):
            if "==" in entry.partition("\n")[0] and "--hash=sha256:" not in entry:
                yield entry.partition(" ")[0]
    for place, item in _npm_lock().items():
        if place and "integrity" not in item:
            yield place


def told(kind: str, text: str) -> Reponse:
    """Read what a client printed; what is not its JSON is the answer of nobody."""
    try:
        data = json.loads(text)
    except ValueError:
        data = {}
    return (_python if kind == "Python" else _npm)(data)


def _python(data: Any) -> Reponse:
    items = data.get("dependencies", [])
    asked = [item for item in items if "vulns" in item]
    faults = tuple(f"{item['name']} {item['version']} : {v['id']}" for item in asked for v in item["vulns"])
    return Reponse(faults, len(asked), len(items) - len(asked) if items else _count("Python"))


def _npm(data: Any) -> Reponse:
    if "vulnerabilities" not in data:
        return Reponse((), 0, _count("npm"))
    found = data["vulnerabilities"].items()
    return Reponse(tuple(f"{name} : {item['severity']}" for name, item in found), _count("npm"), 0)


def _count(kind: str) -> int:
    """How many packages the locks hold."""
    if kind == "npm":
        return len(_npm_lock()) - 1  # the project itself
    return len({name for name, _ in locked(kind)})


def locked(kind: str) -> frozenset[tuple[str, str]]:
    """The packages of the locks, each with its version; npm may hold several of one package."""
    if kind == "npm":
        places = ((place, item) for place, item in _npm_lock().items() if place)
        return frozenset((place.rpartition("node_modules/")[2], item["version"]) for place, item in places)
    texts = ((ROOT / name).read_text(encoding="utf-8") for name in LOCKS)
    return frozenset(pair for text in texts for pair in re.findall(r"^([^\s=]+)==([^\s;]+)", text, re.M))


def read(base: osv.Base) -> Iterator[tuple[str, Reponse]]:
    """What database files know; of an ecosystem that they do not hold, nothing was asked."""
    for ecosystem, kind in osv.ECOSYSTEMS.items():
        if ecosystem in base.ecosystems:
            yield kind, Reponse(base.known(ecosystem, locked(kind)), _count(kind), 0)
        else:
            yield kind, Reponse((), 0, _count(kind))


def _npm_lock() -> dict[str, Any]:
    packages: dict[str, Any] = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))[
        "packages"
    ]
    return packages


def _ask(kind: str) -> Reponse:
    arguments = [f"-r{ROOT / name}" for name in LOCKS] if kind == "Python" else []
    environment = os.environ | {"PYTHONPATH": f"{TOOL}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [*AUDITS[kind], *arguments], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8"
    )
    return told(kind, done.stdout)


def main(files: tuple[str, ...] = ()) -> int:
    """Say what is known, what could not be asked, and end with the code that says it too."""
    try:
        base = osv.opened(map(Path, files)) if files else None
    except (OSError, ValueError) as error:
        print(f"La base n’a pas pu être lue : {error}")
        return 2
    bare = tuple(unlocked())
    counts = {kind: _count(kind) for kind in AUDITS}
    print(f"Verrous : {counts['Python']} paquets Python, {counts['npm']} paquets npm.")
    print(f"Derniers relevés : {', '.join(f'{name}, {day}' for name, day in reviewed().items())}.")
    print(f"Sans empreinte : {', '.join(bare) or 'aucun'}.")
    if base:
        print(f"Base lue, sans réseau : jusqu’au {base.until or 'jour inconnu'}.")
    answers = dict(read(base)) if base else {kind: _ask(kind) for kind in AUDITS}
    for kind, answer in answers.items():
        if answer.demandes:
            known = ", ".join(answer.failles) or "aucune"
            print(f"{kind}, failles connues : {known} ({answer.demandes} paquets demandés).")
    silent = [f"{answer.muets} paquets {kind}" for kind, answer in answers.items() if answer.muets]
    if silent and base:
        print(f"Les failles connues de {' et de '.join(silent)} ne sont pas dans cette base.")
    elif silent:
        print(
            f"Les failles connues de {' et de '.join(silent)} n’ont pas pu être demandées : le réseau ou le registre"
            " refuse, relancez « make audit » là où il répond."
        )
    if bare or any(answer.failles for answer in answers.values()):
        return 1
    return 2 if silent else 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
