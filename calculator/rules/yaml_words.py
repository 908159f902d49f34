"""What PyYAML finds wrong with a text, told in French: its own sentences are in English."""

from __future__ import annotations

import re

import yaml

__all__ = ["told"]

_SAYINGS: tuple[tuple[str, str], ...] = (
    (r"found character '\\t'", "une tabulation : YAML se décale par des espaces"),
    (
        r"found character '(?P<a>.+)' that cannot",
        "« {a} » ne peut pas commencer une valeur : des guillemets ?",
    ),
    (r"expected ',' or '\]'", "« , » ou « ] » est attendu{opened}"),
    (r"expected ',' or '\}'", "« , » ou « }} » est attendu{opened}"),
    (r"found undefined alias", "un alias (« *nom ») qu’aucune ancre (« &nom ») ne définit"),
    (r"found duplicate anchor", "une ancre (« &nom ») est définie deux fois"),
    (
        r"mapping values are not allowed",
        "un « : » mal placé : une valeur qui en contient va entre guillemets, une clé s’aligne sur ses voisines",
    ),
    (r"could not find expected ':'", "« : » manque après une clé"),
    (r"expected <block end>", "une ligne n’est pas alignée sur celles de son bloc"),
    (r"found unexpected (end of stream|document separator)", "des guillemets ne sont pas fermés{opened}"),
    (r"found unknown escape character '(?P<a>.+)'", "« \\{a} » n’est pas un échappement connu"),
    (r"expected escape sequence", "un échappement (« \\x41 ») est incomplet"),
    (r"expected the node content", "une valeur est attendue"),
    (r"sequence entries are not allowed", "un « - » n’a pas sa place ici"),
    (r"mapping keys are not allowed", "une clé n’a pas sa place ici"),
    (r"but found another document", "un seul document est attendu, sans autre « --- »"),
    (r"undefined tag handle", "un « ! » sans guillemets"),
    (r"expected chomping or indentation", "rien ne suit « | » ou « > » sur leur ligne"),
    (r"expected alphabetic or numeric character", "le nom d’une ancre ou d’un alias est attendu"),
)


def told(error: yaml.MarkedYAMLError) -> str:
    """The fault in French, without a final point."""
    problem = " ".join(filter(None, (error.problem, error.context)))
    for pattern, saying in _SAYINGS:
        if match := re.search(pattern, problem):
            return saying.format(opened=_opened(error), **match.groupdict())
    return "une écriture que YAML n’admet pas"


def _opened(error: yaml.MarkedYAMLError) -> str:
    """Where what should have been closed was opened, when that is another line."""
    opened, found = error.context_mark, error.problem_mark
    if opened is None or (found is not None and opened.line == found.line):
        return ""
    return f", ouvert ligne {opened.line + 1}"
