"""The work that is timed, the same file in CPython and in Pyodide; each takes the best of a few rounds."""

import json
import time
from bisect import bisect_right
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from calculator import packaged_rules, read_situation, simulate
from calculator.engine.activity import maximum, thresholds
from calculator.engine.forfait import compute, scale_base
from calculator.engine.steps import Step
from calculator.engine.tariff import HUNDREDTH, tariff
from calculator.files.answer import answer

RULES = packaged_rules()


def forfaits(activities: list[int]) -> list[int]:
    """The forfait of DS1 with its bonus, in F2, advance and balance beside it, as the batch computes them."""
    price = tariff(RULES, "DS1", "F2", cro=True)
    edges = [int(edge * HUNDREDTH) for edge in thresholds(RULES)]
    top = int(maximum(RULES) * HUNDREDTH)
    found = []
    for value in activities:
        hundredths = min(value * HUNDREDTH, top)
        found.append(price.at(bisect_right(edges, hundredths), hundredths).forfait)
    return found


def explained(activities: list[int]) -> list[int]:
    """The same forfaits, each the root of its explanation, as a simulation computes them."""
    found = []
    for value in activities:
        activity = Step("activite_notifiee", Fraction(value), "journee_mco")
        found.append(compute(RULES, "DS1", "F2", scale_base(RULES, "DS1", activity), cro=True).forfait.cents)
    return found


def simulations(activities: list[int]) -> list[int]:
    """Whole simulations of three domains, from the input to the JSON of the contract with its explanations."""
    found = []
    for value in activities:
        situation = {
            "etablissement": {"activite_combinee": str(value)},
            "candidatures": [
                {"domaine": "DS1", "fenetre": "F1", "cro": "oui"},
                {"domaine": "DS3", "fenetre": "F2"},
                {"domaine": "DS2", "fenetre": "F4"},
            ],
        }
        data = answer(RULES, simulate(RULES, read_situation(RULES, situation)))
        found.append(data["totaux"]["forfait_centimes"])
    return found


def best(work: Callable[[list[int]], list[int]], activities: list[int], rounds: int) -> dict[str, Any]:
    """The results of a work and the seconds of its best round."""
    work(activities[:100])
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        centimes = work(activities)
        seconds.append(time.perf_counter() - start)
    return {"secondes": min(seconds), "centimes": centimes}


def run(activities_text: str) -> str:
    """Time the three works on a JSON list of activities; answer as JSON."""
    activities = json.loads(activities_text)
    return json.dumps(
        {
            "forfaits": best(forfaits, activities, 5),
            "explained": best(explained, activities, 5),
            "simulations": best(simulations, activities, 1),
        }
    )
