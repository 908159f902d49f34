"""The content of the site, rendered by Zensical: what it reads is written for it, what our hooks do for MkDocs comes after."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml

from overrides.hooks import content
from overrides.hooks.gathering.addresses import relative
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.made import Made
from overrides.hooks.pages import navigation
from tests.support.apart import binaries
from tests.support.house import ROOT

LEFT_OUT = ("hooks", "watch", "strict", "validation")
"""What of ``mkdocs.yml`` is MkDocs's alone."""
THEME = ("*.py", "__pycache__", "hooks", "pages", "notebooks")
"""What stands beside the templates of the theme, and would be published with it."""

LOCAL = "http://127.0.0.1:8000/"
"""Zensical asks an address."""

EXCLUDED, KEPT = "data-search-exclude", "data-sunes-exclude"
"""What marks a part that is not searched: Zensical takes the mark away, so it goes through under another name."""

_LINK = re.compile(r'(<[a-z][^<>]*? (?:href|src)=")([^"]*)(")')


@dataclass(frozen=True)
class Rendered:
    """A site that Zensical wrote, and the navigation: the address and the title of each page, part by part."""

    site: Path
    parts: Mapping[str, list[tuple[str, str]]]


def render(book: Book, folder: Path) -> Rendered:
    """Write the content into a folder, emptied first, and let Zensical render it."""
    shutil.rmtree(folder, ignore_errors=True)
    made = content.plain(book, "")
    content.write(made, folder / "docs")
    pages = [file for file in made.files if file.is_page]
    for page in pages:
        Made(page.path, from_source(page)).write(folder / "docs")
    shutil.copytree(ROOT / "overrides", folder / "overrides", ignore=shutil.ignore_patterns(*THEME))
    nav = navigation.expand(_mkdocs()["nav"], made.files)
    config = _mkdocs() | {"site_url": LOCAL, "nav": nav}
    config["extra"] |= content.told(book, made.python) | {"hors_ligne": True}
    config["theme"]["variant"] = "classic"  # the look and the structure of Material
    for name in LEFT_OUT:
        del config[name]
    (folder / "mkdocs.yml").write_text(json.dumps(config, ensure_ascii=False, indent=1), encoding="utf-8")
    program = str(binaries("zensical") / "zensical")
    subprocess.run([program, "build", "--clean"], cwd=folder, check=True)
    titles = {page.path: _title(str(page.content)) for page in pages}
    known = {page.path: page.address for page in pages}
    parts = {title: _listed(under, known, titles) for item in nav for title, under in item.items()}
    return Rendered(folder / "site", parts)


def _mkdocs() -> dict[str, Any]:
    """What ``mkdocs.yml`` says, without the addresses that come from the environment."""
    text = re.sub(r"!ENV \[.*\]", "''", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config: dict[str, Any] = yaml.safe_load(text)
    return config


def _title(text: str) -> str:
    """The title of a page, from its front matter."""
    return str(yaml.safe_load(text.split("---\n")[1])["title"])


def _listed(item: Any, known: Mapping[str, str], titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pages of a part of the navigation, in order, under the title that the menu gives them or their own."""
    if isinstance(item, str):
        return [(known[item], titles[item])]
    if isinstance(item, list):
        return [page for each in item for page in _listed(each, known, titles)]
    found = []
    for title, under in item.items():
        found += [(known[under], title)] if isinstance(under, str) else _listed(under, known, titles)
    return found


def from_source(page: Made) -> str:
    """The Markdown of a page, the links of its HTML written as Zensical reads them.

    For MkDocs they start from the address of the page, which it does not touch; Zensical takes them to start from the
    file, as those of Markdown do, and moves them.
    """
    here = "/" + page.path.rpartition("/")[0]

    def moved(found: re.Match[str]) -> str:
        link = found[2]
        if not link or urlsplit(link).scheme or link.startswith(("#", "/")):
            return found[0]
        return found[1] + relative(urljoin(page.address, link), here) + found[3]

    return _LINK.sub(moved, str(page.content)).replace(EXCLUDED, KEPT)
