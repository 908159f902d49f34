"""A built page as passages of plain sentences: what stands under each title, as a reader hears it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

TITLES = {"h1", "h2", "h3"}
SILENT = {"script", "style", "svg", "template", "select", "textarea", "math", "form", "button"}
CELLS = {"td", "th"}
BLOCKS = {
    *(
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
    ),
    *(
        "figure",
        "footer",
        "header",
        "hr",
        "label",
        "legend",
        "li",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
    ),
    *("table", "tbody", "tfoot", "thead", "tr", "ul"),
}
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"}

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_ENDED = re.compile(r"[.!?:;…·]$")


class Passage(NamedTuple):
    """The anchor of a title, empty for the head of the page, the title, and the text before the next one."""

    anchor: str
    title: str
    text: str


def passages(html: str) -> list[Passage]:
    """The passages of the article of a page, in order, without what is left out of the search."""
    reader = _Reader()
    if article := _ARTICLE.search(html):  # the menu around it is longer than most of them
        reader.feed(article[0])
    return [Passage(anchor, _line(title), _sentences(text)) for anchor, title, text in reader.found if title]


def _line(text: str) -> str:
    return " ".join(text.replace("\0", " ").replace("\1", " ").split())


def _sentences(text: str) -> str:
    """Blocks as sentences; the cells of a row stand apart."""
    blocks = (
        " · ".join(cell for part in block.split("\1") if (cell := _line(part))) for block in text.split("\0")
    )
    return " ".join(block if _ENDED.search(block) else f"{block}." for block in blocks if block.strip(" .·–"))


class _Reader(HTMLParser):
    """Gathers text by title; a block ends with ``\\0``, a cell with ``\\1``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self._article = False
        self._silent: list[str] = []
        self._title: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "article":
            self._article = True
        if tag in VOID:
            self._say("\0" if tag in BLOCKS else " ")
        elif (
            self._silent
            or tag in SILENT
            or "data-search-exclude" in given
            or "hidden" in given
            or given.get("class") == "headerlink"
        ):
            self._silent.append(tag)
        elif tag in TITLES and self._article:
            self._title = tag
            self.found.append([given.get("id") or "" if tag != "h1" else "", "", ""])
        else:
            self._say("\1" if tag in CELLS else "\0" if tag in BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag == "article":
            self._article = False
        if tag == self._title:
            self._title = None
        else:
            self._say("\1" if tag in CELLS else "\0" if tag in BLOCKS else " " if tag == "span" else "")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, text: str) -> None:
        if self._article and self.found and not self._silent:
            self.found[-1][1 if self._title else 2] += text
