"""Every example, in the built page: the amounts a reader sees are those of the engine, to the cent."""

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, expect

from calculator import packaged_rules, read_input
from calculator.answer import answer
from calculator.bridge import compute
from calculator.permalink import write_fragment
from calculator.quantities import format_euros
from tests.cases import cases

RULES = packaged_rules()
AMOUNT = re.compile(r"[0-9\u202f]+,[0-9]{2}\u00a0€")
LOAD = 60_000

#: The text a reader sees: shown, and outside any closed `<details>`.
VISIBLE = """root => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const closed = parent.closest("details:not([open])");
    const shown = !closed || parent.closest("summary")?.parentElement === closed;
    if (shown && parent.checkVisibility()) texts.push(walker.currentNode.textContent);
  }
  return texts.join(" ");
}"""


def amounts(data: dict[str, Any]) -> Iterator[int]:
    """The cents that the page must show: by domain the forfait, its advance and its balance, and the totals."""
    keys = ("forfait_centimes", "avance_centimes", "solde_centimes")
    establishments = data.get("etablissements", [data])
    for site in establishments:
        parts = [*site["candidatures"], *(site[key] for key in ("pilote_mes", "experimentation") if key in site)]
        parts += [site["totaux"]] if site["candidatures"] else []
        yield from (part[key] for part in parts for key in keys if key in part)
        yield from (item["forfait_centimes"] for item in site.get("possibilites", ()))
    if len(establishments) > 1:
        yield from data["totaux"].values()


def test_every_example_shows_its_amounts_in_the_page(page: Page):
    page.goto("/simulateur/")
    result = page.locator("#resultat")
    wrong = []
    for case in cases():
        if case.attendu is None:
            continue
        given = read_input(RULES, case.situation)
        fragment = write_fragment(RULES, given)
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        expect(result).to_have_attribute("data-situation", fragment, timeout=LOAD)
        expect(result).to_have_attribute("data-etat", "pret")
        shown = set(AMOUNT.findall(result.evaluate(VISIBLE)))
        wanted = set(map(format_euros, amounts(answer(RULES, compute(RULES, given)))))
        wrong += [f"{case.nom} : {amount} manque" for amount in sorted(wanted - shown)]
    assert wrong == []


def test_every_refused_example_that_a_link_can_say_ends_in_an_input_fault(page: Page):
    """The page never keeps a result for an input that has none."""
    page.goto("/simulateur/")
    result = page.locator("#resultat")
    for activity in ("127.800", "-1", "beaucoup", "12 34"):
        page.evaluate("text => { location.hash = 'activite_combinee=' + encodeURIComponent(text) }", activity)
        expect(result).to_have_attribute("data-etat", "saisie", timeout=LOAD)
        page.evaluate("() => { location.hash = 'activite_combinee=7000&DS1=F1' }")
        expect(result).to_have_attribute("data-etat", "pret", timeout=LOAD)
