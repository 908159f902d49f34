"""A YAML text as plain data with the line of each path: never loaded in the browser.

Every scalar is kept as text, so that ``010000024`` stays a FINESS and ``non`` stays a word; duplicate keys
are refused; every problem names its file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml
from yaml.reader import ReaderError

from calculator.exact.problems import Path, Problem
from calculator.exact.signs import shown
from calculator.rules.yaml_words import told

__all__ = ["LocatedProblem", "Marks", "fault", "parse", "unreadable"]

MAX_NODES = 50_000
"""Ten times the largest of our files: beyond, nobody wrote it, or aliases are being multiplied."""

type Marks = dict[Path, tuple[str, int]]
type Parsed = tuple[dict[str, Any], Marks, list[LocatedProblem]]


@dataclass(frozen=True, slots=True)
class LocatedProblem:
    """A problem with the file and the line that cause it."""

    file: str
    line: int
    problem: Problem

    def __str__(self) -> str:
        return shown(f"{self.file}:{self.line} · {self.problem.chemin} : {self.problem.message}")


class _Loader(yaml.BaseLoader):
    """Scalars as text, and a limit to how much is read."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise OverflowError
        return super().compose_node(parent, index)


def parse(text: str, name: str) -> Parsed:
    """Read a YAML mapping with every scalar as text; give it with the line of each path and its faults."""
    marks: Marks = {}
    problems: list[LocatedProblem] = []
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return unreadable(name, told(error), error.problem_mark.line + 1 if error.problem_mark else 1)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return unreadable(name, f"le signe U+{int(error.character):04X} n’y est pas admis", line)
    except ValueError:  # PyYAML makes the character of « \U00110000 » without looking
        return unreadable(name, "un caractère n’existe pas")
    except RecursionError:
        return unreadable(name, "trop de blocs l’un dans l’autre")
    except OverflowError:
        return unreadable(name, f"plus de {MAX_NODES} valeurs, alias compris")

    def build(node: yaml.Node, path: Path, open_nodes: tuple[int, ...]) -> Any:
        line = node.start_mark.line + 1
        marks.setdefault(path, (name, line))
        if len(marks) > MAX_NODES:
            raise OverflowError
        if id(node) in open_nodes:
            problems.append(fault(name, line, path, "alias_circulaire", "un alias se contient lui-même."))
            return None
        inside = (*open_nodes, id(node))
        if isinstance(node, yaml.SequenceNode):
            return [build(item, (*path, index), inside) for index, item in enumerate(node.value)]
        if not isinstance(node, yaml.MappingNode):
            return node.value
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            key_line = key_node.start_mark.line + 1
            if key in built:
                message = f"la clé « {key} » est écrite deux fois (déjà ligne {marks[(*path, key)][1]})."
                problems.append(fault(name, key_line, (*path, key), "cle_en_double", message))
                continue
            marks[(*path, key)] = (name, key_line)
            built[key] = build(value_node, (*path, key), inside)
        return built

    try:
        tree = build(node, (), ()) if node is not None else {}
    except OverflowError:
        return unreadable(name, f"plus de {MAX_NODES} valeurs, alias compris")
    if not isinstance(tree, dict):
        problems.append(fault(name, 1, (), "bloc_attendu", "un bloc « clé : valeur » est attendu."))
        tree = {}
    return tree, marks, problems


def unreadable(name: str, why: str, line: int = 1) -> Parsed:
    """What is known of a text that is not YAML: nothing, and why."""
    return {}, {(): (name, 1)}, [fault(name, line, (), "yaml_illisible", f"YAML illisible : {why}.")]


def fault(name: str, line: int, path: Path, code: str, message: str) -> LocatedProblem:
    """A problem at its place."""
    return LocatedProblem(name, line, Problem.at(path, code, message))
