"""The formulas of the amounts, the same for the sheet of one establishment and for each line of the list.

They follow ``engine.forfait`` and ``engine.account`` step by step, in euros. A spreadsheet reckons in floats: an
amount is cleaned of their noise (eight decimals), then rounded to the cent, half up, once (reading L06). Every cell
is empty while it depends on what is not told.
"""

from __future__ import annotations

from typing import NamedTuple

from calculator.rules.model import DomaineId, Rules
from overrides.hooks.reckoner.parameters import shares_of


class Entry(NamedTuple):
    """The cells to fill of a domain; empty where the domain has none. ``others`` holds all but the window."""

    fenetre: str
    others: str
    atteint: str
    avance_versee: str
    solde_verse: str
    cro: str = ""
    cro_atteint: str = ""
    forfait_base: str = ""


class Site(NamedTuple):
    """The cells of an establishment: what is wrong, the activity that counts, its category as a rank, its position."""

    faute: str
    activite: str
    rang: str
    position: str


class Work(NamedTuple):
    """The cells of the amounts of a domain."""

    part: str
    base: str
    sans_bonus: str
    forfait: str
    avance: str
    solde: str
    versee: str
    verse: str
    acquis: str
    reste: str
    a_rembourser: str


STEPS = {
    "part": "Part de la fenêtre",
    "base": "Forfait de base",
    "sans_bonus": "Forfait sans bonus",
    "forfait": "Forfait",
    "avance": "Avance calculée",
    "solde": "Solde calculé",
    "versee": "Avance comptée comme versée",
    "verse": "Solde compté comme versé",
    "acquis": "Acquis",
    "reste": "Reste à recevoir",
    "a_rembourser": "À rembourser",
}
"""What each cell of ``Work`` is, in its order."""


def cents(exact: str) -> str:
    """An exact amount to the cent, half up."""
    return f"ROUND(ROUND({exact},8),2)"


def says(cell: str, word: str) -> str:
    """Whether a cell to fill holds this word; never, where there is no such cell."""
    return f'TRIM({cell})="{word}"' if cell else "FALSE"


def activity(faute: str, typed: str, parts: str = "") -> str:
    """The activity that counts: the one that was typed, else the weighted sum of its parts."""
    estimated = f'IF(COUNTA({parts})=0,"",ROUND(SUMPRODUCT({parts},poids),3))' if parts else '""'
    return f'=IF({faute}<>"","",IF({typed}<>"",{typed},{estimated}))'


def rank(site: Site) -> str:
    """Which category: the last that begins at or below the activity (L10)."""
    return f'=IF({site.activite}="","",MATCH({site.activite},bornes_basses,1))'


def category(site: Site) -> str:
    """The letter of the category."""
    return f'=IF({site.rang}="","",INDEX(categories,{site.rang}))'


def position(site: Site) -> str:
    """How far in its category, 0 to 1; at the end of the last beyond the programme's maximum (L11)."""
    low, high = f"INDEX(bornes_basses,{site.rang})", f"INDEX(bornes_hautes,{site.rang})"
    return f'=IF({site.rang}="","",(MIN({site.activite},{high})-{low})/({high}-{low}))'


def formulas(rules: Rules, domain: DomaineId, entry: Entry, site: Site, work: Work) -> Work:
    """What each cell of a domain holds."""
    windows, shares = shares_of(rules, domain)
    key, wants = domain.lower(), says(entry.cro, "oui")
    if rules.domaines[domain].bareme is None:
        base = f'=IF(OR({work.part}="",{entry.forfait_base}=""),"",{entry.forfait_base})'
    else:
        low, high = f"INDEX({key}_minimums,{site.rang})", f"INDEX({key}_maximums,{site.rang})"
        base = f'=IF({work.part}="","",{low}+({high}-{low})*{site.position})'
    bonus = f"*(1+IF({wants},bonus_cro,0))" if entry.cro else ""
    earned = work.forfait
    if entry.cro:
        answered = f'IF({says(entry.cro_atteint, "oui")},{work.forfait},IF({says(entry.cro_atteint, "non")},{work.sans_bonus},""))'
        earned = f"IF({wants},{answered},{work.forfait})"
    paid = f"{work.versee}+{work.verse}"
    return Work(
        part=f'=IF(OR({site.activite}="",TRIM({entry.fenetre})=""),"",SUMPRODUCT(({windows}=TRIM({entry.fenetre}))*{shares}))',
        base=base,
        sans_bonus=f'=IF({work.base}="","",{cents(f"{work.base}*{work.part}")})',
        forfait=f'=IF({work.base}="","",{cents(f"{work.base}*{work.part}{bonus}")})',
        avance=f'=IF({work.forfait}="","",{cents(f"{work.forfait}*taux_avance")})',
        solde=f'=IF({work.forfait}="","",ROUND({work.forfait}-{work.avance},2))',
        versee=f'=IF({work.part}="","",IF({entry.avance_versee}<>"",{entry.avance_versee},{work.avance}))',
        verse=f'=IF({work.part}="","",IF({entry.solde_verse}<>"",{entry.solde_verse},0))',
        acquis=f'=IF(OR({work.part}="",{work.versee}=""),"",IF({says(entry.atteint, "non")},0,'
        f'IF(OR({work.forfait}="",NOT({says(entry.atteint, "oui")})),"",{earned})))',
        reste=f'=IF({work.acquis}="","",MAX(0,ROUND({work.acquis}-({paid}),2)))',
        a_rembourser=f'=IF({work.acquis}="","",MAX(0,ROUND({paid}-{work.acquis},2)))',
    )


def total(site: Site, cells: list[str], asked: list[str] | None = None) -> str:
    """The sum of the amounts that there are; with ``asked``, empty as soon as a domain asked for has none."""
    added = f"ROUND(SUM({','.join(cells)}),2)"
    if asked is not None:
        added = f'IF(COUNT({",".join(asked)})=COUNT({",".join(cells)}),{added},"")'
    return f'=IF({site.activite}="","",{added})'
