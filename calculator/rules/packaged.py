"""The rules that come with this distribution of the calculator."""

from __future__ import annotations

import functools
import pickle
import pkgutil
from contextlib import suppress
from pathlib import Path

from calculator.rules.model import Rules
from calculator.rules.publication import rules_from_text

PACKAGE = Path(__file__).parents[1]


def is_packaged() -> bool:
    """Whether this is an installed wheel, which carries its rules, rather than a checkout, which reads ``data/``."""
    return (PACKAGE / "regles.json").is_file()


@functools.cache
def packaged_rules() -> Rules:
    """The rules of ``regles.json`` in an installed wheel, of ``data/`` in a checkout.

    The library of the browser holds them as they were read when it was made: each first visit is spared that.
    """
    for read in (_as_read, _published):
        with suppress(OSError):  # not there: in an archive, that is not FileNotFoundError
            return read()
    from calculator.rules.loading import load_rules  # needs PyYAML, which the browser does not have

    return load_rules()


def _as_read() -> Rules:
    rules: Rules = pickle.loads(_file("regles.pickle"))
    return rules


def _published() -> Rules:
    return rules_from_text(packaged_text())


def packaged_text() -> str:
    """The ``regles.json`` of an installed wheel; ``FileNotFoundError`` in a checkout."""
    return _file("regles.json").decode()


def _file(name: str) -> bytes:
    content = pkgutil.get_data("calculator", name)
    assert content is not None, "a loader gives the files of its package, or says that there is none"
    return content
