"""Every function and class that others may use says what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    file for room in ("calculator", "overrides", "runtime") for file in (ROOT / room).rglob("*.py")
)


def silent(tree: ast.Module) -> Iterator[str]:
    """The public functions and classes of a module, outside classes, that have no docstring."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield node.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_is_public_says_what_it_is_for(file: Path) -> None:
    assert [*silent(ast.parse(file.read_text(encoding="utf-8")))] == []
