"""The rules as published: ``regles.json`` and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from calculator.exact.reading import read, to_data
from calculator.rules.model import Rules


def canonical(data: object) -> str:
    """Canonical JSON: sorted keys, no spaces, no escapes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(data: dict[str, object]) -> str:
    """SHA-256 of the canonical JSON of the rules without their own ``empreinte``."""
    body = {key: value for key, value in data.items() if key != "empreinte"}
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def stamp(rules: Rules) -> Rules:
    """The same rules, carrying their fingerprint."""
    return replace(rules, empreinte=fingerprint(to_data(rules)))


def published_text(rules: Rules) -> str:
    """The text of ``regles.json``, in the order of the data."""
    return json.dumps(to_data(rules), ensure_ascii=False, indent=1) + "\n"


def rules_from_text(text: str) -> Rules:
    """Read a published ``regles.json``."""
    return read(Rules, json.loads(text))
