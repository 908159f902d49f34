"""A total and why: the amounts that it adds, and the same rounded as the official example rounds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from calculator.forfait import rounded_like_the_example
from calculator.rules import Rules
from calculator.simulation import CandidatureResult, Result
from calculator.steps import Step


def counted(results: Iterable[Result]) -> Iterator[CandidatureResult]:
    """The candidatures that are in a total: those that are not refused."""
    return _by_answer(results, refused=False)


def left_out(results: Iterable[Result]) -> Iterator[CandidatureResult]:
    """The candidatures that are refused, and in no total."""
    return _by_answer(results, refused=True)


def _by_answer(results: Iterable[Result], *, refused: bool) -> Iterator[CandidatureResult]:
    for result in results:
        for item in result.candidatures:
            if (item.eligibilite.statut == "non_eligible") is refused:
                yield item


def total_steps(results: Iterable[Result]) -> tuple[Step, Step, Step]:
    """The forfait, its advance and its balance, each the sum of those of the candidatures."""
    amounts = [item.forfait for item in counted(results)]
    return (
        _sum("total_forfait", [item.forfait for item in amounts]),
        _sum("total_avance", [item.avance for item in amounts]),
        _sum("total_solde", [item.solde for item in amounts]),
    )


def _sum(code: str, steps: list[Step]) -> Step:
    return Step(code, sum(step.cents for step in steps), "centime", tuple(steps))


def rounded_total(rules: Rules, results: Iterable[Result]) -> dict[str, int]:
    """The sums of the amounts in k€, as the official example adds them (L06), in cents."""
    rounded = [rounded_like_the_example(rules, item.forfait.exact) for item in counted(results)]
    keys = ("forfait_centimes", "avance_centimes", "solde_centimes")
    return {key: sum(amounts[key] for amounts in rounded) for key in keys}
