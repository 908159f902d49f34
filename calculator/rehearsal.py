"""What a page runs before its first question, so that the next drawing, and the next visit, find it done."""

from __future__ import annotations

import gc
import json
from urllib.parse import urlencode

from calculator.bridge import handle
from calculator.exact.reading import to_data
from calculator.rules.packaged import packaged_rules

__all__ = ["draw", "rehearse"]


def rehearse() -> None:
    """Read the rules and compile the templates by drawing; nothing else is kept.

    What is then there stays: the collector will no more walk through it in the middle of an answer.
    """
    draw()
    gc.collect()
    gc.freeze()


def draw() -> None:
    """Draw the printed example, and a refusal."""
    example = to_data(packaged_rules().exemple)
    candidatures = {line["domaine"]: line["fenetre"] for line in example["candidatures"]}
    complete = {"activite_combinee": example["activite_combinee"], **candidatures}
    for fields, drawn in ((complete, True), (candidatures, False)):
        reply = json.loads(handle(json.dumps({"action": "dessiner", "fragment": urlencode(fields)})))
        if reply["ok"] is not drawn:
            raise RuntimeError(reply)
