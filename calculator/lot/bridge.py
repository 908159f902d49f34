"""The door between the page of a list and Python: a file in, drawings and files out, little by little.

Each ``geste`` answers one request of ``calculator.bridge``. The lists that are open are kept here, the one that
is looked at and the earlier one that it is compared with; so is the work under way, which ``avancer``
carries on for a slice. A page that asks for nothing more has cancelled it.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any, get_args

from calculator.exact.formats import format_euros, format_number
from calculator.lot.computing.totals import Totals
from calculator.lot.drawing import page as drawing
from calculator.lot.reading.directory import DirectoryError
from calculator.lot.reading.records import TableError
from calculator.lot.reading.register import Register, open_register
from calculator.lot.reading.tables import refuse_weight
from calculator.lot.study.comparing import compare
from calculator.lot.study.shelf import Demand
from calculator.lot.study.study import PER_MILLE, Study
from calculator.lot.study.work import Work
from calculator.lot.writing.output import csv_steps, json_steps
from calculator.lot.writing.workbook import refuse_rows, workbook_steps
from calculator.rules.model import FenetreId, Regime, Rules
from calculator.situation.identification import find_region
from calculator.words.typography import french

type Json = dict[str, Any]

SLICE = 0.2
"""Seconds of work between two answers."""
RECEIPTS = 1000
"""How many receipts one print holds."""
PIECE = 1 << 20
"""Bytes of a file in one answer."""
TYPES = {
    "csv": "text/csv;charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
BOOKS = ("xlsx", "ods")
"""The formats that leave once they are whole."""


class Room:
    """What the page has in hand: lists by role, ``liste`` and ``ancienne``, a register, and one work at a time."""

    def __init__(self) -> None:
        self._studies: dict[str, Study] = {}
        self._work: Work | None = None
        self._register: Register | None = None

    def answer(self, rules: Rules, request: Json) -> Json:
        """Answer one request, with the drawing of a refusal when the list cannot be read or written."""
        gestures = {
            "ouvrir": self.open,
            "annuaire": self.register,
            "chercher": self.find,
            "lancer": self.start,
            "avancer": self.go_on,
            "lignes": self.rows,
        }
        try:
            return {"ok": True, **gestures[request["geste"]](rules, request)}
        except TableError as error:
            self._work = None
            return _refusal(rules, error, request.get("racine", "/"))

    def open(self, rules: Rules, request: Json) -> Json:
        """Open a file, or the same one with another sheet or other columns, and show how it is understood."""
        role = request["role"]
        self._work = None
        if "nom" in request:
            refuse_weight(request["poids"])
            try:
                study = Study(rules, request["nom"], request["fichier"])
            except DirectoryError:
                if role != "liste":
                    raise
                return self.register(rules, request)  # the list that is there stays
            except TableError:
                self._studies.pop(role, None)
                raise
            self._studies[role] = study
        else:
            study = self._studies[role]
            choices = {int(position): name or None for position, name in request["choix"].items()}
            study.understand(request.get("feuille"), choices)
        fault = study.table.fault()
        advice = fault or "Vérifiez les colonnes, puis calculez."
        return {
            "calculable": fault is None,
            "html": drawing.draw_preview(study, request.get("racine", "/")),
            "annonce": french(f"Liste lue : {study.table.format}. {advice}"),
        }

    def register(self, rules: Rules, request: Json) -> Json:
        """Take a file as the register that fills names and regions by FINESS, as long as the page lives."""
        refuse_weight(request["poids"])
        self._register = open_register(rules, request["nom"], request["fichier"])
        told = f"{self._register.told}. Il complète le nom et la région par le FINESS ; rien ne quitte ce navigateur."
        return {"annuaire": french(told), "annonce": french(told)}

    def find(self, rules: Rules, request: Json) -> Json:
        """What the register says of a FINESS: its name and its region, an empty text for what it does not
        say; ``lu`` is whether there is one."""
        known = self._register and self._register.find(request["finess"])
        return {"lu": self._register is not None, **(known._asdict() if known else {})}

    def start(self, rules: Rules, request: Json) -> Json:
        """Begin a work, in the place of any other."""
        makers = {
            "calcul": self._compute,
            "comparaison": self._compare,
            "fenetres": self._move,
            "sortie": self._write,
            "recus": self._receipts,
        }
        self._work = makers[request["travail"]](rules, request)
        return {}

    def go_on(self, rules: Rules, request: Json) -> Json:
        """Work for a slice."""
        assert self._work is not None
        return self._work.advance(SLICE)

    def rows(self, rules: Rules, request: Json) -> Json:
        """A page of rows, sorted and filtered."""
        demand = Demand(**request["demande"])
        return {"html": drawing.draw_rows(self._studies["liste"], demand, request.get("racine", "/"))}

    def _compute(self, rules: Rules, request: Json) -> Work:
        study, root = self._studies["liste"], request.get("racine", "/")
        region = find_region(rules, request.get("region") or "")
        texte: Regime = request.get("texte", "I2023")
        drawn = 0

        def tell(done: bool) -> Json:
            nonlocal drawn
            said = _how_far(study) | {"html_chiffres": drawing.draw_figures(study, root)}
            if done or len(study.lines) >= 2 * drawn:  # the first rows soon, then ever more rarely
                drawn = len(study.lines)
                said["html_lignes"] = drawing.draw_rows(study, Demand(), root)
            if done:
                said |= {"html": drawing.draw_result(study, root), "annonce": _announce(study)}
            return said

        return Work(study.compute(region, texte, self._register), tell)

    def _compare(self, rules: Rules, request: Json) -> Work:
        study, before = self._studies["liste"], self._studies["ancienne"]

        def tell(done: bool) -> Json:
            said = _how_far(before)
            if done:
                found = compare(before.lines, study.lines, drawing.titles(rules))
                said["html"] = drawing.draw_comparison(study, before, found, request.get("racine", "/"))
                said["annonce"] = (
                    f"Comparaison faite : {len(found.nouveaux)} nouveaux, {len(found.disparus)} disparus, "
                    f"{len(found.changes)} changés."
                )
            return said

        return Work(before.compute(study.region, study.texte, self._register), tell)

    def _move(self, rules: Rules, request: Json) -> Work:
        study = self._studies["liste"]
        moved = {window: Totals() for window in get_args(FenetreId)}

        count = Count(len(moved) * (study.totals.lignes - study.totals.en_erreur))

        def tell(done: bool) -> Json:
            said: Json = {"part": count.part, "lignes": count.value}
            if done:
                said["html"] = drawing.draw_windows(study, moved, request.get("racine", "/"))
                said["annonce"] = "Comparaison des fenêtres faite."
            return said

        return Work(count.through(chain.from_iterable(map(study.moved, moved, moved.values()))), tell)

    def _write(self, rules: Rules, request: Json) -> Work:
        study, form = self._studies["liste"], request["format"]
        if form in BOOKS:
            refuse_rows(len(study.lines))
        target = io.BytesIO()

        def tell(done: bool) -> Json:
            whole = done or form not in BOOKS  # a workbook leaves once it is saved, texts as they come
            pieces = list(_pieces(target)) if whole else []
            return {"lignes": count.value, "part": count.part, "type": TYPES[form], "morceaux": pieces}

        count = Count(len(study.lines))
        return Work(count.through(_file(study, form, target)), tell)

    def _receipts(self, rules: Rules, request: Json) -> Work:
        study = self._studies["liste"]
        lines = [line for line in study.shelf.select(Demand(**request["demande"])) if not line.a_part]
        if len(lines) > RECEIPTS:
            shown = format_number(len(lines))
            raise TableError(
                f"{shown} reçus, c’est trop pour une impression : filtrez la liste jusqu’à {RECEIPTS} lignes au plus."
            )
        drawn: list[str] = []
        count = Count(len(lines))

        def tell(done: bool) -> Json:
            html = "".join(drawn)
            drawn.clear()
            return {"lignes": count.value, "part": count.part, "html": html}

        receipts = (drawing.draw_receipt(study, line, request["site"]) for line in lines)
        return Work(count.through(map(drawn.append, receipts)), tell)


class Count:
    """How many steps were made, of how many."""

    def __init__(self, total: int) -> None:
        self.value = 0
        self._total = max(1, total)

    @property
    def part(self) -> int:
        """Per mille."""
        return min(PER_MILLE, self.value * PER_MILLE // self._total)

    def through(self, steps: Iterable[object]) -> Iterator[None]:
        for _ in steps:
            self.value += 1
            yield


def _file(study: Study, form: str, target: IO[bytes]) -> Iterator[None]:
    """Write the list in a format, pausing after each row."""
    if form in BOOKS:
        with _book(form) as book:
            yield from workbook_steps(study.layout, study.lines, study.totals, book, target)
        return
    text = io.TextIOWrapper(target, "utf-8-sig" if form == "csv" else "utf-8", newline="", write_through=True)
    if form == "csv":
        yield from csv_steps(study.layout, study.lines, text)
    else:
        yield from json_steps(study.layout, study.lines, study.totals, text)
    text.detach()


def _book(form: str) -> Any:
    if form == "ods":
        from calculator.files.ods import OdsWriter  # few ask for it

        return OdsWriter()
    from calculator.files.xlsx import Writer  # openpyxl is loaded when such a workbook is asked for

    return Writer()


def _pieces(target: io.BytesIO) -> Iterator[str]:
    """Take what was written, as pieces that fit in an answer."""
    data = target.getvalue()
    target.seek(0)
    target.truncate()
    for start in range(0, len(data), PIECE):
        yield base64.b64encode(data[start : start + PIECE]).decode()


def _how_far(study: Study) -> Json:
    return {"part": study.part, "lignes": len(study.lines)}


def _announce(study: Study) -> str:
    totals = study.totals
    amount = format_euros(totals.total().forfait) if totals.lignes > totals.en_erreur else format_euros(0)
    return (
        f"Calcul terminé : {format_number(totals.lignes)} lignes, {format_number(totals.en_erreur)} en erreur, "
        f"{format_number(totals.a_verifier)} à vérifier ; forfait total {amount}."
    )


def _refusal(rules: Rules, error: TableError, root: str) -> Json:
    message = str(error)
    return {
        "ok": False,
        "html": drawing.draw_refusal(rules, message, root),
        "annonce": french(message[:1].upper() + message[1:]),
    }


ROOM = Room()
