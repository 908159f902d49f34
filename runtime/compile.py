"""Cut and compile the library of the browser. Run by Pyodide's own Python, under Node (compile.mjs).

What is imported is found by reading the sources: everything for our own packages, imports made in a function
included; what a module imports when it is loaded for the others.
"""

import ast
import gc
import gzip
import io
import json
import marshal
import sys
import zipfile
from collections.abc import Iterator
from importlib import import_module
from importlib.util import MAGIC_NUMBER
from pathlib import Path

FOLDER = Path("/folder")
STDLIB = Path("/lib/python314.zip")
SITE = "site-packages/"
OURS = ("calculator", "remembered", "warm")
DATE = (2020, 1, 1, 0, 0, 0)
#: Conditions that do not hold where a module is imported.
NEVER = ("TYPE_CHECKING", "t.TYPE_CHECKING", "__name__ == '__main__'")
#: A compiled file that nobody compares with its source.
UNCHECKED = (1).to_bytes(4, "little") + bytes(8)

type Sources = dict[str, bytes]


def main(text: str) -> None:
    """Make the archives of an order into ``archives/`` in the folder, from the wheels there.

    The order is ``{wheels, standins, archives: {name: {roots, without}}}``: an archive holds what its roots import,
    less what an earlier one holds. A root that ends in ``.*`` stands for all the modules of a package.
    """
    order = json.loads(text)
    sources = read_sources(order["wheels"], order["standins"])
    put(sources)
    held: set[str] = set()
    target = FOLDER / "archives"
    target.mkdir()
    for name, wanted in order["archives"].items():
        modules = reachable(sources, expand(sources, wanted["roots"]), set(wanted["without"])) - held
        held |= modules
        (target / name).write_bytes(gzip.compress(archive(sources, modules), 9, mtime=0))


def read_sources(wheels: list[str], standins: dict[str, str]) -> Sources:
    """Every file by its place under ``/lib/python3.14/``, the stand-ins over the originals."""
    sources = dict(unzip(STDLIB, ""))
    for wheel in wheels:
        sources |= unzip(FOLDER / wheel, SITE)
    for name, content in standins.items():
        package = name.removesuffix(".py") + "/"
        sources = {file: source for file, source in sources.items() if not file.startswith(package)}
        sources[f"{SITE}{name}" if f"{SITE}{name}" in sources else name] = content.encode()
    return sources


def unzip(path: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    """The files of an archive, less the folders and the metadata."""
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if not name.endswith("/") and ".dist-info/" not in name:
                yield prefix + name, file.read(name)


def file_of(sources: Sources, module: str) -> str | None:
    """The file of a module; none when it is built in or absent."""
    path = module.replace(".", "/")
    places = (f"{prefix}{path}{end}" for prefix in ("", SITE) for end in ("/__init__.py", ".py"))
    return next((place for place in places if place in sources), None)


def module_of(file: str) -> str:
    """The module of a file."""
    return file.removeprefix(SITE).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def expand(sources: Sources, roots: list[str]) -> list[str]:
    """The roots, each ``package.*`` replaced by its modules."""
    every = [module_of(file) for file in sources if file.endswith(".py")]
    found = []
    for root in roots:
        package = root.removesuffix("*")
        found += [name for name in every if name.startswith(package)] if root != package else [root]
    return found


def reachable(sources: Sources, roots: list[str], without: set[str]) -> set[str]:
    """Every module that a root imports, directly or not, with the packages that hold them."""
    seen: set[str] = set()
    todo = roots
    while todo:
        name = todo.pop()
        held = {name.rsplit(".", count)[0] for count in range(name.count(".") + 1)}
        if name in seen or held & without or not (file := file_of(sources, name)):
            continue
        seen.add(name)
        todo += [name.rpartition(".")[0], *imports(name, file, sources[file])]
    return seen


def imports(module: str, file: str, source: bytes) -> Iterator[str]:
    """What the statements of a module import; a name may be a module or something in one."""
    package = module if file.endswith("/__init__.py") else module.rpartition(".")[0]
    deep = module.partition(".")[0] in OURS
    todo: list[ast.AST] = [ast.parse(source)]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, node.module] if node.module else above)
            yield base
            yield from (f"{base}.{item.name}" for item in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test) in NEVER:
            todo += node.orelse
        elif deep or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            todo += ast.iter_child_nodes(node)


def archive(sources: Sources, modules: set[str]) -> bytes:
    """A zip of the compiled modules, with the other files of our packages; gzip compresses it better afterwards."""
    files = {}
    for module in modules:
        file = file_of(sources, module)
        assert file is not None
        files[f"{file}c"] = compiled(file, sources[file])
    if "calculator" in modules:
        data = [
            name for name in sources if name.startswith(f"{SITE}calculator/") and not name.endswith(".py")
        ]
        files |= {name: sources[name] for name in data}
        files["remembered.bin"] = rehearse(modules)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system = 3
            target.writestr(entry, content)
    return buffer.getvalue()


def compiled(file: str, source: bytes) -> bytes:
    """The bytes of a ``.pyc``. Docstrings go, but in our code, where a dataclass would write its own, slowly."""
    ours = module_of(file).partition(".")[0] in OURS
    place = f"/lib/python3.{sys.version_info.minor}/{file}"
    code = compile(source, place, "exec", dont_inherit=True, optimize=1 if ours else 2)
    return MAGIC_NUMBER + UNCHECKED + marshal.dumps(code)


def put(sources: Sources) -> None:
    """Let this Python import the packages of the wheels and our own modules."""
    place = Path("/put")
    for name, content in sources.items():
        if name.startswith(SITE) or name in ("remembered.py", "warm.py"):
            file = place / name.removeprefix(SITE)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    sys.path.insert(0, str(place))


def rehearse(modules: set[str]) -> bytes:
    """Run what the page will, every template included; return the code compiled meanwhile."""
    warm = import_module("warm")
    warm.warm()
    for name in sorted(modules):
        if name.partition(".")[0] == "calculator":
            import_module(name)
    environment = import_module("jinja2").Environment
    for found in [item for item in gc.get_objects() if isinstance(item, environment)]:
        if found.loader is not None:
            for name in found.list_templates():
                found.get_template(name)
    return marshal.dumps(dict(sorted(warm.remembered.known.items())))
