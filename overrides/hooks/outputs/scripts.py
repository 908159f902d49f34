"""The scripts of the pages, put together: a page asks for one file named after its content, not for thirty.

Pages that link the same modules share it. A few scripts stand in the pages themselves: they act before the others come,
or when they are lost.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from runtime.bundle import bundle
from runtime.wheels import ROOT

FOLDER = Path("assets", "javascripts")
SOURCES = ROOT / "docs" / FOLDER
SEARCH = "lazy_search.js"
APART = ("workers", "lunr")
"""The folders of what is run apart from a page, served as it is written; the other folders are our modules."""

_SCRIPT = re.compile(r'(<script type="module" src=")([^"]*)assets/javascripts/([\w/-]+\.js)("></script>)')
_CLASSIC = re.compile(r'<script src="[^"]*assets/javascripts/([\w/-]+\.js)"')
_WITHIN = re.compile(r'<script data-secours src="[^"]*assets/javascripts/([\w/-]+\.js)"></script>')
_OPTIONS = ("--minify", "--entry-names=page.[hash]")

#: Their paths from the folder, in the order of the page.
type Modules = tuple[str, ...]


def apply(site: Path) -> None:
    """Put together the modules that each page of a built site links, and link what they became."""
    folder = site / FOLDER
    pages = {file: file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}
    within = {name for text in pages.values() for name in _WITHIN.findall(text)}
    texts = {name: _text(folder / name) for name in within}
    classic = {name for text in pages.values() for name in _CLASSIC.findall(text)}
    became = _together(folder, {_linked(text) for text in pages.values()} - {()})
    for room in folder.iterdir():
        if room.is_dir() and room.name not in APART:
            for module in room.glob("*.js"):
                if module.relative_to(folder).as_posix() not in classic:
                    module.unlink()
    _thread(folder)
    for file, text in pages.items():
        text = _WITHIN.sub(lambda found: f"<script>{texts[found[1]]}</script>", text)
        file.write_text(_relinked(text, became), encoding="utf-8")


def _linked(text: str) -> Modules:
    """The modules that a page links, in its order."""
    return tuple(name for _, _, name, _ in _SCRIPT.findall(text))


def _together(folder: Path, wanted: set[Modules]) -> dict[Modules, str]:
    """Write one file for each of these lists of modules; return its name."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        room = Path(name)
        entries = {room / f"{number}.js": modules for number, modules in enumerate(sorted(wanted))}
        for entry, modules in entries.items():
            entry.write_text("".join(f'import "../{module}";\n' for module in modules), encoding="utf-8")
        outputs = bundle(entries, room / "made", *_OPTIONS)
        for made in outputs:
            (room / "made" / made).rename(folder / made)
    lists = {entry.name: modules for entry, modules in entries.items()}
    return {lists[Path(output["entryPoint"]).name]: made for made, output in outputs.items()}


def _text(script: Path) -> str:
    """A module and what it imports, as a page may hold it."""
    with tempfile.TemporaryDirectory() as room:
        bundle([script], Path(room), "--minify", "--charset=utf8", "--format=iife")
        return (Path(room) / script.name).read_text(encoding="utf-8").strip()


def _thread(folder: Path) -> None:
    """Put the thread of the search together in its place; the theme's own, which it replaces, goes."""
    bundle([SOURCES / "workers" / SEARCH], folder / "workers", "--minify")
    for theirs in (folder / "workers").glob("search.*.js*"):
        theirs.unlink()
    shutil.rmtree(folder / "lunr", ignore_errors=True)


def _relinked(text: str, became: dict[Modules, str]) -> str:
    """Link, where the first of its modules was linked, what those of a page became."""
    made = iter([became.get(_linked(text))])

    def link(found: re.Match[str]) -> str:
        name = next(made, None)
        return f"{found[1]}{found[2]}{FOLDER.as_posix()}/{name}{found[4]}" if name else ""

    return _SCRIPT.sub(link, text)
