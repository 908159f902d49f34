"""What a reader takes away of a result: a receipt to print, files to keep. Made only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from calculator import drawing
from calculator.receipt import receipts
from calculator.rules import Rules
from calculator.simulation import DossierResult, Result

type Json = dict[str, Any]


class Demande(NamedTuple):
    """A document to make: of which result, on which day, for a simulator at which address."""

    rules: Rules
    result: Result | DossierResult
    jour: date
    adresse: str


def make(demande: Demande, name: str) -> Json:
    """The document of this name, as the page places or saves it."""
    return MAKERS[name](demande)


def _receipt(demande: Demande) -> Json:
    sheets = tuple(receipts(demande.rules, demande.result, demande.adresse))
    return {"html": drawing.draw_receipt(demande.rules, sheets, demande.result.totaux, demande.jour)}


MAKERS: Mapping[str, Callable[[Demande], Json]] = {"justificatif": _receipt}
