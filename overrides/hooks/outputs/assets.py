"""What the site publishes of the npm packages: the Python of the browser and the typeface.

Python is published in a folder named after its content. A new build gets a new address: no cache
ever mixes two of them. ``assets/python/manifest.json`` keeps one stable address for whoever looks
for the current folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from overrides.hooks.gathering.made import ContentError, Made
from runtime.build import stage as stage_runtime
from runtime.supply import bill, notices

FONT = "node_modules/@fontsource-variable/source-sans-3"
FONT_FILES = tuple(
    f"source-sans-3-{subset}-wght-{style}.woff2"
    for subset in ("latin", "latin-ext")
    for style in ("normal", "italic")
)
"""The faces that ``jetons.css`` names; a French page needs the first one, which every page preloads."""


@dataclass(frozen=True)
class Python:
    """A staged runtime: where its files are, and what they are."""

    staged: Path
    manifest: dict[str, Any]

    @property
    def folder(self) -> str:
        """The folder's address from the root of the site, without the first slash."""
        return f"assets/python/{self.manifest['build'][:16]}/"

    def files(self) -> Iterator[Made]:
        """Every file of the runtime, and the stable manifest that says where they are."""
        for file in (*self.manifest["files"], "manifest.json"):
            yield Made(self.folder + file, self.staged / file)
        stable = json.dumps({**self.manifest, "dossier": self.folder}, indent=2, ensure_ascii=False)
        yield Made("assets/python/manifest.json", stable + "\n")


def stage(root: Path) -> Python:
    """Bring the runtime up to date in the cache of the working tree."""
    folder = root / ".cache" / "python"
    return Python(folder, stage_runtime(folder))


def fonts(root: Path) -> Iterator[Made]:
    """The typeface, and its licence beside it."""
    package = root / FONT
    if not package.is_dir():
        raise ContentError(f"« {FONT} » manque : lancez « make build », qui l’installe.")
    for name in FONT_FILES:
        yield Made(f"assets/fonts/{name}", package / "files" / name)
    yield Made("assets/fonts/LICENCE-source-sans-3.txt", package / "LICENSE")


def supply() -> Iterator[Made]:
    """The licences of what is published, beside the runtime, and the bill of materials."""
    yield Made("assets/python/LICENCES.txt", notices())
    yield Made("sbom.cdx.json", json.dumps(bill(), indent=1) + "\n")
