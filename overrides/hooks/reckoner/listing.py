"""The sheet of a list: 200 establishments, one a line, each with its amounts, and the totals above them."""

from __future__ import annotations

from dataclasses import dataclass, field

from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, Rules
from overrides.hooks.reckoner import amounts, checks
from overrides.hooks.reckoner.amounts import Entry, Site, Work
from overrides.hooks.reckoner.looks import (
    FAULT,
    FILL_COUNT,
    FILL_MONEY,
    FILL_TEXT,
    FILL_WORD,
    HEAD,
    LEAD,
    MONEY,
    NOTE,
    PLAIN,
    SIDE,
    STRONG,
    TITLE,
    WORD,
)
from overrides.hooks.workbook.layout import Limit, Look, Sheet, address

NAME = "Liste"
LINES = 200
TITLES_ROW, TOTAL_ROW, FIRST = 4, 5, 7
SUMMED = ("acquis", "reste", "a_rembourser", "forfait", "avance", "solde")
type Names = dict[str, tuple[str, str]]


@dataclass
class Columns:
    """The columns of a list, by key, in their order: their title, width and look, and what may be typed."""

    titles: dict[str, str] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    limits: dict[str, Limit | None] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, title: str, look: Look, limit: Limit | None = None) -> None:
        self.titles[key], self.looks[key], self.limits[key] = title, look, limit
        self._places[key] = len(self._places) + 1

    def place(self, key: str) -> int:
        """The number of a column."""
        return self._places[key]

    def cell(self, key: str, row: int) -> str:
        return address(row, self.place(key))


def columns(rules: Rules) -> Columns:
    """What is to fill, what is wrong, the amounts of the establishment, of each domain, then the steps."""
    made = Columns()
    made.add("nom", "Établissement", FILL_TEXT)
    made.add("activite_combinee", "Activité combinée", FILL_COUNT, checks.count("Activité combinée", "Celle que l’ARS détient, en journées MCO."))  # fmt: skip
    for domain in rules.domaines:
        _to_fill(rules, domain, made)
    made.add("faute", "À corriger", FAULT)
    made.add("remarque", "À savoir", NOTE)
    made.add("categorie", "Catégorie", WORD)
    for key in SUMMED:
        made.add(f"total_{key}", f"{_title(key)}, en tout", STRONG)
    for domain in rules.domaines:
        for key in SUMMED:
            made.add(f"{domain.lower()}_{key}", f"{label(domain)} {_title(key).lower()}", MONEY)
    for key, title in (("activite", "Activité retenue"), ("rang", "Rang de la catégorie"), ("position", "Place dans la catégorie")):  # fmt: skip
        made.add(key, title, PLAIN)
    for domain in rules.domaines:
        for key, title in amounts.STEPS.items():
            if key not in SUMMED:
                made.add(f"{domain.lower()}_{key}", f"{label(domain)} {title.lower()}", PLAIN if key == "part" else MONEY)  # fmt: skip
    return made


def _title(key: str) -> str:
    return amounts.STEPS[key].removesuffix(" calculée").removesuffix(" calculé")


def _to_fill(rules: Rules, domain: DomaineId, made: Columns) -> None:
    """The cells to fill of a domain, its window first."""
    key, name = domain.lower(), label(domain)
    made.add(f"{key}_fenetre", f"{name} fenêtre", FILL_WORD, checks.windows(rules, domain))
    if domain == rules.bonus_cro.domaine:
        made.add(f"{key}_cro", f"{name} bonus CRO demandé", FILL_WORD, checks.yes_no(f"{name}, bonus CRO", "Le bonus CRO a-t-il été demandé ?"))  # fmt: skip
    if rules.domaines[domain].bareme is None:
        made.add(f"{key}_forfait_base", f"{name} forfait de base", FILL_MONEY, checks.euros(f"{name}, forfait de base", "Le forfait que l’ARS a notifié (L04)."))  # fmt: skip
    made.add(f"{key}_atteint", f"{name} cibles atteintes", FILL_WORD, checks.yes_no(f"{name}, cibles", "Toutes les cibles du domaine, hors bonus ; vide si ce n’est pas connu."))  # fmt: skip
    if domain == rules.bonus_cro.domaine:
        made.add(f"{key}_cro_atteint", f"{name} cible du CRO", FILL_WORD, checks.yes_no(f"{name}, CRO", "Vide si ce n’est pas connu."))  # fmt: skip
    made.add(f"{key}_avance_versee", f"{name} avance versée", FILL_MONEY, checks.euros(f"{name}, avance versée", "Vide : l’avance calculée est supposée versée."))  # fmt: skip
    made.add(f"{key}_solde_verse", f"{name} solde versé", FILL_MONEY, checks.euros(f"{name}, solde versé", "Vide : rien."))  # fmt: skip


def sheet(rules: Rules) -> tuple[Sheet, Names]:
    """The sheet, and the names of its parts."""
    layout = columns(rules)
    widths = [
        30 if key in ("nom", "faute", "remarque") else 12 if look == FILL_WORD else 14
        for key, look in layout.looks.items()
    ]
    made = Sheet(NAME, widths, frozen=(FIRST - 1, 1), across=2, printed=layout.place("total_solde"))
    made.put(1, 1, "SUN-ES : la liste", TITLE, span=8)
    made.put(2, 1, f"Une ligne par établissement, {LINES} au plus : les cases jaunes sont à remplir ou à coller (valeurs seules). Une ligne fautive dit pourquoi et n’a pas de montant.", LEAD, span=16)  # fmt: skip
    made.heights |= {1: 26, 2: 30, TITLES_ROW: 50}
    for column, title in enumerate(layout.titles.values(), 1):
        made.put(TITLES_ROW, column, title, HEAD)
    _totals(made, layout, rules)
    for row in range(FIRST, FIRST + LINES):
        _line(rules, made, layout, row)
    names = {
        "liste": (NAME, f"{address(FIRST, 1)}:{layout.cell('ds4_solde_verse', FIRST + LINES - 1)}"),
        **{f"liste_{key}": (NAME, layout.cell(f"total_{key}", TOTAL_ROW)) for key in SUMMED},
    }
    return made, names


def _totals(made: Sheet, layout: Columns, rules: Rules) -> None:
    """The sum of what is known, and under it how many lines it counts."""
    made.put(TOTAL_ROW, 1, "Total de ce qui est connu", SIDE)
    made.put(TOTAL_ROW + 1, 1, "Lignes comptées", SIDE)
    keys = [f"{who}_{key}" for who in ("total", *map(str.lower, rules.domaines)) for key in SUMMED]
    for key in keys:
        column = layout.place(key)
        cells = f"{layout.cell(key, FIRST)}:{layout.cell(key, FIRST + LINES - 1)}"
        made.put(TOTAL_ROW, column, f"=ROUND(SUM({cells}),2)", STRONG)
        made.put(TOTAL_ROW + 1, column, f"=COUNT({cells})", PLAIN)
    faults = f"{layout.cell('faute', FIRST)}:{layout.cell('faute', FIRST + LINES - 1)}"
    column = layout.place("faute")
    made.put(TOTAL_ROW, column, f'=IF(SUMPRODUCT(({faults}<>"")*1)=0,"",SUMPRODUCT(({faults}<>"")*1)&" ligne(s) à corriger, hors des totaux")', FAULT)  # fmt: skip


def _line(rules: Rules, made: Sheet, layout: Columns, row: int) -> None:
    """The cells of an establishment."""

    def cell(key: str) -> str:
        return layout.cell(key, row) if key in layout.titles else ""

    entries = {
        domain: Entry(
            others=f"{_second(layout, domain, row)}:{cell(f'{domain.lower()}_solde_verse')}",
            **{field: cell(f"{domain.lower()}_{field}") for field in Entry._fields if field != "others"},
        )
        for domain in rules.domaines
    }
    works = {
        domain: Work(*(cell(f"{domain.lower()}_{field}") for field in Work._fields)) for domain in entries
    }
    site = Site(*map(cell, Site._fields))
    typed = cell("activite_combinee")
    filled = f"COUNTA({cell('ds1_fenetre')}:{cell('ds4_solde_verse')})>0"
    held = {
        "faute": checks.joined(
            [
                *checks.activity_faults(typed, filled),
                *(piece for domain, entry in entries.items() for piece in checks.domain_faults(rules, domain, entry)),
            ]
        ),
        "remarque": checks.joined(
            [
                *(piece for domain, entry in entries.items() for piece in checks.domain_remarks(domain, entry)),
                checks.beyond(site.activite),
            ]
        ),
        "activite": amounts.activity(site.faute, typed),
        "rang": amounts.rank(site),
        "position": amounts.position(site),
        "categorie": amounts.category(site),
    }  # fmt: skip
    asked = [work.part for work in works.values()]
    for key in SUMMED:
        whole = asked if key in ("acquis", "reste", "a_rembourser") else None
        held[f"total_{key}"] = amounts.total(site, [getattr(work, key) for work in works.values()], whole)
    for domain, entry in entries.items():
        found = amounts.formulas(rules, domain, entry, site, works[domain])
        held |= {f"{domain.lower()}_{key}": formula for key, formula in zip(Work._fields, found, strict=True)}
    for column, (key, look) in enumerate(layout.looks.items(), 1):
        made.put(row, column, held.get(key), look, layout.limits[key])


def _second(layout: Columns, domain: DomaineId, row: int) -> str:
    """The cell after the window of a domain."""
    return address(row, layout.place(f"{domain.lower()}_fenetre") + 1)
