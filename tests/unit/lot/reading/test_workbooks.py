"""XLSX and ODS say the same, down to what a spreadsheet hides in them; what is no list has its own sentence."""

import io
from decimal import Decimal
from typing import Any

import pytest

from calculator import packaged_rules
from calculator.lot.computing.batch import Lot
from calculator.lot.reading.archive import PROTECTED, UNREADABLE
from calculator.lot.reading.encodings import PROTECTED as PROTECTED_OLE
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import TableError
from calculator.lot.reading.tables import Table, open_table
from calculator.lot.reading.workbooks import BINARY, NOT_A_WORKBOOK, NUMBERS, OTHER_DOCUMENT
from tests.support.workbooks import MAIN, ODS_TITLES, TITLES, archive, ods, xlsx

RULES = packaged_rules()
RECOGNISER = Recogniser(RULES)
UNSAVED = (
    "la cellule est une formule sans valeur : ouvrez le classeur et enregistrez-le, ou mettez-y sa valeur."
)


def table(content: bytes, **options: Any) -> Table:
    return open_table(io.BytesIO(content), RECOGNISER, **options)


def values(content: bytes) -> list[list[Any]]:
    return [[*row.cellules.values()] for row in table(content).rows()]


def refusal(content: bytes) -> str:
    with pytest.raises(TableError) as error:
        list(table(content).rows())
    return str(error.value)


STYLES = (
    f"<styleSheet xmlns='{MAIN}'><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/>"
    "<numFmt numFmtId='165' formatCode='0.0\" mois\"'/><numFmt numFmtId='166' formatCode='[Red]0.00%'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='9'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/></cellXfs></styleSheet>"
)
SHARED = f"<sst xmlns='{MAIN}'><si><t>Hôpital</t></si><si><r><t>en </t></r><r><t>deux</t></r><rPh><t>son</t></rPh></si></sst>"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c r='B2'><v>127800</v></c>", 127800),
        ("<c r='B2'><v>1.278E5</v></c>", 127800),
        ("<c r='B2'><v>0.30000000000000004</v></c>", Decimal("0.3")),
        ("<c r='B2' s='1'><v>0.49</v></c>", "49 %"),
        ("<c r='B2' s='4'><v>0.4896</v></c>", "48,96 %"),
        ("<c r='B2' s='1'><v>1</v></c>", "100 %"),
        ("<c r='B2' s='2'><v>44562</v></c>", "2022-01-01"),
        ("<c r='B2' s='2'><v>44562.5</v></c>", "2022-01-01T12:00:00"),
        ("<c r='B2' s='3'><v>12</v></c>", 12),
        ("<c r='B2' t='b'><v>1</v></c>", "oui"),
        ("<c r='B2' t='e'><v>#N/A</v></c>", "#N/A"),
        ("<c r='B2' t='s'><v>0</v></c>", "Hôpital"),
        ("<c r='B2' t='s'><v>1</v></c>", "en deux"),
        ("<c r='B2' t='str'><f>A1</f><v>F1</v></c>", "F1"),
        ("<c r='B2' t='d'><v>2022-01-01</v></c>", "2022-01-01"),
        ("<c r='B2' t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r></is></c>", "ab"),
        ("<c r='B2'><f>3000+4000</f><v>7000</v></c>", 7000),
    ],
)
def test_a_cell_of_xlsx_is_what_it_shows(cell: str, value: Any) -> None:
    content = xlsx(f"<row r='2'>{cell}</row>", more={"xl/styles.xml": STYLES, "xl/sharedStrings.xml": SHARED})
    assert values(content) == [[None, value]]


@pytest.mark.parametrize(
    ("attributes", "text", "value"),
    [
        ("office:value-type='float' office:value='127800'", "127 800", 127800),
        ("office:value-type='float' office:value='0.30000000000000004'", "0,3", Decimal("0.3")),
        ("office:value-type='percentage' office:value='0.49'", "49 %", "49 %"),
        ("office:value-type='percentage' office:value='1'", "100%", "100 %"),
        ("office:value-type='currency' office:value='1234.5'", "1 234,50 €", Decimal("1234.5")),
        ("office:value-type='boolean' office:boolean-value='true'", "VRAI", "oui"),
        ("office:value-type='date' office:date-value='2022-01-01'", "01/01/22", "2022-01-01"),
        ("office:value-type='string'", "F1", "F1"),
        (
            "office:value-type='string'",
            "a<text:s text:c='2'/>b<text:tab/><text:span>c</text:span>",
            "a  b\tc",
        ),
        ("table:formula='of:=3000+4000' office:value-type='float' office:value='7000'", "7000", 7000),
        ("office:value-type='string'", "a</text:p><text:p>b", "a\nb"),
    ],
)
def test_a_cell_of_ods_is_what_it_shows(attributes: str, text: str, value: Any) -> None:
    note = "<office:annotation><text:p>une note</text:p></office:annotation>"
    cell = f"<table:table-cell {attributes}>{note}<text:p>{text}</text:p></table:table-cell>"
    assert values(ods(f"<table:table-row><table:table-cell/>{cell}</table:table-row>")) == [[None, value]]


def test_what_is_repeated_in_ods_stands_as_often_as_it_says() -> None:
    cell = "<table:table-cell office:value-type='string' table:number-columns-repeated='2'><text:p>1</text:p></table:table-cell>"
    rows = (
        "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>"
        f"<table:table-row table:number-rows-repeated='2'><table:table-cell/>{cell}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{cell}</table:table-row>"
        "<table:table-row table:number-rows-repeated='1048569'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    found = table(ods(rows))
    assert [(row.ligne, [*row.cellules.values()]) for row in found.rows()] == [
        (line, [None, "1", "1"]) for line in (5, 6, 7)
    ]
    assert found.passed() == "3 lignes vides ont été passées au milieu de la liste (lignes 2 à 4)."


HIDDEN = {
    "xlsx": xlsx(
        "<row r='2' hidden='1'><c r='B2'><v>7000</v></c></row><row r='3'><c r='B3'><v>1</v></c></row>"
    ),
    "ods": ods(
        "".join(
            f"<table:table-row{shown}><table:table-cell/><table:table-cell office:value-type='float' office:value='{value}'/></table:table-row>"
            for shown, value in ((" table:visibility='filter'", 7000), ("", 1))
        )
    ),
}


@pytest.mark.parametrize("form", HIDDEN)
def test_a_hidden_row_is_computed_and_said(form: str) -> None:
    first, second = Lot(RULES).compute(table(HIDDEN[form]).rows())
    assert first.valeurs["activite_combinee"] == 700_000
    assert [item.message for item in first.avertissements] == [
        "la ligne est masquée dans le classeur : elle est calculée comme les autres."
    ]
    assert second.avertissements == ()


FORMULAS = {
    "xlsx": xlsx(
        "<row r='2'><c r='A2'><f>Z1</f></c><c r='B2'><f>3000+4000</f><v></v></c><c r='C2' t='inlineStr'><is><t>F1</t></is></c></row>"
    ),
    "xlsx, à recalculer": xlsx(
        "<row r='2'><c r='A2'><f>Z1</f><v>0</v></c><c r='B2'><f>3000+4000</f><v>0</v></c><c r='C2' t='str'><f>Z2</f><v>F1</v></c></row>",
        calc="<calcPr calcId='1' fullCalcOnLoad='1'/>",
    ),
    "ods": ods(
        "<table:table-row><table:table-cell table:formula='of:=[.Z1]'/><table:table-cell table:formula='of:=3000+4000'/>"
        "<table:table-cell office:value-type='string'><text:p>F1</text:p></table:table-cell></table:table-row>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMULAS)
def test_a_formula_without_a_value_is_said_and_nothing_is_computed_from_it(form: str) -> None:
    (line,) = Lot(RULES).compute(table(FORMULAS[form]).rows())
    assert [(item.chemin, item.message) for item in line.erreurs] == [("activite_combinee", UNSAVED)]
    assert [(item.chemin, item.message) for item in line.avertissements] == [("nom", UNSAVED)]
    assert (line.totaux, line.valeurs) == (None, {"ds1_fenetre": "F1"})


def test_a_saved_zero_is_a_zero() -> None:
    assert values(xlsx("<row r='2'><c r='B2'><f>1-1</f><v>0</v></c></row>")) == [[None, 0]]


ROW = "<row r='2'><c r='B2'><v>7000</v></c></row>"
ODS_ROW = "<table:table-row><table:table-cell/><table:table-cell office:value-type='float' office:value='7000'/></table:table-row>"
SHEETS = {
    "xlsx": xlsx(sheets={"Données": TITLES + ROW, "Autre": TITLES + ROW, "Vide": TITLES, "Notice": ""}),
    "ods": ods(sheets={"Données": ODS_TITLES + ODS_ROW, "Autre": ODS_TITLES + ODS_ROW, "Vide": ODS_TITLES, "Notice": ""}),
}  # fmt: skip


@pytest.mark.parametrize("form", SHEETS)
def test_the_sheet_that_is_read_is_said_and_those_that_hold_a_list_too(form: str) -> None:
    found = table(SHEETS[form])
    assert (found.feuille, found.autres, found.feuilles) == ("Données", ("Autre",), ("Données", "Autre", "Vide", "Notice"))  # fmt: skip
    assert found.remarques == (
        "la feuille « Données » est lue ; « Autre » porte aussi une liste, qui n’est pas lue : "
        "choisissez la feuille si ce n’est pas la bonne.",
    )
    assert table(SHEETS[form], sheet="Autre").feuille == "Autre"


@pytest.mark.parametrize(
    "content",
    [
        xlsx(sheets={"A": TITLES, "Liste": TITLES + ROW}, state="hidden"),
        ods(
            sheets={"A": ODS_TITLES, "Liste": ODS_TITLES + ODS_ROW},
            styles="<style:style style:name='ta2' style:family='table'><style:table-properties table:display='false'/></style:style>",
        ),
    ],
    ids=["xlsx", "ods"],
)
def test_a_sheet_that_is_shown_is_read_before_one_that_is_hidden(content: bytes) -> None:
    assert table(content).feuille == "A"
    assert table(content, sheet="Liste").remarques == (
        "la feuille « Liste », qui est lue, est masquée dans le classeur.",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (archive({"lisez-moi.txt": "x"}), NOT_A_WORKBOOK),
        (archive({"mimetype": "application/epub+zip"}), NOT_A_WORKBOOK),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), OTHER_DOCUMENT),
        (archive({"[Content_Types].xml": "", "word/document.xml": ""}), OTHER_DOCUMENT),
        (archive({"[Content_Types].xml": "", "xl/workbook.bin": ""}), BINARY),
        (archive({"Index/Document.iwa": ""}), NUMBERS),
        (archive({"Index.zip": ""}), NUMBERS),
        (archive({"[Content_Types].xml": "", "xl/other.xml": ""}), UNREADABLE),
        (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), UNREADABLE),
        (ods(more={"META-INF/manifest.xml": "<m:encryption-data/>"}), PROTECTED),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 9000 + "EncryptedPackage".encode("utf-16-le"), PROTECTED_OLE),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 9000, "c’est un classeur de l’ancien format .xls : enregistrez-le au format .xlsx, .ods ou CSV."),
        (b"<html><table><tr><td>finess</td></tr></table></html>", "c’est une page web ou un document XML, quel que soit son nom : ouvrez-le dans un tableur et enregistrez-le au format .xlsx, .ods ou CSV."),
        (xlsx(sheets={"Graphique": ""}, more={"xl/_rels/workbook.xml.rels": "<R/>"}), "le classeur n’a aucune feuille de cellules : il faut une liste, une ligne par établissement."),
    ],
)  # fmt: skip
def test_what_is_no_list_is_called_by_its_name(content: bytes, message: str) -> None:
    assert refusal(content) == message


@pytest.mark.parametrize(
    ("name", "content", "remark"),
    [
        ("liste.csv", xlsx(ROW), "le nom finit par « .csv », mais le contenu est un classeur XLSX : il est lu comme tel."),
        ("liste.xls", xlsx(ROW), "le nom finit par « .xls », mais le contenu est un classeur XLSX : il est lu comme tel."),
        ("liste.xlsx", ods(ODS_ROW), "le nom finit par « .xlsx », mais le contenu est un classeur ODS : il est lu comme tel."),
        ("liste.xlsx", b"activite_combinee\n7000\n", "le nom finit par « .xlsx », mais le contenu est un texte CSV : il est lu comme tel."),
        ("liste.XLSM", xlsx(ROW), None),
        ("liste.ods", ods(ODS_ROW), None),
        ("liste.v2", b"activite_combinee\n7000\n", None),
        ("", xlsx(ROW), None),
    ],
)  # fmt: skip
def test_an_ending_that_is_not_that_of_the_content_is_said(
    name: str, content: bytes, remark: str | None
) -> None:
    assert table(content, name=name).remarques == (() if remark is None else (remark,))


def test_titles_on_two_lines_are_read_together() -> None:
    def line(number: int, *texts: str) -> str:
        cells = "".join(
            f"<c r='{column}{number}' t='inlineStr'><is><t>{text}</t></is></c>"
            for column, text in zip("ABCDEFG", texts, strict=False)
            if text
        )
        return f"<row r='{number}'>{cells}</row>"

    content = xlsx(
        sheets={
            "A": line(1, "Liste de la région")
            + line(2, "FINESS", "Activité combinée", "DS 1", "", "", "DS 2")
            + line(3, "", "2019", "fenêtre", "bonus CRO", "forfait notifié", "fenêtre")
            + line(4, "010000156", "127800", "F1", "oui", "109738,12", "F4")
        }
    )
    found = table(content)
    assert [item.colonne for item in found.colonnes] == ["finess", "activite_combinee", "ds1_fenetre", "ds1_cro", "ds1_notifie_euros", "ds2_fenetre"]  # fmt: skip
    assert found.remarques == ("les titres tiennent sur deux lignes, 2 et 3 : ils sont lus ensemble.",)
    (row,) = Lot(RULES).compute(found.rows())
    assert (row.ligne, row.avertissements, [item.montants.forfait for item in row.demandes]) == (4, (), [10_973_812, 3_135_537])  # fmt: skip
