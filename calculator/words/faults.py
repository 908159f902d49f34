"""What is wrong with an answer, in the words of the form: its field, its establishment, its choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from calculator.exact.problems import Problem
from calculator.rules.model import Rules
from calculator.situation.link_text import ESTABLISHMENT
from calculator.situation.permalink import Fragment
from calculator.words.declaration import CHOICES, name_of

__all__ = ["in_words", "with_its_field"]

_LISTS = {
    "statut": ("public", "prive", "ebnl"),
    "ght": ("aucun", "partie", "support"),
    "texte": ("I2023", "I2021"),
}
_STATES = ("atteint", "a_prouver", "non_atteint")


def in_words(rules: Rules, problem: Problem, field: str | None, link: Fragment) -> Problem:
    """A choice that is none, told with those that the form offers; any other problem as it is."""
    if problem.code != "valeur_inconnue" or field is None:
        return problem
    choices = list(_choices(rules, _plain(field)))
    if not choices:
        return problem
    message = f"« {link.champs.get(field, '')} » n’est pas un des choix : {', '.join(f'« {text} »' for text in choices)}."
    return replace(problem, message=message)


def with_its_field(rules: Rules, problem: Problem, field: str | None, link: Fragment) -> Problem:
    """A problem that says which field it is about, and of which establishment where there are several."""
    if field is None:
        return problem
    match = ESTABLISHMENT.fullmatch(field)
    prefix = f"{match[1]}." if match else ""
    name = name_of(rules, _plain(field))
    if len(link.prefixes) > 1:
        name = f"Établissement {link.prefixes.index(prefix) + 1} · {name}"
    return replace(problem, message=f"{name} : {problem.message}")


def _plain(field: str) -> str:
    match = ESTABLISHMENT.fullmatch(field)
    return match[2] if match else field


def _choices(rules: Rules, name: str) -> Iterator[str]:
    domain, _, option = name.partition(".")
    if name in rules.prerequis:
        exception = rules.prerequis[name].exception  # type: ignore[index]
        codes = (*_STATES, "bon_de_commande") if exception else _STATES
        yield from (CHOICES[code] for code in codes)
    elif domain in rules.domaines and option in ("", "report"):
        shares = [*rules.volets[rules.domaines[domain].volet].parts.valeurs]  # type: ignore[index]
        yield from shares if not option else shares[1:]
    else:
        yield from (CHOICES.get(code, code) for code in _LISTS.get(name, ()))
