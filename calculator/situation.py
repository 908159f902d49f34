"""What an establishment declares, and the dossier of several: the input of a simulation.

The keys are those of the public contract: YAML keys, JSON keys, form fields and permalink parameters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from calculator.problems import InvalidInput, Path, Problem, suggestion
from calculator.quantities import QuantityError, ratio
from calculator.reading import Activity, Euros, Rate, Text, read
from calculator.rules import (
    ComposanteId,
    ConditionId,
    DomaineId,
    FenetreId,
    IndicateurId,
    PrerequisId,
    Regime,
    Rules,
)

type Fault = tuple[Path, str, str]

Statut = Literal["public", "prive", "ebnl"]
Ght = Literal["aucun", "partie", "support"]
EtatPrerequis = Literal["atteint", "non_atteint", "a_prouver", "bon_de_commande"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Etablissement:
    """An establishment; its activity is either notified or estimated from components."""

    nom: Text | None = None
    finess: Text | None = None
    region: Text | None = None
    statut: Statut | None = None
    ght: Ght | None = None
    activite_combinee: Activity | None = None
    activite: Mapping[ComposanteId, Activity] | None = None

    def faults(self) -> Iterable[Fault]:
        if self.activite_combinee is None and not self.activite:
            yield (
                ("activite_combinee",),
                "activite_absente",
                "l’activité combinée manque : donnez celle que l’ARS a notifiée, ou ses composantes.",
            )
        if self.activite_combinee is not None and self.activite:
            yield (
                ("activite",),
                "activite_en_double",
                "l’activité est à la fois notifiée et estimée : gardez l’une des deux (la notification prévaut).",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidature:
    """One domain in one window. ``forfait_base`` is typed for volet 2 only (reading L04)."""

    domaine: DomaineId
    fenetre: FenetreId
    cro: bool = False
    deposee_le: date | None = None
    report: FenetreId | None = None
    forfait_base: Euros | None = None

    def faults(self) -> Iterable[Fault]:
        if self.report is not None and self.report <= self.fenetre:
            message = f"un report va vers une fenêtre postérieure à {self.fenetre}."
            yield ("report",), "report_anterieur", message


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesure:
    """What was measured for an indicator: two counts, or a rate, or whether a presentation was made."""

    numerateur: int | None = None
    denominateur: int | None = None
    taux: Rate | None = None
    presentation: bool | None = None

    def __post_init__(self) -> None:
        if self.taux is not None and not _is_decimal(self.taux):  # only two counts can give such a rate
            object.__setattr__(self, "numerateur", self.taux.numerator)
            object.__setattr__(self, "denominateur", self.taux.denominator)
            object.__setattr__(self, "taux", None)

    def faults(self) -> Iterable[Fault]:
        counts = (self.numerateur, self.denominateur)
        given = (counts != (None, None), self.taux is not None, self.presentation is not None)
        if sum(given) != 1:
            message = "donnez un numérateur et un dénominateur, ou un taux, ou une présentation (oui ou non)."
            yield (), "mesure_incomplete", message
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


def read_situation(rules: Rules, data: object, path: Path = ()) -> Situation:
    """Build a situation that the rules can compute, or raise ``InvalidInput`` with every problem."""
    problems: list[Problem] = []
    situation = None
    try:
        situation = read(Situation, data, path)
    except InvalidInput as error:
        problems += error.problems
    problems += _against_rules(rules, data, path)
    if problems or situation is None:
        raise InvalidInput(problems)
    return situation


def read_input(rules: Rules, data: object) -> Situation | Dossier:
    """Build a situation, or a dossier when the data has the key ``dossier``."""
    if not (isinstance(data, dict) and "dossier" in data):
        return read_situation(rules, data)
    blocks = data["dossier"]
    problems = [
        Problem.at(
            (key,),
            "cle_inconnue",
            f"clé inconnue « {key} » à côté de « dossier » ; seule « texte » s’y place.",
        )
        for key in data
        if key not in ("dossier", "texte")
    ]
    if not isinstance(blocks, list) or not blocks:
        raise InvalidInput(
            [*problems, Problem("dossier", "liste_attendue", "une liste d’établissements est attendue.")]
        )
    situations = []
    for index, block in enumerate(blocks):
        common = {"texte": data["texte"]} if "texte" in data else {}
        try:
            whole = {**common, **block} if isinstance(block, dict) else block
            situations.append(read_situation(rules, whole, ("dossier", index)))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return Dossier(tuple(situations))


def _against_rules(rules: Rules, data: Any, path: Path) -> Iterator[Problem]:
    """What only the rules can refuse, on data that may be wrong elsewhere."""
    if not isinstance(data, dict):
        return
    candidatures = data.get("candidatures")
    seen: set[str] = set()
    for index, item in enumerate(candidatures if isinstance(candidatures, list) else ()):
        if isinstance(item, dict):
            yield from _candidature(rules, item, (*path, "candidatures", index), seen)
    for key in ("mesures", "mesures_report"):
        measures = data.get(key)
        for identifier, measure in measures.items() if isinstance(measures, dict) else ():
            yield from _measure(rules, identifier, measure, (*path, key, identifier))
    site = data.get("etablissement")
    region = site.get("region") if isinstance(site, dict) else None
    if isinstance(region, str) and region.strip() and find_region(rules, region) is None:
        hint = suggestion(
            region, [*rules.enveloppes.regions, *rules.territoire.exclus, *rules.territoire.non_tranches]
        )
        message = f"région inconnue « {region} » ; {hint}"
        yield Problem.at((*path, "etablissement", "region"), "region_inconnue", message)


def _candidature(rules: Rules, item: dict[str, Any], path: Path, seen: set[str]) -> Iterator[Problem]:
    domain = item.get("domaine")
    if not isinstance(domain, str) or domain not in rules.domaines:
        return
    if domain in seen:
        message = f"le domaine {domain} est déjà demandé : une seule candidature par domaine."
        yield Problem.at((*path, "domaine"), "domaine_en_double", message)
    seen.add(domain)
    shares = rules.volets[rules.domaines[domain].volet].parts.valeurs  # type: ignore[index]
    for key in ("fenetre", "report"):
        if item.get(key) in rules.fenetres and item[key] not in shares:
            message = f"{item[key]} ne finance pas le domaine {domain} (lecture L17) ; fenêtres : {', '.join(shares)}."
            yield Problem.at((*path, key), "fenetre_sans_volet", message)
    if item.get("cro") in (True, "oui") and domain != rules.bonus_cro.domaine:
        message = f"le bonus CRO n’existe que pour le domaine {rules.bonus_cro.domaine}."
        yield Problem.at((*path, "cro"), "cro_hors_domaine", message)
    has_scale = rules.domaines[domain].bareme is not None  # type: ignore[index]
    if has_scale and item.get("forfait_base") is not None:
        message = f"le forfait de {domain} se calcule d’après l’activité : il ne se saisit pas."
        yield Problem.at((*path, "forfait_base"), "forfait_base_inutile", message)
    if not has_scale and item.get("forfait_base") is None:
        message = (
            f"aucun texte en main ne donne le forfait du domaine {domain} (lecture L04) : "
            "saisissez le forfait de base notifié par l’ARS."
        )
        yield Problem.at((*path, "forfait_base"), "forfait_base_absent", message)


def _measure(rules: Rules, identifier: str, measure: Any, path: Path) -> Iterator[Problem]:
    if identifier not in rules.indicateurs or not isinstance(measure, dict):
        return
    is_presentation = rules.indicateurs[identifier].nature == "presentation"  # type: ignore[index]
    if is_presentation and measure.keys() & {"numerateur", "denominateur", "taux"}:
        yield Problem.at(
            path, "mesure_impossible", f"{identifier} se déclare par une présentation : oui ou non."
        )
    if not is_presentation and "presentation" in measure:
        yield Problem.at(
            path, "mesure_impossible", f"{identifier} se mesure par un taux, pas par une présentation."
        )


def find_region(rules: Rules, name: str) -> str | None:
    """The INSEE name of a region as people write it, or nothing when it is not one."""
    names = {fold(region): region for region in (*rules.enveloppes.regions, *rules.territoire.exclus)}
    names |= {fold(territory): territory for territory in rules.territoire.non_tranches}
    names |= {fold(alias): region for alias, region in rules.territoire.alias.items()}
    return names.get(fold(name))


def fold(text: str) -> str:
    """Lower case letters and digits alone, without accents: to compare names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if char.isalnum())


def finess_key_is_valid(finess: str) -> bool:
    """Whether a FINESS has nine characters and its last digit is the Luhn key of the others.

    In Corsica the letter counts for its rank: ``2A`` as 21, ``2B`` as 22.
    """
    digits = finess.upper()
    if digits[:2] in ("2A", "2B"):
        digits = {"2A": "21", "2B": "22"}[digits[:2]] + digits[2:]
    if len(digits) != 9 or not (digits.isascii() and digits.isdecimal()):
        return False
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
