"""The likely reason of the gap of a row: the first hypothesis that gives the notified amount."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from calculator.engine.hypotheses import explain, of_another_choice, of_the_same, of_the_targets
from calculator.engine.inverse import activities, rounded_from
from calculator.engine.tariff import HUNDREDTH, Tariff
from calculator.exact.formats import format_euros, format_number
from calculator.exact.rounding import round_half_up
from calculator.lot.computing.row import Demande
from calculator.rules.model import DomaineId, FenetreId, Regime, Rules

EURO = 100
"""One euro, in cents."""

type Tariffs = Mapping[tuple[FenetreId, bool], Tariff]
"""The tariffs of a domain, by window and whether the CRO bonus is asked for."""


def likely_reason(
    rules: Rules,
    domain: DomaineId,
    tariffs: Tariffs,
    item: Demande,
    read_with: tuple[int, int],
    earned: Mapping[Regime, int | None],
) -> str | None:
    """The first explanation that gives the notified amount, as the end of a French sentence, or nothing.

    ``tariffs`` are those of the domain and ``read_with`` what they are read with; ``earned`` is what each
    text would pay, the one that applies first.
    """
    assert item.notifie is not None
    assert item.montants is not None
    choices = {choice: line.at(*read_with) for choice, line in tariffs.items()}
    leads = [
        *of_the_same(item.montants),
        *of_another_choice(choices, item.fenetre, cro=item.cro),
        *of_the_targets(item.montants, earned),
    ]
    found = next(explain(item.notifie, leads), None)
    if found is not None:
        return f"{found.phrase}."
    if abs(item.notifie - item.montants.forfait) == 1:
        return "un centime, une autre façon d’arrondir (lecture L06)."
    if rules.domaines[domain].bareme is None:
        return _of_another_base(rules, domain, item)
    return _of_another_activity(rules, tariffs[item.fenetre, item.cro], item.notifie)


def _of_another_base(rules: Rules, domain: DomaineId, item: Demande) -> str:
    share = rules.volets[rules.domaines[domain].volet].parts.valeurs[item.fenetre]
    base = round_half_up((item.notifie or 0) / share)
    return f"correspond à un forfait de base de {format_euros(base)}."


def _of_another_activity(rules: Rules, line: Tariff, notified: int) -> str | None:
    """The activity that would give the notified amount to the euro, in whatever category it falls."""
    for found in activities(rules, line.forfait, *rounded_from(notified, EURO)):
        middle = Fraction(found.minimum + (found.maximum or found.minimum), 2 * HUNDREDTH)
        about = format_number(round_half_up(middle))
        return f"correspond à une activité combinée d’environ {about}, en catégorie {found.categorie}."
    return None
