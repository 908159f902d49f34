"""The parts of a page that most readers do not come for, folded under their titles.

A heading marks its section: ``## Erreurs à éviter {#erreurs .sunes-replie}``. The section stays in the table of
contents and in the search; an address of what it holds unfolds it (``site/folds.js``); paper shows it, unless the
heading says ``.sunes-ecran`` too: what helps to understand a rule, and does not bear it. Paper then shows its title
and says that it was folded, unless the reader unfolded it; a button prints all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MARK, SCREEN = "sunes-replie", "sunes-ecran"

ALL = (
    '<p class="sunes-imprimer" data-search-exclude><button type="button" class="sunes-bouton" data-imprimer-tout>'
    "Imprimer avec tout le détail</button> <span>Ce qui est replié se lit à l’adresse du pied de page, et s’y imprime par "
    "« Imprimer avec tout le détail ».</span></p>\n"
)
"""What ends a page of which paper does not show all."""

_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_SECTION = re.compile(r"(?=<h2\b)")
_LINK = re.compile(r'<a class="headerlink".*?</a>')  # a title that one presses holds no link
_FOLDED = re.compile(rf'<h2 class="{MARK}((?: {SCREEN})?)"(.*?</h2>)(.*)', re.DOTALL)


def folded(html: str) -> str:
    """The HTML of a page with its marked sections folded; neighbours make one list, and the way to print them ends it."""
    parts = "".join(_parts(html))
    return parts + ALL if f'class="sunes-repli {SCREEN}"' in parts else parts


def _parts(html: str) -> Iterator[str]:
    for part in _SECTION.split(html):
        found = _FOLDED.match(part)
        if found is None:
            yield part
            continue
        paper, title, body = found[1], _LINK.sub("", found[2]), found[3]
        title = _PERMALINK.sub(
            "", title
        )  # nothing else answers to a click in what unfolds; the contents cite it
        yield f'<details class="sunes-repli{paper}"><summary><h2{title}</summary>\n{body}</details>\n'
