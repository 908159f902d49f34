"""Many establishments at once: a table read, each row computed with its anomalies, totals, a table written.

from calculator import packaged_rules
from calculator.lot import compute_table
compute_table(packaged_rules(), table)  # a table of pandas or of polars gives one
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calculator.lot.listing import Listing, compute_table

__all__ = ["Listing", "compute_table"]


def __getattr__(name: str) -> Any:
    """The names above when they are asked for: a page computes lists without this door, and does not carry it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from calculator.lot import listing

    return getattr(listing, name)
