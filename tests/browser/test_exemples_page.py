"""Every example, in the built page: the amounts a reader sees are those of the engine, to the cent."""

import pytest
from playwright.sync_api import Page

from calculator import read_input
from calculator.permalink import write_fragment
from tests.browser.shown import AMOUNT, FOLLOW, RULES, faults
from tests.cases import cases


@pytest.fixture
def simulator(page: Page) -> Page:
    """The page of the simulator, opened once and kept."""
    page.goto("/simulateur/")
    return page


def test_every_example_shows_its_amounts_in_the_page(simulator: Page):
    computable = [(case.nom, read_input(RULES, case.situation)) for case in cases() if case.attendu]
    links = {write_fragment(RULES, given): (name, given) for name, given in computable}
    assert [f"{name} : {fault}" for name, given in links.values() for fault in faults(simulator, given)] == []


def test_an_input_that_is_refused_leaves_no_amount_in_sight(simulator: Page):
    refused = [
        "activite_combinee=127.800",
        "activite_combinee=-1&DS1=F1",
        "activite_combinee=7000&DS4=F2",
        "activite_combinee=7000&DS2=F1&DS2.1=49",
    ]
    for fragment in refused:
        assert AMOUNT.findall(simulator.evaluate(FOLLOW, "activite_combinee=7000&DS1=F1")["texte"])
        seen = simulator.evaluate(FOLLOW, fragment)
        assert (seen["etat"], AMOUNT.findall(seen["texte"])) == ("saisie", [])
