"""What the shape of the second circle cannot say: its words are kept exact, and they never set a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from calculator.exact.problems import Path, Problem, suggestion
from calculator.rules.coherence.walking import walk
from calculator.rules.model import Page, Rules, Source

INFORMED = ("lectures", "programme", "sons", "contexte", "glossaire", "faq")
"""The sections where a public page may be cited: none of them gives an amount, a target or a window."""


def check(rules: Rules, known: Collection[str]) -> Iterator[Problem]:
    """Every fault of the public pages and of what cites them. ``known``: what a page may bear on."""
    for key, text in rules.textes.items():
        path: Path = ("textes", key)
        if text.portee is None:
            yield Problem.at((*path, "portee"), "cle_absente", "« portee » manque.")
        if text.page is not None:
            yield from _page((*path, "page"), text.page, known)
            if (text.portee == "presse") != (text.page.sorte == "presse") or text.portee == "opposable":
                message = f"une page de « {text.page.sorte} » n’a pas la portée « {text.portee} »."
                yield Problem.at((*path, "portee"), "portee_fausse", message)
    for place, node in walk(rules):
        if isinstance(node, Source) and node.texte in rules.textes:
            yield from _cited(rules, place, node)


def _page(path: Path, page: Page, known: Collection[str]) -> Iterator[Problem]:
    if not page.adresse.startswith(("https://", "http://")):
        yield Problem.at((*path, "adresse"), "adresse_fausse", f"« {page.adresse} » n’est pas une adresse.")
    if not page.releves:
        yield Problem.at((*path, "releves"), "page_sans_citation", "rien n’est retenu de cette page.")
    for index, kept in enumerate(page.releves):
        where: Path = (*path, "releves", index, "concerne")
        if not kept.concerne:
            yield Problem.at(where, "cle_absente", "ces mots ne concernent aucune règle.")
        for name in kept.concerne:
            if name not in known:
                near = [choice for choice in sorted(known) if choice[:1] == name[:1]]
                message = f"règle inconnue « {name} » ; {suggestion(name, near or sorted(known))}"
                yield Problem.at(where, "regle_inconnue", message)


def _cited(rules: Rules, place: Path, source: Source) -> Iterator[Problem]:
    page = rules.textes[source.texte].page
    if page is None:
        return
    if place[0] not in INFORMED:
        message = f"« {source.texte} » est une page publique : elle éclaire une règle, elle ne la fonde pas."
        yield Problem.at((*place, "texte"), "page_hors_cercle", message)
    if not any(source.citation in kept.mots for kept in page.releves):
        message = f"ces mots ne sont pas parmi ceux retenus de « {source.texte} »."
        yield Problem.at((*place, "citation"), "citation_alteree", message)
