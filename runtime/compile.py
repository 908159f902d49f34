"""Cut and compile the library of the browser. Run by Pyodide's own Python, under Node (compile.mjs).

A module is taken when it is there once what an archive must serve has been imported: no list to keep up to date.
What the writing itself needs is imported after that count.
"""

import dataclasses
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from marshal import dumps
from types import CodeType, SimpleNamespace
from typing import Any
from zipimport import zipimporter

#: By archive, where it will be: Pyodide puts its library there, python.js the engine.
PLACES = {"bibliotheque.bin": f"/lib/python3{sys.version_info.minor}.zip", "moteur.bin": "/lib/moteur.zip"}
#: By archive, the name of what hands over what was recorded (ready.py).
READY = {"bibliotheque.bin": "sitecustomize", "moteur.bin": "enginecustomize"}
FOLDER = "/folder"
ENGINE = "calculator"
DATE = (2020, 1, 1, 0, 0, 0)
#: A compiled file that nobody compares with its source.
UNCHECKED = b"\1" + bytes(11)

#: Modules that came from an archive, by name, with what loaded them; the others are in Pyodide itself.
type Modules = dict[str, zipimporter]


def main(archives: Mapping[str, tuple[list[str], list[str]]]) -> None:
    """Make the archives, ``{name: (wheels, modules to import)}``, into ``archives/`` in the folder of the wheels.

    Those of ``PLACES`` come one after the other; each of the others is added to them, and only to them. A package is
    never in two of those parts: what another needs of one that an earlier part holds goes there. A module that cannot
    be imported yet waits for another archive.
    """
    waiting: set[str] = set()
    recorded = record()
    parts: dict[str, Modules] = {name: {} for name in archives}
    kept: dict[str, bytes] = {}
    homes: dict[str, str] = {}
    for name, asked in archives.items():
        modules = brought(*asked, waiting, stays=name in PLACES)
        for module, loader in modules.items():
            package = module.partition(".")[0]
            if name in PLACES:
                homes.setdefault(package, name)
            parts[homes.get(package, name)][module] = loader
        kept[name] = dumps(tuple(dict(table) for table in recorded))
        for table in recorded:
            table.clear()
    if waiting:
        raise RuntimeError(f"Nothing lets one import {sorted(waiting)}.")
    for name, modules in parts.items():
        write(name, modules, kept[name])


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


def brought(wheels: list[str], modules: list[str], waiting: set[str], *, stays: bool) -> Modules:
    """What importing these modules, and those that waited for them, brings from an archive.

    Unless it ``stays`` all of it is forgotten, so that the next archive brings what it needs itself.
    """
    before, path = set(sys.modules), [*sys.path]
    sys.path += [f"{FOLDER}/{wheel}" for wheel in wheels]
    for module in [*modules, *sorted(waiting)]:
        try:
            import_module(module)
            waiting.discard(module)
        except ModuleNotFoundError:
            waiting.add(module)
    specs = (getattr(module, "__spec__", None) for module in list(sys.modules.values()))
    found = {spec.name: spec.loader for spec in specs if spec and isinstance(spec.loader, zipimporter)}
    if not stays:
        sys.path[:] = path
        for module in set(sys.modules) - before:
            del sys.modules[module]
    return found


def write(name: str, modules: Modules, kept: bytes) -> None:
    """Write a zip that depends on nothing but the modules, on the files that the engine reads and on what was kept.

    Those of ``PLACES`` are compressed as a whole, by a seventh smaller: the browser opens them on their way
    (machine.js), and Python has nothing to inflate.
    """
    import gzip
    from io import BytesIO
    from pathlib import Path
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

    whole, place = name in PLACES, PLACES.get(name, f"/lib/{name}")
    files = dict(compiled(module, loader, place) for module, loader in modules.items())
    if whole:
        files |= ready(READY[name], kept, place)
    if ENGINE in modules:
        files |= rules()
        files |= templates(place)
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


def compiled(module: str, loader: zipimporter, place: str) -> tuple[str, bytes]:
    """The file of a module and its bytes. Others' docstrings go; ours is compiled as it is written."""
    file = module.replace(".", "/") + ("/__init__.py" if loader.is_package(module) else ".py")
    trimmed = 0 if module.partition(".")[0] == ENGINE else 2
    source = loader.get_source(module) or ""
    return bytecode(place, file, source, trimmed)


def bytecode(place: str, file: str, source: str, optimize: int) -> tuple[str, bytes]:
    """The compiled file of this source in an archive, and its bytes."""
    from importlib.util import MAGIC_NUMBER

    code = compile(source, f"{place}/{file}", "exec", dont_inherit=True, optimize=optimize)
    return f"{file}c", MAGIC_NUMBER + UNCHECKED + dumps(code)


def ready(name: str, kept: bytes, place: str) -> Iterator[tuple[str, bytes]]:
    """What hands over to ``dataclasses`` and ``re`` what was recorded, and that."""
    from pathlib import Path

    yield bytecode(place, f"{name}.py", Path(FOLDER, "ready.py").read_text(), 0)
    yield f"{name}.marshal", kept


def templates(place: str) -> Iterator[tuple[str, bytes]]:
    """The templates of the engine, each a module: reading and compiling them is most of a first drawing."""
    from calculator.drawing.canvas import environment
    from calculator.drawing.templating import COMPILED, compiled

    folder = COMPILED.replace(".", "/")
    yield bytecode(place, f"{folder}/__init__.py", "", 0)
    for file, source in compiled(environment()):
        yield bytecode(place, f"{folder}/{file}", source, 0)


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
