"""What the shape of SONS and of the context cannot say is checked, and told with its place."""

import dataclasses
from datetime import date
from typing import Any

import pytest

from calculator import packaged_rules
from calculator.rules.coherence.programme import check
from calculator.rules.model import Rules

RULES = packaged_rules()


def with_(value: Any, path: tuple[str, ...], new: Any) -> Any:
    """A copy of a tree of dataclasses and mappings, one value replaced."""
    if not path:
        return new
    key, *rest = path
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(value, **{key: with_(getattr(value, key), tuple(rest), new)})
    return {**value, key: with_(value[key], tuple(rest), new)}


def problems(rules: Rules) -> list[tuple[str, str]]:
    return [(problem.chemin, problem.message) for problem in check(rules)]


def test_the_rules_of_data_have_no_fault():
    assert problems(RULES) == []


@pytest.mark.parametrize(
    ("path", "new", "expected"),
    [
        (
            ("sons", "echeances", "calendrier-officine-cloture", "le"),
            date(2022, 12, 17),
            ("sons.echeances", "« LGO » : l’étape « cloture » (2022-12-17) précède « depot » (2022-12-18)."),
        ),
        (
            ("sons", "echeances", "calendrier-officine-cloture", "briques"),
            (),
            ("sons.echeances", "il manque à « LGO » une date du calendrier « calendrier »."),
        ),
        (
            ("sons", "echeances", "tableau-radiologie-commande", "etape"),
            "depot",
            (
                "sons.echeances.tableau-radiologie-commande.etape",
                "« tableau » ne donne pas d’étape « depot ».",
            ),
        ),
        (
            ("sons", "precommande", "jours"),
            121,
            ("sons.precommande", "l’exemple imprimé n’est pas à 121 jours de la commande."),
        ),
        (
            ("contexte", "retenus", "total", "etablissements"),
            911,
            ("contexte.retenus.total", "les régions font 910 établissements, pas 911."),
        ),
        (
            ("lectures", "L15", "concerne"),
            ("SONNS",),
            ("lectures.L15.concerne[0]", "règle inconnue « SONNS » ; vouliez-vous dire « SONS » ?"),
        ),
        (
            ("glossaire", "cro", "voir"),
            ("DS1.33",),
            ("glossaire.cro.voir[0]", "règle inconnue « DS1.33 » ; vouliez-vous dire « DS1.3 » ?"),
        ),
        (("contexte",), None, ("", "« contexte » manque.")),
    ],
)
def test_a_fault_is_told_at_its_place(path, new, expected):
    assert expected in problems(with_(RULES, path, new))


def test_a_week_says_its_monday():
    deployment = RULES.contexte.deploiement
    first = dataclasses.replace(deployment.lignes[0], lundi=date(2022, 2, 1))
    changed = with_(RULES, ("contexte", "deploiement", "lignes"), (first, *deployment.lignes[1:]))
    assert problems(changed) == [
        ("contexte.deploiement.lignes[0]", "le 2022-02-01 n’est pas le lundi de la semaine S5.")
    ]
