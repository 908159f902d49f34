"""A computed list as a file of each form, by the ending of its name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from calculator.lot.computing.row import Ligne
from calculator.lot.computing.totals import Totals
from calculator.lot.writing.output import Layout, write_csv, write_json
from calculator.lot.writing.workbook import write_workbook

WORKBOOKS = (".xlsx", ".ods")
"""The endings of workbooks, which have their limit of rows."""


def _csv(layout: Layout, lines: Iterable[Ligne], totals: Totals, target: IO[bytes]) -> None:
    with _text(target, "utf-8-sig") as stream:
        write_csv(layout, totals.watch(lines), stream)


def _json(layout: Layout, lines: Iterable[Ligne], totals: Totals, target: IO[bytes]) -> None:
    with _text(target, "utf-8") as stream:
        write_json(layout, totals.watch(lines), totals, stream)


def _xlsx(layout: Layout, lines: Iterable[Ligne], totals: Totals, target: IO[bytes]) -> None:
    from calculator.files.xlsx import Writer  # openpyxl is loaded when such a workbook is asked for

    with Writer() as book:
        write_workbook(layout, totals.watch(lines), totals, book, target)


def _ods(layout: Layout, lines: Iterable[Ligne], totals: Totals, target: IO[bytes]) -> None:
    from calculator.files.ods import OdsWriter  # few ask for it

    with OdsWriter() as book:
        write_workbook(layout, totals.watch(lines), totals, book, target)


WRITERS: Mapping[str, Callable[[Layout, Iterable[Ligne], Totals, IO[bytes]], None]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".ods": _ods,
    ".json": _json,
}
"""By the ending of a name, what writes a list; ``totals`` adds up the lines that pass."""


@contextmanager
def _text(target: IO[bytes], encoding: str) -> Iterator[IO[str]]:
    stream = io.TextIOWrapper(target, encoding, newline="")
    try:
        yield stream
    finally:
        stream.detach()  # flushed, and the target stays its owner's
