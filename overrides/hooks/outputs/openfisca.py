"""The values of the programme as OpenFisca parameters: one file a value, by date, in one archive.

A value is dated from the day on which it may apply: the share of a window from its first day of candidature, a target
from its first day of measure, the rest from the date of the text that prints it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calculator.exact.reading import write_decimal
from calculator.rules.model import Rules, Source
from overrides.hooks.gathering.book import Book
from overrides.hooks.outputs.publicodes.writing import Desk

FILE = "openfisca-sun-es.zip"
CHECKED_WITH = "46.0.1"
"""The version of OpenFisca-Core whose own reader loads the archive (``make endurance``)."""
ROOT = "sun_es"
UNITS = {"euros": "currency-EUR", "taux": "/1", "journees": "day"}
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value: where it stands in the tree, what it is, since when, and from which texts."""

    path: tuple[str, ...]
    description: str
    unit: str
    since: date
    value: str
    sources: tuple[Source, ...]


def parameters(rules: Rules) -> Iterator[Parameter]:
    """Every value with which a forfait is computed or a target judged."""
    for parts in (_activity, _forfaits, _payments, _targets):
        yield from parts(rules)


def _since(rules: Rules, sources: tuple[Source, ...]) -> date:
    """The date of the first text that prints a value; when none is dated, the first day on which one could apply."""
    dates = [day for source in sources if (day := rules.textes[source.texte].date)]
    return min(dates, default=rules.fenetres["F1"].candidature.debut)


def _activity(rules: Rules) -> Iterator[Parameter]:
    for key, weight in rules.activite.composantes.items():
        day, value = _since(rules, weight.sources), write_decimal(weight.poids)
        yield Parameter(("activite", "poids", key), weight.libelle, "journees", day, value, weight.sources)
    for name, bounds in rules.categories.items():
        day = _since(rules, bounds.sources)
        for end, bound in (("minimum", bounds.minimum), ("maximum", bounds.maximum)):
            text, value = f"Catégorie {name}, activité combinée : {end}", write_decimal(bound)
            yield Parameter(("categories", name, end), text, "journees", day, value, bounds.sources)


def _forfaits(rules: Rules) -> Iterator[Parameter]:
    for domain, item in rules.domaines.items():
        if item.bareme is None:
            continue
        day, proofs = _since(rules, item.bareme.sources), item.bareme.sources
        for name, band in item.bareme.tranches.items():
            for end, cents in (("minimum", band.minimum), ("maximum", band.maximum)):
                text, value = f"{item.libelle}, catégorie {name} : {end}", write_decimal(Fraction(cents, 100))
                yield Parameter(("forfaits", domain, name, end), text, "euros", day, value, proofs)


def _payments(rules: Rules) -> Iterator[Parameter]:
    bonus, advance = rules.bonus_cro, rules.versements
    text = f"Bonus des comptes rendus opératoires, domaine {bonus.domaine}"
    day, value = _since(rules, bonus.sources), write_decimal(bonus.taux)
    yield Parameter(("bonus_cro", "taux"), text, "taux", day, value, bonus.sources)
    day, value = _since(rules, advance.sources), write_decimal(advance.avance)
    text = "Part du forfait versée en avance"
    yield Parameter(("versements", "avance"), text, "taux", day, value, advance.sources)
    for volet, half in rules.volets.items():
        for window, share in half.parts.valeurs.items():
            text = f"{half.court} : part du forfait que paie la fenêtre {window}"
            day, value = rules.fenetres[window].candidature.debut, write_decimal(share)
            yield Parameter(("parts", volet, window), text, "taux", day, value, half.parts.sources)


def _targets(rules: Rules) -> Iterator[Parameter]:
    for name, item in rules.indicateurs.items():
        for regime, row in item.cibles.items():
            for window, target in row.valeurs.items():
                if isinstance(target, Fraction):  # a presentation has no rate
                    path = ("cibles", regime, name.replace(".", "_"), window)
                    text = f"{name}, {item.court} : cible de la fenêtre {window}, texte {regime}"
                    day = rules.fenetres[window].mesure[regime].debut
                    yield Parameter(path, text, "taux", day, write_decimal(target), row.sources)


def archive(book: Book, site: str) -> bytes:
    """The tree of parameters, the same bytes for the same rules."""
    desk = Desk(book.rules, book.addresses, site)
    about = f"Programme {book.rules.programme.sigle}, règles {book.edition}. Calcul non officiel."
    files = {f"{ROOT}/index.yaml": f"description: {_text(about)}\n"}
    files |= {f"{ROOT}/{'/'.join(item.path)}.yaml": written(desk, item) for item in parameters(book.rules)}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def written(desk: Desk, item: Parameter) -> str:
    """A parameter as OpenFisca reads it; a text of JSON is one of YAML."""
    lines = [
        f"description: {_text(item.description)}",
        "values:",
        f"  {item.since}:",
        f"    value: {item.value}",
        "metadata:",
        f"  unit: {UNITS[item.unit]}",
        "  reference:",
        f"    {item.since}:",
    ]
    for title, link in desk.references(item.sources).items():
        lines += [f"    - title: {_text(title)}", f"      href: {_text(link)}"]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
