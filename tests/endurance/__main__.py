"""The long runs: `python -m tests.endurance [GRAINE]` (`make endurance`). Stops at the first fault."""

import io
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pandas
import polars
from hypothesis import HealthCheck, Phase, given, seed, settings
from playwright.sync_api import BrowserContext, sync_playwright

from bench.lot import RULES, region
from bench.mesures import Mesure, keep
from calculator import read_input
from calculator.bridge import handle
from calculator.lot import compute_table
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.tables import open_table
from calculator.lot.writing.output import Layout, write_csv
from calculator.situation.permalink import write_fragment
from overrides.hooks.outputs.openfisca import FILE
from runtime.build import stage
from runtime.node import node
from tests.browser.shown import faults
from tests.browser.typed import computable, holds, type_in
from tests.endurance.openfisca import loaded
from tests.endurance.pythons import differences, others
from tests.fuzz.doors import DOORS, knock
from tests.fuzz.inputs import situations
from tests.support.chromium import FLAGS, find
from tests.support.server import SITE, QuietHandler

INPUTS = 10_000
ROWS = 100_000
#: So many answers fit in one text of Node.
BATCH = 200
ROOT = Path(__file__).resolve().parents[2]
REPLAY = ROOT / "tests" / "runtime" / "replay.mjs"


def doors(graine: int) -> list[Mesure]:
    """Ten thousand inputs at each door."""
    for name, door in DOORS.items():
        start = time.monotonic()
        tried = knock(door, INPUTS, graine)
        print(
            f"  {name:30} {tried:6} entrées, toutes répondues  {time.monotonic() - start:5.0f} s", flush=True
        )
    return [Mesure(f"entrées au hasard à chacune des {len(DOORS)} portes, toutes répondues", INPUTS)]


def rows(graine: int) -> list[Mesure]:
    """A list of 100 000 rows, read, computed, written; the memory does not grow with it."""
    content = region(ROWS).encode()
    for measured in (False, True):  # the time without what measures the memory
        if measured:
            tracemalloc.start()
        start = time.monotonic()
        table = open_table(io.BytesIO(content), Recogniser(RULES))
        totals = Totals()
        with Path("/dev/null").open("w", encoding="utf-8") as sink:
            lines = totals.watch(Lot(RULES).compute(table.rows()))
            write_csv(Layout(RULES, table.titles), lines, sink)
        if not measured:
            print(
                f"  {totals.lignes} lignes en {time.monotonic() - start:.0f} s, {totals.en_erreur} en erreur"
            )
        if totals.lignes != ROWS or totals.en_erreur:
            sys.exit("Des lignes manquent, ou sont en erreur.")
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"  mémoire au plus haut : {most:.0f} Mo en plus du fichier")
    return [
        Mesure("lignes d’une seule liste, lues, calculées, écrites", ROWS),
        Mesure("mémoire de cette liste, en plus du fichier", round(most), "Mo"),
    ]


def tables(graine: int) -> list[Mesure]:
    """The same list as tables of polars and of pandas: the amounts of the command line, cent by cent."""
    with tempfile.TemporaryDirectory() as name:
        given, written = Path(name) / "liste.csv", Path(name) / "resultat.json"
        given.write_text(region(ROWS), encoding="utf-8")
        start = time.monotonic()
        line = [sys.executable, "-m", "calculator", "lot", str(given), "-o", str(written)]
        subprocess.run(line, cwd=ROOT, check=True, capture_output=True)
        alone = time.monotonic() - start
        expected = [row["total_euros"] for row in json.loads(written.read_text(encoding="utf-8"))["lignes"]]
        read = {
            "polars": partial(polars.read_csv, given, separator=";", infer_schema=False),
            "pandas": partial(pandas.read_csv, given, sep=";", dtype=str),
        }
        ratios = []
        for library, open_ in read.items():
            start = time.monotonic()
            table = compute_table(RULES, open_())
            ratios.append((time.monotonic() - start) / alone)
            if table["total_euros"].to_list() != expected:
                sys.exit(f"Une table de {library} n’a pas les montants de la ligne de commande.")
            print(f"  {library} : mêmes montants, {ratios[-1]:.2f} fois le temps de la ligne de commande")
    return [Mesure("lignes en une table, temps rapporté à la ligne de commande, au plus", max(ratios))]


@cache
def drawn(graine: int) -> list[str]:
    """Ten thousand situations that can be computed, as requests of the page."""
    found: list[str] = []

    def keep(data: dict[str, Any]) -> None:
        found.append(json.dumps({"action": "simuler", "situation": data}, ensure_ascii=False))

    many = settings(
        max_examples=INPUTS,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    many(seed(graine)(given(situations)(keep)))()
    return found


def both_pythons(graine: int) -> list[Mesure]:
    """CPython and Pyodide give the same text for the same question, so the same cents."""
    asked = drawn(graine)
    folder = ROOT / ".cache" / "endurance"
    stage(folder)
    amounts = 0
    for first in range(0, len(asked), BATCH):
        part = asked[first : first + BATCH]
        options: dict[str, Any] = {"input": json.dumps(part), "capture_output": True, "encoding": "utf-8"}
        result: Any = node([str(REPLAY), str(folder)], True, **options)
        if result.returncode:
            sys.exit(f"Pyodide n’a pas répondu : {result.stderr}")
        for question, there in zip(part, json.loads(result.stdout), strict=True):
            here = handle(question)
            if here != there or not json.loads(here)["ok"]:
                sys.exit(f"Les deux Python ne s’accordent pas sur {question}")
            amounts += here.count("_centimes")
    print(f"  {len(asked)} situations, {amounts} montants, les mêmes réponses au caractère près")
    return [
        Mesure("situations calculées par les deux Python, mêmes réponses", len(asked)),
        Mesure("montants de ces réponses", amounts),
    ]


@contextmanager
def browsing() -> Iterator[BrowserContext]:
    """A browser that reads the built site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}", locale="fr-FR")
        browser.close()
    server.shutdown()


def in_the_page(graine: int) -> list[Mesure]:
    """The same situations, each followed as a link in the built page: the drawing of the engine, its amounts in sight."""
    inputs = (read_input(RULES, json.loads(question)["situation"]) for question in drawn(graine))
    asked = {write_fragment(RULES, given): given for given in inputs}
    start = time.monotonic()
    with browsing() as context:
        page = context.new_page()
        page.goto("/simulateur/")
        for link, given in asked.items():
            if wrong := faults(page, given):
                sys.exit(f"La page ne montre pas les montants de {link} : {wrong}")
    print(f"  {len(asked)} liens, les mêmes montants qu’en Python  {time.monotonic() - start:5.0f} s")
    return [Mesure("liens différents de ces situations, mêmes montants dans la page", len(asked))]


def in_the_form(graine: int) -> list[Mesure]:
    """Every example that gives amounts and that the form holds, typed in key by key: its amounts in sight."""
    asked = [(case, given) for case, given in computable().values() if holds(given)]
    start = time.monotonic()
    with browsing() as context:
        for case, given in asked:
            page = context.new_page()  # an empty form, of a reader who comes back
            page.goto("/simulateur/")
            if wrong := type_in(page, given):
                sys.exit(f"Saisi à la main, « {case.nom} » ne donne pas ses montants : {wrong}")
            page.close()
    print(f"  {len(asked)} cas saisis, les mêmes montants  {time.monotonic() - start:5.0f} s")
    return [Mesure("cas d’exemple saisis touche par touche dans le formulaire, mêmes montants", len(asked))]


def other_reader(graine: int) -> list[Mesure]:
    """The parameters of OpenFisca, by its own reader."""
    number = loaded(ROOT / ".cache" / "openfisca", SITE / "api" / FILE)
    print(f"  {number} paramètres, leurs valeurs et leurs citations")
    return [Mesure("paramètres chargés par le lecteur d’OpenFisca-Core", number)]


def other_pythons(graine: int) -> list[Mesure]:
    """The whole site, built by another Python from the files alone: the same bytes."""
    found = others()
    for python in found:
        if unlike := differences(python, SITE):
            sys.exit(f"{python} construit un autre site :\n" + "\n".join(unlike))
        files = sum(file.is_file() for file in SITE.rglob("*"))
        print(
            f"  {Path(python).name}, sans git ni cache, dans un autre dossier : {files} fichiers, les mêmes octets"
        )
    if not found:
        print("  aucun autre Python sur cette machine : rien à comparer")
        return []
    return [Mesure("versions de Python qui construisent le même site, à l’octet près", 1 + len(found))]


RUNS: tuple[tuple[str, str, Callable[[int], list[Mesure]]], ...] = (
    ("endurance", f"{INPUTS} entrées à chaque porte", doors),
    ("endurance", f"Une liste de {ROWS} lignes", rows),
    ("endurance", f"Une table de {ROWS} lignes", tables),
    ("endurance", "CPython et Pyodide", both_pythons),
    ("endurance", "La page", in_the_page),
    ("saisie", "Le formulaire", in_the_form),
    ("endurance", "OpenFisca", other_reader),
    ("endurance", "Un autre Python", other_pythons),
)
"""The part of the measures that each run gives, its title, and the run."""


def main(arguments: list[str]) -> None:
    """Run everything with one seed, shown so that a fault can be had again."""
    graine = int(arguments[0]) if arguments else random.randrange(10**6)
    print(f"Endurance, graine {graine}")
    measures: dict[str, list[Mesure]] = defaultdict(list)
    for part, title, run in RUNS:
        print(title, flush=True)
        measures[part] += run(graine)
    for part, found in measures.items():
        keep(part, found)


if __name__ == "__main__":
    main(sys.argv[1:])
