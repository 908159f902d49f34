"""Where each identifier has its page: the stable addresses of the public contract."""

from __future__ import annotations

__all__ = ["address", "slug"]

_ROOMS = {"PS": "prerequis", "DS": "domaines", "F": "fenetres"}


def slug(identifier: str) -> str:
    """``DS1.1`` gives ``ds-1-1``, ``F1`` gives ``f1``."""
    prefix = identifier.rstrip("0123456789.")
    rest = identifier[len(prefix) :].replace(".", "-")
    return f"{prefix.lower()}{'' if prefix == 'F' else '-'}{rest}"


def address(identifier: str) -> str:
    """The address of a rule from the root of the site: ``/indicateurs/ds-1-1/``, ``/lectures/l04/``."""
    if identifier[:1] == "L" and identifier[1:].isdecimal():
        return f"/lectures/{identifier.lower()}/"
    prefix = identifier.rstrip("0123456789.")
    if prefix == "DS" and "." in identifier:
        return f"/indicateurs/{slug(identifier)}/"
    if prefix in _ROOMS:
        return f"/{_ROOMS[prefix]}/{slug(identifier)}/"
    return f"/eligibilite/#{identifier.replace('_', '-')}"


def label(identifier: str) -> str:
    """The identifier as people see it: ``DS1.1`` gives « DS 1.1 »."""
    if identifier[:2] in ("PS", "DS"):
        return f"{identifier[:2]}\N{NO-BREAK SPACE}{identifier[2:]}"
    return identifier
