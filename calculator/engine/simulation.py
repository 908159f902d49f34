"""From rules and a situation to every amount, its reasons and its doubts. Pure: no file, no clock, no global."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from calculator.engine import eligibility, targets
from calculator.engine.activity import category, combined_activity
from calculator.engine.carry_over import Hypothese, hypotheses
from calculator.engine.forfait import Forfait, scale_base, typed_base
from calculator.engine.forfait import compute as compute_forfait
from calculator.engine.steps import Step
from calculator.exact.quantities import round_half_up
from calculator.rules.model import CategorieId, FenetreId, Regime, Rules
from calculator.situation.identification import finess_key_is_valid
from calculator.situation.model import Candidature, Dossier, Situation


@dataclass(frozen=True, slots=True)
class CandidatureResult:
    """What a domain in a window gives: amounts, eligibility, targets, what is earned, what is open."""

    candidature: Candidature
    forfait: Forfait
    eligibilite: eligibility.Eligibilite
    bilan: targets.Bilan
    acquis: Step | None
    a_rembourser: Step | None
    hypotheses: tuple[Hypothese, ...]
    lectures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totaux:
    """Sums of stated amounts, in cents, over the candidatures that are not refused."""

    forfait: int
    avance: int
    solde: int

    @classmethod
    def of(cls, parts: Iterable[Totaux]) -> Totaux:
        parts = tuple(parts)
        return cls(sum(p.forfait for p in parts), sum(p.avance for p in parts), sum(p.solde for p in parts))


@dataclass(frozen=True, slots=True)
class Possibilite:
    """What a domain in a window would give, for who has not applied yet."""

    domaine: str
    fenetre: FenetreId
    cro: bool
    forfait: Forfait


@dataclass(frozen=True, slots=True)
class Aide:
    """An amount outside the totals: the Mon espace santé pilot or the experimentation."""

    forfait: Step
    avance: Step | None = None
    solde: Step | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The whole answer for one establishment."""

    situation: Situation
    regime: Regime
    activite: Step
    categorie: CategorieId
    candidatures: tuple[CandidatureResult, ...]
    totaux: Totaux
    possibilites: tuple[Possibilite, ...]
    pilote_mes: Aide | None
    experimentation: Aide | None
    avertissements: tuple[str, ...]

    @property
    def lectures(self) -> tuple[str, ...]:
        found = [name for item in self.candidatures for name in item.lectures]
        aids = [aid.forfait for aid in (self.pilote_mes, self.experimentation) if aid]
        found += [name for aid in aids for step in aid.walk() for name in step.lectures]
        found += [name for step in self.activite.walk() for name in step.lectures]
        return tuple(sorted(set(found)))


@dataclass(frozen=True, slots=True)
class DossierResult:
    """The answers of a dossier and their sum (reading L26)."""

    etablissements: tuple[Result, ...]
    totaux: Totaux


def establishments(result: Result | DossierResult) -> tuple[Result, ...]:
    """The results of a dossier, or the only one."""
    return result.etablissements if isinstance(result, DossierResult) else (result,)


def named(results: Iterable[Result]) -> Iterator[tuple[str, Result]]:
    """The results of a dossier, each with the name of its establishment, or its number."""
    for number, result in enumerate(results, 1):
        yield result.situation.etablissement.nom or f"Établissement {number}", result


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
        Totaux.of(_totals(results)),
        () if results else tuple(_possibilities(rules, activity)),
        _pilot(rules, situation),
        _experimentation(rules, situation),
        tuple(_warnings(rules, situation, activity)),
    )


def simulate_dossier(rules: Rules, dossier: Dossier) -> DossierResult:
    """Compute every establishment of a dossier; the totals are sums."""
    results = tuple(simulate(rules, situation) for situation in dossier.dossier)
    return DossierResult(results, Totaux.of(result.totaux for result in results))


def compute(rules: Rules, given: Situation | Dossier) -> Result | DossierResult:
    """Simulate what was read, a situation or a dossier."""
    return simulate_dossier(rules, given) if isinstance(given, Dossier) else simulate(rules, given)


def _totals(results: Iterable[CandidatureResult]) -> Iterator[Totaux]:
    for item in results:
        if item.eligibilite.statut != "non_eligible":
            yield Totaux(item.forfait.forfait.cents, item.forfait.avance.cents, item.forfait.solde.cents)


def _candidature(rules: Rules, situation: Situation, activity: Step, item: Candidature) -> CandidatureResult:
    if item.forfait_base is not None:
        base = typed_base(item.domaine, item.forfait_base)
    else:
        base = scale_base(rules, item.domaine, activity)
    forfait = compute_forfait(rules, item.domaine, item.fenetre, base, cro=item.cro)
    answer = eligibility.assess(rules, situation, item)
    bilan = targets.assess(rules, situation.texte, item.domaine, item.fenetre, situation.mesures)
    earned = _earned(rules, forfait, bilan, cro=item.cro)
    to_pay_back = _to_pay_back(forfait, bilan, item)
    branches = hypotheses(rules, situation, item, forfait, bilan)
    return CandidatureResult(
        item,
        forfait,
        answer,
        bilan,
        earned,
        to_pay_back,
        branches,
        tuple(sorted(set(_readings(situation, forfait, bilan, answer, earned, branches, item)))),
    )


def _earned(rules: Rules, forfait: Forfait, bilan: targets.Bilan, *, cro: bool) -> Step | None:
    """What the initial window earns, the advance included (I2021 annexe 2 §3, WEB; CRO: reading L23)."""
    domain, proofs = forfait.forfait.sujet, rules.versements.sources
    if bilan.atteintes is None:
        return None
    if not bilan.atteintes:
        return Step("acquis_cibles_manquees", 0, "centime", (), proofs, (), domain)
    bonus = bilan.bonus(rules.bonus_cro.indicateur) if cro else True
    if bonus is None:
        return None
    if bonus:
        whole = forfait.forfait
        return Step("acquis_cibles_atteintes", whole.cents, "centime", (whole,), proofs, (), domain)
    plain = forfait.sans_bonus
    return Step("acquis_sans_bonus", plain.cents, "centime", (plain,), proofs, ("L23",), domain)


def _to_pay_back(forfait: Forfait, bilan: targets.Bilan, item: Candidature) -> Step | None:
    if bilan.atteintes is None:
        return None
    if bilan.atteintes:
        return Step("rien_a_rembourser", 0, "centime", sujet=item.domaine)
    if item.report is not None:
        return Step("remboursement_suspendu", 0, "centime", sujet=item.domaine)
    return Step("avance_a_rembourser", forfait.avance.cents, "centime", (forfait.avance,), sujet=item.domaine)


def _readings(
    situation: Situation,
    forfait: Forfait,
    bilan: targets.Bilan,
    answer: eligibility.Eligibilite,
    earned: Step | None,
    branches: tuple[Hypothese, ...],
    item: Candidature,
) -> Iterator[str]:
    """The register numbers without which something stated here could differ, and only those."""
    for root in (forfait.solde, earned):
        for step in root.walk() if root else ():
            yield from step.lectures
    for target in bilan.cibles:
        yield from target.lectures
    yield from bilan.lectures
    for reason in answer.motifs:
        yield from reason.lectures
    for branch in branches:
        yield from (branch.lecture, *branch.lectures)
    if situation.texte == "I2023":
        if any(target.atteinte is not None for target in bilan.cibles):
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
    if finess and not finess_key_is_valid(finess):
        yield f"FINESS « {finess} » : neuf caractères dont une clé de contrôle sont attendus ; vérifiez-le."
    top = list(rules.categories.values())[-1].maximum
    if activity.number > top:
        yield "L’activité dépasse le maximum du programme : le forfait reste à son maximum (lecture L11)."
