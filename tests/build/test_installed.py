"""The package where Python runs, from the built site alone: pip, the command line, Pyodide. `make build` first."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from calculator.rules.releases import released
from runtime import wheelhouse
from runtime.node import node
from runtime.wheels import ROOT, build_engine
from tests.build.test_donnees import code
from tests.support.house import copy_house
from tests.support.installed import ABOUT, Installed, interpreters
from tests.support.server import AdvisedHandler, QuietHandler, served

PYTHONS = interpreters()
WRITER = ROOT / "tests/support/written.py"


def index(origin: str) -> str:
    return f"{origin}/api/python/simple/"


@pytest.fixture(scope="module", params=PYTHONS, ids=lambda path: Path(path).name)
def installed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, site: str
) -> Installed:
    made = Installed(tmp_path_factory.mktemp("installe"), request.param)
    made.pip(index(site), "sun-es")
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
    assert installed.run("lot", "liste.csv", "-o", "r.ods")[0] == 0
    assert installed.run("lot", "r.ods")[0] == 0
    assert installed.run("lot", str(ROOT / "site/api/lot-modele.xlsx"))[0] == 0


def test_what_an_extra_would_bring_is_named_then_brought(installed: Installed, site: str) -> None:
    refused = (2, "", "un classeur XLSX demande openpyxl : pip install 'sun-es[xlsx]'.\n")
    assert installed.run("lot", "liste.csv", "-o", "r.xlsx") == refused
    assert not (installed.folder / "r.xlsx").exists()
    installed.pip(index(site), f"sun-es[{','.join(ABOUT['optional-dependencies'])}]")
    assert installed.run("lot", "liste.csv", "-o", "r.xlsx")[0] == 0
    assert installed.run("lot", "r.xlsx")[0] == 0


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the Python that runs writes of the site."""
    folder = tmp_path_factory.mktemp("ecrit")
    subprocess.run([sys.executable, str(WRITER), str(folder)], check=True)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_each_python_writes_the_same_data_and_the_same_pages(
    installed: Installed, site: str, site_folder: Path, written: dict[str, bytes], tmp_path: Path
) -> None:
    if installed.version == sys.version_info[:2]:
        pytest.skip("c’est le Python des essais, auquel un autre est comparé")
    installed.pip(index(site), f"sun-es[{','.join(ABOUT['optional-dependencies'])}]")
    code, _, err = installed.start("python", str(WRITER), str(tmp_path))
    assert code == 0, err
    there = contents(tmp_path)
    assert [name for name in there.keys() | written.keys() if there.get(name) != written.get(name)] == []
    data = [name for name in there if name.startswith("api/")]
    assert [name for name in data if there[name] != (site_folder / name).read_bytes()] == []
    assert len(data) > 15
    assert len(there) - len(data) > 100


def test_rules_that_were_altered_are_seen(installed: Installed) -> None:
    (rules,) = installed.folder.glob("venv/**/calculator/regles.json")
    text = rules.read_text(encoding="utf-8")
    try:
        rules.write_text(text.replace("49/100", "48/100", 1), encoding="utf-8")
        assert "ne sont plus celles de leur empreinte" in installed.run("verifier")[2]
    finally:
        rules.write_text(text, encoding="utf-8")


def test_an_old_version_installs_beside_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = copy_house(tmp_path / "maison")
    project = house / "pyproject.toml"
    built = {}
    for version in ("0.0.1", "0.0.2"):
        text = re.sub(
            '^version = ".*"$', f'version = "{version}"', project.read_text(encoding="utf-8"), flags=re.M
        )
        project.write_text(text, encoding="utf-8")
        (tmp_path / version).mkdir()
        built[version] = build_engine(tmp_path / version, house)
    monkeypatch.setattr(wheelhouse, "KEPT", tmp_path / "0.0.1")
    (tmp_path / "api/python").mkdir(parents=True)
    wheelhouse.wheelhouse(built["0.0.2"], tmp_path / "api/python")
    environment = Installed(tmp_path, PYTHONS[0])
    ask = "from importlib.metadata import version; print(version('sun-es'))"
    with served(tmp_path) as origin:
        for wanted, given in (("sun-es==0.0.1", "0.0.1"), ("sun-es>0.0.1", "0.0.2")):
            environment.pip(index(origin), wanted)
            assert environment.start("python", "-c", ask)[1] == f"{given}\n"
            assert "176\u202f368,29\u00a0€" in environment.run("simuler", "situation.yaml")[1]


def test_what_the_page_says_of_pip_is_what_was_done_here(site_folder: Path) -> None:
    page = (site_folder / "donnees/index.html").read_text(encoding="utf-8")
    assert 'pip install --index-url ADRESSE/api/python/simple/ "sun-es[xlsx]"' in code(page)


@pytest.fixture
def own_page(site_folder: Path) -> str:
    """The page that « Données » gives to copy."""
    page = (site_folder / "donnees/index.html").read_text(encoding="utf-8")
    (found,) = [block for block in code(page) if block.startswith("<!doctype html>")]
    assert len(found.splitlines()) <= 25
    return found


def test_a_plain_pyodide_loads_the_package_by_the_lines_of_the_page(
    site_folder: Path, tmp_path: Path, own_page: str
) -> None:
    pyodide = (ROOT / "node_modules/pyodide/pyodide.mjs").resolve().as_uri()
    lines = own_page[own_page.index("  const adresse") : own_page.index("  document.")]
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


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another site, with its own copy of Pyodide and no page yet, in ``tmp_path``."""
    (tmp_path / "pyodide").symlink_to(ROOT / "node_modules/pyodide")
    with served(tmp_path) as origin:
        yield origin


@pytest.mark.parametrize("handler", [AdvisedHandler, QuietHandler], ids=["recommandé", "sans en-tête"])
def test_a_page_of_another_site_computes_if_the_host_lets_it(
    handler: type[QuietHandler],
    site_folder: Path,
    tmp_path: Path,
    own_page: str,
    elsewhere: str,
    browser: Browser,
) -> None:
    with served(site_folder, handler) as address, browser.new_page(locale="fr-FR") as page:
        (tmp_path / "index.html").write_text(own_page.replace("ADRESSE", address), encoding="utf-8")
        if handler is AdvisedHandler:
            page.goto(f"{elsewhere}/index.html")
            expect(page.locator("output")).to_have_text("109\u202f738,12\u00a0€")
        else:
            with page.expect_console_message(lambda told: "blocked by CORS policy" in told.text):
                page.goto(f"{elsewhere}/index.html")
            expect(page.locator("output")).to_have_text("calcul…")
