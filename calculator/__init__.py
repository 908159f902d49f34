"""SUN-ES: the rules of the programme as data, and the calculation they set, exact and explained.

from calculator import packaged_rules, read_situation, simulate
rules = packaged_rules()
result = simulate(rules, read_situation(rules, {"etablissement": {"activite_combinee": 127800}}))
"""

from calculator.engine.simulation import simulate, simulate_dossier
from calculator.exact.problems import InvalidInput
from calculator.rules.packaged import packaged_rules
from calculator.situation.intake import read_input, read_situation

__all__ = ["InvalidInput", "packaged_rules", "read_input", "read_situation", "simulate", "simulate_dossier"]
