"""The tables of the prose: each has a title and headers, as those of the templates do.

A Markdown table has neither. Its title is the paragraph before it, « Tableau : … », or that of its section; its first
column names the rows.
"""

from __future__ import annotations

import re
from html import escape, unescape

from overrides.hooks.gathering.made import ContentError

_TABLE = re.compile(
    r"(?:<p>Tableau[ \u00a0]:[ \u00a0](?P<title>.*?)</p>\s*)?<table>(?P<rows>.*?)</table>", re.DOTALL
)
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
_MARK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_HEADER = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<td([^>]*)>(.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def titled(html: str, page: str) -> str:
    """The content of a page, its Markdown tables with a caption and scopes; one that nothing names stops the build."""

    def whole(found: re.Match[str]) -> str:
        if "<caption" in found["rows"]:  # a template's own
            return found[0]
        title = found["title"] or _section(html[: found.start()])
        if not title:
            raise ContentError(f"{page} : un tableau n’a pas de titre ; écrivez avant lui « Tableau : … ».")
        return f'<table class="sunes-table">\n<caption>{title}</caption>{_headed(found["rows"])}</table>'

    return _TABLE.sub(whole, html)


def _section(before: str) -> str:
    """The title of the section that a place stands in, without the link to itself."""
    titles = _HEADING.findall(before)
    return _TAG.sub("", _MARK.sub("", titles[-1])).strip() if titles else ""


def _headed(rows: str) -> str:
    """The rows, the head of each column and of each row said to be so; on a phone a cell repeats its column's."""
    names = [_plain(text) for _, text in _HEADER.findall(rows)]
    head = _HEADER.sub(r'<th scope="col"\1>\2</th>', rows)
    return _ROW.sub(lambda row: f"<tr>{_named(row[1], names)}</tr>", head)


def _named(row: str, names: list[str]) -> str:
    ranks = iter(range(len(names)))

    def cell(found: re.Match[str]) -> str:
        rank = next(ranks)
        if rank == 0:
            return f'<th scope="row"{found[1]}>{found[2]}</th>'
        return f'<td data-titre="{escape(names[rank])}"{found[1]}>{found[2]}</td>'

    return _CELL.sub(cell, row)


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", text))
