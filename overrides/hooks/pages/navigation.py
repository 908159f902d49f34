"""The folders of generated pages in the navigation of ``mkdocs.yml``."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.files import Files


def expand(nav: Any, files: Files) -> Any:
    """Replace each « folder/ » by its pages, the index first, in the order in which they were made."""
    if isinstance(nav, list):
        return [expand(item, files) for item in nav]
    if isinstance(nav, dict):
        return {title: expand(item, files) for title, item in nav.items()}
    if not isinstance(nav, str) or not nav.endswith("/"):
        return nav
    return [file.src_uri for file in files.documentation_pages() if file.src_uri.startswith(nav)]
