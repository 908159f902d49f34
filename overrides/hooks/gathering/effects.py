"""What each reading changes in euros: ``data/effets/lectures.yaml``, computed while the site is built."""

from __future__ import annotations

from pathlib import Path

from calculator.command.checking import EFFECTS, load_effects
from calculator.questions.effects import Effet
from calculator.rules.loading import REPOSITORY_DATA, InvalidData
from calculator.rules.model import Rules
from overrides.hooks.gathering.made import ContentError

FILE = REPOSITORY_DATA / EFFECTS


def effects(rules: Rules, file: Path = FILE) -> dict[str, Effet]:
    """The effect of each reading that has one, by its number; a fault stops the build."""
    try:
        return load_effects(rules, file)
    except InvalidData as error:
        raise ContentError(str(error)) from error
