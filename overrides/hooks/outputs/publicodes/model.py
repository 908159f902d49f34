"""The whole model, in the order in which one reads it."""

from __future__ import annotations

import json

import yaml

from overrides.hooks.gathering.book import Book
from overrides.hooks.outputs.publicodes.account import account_rules
from overrides.hooks.outputs.publicodes.activity import activity_rules, category_rules
from overrides.hooks.outputs.publicodes.amounts import amount_rules
from overrides.hooks.outputs.publicodes.targets import target_rules, text_rules
from overrides.hooks.outputs.publicodes.windows import window_rules
from overrides.hooks.outputs.publicodes.writing import ROOT, Desk, Model


def model(book: Book, site: str) -> Model:
    """The rules of the programme for publicodes, by name; ``site`` is the address that references lead to."""
    desk = Desk(book.rules, book.addresses, site)
    programme = book.rules.programme
    found: Model = {
        ROOT: {
            "titre": f"{programme.sigle}, {programme.nom}",
            "description": f"Calcul non officiel, règles {book.edition}. Les instructions prévalent, l’ARS décide.",
            "références": desk.references(programme.sources),
        }
    }
    for rules in (
        text_rules,
        window_rules,
        activity_rules,
        category_rules,
        amount_rules,
        target_rules,
        account_rules,
    ):
        found |= rules(desk)
    return {name: {key: value for key, value in rule.items() if value != {}} for name, rule in found.items()}


def as_json(rules: Model) -> str:
    """The model as publicodes takes it: ``new Engine(…)``."""
    return json.dumps(rules, ensure_ascii=False, indent=2) + "\n"


def as_yaml(rules: Model) -> str:
    """The same, to be read and kept beside other models."""
    return yaml.safe_dump(rules, allow_unicode=True, sort_keys=False, width=10_000)
