"""The name of a file that one takes away: whose it is, what of, which day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from calculator.engine.results import DossierResult, Result, establishments

__all__ = ["file_name"]

_LONGEST = 48
"""Characters kept of the name of an establishment: some file systems, and all eyes, have a limit."""


def file_name(result: Result | DossierResult, day: date, what: str = "") -> str:
    """``sun-es-ch-du-val-ds1-f1-2026-11-27``, without an ending; ``what`` tells a file from its like."""
    return "-".join(["sun-es", *_about(establishments(result)), *filter(None, [what]), day.isoformat()])


def _about(results: tuple[Result, ...]) -> Iterator[str]:
    name = _plain(results[0].situation.etablissement.nom or "")
    if len(results) > 1:
        yield f"{name}-et-{len(results) - 1}-autres" if name else f"dossier-{len(results)}-etablissements"
        return
    if name:
        yield name
    for item in results[0].situation.candidatures:
        yield f"{item.domaine}-{item.fenetre}".lower()


def _plain(text: str) -> str:
    """Lower case letters and digits without accents, one hyphen between words."""
    for written, plain in (("œ", "oe"), ("æ", "ae"), ("’", " ")):
        text = text.casefold().replace(written, plain)
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(whole) <= _LONGEST:
        return whole
    return whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]
