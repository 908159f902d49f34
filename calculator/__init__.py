"""SUN-ES: the rules of the programme as data, and the calculation they set, exact and explained.

from calculator import packaged_rules, read_situation, simulate
rules = packaged_rules()
result = simulate(rules, read_situation(rules, {"etablissement": {"activite_combinee": 127800}}))
"""

from calculator.intake import read_input, read_situation
from calculator.packaged import packaged_rules
from calculator.problems import InvalidInput
from calculator.simulation import simulate, simulate_dossier

__all__ = ["InvalidInput", "packaged_rules", "read_input", "read_situation", "simulate", "simulate_dossier"]
