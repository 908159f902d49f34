"""Every part of the rules with its path."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from calculator.exact.problems import Path


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every dataclass of a tree with its path, parents first."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield path, value
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
