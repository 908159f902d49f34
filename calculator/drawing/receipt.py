"""The receipt of a calculation: one sheet for each establishment, complete without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from calculator.engine.simulation import DossierResult, Result, establishments
from calculator.engine.steps import Step
from calculator.engine.totals import total_steps
from calculator.rules.model import Rules, Source
from calculator.situation.permalink import write_fragment
from calculator.words.declaration import Declare, declared


@dataclass(frozen=True, slots=True)
class Ligne:
    """A step of the explanation, its depth under the amount that it explains, its sources by number.

    ``ou`` tells an amount from its like: « , en F1 ».
    """

    etape: Step
    ou: str
    niveau: int
    renvois: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Justificatif:
    """What the sheet of an establishment holds besides its result.

    ``qr`` is the drawing of ``lien``, absent when the link is too long for one.
    """

    resultat: Result
    declare: tuple[Declare, ...]
    lignes: tuple[Ligne, ...]
    sources: tuple[Source, ...]
    lectures: tuple[str, ...]
    lien: str
    qr: Markup | None


def receipts(rules: Rules, result: Result | DossierResult, address: str) -> Iterator[Justificatif]:
    """A sheet for each establishment; ``address`` is that of the simulator, without a fragment."""
    for item in establishments(result):
        lines, sources = explain(item)
        link = f"{address}#{write_fragment(rules, item.situation)}"
        answers = tuple(declared(rules, item.situation))
        doubts = {*item.lectures, *(name for line in lines for name in line.etape.lectures)}
        yield Justificatif(item, answers, lines, sources, tuple(sorted(doubts)), link, draw_qr(link))


def explain(result: Result) -> tuple[tuple[Ligne, ...], tuple[Source, ...]]:
    """Every step once, each under the first amount that needs it, and the sources they cite."""
    numbers: dict[Source, int] = {}
    lines: dict[Step, Ligne] = {}

    def tell(step: Step, depth: int, where: str = "") -> None:
        if step in lines or (depth and not (step.entrees or step.sources or step.lectures)):
            return  # told already, or given by the reader
        notes = tuple(numbers.setdefault(source, len(numbers) + 1) for source in step.sources)
        lines[step] = Ligne(step, where, depth, notes)
        for entry in step.entrees:
            tell(entry, depth + 1)

    tell(result.activite, 0)
    for item in result.possibilites:
        tell(item.forfait.forfait, 0, f", en {item.fenetre}")
    for step in _amounts(result):
        tell(step, 0)
    return tuple(lines.values()), tuple(numbers)


def _amounts(result: Result) -> Iterator[Step]:
    if len(result.candidatures) > 1:
        yield from total_steps([result])
    for item in result.candidatures:
        amounts, compte = item.forfait, item.compte
        stated = () if amounts is None else (amounts.forfait, amounts.avance, amounts.solde)
        found = (
            *stated,
            item.acquis,
            item.a_rembourser,
            compte.acquis,
            compte.reste_a_recevoir,
            compte.a_rembourser,
        )
        yield from (step for step in found if step is not None)
    for aid in (result.pilote_mes, result.experimentation):
        if aid is not None:
            yield from (step for step in (aid.forfait, aid.avance, aid.solde) if step is not None)


def draw_qr(text: str) -> Markup | None:
    """A QR code as a drawing, at the lowest correction: paper is clean and the link is long."""
    import segno  # here: a page asks for it only when a receipt is printed

    try:
        code = segno.make_qr(text, error="l")
    except segno.DataOverflowError:
        return None
    drawing = code.svg_inline(omitsize=True, svgclass="sunes-qr", lineclass=None, light="#fff")
    return Markup(drawing.replace("<svg ", '<svg role="img" aria-label="Code QR du lien" ', 1))
