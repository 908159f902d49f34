"""The sentence of an account: what is earned, paid, still to receive, to pay back; or what it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from calculator.engine.account import Compte, due, paid, summed
from calculator.engine.carry_over import Hypothese
from calculator.engine.results import CandidatureResult, Result
from calculator.exact.formats import format_euros
from calculator.rules.addresses import label

__all__ = ["MISSING_BASE", "branch_sentence", "sentence", "total_sentence"]

MISSING_BASE = "forfait de base à saisir"
"""Why a candidature has no amounts (L04)."""


def sentence(item: CandidatureResult) -> str:
    """The account of a candidature: « Acquis 99 761,93 € : avance versée 32 921,44 €, reste 66 840,49 € »."""
    if item.compte.est_regle:
        return _settled(item.compte)
    if item.forfait is None:
        return _without_base(item)
    if item.hypotheses:
        return _carried(item)
    told, most = _paid(item.compte), item.plafond or 0
    if item.bilan.atteintes:  # the CRO alone is undecided
        least = format_euros(item.montants.sans_bonus.cents)
        found = f"Acquis au moins {least}, et {format_euros(most)} si la cible du CRO est atteinte"
    else:
        others = any(target.atteinte for target in item.bilan.cibles if not target.bonus)
        plain = ", sans le bonus," if most < item.montants.forfait.cents else ","
        found = (
            f"Jusqu’à {format_euros(most)}{plain} si les {'autres ' if others else ''}cibles sont atteintes"
        )
    if item.candidature.avance_versee is None and item.candidature.solde_verse is None:
        return found
    rest, back = due(most, paid(item.compte))
    return f"{found} : {told}, " + (
        f"au moins {format_euros(back)} à rembourser" if back else f"reste {format_euros(rest)} au plus"
    )


def total_sentence(results: Iterable[Result]) -> str:
    """The account of an establishment or a dossier, over the candidatures that are not refused."""
    results = tuple(results)
    every = [item for result in results for item in result.candidatures]
    kept = [item for item in every if not item.est_refusee]
    still = "".join(map(_still_open, every))
    if not kept:
        if not every:
            return "Choisissez un domaine pour connaître son forfait"
        return f"Aucune candidature éligible{still}"
    if len(kept) == 1:
        return f"{sentence(kept[0])}{still}"
    settled = [item for item in kept if item.compte.est_regle]
    missing = [item for item in kept if item.forfait is None and item not in settled]
    waiting = [item for item in kept if item not in settled and item not in missing]
    alone = len(results) == 1
    parts = []
    if settled:
        who = "" if len(settled) == len(kept) else f" ({_who(settled, alone)})"
        parts.append(_settled(summed(item.compte for item in settled)) + who)
    if waiting:
        most = format_euros(sum(item.plafond or 0 for item in waiting))
        who = "" if len(waiting) == len(kept) else f" ({_who(waiting, alone)})"
        parts.append(f"jusqu’à {most}{who}, si les cibles sont atteintes")
    if missing:
        parts.append(f"{_who(missing, alone)} : {MISSING_BASE}")
    found = " ; ".join(parts) + still
    return found[0].upper() + found[1:]


def _still_open(item: CandidatureResult) -> str:
    """What a candidature that only its bonus refuses could still ask, after the account of the others."""
    if item.sans_bonus is None:
        return ""
    amount = format_euros(item.sans_bonus.cents)
    return f" ; sans le bonus CRO, {label(item.candidature.domaine)} restait ouvert à {amount}"


def _who(items: Sequence[CandidatureResult], alone: bool) -> str:
    """The domains of an establishment; of a dossier, how many candidatures."""
    if alone:
        return ", ".join(label(item.candidature.domaine) for item in items)
    return f"{len(items)} candidature{'s' if len(items) > 1 else ''}"


def _settled(account: Compte) -> str:
    earned, rest, back = account.acquis, account.reste_a_recevoir, account.a_rembourser
    assert earned is not None
    assert rest is not None
    assert back is not None
    if not earned.cents and back.cents and not rest.cents:
        return f"À rembourser : {format_euros(back.cents)}"
    ends = [f"reste {format_euros(rest.cents)}"] if rest.cents else []
    ends += [f"à rembourser {format_euros(back.cents)}"] if back.cents else []
    ends = ends or ["rien ne reste à recevoir" if earned.cents else "rien à recevoir, rien à rembourser"]
    return f"Acquis {format_euros(earned.cents)} : {', '.join([_paid(account), *ends])}"


def _paid(account: Compte) -> str:
    """What was paid: the advance, and the balance once one was told."""
    advance, balance = account.avance_versee, account.solde_verse
    found = [] if advance is None else [f"avance versée {format_euros(advance.cents)}"]
    if balance is not None and balance.cents:
        found.append(f"solde versé {format_euros(balance.cents)}")
    return ", ".join(found)


def _without_base(item: CandidatureResult) -> str:
    if item.bilan.atteintes is False and item.candidature.report is None:
        return "Rien n’est acquis : l’avance versée est à rembourser, son montant est à saisir"
    return MISSING_BASE[0].upper() + MISSING_BASE[1:]


def _carried(item: CandidatureResult) -> str:
    """A carry-over: what each branch of the open reading gives, or may give."""
    branches = item.hypotheses
    if all(branch.compte.est_regle for branch in branches):
        ends = [f"hypothèse {branch.hypothese}, {_lower(_settled(branch.compte))}" for branch in branches]
        return f"Selon la lecture {branches[0].lecture} : {' ; '.join(ends)}"
    window, asked = item.candidature.fenetre, item.candidature.report
    by_amount: dict[int, list[str]] = {}
    for branch in branches:
        by_amount.setdefault(branch.plafond, []).append(branch.hypothese)
    several = len(by_amount) > 1
    most = " ou ".join(
        format_euros(cents) + (f" (hypothèse {', '.join(names)})" if several else "")
        for cents, names in by_amount.items()
    )
    if item.bilan.atteintes:
        least = format_euros(item.montants.sans_bonus.cents)
        return f"Acquis au moins {least}, sans le bonus ; CRO reporté en {asked} : jusqu’à {most}"
    back = paid(item.compte)
    otherwise = f", sinon {format_euros(back)} à rembourser" if back else ""
    return f"Rien d’acquis en {window}, report demandé en {asked} : jusqu’à {most} si les cibles y sont atteintes{otherwise}"


def branch_sentence(branch: Hypothese) -> str:
    """The account of one branch of an open reading."""
    if branch.compte.est_regle:
        return _settled(branch.compte)
    return f"Jusqu’à {format_euros(branch.plafond)}, si les cibles sont atteintes après report"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
