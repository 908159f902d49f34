"""Compare our engine with CPython and with publicodes, in one run: `python -m bench`."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import workload
from bench.mesures import Mesure, keep
from bench.publicodes_rule import publicodes_rules
from calculator import packaged_rules
from runtime.build import stage
from runtime.node import node

HERE = Path(__file__).parent
COUNT = 3_000
#: How many times faster than publicodes one of our forfaits must be, under the same V8.
GOAL = 10


def in_node(activities: list[int]) -> dict[str, Any]:
    """What Node measures: publicodes, and our engine in Pyodide."""
    with tempfile.TemporaryDirectory() as folder:
        stage(Path(folder))
        asked = {
            "publicodes": publicodes_rules(packaged_rules()),
            "activites": activities,
            "python": (HERE / "workload.py").read_text(encoding="utf-8"),
            "dossier": folder,
        }
        options: dict[str, Any] = {"input": json.dumps(asked), "capture_output": True, "encoding": "utf-8"}
        result: Any = node([str(HERE / "run.mjs")], True, **options)
    if result.returncode:
        sys.exit(f"La mesure a échoué : {result.stderr}")
    measured: dict[str, Any] = json.loads(result.stdout)
    return measured


def each(measure: dict[str, Any]) -> str:
    """The time of one item."""
    return f"{measure['secondes'] / COUNT * 1e6:8.1f} µs"


def times(slow: dict[str, Any], fast: dict[str, Any]) -> float:
    """How many times longer the first takes."""
    ratio: float = slow["secondes"] / fast["secondes"]
    return ratio


def main() -> None:
    """Print the times for information, the ratios for the record; leave in error when a result differs."""
    activities = [index * 1_700_000 // COUNT for index in range(COUNT)]  # the four categories, and beyond
    here = json.loads(workload.run(json.dumps(activities)))
    there = in_node(activities)
    ours, theirs = there["pyodide"], there["publicodes"]
    if any(ours[name]["centimes"] != here[name]["centimes"] for name in here):
        sys.exit("Les deux Python ne donnent pas les mêmes montants.")
    forfaits = here["explained"]["centimes"]
    gaps = sum(a != b for a, b in zip(forfaits, theirs["centimes"], strict=True))
    off = [abs(a - b) for a, b in zip(forfaits, theirs["centimes"], strict=True)]
    if here["forfaits"]["centimes"] != forfaits or max(off) > 1:
        sys.exit("Les deux calculs ne donnent pas les mêmes forfaits.")

    print(f"{COUNT} simulations complètes : trois domaines, réponse expliquée")
    print(f"  CPython                   {each(here['simulations'])}")
    print(f"  Pyodide                   {each(ours['simulations'])}")
    ratio = times(ours["simulations"], here["simulations"])
    print(f"  Pyodide / CPython         {ratio:8.1f}      pour information")
    print(f"Un forfait, même règle, même V8, {COUNT} activités")
    print(f"  publicodes                {each(theirs)}   {gaps} écarts d’un centime")
    print(f"  Pyodide, comme un lot     {each(ours['forfaits'])}   exact, avance et solde compris")
    print(
        f"  Pyodide, expliqué         {each(ours['explained'])}   exact, avance, solde et explication compris"
    )
    ratio = times(theirs, ours["forfaits"])
    keep("forfait", [Mesure("un forfait, publicodes / ici", ratio, au_moins=GOAL)])
    print(
        f"  publicodes / lot          {ratio:8.1f}      au moins {GOAL} : {'tenu' if ratio >= GOAL else 'MANQUÉ'}"
    )
    print(f"  publicodes / expliqué     {times(theirs, ours['explained']):8.1f}      pour information")


if __name__ == "__main__":
    main()
