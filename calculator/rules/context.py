"""What stands around the rules, as data: SONS, the context of the programme, its words, its questions.

Nothing here enters a SUN-ES amount. SONS has dates to check (``sons.py``); the rest is for the guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from calculator.exact.reading import Rate
from calculator.rules.sourcing import Fait, Fault, Periode, Source, Sourced

BriqueId = Literal["RI", "DPI", "PFI", "SGL", "LOINC", "RIS", "MDV", "LGO", "DUI"]
CalendrierId = Literal["tableau", "calendrier", "report"]
EtapeSons = Literal["commande", "depot", "installation", "cloture"]
RegleSonsId = Literal[
    "referencement",
    "ouverture",
    "precommande",
    "commande",
    "depot",
    "installation",
    "solde",
    "une_fonction",
]
CritereDevisId = Literal[
    "forfait_maximum",
    "ligne_prestation",
    "sans_reste_a_charge",
    "hors_segur_distinct",
    "un_dsr_par_ligne",
    "sans_reengagement",
    "sans_option",
    "sans_confusion",
    "condition_precommande",
    "versions_listees",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tableau(Sourced):
    """A printed table: a label and one text per column on each line, shown as printed."""

    titre: str
    colonnes: tuple[str, ...]
    lignes: tuple[LigneTableau, ...]
    date_affichee: str | None = None
    notes: tuple[Fait, ...] = ()

    def faults(self) -> Iterable[Fault]:
        for index, line in enumerate(self.lignes):
            if len(line.valeurs) != len(self.colonnes):
                message = f"{len(line.valeurs)} valeurs pour {len(self.colonnes)} colonnes."
                yield ("lignes", index, "valeurs"), "ligne_incomplete", message


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneTableau(Sourced):
    """One line of a printed table."""

    libelle: str
    valeurs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubrique:
    """Statements on one subject, in the order in which a reader asks."""

    titre: str
    faits: tuple[Fait, ...]


# --- SONS, the equipment bought by the State ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Sons(Sourced):
    """SONS: what it is, what it pays, its rules, its deadlines as two slides print them."""

    nom: str
    comparaison: Tableau
    rubriques: Mapping[str, Rubrique]
    briques: Mapping[BriqueId, Brique]
    calendriers: Mapping[CalendrierId, Fait]
    echeances: Mapping[str, Echeance]
    precommande: Precommande
    regles: Mapping[RegleSonsId, Fait]
    devis: Mapping[CritereDevisId, CritereDevis]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brique(Sourced):
    """A type of software that SONS pays, under the short name of the slides."""

    sigle: str
    libelle: str
    couloir: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance(Sourced):
    """The last day of a step, for the types of software of one printed line, that day included (reading L42).

    ``tableau`` prints the last ``commande`` and ``installation``, ``calendrier`` the last ``depot``
    of the editor's request and the ``cloture``; ``report`` a later ``installation`` or ``cloture``
    (reading L49), for the schemes whose arrêté was published in ``arrete`` if it says so, and until
    ``heure`` on the last day.
    """

    calendrier: CalendrierId
    etape: EtapeSons
    libelle: str
    briques: tuple[BriqueId, ...]
    le: date
    heure: str | None = None
    arrete: Periode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precommande(Sourced):
    """How many calendar days an order may precede the editor's complete file, and the printed example."""

    jours: int
    exemple_commande: date
    exemple_depot_avant: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CritereDevis(Sourced):
    """What a quote or an order form must respect: a question to which « oui » is the right answer.

    ``briques`` are those concerned, all when empty.
    """

    libelle: str
    question: str
    texte: str
    briques: tuple[BriqueId, ...] = ()


# --- the context of the programme ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexte:
    """What surrounds SUN-ES: subjects, printed tables, regions, Mon espace santé by territory, contacts."""

    rubriques: Mapping[str, Rubrique]
    tableaux: Mapping[str, Tableau]
    retenus: Retenus
    deploiement: Deploiement
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retenus(Sourced):
    """Establishments retained by region and their share of the activity of 2019, and the printed total."""

    titre: str
    date_affichee: str
    regions: Mapping[str, Retenu]
    total: Retenu


@dataclass(frozen=True, slots=True, kw_only=True)
class Retenu(Sourced):
    """One line of the national table. A share printed as a dash is absent."""

    etablissements: int
    part: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deploiement(Sourced):
    """Mon espace santé week by week: the marks of the slide, and what to beware of."""

    titre: str
    lignes: tuple[LigneDeploiement, ...]
    avertissements: tuple[Fait, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneDeploiement(Sourced):
    """Territories and special schemes of one week, spelled as printed, and the week of the last column."""

    semaine: str
    lundi: date
    territoires: tuple[str, ...]
    regimes: tuple[str, ...] = ()
    derniere_colonne: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Sourced):
    """A generic mailbox, for what questions, and whose it is."""

    adresse: str
    organisme: str
    pour: str


# --- the words and the questions ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Terme(Sourced):
    """A word of the glossary. One that only names a thing has no source; a fact of the programme has.

    ``formes`` are the other spellings that call for the same tooltip, ``voir`` the rules to read next.
    """

    terme: str
    developpe: str | None = None
    definition: str
    formes: tuple[str, ...] = ()
    voir: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Sourced):
    """A question that the texts answer, our answer, and the rules concerned."""

    theme: Literal["recu", "programme", "candidater", "mesurer", "argent", "sons"]
    question: str
    reponse: str
    concerne: tuple[str, ...] = ()
    lectures: tuple[str, ...] = ()
