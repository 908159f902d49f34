"""A carry-over shows every hypothesis of an open reading, and only when one is needed."""

from typing import Any

import pytest

from calculator import packaged_rules, read_situation, simulate
from calculator.engine.carry_over import Hypothese

RULES = packaged_rules()


def branches(candidature: dict[str, Any], measures: dict[str, str], later: dict[str, str]) -> list[Hypothese]:
    data = {
        "etablissement": {"activite_combinee": 127800},
        "candidatures": [candidature],
        "mesures": {name: {"taux": rate} for name, rate in measures.items()},
        "mesures_report": {name: {"taux": rate} for name, rate in later.items()},
    }
    (result,) = simulate(RULES, read_situation(RULES, data)).candidatures
    return list(result.hypotheses)


DS2 = {"domaine": "DS2", "fenetre": "F1"}
CRO = {"domaine": "DS1", "fenetre": "F1", "cro": "oui"}


@pytest.mark.parametrize(
    ("candidature", "measures"),
    [
        (DS2, {"DS2.1": "10 %"}),
        ({**DS2, "report": "F2"}, {}),
        ({**DS2, "report": "F2"}, {"DS2.1": "90 %"}),
        ({**CRO, "report": "F2"}, {"DS1.1": "90 %", "DS1.2": "90 %"}),
        ({**CRO, "cro": "non", "report": "F2"}, {"DS1.1": "90 %", "DS1.2": "90 %", "DS1.3": "10 %"}),
    ],
)
def test_no_hypothesis_without_a_request_a_measure_and_a_need(candidature, measures):
    assert branches(candidature, measures, {}) == []


def test_a_missed_domain_has_two_hypotheses_on_its_window():
    found = branches({**DS2, "report": "F2"}, {"DS2.1": "10 %"}, {"DS2.1": "90 %"})
    assert [
        (item.lecture, item.hypothese, item.montant_acquis, item.avance_a_rembourser) for item in found
    ] == [
        ("L07", "A", 3_919_422, 0),
        ("L07", "B", 3_527_480, 0),
    ]


def test_a_second_miss_pays_the_advance_back_under_both():
    found = branches({**DS2, "report": "F2"}, {"DS2.1": "10 %"}, {"DS2.1": "10 %"})
    assert [(item.montant_acquis, item.avance_a_rembourser) for item in found] == [(0, 1_175_827)] * 2


def test_a_domain_reached_later_without_its_cro_is_paid_without_bonus():
    missed = {"DS1.1": "10 %", "DS1.2": "10 %", "DS1.3": "10 %"}
    later = {"DS1.1": "90 %", "DS1.2": "90 %", "DS1.3": "10 %"}
    found = branches({**CRO, "report": "F2"}, missed, later)
    assert [item.montant_acquis for item in found] == [9_976_193, 8_978_573]


def test_a_cro_that_stays_unmeasured_leaves_the_amount_open():
    missed = {"DS1.1": "10 %", "DS1.2": "10 %"}
    found = branches({**CRO, "report": "F2"}, missed, {"DS1.1": "90 %", "DS1.2": "90 %"})
    assert [(item.montant_acquis, item.avance_a_rembourser) for item in found] == [(None, 0)] * 2


@pytest.mark.parametrize(
    ("window", "later", "names"),
    [("F1", "F2", "AB"), ("F1", "F3", "ABC"), ("F2", "F3", "ABC"), ("F3", "F4", "ABC")],
)
def test_a_cro_alone_is_carried_from_f1_to_f2_and_perhaps_not_elsewhere(window, later, names):
    measures = {"DS1.1": "90 %", "DS1.2": "90 %", "DS1.3": "10 %"}
    found = branches({**CRO, "fenetre": window, "report": later}, measures, {"DS1.3": "90 %"})
    assert "".join(item.hypothese for item in found) == names
    assert {item.lecture for item in found} == {"L08"}


def test_the_amount_of_a_hypothesis_is_the_root_of_its_explanation():
    found = branches({**DS2, "report": "F2"}, {"DS2.1": "10 %"}, {"DS2.1": "90 %"})
    for item in found:
        assert item.explication is not None
        assert item.explication.valeur == item.montant_acquis
