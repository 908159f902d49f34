"""``/robots.txt``: what search engines may read, and where the list of pages is."""

from __future__ import annotations

from collections.abc import Iterator

from overrides.hooks.gathering.made import Made


def files(site: str) -> Iterator[Made]:
    """Everything may be read; the list of pages is in the sitemap, if the site has an address to give it."""
    sitemap = [f"Sitemap: {site}sitemap.xml", ""] if site else []
    lines = ("User-agent: *", "Allow: /", "", *sitemap)
    yield Made("robots.txt", "\n".join(lines))
