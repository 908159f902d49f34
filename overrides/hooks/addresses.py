"""Where each part of the rules has its page, and how one page links to another.

The addresses of identifiers are the engine's (``calculator.addresses``): an answer links to the
page of the rule that gave it. An address once published never disappears.
"""

from __future__ import annotations

import posixpath
from urllib.parse import urldefrag

from calculator.addresses import address
from calculator.rules import Rules

SECTIONS = {
    "programme": "/programme/",
    "acteurs": "/programme/#acteurs",
    "territoire": "/eligibilite/#territoire",
    "enveloppes": "/programme/#enveloppes",
    "experimentation": "/programme/#experimentation",
    "pilote_mes": "/programme/#pilote-mes",
    "activite": "/calcul/#activite",
    "categories": "/calcul/#categories",
    "volets": "/calcul/#volets",
    "bonus_cro": "/calcul/#bonus-cro",
    "versements": "/calcul/#versements",
    "exemple": "/calcul/#exemple",
    "prerequis": "/prerequis/",
    "conditions": "/eligibilite/",
    "candidature": "/eligibilite/",
    "indicateurs": "/indicateurs/",
    "domaines": "/domaines/",
    "fenetres": "/fenetres/",
    "lectures": "/lectures/",
    "textes": "/sources/",
}
"""The parts of the rules, by the name that the data gives them."""

SUBJECTS: dict[str, tuple[str, str | None]] = {
    "ACTIVITE": ("Activité combinée", "activite"),
    "ENVELOPPES": ("Enveloppes régionales", "enveloppes"),
    "EXPERIMENTATION": ("Expérimentation", "experimentation"),
    "MES": ("Pilotes Mon espace santé", "pilote_mes"),
    "TERRITOIRE": ("Territoire", "territoire"),
    "CONTEXTE": ("Contexte du programme", None),
    "SONS": ("SONS", None),
}
"""What a reading concerns besides identifiers: a name, and a part of the rules that has a page."""

FOLDERS = ("prerequis", "indicateurs", "domaines", "fenetres")


def addresses(rules: Rules) -> dict[str, str]:
    """Every identifier with its address, from the root of the site."""
    found = dict(SECTIONS)
    for section in (*FOLDERS, "conditions", "candidature", "lectures"):
        found |= {name: address(name) for name in getattr(rules, section)}
    found |= {name: f"/calcul/#{name.lower()}" for name in rules.volets}
    found |= {name: f"/sources/#{name.lower()}" for name in rules.textes}
    return found


def relative(target: str, page: str) -> str:
    """``target`` as a link from ``page``, both addresses from the root of the site."""
    path, fragment = urldefrag(target)
    link = posixpath.relpath(path, page)
    link = "./" if link == "." else f"{link}/" if path.endswith("/") else link
    return f"{link}#{fragment}" if fragment else link


def source_file(target: str) -> str:
    """The Markdown file of an address: ``/lectures/#l01`` gives ``lectures.md#l01``."""
    path, fragment = urldefrag(target)
    name = path.strip("/")
    file = f"{name}/index.md" if name in FOLDERS else f"{name or 'index'}.md"
    return f"{file}#{fragment}" if fragment else file


def anchor(target: str) -> str:
    """The fragment of an address."""
    return urldefrag(target).fragment
