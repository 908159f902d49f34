"""XML read as it comes, within bounds: no entity, no document type, no depth, no endless word."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.parsers.expat import ExpatError, ParserCreate

from calculator.lot.reading.archive import UNREADABLE, Archive
from calculator.lot.reading.records import MAX_LETTERS, TableError, too_long_a_cell

MAX_DEPTH = 200
MAX_WORD = 2_000_000
"""The bytes that a tag, a comment or any other word may keep waiting for its end."""
NOT_A_LIST = (
    "le classeur déclare des entités ou un type de document, ce que nul tableur n’écrit : "
    "copiez la liste dans un classeur neuf."
)


class Reader(Protocol):
    """What hears of a document: an element that begins, its text, its end. Names are « space}name »."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None: ...


@functools.lru_cache(maxsize=1024)
def local(name: str) -> str:
    """A name without its space."""
    return name.rpartition("}")[2]


def hear(pieces: Iterable[bytes], reader: Reader) -> Iterator[None]:
    """Have a reader hear a document, pausing after each piece; ``TableError`` when it is damaged or hostile."""
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise TableError(UNREADABLE)
        reader.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(name)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    heard = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            heard += len(piece)
            if heard - parser.CurrentByteIndex > MAX_WORD:
                raise TableError(UNREADABLE)
            yield
        parser.Parse(b"", True)
    except (ExpatError, UnicodeError):
        raise TableError(UNREADABLE) from None
    yield


def hear_all(archive: Archive, name: str, reader: Reader) -> None:
    """Have a reader hear a whole part; a part that is not there says nothing."""
    if name in archive:
        for _ in hear(archive.pieces(name), reader):
            pass


class Letters:
    """The text of a cell as it comes, no longer than a cell may be."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, data: str, line: int) -> None:
        self._length += len(data)
        if self._length > MAX_LETTERS:
            raise too_long_a_cell(line)
        self._parts.append(data)

    def take(self) -> str:
        """The text, which begins again."""
        text = "".join(self._parts)
        self._parts.clear()
        self._length = 0
        return text


def integer(text: str) -> int:
    """A position or a count; ``TableError`` when it is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):
        raise TableError(UNREADABLE)
    return int(text)


def _refuse(*_: object) -> None:
    raise TableError(NOT_A_LIST)
