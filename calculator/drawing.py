"""The HTML fragments of a result, drawn by the same templates when the site is built and in the browser."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from calculator import explanation, templating
from calculator.addresses import address, label, slug
from calculator.checklist import ETATS, by_domain, counted, verdicts
from calculator.dossier_totals import sums
from calculator.eligibility import VERDICTS
from calculator.forfait import rounded_like_the_example
from calculator.other_rules import Comparaison
from calculator.problems import Problem
from calculator.quantities import (
    format_date,
    format_euros,
    format_number,
    format_points,
    format_rate,
    round_half_up,
)
from calculator.reading import write_decimal
from calculator.receipt import Justificatif
from calculator.rules import Rules, Statut
from calculator.simulation import DossierResult, Possibilite, Result, Totaux, establishments, named
from calculator.total import left_out, rounded_total, total_steps
from calculator.wording import french, period, short_period


def draw_result(
    rules: Rules,
    result: Result | DossierResult,
    root: str = "/",
    fragment: str = "",
    known: Collection[str] | None = None,
) -> str:
    """The result of a simulation. ``root`` is the address of the site's root seen from the page.

    For a page that keeps the parts of a drawing, by the name in their ``data-partie``: those that it knows already
    come empty, and so do the second and later copies of any.
    """
    values = {"results": establishments(result), "totaux": result.totaux, "fragment": fragment}
    if known is not None:
        values["une_fois"] = _sparing(rules, root, set(known))
    return draw(rules, "resultat.html", root, **values)


def draw_problems(
    rules: Rules, problems: Iterable[tuple[Problem, str | None]], root: str = "/", titre: str = ""
) -> str:
    """The summary of what is wrong with an input, each problem with the field that it concerns."""
    return draw(rules, "problemes.html", root, problemes=tuple(problems), titre=titre)


def draw_comparison(rules: Rules, found: Comparaison, root: str = "/") -> str:
    """What a situation was under the rules of its link."""
    return draw(rules, "autres_regles.html", root, comparaison=found)


def draw_receipt(rules: Rules, sheets: Sequence[Justificatif], totaux: Totaux, day: date) -> str:
    """The receipt of a result for paper, a sheet for each establishment."""
    return draw(rules, "justificatif.html", "/", feuilles=sheets, totaux=totaux, jour=day)


@functools.cache
def draw_mark(statut: Statut) -> str:
    """The mark of a fact, a reading or an open question, which the templates draw with the same macro."""
    source = '{% from "marques.html" import marque %}{{ marque(statut) }}'
    return environment().from_string(source).render(statut=statut)


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
        f"Forfait total{several} : {format_euros(totals.forfait)}, "
        f"dont avance {format_euros(totals.avance)} et solde {format_euros(totals.solde)}{_refused(results)}."
    )


def _refused(results: Sequence[Result]) -> str:
    """Of the sentence of a result, the candidatures that its total leaves out."""
    number = len(tuple(left_out(results)))
    if number == 0:
        return ""
    return f", {number} candidature{'s non éligibles exclues' if number > 1 else ' non éligible exclue'}"


def draw(rules: Rules, name: str, root: str, **values: object) -> str:
    """One of the templates, with what they all share and its own values."""
    template = environment().get_template(name)
    return french(template.render(_shared(rules, root) | values))


@functools.lru_cache(maxsize=8)
def _shared(rules: Rules, root: str) -> dict[str, object]:
    """What the templates share in a page; ``une_fois`` draws a part that ``_part`` keeps."""
    part = _part(rules, root)
    return _said(rules, root) | {
        "racine": root,
        "arrondi_exemple": functools.partial(rounded_like_the_example, rules),
        "arrondi_total": functools.partial(rounded_total, rules),
        "une_fois": lambda name, **values: part(name, **values).whole,
    }


def _said(rules: Rules, root: str) -> dict[str, object]:
    """What whatever is drawn of the rules needs: they, the pages that say them, the names of the steps."""
    return {
        "rules": rules,
        "lien": functools.partial(_lien, rules, root),
        "libelle": functools.partial(explanation.libelle, rules),
    }


class Part(NamedTuple):
    """A part of a drawing that depends on nothing but the values it is given, named after what it says."""

    name: str
    whole: Markup
    empty: Markup


@functools.lru_cache(maxsize=8)
def _part(rules: Rules, root: str) -> Callable[..., Part]:
    """How a page draws its parts: the same whatever else is typed, each is drawn once.

    A template of a part has one element, with a bare ``data-partie``.
    """
    said = _said(rules, root)

    @functools.lru_cache(maxsize=512)
    def part(name: str, **values: Hashable) -> Part:
        drawn = french(environment().get_template(name).render(said | values).strip())
        name = hashlib.sha256(drawn.encode()).hexdigest()[:12]
        opening, rest = drawn.replace("data-partie", f'data-partie="{name}"', 1).split(">", 1)
        closing = rest[rest.rindex("</") :]
        return Part(name, Markup(f"{opening}>{rest}"), Markup(f"{opening}>{closing}"))

    return part


def _sparing(rules: Rules, root: str, known: set[str]) -> Callable[..., Markup]:
    part = _part(rules, root)

    def once(name: str, **values: Hashable) -> Markup:
        found = part(name, **values)
        if found.name in known:
            return found.empty
        known.add(found.name)
        return found.whole

    return once


def _lien(rules: Rules, root: str, identifier: str) -> str:
    return root + _page(rules, identifier).removeprefix("/")


def _page(rules: Rules, identifier: str) -> str:
    return f"/sources/#{identifier.lower()}" if identifier in rules.textes else address(identifier)


@functools.cache
def environment() -> Environment:
    """The templates with the words that they use."""
    found = Environment(
        loader=templating.loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "euros": format_euros,
        "kilo_euros": explanation.in_kilo_euros,
        "taux": format_rate,
        "ecart": format_points,
        "ecart_euros": _gap,
        "activite": lambda hundredths: format_number(Fraction(hundredths, 100)),
        "centiemes": _hundredths,
        "nombre": format_number,
        "date": format_date,
        "periode": period,
        "periode_courte": short_period,
        "etiquette": label,
        "ancre": slug,
        "montre": explanation.shown,
        "calcul": explanation.calcul,
        "phrase": lambda text: text[:1].upper() + text[1:],
        "groupby_pair": _by_domain,
        "points": by_domain,
        "verdicts": verdicts,
        "compte": counted,
        "nommes": named,
        "sommes": sums,
        "exclus": left_out,
        "etapes_du_total": total_steps,
    }
    found.globals |= {"ETATS": ETATS, "VERDICTS": VERDICTS}
    return found


def _gap(cents: int) -> str:
    """A difference with its sign: « +261,88 € », « −0,01 € », « 0,00 € »."""
    return ("+" if cents > 0 else "") + format_euros(cents)


def _hundredths(rate: Fraction) -> str:
    """A rate as a length over 100, for a drawing: « 48.96 »."""
    return write_decimal(Fraction(round_half_up(rate * 10_000), 100))


def _by_domain(items: Iterable[Possibilite]) -> list[tuple[tuple[str, bool], list[Possibilite]]]:
    """What each domain would give, with and without its bonus, window after window."""
    found: dict[tuple[str, bool], list[Possibilite]] = {}
    for item in items:
        found.setdefault((item.domaine, item.cro), []).append(item)
    return list(found.items())
