"""The scripts of the pages, put together: a page waits for a few files named after their content, not for thirty.

What several pages share is a file of its own, told to the browser as soon as the page begins. One script stands in the
page itself: it acts when the others are lost.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from runtime.bundle import bundle
from runtime.wheels import ROOT

FOLDER = Path("assets", "javascripts")
SOURCES = ROOT / "docs" / FOLDER
SEARCH = "lazy_search.js"
APART = ("workers", "lunr")
"""The folders of what is run apart from a page, served as it is written; the other folders are our modules."""

_SCRIPT = re.compile(r'(<script type="module"[^>]* src=")([^"]*)assets/javascripts/([\w/-]+\.js)(")')
_CLASSIC = re.compile(r'<script src="[^"]*assets/javascripts/([\w/-]+\.js)"')
_WITHIN = re.compile(r'<script data-secours src="[^"]*assets/javascripts/([\w/-]+\.js)"></script>')
_OPTIONS = ("--splitting", "--minify", "--entry-names=[name].[hash]", "--chunk-names=commun.[hash]")


def apply(site: Path) -> None:
    """Put together the modules that the pages of a built site link, and link what they became."""
    folder = site / FOLDER
    pages = {file: file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}
    within = {name for text in pages.values() for name in _WITHIN.findall(text)}
    texts = {name: _text(folder / name) for name in within}
    linked = {name for text in pages.values() for _, _, name, _ in _SCRIPT.findall(text)}
    classic = {name for text in pages.values() for name in _CLASSIC.findall(text)}
    modules = [
        file
        for room in folder.iterdir()
        if room.is_dir() and room.name not in APART
        for file in room.glob("*.js")
    ]
    with tempfile.TemporaryDirectory(dir=folder) as room:
        outputs = bundle([folder / name for name in sorted(linked)], Path(room), *_OPTIONS)
        for module in modules:
            if module.relative_to(folder).as_posix() not in classic:
                module.unlink()
        for made in Path(room).iterdir():
            made.rename(folder / made.name)
    _thread(folder)
    became = {
        _linked(output["entryPoint"]): name for name, output in outputs.items() if "entryPoint" in output
    }
    for file, text in pages.items():
        text = _WITHIN.sub(lambda found: f"<script>{texts[found[1]]}</script>", text)
        file.write_text(_relinked(text, became, outputs), encoding="utf-8")


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


def _linked(entry: str) -> str:
    """The name under which a page links an entry, from its path: ``simulator/simulator.js``."""
    return entry.rpartition(f"{FOLDER.as_posix()}/")[2]


def _relinked(text: str, became: dict[str, str], outputs: dict[str, Any]) -> str:
    """Link what each module became; announce, in the head, what they share."""
    first = _SCRIPT.search(text)
    if first is None:
        return text
    shared = _imported({became[name] for _, _, name, _ in _SCRIPT.findall(text)}, outputs)
    hints = "".join(
        f'<link rel="modulepreload" href="{first[2]}{FOLDER.as_posix()}/{name}">' for name in sorted(shared)
    )
    place = min(first.start(), text.index("</head>"))
    text = text[:place] + hints + text[place:]
    return _SCRIPT.sub(
        lambda found: f"{found[1]}{found[2]}{FOLDER.as_posix()}/{became[found[3]]}{found[4]}", text
    )


def _imported(names: set[str], outputs: dict[str, Any]) -> set[str]:
    """The files that these import, and those that these import in turn."""
    found = {Path(one["path"]).name for name in names for one in outputs[name]["imports"]}
    return found | _imported(found, outputs) if found else found
