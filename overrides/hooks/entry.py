"""The events of MkDocs, each handed to the module that knows.

The only file that MkDocs lists as a hook, and the only one it keeps between two builds of
``mkdocs serve``: everything else is imported afresh, so that an edit of the engine, of the data
or of a template shows without a restart.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
OURS = ("calculator", "overrides", "runtime")

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

serving = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether we serve; compiled files would then count as edits of a watched folder."""
    global serving
    serving = command == "serve"
    sys.dont_write_bytecode = serving


@event_priority(100)  # before the macros, which read the book, and before the old site is cleaned
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the rules once per build; a fault of the data stops the build here, with its message."""
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    from overrides.hooks.gathering.book import open_book
    from overrides.hooks.outputs.contact import read_contact

    config.extra["book"] = open_book(ROOT / "data")
    config.extra["contact"] = read_contact(config.extra["contact"])
    config.extra["hors_ligne"] = not serving  # an edit must show: nothing is kept of a site being written
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add what is made: pages and machine-readable files, the Python of the browser, the typeface."""
    from overrides.hooks.outputs import (
        api,
        assets,
        calculette,
        discovery,
        ics,
        notebook,
        python,
        redirects,
    )
    from overrides.hooks.pages import navigation, pages

    book = config.extra["book"]
    staged = assets.stage(ROOT)
    config.extra["python"] = staged.folder
    made = (
        *pages.files(book, config),
        *api.files(book, config),
        *ics.files(book, config),
        *calculette.files(book, config),
        *staged.files(config),
        *python.files(ROOT, config),
        *notebook.files(ROOT, config, book.rules),
        *assets.fonts(ROOT, config),
        *assets.supply(config),
        *redirects.files(book.redirects, config),
        *discovery.robots(config),
    )
    for file in made:
        files.append(file)
    config.nav = navigation.expand(config.nav, files)
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Title the tables, tell the words of the glossary where a page first uses them, keep the anchors that moved."""
    from overrides.hooks.outputs import redirects
    from overrides.hooks.pages import lexicon, tables

    book = config.extra["book"]
    html = tables.titled(html, page.file.src_uri)
    return redirects.kept(lexicon.told(html, page.url, book), page.url, book.redirects)


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Give the readings their place, and keep the order of the pages for the guide in one page."""
    from overrides.hooks.pages import readings

    config.extra["nav"], config.extra["lectures"] = nav, readings.hang(nav, files)
    return nav


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    """Give the theme's templates our words, linked data, addresses; bind the guide, whose pages are all written."""
    from overrides.hooks.outputs.contact import report
    from overrides.hooks.outputs.discovery import blocks
    from overrides.hooks.pages import booklet
    from overrides.hooks.pages.cited import cited
    from overrides.hooks.pages.pages import FILTERS

    env.filters.update(FILTERS)
    env.globals["cites"] = lambda page: cited(page, config.extra["book"])
    env.globals["signalement"] = lambda page: report(page, config, config.extra["book"])
    env.globals["donnees_liees"] = lambda page: blocks(page, config, config.extra["book"])
    booklet.bind(config.extra["nav"], config.extra["lectures"])
    return env


def on_page_context(context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Fold what most readers do not come for, once the guide in one page has taken it whole."""
    from overrides.hooks.pages.folding import folded

    page.content = folded(page.content or "")
    return context


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Give every text of a page, whoever wrote it, the spaces that French wants; say which drawings mean nothing."""
    from overrides.hooks.pages import icons
    from overrides.hooks.pages.typesetting import typeset

    return icons.hidden(typeset(output))


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """The same for the page of what is not found, which is no page of the navigation."""
    from overrides.hooks.pages import icons
    from overrides.hooks.pages.typesetting import typeset

    return icons.hidden(typeset(output_content)) if template_name.endswith(".html") else output_content


def on_post_build(*, config: MkDocsConfig) -> None:
    """Let the search ignore accents, join styles and scripts, write the policy into every page, list the files."""
    from overrides.hooks.outputs import csp, offline, scripts, search, stylesheets

    site, book = Path(config.site_dir), config.extra["book"]
    search.apply(site, book)
    stylesheets.apply(site)
    scripts.apply(site)
    csp.apply(site, serving=serving)
    if not serving:
        offline.apply(site, f"règles {book.edition}")


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Keep the last good site in front of the reader when a build fails."""
    from overrides.hooks.serving import keep_last_good_site

    keep_last_good_site(server, Path(config.site_dir))
    return server
