"""The machine-readable files of the site, under ``/api/``."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence

from calculator.lot.writing.schema import lot_schema, model_csv, model_xlsx
from calculator.rules.publication import published_text
from calculator.rules.releases import REPOSITORY_RELEASES, release, released
from calculator.situation.schemas import rules_schema, situation_schema
from overrides.hooks.gathering import cases
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.made import Made
from overrides.hooks.outputs import api_schemas, openfisca
from overrides.hooks.outputs.publicodes import model, package
from overrides.hooks.workbook.xlsx import undated

KEPT = ("regles", "liens")
"""What the site publishes of each release."""


def files(book: Book, shown: Sequence[cases.Shown], site: str) -> Iterator[Made]:
    """One file per published document, then those of each release, as they are kept, and the model of a list.

    ``shown`` are the example cases, ``site`` is the address of the site.
    """
    documents = {
        "regles.json": published_text(book.rules),
        "regles.schema.json": _json(rules_schema()),
        "situation.schema.json": _json(situation_schema()),
        "liens.json": _json(dict(book.addresses)),
        "exemples.json": _json(cases.published(book.rules, shown)),
        "lot.schema.json": _json(lot_schema(book.rules)),
        "lot-modele.csv": model_csv(book.rules),
        "versions.json": _json(versions()),
        "liens.schema.json": _json(api_schemas.links()),
        "exemples.schema.json": _json(api_schemas.examples()),
        "versions.schema.json": _json(api_schemas.versions()),
    }
    for name, text in documents.items():
        yield Made(f"api/{name}", text)
    for version in released():
        for name in KEPT:
            kept = REPOSITORY_RELEASES / version / f"{name}.json"
            yield Made(f"api/{name}/{version}.json", kept)
    yield from _elsewhere(book, site)
    workbook = io.BytesIO()
    model_xlsx(book.rules, workbook)
    yield Made("api/lot-modele.xlsx", undated(workbook.getvalue()))


def _elsewhere(book: Book, site: str) -> Iterator[Made]:
    """The same rules for the tools of others: publicodes, as a model and as a package; OpenFisca."""
    rules = model.model(book, site)
    files = package.contents(book.rules, rules, package.checked_with())
    made: dict[str, str | bytes] = {
        "regles.publicodes.yaml": model.as_yaml(rules),
        "regles.publicodes.json": model.as_json(rules),
        package.FILE: package.packed(files, book.rules),
        openfisca.FILE: openfisca.archive(book, site),
    }
    for name, content in made.items():
        yield Made(f"api/{name}", content)


def versions() -> list[dict[str, str]]:
    """The released versions, the oldest first: their day, their fingerprint, their documents."""
    found = []
    for version in released():
        rules = release(version, "regles")
        named = {key: rules[key] for key in ("version", "publiee_le", "empreinte")}
        found.append(named | {name: f"/api/{name}/{version}.json" for name in KEPT})
    return found


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
