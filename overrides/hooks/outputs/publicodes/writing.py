"""How a rule of the model is named and what it says of itself: its sources with their words, its numbers as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calculator.exact.reading import write_decimal
from calculator.rules.model import IndicateurId, Rules, Source

type Rule = dict[str, Any]
type Model = dict[str, Rule]

ROOT = "SUN-ES"
YES_NO = {True: "oui", False: "non"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the model is written from: the rules, the address of each identifier, that of the site."""

    rules: Rules
    addresses: Mapping[str, str]
    site: str

    def references(self, sources: Iterable[Source]) -> dict[str, str]:
        """Each source with its exact words, and where to read it; a reading of ours says so."""
        found = {}
        for source in sources:
            doubt = f" ({source.statut} {', '.join(source.lectures)})" if source.lectures else ""
            found[f"{source.texte}, {source.endroit} : « {source.citation} »{doubt}"] = self.link(
                source.texte
            )
        return found

    def reading(self, identifier: str) -> dict[str, str]:
        """A reading of the register: its question, and its page."""
        return {f"Lecture {identifier} : {self.rules.lectures[identifier].question}": self.link(identifier)}

    def link(self, identifier: str) -> str:
        """The address of an identifier, its site included."""
        return self.site.rstrip("/") + self.addresses[identifier]


def named(*parts: str) -> str:
    """The whole name of a rule, under the one that holds them all."""
    return " . ".join((ROOT, *parts))


def slug(indicator: IndicateurId) -> str:
    """The name of an indicator: a point parts names, « DS1-1 » does not."""
    return indicator.replace(".", "-")


def euros(cents: int) -> str:
    """An amount as publicodes reads it: ``18000 €``."""
    return f"{write_decimal(Fraction(cents, 100))} €"


def percent(rate: Fraction) -> str:
    """A rate as publicodes reads it: ``49 %``."""
    return f"{write_decimal(rate * 100)} %"


def days(activity: Fraction) -> str:
    """An activity, in « journées MCO »."""
    return f"{write_decimal(activity)} journées"


def cases(*branches: tuple[str | Rule, Any], otherwise: Any = None) -> Rule:
    """Branches tried in order; without any that holds and without ``otherwise``, the rule does not apply."""
    found: list[Rule] = [{"si": condition, "alors": value} for condition, value in branches]
    return {"variations": found if otherwise is None else [*found, {"sinon": otherwise}]}
