"""The rules that come with this distribution of the calculator."""

from __future__ import annotations

import functools
from pathlib import Path

from calculator.publication import rules_from_text
from calculator.rules import Rules

_PUBLISHED = Path(__file__).with_name("regles.json")


@functools.cache
def packaged_rules() -> Rules:
    """The rules of ``regles.json`` in an installed wheel, of ``data/`` in a checkout."""
    if _PUBLISHED.exists():
        return rules_from_text(_PUBLISHED.read_text(encoding="utf-8"))
    from calculator.yaml_source import load_rules  # needs PyYAML, which the browser does not have

    return load_rules()
