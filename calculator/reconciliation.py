"""Why a notified amount is not the computed one: the likely reason of a gap, found by trying each.

A reason is a guess that the figures bear out, never a finding: « correspond à ».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from calculator.addresses import label
from calculator.forfait import NO_BONUS
from calculator.lines import Stated
from calculator.quantities import format_euros, format_number, round_half_up
from calculator.rules import CategorieId, DomaineId, FenetreId, Rules
from calculator.steps import KILO_EURO
from calculator.tariff import HUNDREDTH, Montants, Tariff

type Tariffs = Mapping[tuple[DomaineId, FenetreId, bool], Tariff]

EXACT = 1
ROUNDINGS = {
    EXACT: "",
    100: ", arrondi à l’euro",
    10_000: ", arrondi à la centaine d’euros",
    KILO_EURO: ", arrondi au k€ comme dans l’exemple officiel",
}
"""How an amount may have been rounded, by its unit in cents."""


def likely_reason(
    rules: Rules,
    tariffs: Tariffs,
    asked: tuple[DomaineId, FenetreId, bool],
    montants: Montants,
    rank: int,
    quantity: int,
    notified: int,
    acquis: Mapping[str, int | None],
) -> str | None:
    """The first explanation that gives the notified amount to the cent, as a French sentence, or nothing.

    ``rank`` and ``quantity`` are what the tariff is read with; ``acquis`` gives what would be earned, by
    the text whose targets apply, the one in force first.
    """
    candidates = [
        *_of_the_same(montants),
        *_of_another_choice(tariffs, asked, rank, quantity),
        *_of_the_targets(montants, acquis),
    ]
    for unit, rounding in ROUNDINGS.items():
        for cents, meaning in candidates:
            if notified == round_half_up(Fraction(cents, unit)) * unit:
                return f"correspond {meaning}{rounding}."
    if abs(notified - montants.forfait) == 1:
        return "un centime : une autre façon d’arrondir (lecture L06)."
    return _of_another_activity(rules, tariffs[asked], asked, notified)


def _of_the_same(montants: Montants) -> Iterator[tuple[int, str]]:
    yield montants.forfait, "au forfait calculé"
    yield montants.solde, "au solde : l’avance en est déduite"
    yield montants.avance, "à l’avance seule"


def _of_another_choice(
    tariffs: Tariffs, asked: tuple[DomaineId, FenetreId, bool], rank: int, quantity: int
) -> Iterator[tuple[int, str]]:
    """The same activity in another window, with or without the CRO; the nearest choice first."""
    domain, window, cro = asked
    others = sorted(
        (key for key in tariffs if key[0] == domain and key != asked),
        key=lambda key: (key[1] != window, key[2] != cro),
    )
    for other in others:
        words = [f"en {other[1]}"] if other[1] != window else []
        words += [("avec" if other[2] else "sans") + " le bonus CRO"] if other[2] != cro else []
        yield tariffs[other].at(rank, quantity).forfait, f"au forfait {' et '.join(words)}"


def _of_the_targets(montants: Montants, acquis: Mapping[str, int | None]) -> Iterator[tuple[int, str]]:
    """What is earned once the targets are compared, under each text, advance included or not."""
    for text, earned in acquis.items():
        if earned is not None and earned != montants.forfait:
            yield earned, f"au montant acquis selon les taux et les cibles de {text}"
            if earned > montants.avance:
                yield earned - montants.avance, f"au montant acquis sous {text}, l’avance déduite"


def _of_another_activity(
    rules: Rules, tariff: Tariff, asked: tuple[DomaineId, FenetreId, bool], notified: int
) -> str | None:
    """The activity that would give the notified amount, in whatever category it falls."""
    domain, window, cro = asked
    if rules.domaines[domain].bareme is None:
        share = rules.volets[rules.domaines[domain].volet].parts.valeurs[window]
        return f"correspond à un forfait de base de {format_euros(round_half_up(notified / share))}."
    for line, (name, bounds) in zip(tariff.forfait, rules.categories.items(), strict=True):
        activity = Fraction(notified * line.diviseur - line.origine, line.pente * HUNDREDTH)
        if bounds.minimum <= activity < bounds.maximum:
            about = format_number(round_half_up(activity))
            return f"correspond à une activité combinée d’environ {about}, en catégorie {name}."
    return None
