"""Run in the cut Python: what the modules it holds import by any statement, in a function too, and cannot find."""

import ast
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

type Sources = dict[str, tuple[str, bytes]]  # by module: its package, its source


def missing(archives: list[str], stdlib: str, folders: list[str]) -> list[str]:
    """The modules that are somewhere in these sources, asked for by a module of the archives, and not found."""
    sources = read(stdlib, folders)
    held = {name_of(file) for archive in archives for file in zipfile.ZipFile(archive).namelist()}
    asked = {name for module in held & sources.keys() for name in imports(*sources[module])}
    return sorted(name for name in asked & sources.keys() if not found(name))


def read(stdlib: str, folders: list[str]) -> Sources:
    with zipfile.ZipFile(stdlib) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for folder in map(Path, folders):
        files |= {str(file.relative_to(folder.parent)): file.read_bytes() for file in folder.rglob("*.py")}
    return {name_of(file): (package_of(file), text) for file, text in files.items() if file.endswith(".py")}


def name_of(file: str) -> str:
    return file.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")


def package_of(file: str) -> str:
    return file.rpartition("/")[0].replace("/", ".")


def imports(package: str, source: bytes) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")
            above = parents[: len(parents) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield base
            yield from (f"{base}.{item.name}" for item in node.names)


def found(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ImportError:  # its package is missing
        return False
