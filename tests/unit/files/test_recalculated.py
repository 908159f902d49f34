"""What one takes away as a workbook, reopened and recalculated by LibreOffice: formulas, sums and values."""

import json
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from calculator import packaged_rules
from calculator.cli import main
from calculator.engine.results import DossierResult, Result, establishments
from calculator.engine.simulation import compute
from calculator.files.workbook import to_xlsx
from calculator.lot.writing.schema import model_csv
from calculator.rules.model import Rules
from calculator.situation.intake import read_input
from tests.support.calculette import cents, on_the_half
from tests.support.cases import cases
from tests.support.office import needs_office, recalculated

pytestmark = needs_office
LIST = ("xlsx", "ods")


class Recalculated(NamedTuple):
    books: dict[str, Workbook]
    results: dict[str, Result | DossierResult]
    list_data: dict[str, Any]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return packaged_rules()


@pytest.fixture(scope="module")
def found(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    folder = tmp_path_factory.mktemp("exports")
    told = [case.situation for case in cases() if case.refus is None][::9]
    told += [case.situation for case in cases() if case.fichier == "dossier.yaml" and case.refus is None]
    told.append({"dossier": on_the_half(rules)})
    results = {
        f"resultat-{rank}": compute(rules, read_input(rules, given)) for rank, given in enumerate(told)
    }
    files = []
    for name, result in results.items():
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(to_xlsx(rules, result))
    (folder / "liste.csv").write_text(model_csv(rules), encoding="utf-8")
    for ending in (*LIST, "json"):
        target = folder / f"liste-{ending}.{ending}"
        done = CliRunner().invoke(main, ["lot", str(folder / "liste.csv"), "-o", str(target)])
        assert done.exit_code == 0, done.output
    files += [folder / f"liste-{ending}.{ending}" for ending in LIST]
    data = json.loads((folder / "liste-json.json").read_text(encoding="utf-8"))
    return Recalculated(recalculated(files, folder), results, data)


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The lines of a sheet, by its titles."""
    titles, *lines = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, titles), line, strict=True)) for line in lines]


def test_les_formules_d_un_resultat_donnent_ses_montants(found: Recalculated) -> None:
    for name, result in found.results.items():
        lines = rows(found.books[name], "Calcul")
        items = [item for one in establishments(result) for item in one.candidatures]
        assert len(lines) == (len(items) + 1 if items else 0)
        for line, item in zip(lines, items, strict=False):
            stated = item.forfait and (item.forfait.forfait, item.forfait.avance, item.forfait.solde)
            shown = [cents(line[title]) for title in ("Forfait", "Avance", "Solde")]
            assert shown == [step.cents for step in stated] if stated else shown == [None] * 3
            assert cents(line["Écart"]) == (0 if stated else None)


def test_les_sommes_d_un_resultat_sont_ses_totaux(found: Recalculated) -> None:
    summed = 0
    for name, result in found.results.items():
        lines = rows(found.books[name], "Calcul")
        if lines:
            totals = (result.totaux.forfait, result.totaux.avance, result.totaux.solde)
            assert tuple(cents(lines[-1][title]) for title in ("Forfait", "Avance", "Solde")) == totals
            summed += 1
    assert summed > 20


def test_un_forfait_au_demi_centime_pres_est_dans_l_essai(rules: Rules) -> None:
    assert len(on_the_half(rules)) > 30


@pytest.mark.parametrize("ending", LIST)
def test_une_liste_garde_ses_montants_une_fois_rouverte(found: Recalculated, ending: str) -> None:
    lines = rows(found.books[f"liste-{ending}"], "Résultats")
    wanted = found.list_data["lignes"]
    assert len(lines) == len(wanted) > 10
    for line, data in zip(lines, wanted, strict=True):
        assert str(line["finess"]) == data["finess"]
        for key, value in data.items():
            if key.endswith("_euros") and isinstance(value, int):
                assert cents(line[key]) == value, key


@pytest.mark.parametrize("ending", LIST)
def test_les_totaux_d_une_liste_sont_la_somme_de_ses_lignes(found: Recalculated, ending: str) -> None:
    book = found.books[f"liste-{ending}"]
    whole = rows(book, "Totaux")[0]
    lines = rows(book, "Résultats")
    for title, key in (("Forfait", "total_euros"), ("Avance", "avance_euros"), ("Solde", "solde_euros")):
        assert cents(whole[title]) == sum(cents(line[key]) or 0 for line in lines) > 0
