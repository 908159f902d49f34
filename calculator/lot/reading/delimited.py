"""CSV as people save it: the encoding and the delimiter are found, then the lines stream.

UTF-8 or UTF-16 or cp1252; ``;``, ``,`` or tabs; quoted or not; whatever the ends of lines.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import LINES_BEFORE_HEADER, Record, TableError

MAX_LINES_OF_A_CELL = 20
DELIMITERS = {";": "points-virgules", ",": "virgules", "\t": "tabulations"}
ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows (cp1252)"}


def read_delimited(stream: BinaryIO, recogniser: Recogniser) -> tuple[str, Iterator[Record]]:
    """What the file is, in French, and its lines; or ``TableError``. The stream can seek."""
    encoding = _encoding(stream)
    delimiter = _delimiter(stream, encoding, recogniser)
    form = f"CSV, {DELIMITERS[delimiter]}, {ENCODINGS[encoding]}"
    return form, _records(_lines(stream, encoding), delimiter)


def _encoding(stream: BinaryIO) -> str:
    stream.seek(0)
    start = stream.read(4096)
    stream.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError("c’est un classeur de l’ancien format .xls : enregistrez-le au format .xlsx ou CSV.")
    if b"\0" in start or start.startswith(b"%PDF"):
        raise TableError("ce n’est pas une liste lisible : il faut un fichier CSV ou un classeur .xlsx.")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(1 << 16):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _delimiter(stream: BinaryIO, encoding: str, recogniser: Recogniser) -> str:
    """The delimiter with which a line names the most columns, else the one that cuts the most."""

    def weight(delimiter: str) -> tuple[int, int]:
        first = [cells for _, cells in islice(_records(iter(lines), delimiter), LINES_BEFORE_HEADER)]
        header = first[recogniser.header(first)] if first else ()
        return recogniser.score(str(cell) for cell in header), len(header)

    lines = list(islice(_lines(stream, encoding), LINES_BEFORE_HEADER))
    return max(DELIMITERS, key=weight)


def _lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline=None)
    try:
        yield from iter(text.readline, "")  # iterating on the text itself would end by closing the stream
    finally:
        if not stream.closed:
            text.detach()  # the stream belongs to the caller


def _records(lines: Iterator[str], delimiter: str) -> Iterator[Record]:
    """Cut lines into cells. A quote that nothing closes does not swallow the lines that follow."""
    given_back: deque[str] = deque()
    number = 0
    while line := given_back.popleft() if given_back else next(lines, ""):
        number += 1
        if '"' not in line:
            yield number, line.rstrip("\n").split(delimiter)
            continue
        taken: list[str] = []
        cells = _quoted(line, delimiter)
        while cells is None and len(taken) < MAX_LINES_OF_A_CELL:
            taken.append(given_back.popleft() if given_back else next(lines, ""))
            if not taken[-1]:
                break
            if '"' in taken[-1].replace('""', ""):  # a doubled quote is a character of the cell
                cells = _quoted("".join((line, *taken)), delimiter)
        if cells is None:
            given_back.extendleft(filter(None, reversed(taken)))
            taken, cells = [], line.rstrip("\n").split(delimiter)
        yield number, cells
        number += len(taken)


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
    return text.split(delimiter) if is_one_line else None
