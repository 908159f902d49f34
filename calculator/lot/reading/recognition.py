"""Which column a title names, whatever its accents, spaces, capitals, order of words and year.

« Activité combinée 2019 », « DS 1 – fenêtre », « Fenêtre Documents de sortie ». What was understood is
returned and can be corrected: nothing is guessed in silence.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from calculator.exact.problems import suggestion
from calculator.lot.reading.columns import input_columns, output_columns
from calculator.rules.model import Rules

type Choices = Mapping[int, str | None]
"""What a person says of columns, by position from 0: a key, or ``None`` to carry it along unread."""


@dataclass(frozen=True, slots=True)
class Understood:
    """How a column of a file was understood.

    ``colonne`` names the column of the contract, ``None`` when it is carried along unread; ``cle`` is what
    its cells are called, ``remarque`` a French sentence when there is something to say of it, ``a_revoir``
    whether a person had better look.
    """

    position: int
    titre: str
    colonne: str | None
    cle: str
    remarque: str = ""
    a_revoir: bool = False


_YEAR = re.compile(r"(19|20)[0-9]{2}")
_INDICATOR = re.compile(r"\bds ?([1-4]) ([1-4])\b")
_DOMAIN = re.compile(r"\bds ?([1-4])\b")
_SMALL_WORDS = {"a", "d", "l", "n", "o"} | {
    "de",
    "des",
    "du",
    "en",
    "et",
    "euro",
    "la",
    "le",
    "les",
    "numero",
    "par",
    "pour",
}
_NICKNAMES: Mapping[str, Iterable[str]] = {"DS2": ("biologie",), "DS4": ("messagerie", "MSS", "volet 2")}


MAX_TITLE = 300
"""The letters beyond which a cell is no title."""


@functools.lru_cache(maxsize=2048)
def words(title: str) -> frozenset[str]:
    """The words that tell a title from another: no accent, no plural, no year, no small word."""
    text = unicodedata.normalize("NFKD", title.casefold())
    text = "".join(char if char.isalnum() else " " for char in text if not unicodedata.combining(char))
    text = _DOMAIN.sub(r"ds\1", _INDICATOR.sub(r"ds\1x\2", " ".join(text.split())))
    singular = (word.rstrip("s") or word for word in text.split() if not _YEAR.fullmatch(word))
    return frozenset(singular) - _SMALL_WORDS


class Recogniser:
    """Knows every title of the contract, and what the domains are called."""

    def __init__(self, rules: Rules) -> None:
        self.inputs = input_columns(rules)
        self.outputs = output_columns(rules)
        self._domains = [
            (words(alias), words(domain))
            for domain, item in rules.domaines.items()
            for alias in (item.court, *_NICKNAMES.get(domain, ()))
        ]
        self._known = {
            self._words(title): column.nom for column in self.inputs.values() for title in column.titres
        }

    def column(self, title: str) -> str | None:
        """The key of the column that a title names, if any; a computed column only by its very key."""
        if len(title) > MAX_TITLE:
            return None
        return title if title in self.outputs else self._known.get(self._words(title))

    def header(self, records: Sequence[Sequence[object]]) -> int:
        """The position of the header among the first lines: the one that names the most columns.

        When none names any, the first that has the most cells filled.
        """

        def weight(position: int) -> tuple[int, int, int]:
            texts = [cell for cell in records[position] if isinstance(cell, str) and cell.strip()]
            return self.score(texts), len(texts), -position

        return max(range(len(records)), key=weight, default=0)

    def score(self, titles: Iterable[str]) -> int:
        """How many columns the cells of a line name."""
        return len({self.column(title) for title in titles} - {None})

    def understand(self, titles: Sequence[str], choices: Choices | None = None) -> tuple[Understood, ...]:
        """How each column of a header is understood, the choices of a person first."""
        choices = choices or {}
        taken = {name for name in choices.values() if name}
        known = self.inputs.keys() | self.outputs.keys()
        found: list[Understood] = []
        for position, title in enumerate(titles):
            chosen = position in choices
            name = choices[position] if chosen else self.column(title)
            remark, doubt = "", False
            if name in taken and not chosen:
                remark, doubt = f"colonne gardée sans être lue : une autre donne déjà « {name} ».", True
                name = None
            elif name is None and not chosen:
                remark, doubt = self._nearest(title)
            elif name in self.outputs:
                remark = "colonne recalculée : ses valeurs sont remplacées."
            if name is not None:
                taken.add(name)
            key = name or title or f"colonne {position + 1}"
            if name is None and (key in known or any(item.cle == key for item in found)):
                key = f"{key} ({position + 1})"
            found.append(Understood(position, title, name, key, remark, doubt))
        return tuple(found)

    def _nearest(self, title: str) -> tuple[str, bool]:
        """What to say of a title that names nothing, and whether it nearly names a column."""
        hint = suggestion(title, self.inputs)
        near = hint.startswith("vouliez-vous")
        return "colonne gardée sans être lue" + (f" ; {hint}" if near else "."), near

    def _words(self, title: str) -> frozenset[str]:
        found = words(title)
        for alias, domain in self._domains:
            if alias <= found:
                return found - alias | domain
        return found
