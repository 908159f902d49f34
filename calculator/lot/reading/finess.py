"""A FINESS as people and their programs write it: what was lost is put back where the key proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calculator.exact.problems import Problem
from calculator.lot.reading.records import Cell
from calculator.situation.identification import FINESS_LENGTH, finess_doubt, finess_key_is_valid

_DECIMALS = re.compile(r"[.,]0+$")
_SIGNS = re.compile(r"[^0-9A-Za-z]")
_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?[eE]\+?[0-9]+")


def read_finess(cell: Cell) -> tuple[str, Problem | None]:
    """The FINESS as text, and what is doubtful of it; what a program took from it is put back, and said."""
    if not isinstance(cell, str):
        return _of_a_number(cell)
    finess = "".join(cell.split())
    if finess_key_is_valid(finess):
        return finess, None
    for found, why in _mended(finess):
        if finess_key_is_valid(found):
            return found, Problem("finess", "finess_numerique", f"« {finess} » {why} : lu « {found} ».")
    if _SCIENTIFIC.fullmatch(finess):
        message = (
            f"« {finess} » : notation scientifique, le numéro a perdu des chiffres ; donnez à la colonne le format "
            "Texte et saisissez-le de nouveau."
        )
    else:
        message = f"« {finess} » : {finess_doubt(finess)} ; vérifiez-le."
    return finess, Problem("finess", "finess_douteux", message)


def _of_a_number(cell: Cell) -> tuple[str, Problem]:
    finess = str(cell).zfill(FINESS_LENGTH)
    message = f"« {cell} » est un nombre dans le classeur : lu « {finess} »."
    if doubt := finess_doubt(finess):
        message += f" Mais {doubt} ; vérifiez-le."
    return finess, Problem("finess", "finess_numerique", message)


def _mended(finess: str) -> Iterator[tuple[str, str]]:
    """What a FINESS may have been, and what happened to it."""
    whole = _DECIMALS.sub("", finess)
    yield whole, "a été écrit comme un nombre"
    yield (
        whole.zfill(FINESS_LENGTH),
        (
            "a perdu son zéro initial"
            if whole == finess
            else "a été écrit comme un nombre, sans son zéro initial"
        ),
    )
    bare = _SIGNS.sub("", finess)
    yield bare, "a des signes en trop"
    yield bare.zfill(FINESS_LENGTH), "a des signes en trop et a perdu son zéro initial"
