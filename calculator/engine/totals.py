"""Totals and why: the amounts that each adds, the same rounded as the official example does, a dossier by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from calculator.engine.forfait import rounded_like_the_example
from calculator.engine.results import CandidatureResult, Result, Totaux, named
from calculator.engine.steps import Step
from calculator.rules.model import DomaineId, FenetreId, Rules


def counted(results: Iterable[Result]) -> Iterator[CandidatureResult]:
    """The candidatures whose amounts are in a total: those that are not refused and have some."""
    return (item for item in _by_answer(results, refused=False) if item.forfait is not None)


def without_amounts(results: Iterable[Result]) -> Iterator[CandidatureResult]:
    """The candidatures that a total waits for: their base forfait is not told (L04)."""
    return (item for item in _by_answer(results, refused=False) if item.forfait is None)


def left_out(results: Iterable[Result]) -> Iterator[CandidatureResult]:
    """The candidatures that are refused, and in no total."""
    return _by_answer(results, refused=True)


def _by_answer(results: Iterable[Result], *, refused: bool) -> Iterator[CandidatureResult]:
    for result in results:
        for item in result.candidatures:
            if item.est_refusee is refused:
                yield item


def total_steps(results: Iterable[Result]) -> tuple[Step, Step, Step]:
    """The forfait, its advance and its balance, each the sum of those of the candidatures."""
    amounts = [item.montants for item in counted(results)]
    return (
        _added("total_forfait", [item.forfait for item in amounts]),
        _added("total_avance", [item.avance for item in amounts]),
        _added("total_solde", [item.solde for item in amounts]),
    )


def _added(code: str, steps: list[Step]) -> Step:
    return Step(code, sum(step.cents for step in steps), "centime", tuple(steps))


def rounded_total(rules: Rules, results: Iterable[Result]) -> dict[str, int]:
    """The sums of the amounts in k€, as the official example adds them (L06), in cents."""
    rounded = [rounded_like_the_example(rules, item.montants.exact) for item in counted(results)]
    keys = ("forfait_centimes", "avance_centimes", "solde_centimes")
    return {key: sum(amounts[key] for amounts in rounded) for key in keys}


class Terme(NamedTuple):
    """A candidature of a sum."""

    etablissement: str
    domaine: DomaineId
    fenetre: FenetreId
    montants: Totaux


class Somme(NamedTuple):
    """The amounts of a domain or a window, and the candidatures that they add."""

    montants: Totaux
    termes: tuple[Terme, ...]


class Sommes(NamedTuple):
    """Each group sums to the total of the dossier; a candidature that is refused is in none."""

    etablissements: tuple[tuple[str, Totaux], ...]
    domaines: Mapping[DomaineId, Somme]
    fenetres: Mapping[FenetreId, Somme]


def sums(results: Iterable[Result]) -> Sommes:
    """Sum the amounts of the establishments of a dossier, in their order."""
    sites = tuple(named(results))
    domains: dict[DomaineId, list[Terme]] = {}
    windows: dict[FenetreId, list[Terme]] = {}
    for name, result in sites:
        for item in counted([result]):
            asked = item.candidature
            term = Terme(name, asked.domaine, asked.fenetre, Totaux.of_candidature(item))
            domains.setdefault(asked.domaine, []).append(term)
            windows.setdefault(asked.fenetre, []).append(term)
    return Sommes(
        tuple((name, result.totaux) for name, result in sites),
        {name: _sum(domains[name]) for name in sorted(domains)},
        {name: _sum(windows[name]) for name in sorted(windows)},
    )


def _sum(terms: list[Terme]) -> Somme:
    return Somme(Totaux.of(term.montants for term in terms), tuple(terms))
