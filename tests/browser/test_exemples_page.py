"""Every example, in the built page: the amounts a reader sees are those of the engine, to the cent."""

import pytest
from playwright.sync_api import Page, expect

from calculator import read_input
from calculator.situation.permalink import write_fragment
from tests.browser.shown import AMOUNT, FOLLOW, RULES, faults
from tests.support.cases import cases

pytestmark = pytest.mark.first_visit

#: Keep the situation shown under a name.
SAVE = """name => {
  document.querySelector("#sauvegarde-nom").value = name;
  document.querySelector("#sauvegarder").requestSubmit();
}"""


@pytest.fixture
def simulator(page: Page) -> Page:
    """The page of the simulator, opened once and kept."""
    page.goto("/simulateur/")
    return page


def test_every_example_is_drawn_kept_taken_to_a_file_and_back(simulator: Page):
    page = simulator
    page.on("dialog", lambda dialog: dialog.accept())
    computable = [(case.nom, read_input(RULES, case.situation)) for case in cases() if case.attendu]
    links = {write_fragment(RULES, given): (name, given) for name, given in computable}
    wrong = []
    for name, given in links.values():
        wrong += [f"{name} : {fault}" for fault in faults(page, given)]
        page.evaluate(SAVE, name)
    assert wrong == []
    # All of them in one file, erased here, and taken back from it: the same links, so the same results.
    page.locator("#garder > summary").click()
    kept = page.locator("#sauvegardes a")
    expect(kept).to_have_count(len(links))
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger tout").click()
    page.get_by_role("button", name="Effacer mes données").click()
    expect(kept).to_have_count(0)
    page.locator("#sauvegardes-fichier").set_input_files(download.value.path())
    expect(kept).to_have_count(len(links))
    addresses = kept.evaluate_all("all => all.map(({ href }) => href)")
    assert {address.partition("#")[2] for address in addresses} == set(links)


def test_an_input_that_is_refused_leaves_no_amount_in_sight(simulator: Page):
    refused = [
        "activite_combinee=127.800",
        "activite_combinee=-1&DS1=F1",
        "activite_combinee=7000&DS2=F1&DS2.1=49",
    ]
    for fragment in refused:
        assert AMOUNT.findall(simulator.evaluate(FOLLOW, "activite_combinee=7000&DS1=F1")["texte"])
        seen = simulator.evaluate(FOLLOW, fragment)
        assert (seen["etat"], AMOUNT.findall(seen["texte"])) == ("saisie", [])
