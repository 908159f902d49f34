"""« La calculette », typed in and recalculated by LibreOffice: every case that it can say, to the cent."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook

from calculator import packaged_rules
from calculator.rules.model import Rules
from calculator.words.account import sentence, total_sentence
from overrides.hooks.outputs.calculette import WRITERS
from overrides.hooks.reckoner import listing
from overrides.hooks.reckoner.book import calculette
from overrides.hooks.reckoner.checks import MOST_EUROS
from tests.support.calculette import Typed, cents, expected, expressible, on_the_half, typed
from tests.support.cases import Case, cases
from tests.support.office import Names, fill_ods, names, needs_office, recalculated

EXPRESSIBLE = [case for case in cases() if expressible(case)]
LIST_KEYS = {"activite": "activite_combinee"}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "une fenêtre qui n’existe pas": ({"activite_combinee": 1000, "ds1_fenetre": "F9"}, "DS 1 : fenêtre inconnue, attendu F1, F2, F3, F4."),
    "un joker n’est pas une fenêtre": ({"activite_combinee": 1000, "ds1_fenetre": "F*"}, "DS 1 : fenêtre inconnue, attendu F1, F2, F3, F4."),
    "le volet 2 n’a pas de fenêtre 1": ({"activite_combinee": 1000, "ds4_fenetre": "F1", "ds4_forfait_base": 1}, "DS 4 : fenêtre inconnue, attendu F2, F3, F4."),
    "une activité collée comme un texte": ({"activite_combinee": "127.800", "ds1_fenetre": "F1"}, "Activité combinée : attendu, un nombre, au moins 0, deux décimales au plus."),
    "une activité négative": ({"activite_combinee": -1, "ds1_fenetre": "F1"}, "Activité combinée : attendu, un nombre, au moins 0, deux décimales au plus."),
    "une activité à trois décimales": ({"activite_combinee": 127.805 + 0.0005, "ds1_fenetre": "F1"}, "Activité combinée : attendu, un nombre, au moins 0, deux décimales au plus."),
    "une fenêtre sans activité": ({"ds2_fenetre": "F1"}, "Activité combinée à saisir."),
    "une réponse qui n’est ni oui ni non": ({"activite_combinee": 1000, "ds2_fenetre": "F1", "ds2_atteint": "peut-être"}, "DS 2, cibles : oui ou non."),
    "un bonus qui n’est ni oui ni non": ({"activite_combinee": 1000, "ds1_fenetre": "F1", "ds1_cro": 1}, "DS 1, bonus CRO : oui ou non."),
    "une avance négative": ({"activite_combinee": 1000, "ds3_fenetre": "F1", "ds3_avance_versee": -5}, "DS 3, avance versée : attendu, un montant au centime, de 0 à 10 000 000 €."),
    "une avance au dixième de centime": ({"activite_combinee": 1000, "ds3_fenetre": "F1", "ds3_avance_versee": 5.001}, "DS 3, avance versée : attendu, un montant au centime, de 0 à 10 000 000 €."),
    "un forfait de base démesuré": ({"activite_combinee": 1000, "ds4_fenetre": "F2", "ds4_forfait_base": MOST_EUROS + 1}, "DS 4, forfait de base : attendu, un montant au centime, de 0 à 10 000 000 €."),
    "une issue sans fenêtre": ({"activite_combinee": 1000, "ds3_atteint": "oui"}, "DS 3 : choisissez la fenêtre."),
    "deux fautes se disent ensemble": ({"activite_combinee": "x", "ds3_atteint": "oui"}, "Activité combinée : attendu, un nombre, au moins 0, deux décimales au plus. DS 3 : choisissez la fenêtre."),
}  # fmt: skip
KINDLY: dict[str, dict[str, Any]] = {
    "la casse et les espaces ne comptent pas": {"activite_combinee": 127800, "ds1_fenetre": " f1", "ds1_cro": "OUI", "ds1_atteint": "Oui ", "ds1_cro_atteint": "NON"},
}  # fmt: skip


PARTS = "Composantes de l’activité : attendu, un nombre, au moins 0, deux décimales au plus."
WRONG_FORMS: dict[str, tuple[dict[str, Any], str]] = {
    "une composante collée comme un texte": ({"journees_mco": "7 000 j", "ds1_fenetre": "F1"}, PARTS),
    "une composante à trois décimales": ({"seances_mco": 10.125, "ds1_fenetre": "F1"}, PARTS),
    "une activité donnée et estimée": ({"activite": 1000, "journees_mco": 1000, "ds1_fenetre": "F1"}, "L’activité est à la fois donnée et estimée : gardez l’une des deux (celle que l’ARS détient prévaut)."),
    "une fenêtre sans activité ni composante": ({"ds1_fenetre": "F1"}, "Activité combinée à saisir."),
}  # fmt: skip


class Recalculated(NamedTuple):
    """What LibreOffice computed, and what was typed into each file."""

    books: dict[str, Workbook]
    lines: list[Typed]
    forms: list[Typed]
    names: Names


@pytest.fixture(scope="module")
def rules() -> Rules:
    return packaged_rules()


@pytest.fixture(scope="module")
def found(rules: Rules, site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    """Every file that the tests read, recalculated in one go."""
    folder = tmp_path_factory.mktemp("calculette")
    every = [item for case in EXPRESSIBLE for item in typed(rules, case)]
    every += [item for case in _halves(rules) for item in typed(rules, case)]
    lines = [item for item in every if "activite" in item.saisie]
    forms = list(_forms(every))
    files = site_folder / "assets"
    book = load_workbook(files / "sun-es-calculette.xlsx")
    places = names(book)
    written = [*_lists(rules, book, lines, folder), *_filled(book, places, forms, folder)]
    written += _in_ods(rules, files / "sun-es-calculette.ods", places, lines, forms, folder)
    return Recalculated(recalculated(written, folder), lines, forms, places)


def _halves(rules: Rules) -> Iterator[Case]:
    for rank, situation in enumerate(on_the_half(rules)):
        yield Case("", f"demi-centime {rank}", (), {}, situation)


def _forms(every: list[Typed]) -> Iterator[Typed]:
    """A case for each sentence that there is, and every one that gives the parts of an activity."""
    seen = set()
    for item in every:
        shape = re.sub(r"[\d\u202f,]+", "0", total_sentence([item.resultat]))
        weighed = "activite" not in item.saisie
        if (shape not in seen or weighed) and _is_told(item):
            seen.add(shape)
            yield item


def _is_told(item: Typed) -> bool:
    """Whether the form says the same sentence: one outcome for a domain, none refused."""
    partial = any(
        one.bilan.atteintes is None and any(goal.atteinte for goal in one.bilan.cibles if not goal.bonus)
        for one in item.resultat.candidatures
    )
    return not partial and not any(one.est_refusee for one in item.resultat.candidatures)


def _row(rules: Rules, saisie: dict[str, Any]) -> Iterator[tuple[int, Any]]:
    layout = listing.columns(rules)
    for key, value in saisie.items():
        yield layout.place(LIST_KEYS.get(key, key)), value


def _lists(rules: Rules, book: Workbook, lines: list[Typed], folder: Path) -> Iterator[Path]:
    sheet = book[listing.NAME]
    told = [item.saisie for item in lines]
    chunks = [told[start : start + listing.LINES] for start in range(0, len(told), listing.LINES)]
    wrong = [*(saisie for saisie, _ in WRONG.values()), *KINDLY.values()]
    for name, rows in [*((f"liste-{rank}", rows) for rank, rows in enumerate(chunks)), ("fautes", wrong)]:
        filled = [
            sheet.cell(row, column, value)
            for row, saisie in enumerate(rows, listing.FIRST)
            for column, value in _row(rules, saisie)
        ]
        book.save(folder / f"{name}.xlsx")
        for cell in filled:
            cell.value = None
        yield folder / f"{name}.xlsx"


def _filled(book: Workbook, places: Names, forms: list[Typed], folder: Path) -> Iterator[Path]:
    told = {f"fiche-{rank}": item.saisie for rank, item in enumerate(forms)}
    told |= {f"faute-{rank}": saisie for rank, (saisie, _) in enumerate(WRONG_FORMS.values())}
    for name, saisie in told.items():
        cells = {field: book[places[field][0]][places[field][1]] for field in saisie}
        for field, value in saisie.items():
            cells[field].value = value
        book.save(folder / f"{name}.xlsx")
        for cell in cells.values():
            cell.value = None
        yield folder / f"{name}.xlsx"


def _in_ods(
    rules: Rules, source: Path, places: Names, lines: list[Typed], forms: list[Typed], folder: Path
) -> Iterator[Path]:
    """The same lines, and the same sentences, in the other format."""
    for rank, start in enumerate(range(0, len(lines), listing.LINES)):
        rows = {
            (listing.NAME, row, column): value
            for row, item in enumerate(lines[start : start + listing.LINES], listing.FIRST)
            for column, value in _row(rules, item.saisie)
            if value is not None
        }
        fill_ods(source, folder / f"ods-liste-{rank}.ods", rows)
        yield folder / f"ods-liste-{rank}.ods"
    sheet = load_workbook(source.with_suffix(".xlsx"))["Calculette"]
    for rank, item in enumerate(forms):
        cells = {name: sheet[places[name][1]] for name in item.saisie}
        values = {
            ("Calculette", cell.row, cell.column): item.saisie[name]
            for name, cell in cells.items()
            if item.saisie[name] is not None
        }
        fill_ods(source, folder / f"ods-fiche-{rank}.ods", values)
        yield folder / f"ods-fiche-{rank}.ods"


def _shown(rules: Rules, book: Workbook, row: int) -> dict[str, Any]:
    """What the cells of a line of the list show, amounts in cents."""
    layout = listing.columns(rules)
    sheet = book[listing.NAME]
    found = {key: sheet.cell(row, layout.place(key)).value for key in layout.titles}
    money = {f"{who}_{key}" for who in ("total", *map(str.lower, rules.domaines)) for key in listing.SUMMED}
    return {key: cents(value) if key in money else value for key, value in found.items()}


def _differences(wanted: dict[str, Any], shown: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {key: (shown[key], value) for key, value in wanted.items() if shown[key] != value}


@needs_office
@pytest.mark.parametrize("name", ["liste", "ods-liste"])
def test_la_liste_donne_chaque_cas_au_centime(rules: Rules, found: Recalculated, name: str) -> None:
    faults = {}
    for rank, item in enumerate(found.lines):
        book = found.books[f"{name}-{rank // listing.LINES}"]
        shown = _shown(rules, book, listing.FIRST + rank % listing.LINES)
        if wrong := _differences(expected(item.resultat), shown):
            faults[item.cas.nom] = wrong
    assert len(found.lines) > 410
    assert faults == {}


@needs_office
def test_les_totaux_de_la_liste_sont_ceux_de_ses_lignes(rules: Rules, found: Recalculated) -> None:
    layout, sheet = listing.columns(rules), found.books["liste-0"][listing.NAME]
    rows = [
        _shown(rules, found.books["liste-0"], row)
        for row in range(listing.FIRST, listing.FIRST + listing.LINES)
    ]
    for key in (f"total_{name}" for name in listing.SUMMED):
        known = [row[key] for row in rows if row[key] is not None]
        assert cents(sheet.cell(listing.TOTAL_ROW, layout.place(key)).value) == sum(known)
        assert sheet.cell(listing.TOTAL_ROW + 1, layout.place(key)).value == len(known)
        assert known


@needs_office
def test_la_fiche_dit_la_reponse_comme_le_simulateur(rules: Rules, found: Recalculated) -> None:
    faults = {}
    files = [(f"fiche-{rank}", item) for rank, item in enumerate(found.forms)]
    files += [(f"ods-fiche-{rank}", item) for rank, item in enumerate(found.forms)]
    for name, item in files:
        book = found.books[name]
        shown = {key: book[sheet][cell].value for key, (sheet, cell) in found.names.items()}
        wanted = {key: value for key, value in expected(item.resultat).items() if key != "categorie"}
        wrong = _differences(wanted, {key: cents(shown[key]) for key in wanted})
        assert shown["categorie"] == item.resultat.categorie
        if shown["reponse"] != total_sentence([item.resultat]):
            wrong["reponse"] = (shown["reponse"], total_sentence([item.resultat]))
        for one in item.resultat.candidatures:
            key = f"{one.candidature.domaine.lower()}_phrase"
            if shown[key] != sentence(one):
                wrong[key] = (shown[key], sentence(one))
        if wrong:
            faults[item.cas.nom] = wrong
    assert len(files) > 50
    assert faults == {}


@needs_office
@pytest.mark.parametrize("name", WRONG)
def test_une_saisie_impossible_est_dite_et_n_a_pas_de_montant(
    rules: Rules, found: Recalculated, name: str
) -> None:
    shown = _shown(rules, found.books["fautes"], listing.FIRST + list(WRONG).index(name))
    assert re.sub(r"\s", " ", shown["faute"]) == WRONG[name][1]
    assert [
        key for key in shown if key.endswith(("_forfait", "_avance", "_acquis")) and shown[key] is not None
    ] == []


@needs_office
@pytest.mark.parametrize("name", WRONG_FORMS)
def test_la_fiche_dit_ce_qui_est_a_corriger(found: Recalculated, name: str) -> None:
    book = found.books[f"faute-{list(WRONG_FORMS).index(name)}"]
    shown = {key: book[sheet][cell].value for key, (sheet, cell) in found.names.items()}
    assert re.sub(r"\s", " ", shown["a_corriger"]) == WRONG_FORMS[name][1]
    assert shown["reponse"] == "À corriger : les montants reviennent ensuite"
    answers = [
        value
        for key, value in shown.items()
        if re.fullmatch(r"(ds\d|total)_(forfait|avance|solde|acquis|reste)", key)
    ]
    assert answers == [None] * 25


@needs_office
def test_un_mot_se_lit_quelle_que_soit_sa_casse(rules: Rules, found: Recalculated) -> None:
    shown = _shown(rules, found.books["fautes"], listing.FIRST + len(WRONG))
    assert (shown["faute"], shown["ds1_acquis"]) == (None, 99_761_93)


@needs_office
def test_une_ligne_fautive_est_comptee_hors_des_totaux(rules: Rules, found: Recalculated) -> None:
    layout, sheet = listing.columns(rules), found.books["fautes"][listing.NAME]
    told = sheet.cell(listing.TOTAL_ROW, layout.place("faute")).value
    assert told == f"{len(WRONG)} ligne(s) à corriger, hors des totaux"
    assert cents(sheet.cell(listing.TOTAL_ROW, layout.place("total_acquis")).value) == 99_761_93


def test_seuls_un_refus_et_un_report_ne_se_disent_pas(rules: Rules) -> None:
    left = [case for case in cases() if not expressible(case)]
    assert all(case.refus is not None or "report" in str(case.situation) for case in left)
    assert len(EXPRESSIBLE) > 3 * len(left)


def test_deux_constructions_donnent_les_memes_octets(rules: Rules, site_folder: Path) -> None:
    for ending, write in WRITERS.items():
        kept = (site_folder / f"assets/sun-es-calculette.{ending}").read_bytes()
        assert write(calculette(rules)) == kept


@pytest.mark.parametrize("ending", WRITERS)
def test_ni_macro_ni_lien_vers_dehors(site_folder: Path, ending: str) -> None:
    with zipfile.ZipFile(site_folder / f"assets/sun-es-calculette.{ending}") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in parts if re.search("vba|script|basic|external|embed", name, re.IGNORECASE)]
    text = b"".join(parts.values())
    assert not re.search(
        rb'<hyperlink|xlink:href|file://|TargetMode="External"|<script|WEBSERVICE\(|DDE', text
    )


def test_seules_les_cases_a_remplir_sont_ouvertes(rules: Rules) -> None:
    made = calculette(rules)
    book = load_workbook(io.BytesIO(WRITERS["xlsx"](made)))
    assert all(sheet.protection.sheet for sheet in book)
    for sheet in made.sheets:
        for (row, column), cell in sheet.cells.items():
            assert book[sheet.name].cell(row, column).protection.locked is not cell.look.free
            assert not (cell.look.free and cell.value)
    free = [key for key, (sheet, place) in names(book).items() if not book[sheet][place].protection.locked]
    assert {
        "activite",
        "ds1_fenetre",
        "ds1_cro",
        "ds1_atteint",
        "ds1_cro_atteint",
        "ds4_forfait_base",
    } <= set(free)
    assert not [key for key in free if key.endswith(("_forfait", "_acquis", "_reste", "_a_rembourser"))]


def test_les_feuilles_du_ods_sont_verrouillees_aussi(rules: Rules) -> None:
    made = calculette(rules)
    with zipfile.ZipFile(io.BytesIO(WRITERS["ods"](made))) as archive:
        content = archive.read("content.xml").decode()
    assert content.count('table:protected="true"') == len(made.sheets)
    looks = {cell.look for sheet in made.sheets for cell in sheet.cells.values()}
    assert content.count('style:cell-protect="none"') == sum(look.free for look in looks) > 2


def test_chaque_valeur_des_parametres_a_sa_source(rules: Rules) -> None:
    sheet = next(sheet for sheet in calculette(rules).sheets if sheet.name == "Paramètres")
    rows = {row for row, _ in sheet.cells if row > 2}
    assert len(rows) > 60
    for row in rows:
        texts = re.findall(
            r"^(\w[\w-]*), .+ : « .+ » \((fait|lecture|ouvert)", str(sheet.cells[row, 4].value), re.MULTILINE
        )
        assert texts
        assert all(text in rules.textes for text, _ in texts)


def test_les_formules_ne_recopient_aucune_valeur_des_regles(rules: Rules) -> None:
    made = calculette(rules)
    formulas = {
        str(cell.value)
        for sheet in made.sheets
        for cell in sheet.cells.values()
        if str(cell.value).startswith("=")
    }
    bare = {re.sub(r'"[^"]*"|[A-Z]+[0-9]+', "", formula) for formula in formulas}
    numbers = {number for formula in bare for number in re.findall(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?", formula)}
    assert numbers <= {
        "0",
        "1",
        "2",
        "3",
        "8",
        "99",
        "100",
        "1000",
        "1000000",
        *map(str, range(1, 10)),
        "10000000",
        "100000000",
    }


def test_les_noms_que_cite_la_page_sont_dans_le_classeur(rules: Rules, site_folder: Path) -> None:
    page = (site_folder / "calculette/index.html").read_text(encoding="utf-8")
    cited = set(re.findall(r"<code>(\w+)</code>", page)) - {"ds2", "ds3", "ds4"}
    assert len(cited) > 15
    assert cited <= calculette(rules).names.keys()


def test_la_version_et_l_empreinte_sont_dites(rules: Rules) -> None:
    about = next(sheet for sheet in calculette(rules).sheets if sheet.name == "À propos")
    values = {cell.value for cell in about.cells.values()}
    assert {rules.version, rules.empreinte} <= values


def test_les_messages_tiennent_dans_ceux_d_un_tableur(rules: Rules) -> None:
    limits = {cell.limit for sheet in calculette(rules).sheets for cell in sheet.cells.values() if cell.limit}
    assert len(limits) > 15
    for limit in limits:
        assert len(limit.title) <= 32
        assert max(len(limit.hint), len(limit.refusal), len(limit.test), len(",".join(limit.words))) <= 255
    formulas = [str(cell.value) for sheet in calculette(rules).sheets for cell in sheet.cells.values()]
    assert max(map(len, formulas)) < 8192
