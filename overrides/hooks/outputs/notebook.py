"""`/assets/sun-es-region.ipynb`: a list in a notebook, written as Markdown in `overrides/notebooks/`.

What is between two fences of Python is a cell of code, what is outside a cell of prose. The establishments
are invented, their amounts come from the rules.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from calculator.exact.reading import write_euros
from calculator.lot.computing.batch import compute
from calculator.lot.computing.row import Ligne
from calculator.lot.reading.columns import domain_key
from calculator.lot.writing.schema import modele
from calculator.rules.model import Rules
from overrides.hooks.gathering.made import Made

SOURCE = Path("overrides", "notebooks", "sun-es-region.md")
ADDRESS = "assets/sun-es-region.ipynb"
PLACE = "ADRESSE"
"""Stands for the address of the site, where the build was not told it."""

FENCE = re.compile(r"^```python\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
COLUMNS = (
    *("finess", "nom", "region", "activite_combinee", "ds1_fenetre", "ds1_cro", "ds1_notifie_euros"),
    *("ds2_fenetre", "ds2_notifie_euros", "ds3_fenetre", "ds3_notifie_euros"),
)
ROWS = 12


def files(root: Path, site: str, rules: Rules) -> Iterator[Made]:
    """The notebook, which installs from the address that the site is built for."""
    text = (root / SOURCE).read_text(encoding="utf-8")
    text = text.replace("{{ adresse }}", address(site)).replace("{{ liste }}", invented(rules))
    yield Made(ADDRESS, json.dumps(notebook(text), ensure_ascii=False, indent=1) + "\n")


def address(site: str) -> str:
    """The address of the home page without its final slash, or what stands for it where the build was not told it."""
    return site.rstrip("/") or PLACE


def notebook(text: str) -> dict[str, Any]:
    """The notebook (nbformat 4.5) that a text of prose and fenced Python stands for."""
    cells: list[dict[str, Any]] = []
    for rank, part in enumerate(FENCE.split(text)):
        if part.strip():
            cells.append(_cell(f"cellule-{len(cells) + 1}", part.strip("\n"), is_code=rank % 2 == 1))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(name: str, source: str, *, is_code: bool) -> dict[str, Any]:
    cell = {"id": name, "metadata": {}, "source": source.splitlines(keepends=True)}
    if is_code:
        return {"cell_type": "code", "execution_count": None, "outputs": [], **cell}
    return {"cell_type": "markdown", **cell}


def invented(rules: Rules) -> str:
    """A list of fictive establishments of two regions, as CSV: most were notified what is computed, two were not."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, delimiter=";", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    regions = list(islice(rules.enveloppes.regions, 2))
    given = [{**row, "region": regions[rank % 3 == 2]} for rank, row in enumerate(modele(rules, ROWS))]
    for row, line in zip(given, compute(rules, given), strict=True):
        writer.writerow({**row, **dict(_notified(line))})
    return stream.getvalue()


def _notified(line: Ligne) -> Iterator[tuple[str, str]]:
    """What each domain of an establishment was notified: for two of them, the advance, and the forfait without bonus."""
    for item in line.demandes:
        if item.montants is not None:
            chosen = {4: item.montants.avance, 7: item.montants.sans_bonus}
            cents = chosen.get(line.ligne, item.montants.forfait)
            yield f"{domain_key(item.domaine)}_notifie_euros", write_euros(cents)
