"""The list of establishments as others may write it: its Table Schema, and a model to fill."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import cycle
from typing import IO, Any, get_args

from calculator.files.sheets import AMOUNT, COUNT, Figure
from calculator.lot.reading.columns import ACTIVITY, Column, Kind, input_columns
from calculator.rules.model import CategorieId, FenetreId, Rules
from calculator.situation.identification import finess_key_is_valid

_RATE = r"[0-9 ]+/[0-9 ]+|[0-9 ]+([.,][0-9]+)?\s*%|[01]([.,][0-9]+)?"
_KINDS: Mapping[Kind, dict[str, Any]] = {
    "texte": {"type": "string"},
    "finess": {"type": "string", "constraints": {"pattern": "[0-9][0-9AB][0-9]{7}"}},
    "activite": {"type": "number", "decimalChar": ",", "groupChar": " ", "constraints": {"minimum": 0}},
    "fenetre": {"type": "string", "constraints": {"enum": list(get_args(FenetreId))}},
    "oui_non": {"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
    "taux": {"type": "string", "constraints": {"pattern": _RATE}},
    "euros": {"type": "number", "decimalChar": ",", "groupChar": " ", "constraints": {"minimum": 0}},
    "categorie": {"type": "string", "constraints": {"enum": list(get_args(CategorieId))}},
}


def lot_schema(rules: Rules) -> dict[str, Any]:
    """The Table Schema (frictionless) of the CSV that ``sun-es lot`` reads: ``/api/lot.schema.json``."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": "sun-es-lot",
        "title": "Une liste d’établissements à calculer",
        "description": f"Seule « {ACTIVITY} » est obligatoire. Règles {rules.version}.",
        "fields": [_field(column) for column in input_columns(rules).values()],
        "missingValues": [""],
    }


def _field(column: Column) -> dict[str, Any]:
    field = {"name": column.nom, "title": column.titre, "description": column.description}
    field |= {key: value for key, value in _KINDS[column.genre].items() if key != "constraints"}
    constraints = {"required": column.nom == ACTIVITY, **_KINDS[column.genre].get("constraints", {})}
    return field | {"constraints": constraints}


ACTIVITIES = ("3500", "6999,5", "7000", "15200", "22500", "127800", "229999,5", "230000", "640000", "1600000")
"""Small and large establishments, on both sides of each bound of the categories."""
MODEL_ROWS = 12


def modele(rules: Rules, rows: int = MODEL_ROWS) -> Iterator[dict[str, str]]:
    """Rows of fictive establishments, marked so: a model to fill, and a region of any size to measure with.

    Each has every column of the contract before the optional ones. The FINESS have a valid key and begin
    with 99, which is the number of no department.
    """
    regions = cycle(rules.enveloppes.regions)
    windows = list(rules.volets["V1"].parts.valeurs)
    later = list(rules.volets["V2"].parts.valeurs)
    for rank in range(rows):
        number = rank + 1
        first = rank % len(windows)
        yield {
            "finess": fictive_finess(number),
            "nom": f"Établissement fictif n° {number}",
            "region": next(regions),
            ACTIVITY: ACTIVITIES[rank % len(ACTIVITIES)],
            "ds1_fenetre": windows[first],
            "ds1_cro": "oui" if rank % 3 == 0 else "non",
            "ds2_fenetre": windows[(first + 1) % len(windows)] if rank % 4 else "",
            "ds3_fenetre": windows[(first + 2) % len(windows)] if rank % 5 else "",
            "ds4_fenetre": later[rank % len(later)] if rank % 6 == 0 else "",
            "ds4_forfait_base_euros": "40000" if rank % 6 == 0 else "",
        }


def model_csv(rules: Rules) -> str:
    """The model as CSV for a French spreadsheet: every column of the schema, under its key."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, input_columns(rules), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(modele(rules))
    return "\N{BYTE ORDER MARK}" + stream.getvalue()


def model_xlsx(rules: Rules, stream: IO[bytes]) -> None:
    """The model as a workbook: every column of the schema, under the title that people know."""
    from calculator.files.xlsx import Writer  # openpyxl is loaded when a workbook is asked for

    columns = input_columns(rules)
    with Writer() as book:
        book.sheet("Modèle fictif", [column.titre for column in columns.values()])
        for row in modele(rules):
            book.append("Modèle fictif", [_number(column, row.get(name)) for name, column in columns.items()])
        book.save(stream)


def _number(column: Column, text: str | None) -> object:
    """A cell of the model as a spreadsheet counts with it."""
    if not text or column.genre not in ("activite", "euros"):
        return text
    number = Decimal(text.replace(",", "."))
    return Figure(number, COUNT if number == int(number) else AMOUNT)


def fictive_finess(number: int) -> str:
    """A FINESS of no department, whose key is right."""
    stem = f"99{number:06d}"
    return next(f"{stem}{key}" for key in range(10) if finess_key_is_valid(f"{stem}{key}"))
