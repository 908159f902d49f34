"""What each text gave: every declared source, with the value it stands on and where the site shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.exact.formats import SPACE, format_date, format_number, format_rate
from calculator.exact.problems import Path
from calculator.rules.coherence.walking import walk
from calculator.rules.model import (
    Bareme,
    BonusCro,
    Budget,
    Categorie,
    Cibles,
    Enveloppes,
    ExceptionPrerequis,
    Experimentation,
    Fait,
    Lecture,
    Parts,
    Periode,
    PiloteMes,
    Poids,
    Rules,
    Source,
    Sourced,
    Versements,
)
from calculator.words.typography import period
from overrides.hooks.gathering.addresses import SECTIONS, place
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.words import REGIMES, amount, called, target

NAMES = {
    "programme": "Programme",
    "territoire": "Territoire",
    "enveloppes": "Enveloppes régionales",
    "experimentation": "Expérimentation",
    "pilote_mes": "Pilotes Mon espace santé",
    "activite": "Activité combinée",
    "bonus_cro": "Bonus CRO",
    "versements": "Avance et solde",
    "exemple": "Exemple de l’instruction",
    "contexte": "Contexte du programme",
    "sons": "SONS",
    "glossaire": "Glossaire",
    "faq": "Questions fréquentes",
    "cibles": "cibles",
    "mesure": "mesure",
    "candidature": "candidature",
    "instruction": "instruction",
    "parts": "part du forfait",
    "bareme": "barème",
    "exception": "exception",
    "budget": "budget",
}

CALLED = ("libelle", "nom", "terme", "question", "titre")
"""The names that a part of the rules may have."""

WORDS = ("sons", "contexte", "glossaire", "faq")
"""The sections whose keys are words, and no identifiers."""


@dataclass(frozen=True)
class Citation:
    """A source, what it supports in words, and the address where that stands."""

    libelle: str
    adresse: str
    valeur: str
    source: Source


def citations(book: Book) -> dict[str, list[Citation]]:
    """For each text, what is drawn from it: the rules in their order, then the readings."""
    found: dict[str, list[Citation]] = {key: [] for key in book.rules.textes}
    for path, node, sources in sorted(
        _declarations(book.rules), key=lambda part: isinstance(part[1], Lecture)
    ):
        name, where = _place(book, path, node)
        for source in sources:
            found[source.texte].append(Citation(name, where, value(node), source))
    return found


def _declarations(rules: Rules) -> Iterator[tuple[Path, object, tuple[Source, ...]]]:
    """Each part of the rules that declares its sources; those that inherit them hold the same tuple."""
    seen: set[int] = set()
    for path, node in walk(rules):
        sources: tuple[Source, ...] = ()
        if isinstance(node, Sourced):
            sources = node.sources
        elif isinstance(node, Lecture):
            sources = node.citations
        if sources and id(sources) not in seen:
            seen.add(id(sources))
            yield path, node, sources


def _place(book: Book, path: Path, node: object) -> tuple[str, str]:
    section, *rest = (str(key) for key in path)
    if rest and rest[0] in book.addresses and section not in WORDS:
        where, first = book.addresses[rest[0]], called(book.rules, rest.pop(0))
    else:
        where, first = place(path) or SECTIONS.get(section, "/sources/"), NAMES.get(section, "")
    words = [REGIMES.get(key, NAMES.get(key, "")) for key in rest]
    last = next((name for key in CALLED if (name := getattr(node, key, None))), None)
    if rest and last and not words[-1]:
        words[-1] = last
    elif rest and not words[-1] and not rest[-1].isdecimal():
        words[-1] = f"catégorie {rest[-1]}" if isinstance(node, Categorie) else rest[-1]
    said = [word for word in (first, " ".join(filter(None, words))) if word]
    return " · ".join(said) or section.capitalize(), where


def value(node: object) -> str:
    """The value of a part of the rules in a few words, where it has one."""
    match node:
        case Cibles(valeurs=values) | Parts(valeurs=values):
            return ", ".join(f"{window}{SPACE}: {target(item)}" for window, item in values.items())
        case Bareme(tranches=bands):
            return ", ".join(
                f"{name}{SPACE}: {amount(band.minimum)} à {amount(band.maximum)}"
                for name, band in bands.items()
            )
        case Categorie(minimum=low, maximum=high):
            return f"de {format_number(low)} à {format_number(high)}"
        case Periode():
            return period(node)
        case Budget(montant=cents) | Enveloppes(total=cents) | Experimentation(plafond=cents):
            return amount(cents)
        case BonusCro(taux=rate) | Versements(avance=rate) | PiloteMes(part=rate):
            return format_rate(rate)
        case Poids(poids=weight):
            return format_number(weight)
        case ExceptionPrerequis(realise_au_plus_tard=day):
            return f"au plus tard le {format_date(day)}"
        case Fait(texte=text):
            return text
    return ""
