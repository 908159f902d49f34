"""What each small calculator makes of the fields of its page, one function a view.

A view is given the rules, the rule that the page is about and the fields that were filled, each named after
a parameter of the permalink. It raises ``InvalidInput`` for what is wrong, ``Incomplete`` for what is still
to come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from calculator.engine.checklist import checklist
from calculator.engine.forfait import Forfait, compute, scale_base, typed_base
from calculator.engine.readiness import by_window, sentence
from calculator.engine.simulation import simulate
from calculator.engine.steps import Step
from calculator.exact.formats import SPACE, format_euros, format_number
from calculator.exact.quantities import days_word
from calculator.exact.reading import Activity, Euros, read
from calculator.questions.measures import follow
from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, FenetreId, IndicateurId, PrerequisId, Regime, Rules
from calculator.situation.model import Candidature, Etablissement, EtatPrerequis, Mesure, Situation

__all__ = ["VIEWS", "Incomplete", "Montre"]

type Fields = Mapping[str, str]


class Montre(NamedTuple):
    """What a view shows: a template and its values, the sentence that says it, the situation that goes on."""

    gabarit: str
    valeurs: Mapping[str, Any]
    annonce: str
    situation: Situation


class Incomplete(Exception):  # noqa: N818, nothing is wrong: a French sentence says what is still to come
    """Nothing is wrong yet, and nothing can be computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Montants:
    """What an amount is computed from."""

    activite_combinee: Activity | None = None
    cro: bool = False
    forfait_base: Euros | None = None

    @property
    def etablissement(self) -> Etablissement:
        """The establishment, once its activity is typed."""
        if self.activite_combinee is None:
            raise Incomplete("Donnez l’activité combinée.")
        return Etablissement(activite_combinee=self.activite_combinee)

    def candidature(self, rules: Rules, domain: DomaineId, window: FenetreId) -> Candidature:
        """A domain in a window, with what concerns it."""
        bonus = self.cro and domain == rules.bonus_cro.domaine
        base = None if rules.domaines[domain].bareme else self.forfait_base
        return Candidature(domaine=domain, fenetre=window, cro=bonus, forfait_base=base)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponses:
    """The answers of the checklist of prerequisites."""

    prerequis: Mapping[PrerequisId, EtatPrerequis] = field(default_factory=dict)
    audit_realise_le: date | None = None


def overview(rules: Rules, subject: str, fields: Fields) -> Montre:
    """What each domain would give in each window, for an activity."""
    result = simulate(rules, Situation(etablissement=read(Montants, fields).etablissement))
    first = [item for item in result.possibilites if item.fenetre == result.possibilites[0].fenetre]
    amounts = (
        f"{label(item.domaine)}{' avec bonus CRO' if item.cro else ''} {format_euros(item.forfait.forfait.cents)}"
        for item in first
    )
    said = f"Catégorie {result.categorie}. En fenêtre {first[0].fenetre} : {', '.join(amounts)}."
    return Montre("mini/preview.html", {"resultat": result}, said, result.situation)


def domain(rules: Rules, subject: DomaineId, fields: Fields) -> Montre:
    """A domain in every window that pays it: forfait, advance, balance."""
    typed = read(Montants, fields)
    windows = list(rules.volets[rules.domaines[subject].volet].parts.valeurs)
    applied = typed.candidature(rules, subject, windows[0])
    result = None
    if rules.domaines[subject].bareme:
        result = simulate(rules, Situation(etablissement=typed.etablissement, candidatures=(applied,)))
        base = scale_base(rules, subject, result.activite)
    elif typed.forfait_base is None:
        raise Incomplete("Donnez le forfait de base que l’ARS a notifié.")
    else:
        base = typed_base(subject, typed.forfait_base)
    offers = {window: compute(rules, subject, window, base, cro=applied.cro) for window in windows}
    amounts = ", ".join(f"{window} {format_euros(o.forfait.cents)}" for window, o in offers.items())
    return Montre(
        "mini/domain.html",
        {
            "domaine": subject,
            "base": base,
            "cro": applied.cro,
            "offres": offers,
            "resultat": result,
            "lectures": readings(offers.values()),
        },
        f"{label(subject)}, forfait par fenêtre : {amounts}.",
        result.situation if result else Situation(etablissement=Etablissement(), candidatures=(applied,)),
    )


def window(rules: Rules, subject: FenetreId, fields: Fields) -> Montre:
    """Everything that a window pays to an establishment, domain by domain."""
    typed = read(Montants, fields)
    applied = tuple(
        typed.candidature(rules, name, subject)
        for name, item in rules.domaines.items()
        if subject in rules.volets[item.volet].parts.valeurs
        and (item.bareme or typed.forfait_base is not None)
    )
    result = simulate(rules, Situation(etablissement=typed.etablissement, candidatures=applied))
    totals = result.totaux
    return Montre(
        "mini/window.html",
        {
            "fenetre": subject,
            "resultat": result,
            "lectures": readings(item.montants for item in result.candidatures),
        },
        f"En {subject} : {format_euros(totals.forfait)}, dont avance {format_euros(totals.avance)} "
        f"et solde {format_euros(totals.solde)}.",
        result.situation,
    )


def activity(rules: Rules, subject: str, fields: Fields) -> Montre:
    """The activity that some components estimate, its category and what it would give."""
    site = read(Etablissement, {"activite": dict(fields)} if fields else {}, ())
    result = simulate(rules, Situation(etablissement=site))
    activity = result.activite.number
    return Montre(
        "mini/activity.html",
        {"resultat": result, "lectures": _of((result.activite,))},
        f"{format_number(activity)}{SPACE}{days_word(activity)}{SPACE}MCO, catégorie {result.categorie}.",
        result.situation,
    )


def prerequisites(rules: Rules, subject: str, fields: Fields) -> Montre:
    """Whether the prerequisites let a candidature in, by volet and window, and why."""
    data: dict[str, Any] = {
        "prerequis": {key: text for key, text in fields.items() if key in rules.prerequis}
    }
    data |= {key: text for key, text in fields.items() if key not in rules.prerequis}
    typed = read(Reponses, data)
    situation = Situation(
        etablissement=Etablissement(),
        prerequis=typed.prerequis,
        audit_realise_le=typed.audit_realise_le,
    )
    answers = by_window(rules, situation)
    told = checklist((window, answer) for (_, window), answer in answers.items())
    return Montre(
        "mini/prerequisite.html",
        {"reponses": answers, "points": told},
        sentence(answers),
        situation,
    )


def indicator(rules: Rules, subject: IndicateurId, fields: Fields) -> Montre:
    """A measure against the target of every window, in force and as first set, and what it lacks."""
    measure = read(Mesure, dict(fields))
    rule = rules.indicateurs[subject]
    alone = Situation(etablissement=Etablissement(), mesures={subject: measure})

    def under(text: Regime) -> list[Any]:
        found = [item for item in follow(rules, alone, (text,)) if item.indicateur == subject]
        return [({"regime": text}, [item for item in found if item.reperes])]

    marks = [mark for _, found in under("I2023") for item in found for mark in item.reperes]
    window = next((mark.fenetre for mark in marks if mark.atteinte), marks[0].fenetre)
    bonus = subject == rules.bonus_cro.indicateur
    words = {True: "atteinte", False: "manquée"}
    said = ", ".join(f"{mark.fenetre} {words[bool(mark.atteinte)]}" for mark in marks)
    return Montre(
        "mini/indicator.html",
        {
            "suivis": under("I2023"),
            "origine": under("I2021") if "I2021" in rule.cibles else [],
            "indicateur": rule,
            "delai": None,
        },
        f"{label(subject)}, cible par fenêtre : {said}.",
        Situation(
            etablissement=Etablissement(),
            candidatures=(Candidature(domaine=rule.domaine, fenetre=window, cro=bonus),),
            mesures={subject: measure},
        ),
    )


def readings(offers: Iterable[Forfait]) -> tuple[str, ...]:
    """The register numbers on which some amounts depend."""
    return _of(offer.solde for offer in offers)


def _of(roots: Iterable[Step]) -> tuple[str, ...]:
    return tuple(sorted({name for root in roots for step in root.walk() for name in step.lectures}))


VIEWS: Mapping[str, Callable[[Rules, Any, Fields], Montre]] = {
    "apercu": overview,
    "domaine": domain,
    "fenetre": window,
    "activite": activity,
    "prerequis": prerequisites,
    "indicateur": indicator,
}
"""The small calculators, by the name that a page gives of its own."""
