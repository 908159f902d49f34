"""Two publications of the site, A and B, and a host that serves one or the other at the same address.

B is a second build, of a copy whose calculator, scripts and styles differ a little: its amounts are called « Forfait
B ». It is made once for each A, and kept in the cache of the working tree.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Collection
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from overrides.hooks.outputs import offline
from tests.support.server import ROOT, QuietHandler

#: Where B is kept, under the name of the A that it follows.
KEPT = ROOT / ".cache" / "publications"

SIGN = "Forfait B"
CHANGES = {
    "calculator/drawing/templates/**/*.html": (
        ("Forfait</th>", f"{SIGN}</th>"),
        ("Forfait total<", f"{SIGN}<"),
    ),
    "docs/assets/javascripts/**/*.js": (("The page has no", "This page has no"),),
    "docs/assets/stylesheets/**/*.css": (
        ("@font-face {", ":root { --sunes-publication: b; }\n@font-face {"),
    ),
}


def publication_b(site: Path) -> Path:
    """Give the folder of B for this A."""
    name: str = json.loads((site / "hors-ligne.json").read_text(encoding="utf-8"))["build"]
    made = KEPT / name
    if not made.exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        work = KEPT / "copie"
        _copy(work)
        for pattern, changes in CHANGES.items():
            _change(work, pattern, changes)
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--quiet",
            "--site-dir",
            KEPT / "site",
        ]
        settings = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
        subprocess.run(command, cwd=work, env=settings, check=True)
        (KEPT / "site").rename(made)
        shutil.rmtree(work)
    return made


def short(site: Path, folder: Path, pages: Collection[str]) -> Path:
    """The same publication with a few of its pages: a browser keeps it in a fraction of the time.

    Everything else is there, and the list of what is kept is made again, with its hashes and its name, as a build does.
    """
    kept = {site / page / "index.html" for page in pages}

    def left_out(place: str, names: list[str]) -> set[str]:
        return {name for name in names if name == "index.html" and Path(place, name) not in kept}

    shutil.copytree(site, folder, ignore=left_out)
    shutil.copyfile(ROOT / "docs" / offline.WORKER, folder / offline.WORKER)
    offline.apply(folder, json.loads((site / offline.MANIFEST).read_text(encoding="utf-8"))["version"])
    return folder


def _copy(work: Path) -> None:
    """What git has or would have, and the tools beside it."""
    listed = subprocess.run(
        ["git", "ls-files", "-zco", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, work / name)
    (work / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    for folder in ("library", "python"):
        shutil.copytree(ROOT / ".cache" / folder, work / ".cache" / folder)


def _change(work: Path, pattern: str, changes: tuple[tuple[str, str], ...]) -> None:
    done = 0
    for file in work.glob(pattern):
        text = before = file.read_text(encoding="utf-8")
        for old, new in changes:
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        done += text != before
    assert done, f"rien n'est changé dans {pattern}"


class Host:
    """A host of static files; ``folder`` is what it serves, now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.halfway: set[str] = set()  # the names of the files that stop there
        self._closing = threading.Event()
        host = self

        class Handler(QuietHandler):
            def send_head(self) -> Any:
                del self.headers["If-Modified-Since"]  # as hosts do, which compare dates exactly
                return super().send_head()

            def translate_path(self, path: str) -> str:
                self.directory = str(host.folder)
                return super().translate_path(path)

            def end_headers(self) -> None:
                self.send_header("Cache-Control", "no-cache")
                super().end_headers()

            def copyfile(self, source: Any, outputfile: Any) -> None:
                if Path(source.name).name not in host.halfway:
                    return super().copyfile(source, outputfile)
                body = source.read()
                outputfile.write(body[: len(body) // 2])
                host._closing.wait()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._closing.set()
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self) -> "Host":
        return self

    def __exit__(self, *_: Any) -> None:
        self.stop()
