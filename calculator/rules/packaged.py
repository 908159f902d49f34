"""The rules that come with this distribution of the calculator."""

from __future__ import annotations

import functools
import pkgutil

from calculator.rules.model import Rules
from calculator.rules.publication import rules_from_text


@functools.cache
def packaged_rules() -> Rules:
    """The rules of ``regles.json`` in an installed wheel, of ``data/`` in a checkout."""
    try:
        published = pkgutil.get_data("calculator", "regles.json")
    except FileNotFoundError:
        from calculator.rules.loading import load_rules  # needs PyYAML, which the browser does not have

        return load_rules()
    assert published is not None, "a loader gives the files of its package, or says that there is none"
    return rules_from_text(published.decode())
