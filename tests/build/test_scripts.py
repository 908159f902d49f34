"""What the pages ask for: a few scripts named after their content, each of them there."""

import json
import re
from pathlib import Path

from tests.support.server import SITE

SOURCES = SITE.parent / "docs/assets/javascripts"
LINKED = re.compile(r'(?:src|href)="([^"]*assets/javascripts/[^"]+\.js)"')


def linked(page: Path) -> list[Path]:
    return [(page.parent / address).resolve() for address in LINKED.findall(page.read_text(encoding="utf-8"))]


def test_each_page_links_scripts_that_are_there_and_no_source() -> None:
    pages = [SITE / name / "index.html" for name in ("", "simulateur", "lots", "domaines/ds-1", "diagnostic")]
    for page in pages:
        scripts = linked(page)
        assert scripts
        assert [script for script in scripts if not script.is_file()] == []
    served = SITE / "assets/javascripts"
    apart = {"workers/lazy_search.js", "workers/probe.js"}
    sources = {path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.js")} - apart
    assert [source for source in sources if (served / source).exists()] == []


def test_a_page_asks_for_one_script_of_ours_that_asks_for_no_other() -> None:
    for name in ("", "simulateur", "lots", "calcul", "domaines/ds-1", "diagnostic", "donnees"):
        (script,) = (one for one in linked(SITE / name / "index.html") if not one.name.startswith("bundle."))
        assert re.fullmatch(r"page\.[0-9A-Z]{8}\.js", script.name)
        assert not re.search(r"(?:from|import)\s*\(?[\"']\.", script.read_text(encoding="utf-8"))


def test_the_thread_of_python_carries_its_own_loader() -> None:
    folder = json.loads((SITE / "assets/python/manifest.json").read_text(encoding="utf-8"))["dossier"]
    worker = (SITE / folder / "worker.js").read_text(encoding="utf-8")
    assert "loadPyodide" in worker
    assert re.findall(r"""^import\b.*["'].*|import\("\./.*""", worker, re.MULTILINE) == []
