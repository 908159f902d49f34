"""The rules of the programme as frozen dataclasses, built from the data by ``reading.read(Rules, data)``.

Every value stands under ``sources``: the text, the place, an exact quotation and whether it is
a fact, a reading of ours or an open question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from calculator.exact.reading import Activity, Cents, Cible, Rate
from calculator.rules.context import Contexte, Question, Sons, Terme
from calculator.rules.sourcing import Fait as Fait
from calculator.rules.sourcing import Fault as Fault
from calculator.rules.sourcing import Lecture as Lecture
from calculator.rules.sourcing import Page as Page
from calculator.rules.sourcing import Periode as Periode
from calculator.rules.sourcing import Portee as Portee
from calculator.rules.sourcing import Releve as Releve
from calculator.rules.sourcing import Source as Source
from calculator.rules.sourcing import Sourced as Sourced
from calculator.rules.sourcing import Statut as Statut
from calculator.rules.sourcing import Texte as Texte

FenetreId = Literal["F1", "F2", "F3", "F4"]
VoletId = Literal["V1", "V2"]
DomaineId = Literal["DS1", "DS2", "DS3", "DS4"]
IndicateurId = Literal["DS1.1", "DS1.2", "DS1.3", "DS1.4", "DS2.1", "DS3.1", "DS4.1", "DS4.2", "DS4.3"]
PrerequisId = Literal["PS1.1", "PS1.2", "PS2.1", "PS2.2", "PS3.1", "PS3.2", "PS4.1"]
CategorieId = Literal["A", "B", "C", "D"]
Regime = Literal["I2021", "I2023"]
ConditionId = Literal[
    "engagement_cibles",
    "relims",
    "osis_prerequis",
    "osis_engagement",
    "laboratoire_interne",
    "imagerie_interne",
    "chirurgie",
    "sdsi_ght",
    "indicateurs_convergence",
    "dsi_ght",
    "validation_directions",
    "logiciels_convergence",
]
RegleCandidatureId = Literal[
    "deja_finance",
    "territoire",
    "periode_candidature",
    "une_par_fenetre",
    "depot",
    "justificatifs",
    "maille",
    "decision",
]
ComposanteId = Literal[
    "journees_mco",
    "seances_mco",
    "hdj_chirurgie_ambulatoire",
    "hdj_autres",
    "journees_ssr",
    "journees_psy",
    "journees_had",
    "journees_usld",
    "seances_dialyse",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Sourced):
    """An amount of money of the programme and what it pays for."""

    libelle: str
    montant: Cents
    parts: Mapping[str, Budget] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Sourced):
    """What SUN-ES is."""

    sigle: str
    nom: str
    annees: str
    budget: Budget
    principes: tuple[Fait, ...]
    fin: FinAnnoncee | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinAnnoncee(Sourced):
    """The end of the programme as public pages announce it: no rule is computed from it (reading L48)."""

    le: date
    affichee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acteur(Sourced):
    """Who does what in the programme."""

    nom: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Volet(Sourced):
    """One of the two halves of the programme, and the share of the forfait that each window pays."""

    libelle: str
    court: str
    parts: Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts(Sourced):
    """Degressivity: the share of the forfait by window."""

    valeurs: Mapping[FenetreId, Rate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Domaine(Sourced):
    """A domain of use, what one applies for."""

    libelle: str
    court: str
    volet: VoletId
    bareme: Bareme | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bareme(Sourced):
    """The base forfait of a domain by category."""

    tranches: Mapping[CategorieId, Tranche]


@dataclass(frozen=True, slots=True)
class Tranche:
    """The least and the greatest forfait of a category, in cents; linear between."""

    minimum: Cents
    maximum: Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Categorie(Sourced):
    """A range of combined activity: from ``minimum`` included to ``maximum`` excluded (reading L10)."""

    minimum: Activity
    maximum: Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusCro(Sourced):
    """The bonus of the « forfait avancé »: a share of the standard forfait of a domain."""

    domaine: DomaineId
    indicateur: IndicateurId
    taux: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Versements(Sourced):
    """How a forfait is paid: the share of the advance, the rest being the balance."""

    avance: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemple(Sourced):
    """The worked example printed in a text, with the rounded amounts it prints."""

    activite_combinee: Activity
    candidatures: tuple[CandidatureExemple, ...]
    total_imprime: Cents


@dataclass(frozen=True, slots=True)
class CandidatureExemple:
    """One line of the worked example, amounts as printed (in cents)."""

    domaine: DomaineId
    fenetre: FenetreId
    forfait_base_imprime: Cents
    avance_imprimee: Cents
    solde_imprime: Cents
    cro: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fenetre(Sourced):
    """A financing window: when one applies, when the ARS decides, when the targets are measured."""

    libelle: str
    semestre: str
    candidature: Periode
    instruction: Periode
    mesure: Mapping[Regime, Periode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicateur(Sourced):
    """An indicator of use and its targets under each text.

    ``nature`` is ``taux`` (a numerator over a denominator) or ``presentation`` (done or not).
    """

    libelle: str
    court: str
    domaine: DomaineId
    nature: Literal["taux", "presentation"]
    bonus: bool
    cibles: Mapping[Regime, Cibles]
    format: tuple[Fait, ...] = ()
    precisions: tuple[Fait, ...] = ()
    lectures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cibles(Sourced):
    """A printed row of targets: a rate by window, or « oui » for a presentation."""

    valeurs: Mapping[FenetreId, Cible]
    libelle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequis(Sourced):
    """A prerequisite: label, GHT variant, target and HOP'EN equivalence as annexe 1 prints them."""

    theme: str
    libelle: str
    court: str
    volet: VoletId
    cible: str
    ght: str | None = None
    hopen: str | None = None
    hopen_code: str | None = None
    justificatifs: tuple[str, ...] = ()
    exception: ExceptionPrerequis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionPrerequis(Sourced):
    """A purchase order accepted in place of the audit, in one window, if it is done by a date included."""

    fenetre: FenetreId
    realise_au_plus_tard: date
    texte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Sourced):
    """A condition of eligibility besides the prerequisites, and whom it concerns."""

    libelle: str
    question: str
    concerne: Literal["tous", "DS2", "DS3", "cro", "ght", "ght_public"]
    refus: str | None = None
    lectures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Poids(Sourced):
    """What one day or session of a component weighs, in « journées MCO »."""

    libelle: str
    unite: Literal["journee", "seance"]
    poids: Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiviteCombinee(Sourced):
    """The combined activity: reference year, unit, weights."""

    annee: str
    composantes: Mapping[ComposanteId, Poids]
    precisions: tuple[Fait, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enveloppes(Sourced):
    """The regional envelopes of volet 1, in cents, and the printed total they must sum to."""

    regions: Mapping[str, Cents]
    total: Cents
    precisions: tuple[Fait, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Territoire(Sourced):
    """Which territories are inside the programme, outside it, or not spoken of."""

    alias: Mapping[str, str]
    exclus: tuple[str, ...]
    non_tranches: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Experimentation(Sourced):
    """The experimentation of the MSS citoyenne, before volet 2: capped amounts, paid in two times."""

    plafond: Cents
    avance: Rate
    enveloppes: Enveloppes
    departements: tuple[str, ...]
    periode: str
    precisions: tuple[Fait, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PiloteMes(Sourced):
    """The Mon espace santé pilots: a share of the volet 2 forfait of its first window."""

    part: Rate
    fenetre_reference: FenetreId
    precisions: tuple[Fait, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """All the rules. ``version`` names the release of the data, ``publiee_le`` is its day.

    Two of them are never compared value by value, and one is a key of what is drawn from it.
    """

    version: str
    textes: Mapping[str, Texte]
    lectures: Mapping[str, Lecture]
    programme: Programme
    acteurs: Mapping[str, Acteur]
    territoire: Territoire
    volets: Mapping[VoletId, Volet]
    domaines: Mapping[DomaineId, Domaine]
    categories: Mapping[CategorieId, Categorie]
    bonus_cro: BonusCro
    versements: Versements
    exemple: Exemple
    fenetres: Mapping[FenetreId, Fenetre]
    indicateurs: Mapping[IndicateurId, Indicateur]
    prerequis: Mapping[PrerequisId, Prerequis]
    conditions: Mapping[ConditionId, Condition]
    candidature: Mapping[RegleCandidatureId, Fait]
    activite: ActiviteCombinee
    enveloppes: Enveloppes
    experimentation: Experimentation
    pilote_mes: PiloteMes
    sons: Sons
    contexte: Contexte | None = None
    glossaire: Mapping[str, Terme] = field(default_factory=dict)
    faq: Mapping[str, Question] = field(default_factory=dict)
    publiee_le: date | None = None
    empreinte: str | None = None
