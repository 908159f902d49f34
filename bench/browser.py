"""Time the batch against publicodes in Chromium: same browser, same rules, one worker."""

import gzip
import http.server
import json
import shutil
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench import lot
from bench.growth import growth
from bench.mesures import Mesure, figure, keep
from runtime.build import stage
from runtime.library import ENGINE, LIBRARY
from tests.support.chromium import FLAGS, find

HERE = Path(__file__).parent
COUNT = 3_000
LONG = 100_000
#: How much of the time of publicodes the twelve values may take, and the whole row.
AMOUNTS_GOAL, ROWS_GOAL = 10, 3
#: How much longer ten times more rows may take.
GROWTH_GOAL = 11
WAIT = 900_000  # milliseconds, for all of it

PAGE = """<!doctype html><title>Mesure</title><output></output><script type="module">
const worker = new Worker("batch.mjs", { type: "module" });
worker.onmessage = ({ data }) => { document.querySelector("output").textContent = JSON.stringify(data); };
worker.postMessage(await (await fetch("question.json")).json());
</script>"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """A plain file server, quiet, with the types that a browser insists on."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the figures speak."""


def in_chromium() -> dict[str, Any]:
    """What Chromium measures, served from a folder made for it."""
    path = find()
    if path is None:
        sys.exit("Aucun navigateur pour la mesure : lancez « make test » une fois.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stage(folder / "python")
        for packed in (folder / "python" / LIBRARY, folder / "python" / ENGINE):
            packed.with_suffix(".zip").write_bytes(gzip.decompress(packed.read_bytes()))
        shutil.copyfile(HERE.parent / "node_modules/publicodes/dist/index.js", folder / "publicodes.js")
        shutil.copyfile(HERE / "batch.mjs", folder / "batch.mjs")
        (folder / "index.html").write_text(PAGE, encoding="utf-8")
        question = {
            "publicodes": json.loads(lot.publicodes_rules()),
            "noms": json.loads(lot.publicodes_names()),
            "python": (HERE / "lot.py").read_text(encoding="utf-8"),
            "count": COUNT,
            "long": LONG,
        }
        (folder / "question.json").write_text(json.dumps(question), encoding="utf-8")
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=name)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            measured = _answer(path, f"http://127.0.0.1:{server.server_port}/")
            server.shutdown()
    if "panne" in measured:
        sys.exit(f"La mesure a échoué : {measured['panne']}")
    return measured


def _answer(path: str, address: str) -> dict[str, Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page()
        page.goto(address)
        output = page.locator("output:not(:empty)")
        output.wait_for(state="attached", timeout=WAIT)
        answer: dict[str, Any] = json.loads(output.text_content() or "{}")
        browser.close()
    return answer


def main() -> None:
    """Print the times for information, the ratios for the record; leave in error when a result differs."""
    found = in_chromium()
    theirs, ours, tenfold, page = (found[name] for name in ("publicodes", "lot", "dix_fois", "page"))
    amounts, rows = ours["douze_valeurs"], ours["lignes_entieres"]
    off = [abs(a - b) for a, b in zip(theirs["centimes"], amounts["centimes"], strict=True)]
    if rows["centimes"] != amounts["centimes"] or max(off) > len(lot.ASKED):
        sys.exit("Les deux calculs ne donnent pas les mêmes forfaits.")
    print(f"Un lot de {COUNT} établissements, trois domaines, dans Chromium")
    print(
        f"  publicodes, 12 valeurs    {_each(theirs)}   {sum(gap > 0 for gap in off)} totaux à quelques centimes"
    )
    print(f"  12 valeurs                {_each(amounts)}   exact")
    print(f"  ligne entière             {_each(rows)}   lecture du CSV, cibles, anomalies, totaux")
    print(f"  ligne écrite en CSV       {_each(ours['lignes_ecrites'])}")
    small, large = growth(COUNT), growth(COUNT * 10)
    speed = LONG / page["secondes"]
    measures = (
        Mesure(
            "douze valeurs, publicodes / ici", theirs["secondes"] / amounts["secondes"], au_moins=AMOUNTS_GOAL
        ),
        Mesure("ligne entière, publicodes / ici", theirs["secondes"] / rows["secondes"], au_moins=ROWS_GOAL),
        Mesure(
            "dix fois plus de lignes",
            tenfold["lignes_entieres"]["secondes"] / rows["secondes"],
            au_plus=GROWTH_GOAL,
        ),
        Mesure(
            "dix fois plus de lignes, temps de CPython",
            large["secondes"] / small["secondes"],
            au_plus=GROWTH_GOAL,
        ),
        Mesure(
            "dix fois plus de lignes, mémoire de CPython",
            large["octets"] / small["octets"],
            au_plus=GROWTH_GOAL,
        ),
        Mesure(f"liste de {figure(LONG)} lignes dans la page", speed, "lignes/s"),
    )
    keep("lot", measures)
    for item in measures:
        print(f"  {item.nom:45s} {figure(item.valeur):>8}   {item.bilan}")
    print(
        f"  {page['secondes']:.0f} s pour {LONG} lignes, {page['octets'] / 1e6:.0f} Mo de plus, "
        f"tranche la plus longue {page['tranche'] * 1000:.0f} ms"
    )


def _each(measure: dict[str, Any]) -> str:
    return f"{measure['secondes'] / COUNT * 1e6:8.1f} µs"


if __name__ == "__main__":
    main()
