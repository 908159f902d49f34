"""A file server like those of real hosts: it compresses, it lets the browser keep files, and it may be slow."""

import gzip
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath

TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
#: What hosts compress; archives and typefaces already are.
COMPRESSED = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm"}
CHUNK = 1 << 14


@dataclass
class Line:
    """One reader's line: a rate in bits a second that all connections share, and a delay for each request."""

    rate: float | None = None
    delay: float = 0.0
    sent: int = 0
    _free: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, size: int) -> None:
        """Hold so many bytes for as long as they take."""
        with self._lock:
            self.sent += size
            if self.rate is None:
                return
            self._free = max(self._free, time.monotonic()) + size * 8 / self.rate
            late = self._free - time.monotonic()
        if late > 0:
            time.sleep(late)


compressed = cache(gzip.compress)


class Handler(BaseHTTPRequestHandler):
    """Answers from a folder, or from what takes the place of a file."""

    protocol_version = "HTTP/1.1"
    folder: Path
    instead: Mapping[str, bytes]
    line: Line

    def setup(self) -> None:
        """A new connection costs one more journey."""
        super().setup()
        time.sleep(self.line.delay)

    def do_GET(self) -> None:
        """Send one file, at the pace of the line."""
        name = self.path.partition("?")[0].lstrip("/")
        name = f"{name}index.html" if name == "" or name.endswith("/") else name
        time.sleep(self.line.delay)
        try:
            data = self.instead.get(name) or (self.folder / name).read_bytes()
        except OSError:
            self.send_error(404)
            return
        suffix = PurePosixPath(name).suffix
        self.send_response(200)
        if suffix in COMPRESSED:
            data = compressed(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        for start in range(0, len(data), CHUNK):
            chunk = data[start : start + CHUNK]
            self.line.wait(len(chunk))
            self.wfile.write(chunk)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A browser that leaves in the middle of a file is no fault."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path, line: Line, instead: Mapping[str, bytes]) -> Iterator[str]:
    """Serve a folder on a free port; give its address."""
    members = {"folder": folder, "line": line, "instead": instead}
    with Server(("127.0.0.1", 0), type("OneLine", (Handler,), members)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
