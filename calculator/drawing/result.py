"""The HTML of a result and of what is wrong with an input, and the sentence that says a result aloud."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from calculator.drawing.canvas import draw, sparing
from calculator.drawing.receipt import Justificatif
from calculator.engine.results import DossierResult, Result, Totaux, establishments
from calculator.engine.totals import left_out
from calculator.exact.formats import format_euros
from calculator.exact.problems import Problem
from calculator.rules.model import Rules
from calculator.words.account import total_sentence
from calculator.words.typography import french


def draw_result(
    rules: Rules,
    result: Result | DossierResult,
    root: str = "/",
    fragment: str = "",
    known: Collection[str] | None = None,
    *,
    brief: bool = False,
) -> str:
    """The result of a simulation. ``root`` is the address of the site's root seen from the page.

    For a page that keeps the parts of a drawing, by the name in their ``data-partie``: those that it knows already
    come empty, and so do the second and later copies of any. ``brief``: its amounts alone.
    """
    values = {
        "results": establishments(result),
        "totaux": result.totaux,
        "fragment": fragment,
        "abrege": brief,
    }
    if known is not None:
        values["une_fois"] = sparing(rules, root, set(known))
    return draw(rules, "result/result.html", root, **values)


def draw_problems(
    rules: Rules, problems: Iterable[tuple[Problem, str | None]], root: str, titre: str = ""
) -> str:
    """The summary of what is wrong with an input, each problem with the field that it concerns."""
    return draw(rules, "result/problems.html", root, problemes=tuple(problems), titre=titre)


def draw_receipt(
    rules: Rules, sheets: Sequence[Justificatif], totaux: Totaux, day: date, *, details: bool = False
) -> str:
    """The receipt of a result for paper, a page for each establishment; its details after it, if they are asked for."""
    values = {"feuilles": sheets, "totaux": totaux, "jour": day, "details": details}
    return draw(rules, "receipt/receipt.html", "/", **values)


def announce(result: Result | DossierResult) -> str:
    """The one sentence that says a result aloud."""
    totals, results = result.totaux, establishments(result)
    several = f" du dossier, {len(results)} établissements" if len(results) > 1 else ""
    if not any(item.candidatures for item in results):
        about = (
            f"Dossier de {len(results)} établissements" if several else f"Catégorie {results[0].categorie}"
        )
        return f"{about}. Choisissez un domaine pour connaître son forfait."
    return (
        f"{total_sentence(results)} ; forfait demandé{several} {format_euros(totals.forfait)}, "
        f"dont avance {format_euros(totals.avance)} et solde {format_euros(totals.solde)}{_refused(results)}."
    )


def to_paste(result: Result | DossierResult) -> str:
    """The sentence that a mail puts before the link of a result; empty while no amount was asked."""
    results = establishments(result)
    if not any(item.candidatures for item in results):
        return ""
    name = results[0].situation.etablissement.nom if len(results) == 1 else None
    said = announce(result)
    said = said if said[1].isupper() else said[0].lower() + said[1:]  # « DS 1 » keeps its letters
    return french(f"Simulation SUN-ES non officielle{f', {name}' if name else ''} : {said}")


def _refused(results: Sequence[Result]) -> str:
    """Of the sentence of a result, the candidatures that its total leaves out."""
    number = len(tuple(left_out(results)))
    if number == 0:
        return ""
    return f", {number} candidature{'s non éligibles exclues' if number > 1 else ' non éligible exclue'}"
