"""A list is understood in every dialect people save it in, nothing of it is lost, and nothing crashes the reader."""

import csv
import gc
import io
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator import packaged_rules
from calculator.exact.quantities import QuantityError, parse_rate
from calculator.exact.signs import without
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.row import Ligne
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.cells import plain, read_rate
from calculator.lot.reading.columns import input_columns, output_columns
from calculator.lot.reading.delimited import read_delimited
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import MAX_BYTES, TableError
from calculator.lot.reading.tables import Row, Table, mapping_rows, open_table
from calculator.lot.writing.output import Layout, write_csv, write_json
from calculator.lot.writing.schema import lot_schema, modele

RULES = packaged_rules()
RECOGNISER = Recogniser(RULES)


def table(content: str | bytes, **options: Any) -> Table:
    data = content.encode() if isinstance(content, str) else content
    return open_table(io.BytesIO(data), RECOGNISER, **options)


def rows(content: str | bytes, **options: Any) -> list[Row]:
    return list(table(content, **options).rows())


def cells(content: str | bytes) -> list[Mapping[str, Any]]:
    return [row.cellules for row in rows(content)]


def refusal(content: bytes) -> str:
    with pytest.raises(TableError) as error:
        rows(content)
    return str(error.value)


PLAIN = "finess;nom;activite_combinee;ds1_fenetre\n010000156;Hôpital d’été;127 800,5;F1\n2A0000014;Œuvre;7000;F2\n"
EXPECTED = [
    {"finess": "010000156", "nom": "Hôpital d’été", "activite_combinee": "127 800,5", "ds1_fenetre": "F1"},
    {"finess": "2A0000014", "nom": "Œuvre", "activite_combinee": "7000", "ds1_fenetre": "F2"},
]
COMMAS = PLAIN.replace("127 800,5", '"127 800,5"').replace(";", ",")


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (PLAIN.encode(), "CSV, points-virgules, UTF-8"),
        (PLAIN.encode("utf-8-sig"), "CSV, points-virgules, UTF-8"),
        (PLAIN.encode("cp1252"), "CSV, points-virgules, Windows (cp1252)"),
        (PLAIN.encode("utf-16"), "CSV, points-virgules, UTF-16"),
        (PLAIN.replace("\n", "\r\n").encode(), "CSV, points-virgules, UTF-8"),
        (PLAIN.replace("\n", "\r").encode(), "CSV, points-virgules, UTF-8"),
        (PLAIN.rstrip("\n").encode(), "CSV, points-virgules, UTF-8"),
        (COMMAS.encode(), "CSV, virgules, UTF-8"),
        (PLAIN.replace(";", "\t").encode("utf-16"), "CSV, tabulations, UTF-16"),
        (re.sub(r"([^;\n]+)", r'"\1"', PLAIN).encode(), "CSV, points-virgules, UTF-8"),
        (PLAIN.replace("\n", ";;\n").encode(), "CSV, points-virgules, UTF-8"),
        (("\n\n;;;\n" + PLAIN.replace("\n", "\n  \n;;;\n\n")).encode(), "CSV, points-virgules, UTF-8"),
        (("Région Corse;;\nListe, au 1er mars 2022\n" + PLAIN).encode(), "CSV, points-virgules, UTF-8"),
        (PLAIN.replace(";", "|").encode(), "CSV, barres verticales, UTF-8"),
        (("Région Corse, liste, version 2\n" + COMMAS).encode(), "CSV, virgules, UTF-8"),
    ],
)
def test_every_dialect_says_the_same(content, form):
    assert table(content).format == form
    assert cells(content) == EXPECTED


NAMES = "nom;activite_combinee\nHôpital Émile-Çà-et-là;7000\nMaternité de l’Île aux Œufs;7000\n"


@pytest.mark.parametrize(
    ("encoding", "form", "whose"),
    [
        ("mac_roman", "CSV, points-virgules, ancien Mac (MacRoman)", "d’un ancien Mac (MacRoman)"),
        ("cp850", "CSV, points-virgules, DOS (cp850)", "de DOS (cp850)"),
    ],
)
def test_an_old_encoding_is_recognised_by_its_accents_and_said(encoding, form, whose):
    text = NAMES.replace("’", "'").replace("Œ", "O") if encoding == "cp850" else NAMES
    found = table(text.encode(encoding))
    assert found.format == form
    assert found.remarques == (
        f"les accents sont lus comme ceux {whose} : vérifiez-les, ou enregistrez la liste en « CSV UTF-8 ».",
    )
    assert [row.cellules["nom"] for row in found.rows()] == [
        line.partition(";")[0] for line in text.splitlines()[1:]
    ]


def test_accents_that_say_nothing_leave_a_doubt():
    (remark,) = table(b"nom;activite_combinee\nH\x81pital;7000\n").remarques
    assert remark.startswith("les accents sont lus comme ceux de Windows (cp1252) : vérifiez-les")
    assert table(NAMES.encode("cp1252")).remarques == table(NAMES.encode()).remarques == ()


def test_a_quote_that_nothing_closes_is_said_on_its_line():
    found = list(Lot(RULES).compute(rows('nom;activite_combinee\na;1\n"jamais;2\nb;5\n"fermé";4\n')))
    assert [
        (line.ligne, [item.message for item in line.avertissements]) for line in found if line.avertissements
    ] == [(3, ["un guillemet est ouvert et jamais refermé : la ligne est lue seule, jusqu’à sa fin."])]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "nom;activite_combinee\na;1\n\nb;2\n\n\n",
            "une ligne vide a été passée au milieu de la liste (ligne 3).",
        ),
        (
            "\n\nnom;activite_combinee\n;\na;1\nb;2\n",
            "une ligne vide a été passée au milieu de la liste (ligne 4).",
        ),
        (
            "nom;activite_combinee\na;1\n;\n\nb;2\n\nc;3\n",
            "3 lignes vides ont été passées au milieu de la liste (lignes 3 à 4, 6).",
        ),
        ('nom;activite_combinee\n"a\nb";1\nb;2\n', None),
    ],
)
def test_an_empty_line_between_two_rows_is_said(content, told):
    found = table(content)
    assert list(found.rows())
    assert found.passed() == told


DIRECTORY = (
    "finess;etalab;94;2022-09-05\n"
    "structureet;990000010;990000028;HOPITAL FICTIF;HOPITAL FICTIF DU TEST;;;1;RUE;DE L'EXEMPLE;;;;99000;;;;\n"
    "geolocalisation;990000010;870215.7;6571590.5;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2022-09-05\n"
)


@pytest.mark.parametrize(
    "content",
    [
        DIRECTORY.encode(),
        DIRECTORY.encode("latin-1"),
        DIRECTORY.partition("\n")[2].encode(),
        b"nofinesset;nofinessej;rs;rslongue\n990000010;990000028;HOPITAL FICTIF;\n",
        b"geolocalisation;990000010;870215.7;6571590.5;1,ATLASANTE;2022-09-05\n",
    ],
)
def test_the_public_directory_is_recognised_and_is_no_list(content):
    assert re.fullmatch(
        r"c’est un extrait du répertoire FINESS( \((établissements|coordonnées)\))?, un annuaire : il ne dit ni "
        r"l’activité combinée ni les fenêtres demandées\. Donnez la liste des candidatures, une ligne par établissement\.",
        refusal(content),
    )


def test_rows_keep_the_number_of_their_line():
    assert [row.ligne for row in rows("titre\n\n" + PLAIN.replace("\n", "\n\n"))] == [5, 7]


def test_a_cell_may_hold_a_delimiter_a_quote_and_a_line():
    content = 'nom;activite_combinee\n"Hôpital ""A"" ; site 1\nsite 2";7000\nb;1\n'
    assert cells(content) == [
        {"nom": 'Hôpital "A" ; site 1\nsite 2', "activite_combinee": "7000"},
        {"nom": "b", "activite_combinee": "1"},
    ]
    assert [row.ligne for row in rows(content)] == [2, 4]


@pytest.mark.parametrize("wrong", ['"jamais fermé', 'un "mot" cité', '5" de haut', '"fermé" puis suivi'])
def test_a_stray_quote_swallows_no_line(wrong):
    found = rows("nom;activite_combinee\n" + f"{wrong};1\n" * 3 + "b;2\n" * 30)
    assert [row.cellules["activite_combinee"] for row in found] == ["1"] * 3 + ["2"] * 30


def test_a_cell_too_many_is_told():
    (row,) = rows("nom,activite_combinee\nHôpital, site B,7000\n")
    assert [item.code for item in row.fautes] == ["cellules_en_trop"]
    assert row.fautes[0].message == (
        "la ligne a 3 cellules pour 2 colonnes : un séparateur est-il dans une cellule sans guillemets ?"
    )
    (line,) = Lot(RULES).compute([row])
    assert line.totaux is None


def test_a_column_alone_and_no_row_at_all():
    assert cells("Activité combinée\n127 800\n6 999,5\n") == [
        {"activite_combinee": "127 800"},
        {"activite_combinee": "6 999,5"},
    ]
    assert rows("finess;activite_combinee\n") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "le fichier est vide : il faut une ligne de titres et une ligne par établissement."),
        (b"\xef\xbb\xbf \r\n ;; \n", "le fichier est vide : il faut une ligne de titres et une ligne par établissement."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "c’est un classeur de l’ancien format .xls : enregistrez-le au format .xlsx, .ods ou CSV.",
        ),
        (b"%PDF-1.7", "ce n’est pas une liste lisible : il faut un fichier CSV, ou un classeur .xlsx ou .ods."),
        (b"\x89PNG\r\n\0\0", "ce n’est pas une liste lisible : il faut un fichier CSV, ou un classeur .xlsx ou .ods."),
        (
            b"x" * (MAX_BYTES + 1),
            "le fichier pèse 40 Mo, pour 40 Mo au plus : partagez-le en plusieurs fichiers, "
            "par département par exemple, ou n’y gardez que les colonnes utiles.",
        ),
    ],
    ids=["vide", "blanc", "xls", "pdf", "png", "lourd"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_says_what_to_do(content, message):
    assert refusal(content) == message


def test_a_list_may_be_left_half_read(recwarn):
    gc.collect()
    recwarn.clear()  # what another test left open is no matter of this one
    stream = io.BytesIO((PLAIN + "b;b;1;F1\n" * 5000).encode())
    rows_of = open_table(stream, RECOGNISER).rows()
    next(rows_of)
    stream.close()
    del rows_of
    assert not recwarn.list


def test_a_list_without_activity_is_understood_so_that_it_may_be_corrected():
    found = table("FINESS;Volume\n010000156;7000\n")
    assert found.fault() == (
        "aucune colonne « activite_combinee » : donnez ce titre à celle de l’activité combinée. "
        "Titres lus ligne 1 : « FINESS », « Volume »."
    )
    corrected = table("FINESS;Volume\n010000156;7000\n", choices={1: "activite_combinee"})
    assert corrected.fault() is None
    assert [row.cellules for row in corrected.rows()] == [
        {"finess": "010000156", "activite_combinee": "7000"}
    ]


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("FINESS PMSI", "finess"),
        ("N° FINESS", "finess"),
        ("  finess ", "finess"),
        ("Raison sociale", "nom"),
        ("Nom de l’établissement", "nom"),
        ("RÉGION", "region"),
        ("Activité combinée 2019", "activite_combinee"),
        ("ACTIVITE COMBINEE (journées MCO)", "activite_combinee"),
        ("DS 1 – fenêtre", "ds1_fenetre"),
        ("Fenêtre Documents de sortie", "ds1_fenetre"),
        ("DS2", "ds2_fenetre"),
        ("fenêtre de la biologie", "ds2_fenetre"),
        ("Imagerie : fenêtre", "ds3_fenetre"),
        ("Fenêtre MSS", "ds4_fenetre"),
        ("Volet 2 – forfait de base (€)", "ds4_forfait_base_euros"),
        ("Bonus CRO", "ds1_cro"),
        ("Taux DS 1.1", "ds_1_1"),
        ("DS1.1", "ds_1_1"),
        ("ds 4-3", "ds_4_3"),
        ("DS3 – montant notifié en euros", "ds3_notifie_euros"),
        ("Catégorie d’activité", "categorie_declaree"),
        ("Commentaire", None),
        ("DS5 fenêtre", None),
        ("ds1_forfait_euros", "ds1_forfait_euros"),
        ("", None),
    ],
)
def test_a_title_is_recognised_as_people_write_it(title, column):
    assert RECOGNISER.column(title) == column


def test_every_column_of_the_contract_is_recognised_by_each_of_its_titles_and_by_no_other():
    for column in input_columns(RULES).values():
        assert {RECOGNISER.column(title) for title in column.titres} == {column.nom}


def test_what_was_understood_is_told_column_by_column():
    found = RECOGNISER.understand(
        ["FINESS", "finess", "actvite_combinee", "Remarque", "", "total_euros", "Remarque"]
    )
    assert [(item.colonne, item.cle, item.remarque, item.a_revoir) for item in found] == [
        ("finess", "finess", "", False),
        (None, "finess (2)", "colonne gardée sans être lue : une autre donne déjà « finess ».", True),
        (None, "actvite_combinee", "colonne gardée sans être lue ; vouliez-vous dire « activite_combinee » ?", True),
        (None, "Remarque", "colonne gardée sans être lue.", False),
        (None, "colonne 5", "colonne gardée sans être lue.", False),
        ("total_euros", "total_euros", "colonne recalculée : ses valeurs sont remplacées.", False),
        (None, "Remarque (7)", "colonne gardée sans être lue.", False),
    ]  # fmt: skip


def test_a_choice_prevails_over_what_a_title_says():
    found = RECOGNISER.understand(["activite_combinee", "Activité 2019"], {0: None, 1: "activite_combinee"})
    assert [(item.colonne, item.cle) for item in found] == [
        (None, "activite_combinee (1)"),
        ("activite_combinee", "activite_combinee"),
    ]


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(content):
    try:
        found = table(content)
    except TableError:
        return
    assert all(line.erreurs or line.totaux is not None for line in Lot(RULES).compute(found.rows()))


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8), st.sampled_from(";,\t"))
def test_rows_in_are_rows_out_whatever_they_hold(lines, delimiter):
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["nom", "activite_combinee", "ds1_fenetre", "ds2_fenetre"])
    writer.writerows([*line, "F1"] for line in lines)
    found = list(Lot(RULES).compute(table(target.getvalue()).rows()))
    assert [tuple(line.cellules.values())[:3] for line in found] == [*lines]


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from('a";\n\r 1'), max_size=10), max_size=12))
def test_no_line_disappears_whatever_its_quotes(lines):
    content = "nom;activite_combinee\n" + "".join(f"{line};1\n" for line in lines)
    _, _, records = read_delimited(io.BytesIO(content.encode()), RECOGNISER)
    read = sum(1 + sum(str(cell).count("\n") for cell in record.cellules) for record in records)
    assert read == len(re.findall("\r\n|\r|\n", content))


@settings(deadline=None)
@given(
    st.text(st.sampled_from("0123456789/.,% -"), max_size=12)
    | st.from_regex(r"[0-9]{1,17}/[0-9]{1,17}", fullmatch=True)
)
def test_the_quick_reading_of_a_rate_is_the_reading_of_a_rate(text):
    def outcome(reader: Any) -> Any:
        try:
            return reader(text)
        except QuantityError as error:
            return error.code

    assert outcome(read_rate) == outcome(parse_rate)


@pytest.mark.parametrize(
    ("value", "kept"),
    [(0.1 + 0.2, "0.3"), (10000156.0, "10000156"), (1e300, "1E+300"), (float("nan"), "None"), (float("inf"), "inf"), (True, "oui")],
)  # fmt: skip
def test_a_float_becomes_what_a_spreadsheet_shows(value, kept):
    assert str(plain(value)) == kept


def computed(*given: dict[str, Any]) -> tuple[Layout, list[Ligne]]:
    titles = {key: key for row in given for key in row}
    return Layout(RULES, titles), list(Lot(RULES).compute(mapping_rows(given)))


def written(*given: dict[str, Any]) -> str:
    target = io.StringIO(newline="")
    write_csv(*computed(*given), target)
    return target.getvalue()


def test_csv_out_is_the_input_then_the_columns_of_the_contract_in_french():
    text = written(
        {"activite_combinee": "127800", "ds1_fenetre": "F1", "ds1_cro": "oui", "ds1_notifie_euros": "100 000"}
    )
    header, line = text.split("\r\n")[:2]
    assert header.split(";") == [
        "activite_combinee", "ds1_fenetre", "ds1_cro", "ds1_notifie_euros", *output_columns(RULES),
    ]  # fmt: skip
    found = dict(zip(header.split(";"), line.split(";"), strict=True))
    assert found["categorie"] == "C"
    assert found["ds1_forfait_euros"] == found["total_euros"] == "109738,12"
    assert found["ds1_ecart_euros"] == "-9738,12"
    assert found["ds2_forfait_euros"] == ""
    assert found["erreurs"] == ""


@pytest.mark.parametrize(
    "name",
    [
        *(f"{unseen}=1" for unseen in ("\u200b", "\ufeff", "\x08", "\x7f", "\u2060", "\xad", "\u202e", "\u3164", "\u034f", "\u200b \u200b")),
        "=1+1", "+cmd", "-2+3", "@SUM(A1)", " =1+1", "\t=1", "＝1", '=HYPERLINK("http://x";"y")',
    ],
)  # fmt: skip
def test_a_cell_that_would_start_a_formula_is_neutralised(name):
    text = written({"nom": name, "activite_combinee": "1"})
    _, row = csv.reader(io.StringIO(text), delimiter=";")
    assert row[0] == f"'{without(name)}"


@pytest.mark.parametrize("name", ["\u200bA=1", "Été", "\u200b", "1=1", "\u0301"])
def test_a_sign_that_nobody_sees_starts_no_formula_of_itself(name):
    _, row = csv.reader(io.StringIO(written({"nom": name, "activite_combinee": "1"})), delimiter=";")
    assert row[0] == without(name)


@pytest.mark.parametrize("number", ["-5", "+5", "-1 234,5"])
def test_a_number_is_no_formula(number):
    assert written({"nom": number, "activite_combinee": "1"}).split("\r\n")[1].startswith(f"{number};")


def test_csv_out_reads_back_and_computes_the_same():
    given = list(modele(RULES, 40))
    text = written(*given)
    again = open_table(io.BytesIO(text.encode("utf-8-sig")), RECOGNISER)
    lines = list(Lot(RULES).compute(again.rows()))
    target = io.StringIO(newline="")
    write_csv(Layout(RULES, again.titles), lines, target)
    assert target.getvalue() == text


def test_json_out_has_the_same_columns_and_its_amounts_in_cents():
    totals = Totals()
    layout, lines = computed(
        {
            "activite_combinee": "127800",
            "region": "Corse",
            "ds1_fenetre": "F1",
            "ds1_notifie_euros": "40 k€",
            "nom": "",
        }
    )
    target = io.StringIO()
    write_json(layout, totals.watch(lines), totals, target)
    data = json.loads(target.getvalue())
    assert data["regles"] == {"version": RULES.version, "empreinte": RULES.empreinte}
    (line,) = data["lignes"]
    assert list(line) == [*layout.titles, *output_columns(RULES)]
    assert (line["ds1_forfait_euros"], line["ds1_notifie_euros"], line["ds1_ecart_euros"]) == (
        9976193,
        4000000,
        -5976193,
    )
    assert (line["nom"], line["ds1_cibles_atteintes"], line["ds2_forfait_euros"]) == (None, None, None)
    assert data["totaux"]["forfait_centimes"] == data["par_region"]["Corse"]["forfait_centimes"] == 9976193
    assert data["totaux"]["par_domaine"]["DS1"]["candidatures"] == 1
    assert data["par_region"]["Corse"]["enveloppe"]["part"] == "9976193/113250800"


def test_the_published_schema_describes_the_columns_that_are_read():
    schema = lot_schema(RULES)
    assert [field["name"] for field in schema["fields"]] == list(input_columns(RULES))
    assert [field["name"] for field in schema["fields"] if field["constraints"]["required"]] == [
        "activite_combinee"
    ]
    assert all(field["title"] and field["description"] for field in schema["fields"])


def test_the_model_follows_the_schema():
    fields = {field["name"]: field for field in lot_schema(RULES)["fields"]}
    for row in modele(RULES):
        for name, value in row.items():
            constraints = fields[name]["constraints"]
            if not value:
                assert not constraints["required"]
                continue
            assert value in constraints.get("enum", [value])
            assert re.fullmatch(constraints.get("pattern", ".*"), value)
            if fields[name]["type"] == "boolean":
                assert value in fields[name]["trueValues"] + fields[name]["falseValues"]
