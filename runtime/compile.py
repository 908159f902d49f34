"""Cut and compile the library of the browser. Run by Pyodide's own Python, under Node (compile.mjs).

A module is taken when it is there once what an archive must serve has been imported: no list to keep up to date.
What the writing itself needs is imported after that count.
"""

import dataclasses
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from marshal import dumps
from types import CodeType, SimpleNamespace
from typing import Any
from zipimport import zipimporter

#: The zip where Pyodide puts its library.
PLACE = f"/lib/python3{sys.version_info.minor}.zip"
FOLDER = "/folder"
ENGINE = "calculator"
DATE = (2020, 1, 1, 0, 0, 0)
#: A compiled file that nobody compares with its source.
UNCHECKED = b"\1" + bytes(11)

#: Modules that came from an archive, by name, with what loaded them; the others are in Pyodide itself.
type Modules = dict[str, zipimporter]


def main(archives: Mapping[str, tuple[list[str], list[str]]]) -> None:
    """Make the archives, ``{name: (wheels, modules to import)}``, into ``archives/`` in the folder of the wheels.

    The first archive stands alone; each of the others is added to it, and only to it. A package is never
    in two parts: what the others need of one that the first holds goes to the first. A module that the
    first cannot import waits for another archive.
    """
    waiting: set[str] = set()
    asked = iter(archives.values())
    recorded = record()
    first = brought(*next(asked), waiting)
    kept = dumps(tuple(dict(table) for table in recorded))
    others = [brought(*each, waiting) for each in asked]
    if waiting:
        raise RuntimeError(f"Nothing lets one import {sorted(waiting)}.")
    packages = {module.partition(".")[0] for module in first}
    for other in others:
        first |= {module: loader for module, loader in other.items() if module.partition(".")[0] in packages}
    for name, modules in zip(archives, (first, *others), strict=True):
        if modules is first:
            write(name, modules, ready(kept))
        else:
            write(name, {module: modules[module] for module in modules if module not in first})


def record() -> tuple[dict[str, CodeType], dict[tuple[str | bytes, int], tuple[Any, ...]]]:
    """Methods by their text, patterns by their text and flags: all that is compiled from now on (ready.py)."""
    methods: dict[str, CodeType] = {}
    patterns: dict[tuple[str | bytes, int], tuple[Any, ...]] = {}
    compiler: Any = vars(re)["_compiler"]
    machine, compiled = compiler._sre, compiler.compile

    def execute(text: str, names: dict[str, Any], local: dict[str, Any]) -> None:
        methods[text] = compile(text, "<string>", "exec", dont_inherit=True)
        exec(methods[text], names, local)

    def compile_pattern(pattern: Any, flags: int = 0) -> Any:
        def keep(made_from: Any, all_flags: int, code: list[int], *groups: Any) -> Any:
            if isinstance(pattern, (str, bytes)):
                patterns[pattern, int(flags)] = (int(all_flags), [int(word) for word in code], *groups)
            return machine.compile(made_from, all_flags, code, *groups)

        compiler._sre = SimpleNamespace(**vars(machine) | {"compile": keep})
        return compiled(pattern, flags)

    vars(dataclasses)["exec"] = execute
    compiler.compile = compile_pattern
    for _, pattern, flags in [*vars(re)["_cache"]]:  # those of the modules that were there before
        compile_pattern(pattern, flags)
    return methods, patterns


def brought(wheels: list[str], modules: list[str], waiting: set[str]) -> Modules:
    """What importing these modules, and those that waited for them, brings from an archive.

    All of it is forgotten, so that the next archive brings what it needs itself, but for the first.
    """
    before, path = set(sys.modules), [*sys.path]
    first = ENGINE not in before
    sys.path += [f"{FOLDER}/{wheel}" for wheel in wheels]
    for module in [*modules, *sorted(waiting)]:
        try:
            import_module(module)
            waiting.discard(module)
        except ModuleNotFoundError:
            waiting.add(module)
    specs = (getattr(module, "__spec__", None) for module in list(sys.modules.values()))
    found = {spec.name: spec.loader for spec in specs if spec and isinstance(spec.loader, zipimporter)}
    if not first:
        sys.path[:] = path
        for module in set(sys.modules) - before:
            del sys.modules[module]
    return found


def write(name: str, modules: Modules, more: Iterable[tuple[str, bytes]] = ()) -> None:
    """Write a zip that depends on nothing but the modules, on the files that the engine reads and on what is added.

    The first is compressed as a whole, by a seventh smaller: the browser opens it on its way (machine.js),
    and Python has nothing to inflate.
    """
    import gzip
    from io import BytesIO
    from pathlib import Path
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

    files = dict([*(compiled(module, loader) for module, loader in modules.items()), *more])
    whole = ENGINE in modules
    if whole:
        files |= rules()
        files |= templates()
    made = BytesIO()
    with ZipFile(made, "w", compresslevel=9) as archive:
        for file, content in sorted(files.items()):
            entry = ZipInfo(file, DATE)
            entry.create_system = 3
            archive.writestr(entry, content, ZIP_STORED if whole else ZIP_DEFLATED)
    folder = Path(FOLDER, "archives")
    folder.mkdir(exist_ok=True)
    content = made.getvalue()
    (folder / name).write_bytes(gzip.compress(content, 9, mtime=0) if whole else content)


def compiled(module: str, loader: zipimporter) -> tuple[str, bytes]:
    """The file of a module and its bytes. Others' docstrings go; ours is compiled as it is written."""
    file = module.replace(".", "/") + ("/__init__.py" if loader.is_package(module) else ".py")
    trimmed = 0 if module.partition(".")[0] == ENGINE else 2
    source = loader.get_source(module) or ""
    return bytecode(file, source, trimmed)


def bytecode(file: str, source: str, optimize: int) -> tuple[str, bytes]:
    """The compiled file of this source, and its bytes."""
    from importlib.util import MAGIC_NUMBER

    code = compile(source, f"{PLACE}/{file}", "exec", dont_inherit=True, optimize=optimize)
    return f"{file}c", MAGIC_NUMBER + UNCHECKED + dumps(code)


def ready(kept: bytes) -> Iterator[tuple[str, bytes]]:
    """What hands over to ``dataclasses`` and ``re`` what was recorded, and that."""
    from pathlib import Path

    yield bytecode("sitecustomize.py", Path(FOLDER, "ready.py").read_text(), 0)
    yield "sitecustomize.marshal", kept


def templates() -> Iterator[tuple[str, bytes]]:
    """The templates of the engine, each a module: reading and compiling them is most of a first drawing."""
    from calculator.drawing.canvas import environment
    from calculator.drawing.templating import COMPILED, compiled

    folder = COMPILED.replace(".", "/")
    yield bytecode(f"{folder}/__init__.py", "", 0)
    for file, source in compiled(environment()):
        yield bytecode(f"{folder}/{file}", source, 0)


def rules() -> Iterator[tuple[str, bytes]]:
    """The rules as they were read here, and checked: a page reads no JSON."""
    from copyreg import dispatch_table
    from io import BytesIO
    from pickle import Pickler
    from types import MappingProxyType

    from calculator.exact.reading import immutable
    from calculator.rules.packaged import packaged_rules

    made = BytesIO()
    pickler = Pickler(made, protocol=5)
    pickler.dispatch_table = dispatch_table | {MappingProxyType: lambda values: (immutable, (dict(values),))}
    pickler.dump(packaged_rules())
    yield f"{ENGINE}/regles.pickle", made.getvalue()
