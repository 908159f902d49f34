"""A table of pandas or of polars is computed in one call, as the command line computes the same list."""

import io
import json
import warnings
from decimal import Decimal
from pathlib import Path

import pandas
import polars
import pytest
from click.testing import CliRunner

from calculator import packaged_rules
from calculator.cli import main
from calculator.lot import Listing, compute_table
from calculator.lot.reading.columns import input_columns, output_columns
from calculator.lot.reading.records import TableError
from calculator.lot.writing.schema import model_csv

RULES = packaged_rules()
COLUMNS = {
    "finess": ["010000156", None, "0100001"],
    "activite_combinee": [127800, 6999.5, None],
    "ds1_fenetre": ["F1", "F2", "F9"],
    "ds1_cro": ["oui", None, None],
    "ds1_notifie_euros": ["97 607,57", None, None],
    "suivi_par": ["A", "B", "C"],
}


def frame(library, columns=COLUMNS):
    return library.DataFrame(columns) if library is pandas else library.DataFrame(columns, strict=False)


def plain(value):
    """A value of either library as Python's own."""
    return None if value is pandas.NA or value is None or value != value else value


@pytest.fixture(params=[pandas, polars], ids=["pandas", "polars"])
def library(request):
    return request.param


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "modele.csv").write_text(model_csv(RULES), encoding="utf-8", newline="")
    return tmp_path / "modele.csv"


def by_command(file: Path, *arguments: str):
    target = file.with_suffix(".json")
    CliRunner().invoke(main, ["lot", str(file), "-o", str(target), *arguments], catch_exceptions=False)
    return json.loads(target.read_text(encoding="utf-8"))


def read(library, file: Path):
    if library is pandas:
        return pandas.read_csv(file, sep=";", dtype=str)
    return polars.read_csv(file, separator=";", infer_schema=False)


def test_une_table_rend_sa_bibliotheque_ses_lignes_et_des_centimes_entiers(library):
    given = frame(library)
    table = compute_table(RULES, given)
    assert type(table) is type(given)
    assert list(table.columns) == [*COLUMNS, *output_columns(RULES)]
    assert [plain(value) for value in table["ds1_forfait_euros"].to_list()] == [10973812, 2159961, None]
    assert [plain(value) for value in table["ds1_notifie_euros"].to_list()] == [9760757, None, None]
    assert plain(table["ds1_ecart_euros"].to_list()[0]) == 9760757 - 10973812
    assert str(table["total_euros"].dtype) == "Int64"
    assert str(table["ds1_cibles_atteintes"].dtype).lower() == "boolean"
    assert table["suivi_par"].to_list() == COLUMNS["suivi_par"]
    assert "une fenêtre" in table["erreurs"].to_list()[2]
    assert list(given.columns) == list(COLUMNS), "the table that was given is not changed"


def test_le_modele_donne_ce_que_donne_la_ligne_de_commande_cellule_par_cellule(library, model):
    expected = by_command(model)
    listing = Listing(RULES, read(library, model))
    table = listing.table()
    computed = [*output_columns(RULES), *(n for n, c in input_columns(RULES).items() if c.genre == "euros")]
    assert len(table) == len(expected["lignes"]) > 10
    for name in computed:
        found = [plain(value) for value in table[name].to_list()]
        assert found == [line[name] for line in expected["lignes"]], name
    assert json.loads(json.dumps(listing.totals)) == expected["totaux"]
    assert json.loads(json.dumps(listing.regions)) == expected["par_region"]


def test_la_liste_ecrit_les_memes_fichiers_que_la_ligne_de_commande(library, model):
    listing = Listing(RULES, read(library, model))
    for ending in (".csv", ".json"):
        target = model.with_name(f"resultat{ending}")
        CliRunner().invoke(main, ["lot", str(model), "-o", str(target)], catch_exceptions=False)
        stream = io.BytesIO()
        listing.write(stream, ending)
        assert stream.getvalue() == target.read_bytes()
    book = io.BytesIO()
    listing.write(book, ".xlsx")
    sheets = pandas.read_excel(book, sheet_name=None, dtype=str)
    assert next(iter(sheets)) == "Résultats"
    assert len(sheets["Résultats"]) == len(read(pandas, model))
    with pytest.raises(TableError, match="la sortie est un fichier"):
        listing.write(io.BytesIO(), ".pdf")


def test_les_titres_des_gens_sont_reconnus_et_un_presque_nom_est_dit(library):
    table = frame(library, {"Activité combinée": [127800], "DS1 fenêtre": ["F1"], "ds1_fenetr": ["F2"]})
    with pytest.warns(UserWarning, match="vouliez-vous"):
        found = compute_table(RULES, table)
    assert found["total_euros"].to_list() == [9976193]
    assert list(found.columns)[:3] == ["activite_combinee", "ds1_fenetre", "ds1_fenetr"]


def test_les_types_d_un_tableur_sont_lus_comme_la_liste_les_ecrit(library):
    columns = {
        "finess": [10000156],
        "activite_combinee": [Decimal("127800.00")],
        "ds1_fenetre": ["F1"],
        "ds1_cro": [True],
        "ds_1_1": [0.5],
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = compute_table(RULES, frame(library, columns), region="Corse")
    assert table["ds1_forfait_euros"].to_list() == [10973812]
    assert table["finess"].to_list() == ["010000156"]


def test_les_lignes_d_un_meme_etablissement_se_connaissent(library):
    columns = {"finess": ["010000156"] * 2, "activite_combinee": [127800] * 2, "ds1_fenetre": ["F1", "F2"]}
    told = compute_table(RULES, frame(library, columns))["avertissements"].to_list()
    assert "ligne 2" in told[0]
    assert "ligne 1" in told[1]


def test_l_index_et_les_types_d_une_table_pandas_restent():
    table = pandas.DataFrame(COLUMNS, index=["x", "y", "y"]).astype({"suivi_par": "category"})
    found = compute_table(RULES, table)
    assert list(found.index) == ["x", "y", "y"]
    assert found["suivi_par"].dtype == table["suivi_par"].dtype


class Stream:
    """What gives an Arrow stream and is no table of pandas or polars."""

    def __init__(self, table: polars.DataFrame) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


class Exchange:
    """What speaks the interchange protocol and nothing else."""

    def __init__(self, table: pandas.DataFrame) -> None:
        self._table = table

    def __dataframe__(self, nan_as_null=False, allow_copy=True):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pandas says that it will go
            return self._table.__dataframe__(nan_as_null, allow_copy)


@pytest.mark.filterwarnings("ignore:.*interchange.*")
def test_une_autre_table_est_lue_par_la_bibliotheque_qui_est_la():
    whole = {
        name: values[:2] for name, values in COLUMNS.items() if name in ("activite_combinee", "ds1_fenetre")
    }
    for given, library in ((Stream(frame(polars, whole)), polars), (Exchange(frame(pandas, whole)), pandas)):
        table = compute_table(RULES, given)
        assert isinstance(table, library.DataFrame)
        assert table["total_euros"].to_list() == [9976193, 2159961]


@pytest.mark.parametrize(
    ("table", "region", "message"),
    [
        ([1, 2], None, "n’est pas une table"),
        (pandas.DataFrame({"activité": []}), "Atlantide", "région inconnue « Atlantide »"),
        (pandas.DataFrame({"nom": ["A"]}), None, "aucune colonne « activite_combinee »"),
    ],
    ids=["aucune table", "région inconnue", "sans activité"],
)
def test_ce_qui_ne_peut_pas_etre_calcule_est_refuse_en_une_phrase(table, region, message):
    with pytest.raises(TableError, match=message):
        Listing(RULES, table, region=region)


def test_une_table_sans_ligne_rend_les_colonnes_seules(library):
    table = compute_table(RULES, frame(library, {"activite_combinee": []}))
    assert len(table) == 0
    assert list(table.columns) == ["activite_combinee", *output_columns(RULES)]
