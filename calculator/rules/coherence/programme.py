"""What the shape of the data cannot say: sums, bounds, continuity, identifiers, cited sources."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from calculator.exact.formats import format_euros, format_number
from calculator.exact.problems import Path, Problem, suggestion
from calculator.rules.coherence import context, pages
from calculator.rules.coherence.walking import walk
from calculator.rules.model import (
    Budget,
    CategorieId,
    ConditionId,
    DomaineId,
    Enveloppes,
    FenetreId,
    IndicateurId,
    PrerequisId,
    RegleCandidatureId,
    Rules,
    Source,
    VoletId,
)

COMPLETE = {
    "volets": VoletId,
    "domaines": DomaineId,
    "categories": CategorieId,
    "fenetres": FenetreId,
    "indicateurs": IndicateurId,
    "prerequis": PrerequisId,
    "conditions": ConditionId,
    "candidature": RegleCandidatureId,
}
SUBJECTS = ("ACTIVITE", "CONTEXTE", "ENVELOPPES", "EXPERIMENTATION", "MES", "PROGRAMME", "SONS", "TERRITOIRE")
"""What a reading may concern besides the identifiers of rules."""


def check(rules: Rules) -> list[Problem]:
    """Every fault of the rules as a whole, each at its path."""
    return [
        *_missing(rules),
        *_references(rules),
        *_categories(rules),
        *_forfaits(rules),
        *_budget(("programme", "budget"), rules.programme.budget),
        *_envelopes(("enveloppes",), rules.enveloppes),
        *_envelopes(("experimentation", "enveloppes"), rules.experimentation.enveloppes),
        *_shares(rules),
        *_named_rules(rules),
        *pages.check(rules, names(rules) | set(SUBJECTS)),
        *context.check(rules),
    ]


def _missing(rules: Rules) -> Iterator[Problem]:
    for section, identifiers in COMPLETE.items():
        present = getattr(rules, section)
        for identifier in get_args(identifiers):
            if identifier not in present:
                yield Problem.at((section,), "identifiant_absent", f"« {identifier} » manque.")
    for domain, item in rules.domaines.items():
        if item.bareme is not None:
            for category in rules.categories:
                if category not in item.bareme.tranches:
                    path = ("domaines", domain, "bareme", "tranches")
                    yield Problem.at(path, "identifiant_absent", f"« {category} » manque.")


def _references(rules: Rules) -> Iterator[Problem]:
    """Texts and readings that are cited must exist, and those that exist must be cited."""
    cited_texts, cited_readings = set(), set()
    for path, value in walk(rules):
        if isinstance(value, Source):
            cited_texts.add(value.texte)
            if value.texte not in rules.textes:
                hint = suggestion(value.texte, rules.textes)
                yield Problem.at(
                    (*path, "texte"), "texte_inconnu", f"texte inconnu « {value.texte} » ; {hint}"
                )
            elif not rules.textes[value.texte].en_main:
                yield Problem.at(
                    (*path, "texte"),
                    "texte_absent",
                    f"« {value.texte} » n’est pas en main : rien n’en est cité.",
                )
        readings = getattr(value, "lectures", ())
        if not isinstance(readings, tuple):
            continue
        for reading in readings:
            cited_readings.add(reading)
            if reading not in rules.lectures:
                hint = suggestion(reading, rules.lectures)
                yield Problem.at(
                    (*path, "lectures"), "lecture_inconnue", f"lecture inconnue « {reading} » ; {hint}"
                )
    for key, text in rules.textes.items():
        if text.en_main and key not in cited_texts and text.page is None:
            yield Problem.at(("textes", key), "source_non_citee", f"« {key} » n’est cité nulle part.")


def _categories(rules: Rules) -> Iterator[Problem]:
    for name, category in rules.categories.items():
        if category.minimum >= category.maximum:
            yield Problem.at(
                ("categories", name), "categorie_vide", "le minimum n’est pas inférieur au maximum."
            )
    for (before, low), (after, high) in pairwise(rules.categories.items()):
        if low.maximum != high.minimum:
            kind = "un trou" if low.maximum < high.minimum else "un recouvrement"
            message = (
                f"{kind} entre {before} (jusqu’à {format_number(low.maximum)}) "
                f"et {after} (à partir de {format_number(high.minimum)})."
            )
            yield Problem.at(("categories", after, "minimum"), "categories_disjointes", message)


def _forfaits(rules: Rules) -> Iterator[Problem]:
    for domain, item in rules.domaines.items():
        if item.bareme is None:
            continue
        path = ("domaines", domain, "bareme", "tranches")
        for name, band in item.bareme.tranches.items():
            if band.minimum > band.maximum:
                yield Problem.at(
                    (*path, name), "forfait_decroissant", "le forfait décroît dans la catégorie."
                )
        for (before, low), (after, high) in pairwise(item.bareme.tranches.items()):
            if low.maximum != high.minimum:
                message = (
                    f"le forfait saute de {format_euros(low.maximum)} (fin de {before}) "
                    f"à {format_euros(high.minimum)} (début de {after})."
                )
                yield Problem.at((*path, after, "minimum"), "forfait_discontinu", message)


def _budget(path: Path, budget: Budget) -> Iterator[Problem]:
    if not budget.parts:
        return
    total = sum(part.montant for part in budget.parts.values())
    if total != budget.montant:
        message = f"les parts font {format_euros(total)}, pas {format_euros(budget.montant)}."
        yield Problem.at(path, "somme_fausse", message)
    for name, part in budget.parts.items():
        yield from _budget((*path, "parts", name), part)


def _envelopes(path: Path, envelopes: Enveloppes) -> Iterator[Problem]:
    total = sum(envelopes.regions.values())
    if total != envelopes.total:
        message = f"les enveloppes font {format_euros(total)}, pas {format_euros(envelopes.total)}."
        yield Problem.at((*path, "total"), "somme_fausse", message)


def _shares(rules: Rules) -> Iterator[Problem]:
    """A later window never pays more, and a target exists only where its volet pays."""
    for volet, item in rules.volets.items():
        for (before, high), (after, low) in pairwise(item.parts.valeurs.items()):
            if low > high:
                message = f"la part de {after} dépasse celle de {before}."
                yield Problem.at(("volets", volet, "parts", "valeurs", after), "part_croissante", message)
    for identifier, indicator in rules.indicateurs.items():
        paying = rules.volets[rules.domaines[indicator.domaine].volet].parts.valeurs
        for text, targets in indicator.cibles.items():
            for window in targets.valeurs:
                if window not in paying:
                    path = ("indicateurs", identifier, "cibles", text, "valeurs", window)
                    yield Problem.at(path, "cible_sans_part", f"{window} ne finance pas ce volet.")


def names(rules: Rules) -> set[str]:
    """What a reading, a word or a question may point to: the sections of the rules and their identifiers.

    An expected identifier that is missing is told once, by ``_missing``.
    """
    found = {field.name for field in dataclasses.fields(rules)}
    for section in ("volets", "textes", "lectures", *COMPLETE):
        found.update(getattr(rules, section), get_args(COMPLETE.get(section, str)))
    return found


def _named_rules(rules: Rules) -> Iterator[Problem]:
    """Whatever names a rule names one that exists."""
    known = names(rules)
    pointers: list[tuple[Path, tuple[str, ...], set[str]]] = [
        *(
            (("lectures", key, "concerne"), item.concerne, known | set(SUBJECTS))
            for key, item in rules.lectures.items()
        ),
        *((("glossaire", key, "voir"), item.voir, known) for key, item in rules.glossaire.items()),
        *((("faq", key, "concerne"), item.concerne, known) for key, item in rules.faq.items()),
    ]
    for path, named, allowed in pointers:
        for index, name in enumerate(named):
            if name not in allowed:
                near = [choice for choice in sorted(allowed) if choice[:1] == name[:1]]
                message = f"règle inconnue « {name} » ; {suggestion(name, near or sorted(allowed))}"
                yield Problem.at((*path, index), "regle_inconnue", message)
