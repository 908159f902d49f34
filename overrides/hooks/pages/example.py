"""What the engine computes while the site is built: the printed example, the amounts of a domain, links to try."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calculator.drawing.result import draw_result
from calculator.engine.forfait import compute, scale_base
from calculator.engine.simulation import simulate
from calculator.engine.steps import Step
from calculator.exact.reading import read, to_data, write_fraction
from calculator.rules.model import (
    CategorieId,
    Domaine,
    DomaineId,
    Fenetre,
    FenetreId,
    Indicateur,
    Prerequis,
    Rules,
)
from calculator.situation.intake import read_situation
from calculator.situation.model import Situation
from calculator.situation.permalink import write_fragment
from overrides.hooks.gathering.gather import target_windows, windows

__all__ = [
    "amounts",
    "draw_domain_example",
    "draw_example",
    "example_fragment",
    "example_situation",
    "prefilled",
]


@dataclass(frozen=True)
class Band:
    """What a domain gives in a category: the least and the greatest amount by window, in cents."""

    categorie: CategorieId
    minimum: Mapping[FenetreId, int]
    maximum: Mapping[FenetreId, int]


def amounts(rules: Rules, domain: DomaineId, *, cro: bool = False) -> Iterator[Band]:
    """The forfait of a domain at both ends of each category, in every window that pays it."""
    paying = windows(rules, rules.domaines[domain].volet)
    for name, bounds in rules.categories.items():
        ends = []
        for activity in (bounds.minimum, bounds.maximum):
            base = scale_base(rules, domain, Step("activite_notifiee", activity, "journee_mco"))
            ends.append({w: compute(rules, domain, w, base, cro=cro).forfait.cents for w in paying})
        yield Band(name, *ends)


def example_situation(rules: Rules, domain: str | None = None) -> Situation:
    """The establishment of the printed example, with all its candidatures or that of one domain."""
    example = to_data(rules.exemple)
    lines = [line for line in example["candidatures"] if domain in (None, line["domaine"])]
    keys = ("domaine", "fenetre", "cro")
    return read_situation(
        rules,
        {
            "etablissement": {"activite_combinee": example["activite_combinee"]},
            "candidatures": [{key: line[key] for key in keys if key in line} for line in lines],
        },
    )


def draw_example(rules: Rules, root: str, *, brief: bool = False) -> str:
    """The result of the printed example, or its amounts; ``root`` is the root of the site seen from the page."""
    return draw_result(rules, simulate(rules, example_situation(rules)), root, brief=brief)


def draw_domain_example(rules: Rules, root: str, domain: str) -> str:
    """The result of the printed example for one domain, or nothing when it has none."""
    situation = example_situation(rules, domain)
    return draw_result(rules, simulate(rules, situation), root) if situation.candidatures else ""


def example_fragment(rules: Rules, domain: str | None = None) -> str:
    """The permalink of the printed example."""
    return write_fragment(rules, example_situation(rules, domain))


def prefilled(rules: Rules, identifier: str, item: object) -> str:
    """A permalink to try a rule: what the rule is about, without an activity, which is the reader's to tell.

    The base forfait of volet 2 is left to the reader, whom the simulator asks for it (L04).
    """
    lines: list[Mapping[str, Any]] = []
    rest: dict[str, Any] = {}
    match item:
        case Domaine():
            lines = [_line(rules, identifier, windows(rules, item.volet))]
        case Indicateur():
            known = target_windows(rules, identifier)  # type: ignore[arg-type]
            line = _line(rules, item.domaine, known)
            lines = [{**line, "cro": identifier == rules.bonus_cro.indicateur}]
            rest = {"mesures": {identifier: _measure(item, line["fenetre"])}}
        case Fenetre():
            domains = [name for name, domain in rules.domaines.items() if domain.bareme]
            lines = [{"domaine": name, "fenetre": identifier} for name in domains]
        case Prerequis():
            domain = next(name for name, domain in rules.domaines.items() if domain.volet == item.volet)
            lines = [{**_line(rules, domain, windows(rules, item.volet)), "cro": False}]
            rest = {"prerequis": {identifier: "atteint"}}
    site = {"activite_combinee": to_data(rules.exemple)["activite_combinee"]}
    data = {"etablissement": site, "candidatures": lines, **rest}
    fragment = write_fragment(rules, read(Situation, data))
    return "&".join(part for part in fragment.split("&") if not part.startswith("activite_combinee="))


def _line(rules: Rules, domain: str, known: list[FenetreId]) -> dict[str, Any]:
    """A candidature to a domain, in the window of the example where that window will do."""
    for line in rules.exemple.candidatures:
        if line.domaine == domain and line.fenetre in known:
            return {"domaine": domain, "fenetre": line.fenetre, "cro": line.cro}
    return {"domaine": domain, "fenetre": known[0]}


def _measure(item: Indicateur, window: FenetreId) -> dict[str, Any]:
    target = item.cibles["I2023"].valeurs[window]
    return {"taux": write_fraction(target)} if isinstance(target, Fraction) else {"presentation": target}
