"""The whole guide as one document, made of the very pages of the site, to be printed or kept.

A page becomes a section: its headings go down, its identifiers and the links to them carry its name, what only
serves a screen is left out. A link to a page of the document stays in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from markupsafe import Markup, escape
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from overrides.hooks.gathering.addresses import relative
from overrides.hooks.gathering.made import ContentError

URL = "imprimer/"
PARTS = ("Comprendre", "Vérifier une règle")
"""The parts of the navigation that make the document, in its order."""

OMITTED = ("cas", "liees", "calculer", "estimer", "verifier")
"""Sections that the document leaves to the site: the cases of a rule, its links to others, the small calculators."""

SCREEN_TAGS = ("script", "form", "button", "noscript")
SCREEN_CLASSES = ("headerlink", "sunes-actions", "sunes-sans-script", "sunes-releve", "md-button")
DOWN = 2
"""How many levels a heading of a page goes down: under the document, and under a part."""

_IDENTIFYING = re.compile(r' (id|for|headers|aria-(?:labelledby|describedby|controls|details))="([^"]*)"')
_LEADING = re.compile(r' (href|src)="([^"]*)"')
_INSIDE = re.compile(r'href="#([^"]*)"')


def bind(nav: Navigation, hung: Iterable[Page] = ()) -> None:
    """Give its content to the page of the whole guide, once every page has its own.

    ``hung`` are the pages that the menu does not name: each follows the page from which it hangs.
    """
    under: dict[str, list[Page]] = {}
    for page in hung:
        under.setdefault(str(page.parent.url), []).append(page)  # type: ignore[union-attr]
    parts = {
        part.title: [each for page in _pages(part) for each in (page, *under.get(page.url, ()))]
        for part in nav.items
        if isinstance(part, Section) and part.title in PARTS
    }
    targets = [page for page in nav.pages if page.url == URL]
    if not targets or list(parts) != [*PARTS]:
        raise ContentError(f"Le guide en une page attend « {URL} » et les parties {', '.join(PARTS)}.")
    [target] = targets
    target.content = f"{target.content}\n{document(parts)}"


def document(parts: Mapping[str, list[Page]]) -> str:
    """The table of contents, then every page of each part; a link whose place was left out leads to its page."""
    known = {page.url: _name(page.url) for pages in parts.values() for page in pages}
    body = "".join(
        Markup('<section class="sunes-livre__partie" id="{}"><h2>{}</h2>{}</section>').format(
            _part(title), title, Markup("".join(section(page, known) for page in pages))
        )
        for title, pages in parts.items()
    )
    there = set(re.findall(r' id="([^"]*)"', body))

    def kept(link: re.Match[str]) -> str:
        return link[0] if link[1] in there else f'href="#{link[1].partition("--")[0]}"'

    return f'{_contents(parts)}<div class="sunes-livre">{_INSIDE.sub(kept, body)}</div>'


def section(page: Page, known: Mapping[str, str]) -> str:
    """A page as a section of the document."""
    copy = _Copy(page.url, known)
    copy.feed(page.content or "")
    copy.close()
    return f'<section class="sunes-livre__page" id="{known[page.url]}">{"".join(copy.written)}</section>'


def _contents(parts: Mapping[str, list[Page]]) -> Markup:
    entries = (
        Markup('<li><a href="#{}">{}</a><ul>{}</ul></li>').format(
            _part(title),
            title,
            Markup("").join(
                Markup('<li><a href="#{}">{}</a></li>').format(
                    _name(page.url), Markup(page.title).striptags()
                )
                for page in pages
            ),
        )
        for title, pages in parts.items()
    )
    return Markup('<nav class="sunes-livre__table" aria-label="Table du document"><ul>{}</ul></nav>').format(
        Markup("").join(entries)
    )


def _pages(item: Section) -> Iterator[Page]:
    for child in item.children:
        if isinstance(child, Page):
            if child.url != URL:
                yield child
        elif isinstance(child, Section):
            yield from _pages(child)


def _name(url: str) -> str:
    return url.strip("/").replace("/", "-")


def _part(title: str) -> str:
    return f"partie-{PARTS.index(title) + 1}"


class _Copy(HTMLParser):
    """Writes the HTML of a page again, as it was but for what the document changes."""

    def __init__(self, url: str, known: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.url, self.known, self.name = f"/{url}", known, known[url]
        self.written: list[str] = []
        self._dropped: list[str] = []
        self._omitted: int | None = None  # the level of the heading under which nothing is kept

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if heading := re.fullmatch(r"h([1-6])", tag):
            level = int(heading[1])
            if values.get("id") in OMITTED:
                self._omitted = level
            elif self._omitted is not None and level <= self._omitted:
                self._omitted = None
        if self._dropped:
            self._dropped += [tag] if tag == self._dropped[0] else []
        elif _is_for_screens(tag, values):
            self._dropped.append(tag)
        else:
            text = self.get_starttag_text() or ""
            if tag == "details" and "open" not in values:
                text = text.replace("<details", "<details open", 1)
            self._write(self._renamed(_moved(text)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._dropped:
            self._write(self._renamed(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag == self._dropped[0]:
                self._dropped.pop()
            return
        self._write(_moved(f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._write(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _write(self, text: str) -> None:
        if self._omitted is None:
            self.written.append(text)

    def _renamed(self, tag: str) -> str:
        """A tag whose identifiers carry the name of its page, and whose links start from the document."""
        tag = _IDENTIFYING.sub(
            lambda found: f' {found[1]}="{" ".join(f"{self.name}--{name}" for name in found[2].split())}"',
            tag,
        )
        return _LEADING.sub(lambda found: f' {found[1]}="{escape(self._link(found[2]))}"', tag)

    def _link(self, link: str) -> str:
        link = str(Markup(link).unescape())
        if urlsplit(link).scheme:
            return link
        path, fragment = urldefrag(urljoin(self.url, link))
        if name := self.known.get(path.removeprefix("/")):
            return f"#{name}--{fragment}" if fragment else f"#{name}"
        return relative(f"{path}#{fragment}" if fragment else path, f"/{URL}")


def _is_for_screens(tag: str, values: Mapping[str, str | None]) -> bool:
    classes = (values.get("class") or "").split()
    folded_cases = tag == "details" and "data-search-exclude" in values
    return tag in SCREEN_TAGS or folded_cases or any(name in SCREEN_CLASSES for name in classes)


def _moved(tag: str) -> str:
    """A tag whose heading, if it is one, has gone down."""
    return re.sub(
        r"^(</?)h([1-6])\b", lambda found: f"{found[1]}h{min(int(found[2]) + DOWN, 6)}", tag, count=1
    )
