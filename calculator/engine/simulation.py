"""From rules and a situation to every amount, its reasons and its doubts. Pure: no file, no clock, no global."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calculator.engine import account, eligibility, targets
from calculator.engine.account import Compte
from calculator.engine.activity import category, combined_activity
from calculator.engine.carry_over import Hypothese, Report, hypotheses, is_needed
from calculator.engine.forfait import Forfait, scale_base, typed_base
from calculator.engine.forfait import compute as compute_forfait
from calculator.engine.plausibility import doubts, payment_doubts
from calculator.engine.results import Aide, CandidatureResult, DossierResult, Possibilite, Result, Totaux
from calculator.engine.steps import Step
from calculator.exact.formats import format_euros
from calculator.exact.rounding import round_half_up
from calculator.rules.model import FenetreId, Rules
from calculator.situation.identification import finess_doubt
from calculator.situation.model import Candidature, Dossier, Situation


def simulate(rules: Rules, situation: Situation) -> Result:
    """Compute one establishment. The situation has been read against the same rules."""
    activity = combined_activity(rules, situation.etablissement)
    results = tuple(_candidature(rules, situation, activity, item) for item in situation.candidatures)
    return Result(
        situation,
        situation.texte,
        activity,
        category(rules, activity.number),
        results,
        Totaux.of(Totaux.of_candidature(item) for item in results if not item.est_refusee),
        () if results else tuple(_possibilities(rules, activity)),
        _pilot(rules, situation),
        _experimentation(rules, situation),
        (
            *_warnings(rules, situation, activity),
            *(doubt for item in results for doubt in payment_doubts(rules, item)),
        ),
    )


def simulate_dossier(rules: Rules, dossier: Dossier) -> DossierResult:
    """Compute every establishment of a dossier; the totals are sums."""
    results = tuple(simulate(rules, situation) for situation in dossier.dossier)
    return DossierResult(results, Totaux.of(result.totaux for result in results))


def compute(rules: Rules, given: Situation | Dossier) -> Result | DossierResult:
    """Simulate what was read, a situation or a dossier."""
    return simulate_dossier(rules, given) if isinstance(given, Dossier) else simulate(rules, given)


def _candidature(rules: Rules, situation: Situation, activity: Step, item: Candidature) -> CandidatureResult:
    forfait = _forfait(rules, activity, item)
    answer = eligibility.assess(rules, situation, item)
    bilan = targets.assess(
        rules,
        situation.texte,
        item.domaine,
        item.fenetre,
        situation.mesures,
        missed=item.cibles_manquees,
    )
    advance, balance = account.advance_paid(item, forfait), account.balance_paid(item)
    earned = account.earned(rules, item.domaine, forfait, bilan, cro=item.cro) if advance else None
    to_pay_back = _to_pay_back(rules, advance, bilan, item)
    final = earned
    branches: tuple[Hypothese, ...] = ()
    if is_needed(rules, item, bilan):
        final = None
        if forfait is not None and advance is not None:
            branches = hypotheses(Report(rules, situation, item, forfait, advance, balance), bilan)
            final = _agreed(branches)
    compte = account.settle(final, advance, balance)
    return CandidatureResult(
        item,
        forfait,
        answer,
        bilan,
        earned,
        to_pay_back,
        compte,
        branches,
        _ceiling(rules, item, forfait, bilan, branches),
        tuple(sorted(set(_readings(situation, forfait, bilan, answer, earned, compte, branches, item)))),
        forfait.sans_bonus if forfait and _is_refused_for_its_bonus(rules, answer) else None,
    )


def _is_refused_for_its_bonus(rules: Rules, answer: eligibility.Eligibilite) -> bool:
    """Whether every rule that refuses a candidature concerns the bonus of the CRO alone."""
    refusing = {reason.regle for reason in answer.motifs if reason.statut == "non_eligible"}
    about_it = {name for name, item in rules.conditions.items() if item.concerne == "cro"}
    return bool(refusing) and refusing <= about_it


def _forfait(rules: Rules, activity: Step, item: Candidature) -> Forfait | None:
    """The amounts of a candidature; none while the base forfait of a volet without a scale is not told (L04)."""
    if rules.domaines[item.domaine].bareme is not None:
        base = scale_base(rules, item.domaine, activity)
    elif item.forfait_base is not None:
        base = typed_base(item.domaine, item.forfait_base)
    else:
        return None
    return compute_forfait(rules, item.domaine, item.fenetre, base, cro=item.cro)


def _agreed(branches: tuple[Hypothese, ...]) -> Step | None:
    """What a carry-over earns, when every branch of the open reading gives the same."""
    amounts = {branch.montant_acquis for branch in branches}
    return branches[0].explication if len(amounts) == 1 else None


def _ceiling(
    rules: Rules,
    item: Candidature,
    forfait: Forfait | None,
    bilan: targets.Bilan,
    branches: tuple[Hypothese, ...],
) -> int | None:
    if branches:
        return max(branch.plafond for branch in branches)
    if forfait is None or bilan.atteintes is False:
        return None if forfait is None else 0
    missed = item.cro and bilan.bonus(rules.bonus_cro.indicateur) is False
    return (forfait.sans_bonus if missed else forfait.forfait).cents


def _to_pay_back(rules: Rules, advance: Step | None, bilan: targets.Bilan, item: Candidature) -> Step | None:
    """The advance, when a target is missed for good."""
    if bilan.atteintes is None or advance is None:
        return None
    if bilan.atteintes:
        return Step("rien_a_rembourser", 0, "centime", sujet=item.domaine)
    if item.report is not None:
        return Step("remboursement_suspendu", 0, "centime", sujet=item.domaine)
    doubts = account.borrowed(rules, item.domaine)
    return Step("avance_a_rembourser", advance.cents, "centime", (advance,), (), doubts, item.domaine)


def _readings(
    situation: Situation,
    forfait: Forfait | None,
    bilan: targets.Bilan,
    answer: eligibility.Eligibilite,
    earned: Step | None,
    compte: Compte,
    branches: tuple[Hypothese, ...],
    item: Candidature,
) -> Iterator[str]:
    """The register numbers without which something stated here could differ, and only those."""
    for root in (forfait and forfait.solde, earned, compte.reste_a_recevoir, compte.a_rembourser):
        for step in root.walk() if root else ():
            yield from step.lectures
    if forfait is None:
        yield "L04"
    for target in bilan.cibles:
        yield from target.lectures
    yield from bilan.lectures
    for reason in answer.motifs:
        yield from reason.lectures
    for branch in branches:
        yield from (branch.lecture, *branch.lectures)
    if situation.texte == "I2023":
        if any(target.atteinte is not None and not target.annoncee for target in bilan.cibles):
            yield from MEASURE_DOUBTS.get(item.fenetre, ())
        if item.report and any(branch.lectures for branch in branches):
            yield from MEASURE_DOUBTS.get(item.report, ())


MEASURE_DOUBTS: Mapping[FenetreId, tuple[str, ...]] = {
    "F1": ("L01",),
    "F2": ("L02",),
    "F3": ("L02", "L03"),
    "F4": ("L48",),
}
"""Readings on the days that count for the measure of a window, once something was measured."""


def _possibilities(rules: Rules, activity: Step) -> Iterator[Possibilite]:
    for domain, item in rules.domaines.items():
        if item.bareme is None:
            continue
        base = scale_base(rules, domain, activity)
        for window in rules.volets[item.volet].parts.valeurs:
            for cro in (False, True) if domain == rules.bonus_cro.domaine else (False,):
                yield Possibilite(domain, window, cro, compute_forfait(rules, domain, window, base, cro=cro))


def _pilot(rules: Rules, situation: Situation) -> Aide | None:
    """Half of the volet 2 forfait of its first window (WEB; that window is F2, reading L28)."""
    if situation.pilote_mes is None:
        return None
    rule = rules.pilote_mes
    typed = Step("forfait_volet_2_saisi", situation.pilote_mes.forfait_volet_2, "centime", (), (), ("L04",))
    part = Step("part_pilote", rule.part, "taux", (), rule.sources, ("L28",))
    amount = round_half_up(typed.number * rule.part)
    return Aide(Step("forfait_pilote", amount, "centime", (typed, part), rule.sources))


def _experimentation(rules: Rules, situation: Situation) -> Aide | None:
    """The forfait that the ARS set, within the cap, paid 30 / 70 (I2021 §3.3, annexe 2 §4)."""
    if situation.experimentation is None:
        return None
    rule = rules.experimentation
    typed = Step(
        "forfait_experimentation_saisi", situation.experimentation.forfait, "centime", (), (), ("L33",)
    )
    cap = Step("plafond", rule.plafond, "centime", (), rule.sources)
    forfait = Step("forfait_plafonne", min(typed.cents, cap.cents), "centime", (typed, cap), rule.sources)
    rate = Step("taux_avance", rule.avance, "taux", (), rule.sources)
    advance = Step("avance", round_half_up(forfait.cents * rule.avance), "centime", (forfait, rate))
    return Aide(forfait, advance, Step("solde", forfait.cents - advance.cents, "centime", (forfait, advance)))


def _warnings(rules: Rules, situation: Situation, activity: Step) -> Iterator[str]:
    finess = situation.etablissement.finess
    if finess and (doubt := finess_doubt(finess)):
        yield f"FINESS « {finess} » : {doubt} ; vérifiez-le."
    top = list(rules.categories.values())[-1].maximum
    if (
        situation.experimentation is not None
        and situation.experimentation.forfait > rules.experimentation.plafond
    ):
        typed, cap = situation.experimentation.forfait, rules.experimentation.plafond
        yield (
            f"Le forfait de l’expérimentation, {format_euros(typed)}, dépasse le plafond par établissement : "
            f"{format_euros(cap)} sont retenus."
        )
    if activity.number > top:
        yield "L’activité dépasse le maximum du programme : le forfait reste à son maximum (lecture L11)."
    yield from doubts(rules, activity.number)
