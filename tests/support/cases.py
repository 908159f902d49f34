"""The example cases of `tests/exemples/`, the specification as people read it, ready to be replayed.

A case is a rule in one French sentence, the rules it proves, its source, a situation, and what must come out:
`attendu`, part of the contract's `resultat`, or `refus`, every problem. It needs nothing but the engine, so
that CPython, Pyodide, the page and the site all use it.

A case written with `colonnes` and `lignes` stands for one case a line: `{colonne}` is replaced everywhere, and
`{colonne:euros}`, in a sentence, by an amount as people read it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calculator.exact.formats import format_euros
from calculator.rules.yaml_text import parse

EXEMPLES = Path(__file__).parents[1] / "exemples"

#: In these lists only the entries named are compared, found by their identifier; other lists are compared whole.
NAMED = {"motifs": "regle", "cibles": "indicateur"}

_JSON_WORDS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Case:
    """One example. `situation` is the input of the contract, every value as text."""

    fichier: str
    nom: str
    regles: tuple[str, ...]
    source: Mapping[str, str]
    situation: dict[str, Any]
    attendu: dict[str, Any] | None = None
    refus: list[dict[str, str]] | None = None

    def __str__(self) -> str:
        return self.nom

    def faults(self, reply: Mapping[str, Any]) -> list[str]:
        """What differs between the answer of the contract, `{ok, resultat | problemes}`, and this case."""
        if self.refus is not None:
            return differences(self.refus, reply.get("problemes", reply), "problemes")
        if not reply["ok"]:
            return [f"refusé : {reply.get('problemes', reply)}"]
        return differences(self.attendu, reply["resultat"], "resultat")

    def to_data(self) -> dict[str, Any]:
        """The case as JSON, to be published."""
        outcome = {"attendu": self.attendu} if self.refus is None else {"refus": self.refus}
        return {
            "nom": self.nom,
            "regles": list(self.regles),
            "source": dict(self.source),
            "situation": self.situation,
            **outcome,
        }


@functools.cache
def cases() -> tuple[Case, ...]:
    """Every case, the official example first, then file by file."""
    files = sorted(EXEMPLES.glob("*.yaml"), key=lambda file: (file.stem != "annexe-3", file.stem))
    return tuple(case for file in files for case in read_cases(file))


def read_cases(file: Path) -> Iterator[Case]:
    """The cases of one file, its tables unfolded."""
    tree, _, problems = parse(file.read_text(encoding="utf-8"), file.name)
    assert not problems, "\n".join(map(str, problems))
    for entry in tree["exemples"]:
        columns = entry.pop("colonnes", None)
        rows = [dict(zip(columns, line, strict=True)) for line in entry.pop("lignes")] if columns else [{}]
        for row in rows:
            fields = filled(entry, row) if columns else entry
            yield Case(
                fichier=file.name,
                nom=fields.pop("nom"),
                regles=tuple(fields.pop("regles")),
                source=fields.pop("source"),
                situation=fields.pop("situation"),
                attendu=typed(fields.pop("attendu")) if "attendu" in fields else None,
                refus=fields.pop("refus", None),
            )
            assert not fields, f"{file.name} : {sorted(fields)}"


class _Cell(str):
    """A cell of a table, which a sentence may say in euros."""

    def __format__(self, spec: str) -> str:
        return format_euros(int(self)) if spec == "euros" else format(str(self), spec)


def filled(value: Any, row: Mapping[str, Any]) -> Any:
    """A copy of a tree, each `{colonne}` replaced; a text that is nothing else takes the cell as it is."""
    if isinstance(value, dict):
        return {filled(key, row): filled(item, row) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, row) for item in value]
    column = value[1:-1]
    return (
        row[column]
        if value == f"{{{column}}}" and column in row
        else value.format_map({name: _Cell(cell) for name, cell in row.items()})
    )


def typed(value: Any, key: str = "") -> Any:
    """What is expected, as JSON has it: `109_738_12` cents are 109 738,12 €, `true`, `false` and `null` are words."""
    if isinstance(value, dict):
        return {name: typed(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    if value in _JSON_WORDS:
        return _JSON_WORDS[value]
    return int(value) if key.endswith("_centimes") else value


def differences(expected: Any, actual: Any, path: str) -> list[str]:
    """One line for each expected value that is not there, exactly."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        missing = [f"{path}.{key} : absent" for key in expected if key not in actual]
        common = [key for key in expected if key in actual]
        return missing + [line for key in common for line in _entry(key, expected, actual, path)]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        pairs = enumerate(zip(expected, actual, strict=True))
        return [line for index, pair in pairs for line in differences(*pair, f"{path}[{index}]")]
    same = type(expected) is type(actual) and expected == actual
    return [] if same else [f"{path} : {actual!r} au lieu de {expected!r}"]


def _entry(key: str, expected: dict[str, Any], actual: dict[str, Any], path: str) -> list[str]:
    if key not in NAMED:
        return differences(expected[key], actual[key], f"{path}.{key}")
    found = {item[NAMED[key]]: item for item in actual[key]}
    lines = []
    for item in expected[key]:
        name = item[NAMED[key]]
        lines += differences(item, found.get(name), f"{path}.{key}[{name}]")
    return lines
