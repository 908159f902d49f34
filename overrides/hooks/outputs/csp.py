"""One strict Content-Security-Policy, identical on every page, written once the site is built.

With it, no address is told to the sites that a link leads to.

Material has inline scripts: the policy allows exactly those, by their hashes. While serving for
development the live-reload script changes each time: there, and only there, any inline script runs.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

EXECUTED = {"", "text/javascript", "application/javascript", "module", "importmap"}
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)  # the rest is long to read
# After the declaration of the encoding, which must stand in the first 1 024 bytes, and before all else.
_HEAD = re.compile(r"<head[^>]*>\s*(?:<meta charset=[^>]*>)?", re.IGNORECASE)


def apply(site: Path, *, serving: bool = False) -> None:
    """Give every page of a built site the policy of the whole site."""
    pages = {file: file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}
    allowed = {fingerprint(script) for text in pages.values() for script in inline_scripts(text)}
    content = policy(["'unsafe-inline'"] if serving else sorted(allowed))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}"><meta name="referrer" content="no-referrer">'
    for file, text in pages.items():
        file.write_text(_HEAD.sub(lambda head: head[0] + meta, text, count=1), encoding="utf-8")


def policy(scripts: list[str]) -> str:
    """The directives; ``scripts`` are hashes or keywords, quotes included."""
    directives = (
        "default-src 'self'",
        " ".join(["script-src 'self' 'wasm-unsafe-eval'", *scripts]),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'none'",
    )
    return "; ".join(directives)


def fingerprint(script: str) -> str:
    """The hash of an inline script, as the policy writes it."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def inline_scripts(html: str) -> Iterator[str]:
    """The text of each inline script that a browser would run."""
    finder = _Scripts()
    finder.feed("".join(_SCRIPT.findall(html)))
    finder.close()
    yield from finder.found


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        kind = (values.get("type") or "").strip().lower()
        self._inside = tag == "script" and "src" not in values and kind in EXECUTED
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data
