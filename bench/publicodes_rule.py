"""The same forfait written for publicodes, its figures taken from our rules: DS1 with its bonus, in F2."""

from typing import Any

from calculator.exact.reading import write_decimal
from calculator.rules.model import Rules


def publicodes_rules(rules: Rules) -> dict[str, Any]:
    """Rules for ``new Engine(…)``; the value to ask for is ``forfait``, in euros, from ``activité``."""
    scale = rules.domaines["DS1"].bareme
    assert scale is not None
    branches: list[dict[str, Any]] = []
    for name, band in scale.tranches.items():
        low, high = (
            write_decimal(bound) for bound in (rules.categories[name].minimum, rules.categories[name].maximum)
        )
        start, rise = band.minimum // 100, (band.maximum - band.minimum) // 100
        line = f"{start} + {rise} * (activité - {low}) / ({high} - {low})"
        branches.append({"si": f"activité < {high}", "alors": line})
    branches[-1] = {
        "sinon": {
            "valeur": branches[-1]["alors"],
            "plafond": max(b.maximum for b in scale.tranches.values()) // 100,
        }
    }
    bonus, share = (float(rate) for rate in (rules.bonus_cro.taux, rules.volets["V1"].parts.valeurs["F2"]))
    return {
        "activité": {"par défaut": 0},
        "CRO": {"par défaut": "oui"},
        "base": {"variations": branches},
        "bonus": {"applicable si": "CRO", "valeur": bonus},
        "part": share,
        "forfait": {"valeur": "base * (1 + bonus) * part", "arrondi": "2 décimales"},
    }
