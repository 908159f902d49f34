"""How the batch grows with its rows, in CPython: a list streams from the disk to nowhere, nothing of it is kept."""

import tempfile
import time
import tracemalloc

from bench import lot
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.tables import open_table


def growth(count: int) -> dict[str, float]:
    """Seconds, and bytes at the peak, of a list of so many rows."""
    start = time.perf_counter()
    _stream(count)
    seconds = time.perf_counter() - start
    tracemalloc.start()
    _stream(count)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {"secondes": seconds, "octets": peak}


def _stream(count: int) -> None:
    with tempfile.TemporaryFile() as file:
        for line in lot.lines(count):
            file.write(line.encode())
        table = open_table(file, Recogniser(lot.RULES))
        for _ in Totals().watch(Lot(lot.RULES).compute(table.rows())):
            pass
