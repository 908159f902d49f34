"""Who an establishment is: the region it names, the key of its FINESS."""

from __future__ import annotations

import functools
import unicodedata

from calculator.rules.model import Rules


def find_region(rules: Rules, name: str) -> str | None:
    """The INSEE name of a region as people write it, or nothing when it is not one."""
    names = {fold(region): region for region in (*rules.enveloppes.regions, *rules.territoire.exclus)}
    names |= {fold(territory): territory for territory in rules.territoire.non_tranches}
    names |= {fold(alias): region for alias, region in rules.territoire.alias.items()}
    return names.get(fold(name))


@functools.lru_cache(maxsize=512)
def fold(text: str) -> str:
    """Lower case letters and digits alone, without accents: to compare names."""
    return "".join(char for char in plain_letters(text) if char.isalnum())


def plain_letters(text: str) -> str:
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def finess_key_is_valid(finess: str) -> bool:
    """Whether a FINESS has nine characters and its last digit is the Luhn key of the others.

    In Corsica the letter counts for its rank: ``2A`` as 21, ``2B`` as 22.
    """
    digits = finess.upper()
    if digits[:2] in ("2A", "2B"):
        digits = {"2A": "21", "2B": "22"}[digits[:2]] + digits[2:]
    if len(digits) != 9 or not (digits.isascii() and digits.isdecimal()):
        return False
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
