"""The region of a department, which the public directory FINESS gives without its region.

Overseas a department has the name of its region.
"""

from __future__ import annotations

from calculator.rules.model import Rules
from calculator.situation.identification import find_region

__all__ = ["REGIONS", "region_of"]

REGIONS = {
    "Auvergne-Rhône-Alpes": "01 03 07 15 26 38 42 43 63 69 73 74",
    "Bourgogne-Franche-Comté": "21 25 39 58 70 71 89 90",
    "Bretagne": "22 29 35 56",
    "Centre-Val de Loire": "18 28 36 37 41 45",
    "Corse": "2A 2B",
    "Grand Est": "08 10 51 52 54 55 57 67 68 88",
    "Hauts-de-France": "02 59 60 62 80",
    "Île-de-France": "75 77 78 91 92 93 94 95",
    "Normandie": "14 27 50 61 76",
    "Nouvelle-Aquitaine": "16 17 19 23 24 33 40 47 64 79 86 87",
    "Occitanie": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "Pays de la Loire": "44 49 53 72 85",
    "Provence-Alpes-Côte d'Azur": "04 05 06 13 83 84",
}
"""The departments of each region in Europe, since 2016 (official geographic code, INSEE)."""

_BY_CODE = {code: region for region, codes in REGIONS.items() for code in codes.split()}


def region_of(rules: Rules, code: str, label: str) -> str | None:
    """The region of a department by its code, or by its name overseas; nothing when neither says."""
    return _BY_CODE.get(code.strip().upper().zfill(2)) or find_region(rules, label)
