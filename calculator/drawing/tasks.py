"""What people come to the simulator for: the doors of the home page and of the form, by the name in an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["TACHES", "Tache"]


class Tache(NamedTuple):
    """A task: its name on a door, and in a line what it tells."""

    titre: str
    promesse: str


TACHES: Mapping[str, Tache] = {
    "forfait": Tache("Calculer un forfait", "Ce que chaque domaine donne, selon l’activité et la fenêtre."),
    "solde": Tache(
        "Comprendre un solde", "Ce qui est acquis une fois les cibles jugées, et ce qui reste dû."
    ),
    "paiement": Tache(
        "Vérifier un paiement", "Ce qui a été versé, rapproché du calcul, et ce qui l’explique."
    ),
    "avance": Tache("On me réclame une avance", "Ce qui est à rembourser quand une cible a été manquée."),
    "dossier": Tache("Le dossier complet", "L’éligibilité, plusieurs établissements, le report : tout."),
}
"""``/simulateur/?tache=solde`` opens one; the first is the default."""
