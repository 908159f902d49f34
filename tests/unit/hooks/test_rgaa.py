"""The table of the RGAA is whole, and names tests that exist."""

import re
from pathlib import Path

import pytest

from overrides.hooks.pages.rgaa import Critere, criteria, draw, source, summary

ROOT = Path(__file__).resolve().parents[3]
ALL = tuple(criteria())
SIZES = {
    "Images": 9,
    "Cadres": 2,
    "Couleurs": 3,
    "Multimédia": 13,
    "Tableaux": 8,
    "Liens": 2,
    "Scripts": 5,
    "Éléments obligatoires": 10,
    "Structuration de l’information": 4,
    "Présentation de l’information": 14,
    "Formulaires": 13,
    "Navigation": 11,
    "Consultation": 12,
}
"""The thirteen themes of the RGAA 4.1, and how many criteria each has."""


def test_the_themes_and_criteria_are_those_of_the_rgaa():
    found: dict[str, int] = {}
    for item in ALL:
        found[item.theme] = found.get(item.theme, 0) + 1
    assert [*found.items()] == [*SIZES.items()]
    assert len({item.titre for item in ALL}) == len(ALL) == 106
    assert [item.titre for item in ALL if not item.titre.endswith(" ?")] == []
    assert source()["licence"] == "Licence Ouverte 2.0"


@pytest.mark.parametrize("name", sorted({name for item in ALL for name in item.essais}))
def test_each_test_that_is_named_exists(name):
    file, _, test = name.partition("::")
    assert re.search(rf"^def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("item", ALL, ids=lambda item: item.numero)
def test_a_result_stands_on_a_test_and_what_is_partial_says_what_remains(item: Critere):
    assert item.resultat in ("rien_trouve", "en_partie", "defaut", "non_verifie", "sans_objet")
    assert bool(item.essais) is (item.resultat not in ("non_verifie", "sans_objet"))
    assert bool(item.reste) is (item.resultat in ("en_partie", "defaut"))
    assert item.controle.endswith(".")


def test_every_criterion_is_drawn_with_its_tests_and_no_conformity_is_claimed():
    html = draw()
    text = re.sub(r"<wbr>", "", html)
    assert all(f"{item.numero} <span" in text and item.titre in text for item in ALL)
    assert all(name in text for item in ALL for name in item.essais)
    assert "conforme" not in text
    assert sum(int(number) for number in re.findall(r": (\d+)$", summary(), re.MULTILINE)) == len(ALL)
