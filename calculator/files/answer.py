"""A result as the JSON of the public contract."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from calculator.engine.account import AMOUNTS, Compte
from calculator.engine.forfait import Forfait, rounded_like_the_example
from calculator.engine.results import Aide, CandidatureResult, DossierResult, Possibilite, Result, Totaux
from calculator.engine.steps import Step
from calculator.engine.targets import Cible
from calculator.engine.totals import rounded_total, total_steps
from calculator.exact.reading import to_data, write_decimal, write_fraction
from calculator.exact.rounding import round_half_up
from calculator.rules.model import Rules
from calculator.words import explanation
from calculator.words.account import MISSING_BASE, branch_sentence, sentence, total_sentence

type Json = dict[str, Any]


def answer(rules: Rules, result: Result | DossierResult) -> Json:
    """The ``resultat`` of the contract, for an establishment or a dossier."""
    head = {"regles": {"version": rules.version, "empreinte": rules.empreinte}}
    if isinstance(result, DossierResult):
        return {
            **head,
            "etablissements": [_establishment(rules, item) for item in result.etablissements],
            "totaux": _totals(result.totaux, result.etablissements),
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
        "totaux": _totals(result.totaux, (result,)),
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
    return {
        "domaine": result.candidature.domaine,
        "fenetre": result.candidature.fenetre,
        "cro": result.candidature.cro,
        **_amounts(rules, result.forfait),
        "eligibilite": {
            "statut": result.eligibilite.statut,
            "motifs": [
                {
                    "regle": reason.regle,
                    "statut": reason.statut,
                    "message": reason.message,
                    "lien": reason.lien,
                    "sources": explanation.sources_data(reason.sources),
                    "lectures": list(reason.lectures),
                }
                for reason in result.eligibilite.motifs
            ],
        },
        "cibles": [_target(item) for item in result.bilan.cibles],
        "cibles_atteintes": result.bilan.atteintes,
        "montant_acquis_centimes": _cents(result.acquis),
        "avance_a_rembourser_centimes": _cents(result.a_rembourser),
        "compte": {**_account(result.compte), "phrase": sentence(result)},
        "hypotheses": [
            {
                "lecture": branch.lecture,
                "hypothese": branch.hypothese,
                "libelle": branch.libelle,
                "montant_acquis_centimes": branch.montant_acquis,
                "avance_a_rembourser_centimes": branch.avance_a_rembourser,
                "compte": {**_account(branch.compte), "phrase": branch_sentence(branch)},
            }
            for branch in result.hypotheses
        ],
        "lectures": list(result.lectures),
        "explication": result.forfait and explanation.to_data(rules, result.forfait.forfait),
        "explications": {
            name: explanation.to_data(rules, step)
            for name, step in (
                ("avance", result.forfait and result.forfait.avance),
                ("solde", result.forfait and result.forfait.solde),
                ("montant_acquis", result.acquis),
                ("avance_a_rembourser", result.a_rembourser),
            )
            if step is not None
        },
        "explications_compte": {
            name: explanation.to_data(rules, step)
            for name in ("acquis", "reste_a_recevoir", "a_rembourser")
            if (step := getattr(result.compte, name)) is not None
        },
    }


def _amounts(rules: Rules, forfait: Forfait | None) -> Json:
    """What the texts set; all ``null``, with the reason, while the base forfait is not told."""
    if forfait is None:
        keys = ("forfait_base", "bonus_cro", "forfait", "avance", "solde")
        nothing = dict.fromkeys([f"{key}_centimes" for key in keys])
        return {**nothing, "arrondi_exemple_officiel": None, "raison": MISSING_BASE}
    return {
        "forfait_base_centimes": round_half_up(forfait.base.number),
        "bonus_cro_centimes": forfait.bonus_centimes,
        "forfait_centimes": forfait.forfait.cents,
        "avance_centimes": forfait.avance.cents,
        "solde_centimes": forfait.solde.cents,
        "arrondi_exemple_officiel": rounded_like_the_example(rules, forfait.exact),
    }


def _account(account: Compte) -> Json:
    return {f"{name}_centimes": _cents(getattr(account, name)) for name in AMOUNTS}


def _target(item: Cible) -> Json:
    cible = write_fraction(item.cible) if isinstance(item.cible, Fraction) else item.cible
    return {
        "indicateur": item.indicateur,
        "bonus": item.bonus,
        "cible": cible,
        "taux": None if item.taux is None else write_fraction(item.taux),
        "atteinte": item.atteinte,
        "annoncee": item.annoncee,
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
    """The sums that make the totals, and the same in k€; nothing where nothing asked for has an amount."""
    if not any(item.forfait for result in results for item in result.candidatures):
        return {}
    sums = zip(("forfait", "avance", "solde"), total_steps(results), strict=True)
    return {
        "explication_totaux": {
            **{name: explanation.formule(step) for name, step in sums},
            "arrondi_exemple_officiel": rounded_total(rules, results),
        }
    }


def _totals(totals: Totaux, results: Sequence[Result]) -> Json:
    return {
        "forfait_centimes": totals.forfait,
        "avance_centimes": totals.avance,
        "solde_centimes": totals.solde,
        "complet": totals.complet,
        "compte": {**_account(totals.compte), "phrase": total_sentence(results)},
    }


def _cents(step: Step | None) -> int | None:
    return None if step is None else step.cents
