"""The share of an envelope as a bar: whole numbers of a thousandth, for a drawing that only places them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from calculator.exact.formats import format_rate
from calculator.exact.rounding import round_half_up
from calculator.lot.computing.envelope import Enveloppe
from calculator.rules.model import DomaineId

WIDTH = 1000


class Segment(NamedTuple):
    """What a domain takes of the bar."""

    domaine: DomaineId
    debut: int
    largeur: int


class Barre(NamedTuple):
    """A bar that holds the envelope, or what exceeds it; ``limite`` is where the envelope ends."""

    segments: tuple[Segment, ...]
    limite: int


def bar(share: Enveloppe) -> Barre:
    """The domains end to end, each at its scale."""
    whole = max(Fraction(1), share.part)
    return Barre(tuple(_segments(share, whole)), round_half_up(WIDTH / whole))


def _segments(share: Enveloppe, whole: Fraction) -> Iterator[Segment]:
    end, start = Fraction(0), 0
    for domain in share.par_domaine:
        end += share.part_of(domain) / whole
        edge = round_half_up(end * WIDTH)
        yield Segment(domain, start, edge - start)
        start = edge


def short_share(part: Fraction) -> str:
    """« 12,3 % », to a tenth of a percent; what is less is said to be less."""
    tenths = round_half_up(part * 1000)
    return (
        format_rate(Fraction(tenths, 1000))
        if tenths or not part
        else f"moins de {format_rate(Fraction(1, 1000))}"
    )
