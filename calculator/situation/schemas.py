"""The JSON Schemas of the rules and of the input, made from the dataclasses that read them."""

from __future__ import annotations

from typing import Any

from calculator.exact.schema import json_schema
from calculator.rules.model import Rules
from calculator.situation.model import Dossier, Situation

type Schema = dict[str, Any]


def rules_schema() -> Schema:
    """The schema of ``/api/regles.json``."""
    return json_schema(Rules, "Les règles du programme SUN-ES")


def data_schema() -> Schema:
    """The schema of one file of ``data/``, which holds some of the sections: for editors."""
    schema = rules_schema()
    definitions: Schema = schema["$defs"]
    return {**schema, "$defs": {**definitions, "Rules": {**definitions["Rules"], "required": []}}}


def situation_schema() -> Schema:
    """The schema of what ``simuler`` reads: one establishment, or a dossier of several."""
    schema = json_schema(Situation, "Une situation ou un dossier à simuler")
    dossier = json_schema(Dossier, "")["$defs"]["Dossier"]
    dossier["properties"]["texte"] = schema["$defs"]["Situation"]["properties"]["texte"]
    definitions = {**schema["$defs"], "Dossier": dossier}
    choice = {"anyOf": [{"$ref": "#/$defs/Situation"}, {"$ref": "#/$defs/Dossier"}]}
    return {"$schema": schema["$schema"], "title": schema["title"], **choice, "$defs": definitions}
