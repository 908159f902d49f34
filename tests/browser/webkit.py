"""WebKit, the engine of Safari: WebKitGTK's own browser, driven by plain WebDriver, on a screen that nobody sees."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

#: Debian's packages: ``webkit2gtk-driver``, ``xvfb``.
DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
#: The longest that a page may take to answer, in seconds.
PATIENCE = 120


def missing() -> list[str]:
    """The programs that are not on this machine."""
    return [name for name in (DRIVER, SCREEN) if shutil.which(name) is None]


class Session:
    """One window; see https://www.w3.org/TR/webdriver2/ for the commands."""

    def __init__(self, driver: str) -> None:
        self.address = f"{driver}/session"
        self.address += "/" + self._ask("", {"capabilities": {"alwaysMatch": {}}})["sessionId"]

    def _ask(self, path: str, body: dict[str, Any] | None, method: str = "POST") -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(
            self.address + path, data, {"Content-Type": "application/json; charset=utf-8"}, method=method
        )
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def go(self, url: str) -> None:
        self._ask("/url", {"url": url})

    def read(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        return self._ask("/execute/sync", {"script": f"return {expression}", "args": []})

    def wait(self, expression: str) -> Any:
        """The value of an expression, once it says something."""
        end = time.monotonic() + PATIENCE
        while not (value := self.read(expression)):
            if time.monotonic() > end:
                raise TimeoutError(expression)
            time.sleep(0.1)
        return value

    def type(self, selector: str, text: str) -> None:
        """Replace what a field holds, key by key."""
        found = self._ask("/element", {"using": "css selector", "value": selector})
        field = f"/element/{next(iter(found.values()))}"
        self._ask(f"{field}/clear", {})
        self._ask(f"{field}/value", {"text": text})

    def close(self) -> None:
        self._ask("", None, "DELETE")


@contextmanager
def session() -> Iterator[Session]:
    """Start a screen, the driver and a window; end them all."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    screen = subprocess.Popen(
        [SCREEN, "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert screen.stdout is not None
        number = screen.stdout.readline().decode().strip()
        driver = subprocess.Popen(
            [DRIVER, f"--port={port}"],
            env=os.environ | {"DISPLAY": f":{number}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _listening(address)
            window = Session(address)
            try:
                yield window
            finally:
                window.close()
        finally:
            driver.terminate()
            driver.wait()
    finally:
        screen.terminate()
        screen.wait()


def _listening(address: str) -> None:
    for _ in range(600):
        try:
            urlopen(f"{address}/status", timeout=1).close()
            return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(f"{DRIVER} ne répond pas.")
