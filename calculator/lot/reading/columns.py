"""The columns of a list of establishments, described once: to recognise, read, write and publish them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, IndicateurId, Rules

type Kind = Literal["texte", "finess", "activite", "fenetre", "oui_non", "taux", "euros", "categorie"]

ACTIVITY = "activite_combinee"
"""The one column that a list must have."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the contract: its key, what people call it, what it holds.

    ``synonymes`` are other titles, parted by bars.
    """

    nom: str
    titre: str
    description: str
    genre: Kind = "texte"
    synonymes: str = ""

    @property
    def titres(self) -> tuple[str, ...]:
        """Every title that names it."""
        return (self.nom, self.titre, *filter(None, self.synonymes.split(" | ")))


def input_columns(rules: Rules) -> dict[str, Column]:
    """The columns that are read, in the order of the contract: the optional ones last."""
    asked = (column for domain in rules.domaines for column in _asked(rules, domain))
    checked = (column for domain in rules.domaines for column in _checked(rules, domain))
    rates = (_rate(rules, identifier) for identifier in rules.indicateurs)
    told = (_told(rules, identifier) for identifier in rules.indicateurs)
    paid = (column for domain in rules.domaines for column in _paid(rules, domain))
    return {column.nom: column for column in (*IDENTITY, *asked, *GROUPS, *checked, *rates, *told, *paid)}


def output_columns(rules: Rules) -> dict[str, Column]:
    """The columns that are computed, in the order of the contract."""
    amounts = (column for domain in rules.domaines for column in _computed(domain))
    return {column.nom: column for column in (CATEGORY, *amounts, *TOTALS)}


def domain_key(domain: DomaineId) -> str:
    """``DS1`` gives ``ds1``, as in ``ds1_fenetre``."""
    return domain.lower()


def rate_key(identifier: IndicateurId) -> str:
    """``DS1.1`` gives ``ds_1_1``."""
    return f"ds_{identifier.removeprefix('DS').replace('.', '_')}"


def told_key(identifier: IndicateurId) -> str:
    """``DS1.1`` gives ``ds_1_1_atteinte``."""
    return f"{rate_key(identifier)}_atteinte"


IDENTITY = (
    Column(
        "finess",
        "FINESS",
        "Numéro FINESS de l’établissement : neuf caractères, du texte.",
        "finess",
        "Numéro FINESS | Code FINESS | FINESS PMSI | FINESS EJ | FINESS juridique | FINESS établissement"
        " | FINESS ET | FINESS EG | FINESS géographique",
    ),
    Column(
        "nom",
        "Établissement",
        "Nom de l’établissement.",
        "texte",
        "Nom établissement | Libellé établissement | Raison sociale | Dénomination",
    ),
    Column(
        "region",
        "Région",
        "Région, sous l’un de ses noms connus.",
        "texte",
        "Nom région | Libellé région | Région ARS | ARS",
    ),
    Column(
        ACTIVITY,
        "Activité combinée",
        "Activité combinée que l’ARS détient, en journées MCO : au moins 0, deux décimales au plus.",
        "activite",
        "Activité | Activité combinée journées MCO | Activité combinée PMSI | Activité combinée notifiée",
    ),
)
GROUPS = (
    Column(
        "dossier",
        "Dossier",
        "Dossier dont l’établissement fait partie.",
        "texte",
        "Numéro dossier | Dossier GHT | GHT | Nom GHT",
    ),
    Column(
        "statut",
        "Statut",
        "Statut de l’établissement, pour les totaux.",
        "texte",
        "Statut établissement | Statut juridique",
    ),
    Column(
        "categorie_declaree",
        "Catégorie déclarée",
        "Catégorie d’activité à vérifier.",
        "categorie",
        "Catégorie d’activité | Catégorie d’activité déclarée | Catégorie notifiée",
    ),
)
CATEGORY = Column("categorie", "Catégorie calculée", "Catégorie que donne l’activité.", "categorie")
TOTALS = (
    Column("total_euros", "Forfait total", "Somme des forfaits, volet 2 compris.", "euros"),
    Column("avance_euros", "Avance totale", "Somme des avances.", "euros"),
    Column("solde_euros", "Solde total", "Somme des soldes.", "euros"),
    Column("acquis_euros", "Acquis en tout", "Somme des montants acquis, si tous sont connus.", "euros"),
    Column("reste_euros", "Reste à recevoir en tout", "Somme des restes, si tous sont connus.", "euros"),
    Column("a_rembourser_euros", "À rembourser en tout", "Somme à rembourser, si tout est connu.", "euros"),
    Column("avertissements", "Avertissements", "Ce qui est à vérifier ; le calcul est fait."),
    Column("erreurs", "Erreurs", "Ce qui empêche le calcul, avec sa colonne."),
)


def _asked(rules: Rules, domain: DomaineId) -> Iterator[Column]:
    """What is applied for in a domain."""
    key, name, item = domain_key(domain), label(domain), rules.domaines[domain]
    yield Column(f"{key}_fenetre", f"{name} fenêtre", f"Fenêtre demandée : {item.court}.", "fenetre", name)
    if domain == rules.bonus_cro.domaine:
        yield Column(
            f"{key}_cro",
            f"{name} CRO",
            "Bonus du compte rendu opératoire demandé.",
            "oui_non",
            f"CRO | Bonus CRO | {name} bonus CRO | {name} avec CRO | Forfait avancé",
        )
    if item.bareme is None:
        yield Column(
            f"{key}_forfait_base_euros",
            f"{name} forfait de base",
            "Forfait de base notifié par l’ARS, en euros : aucun texte en main ne le donne (L04).",
            "euros",
            f"{name} base | {name} forfait de base notifié",
        )


def _checked(rules: Rules, domain: DomaineId) -> Iterator[Column]:
    """What is compared with the calculation of a domain."""
    key, name, court = domain_key(domain), label(domain), rules.domaines[domain].court
    yield Column(
        f"{key}_cible_atteinte_declaree",
        f"{name} cible atteinte déclarée",
        f"Ce qui a été déclaré des cibles : {court}.",
        "oui_non",
        f"{name} cible atteinte | {name} atteint | {name} cible déclarée",
    )
    yield Column(
        f"{key}_notifie_euros",
        f"{name} forfait notifié",
        f"Forfait notifié, en euros : {court}.",
        "euros",
        f"{name} notifié | {name} montant notifié",
    )


def _rate(rules: Rules, identifier: IndicateurId) -> Column:
    indicator, name = rules.indicateurs[identifier], label(identifier)
    if indicator.nature == "presentation":
        return Column(rate_key(identifier), name, f"{indicator.court} : oui ou non.", "oui_non")
    return Column(rate_key(identifier), f"{name} taux", f"{indicator.court}.", "taux", name)


def _told(rules: Rules, identifier: IndicateurId) -> Column:
    name, court = label(identifier), rules.indicateurs[identifier].court
    about = f"{court} : cible atteinte selon la notification, oui ou non, à la place du taux."
    return Column(told_key(identifier), f"{name} atteinte", about, "oui_non", f"{name} cible atteinte")


def _paid(rules: Rules, domain: DomaineId) -> Iterator[Column]:
    """What was really paid of a domain."""
    key, name, court = domain_key(domain), label(domain), rules.domaines[domain].court
    yield Column(
        f"{key}_avance_versee_euros",
        f"{name} avance versée",
        f"Avance versée, en euros : {court}. Vide : celle qui est calculée.",
        "euros",
        f"{name} avance payée",
    )
    yield Column(
        f"{key}_solde_verse_euros",
        f"{name} solde versé",
        f"Solde versé, en euros : {court}. Vide : rien.",
        "euros",
        f"{name} solde payé",
    )


def _computed(domain: DomaineId) -> Iterator[Column]:
    key, name = domain_key(domain), label(domain)
    yield Column(f"{key}_forfait_euros", f"{name} forfait", "Forfait, avance comprise.", "euros")
    yield Column(f"{key}_avance_euros", f"{name} avance", "Avance.", "euros")
    yield Column(f"{key}_solde_euros", f"{name} solde", "Solde, dû si les cibles sont atteintes.", "euros")
    yield Column(f"{key}_cibles_atteintes", f"{name} cibles", "Cibles atteintes, selon les taux.", "oui_non")
    yield Column(f"{key}_acquis_euros", f"{name} acquis", "Montant acquis, selon les taux.", "euros")
    yield Column(f"{key}_reste_euros", f"{name} reste", "Reste à recevoir, versements déduits.", "euros")
    yield Column(f"{key}_a_rembourser_euros", f"{name} à rembourser", "Versé au-delà de l’acquis.", "euros")
    yield Column(f"{key}_ecart_euros", f"{name} écart", "Forfait notifié moins forfait calculé.", "euros")
