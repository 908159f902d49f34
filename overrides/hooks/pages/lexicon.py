"""The words of the glossary, told where a page first uses them: a link to the entry, which says it on hover too.

A word is told once a page, in running text alone: titles, links, buttons, quotations and official labels
stay as they are. A keyboard or a finger follows the link, so that nothing depends on hovering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape

from calculator.rules.context import Terme
from overrides.hooks.gathering.addresses import relative
from overrides.hooks.gathering.book import Book

SKIPPED = ("sun-es",)
"""Words that the whole site is about."""
OTHERS = ("d’avance", "par avance", "en avance")
"""Turns of phrase in which a word of the glossary has its ordinary meaning."""
PAGES = ("glossaire/", "nouveautes/", "404.html")
"""Pages that are left alone."""
ELEMENTS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "button",
        "caption",
        "code",
        "dt",
        "figcaption",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "kbd",
        "label",
        "legend",
        "nav",
        "option",
        "pre",
        "q",
        "script",
        "select",
        "style",
        "summary",
        "svg",
        "textarea",
        "th",
    ]
)
CLASSES = frozenset({"sunes-accueil", "sunes-apercu", "sunes-marque", "sunes-reponse", "sunes-simulateur"})
"""Where nothing is told: elements, then those of a class, then those that the search leaves out."""
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)

_PIECE = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>""", re.DOTALL)
_CLASS = re.compile(r"""\bclass=["']([^"']*)["']""")


def told(html: str, url: str, book: Book) -> str:
    """The HTML of a page with its first use of each word of the glossary linked to its entry."""
    if url in PAGES:
        return html
    page = f"/{url}"
    known = {
        name: term
        for name, term in book.rules.glossaire.items()
        if name not in SKIPPED and page not in [book.addresses.get(other) for other in term.voir[:1]]
    }
    forms = _forms(tuple(known), book)
    pattern = _pattern(tuple(forms))
    left = set(known)

    def tell(match: re.Match[str]) -> str:
        name = forms.get(_key(match[0]))
        if name not in left or name is None:
            return match[0]
        left.remove(name)
        link, said = relative(f"/glossaire/#{name}", page), escape(_said(known[name]))
        return f'<a class="sunes-mot" href="{link}"><abbr title="{said}">{match[0]}</abbr></a>'

    return "".join(pattern.sub(tell, text) if speaks else text for text, speaks in _pieces(html))


def _pieces(html: str) -> Iterator[tuple[str, bool]]:
    """The page cut into tags and texts; a text in which words may be told comes with true."""
    around: list[tuple[str, bool]] = []
    end = 0
    for tag in _PIECE.finditer(html):
        yield html[end : tag.start()], not (around and around[-1][1])
        yield tag[0], False
        end = tag.end()
        name = (tag[2] or "").lower()
        if not name or name in VOID or tag[3].endswith("/"):
            continue
        if not tag[1]:
            around.append((name, bool(around and around[-1][1]) or _is_silent(name, tag[3])))
        elif name in (opened for opened, _ in around):
            while around.pop()[0] != name:
                pass
    yield html[end:], not (around and around[-1][1])


def _is_silent(name: str, attributes: str) -> bool:
    classes = _CLASS.search(attributes)
    return (
        name in ELEMENTS
        or "data-search-exclude" in attributes
        or bool(classes and CLASSES.intersection(classes[1].split()))
    )


def _said(term: Terme) -> str:
    return f"{term.developpe}. {term.definition}" if term.developpe else term.definition


def _key(text: str) -> str:
    """A word as it is looked for: plain spaces, and small letters unless it is an acronym or a name."""
    text = re.sub(r"\s", " ", text)
    return text.lower() if text[1:] == text[1:].lower() else text


def _forms(names: tuple[str, ...], book: Book) -> Mapping[str, str]:
    """Each spelling with the word it stands for; a plural goes with its singular."""
    found: dict[str, str] = {}
    for name in names:
        term = book.rules.glossaire[name]
        for form in (term.terme, *term.formes):
            for spelling in (form, f"{form}s"):
                found.setdefault(_key(spelling), name)
    return found


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the spellings, the longest first, alone: « DMP », and not « DMP-compatible »."""
    spellings = (
        _either_case(form[0]) + r"\s".join(re.escape(word) for word in form[1:].split(" "))
        for form in sorted((*forms, *OTHERS), key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(spellings)})(?![\w-])")


def _either_case(letter: str) -> str:
    return f"[{letter}{letter.upper()}]" if letter.islower() else re.escape(letter)
