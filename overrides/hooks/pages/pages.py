"""The pages made from the rules: which they are, in what order, drawn by which template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from calculator.drawing.canvas import draw_mark, draw_weight
from calculator.exact.formats import format_date, format_euros, format_number, format_rate
from calculator.words.typography import french, period
from overrides.hooks import charts
from overrides.hooks.gathering import cases, gather, words
from overrides.hooks.gathering.addresses import FOLDERS, anchor, relative, source_file
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.effects import effects
from overrides.hooks.gathering.made import Made
from overrides.hooks.gathering.related import related
from overrides.hooks.pages import example, guide, mini
from overrides.hooks.pages.citations import citations, value

TEMPLATES = Path(__file__).resolve().parents[2] / "pages"

FILTERS: Mapping[str, Callable[..., Any]] = {
    "euros": format_euros,
    "montant": words.amount,
    "taux": format_rate,
    "nombre": format_number,
    "date": format_date,
    "periode": period,
    "cible": words.target,
    "nom": words.label,
    "simple": words.plain,
    "guillemets": words.quoted,
    "ancre": anchor,
    "liste": words.joined,
}

TITLES = {
    "prerequis": "Prérequis",
    "indicateurs": "Indicateurs et cibles",
    "domaines": "Domaines et forfaits",
    "fenetres": "Fenêtres de financement",
}


@dataclass(frozen=True)
class Page:
    """A page to draw: its address, its template, its title, what the template is told, whether the menu names it."""

    address: str
    template: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    in_menu: bool = True


def pages(book: Book) -> Iterator[Page]:
    """Every generated page, each index before its pages."""
    rules = book.rules
    for folder in FOLDERS:
        yield Page(f"/{folder}/", f"{folder}_index.md", TITLES[folder])
        for identifier, item in getattr(rules, folder).items():
            name = getattr(item, "court", None)
            title = f"{words.label(identifier)} · {name}" if name else f"{item.libelle} ({identifier})"
            told = {
                "id": identifier,
                "item": item,
                "lectures": gather.readings(rules, identifier, item),
                "liees": related(rules, identifier, item),
                "essai": example.prefilled(rules, identifier, item),
            }
            yield Page(book.addresses[identifier], f"{folder}.md", title, told)
    yield Page("/calcul/", "calcul.md", "Le calcul du forfait")
    yield Page("/eligibilite/", "eligibilite.md", "Les conditions d’éligibilité")
    yield Page("/lectures/", "lectures.md", "Lectures et questions ouvertes")
    yield from _readings(book)
    yield Page("/sources/", "sources.md", "Textes et sources", {"citations": citations(book)})
    for plan in guide.plans(book):
        yield Page(*plan)


def _readings(book: Book) -> Iterator[Page]:
    """A page for each reading: it is cited, printed and attached alone."""
    in_euros = effects(book.rules)
    for number, reading in book.rules.lectures.items():
        told = {"id": number, "lecture": reading, "effet": in_euros.get(number)}
        yield Page(
            book.addresses[number], "lecture.md", f"{number} · {reading.question}", told, in_menu=False
        )


def files(book: Book, shown: Sequence[cases.Shown], site: str, python: str) -> Iterator[Made]:
    """The Markdown of every generated page.

    ``shown`` are the example cases, ``site`` is the address of the site, ``python`` the folder of the browser's Python.
    """
    templates = environment()
    for page in pages(book):
        root = relative("/", page.address)
        text = templates.get_template(page.template).render(
            page.values,
            title=page.title,
            adresse=(site or "/") + page.address.removeprefix("/"),
            book=book,
            rules=book.rules,
            gather=gather,
            charts=charts,
            words=words,
            value=value,
            href=partial(_href, book, page.address),
            cas=partial(_cases, shown),
            exemple=partial(example.draw_example, book.rules, root),
            exemple_domaine=partial(example.draw_domain_example, book.rules, root),
            lien_exemple=partial(example.example_fragment, book.rules),
            montants=partial(example.amounts, book.rules),
            calculette=partial(mini.draw_calculator, book.rules, root, relative(f"/{python}", page.address)),
        )
        yield Made(source_file(page.address), french(text), page.in_menu)


def environment() -> Environment:
    """The templates of the pages; a name that nobody gave stops the build."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",  # Markdown writes an anchor as {#anchor}
        comment_end_string="##}",
    )
    made.filters.update(FILTERS)
    made.globals["dessine_marque"] = lambda statut: Markup(draw_mark(statut))
    made.globals["dessine_portee"] = lambda portee: Markup(draw_weight(portee))
    return made


def _href(book: Book, page: str, identifier: str) -> str:
    """A link from a page to the page of an identifier, or to an address of the site."""
    target = identifier if identifier.startswith("/") else book.addresses[identifier]
    return relative(target, page)


def _cases(shown: Sequence[cases.Shown], *identifiers: str) -> list[cases.Shown]:
    return cases.proving(shown, identifiers)
