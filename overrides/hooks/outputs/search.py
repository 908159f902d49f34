"""The search finds a word with or without its accents, an identifier however it is spaced.

Material's worker compares words as they are written, and indexes whatever fields its index names.
Beside the title and the text of each section, which are shown, it is given three that are not: the
words whose folded form differs (« prerequis », « sejour »), those of the titles apart since they
weigh more, and the keys of a page: its identifier and the words under which people look for it.

The theme fetches its index with every page: the sections stand apart, for whoever searches (lazy_search.js).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.words import fold

FIELDS = {"titre_plie": 1e3, "texte_plie": 1.0, "cles": 1e6}
"""The fields added, and what a match is worth; Material gives 1 000 to a title and 1 to a text."""

FIRST = 1.07
"""What a domain or a window is worth beside the indicators whose names begin like its own."""

SOUGHT = {
    "programme": "SUN-ES Ségur",
    "prerequis": "prérequis",
    "indicateurs": "indicateurs cibles",
    "domaines": "domaines",
    "fenetres": "fenêtres dates",
    "lectures": "lectures interprétations",
    "textes": "textes instruction",
    "activite": "activité poids journées",
    "categories": "catégories",
    "versements": "avance solde versement paiement",
    "bonus_cro": "bonus",
    "enveloppes": "enveloppes régions",
    "acteurs": "acteurs contact",
    "DS2": "biologie laboratoire",
    "DS3": "imagerie radiologie",
    "DS4": "messagerie MSS",
    "DS1.1": "lettre liaison LDL",
    "DS1.2": "ordonnance",
    "DS1.3": "opératoire CRO",
    "DS1.4": "ancien séjour document antérieur déjà venu",
    "PS1.1": "identitovigilance CIV",
    "PS2.2": "audit",
    "sons": "SONS éditeur logiciel",
    "glossaire": "glossaire sigle définition",
    "faq": "faq question questions",
    "/calendrier/": "calendrier agenda échéance",
    "/simulateur/": "simulateur simuler calculer",
    "/donnees/": "données api json",
}
"""What people type, by the part of the rules, or the page, that they expect first."""

PAGES = {"/lots/": "lot lots liste tableur Excel CSV XLSX contrôler ARS"}
"""The same for a page that is about no part of the rules."""

KINDS = {
    ("F", True): "fenêtre",
    ("DS", True): "domaine",
    ("DS", False): "indicateur",
    ("PS", False): "prérequis",
}
"""What an identifier is called in a sentence: the first part of its name, and whether it has no point."""

NOISE = ("simulateur/#",)
"""Sections that only repeat in figures what the pages say in words."""

SECTIONS = "sections.json"

_TAG = re.compile(r"<[^>]*>")


def apply(site: Path, book: Book) -> None:
    """Add the fields to the search index of a built site."""
    file = site / "search" / "search_index.json"
    index = json.loads(file.read_text(encoding="utf-8"))
    words = re.compile(index["config"]["separator"])
    keys: dict[str, list[str]] = {}
    for address, found in _keys(book):
        keys.setdefault(address.removeprefix("/"), []).extend(found)
    index["config"]["fields"] |= {name: {"boost": boost} for name, boost in FIELDS.items()}
    index["docs"] = [doc for doc in index["docs"] if not doc["location"].startswith(NOISE)]
    first = {book.addresses[name].removeprefix("/") for name in (*book.rules.domaines, *book.rules.fenetres)}
    for doc in index["docs"]:
        doc |= _fields(doc, words, keys.pop(doc["location"], []))
        if doc["location"] in first:
            doc["boost"] = FIRST
    if keys:
        raise PluginError(f"La recherche mène à des adresses absentes : {', '.join(keys)}.")
    for name, content in ((SECTIONS, index["docs"]), (file.name, index | {"docs": []})):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        file.with_name(name).write_text(text, encoding="utf-8")


def _fields(doc: Mapping[str, Any], words: re.Pattern[str], keys: list[str]) -> dict[str, str]:
    title, text = (set(words.split(_plain(doc[name]))) for name in ("title", "text"))
    plural = {f"{word}s" for word in title if len(word) > 3 and word.isalpha() and word[-1] not in "sx"}
    short = {f"l{word[1:].lstrip('0')}" for word in title if re.fullmatch(r"L0[0-9]", word)}
    found: dict[str, Iterable[str]] = {
        "titre_plie": {fold(word) for word in title | plural | short} - {word.lower() for word in title},
        "texte_plie": {fold(word) for word in text} - {word.lower() for word in text},
        "cles": keys,
    }
    return {name: " ".join(sorted(value)) for name, value in found.items() if value}


def _keys(book: Book) -> Iterator[tuple[str, list[str]]]:
    """The address of each thing that has a name of its own, and the words that lead to it.

    A word said three times weighs more than one said once: « DS1 » is first the domain, then its
    indicators, whose names begin alike; « prerequis » is first the page of them all.
    """
    for name, address in book.addresses.items():
        if match := re.fullmatch(r"(PS|DS|F)([0-9.]+)", name):
            kind, number = match.groups()
            whole = "." not in name
            yield address, [name.lower(), number] * (3 if whole else 1) + [*_forms(KINDS[kind, whole])]
    for address, text in PAGES.items():
        yield address, [form for word in text.split() for form in _forms(word)]
    for name, text in SOUGHT.items():
        for word in text.split():
            yield book.addresses.get(name, name), list(_forms(word)) * (3 if word in KINDS.values() else 1)


def _forms(word: str) -> set[str]:
    return {word.lower(), fold(word)}


def _plain(markup: str) -> str:
    return unescape(_TAG.sub(" ", markup))
