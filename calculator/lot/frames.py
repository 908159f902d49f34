"""The tables of a data library: read as columns, given back with the computed ones. None is a dependency.

A table of pandas or of polars comes back as one; any other that gives an Arrow stream, or speaks the
interchange protocol, is read by the one of the two that is installed, and comes back as its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Literal, NamedTuple, Protocol

from calculator.lot.reading.records import TableError

type Type = Literal["entier", "booleen", "texte"]

NO_TABLE = (
    "cet objet n’est pas une table que l’on sache lire : donnez une table de pandas ou de polars, ou, avec l’un "
    "des deux installé, une table Arrow."
)


class Column(NamedTuple):
    """A column to add or to put in place of another; ``None`` where there is nothing."""

    nom: str
    type: Type
    valeurs: Sequence[Any]


class Frame(Protocol):
    """A table under the hand: its titles, its columns as values of Python, and how another is made of it."""

    @property
    def titles(self) -> list[str]: ...

    def values(self, position: int) -> list[Any]: ...

    def extended(self, kept: Mapping[int, str], columns: Iterable[Column]) -> Any:
        """The columns at the positions kept, under their new names, then others; one of the same name is replaced."""


def frame(table: Any) -> Frame:
    """The table of a library, or ``TableError``."""
    for library, make in LIBRARIES.items():
        if any(
            base.__name__ == "DataFrame" and base.__module__.startswith(library)
            for base in type(table).__mro__
        ):
            return make(table)
    for library, make in LIBRARIES.items():
        try:
            return make(_converted(library, table))
        except ImportError:
            continue
    raise TableError(NO_TABLE)


def _converted(library: str, table: Any) -> Any:
    """A table of a library, out of one that it can read; ``ImportError`` where it cannot."""
    if hasattr(table, "__arrow_c_stream__"):
        made = import_module(library).DataFrame
        return made(table) if library == "polars" else made.from_arrow(table)
    if hasattr(table, "__dataframe__") and library == "pandas":
        return import_module("pandas.api.interchange").from_dataframe(table)
    raise ImportError(library)


class _Pandas:
    def __init__(self, table: Any) -> None:
        self._table = table
        self.titles = [str(name) for name in table.columns]

    def values(self, position: int) -> list[Any]:
        column = self._table.iloc[:, position].astype(object)
        return [
            value.item() if hasattr(value, "item") else value
            for value in column.where(column.notna(), None).tolist()
        ]

    def extended(self, kept: Mapping[int, str], columns: Iterable[Column]) -> Any:
        pandas = import_module("pandas")
        types = {"entier": "Int64", "booleen": "boolean", "texte": "string"}
        added = {name: pandas.array(values, dtype=types[kind]) for name, kind, values in columns}
        given = self._table.iloc[:, list(kept)].set_axis(list(kept.values()), axis=1)
        for position, name in enumerate(kept.values()):
            if name in added:
                given.isetitem(position, added.pop(name))
        return pandas.concat([given, pandas.DataFrame(added, index=self._table.index)], axis=1)


class _Polars:
    def __init__(self, table: Any) -> None:
        self._table = table
        self.titles = list(table.columns)

    def values(self, position: int) -> list[Any]:
        return list(self._table.to_series(position).to_list())

    def extended(self, kept: Mapping[int, str], columns: Iterable[Column]) -> Any:
        polars = import_module("polars")
        types = {"entier": polars.Int64, "booleen": polars.Boolean, "texte": polars.String}
        given = polars.DataFrame([self._table.to_series(at).alias(name) for at, name in kept.items()])
        return given.with_columns(
            polars.Series(name, values, dtype=types[kind]) for name, kind, values in columns
        )


LIBRARIES: Mapping[str, Callable[[Any], Frame]] = {"polars": _Polars, "pandas": _Pandas}
