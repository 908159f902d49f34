"""The JSON schema of a dataclass that ``reading`` reads."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from calculator.exact.reading import SCALARS, fields_of


def json_schema(cls: type, title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a dataclass, from the same annotations that read it."""
    definitions: dict[str, object] = {}
    root = _schema(cls, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **root,
        "$defs": definitions,
    }


def _schema(kind: Any, definitions: dict[str, object]) -> dict[str, object]:
    if kind is Any:
        return {}
    if kind in SCALARS:
        return dict(SCALARS[kind].schema)
    if dataclasses.is_dataclass(kind):
        name = kind.__name__  # type: ignore[union-attr]
        if name not in definitions:
            definitions[name] = {}
            fields = fields_of(kind)  # type: ignore[arg-type]
            definitions[name] = {
                "type": "object",
                "description": (kind.__doc__ or "").strip().split("\n")[0],
                "properties": {key: _schema(field.kind, definitions) for key, field in fields.items()},
                "required": [key for key, field in fields.items() if field.required and key != "sources"],
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{name}"}
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is Mapping:
        keys = _schema(arguments[0], definitions)
        return {
            "type": "object",
            **({"propertyNames": keys} if "enum" in keys else {}),
            "additionalProperties": _schema(arguments[1], definitions),
        }
    return _schema(next(argument for argument in arguments if argument is not types.NoneType), definitions)
