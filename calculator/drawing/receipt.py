"""The receipt of a calculation: one sheet for each establishment, complete without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from calculator.engine.results import DossierResult, Result, establishments
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

    ``calcul`` are the few lines that lead to the answer and ``preuves`` the quotations that they cite, by text, one of
    each text for a step; ``lignes`` and ``sources`` are all that is behind, for who asks for the details. ``paiements``
    says what was checked of what was paid. ``qr`` is the drawing of ``lien``, absent when the link is too long for one.
    """

    resultat: Result
    calcul: tuple[Ligne, ...]
    preuves: Mapping[str, tuple[tuple[int, Source], ...]]
    paiements: tuple[object, ...]
    declare: tuple[Declare, ...]
    lignes: tuple[Ligne, ...]
    sources: tuple[Source, ...]
    lectures: tuple[str, ...]
    lien: str
    qr: Markup | None

    @property
    def eligibilite_dite(self) -> bool:
        """Whether anything was answered of the eligibility."""
        asked = self.resultat.situation
        return bool(asked.prerequis or asked.conditions or asked.domaines_deja_finances)


def receipts(
    rules: Rules,
    result: Result | DossierResult,
    address: str,
    payments: Callable[[Result], Iterable[object]] = lambda _: (),
) -> Iterator[Justificatif]:
    """A sheet for each establishment; ``address`` is that of the simulator, without a fragment.

    ``payments`` gives what was found of the payments told in a result.
    """
    for item in establishments(result):
        lines, sources = explain(item)
        short, proofs = _in_short(item)
        link = f"{address}#{write_fragment(rules, item.situation)}"
        answers = tuple(declared(rules, item.situation))
        doubts = tuple(sorted({*item.lectures, *(name for line in lines for name in line.etape.lectures)}))
        checked = tuple(payments(item))
        yield Justificatif(item, short, proofs, checked, answers, lines, sources, doubts, link, draw_qr(link))


def _in_short(result: Result) -> tuple[tuple[Ligne, ...], Mapping[str, tuple[tuple[int, Source], ...]]]:
    """Of each candidature its base, its forfait, what is earned and what is due; the quotations behind them."""
    numbers: dict[Source, int] = {}
    lines = []
    for item in result.candidatures:
        amounts, account = item.forfait, item.compte
        due = account.a_rembourser if account.a_rembourser and account.a_rembourser.cents else None
        last = due or account.reste_a_recevoir or (amounts and amounts.avance)
        asked = (amounts.base, amounts.forfait) if amounts else ()
        for step in (*asked, account.acquis, last):
            if step is not None:
                cited = [source for part in (step, *step.entrees) for source in _first_of_each(part.sources)]
                notes = dict.fromkeys(numbers.setdefault(source, len(numbers) + 1) for source in cited)
                lines.append(Ligne(step, "", 0, tuple(notes)))
    texts: dict[str, tuple[tuple[int, Source], ...]] = {}
    for source, number in numbers.items():
        texts[source.texte] = (*texts.get(source.texte, ()), (number, source))
    return tuple(lines), texts


def _first_of_each(sources: Iterable[Source]) -> Iterator[Source]:
    """One quotation of each text."""
    found: dict[str, Source] = {}
    for source in sources:
        found.setdefault(source.texte, source)
    return iter(found.values())


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
