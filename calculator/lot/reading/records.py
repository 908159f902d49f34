"""What a list is read as, whatever the file: numbered lines of cells, within limits, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

type Cell = str | int | Decimal | None
"""What a cell holds: a text, an exact number, or nothing."""
type Record = tuple[int, Sequence[Cell]]
"""A line number from 1, and its cells."""

MAX_BYTES = 40_000_000
"""What a file may weigh."""
LINES_BEFORE_HEADER = 30
"""How far the line of titles is looked for."""


class TableError(ValueError):
    """A list that cannot be read or written; the message is a French sentence that says what to do."""
