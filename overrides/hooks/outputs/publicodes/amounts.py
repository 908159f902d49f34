"""The forfait of each domain, its advance and its balance, as rules of the model.

publicodes counts with floats. Each amount is computed in one go, then rounded once to the cent (reading L06). An
amount that falls just on half a cent might be a hair under it: ``MARGIN`` puts it back on the right side. It can
change no other: what is to be rounded is a multiple of the 27 400th of a cent, at the finest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculator.rules.model import Bareme, DomaineId, Rules
from overrides.hooks.outputs.publicodes.activity import CAPPED, CATEGORY
from overrides.hooks.outputs.publicodes.writing import Desk, Rule, cases, days, euros, named, percent

MARGIN = "marge de calcul"
CENT = "2 décimales"


def amount_rules(desk: Desk) -> Iterator[tuple[str, Rule]]:
    """What the texts set: for each domain that is asked for, its forfait in its window."""
    rules = desk.rules
    yield (
        named(MARGIN),
        {
            "titre": "Marge de calcul",
            "description": "Un nombre à virgule n’est pas exact : un demi-centime peut se trouver un rien au-dessous de "
            "lui-même. Cette marge, un millionième de centime, le remet à sa place avant l’arrondi, et ne change aucun autre montant.",
            "valeur": "0.00000001 €",
            "références": desk.reading("L06"),
        },
    )
    rate = {"titre": "Part de l’avance", "valeur": percent(rules.versements.avance)}
    yield named("part avance"), rate | _proofs(desk, rules.versements)
    for domain in rules.domaines:
        yield from _domain(desk, domain)


def _domain(desk: Desk, domain: DomaineId) -> Iterator[tuple[str, Rule]]:
    rules = desk.rules
    item, volet = rules.domaines[domain], rules.volets[rules.domaines[domain].volet]
    asked = f"Demandez-vous le domaine {item.libelle} ?"
    yield (
        named(domain),
        {"titre": item.libelle, "question": asked, "par défaut": "non", **_proofs(desk, item)},
    )
    windows = tuple(volet.parts.valeurs)
    yield (
        named(domain, "fenêtre"),
        {
            "titre": "Fenêtre demandée",
            "question": "Dans quelle fenêtre ?",
            "une possibilité": list(windows),
            **_proofs(desk, volet.parts),
        },
    )
    for window in windows:
        yield named(domain, "fenêtre", window), {"titre": rules.fenetres[window].libelle}
    shares = ((f"fenêtre = '{window}'", percent(share)) for window, share in volet.parts.valeurs.items())
    yield (
        named(domain, "part de la fenêtre"),
        {"titre": "Part du forfait que paie la fenêtre", **cases(*shares), **_proofs(desk, volet.parts)},
    )
    yield named(domain, "forfait de base"), _base(desk, item.bareme)
    yield from _stated(desk, domain)


def _base(desk: Desk, scale: Bareme | None) -> Rule:
    """The base forfait: linear inside the category; typed where no text in hand gives it."""
    if scale is None:
        return {
            "titre": "Forfait de base notifié",
            "question": "Quel est le forfait de base notifié par l’ARS ?",
            "unité": "€",
            "références": desk.reading("L04"),
        }
    branches = []
    for name, band in scale.tranches.items():
        bounds = desk.rules.categories[name]
        rise = euros(band.maximum - band.minimum)
        along = f"({CAPPED} - {days(bounds.minimum)}) / {days(bounds.maximum - bounds.minimum)}"
        branches.append((f"{CATEGORY} = '{name}'", f"{euros(band.minimum)} + {rise} * {along}"))
    return {
        "titre": "Forfait de base",
        "description": "Proportionnel à l’activité, du minimum au maximum de sa catégorie. Il n’est pas arrondi.",
        **cases(*branches),
        "unité": "€",
        **_proofs(desk, scale),
    }


def _stated(desk: Desk, domain: DomaineId) -> Iterator[tuple[str, Rule]]:
    """The amounts, each rounded once: the balance is what the advance leaves, the bonus what the CRO adds."""
    bonus = desk.rules.bonus_cro
    plain = _cents("forfait de base * part de la fenêtre")
    yield named(domain, "forfait sans bonus"), {"titre": "Forfait sans bonus"} | plain | _rounding(desk)
    if domain == bonus.domaine:
        asked = {
            "titre": "Bonus CRO",
            "question": "Demandez-vous le bonus des comptes rendus opératoires ?",
            "par défaut": "non",
        }
        yield named(domain, "bonus CRO"), asked | _proofs(desk, bonus)
        yield (
            named(domain, "taux du bonus"),
            {"titre": "Taux du bonus CRO", "valeur": percent(bonus.taux), **_proofs(desk, bonus)},
        )
        whole = _cents("forfait de base * (100 % + taux du bonus) * part de la fenêtre")
        yield named(domain, "forfait avec bonus"), {"titre": "Forfait avec bonus"} | whole | _rounding(desk)
        either = cases(("bonus CRO", "forfait avec bonus"), otherwise="forfait sans bonus")
    else:
        either = {"valeur": "forfait sans bonus"}
    yield named(domain, "forfait"), {"titre": "Forfait demandé", **either, "unité": "€"}
    yield (
        named(domain, "bonus"),
        {"titre": "Ce que le bonus ajoute", **_exact("forfait - forfait sans bonus")},
    )
    advance = {"titre": "Avance"} | _cents("forfait * part avance")
    yield named(domain, "avance"), advance | _proofs(desk, desk.rules.versements)
    yield named(domain, "solde"), {"titre": "Solde", **_exact("forfait - avance"), **_rounding(desk)}


def _cents(formula: str) -> Rule:
    """An amount rounded to the cent, half up."""
    return {"valeur": f"{formula} + {MARGIN}", "arrondi": CENT, "unité": "€"}


def _exact(formula: str) -> Rule:
    """A sum of amounts in cents: it is one too, once the dust of floats is blown."""
    return {"valeur": formula, "arrondi": CENT, "unité": "€"}


def _rounding(desk: Desk) -> Rule:
    return {"références": desk.reading("L06")}


def _proofs(desk: Desk, sourced: Any) -> Rule:
    return {"références": desk.references(sourced.sources)}


def finest(rules: Rules) -> int:
    """The finest part of a cent that a forfait may be a multiple of, before it is rounded."""
    from calculator.engine.tariff import tariffs

    return max(
        line.diviseur for tariff in tariffs(rules).values() for line in (*tariff.forfait, tariff.avance)
    )
