"""The machine-readable files of the site, under ``/api/``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from calculator.publication import published_text
from calculator.schemas import rules_schema, situation_schema
from overrides.hooks import cases
from overrides.hooks.book import Book


def files(book: Book, config: MkDocsConfig) -> Iterator[File]:
    """One file per published document."""
    documents = {
        "regles.json": published_text(book.rules),
        "regles.schema.json": _json(rules_schema()),
        "situation.schema.json": _json(situation_schema()),
        "liens.json": _json(dict(book.addresses)),
        "exemples.json": _json(cases.published(book.rules, cases.of(book, config))),
    }
    for name, text in documents.items():
        yield File.generated(config, f"api/{name}", content=text)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
