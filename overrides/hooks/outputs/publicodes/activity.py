"""The combined activity and its category, as rules of the model."""

from __future__ import annotations

from collections.abc import Iterator

from overrides.hooks.outputs.publicodes.writing import Desk, Rule, cases, days, named

HELD = "activité retenue"
ESTIMATED = "activité estimée"
USED = "activité combinée"
CAPPED = "activité plafonnée"
CATEGORY = "catégorie"


def component(key: str) -> str:
    """The name of a part of the activity: ``journees_mco`` gives « journees mco »."""
    return key.replace("_", " ")


def activity_rules(desk: Desk) -> Iterator[tuple[str, Rule]]:
    """The activity that is held, or the weighted sum of what was counted."""
    activity = desk.rules.activite
    year, sources = activity.annee, desk.references(activity.sources)
    held = f"Quelle est l’activité combinée {year} que l’ARS retient, en journées MCO ?"
    yield (
        named(HELD),
        {
            "titre": f"Activité combinée {year} retenue par l’ARS",
            "question": held,
            "unité": "journées",
            "références": sources,
        },
    )
    yield (
        named(ESTIMATED),
        {
            "titre": f"Activité combinée {year} estimée",
            "description": "La somme de ce qui a été compté, chaque élément selon son poids en journées MCO.",
            "somme": [f"{name} * {name} . poids" for name in map(component, activity.composantes)],
            "unité": "journées",
            "références": sources,
        },
    )
    for rank, (key, weight) in enumerate(activity.composantes.items()):
        counted: Rule = {"titre": weight.libelle, "question": f"{weight.libelle} : combien en {year} ?"}
        # Nothing counted at all is no activity of zero: the first has no default.
        yield named(ESTIMATED, component(key)), counted | ({"par défaut": 0} if rank else {})
        yield (
            named(ESTIMATED, component(key), "poids"),
            {
                "titre": f"Poids : {weight.libelle}",
                "valeur": days(weight.poids),
                "références": desk.references(weight.sources),
            },
        )
    yield (
        named(USED),
        {
            "titre": f"Activité combinée {year}",
            **cases(({"est défini": HELD}, HELD), otherwise=ESTIMATED),
            "unité": "journées",
            "références": sources,
        },
    )


def category_rules(desk: Desk) -> Iterator[tuple[str, Rule]]:
    """The category, and the activity that counts."""
    *below, (last, highest) = desk.rules.categories.items()
    sources = [source for one in desk.rules.categories.values() for source in one.sources]
    yield (
        named(CATEGORY),
        {
            "titre": "Catégorie d’activité",
            **cases(
                *((f"{USED} < {days(one.maximum)}", f"'{name}'") for name, one in below),
                otherwise=f"'{last}'",
            ),
            "références": desk.references(sources) | desk.reading("L10"),
        },
    )
    yield (
        named(CAPPED),
        {
            "titre": "Activité qui compte",
            "description": "Au-delà du maximum du programme, le forfait reste à son maximum.",
            "valeur": USED,
            "plafond": days(highest.maximum),
            "références": desk.references(highest.sources) | desk.reading("L11"),
        },
    )
