"""What the site is measured against: plain Pyodide with three wheels in its place, or a bare one in an empty page."""

import json
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from overrides.hooks.outputs.offline import MANIFEST as OFFLINE
from runtime.build import NPM_PACKAGE
from runtime.wheels import build_engine, repack

WORKER = Path(__file__).with_name("plain_worker.js")
PYODIDE_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)


def plain(site: Path) -> dict[str, bytes]:
    """The contents that differ from those of a built site, by their address from its root."""
    python = json.loads((site / "assets/python/manifest.json").read_text(encoding="utf-8"))["dossier"]
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        wheels = [build_engine(room), *(repack(package, room) for package in ("jinja2", "markupsafe"))]
        files = {file.name: file.read_bytes() for file in wheels}
    worker = WORKER.read_text(encoding="utf-8").replace("[]", json.dumps([*files]), 1)
    files |= {file: (NPM_PACKAGE / file).read_bytes() for file in PYODIDE_FILES}
    files["worker.js"] = worker.encode()
    contents = {f"{python}{file}": content for file, content in files.items()}
    return {**contents, OFFLINE: offline(site, contents)}


BARE_PAGE = """<!doctype html><html lang="fr" data-hors-ligne="pret"><title>Pyodide nu</title>
<p id="resultat" data-etat="attente"></p><script type="module">
import { loadPyodide } from "/PYTHON/pyodide.mjs";
const pyodide = await loadPyodide();
const place = document.querySelector("#resultat");
place.textContent = pyodide.runPython("import dataclasses, datetime, fractions, json, re; 'prêt'");
place.dataset.etat = "pret";
performance.mark("calculateur:resultat");
</script>"""
"""No less can be loaded to have Python in a page: it computes nothing and keeps nothing but what the browser keeps."""


def bare(site: Path) -> tuple[dict[str, bytes], str, str]:
    """The contents of a page that only loads Pyodide, its address from the root, and what it says then."""
    python = json.loads((site / "assets/python/manifest.json").read_text(encoding="utf-8"))["dossier"]
    files = {f"{python}{file}": (NPM_PACKAGE / file).read_bytes() for file in PYODIDE_FILES}
    page = BARE_PAGE.replace("PYTHON", python.rstrip("/"))
    return {**files, "nu/index.html": page.encode()}, "/nu/", "prêt"


def offline(site: Path, contents: Mapping[str, bytes]) -> bytes:
    """The list of what the service worker keeps, with these files: it refuses others than those listed."""
    listed = json.loads((site / OFFLINE).read_text(encoding="utf-8"))
    for address, content in contents.items():
        listed["calculateur"][address] = {"sha256": sha256(content).hexdigest(), "taille": len(content)}
    return json.dumps(listed).encode()
