"""What changed between two versions of the rules, value by value.

Pure, on the published JSON: an older version is read even when its shape is no longer that of today.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

__all__ = ["Difference", "compare", "figures", "name_of", "same_words", "under"]

IGNORED = ("empreinte", "version", "publiee_le")
"""What names a version and always differs."""

NAMES = (("texte", "endroit"), ("code",), ("libelle",), ("domaine", "fenetre"), ("organisme",), ("semaine",))
"""What an item of a list is called, by the first of these that it has: a source by its text and place."""

COUNTED = (
    "activite",
    "categories",
    "volets",
    "domaines",
    "bonus_cro",
    "versements",
    "fenetres",
    "indicateurs",
    "experimentation",
    "pilote_mes",
)
"""The sections from which a result is computed."""

_FIGURE = re.compile(r"-?\d+(?:[/.]\d+)?|\d{4}-\d\d-\d\d|oui|non|[FV]\d|DS\d(?:\.\d)?")


class Difference(NamedTuple):
    """A value that one version has otherwise than the other; ``None`` where it has none.

    Values are texts: cents for an amount, ``9/10`` for a rate, ``2022-10-01`` for a day.
    """

    chemin: str
    avant: str | None
    apres: str | None

    def __str__(self) -> str:
        if self.avant is None:
            return f"+ {self.chemin} : {self.apres}"
        if self.apres is None:
            return f"- {self.chemin} : {self.avant}"
        return f"~ {self.chemin} : {self.avant} → {self.apres}"


def compare(before: Any, after: Any) -> list[Difference]:
    """Compare two ``regles.json``, leaf by leaf, in the order of the newer one.

    Items of a list are told by what they are called, so that one more is one difference.
    """
    old, new = dict(_leaves(before)), dict(_leaves(after))
    return [
        Difference(path, old.get(path), new.get(path))
        for path in {**new, **old}
        if old.get(path) != new.get(path)
    ]


def figures(differences: Iterable[Difference]) -> list[Difference]:
    """Those that may change a result: an amount, a rate, a target, a date, and what they apply to."""
    return [
        item
        for item in differences
        if re.split(r"[.\[]", item.chemin, maxsplit=1)[0] in COUNTED
        and ".sources[" not in item.chemin
        and all(_FIGURE.fullmatch(value) for value in (item.avant, item.apres) if value is not None)
    ]


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if path or key not in IGNORED:
                yield from _leaves(item, under(path, key))
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        seen: Counter[str] = Counter()
        for item in value:
            name = name_of(item)
            seen[name] += 1
            again = f" ({seen[name]})" if seen[name] > 1 else ""
            yield from _leaves(item, f"{path}[{name}{again}]")
    elif isinstance(value, list):
        yield path, ", ".join(map(_text, value))
    else:
        yield path, _text(value)


def under(path: str, key: str) -> str:
    """``cibles[I2023].valeurs[F2]``: a word of ours after a point, an identifier in brackets."""
    if not re.fullmatch(r"[a-z_0-9]+", key):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def name_of(item: Any) -> str:
    """What an item of a list is called, whichever apostrophe its text was typed with; empty without a name."""
    if isinstance(item, dict):
        for keys in NAMES:
            if all(key in item for key in keys):
                return ", ".join(_text(item[key]) for key in keys).replace("'", "’")
    return ""


def same_words(one: str, other: str) -> bool:
    """Whether two quotations are the same words, but for an apostrophe."""
    return one.replace("'", "’") == other.replace("'", "’")


def _text(value: Any) -> str:
    return {True: "oui", False: "non"}[value] if isinstance(value, bool) else str(value)
