"""A result as the JSON of the public contract."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from calculator.engine.forfait import rounded_like_the_example
from calculator.engine.simulation import Aide, CandidatureResult, DossierResult, Possibilite, Result, Totaux
from calculator.engine.steps import Step
from calculator.engine.targets import Cible
from calculator.engine.totals import rounded_total, total_steps
from calculator.exact.quantities import round_half_up
from calculator.exact.reading import to_data, write_decimal, write_fraction
from calculator.rules.model import Rules
from calculator.words import explanation

type Json = dict[str, Any]


def answer(rules: Rules, result: Result | DossierResult) -> Json:
    """The ``resultat`` of the contract, for an establishment or a dossier."""
    head = {"regles": {"version": rules.version, "empreinte": rules.empreinte}}
    if isinstance(result, DossierResult):
        return {
            **head,
            "etablissements": [_establishment(rules, item) for item in result.etablissements],
            "totaux": _totals(result.totaux),
            **_why_totals(rules, result.etablissements),
        }
    return {**head, **_establishment(rules, result)}


def _establishment(rules: Rules, result: Result) -> Json:
    site = to_data(result.situation.etablissement)
    data: Json = {
        "etablissement": {
            **{key: site[key] for key in ("nom", "finess", "region") if key in site},
            "activite_combinee": write_decimal(result.activite.number),
            "categorie": result.categorie,
            "explication": explanation.to_data(rules, result.activite),
        },
        "texte": result.regime,
        "candidatures": [_candidature(rules, item) for item in result.candidatures],
        "totaux": _totals(result.totaux),
        **_why_totals(rules, (result,)),
        "lectures": list(result.lectures),
        "avertissements": list(result.avertissements),
    }
    if result.possibilites:
        data["possibilites"] = [_possibility(rules, item) for item in result.possibilites]
    for key, aid in (("pilote_mes", result.pilote_mes), ("experimentation", result.experimentation)):
        if aid is not None:
            data[key] = _aid(rules, aid)
    return data


def _candidature(rules: Rules, result: CandidatureResult) -> Json:
    amounts = result.forfait
    return {
        "domaine": result.candidature.domaine,
        "fenetre": result.candidature.fenetre,
        "cro": result.candidature.cro,
        "forfait_base_centimes": round_half_up(amounts.base.number),
        "bonus_cro_centimes": amounts.bonus_centimes,
        "forfait_centimes": amounts.forfait.cents,
        "avance_centimes": amounts.avance.cents,
        "solde_centimes": amounts.solde.cents,
        "arrondi_exemple_officiel": rounded_like_the_example(rules, amounts.exact),
        "eligibilite": {
            "statut": result.eligibilite.statut,
            "motifs": [
                {
                    "regle": reason.regle,
                    "statut": reason.statut,
                    "message": reason.message,
                    "lien": reason.lien,
                }
                for reason in result.eligibilite.motifs
            ],
        },
        "cibles": [_target(item) for item in result.bilan.cibles],
        "cibles_atteintes": result.bilan.atteintes,
        "montant_acquis_centimes": _cents(result.acquis),
        "avance_a_rembourser_centimes": _cents(result.a_rembourser),
        "hypotheses": [
            {
                "lecture": branch.lecture,
                "hypothese": branch.hypothese,
                "libelle": branch.libelle,
                "montant_acquis_centimes": branch.montant_acquis,
                "avance_a_rembourser_centimes": branch.avance_a_rembourser,
            }
            for branch in result.hypotheses
        ],
        "lectures": list(result.lectures),
        "explication": explanation.to_data(rules, amounts.forfait),
        "explications": {
            name: explanation.to_data(rules, step)
            for name, step in (
                ("avance", amounts.avance),
                ("solde", amounts.solde),
                ("montant_acquis", result.acquis),
                ("avance_a_rembourser", result.a_rembourser),
            )
            if step is not None
        },
    }


def _target(item: Cible) -> Json:
    cible = write_fraction(item.cible) if isinstance(item.cible, Fraction) else item.cible
    return {
        "indicateur": item.indicateur,
        "bonus": item.bonus,
        "cible": cible,
        "taux": None if item.taux is None else write_fraction(item.taux),
        "atteinte": item.atteinte,
        "de_justesse": item.de_justesse,
    }


def _possibility(rules: Rules, item: Possibilite) -> Json:
    return {
        "domaine": item.domaine,
        "fenetre": item.fenetre,
        "cro": item.cro,
        "forfait_centimes": item.forfait.forfait.cents,
        "avance_centimes": item.forfait.avance.cents,
        "solde_centimes": item.forfait.solde.cents,
        "explication": explanation.to_data(rules, item.forfait.forfait),
    }


def _aid(rules: Rules, aid: Aide) -> Json:
    steps = {"forfait": aid.forfait, "avance": aid.avance, "solde": aid.solde}
    amounts = {f"{name}_centimes": step.cents for name, step in steps.items() if step is not None}
    return {**amounts, "explication": explanation.to_data(rules, aid.forfait)}


def _why_totals(rules: Rules, results: Sequence[Result]) -> Json:
    """The sums that make the totals, and the same in k€; nothing where nothing is asked for."""
    if not any(result.candidatures for result in results):
        return {}
    sums = zip(("forfait", "avance", "solde"), total_steps(results), strict=True)
    return {
        "explication_totaux": {
            **{name: explanation.formule(step) for name, step in sums},
            "arrondi_exemple_officiel": rounded_total(rules, results),
        }
    }


def _totals(totals: Totaux) -> Json:
    return {
        "forfait_centimes": totals.forfait,
        "avance_centimes": totals.avance,
        "solde_centimes": totals.solde,
    }


def _cents(step: Step | None) -> int | None:
    return None if step is None else step.cents
