"""A notified amount against the computed one: the gap to the cent, every hypothesis that fits, or none."""

import pytest

from calculator import packaged_rules, read_situation, simulate
from calculator.exact.quantities import parse_euros
from calculator.questions.origins import origins
from calculator.questions.payment import reconcile

RULES = packaged_rules()
ANNEXE = [
    {"domaine": "DS1", "fenetre": "F1", "cro": "oui"},
    {"domaine": "DS3", "fenetre": "F2"},
    {"domaine": "DS2", "fenetre": "F4"},
]


def check(notified, nature="forfait", domain="DS1", **given):
    data = {"etablissement": {"activite_combinee": "127 800"}, "candidatures": ANNEXE} | given
    result = simulate(RULES, read_situation(RULES, data))
    (found,) = reconcile(RULES, result, {domain: parse_euros(notified)}, nature)
    return found


@pytest.mark.parametrize(
    ("notified", "nature", "phrase"),
    [
        ("109 738,12", "forfait", "correspond au forfait calculé"),
        ("109 738", "forfait", "correspond au forfait calculé, arrondi à l’euro"),
        ("110 k€", "forfait", "correspond au forfait calculé, arrondi au k€ comme dans l’exemple officiel"),
        ("33 k€", "avance", "correspond à l’avance du forfait arrondi au k€ (lecture L06)"),
        ("77 k€", "solde", "correspond au solde du forfait arrondi au k€ (lecture L06)"),
        ("32 921,44", "forfait", "correspond à l’avance seule"),
        ("99 761,93", "forfait", "correspond au forfait sans le bonus CRO"),
        ("98 764,31", "forfait", "correspond au forfait en F2"),
        ("79 809,54", "forfait", "correspond au forfait en F4 et sans le bonus CRO"),
        (
            "66 840,49",
            "solde",
            "correspond au solde sans le bonus CRO, moins l’avance qui le comprenait (lecture L23)",
        ),
        ("69 833,35", "solde", "correspond au solde sans le bonus CRO"),
        ("165 000", "forfait", "correspond au forfait d’une activité de 230\u202f000 journées, au bord de la catégorie C"),
    ],
)  # fmt: skip
def test_the_first_hypothesis_is_the_nearest_that_gives_the_amount(notified, nature, phrase):
    assert check(notified, nature).explications[0].phrase == phrase


def test_a_hypothesis_is_told_once_with_the_amount_that_it_gives():
    found = check("110 000")
    assert [item.piste.cents for item in found.explications] == [109_738_12]
    assert found.ecart == 261_88


def test_an_amount_that_nothing_gives_is_said_to_come_from_nothing():
    found = check("123 456,78")
    assert found.explications == ()
    assert found.essais > 30


def test_a_cent_is_another_way_to_round():
    assert check("109 738,13").a_un_centime
    assert not check("109 738,14").a_un_centime


def test_what_was_measured_opens_hypotheses_on_the_targets_of_both_texts():
    mesures = {"DS2.1": {"taux": "52 %"}}
    found = check("0", domain="DS2", mesures=mesures)
    assert [item.phrase for item in found.explications] == [
        "correspond au montant acquis selon les taux et les cibles de I2021"
    ]


@pytest.mark.parametrize(
    ("notified", "nature", "phrase"),
    [
        ("176 368,29", "forfait", "correspond au forfait de DS\u00a01, DS\u00a03, DS\u00a02"),
        ("145 012,92", "forfait", "correspond au forfait de DS\u00a01, DS\u00a03"),
        (
            "176 k€",
            "forfait",
            "correspond au forfait de DS\u00a01, DS\u00a03, DS\u00a02, chaque forfait étant d’abord arrondi au k€ (lecture L06)",
        ),
        ("52 910,49", "avance", "correspond à l’avance de DS\u00a01, DS\u00a03, DS\u00a02"),
        ("166 392,10", "forfait", "correspond au total, DS\u00a01 étant sans le bonus CRO"),
    ],
)
def test_a_total_is_tried_by_domains_and_by_choice(notified, nature, phrase):
    assert check(notified, nature, domain=None).explications[0].phrase == phrase


def test_behind_a_forfait_stand_its_own_window_and_activity():
    found = origins(RULES, "DS1", 109_738_12)
    assert [(o.fenetre, o.cro, o.categorie) for o in found if o.contains(12_780_000)] == [("F1", True, "C")]
    assert {unit for o in found for unit in o.plages} == {1}


def test_behind_the_k_euro_of_the_example_stand_several_activities():
    ranges = {(o.fenetre, o.cro): o.plages[1_000_00] for o in origins(RULES, "DS1", 110_000_00)}
    low, high = ranges["F1", True]
    assert low < 12_780_000 < high
    assert ranges["F2", True][0] > 12_780_000


def test_behind_a_forfait_of_volet_2_stands_a_typed_base():
    found = {o.fenetre: o.plages[1] for o in origins(RULES, "DS4", 45_000_00)}
    assert found["F2"] == (45_000_00, 45_000_00)
    assert found["F3"] == (50_000_00, 50_000_00)
    assert found["F4"] == (56_250_00, 56_250_00)
