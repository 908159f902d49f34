"""A stylesheet without the rules that no page of a site can need, by PurgeCSS."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from runtime.node import node

__all__ = ["purge"]

SCRIPT = Path(__file__).with_suffix(".mjs")


def purge(style: str, words: Iterable[str]) -> str:
    """Keep the rules whose selectors say only words that the pages, or their scripts, may say."""
    order = json.dumps({"style": style, "words": sorted(words)})
    settings: dict[str, Any] = {"input": order, "capture_output": True, "encoding": "utf-8"}
    result: Any = node([str(SCRIPT)], True, **settings)
    if result.returncode:
        raise RuntimeError(f"La feuille de style n'a pas pu être réduite :\n{result.stderr}")
    return str(result.stdout)
