"""What every test may ask for: the built site on a port of its own, and a page that is watched."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
    sync_playwright,
)

from tests.support.chromium import LIGHT, QUICK, find
from tests.support.server import ROOT, SITE, served

#: What the site is made from; an edit there makes the built site stale.
SOURCES = (
    "mkdocs.yml",
    "docs",
    "data",
    "calculator",
    "overrides",
    "releases",
    "runtime",
    "tests/exemples",
    "bench/mesures.json",
)

Opener = Callable[..., Page]

#: A busy machine is no fault: what is expected of a page may take as long as anything else that it does.
expect.set_options(timeout=30_000)
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def _newest_source() -> Path:
    files = [
        file
        for name in SOURCES
        for file in [ROOT / name, *(ROOT / name).rglob("*")]
        if file.is_file() and "__pycache__" not in file.parts
    ]
    return max(files, key=lambda file: file.stat().st_mtime)


@pytest.fixture(scope="session")
def site_folder() -> Path:
    """The built site, refused when it is missing or older than what it is made from."""
    home = SITE / "index.html"
    if not home.exists():
        pytest.fail("site/ n'est pas construit : lancez « make build ».", pytrace=False)
    newest = _newest_source()
    if newest.stat().st_mtime > home.stat().st_mtime:
        name = newest.relative_to(ROOT)
        pytest.fail(f"site/ est plus ancien que {name} : lancez « make build ».", pytrace=False)
    return SITE


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of the built site, without a final slash, on a free port."""
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    path = find(LIGHT)
    if path is None:
        pytest.fail("Aucun navigateur pour les tests : lancez « make test ».", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUICK)
        yield browser
        browser.close()


@pytest.fixture
def expected_errors() -> list[str]:
    """Patterns of the console errors a test provokes: each must occur (may, after « ? »), no other may."""
    return []


class Watch:
    """What went wrong in the pages of one test: errors, and requests to another origin."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.errors: list[str] = []
        self.foreign: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Listen to every page of the context, their workers included."""
        context.on("console", self._console)
        context.on("weberror", self._weberror)
        context.on("request", self._request)

    def leave(self, context: BrowserContext) -> None:
        """Listen no more."""
        context.remove_listener("console", self._console)
        context.remove_listener("weberror", self._weberror)
        context.remove_listener("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location['url']})")

    def _weberror(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", "data:", "blob:")):
            self.foreign.append(request.url)

    def faults(self, expected: list[str]) -> list[str]:
        """Give one sentence for each thing that should not have happened, or should have."""
        return [
            *(f"requête vers une autre origine : {url}" for url in self.foreign),
            *(
                f"erreur dans la console : {error}"
                for error in self.errors
                if not any(re.search(pattern.removeprefix("?"), error) for pattern in expected)
            ),
            *(
                f"erreur attendue et absente de la console : {pattern}"
                for pattern in expected
                if pattern[0] != "?" and not any(re.search(pattern, error) for error in self.errors)
            ),
        ]


OPTIONS: dict[str, Any] = {"locale": "fr-FR", "service_workers": "block"}


@pytest.fixture
def watch(site: str, expected_errors: list[str]) -> Iterator[Watch]:
    """Fails the test at its end for any console error, uncaught error or request to another origin."""
    watch = Watch(site)
    yield watch
    if faults := watch.faults(expected_errors):
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture
def open_page(site: str, browser: Browser, watch: Watch) -> Iterator[Opener]:
    """Open watched pages, each for a reader who was never here: `open_page(java_script_enabled=False)`.

    The arguments are those of Playwright's `new_context`. Addresses may start with `/`. Nothing is
    kept for reading without network, unless `service_workers="allow"`: a test sees every request.
    """
    contexts: list[BrowserContext] = []

    def open_(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": site} | OPTIONS | options)
        watch.origin = options.get("base_url", site)
        contexts.append(context)
        watch.follow(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def regular(site: str, browser: Browser) -> Iterator[BrowserContext]:
    """A reader who comes back: from test to test the browser keeps the files, and the memory of Python."""
    context = browser.new_context(base_url=site, **OPTIONS)
    context.new_page()  # the window stays: to open one costs as much as to load a page
    yield context
    context.close()


@pytest.fixture
def known_page(site: str, regular: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A watched page of the reader who comes back, with nothing that another test typed or kept."""
    watch.follow(regular)
    page = regular.new_page()
    kept = {"origin": site, "storageTypes": "local_storage"}
    regular.new_cdp_session(page).send("Storage.clearDataForOrigin", kept)
    clock = page.evaluate("String(Date) + setTimeout")
    assert clock.count("native code") == 2, "un test d’avant a pris l’horloge de ce lecteur : `first_visit`"
    yield page
    for each in regular.pages[1:]:
        each.close()
    watch.leave(regular)


@pytest.fixture
def page(request: pytest.FixtureRequest, watch: Watch) -> Page:
    """One watched page, of an ordinary desktop size; of a reader who comes back, or on a `first_visit`."""
    if request.node.get_closest_marker("first_visit"):
        return request.getfixturevalue("open_page")()
    return request.getfixturevalue("known_page")
