"""What each reading changes in euros, on an example that the engine computes while the site is built.

``data/effets/lectures.yaml`` gives the situations. A reading that is not there changes no amount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from calculator.engine.forfait import rounded_like_the_example
from calculator.engine.simulation import CandidatureResult, Result, compute
from calculator.engine.steps import Step
from calculator.exact.problems import InvalidInput
from calculator.exact.reading import read, to_data, write_decimal
from calculator.rules.loading import REPOSITORY_DATA, parse
from calculator.rules.model import Rules
from calculator.situation.intake import read_input
from calculator.situation.permalink import write_fragment

FILE = REPOSITORY_DATA / "effets" / "lectures.yaml"

type Json = dict[str, Any]


@dataclass(frozen=True)
class Branche:
    """What one way of reading gives, in cents; ``lien`` opens it in the simulator when its rules are ours."""

    nom: str
    quoi: str
    centimes: int
    retenue: bool
    lien: str | None


@dataclass(frozen=True)
class Effet:
    """The same example under each way of reading it."""

    exemple: str
    branches: tuple[Branche, ...]

    @property
    def partage(self) -> bool:
        """Whether some of the branches are ours and others not; else they are parts, or nothing is held."""
        return len({branch.retenue for branch in self.branches}) == 2

    @property
    def ecart(self) -> int | None:
        """How far two ways of reading stand apart, in cents; nothing for the parts of one way."""
        if len(self.branches) != 2 or all(branch.retenue for branch in self.branches):
            return None
        first, second = self.branches
        return abs(first.centimes - second.centimes)


def _only(result: Result) -> CandidatureResult:
    [item] = result.candidatures
    return item


def _cents(step: Step | None) -> int:
    assert step is not None, "rien n’est encore acquis"
    return step.cents


SHOWN: Mapping[str, tuple[str, Callable[[Rules, Any], int]]] = {
    "total": ("total", lambda _, result: result.totaux.forfait),
    "forfait": ("forfait", lambda _, result: _only(result).montants.forfait.cents),
    "avance": ("avance", lambda _, result: _only(result).montants.avance.cents),
    "solde": ("solde", lambda _, result: _only(result).montants.solde.cents),
    "acquis": ("acquis", lambda _, result: _cents(_only(result).acquis)),
    "reste": ("solde", lambda _, result: _cents(_only(result).compte.reste_a_recevoir)),
    "arrondi": (
        "forfait",
        lambda rules, result: rounded_like_the_example(rules, _only(result).montants.exact)[
            "forfait_centimes"
        ],
    ),
    "pilote": ("forfait du pilote", lambda _, result: result.pilote_mes.forfait.cents),
    "experimentation": ("forfait", lambda _, result: result.experimentation.forfait.cents),
}
"""The amounts that a branch may show, each with its name."""


def effects(rules: Rules, file: Path = FILE) -> dict[str, Effet]:
    """The effect of each reading that has one, by its number."""
    tree, _, problems = parse(file.read_text(encoding="utf-8"), file.name)
    if problems:
        raise PluginError("\n".join(map(str, problems)))
    found = {}
    for number, told in tree["lectures"].items():
        try:
            found[number] = Effet(told["exemple"], tuple(_branches(rules, told)))
        except (InvalidInput, KeyError, AssertionError, ValueError) as error:
            raise PluginError(f"{file.name}, {number} : {error}") from error
    return found


def _branches(rules: Rules, told: Json) -> Iterator[Branche]:
    for branch in told["branches"]:
        shown = branch.get("montre") or told["montre"]
        data = _merged(told.get("situation", {}), branch.get("situation", {}))
        if "dossier" not in data:
            example = {"activite_combinee": write_decimal(rules.exemple.activite_combinee)}
            data = {"etablissement": example, **data}
        held = rules if "regles" not in branch else _amended(rules, branch["regles"])
        given = read_input(held, data)
        result = compute(held, given)
        link = write_fragment(rules, given) if held is rules else None
        if shown == "hypotheses":
            assert isinstance(result, Result)
            for item in _only(result).hypotheses:
                assert item.montant_acquis is not None
                name = f"hypothèse {item.hypothese}, {item.libelle[0].lower()}{item.libelle[1:]}"
                yield Branche(name, "acquis", item.montant_acquis, False, link)
            continue
        name, amount = SHOWN[shown]
        yield Branche(branch["nom"], name, amount(held, result), branch.get("retenue") == "oui", link)


def _amended(rules: Rules, changes: Json) -> Rules:
    """The rules with some values replaced, as if another reading were held."""
    return read(Rules, _merged(to_data(rules), changes))


def _merged(base: Json, changes: Json) -> Json:
    """A tree with the leaves of another put over it."""
    merged = dict(base)
    for key, value in changes.items():
        merged[key] = (
            _merged(base[key], value)
            if isinstance(value, dict) and isinstance(base.get(key), dict)
            else value
        )
    return merged
