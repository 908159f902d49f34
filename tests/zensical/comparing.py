"""Two renderings of the same content, compared: what a reader, a link and a browser find in each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import expect, sync_playwright

from overrides.release import published
from tests.support.chromium import FLAGS, find
from tests.support.server import served

PARTS = {
    "title": "titres",
    "headings": "intertitres et ancres",
    "text": "texte",
    "links": "liens",
    "policy": "politique de sécurité",
    "around": "texte autour de l’article",
    "data": "données liées",
}
LINK = "/simulateur/#activite_combinee=127800&DS1=F1"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_HASHES = re.compile(r"(?: 'sha256-[^']*')+")


@dataclass
class Page:
    """What is compared of a page: its title, the headings, text and links of its article, what stands around, its policy.

    ``data`` is what search engines read in it, as JSON-LD.
    """

    title: str
    headings: list[tuple[str, str, str]]
    text: str
    links: list[str]
    policy: str
    around: str
    data: list[str]


def differences(ours: Path, theirs: Path) -> dict[str, dict[str, str]]:
    """By what is compared, the pages that differ, each with the first place where it does."""
    found: dict[str, dict[str, str]] = {}
    here, there = published(ours), published(theirs)
    found["adresses"] = {name: "absente" for name in here if name not in there}
    found["adresses"] |= {name: "en trop" for name in there if name not in here}
    pages = sorted(
        file.relative_to(ours) for file in ours.rglob("*.html") if (theirs / file.relative_to(ours)).exists()
    )
    found |= {name: {} for name in PARTS.values()}
    for name in pages:
        one, other = (
            read(site / name, "/" + name.as_posix().removesuffix("index.html")) for site in (ours, theirs)
        )
        for part, told in PARTS.items():
            if getattr(one, part) != getattr(other, part):
                found[told][name.as_posix()] = _first(getattr(one, part), getattr(other, part))
    return found


def _first(one: str | list[str], other: str | list[str]) -> str:
    """Where two values begin to differ."""
    place = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    around = slice(max(0, place - 30), place + 40) if isinstance(one, str) else slice(place, place + 1)
    return f"{one[around]!r} / {other[around]!r}"


def read(file: Path, address: str) -> Page:
    """What is compared of a page at an address; a link is where it leads, however it is spelled."""
    text = file.read_text(encoding="utf-8")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    policy = _POLICY.search(text)
    headings = [(level, anchor, " ".join(said.split())) for level, anchor, said in reader.headings]
    links = [urljoin(address, link).removesuffix("index.html") for link in reader.links]
    return Page(
        reader.title,
        headings,
        _line(reader.said),
        links,
        _HASHES.sub(" #", policy[1]) if policy else "",
        _line(reader.around),
        _DATA.findall(text),
    )


def _line(said: list[str]) -> str:
    return re.sub(r"[ \n\t]+", " ", "".join(said)).strip()


class _Reader(HTMLParser):
    """Gathers what the article of a page says, and its title."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.said: list[str] = []
        self.around: list[str] = []
        self.links: list[str] = []
        self.headings: list[tuple[str, str, str]] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("title", "body", "article", "script", "style"):
            self._inside.append(tag)
        if "article" in self._inside:
            if re.fullmatch("h[1-6]", tag):
                self.headings.append((tag, given.get("id") or "", ""))
                self._inside.append(tag)
            self.links += [given[name] or "" for name in ("href", "src") if name in given and tag != "script"]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        last = self._inside[-1:]
        if last == ["title"]:
            self.title += data
        elif "article" in self._inside and last not in (["script"], ["style"]):
            self.said.append(data)
            if last != ["article"]:
                level, anchor, text = self.headings[-1]
                self.headings[-1] = (level, anchor, text + data)
        elif "body" in self._inside and last not in (["script"], ["style"]):
            self.around.append(data)


def results(*sites: Path) -> Iterator[tuple[str, list[str]]]:
    """What the simulator of each site answers to a link, as it shows it, and what its console complains of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        for site in sites:
            faults: list[str] = []
            with served(site) as origin, browser.new_page(locale="fr-FR") as page:
                page.on(
                    "console", lambda told, to=faults: to.append(told.text) if told.type == "error" else None
                )
                page.on("pageerror", lambda error, to=faults: to.append(str(error)))
                page.goto(origin + LINK)
                region = page.locator("#resultat")
                try:
                    expect(region).to_have_attribute("data-etat", "pret", timeout=60_000)
                except AssertionError as error:
                    faults.append(str(error).splitlines()[0])
                yield " ".join(region.inner_text().split()), faults
        browser.close()
