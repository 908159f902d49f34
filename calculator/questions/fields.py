"""The few fields of an analysis, read one by one, with every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from calculator.exact.formats import format_date, format_euros, format_rate
from calculator.exact.problems import InvalidInput, Problem
from calculator.exact.quantities import QuantityError, parse_date, parse_euros, parse_rate
from calculator.exact.reading import Rate
from calculator.situation.model import Mesure

__all__ = ["Fields"]


@dataclass
class Fields:
    """What was typed beside an analysis, by the name of the field; ``compris`` says how each was read."""

    typed: Mapping[str, str]
    compris: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def is_checked(self, name: str) -> bool:
        return self.typed.get(name) == "oui"

    def choice[T: str](self, name: str, known: Collection[T], default: T) -> T:
        return next((item for item in known if item == self.typed.get(name)), default)

    def day(self, name: str) -> date | None:
        return self._read(name, parse_date, format_date)

    def euros(self, name: str) -> int | None:
        return self._read(name, parse_euros, format_euros)

    def measure(self, name: str, *, is_rate: bool) -> Mesure | None:
        """A rate, or whether a presentation is made."""
        if is_rate:
            rate = self._read(name, parse_rate, format_rate)
            return None if rate is None else Mesure(taux=Rate(rate))
        answer = self.choice(name, ("oui", "non"), "")
        return Mesure(presentation=answer == "oui") if answer else None

    def refuse(self, name: str, code: str, message: str) -> None:
        self.problems.append(Problem(name, code, message))

    def check(self) -> None:
        """Raise ``InvalidInput`` when something typed could not be read."""
        if self.problems:
            raise InvalidInput(self.problems)

    def _read[T](self, name: str, parse: Callable[[str], T], write: Callable[[T], str]) -> T | None:
        text = self.typed.get(name, "").strip()
        if not text:
            return None
        try:
            value = parse(text)
        except QuantityError as error:
            self.refuse(name, error.code, str(error))
            return None
        self.compris[name] = write(value)
        return value
