"""The known vulnerabilities of the dependencies: ``make audit``.

The locks are read here; the two databases, that of Python and that of npm, are asked by their own clients, and
each answers for itself. Ends with 0 when both answered and know of nothing, 1 when something is wrong, 2 when
something could not be asked.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from runtime.wheels import ROOT

__all__ = ["Reponse", "told", "unlocked"]

TOOL = ROOT / ".cache/audit"
LOCKS = ("requirements/build.txt", "requirements/test.txt", "requirements/apart.txt")
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
    names = (re.findall(r"^([^\s=]+)==", (ROOT / name).read_text(encoding="utf-8"), re.M) for name in LOCKS)
    return len({name for found in names for name in found})


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


def main() -> int:
    """Say what is known, what could not be asked, and end with the code that says it too."""
    bare = tuple(unlocked())
    counts = {kind: _count(kind) for kind in AUDITS}
    print(f"Verrous : {counts['Python']} paquets Python, {counts['npm']} paquets npm.")
    print(f"Sans empreinte : {', '.join(bare) or 'aucun'}.")
    answers = {kind: _ask(kind) for kind in AUDITS}
    for kind, answer in answers.items():
        if answer.demandes:
            known = ", ".join(answer.failles) or "aucune"
            print(f"{kind}, failles connues : {known} ({answer.demandes} paquets demandés).")
    silent = [f"{answer.muets} paquets {kind}" for kind, answer in answers.items() if answer.muets]
    if silent:
        print(
            f"Les failles connues de {' et de '.join(silent)} n’ont pas pu être demandées : le réseau ou le registre"
            " refuse, relancez « make audit » là où il répond."
        )
    if bare or any(answer.failles for answer in answers.values()):
        return 1
    return 2 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
