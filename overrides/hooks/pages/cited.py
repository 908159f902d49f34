"""The addresses that paper needs: of each source and each reading that a page cites by a link.

A public page is at its own address; a text and a reading are where this site shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin

from calculator.rules.addresses import address
from overrides.hooks.gathering.book import Book

LIVE = "depart"
"""What marks a page whose result is drawn as one answers: what it cites is not known here."""

_LINK = re.compile(r'<a\b[^>]*\shref="([^"]+)"')


def cited(page: Any, book: Book) -> list[str]:
    """The address of each source, then of each reading, in the order of the rules: that of a public page is whole,
    the others start at the root of the site and end with the name.
    """
    if page is None or LIVE in page.meta:
        return []
    here = f"/{page.url}"
    links = {urljoin(here, unescape(link)) for link in _LINK.findall(page.content or "")}
    led = {link for link in links if urldefrag(link).url != here}
    return list(_found(led, book))


def _found(led: set[str], book: Book) -> Iterator[str]:
    for key, text in book.rules.textes.items():
        if book.addresses[key] in led:
            yield text.page.adresse if text.page else book.addresses[key]
    yield from (address(number) for number in book.rules.lectures if address(number) in led)
