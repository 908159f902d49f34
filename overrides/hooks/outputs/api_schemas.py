"""The JSON Schemas of the files under ``/api/`` that the site makes itself.

Those of the rules and of a situation come from the dataclasses that read them (``calculator.situation.schemas``).
"""

from __future__ import annotations

from typing import Any

type Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ADDRESS: Schema = {"type": "string", "pattern": "^/[^ ]*$"}
_VERSION: Schema = {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"}
_FINGERPRINT: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def links() -> Schema:
    """The schema of ``liens.json``."""
    return {
        "$schema": _DRAFT,
        "title": "L’adresse de chaque identifiant, depuis la racine du site",
        "type": "object",
        "additionalProperties": _ADDRESS,
    }


def versions() -> Schema:
    """The schema of ``versions.json``."""
    item = _object(
        version=_VERSION,
        publiee_le={"type": "string", "format": "date"},
        empreinte=_FINGERPRINT,
        regles=_ADDRESS,
        liens=_ADDRESS,
    )
    return {
        "$schema": _DRAFT,
        "title": "Les versions publiées des règles, de la plus ancienne à la plus récente",
        "type": "array",
        "items": item,
    }


def examples() -> Schema:
    """The schema of ``exemples.json``: a case gives what is expected, or the problems of a refusal."""
    text: Schema = {"type": "string"}
    case = _object(
        nom=text,
        regles={"type": "array", "items": text},
        source=_object(texte=text, endroit=text),
        situation={"type": "object"},
    )
    case["properties"] |= {"attendu": {"type": "object"}, "refus": {"type": "array"}, "lien": _ADDRESS}
    case["oneOf"] = [{"required": ["attendu"]}, {"required": ["refus"]}]
    whole = _object(
        regles=_object(version=_VERSION, empreinte=_FINGERPRINT),
        exemples={"type": "array", "items": case},
    )
    return {"$schema": _DRAFT, "title": "Les cas vérifiés : une situation, le résultat attendu", **whole}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
