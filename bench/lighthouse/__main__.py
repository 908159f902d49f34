"""Lighthouse, as it comes: a middling phone on a slow line, an empty cache; the median of three runs of each page.

It has a lock of its own, and is installed here the first time: neither the site nor its tests need it.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.demarrage import LINK
from bench.mesures import Mesure, figure, keep
from bench.network import Line, serve
from runtime.node import node, npm
from runtime.wheels import ROOT
from tests.support.chromium import FLAGS, find

HERE = Path(__file__).parent
PLACE = ROOT / ".cache" / "lighthouse"
SITE = ROOT / "site"
RUNS = 3
PAGES = {
    "accueil": "/",
    "page du guide": "/comprendre/argent/",
    "page d’un indicateur": "/indicateurs/ds-1-1/",
    "simulateur": "/simulateur/",
    "simulateur avec un résultat": LINK,
}
#: The least mark of the first category, out of 100; that of the others is 100.
PERFORMANCE = 95
PERFECT = {"accessibility": "accessibilité", "best-practices": "bonnes pratiques", "seo": "référencement"}
GOALS = ("performance", *PERFECT)


def install() -> Path:
    """Put Lighthouse in its place, unless it is there; give its program."""
    PLACE.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    done = PLACE / ".ready"
    if not done.exists() or done.read_bytes() != lock:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, PLACE)
        shutil.copy(ROOT / ".npmrc", PLACE)
        if npm(["ci", "--prefix", str(PLACE), "--loglevel=error"]):
            sys.exit("Lighthouse n’a pas pu être installé : il faut le réseau.")
        done.write_bytes(lock)
    return PLACE / "node_modules/lighthouse/cli/index.js"


def run(program: Path, address: str) -> dict[str, float]:
    """The marks of one page, out of 100; what costs a mark is told."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        options: dict[str, Any] = {"env": os.environ | {"CHROME_PATH": find() or ""}, "capture_output": True}
        command = [
            *(str(program), address, "--quiet", "--output=json", f"--output-path={report.name}"),
            f"--only-categories={','.join(GOALS)}",
            f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
        ]
        result: Any = node(command, True, **options)
        if result.returncode:
            sys.exit(f"Lighthouse a échoué sur {address} : {result.stderr.decode()[-2000:]}")
        found = json.loads(Path(report.name).read_bytes())
    for category in PERFECT:
        for item in found["categories"][category]["auditRefs"]:
            audit = found["audits"][item["id"]]
            if item["weight"] and audit["score"] not in (None, 1):
                print(f"    {address} : {audit['title']}")
    return {name: found["categories"][name]["score"] * 100 for name in GOALS}


def main() -> None:
    """Print and keep the marks; leave in error when one is under its goal."""
    program = install()
    print(f"Lighthouse, téléphone moyen et ligne lente, médianes de {RUNS} passages")
    marks = {}
    with serve(SITE, Line(), {}) as address:
        for name, page in PAGES.items():
            runs = [run(program, address + page) for _ in range(RUNS)]
            marks[name] = {category: median(one[category] for one in runs) for category in GOALS}
    measures = [
        Mesure(f"performance, {name}", mark["performance"], au_moins=PERFORMANCE)
        for name, mark in marks.items()
    ] + [
        Mesure(
            f"{words}, la moins bonne de ces pages",
            min(mark[category] for mark in marks.values()),
            au_moins=100,
        )
        for category, words in PERFECT.items()
    ]
    for item in measures:
        print(f"  {item.nom:<46} {figure(item.valeur):>4}   {item.bilan}")
    keep("lighthouse", measures)
    raise SystemExit(not all(item.tenu for item in measures))


if __name__ == "__main__":
    main()
