"""The staged folder is complete, exact, and Pyodide runs from it."""

import gzip
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from runtime.build import stage
from runtime.library import ENGINE, LIBRARY
from runtime.node import node

LOADER = Path(__file__).with_name("load.mjs")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pyodide")
    stage(folder)
    return folder


@pytest.fixture(scope="module")
def manifest(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "manifest.json").read_text())


def run_python(folder: Path, code: str) -> str:
    """Run Python code in Pyodide, loaded from the folder under Node."""
    result = node([str(LOADER), str(folder), code], True, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_manifest_lists_every_file_with_its_hash(folder, manifest):
    present = {path.name: sha256(path) for path in folder.iterdir() if path.name != "manifest.json"}
    assert {name: file["sha256"] for name, file in manifest["files"].items()} == present


def test_staging_twice_gives_the_same_bytes(manifest, tmp_path):
    assert stage(tmp_path) == manifest


def test_staging_again_removes_what_it_no_longer_lists_and_nothing_else(manifest, tmp_path):
    (tmp_path / "manifest.json").write_text('{"files": {"sun_es-0.0.1-py3-none-any.whl": {}}}')
    (tmp_path / "sun_es-0.0.1-py3-none-any.whl").touch()
    (tmp_path / "autre.txt").touch()
    stage(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "autre.txt",
        "manifest.json",
        *manifest["files"],
    }


def test_pyodide_is_offered_no_package_from_elsewhere(folder):
    assert json.loads((folder / "pyodide-lock.json").read_text())["packages"] == {}


def test_nothing_staged_names_this_machine_or_a_registry(folder):
    ours = [folder / "pyodide-lock.json", folder / "manifest.json"]
    texts = {path.name: path.read_bytes() for path in ours}
    archives = {path.name: path.read_bytes() for path in folder.glob("*.zip")}
    archives |= {name: gzip.decompress((folder / name).read_bytes()) for name in (LIBRARY, ENGINE)}
    for library, content in archives.items():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts |= {f"{library}/{name}": archive.read(name) for name in archive.namelist()}
    machine = re.escape(str(Path(__file__).resolve().parents[2])).encode()
    found = [name for name, text in texts.items() if re.search(machine + rb"|registry\.npmjs", text)]
    assert found == []


def test_pyodide_loads_the_engine_and_its_libraries(folder):
    code = """
import sys
import jinja2, markupsafe
from calculator.rules.packaged import packaged_rules
assert packaged_rules().fenetres
sys.version.split()[0] + " " + jinja2.Template("{{ a }}", autoescape=True).render(a="<")
"""
    assert run_python(folder, code) == "3.14.2 &lt;"
