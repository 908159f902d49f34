"""CSV as people save it: the encoding and the delimiter are found, then the lines stream.

``;``, ``,``, ``|`` or tabs; quoted or not; whatever the ends of lines.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from calculator.exact.formats import format_number
from calculator.exact.problems import Problem
from calculator.lot.reading.directory import is_directory
from calculator.lot.reading.encodings import ENCODINGS, find_encoding
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import (
    LINES_BEFORE_HEADER,
    MAX_COLUMNS,
    MAX_LETTERS,
    Cell,
    Record,
    TableError,
    too_long_a_cell,
    too_many_columns,
)
from calculator.lot.reading.titles import find_titles

MAX_LINES_OF_A_CELL = 20
MAX_LINE = 200_000
"""The letters of a line, and of the lines that quotes make one."""
MAX_OPEN_QUOTES = 100
"""How many lines may open a quote that nothing closes."""
DELIMITERS = {";": "points-virgules", ",": "virgules", "\t": "tabulations", "|": "barres verticales"}
OPEN_QUOTE = Problem(
    "",
    "guillemet_ouvert",
    "un guillemet est ouvert et jamais refermé : la ligne est lue seule, jusqu’à sa fin.",
)


def read_delimited(stream: BinaryIO, recogniser: Recogniser) -> tuple[str, tuple[str, ...], Iterator[Record]]:
    """What the file is, in French, what is doubtful of it, and its lines; or ``TableError``. The stream can seek."""
    encoding, doubts = find_encoding(stream)
    delimiter = _delimiter(stream, encoding, recogniser)
    form = f"CSV, {DELIMITERS[delimiter]}, {ENCODINGS[encoding]}"
    return form, doubts, _records(_lines(stream, encoding), delimiter)


def _delimiter(stream: BinaryIO, encoding: str, recogniser: Recogniser) -> str:
    """The delimiter of the public directory, else that whose titles name the most columns or that cuts the most.

    The coordinates of the directory hold more commas than semicolons.
    """

    def weight(delimiter: str) -> tuple[bool, int, int]:
        records = [
            record.cellules for record in islice(_records(iter(lines), delimiter), LINES_BEFORE_HEADER)
        ]
        titles = find_titles(recogniser, records)
        return is_directory(records), titles.reconnus, len(titles.textes)

    lines = list(islice(_lines(stream, encoding), LINES_BEFORE_HEADER))
    return max(DELIMITERS, key=weight)


def _lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline=None)
    number = 0
    try:
        # iterating on the text itself would end by closing the stream
        while line := text.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise _too_long_a_line(number)
            yield line
    finally:
        if not stream.closed:
            text.detach()  # the stream belongs to the caller


def _records(lines: Iterator[str], delimiter: str) -> Iterator[Record]:
    """Cut lines into cells. A quote that nothing closes does not swallow the lines that follow."""
    given_back: deque[str] = deque()
    number = still_open = 0
    while line := given_back.popleft() if given_back else next(lines, ""):
        number += 1
        doubts: tuple[Problem, ...] = ()
        taken: list[str] = []
        cells: list[str] | None
        if '"' not in line:
            cells = line.rstrip("\n").split(delimiter)
        else:
            cells = _quoted(line, delimiter)
            length = len(line)
            while cells is None and len(taken) < MAX_LINES_OF_A_CELL and length <= 2 * MAX_LETTERS:
                taken.append(given_back.popleft() if given_back else next(lines, ""))
                if not taken[-1]:
                    break
                length += len(taken[-1])
                if '"' in taken[-1].replace('""', ""):  # a doubled quote is a character of the cell
                    cells = _quoted("".join((line, *taken)), delimiter)
            if cells is None:
                still_open += 1
                if still_open > MAX_OPEN_QUOTES:
                    raise _too_many_open_quotes(number)
                given_back.extendleft(filter(None, reversed(taken)))
                taken, cells, doubts = [], line.rstrip("\n").split(delimiter), (OPEN_QUOTE,)
        yield Record(number, _within_limits(cells, number, len(line)), doubts)
        number += len(taken)


def _within_limits(cells: list[str], number: int, length: int) -> list[Cell]:
    if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
        raise too_many_columns(number)
    if length > MAX_LETTERS and max(map(len, cells)) > MAX_LETTERS:
        raise too_long_a_cell(number)
    return cells[:MAX_COLUMNS]  # type: ignore[return-value]  # a text is a cell


def _quoted(text: str, delimiter: str) -> list[str] | None:
    """The cells of a record with quotes; ``None`` while one of them is open."""
    text = text.removesuffix("\n")
    is_one_line = "\n" not in text
    for strict in (True, False) if is_one_line else (True,):
        try:
            return next(csv.reader([text], delimiter=delimiter, strict=strict))
        except csv.Error as error:
            if "unexpected end" in str(error):
                return None
            if "field larger" in str(error):
                break
    return text.split(delimiter) if is_one_line else None


def _too_long_a_line(number: int) -> TableError:
    return TableError(
        f"la ligne {format_number(number)} a plus de {format_number(MAX_LINE)} lettres : "
        "ce n’est pas une ligne par établissement."
    )


def _too_many_open_quotes(number: int) -> TableError:
    return TableError(
        f"plus de {MAX_OPEN_QUOTES} guillemets sont ouverts et jamais refermés, le dernier ligne "
        f"{format_number(number)} : enregistrez de nouveau la liste en CSV depuis votre tableur."
    )
