"""The released versions of the rules, kept as ``releases/<version>/`` and never written again.

Touches files; never loaded in the browser. The version of the data that has no folder yet is in
preparation: it may still change.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from calculator.exact.problems import InvalidInput, Problem
from calculator.exact.reading import parse_json
from calculator.rules.disk import UnreadableTextError, read_text
from calculator.rules.model import Rules
from calculator.rules.packaged import packaged_rules
from calculator.rules.publication import published_text

REPOSITORY_RELEASES = Path(__file__).parents[2] / "releases"
CURRENT = "courante"
"""The rules of ``data/``, released or not."""
PUBLISHED = "publiee"
"""The newest of the released versions."""
MAX_BYTES = 10_000_000
"""Twenty times a ``regles.json``."""
MAX_DEPTH = 100


def released(folder: Path = REPOSITORY_RELEASES) -> list[str]:
    """Every released version, the oldest first."""
    return sorted((file.parent.name for file in folder.glob("*/regles.json")), key=order)


def order(version: str) -> tuple[int, ...]:
    """What versions are sorted by: ``1.10.0`` comes after ``1.9.0``."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ValueError(f"« {version} » n’est pas une version : trois nombres séparés par des points.")
    return tuple(map(int, version.split(".")))


def release(version: str, document: str, folder: Path = REPOSITORY_RELEASES) -> Any:
    """A document of a release: ``regles``, ``liens`` or ``adresses``."""
    return json.loads((folder / version / f"{document}.json").read_text(encoding="utf-8"))


def open_rules(version: str, folder: Path = REPOSITORY_RELEASES) -> dict[str, Any]:
    """The ``regles.json`` of a released version, of the current rules, or of a file of that name."""
    if version == PUBLISHED and released(folder):
        version = released(folder)[-1]
    if version == CURRENT:
        found = json.loads(published_text(packaged_rules()))
    elif version in released(folder):
        found = release(version, "regles", folder)
    elif version.endswith(".json"):
        found = _read(Path(version))
    else:
        known = ", ".join([*released(folder), PUBLISHED, CURRENT])
        message = f"« {version} » n’est pas une version connue. Versions connues : {known}."
        raise InvalidInput([Problem("", "version_inconnue", message)])
    return dict(found)


def _read(file: Path) -> dict[str, Any]:
    """A downloaded ``regles.json``."""
    try:
        found = parse_json(read_text(file, MAX_BYTES))
    except UnreadableTextError as error:
        raise InvalidInput([Problem(str(file), "fichier_illisible", str(error))]) from None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not {"version", "empreinte"} <= found.keys() or _deep(found):
        message = f"« {file} » n’est pas un fichier « regles.json » de ce site."
        raise InvalidInput([Problem("", "regles_illisibles", message)])
    return found


def _deep(value: object) -> bool:
    """Whether blocks stand one in the other beyond what rules need."""
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            item
            for block in level
            if isinstance(block, dict | list)
            for item in (block.values() if isinstance(block, dict) else block)
        ]
    return bool(level)


def drift(rules: Rules, folder: Path = REPOSITORY_RELEASES) -> str | None:
    """Why the current rules cannot stand beside the releases, and the cure; ``None`` when they can."""
    kept = released(folder)
    if rules.version in kept:
        if release(rules.version, "regles", folder)["empreinte"] == rules.empreinte:
            return None
        return (
            f"data/ n’a plus les valeurs des règles {rules.version}, publiées et figées. Relevez « version » "
            "et « publiee_le » dans data/programme.yaml ; « make release » figera la suite."
        )
    if kept and order(rules.version) < order(kept[-1]):
        return (
            f"La version {rules.version} de data/programme.yaml vient avant la dernière publiée, "
            f"{kept[-1]} : relevez-la."
        )
    return None
