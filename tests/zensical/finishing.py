"""What the hooks do to the pages that MkDocs renders, done to those that another renderer has written."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from overrides.hooks.gathering.book import Book
from overrides.hooks.outputs import csp, offline, redirects, scripts, search, stylesheets
from overrides.hooks.pages import booklet, icons, lexicon, readings, tables
from overrides.hooks.pages.folding import folded
from overrides.hooks.pages.typesetting import typeset
from tests.zensical.rendering import EXCLUDED, KEPT, Rendered

_ARTICLE = re.compile(r'(<article[^>]*>\s*(?:<a id="__skip"[^>]*></a>)?)(.*)(</article>)', re.DOTALL)


def finish(rendered: Rendered, book: Book) -> None:
    """Bring the pages to what the site publishes, then what is made from the whole of them."""
    site = rendered.site
    written = {
        file: file.read_text(encoding="utf-8").replace(KEPT, EXCLUDED)
        for file in sorted(site.rglob("*.html"))
    }
    texts = {file: text for file, text in written.items() if "<article" in text and file.name == "index.html"}
    found = {_url(site, file): _content(text, _url(site, file), book) for file, text in texts.items()}
    found[booklet.URL] += f"\n{booklet.document(_guide(rendered, found))}"
    for file, text in texts.items():
        content = folded(found[_url(site, file)])
        written[file] = _ARTICLE.sub(lambda all, it=content: all[1] + it + all[3], text)
    for file in (site / "404.html", *texts):
        file.write_text(icons.hidden(typeset(written[file])), encoding="utf-8")
    _search(site, book)
    stylesheets.apply(site)
    scripts.apply(site)
    csp.apply(site)
    offline.apply(site, f"règles {book.edition}")


def _url(site: Path, file: Path) -> str:
    folder = file.parent.relative_to(site).as_posix()
    return "" if folder == "." else f"{folder}/"


def _content(text: str, url: str, book: Book) -> str:
    """What `on_page_content` makes of a page."""
    article = _ARTICLE.search(text)
    assert article is not None, url
    told = lexicon.told(tables.titled(article[2].strip(), url), url, book)
    return redirects.kept(told, url, book.redirects)


def _guide(rendered: Rendered, found: dict[str, str]) -> Any:
    """The parts of the guide in one page, each reading after the page that lists them."""
    hung = sorted(url for url in found if url.startswith(readings.LIST) and url != readings.LIST)
    guide: dict[str, list[SimpleNamespace]] = {}
    for part in booklet.PARTS:
        guide[part] = []
        for address, title in rendered.parts[part]:
            urls = {address.removeprefix("/"): title}
            if readings.LIST in urls:
                urls |= {url: _title(found[url]) for url in hung}
            guide[part] += [
                SimpleNamespace(url=url, title=name, content=found[url])
                for url, name in urls.items()
                if url != booklet.URL
            ]
    return guide


def _title(content: str) -> str:
    """The title of a page that the menu does not name."""
    (title,) = re.findall(r"<h1[^>]*>(.*?)<a class=\"headerlink\"", content)
    return str(title)


def _search(site: Path, book: Book) -> None:
    """The sections of the pages that Zensical itself would search."""
    listed = json.loads((site / "search.json").read_text(encoding="utf-8"))["items"]
    pages = dict.fromkeys(item["location"].partition("#")[0] for item in listed)
    file = site / "search" / search.SECTIONS
    file.parent.mkdir()
    text = json.dumps(list(search.sections(site, pages, book)), ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8")
