"""The targets of each indicator, under either text, and whether a domain is reached, as rules of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import get_args

from calculator.exact.reading import write_decimal
from calculator.rules.model import DomaineId, Indicateur, IndicateurId, Regime
from overrides.hooks.outputs.publicodes.writing import Desk, Rule, cases, named, percent, slug

TEXT = "texte applicable"
CURRENT: Regime = "I2023"


def text_rules(desk: Desk) -> Iterator[tuple[str, Rule]]:
    """The text that applies: that of 2023 unless one says otherwise."""
    regimes: tuple[Regime, ...] = get_args(Regime)
    yield (
        named(TEXT),
        {
            "titre": "Texte qui s’applique",
            "question": "Quel texte s’applique ?",
            "une possibilité": list(regimes),
            "par défaut": f"'{CURRENT}'",
            "références": desk.reading("L24"),
        },
    )
    for regime in regimes:
        text = desk.rules.textes[regime]
        yield (
            named(TEXT, regime),
            {"titre": text.titre, "description": text.resume, "références": {text.titre: desk.link(regime)}},
        )


def target_rules(desk: Desk) -> Iterator[tuple[str, Rule]]:
    """Every indicator, then the answer for its domain."""
    for domain in desk.rules.domaines:
        indicators = {name: item for name, item in desk.rules.indicateurs.items() if item.domaine == domain}
        for name, item in indicators.items():
            yield from _indicator(desk, domain, name, item)
        required = [f"{slug(name)} . atteinte" for name, item in indicators.items() if not item.bonus]
        yield (
            named(domain, "cibles manquées"),
            {
                "titre": "Une cible est dite manquée",
                "question": "La notification dit-elle une cible manquée, sans dire laquelle ?",
                "par défaut": "non",
            },
        )
        yield (
            named(domain, "cibles atteintes"),
            {
                "titre": "Le domaine est atteint",
                "description": "Toutes ses cibles le sont, sauf celles d’un bonus.",
                **cases(("cibles manquées", "non"), otherwise={"toutes ces conditions": required}),
                "références": desk.reading("L22") if domain == "DS4" else {},
            },
        )


def _indicator(
    desk: Desk, domain: DomaineId, name: IndicateurId, item: Indicateur
) -> Iterator[tuple[str, Rule]]:
    own = (domain, slug(name))
    sources = [source for row in item.cibles.values() for source in row.sources]
    yield (
        named(*own),
        {
            "titre": f"{domain[:2]} {name[2:]}, {item.court}",
            "description": item.libelle,
            "références": desk.references([*item.sources, *sources]),
        },
    )
    yield (
        named(*own, "annoncée"),
        {"titre": "Issue annoncée", "question": "La notification dit-elle la cible atteinte ?"},
    )
    told = ({"est défini": "annoncée"}, "annoncée")
    if item.nature == "presentation":
        yield (
            named(*own, "faite"),
            {"titre": "Présentation faite", "question": f"{item.libelle} : est-ce fait ?"},
        )
        yield named(*own, "atteinte"), {"titre": "Cible atteinte", **cases(told, otherwise="faite")}
        return
    yield named(*own, "cible"), {"titre": "Cible", **_target(item, percent), "unité": "%"}
    points = {
        "titre": "Cible, en points",
        "description": "Le même nombre, sans unité : pour comparer sans convertir.",
    }
    yield named(*own, "points"), points | _target(item, lambda rate: write_decimal(rate * 100))
    for part, label in (("numérateur", "Numérateur"), ("dénominateur", "Dénominateur")):
        yield named(*own, part), {"titre": label, "question": f"{item.court} : quel {part} ?"}
    yield (
        named(*own, "taux"),
        {"titre": "Taux mesuré", "question": f"{item.court} : quel taux, en pour cent ?", "unité": "%"},
    )
    yield (
        named(*own, "atteinte"),
        {
            "titre": "Cible atteinte",
            "description": "Le taux n’est pas arrondi. Deux nombres entiers se comparent sans division : c’est exact.",
            **cases(
                told,
                ({"est défini": "dénominateur"}, "numérateur * 100 >= dénominateur * points"),
                otherwise="taux >= cible",
            ),
            "références": desk.reading("L21"),
        },
    )


def _target(item: Indicateur, write: Callable[[Fraction], str]) -> Rule:
    """The target by text and window; a window that has none has none here."""
    branches = []
    for regime, row in item.cibles.items():
        rates = ((window, value) for window, value in row.valeurs.items() if isinstance(value, Fraction))
        by_window = cases(*((f"fenêtre = '{window}'", write(value)) for window, value in rates))
        branches.append((f"{TEXT} = '{regime}'", by_window))
    return cases(*branches)
