"""What the site says, as plain files, before anything renders it: Markdown, data, workbooks, the browser's Python.

No renderer is asked anything: ``python -m overrides.hooks.content DOSSIER`` writes the folder that one reads.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calculator.exact.formats import format_date
from overrides.hooks import prose
from overrides.hooks.gathering import cases
from overrides.hooks.gathering.book import Book, open_book
from overrides.hooks.gathering.made import ContentError, Made
from overrides.hooks.macros import Macros
from overrides.hooks.outputs import api, assets, calculette, ics, notebook, python, redirects, robots
from overrides.hooks.outputs.contact import Contact, read_contact
from overrides.hooks.pages import pages
from runtime.wheels import ROOT


@dataclass(frozen=True)
class Content:
    """The files of the content: the pages written and the pages made, then what is published beside them.

    ``python`` is the folder of the browser's Python, from the root of the site.
    """

    files: tuple[Made, ...]
    python: str


def gather(book: Book, site: str, root: Path = ROOT, contact: Contact | None = None) -> Content:
    """Make everything for a site at an address, which ends with a slash, or that was told none; ``contact`` is who is
    told of an error.
    """
    staged = assets.stage(root)
    return Content(tuple(_files(book, site, root, staged, contact or Contact())), staged.folder)


def told(book: Book, python: str) -> dict[str, Any]:
    """What the templates of the theme say on every page, in words: ``config.extra``, whatever the renderer."""
    rules = book.rules
    assert rules.programme.fin is not None, "the rules of data/ say when the programme ends"
    said = {
        "version": rules.version,
        "edition": book.edition,
        "publiee_le": format_date(rules.publiee_le) if rules.publiee_le else "",
        "fin": format_date(book.fin),
        "fin_annoncee": rules.programme.fin.affichee,
    }
    return {"regles": said, "adresses": dict(book.addresses), "python": python}


def _files(book: Book, site: str, root: Path, staged: assets.Python, contact: Contact) -> Iterator[Made]:
    shown = cases.load(book.rules)
    workbooks = calculette.workbooks(book.rules)
    yield from prose.files(
        root / "docs", lambda page: Macros(book, page, shown, staged.folder, workbooks, contact).named, site
    )
    yield from pages.files(book, shown, site, staged.folder)
    yield from api.files(book, shown, site)
    yield from ics.files(book, site)
    yield from calculette.files(workbooks)
    yield from staged.files()
    yield from python.files(root)
    yield from notebook.files(root, site, book.rules)
    yield from assets.fonts(root)
    yield from assets.supply()
    yield from redirects.files(book.redirects)
    yield from robots.files(site)


def write(content: Content, folder: Path, root: Path = ROOT) -> None:
    """Write the content into an empty folder, over the images, styles and scripts of ``docs/``."""
    shutil.copytree(root / "docs", folder, ignore=shutil.ignore_patterns("*.md"))
    for made in content.files:
        made.write(folder)


def main(folder: str) -> int:
    """Write the content for what ``SITE_URL`` and ``CONTACT`` say, or show what is wrong."""
    site = os.environ.get("SITE_URL", "")
    target = Path(folder)
    shutil.rmtree(target, ignore_errors=True)
    try:
        contact = read_contact(os.environ.get("CONTACT", ""))
        write(gather(open_book(ROOT / "data"), site and site.rstrip("/") + "/", contact=contact), target)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
