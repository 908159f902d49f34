"""The list as data: its schema and its model hold together, and a data frame is computed in three lines."""

import io
import json
from pathlib import Path

import pandas
import polars
import pytest
from frictionless import Detector, Dialect, Resource, Schema, formats

from calculator import packaged_rules
from calculator.lot.computing.batch import Lot, compute
from calculator.lot.reading.columns import input_columns
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.tables import open_table
from calculator.lot.writing.schema import lot_schema, model_csv, model_xlsx

RULES = packaged_rules()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "modele.csv").write_text(model_csv(RULES), encoding="utf-8", newline="")
    return tmp_path / "modele.csv"


def report(path: Path):
    dialect = Dialect(controls=[formats.CsvControl(delimiter=";")])
    resource = Resource(
        path=path.name,
        basepath=str(path.parent),
        schema=Schema.from_descriptor(lot_schema(RULES)),
        dialect=dialect,
        encoding="utf-8-sig",
        detector=Detector(),
    )
    return resource.validate()


def test_frictionless_finds_the_schema_and_the_model_valid(model):
    assert Schema.from_descriptor(json.loads(json.dumps(lot_schema(RULES)))).to_descriptor()
    found = report(model)
    assert found.valid, found.flatten(["rowNumber", "fieldName", "note"])
    assert found.tasks[0].stats["rows"] == 12


@pytest.mark.parametrize(("good", "wrong"), [("127800", "127.800,5"), ("F1", "F9"), (";oui;", ";peut-être;")])
def test_frictionless_sees_what_does_not_follow_the_schema(model, good, wrong):
    text = model.read_text(encoding="utf-8")
    assert good in text
    model.write_text(text.replace(good, wrong), encoding="utf-8")
    assert not report(model).valid


def test_the_model_opens_as_it_is_in_both_formats():
    workbook = io.BytesIO()
    model_xlsx(RULES, workbook)
    totals = []
    for stream in (io.BytesIO(model_csv(RULES).encode()), workbook):
        table = open_table(stream, Recogniser(RULES))
        assert [item.colonne for item in table.colonnes] == list(input_columns(RULES))
        lines = list(Lot(RULES).compute(table.rows()))
        assert {line.erreurs for line in lines} == {()}
        assert all("fictif" in str(line.cellules["nom"]) for line in lines)
        totals.append([line.totaux for line in lines])
    assert totals[0] == totals[1]


COLUMNS = {
    "finess": ["010000156", None],
    "activite_combinee": [127800, 6999.5],
    "ds1_fenetre": ["F1", "F2"],
    "ds1_cro": [True, None],
}
EXPECTED = [10973812, 2159961]


def test_a_pandas_frame_in_three_lines():
    table = pandas.DataFrame(COLUMNS)
    lines = list(compute(RULES, table.to_dict("records")))
    assert [line.totaux.forfait for line in lines] == EXPECTED


def test_a_polars_frame_in_three_lines():
    table = polars.DataFrame(COLUMNS, strict=False)
    lines = list(compute(RULES, table.iter_rows(named=True)))
    assert [line.totaux.forfait for line in lines] == EXPECTED
