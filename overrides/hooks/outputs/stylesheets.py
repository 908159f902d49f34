"""One stylesheet for the whole site, named after its content: a first page waits for one file, not for twenty.

The theme's, then ours, in the order in which every page links them; what one imports is put in its place. The theme
dresses much that this site does not have: what none of its pages can show is left out, and never asked of a browser.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from runtime.purge import purge
from runtime.wheels import ROOT

FOLDER = Path("assets", "stylesheets")
_LINK = re.compile(r'<link rel="stylesheet" href="([^"]*/)?assets/stylesheets/([\w./-]+\.css)">\s*')
_IMPORT = re.compile(r'@import url\("([\w.-]+\.css)"\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")
_WORD = re.compile(r"[\w-]+")
_OURS = ROOT / "docs" / FOLDER


def apply(site: Path) -> None:
    """Join the stylesheets of a built site, and link the one that remains."""
    pages = {file: file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}
    linked = {names for text in pages.values() if (names := tuple(name for _, name in _LINK.findall(text)))}
    if len(linked) != 1:
        raise ValueError(f"the pages do not link the same stylesheets: {linked}")
    words = said(site, pages.values())
    content = "\n".join(_dress(site / FOLDER, name, words) for name in linked.pop())
    name = f"sunes.{hashlib.sha256(content.encode()).hexdigest()[:8]}.css"
    shutil.rmtree(site / FOLDER)
    (site / FOLDER).mkdir()
    (site / FOLDER / name).write_text(content, encoding="utf-8")
    for file, text in pages.items():
        file.write_text(_relinked(text, name), encoding="utf-8")


def said(site: Path, pages: Iterable[str]) -> set[str]:
    """The words of all that may make a page: the pages, their scripts, and what the calculator draws."""
    scripts = (file.read_text(encoding="utf-8") for file in (site / "assets" / "javascripts").rglob("*.js"))
    drawings = (file.read_text(encoding="utf-8") for file in (ROOT / "calculator").rglob("*.html"))
    return {word for text in (*pages, *scripts, *drawings) for word in _WORD.findall(text)}


def _dress(folder: Path, name: str, words: set[str]) -> str:
    style = joined(folder, name)
    return style if (_OURS / name).exists() else purge(style, words)


def joined(folder: Path, name: str) -> str:
    """The text of a stylesheet and of what it imports, without comments nor indentation."""
    text = (folder / name).read_text(encoding="utf-8-sig")
    text = _IMPORT.sub(lambda found: joined(folder, found[1]), _COMMENT.sub("", text))
    return _INDENT.sub("\n", text).strip().removeprefix('@charset "UTF-8";')


def _relinked(text: str, name: str) -> str:
    first = _LINK.search(text)
    if first is None:
        return text
    link = f'<link rel="stylesheet" href="{first[1] or ""}{FOLDER.as_posix()}/{name}">\n'
    return text[: first.start()] + link + _LINK.sub("", text[first.end() :])
