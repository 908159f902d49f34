"""What this site is made of: licences to ship beside it, and a bill of materials (CycloneDX) from the locks.

python -m runtime.supply      # writes sbom.cdx.json, which the site also publishes
"""

from __future__ import annotations

import json
import re
import tomllib
import uuid
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

from runtime.wheels import ROOT

__all__ = ["bill", "notices"]

SHIPPED: dict[str, str] = {
    "Jinja2": "https://github.com/pallets/jinja",
    "MarkupSafe": "https://github.com/pallets/markupsafe",
    "openpyxl": "https://foss.heptapod.net/openpyxl/openpyxl",
    "et_xmlfile": "https://foss.heptapod.net/openpyxl/et_xmlfile",
    "segno": "https://github.com/heuer/segno",
    "click": "https://github.com/pallets/click",
    "PyYAML": "https://github.com/yaml/pyyaml",
    "mkdocs": "https://github.com/mkdocs/mkdocs",
    "mkdocs-material": "https://github.com/squidfunk/mkdocs-material",
}
"""The Python packages of which the site holds files, and where their source is."""

SHIPPED_BY_NPM: dict[str, str] = {
    "pyodide": "https://github.com/pyodide/pyodide",
    "minisearch": "https://github.com/lucaong/minisearch",
    "@fontsource-variable/source-sans-3": "https://github.com/adobe-fonts/source-sans",
}
"""The same for npm."""
CPYTHON_SOURCE = "https://github.com/python/cpython"

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_CLASSIFIER = "License :: OSI Approved :: "


class Component(NamedTuple):
    """A piece of the work of others; ``publie``: the site holds some of it."""

    nom: str
    version: str
    licence: str
    purl: str
    publie: bool


@cache
def components() -> tuple[Component, ...]:
    """Every component, in the order of the locks: the browser's Python, npm, then Python."""
    return tuple(_locked())


def _locked() -> Iterator[Component]:
    info = _json("node_modules/pyodide/pyodide-lock.json")["info"]
    python = info["python"]
    yield Component("cpython", python, "PSF-2.0", f"pkg:generic/cpython@{python}", True)
    for place, item in _json("package-lock.json")["packages"].items():
        if place:
            name = place.removeprefix("node_modules/")
            purl = f"pkg:npm/{name.replace('@', '%40')}@{item['version']}"
            published = name in SHIPPED_BY_NPM
            yield Component(name, item["version"], item.get("license", ""), purl, published)
    shipped = {_normal(name) for name in SHIPPED}
    lock = (ROOT / "requirements" / "build.txt").read_text(encoding="utf-8")
    for name, version in _PINNED.findall(lock):
        purl = f"pkg:pypi/{_normal(name)}@{version}"
        yield Component(name, version, _licence(name), purl, _normal(name) in shipped)


def bill() -> dict[str, Any]:
    """The bill of materials, the same for the same locks: CycloneDX 1.6 as JSON."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [
        {
            "type": "library",
            "bom-ref": item.purl,
            "name": item.nom,
            "version": item.version,
            "scope": "required" if item.publie else "excluded",
            "purl": item.purl,
            **({"licenses": [{"license": {"name": item.licence}}]} if item.licence else {}),
        }
        for item in components()
    ]
    name = json.dumps(listed, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": "MIT AND etalab-2.0"}],
            }
        },
        "components": listed,
    }


@cache
def notices() -> str:
    """The notices that travel with the site: what it holds of others, under which licence, where its source is."""
    published = [item for item in components() if item.publie]
    sources = {_normal(name): where for name, where in (SHIPPED | SHIPPED_BY_NPM).items()}
    sources["cpython"] = CPYTHON_SOURCE
    lines = [
        "Ce site contient le travail d’autres. Chacun garde sa licence ; le code source est à l’adresse donnée.",
        "Pyodide est publié sous Mozilla Public License 2.0. Le site en modifie deux fichiers, pyodide.asm.mjs et "
        "pyodide.asm.wasm : runtime/exports.py, dans le code source du site, en retire les exports que rien n’emploie.",
        "",
        *(f"{item.nom} {item.version} · {item.licence} · {sources[_normal(item.nom)]}" for item in published),
    ]
    texts = {name: _text(name) for name in SHIPPED} | {
        # neither comes with its own text: the same licence, as a tool of the same people carries it
        "pyodide, Mozilla Public License 2.0": _text("pyodide-build"),
        "cpython, Python Software Foundation License": _text("typing-extensions"),
        "Source Sans 3, SIL Open Font License": _file(
            "node_modules/@fontsource-variable/source-sans-3/LICENSE"
        ),
    }
    for title, text in texts.items():
        lines += ["", "=" * 80, title, "=" * 80, "", text.strip()]
    return "\n".join(lines) + "\n"


def _licence(name: str) -> str:
    """What an installed package says of its licence; nothing for a package of another system."""
    try:
        about = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    classifiers = [item for item in about.get_all("Classifier", []) if item.startswith(_CLASSIFIER)]
    words = about.get("License", "").strip().splitlines()
    return (
        about.get("License-Expression")
        or ", ".join(item.removeprefix(_CLASSIFIER) for item in classifiers)
        or (words[0] if words else "")
    )


def _text(name: str) -> str:
    """The licence text that an installed package carries."""
    files = distribution(name).files or []
    found = [file for file in files if re.search(r"dist-info/.*(licen[cs]e|copying)", str(file), re.I)]
    if not found:
        raise RuntimeError(f"« {name} » ne porte pas le texte de sa licence.")
    return "\n\n".join(Path(str(file.locate())).read_text(encoding="utf-8") for file in found)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower() if not name.startswith("@") else name


def _json(name: str) -> Any:
    return json.loads(_file(name))


def _file(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
