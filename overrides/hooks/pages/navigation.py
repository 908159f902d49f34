"""The folders of generated pages in the navigation of ``mkdocs.yml``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from overrides.hooks.gathering.made import Made


def expand(nav: Any, files: Iterable[Made]) -> Any:
    """Replace each « folder/ » by its pages, the index first, in the order in which they were made."""
    pages = [file.path for file in files if file.is_page]
    return _expand(nav, pages)


def _expand(nav: Any, pages: list[str]) -> Any:
    if isinstance(nav, list):
        return [_expand(item, pages) for item in nav]
    if isinstance(nav, dict):
        return {title: _expand(item, pages) for title, item in nav.items()}
    if not isinstance(nav, str) or not nav.endswith("/"):
        return nav
    return [page for page in pages if page.startswith(nav)]
