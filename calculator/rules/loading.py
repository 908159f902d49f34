"""The rules and the situations as YAML files: the only reader of files, never loaded in the browser.

Every scalar is kept as text, so that ``010000024`` stays a FINESS and ``non`` stays a word;
duplicate keys are refused; every problem names its file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

import yaml

from calculator.exact.problems import InvalidInput, Path, Problem, show_path
from calculator.exact.reading import read
from calculator.rules.coherence.programme import check
from calculator.rules.model import Rules
from calculator.rules.publication import published_text, stamp

REPOSITORY_DATA = File(__file__).parents[2] / "data"

MAX_NODES = 200_000
"""Forty times the largest of our files: beyond, aliases are being multiplied."""

type Marks = dict[Path, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class LocatedProblem:
    """A problem with the file and the line that cause it."""

    file: str
    line: int
    problem: Problem

    def __str__(self) -> str:
        return f"{self.file}:{self.line} · {self.problem.chemin} : {self.problem.message}"


class InvalidData(InvalidInput):
    """The data cannot be used; ``located`` holds every problem with its place."""

    def __init__(self, located: Iterable[LocatedProblem]) -> None:
        self.located = tuple(located)
        super().__init__(item.problem for item in self.located)

    def __str__(self) -> str:
        return "\n".join(map(str, self.located))


def load_rules(folder: File = REPOSITORY_DATA) -> Rules:
    """Read and check every ``*.yaml`` of a folder, or raise ``InvalidData`` with every problem."""
    tree: dict[str, Any] = {}
    marks: Marks = {(): (folder.name, 1)}
    problems: list[LocatedProblem] = []
    for file in sorted(folder.glob("*.yaml")):
        part, part_marks, part_problems = parse(file.read_text(encoding="utf-8"), file.name)
        problems += part_problems
        for key in part.keys() & tree.keys():
            message = f"« {key} » est déjà dans {marks[(key,)][0]}."
            problems.append(LocatedProblem(*part_marks[(key,)], Problem.at((key,), "cle_en_double", message)))
        tree |= part
        marks |= {path: mark for path, mark in part_marks.items() if path}
    try:
        rules = read(Rules, tree)
        faults = check(rules)
    except InvalidInput as error:
        rules, faults = None, list(error.problems)
    problems += [LocatedProblem(*_nearest(marks, fault.chemin), fault) for fault in faults]
    if problems or rules is None:
        raise InvalidData(sorted(problems, key=lambda item: (item.file, item.line)))
    return stamp(rules)


def load_published_text(folder: File = REPOSITORY_DATA) -> str:
    """The text of ``regles.json`` for a folder of rules."""
    return published_text(load_rules(folder))


def parse(text: str, name: str) -> tuple[dict[str, Any], Marks, list[LocatedProblem]]:
    """Read a YAML mapping with every scalar as text; give it with the line of each path and its faults."""
    marks: Marks = {}
    problems: list[LocatedProblem] = []
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        return _unreadable(name, error.problem, error.problem_mark.line + 1 if error.problem_mark else 1)
    except yaml.YAMLError as error:
        return _unreadable(name, error)
    except ValueError:  # PyYAML makes the character of « \U00110000 » without looking
        return _unreadable(name, "un caractère n’existe pas")
    except RecursionError:
        return _unreadable(name, "trop de blocs l’un dans l’autre")

    def build(node: yaml.Node, path: Path, open_nodes: tuple[int, ...]) -> Any:
        line = node.start_mark.line + 1
        marks.setdefault(path, (name, line))
        if len(marks) > MAX_NODES:
            raise OverflowError
        if id(node) in open_nodes:
            problems.append(_fault(name, line, path, "alias_circulaire", "un alias se contient lui-même."))
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
                problems.append(_fault(name, key_line, (*path, key), "cle_en_double", message))
                continue
            marks[(*path, key)] = (name, key_line)
            built[key] = build(value_node, (*path, key), inside)
        return built

    try:
        tree = build(node, (), ()) if node is not None else {}
    except OverflowError:
        return _unreadable(name, f"plus de {MAX_NODES} valeurs, alias compris")
    if not isinstance(tree, dict):
        problems.append(_fault(name, 1, (), "bloc_attendu", "un bloc « clé : valeur » est attendu."))
        tree = {}
    return tree, marks, problems


def _unreadable(name: str, why: object, line: int = 1) -> tuple[dict[str, Any], Marks, list[LocatedProblem]]:
    return {}, {(): (name, 1)}, [_fault(name, line, (), "yaml_illisible", f"YAML illisible : {why}.")]


def _fault(name: str, line: int, path: Path, code: str, message: str) -> LocatedProblem:
    return LocatedProblem(name, line, Problem.at(path, code, message))


def _nearest(marks: Mapping[Path, tuple[str, int]], chemin: str) -> tuple[str, int]:
    """The line of the deepest path that encloses a problem."""
    shown = {show_path(path): (len(path), mark) for path, mark in marks.items()}
    candidates = [
        value for text, value in shown.items() if chemin == text or not text or _inside(chemin, text)
    ]
    return max(candidates)[1]


def _inside(chemin: str, enclosing: str) -> bool:
    return chemin.startswith(enclosing) and chemin[len(enclosing)] in ".["
