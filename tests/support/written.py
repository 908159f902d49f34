"""What any Python writes of the site with the package alone: the data of ``/api/``, the Markdown of every page.

``python tests/support/written.py DOSSIER`` writes them there. A compiled library draws the charts, and the package
does not ask for it: they are left empty, their words stay.
"""

import sys
from pathlib import Path
from unittest.mock import MagicMock

ROOT = Path(__file__).resolve().parents[2]
SITE = ""


def write(folder: Path) -> None:
    """Write the files under a folder."""
    sys.path.insert(0, str(ROOT))
    sys.modules["altair"] = MagicMock()
    sys.modules["vl_convert"] = MagicMock(vegalite_to_svg=lambda chart: "<svg></svg>")
    from overrides.hooks import prose
    from overrides.hooks.gathering import cases
    from overrides.hooks.gathering.book import open_book
    from overrides.hooks.macros import Macros
    from overrides.hooks.outputs import api
    from overrides.hooks.pages import pages

    book, python = open_book(ROOT / "data"), "assets/python/x/"
    shown, workbooks = cases.load(book.rules), {"xlsx": b"", "ods": b""}
    for made in (
        *api.files(book, shown, SITE),
        *pages.files(book, shown, SITE, python),
        *prose.files(ROOT / "docs", lambda page: Macros(book, page, shown, python, workbooks).named, SITE),
    ):
        made.write(folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
