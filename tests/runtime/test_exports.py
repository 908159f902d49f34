"""Of Pyodide, the exports that nobody asks for are cut, and nothing else."""

import re

import pytest

from runtime.build import GLUE, LOADER, MACHINE, NPM_PACKAGE
from runtime.exports import EXPORTS, cut, sections

TOY = (
    "f=()=>_read(1);var _read,_unread,_address,_elsewhere;function assignWasmExports(wasmExports){"
    '_read=Module["_read"]=wasmExports["read"];_unread=Module["_unread"]=wasmExports["unread"];'
    '_address=Module["_address"]=wasmExports["address"].value>>>0;'
    '_elsewhere=Module["_elsewhere"]=wasmExports["elsewhere"]}run()'
)


def section(kind: int, *entries: bytes) -> bytes:
    body = bytes([len(entries)]) + b"".join(entries)
    return bytes([kind, len(body)]) + body


def named(name: str, *rest: int) -> bytes:
    return bytes([len(name)]) + name.encode() + bytes(rest)


HEAD, CODE = b"\0asm\1\0\0\0", section(10, b"code")
IMPORTS = section(2, named("env", *named("log", 0, 3)), named("GOT.func", *named("own", 3, 127, 1)))
NAMES = ("read", "unread", "address", "elsewhere", "own", "main")
MACHINE_CODE = HEAD + IMPORTS + section(7, *(named(name, 0, 1) for name in NAMES)) + CODE


def pyodide() -> tuple[str, str, bytes]:
    glue, loader = ((NPM_PACKAGE / name).read_text(encoding="utf-8") for name in (GLUE, LOADER))
    return glue, loader, (NPM_PACKAGE / MACHINE).read_bytes()


def test_only_what_nobody_reads_is_left_out() -> None:
    glue, machine = cut(TOY, "Module._elsewhere()", MACHINE_CODE)
    assert glue == (
        "f=()=>_read(1);var _read,_elsewhere;function assignWasmExports(wasmExports){"
        '_read=Module["_read"]=wasmExports["read"];_elsewhere=Module["_elsewhere"]=wasmExports["elsewhere"]}run()'
    )
    left = section(7, *(named(name, 0, 1) for name in ("read", "elsewhere", "own", "main")))
    assert machine == HEAD + IMPORTS + left + CODE


def test_of_this_pyodide_no_instruction_changes_and_each_export_that_is_read_is_there() -> None:
    glue, loader, machine = pyodide()
    shorter, left = cut(glue, loader, machine)
    assert len(shorter) < 0.67 * len(glue)
    before, after = (
        [section for section in sections(code) if section.kind != EXPORTS] for code in (machine, left)
    )
    assert before == after
    [exports] = [section.body for section in sections(left) if section.kind == EXPORTS]
    for name in re.findall(r'wasmExports\["([^"]+)"\]', shorter):
        assert bytes([len(name)]) + name.encode() in exports, name


@pytest.mark.parametrize(
    ("glue", "machine"),
    [
        (TOY.replace("assignWasmExports", "other"), MACHINE_CODE),
        (TOY, MACHINE_CODE.replace(IMPORTS, section(2, named("env", *named("memory", 2, 0, 1))))),
    ],
    ids=["glue", "machine"],
)
def test_a_pyodide_that_is_written_otherwise_is_not_cut(glue: str, machine: bytes) -> None:
    with pytest.raises(RuntimeError, match=r"runtime/exports\.py est à revoir"):
        cut(glue, "", machine)
