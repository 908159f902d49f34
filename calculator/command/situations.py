"""The situation that a command is given: a file or the standard input, YAML or JSON, read or told in French."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

from calculator.exact.problems import InvalidInput, Problem
from calculator.exact.reading import parse_json
from calculator.rules.disk import UnreadableTextError, read_stream, read_text
from calculator.rules.yaml_text import parse

__all__ = ["load_situation", "standard_input"]

STANDARD = "-"

_JSON = {
    "Expecting value": "une valeur est attendue",
    "Expecting ',' delimiter": "« , » ou la fin du bloc est attendue",
    "Expecting ':' delimiter": "« : » est attendu",
    "Expecting property name enclosed in double quotes": "une clé entre guillemets droits est attendue",
    "Illegal trailing comma before end of object": "une « , » est de trop avant la fin du bloc",
    "Illegal trailing comma before end of array": "une « , » est de trop avant la fin de la liste",
    "Unterminated string starting at": "des guillemets ne sont pas fermés",
    "Invalid control character at": "un texte entre guillemets tient sur une ligne",
    "Invalid \\escape": "un « \\ » dans un texte s’écrit « \\\\ »",
    "Invalid \\uXXXX escape": "« \\u » attend quatre chiffres hexadécimaux",
    "Extra data": "rien n’est attendu après la fin du bloc",
}


def standard_input() -> BinaryIO:
    """The bytes of the standard input, or a refusal when it is closed."""
    if sys.stdin is None:
        raise InvalidInput([Problem(STANDARD, "fichier_illisible", "l’entrée standard est fermée.")])
    return sys.stdin.buffer


def load_situation(name: str) -> Any:
    """The data of a YAML or JSON file, ``-`` for the standard input, or ``InvalidInput``."""
    try:
        text = read_stream(standard_input()) if name == STANDARD else read_text(Path(name))
    except UnreadableTextError as error:
        where = f"ligne {error.line} : " if error.line > 1 else ""
        raise InvalidInput([Problem(name, "fichier_illisible", f"{where}{error}")]) from None
    except OSError:
        raise InvalidInput([Problem(name, "fichier_illisible", "l’entrée standard ne se lit pas.")]) from None
    fault = None
    if name.endswith(".json") or text.lstrip().startswith("{"):
        try:
            return parse_json(text)
        except json.JSONDecodeError as error:
            fault = error
        except RecursionError:
            raise _unreadable("trop de blocs l’un dans l’autre") from None
    data, _, problems = parse(text, name)  # a YAML flow mapping begins as JSON does
    if problems and fault is not None and (name.endswith(".json") or _looks_like_json(text)):
        raise _unreadable(f"{_JSON.get(fault.msg, 'une écriture inattendue')}", fault) from None
    if problems:
        raise InvalidInput(
            Problem(item.problem.chemin, item.problem.code, f"ligne {item.line} : {item.problem.message}")
            for item in problems
        )
    return data


def _looks_like_json(text: str) -> bool:
    """Whether the first key is quoted, or none came."""
    return text.lstrip()[1:].lstrip()[:1] in ("", '"', "}")


def _unreadable(why: str, fault: json.JSONDecodeError | None = None) -> InvalidInput:
    where = "" if fault is None else f"ligne {fault.lineno}, colonne {fault.colno} : "
    return InvalidInput([Problem("", "json_illisible", f"{where}JSON illisible : {why}.")])
