"""What was paid of a domain, advance and balance together, against what each hypothesis earns.

A hypothesis is a window, a bonus asked for or not, what became of the targets, an advance paid to the cent or
rounded to the k€: it gives an advance and a balance, by the arithmetic of the account. Those that give what was
paid, to the cent, are told as a sentence, with the situation that holds them; else the nearest is, with its gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from calculator.engine.account import due
from calculator.engine.results import CandidatureResult, Result
from calculator.exact.formats import format_euros
from calculator.exact.reading import Euros
from calculator.questions.outcomes import Scenario, Verse, scenarios
from calculator.rules.model import DomaineId, Rules
from calculator.situation.permalink import write_fragment

__all__ = ["Constat", "check", "told"]


@dataclass(frozen=True, slots=True)
class Constat:
    """What was paid of a domain, what is due by the account, and the hypotheses that give it.

    ``solde_du`` is ``None`` while the targets do not say; ``retenues`` fit to the cent, the likeliest first;
    ``proche`` is the nearest one when none does, with its gap in cents.
    """

    domaine: DomaineId
    verse: Verse
    avance_due: int
    solde_du: int | None
    retenues: tuple[tuple[str, str | None], ...]
    proche: tuple[str, int] | None
    essais: int

    @property
    def ecart(self) -> int | None:
        """Paid less due, on all that was told."""
        given = [(self.verse.avance, self.avance_due), (self.verse.solde, self.solde_du)]
        known = [(paid, due) for paid, due in given if paid is not None]
        if any(due is None for _, due in known):
            return None
        return sum(paid - (due or 0) for paid, due in known)


def told(rules: Rules, result: Result) -> Iterator[Constat]:
    """What the situation itself says was paid, against what is due."""
    for item in result.candidatures:
        paid = Verse(item.candidature.avance_versee, item.candidature.solde_verse)
        if item.forfait is not None and paid != (None, None):
            yield check(rules, result, item, paid)


def check(rules: Rules, result: Result, item: CandidatureResult, paid: Verse) -> Constat:
    """Try every hypothesis on a candidature that has amounts."""
    tried = sorted(scenarios(rules, result, item), key=lambda one: one.rang)
    fitting: dict[str, Scenario] = {}
    for scenario in tried:
        if scenario.gap(paid) == 0:
            fitting.setdefault(scenario.said(paid), scenario)
    nearest = min(tried, key=lambda one: (one.gap(paid), one.rang))
    earned = item.compte.acquis
    advance = item.montants.avance.cents
    held = advance if paid.avance is None else paid.avance
    return Constat(
        item.candidature.domaine,
        paid,
        advance,
        None if earned is None else due(earned.cents, held)[0],
        tuple((_sentence(one, paid), _fragment(rules, result, one, item, paid)) for one in fitting.values()),
        None if fitting else (_sentence(nearest, _same(nearest, paid)), nearest.gap(paid)),
        len(tried),
    )


def _same(scenario: Scenario, paid: Verse) -> Verse:
    """What a hypothesis gives of what was told."""
    return Verse(
        None if paid.avance is None else scenario.avance, None if paid.solde is None else scenario.solde
    )


def _sentence(scenario: Scenario, paid: Verse) -> str:
    amounts = [f"{format_euros(paid.avance)} d’avance"] if paid.avance is not None else []
    amounts += [f"{format_euros(paid.solde)} de solde"] if paid.solde is not None else []
    return f"{' et '.join(amounts)} : {scenario.said(paid)}"


def _fragment(
    rules: Rules, result: Result, scenario: Scenario, item: CandidatureResult, paid: Verse
) -> str | None:
    """The situation of a hypothesis, with what was paid, as a permalink; nothing when it is already the one told."""
    if scenario.situation is None:
        return None
    changed = [
        replace(
            one,
            avance_versee=one.avance_versee if paid.avance is None else Euros(paid.avance),
            solde_verse=one.solde_verse if paid.solde is None else Euros(paid.solde),
        )
        if one.domaine == item.candidature.domaine
        else one
        for one in scenario.situation.candidatures
    ]
    held = replace(scenario.situation, candidatures=tuple(changed))
    return None if held == result.situation else write_fragment(rules, held)
