"""The doors by which data comes in, what is thrown at each, and how it must answer: never by an exception."""

import io
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from calculator import packaged_rules, read_input
from calculator.bridge import compute, handle
from calculator.exact.problems import InvalidInput, Problem
from calculator.files.answer import answer
from calculator.lot.computing.batch import Lot
from calculator.lot.computing.totals import Totals
from calculator.lot.reading.recognition import Recogniser
from calculator.lot.reading.records import TableError
from calculator.lot.reading.tables import open_table
from calculator.lot.writing.output import Layout, write_csv
from calculator.rules.yaml_text import parse
from calculator.situation.permalink import read_fragment
from tests.fuzz.inputs import anything, bent, fragments, requests, shaken, tables, yaml_texts

RULES = packaged_rules()
RECOGNISER = Recogniser(RULES)


def draws_or_refuses(fragment: str) -> None:
    """The link of a page is drawn or refused; what it writes is drawn again, the same."""
    reply = json.loads(handle(json.dumps({"action": "dessiner", "fragment": fragment})))
    assert "panne" not in reply
    assert reply["html"]
    assert reply["annonce"]
    if reply["ok"]:
        again = json.loads(handle(json.dumps({"action": "dessiner", "fragment": reply["situation"]})))
        assert again["situation"] == reply["situation"]
        assert again["html"] == reply["html"]
        assert again["avertissements"] == []


def answers(request: dict[str, Any]) -> None:
    """A request of the page gets what it asked for, or problems that have a sentence."""
    reply = json.loads(handle(json.dumps(request)))
    assert "panne" not in reply, reply["panne"]
    assert reply["ok"] or reply["problemes"]


def answers_anything(text: str) -> None:
    """What no page would send is answered too, as a fault."""
    reply = json.loads(handle(text))
    assert reply["ok"] or reply.get("problemes") or reply["panne"]


def reads_a_situation(data: Any) -> None:
    """An input is computed, or every problem has a path, a code and a sentence."""
    data = json.loads(json.dumps(data), parse_constant=str, parse_float=str)
    problems: tuple[Problem, ...] = ()
    try:
        result = answer(RULES, compute(RULES, read_input(RULES, data)))
    except InvalidInput as error:
        problems, result = error.problems, None
    assert result is not None or problems
    for problem in problems:
        # only the whole input has no path: it is not a block
        assert problem.chemin or not isinstance(data, dict) or "" in data
        assert problem.code.isidentifier()
        assert problem.message.endswith((".", "?"))


def reads_a_link(fragment: str) -> None:
    """A link gives an input and warnings; whatever it holds, it names each parameter once."""
    link = read_fragment(fragment)
    assert isinstance(link.data, dict)
    assert len(link.prefixes) >= 1
    assert all(item.message and item.code.isidentifier() for item in link.warnings)


def reads_yaml(text: str) -> None:
    """A file gives a tree of texts, or problems with their line."""
    tree, _, problems = parse(text, "essai.yaml")
    assert isinstance(tree, dict)
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 2
    assert all(1 <= item.line <= lines and item.problem.message for item in problems)
    reads_a_situation(tree)


def reads_a_list(content: bytes) -> None:
    """Rows in, rows out; or one sentence says why the file cannot be read."""
    totals, rows, why = Totals(), [], ""
    out = io.StringIO(newline="")
    try:
        table = open_table(io.BytesIO(content), RECOGNISER)
        rows = list(table.rows())
        write_csv(Layout(RULES, table.titles), totals.watch(Lot(RULES).compute(rows)), out)
    except TableError as error:
        why = str(error)
    assert totals.lignes == len(rows)
    assert why.endswith(".") or out.getvalue().count("\r\n") > len(rows)


class Door(NamedTuple):
    """What is thrown, and what must hold."""

    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], None]


DOORS = {
    "bridge, une requête de la page": Door(requests, answers),
    "bridge, n’importe quel texte": Door(st.one_of(st.text(), anything.map(json.dumps)), answers_anything),
    "bridge, un lien": Door(fragments, draws_or_refuses),
    "permalink": Door(st.one_of(fragments, st.text()), reads_a_link),
    "situation": Door(st.one_of(anything, shaken, bent), reads_a_situation),
    "yaml": Door(yaml_texts, reads_yaml),
    "lot": Door(tables, reads_a_list),
}


def knock(door: Door, count: int, seed: int | None = None) -> int:
    """Try so many inputs at a door; give how many were tried, or raise with the smallest that breaks it."""
    tried = 0

    def check(item: Any) -> None:
        nonlocal tried
        tried += 1
        door.check(item)

    test = given(door.inputs)(check)
    if seed is not None:
        test = seeded(seed)(test)
    settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )(test)()
    return tried
