"""What an establishment declares, and the dossier of several: the input of a simulation.

The keys are those of the public contract: YAML keys, JSON keys, form fields and permalink parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from calculator.exact.problems import Path
from calculator.exact.quantities import QuantityError, ratio
from calculator.exact.reading import Activity, Euros, Rate
from calculator.rules.model import (
    ComposanteId,
    ConditionId,
    DomaineId,
    FenetreId,
    IndicateurId,
    PrerequisId,
    Regime,
)

type Fault = tuple[Path, str, str]

Statut = Literal["public", "prive", "ebnl"]
Ght = Literal["aucun", "partie", "support"]
EtatPrerequis = Literal["atteint", "non_atteint", "a_prouver", "bon_de_commande"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Etablissement:
    """An establishment; its activity is either given, as the ARS holds it, or estimated from components."""

    nom: str | None = None
    finess: str | None = None
    region: str | None = None
    statut: Statut | None = None
    ght: Ght | None = None
    activite_combinee: Activity | None = None
    activite: Mapping[ComposanteId, Activity] | None = None

    def faults(self) -> Iterable[Fault]:
        if self.activite_combinee is None and not self.activite:
            yield (
                ("activite_combinee",),
                "activite_absente",
                "l’activité combinée manque : donnez celle que l’ARS détient, ou ses composantes.",
            )
        if self.activite_combinee is not None and self.activite:
            yield (
                ("activite",),
                "activite_en_double",
                "l’activité est à la fois donnée et estimée : gardez l’une des deux (celle que l’ARS détient prévaut).",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidature:
    """One domain in one window. ``forfait_base`` is typed for volet 2 only (reading L04).

    ``avance_versee`` and ``solde_verse`` are what was really paid; not told, the advance is that which is
    computed, and nothing more was paid. ``cibles_manquees`` tells that a target that pays was missed, without
    saying which.
    """

    domaine: DomaineId
    fenetre: FenetreId
    cro: bool = False
    deposee_le: date | None = None
    report: FenetreId | None = None
    forfait_base: Euros | None = None
    avance_versee: Euros | None = None
    solde_verse: Euros | None = None
    cibles_manquees: bool = False

    def faults(self) -> Iterable[Fault]:
        if self.report is not None and self.report <= self.fenetre:
            message = f"un report va vers une fenêtre postérieure à {self.fenetre}."
            yield ("report",), "report_anterieur", message


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesure:
    """What was measured for an indicator: two counts, or a rate, or whether a presentation was made.

    ``atteinte`` is the outcome that was told, « atteinte » or « manquée »: alone, or beside what was measured.
    """

    numerateur: int | None = None
    denominateur: int | None = None
    taux: Rate | None = None
    presentation: bool | None = None
    atteinte: bool | None = None

    def __post_init__(self) -> None:
        if self.taux is not None and not _is_decimal(self.taux):  # only two counts can give such a rate
            object.__setattr__(self, "numerateur", self.taux.numerator)
            object.__setattr__(self, "denominateur", self.taux.denominator)
            object.__setattr__(self, "taux", None)

    def faults(self) -> Iterable[Fault]:
        counts = (self.numerateur, self.denominateur)
        given = (counts != (None, None), self.taux is not None, self.presentation is not None)
        if sum(given) > 1 or (not any(given) and self.atteinte is None):
            message = "donnez un numérateur et un dénominateur, ou un taux, ou une présentation (oui ou non)"
            told = "" if any(given) else " ; ou dites si la cible est atteinte (oui ou non)"
            yield (), "mesure_incomplete", f"{message}{told}."
        elif given[0]:
            if self.numerateur is None or self.denominateur is None:
                missing = "numerateur" if self.numerateur is None else "denominateur"
                yield (missing,), "mesure_incomplete", f"le {missing.replace('e', 'é', 1)} manque."
                return
            try:
                ratio(Fraction(self.numerateur), Fraction(self.denominateur))
            except QuantityError as error:
                where = "denominateur" if error.code == "denominateur_nul" else "numerateur"
                yield (where,), error.code, str(error)

    @property
    def valeur(self) -> Fraction | None:
        """The exact rate, or nothing for a presentation."""
        if self.numerateur is not None and self.denominateur is not None:
            return Fraction(self.numerateur, self.denominateur)
        return self.taux

    @property
    def mesuree(self) -> Fraction | bool | None:
        """What was measured, a rate or a presentation; nothing when only the outcome was told."""
        return self.presentation if self.valeur is None else self.valeur

    def sans_annonce(self) -> Mesure | None:
        """What was measured alone, without the outcome told; nothing when there is nothing else."""
        if self.mesuree is None:
            return None
        return self if self.atteinte is None else replace(self, atteinte=None)


def _is_decimal(value: Fraction) -> bool:
    """Whether a fraction has a finite decimal form."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilote:
    """A Mon espace santé pilot: the volet 2 forfait notified."""

    forfait_volet_2: Euros


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """The experimentation of the MSS citoyenne: the forfait notified."""

    forfait: Euros


type Mesures = Mapping[IndicateurId, Mesure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that one establishment declares; only its activity is required."""

    etablissement: Etablissement
    prerequis: Mapping[PrerequisId, EtatPrerequis] = field(default_factory=dict)
    audit_realise_le: date | None = None
    conditions: Mapping[ConditionId, bool] = field(default_factory=dict)
    domaines_deja_finances: tuple[DomaineId, ...] = ()
    candidatures: tuple[Candidature, ...] = ()
    mesures: Mapping[IndicateurId, Mesure] = field(default_factory=dict)
    mesures_report: Mapping[IndicateurId, Mesure] = field(default_factory=dict)
    pilote_mes: Pilote | None = None
    experimentation: Experience | None = None
    texte: Regime = "I2023"


@dataclass(frozen=True, slots=True)
class Dossier:
    """The establishments of one file, in order."""

    dossier: tuple[Situation, ...]
