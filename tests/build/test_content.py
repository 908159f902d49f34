"""What the site says is written without a renderer, and the renderer publishes it as it is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from overrides.hooks.gathering.made import Made
from tests.support.house import ROOT, copy_house

ALONE = "import sys; sys.modules['mkdocs'] = sys.modules['material'] = None; "
RENDERERS = {
    "overrides/hooks/entry.py",
    "overrides/hooks/serving.py",
    "overrides/hooks/outputs/discovery.py",
    "overrides/hooks/pages/booklet.py",
    "overrides/hooks/pages/readings.py",
}
"""The modules that a renderer other than MkDocs would not use."""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content, written where MkDocs cannot be imported."""
    house = copy_house(tmp_path_factory.mktemp("maison"))
    folder = house / "contenu"
    order = f"{ALONE}from overrides.hooks.content import main; sys.exit(main({str(folder)!r}))"
    subprocess.run([sys.executable, "-c", order], cwd=house, check=True)
    return folder


def test_every_page_of_the_site_is_a_file_of_the_content(content: Path, site_folder: Path) -> None:
    pages = {Made(file.relative_to(content).as_posix(), "").address for file in content.rglob("*.md")}
    files = [file for file in site_folder.rglob("index.html") if site_folder / "api" not in file.parents]
    built = {f"/{file.parent.relative_to(site_folder).as_posix()}/" for file in files}
    assert len(pages) > 100
    assert pages == {page.replace("/./", "/") for page in built}


def test_what_is_not_a_page_is_published_as_it_was_written(content: Path, site_folder: Path) -> None:
    joined = (
        "assets/stylesheets/",
        "assets/javascripts/",
        "service-worker.js",
    )  # by outputs, from the built pages
    files = [
        name
        for file in content.rglob("*")
        if file.is_file() and not (name := file.relative_to(content).as_posix()).startswith(joined)
    ]
    # a page of the index of pip gets the policy, as every page does
    unlike = [
        name
        for name in files
        if not name.endswith((".md", ".html"))
        and (content / name).read_bytes() != (site_folder / name).read_bytes()
    ]
    assert unlike == []
    assert {"api/regles.json", "calendrier.ics", "assets/sun-es-calculette.ods", "robots.txt"} <= {*files}


def test_only_what_belongs_to_the_renderer_imports_it() -> None:
    found = set()
    for file in (ROOT / "overrides").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if any(
            isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mkdocs")
            for node in ast.walk(tree)
        ):
            found.add(file.relative_to(ROOT).as_posix())
    assert found == RENDERERS
