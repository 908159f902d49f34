"""The rules as the site sees them: read once, with the address and the name of each thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from calculator.rules.loading import InvalidData, load_rules
from calculator.rules.model import Rules
from calculator.rules.releases import released
from overrides.hooks.gathering.addresses import addresses
from overrides.hooks.gathering.gather import last_window
from overrides.hooks.gathering.made import ContentError
from overrides.hooks.gathering.redirects import Redirects, identifiers, open_redirects

REDIRECTS = Path(__file__).resolve().parents[3] / "releases" / "redirects.yaml"


@dataclass(frozen=True)
class Book:
    """The rules of one build."""

    rules: Rules
    redirects: Redirects = field(default_factory=Redirects)

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Identifier to address, as published in ``/api/liens.json``, those of former releases included."""
        now = addresses(self.rules)
        return now | identifiers(self.redirects, now)

    @property
    def fin(self) -> date:
        """The last day of the last window; that of the programme is a reading (L48)."""
        return last_window(self.rules)

    @property
    def released(self) -> bool:
        """Whether this version is kept for ever, or still in preparation."""
        return self.rules.version in released()

    @property
    def edition(self) -> str:
        """The version of the rules and the start of their fingerprint."""
        return f"{self.rules.version} ({(self.rules.empreinte or '')[:8]})"


def open_book(folder: Path) -> Book:
    """Read the rules of a folder, or stop the build with every problem of the data."""
    try:
        return Book(load_rules(folder), open_redirects(REDIRECTS))
    except InvalidData as error:
        raise ContentError(f"Les données de « {folder.name} » sont à corriger :\n{error}") from None
