"""The folder that publishes the calculator as a package: wheels, index, lock. `make build` first."""

import base64
import hashlib
import json
import shutil
import subprocess
import zipfile
from collections import Counter
from email import message_from_bytes
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from packaging.metadata import Metadata

from calculator.rules.releases import released
from overrides.release import keep_wheel
from runtime import wheelhouse
from runtime.wheels import ROOT, build_engine
from tests.support.apart import binaries


@pytest.fixture(scope="module")
def folder(site_folder: Path) -> Path:
    return site_folder / "api/python"


@pytest.fixture(scope="module")
def wheels(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.whl"))


class Links(HTMLParser):
    """The links of a page, each with its attributes."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append({name: value or "" for name, value in attrs})


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_every_wheel_is_in_the_index_with_its_hash_and_its_metadata(folder: Path, wheels: list[Path]) -> None:
    listed = []
    for project in Links(folder / "simple/index.html").found:
        place = folder / "simple" / project["href"]
        for link in Links(place / "index.html").found:
            where, digest = urldefrag(link["href"])
            wheel = (place / where).resolve()
            assert digest == f"sha256={sha256(wheel.read_bytes())}"
            metadata = wheel.with_name(f"{wheel.name}.metadata").read_bytes()
            assert link["data-core-metadata"] == f"sha256={sha256(metadata)}"
            told = message_from_bytes(metadata)
            assert link["data-requires-python"] == told.get("Requires-Python", "")
            assert told["Name"].lower().replace("_", "-") == project["href"].rstrip("/")
            listed.append(wheel)
    assert sorted(listed) == wheels


def test_every_wheel_holds_what_its_record_says(wheels: list[Path]) -> None:
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            (record,) = [name for name in archive.namelist() if name.endswith(".dist-info/RECORD")]
            lines = [line.rsplit(",", 2) for line in archive.read(record).decode().splitlines()]
            assert {name.strip('"') for name, _, _ in lines} == set(archive.namelist())
            for name, digest, _ in lines:
                if name != record:
                    content = hashlib.sha256(archive.read(name)).digest()
                    assert digest == "sha256=" + base64.urlsafe_b64encode(content).rstrip(b"=").decode()
            assert not [name for name in archive.namelist() if name.endswith((".so", ".pyd"))]


def test_the_lock_is_whole_and_lists_each_wheel_of_a_browser(folder: Path) -> None:
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    assert lock["info"] == json.loads(wheelhouse.INFO.read_text(encoding="utf-8"))["info"]
    packages = lock["packages"]
    assert set(packages) == {"sun-es", *(name.replace("_", "-") for name in wheelhouse.IN_A_BROWSER)}
    for package in packages.values():
        assert package["sha256"] == sha256((folder / package["file_name"]).read_bytes())
        assert set(package["depends"]) <= set(packages)
    assert packages["sun-es"]["depends"] == ["jinja2"]


def test_the_package_tells_an_index_what_it_is_and_carries_rules_releases_and_types(folder: Path) -> None:
    (wheel,) = folder.glob("sun_es-*.whl")
    told = message_from_bytes(wheel.with_name(f"{wheel.name}.metadata").read_bytes())
    for field in ("Summary", "Keywords", "Author", "License-Expression", "Description-Content-Type"):
        assert told[field], field
    assert "Typing :: Typed" in told.get_all("Classifier", [])
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"calculator/py.typed", "calculator/regles.json"} <= names
    assert {f"calculator/releases/{version}/regles.json" for version in released()} <= names


def test_a_checker_of_wheels_has_nothing_to_say(folder: Path) -> None:
    (wheel,) = folder.glob("sun_es-*.whl")
    # W002: two files alike, the rules of today and their release, which are the same until data/ changes
    line = [
        str(binaries() / "check-wheel-contents"),
        "--ignore",
        "W002",
        "--toplevel",
        "calculator",
        str(wheel),
    ]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, f"{wheel}: OK\n")
    with zipfile.ZipFile(wheel) as archive:
        contents = Counter(
            archive.read(name) for name in archive.namelist() if not name.endswith("/__init__.py")
        )
        rules = {archive.read(name) for name in archive.namelist() if name.endswith("/regles.json")}
    assert {content for content, count in contents.items() if count > 1} <= rules


def test_its_metadata_are_those_of_the_standard(folder: Path) -> None:
    (about,) = folder.glob("sun_es-*.metadata")
    assert Metadata.from_email(about.read_bytes()).name == "sun-es"  # raises every fault it finds


def test_two_builds_give_the_same_bytes_and_they_are_those_of_the_site(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "neuf").mkdir()
    (tmp_path / "index").mkdir()
    names = wheelhouse.wheelhouse(build_engine(tmp_path / "neuf"), tmp_path / "index")
    for name in names:
        if not name.endswith(".html"):  # the site adds its policy to its pages
            assert (tmp_path / "index" / name).read_bytes() == (folder / name).read_bytes(), name


def test_a_published_version_stays_beside_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build_engine(tmp_path)
    kept = tmp_path / "python"
    assert keep_wheel(built, kept) == keep_wheel(built, kept) == 0, "keeping it again changes nothing"
    older = kept / "sun_es-0.0.1-py3-none-any.whl"
    shutil.copyfile(built, older)
    monkeypatch.setattr(wheelhouse, "KEPT", kept)
    (tmp_path / "index").mkdir()
    wheelhouse.wheelhouse(built, tmp_path / "index")
    listed = [link["href"] for link in Links(tmp_path / "index/simple/sun-es/index.html").found]
    assert [Path(urldefrag(where)[0]).name for where in listed] == [older.name, built.name]
    built.write_bytes(b"autre")
    assert keep_wheel(built, kept) == 1
    assert "relevez « version »" in (wheelhouse.changed(built, kept) or "")


def test_the_code_of_a_published_version_has_not_changed() -> None:
    (built,) = (ROOT / wheelhouse.WHEELHOUSE / "neuf").glob("*.whl")
    assert wheelhouse.changed(built) is None
