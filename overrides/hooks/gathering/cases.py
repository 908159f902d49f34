"""The example cases on the site: replayed while it is built, shown with the rule they prove, published.

They are the ones that the tests replay, read by the same loader. A case that no longer comes out is
shown as such, so that a change of a rule can be watched; it is the tests that refuse it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.bridge import compute
from calculator.exact.problems import InvalidInput
from calculator.files.answer import answer
from calculator.rules.model import Rules
from calculator.situation.intake import read_input
from calculator.situation.permalink import write_fragment
from overrides.hooks.gathering.case_words import expectations, grouped, refusals, sentence, spelled, told
from tests.support.cases import EXEMPLES, Case, read_cases

PRINTED = "annexe-3"
"""The file of the printed example."""

type Json = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A case as a page shows it: its sentence, its situation and what is expected, in words.

    ``texte`` and ``endroit`` say where the rule is printed; ``fragment`` opens it in the simulator,
    where its situation can be computed; ``ecarts`` are what the engine answers otherwise.
    """

    cas: Case
    nom: str
    texte: str
    endroit: str
    situation: Sequence[tuple[str, str]]
    attendu: Sequence[tuple[str, list[str]]]
    fragment: str | None
    ecarts: tuple[str, ...]


def load(rules: Rules) -> tuple[Shown, ...]:
    """Every case, the printed example first, then file by file."""
    files = sorted(EXEMPLES.glob("*.yaml"), key=lambda file: (file.stem != PRINTED, file.stem))
    return tuple(_shown(rules, case) for file in files for case in read_cases(file))


def proving(shown: Iterable[Shown], identifiers: Iterable[str]) -> list[Shown]:
    """The cases of some rules: those they are about first, refusals last."""
    wanted = list(identifiers)
    found = [item for item in shown if set(wanted) & set(item.cas.regles)]
    return sorted(found, key=lambda item: (item.cas.refus is not None, _rank(item.cas, wanted)))


def published(rules: Rules, shown: Iterable[Shown]) -> Json:
    """What ``/api/exemples.json`` holds."""
    return {
        "regles": {"version": rules.version, "empreinte": rules.empreinte},
        "exemples": [{**item.cas.to_data(), **_link(item)} for item in shown],
    }


def _link(item: Shown) -> Json:
    return {} if item.fragment is None else {"lien": f"/simulateur/#{item.fragment}"}


def _rank(case: Case, wanted: Sequence[str]) -> int:
    return min(index for index, rule in enumerate(case.regles) if rule in wanted)


def _shown(rules: Rules, case: Case) -> Shown:
    fragment: str | None = None
    try:
        given = read_input(rules, case.situation)
        fragment = write_fragment(rules, given)
        reply: Json = {"ok": True, "resultat": answer(rules, compute(rules, given))}
    except InvalidInput as error:
        reply = {"ok": False, "problemes": [problem.to_data() for problem in error.problems]}
    expected = _expected(rules, case)
    situation = tuple((heading, grouped(text)) for heading, text in told(rules, case.situation))
    texte, place = case.source["texte"], spelled(case.source["endroit"])
    name, faults = sentence(rules, case.nom), tuple(case.faults(reply))
    return Shown(case, name, texte, place, situation, tuple(expected), fragment, faults)


def _expected(rules: Rules, case: Case) -> Iterator[tuple[str, list[str]]]:
    if case.refus is not None:
        return refusals(case.refus)
    return expectations(rules, case.situation, case.attendu or {})
