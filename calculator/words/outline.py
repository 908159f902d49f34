"""The explanation of a result as plain text: each step once, the sources by number, the readings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculator.rules.addresses import address
from calculator.rules.model import Rules
from calculator.words.explanation import stated

type Json = dict[str, Any]

STATUS = {"fait": "", "lecture": " (lecture)", "ouvert": " (question ouverte)"}


def explain(rules: Rules, data: Json) -> Iterator[str]:
    """The steps of an establishment of the contract, then the sources they cite, then the readings."""
    numbers: dict[str, int] = {}
    told: set[str] = set()
    doubts = set(data["lectures"])

    def tell(step: Json, depth: int, where: str = "") -> Iterator[str]:
        entries = [entry["affichage"] for entry in step["entrees"]]
        formula, value = stated(step["formule"], step["unite"], step["affichage"], entries)
        cited = [_source(rules, source) for source in step["sources"]]
        notes = "".join(f" [{numbers.setdefault(source, len(numbers) + 1)}]" for source in cited)
        readings = f" ({', '.join(step['lectures'])})" if step["lectures"] else ""
        sentence = f"{step['libelle']}{where} : {formula}{value}{notes}{readings}"
        if sentence in told:
            return
        told.add(sentence)
        doubts.update(step["lectures"])
        yield f"  {'  ' * depth}{sentence}"
        for entry in step["entrees"]:
            yield from tell(entry, depth + 1)

    yield "Le calcul"
    yield from tell(data["etablissement"]["explication"], 0)
    for item in data["candidatures"]:
        for step in (
            item["explication"],
            *item["explications"].values(),
            *item["explications_compte"].values(),
        ):
            if step is not None:
                yield from tell(step, 0)
    for item in data.get("possibilites", ()):
        yield from tell(item["explication"], 0, f", en {item['fenetre']}")
    for key in ("pilote_mes", "experimentation"):
        if key in data:
            yield from tell(data[key]["explication"], 0)
    yield "Sources"
    yield from (f"  [{number}] {source}" for source, number in numbers.items())
    if doubts:
        yield f"Ce résultat dépend des lectures {', '.join(sorted(doubts))} (page « Lectures » du site)."
    for name in sorted(doubts):
        reading = rules.lectures[name]
        yield f"  {name} {STATUS[reading.statut].strip()} {reading.question} {reading.retenu} Page {address(name)}"


def _source(rules: Rules, source: Json) -> str:
    place = f"{source['texte']} ({rules.textes[source['texte']].titre}), {source['endroit']}"
    return f"{place} : « {source['citation']} »{STATUS[source['statut']]}"
