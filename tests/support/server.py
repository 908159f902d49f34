"""The built site, and a file server for it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from overrides.hooks.pages.hosting import headers
from tests.support.house import ROOT

SITE = ROOT / "site"


class QuietHandler(SimpleHTTPRequestHandler):
    """A plain file server with the types a browser insists on, and the site's own 404 page."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".wasm": "application/wasm",
        ".ics": "text/calendar",
    }

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the tests speak."""

    def handle_one_request(self) -> None:
        """Answer, or stop when the reader has left in the middle of a file: a page that closes does."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page as static hosts do."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class AdvisedHandler(QuietHandler):
    """The same with the headers that « Héberger ce site » recommends: the pages of others may read what it serves."""

    def end_headers(self) -> None:
        """Say them in every answer."""
        for name, value in headers(self.path).items():
            self.send_header(name, value)
        super().end_headers()


@contextmanager
def served(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """The address of a folder, without a final slash, on a free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def in_a_folder(site: Path, root: Path) -> Path:
    """A host that has the site in its folder /a/b/, and answers a lost address with the site's own page."""
    (root / "a").mkdir()
    (root / "a" / "b").symlink_to(site)
    (root / "404.html").symlink_to(site / "404.html")
    return root
