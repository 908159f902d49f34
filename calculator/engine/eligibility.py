"""Is a candidature eligible? Every rule answers for itself, three answers, with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from calculator.exact.formats import format_date
from calculator.rules.addresses import address, label
from calculator.rules.model import Condition, PrerequisId, Rules, Source
from calculator.situation.identification import find_region
from calculator.situation.model import Candidature, Situation

type Reponse = Literal["eligible", "non_eligible", "a_completer"]
type Etat = Literal["manque", "a_prouver", "a_repondre", "rempli"]

VERDICTS: Mapping[str, str] = {
    "eligible": "éligible",
    "non_eligible": "non éligible",
    "a_completer": "à compléter",
}
"""The answers, in words."""


@dataclass(frozen=True, slots=True)
class Motif:
    """What one rule says of a candidature: its answer, a French sentence, its sources and its page.

    ``pieces`` are what the text asks for, documents or states of things; ``a_prouver``, that the question is answered and only waits
    for them, or for the word of the ARS.
    """

    regle: str
    statut: Reponse
    message: str
    sources: tuple[Source, ...] = ()
    lectures: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    a_prouver: bool = False

    @property
    def lien(self) -> str:
        return address(self.regle)

    @property
    def etat(self) -> Etat:
        """The answer to whoever prepares a file: what is not settled is to prove, or to answer."""
        if self.statut == "a_completer":
            return "a_prouver" if self.a_prouver else "a_repondre"
        return "rempli" if self.statut == "eligible" else "manque"


@dataclass(frozen=True, slots=True)
class Eligibilite:
    """The answer for a candidature: no as soon as one rule says no, yes when all say yes."""

    motifs: tuple[Motif, ...]

    @property
    def statut(self) -> Reponse:
        answers = {reason.statut for reason in self.motifs}
        if "non_eligible" in answers:
            return "non_eligible"
        return "a_completer" if "a_completer" in answers else "eligible"


def assess(rules: Rules, situation: Situation, candidature: Candidature) -> Eligibilite:
    """Ask every rule of eligibility about a candidature (I2021 §5, §6.1, annexe 1; WEB for PS 4.1)."""
    return Eligibilite(
        (
            *prerequisites(rules, situation, candidature),
            *_conditions(rules, situation, candidature),
            *_territory(rules, situation),
            *_funded_once(rules, situation, candidature),
            *_filing_date(rules, candidature),
        )
    )


def prerequisites(rules: Rules, situation: Situation, candidature: Candidature) -> Iterator[Motif]:
    """What each prerequisite of the candidature's volet answers (I2021 annexe 1; WEB for PS 4.1)."""
    volet = rules.domaines[candidature.domaine].volet
    for identifier, rule in rules.prerequis.items():
        if rule.volet not in (
            "V1",
            volet,
        ):  # a candidate to volet 2 alone meets the six of volet 1 as well (WEB)
            continue
        state = situation.prerequis.get(identifier)
        name = f"{label(identifier)} ({rule.court})"
        if state == "bon_de_commande":
            yield _purchase_order(rules, situation, candidature, identifier)
            continue
        answers: dict[str | None, tuple[Reponse, str]] = {
            "atteint": ("eligible", f"{name} : atteint."),
            "non_atteint": (
                "non_eligible",
                f"{name} : non atteint, or tous les prérequis devaient l’être à la candidature.",
            ),
            "a_prouver": ("a_completer", f"{name} : le justificatif était à déposer avec la candidature."),
            None: ("a_completer", f"{name} : dites s’il était atteint."),
        }
        statut, message = answers[state]
        in_ght = situation.etablissement.ght in ("partie", "support")
        doubts = ("L37",) if in_ght and statut == "eligible" else ()
        proves = state == "a_prouver"
        yield Motif(identifier, statut, message, rule.sources, doubts, rule.justificatifs, proves)


def _purchase_order(
    rules: Rules, situation: Situation, candidature: Candidature, identifier: PrerequisId
) -> Motif:
    rule = rules.prerequis[identifier]
    exception, name, done = rule.exception, label(identifier), situation.audit_realise_le
    if exception is None:
        return Motif(identifier, "non_eligible", f"{name} : un bon de commande n’y suffit pas.", rule.sources)
    limit, window = format_date(exception.realise_au_plus_tard), exception.fenetre
    if candidature.fenetre != window:
        message = f"{name} : un bon de commande n’a suffi qu’en {window}, pas en {candidature.fenetre}."
        return Motif(identifier, "non_eligible", message, exception.sources)
    if done is None:
        message = f"{name} : bon de commande admis en {window} si l’audit est réalisé au plus tard le {limit} ; donnez sa date."
        return Motif(identifier, "a_completer", message, exception.sources)
    if done > exception.realise_au_plus_tard:
        message = f"{name} : audit réalisé le {format_date(done)}, après le {limit}."
        return Motif(identifier, "non_eligible", message, exception.sources)
    message = f"{name} : bon de commande admis en {window}, audit réalisé le {format_date(done)}."
    on_the_last_day = ("L34",) if done == exception.realise_au_plus_tard else ()
    return Motif(identifier, "eligible", message, exception.sources, on_the_last_day)


def _conditions(rules: Rules, situation: Situation, candidature: Candidature) -> Iterator[Motif]:
    for identifier, rule in rules.conditions.items():
        concerned = _is_concerned(rule, situation, candidature)
        if concerned is False:
            continue
        answer = situation.conditions.get(identifier)
        # That the conditions printed for volet 1 hold for volet 2 is reading L40.
        doubts = ("L40",) if rules.domaines[candidature.domaine].volet != "V1" and answer is not True else ()
        if answer is True:
            yield Motif(identifier, "eligible", f"{rule.libelle} : oui.", rule.sources)
        elif answer is None or concerned is None:
            hint = "" if concerned else " (si l’établissement est concerné, précisez son statut et son GHT)"
            yield Motif(
                identifier, "a_completer", f"{rule.libelle} : à compléter{hint}.", rule.sources, doubts
            )
        else:
            yield Motif(
                identifier, "non_eligible", f"{rule.libelle} : {rule.refus or 'non.'}", rule.sources, doubts
            )


def _is_concerned(rule: Condition, situation: Situation, candidature: Candidature) -> bool | None:
    """Whether a condition applies here; ``None`` when the situation does not say enough."""
    site = situation.etablissement
    in_ght = None if site.ght is None else site.ght != "aucun"
    is_public = None if site.statut is None else site.statut == "public"
    match rule.concerne:
        case "tous":
            return True
        case "cro":
            return candidature.cro
        case "ght":
            return in_ght
        case "ght_public":
            return False if False in (in_ght, is_public) else None if None in (in_ght, is_public) else True
        case domain:
            return candidature.domaine == domain


def _territory(rules: Rules, situation: Situation) -> Iterator[Motif]:
    territory, name = rules.territoire, situation.etablissement.region
    region = find_region(rules, name) if name else None
    if region is None:
        yield Motif("territoire", "a_completer", "Territoire : indiquez la région.", territory.sources)
    elif region in territory.exclus:
        yield Motif(
            "territoire", "non_eligible", f"Territoire : {region} est hors du programme.", territory.sources
        )
    elif region in territory.non_tranches:
        message = (
            f"Territoire : aucun texte en main n’exclut {region} ni ne lui donne d’enveloppe ; voyez l’ARS."
        )
        yield Motif("territoire", "a_completer", message, territory.sources, ("L32",), a_prouver=True)
    else:
        yield Motif(
            "territoire", "eligible", f"Territoire : {region} est dans le programme.", territory.sources
        )


def _funded_once(rules: Rules, situation: Situation, candidature: Candidature) -> Iterator[Motif]:
    name, sources = label(candidature.domaine), rules.candidature["deja_finance"].sources
    if candidature.domaine in situation.domaines_deja_finances:
        message = f"{name} : déjà financé ; un seul financement par domaine sur tout le programme."
        yield Motif("deja_finance", "non_eligible", message, sources)
    else:
        yield Motif("deja_finance", "eligible", f"{name} : pas de financement antérieur déclaré.", sources)


def _filing_date(rules: Rules, candidature: Candidature) -> Iterator[Motif]:
    day = candidature.deposee_le
    if day is None:
        return
    period = rules.fenetres[candidature.fenetre].candidature
    assert period.fin is not None, "every window has a printed end of candidature"
    span = f"du {format_date(period.debut)} au {format_date(period.fin)}"
    if period.contains(day):
        message = f"Déposée le {format_date(day)}, dans la période de {candidature.fenetre} ({span})."
        yield Motif("periode_candidature", "eligible", message, period.sources)
    else:
        message = f"Déposée le {format_date(day)}, hors de la période de {candidature.fenetre} ({span})."
        yield Motif("periode_candidature", "non_eligible", message, period.sources)
