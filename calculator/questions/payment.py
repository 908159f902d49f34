"""What was notified or paid against what is computed: the gap, and every hypothesis that gives the amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from calculator.engine import targets
from calculator.engine.account import due
from calculator.engine.forfait import compute, rounded_like_the_example, scale_base
from calculator.engine.hypotheses import (
    Explication,
    Piste,
    explain,
    of_another_choice,
    of_the_same,
    of_the_targets,
    other_choices,
)
from calculator.engine.results import CandidatureResult, Result
from calculator.engine.steps import Step
from calculator.engine.tariff import Montants
from calculator.exact.formats import format_number
from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, FenetreId, Regime, Rules

__all__ = ["Nature", "Rapprochement", "reconcile"]

type Nature = Literal["forfait", "avance", "solde"]
type Choix = tuple[FenetreId, bool]

AMONG: Mapping[Nature, str] = {"forfait": "au forfait", "avance": "à l’avance", "solde": "au solde"}


@dataclass(frozen=True, slots=True)
class Rapprochement:
    """A notified amount, of a domain or (``None``) of them all; ``essais`` counts the hypotheses tried."""

    domaine: DomaineId | None
    nature: Nature
    notifie: int
    calcule: int
    explications: tuple[Explication, ...]
    essais: int

    @property
    def ecart(self) -> int:
        """Notified less computed."""
        return self.notifie - self.calcule

    @property
    def a_un_centime(self) -> bool:
        """Another way to round would be enough (reading L06)."""
        return abs(self.ecart) == 1


def reconcile(
    rules: Rules, result: Result, notified: Mapping[DomaineId | None, int], nature: Nature
) -> tuple[Rapprochement, ...]:
    """Set each notified amount against its own: by domain in the order of the candidatures, then the total."""
    found = []
    for item in result.candidatures:
        domain = item.candidature.domaine
        if domain in notified and item.forfait is not None:
            computed = _stated(_amounts(item), nature)
            found.append(
                _against(domain, nature, notified[domain], computed, _of_domain(rules, result, item, nature))
            )
    if None in notified and result.candidatures:
        computed = _due(result, nature)
        found.append(_against(None, nature, notified[None], computed, _of_total(rules, result, nature)))
    return tuple(found)


def _due(result: Result, nature: Nature) -> int:
    """What the total is to be: the balance is what is earned and not in the advance, once the targets say it."""
    account = result.totaux.compte
    earned, advance = account.acquis, account.avance_versee
    if nature == "solde" and earned is not None and advance is not None:
        return due(earned.cents, advance.cents)[0]
    return int(getattr(result.totaux, nature))


def _against(
    domain: DomaineId | None, nature: Nature, notified: int, computed: int, leads: Iterator[Piste]
) -> Rapprochement:
    tried = tuple(leads)
    seen: dict[str, Explication] = {}
    for found in explain(notified, tried):
        seen.setdefault(found.piste.sens, found)
    return Rapprochement(domain, nature, notified, computed, tuple(seen.values()), len(tried))


def _amounts(item: CandidatureResult) -> Montants:
    steps = item.montants
    return Montants(steps.forfait.cents, steps.avance.cents, steps.solde.cents, steps.sans_bonus.cents)


def _stated(montants: Montants, nature: Nature) -> int:
    return {"forfait": montants.forfait, "avance": montants.avance, "solde": montants.solde}[nature]


def _choices(rules: Rules, item: CandidatureResult) -> dict[Choix, Montants]:
    """What the same base gives in every window of the volet, with and without the bonus."""
    domain, base = item.candidature.domaine, item.montants.base
    found = {}
    for window in rules.volets[rules.domaines[domain].volet].parts.valeurs:
        for cro in (False, True) if domain == rules.bonus_cro.domaine else (False,):
            made = compute(rules, domain, window, base, cro=cro)
            found[window, cro] = Montants(
                made.forfait.cents, made.avance.cents, made.solde.cents, made.sans_bonus.cents
            )
    return found


def _of_domain(rules: Rules, result: Result, item: CandidatureResult, nature: Nature) -> Iterator[Piste]:
    """The hypotheses on a domain, the nearest first; those on the kind of amount asked about lead."""
    montants, asked = _amounts(item), item.candidature
    choices = _choices(rules, item)
    same = list(of_the_same(montants))
    yield from sorted(same, key=lambda lead: lead.cents != _stated(montants, nature))
    rounded = rounded_like_the_example(rules, item.montants.exact)
    yield Piste(rounded["avance_centimes"], "à l’avance du forfait arrondi au k€ (lecture L06)")
    yield Piste(rounded["solde_centimes"], "au solde du forfait arrondi au k€ (lecture L06)")
    if asked.cro:
        yield Piste(
            montants.sans_bonus - montants.avance,
            "au solde sans le bonus CRO, moins l’avance qui le comprenait (lecture L23)",
        )
    yield from of_another_choice(choices, asked.fenetre, cro=asked.cro)
    for other, words in other_choices(choices, asked.fenetre, cro=asked.cro):
        yield Piste(other.solde, f"au solde {words}")
        yield Piste(other.avance, f"à l’avance {words}")
    yield from of_the_targets(montants, _earned(rules, result, item, montants))
    for branch in item.hypotheses:
        if branch.montant_acquis is not None:
            name = f"au montant acquis après report, hypothèse {branch.hypothese} ({branch.lecture})"
            yield Piste(branch.montant_acquis, name)
            yield Piste(branch.montant_acquis - montants.avance, f"{name}, l’avance étant déduite")
    yield from _of_another_category(rules, result, item, nature)


def _earned(
    rules: Rules, result: Result, item: CandidatureResult, montants: Montants
) -> dict[Regime, int | None]:
    """What each text would pay for the rates measured, the one that applies first."""
    asked = item.candidature
    found: dict[Regime, int | None] = {}
    for text in sorted(get_args(Regime), key=lambda name: name != result.regime):
        missed = asked.cibles_manquees and text == result.regime
        bilan = targets.assess(
            rules, text, asked.domaine, asked.fenetre, result.situation.mesures, missed=missed
        )
        bonus = bilan.bonus(rules.bonus_cro.indicateur) if asked.cro else True
        found[text] = montants.earned(bilan.atteintes, bonus)
    return found


def _of_another_category(
    rules: Rules, result: Result, item: CandidatureResult, nature: Nature
) -> Iterator[Piste]:
    """The ends of the scale of every category: what a wrong category would have been held to."""
    domain = item.candidature.domaine
    if rules.domaines[domain].bareme is None:
        return
    tried = set()
    for name, bounds in rules.categories.items():
        for activity in (bounds.minimum, bounds.maximum):
            if activity in tried:
                continue
            tried.add(activity)
            base = scale_base(rules, domain, Step("activite_notifiee", activity, "journee_mco"))
            made = compute(rules, domain, item.candidature.fenetre, base, cro=item.candidature.cro)
            where = f"au bord de la catégorie {name}"
            yield Piste(
                {"forfait": made.forfait, "avance": made.avance, "solde": made.solde}[nature].cents,
                f"{AMONG[nature]} d’une activité de {format_number(activity)} journées, {where}",
            )


def _of_total(rules: Rules, result: Result, nature: Nature) -> Iterator[Piste]:
    """The sums that a total may be: of some domains, of another kind, one domain under another choice."""
    items = [item for item in result.candidatures if item.forfait is not None]
    for kind in sorted(AMONG, key=lambda name: name != nature):
        parts = {item.candidature.domaine: _stated(_amounts(item), kind) for item in items}
        rounded = {
            item.candidature.domaine: rounded_like_the_example(rules, item.montants.exact)[f"{kind}_centimes"]
            for item in items
        }
        for size in range(len(items), 0, -1):
            for domains in combinations(parts, size):
                names = ", ".join(map(label, domains))
                yield Piste(sum(parts[name] for name in domains), f"{AMONG[kind]} de {names}")
                yield Piste(
                    sum(rounded[name] for name in domains),
                    f"{AMONG[kind]} de {names}, chaque forfait étant d’abord arrondi au k€ (lecture L06)",
                )
    if nature == "solde":
        yield from _of_total_due(result, items)
    total = sum(_stated(_amounts(item), nature) for item in items)
    for item in items:
        asked, own = item.candidature, _stated(_amounts(item), nature)
        for other, words in other_choices(_choices(rules, item), asked.fenetre, cro=asked.cro):
            yield Piste(
                total - own + _stated(other, nature), f"au total, {label(asked.domaine)} étant {words}"
            )
    if len(items) > 1:
        windows = {window for item in items for window, _ in _choices(rules, item)}
        for window in sorted(windows):
            shared = [_choices(rules, item).get((window, item.candidature.cro)) for item in items]
            if all(shared):
                amount = sum(_stated(made, nature) for made in shared if made is not None)
                yield Piste(amount, f"au total, tous les domaines étant en {window}")


def _of_total_due(result: Result, items: Sequence[CandidatureResult]) -> Iterator[Piste]:
    """The balances of all domains by what is earned: as measured, or the CRO alone being missed."""
    yield Piste(_due(result, "solde"), "à ce qui est acquis moins l’avance versée")
    whole = sum(item.montants.solde.cents for item in items)
    for item in items:
        if item.candidature.cro:
            amounts = _amounts(item)
            left = amounts.sans_bonus - amounts.avance
            name = f"au total, la cible du CRO étant manquée pour {label(item.candidature.domaine)} (lecture L23)"
            yield Piste(whole - amounts.solde + left, name)
