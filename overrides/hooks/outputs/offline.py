"""What the service worker keeps: `hors-ligne.json`, written once the whole site is.

Two parts: the guide, kept from the first visit on, and the calculator, kept when a page asks for it.
Each file is named with its SHA-256 and its size in bytes; the hash of the whole names the build.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

WORKER = "service-worker.js"
MANIFEST = "hors-ligne.json"

CALCULATOR = re.compile(
    r"assets/python/[0-9a-f]|api/regles/|api/lot|lots/.*\.(csv|xlsx)$|assets/sun-es-calculette"
)
"""What only computing needs: Python, the published versions of the rules, the models of a list, the workbook that computes."""

LEFT_OUT = re.compile(
    r"\.map$|^api/(?!regles/|lot)|^imprimer/"
    r"|^assets/images/(partage|simulateur)\.|\.xml(\.gz)?$|^robots\.txt$|manifest\.json$|LICENCE|^sbom\.|^404\.html$"
    rf"|^{WORKER}$|^{MANIFEST}$"
)
"""What a reader without network would not miss: debugging, other languages, raw data, robots."""


def apply(site: Path, version: str) -> None:
    """List the files of a built site, and give the service worker the name of the build."""
    parts: dict[str, dict[str, dict[str, str | int]]] = {"guide": {}, "calculateur": {}}
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if not file.is_file() or LEFT_OUT.search(name):
            continue
        content = file.read_bytes()
        part = "calculateur" if CALCULATOR.match(name) else "guide"
        entry: dict[str, str | int] = {"sha256": hashlib.sha256(content).hexdigest(), "taille": len(content)}
        parts[part][address(name)] = entry
    described = {"version": version, **parts}
    build = hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()[:16]
    text = json.dumps({"build": build, **described}, ensure_ascii=False, indent=1)
    (site / MANIFEST).write_text(text + "\n", encoding="utf-8")
    worker = site / WORKER
    worker.write_text(worker.read_text(encoding="utf-8").replace("@BUILD@", build), encoding="utf-8")


def address(name: str) -> str:
    """Where a browser asks for a file, from the root of the site."""
    return name.removesuffix("index.html") if Path(name).name == "index.html" else name
