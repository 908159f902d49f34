"""What the page shows of a situation, against the engine: the amounts to the cent, the drawing to the word."""

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from calculator import packaged_rules
from calculator.bridge import compute
from calculator.drawing.result import draw_result
from calculator.exact.formats import format_euros
from calculator.files.answer import answer
from calculator.situation.model import Dossier, Situation
from calculator.situation.permalink import write_fragment

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

#: Whether the page draws this result and nothing else; its figures stand apart, what is unfolded is the reader's.
IS_DRAWN = """html => {
  const [here, wanted] = [document.querySelector("#dessin").innerHTML, html].map((text) => {
    const box = document.createElement("div");
    box.innerHTML = text;
    for (const figures of box.querySelectorAll(".sunes-chiffres")) figures.remove();
    for (const details of box.querySelectorAll("details")) details.open = false;
    return box;
  });
  return here.isEqualNode(wanted);
}"""


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
        yield from (part[key] for part in parts for key in keys if part.get(key) is not None)
        yield from (item["forfait_centimes"] for item in site.get("possibilites", ()))
    if len(establishments) > 1:
        yield from (data["totaux"][key] for key in keys)


def faults(page: Page, given: Situation | Dossier) -> list[str]:
    """What is wrong in the page of the simulator, one sentence each, when it follows the link of an input."""
    fragment = write_fragment(RULES, given)
    seen = page.evaluate(FOLLOW, fragment)
    if (seen["etat"], seen["situation"]) != ("pret", fragment):
        return [f"{seen['etat']} {seen['situation']}"]
    result = compute(RULES, given)
    if not page.evaluate(IS_DRAWN, draw_result(RULES, result, "../", fragment)):
        return ["le dessin n’est pas celui du moteur"]
    shown = set(AMOUNT.findall(seen["texte"]))
    wanted = set(map(format_euros, amounts(answer(RULES, result))))
    return [f"{amount} manque" for amount in sorted(wanted - shown)]
