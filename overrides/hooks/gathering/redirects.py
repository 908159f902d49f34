"""What has moved since a release, read from ``releases/redirects.yaml``: old addresses and old identifiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from calculator.rules.yaml_text import parse
from overrides.hooks.gathering.made import ContentError

SECTIONS = ("adresses", "identifiants")


@dataclass(frozen=True)
class Redirects:
    """Old addresses and old identifiers, each with the new one."""

    addresses: Mapping[str, str] = field(default_factory=dict)
    identifiers: Mapping[str, str] = field(default_factory=dict)


def open_redirects(file: Path) -> Redirects:
    """Read the redirects, or stop the build with what is wrong."""
    tree, _, problems = parse(file.read_text(encoding="utf-8"), file.name)
    found = Redirects(*(tree.get(key) or {} for key in SECTIONS))
    faults = [*map(str, problems), *_faults(tree.keys(), found)]
    if faults:
        raise ContentError(f"{file.name} est à corriger :\n" + "\n".join(faults))
    return found


def _faults(keys: object, found: Redirects) -> Iterator[str]:
    if set(keys) - set(SECTIONS):  # type: ignore[call-overload]
        yield f"seules les clés {', '.join(SECTIONS)} sont connues."
    for old, new in found.addresses.items():
        if not old.startswith("/") or not new.startswith("/"):
            yield f"« {old} : {new} » : une adresse part de la racine du site, « / »."
        elif not old.partition("#")[0].endswith("/"):
            yield f"« {old} » : seule une page ou une section se redirige ; gardez ce fichier à sa place."
    for moved in (found.addresses, found.identifiers):
        for old, new in moved.items():
            if new in moved:
                yield f"« {old} » mène à « {new} », qui mène ailleurs : donnez le dernier nom."


def identifiers(redirects: Redirects, addresses: Mapping[str, str]) -> dict[str, str]:
    """The old identifiers, each at the address of the one that stands for it."""
    unknown = [new for new in redirects.identifiers.values() if new not in addresses]
    if unknown:
        raise ContentError(f"redirects.yaml : identifiants inconnus : {', '.join(unknown)}.")
    return {old: addresses[new] for old, new in redirects.identifiers.items()}
