"""Why a notified amount is not the computed one: the likely reason of a gap, found by trying each.

A reason is a guess that the figures bear out, never a finding: « correspond à ».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from calculator.lot.ligne import Demande
from calculator.quantities import format_euros, format_number, round_half_up
from calculator.rules import DomaineId, FenetreId, Regime, Rules
from calculator.steps import KILO_EURO
from calculator.tariff import HUNDREDTH, Montants, Tariff

type Tariffs = Mapping[tuple[FenetreId, bool], Tariff]
"""The tariffs of a domain, by window and whether the CRO bonus is asked for."""

ROUNDINGS = {
    1: "",
    100: ", arrondi à l’euro",
    10_000: ", arrondi à la centaine d’euros",
    KILO_EURO: ", arrondi au k€ comme dans l’exemple officiel",
}
"""How an amount may have been rounded, by its unit in cents."""


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
    candidates = [
        *_of_the_same(item.montants),
        *_of_another_choice(tariffs, item, read_with),
        *_of_the_targets(item.montants, earned),
    ]
    for unit, rounding in ROUNDINGS.items():
        for cents, meaning in candidates:
            if item.notifie == round_half_up(Fraction(cents, unit)) * unit:
                return f"correspond {meaning}{rounding}."
    if abs(item.notifie - item.montants.forfait) == 1:
        return "un centime, une autre façon d’arrondir (lecture L06)."
    if rules.domaines[domain].bareme is None:
        return _of_another_base(rules, domain, item)
    return _of_another_activity(rules, tariffs[item.fenetre, item.cro], item.notifie)


def _of_the_same(montants: Montants) -> Iterator[tuple[int, str]]:
    yield montants.forfait, "au forfait calculé"
    yield montants.solde, "au solde, l’avance étant déduite"
    yield montants.avance, "à l’avance seule"


def _of_another_choice(
    tariffs: Tariffs, item: Demande, read_with: tuple[int, int]
) -> Iterator[tuple[int, str]]:
    """The same activity with or without the CRO, in another window; the nearest choice first."""
    for (window, cro), line in sorted(tariffs.items(), key=lambda entry: entry[0][0] != item.fenetre):
        words = [f"en {window}"] if window != item.fenetre else []
        words += [f"{'avec' if cro else 'sans'} le bonus CRO"] if cro != item.cro else []
        if words:
            yield line.at(*read_with).forfait, f"au forfait {' et '.join(words)}"


def _of_the_targets(montants: Montants, earned: Mapping[Regime, int | None]) -> Iterator[tuple[int, str]]:
    """What is earned once the rates are compared with the targets of each text, advance included or not."""
    for text, amount in earned.items():
        if amount is not None:
            yield amount, f"au montant acquis selon les taux et les cibles de {text}"
            yield amount - montants.avance, f"au montant acquis selon {text}, l’avance étant déduite"


def _of_another_base(rules: Rules, domain: DomaineId, item: Demande) -> str:
    share = rules.volets[rules.domaines[domain].volet].parts.valeurs[item.fenetre]
    base = round_half_up((item.notifie or 0) / share)
    return f"correspond à un forfait de base de {format_euros(base)}."


def _of_another_activity(rules: Rules, line: Tariff, notified: int) -> str | None:
    """The activity that would give the notified amount, in whatever category it falls."""
    for stated, (name, bounds) in zip(line.forfait, rules.categories.items(), strict=True):
        activity = Fraction(notified * stated.diviseur - stated.origine, stated.pente * HUNDREDTH)
        if bounds.minimum <= activity < bounds.maximum:
            about = format_number(round_half_up(activity))
            return f"correspond à une activité combinée d’environ {about}, en catégorie {name}."
    return None
