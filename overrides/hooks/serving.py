"""While serving: a build that fails shows its message and leaves the last good site in place."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.sunes")


def keep_last_good_site(server: LiveReloadServer, site: Path) -> None:
    """Wrap the builder of a development server, and what it serves."""
    build = server.builder
    fault: list[str] = []

    def guarded() -> None:
        recorder = _Recorder()
        logging.getLogger("mkdocs").addHandler(recorder)
        copy = _copy(site)
        try:
            build()
            fault.clear()
        except (Exception, SystemExit) as error:  # a macro that fails asks to exit: serving goes on
            _restore(copy, site)
            fault[:] = [*recorder.messages, str(error)]
            if not recorder.messages:
                log.exception("The build failed.")
            log.error("Le site précédent reste affiché jusqu’à la correction.")
        finally:
            logging.getLogger("mkdocs").removeHandler(recorder)
            shutil.rmtree(copy, ignore_errors=True)

    server.builder = guarded
    server.set_app(_with_fault(server.serve_request, fault))


class _Recorder(logging.Handler):
    """What the build said that stops it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _copy(site: Path) -> Path:
    copy = Path(tempfile.mkdtemp(prefix="site_", dir=site.parent))
    shutil.copytree(site, copy, copy_function=_link, dirs_exist_ok=True)
    return copy


def _link(source: str, target: str) -> None:
    """Share the file's content, which the build replaces and never rewrites; else copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _restore(copy: Path, site: Path) -> None:
    shutil.rmtree(site, ignore_errors=True)
    copy.rename(site)


def _with_fault(serve: Callable[..., Any], fault: list[str]) -> Callable[..., Iterable[bytes]]:
    """A WSGI application that adds the message of the failed build to every page."""

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer: list[Any] = []
        body: Iterable[bytes] = serve(environ, lambda *given: answer.extend(given))
        status, headers = answer[0], dict(answer[1])
        if fault and headers.get("Content-Type", "").startswith("text/html"):
            body = [b"".join(body).replace(b"</body>", _banner(fault) + b"</body>")]
            headers["Content-Length"] = str(len(body[0]))
        start_response(status, list(headers.items()))
        return body

    return app


def _banner(fault: list[str]) -> bytes:
    style = (
        "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:99;margin:0;padding:1rem 2rem;"
    )
    style += (
        "background:#fff;color:#8b0000;border-top:.3rem solid;white-space:pre-wrap;font:1rem/1.5 monospace"
    )
    text = "La dernière construction a échoué, la page date d’avant.\n\n" + "\n".join(fault)
    return f'<pre role="alert" style="{style}">{escape(text)}</pre>'.encode()
