"""The sheet of one establishment: what to fill, the answer beside it, in one page; and the sheet of its steps."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.rules.addresses import label
from calculator.rules.model import DomaineId, Rules
from overrides.hooks.reckoner import amounts, checks, sentences
from overrides.hooks.reckoner.amounts import Entry, Site, Work
from overrides.hooks.reckoner.looks import (
    ANSWER,
    BODY,
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
    RATE,
    SENTENCE,
    SHUT,
    SIDE,
    STRONG,
    TITLE,
    WORD,
)
from overrides.hooks.reckoner.sentences import SETTLED, Sums, Told
from overrides.hooks.workbook.layout import Limit, Look, Sheet, address

NAME, STEPS = "Calculette", "Calcul"
ASKED = ("Fenêtre", "Bonus CRO demandé", "Forfait de base notifié", "Cibles atteintes, hors bonus", "Cible du CRO atteinte", "Avance versée", "Solde versé")  # fmt: skip
GIVEN = ("Acquis", "Reste à recevoir", "À rembourser", "Forfait", "dont avance", "dont solde")
KEYS = ("acquis", "reste", "a_rembourser", "forfait", "avance", "solde")
"""The answers, the account first: the names of the cells end so."""
WIDTHS = (30, 10, 12, 15, 13, 12, 15, 15, 2, *(15,) * 6)
ANSWER_ROW, TABLE = 6, 9
type Names = dict[str, tuple[str, str]]


def sheets(rules: Rules) -> tuple[Sheet, Sheet, Names]:
    """The form, its steps, and the names of the cells that others may rely on."""
    form = Sheet(NAME, WIDTHS, one_page=True)
    names: Names = {}
    entries = _asked(rules, form, names)
    parts = _parts(rules, form, names, row=TABLE + 2 * len(entries) + 6)
    steps, works, cells = _steps(rules, entries, parts)
    _answers(rules, form, names, works, cells)
    return form, steps, names


def _asked(rules: Rules, form: Sheet, names: Names) -> dict[DomaineId, Entry]:
    """The head, the activity and the table to fill."""
    last = len(WIDTHS)
    form.put(1, 1, "SUN-ES : la calculette", TITLE, span=last)
    form.put(2, 1, "Remplissez les cases jaunes. Les montants se calculent ici, dans votre tableur. Rien à activer : ni macro, ni lien. Calcul non officiel : l’instruction et la notification de l’ARS prévalent.", LEAD, span=last)  # fmt: skip
    form.heights |= {1: 26, 2: 18, 4: 28, ANSWER_ROW: 48, ANSWER_ROW + 1: 30, TABLE: 46}
    form.put(4, 1, "Activité combinée, en journées MCO", SIDE)
    form.put(4, 2, None, FILL_COUNT, checks.count("Activité combinée", "Celle que l’ARS détient, en journées MCO. À défaut, laissez vide et remplissez les composantes, plus bas."), span=2)  # fmt: skip
    names["activite"] = (NAME, "B4")
    form.put(4, 4, "Établissement", SIDE)
    form.put(4, 5, None, FILL_TEXT, Limit("Établissement", "Son nom, s’il doit figurer sur le papier.", "", test="TRUE"), span=4)  # fmt: skip
    for column, title in enumerate(("Ce que vous savez", *ASKED), 1):
        form.put(TABLE, column, title, HEAD)
    return {
        domain: _entry(rules, domain, form, names, TABLE + 1 + rank)
        for rank, domain in enumerate(rules.domaines)
    }


def _entry(rules: Rules, domain: DomaineId, form: Sheet, names: Names, row: int) -> Entry:
    """The line to fill of a domain."""
    key, name = domain.lower(), label(domain)
    item = rules.domaines[domain]
    form.put(row, 1, f"{name} {item.court}", SIDE)
    form.heights[row] = 22
    has_bonus = domain == rules.bonus_cro.domaine
    fields: list[tuple[str, str, Look, Limit | None]] = [
        ("fenetre", f"{key}_fenetre", FILL_WORD, checks.windows(rules, domain)),
        ("cro", f"{key}_cro" if has_bonus else "", FILL_WORD, checks.yes_no(f"{name}, bonus CRO", "Le forfait avancé, avec le bonus du compte rendu opératoire, a-t-il été demandé ?")),
        ("forfait_base", "" if item.bareme else f"{key}_forfait_base", FILL_MONEY, checks.euros(f"{name}, forfait de base", "Le forfait que l’ARS a notifié, avant la part de la fenêtre : aucun texte en main ne le donne (L04).")),
        ("atteint", f"{key}_atteint", FILL_WORD, checks.yes_no(f"{name}, cibles", "Toutes les cibles du domaine, hors bonus, sont-elles atteintes ? Vide si ce n’est pas connu.")),
        ("cro_atteint", f"{key}_cro_atteint" if has_bonus else "", FILL_WORD, checks.yes_no(f"{name}, CRO", "La cible du compte rendu opératoire est-elle atteinte ? Vide si ce n’est pas connu.")),
        ("avance_versee", f"{key}_avance_versee", FILL_MONEY, checks.euros(f"{name}, avance versée", "Ce qui a été versé. Vide : l’avance calculée est supposée versée.")),
        ("solde_verse", f"{key}_solde_verse", FILL_MONEY, checks.euros(f"{name}, solde versé", "Ce qui a été versé en plus de l’avance. Vide : rien.")),
    ]  # fmt: skip
    found = {}
    for column, (field, named, look, limit) in enumerate(fields, 2):
        place = form.put(row, column, None, look if named else SHUT, limit if named else None)
        if named:
            names[named] = (NAME, place)
            found[field] = f"{NAME}!{place}"
    return Entry(others=f"{NAME}!{address(row, 3)}:{address(row, 8)}", **found)


def _parts(rules: Rules, form: Sheet, names: Names, row: int) -> str:
    """The parts of the activity, for who does not know it; gives their range."""
    form.put(row, 1, "Activité inconnue ? Ses composantes de 2019", HEAD, span=3)
    form.put(row, 4, "Nombre", HEAD)
    form.put(row, 5, "Poids", HEAD)
    form.heights[row] = 18
    parts = rules.activite.composantes
    for rank, (name, part) in enumerate(parts.items(), 1):
        form.put(row + rank, 1, part.libelle, BODY, span=3)
        hint = "En journées ou en séances de 2019 ; vide s’il n’y en a pas."
        form.put(row + rank, 4, None, FILL_COUNT, checks.count("Composante de l’activité", hint))
        form.put(row + rank, 5, f"=INDEX(poids,{rank})", PLAIN)
        names[name] = (NAME, address(row + rank, 4))
    return f"{NAME}!{address(row + 1, 4)}:{address(row + len(parts), 4)}"


class Cells:
    """Where the steps stand that the form shows."""

    def __init__(self) -> None:
        self.phrase = self.faute = self.remarque = self.activite = self.categorie = ""
        self.phrases: dict[DomaineId, str] = {}
        self.totals: dict[str, str] = {}


def _steps(
    rules: Rules, entries: dict[DomaineId, Entry], parts: str
) -> tuple[Sheet, dict[DomaineId, Work], Cells]:
    """The sheet of the steps: a column for each domain, then what they add."""
    sheet, cells = Sheet(STEPS, (30, *(26,) * (len(entries) + 1)), frozen=(2, 1)), Cells()
    sheet.put(1, 1, "Le calcul, étape par étape", TITLE, span=len(sheet.widths))
    for column, title in enumerate(("Étape", *map(label, entries), "Ensemble"), 1):
        sheet.put(2, column, title, HEAD)
    sum_column = len(entries) + 2

    def place(row: int, column: int) -> str:
        return f"{STEPS}!{address(row, column)}"

    labels = ("À corriger", "Activité retenue", "Rang de la catégorie", "Place dans la catégorie", "Catégorie", "À savoir")  # fmt: skip
    site = Site(*(place(row, sum_column) for row in range(3, 7)))
    typed = f"{NAME}!B4"
    filled = f"COUNTA({NAME}!{address(TABLE + 1, 2)}:{address(TABLE + len(entries), 8)})>0"
    faults = [
        *checks.activity_faults(typed, filled, parts),
        *(piece for domain, entry in entries.items() for piece in checks.domain_faults(rules, domain, entry)),
    ]
    estimated = (
        f'IF(AND({typed}="",{site.activite}<>""),"Activité estimée : celle que l’ARS détient prévaut. ","")'
    )
    remarks = [
        *(piece for domain, entry in entries.items() for piece in checks.domain_remarks(domain, entry)),
        checks.beyond(site.activite),
        estimated,
    ]
    held = (
        checks.joined(faults),
        amounts.activity(site.faute, typed, parts),
        amounts.rank(site),
        amounts.position(site),
        amounts.category(site),
        checks.joined(remarks),
    )
    for row, (name, formula) in enumerate(zip(labels, held, strict=True), 3):
        sheet.put(row, 1, name, SIDE)
        shown = PLAIN if name == "Activité retenue" else Look(shape="", box=True, wrap=True, align="right")
        sheet.put(row, sum_column, formula, shown)
    cells.faute, cells.activite, cells.categorie, cells.remarque = site.faute, site.activite, place(7, sum_column), place(8, sum_column)  # fmt: skip

    first = 10
    works = {
        domain: Work(*(place(first + step, 2 + rank) for step in range(len(Work._fields))))
        for rank, domain in enumerate(entries)
    }
    after = first + len(Work._fields)
    tolds = {
        domain: Told(*(place(after + step, 2 + rank) for step in range(len(Told._fields))))
        for rank, domain in enumerate(entries)
    }
    for step, name in enumerate((*amounts.STEPS.values(), *sentences.STEPS.values())):
        sheet.put(first + step, 1, name, SIDE)
    for rank, (domain, entry) in enumerate(entries.items()):
        columns = (
            *amounts.formulas(rules, domain, entry, site, works[domain]),
            *sentences.formulas(entry, works[domain], tolds[domain]),
        )
        for step, formula in enumerate(columns):
            look = RATE if step == 0 else MONEY if step != len(Work._fields) else WORD
            sheet.put(first + step, 2 + rank, formula, SENTENCE if formula is columns[-1] else look)
        cells.phrases[domain] = tolds[domain].phrase
    sheet.heights[after + 2] = 90
    _sums(sheet, cells, site, works, tolds, after, sum_column)
    return sheet, works, cells


def _sums(
    sheet: Sheet, cells: Cells, site: Site, works: dict[DomaineId, Work], tolds: dict[DomaineId, Told], after: int, column: int
) -> None:  # fmt: skip
    """What the domains add: all of them, then those whose account is known, for the sentence."""
    asked = [work.part for work in works.values()]
    for step, name in enumerate(Work._fields):
        if name in ("part", "base", "sans_bonus"):
            continue
        added = [getattr(work, name) for work in works.values()]
        all_or_none = asked if name in ("acquis", "reste", "a_rembourser", "versee") else None
        place = sheet.put(10 + step, column, amounts.total(site, added, all_or_none), MONEY)
        cells.totals[name] = f"{STEPS}!{place}"
    row = after + 4
    sheet.put(row, 1, "Pour la phrase de l’ensemble", HEAD, span=2)
    states = f"{STEPS}!{address(after, 2)}:{address(after, column - 1)}"
    found = []
    for offset, name in enumerate(("acquis", "versee", "verse", "reste", "a_rembourser"), 1):
        line = 10 + Work._fields.index(name)
        amounts_of = f"{STEPS}!{address(line, 2)}:{address(line, column - 1)}"
        sheet.put(row + offset, 1, f"{amounts.STEPS[name]}, comptes réglés", SIDE)
        found.append(sheet.put(row + offset, 2, f'=ROUND(SUMIF({states},"{SETTLED}",{amounts_of}),2)', MONEY))
    sheet.put(row + 6, 1, "Au plus, comptes en attente", SIDE)
    most = f"{STEPS}!{address(after + 1, 2)}:{address(after + 1, column - 1)}"
    found.append(sheet.put(row + 6, 2, f"=ROUND(SUM({most}),2)", MONEY))
    sums = Sums(*(f"{STEPS}!{place}" for place in found))
    place = sheet.put(after + 2, column, sentences.whole(site, works, tolds, states, sums), SENTENCE)
    cells.phrase = f"{STEPS}!{place}"


def _answers(rules: Rules, form: Sheet, names: Names, works: dict[DomaineId, Work], cells: Cells) -> None:
    """The answer in a sentence, then each amount beside what was typed, then the sentence of each domain."""
    last = len(WIDTHS)
    form.put(ANSWER_ROW, 1, f"={cells.phrase}", ANSWER, span=last)
    names["reponse"] = (NAME, address(ANSWER_ROW, 1))
    names["a_corriger"] = (NAME, form.put(ANSWER_ROW + 1, 1, f"={cells.faute}", FAULT, span=last))
    names["a_savoir"] = (NAME, form.put(ANSWER_ROW + 2, 1, f"={cells.remarque}", LEAD, span=last))
    form.put(4, 10, "Activité retenue", SIDE)
    names["activite_retenue"] = (NAME, form.put(4, 11, f"={cells.activite}", PLAIN))
    form.put(4, 12, "Catégorie", SIDE)
    names["categorie"] = (NAME, form.put(4, 13, f"={cells.categorie}", WORD))
    for column, title in enumerate(GIVEN, 10):
        form.put(TABLE, column, title, HEAD)
    row = TABLE
    for row, (domain, work) in enumerate(works.items(), TABLE + 1):
        for column, key in enumerate(KEYS, 10):
            look = STRONG if key in KEYS[:3] else MONEY
            names[f"{domain.lower()}_{key}"] = (NAME, form.put(row, column, f"={getattr(work, key)}", look))
    row += 1
    form.put(row, 1, "Total", SIDE)
    form.heights[row] = 22
    for column, key in enumerate(KEYS, 10):
        names[f"total_{key}"] = (NAME, form.put(row, column, f"={cells.totals[key]}", STRONG))
    form.put(row, 2, "Un compte dont l’issue n’est pas dite reste vide, et le total avec lui.", NOTE, span=7)
    for offset, domain in enumerate(works, 2):
        form.put(row + offset, 1, f"{label(domain)} : en une phrase", SIDE)
        names[f"{domain.lower()}_phrase"] = (NAME, form.put(row + offset, 2, f"={cells.phrases[domain]}", SENTENCE, span=last - 1))  # fmt: skip
        form.heights[row + offset] = 20
    _notes(rules, form, row + len(works) + 5)


def _notes(rules: Rules, form: Sheet, row: int) -> None:
    """What the calculation rests on, beside the parts of the activity."""
    for offset, line in enumerate(notes(rules)):
        form.put(row + offset, 7, line, NOTE, span=len(WIDTHS) - 6)


def notes(rules: Rules) -> Iterator[str]:
    """What one must know of this sheet, each a line."""
    yield "Ce que cette feuille ne dit pas : l’éligibilité, les prérequis, les taux et leurs cibles, un report, les pilotes."
    yield "Le simulateur du site les connaît ; une issue se dit ici par oui ou non."
    yield "Un montant est arrondi au centime, une fois (lecture L06) ; avance et solde font le forfait."
    yield "Les lectures dont un résultat peut dépendre sont dans la feuille « Lectures »."
    yield "La feuille « Liste » prend une ligne par établissement ; « Calcul » montre chaque étape."
    yield f"Règles {rules.version}, empreinte {(rules.empreinte or '')[:16]}… (en entier dans « À propos »)."
