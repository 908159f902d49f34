"""What is earned, what was paid, what is due either way, and the totals, as rules of the model."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.rules.model import DomaineId
from overrides.hooks.outputs.publicodes.amounts import CENT
from overrides.hooks.outputs.publicodes.writing import Desk, Rule, cases, named, slug

SUMMED = {
    "forfait": "Forfaits demandés",
    "avance": "Avances",
    "solde": "Soldes",
    "acquis": "Acquis",
    "reste à recevoir": "Reste à recevoir",
    "à rembourser": "À rembourser",
}
"""What the totals add, domain by domain."""


def account_rules(desk: Desk) -> Iterator[tuple[str, Rule]]:
    """The account of each domain, then the totals."""
    for domain in desk.rules.domaines:
        yield from _account(desk, domain)
    for name, title in SUMMED.items():
        yield (
            named("total", name),
            {
                "titre": title,
                "somme": [f"{domain} . {name}" for domain in desk.rules.domaines],
                "arrondi": CENT,
                "unité": "€",
                "références": desk.reading("L06"),
            },
        )
    yield (
        named("total"),
        {"titre": "Totaux", "description": "Un domaine qui n’est pas demandé ne compte pas."},
    )


def _account(desk: Desk, domain: DomaineId) -> Iterator[tuple[str, Rule]]:
    bonus, proofs = desk.rules.bonus_cro, desk.references(desk.rules.versements.sources)
    missed = ("cibles atteintes = non", "0 €")
    if domain == bonus.domaine:
        reached = f"{slug(bonus.indicateur)} . atteinte"
        earned = cases(
            missed,
            ("bonus CRO = non", "forfait sans bonus"),
            (reached, "forfait avec bonus"),
            otherwise="forfait sans bonus",
        )
        proofs = proofs | desk.reading("L23")
    else:
        earned = cases(missed, otherwise="forfait")
    if desk.rules.domaines[domain].volet != "V1":
        proofs = proofs | desk.reading("L46")
    yield (
        named(domain, "acquis"),
        {
            "titre": "Acquis",
            "description": "Avance comprise. Sans réponse sur les cibles, il n’est pas connu.",
            **earned,
            "unité": "€",
            "références": proofs,
        },
    )
    yield (
        named(domain, "avance versée"),
        {
            "titre": "Avance versée",
            "question": "Quelle avance a été versée ?",
            "par défaut": "avance",
            "unité": "€",
        },
    )
    yield (
        named(domain, "solde versé"),
        {
            "titre": "Solde versé",
            "question": "Quel solde a été versé ?",
            "par défaut": "0 €",
            "unité": "€",
        },
    )
    for name, title, formula in (
        ("reste à recevoir", "Reste à recevoir", "acquis - avance versée - solde versé"),
        ("à rembourser", "À rembourser", "avance versée + solde versé - acquis"),
    ):
        yield (
            named(domain, name),
            {"titre": title, "valeur": formula, "plancher": "0 €", "arrondi": CENT, "unité": "€"},
        )
