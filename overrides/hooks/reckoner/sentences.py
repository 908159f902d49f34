"""The sentence of an account, as ``words.account`` says it, in formulas: « Jusqu’à … », « Acquis … », « À rembourser … »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from calculator.exact.formats import NARROW_SPACE, SPACE
from calculator.rules.addresses import label
from calculator.rules.model import DomaineId
from calculator.words.account import MISSING_BASE
from overrides.hooks.reckoner.amounts import Entry, Site, Work, says

SETTLED, WAITING, MISSING = "réglé", "en attente", "base à saisir"
"""What a domain asked for may be: its account is known, waits for an outcome, or for its base forfait."""
NO_BASE = MISSING_BASE[0].upper() + MISSING_BASE[1:]


class Told(NamedTuple):
    """The cells of what the sentence of a domain is made of: a state, two amounts, the sentence."""

    etat: str
    plafond: str
    phrase: str


STEPS = {"etat": "Où en est le compte", "plafond": "Au plus", "phrase": "En une phrase"}


def money(cell: str) -> str:
    """An amount as people read it, whatever the language of the spreadsheet: « 109 738,12 € »."""
    cents = f"ROUND({cell}*100,0)"
    euros = f"INT({cents}/100)"
    thousands = f'INT({euros}/1000)&"{NARROW_SPACE}"&TEXT(MOD({euros},1000),"000")'
    millions = (
        f'INT({euros}/1000000)&"{NARROW_SPACE}"&TEXT(MOD(INT({euros}/1000),1000),"000")'
        f'&"{NARROW_SPACE}"&TEXT(MOD({euros},1000),"000")'
    )
    whole = f'IF({euros}<1000,{euros}&"",IF({euros}<1000000,{thousands},{millions}))'
    return f'{whole}&","&TEXT(MOD({cents},100),"00")&"{SPACE}€"'


def paid(versee: str, verse: str) -> str:
    """What was paid: the advance, and the balance once one was told."""
    return f'"avance versée "&{money(versee)}&IF({verse}>0,", solde versé "&{money(verse)},"")'


def settled(acquis: str, versee: str, verse: str, reste: str, rendre: str) -> str:
    """The account once what is earned is known."""
    nothing = f'IF({acquis}>0,", rien ne reste à recevoir",", rien à recevoir, rien à rembourser")'
    return (
        f'IF(AND({acquis}=0,{rendre}>0,{reste}=0),"À rembourser : "&{money(rendre)},'
        f'"Acquis "&{money(acquis)}&" : "&{paid(versee, verse)}&IF({reste}>0,", reste "&{money(reste)},"")'
        f'&IF({rendre}>0,", à rembourser "&{money(rendre)},"")&IF(AND({reste}=0,{rendre}=0),{nothing},""))'
    )


def formulas(entry: Entry, work: Work, told: Told) -> Told:
    """What the cells of the sentence of a domain hold."""
    missed = f"AND({says(entry.cro, 'oui')},{says(entry.cro_atteint, 'non')})"
    most = f"IF({missed},{work.sans_bonus},{work.forfait})"
    least = f'"Acquis au moins "&{money(work.sans_bonus)}&", et "&{money(told.plafond)}&" si la cible du CRO est atteinte"'
    up_to = (
        f'"Jusqu’à "&{money(told.plafond)}&IF({told.plafond}<{work.forfait},", sans le bonus,",",")'
        f'&" si les cibles sont atteintes"'
    )
    known = f"{work.versee}+{work.verse}"
    over, under = f"ROUND({known}-{told.plafond},2)", f"ROUND({told.plafond}-({known}),2)"
    ends = f'IF({over}>0,"au moins "&{money(over)}&" à rembourser","reste "&{money(f"MAX(0,{under})")}&" au plus")'
    already = f'" : "&{paid(work.versee, work.verse)}&", "&{ends}'
    waiting = (
        f"IF({says(entry.atteint, 'oui')},{least},{up_to})"
        f'&IF(AND({entry.avance_versee}="",{entry.solde_verse}=""),"",{already})'
    )
    base = f'IF({says(entry.atteint, "non")},"Rien n’est acquis : l’avance versée est à rembourser, son montant est à saisir","{NO_BASE}")'
    return Told(
        etat=f'=IF({work.part}="","",IF({work.acquis}<>"","{SETTLED}",IF({work.forfait}="","{MISSING}","{WAITING}")))',
        plafond=f'=IF({told.etat}="{WAITING}",{most},"")',
        phrase=f'=IF({told.etat}="","",IF({told.etat}="{SETTLED}",{settled(work.acquis, work.versee, work.verse, work.reste, work.a_rembourser)},'
        f'IF({told.etat}="{MISSING}",{base},{waiting})))',
    )


class Sums(NamedTuple):
    """The cells that hold what the domains of a state add."""

    acquis: str
    versee: str
    verse: str
    reste: str
    rendre: str
    plafond: str


def whole(
    site: Site, works: Mapping[DomaineId, Work], tolds: Mapping[DomaineId, Told], states: str, sums: Sums
) -> str:
    """The sentence of the establishment, from those of its domains."""
    asked = f"COUNT({','.join(work.part for work in works.values())})"
    alone = "&".join(told.phrase for told in tolds.values())
    first = (
        f'IF(COUNTIF({states},"{SETTLED}")=0,"",{settled(*sums[:5])}&{_who(tolds, SETTLED, asked, states)})'
    )
    # « Jusqu’à » begins the sentence unless something stands before it
    head = f'IF(COUNTIF({states},"{SETTLED}")=0,"Jusqu’à ","jusqu’à ")'
    second = (
        f'IF(COUNTIF({states},"{WAITING}")=0,"",{head}&{money(sums.plafond)}'
        f'&{_who(tolds, WAITING, asked, states)}&", si les cibles sont atteintes")'
    )
    third = f'IF(COUNTIF({states},"{MISSING}")=0,"",{_names(tolds, MISSING)}&" : {MISSING_BASE}")'
    join = f'IF(AND(COUNTIF({states},"{SETTLED}")>0,COUNTIF({states},"{WAITING}")>0)," ; ","")'
    last = f'IF(AND(COUNTIF({states},"{MISSING}")>0,COUNTIF({states},"{MISSING}")<{asked})," ; ","")'
    return (
        f'=IF({site.faute}<>"","À corriger : les montants reviennent ensuite",'
        f'IF({site.activite}="","Saisissez l’activité combinée, puis la fenêtre de chaque domaine demandé",'
        f'IF({asked}=0,"Choisissez un domaine pour connaître son forfait",IF({asked}=1,{alone},'
        f"{first}&{join}&{second}&{last}&{third}))))"
    )


def _names(tolds: Mapping[DomaineId, Told], state: str) -> str:
    """The domains in a state, parted by commas."""
    listed = "&".join(f'IF({told.etat}="{state}",", {label(domain)}","")' for domain, told in tolds.items())
    return f"MID({listed},3,99)"


def _who(tolds: Mapping[DomaineId, Told], state: str, asked: str, states: str) -> str:
    """Which domains a part of the sentence is about, unless it is about all of them."""
    return f'IF(COUNTIF({states},"{state}")={asked},""," ("&{_names(tolds, state)}&")")'
