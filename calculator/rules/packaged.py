"""The rules that come with this distribution of the calculator."""

from __future__ import annotations

import functools
import pkgutil
from pathlib import Path

from calculator.rules.model import Rules
from calculator.rules.publication import rules_from_text

PACKAGE = Path(__file__).parents[1]


def is_packaged() -> bool:
    """Whether this is an installed wheel, which carries its rules, rather than a checkout, which reads ``data/``."""
    return (PACKAGE / "regles.json").is_file()


@functools.cache
def packaged_rules() -> Rules:
    """The rules of ``regles.json`` in an installed wheel, of ``data/`` in a checkout."""
    try:
        return rules_from_text(packaged_text())
    except FileNotFoundError:
        from calculator.rules.loading import load_rules  # needs PyYAML, which the browser does not have

        return load_rules()


def packaged_text() -> str:
    """The ``regles.json`` of an installed wheel; ``FileNotFoundError`` in a checkout."""
    published = pkgutil.get_data("calculator", "regles.json")
    assert published is not None, "a loader gives the files of its package, or says that there is none"
    return published.decode()
