"""What mkdocs-macros tells the written pages: the macros of ``overrides.hooks.macros``, for the page that calls them.

Without MkDocs the same names are told by ``overrides.hooks.prose``.
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """The address of the site is the same for every page."""
    env.variables["site"] = env.conf.site_url or ""


def on_pre_page_macros(env: Any) -> None:
    """Give a page its macros. ``env`` is that of mkdocs-macros; the names come from the hooks."""
    env.variables.update(env.conf.extra["macros"](env.page.file.src_uri))
