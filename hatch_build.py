"""Put the rules into the wheel, those of today and of each release: it reads no YAML and needs no folder."""

import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PublishedRules(BuildHookInterface):  # type: ignore[type-arg]
    """Write `calculator/regles.json` and `calculator/releases/`, in the wheel only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compute the text from data/, except for an editable install, which reads data/."""
        if version != "standard":
            return
        from calculator.rules.loading import load_published_text

        self._folder = tempfile.TemporaryDirectory()
        published = Path(self._folder.name) / "regles.json"
        published.write_text(load_published_text(Path(self.root) / "data"), encoding="utf-8")
        build_data["force_include"][str(published)] = "calculator/regles.json"
        for file in sorted(Path(self.root, "releases").glob("*/regles.json")):
            build_data["force_include"][str(file)] = f"calculator/releases/{file.parent.name}/regles.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary file once the wheel holds it."""
        if version == "standard":
            self._folder.cleanup()
