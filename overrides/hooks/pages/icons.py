"""The icons of the theme, which repeat a word or decorate: whoever listens is told nothing of them."""

from __future__ import annotations

import re

_BARE = re.compile(r"<svg(?![^>]*(?:aria-hidden|role)=)")


def hidden(html: str) -> str:
    """The HTML of a page, its drawings without a name marked as such."""
    return _BARE.sub('<svg aria-hidden="true"', html)
