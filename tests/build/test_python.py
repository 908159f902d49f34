"""The calculator as a package, from the built site alone: pip, the command line, a plain Pyodide. `make build` first."""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import venv
import zipfile
from email import message_from_bytes
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from calculator.rules.releases import released
from overrides.release import keep_wheel
from runtime import wheelhouse
from runtime.node import node
from runtime.wheels import ROOT, build_engine
from tests.build.test_donnees import code

SITUATION = """\
etablissement: {activite_combinee: 127 800}
candidatures:
  - {domaine: DS1, fenetre: F1, cro: oui}
  - {domaine: DS3, fenetre: F2}
  - {domaine: DS2, fenetre: F4}
"""


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


class Installed:
    """An empty environment where pip took the package from the site, and nothing from elsewhere."""

    def __init__(self, folder: Path, origin: str) -> None:
        venv.create(folder / "venv", with_pip=True)
        self.folder = folder
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        self.origin = origin
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))
        } | {"PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1"}
        (folder / "situation.yaml").write_text(SITUATION, encoding="utf-8")
        (folder / "liste.csv").write_text("activite_combinee\n127800\n", encoding="utf-8")

    def pip(self, *arguments: str) -> None:
        line = [
            str(self.bin / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            *arguments,
        ]
        done = subprocess.run(line, env=self.environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr

    def run(self, *arguments: str) -> tuple[int, str, str]:
        line = [str(self.bin / "sun-es"), *arguments]
        done = subprocess.run(
            line, cwd=self.folder, env=self.environment, capture_output=True, encoding="utf-8", check=False
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, site: str) -> Installed:
    made = Installed(tmp_path_factory.mktemp("installe"), site)
    made.pip("--index-url", f"{site}/api/python/simple/", "sun-es")
    return made


def test_installed_alone_every_command_runs(installed: Installed) -> None:
    code, out, err = installed.run("simuler", "situation.yaml", "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)["resultat"]["totaux"]["forfait_centimes"] == 17_636_829
    assert "176\u202f368,29\u00a0€" in installed.run("simuler", "situation.yaml")[1]
    assert installed.run("verifier")[1].endswith("aucune erreur.\n")
    assert installed.run("verifier", "--donnees", str(ROOT / "data"))[0] == 0
    assert installed.run("lien", "situation.yaml")[1].startswith(
        "/simulateur/#activite_combinee=127800&DS1=F1"
    )
    assert installed.run("comparer", released()[0], "courante")[0] == 0
    assert "127800;C;" in installed.run("lot", "liste.csv")[1]
    assert installed.run("lot", "liste.csv", "-o", "r.json")[0] == 0


def test_what_an_extra_would_bring_is_named_then_brought(installed: Installed) -> None:
    code, _, err = installed.run("lot", "liste.csv", "-o", "r.xlsx")
    assert (code, err) == (2, "un classeur XLSX demande openpyxl : pip install 'sun-es[xlsx]'.\n")
    assert not (installed.folder / "r.xlsx").exists()
    installed.pip("--index-url", f"{installed.origin}/api/python/simple/", "sun-es[xlsx]")
    assert installed.run("lot", "liste.csv", "-o", "r.xlsx")[0] == 0
    assert installed.run("lot", "r.xlsx")[0] == 0


def test_rules_that_were_altered_are_seen(installed: Installed) -> None:
    (rules,) = installed.folder.glob("venv/**/calculator/regles.json")
    text = rules.read_text(encoding="utf-8")
    try:
        rules.write_text(text.replace("49/100", "48/100", 1), encoding="utf-8")
        assert "ne sont plus celles de leur empreinte" in installed.run("verifier")[2]
    finally:
        rules.write_text(text, encoding="utf-8")


def test_what_the_page_says_of_pip_is_what_was_done_here(site_folder: Path) -> None:
    page = (site_folder / "donnees/index.html").read_text(encoding="utf-8")
    assert 'pip install --index-url ADRESSE/api/python/simple/ "sun-es[xlsx]"' in code(page)


def test_a_plain_pyodide_loads_the_package_by_the_lines_of_the_page(
    site_folder: Path, tmp_path: Path
) -> None:
    page = (site_folder / "donnees/index.html").read_text(encoding="utf-8")
    (lines,) = [block for block in code(page) if block.startswith("const adresse")]
    pyodide = (ROOT / "node_modules/pyodide/pyodide.mjs").resolve().as_uri()
    script = tmp_path / "page.mjs"
    script.write_text(
        f'import {{ loadPyodide }} from "{pyodide}";\n'
        f"try {{\n{lines.replace('ADRESSE', site_folder.as_posix())}\nconsole.log(centimes);\n}}"
        " catch (error) {\nconsole.error(String(error).slice(0, 2000));\nprocess.exit(1);\n}\n",
        encoding="utf-8",
    )
    result = node([str(script)], True, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert re.findall(r"^\d+$", result.stdout, re.MULTILINE) == ["10973812"]
