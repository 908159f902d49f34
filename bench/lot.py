"""The batch that is timed, the same file in CPython and in Pyodide: amounts alone, whole rows, growth."""

import io
import json
import random
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from calculator import packaged_rules
from calculator.engine.activity import maximum, thresholds
from calculator.engine.tariff import HUNDREDTH, tariffs
from calculator.lot.bridge import SLICE
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.tables import open_table
from calculator.lot.study.study import Study
from calculator.lot.study.work import Work
from calculator.lot.writing.output import Layout, write_csv
from calculator.lot.writing.schema import modele

RULES = packaged_rules()
ASKED = (("DS1", "F1", True), ("DS2", "F4", False), ("DS3", "F2", False))
RATES = ("ds_1_1", "ds_1_2", "ds_1_3", "ds_2_1", "ds_3_1")


def region(count: int) -> str:
    """A list of fictive establishments as CSV: three domains each, rates, every activity its own."""
    return "".join(lines(count))


def lines(count: int) -> Iterator[str]:
    """The same, line by line."""
    chance = random.Random(1)
    for rank, row in enumerate(modele(RULES, count)):
        row |= {
            "activite_combinee": str(chance.randrange(1_700_000)),
            "ds1_cro": "oui",
            "ds4_fenetre": "",
            "ds4_forfait_base_euros": "",
        }
        row |= {f"{domain.lower()}_fenetre": window for domain, window, _ in ASKED}
        row |= {name: f"{chance.randrange(1000)}/{chance.randrange(1000, 9000)}" for name in RATES}
        if not rank:
            yield ";".join(row) + "\r\n"
        yield ";".join(row.values()) + "\r\n"


def twelve_values(activities: list[int]) -> list[int]:
    """Forfait, advance and balance of three domains, and their three totals; the total forfait is kept."""
    prices = tariffs(RULES)
    first, second, third = (prices[key] for key in ASKED)
    edges = [int(edge * HUNDREDTH) for edge in thresholds(RULES)]
    top = int(maximum(RULES) * HUNDREDTH)
    found = []
    for activity in activities:
        hundredths = min(activity * HUNDREDTH, top)
        rank = bisect_right(edges, hundredths)
        a, b, c = first.at(rank, hundredths), second.at(rank, hundredths), third.at(rank, hundredths)
        totals = (
            a.forfait + b.forfait + c.forfait,
            a.avance + b.avance + c.avance,
            a.solde + b.solde + c.solde,
        )
        found.append(totals[0])
    return found


def whole_rows(text: str) -> list[int]:
    """The list read from its bytes, every row with its targets, its territory and its anomalies, added up."""
    table = open_table(io.BytesIO(text.encode()), Recogniser(RULES))
    totals = Totals()
    return [
        line.totaux.forfait if line.totaux else -1 for line in totals.watch(Lot(RULES).compute(table.rows()))
    ]


def written_rows(text: str) -> list[int]:
    """The same, written as CSV; the number of characters is kept."""
    table = open_table(io.BytesIO(text.encode()), Recogniser(RULES))
    target = io.StringIO()
    write_csv(Layout(RULES, table.titles), Totals().watch(Lot(RULES).compute(table.rows())), target)
    return [target.tell()]


def publicodes_rules() -> str:
    """The twelve values written for publicodes, their figures taken from our rules, in euros; as JSON."""
    written: dict[str, Any] = {"activité": {"par défaut": 0}}
    for domain, window, cro in ASKED:
        written |= dict(_publicodes_domain(domain, window, cro))
    for total, part in (("forfait total", ""), ("avance totale", " avance"), ("solde total", " solde")):
        written[total] = " + ".join(f"{domain}{part}" for domain, _, _ in ASKED)
    return json.dumps(written)


def publicodes_names() -> str:
    """The twelve values to ask publicodes for; as JSON."""
    asked = [f"{domain}{part}" for domain, _, _ in ASKED for part in ("", " avance", " solde")]
    return json.dumps([*asked, "forfait total", "avance totale", "solde total"])


def _publicodes_domain(domain: Any, window: Any, cro: bool) -> Iterator[tuple[str, Any]]:
    scale = RULES.domaines[domain].bareme
    assert scale is not None
    branches: list[dict[str, Any]] = []
    for name, band in scale.tranches.items():
        low, high = RULES.categories[name].minimum, RULES.categories[name].maximum
        start, rise = band.minimum // 100, (band.maximum - band.minimum) // 100
        line = f"{start} + {rise} * (activité - {low}) / ({high} - {low})"
        branches.append({"si": f"activité < {high}", "alors": line})
    top = max(band.maximum for band in scale.tranches.values()) // 100
    branches[-1] = {"sinon": {"valeur": branches[-1]["alors"], "plafond": top}}
    share = float(RULES.volets["V1"].parts.valeurs[window])
    bonus = float(RULES.bonus_cro.taux) if cro else 0
    yield f"{domain} base", {"variations": branches}
    yield domain, {"valeur": f"{domain} base * {1 + bonus} * {share}", "arrondi": "2 décimales"}
    rate = float(RULES.versements.avance)
    yield f"{domain} avance", {"valeur": f"{domain} * {rate}", "arrondi": "2 décimales"}
    yield f"{domain} solde", f"{domain} - {domain} avance"


def best(work: Callable[[Any], list[int]], given: Any, rounds: int = 3) -> dict[str, Any]:
    """The results of a work and the seconds of its best round."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        centimes = work(given)
        seconds.append(time.perf_counter() - start)
    return {"secondes": min(seconds), "centimes": centimes}


def activities(count_text: str) -> str:
    """The activities of the rows that are timed, as JSON."""
    return json.dumps(_activities(region(int(count_text))))


def _activities(text: str) -> list[int]:
    return [int(line.split(";")[3]) for line in text.splitlines()[1:]]


def page(count_text: str) -> str:
    """A list of so many rows as the page computes it: by slices, all of it kept; as JSON."""
    study = Study(RULES, "liste.csv", region(int(count_text)).encode())
    start = last = time.perf_counter()
    longest = 0.0
    work = Work(study.compute(None, "I2023"), lambda done: {})
    done = False
    while not done:
        done = work.advance(SLICE)["fini"]
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return json.dumps({"secondes": last - start, "tranche": longest})


def run(count_text: str) -> str:
    """Time the three works on so many establishments; answer as JSON."""
    text = region(int(count_text))
    return json.dumps(
        {
            "douze_valeurs": best(twelve_values, _activities(text)),
            "lignes_entieres": best(whole_rows, text),
            "lignes_ecrites": best(written_rows, text),
        }
    )
