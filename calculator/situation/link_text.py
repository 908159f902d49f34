"""A fragment as mailers, encoders of codes and trackers leave it, back to its parameters in one spelling.

``&amp;`` and ``;`` part parameters like ``&``; names and codes are read whatever their case; what a tracker
adds is dropped; a sign that ended the sentence around the link is named and left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import get_args
from urllib.parse import unquote_plus

from calculator.exact.problems import Problem
from calculator.rules.model import DomaineId, FenetreId, PrerequisId, Regime
from calculator.situation.model import EtatPrerequis, Ght, Statut

__all__ = ["ESTABLISHMENT", "parameters_of"]

ESTABLISHMENT = re.compile(r"([2-9]|[1-9][0-9]{1,2})\.(.+)")
"""The name of a parameter of an establishment after the first."""

_TRACKER = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:amp;)+", re.IGNORECASE)
_BETWEEN = re.compile(r"&|;(?=[^;&=]+=)")
_FINAL = ".,;:!?)]>»\"'"
_FREE = ("nom", "region")
"""Texts that may end with any sign."""

_CODES: Mapping[str, tuple[str, ...]] = {
    "statut": get_args(Statut),
    "ght": get_args(Ght),
    "texte": get_args(Regime),
    **{name: get_args(EtatPrerequis) for name in get_args(PrerequisId)},
    **{name: get_args(FenetreId) for name in get_args(DomaineId)},
    **{f"{name}.report": get_args(FenetreId) for name in get_args(DomaineId)},
    "domaines_deja_finances": get_args(DomaineId),
}


def parameters_of(
    fragment: str, names: Mapping[str, str], warnings: list[Problem]
) -> Iterator[tuple[str, str]]:
    """Each parameter and its value, in order; ``names`` gives the name of a parameter by its folded form."""
    found = []
    for part in _BETWEEN.split(_AMPERSAND.sub("&", fragment.removeprefix("#"))):
        key, _, value = part.partition("=")
        key = unquote_plus(key)
        if part and not _TRACKER.fullmatch(key):
            found.append((_spelled(key, names), value))
    for position, (key, value) in enumerate(found, 1):
        match = ESTABLISHMENT.fullmatch(key)
        name = match[2] if match else key
        text = unquote_plus(value)
        if position == len(found) and name not in _FREE:
            text = _without_final_sign(key, text, warnings)
        yield key, ",".join(_code(name, item) for item in text.split(",")) if name in _CODES else text


def _spelled(key: str, names: Mapping[str, str]) -> str:
    """The name as it is written here, when it differs by its case alone."""
    match = ESTABLISHMENT.fullmatch(key)
    if match:
        return f"{match[1]}.{names.get(match[2].casefold(), match[2])}"
    return names.get(key.casefold(), key)


def _without_final_sign(key: str, text: str, warnings: list[Problem]) -> str:
    kept = text.rstrip(_FINAL)
    if not kept or kept == text:
        return text
    message = (
        f"le lien finit par « {text[len(kept) :]} », laissé de côté : c’est la ponctuation d’une phrase."
    )
    warnings.append(Problem(key[:60], "signe_final", message))
    return kept


def _code(name: str, text: str) -> str:
    folded = text.strip().casefold()
    return next((code for code in _CODES[name] if code.casefold() == folded), text)
