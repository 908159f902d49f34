"""The HTML fragments of a result, drawn by the same templates when the site is built and in the browser."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined

from calculator import explanation
from calculator.addresses import address, label, slug
from calculator.forfait import rounded_like_the_example
from calculator.problems import Problem
from calculator.quantities import format_date, format_euros, format_number, format_rate
from calculator.rules import Rules
from calculator.simulation import DossierResult, Result

TEMPLATES = Path(__file__).with_name("templates")


def draw_result(rules: Rules, result: Result | DossierResult, root: str = "/", fragment: str = "") -> str:
    """The result of a simulation. ``root`` is the address of the site's root seen from the page."""
    results = result.etablissements if isinstance(result, DossierResult) else (result,)
    return _draw(rules, "resultat.html", root, results=results, totaux=result.totaux, fragment=fragment)


def draw_problems(rules: Rules, problems: Iterable[tuple[Problem, str | None]], root: str = "/") -> str:
    """The summary of what is wrong with an input, each problem with the field that it concerns."""
    return _draw(rules, "problemes.html", root, problemes=tuple(problems))


def draw_form(rules: Rules, root: str = "/") -> str:
    """The form of the simulator, its choices filled from the rules."""
    return _draw(rules, "formulaire.html", root)


def announce(result: Result | DossierResult) -> str:
    """The one sentence that says a result aloud."""
    totals = result.totaux
    if not isinstance(result, DossierResult) and not result.candidatures:
        return f"Catégorie {result.categorie}. Choisissez un domaine pour connaître son forfait."
    return (
        f"Forfait total : {format_euros(totals.forfait)}, "
        f"dont avance {format_euros(totals.avance)} et solde {format_euros(totals.solde)}."
    )


def _draw(rules: Rules, name: str, root: str, **values: object) -> str:
    environment = _environment()
    helpers = {
        "libelle": functools.partial(explanation.libelle, rules),
        "arrondi_exemple": functools.partial(rounded_like_the_example, rules),
        "lien": lambda identifier: root + address(identifier).removeprefix("/"),
    }
    return environment.get_template(name).render(rules=rules, **helpers, **values)


@functools.cache
def _environment() -> Environment:
    # The templates are read once and kept: a frozen interpreter needs no file of theirs afterwards.
    sources = {file.name: file.read_text(encoding="utf-8") for file in sorted(TEMPLATES.glob("*.html"))}
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "euros": format_euros,
        "taux": format_rate,
        "nombre": format_number,
        "date": format_date,
        "etiquette": label,
        "ancre": slug,
        "montre": explanation.shown,
        "formule": explanation.formule,
        "phrase": lambda text: text[:1].upper() + text[1:],
        "groupby_pair": lambda items: [
            (pair, list(group)) for pair, group in groupby(items, key=lambda item: (item.domaine, item.cro))
        ],
    }
    return environment
