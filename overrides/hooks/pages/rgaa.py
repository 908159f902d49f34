"""What was checked of each criterion of the RGAA: the table of the accessibility page, from ``rgaa.yaml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from calculator.rules.yaml_text import parse

__all__ = ["Critere", "criteria", "draw", "source", "summary"]

FILE = Path(__file__).with_name("rgaa.yaml")

RESULTS = {
    "rien_trouve": "Aucun défaut trouvé",
    "en_partie": "Vérifié en partie",
    "non_verifie": "Non vérifié",
    "defaut": "Défaut connu",
    "sans_objet": "Sans objet",
}
"""What may come out, as it is said; none of them is a conformity, which an audit alone would establish."""


@dataclass(frozen=True, slots=True)
class Critere:
    """A criterion: without object (``controle`` says why), or how and by which tests it is checked, and what remains."""

    theme: str
    numero: str
    titre: str
    resultat: str
    controle: str
    essais: tuple[str, ...] = ()
    reste: str = ""


def criteria() -> Iterator[Critere]:
    """Every criterion, in the order of the RGAA, which numbers it."""
    for theme, group in enumerate(_data()["themes"], 1):
        for rank, item in enumerate(group["criteres"], 1):
            why = item.get("sans_objet")
            yield Critere(
                theme=group["titre"],
                numero=f"{theme}.{rank}",
                titre=item["titre"],
                resultat="sans_objet" if why else item["resultat"],
                controle=why or item["controle"],
                essais=tuple(item.get("essais", ())),
                reste=item.get("reste", ""),
            )


def source() -> dict[str, str]:
    """Where the titles come from: title, publisher, address, licence."""
    found: dict[str, str] = _data()["source"]
    return found


def summary() -> str:
    """How many criteria have each result, as a list in Markdown."""
    counts = Counter(item.resultat for item in criteria())
    return "\n".join(f"- {words} : {counts[result]}" for result, words in RESULTS.items())


def draw() -> Markup:
    """A folded table for each theme."""
    themes: dict[str, list[Critere]] = {}
    for item in criteria():
        themes.setdefault(item.theme, []).append(item)
    return Markup("\n").join(
        _theme(rank, name, items) for rank, (name, items) in enumerate(themes.items(), 1)
    )


def _theme(rank: int, name: str, items: list[Critere]) -> Markup:
    rows = Markup("\n").join(map(_row, items))
    return Markup(
        '<details class="sunes-cas"><summary>{rank}. {name} ({count} critères)</summary>\n'
        '<table class="sunes-table"><caption>Thème {rank}, {name} : ce qui est vérifié de chaque critère</caption>\n'
        '<thead><tr><th scope="col">Critère</th><th scope="col">Comment</th><th scope="col">Résultat</th></tr></thead>\n'
        "<tbody>\n{rows}\n</tbody></table></details>"
    ).format(rank=rank, name=name, count=len(items), rows=rows)


def _row(item: Critere) -> Markup:
    rest = Markup(" <strong>Reste :</strong> {}").format(item.reste) if item.reste else ""
    names = Markup(", ").join(map(_test, item.essais))
    tests = Markup(' <span class="sunes-note">{} : {}</span>').format(
        "Essai" if len(item.essais) == 1 else "Essais", names
    )
    return Markup(
        '<tr><th scope="row">{numero} <span class="sunes-note">{titre}</span></th>'
        '<td data-titre="Comment"><span class="sunes-valeur">{controle}{rest}{tests}</span></td>'
        '<td data-titre="Résultat">{resultat}</td></tr>'
    ).format(
        numero=item.numero,
        titre=item.titre,
        controle=item.controle,
        rest=rest,
        tests=tests if item.essais else "",
        resultat=RESULTS[item.resultat],
    )


def _test(name: str) -> Markup:
    """The name of a test as the code has it; it may go to the next line after a sign."""
    parts = (Markup.escape(part) for part in re.split(r"(?<=[/_:])(?=[a-z])", name))
    return Markup("<code>{}</code>").format(Markup("<wbr>").join(parts))


def _data() -> dict[str, Any]:
    tree, _, problems = parse(FILE.read_text(encoding="utf-8"), FILE.name)
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return tree
