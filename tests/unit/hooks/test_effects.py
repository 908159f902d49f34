"""What a reading changes in euros is what the engine answers to its example, under each way of reading."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from calculator import packaged_rules
from calculator.bridge import compute
from calculator.files.answer import answer
from calculator.situation.intake import read_input
from calculator.situation.permalink import read_fragment
from overrides.hooks.gathering.effects import FILE, effects
from overrides.hooks.gathering.made import ContentError

RULES = packaged_rules()
EFFECTS = effects(RULES)


def test_every_reading_says_its_effect_in_euros_or_that_there_is_none() -> None:
    assert set(EFFECTS) <= set(RULES.lectures)
    for number, reading in RULES.lectures.items():
        if number not in EFFECTS:
            assert re.search(
                r"[Aa]ucun(?:e)? (?:autre )?(?:montant|enveloppe)|aucun montant", reading.effet
            ), number


@pytest.mark.parametrize("number", EFFECTS)
def test_an_amount_is_one_that_the_simulator_gives_for_the_linked_situation(number: str) -> None:
    for branch in EFFECTS[number].branches:
        if branch.lien is None:
            continue
        given = read_input(RULES, read_fragment(branch.lien).data)
        found = set(amounts(answer(RULES, compute(RULES, given))))
        if branch.quoi == "solde" and branch.centimes not in found:  # what is left to pay after the advance
            [item] = answer(RULES, compute(RULES, given))["candidatures"]
            found.add(item["montant_acquis_centimes"] - item["avance_centimes"])
        assert branch.centimes in found, branch


def amounts(value: object) -> list[int]:
    """Every amount of an answer, in cents."""
    if isinstance(value, dict):
        own = [item for key, item in value.items() if key.endswith("_centimes") and isinstance(item, int)]
        return own + [cents for item in value.values() for cents in amounts(item)]
    return [cents for item in value for cents in amounts(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("number", [name for name, item in EFFECTS.items() if item.ecart is not None])
def test_two_ways_of_reading_that_are_told_apart_differ(number: str) -> None:
    assert EFFECTS[number].ecart


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("L04", [36_000_00, 10_800_00, 25_200_00]),
        ("L06", [31_355_37, 31_000_00]),
        ("L07", [39_194_22, 35_274_80]),
        ("L10", [99_761_93, 99_762_18]),
        ("L11", [320_000_00, 320_000_00]),
        ("L14", [31_355_37, 33_315_08]),
        ("L23", [66_840_49, 69_833_35]),
        ("L28", [20_000_00, 18_000_00]),
        ("L33", [80_000_00, 100_000_00]),
        ("L34", [39_194_22, 0]),
    ],
)
def test_the_amounts_of_the_register_worked_out_by_hand(number: str, expected: list[int]) -> None:
    assert [branch.centimes for branch in EFFECTS[number].branches] == expected


def test_another_reading_never_alters_the_rules_of_the_site() -> None:
    effects(RULES)
    assert packaged_rules() == RULES
    assert RULES.categories["C"].maximum == RULES.categories["D"].minimum


def test_a_figure_of_the_rules_moves_the_example() -> None:
    payments = replace(RULES.versements, avance=RULES.versements.avance / 2)
    moved = effects(replace(RULES, versements=payments))
    assert moved["L30"].branches[0].centimes == pytest.approx(EFFECTS["L30"].branches[0].centimes / 2, abs=1)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("{domaine: DS2, fenetre: F1}", "{domaine: DS9, fenetre: F1}", "DS9"),
        ("montre: acquis", "montre: acquit", "acquit"),
    ],
)
def test_a_fault_in_an_example_stops_the_build_and_names_its_reading(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    file = tmp_path / "lectures.yaml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"lectures.yaml:\d+ · lectures.L01.*{message}"):
        effects(RULES, file)
