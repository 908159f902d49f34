"""The right page comes first: what people write in the search, tried on the sections of the built site."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from calculator.rules.yaml_text import parse
from runtime.node import node
from tests.support.house import ROOT

FILE = ROOT / "tests" / "recherches.yaml"
ENGINE = ROOT / "docs" / "assets" / "javascripts" / "search" / "engine.js"
SCRIPT = Path(__file__).with_name("search.mjs")
WANTED: dict[str, Any] = parse(FILE.read_text(encoding="utf-8"), FILE.name)[0]["recherches"]

type Groups = list[list[dict[str, Any]]]


def ask(site: Path, questions: list[str]) -> list[Groups]:
    command = [str(SCRIPT), str(ENGINE), str(site / "search" / "sections.json")]
    result = node(command, True, input=json.dumps(questions), capture_output=True, encoding="utf-8")
    assert isinstance(result, subprocess.CompletedProcess)
    assert result.returncode == 0, result.stderr
    answers: list[Groups] = json.loads(result.stdout)
    return answers


@pytest.fixture(scope="module")
def answers(site_folder: Path) -> dict[str, Groups]:
    return dict(zip(WANTED, ask(site_folder, list(WANTED)), strict=True))


def places(answers: dict[str, Groups]) -> dict[str, int | None]:
    """The rank, from 0, of the page that is expected for each question."""
    found: dict[str, int | None] = {}
    for question, pages in WANTED.items():
        wanted = {pages} if isinstance(pages, str) else set(pages)
        shown = ["/" + group[0]["location"].partition("#")[0] for group in answers[question]]
        found[question] = next((rank for rank, page in enumerate(shown) if page in wanted), None)
    return found


def test_the_page_expected_comes_first_nineteen_times_in_twenty_and_always_among_three(
    answers: dict[str, Groups],
) -> None:
    ranks = places(answers)
    assert len(ranks) >= 120
    far = {
        question: answers[question][0][0]["location"] if answers[question] else "rien"
        for question, rank in ranks.items()
        if rank is None or rank > 2
    }
    assert not far
    later = {question for question, rank in ranks.items() if rank}
    assert len(later) <= len(ranks) / 20, later


def test_what_is_shown_of_a_section_is_a_sentence_and_no_markup(answers: dict[str, Groups]) -> None:
    for groups in answers.values():
        for item in (item for group in groups for item in group):
            text = re.sub(r"</?mark[^>]*>", "", f"{item['title']} {item['text']}")
            assert "<" not in text
            assert "&lt;" not in text or item["location"].startswith(("integrer/", "heberger/"))


def test_no_passage_glues_a_word_to_the_next(site_folder: Path) -> None:
    names = re.compile(
        r"MiniSearch|LibreOffice|OpenFisca|JavaScript|GitHub|MkDocs|MSSanté|WebAssembly|MarkupSafe|iCalendar"
    )
    sections = json.loads((site_folder / "search" / "sections.json").read_text(encoding="utf-8"))
    glued = [
        (section["location"], match[0])
        for section in sections
        if not section["location"].startswith(("heberger/", "integrer/", "donnees/"))  # code
        for match in re.finditer(r"\S*[a-zé)][A-ZÉ][a-zé]{3}\S*", names.sub("", section["text"]))
    ]
    assert not glued


def test_a_word_that_nothing_holds_finds_nothing(site_folder: Path) -> None:
    assert ask(site_folder, ["zygomatique", "   ", "<script>"])[:2] == [[], []]
