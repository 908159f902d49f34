"""How anything is drawn: the templates, the words that they use, and the parts that are drawn once."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from calculator.drawing import templating
from calculator.engine.account import paid
from calculator.engine.checklist import ETATS, by_domain, counted, verdicts
from calculator.engine.eligibility import VERDICTS
from calculator.engine.forfait import rounded_like_the_example
from calculator.engine.results import Possibilite, Result, named
from calculator.engine.steps import Step
from calculator.engine.totals import left_out, rounded_total, sums, total_steps, without_amounts
from calculator.exact.formats import format_date, format_euros, format_number, format_points, format_rate
from calculator.exact.quantities import days_word
from calculator.exact.reading import write_decimal
from calculator.exact.rounding import round_half_up
from calculator.rules.addresses import address, label, slug
from calculator.rules.model import Portee, Rules, Statut
from calculator.words import explanation
from calculator.words.account import branch_sentence, sentence, total_sentence
from calculator.words.targets import UNNAMED
from calculator.words.typography import french, period, short_period


def draw(rules: Rules, name: str, root: str, **values: object) -> str:
    """One of the templates, with what they all share and its own values."""
    template = environment().get_template(name)
    return french(template.render(_shared(rules, root) | values))


@functools.cache
def draw_mark(statut: Statut) -> str:
    """The mark of a fact, a reading or an open question, which the templates draw with the same macro."""
    source = '{% from "shared/marks.html" import marque %}{{ marque(statut) }}'
    return environment().from_string(source).render(statut=statut)


@functools.cache
def draw_weight(portee: Portee) -> str:
    """The mark of what a text weighs: a rule that binds, an informative page, press."""
    source = '{% from "shared/marks.html" import portee %}{{ portee(sorte) }}'
    return environment().from_string(source).render(sorte=portee)


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


def sparing(rules: Rules, root: str, known: set[str]) -> Callable[..., Markup]:
    """Draws each part once for a page that has the parts ``known`` already: theirs come empty."""
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
        "journees": days_word,
        "date": format_date,
        "periode": period,
        "periode_courte": short_period,
        "etiquette": label,
        "ancre": slug,
        "calcul": _calcul,
        "hors": lambda steps, told: [step for step in steps if step not in told],
        "phrase": lambda text: text[:1].upper() + text[1:],
        "lower_first": lambda text: text[:1].lower() + text[1:],
        "est_juge": _is_judged,
        "verse": paid,
        "groupby_pair": _by_domain,
        "points": by_domain,
        "verdicts": verdicts,
        "compte": counted,
        "nommes": named,
        "sommes": sums,
        "exclus": left_out,
        "sans_montants": without_amounts,
        "phrase_du_compte": sentence,
        "phrase_de_branche": branch_sentence,
        "phrase_du_total": total_sentence,
        "etapes_du_total": total_steps,
    }
    found.globals |= {"ETATS": ETATS, "VERDICTS": VERDICTS, "CIBLE_SANS_NOM": UNNAMED}
    return found


def _calcul(step: Step) -> Markup:
    """How a value comes, and the value."""
    said, value = explanation.calcul(step)
    return Markup(f"{escape(said)}<strong>{escape(value)}</strong>")


def _is_judged(result: Result) -> bool:
    """Whether something is told of what became of a candidature: an outcome, a payment."""
    return any(
        item.compte.est_regle
        or item.candidature.avance_versee is not None
        or item.candidature.solde_verse is not None
        for item in result.candidatures
    )


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
