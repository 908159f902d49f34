"""The sheet of parameters: each value of the rules that a formula uses, its name, its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, Rules, Source
from overrides.hooks.reckoner.looks import BODY, HEAD, NOTE, TITLE
from overrides.hooks.workbook.layout import Look, Shape, Sheet, address

NAME = "Paramètres"
TITLES = ("Nom", "Ce que c’est", "Valeur", "Sources")


class Parameter(NamedTuple):
    """A value, in euros or as a share, and where it comes from."""

    libelle: str
    valeur: Decimal | str
    shape: Shape
    sources: tuple[Source, ...]


def groups(rules: Rules) -> Iterator[tuple[str, list[Parameter]]]:
    """The named ranges, each in the order that the formulas count on."""
    bounds = rules.categories.items()
    yield "categories", [Parameter("Catégorie", name, "texte", item.sources) for name, item in bounds]
    for name, side in (("bornes_basses", "minimum"), ("bornes_hautes", "maximum")):
        what = "Début" if side == "minimum" else "Fin"
        yield name, [
            Parameter(f"{what} de la catégorie {key}, en journées MCO", decimal(getattr(item, side)), "nombre", item.sources)
            for key, item in bounds
        ]  # fmt: skip
    for domain, item in rules.domaines.items():
        scale = item.bareme
        if scale is None:
            continue
        for name, side in (("minimums", "minimum"), ("maximums", "maximum")):
            what = "au début" if side == "minimum" else "à la fin"
            yield f"{domain.lower()}_{name}", [
                Parameter(f"{label(domain)}, forfait {what} de la catégorie {key}", decimal(Fraction(getattr(band, side), 100)), "euros", scale.sources)
                for key, band in scale.tranches.items()
            ]  # fmt: skip
    for volet, half in rules.volets.items():
        shares = half.parts
        yield (
            f"fenetres_{volet.lower()}",
            [
                Parameter(f"Fenêtre du volet {volet[1:]}", window, "texte", shares.sources)
                for window in shares.valeurs
            ],
        )
        yield (
            f"parts_{volet.lower()}",
            [
                Parameter(
                    f"Part du forfait payée en {window}, volet {volet[1:]}",
                    decimal(share),
                    "taux",
                    shares.sources,
                )
                for window, share in shares.valeurs.items()
            ],
        )
    bonus, paid = rules.bonus_cro, rules.versements
    yield (
        "bonus_cro",
        [Parameter("Bonus CRO, sur le forfait standard", decimal(bonus.taux), "taux", bonus.sources)],
    )
    yield "taux_avance", [Parameter("Avance, sur le forfait", decimal(paid.avance), "taux", paid.sources)]
    yield (
        "poids",
        [
            Parameter(
                f"Poids : {part.libelle[0].lower()}{part.libelle[1:]}",
                decimal(part.poids),
                "nombre",
                part.sources,
            )
            for part in rules.activite.composantes.values()
        ],
    )


def cited(rules: Rules) -> list[str]:
    """The texts that the values come from."""
    found = {
        source.texte for _, parameters in groups(rules) for item in parameters for source in item.sources
    }
    return [key for key in rules.textes if key in found]


def decimal(value: Fraction) -> Decimal:
    """A value as a spreadsheet keeps it; ``ValueError`` for one that has no end."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(exact) != value:
        raise ValueError(f"{value} ne s’écrit pas en décimales : la calculette ne serait pas exacte.")
    return exact


def shares_of(rules: Rules, domain: DomaineId) -> tuple[str, str]:
    """The names of the windows of a domain and of their shares."""
    volet = rules.domaines[domain].volet.lower()
    return f"fenetres_{volet}", f"parts_{volet}"


def told(sources: Iterable[Source]) -> str:
    """Sources in a cell, one a line."""
    return "\n".join(
        f"{source.texte}, {source.endroit} : « {source.citation} » ({source.statut}"
        f"{', ' + ', '.join(source.lectures) if source.lectures else ''})"
        for source in sources
    )


def sheet(rules: Rules) -> tuple[Sheet, dict[str, tuple[str, str]]]:
    """The sheet, and the names of its ranges."""
    made = Sheet(NAME, (18, 52, 14, 120), frozen=(2, 0))
    made.put(1, 1, "Chaque valeur des règles, son nom dans les formules, ses sources", TITLE, span=4)
    for column, title in enumerate(TITLES, 1):
        made.put(2, column, title, HEAD)
    names, row = {}, 2
    for name, parameters in groups(rules):
        first = row + 1
        for item in parameters:
            row += 1
            made.put(row, 1, name, NOTE)
            made.put(row, 2, item.libelle, BODY)
            made.put(row, 3, item.valeur, Look(shape=item.shape, box=True, align="right"))
            made.put(row, 4, told(item.sources), NOTE)
            made.heights[row] = 13 * len(item.sources) + 3
        last = row
        cells = address(first, 3) if first == last else f"{address(first, 3)}:{address(last, 3)}"
        names[name] = (NAME, cells)
    return made, names
