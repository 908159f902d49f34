"""What is wrong with an input: a path, a code, a message in French; and the error that holds several."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

type Key = str | int
type Path = tuple[Key, ...]


def show_path(path: Path) -> str:
    """Write a path as people read it: ``("candidatures", 0, "fenetre")`` gives ``candidatures[0].fenetre``."""
    text = ""
    for key in path:
        if isinstance(key, int):
            text += f"[{key}]"
        else:
            text += f".{key}" if text else key
    return text


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an input. ``code`` is for programs, ``message`` is a French sentence for people."""

    chemin: str
    code: str
    message: str

    @classmethod
    def at(cls, path: Path, code: str, message: str) -> Problem:
        return cls(show_path(path), code, message)

    def to_data(self) -> dict[str, str]:
        return {"chemin": self.chemin, "code": self.code, "message": self.message}


class InvalidInput(ValueError):  # noqa: N818, it says what the input is
    """An input with every one of its problems, in the order of the input."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{problem.chemin} : {problem.message}" for problem in self.problems))


def suggestion(unknown: str, known: Iterable[str]) -> str:
    """« vouliez-vous dire … ? » with the nearest known word, else the list of what is expected."""
    choices = list(known)
    near = difflib.get_close_matches(unknown, choices, n=1)
    if not near:
        folded = {choice.casefold(): choice for choice in choices}
        near = [folded[match] for match in difflib.get_close_matches(unknown.casefold(), folded, n=1)]
    if near:
        return f"vouliez-vous dire « {near[0]} » ?"
    return f"attendu : {', '.join(choices)}."
