"""A list of establishments: what the file is, where its titles are, how they are understood; then it streams."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from calculator.exact.problems import Problem
from calculator.lot.reading.blanks import Filled
from calculator.lot.reading.cells import is_blank, plain
from calculator.lot.reading.columns import ACTIVITY, Kind
from calculator.lot.reading.delimited import read_delimited
from calculator.lot.reading.directory import refuse_directory
from calculator.lot.reading.recognition import Choices, Recogniser, Understood
from calculator.lot.reading.records import LINES_BEFORE_HEADER, MAX_BYTES, Cell, Formula, Record, TableError
from calculator.lot.reading.titles import find_titles

UNSAVED = (
    "la cellule est une formule sans valeur : ouvrez le classeur et enregistrez-le, ou mettez-y sa valeur."
)
NAMES: set[Kind] = {"texte", "finess"}
"""The kinds without which a row is computed all the same."""


class Row(NamedTuple):
    """One establishment: its line, its cells by column, what is wrong with the line itself, what is doubtful."""

    ligne: int
    cellules: Mapping[str, Cell]
    fautes: tuple[Problem, ...] = ()
    doutes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A list that was understood; ``rows`` reads it, once.

    ``format`` says in French what was found, ``feuilles`` the sheets of a spreadsheet and ``feuille`` the
    one that is read, ``autres`` those that hold a list too, ``entete`` the last line of the titles, ``apercu``
    the first lines under it, ``remarques`` what is to be known of the file, in French.
    """

    format: str
    entete: int
    colonnes: tuple[Understood, ...]
    apercu: tuple[Record, ...]
    records: Iterator[Record]
    filled: Filled
    kinds: Mapping[str, Kind]
    feuilles: tuple[str, ...] = ()
    feuille: str | None = None
    autres: tuple[str, ...] = ()
    remarques: tuple[str, ...] = ()

    @property
    def titles(self) -> dict[str, str]:
        """The title of each column, by what its cells are called."""
        return {item.cle: item.titre or item.cle for item in self.colonnes}

    def rows(self) -> Iterator[Row]:
        """The establishments, in order."""
        keys = tuple(item.cle for item in self.colonnes)
        width = len(keys)
        for line, cells, doubts in self.records:
            overflows = len(cells) > width and any(cells[width:]) and _width(cells) > width
            faults = (_overflow(_width(cells), width),) if overflows else ()
            row = Row(line, dict(zip(keys, cells, strict=False)), faults, doubts)
            yield self._without_formulas(row) if Formula in map(type, cells) else row

    def passed(self) -> str | None:
        """What was passed over of what was read so far, in French."""
        return self.filled.passed(self.entete)

    def _without_formulas(self, row: Row) -> Row:
        """A row whose formulas have no value: told, and nothing read in their place."""
        cells = dict(row.cellules)
        faults, doubts = [*row.fautes], [*row.doutes]
        for key, cell in row.cellules.items():
            kind = self.kinds.get(key)
            if kind is not None and isinstance(cell, Formula):
                cells[key] = None
                told = doubts if kind in NAMES else faults
                told.append(Problem(key, "formule_sans_valeur", UNSAVED))
        return Row(row.ligne, cells, tuple(faults), tuple(doubts))

    def fault(self) -> str | None:
        """Why nothing can be computed from this list, in French; ``None`` when it can."""
        if any(item.colonne == ACTIVITY for item in self.colonnes):
            return None
        seen = ", ".join(f"« {item.titre} »" for item in self.colonnes if item.titre)
        return (
            f"aucune colonne « {ACTIVITY} » : donnez ce titre à celle de l’activité combinée. "
            f"Titres lus ligne {self.entete} : {seen}."
        )


def _overflow(count: int, width: int) -> Problem:
    message = (
        f"la ligne a {count} cellules pour {width} colonnes : un séparateur est-il dans une cellule "
        "sans guillemets ?"
    )
    return Problem("", "cellules_en_trop", message)


def mapping_rows(rows: Iterable[Mapping[str, object]]) -> Iterator[Row]:
    """The rows of a data frame, or any mappings whose keys are those of the contract."""
    for line, cells in enumerate(rows, 1):
        yield Row(line, {key: plain(value) for key, value in cells.items()})


def open_table(
    stream: BinaryIO,
    recogniser: Recogniser,
    *,
    sheet: str | None = None,
    choices: Choices | None = None,
    name: str = "",
) -> Table:
    """Understand a file by its content, or raise ``TableError``.

    The stream can seek. ``sheet`` and ``choices`` correct what would be understood by itself; ``name`` is
    what the file is called, to say when its ending is another's.
    """
    refuse_weight(stream.seek(0, io.SEEK_END))
    stream.seek(0)
    if stream.read(2) == b"PK":
        from calculator.lot.reading.workbooks import read_workbook  # a workbook came

        book = read_workbook(stream, recogniser, sheet)
        remarks = [*_about_name(name, book.forme, book.extension)]
        if book.autres:
            remarks.append(_other_sheets(book.feuille, book.autres))
        if book.est_masquee:
            remarks.append(f"la feuille « {book.feuille} », qui est lue, est masquée dans le classeur.")
        return _table(
            book.forme,
            Filled(book.lignes, skipped=True),
            recogniser,
            choices,
            remarks,
            book.feuilles,
            book.feuille,
            book.autres,
        )
    form, doubts, records = read_delimited(stream, recogniser)
    return _table(form, Filled(records), recogniser, choices, [*_about_name(name, "texte CSV"), *doubts])


def _about_name(name: str, form: str, ending: str | None = None) -> Iterator[str]:
    """What to say of a file whose ending is that of another format."""
    told = name.rpartition(".")[2].casefold() if "." in name else ""
    if told in ("xlsx", "xlsm", "xls", "ods", "xlsb", "numbers", "csv", "tsv") and told not in _endings(
        ending
    ):
        yield f"le nom finit par « .{told} », mais le contenu est un {form} : il est lu comme tel."


def _endings(ending: str | None) -> tuple[str, ...]:
    return ("csv", "tsv") if ending is None else ("xlsx", "xlsm") if ending == "xlsx" else (ending,)


def _other_sheets(sheet: str, others: Sequence[str]) -> str:
    named = ", ".join(f"« {name} »" for name in others)
    hold = (
        "porte aussi une liste, qui n’est pas lue"
        if len(others) == 1
        else "portent aussi une liste, qui n’est pas lue"
    )
    return (
        f"la feuille « {sheet} » est lue ; {named} {hold} : choisissez la feuille si ce n’est pas la bonne."
    )


def refuse_weight(size: int) -> None:
    """``TableError`` for a file of more bytes than can be read."""
    if size > MAX_BYTES:
        message = (
            f"le fichier pèse {size / 1e6:.0f} Mo, pour {MAX_BYTES // 10**6} Mo au plus : partagez-le en plusieurs "
            "fichiers, par département par exemple, ou n’y gardez que les colonnes utiles."
        )
        raise TableError(message)


def _table(
    form: str,
    filled: Filled,
    recogniser: Recogniser,
    choices: Choices | None,
    remarks: list[str],
    sheets: tuple[str, ...] = (),
    sheet: str | None = None,
    others: tuple[str, ...] = (),
) -> Table:
    records = iter(filled)
    first = list(islice(records, LINES_BEFORE_HEADER))
    if not first:
        raise TableError("le fichier est vide : il faut une ligne de titres et une ligne par établissement.")
    lines = [record.cellules for record in first]
    refuse_directory(lines)
    found = find_titles(recogniser, lines)
    if found.premiere < found.derniere:
        remarks.append(
            f"les titres tiennent sur deux lignes, {first[found.premiere].ligne} et {first[found.derniere].ligne} : "
            "ils sont lus ensemble."
        )
    below = first[found.derniere + 1 :]
    titled = lines[found.premiere : found.derniere + 1]
    width = max(map(_width, [*titled, *lines[found.derniere + 1 :]] if sheets else titled))
    titles = [*found.textes, *[""] * width][:width]  # a column of a workbook may have no title
    understood = recogniser.understand(titles, choices)
    kinds = {key: column.genre for key, column in recogniser.inputs.items()}
    return Table(
        form,
        first[found.derniere].ligne,
        understood,
        tuple(below[:10]),
        chain(below, records),
        filled,
        kinds,
        sheets,
        sheet,
        others,
        tuple(remarks),
    )


def _width(cells: Sequence[Cell]) -> int:
    """How many cells a line has, up to the last one that holds something."""
    width = len(cells)
    while width and is_blank(cells[width - 1]):
        width -= 1
    return width
