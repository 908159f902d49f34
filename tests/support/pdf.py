"""What Chromium printed: the sheets of a PDF, and the words on them.

Just what its writer makes: objects in clear, streams deflated, a table for each font that tells its glyphs as
characters. Spaces are dropped: a writer places words as it likes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)endstream", re.DOTALL)
_PAGE = re.compile(rb"/Type /Page\b")
_WRITTEN = re.compile(rb"/(F\d+) \S+ Tf|<([0-9A-F]+)> Tj")
_ONE = re.compile(r"<([0-9A-F]+)> <([0-9A-F]+)>\n")
_RANGE = re.compile(r"<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>\n")

Glyphs = tuple[int, dict[int, str]]
"""The digits that write a glyph, and what each glyph tells."""


def sheets(pdf: bytes) -> int:
    """How many sheets it takes."""
    return len(_PAGE.findall(pdf))


def words(pdf: bytes) -> str:
    """All that is written on the sheets, without spaces."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    return bare("".join("".join(_written(body, objects)) for body in objects.values() if _PAGE.search(body)))


def bare(text: str) -> str:
    """A text as ``words`` tells it."""
    return re.sub(r"\s+", "", text)


def _written(page: bytes, objects: dict[int, bytes]) -> Iterator[str]:
    fonts = {
        name: _glyphs(objects[int(number)], objects)
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", page)
    }
    font: Glyphs = (2, {})
    for number in re.findall(rb"/Contents (\d+) 0 R", page):
        for name, codes in _WRITTEN.findall(_text(objects[int(number)])):
            if name:
                font = fonts[name]
                continue
            size, told = font
            for at in range(0, len(codes), size):
                yield told.get(int(codes[at : at + size], 16), "\ufffd")


def _glyphs(font: bytes, objects: dict[int, bytes]) -> Glyphs:
    [number] = re.findall(rb"/ToUnicode (\d+) 0 R", font)
    told: dict[int, str] = {}
    table = _text(objects[int(number)]).decode("ascii")
    for block in re.findall(r"beginbfchar\n(.*?)endbfchar", table, re.DOTALL):
        for code, text in _ONE.findall(block):
            told[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange\n(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in _RANGE.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                told[int(first, 16) + step] = chr(int(text, 16) + step)
    return (2 if b"/Subtype /Type3" in font else 4), told


def _text(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]
