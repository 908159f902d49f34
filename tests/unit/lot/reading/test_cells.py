"""A cell is read as people and their programs write it, where it can mean one thing alone."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from calculator import packaged_rules
from calculator.exact.quantities import QuantityError
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.row import Ligne
from calculator.lot.reading.cells import readers
from calculator.lot.reading.tables import mapping_rows

RULES = packaged_rules()
READ = readers(RULES)


def code(kind: Any, cell: Any) -> str:
    with pytest.raises(QuantityError) as error:
        READ[kind](cell)
    return error.value.code


@pytest.mark.parametrize(
    ("cell", "window"),
    [
        *[(text, "F1") for text in ("F1", "f1", " F 1", "Fenêtre 1", "fenetre1", "1", 1, "1.0", "01", "F1 (2022)", "S1 2022")],
        *[(text, "F1") for text in ("1er semestre 2022", "F1 - S1 2022", "2022 S1", "Fenêtre n°1 (1er semestre 2022)", "(F1)")],
        *[(text, "F2") for text in ("Fen. 2", "Fen 2", "2e semestre 2022", "2nd sem. 2022", "S2 2022", "n° 2", "F2/2022")],
        *[(text, "F3") for text in ("fenêtre n° 3", "FENÊTRE N°3", "Fenêtre no 3", "F3 (2023)", "S1 2023", Decimal(3))],
        *[(text, "F4") for text in ("F.4", "S2-2023", "2d semestre 2023")],
        *[(text, None) for text in ("-", "–", "—")],
    ],
)  # fmt: skip
def test_a_window_is_read_where_one_alone_fits(cell: Any, window: str | None) -> None:
    assert READ["fenetre"](cell) == window


@pytest.mark.parametrize(
    "cell",
    ["F5", "F0", "F12", "F1 (2023)", "F2 S1 2022", "2022", "S1", "S3 2022", "S1 2021", "F1/F2", "F1 ou F2", "S1 2022 2023", "oui", "1,5", "F", "janvier 2022"],
)  # fmt: skip
def test_a_window_that_is_none_or_several_is_refused(cell: str) -> None:
    assert code("fenetre", cell) == "fenetre_inconnue"


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *[(text, True) for text in ("oui", "Oui ", "X", "x", "O", "o", "1", 1, "1.0", "1,0", "vrai")],
        *[(text, False) for text in ("non", "N", "n", "0", 0, "0.0", "faux")],
    ],
)
def test_an_answer_is_a_word_a_letter_a_cross_or_a_figure(cell: Any, answer: bool) -> None:
    assert READ["oui_non"](cell) is answer


@pytest.mark.parametrize("cell", ["peut-être", "2", 2, "xx", "?", "-", "on"])
def test_an_answer_that_is_none_is_refused(cell: Any) -> None:
    assert code("oui_non", cell) == "booleen_illisible"


def test_an_empty_answer_is_no() -> None:
    (line,) = Lot(RULES).compute(
        mapping_rows([{"activite_combinee": "127800", "ds1_fenetre": "F1", "ds1_cro": ""}])
    )
    assert [item.cro for item in line.demandes] == [False]


@pytest.mark.parametrize(
    "cell",
    ["127800", "127 800", "127'800", "127’800", "127 800 journées", "127800 journees", "127'800 journées MCO", "127 800 j", "127 800 jours", "127 800 journées combinées MCO"],
)  # fmt: skip
def test_an_activity_may_have_its_unit_and_apostrophes(cell: str) -> None:
    assert READ["activite"](cell) == 12_780_000


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("activite", "1'600'000,5 journées", 160_000_050),
        ("euros", "99'761,93 €", 9_976_193),
        ("euros", "1’000 k€", 100_000_000),
        ("taux", "1'490/2'980", Fraction(1, 2)),
    ],
)
def test_an_apostrophe_groups_three_digits_everywhere(kind: Any, cell: str, expected: Any) -> None:
    assert READ[kind](cell) == expected


@pytest.mark.parametrize("cell", ["12'78", "1278'00", "127'8000", "'127800'", "127 800 lits", "127 800 €"])
def test_an_apostrophe_or_a_word_that_means_something_else_is_refused(cell: str) -> None:
    assert code("activite", cell) == "nombre_illisible"


@pytest.mark.parametrize("kind", ["activite", "euros", "taux"])
@pytest.mark.parametrize("cell", ["1,278E+05", "1.278E5", "4,9E-01", "1E+06"])
def test_the_scientific_notation_is_called_by_its_name(kind: Any, cell: str) -> None:
    with pytest.raises(QuantityError) as error:
        READ[kind](cell)
    assert str(error.value) == (
        f"« {cell} » : notation scientifique, la valeur a pu perdre des chiffres ; "
        "élargissez la colonne et enregistrez de nouveau."
    )


def line(finess: Any) -> Ligne:
    (found,) = Lot(RULES).compute(mapping_rows([{"finess": finess, "activite_combinee": "1"}]))
    return found


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("10000156", "« 10000156 » a perdu son zéro initial : lu « 010000156 »."),
        (
            "10000156.0",
            "« 10000156.0 » a été écrit comme un nombre, sans son zéro initial : lu « 010000156 ».",
        ),
        ("010000156,0", "« 010000156,0 » a été écrit comme un nombre : lu « 010000156 »."),
        ('="010000156"', '« ="010000156" » a des signes en trop : lu « 010000156 ».'),
        ("'10000156", "« '10000156 » a des signes en trop et a perdu son zéro initial : lu « 010000156 »."),
        ("01-000-015-6", "« 01-000-015-6 » a des signes en trop : lu « 010000156 »."),
        (10000156, "« 10000156 » est un nombre dans le classeur : lu « 010000156 »."),
    ],
)
def test_a_finess_that_lost_something_gets_it_back_where_its_key_agrees(cell: Any, message: str) -> None:
    found = line(cell)
    assert found.valeurs["finess"] == found.cellules["finess"] == "010000156"
    assert [(item.code, item.message) for item in found.avertissements] == [("finess_numerique", message)]


@pytest.mark.parametrize("cell", ["010000156", "01 000 015 6", " 010000156 "])
def test_a_finess_that_is_whole_is_not_doubted(cell: str) -> None:
    assert (line(cell).valeurs["finess"], line(cell).avertissements) == ("010000156", ())


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("10000157", "« 10000157 » : 8 chiffres au lieu de 9 ; vérifiez-le."),
        ("1,00E+07", "« 1,00E+07 » : notation scientifique, le numéro a perdu des chiffres ; donnez à la colonne le format Texte et saisissez-le de nouveau."),
    ],
)  # fmt: skip
def test_a_finess_that_no_key_confirms_stays_as_it_is(cell: str, message: str) -> None:
    found = line(cell)
    assert found.valeurs["finess"] == cell
    assert [(item.code, item.message) for item in found.avertissements] == [("finess_douteux", message)]
