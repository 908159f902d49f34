"""Pyodide's machine code and its JavaScript, without the exports that nobody asks for.

A program may load libraries in C into Pyodide as it goes: its machine code exports eight thousand things by name, in
case one of them asks, and its JavaScript names them all at each start. The calculator loads none. What Pyodide's own
JavaScript reads is left, and what the machine code asks of itself; each visit is spared the rest. No instruction changes:
of the sections of the machine code, only that of the exports does.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["EXPORTS", "cut", "sections"]

#: Where the JavaScript declares the names of the exports, then takes each.
NAMING = re.compile(r"var ([\w$,]+);function assignWasmExports\(wasmExports\)\{([^}]*)\}")
#: What it takes for whoever would read it.
NAMED = re.compile(r'([\w$]+)=Module\["\1"\]=wasmExports\["[\w$]+"\](?:\.value>>>0)?')
WORD = re.compile(r"[\w$]+")
ASKED = re.compile(r'wasmExports(?:\.|\[")([\w$]+)')
#: Looked for by name where the program starts.
MAIN = {"main", "__main_argc_argv"}

IMPORTS, EXPORTS = 2, 7
FUNCTION, GLOBAL = 0, 3


def cut(glue: str, loader: str, machine: bytes) -> tuple[str, bytes]:
    """Cut ``pyodide.asm.mjs``, whose names ``pyodide.mjs``, the ``loader``, may read too, and ``pyodide.asm.wasm``.

    Raises RuntimeError when Pyodide is written otherwise: another version is to be read before it is cut.
    """
    naming = NAMING.search(glue)
    if not naming:
        raise RuntimeError("Pyodide s’écrit autrement : runtime/exports.py est à revoir.")
    uses = Counter(WORD.findall(glue)) + Counter(WORD.findall(loader))
    declared, statements = naming[1].split(","), naming[2].split(";")
    # declared, written, and written in Module: nobody reads it
    unread = {
        text: found[1] for text in statements if (found := NAMED.fullmatch(text)) and uses[found[1]] == 3
    }
    gone = {*unread.values()}
    names = ",".join(name for name in declared if name not in gone)
    left = ";".join(text for text in statements if text not in unread)
    here, there = naming.span()
    shorter = f"{glue[:here]}var {names};function assignWasmExports(wasmExports){{{left}}}{glue[there:]}"
    return shorter, _exporting(machine, {*ASKED.findall(shorter), *MAIN})


class Section(NamedTuple):
    """A section of machine code: what it is about, what it holds, and all of it as it stands."""

    kind: int
    body: bytes
    whole: bytes


def _exporting(machine: bytes, asked: set[str]) -> bytes:
    """The same machine code, which exports what is asked, and what it asks of itself."""
    parts = [*sections(machine)]
    [imports] = [part.body for part in parts if part.kind == IMPORTS]
    wanted = asked | {*_own(imports)}
    made = [_chosen(part, wanted) if part.kind == EXPORTS else part.whole for part in parts]
    return machine[:8] + b"".join(made)


def sections(machine: bytes) -> Iterator[Section]:
    """The sections of machine code, in their order."""
    at = 8  # after the name of the format and its version
    while at < len(machine):
        size, start = _number(machine, at + 1)
        yield Section(machine[at], machine[start : start + size], machine[at : start + size])
        at = start + size


def _own(imports: bytes) -> Iterator[str]:
    """What the machine code exports and imports, so that a library may put its own in its place: tables « GOT »."""
    count, at = _number(imports, 0)
    for _ in range(count):
        origin, at = _text(imports, at)
        name, at = _text(imports, at)
        kind = imports[at]
        if kind == FUNCTION:
            _, at = _number(imports, at + 1)
        elif kind == GLOBAL:
            at += 3
        else:
            raise RuntimeError("Pyodide importe autre chose : runtime/exports.py est à revoir.")
        if origin.startswith("GOT."):
            yield name


def _chosen(section: Section, wanted: set[str]) -> bytes:
    """The section of the exports, with those that are wanted."""
    count, at = _number(section.body, 0)
    kept = []
    for _ in range(count):
        start = at
        name, at = _text(section.body, at)
        _, at = _number(section.body, at + 1)
        if name in wanted:
            kept.append(section.body[start:at])
    body = _written(len(kept)) + b"".join(kept)
    return bytes([section.kind]) + _written(len(body)) + body


def _number(code: bytes, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where it ends."""
    number = shift = 0
    while True:
        group = code[at]
        number |= (group & 127) << shift
        shift, at = shift + 7, at + 1
        if group < 128:
            return number, at


def _written(number: int) -> bytes:
    groups = bytearray()
    while number > 127:
        groups.append(number & 127 | 128)
        number >>= 7
    return bytes([*groups, number])


def _text(code: bytes, at: int) -> tuple[str, int]:
    size, start = _number(code, at)
    return code[start : start + size].decode(), start + size
