"""Every example, in the built page: the amounts a reader sees are those of the engine, to the cent."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from calculator import packaged_rules, read_input
from calculator.answer import answer
from calculator.bridge import compute
from calculator.permalink import write_fragment
from calculator.quantities import format_euros
from tests.cases import cases

RULES = packaged_rules()
AMOUNT = re.compile(r"[0-9\u202f]+,[0-9]{2}\u00a0€")

#: Follow a link inside the page, wait for the state it ends in, and give what a reader then sees of the
#: result: the text that is shown, outside any closed `<details>`.
FOLLOW = """fragment => new Promise((done, fail) => {
  const region = document.querySelector("#resultat");
  const visible = () => {
    const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      const closed = parent.closest("details:not([open])");
      const shown = !closed || parent.closest("summary")?.parentElement === closed;
      if (shown && parent.checkVisibility()) texts.push(walker.currentNode.textContent);
    }
    return texts.join(" ");
  };
  const late = setTimeout(() => fail(new Error(`${fragment} : ${region.dataset.etat}`)), 60_000);
  let left = false;
  const observer = new MutationObserver(() => {
    const { etat, situation } = region.dataset;
    left ||= etat === "chargement";
    if (!left || etat === "chargement" || (etat === "pret" && situation === undefined)) return;
    observer.disconnect();
    clearTimeout(late);
    requestAnimationFrame(() => done({ etat, situation, texte: visible() }));
  });
  observer.observe(region, { attributes: true });
  location.hash = fragment;
})"""


@pytest.fixture
def simulator(page: Page) -> Page:
    """The page of the simulator, opened once and kept."""
    page.goto("/simulateur/")
    return page


def amounts(data: dict[str, Any]) -> Iterator[int]:
    """The cents that the page must show: by domain the forfait, its advance and its balance, and the totals."""
    keys = ("forfait_centimes", "avance_centimes", "solde_centimes")
    establishments = data.get("etablissements", [data])
    for site in establishments:
        parts = [
            *site["candidatures"],
            *(site[key] for key in ("pilote_mes", "experimentation") if key in site),
        ]
        parts += [site["totaux"]] if site["candidatures"] else []
        yield from (part[key] for part in parts for key in keys if key in part)
        yield from (item["forfait_centimes"] for item in site.get("possibilites", ()))
    if len(establishments) > 1:
        yield from data["totaux"].values()


def test_every_example_shows_its_amounts_in_the_page(simulator: Page):
    computable = [(case.nom, read_input(RULES, case.situation)) for case in cases() if case.attendu]
    links = {write_fragment(RULES, given): (name, given) for name, given in computable}
    wrong = []
    for fragment, (name, given) in links.items():
        seen = simulator.evaluate(FOLLOW, fragment)
        if (seen["etat"], seen["situation"]) != ("pret", fragment):
            wrong.append(f"{name} : {seen['etat']} {seen['situation']}")
            continue
        shown = set(AMOUNT.findall(seen["texte"]))
        wanted = set(map(format_euros, amounts(answer(RULES, compute(RULES, given)))))
        wrong += [f"{name} : {amount} manque" for amount in sorted(wanted - shown)]
    assert wrong == []


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
