"""What each reading changes in euros, on an example that the engine computes under each way of reading it.

``data/effets/lectures.yaml`` gives the situations. A reading that is not there changes no amount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from calculator.engine.forfait import rounded_like_the_example
from calculator.engine.results import CandidatureResult, Result
from calculator.engine.simulation import compute
from calculator.engine.steps import Step
from calculator.exact.problems import InvalidInput, Path, Problem, show_path, suggestion
from calculator.exact.reading import read, to_data, write_decimal
from calculator.rules.model import Rules
from calculator.situation.intake import read_input
from calculator.situation.permalink import write_fragment

__all__ = ["Branche", "Effet", "Effets", "effects"]

type Json = dict[str, Any]

Montre = Literal[
    "total",
    "forfait",
    "avance",
    "solde",
    "acquis",
    "a_rembourser",
    "reste",
    "arrondi",
    "pilote",
    "experimentation",
    "hypotheses",
]
"""What a branch may show: an amount, or all the ways of reading that the engine itself gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrancheEcrite:
    """One way of reading, as written: what it adds to the situation, and to the rules."""

    nom: str | None = None
    montre: Montre | None = None
    retenue: bool = False
    situation: Any = None
    regles: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EffetEcrit:
    """The example of a reading, as written; a branch without its own ``montre`` shows this one."""

    exemple: str
    branches: tuple[BrancheEcrite, ...]
    montre: Montre | None = None
    situation: Any = None

    def faults(self) -> Iterator[tuple[Path, str, str]]:
        for index, branch in enumerate(self.branches):
            shown = branch.montre or self.montre
            if shown is None:
                yield ("branches", index), "cle_absente", "« montre » manque, ici ou au-dessus."
            elif branch.nom is None and shown != "hypotheses":
                yield ("branches", index), "cle_absente", "« nom » manque."


@dataclass(frozen=True, slots=True, kw_only=True)
class Effets:
    """A file of ``data/effets/``: the examples by the number of their reading."""

    lectures: Mapping[str, EffetEcrit]


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


SHOWN: Mapping[str, tuple[str, Callable[[Rules, Any], int]]] = {
    "total": ("total", lambda _, result: result.totaux.forfait),
    "forfait": ("forfait", lambda _, result: _only(result).montants.forfait.cents),
    "avance": ("avance", lambda _, result: _only(result).montants.avance.cents),
    "solde": ("solde", lambda _, result: _only(result).montants.solde.cents),
    "acquis": ("acquis", lambda _, result: _cents(_only(result).acquis)),
    "a_rembourser": ("à rembourser", lambda _, result: _cents(_only(result).a_rembourser)),
    "reste": ("solde", lambda _, result: _cents(_only(result).compte.reste_a_recevoir)),
    "arrondi": (
        "forfait",
        lambda rules, result: rounded_like_the_example(rules, _only(result).montants.exact)[
            "forfait_centimes"
        ],
    ),
    "pilote": ("forfait du pilote", lambda _, result: _forfait(result, "pilote_mes")),
    "experimentation": ("forfait", lambda _, result: _forfait(result, "experimentation")),
}
"""The amounts that a branch may show, each with its name."""


def effects(rules: Rules, data: object) -> dict[str, Effet]:
    """The effect of each reading that has one, by its number, or ``InvalidInput`` with every problem."""
    told = read(Effets, data)
    found: dict[str, Effet] = {}
    problems: list[Problem] = []
    for number, effect in told.lectures.items():
        path: Path = ("lectures", number)
        if number not in rules.lectures:
            message = f"lecture inconnue « {number} » ; {suggestion(number, rules.lectures)}"
            problems.append(Problem.at(path, "lecture_inconnue", message))
            continue
        branches: list[Branche] = []
        for index, branch in enumerate(effect.branches):
            try:
                branches += _branches(rules, effect, branch)
            except InvalidInput as error:
                where = show_path((*path, "branches", index))
                problems += [Problem(where, item.code, _told(item)) for item in error.problems]
        found[number] = Effet(effect.exemple, tuple(branches))
    if problems:
        raise InvalidInput(problems)
    return found


def _told(problem: Problem) -> str:
    return f"{problem.chemin} : {problem.message}" if problem.chemin else problem.message


def _branches(rules: Rules, effect: EffetEcrit, branch: BrancheEcrite) -> Iterator[Branche]:
    data = _merged(_block(effect.situation, "situation"), _block(branch.situation, "situation"))
    if "dossier" not in data:
        example = {"activite_combinee": write_decimal(rules.exemple.activite_combinee)}
        data = {"etablissement": example, **data}
    held = rules if branch.regles is None else _amended(rules, _block(branch.regles, "regles"))
    given = read_input(held, data)
    result = compute(held, given)
    link = write_fragment(rules, given) if held is rules else None
    shown = branch.montre or effect.montre
    try:
        if shown == "hypotheses":
            for item in _only(result).hypotheses:
                name = f"hypothèse {item.hypothese}, {item.libelle[0].lower()}{item.libelle[1:]}"
                yield Branche(name, "acquis", _cents(item.montant_acquis), False, link)
            return
        assert shown is not None
        assert branch.nom is not None, "said by the reading of this branch"
        name, amount = SHOWN[shown]
        yield Branche(branch.nom, name, amount(held, result), branch.retenue, link)
    except _AbsentAmountError as error:
        raise InvalidInput([Problem("montre", "montant_absent", str(error))]) from None


class _AbsentAmountError(ValueError):
    """The example does not give the amount that it should show."""


def _only(result: Any) -> CandidatureResult:
    candidatures = result.candidatures if isinstance(result, Result) else ()
    if len(candidatures) != 1:
        raise _AbsentAmountError("ce montant est celui d’une candidature, et d’une seule.")
    [item] = candidatures
    return item


def _forfait(result: Any, scheme: str) -> int:
    found = getattr(result, scheme, None)
    if found is None:
        raise _AbsentAmountError(f"l’exemple ne donne rien de « {scheme} ».")
    return int(found.forfait.cents)


def _cents(amount: Step | int | None) -> int:
    if amount is None:
        raise _AbsentAmountError("rien n’est encore acquis dans cet exemple.")
    return amount if isinstance(amount, int) else amount.cents


def _block(value: Any, name: str) -> Json:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidInput([Problem(name, "bloc_attendu", "un bloc « clé : valeur » est attendu.")])
    return value


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
