"""Who is told of an error, and of which rule: one variable of the deployment, ``CONTACT``, says it.

It holds addresses apart by spaces: a repository on GitHub, whose form opens with the rule that the reader came from;
an e-mail; any other page. Without it the site says so, and gives the text to send.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from calculator.rules.addresses import label
from overrides.hooks.gathering.book import Book
from overrides.hooks.gathering.made import ContentError

FORM = "erreur-dans-une-regle.yml"
"""The form of an error, in ``.github/ISSUE_TEMPLATE/``; what a link fills of it is named after its fields."""
SECTION = "donnees/"
ANCHOR = "signaler"
"""Where the site says whom to tell, and gives the text."""

_RULE = re.compile(r"(PS|DS|F|L)\d[\d.]*")
_REPOSITORY = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_PAGE = re.compile(r"https?://[^\s\"'<>]+")


@dataclass(frozen=True)
class Contact:
    """The addresses that a deployment gave, in its order."""

    repository: str = ""
    emails: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.repository or self.emails or self.pages)


def read_contact(value: str) -> Contact:
    """What ``CONTACT`` holds; an address of no known kind stops the build."""
    words = [word.rstrip("/") if _REPOSITORY.fullmatch(word.rstrip("/")) else word for word in value.split()]
    repositories = [word for word in words if _REPOSITORY.fullmatch(word)]
    emails = tuple(word for word in words if _EMAIL.fullmatch(word))
    pages = tuple(word for word in words if _PAGE.fullmatch(word) and word not in repositories[:1])
    for word in words:
        if word not in (*repositories, *emails, *pages):
            raise ContentError(
                f"CONTACT : « {word} » n’est ni une adresse de courriel, ni une adresse en https://. "
                "Par exemple : CONTACT=https://github.com/nom/depot"
            )
    return Contact("".join(repositories[:1]), emails, pages)


def rule_of(page: Any, book: Book) -> str:
    """The identifier of the rule whose page it is, as people write it; "" for another page."""
    if page is None:
        return ""
    here = f"/{page.url}"
    found = (name for name, where in book.addresses.items() if where == here and _RULE.fullmatch(name))
    return label(next(found, "")).replace("\N{NO-BREAK SPACE}", " ")


def report(page: Any, contact: Contact, site: str, book: Book) -> str:
    """Where « Signaler une erreur » leads from a page, if any: whole, or from the root of the site."""
    rule = rule_of(page, book)
    if contact.repository:
        return contact.repository + "/issues/new" + _form(rule, page, site, book)
    asked = {"regle": rule, "page": page.url if page else ""}
    query = urlencode({key: text for key, text in asked.items() if text}, quote_via=quote, safe="")
    return f"{SECTION}{query and '?'}{query}#{ANCHOR}"


def _form(rule: str, page: Any, site: str, book: Book) -> str:
    """The form of an error, filled with the rule; of no rule, the choice of a form."""
    if not rule or page is None:
        return "/choose"
    where = (site or "/") + page.url
    fields = {
        "template": FORM,
        "title": f"[{rule}] ",
        "regle": rule,
        "affiche": f"Page : {where}\n",
        "version": book.edition,
    }
    return f"?{urlencode(fields, quote_via=quote, safe='')}"


def ways(contact: Contact) -> Iterator[str]:
    """Each way to tell, as a sentence of Markdown."""
    if contact.repository:
        name = contact.repository.removeprefix("https://")
        yield (
            f"un ticket du dépôt [{name}]({contact.repository}/issues/new/choose) ; au pied de la page d’une règle, "
            "« Signaler une erreur » y ouvre le formulaire, règle remplie"
        )
    for email in contact.emails:
        yield f'un courriel à <a href="mailto:{email}" data-courriel>{email}</a>, où le texte ci-dessous sera déjà'
    for address in contact.pages:
        yield f"la page [{address.partition('://')[2].rstrip('/')}]({address})"


def listed(contact: Contact) -> str:
    """These ways as a list of Markdown; nothing when there is none."""
    return " ;\n".join(f"- {way}" for way in ways(contact)) + ("." if contact else "")


def text(book: Book) -> str:
    """What to send, to be completed."""
    return "\n".join(
        (
            "Règle : ",
            "Page : ",
            f"Version des règles : {book.edition}",
            "",
            "Ce que le site affiche :",
            "",
            "",
            "Ce que dit le texte (titre, endroit, citation exacte) :",
            "",
            "",
        )
    )
