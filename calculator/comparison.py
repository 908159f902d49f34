"""What changed between two published versions of the rules, value by value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from calculator.problems import Path, show_path

IGNORED = ("empreinte", "version")


class Difference(NamedTuple):
    """A value that one version has otherwise than the other; ``None`` where it has none."""

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
    """Compare two ``regles.json``, leaf by leaf, in the order of the newer one."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    return [
        Difference(path, old.get(path), new.get(path))
        for path in {**new, **old}
        if old.get(path) != new.get(path)
    ]


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if path or key not in IGNORED:
                yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    else:
        yield show_path(path), str(value)
