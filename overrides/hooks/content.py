"""What the site says, as plain files, before anything renders it: Markdown, data, workbooks, the browser's Python.

No renderer is asked anything: ``python -m overrides.hooks.content DOSSIER`` writes the folder that one reads.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, replace
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
    """The files of the content: the pages made, and what is published beside them.

    ``python`` is the folder of the browser's Python, from the root of the site; ``names`` are the macros that the
    written page at an address may call.
    """

    files: tuple[Made, ...]
    python: str
    names: prose.Names


def gather(book: Book, site: str, root: Path = ROOT, contact: Contact | None = None) -> Content:
    """Make everything for a site at an address, which ends with a slash, or that was told none.

    ``contact`` is who is told of an error. The written pages stay as they are.
    """
    staged = assets.stage(root)
    shown = cases.load(book.rules)
    workbooks = calculette.workbooks(book.rules)
    files = (
        *pages.files(book, shown, site, staged.folder),
        *api.files(book, shown, site),
        *ics.files(book, site),
        *calculette.files(workbooks),
        *staged.files(),
        *python.files(root),
        *notebook.files(root, site, book.rules),
        *assets.fonts(root),
        *assets.supply(),
        *redirects.files(book.redirects),
        *robots.files(site),
    )
    return Content(
        files,
        staged.folder,
        lambda page: Macros(book, page, shown, staged.folder, workbooks, contact or Contact()).named,
    )


def plain(book: Book, site: str, root: Path = ROOT, contact: Contact | None = None) -> Content:
    """The content for who has no macros: that of ``gather``, the written pages first, their macros replaced."""
    made = gather(book, site, root, contact)
    return replace(made, files=(*prose.files(root / "docs", made.names, site), *made.files))


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
        write(plain(open_book(ROOT / "data"), site and site.rstrip("/") + "/", contact=contact), target)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
