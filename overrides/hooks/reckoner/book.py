"""« La calculette », whole: its sheets in the order of their use, and the names of its cells."""

from __future__ import annotations

from calculator.rules.model import Rules
from overrides.hooks.reckoner import form, listing, parameters, reading
from overrides.hooks.workbook.layout import Workbook


def calculette(rules: Rules) -> Workbook:
    """The workbook of these rules."""
    filled, steps, names = form.sheets(rules)
    listed, list_names = listing.sheet(rules)
    values, value_names = parameters.sheet(rules)
    sheets = (filled, listed, steps, values, reading.readings(rules), reading.presentation(rules))
    return Workbook(
        f"SUN-ES, la calculette, règles {rules.version}", sheets, names | list_names | value_names
    )
