"""Small files that would fill the memory or never end: each is refused while it is read, and the limit is named."""

import io
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from calculator import packaged_rules
from calculator.lot.reading import archive, blanks, records
from calculator.lot.reading.markup import NOT_A_LIST
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import TableError
from calculator.lot.reading.tables import open_table
from tests.support import workbooks
from tests.support.workbooks import ods, xlsx

RECOGNISER = Recogniser(packaged_rules())
TITLES = b"nom;activite_combinee;ds1_fenetre\n"
UNREADABLE = archive.UNREADABLE


def french(text: str) -> str:
    return text.replace("^", "\N{NARROW NO-BREAK SPACE}")


def rows(content: bytes) -> int:
    return sum(1 for _ in open_table(io.BytesIO(content), RECOGNISER).rows())


def refusal(content: bytes) -> str:
    with pytest.raises(TableError) as error:
        rows(content)
    return str(error.value)


def entity(document: Callable[..., bytes]) -> bytes:
    root = "x"
    return document(before=f"<!DOCTYPE {root} [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>")


CELL = "<c r='A{0}' t='inlineStr'><is><t>x</t></is></c>"
ODS_CELL = "<table:table-cell office:value-type='string'{0}><text:p>x</text:p></table:table-cell>"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "xlsx, une ligne au bout du monde": (
        lambda: xlsx(f"<row r='999999999'>{CELL.format(999999999)}</row>"),
        "le classeur a une ligne 999^999^999, après la dernière d’un tableur (1^048^576) : "
        "copiez la liste dans un classeur neuf.",
    ),
    "xlsx, toujours la même ligne": (
        lambda: xlsx("<row r='2'/>" * 1_100_000),
        "le classeur a une ligne 1^048^577, après la dernière d’un tableur (1^048^576) : "
        "copiez la liste dans un classeur neuf.",
    ),
    "xlsx, la dernière colonne": (
        lambda: xlsx("".join(f"<row r='{n}'><c r='XFD{n}'><v>1</v></c></row>" for n in range(2, 20_000))),
        "la ligne 2 est remplie au-delà de 1^000 colonnes : n’y gardez que les colonnes utiles.",
    ),
    "xlsx, une cellule sans fin": (
        lambda: xlsx("<row r='2'><c r='A2' t='inlineStr'><is><t>" + "x" * 100_000_000 + "</t></is></c></row>"),
        "une cellule de la ligne 2 a plus de 32^767 lettres : raccourcissez-la.",
    ),
    "xlsx, un texte partagé sans fin": (
        lambda: xlsx(
            "<row r='2'><c r='A2' t='s'><v>0</v></c></row>",
            more={"xl/sharedStrings.xml": f"<sst xmlns='{workbooks.MAIN}'><si><t>" + "x" * 50_000_000},
        ),
        "une cellule de la ligne 1 a plus de 32^767 lettres : raccourcissez-la.",
    ),
    "xlsx, un attribut sans fin": (lambda: xlsx(f"<row r='2' x='{'x' * 50_000_000}'/>"), UNREADABLE),
    "xlsx, un commentaire sans fin": (lambda: xlsx(f"<!--{'x' * 50_000_000}-->"), UNREADABLE),
    "xlsx, une profondeur sans fin": (lambda: xlsx("<a>" * 1_000_000), UNREADABLE),
    "xlsx, une feuille démesurée": (
        lambda: xlsx(" " * 210_000_000),
        "le classeur est démesuré une fois décompressé (plus de 200 Mo pour une feuille) : n’y gardez que la feuille utile.",
    ),
    "xlsx, des entités": (lambda: entity(xlsx), NOT_A_LIST),
    "xlsx, une colonne sans nom": (lambda: xlsx("<row r='2'><c r='12'><v>1</v></c></row>"), UNREADABLE),
    "xlsx, un numéro sans fin": (lambda: xlsx(f"<row r='{'9' * 10_000}'/>"), UNREADABLE),
    "ods, une ligne au bout du monde": (
        lambda: ods("<table:table-row table:number-rows-repeated='999999999'/>"),
        "le classeur a une ligne 1^000^000^000, après la dernière d’un tableur (1^048^576) : "
        "copiez la liste dans un classeur neuf.",
    ),
    "ods, une ligne remplie un million de fois": (
        lambda: ods(f"<table:table-row table:number-rows-repeated='1048575'>{ODS_CELL.format('')}</table:table-row>"),
        "plus de 200^000 lignes sont remplies : partagez la liste en plusieurs fichiers, par département par exemple.",
    ),
    "ods, une cellule remplie partout": (
        lambda: ods("<table:table-row>" + ODS_CELL.format(" table:number-columns-repeated='16384'") + "</table:table-row>"),
        "la ligne 2 est remplie au-delà de 1^000 colonnes : n’y gardez que les colonnes utiles.",
    ),
    "ods, la dernière colonne": (
        lambda: ods(
            "<table:table-row><table:table-cell table:number-columns-repeated='16383'/>" + ODS_CELL.format("") + "</table:table-row>"
        ),
        "la ligne 2 est remplie au-delà de 1^000 colonnes : n’y gardez que les colonnes utiles.",
    ),
    "ods, des espaces sans fin": (
        lambda: ods(
            "<table:table-row><table:table-cell office:value-type='string'><text:p><text:s text:c='999999999'/></text:p>"
            "</table:table-cell></table:table-row>"
        ),
        "une cellule de la ligne 2 a plus de 32^767 lettres : raccourcissez-la.",
    ),
    "ods, des entités": (lambda: entity(ods), NOT_A_LIST),
    "csv, une ligne d’un million de colonnes": (
        lambda: b"12345678;" * 1_000_000,
        "la ligne 1 a plus de 200^000 lettres : ce n’est pas une ligne par établissement.",
    ),
    "csv, trop de colonnes": (
        lambda: TITLES + b"1;" * 2000 + b"\n",
        "la ligne 2 est remplie au-delà de 1^000 colonnes : n’y gardez que les colonnes utiles.",
    ),
    "csv, des millions de cellules vides": (
        lambda: TITLES + (b"x" + b";" * 999 + b"\n") * 20_000,
        "la liste a plus de 10^000^000 cellules : n’y gardez que les colonnes utiles, ou partagez la liste en "
        "plusieurs fichiers, par département par exemple.",
    ),
    "csv, un guillemet ouvert à chaque ligne": (
        lambda: TITLES + b'"ab;1;\n' * 1_000_000,
        "plus de 100 guillemets sont ouverts et jamais refermés, le dernier ligne 102 : "
        "enregistrez de nouveau la liste en CSV depuis votre tableur.",
    ),
    "csv, rien que des guillemets": (
        lambda: TITLES + b'"' * 30_000_000,
        "la ligne 2 a plus de 200^000 lettres : ce n’est pas une ligne par établissement.",
    ),
    "csv, des guillemets et des séparateurs": (
        lambda: TITLES + b'a";' * 10_000_000,
        "la ligne 2 a plus de 200^000 lettres : ce n’est pas une ligne par établissement.",
    ),
    "csv, une cellule sans fin": (
        lambda: TITLES + b"x" * 40_000 + b";1;F1\n",
        "une cellule de la ligne 2 a plus de 32^767 lettres : raccourcissez-la.",
    ),
    "csv, trop de lignes": (
        lambda: TITLES + b"a;1;F1\n" * 200_001,
        "plus de 200^000 lignes sont remplies : partagez la liste en plusieurs fichiers, par département par exemple.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_never_end_is_refused_and_the_limit_is_named(name: str) -> None:
    make, message = HOSTILE[name]
    assert refusal(make()) == french(message)


def test_a_table_of_contents_that_would_fill_the_memory_is_not_read(monkeypatch) -> None:
    content = xlsx()
    monkeypatch.setattr(archive, "MAX_DIRECTORY", 100)
    monkeypatch.setattr(archive.zipfile, "ZipFile", lambda *_: pytest.fail("the archive was opened"))
    assert refusal(content) == UNREADABLE


def test_a_size_that_lies_gives_no_more_than_it_announced() -> None:
    content = bytearray(xlsx("<row r='2'/>" * 50_000))
    entry = content.index(b"PK\1\2", content.index(b"xl/worksheets/sheet1.xml", len(content) - 1000) - 60)
    content[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert refusal(bytes(content)) == UNREADABLE


def test_the_end_of_a_sheet_that_spreadsheets_write_costs_nothing() -> None:
    xml = "<table:table-row table:number-rows-repeated='1048574'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    row = f"<table:table-row>{ODS_CELL.format('')}<table:table-cell table:number-columns-repeated='16383'/></table:table-row>"
    assert rows(ods(row + xml)) == 1
    formatted = "".join(
        f"<row r='{n}' s='1' customFormat='1'><c r='A{n}' s='1'/></row>" for n in range(3, 50_000)
    )
    assert rows(xlsx(f"<row r='2'>{CELL.format(2)}</row>{formatted}<row r='1048576'><c r='XFD1048576' s='1'/></row>")) == 1  # fmt: skip


class Counting:
    """Records that count how many of them are taken."""

    def __init__(self, cells: list[str]) -> None:
        self.cells = cells
        self.taken = 0

    def __iter__(self):
        while True:
            self.taken += 1
            yield records.Record(self.taken, self.cells)


@pytest.mark.parametrize(
    ("cells", "taken"), [(["x"], 200_001), (["", *["x"] * 999], 10_001), ([""] * 1000, 10_001)]
)
def test_no_more_lines_are_visited_than_the_limits_say(cells: list[str], taken: int) -> None:
    counting = Counting(cells)
    with pytest.raises(TableError):
        list(blanks.Filled(counting))
    assert counting.taken == taken


MEASURED = """
import io, resource, sys
from calculator import packaged_rules
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import TableError
from calculator.lot.reading.tables import open_table
recogniser, content = Recogniser(packaged_rules()), open(sys.argv[1], "rb")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    for _ in open_table(content, recogniser).rows(): pass
except TableError as error:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of ru_maxrss is the kilobyte on Linux alone")
@pytest.mark.parametrize(
    "name",
    ["xlsx, une cellule sans fin", "xlsx, un attribut sans fin", "xlsx, un commentaire sans fin", "xlsx, une profondeur sans fin",
     "xlsx, la dernière colonne", "csv, rien que des guillemets", "csv, des guillemets et des séparateurs", "csv, des millions de cellules vides"],
)  # fmt: skip
def test_what_is_refused_took_little_memory(name: str, tmp_path, installed) -> None:
    file = tmp_path / "liste"
    file.write_bytes(HOSTILE[name][0]())
    command = [sys.executable, "-c", MEASURED, str(file)]
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert int(done.stdout) < 32_000, "kilobytes more than before the file came"
