"""SONS: does an order of software respect the rules of wave 1? Each rule answers for itself, in three answers.

No money is computed: the State pays the editor. Two slides of one text give the dates, and both are asked;
where they part, the answer stays open (reading L15). Where a later deadline was announced, it answers, and the
answer of the slides is kept beside it as history (reading L49).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from calculator.exact.formats import format_date
from calculator.rules.context import BriqueId, CalendrierId, Echeance, EtapeSons, RegleSonsId
from calculator.rules.model import Rules, Source
from calculator.situation.order import DemandeSons, read_sons

__all__ = ["DemandeSons", "Reponse", "SonsResult", "Verdict", "answer_sons", "check_sons", "read_sons"]

type Reponse = Literal["respectee", "non_respectee", "a_completer"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of an order. ``calendrier`` names the slide of a date; ``conteste``: the other
    slide says the contrary; ``remplace``: a later deadline answers in its place, and this one counts no more.
    ``regle`` is a rule of SONS, or ``devis.`` and a criterion.
    """

    regle: str
    libelle: str
    statut: Reponse
    message: str
    sources: tuple[Source, ...]
    lectures: tuple[str, ...] = ()
    calendrier: CalendrierId | None = None
    conteste: bool = False
    remplace: bool = False

    @property
    def lien(self) -> str:
        return "/sons/#" + self.regle.replace("_", "-").replace(".", "-")


@dataclass(frozen=True, slots=True)
class SonsResult:
    """Every verdict on an order, in the order of its life."""

    demande: DemandeSons
    verdicts: tuple[Verdict, ...]

    @property
    def statut(self) -> Reponse | None:
        """No as soon as one rule says no, yes when all say yes; nothing when only the two slides part."""
        answers = {verdict.statut for verdict in self.standing if not verdict.conteste}
        for answer in ("non_respectee", "a_completer"):
            if answer in answers:
                return answer
        return None if any(verdict.conteste for verdict in self.standing) else "respectee"

    @property
    def standing(self) -> tuple[Verdict, ...]:
        """The verdicts that count: those of the deadlines that nothing has replaced."""
        return tuple(verdict for verdict in self.verdicts if not verdict.remplace)

    @property
    def lectures(self) -> tuple[str, ...]:
        return tuple(sorted({reading for verdict in self.verdicts for reading in verdict.lectures}))


def check_sons(rules: Rules, demande: DemandeSons) -> SonsResult:
    """Ask every rule of SONS about an order (WEB, part 3)."""
    verdicts = (
        *_referencing(rules, demande),
        *_opening(rules, demande),
        *_early_order(rules, demande),
        *_deadlines(rules, demande),
        *_funded_once(rules, demande),
        *_quote(rules, demande),
    )
    return SonsResult(demande, tuple(verdicts))


def answer_sons(result: SonsResult) -> dict[str, Any]:
    """The result as JSON data; ``statut`` is null while the two slides part."""
    return {
        "statut": result.statut,
        "lectures": list(result.lectures),
        "verdicts": [
            {
                "regle": verdict.regle,
                "calendrier": verdict.calendrier,
                "statut": verdict.statut,
                "conteste": verdict.conteste,
                "remplace": verdict.remplace,
                "message": verdict.message,
                "lectures": list(verdict.lectures),
                "lien": verdict.lien,
            }
            for verdict in result.verdicts
        ],
    }


def _say(
    rules: Rules, rule: RegleSonsId, statut: Reponse, message: str, lectures: tuple[str, ...] = ()
) -> Verdict:
    fact = rules.sons.regles[rule]
    return Verdict(rule, fact.libelle, statut, message, fact.sources, lectures)


def _referencing(rules: Rules, demande: DemandeSons) -> Iterator[Verdict]:
    if demande.reference_le:
        message = f"Logiciel référencé le {format_date(demande.reference_le)}."
        yield _say(rules, "referencement", "respectee", message)
    elif demande.logiciel_reference is None:
        yield _say(rules, "referencement", "a_completer", "Dites si le logiciel est référencé par l’ANS.")
    elif demande.logiciel_reference:
        yield _say(rules, "referencement", "respectee", "Logiciel référencé par l’ANS.")
    else:
        message = "Logiciel non référencé : rien n’est payé tant qu’il ne l’est pas."
        yield _say(rules, "referencement", "non_respectee", message)


def _opening(rules: Rules, demande: DemandeSons) -> Iterator[Verdict]:
    order, opened = demande.commande_le, demande.arrete_publie_le
    if opened is None:
        message = "Donnez la date de publication de l’arrêté : aucun texte en main ne la porte (lecture L43)."
        yield _say(rules, "ouverture", "a_completer", message, ("L43",))
    elif order is None:
        message = f"Donnez la date de la commande : elle compte à partir du {format_date(opened)}."
        yield _say(rules, "ouverture", "a_completer", message)
    elif order < opened:
        message = (
            f"Commande du {format_date(order)}, avant la publication de l’arrêté, le {format_date(opened)}."
        )
        yield _say(rules, "ouverture", "non_respectee", message)
    else:
        message = (
            f"Commande du {format_date(order)}, depuis la publication de l’arrêté, le {format_date(opened)}."
        )
        yield _say(rules, "ouverture", "respectee", message)


def _early_order(rules: Rules, demande: DemandeSons) -> Iterator[Verdict]:
    """An order before the referencing: not more than so many calendar days before the complete file."""
    order, sent, referenced = demande.commande_le, demande.dossier_envoye_le, demande.reference_le
    most = rules.sons.precommande.jours
    if order and referenced and order >= referenced:
        yield _say(rules, "precommande", "respectee", "Commande passée une fois le logiciel référencé.")
    elif order and sent:
        early = (sent - order).days
        if early <= 0:
            message = "Commande passée une fois le dossier complet envoyé par l’éditeur."
        else:
            message = f"Commande passée {_days(early)} avant l’envoi du dossier complet ; {most} au plus."
        statut: Reponse = "respectee" if early <= most else "non_respectee"
        if early == most:
            message += " C’est le dernier jour, et l’exemple du texte l’exclurait : faites-le confirmer (lecture L29)."
        yield _say(rules, "precommande", statut, message, ("L29",) if early == most else ())
    elif order:
        last = format_date(order + timedelta(most))
        message = f"Si la commande précède le référencement, l’éditeur envoie son dossier complet au plus tard le {last} ; donnez sa date."
        yield _say(rules, "precommande", "a_completer", message)
    else:
        message = (
            "Donnez la date de la commande, puis celle du référencement ou de l’envoi du dossier complet."
        )
        yield _say(rules, "precommande", "a_completer", message)


def _days(number: int) -> str:
    return "un jour" if number == 1 else f"{number} jours"


# The rule that each date answers, the step of each slide that limits it, and whether the text says « avant ».
_LIMITS: tuple[tuple[RegleSonsId, str, str, tuple[tuple[CalendrierId, EtapeSons, bool], ...]], ...] = (
    ("commande", "commande_le", "Commande", (("tableau", "commande", False), ("calendrier", "depot", True))),
    (
        "depot",
        "demande_deposee_le",
        "Demande de financement de l’éditeur",
        (("calendrier", "depot", False),),
    ),
    (
        "installation",
        "installe_le",
        "MOM ou VA signée",
        (("tableau", "installation", False), ("calendrier", "cloture", True)),
    ),
    ("solde", "solde_demande_le", "Demande de solde de l’éditeur", (("calendrier", "cloture", False),)),
)


def _deadlines(rules: Rules, demande: DemandeSons) -> Iterator[Verdict]:
    for rule, name, called, steps in _LIMITS:
        day = getattr(demande, name)
        found = [
            (_deadline(rules, rule, called, day, limit, strict), limit)
            for calendar, step, strict in steps
            if (limit := _limit(rules, demande.brique, calendar, step))
        ]
        moved = _limit(rules, demande.brique, "report", MOVED[rule]) if rule in MOVED else None
        verdict = (
            _moved(rules, rule, called, day, moved, demande, [first for first, _ in found]) if moved else None
        )
        parted = verdict is None and (
            len({first.statut for first, _ in found}) > 1
            or (rule == "solde" and _closes_too_soon(rules, demande.brique, day))
        )
        if verdict is not None:
            yield verdict
        for first, limit in found:
            missed = first.statut == "non_respectee" and verdict is None
            doubts = {reading for source in limit.sources for reading in source.lectures}
            readings = tuple(sorted({*first.lectures, *(doubts if parted or missed else ())}))
            yield replace(first, conteste=parted, lectures=readings, remplace=verdict is not None)


MOVED: Mapping[RegleSonsId, EtapeSons] = {"installation": "installation", "solde": "cloture"}
"""The rules whose deadline was moved, and the step of the calendar of those moved (reading L49)."""


def _moved(
    rules: Rules,
    rule: RegleSonsId,
    called: str,
    day: date | None,
    limit: Echeance,
    demande: DemandeSons,
    first: list[Verdict],
) -> Verdict | None:
    """What the deadline announced later says; nothing where the arrêté is not one of those it moves.

    Without the day of the arrêté, it answers when both deadlines say the same, and asks for it otherwise.
    """
    opened = demande.arrete_publie_le
    if limit.arrete and opened and not limit.arrete.contains(opened):
        return None
    verdict = _deadline(rules, rule, called, day, limit, strict=False)
    agreed = all(one.statut == verdict.statut for one in first)
    message, statut, readings = verdict.message, verdict.statut, verdict.lectures
    if day is not None and not agreed:
        readings = (*readings, "L49")
    if limit.heure and day == limit.le:
        message += f" Ce jour-là, jusqu’à {limit.heure} : faites-le confirmer (lecture L49)."
    if limit.arrete and opened is None and not agreed:
        statut = "a_completer"
        first_day, last_day = limit.arrete.debut, limit.arrete.fin or limit.arrete.debut
        message += (
            " Ce report ne vaut que pour un arrêté publié entre le "
            f"{format_date(first_day)} et le {format_date(last_day)} : donnez sa date."
        )
    return replace(verdict, message=message, statut=statut, lectures=tuple(sorted(set(readings))))


def _closes_too_soon(rules: Rules, brick: BriqueId, day: date | None) -> bool:
    """Whether the balance is asked for after a closing that precedes the last installation of the other slide."""
    closing = _limit(rules, brick, "calendrier", "cloture")
    last = _limit(rules, brick, "tableau", "installation")
    return bool(day and closing and last and closing.le < last.le and day > closing.le)


def _limit(rules: Rules, brick: BriqueId, calendar: CalendrierId, step: EtapeSons) -> Echeance | None:
    """The deadline that a slide prints for a type of software, if it prints one."""
    for deadline in rules.sons.echeances.values():
        if (deadline.calendrier, deadline.etape) == (calendar, step) and brick in deadline.briques:
            return deadline
    return None


def _deadline(
    rules: Rules, rule: RegleSonsId, called: str, day: date | None, limit: Echeance, strict: bool
) -> Verdict:
    last, slide = format_date(limit.le), rules.sons.calendriers[limit.calendrier].libelle.lower()
    statut: Reponse
    if day is None:
        statut, message = "a_completer", f"{called} : donnez sa date ; au plus tard le {last} ({slide})."
    elif day <= limit.le:
        statut = "respectee"
        message = f"{called} le {format_date(day)}, dans le délai qui finit le {last} ({slide})."
    else:
        statut = "non_respectee"
        message = f"{called} le {format_date(day)}, après le {last} ({slide})."
    doubtful = strict and day == limit.le
    if doubtful:
        message += " C’est le dernier jour, et le texte dit « avant » : faites-le confirmer (lecture L42)."
    fact = rules.sons.regles[rule]
    return Verdict(
        rule, fact.libelle, statut, message, limit.sources, ("L42",) if doubtful else (), limit.calendrier
    )


def _funded_once(rules: Rules, demande: DemandeSons) -> Iterator[Verdict]:
    answers: dict[bool | None, tuple[Reponse, str]] = {
        None: ("a_completer", "Dites si cette fonction a déjà été financée par SONS."),
        False: ("respectee", "Pas de financement SONS antérieur déclaré pour cette fonction."),
        True: ("non_respectee", "Fonction déjà financée par SONS : un seul financement par fonction."),
    }
    yield _say(rules, "une_fonction", *answers[demande.fonction_deja_financee])


def _quote(rules: Rules, demande: DemandeSons) -> Iterator[Verdict]:
    for name, criterion in rules.sons.devis.items():
        if criterion.briques and demande.brique not in criterion.briques:
            continue
        concerned = _is_early(demande) if name == "condition_precommande" else True
        if concerned is False:
            continue
        answers: dict[bool | None, tuple[Reponse, str]] = {
            None: (
                "a_completer",
                criterion.question
                if concerned
                else f"Si la commande précède le référencement : {_lower(criterion.question)}",
            ),
            True: ("respectee", f"{criterion.libelle} : oui."),
            False: ("non_respectee", f"{criterion.libelle} : non. {criterion.texte}"),
        }
        statut, message = answers[demande.devis.get(name)]
        yield Verdict(f"devis.{name}", criterion.libelle, statut, message, criterion.sources)


def _is_early(demande: DemandeSons) -> bool | None:
    """Whether the order precedes the referencing; nothing when the dates do not say."""
    if demande.commande_le and demande.reference_le:
        return demande.commande_le < demande.reference_le
    return True if demande.logiciel_reference is False else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
