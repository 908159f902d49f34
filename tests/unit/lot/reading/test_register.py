"""The name and the region of establishments by FINESS, from invented lines in the shape of the public directory."""

import io

import pytest
from openpyxl import Workbook

from calculator import packaged_rules
from calculator.lot.reading.departments import REGIONS
from calculator.lot.reading.records import TableError
from calculator.lot.reading.register import NO_ESTABLISHMENT, NO_FINESS, Known, open_register
from calculator.lot.reading.tables import Row

RULES = packaged_rules()
FIRST = "finess;etalab;94;2022-09-05\n"
LINES = (
    "structureet;010000156;010000024;CH D'ESSAI;CENTRE HOSPITALIER D'ÉTÉ;;;1;RUE;DE L'EXEMPLE;;;001;01;AIN;01000 EXEMPLE;;;;\n"
    "structureet;2A0000014;2A0000022;CLINIQUE FICTIVE;;;;2;RUE;DE L'EXEMPLE;;;001;2A;CORSE DU SUD;20000 EXEMPLE;;;;\n"
    "structureet;970000017;970000025;HOPITAL DES ILES;;;;3;RUE;DE L'EXEMPLE;;;001;9A;GUADELOUPE;97100 EXEMPLE;;;;\n"
    "geolocalisation;010000156;870215.7;6571590.5;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2022-09-05\n"
)
TITLED = (
    "nofinesset;nofinessej;rs;rslongue;departement;libdepartement\n"
    "010000156;010000024;CH D'ESSAI;CENTRE HOSPITALIER D'ÉTÉ;01;AIN\n"
    "2A0000014;2A0000022;CLINIQUE FICTIVE;;2A;CORSE DU SUD\n"
    "970000017;970000025;HOPITAL DES ILES;;9A;GUADELOUPE\n"
)
FOUND = {
    "010000156": Known("CENTRE HOSPITALIER D'ÉTÉ", "Auvergne-Rhône-Alpes"),
    "2A0000014": Known("CLINIQUE FICTIVE", "Corse"),
    "970000017": Known("HOPITAL DES ILES", "Guadeloupe"),
}


@pytest.mark.parametrize(
    "content",
    [
        (FIRST + LINES).encode(),
        (FIRST + LINES).encode("latin-1"),
        LINES.encode(),
        "\n".join(reversed(LINES.splitlines())).encode(),
        (FIRST + LINES).replace("\n", "\r\n").encode("utf-8-sig"),
        TITLED.encode(),
    ],
)
def test_an_extract_of_the_directory_gives_names_and_regions(content):
    assert open_register(RULES, "finess.csv", content).etablissements == FOUND


@pytest.mark.parametrize("text", [FIRST + LINES, LINES, TITLED])
@pytest.mark.parametrize("saved", [str, lambda cell: int(cell) if cell.isdecimal() else cell])
def test_an_extract_saved_as_a_workbook_is_one_too_though_its_numbers_lost_their_zeros(text, saved):
    book, content = Workbook(), io.BytesIO()
    for line in text.splitlines():
        book.worksheets[0].append([saved(cell) for cell in line.split(";")])
    book.save(content)
    assert open_register(RULES, "finess.xlsx", content.getvalue()).etablissements == FOUND


def test_a_list_gives_them_too_whatever_it_lost():
    content = "FINESS;Nom;Région;Activité combinée 2019\n10000156;Hôpital;PACA;7000\n;Sans numéro;Corse;1\n"
    found = open_register(RULES, "liste.csv", content.encode())
    assert found.etablissements == {"010000156": Known("Hôpital", "Provence-Alpes-Côte d'Azur")}
    assert found.told == "Répertoire lu : 1 établissement, dans « liste.csv »"


@pytest.mark.parametrize("finess", ["010000156", "10000156", 10000156, " 010 000 156 ", "2a0000014"])
def test_a_finess_is_found_as_people_write_it(finess):
    found = open_register(RULES, "finess.csv", (FIRST + LINES).encode())
    assert found.find(finess) == FOUND["2A0000014" if "a" in str(finess) else "010000156"]


def test_only_what_is_blank_is_filled():
    register = open_register(RULES, "finess.csv", (FIRST + LINES).encode())
    row = Row(2, {"finess": "010000156", "nom": " ", "activite_combinee": "7000"})
    assert register.filled(row).cellules == {
        "finess": "010000156",
        "nom": "CENTRE HOSPITALIER D'ÉTÉ",
        "region": "Auvergne-Rhône-Alpes",
        "activite_combinee": "7000",
    }
    for told in (
        {"finess": "010000156", "nom": "A", "region": "Corse"},
        {"finess": "010000018"},
        {"nom": "A"},
    ):
        same = Row(2, told)
        assert register.filled(same) is same


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("geolocalisation;010000156;870215.7;6571590.5;1,ATLASANTE;2022-09-05\n", NO_ESTABLISHMENT),
        (LINES.splitlines()[-1], NO_ESTABLISHMENT),
        ("finess;etalab;94;2022-09-05\n", NO_ESTABLISHMENT),
        ("structureej;010000024;CH;CENTRE HOSPITALIER;;;\n", NO_ESTABLISHMENT),
        ("nom;activite_combinee\nA;7000\n", NO_FINESS),
        ("finess;activite_combinee\n010000156;7000\n", NO_FINESS),
    ],
)
def test_a_file_that_says_neither_name_nor_region_is_refused(content, refusal):
    with pytest.raises(TableError) as caught:
        open_register(RULES, "x.csv", content.encode())
    assert str(caught.value) == refusal


def test_every_department_of_europe_has_a_region_of_the_programme():
    codes = " ".join(REGIONS.values()).split()
    assert sorted(codes) == sorted([*(f"{rank:02}" for rank in range(1, 96) if rank != 20), "2A", "2B"])
    assert set(REGIONS) <= set(RULES.enveloppes.regions)
