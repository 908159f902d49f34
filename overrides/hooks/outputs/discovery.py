"""What search engines read in a page: schema.org data that no browser runs.

A page says where it stands; the questions, the glossary and the data say what they hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from overrides.hooks.gathering.book import Book

type Thing = dict[str, Any]

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


def blocks(page: Page | None, config: MkDocsConfig, book: Book) -> Iterator[str]:
    """The JSON-LD of a page, ready to stand in a ``<script>``."""
    if page is None or page.meta.get("redirection"):
        return
    for thing in _things(page, config, book):
        text = json.dumps({"@context": "https://schema.org"} | thing, ensure_ascii=False)
        yield text.replace("<", "\\u003c")


def _things(page: Page, config: MkDocsConfig, book: Book) -> Iterator[Thing]:
    if page.is_homepage:
        yield _site(page, config)
    elif trail := list(_trail(page, config)):
        items = [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(trail, 1)
        ]
        yield {"@type": "BreadcrumbList", "itemListElement": items}
    if told := HELD.get(page.url):
        common = {"name": page.title, "url": _address(page.url, page, config), "inLanguage": "fr"}
        yield common | told(page, config, book)


def _address(where: str, page: Page, config: MkDocsConfig) -> str:
    """A place of the site: its whole address, or, where the site was not told its own, the way there from the page."""
    return f"{config.site_url}{where}" if config.site_url else get_relative_url(where, page.url)


def _site(page: Page, config: MkDocsConfig) -> Thing:
    return {
        "@type": "WebSite",
        "name": config.site_name,
        "description": config.site_description,
        "url": _address("", page, config),
        "inLanguage": "fr",
    }


def _trail(page: Page, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """The way from the home page, as names and addresses; a part without a page is left out."""
    yield "Accueil", _address("", page, config)
    for part in reversed(list(page.ancestors)):
        first = part.children[0] if isinstance(part, Section) and part.children else part
        if isinstance(first, Page) and first is not page and (first.is_index or first is part):
            yield str(part.title), _address(first.url, page, config)
    yield str(page.title), _address(page.url, page, config)


def _questions(page: Page, config: MkDocsConfig, book: Book) -> Thing:
    questions = [
        {
            "@type": "Question",
            "name": item.question,
            "url": _address(f"{page.url}#{name}", page, config),
            "acceptedAnswer": {"@type": "Answer", "text": item.reponse},
        }
        for name, item in book.rules.faq.items()
    ]
    return {"@type": "FAQPage", "mainEntity": questions}


def _words(page: Page, config: MkDocsConfig, book: Book) -> Thing:
    words = [
        {
            "@type": "DefinedTerm",
            "name": term.terme,
            **({"alternateName": term.developpe} if term.developpe else {}),
            "description": term.definition,
            "url": _address(f"{page.url}#{name}", page, config),
        }
        for name, term in book.rules.glossaire.items()
    ]
    return {"@type": "DefinedTermSet", "hasDefinedTerm": words}


def _dataset(page: Page, config: MkDocsConfig, book: Book) -> Thing:
    rules = book.rules
    documents = {"regles": "Les règles", "exemples": "Les cas vérifiés", "liens": "Les adresses"}
    return {
        "@type": "Dataset",
        "name": f"Les règles du programme {rules.programme.sigle}, chaque valeur avec sa source",
        "description": page.meta["description"],
        "version": rules.version,
        "dateModified": rules.publiee_le and rules.publiee_le.isoformat(),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": "application/json",
                "contentUrl": _address(f"api/{file}.json", page, config),
            }
            for file, name in documents.items()
        ],
    }


HELD: Mapping[str, Callable[[Page, MkDocsConfig, Book], Thing]] = {
    "faq/": _questions,
    "glossaire/": _words,
    "donnees/": _dataset,
}
"""The pages that hold something search engines have a name for."""
