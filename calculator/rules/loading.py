"""The rules as YAML files: the only reader of ``data/``, never loaded in the browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as File
from typing import Any

from calculator.exact.problems import InvalidInput, Path, Problem, show_path
from calculator.exact.reading import read
from calculator.rules.coherence.programme import check
from calculator.rules.disk import UnreadableTextError, read_text
from calculator.rules.model import Rules
from calculator.rules.publication import published_text, stamp
from calculator.rules.yaml_text import LocatedProblem, Marks, fault, parse

__all__ = ["REPOSITORY_DATA", "InvalidData", "load_published_text", "load_rules", "parse_file", "placed"]

REPOSITORY_DATA = File(__file__).parents[2] / "data"


class InvalidData(InvalidInput):
    """The data cannot be used; ``located`` holds every problem with its place."""

    def __init__(self, located: Iterable[LocatedProblem]) -> None:
        self.located = tuple(sorted(located, key=lambda item: (item.file, item.line)))
        super().__init__(item.problem for item in self.located)

    def __str__(self) -> str:
        return "\n".join(map(str, self.located))


def load_rules(folder: File = REPOSITORY_DATA) -> Rules:
    """Read and check every ``*.yaml`` of a folder, or raise ``InvalidData`` with every problem."""
    tree: dict[str, Any] = {}
    marks: Marks = {(): (folder.name, 1)}
    problems: list[LocatedProblem] = []
    for file in sorted(folder.glob("*.yaml")):
        part, part_marks, part_problems = parse_file(file)
        problems += part_problems
        for key in part.keys() & tree.keys():
            message = f"« {key} » est déjà dans {marks[(key,)][0]}."
            problems.append(LocatedProblem(*part_marks[(key,)], Problem.at((key,), "cle_en_double", message)))
        tree |= part
        marks |= {path: mark for path, mark in part_marks.items() if path}
    unread = any(not item.problem.chemin for item in problems)
    try:
        rules = read(Rules, tree)
        faults = [] if unread else check(rules)  # a part that was not read may hold what another needs
    except InvalidInput as error:
        rules, faults = None, list(error.problems)
    # A section of a file that could not be read is not also missing.
    told = (
        item for item in faults if not (unread and item.code == "cle_absente" and _is_section(item, tree))
    )
    problems += placed(told, marks)
    if problems or rules is None:
        raise InvalidData(problems)
    return stamp(rules)


def _is_section(problem: Problem, tree: Mapping[str, Any]) -> bool:
    return "." not in problem.chemin and problem.chemin not in tree


def load_published_text(folder: File = REPOSITORY_DATA) -> str:
    """The text of ``regles.json`` for a folder of rules."""
    return published_text(load_rules(folder))


def parse_file(file: File) -> tuple[dict[str, Any], Marks, list[LocatedProblem]]:
    """Read a YAML file as ``parse`` does; one that gives no text has its problem too."""
    if not file.is_file():
        what = "c’est un lien qui ne mène nulle part" if not file.exists() else "ce n’est pas un fichier"
        return _unread(file, f"fichier illisible : {what}.", 1)
    try:
        return parse(read_text(file), file.name)
    except UnreadableTextError as error:
        return _unread(file, str(error), error.line)


def _unread(file: File, why: str, line: int) -> tuple[dict[str, Any], Marks, list[LocatedProblem]]:
    return {}, {(): (file.name, 1)}, [fault(file.name, line, (), "fichier_illisible", why)]


def placed(problems: Iterable[Problem], marks: Marks) -> Iterator[LocatedProblem]:
    """Problems with the file and the line of the deepest path that encloses each."""
    for problem in problems:
        yield LocatedProblem(*_nearest(marks, problem.chemin), problem)


def _nearest(marks: Mapping[Path, tuple[str, int]], chemin: str) -> tuple[str, int]:
    """The line of the deepest path that encloses a problem."""
    shown = {show_path(path): (len(path), mark) for path, mark in marks.items()}
    candidates = [
        value for text, value in shown.items() if chemin == text or not text or _inside(chemin, text)
    ]
    return max(candidates)[1]


def _inside(chemin: str, enclosing: str) -> bool:
    return chemin.startswith(enclosing) and chemin[len(enclosing)] in ".["
