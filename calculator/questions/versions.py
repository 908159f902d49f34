"""A situation under two versions of the rules: what differs, amount by amount, or value by value.

A link says under which rules it was made. When those are published and this engine reads them, the same
situation is computed under both; otherwise the values that differ are all that can be said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from calculator.drawing.canvas import draw
from calculator.engine.results import CandidatureResult, DossierResult, Result, establishments, named
from calculator.engine.simulation import compute
from calculator.engine.steps import Step
from calculator.exact.formats import format_date, format_euros, format_rate
from calculator.exact.problems import InvalidInput
from calculator.exact.quantities import parse_rate
from calculator.rules.addresses import label
from calculator.rules.comparison import Difference, compare, figures
from calculator.rules.model import Rules
from calculator.rules.publication import fingerprint, published_text, rules_from_text
from calculator.situation.intake import read_input

AMOUNTS = ("Forfait", "Avance", "Solde", "Acquis", "Reste à recevoir", "À rembourser")
IN_CENTS = ("domaines", "experimentation")
"""The sections whose whole numbers are cents."""


class Ecart(NamedTuple):
    """An amount of the same situation under the rules of the link, and under those of this site."""

    objet: str
    avant: int | None
    apres: int | None

    @property
    def difference(self) -> int | None:
        return None if self.avant is None or self.apres is None else self.apres - self.avant


class Valeur(NamedTuple):
    """A figure of the rules that differs, as people read it."""

    chemin: str
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class Comparaison:
    """What another version of the rules says of a situation.

    ``fidele`` says that the release has the fingerprint of the link; ``ecarts`` is absent when this
    engine cannot compute under those rules; ``autres`` counts the differences that are not figures.
    """

    version: str
    publiee_le: date | None
    fidele: bool
    ecarts: tuple[Ecart, ...] | None
    valeurs: tuple[Valeur, ...]
    autres: int


def draw_comparison(rules: Rules, found: Comparaison, root: str) -> str:
    """What a situation was under the rules of its link."""
    return draw(rules, "result/other_rules.html", root, comparaison=found)


def compare_under(rules: Rules, text: str, stamp: str, data: object) -> Comparaison:
    """Compare a situation under these rules and under a release; ``stamp`` is that of the link."""
    release: dict[str, Any] = json.loads(text)
    found = compare(release, json.loads(published_text(rules)))
    counted = figures(found)
    return Comparaison(
        str(release["version"]),
        date.fromisoformat(release["publiee_le"]) if release.get("publiee_le") else None,
        stamp == f"{release['version']}-{fingerprint(release)[:8]}",
        _gaps(rules, text, data),
        tuple(map(_value, counted)),
        len(found) - len(counted),
    )


def _gaps(rules: Rules, text: str, data: object) -> tuple[Ecart, ...] | None:
    try:
        before = dict(_amounts(_result(rules_from_text(text), data)))
    except (InvalidInput, LookupError):
        return None  # rules of another shape, or under which this situation cannot be
    after = dict(_amounts(_result(rules, data)))
    return tuple(
        Ecart(name, before.get(name), after.get(name))
        for name in {**after, **before}
        if before.get(name) != after.get(name)
    )


def _result(rules: Rules, data: object) -> Result | DossierResult:
    return compute(rules, read_input(rules, data))


def _amounts(result: Result | DossierResult) -> Iterator[tuple[str, int | None]]:
    several = isinstance(result, DossierResult)
    for name, item in named(establishments(result)):
        yield from _of_establishment(item, f"{name}, " if several else "")
    totals = result.totaux
    account = (totals.compte.acquis, totals.compte.reste_a_recevoir, totals.compte.a_rembourser)
    sums = (totals.forfait, totals.avance, totals.solde, *(step and step.cents for step in account))
    yield from zip((f"Total, {name.lower()}" for name in AMOUNTS), sums, strict=True)


def _of_establishment(result: Result, prefix: str) -> Iterator[tuple[str, int | None]]:
    for item in result.candidatures:
        about = f"{prefix}{label(item.candidature.domaine)} {item.candidature.fenetre}"
        for name, step in zip(AMOUNTS, _steps(item), strict=True):
            yield f"{about}, {name.lower()}", None if step is None else step.cents
    for name, aid in (("pilote", result.pilote_mes), ("expérimentation", result.experimentation)):
        if aid is not None:
            yield f"{prefix}{name}", aid.forfait.cents
    for possibility in result.possibilites:
        bonus = " avec bonus CRO" if possibility.cro else ""
        about = f"{prefix}{label(possibility.domaine)} {possibility.fenetre}{bonus}"
        yield f"{about}, forfait", possibility.forfait.forfait.cents


def _steps(item: CandidatureResult) -> Iterable[Step | None]:
    amounts, compte = item.forfait, item.compte
    stated = (None, None, None) if amounts is None else (amounts.forfait, amounts.avance, amounts.solde)
    return *stated, compte.acquis, compte.reste_a_recevoir, compte.a_rembourser


def _value(item: Difference) -> Valeur:
    return Valeur(item.chemin, shown(item.chemin, item.avant), shown(item.chemin, item.apres))


def shown(path: str, value: str | None) -> str:
    """A value of the rules as people read it, by its place: a rate, a day, an amount."""
    if value is None:
        return "absent"
    if re.fullmatch(r"\d+/\d+", value):
        return format_rate(parse_rate(value))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return format_date(date.fromisoformat(value))
    if value.isdecimal() and path.startswith(IN_CENTS):
        return format_euros(int(value))
    return value
