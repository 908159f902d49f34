"""What the search looks through: each section in plain sentences, each question, each word of the glossary.

The theme fetches its own index with every page: it is left empty. The sections stand apart, for the thread that
searches from the first letter typed (``docs/assets/javascripts/search``). The words under which people look for a
rule or a page are data: ``search.yaml``, beside this file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict

from calculator.rules.yaml_text import parse
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.made import ContentError
from overrides.hooks.outputs.passages import passages

WORDS = Path(__file__).with_suffix(".yaml")
SECTIONS = "sections.json"

NOISE = ("simulateur/#",)
"""Sections that only repeat in figures what the pages say in words."""
ENTRIES = ("faq/#", "glossaire/#")
"""Sections that are replaced by what they hold, entry by entry."""
TOOLS = ("simulateur/", "lots/")
"""Pages of fields: their words are those of everything, they are found by their title and their keys."""

WEIGHTS = {
    "nouveautes/": 0.2,
    "performances/": 0.3,
    "heberger/": 0.5,
    "integrer/": 0.6,
    "mentions-legales/": 0.6,
    "ce-qui-a-change/": 0.7,
    "lectures/l": 0.6,
    "glossaire/#": 0.7,
    "comprendre/sun-es-et-sons/": 0.6,
    "sources/": 0.7,
}
"""What a section is worth beside another that has the same words, by the beginning of its address."""
HEAD = 1.6
"""What the head of a page is worth beside its sections: a page is what one looks for first."""


class Section(TypedDict, total=False):
    """A section of the site, as the thread that searches reads it."""

    location: str
    title: str
    page: str
    text: str
    cles: str
    poids: float


def apply(site: Path, book: Book, pages: Iterable[str]) -> None:
    """Write the sections of these pages of a built site for its search."""
    file = site / "search" / "search_index.json"
    index = json.loads(file.read_text(encoding="utf-8"))
    found = list(sections(site, pages, book))
    for name, content in ((SECTIONS, found), (file.name, index | {"docs": []})):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        file.with_name(name).write_text(text, encoding="utf-8")


def sections(site: Path, pages: Iterable[str], book: Book) -> Iterator[Section]:
    """Each passage of the pages with its words, then each question and each word of the glossary."""
    keys = _keys(book)
    for page in pages:
        for passage in passages((site / page / "index.html").read_text(encoding="utf-8")):
            address = f"{page}#{passage.anchor}" if passage.anchor else page
            head = address == page
            if head:
                name = passage.title
            if address.startswith((*NOISE, *ENTRIES)):
                continue
            text = "" if head and (f"{address}#" in ENTRIES or address in TOOLS) else passage.text
            section: Section = {"location": address, "title": passage.title, "page": name, "text": text}
            yield _weighed(section, keys.pop(address, ""), HEAD if head else 1.0)
    for entry in (*_questions(book), *_words(book)):
        yield _weighed(entry, keys.pop(entry["location"], ""), 1.0)
    if keys:
        raise ContentError(f"La recherche mène à des adresses absentes : {', '.join(map(repr, keys))}.")


def _weighed(section: Section, keys: str, weight: float) -> Section:
    weight *= next((value for start, value in WEIGHTS.items() if section["location"].startswith(start)), 1.0)
    if keys:
        section["cles"] = keys
    if weight != 1.0:
        section["poids"] = round(weight, 2)
    return section


def _questions(book: Book) -> Iterator[Section]:
    for name, item in book.rules.faq.items():
        yield {
            "location": f"faq/#{name}",
            "title": item.question,
            "page": "Questions fréquentes",
            "text": item.reponse,
        }


def _words(book: Book) -> Iterator[Section]:
    for name, item in book.rules.glossaire.items():
        whole = f"{item.developpe}. " if item.developpe else ""
        yield {
            "location": f"glossaire/#{name}",
            "title": item.terme,
            "page": "Glossaire",
            "text": f"{whole}{item.definition}",
            "cles": " ".join((item.developpe or "", *item.formes)),
        }


def _keys(book: Book) -> dict[str, str]:
    """By address, the words that lead there: the identifiers, then those of ``search.yaml``."""
    found: dict[str, list[str]] = {}
    for name, address in book.addresses.items():
        if re.fullmatch(r"(PS|DS|F)[0-9.]+|L[0-9]+", name):
            found.setdefault(address, []).append(name)
    tree, _, problems = parse(WORDS.read_text(encoding="utf-8"), WORDS.name)
    if problems or tree.keys() != {"mots"}:
        raise ContentError(f"{WORDS.name} est à corriger :\n" + "\n".join(map(str, problems)))
    for name, words in tree["mots"].items():
        if not name.startswith("/") and name not in book.addresses:
            raise ContentError(f"{WORDS.name} : « {name} » n’est ni un identifiant ni une adresse.")
        found.setdefault(book.addresses.get(name, name), []).append(words)
    return {address.removeprefix("/"): ", ".join(words) for address, words in found.items()}
