"""Where each part of the rules has its page, and how one page links to another.

The addresses of identifiers are the engine's (``calculator.rules.addresses``): an answer links to the
page of the rule that gave it. An address once published never disappears.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from urllib.parse import urldefrag

from calculator.rules.addresses import address
from calculator.rules.model import Rules

SECTIONS = {
    "programme": "/programme/",
    "acteurs": "/comprendre/acteurs/",
    "territoire": "/eligibilite/#territoire",
    "enveloppes": "/comprendre/enveloppes/",
    "experimentation": "/comprendre/experimentation-et-pilotes/#experimentation",
    "pilote_mes": "/comprendre/experimentation-et-pilotes/#pilote-mes",
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
    "sons": "/sons/",
    "contexte": "/comprendre/",
    "glossaire": "/glossaire/",
    "faq": "/faq/",
    "lectures": "/lectures/",
    "textes": "/sources/",
}
"""The parts of the rules, by the name that the data gives them."""

SUBJECTS: dict[str, tuple[str, str | None]] = {
    "ACTIVITE": ("Activité combinée", "activite"),
    "ENVELOPPES": ("Enveloppes régionales", "enveloppes"),
    "EXPERIMENTATION": ("Expérimentation", "experimentation"),
    "MES": ("Pilotes Mon espace santé", "pilote_mes"),
    "PROGRAMME": ("Le programme", "programme"),
    "TERRITOIRE": ("Territoire", "territoire"),
    "CONTEXTE": ("Contexte du programme", "contexte"),
    "SONS": ("SONS", "sons"),
}
"""What a reading concerns besides identifiers: a name, and a part of the rules that has a page."""

PLACES = {
    "programme.budget": "/programme/#budget",
    "programme.principes": "/programme/#principes",
    "sons.comparaison": "/comprendre/sun-es-et-sons/",
    "sons.briques": "/sons/#briques",
    "sons.calendriers": "/sons/#echeances",
    "sons.echeances": "/sons/#echeances",
    "sons.precommande": "/sons/#precommande",
    "sons.rubriques.*": "/sons/#*",
    "sons.regles.*": "/sons/#*",
    "sons.devis.*": "/sons/#devis-*",
    "contexte.rubriques.ambition": "/comprendre/leviers/#ambition",
    "contexte.rubriques.leviers": "/comprendre/leviers/#leviers",
    "contexte.rubriques.obstacles": "/comprendre/leviers/#obstacles",
    "contexte.rubriques.suites": "/comprendre/leviers/#suites",
    "contexte.rubriques.mon_espace_sante": "/comprendre/mon-espace-sante/",
    "contexte.rubriques.dmp": "/comprendre/dmp-mss-ins/#dmp",
    "contexte.rubriques.ins": "/comprendre/dmp-mss-ins/#ins",
    "contexte.rubriques.versements": "/comprendre/argent/#au-mot-pres",
    "contexte.rubriques.entetes": "/sources/#entetes",
    "contexte.rubriques.pilotage": "/comprendre/acteurs/#pilotage",
    "contexte.rubriques.documents": "/comprendre/acteurs/#documents",
    "contexte.rubriques.convergence_ght": "/comprendre/candidater/#convergence-ght",
    "contexte.rubriques.candidature": "/comprendre/candidater/#candidature",
    "contexte.rubriques.ile_de_france": "/comprendre/chiffres/#ile-de-france",
    "contexte.rubriques.national": "/comprendre/chiffres/#national",
    "contexte.tableaux.leviers": "/comprendre/leviers/#leviers",
    "contexte.tableaux": "/comprendre/chiffres/#ile-de-france",
    "contexte.retenus": "/comprendre/chiffres/#retenus",
    "contexte.deploiement": "/comprendre/mon-espace-sante/#deploiement",
    "contexte.contacts": "/comprendre/acteurs/#contacts",
    "glossaire.*": "/glossaire/#*",
    "faq.*": "/faq/#*",
}
"""Where the parts of a section stand, by their path in the data; « * » is the name of any part."""

FOLDERS = ("prerequis", "indicateurs", "domaines", "fenetres")
INDEXES = (*FOLDERS, "comprendre", "verifier", "a-propos")
"""The folders whose first page is an index."""


def addresses(rules: Rules) -> dict[str, str]:
    """Every identifier with its address, from the root of the site."""
    found = dict(SECTIONS)
    for section in (*FOLDERS, "conditions", "candidature", "lectures"):
        found |= {name: address(name) for name in getattr(rules, section)}
    found |= {name: f"/calcul/#{name.lower()}" for name in rules.volets}
    found |= {name: f"/sources/#{name.lower()}" for name in rules.textes}
    return found


def place(path: Iterable[object]) -> str | None:
    """The address of a part of the data by its path, the nearest enclosing one that has a place."""
    keys = [str(key) for key in path]
    for size in range(len(keys), 0, -1):
        if found := PLACES.get(".".join(keys[:size])):
            return found
        if found := PLACES.get(".".join([*keys[: size - 1], "*"])):
            return found.replace("*", keys[size - 1].replace("_", "-"))
    return None


def relative(target: str, page: str) -> str:
    """``target`` as a link from ``page``, both addresses from the root of the site."""
    path, fragment = urldefrag(target)
    link = posixpath.relpath(path, page)
    link = "./" if link == "." else f"{link}/" if path.endswith("/") else link
    return f"{link}#{fragment}" if fragment else link


def source_file(target: str) -> str:
    """The Markdown file of an address: ``/calcul/#activite`` gives ``calcul.md#activite``."""
    path, fragment = urldefrag(target)
    name = path.strip("/")
    file = f"{name}/index.md" if name in INDEXES else f"{name or 'index'}.md"
    return f"{file}#{fragment}" if fragment else file


def anchor(target: str) -> str:
    """The fragment of an address."""
    return urldefrag(target).fragment
