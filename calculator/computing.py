"""From what was read, a situation or a dossier, to its result."""

from __future__ import annotations

from calculator.rules import Rules
from calculator.simulation import DossierResult, Result, simulate, simulate_dossier
from calculator.situation import Dossier, Situation


def compute(rules: Rules, given: Situation | Dossier) -> Result | DossierResult:
    """Simulate a situation or a dossier."""
    return simulate_dossier(rules, given) if isinstance(given, Dossier) else simulate(rules, given)
