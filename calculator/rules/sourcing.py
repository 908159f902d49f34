"""Where a value comes from: the texts, the quotations, the statements and the readings of them.

The lowest layer of the rules: what the programme sets (``rules.py``) and what stands around it
(``context.py``) are both made of these.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from calculator.exact.problems import Path

type Fault = tuple[Path, str, str]

Statut = Literal["fait", "lecture", "ouvert"]
Portee = Literal["opposable", "information", "presse"]
"""What a text weighs: a rule that binds, an informative page, or press."""
Sorte = Literal["ministere", "ars", "grades", "federation", "presse"]
Apport = Literal["appuie", "contredit", "precise", "situe"]
"""What a public page brings to a rule; ``situe`` gives context only."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: a text, a place in it, its exact words, and how sure we are."""

    texte: str
    endroit: str
    citation: str
    statut: Statut
    lectures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A part of the rules that says where it comes from, or inherits it from what encloses it."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Texte:
    """A document of the programme, one that is cited and not in hand, or a public page of the second circle.

    A page has ``page``; ``portee`` is absent from the releases made before the second circle.
    """

    titre: str
    nature: str
    autorite: str
    en_main: bool
    resume: str
    date: datetime.date | None = None
    date_affichee: str | None = None
    portee: Portee | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A public page of the second circle, and the words of it that are kept.

    ``extrait``: only the beginning of the page was read on ``lue_le``, and it goes on.
    """

    editeur: str
    sorte: Sorte
    adresse: str
    lue_le: datetime.date
    extrait: bool
    releves: tuple[Releve, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Releve:
    """Exact words of a public page, what they bring, and the rules or readings that they bear on."""

    mots: str
    apport: Apport
    concerne: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture:
    """An entry of the register: what the texts contradict or leave open, and what is kept.

    ``recherche``: the day on which public pages were searched for it, and none settled it.
    """

    question: str
    statut: Literal["lecture", "ouvert"]
    retenu: str
    raison: str
    effet: str
    citations: tuple[Source, ...]
    concerne: tuple[str, ...] = ()
    recherche: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fait(Sourced):
    """A statement of the programme that carries no figure to compute with."""

    libelle: str
    texte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Periode(Sourced):
    """Two dates, both included. An end that no text prints is absent."""

    debut: datetime.date
    fin: datetime.date | None = None

    def faults(self) -> Iterable[Fault]:
        if self.fin and self.fin < self.debut:
            yield ("fin",), "fin_avant_debut", f"la fin ({self.fin}) précède le début ({self.debut})."

    def contains(self, day: datetime.date) -> bool:
        return self.debut <= day and (self.fin is None or day <= self.fin)
