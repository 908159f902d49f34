"""What the page of a list shows, drawn in Python: the preview, the figures, the rows, the comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from calculator.drawing.canvas import draw
from calculator.engine.tariff import HUNDREDTH
from calculator.exact.formats import format_euros, format_number
from calculator.exact.problems import InvalidInput
from calculator.lot.computing.envelope import Enveloppe, envelope
from calculator.lot.computing.row import Ligne
from calculator.lot.computing.totals import Sommes, Totals
from calculator.lot.drawing.picture import bar, short_share
from calculator.lot.reading.cells import is_blank
from calculator.lot.reading.columns import input_columns
from calculator.lot.reading.records import MAX_BYTES, MAX_COLUMNS, MAX_ROWS
from calculator.lot.study.comparing import Comparison
from calculator.lot.study.kinds import ILLISIBLE, NATURES, UNREADABLE
from calculator.lot.study.shelf import STATES, Demand, gap, state
from calculator.lot.study.study import Study
from calculator.lot.writing.output import UNSAID, WITHOUT_REGION
from calculator.rules.addresses import label
from calculator.rules.model import FenetreId, Rules
from calculator.situation.intake import read_situation
from calculator.situation.permalink import write_fragment

FEW = 3
"""How many cells of a column the preview shows."""
MANY = 200
"""How many lines of a table are shown before the rest is left to the files."""


def draw_page(rules: Rules, root: str) -> str:
    """The page before any list came, its choices filled from the rules."""
    return draw(
        rules,
        "lot/page.html",
        root,
        poids=MAX_BYTES,
        megaoctets=MAX_BYTES // 10**6,
        lignes=MAX_ROWS,
        colonnes=MAX_COLUMNS,
    )


def draw_preview(study: Study, root: str) -> str:
    """How each column is understood, with what corrects it."""
    table = study.table
    samples = {item.cle: _samples(study, item.position) for item in table.colonnes}
    return draw(
        study.rules,
        "lot/preview.html",
        root,
        nom=study.nom,
        table=table,
        exemples=samples,
        colonnes=input_columns(study.rules).values(),
        lues=sum(item.colonne is not None for item in table.colonnes),
        a_revoir=sum(item.a_revoir for item in table.colonnes),
        faute=table.fault(),
        region=study.region,
        texte=study.texte,
    )


def _samples(study: Study, position: int) -> list[str]:
    rows = (record.cellules for record in study.table.apercu)
    cells = (cells[position] for cells in rows if position < len(cells))
    return [str(cell) for cell in cells if not is_blank(cell)][:FEW]


def draw_refusal(rules: Rules, message: str, root: str) -> str:
    """Why a list cannot be read."""
    return draw(rules, "lot/refusal.html", root, message=message)


def draw_figures(study: Study, root: str) -> str:
    """What the rows that passed come to."""
    passed = study.table.passed()
    return draw(
        study.rules,
        "lot/figures.html",
        root,
        totaux=study.totals,
        somme=_sum(study.totals),
        passees=passed,
        completees=study.completees,
    )


def draw_result(study: Study, root: str) -> str:
    """Anomalies, totals, envelopes, gaps, and what may be asked next."""
    return draw(
        study.rules,
        "lot/result.html",
        root,
        totaux=study.totals,
        somme=_sum(study.totals),
        natures=study.natures.found(),
        vues=list(_views(study)),
        enveloppes=[(share, bar(share)) for share in _envelopes(study)],
        sans_enveloppe=[
            name or WITHOUT_REGION for name in study.totals.etablissements if not _has_one(study, name)
        ],
        hors_volet_1=study.totals.by("domaine").get("DS4"),
        ecarts=study.gaps,
        regions=[name for name in study.totals.etablissements if name],
        etats=STATES,
        nommees=[(code, title) for code, (title, _) in NATURES.items()] + [(ILLISIBLE, UNREADABLE[0])],
        part=short_share,
        signe=signed,
    )


def _sum(totals: Totals) -> Sommes:
    return Sommes.of([Sommes(), *totals.by("domaine").values()])


def _views(study: Study) -> Iterator[tuple[str, list[tuple[str, Sommes]], int]]:
    """Each table of totals: its name, its first lines, how many more there are."""
    rules, totals = study.rules, study.totals
    names: dict[str, Mapping[Any, str]] = {
        "domaine": {name: f"{label(name)} {item.court}" for name, item in rules.domaines.items()},
        "fenetre": {name: f"Fenêtre {name}" for name in rules.fenetres},
        "categorie": {name: f"Catégorie {name}" for name in rules.categories},
    }
    found: list[tuple[str, Mapping[Any, Sommes]]] = [
        ("domaine", totals.by("domaine")),
        ("fenetre", totals.by("fenetre")),
        ("categorie", totals.by("categorie")),
        ("statut", totals.by("statut")),
        ("region", totals.by("region")),
        ("dossier", totals.by_dossier()),
    ]
    titles = {"domaine": "domaine", "fenetre": "fenêtre", "categorie": "catégorie", "region": "région"}
    for view, sums in found:
        if not any(sums):
            continue  # nothing but what is not said
        lines = [(names.get(view, {}).get(value, value) or UNSAID, item) for value, item in sums.items()]
        yield titles.get(view, view), lines[:MANY], len(lines) - len(lines[:MANY])


def _envelopes(study: Study) -> Iterator[Enveloppe]:
    for region in sorted(study.totals.etablissements, key=lambda name: name or ""):
        share = envelope(study.rules, region, study.totals.by("domaine", region=region))
        if share is not None and share.par_domaine:
            yield share


def _has_one(study: Study, region: str | None) -> bool:
    return region is not None and region in study.rules.enveloppes.regions


class Rangee(NamedTuple):
    """A row as the table shows it; ``lien`` opens it in the simulator, where its situation can be computed."""

    ligne: Ligne
    etat: str
    remarques: list[str]
    ecart: int | None
    lien: str | None


def draw_rows(study: Study, demand: Demand, root: str) -> str:
    """A page of rows."""
    page = study.shelf.page(demand)
    return draw(
        study.rules,
        "lot/rows.html",
        root,
        page=page,
        rangees=[_row(study, line) for line in page.lignes],
        demande=demand,
        etats=STATES,
        notifies=study.gaps.notifies,
        activite=activity,
        signe=signed,
    )


def _row(study: Study, line: Ligne) -> Rangee:
    remarks = [study.layout.sentence(problem) for problem in (*line.erreurs, *line.avertissements)]
    return Rangee(line, state(line), remarks, gap(line), fragment(study, line))


def fragment(study: Study, line: Ligne) -> str | None:
    """The permalink of a row; nothing when its situation cannot be computed."""
    if line.a_part:
        return None
    situation = line.situation() | ({} if study.texte == "I2023" else {"texte": study.texte})
    try:
        return write_fragment(study.rules, read_situation(study.rules, situation))
    except InvalidInput:
        return None


def draw_receipt(study: Study, line: Ligne, site: str) -> str:
    """A row on a page of its own; ``site`` is the whole address of the site's root."""
    return draw(
        study.rules,
        "lot/received.html",
        site,
        rangee=_row(study, line),
        valeurs=line.valeurs,
        nom_liste=study.nom,
        activite=activity,
    )


def draw_windows(study: Study, moved: Mapping[FenetreId, Totals], root: str) -> str:
    """What the list would give with everyone in one window, against what it gives."""
    now = _sum(study.totals)
    rows = [
        (window, item, item.forfait - now.forfait)
        for window, item in ((w, _sum(t)) for w, t in moved.items())
    ]
    return draw(study.rules, "lot/windows.html", root, maintenant=now, fenetres=rows, signe=signed)


def draw_comparison(study: Study, before: Study, found: Comparison, root: str) -> str:
    """Who is new, who is gone, what changed between two lists."""
    return draw(
        study.rules,
        "lot/comparison.html",
        root,
        avant=before,
        apres=study,
        comparaison=found,
        limite=MANY,
        signe=signed,
    )


def activity(hundredths: int) -> str:
    """An activity as people read it."""
    return format_number(Fraction(hundredths, HUNDREDTH))


def titles(rules: Rules) -> dict[str, str]:
    """What each column of the contract is called."""
    return {name: column.titre for name, column in input_columns(rules).items()}


def signed(cents: int) -> str:
    """An amount with its sign, for a difference."""
    return f"+{format_euros(cents)}" if cents > 0 else format_euros(cents)
