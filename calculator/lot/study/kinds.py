"""What the anomalies and errors of a list are: the name of each kind, why it matters, what to do."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from calculator.lot.computing.row import Ligne

NATURES = {
    "activite_absente": (
        "Activité absente",
        "Sans activité combinée, aucun forfait ne se calcule. Reprenez celle que l’ARS détient.",
    ),
    "cellules_en_trop": (
        "Cellules en trop",
        "La ligne déborde de ses titres : ses valeurs ont pu glisser d’une colonne, rien n’est calculé.",
    ),
    "fenetre_sans_volet": (
        "Fenêtre impossible",
        "La fenêtre demandée ne finance pas le volet de ce domaine.",
    ),
    "forfait_base_absent": (
        "Volet 2 sans forfait de base",
        "Aucun texte en main ne donne ce forfait : il faut celui que l’ARS a notifié.",
    ),
    "finess_douteux": (
        "FINESS douteux",
        "Sa longueur ou sa clé de contrôle est fausse : une faute de frappe, ou un zéro initial perdu.",
    ),
    "finess_numerique": (
        "FINESS devenu nombre",
        "Le tableur l’a pris pour un nombre : ses zéros initiaux ont été remis. Donnez à la colonne le format Texte.",
    ),
    "domaine_en_double": (
        "Domaine demandé deux fois",
        "Le même établissement demande le même domaine sur plusieurs lignes ; les deux sont comptées ici.",
    ),
    "region_inconnue": (
        "Région inconnue",
        "La ligne est calculée, mais elle n’entre dans aucune enveloppe.",
    ),
    "hors_programme": (
        "Hors du programme",
        "Ce territoire n’est pas financé : ses montants ne comptent dans aucun total.",
    ),
    "territoire_non_tranche": (
        "Territoire non tranché",
        "Les textes ne l’excluent pas et ne lui donnent pas d’enveloppe.",
    ),
    "activite_au_dessus_du_maximum": (
        "Activité au-dessus du maximum",
        "Le forfait s’arrête à son maximum. Une unité s’est peut-être glissée dans l’activité.",
    ),
    "categorie_contredite": (
        "Catégorie contredite",
        "La catégorie déclarée n’est pas celle que donne l’activité, qui seule fixe le forfait.",
    ),
    "cible_contredite": (
        "Cible contredite",
        "Les taux de la ligne disent autre chose que la colonne « cible atteinte ».",
    ),
    "ecart": (
        "Montant notifié différent",
        "Le montant notifié n’est pas le montant calculé ; la raison probable est dite ligne par ligne.",
    ),
    "formule_sans_valeur": (
        "Formule sans valeur",
        "Un programme a écrit une formule sans la calculer : un tableur la calcule quand il ouvre le classeur.",
    ),
    "ligne_de_total": (
        "Ligne de total",
        "Elle additionne les autres : gardée dans la liste, elle n’est ni calculée ni comptée.",
    ),
    "ligne_masquee": (
        "Ligne masquée",
        "Un filtre ou une main l’a cachée dans le classeur ; elle est calculée comme les autres.",
    ),
    "guillemet_ouvert": (
        "Guillemet jamais refermé",
        "Un séparateur ou une fin de ligne ont pu être pris pour du texte, ou l’inverse.",
    ),
    "un_lu_cent_pour_cent": (
        "Un taux de 1",
        "Un 1 seul est lu 100 % ; un tableur l’écrit aussi pour 1 %, quand la colonne n’est pas en pourcentage.",
    ),
    "verse_au_dessus_du_forfait": (
        "Versé au-dessus du forfait",
        "L’avance et le solde versés dépassent le forfait : une virgule oubliée, une autre fenêtre, ou un trop-perçu.",
    ),
    "sans_effet": (
        "Colonne sans effet",
        "La ligne renseigne un domaine qu’elle ne demande pas.",
    ),
}
"""By code: a name, and a sentence."""
UNREADABLE = (
    "Cellule illisible",
    "Ce qui est écrit ne se lit pas comme sa colonne le demande ; la phrase de la ligne dit ce qui est attendu.",
)
"""What every other code is: a number, a rate, a window, an answer that cannot be read."""
ILLISIBLE = "illisible"


class Nature(NamedTuple):
    """A kind of problem met in a list, and how many rows have it."""

    code: str
    titre: str
    explication: str
    erreur: bool
    lignes: int


class Natures:
    """Counts, while rows pass, those that have each kind of problem."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[bool, str]] = Counter()

    def add(self, line: Ligne) -> None:
        if line.erreurs or line.avertissements:
            self._counts.update({(True, kind(problem.code)) for problem in line.erreurs})
            self._counts.update({(False, kind(problem.code)) for problem in line.avertissements})

    def add_doubt(self, code: str) -> None:
        """Count a row that has one more thing to verify than when it passed."""
        self._counts[False, kind(code)] += 1

    def found(self) -> list[Nature]:
        """Errors first, the most frequent first."""
        order = sorted(self._counts.items(), key=lambda entry: (not entry[0][0], -entry[1], entry[0][1]))
        return [Nature(code, *NATURES.get(code, UNREADABLE), error, count) for (error, code), count in order]


def kind(code: str) -> str:
    """The kind of a code: itself, or what cannot be read."""
    return code if code in NATURES else ILLISIBLE
