"""The built site, as a reader, a program or a browser's guard finds it. `make build` comes first."""

import gzip
import hashlib
import io
import json
import re
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from calculator.rules.loading import load_rules
from overrides.hooks.outputs.csp import fingerprint, inline_scripts, policy

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
ORIGIN = "https://site.invalid"
POLICY = "Content-Security-Policy"

ADDRESSES = [
    "/",
    *("/prerequis/", "/indicateurs/", "/domaines/", "/fenetres/"),
    *(f"/prerequis/ps-{n}/" for n in ("1-1", "1-2", "2-1", "2-2", "3-1", "3-2", "4-1")),
    *(f"/indicateurs/ds-{n}/" for n in ("1-1", "1-2", "1-3", "1-4", "2-1", "3-1", "4-1", "4-2", "4-3")),
    *(f"/domaines/ds-{n}/" for n in (1, 2, 3, 4)),
    *(f"/fenetres/f{n}/" for n in (1, 2, 3, 4)),
    *(f"/lectures/#l{n:02d}" for n in range(1, 32)),
    *(f"/lectures/l{n:02d}/" for n in range(1, 54)),
    *("/simulateur/", "/lectures/", "/sources/", "/donnees/", "/accessibilite/", "/mentions-legales/"),
    *("/api/regles.json", "/api/regles.schema.json", "/api/situation.schema.json", "/api/liens.json"),
]
"""What the public contract names and this site has; an address once here never leaves."""

MACHINE = re.compile(rb"https?://(127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1\])[:/]")
"""An address of the machine that builds or serves."""

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
"""Where a page names what the browser fetches by itself."""
NOT_LOADED = {"canonical", "prev", "next", "alternate"}


class Page(HTMLParser):
    """What a page loads, where it leads, and what can be linked to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.repeated: list[str] = []
        self.policies: list[str] = []
        self.before_policy: list[str] = []
        self.inline_handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if values.get("id", "") in self.anchors:
            self.repeated.append(values["id"])
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        self.inline_handlers += [name for name in values if name.startswith("on")]
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if LOADED.get(tag, "") in values and not NOT_LOADED & set(values.get("rel", "").split()):
            self.loaded.append(values[LOADED[tag]])
        if values.get("http-equiv") == POLICY:
            self.policies.append(values["content"])
        elif not self.policies:
            self.before_policy.append(f"{tag} {' '.join(values)}".strip())


@cache
def page(file: Path) -> Page:
    return Page(file.read_text(encoding="utf-8"))


@cache
def pages() -> tuple[Path, ...]:
    """Every page that people read: the index of packages, under api/, is for programs."""
    return tuple(sorted({*SITE.rglob("*.html")} - {*SITE.glob("api/**/*.html")}))


def address(file: Path) -> str:
    """The address at which a page is read."""
    return ORIGIN + "/" + file.relative_to(SITE).as_posix().removesuffix("index.html")


def target(url: str) -> Path:
    """The file that an address of the site names."""
    path = unquote(urlsplit(url).path).lstrip("/")
    return SITE / path / "index.html" if path == "" or path.endswith("/") else SITE / path


def is_anchor(fragment: str) -> bool:
    """A fragment leads to a place of a page, unless it is the permalink of a simulation."""
    return bool(fragment) and "=" not in fragment


def api(name: str) -> dict[str, object]:
    return json.loads((SITE / "api" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    assert (SITE / "index.html").exists(), "le site n'est pas construit : lancez « make build »"


def test_a_site_that_was_told_no_address_holds_none_of_this_machine() -> None:
    """In no file, nor in what an archive holds; the README, which a package carries, says where `make serve` serves."""
    readme = (ROOT / "README.md").read_bytes().splitlines()
    told = {line for line in readme if MACHINE.search(line)}
    held = [
        f"{name} : {line[:200]!r}"
        for file in sorted(SITE.rglob("*"))
        if file.is_file()
        for name, content in unpacked(file.relative_to(SITE).as_posix(), file.read_bytes())
        if MACHINE.search(content)
        for line in content.splitlines()
        if MACHINE.search(line) and line not in told
    ]
    assert held == []
    assert not [
        file for file in SITE.rglob("*.html") if 'rel="canonical"' in file.read_text(encoding="utf-8")
    ]
    assert not (SITE / "sitemap.xml").exists()


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file as it is read: what an archive holds, what was compressed."""
    if content.startswith(b"\x1f\x8b"):
        yield from unpacked(f"{name} >", gzip.decompress(content))
    elif tarfile.is_tarfile(stream := io.BytesIO(content)):
        with tarfile.open(fileobj=stream) as archive:
            for entry in filter(tarfile.TarInfo.isfile, archive):
                kept = archive.extractfile(entry)
                assert kept is not None
                yield from unpacked(f"{name} > {entry.name}", kept.read())
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(stream) as archive:
            for inside in archive.namelist():
                yield from unpacked(f"{name} > {inside}", archive.read(inside))
    else:
        yield name, content


def test_no_markdown_is_left_in_a_page() -> None:
    left = {
        address(file): found
        for file in pages()
        if (found := re.findall(r"\[[^\]<>]+\]\([^)<>]*\)", _prose(file.read_text(encoding="utf-8"))))
    }
    assert left == {}


def _prose(html: str) -> str:
    """A page without its code and its scripts."""
    return re.sub(r"<(script|style|pre|code)\b.*?</\1>", "", html, flags=re.DOTALL)


@pytest.mark.parametrize("where", ADDRESSES)
def test_every_address_of_the_contract_exists(where: str) -> None:
    path, fragment = urldefrag(where)
    assert target(ORIGIN + path).is_file()
    if fragment:
        assert fragment in page(target(ORIGIN + path)).anchors


def test_every_identifier_has_an_address_that_exists() -> None:
    links = api("liens.json")
    rules = load_rules(ROOT / "data")
    for section in (
        "prerequis",
        "indicateurs",
        "domaines",
        "fenetres",
        "conditions",
        "candidature",
        "lectures",
        "textes",
    ):
        assert set(getattr(rules, section)) <= set(links)
    for where in links.values():
        path, fragment = urldefrag(str(where))
        assert target(ORIGIN + path).is_file(), where
        assert not fragment or fragment in page(target(ORIGIN + path)).anchors, where


def test_every_link_and_anchor_of_every_page_resolves() -> None:
    broken = []
    for file in pages():
        if file.name == "404.html":  # served at any depth: its links are absolute, under site_url
            continue
        for link in page(file).links:
            url, fragment = urldefrag(urljoin(address(file), link))
            if not url.startswith(ORIGIN):
                continue
            if not target(url).is_file() or (
                is_anchor(fragment) and unquote(fragment) not in page(target(url)).anchors
            ):
                broken.append(f"{address(file)} : {link}")
    assert broken == []


def test_an_anchor_names_one_place() -> None:
    assert {address(file): page(file).repeated for file in pages() if page(file).repeated} == {}


def test_no_page_loads_anything_from_another_origin() -> None:
    foreign = [
        f"{address(file)} : {url}"
        for file in pages()
        for url in page(file).loaded
        if file.name != "404.html" and not urljoin(address(file), url).startswith((ORIGIN, "data:"))
    ]
    assert foreign == []


def test_everything_that_a_page_loads_is_in_the_site() -> None:
    absent = [
        f"{address(file)} : {url}"
        for file in pages()
        for url in page(file).loaded
        if file.name != "404.html" and not target(urljoin(address(file), url)).is_file()
    ]
    assert absent == []


def test_one_policy_stands_first_on_every_page_and_allows_every_inline_script() -> None:
    scripts = {fingerprint(script) for file in pages() for script in inline_scripts(file.read_text("utf-8"))}
    expected = policy(sorted(scripts))
    assert "'unsafe-inline'" not in expected.partition("script-src")[2].partition(";")[0]
    for file in pages():
        assert page(file).policies == [expected], address(file)
        head = page(file).before_policy
        assert [tag.partition(" ")[0] for tag in head] == ["html", "head", "meta"], address(file)
        assert head[-1] == "meta charset"
        assert page(file).inline_handlers == [], address(file)


def test_the_fingerprint_of_the_rules_is_that_of_their_canonical_json() -> None:
    rules = api("regles.json")
    body = {key: value for key, value in rules.items() if key != "empreinte"}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert rules["empreinte"] == hashlib.sha256(text.encode()).hexdigest()


def test_every_source_of_the_published_rules_is_whole() -> None:
    def sources(value: object) -> Iterator[dict[str, object]]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield from (item if key in ("sources", "citations") else sources(item))
        elif isinstance(value, list):
            for item in value:
                yield from sources(item)

    found = list(sources(api("regles.json")))
    assert found
    for source in found:
        assert source.keys() >= {"texte", "endroit", "citation", "statut"}
        assert source["statut"] in ("fait", "lecture", "ouvert")


def test_the_published_rules_follow_their_published_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(api("situation.schema.json"))
    jsonschema.Draft202012Validator(api("regles.schema.json")).validate(api("regles.json"))


def test_the_simulator_finds_its_python() -> None:
    stable = json.loads((SITE / "assets/python/manifest.json").read_text(encoding="utf-8"))
    folder = SITE / stable["dossier"]
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["build"] == stable["build"]
    for name, described in stable["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == described["sha256"], name
    text = (SITE / "simulateur/index.html").read_text(encoding="utf-8")
    assert f'data-python="../{stable["dossier"]}"' in text


@pytest.mark.parametrize("file", pages(), ids=lambda file: address(file).removeprefix(ORIGIN))
def test_every_page_says_what_it_is_not(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for words in ("Programme clos", "Site non officiel", "les instructions prévalent", "votre ARS"):
        assert words in text
    assert api("regles.json")["version"] in text


@pytest.mark.parametrize("file", pages(), ids=lambda file: address(file).removeprefix(ORIGIN))
def test_every_page_shows_itself_where_its_address_is_shared(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for name in ('name="description"', 'property="og:title"', 'property="og:description"'):
        assert text.count(f"<meta {name} content=") == 1, name
        assert f'<meta {name} content=""' not in text
    assert 'name="twitter:card"' in text


def test_no_two_pages_have_the_same_description() -> None:
    found: dict[str, list[str]] = {}
    for file in pages():
        text = file.read_text(encoding="utf-8").partition('<meta name="description" content="')[2]
        found.setdefault(text.partition('"')[0], []).append(address(file))
    assert {text: files for text, files in found.items() if len(files) > 1} == {}


def test_the_typeface_is_preloaded_on_every_page_and_comes_with_its_licence() -> None:
    for file in pages():
        assert 'rel="preload"' in file.read_text(encoding="utf-8"), address(file)
    fonts = {file.name for file in (SITE / "assets/fonts").iterdir()}
    (sheet,) = SITE.glob("assets/stylesheets/*")
    named = set(re.findall(r"fonts/([\w-]+\.woff2)", sheet.read_text("utf-8")))
    assert fonts == named | {"LICENCE-source-sans-3.txt"}
    assert "SIL Open Font License" in (SITE / "assets/fonts/LICENCE-source-sans-3.txt").read_text("utf-8")


def letters(face: str) -> set[int]:
    """The letters that a face of the style sheet is asked for."""
    (sheet,) = SITE.glob("assets/stylesheets/*")
    (ranges,) = re.findall(rf"/{face}\.woff2[^}}]*?unicode-range:([^;}}]*)", sheet.read_text("utf-8"))
    bounds = [text.strip().upper().removeprefix("U+").split("-") for text in ranges.split(",")]
    return {number for text in bounds for number in range(int(text[0], 16), int(text[-1], 16) + 1)}


def test_no_page_asks_for_the_large_set_of_the_typeface() -> None:
    large = letters("source-sans-3-latin-ext-wght-normal") - letters("source-sans-3-latin-wght-normal")
    assert not large & letters("exposants-normal")
    for file in pages():
        used = {ord(letter) for letter in unescape(file.read_text(encoding="utf-8"))}
        assert used & large == set(), address(file)


def test_a_page_waits_for_one_stylesheet_that_holds_every_rule_of_ours() -> None:
    (sheet,) = SITE.glob("assets/stylesheets/*")
    for file in pages():
        links = re.findall(r'<link rel="stylesheet" href="([^"]*)">', file.read_text(encoding="utf-8"))
        assert [link.rpartition("/")[2] for link in links] == [sheet.name], address(file)
    ours = [source.read_text("utf-8") for source in (ROOT / "docs/assets/stylesheets").iterdir()]
    names = set(re.findall(r"\.sunes-[\w-]+|--sunes-[\w-]+:", "".join(ours)))
    assert names <= set(re.findall(r"\.sunes-[\w-]+|--sunes-[\w-]+:", sheet.read_text("utf-8")))
    assert "@import" not in sheet.read_text("utf-8")


def test_the_pictures_have_the_size_that_the_pages_announce() -> None:
    for name, size in (("partage", (1200, 630)), ("icone-32", (32, 32)), ("icone-180", (180, 180))):
        head = (SITE / f"assets/images/{name}.png").read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", head[16:24]) == size
