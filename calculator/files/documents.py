"""What a reader takes away of a result: a receipt to print, files to keep. Made only when asked for."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from calculator.drawing.receipt import receipts
from calculator.drawing.result import draw_receipt
from calculator.engine.results import DossierResult, Result
from calculator.files import exports
from calculator.files.naming import file_name
from calculator.questions.paid import told
from calculator.rules.model import Rules

type Json = dict[str, Any]


class Demande(NamedTuple):
    """A document to make: of which result, on which day, for a simulator at which address, with all its details or not."""

    rules: Rules
    result: Result | DossierResult
    jour: date
    adresse: str
    details: bool = False


def make(demande: Demande, name: str) -> Json:
    """The document of this name, as the page places or saves it; ``titre`` names what is printed."""
    return MAKERS[name](demande)


def _receipt(demande: Demande) -> Json:
    rules, result = demande.rules, demande.result
    sheets = tuple(receipts(rules, result, demande.adresse, partial(told, rules)))
    drawn = draw_receipt(rules, sheets, result.totaux, demande.jour, details=demande.details)
    return {"html": drawn, "titre": _name(demande)}


def _workbook(demande: Demande) -> Json:
    from calculator.files.workbook import to_xlsx  # needs openpyxl, which a page loads for this alone

    content = base64.b64encode(to_xlsx(demande.rules, demande.result)).decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"fichier": f"{_name(demande)}.xlsx", "type": kind, "base64": content}


def _json(demande: Demande) -> Json:
    text = exports.to_json(demande.rules, demande.result, demande.jour)
    return _file(f"{_name(demande)}.json", "application/json", text)


def _csv(demande: Demande) -> Json:
    text = exports.to_csv(demande.rules, demande.result)
    return _file(f"{_name(demande)}.csv", "text/csv;charset=utf-8", text)


def _ics(demande: Demande) -> Json:
    site = demande.adresse.removesuffix("simulateur/")
    text = exports.to_ics(demande.rules, demande.result, demande.jour, site)
    return _file(f"{_name(demande, 'echeances')}.ics", "text/calendar;charset=utf-8", text)


def _name(demande: Demande, what: str = "") -> str:
    return file_name(demande.result, demande.jour, what)


def _file(name: str, kind: str, text: str) -> Json:
    return {"fichier": name, "type": kind, "base64": base64.b64encode(text.encode()).decode()}


MAKERS: Mapping[str, Callable[[Demande], Json]] = {
    "justificatif": _receipt,
    "xlsx": _workbook,
    "csv": _csv,
    "json": _json,
    "ics": _ics,
}
