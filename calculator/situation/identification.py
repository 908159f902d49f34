"""Who an establishment is: the region it names, its FINESS and what is doubtful of it."""

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


FINESS_LENGTH = 9
_CORSICA = {"2A": "21", "2B": "22"}


def finess_key_is_valid(finess: str) -> bool:
    """Whether a FINESS has nine characters and its last digit is the Luhn key of the others."""
    return not finess_doubt(finess)


def finess_doubt(finess: str) -> str:
    """What is wrong with a FINESS, in words: its length, a sign that is no digit, its key; nothing when all is right.

    In Corsica the letter counts for its rank: ``2A`` as 21, ``2B`` as 22.
    """
    digits = finess.upper()
    digits = _CORSICA.get(digits[:2], digits[:2]) + digits[2:]
    strangers = "".join(dict.fromkeys(sign for sign in digits if not (sign.isascii() and sign.isdecimal())))
    if strangers:
        return (
            f"« {strangers} » n’est pas un chiffre"
            if len(strangers) == 1
            else f"« {strangers} » ne sont pas des chiffres"
        )
    if len(digits) != FINESS_LENGTH:
        kind = "chiffre" if digits == finess.upper() else "caractère"
        return f"{len(digits)} {kind}{'s' if len(digits) > 1 else ''} au lieu de {FINESS_LENGTH}"
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    is_valid = sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
    return "" if is_valid else "la clé de contrôle, son dernier chiffre, est fausse"
