"""When each amount comes, and how each candidature may end, to the cent."""

from datetime import date

from calculator import packaged_rules, read_situation, simulate
from calculator.questions.schedule import schedule

RULES = packaged_rules()


def plan(*candidatures, **given):
    data = {"etablissement": {"activite_combinee": "127 800"}, "candidatures": list(candidatures)} | given
    return schedule(RULES, simulate(RULES, read_situation(RULES, data)))


def ends(*candidatures, **given):
    ((_, issues),) = plan(*candidatures, **given).issues
    return [(issue.acquis, issue.reste, issue.a_rembourser) for issue in issues]


DS1 = {"domaine": "DS1", "fenetre": "F1", "cro": "oui"}


def test_payments_come_in_the_order_of_the_periods_that_lead_to_them():
    found = plan(DS1, {"domaine": "DS2", "fenetre": "F4"}, {"domaine": "DS3", "fenetre": "F2"}).echeances
    assert [(one.quoi, one.item.candidature.domaine, one.autour.fin) for one in found] == [
        ("avance", "DS1", date(2021, 12, 31)),
        ("avance", "DS3", None),
        ("solde", "DS1", date(2022, 9, 30)),
        ("avance", "DS2", None),
        ("solde", "DS3", date(2023, 3, 31)),
        ("solde", "DS2", date(2023, 12, 31)),
    ]
    assert sum(one.montant for one in found) == 176_368_29


def test_the_original_text_dates_the_balance():
    (_, balance) = plan({"domaine": "DS2", "fenetre": "F2"}, texte="I2021").echeances
    assert balance.autour.fin == date(2022, 12, 31)


def test_every_end_of_the_example_is_computed_by_the_engine():
    assert ends(DS1) == [
        (109_738_12, 76_816_68, 0),  # all reached
        (99_761_93, 66_840_49, 0),  # the CRO alone missed: L23
        (0, 0, 32_921_44),  # missed, no carry-over
        (109_738_12, 76_816_68, 0),  # carried over to F2, L07 A
        (98_764_31, 65_842_87, 0),  # L07 B: 90 %
        (109_738_12, 76_816_68, 0),  # the CRO carried over, L08 A
        (108_740_51, 75_819_07, 0),  # L08 B: the bonus of F2, 98 764,31 − 89 785,73
        (0, 0, 32_921_44),  # missed twice
    ]


def test_beyond_f1_the_carry_over_of_the_bonus_may_not_exist():
    found = ends(DS1 | {"fenetre": "F3"})
    assert len(found) == 9
    assert found[7] == found[1]


def test_the_last_window_has_nowhere_to_be_carried_over():
    assert ends({"domaine": "DS2", "fenetre": "F4"}) == [(31_355_37, 21_948_76, 0), (0, 0, 9_406_61)]


def test_a_carry_over_that_was_asked_for_goes_where_it_was_asked():
    ((_, issues),) = plan({"domaine": "DS2", "fenetre": "F1", "report": "F3"}).issues
    assert "report en F3" in issues[2].libelle
    assert issues[2].lectures[0] == "L07"


def test_what_was_measured_comes_first_and_leaves_the_possible_ends_alone():
    found = ends(DS1, mesures={"DS1.1": {"taux": "0"}})
    assert found == [(0, 0, 32_921_44), *ends(DS1)]
    half = {"DS1.1": {"taux": "1/2"}, "DS1.2": {"taux": "1/2"}, "DS1.3": {"taux": "0,4"}}
    assert ends(DS1, mesures=half)[0] == (99_761_93, 66_840_49, 0)


def test_volet_2_is_paid_in_two_times_too():
    found = ends({"domaine": "DS4", "fenetre": "F2", "forfait_base": "40 000"})
    assert found[0] == (40_000_00, 28_000_00, 0)
    assert found[1] == (0, 0, 12_000_00)
