"""The events of MkDocs, each handed to the module that knows.

The only file that MkDocs lists as a hook, and the only one it keeps between two builds of
``mkdocs serve``: everything else is imported afresh, so that an edit of the engine, of the data
or of a template shows without a restart.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
OURS = ("calculator", "overrides", "runtime")

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

serving = False


def stopping[**P, R](event: Callable[P, R]) -> Callable[P, R]:
    """Let what is wrong in the content stop MkDocs with its message."""

    @wraps(event)
    def run(*args: P.args, **given: P.kwargs) -> R:
        try:
            return event(*args, **given)
        except Exception as error:
            from overrides.hooks.gathering.made import ContentError  # the one of this build

            if isinstance(error, ContentError):
                raise PluginError(str(error)) from error.__cause__
            raise

    return run


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether we serve; compiled files would then count as edits of a watched folder."""
    global serving
    serving = command == "serve"
    sys.dont_write_bytecode = serving


@event_priority(100)  # before the old site is cleaned
@stopping
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the rules once per build; a fault of the data stops the build here, with its message."""
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    from overrides.hooks.gathering.book import open_book
    from overrides.hooks.outputs.contact import read_contact

    config.extra["book"] = open_book(ROOT / "data")
    config.extra["cherchees"] = []
    config.extra["contact"] = read_contact(config.extra["contact"])
    return config


@stopping
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Hand MkDocs the content beside the written pages, with what those may call; unfold the navigation."""
    from overrides.hooks import content
    from overrides.hooks.gathering.made import Made
    from overrides.hooks.pages import navigation

    for file in [file for file in files if file.src_uri.startswith("hooks/")]:
        files.remove(file)  # MkDocs publishes what stands beside the templates of a theme
    made = content.gather(config.extra["book"], config.site_url or "", ROOT, config.extra["contact"])
    # an edit must show: nothing is kept of a site being written
    config.extra.update(content.told(config.extra["book"], made.python), hors_ligne=not serving)
    config.extra["macros"] = lambda written: made.names(Made(written, "").address)
    for one in made.files:
        level = InclusionLevel.INCLUDED if one.in_menu else InclusionLevel.NOT_IN_NAV
        if isinstance(one.content, Path):
            file = File.generated(config, one.path, abs_src_path=str(one.content), inclusion=level)
        else:
            file = File.generated(config, one.path, content=one.content, inclusion=level)
        files.append(file)
    config.nav = navigation.expand(config.nav, made.files)
    return files


@stopping
def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Title the tables, tell the words of the glossary at their first use, keep the anchors that moved; note the page."""
    from overrides.hooks.outputs import redirects
    from overrides.hooks.pages import lexicon, tables

    book = config.extra["book"]
    asked = page.meta.get("search") or {}
    if not asked.get("exclude"):
        config.extra["cherchees"].append(page.url)
        # the theme would index it for nothing: outputs/search.py
        page.meta["search"] = {**asked, "exclude": True}
    html = tables.titled(html, page.file.src_uri)
    return redirects.kept(lexicon.told(html, page.url, book), page.url, book.redirects)


@stopping
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Give the readings their place, and keep the order of the pages for the guide in one page."""
    from overrides.hooks.pages import readings

    config.extra["nav"], config.extra["lectures"] = nav, readings.hang(nav, files)
    return nav


@stopping
def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    """Give the theme's templates the linked data, the addresses of what is cited, where to report; bind the guide."""
    from overrides.hooks.outputs.contact import report
    from overrides.hooks.outputs.discovery import blocks
    from overrides.hooks.pages import booklet
    from overrides.hooks.pages.cited import cited

    book, contact, site = config.extra["book"], config.extra["contact"], config.site_url or ""
    config.extra["cites"] = lambda page: cited(page, book)
    config.extra["signalement"] = lambda page: report(page, contact, site, book)
    config.extra["donnees_liees"] = lambda page: blocks(page, config, config.extra["book"])
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


@stopping
def on_post_build(*, config: MkDocsConfig) -> None:
    """Let the search ignore accents, join styles and scripts, write the policy into every page, list the files."""
    from overrides.hooks.outputs import csp, offline, scripts, search, stylesheets

    site, book = Path(config.site_dir), config.extra["book"]
    search.apply(site, book, config.extra["cherchees"])
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
