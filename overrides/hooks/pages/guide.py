"""The pages of the guide: their addresses, their titles, and what each template is told beside the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from calculator.engine.sons import DemandeSons
from calculator.rules.calendar import events
from calculator.rules.context import BriqueId, Echeance, Terme
from calculator.rules.model import Rules
from calculator.situation.permalink import write_fragment
from overrides.hooks.gathering import money
from overrides.hooks.gathering.addresses import relative, source_file
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.words import called, fold

type Plan = tuple[str, str, str, Mapping[str, Any]]
"""The address of a page, its template, its title, and what the template is told."""

ROOT = Path(__file__).resolve().parents[3]

TITLES = {
    "/programme/": "Le programme en une page",
    "/comprendre/": "Comprendre SUN-ES",
    "/comprendre/vous-avez-recu/": "Vous avez reçu un solde, un refus, une demande",
    "/comprendre/candidater/": "Candidater, seul ou dans un GHT",
    "/comprendre/argent/": "L’argent : avance, solde, cible manquée",
    "/calendrier/": "Le calendrier",
    "/ce-qui-a-change/": "Ce qui a changé en 2023",
    "/comprendre/acteurs/": "Qui fait quoi",
    "/comprendre/enveloppes/": "Les enveloppes régionales",
    "/comprendre/experimentation-et-pilotes/": "L’expérimentation et les pilotes",
    "/comprendre/sun-es-et-sons/": "SUN-ES et SONS, côte à côte",
    "/sons/": "SONS, l’achat de logiciels par l’État",
    "/comprendre/mon-espace-sante/": "Mon espace santé et son arrivée",
    "/comprendre/dmp-mss-ins/": "DMP, messagerie sécurisée et INS",
    "/comprendre/leviers/": "Autour du programme",
    "/comprendre/chiffres/": "Les chiffres de l’époque",
    "/faq/": "Questions fréquentes",
    "/glossaire/": "Glossaire",
    "/nouveautes/": "Nouveautés",
}
"""Every page of the guide, in the order in which one may read them."""

NAMES = {
    "programme": "Le programme",
    "acteurs": "Qui fait quoi",
    "territoire": "Le territoire",
    "activite": "L’activité combinée",
    "categories": "Les catégories",
    "volets": "La part de chaque fenêtre",
    "bonus_cro": "Le bonus CRO",
    "versements": "L’avance et le solde",
    "prerequis": "Les prérequis",
    "conditions": "Les conditions",
    "candidature": "Le dépôt de la candidature",
    "indicateurs": "Les indicateurs",
    "domaines": "Les domaines",
    "fenetres": "Les fenêtres",
    "sons": "SONS",
    "contexte": "Comprendre SUN-ES",
}
"""The parts of the rules, as a link names them."""

THEMES = {
    "recu": "Ce que vous avez reçu",
    "programme": "Le programme",
    "candidater": "Candidater",
    "mesurer": "Mesurer",
    "argent": "L’argent",
    "sons": "SONS",
}
"""The themes of the questions, in the order in which one meets them."""


def plans(book: Book) -> Iterator[Plan]:
    """Every page of the guide."""
    for address, title in TITLES.items():
        told = TOLD.get(address, _nothing)(book, relative("/", address))
        yield address, source_file(address), title, {"nomme": _namer(book.rules), **told}


def _namer(rules: Rules) -> Callable[[str], str]:
    return lambda name: NAMES.get(name) or called(rules, name)


def _nothing(book: Book, root: str) -> Mapping[str, Any]:
    return {}


def _index(book: Book, root: str) -> Mapping[str, Any]:
    return {"titres": TITLES}


def _money(book: Book, root: str) -> Mapping[str, Any]:
    return {"histoires": money.stories(book.rules), "fragment": lambda s: write_fragment(book.rules, s)}


def _calendar(book: Book, root: str) -> Mapping[str, Any]:
    return {"evenements": events(book.rules)}


def _envelopes(book: Book, root: str) -> Mapping[str, Any]:
    return {"somme": sum(book.rules.enveloppes.regions.values())}


def _sons(book: Book, root: str) -> Mapping[str, Any]:
    rules = book.rules
    return {
        "dates": lambda brick: sons_dates(rules, brick),
    }


def _glossary(book: Book, root: str) -> Mapping[str, Any]:
    return {"lettres": glossary(book.rules)}


def _questions(book: Book, root: str) -> Mapping[str, Any]:
    return {"themes": THEMES}


def _news(book: Book, root: str) -> Mapping[str, Any]:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return {"journal": text.partition("\n")[2].strip()}


TOLD: Mapping[str, Callable[[Book, str], Mapping[str, Any]]] = {
    "/comprendre/": _index,
    "/comprendre/argent/": _money,
    "/calendrier/": _calendar,
    "/comprendre/enveloppes/": _envelopes,
    "/sons/": _sons,
    "/glossaire/": _glossary,
    "/faq/": _questions,
    "/nouveautes/": _news,
}


def glossary(rules: Rules) -> dict[str, list[tuple[str, Terme]]]:
    """The words by their first letter, in the order of a dictionary."""
    found: dict[str, list[tuple[str, Terme]]] = {}
    for name, term in sorted(rules.glossaire.items(), key=lambda item: fold(item[1].terme)):
        found.setdefault(fold(term.terme)[0].upper(), []).append((name, term))
    return found


def sons_dates(rules: Rules, brick: BriqueId) -> dict[str, list[Echeance]]:
    """The deadlines of a type of software, by step: as first set, then as moved."""
    found: dict[str, list[Echeance]] = {}
    for item in sorted(rules.sons.echeances.values(), key=lambda item: item.calendrier == "report"):
        if brick in item.briques:
            found.setdefault(item.etape, []).append(item)
    return found


def sons_example(rules: Rules) -> DemandeSons:
    """An order as late as it may be: the printed example, then each last day that the slides first set."""
    last, early = sons_dates(rules, "DPI"), rules.sons.precommande
    return DemandeSons(
        brique="DPI",
        commande_le=early.exemple_commande,
        dossier_envoye_le=early.exemple_depot_avant,
        logiciel_reference=True,
        demande_deposee_le=last["depot"][0].le,
        installe_le=last["installation"][0].le,
        solde_demande_le=last["cloture"][0].le,
        fonction_deja_financee=False,
        devis=dict.fromkeys(rules.sons.devis, True),
    )
