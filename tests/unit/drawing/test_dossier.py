"""The totals of a dossier as they are drawn: an amount that waits is never a zero."""

import json
import re

import pytest

from calculator.bridge import handle


def rows(fragment: str) -> dict[str, list[str]]:
    """The table by establishment: the cells of each, by its name."""
    request = {"action": "dessiner", "fragment": fragment, "racine": "/", "parties": []}
    drawn = json.loads(handle(json.dumps(request)))["html"]
    table = drawn.partition("<caption>Par établissement</caption>")[2].partition("</table>")[0]
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]:
        head, *cells = [
            " ".join(re.sub(r"<[^>]+>", "", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        found[head] = cells
    return found


@pytest.mark.parametrize(
    ("second", "name", "amount"),
    [
        ("2.DS4=F2", "Établissement 2 DS 4 en F2 : forfait de base à saisir", "à saisir"),
        ("2.DS4=F2&2.DS2=F2", "Établissement 2 DS 4 en F2 : forfait de base à saisir", "11 700,00 €"),
        ("2.DS4=F2&2.forfait_base=40000", "Établissement 2", "40 000,00 €"),
        ("2.ght=aucun", "Établissement 2", "0,00 €"),
    ],
)
def test_what_waits_for_its_base_is_to_type_and_never_nothing(second, name, amount):
    found = rows(f"activite_combinee=127800&DS1=F1&2.activite_combinee=7000&{second}")
    assert found[name][0] == amount
