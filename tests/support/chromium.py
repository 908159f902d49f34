"""The Chromium that the tests drive: found on the machine, or installed by `python -m tests.support.chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: The same engine without a window to draw: the tests take half the time; what is timed is the readers' browser.
LIGHT = "chromium-headless-shell"

#: Headless in a container too, and silent: no request but those of the page.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: For the tests alone, never for what is timed: WebAssembly is compiled by the quick compiler and never again by the
#: optimiser, whose work costs a start of Python a third of its processor and is lost when the page closes.
QUICK = [*FLAGS, "--js-flags=--liftoff-only"]


def find(*preferred: str) -> str | None:
    """Return the path of a Chromium that starts: one on the PATH, those preferred first, else the one of Playwright."""
    for name in (*preferred, *NAMES):
        path = shutil.which(name)
        if path and _starts(path):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and _starts(path) else None


def _starts(path: str) -> bool:
    """Run it: the name may be a stub, or the libraries it needs may be missing."""
    return subprocess.run([path, "--version"], capture_output=True).returncode == 0


def install() -> None:
    """Install a Chromium: Playwright's own, else Debian's where we may."""
    _run(sys.executable, "-m", "playwright", "install", "chromium")
    if not find() and shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium")


def _run(*command: str) -> None:
    """Run a command that asks nothing and may fail: what counts is the browser found afterwards."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, capture_output=True, env=environment)


def main() -> None:
    """Make sure that there is a browser, or say in one sentence what to do."""
    if find():
        return
    print("Installation d'un navigateur pour les tests ...", flush=True)
    install()
    if not find():
        sys.exit("Il faut Chromium ou Chrome : installez-le, puis relancez « make test ».")


if __name__ == "__main__":
    main()
