"""A computed list, written row by row: CSV for a French spreadsheet, or JSON.

Every format has the same cells, those of a ``Layout``; ``workbook.py`` writes them as XLSX. Each can be
written little by little: ``csv_steps`` pauses after each row, ``write_csv`` does not.
"""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, repeat
from typing import IO, Any

from calculator.exact.problems import Problem
from calculator.exact.signs import escaped
from calculator.files.cells import euros_text, neutral, yes_or_no
from calculator.lot.computing.envelope import envelope
from calculator.lot.computing.row import Ligne
from calculator.lot.computing.totals import VUES, Sommes, Totals
from calculator.lot.reading.cells import is_blank
from calculator.lot.reading.columns import input_columns, output_columns
from calculator.lot.reading.records import Cell
from calculator.rules.model import Rules

NOT_ASKED = (None,) * 8
"""What a domain that is not asked for leaves blank."""
WITHOUT_REGION = "sans région"
UNSAID = "non précisé"


class Layout:
    """The columns of a computed list: those of the input, but for what is computed again, then the computed ones.

    ``titles`` gives the title of each column of the input by the key of its cells, in order.
    """

    def __init__(self, rules: Rules, titles: Mapping[str, str]) -> None:
        self.rules = rules
        self.computed = output_columns(rules)
        self.titles = {key: title for key, title in titles.items() if key not in self.computed}
        self.kinds = {name: column.genre for name, column in input_columns(rules).items()}
        self.amounts = {name for name, kind in self.kinds.items() if kind == "euros"}

    def header(self) -> list[str]:
        return [*self.titles.values(), *self.computed]

    def cells(self, line: Ligne) -> list[Any]:
        """The computed cells: cents as ``int``, answers as ``bool``, texts, ``None`` where there is nothing."""
        asked = {item.domaine: item for item in line.demandes}
        cells: list[Any] = [line.categorie]
        for domain in self.rules.domaines:
            item = asked.get(domain)
            if item is None:
                cells += NOT_ASKED
            else:
                cells += (None, None, None) if item.montants is None else item.montants[:3]
                cells += (item.cibles_atteintes, item.acquis, item.reste, item.a_rembourser, item.ecart)
        cells += line.totaux or (None, None, None)
        cells += line.compte or (None, None, None)
        cells += (self.sentences(line.avertissements), self.sentences(line.erreurs))
        return cells

    def sentences(self, problems: Iterable[Problem]) -> str:
        """Problems as one text, each with the title of its column."""
        return " · ".join(self.sentence(problem) for problem in problems)

    def sentence(self, problem: Problem) -> str:
        title = self.titles.get(problem.chemin, problem.chemin)
        return f"{title} : {problem.message}" if title else problem.message

    def to_data(self, line: Ligne) -> dict[str, Any]:
        """A row as JSON: the columns under their keys, amounts in cents."""
        given: dict[str, Any] = {
            key: None if is_blank(cell := line.cellules.get(key)) else cell for key in self.titles
        }
        given |= {key: line.valeurs[key] for key in self.amounts & line.valeurs.keys()}
        return {**given, **dict(zip(self.computed, self.cells(line), strict=True))}


def exhaust(steps: Iterator[None]) -> None:
    """Go through, without a pause."""
    deque(steps, maxlen=0)


def write_csv(layout: Layout, lines: Iterable[Ligne], stream: IO[str]) -> None:
    """CSV that a French spreadsheet opens; the stream writes UTF-8 with a BOM and leaves ends of lines alone."""
    exhaust(csv_steps(layout, lines, stream))


def csv_steps(layout: Layout, lines: Iterable[Ligne], stream: IO[str]) -> Iterator[None]:
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(neutral, layout.header()))
    keys = tuple(layout.titles)
    for line in lines:
        given = [_text(line.cellules.get(key)) for key in keys]
        writer.writerow(given + [_found(value) for value in layout.cells(line)])
        yield


def _text(cell: Cell) -> str:
    match cell:
        case str():
            return neutral(cell)
        case None:
            return ""
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case _:
            return str(cell)


def _found(value: Any) -> str:
    match value:
        case bool():
            return yes_or_no(value)
        case int():
            return euros_text(value)
        case None:
            return ""
        case _:
            return neutral(value)


def write_json(layout: Layout, lines: Iterable[Ligne], totals: Totals, stream: IO[str]) -> None:
    """JSON of the contract, amounts in cents; ``totals`` watches the lines."""
    exhaust(json_steps(layout, lines, totals, stream))


def json_steps(layout: Layout, lines: Iterable[Ligne], totals: Totals, stream: IO[str]) -> Iterator[None]:
    rules = layout.rules
    head = {"version": rules.version, "empreinte": rules.empreinte}
    stream.write(f'{{"regles": {_json(head)},\n"unite_des_montants": "centime",\n"lignes": [')
    for comma, line in zip(chain(["\n"], repeat(",\n")), lines, strict=False):
        stream.write(comma + _json(layout.to_data(line)))
        yield
    stream.write(f'\n],\n"totaux": {_json(totals_data(totals))},\n')
    stream.write(f'"par_region": {_json(regions_data(rules, totals))}}}\n')


def totals_data(totals: Totals) -> dict[str, Any]:
    """The totals of a list, as JSON, and their views."""
    return {
        "lignes": totals.lignes,
        "en_erreur": totals.en_erreur,
        "a_verifier": totals.a_verifier,
        "a_part": totals.a_part,
        **totals.total().to_data(),
        **{f"par_{vue}": _view(totals.by(vue)) for vue in VUES if vue != "region"},
        "par_dossier": _view(totals.by_dossier()),
    }


def regions_data(rules: Rules, totals: Totals) -> dict[str, Any]:
    """Each region: its totals, by domain too, and what they take of its envelope if it has one."""
    found = {}
    for region in sorted(totals.etablissements, key=lambda name: (name is None, name)):
        domains = totals.by("domaine", region=region)
        share = envelope(rules, region, domains)
        found[region or WITHOUT_REGION] = {
            "etablissements": totals.etablissements[region],
            **Sommes.of(domains.values()).to_data(),
            "par_domaine": _view(domains),
            "enveloppe": None if share is None else share.to_data(),
        }
    return found


def _view(sums: Mapping[Any, Sommes]) -> dict[str, Any]:
    return {UNSAID if value is None else value: item.to_data() for value, item in sums.items()}


def _json(value: object) -> str:
    return escaped(json.dumps(value, ensure_ascii=False, default=str))
