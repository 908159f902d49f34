"""What holds for every input, tried on many: the forfait, the quantities, the journeys, the door of the page."""

import json
from datetime import date
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.engine.activity import category
from calculator.engine.forfait import compute as forfait_of
from calculator.engine.forfait import scale_base, typed_base
from calculator.engine.steps import Step
from calculator.exact.formats import format_date, format_euros, format_number, format_rate
from calculator.exact.quantities import parse_activity, parse_date, parse_euros, parse_number, parse_rate
from calculator.exact.reading import read, to_data, write_decimal, write_euros
from calculator.exact.rounding import round_half_up
from calculator.files.answer import answer
from calculator.situation.model import Situation
from calculator.situation.permalink import read_fragment, write_fragment
from tests.fuzz.inputs import SCALES, WINDOWS, activities, cents, situations

RULES = packaged_rules()

some = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=200, deadline=None)

rates = st.tuples(st.integers(0, 10_000), st.integers(1, 10_000)).map(
    lambda pair: Fraction(min(pair), max(pair))
)


def base_of(domain: str, activity: Fraction) -> Fraction:
    return scale_base(RULES, domain, Step("activite_notifiee", activity, "journee_mco")).number


# --- the forfait ---


@many
@given(st.sampled_from(SCALES), activities, activities)
def test_a_forfait_never_decreases_when_the_activity_grows(domain, first, second):
    low, high = sorted((first, second))
    assert base_of(domain, low) <= base_of(domain, high)


@many
@given(st.sampled_from(SCALES), activities, st.integers(1, 100).map(lambda step: Fraction(step, 100)))
def test_a_forfait_never_jumps_more_than_its_steepest_slope(domain, activity, step):
    scale = RULES.domaines[domain].bareme
    assert scale is not None
    slopes = [
        Fraction(band.maximum - band.minimum)
        / (RULES.categories[name].maximum - RULES.categories[name].minimum)
        for name, band in scale.tranches.items()
    ]
    assert base_of(domain, activity + step) - base_of(domain, activity) <= max(slopes) * step


@many
@given(st.sampled_from(SCALES), activities)
def test_a_forfait_stays_between_the_bounds_of_its_category(domain, activity):
    scale = RULES.domaines[domain].bareme
    assert scale is not None
    band = scale.tranches[category(RULES, activity)]
    assert band.minimum <= base_of(domain, activity) <= band.maximum


@many
@given(st.sampled_from(SCALES), activities, st.sampled_from(WINDOWS), st.booleans())
def test_the_parts_make_the_whole(domain, activity, window, cro):
    base = scale_base(RULES, domain, Step("activite_notifiee", activity, "journee_mco"))
    amounts = forfait_of(RULES, domain, window, base, cro=cro)
    assert amounts.avance.cents + amounts.solde.cents == amounts.forfait.cents
    assert amounts.sans_bonus.cents + amounts.bonus_centimes == amounts.forfait.cents
    assert abs(amounts.avance.cents - amounts.forfait.cents * Fraction(3, 10)) <= Fraction(1, 2)
    assert abs(amounts.forfait.cents - amounts.exact) <= Fraction(1, 2)
    assert (amounts.bonus_centimes > 0) is cro


@many
@given(cents, st.sampled_from(WINDOWS[1:]))
def test_the_parts_of_volet_2_make_the_whole(base, window):
    amounts = forfait_of(RULES, "DS4", window, typed_base("DS4", base), cro=False)
    assert amounts.avance.cents + amounts.solde.cents == amounts.forfait.cents <= base


@many
@given(st.fractions())
def test_rounding_moves_by_half_a_unit_at_most_and_a_half_goes_away_from_zero(value):
    rounded = round_half_up(value)
    assert abs(rounded - value) <= Fraction(1, 2)
    assert round_half_up(-value) == -rounded
    if abs(rounded - value) == Fraction(1, 2):
        assert abs(rounded) > abs(value)


# --- quantities: what is written is read back ---


@many
@given(cents)
def test_an_amount_survives_its_writing(amount):
    assert parse_euros(format_euros(amount)) == amount
    assert parse_euros(write_euros(amount)) == amount


@many
@given(activities)
def test_an_activity_survives_its_writing(activity):
    assert parse_activity(format_number(activity)) == activity
    assert parse_activity(write_decimal(activity)) == activity


@many
@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_a_number_survives_its_writing_or_is_refused_as_ambiguous(digits, places):
    value = Fraction(digits, 10**places)
    assert parse_number(write_decimal(value) if value >= 0 else "-" + write_decimal(-value)) == value


@many
@given(st.integers(0, 1_000_000))
def test_a_rate_survives_its_writing(millionths):
    value = Fraction(millionths, 1_000_000)
    assert parse_rate(str(value)) == value
    assert parse_rate(f"{value.numerator} / {value.denominator}") == value
    if (value * 10_000).denominator == 1:  # two decimals of a percentage are never ambiguous
        assert parse_rate(format_rate(value)) == value


@many
@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_date_survives_its_writing(day):
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}") == day
    assert str(day.year) in format_date(day)


# --- journeys of a situation ---


@some
@given(situations)
def test_a_situation_survives_its_permalink(data):
    situation = read_input(RULES, data)
    link = read_fragment(write_fragment(RULES, situation))
    assert link.warnings == ()
    assert read_input(RULES, link.data) == situation


@some
@given(st.lists(situations, min_size=2, max_size=3), st.sampled_from(["I2021", "I2023"]))
def test_a_dossier_survives_its_permalink(blocks, texte):
    dossier = read_input(RULES, {"dossier": [{**item, "texte": texte} for item in blocks]})
    assert read_input(RULES, read_fragment(write_fragment(RULES, dossier)).data) == dossier


@some
@given(situations)
def test_a_situation_survives_json(data):
    situation = read_input(RULES, data)
    assert read(Situation, json.loads(json.dumps(to_data(situation)))) == situation


@some
@given(situations)
def test_an_answer_holds_together(data):
    result = answer(RULES, compute(RULES, read_input(RULES, data)))
    kept = [item for item in result["candidatures"] if item["eligibilite"]["statut"] != "non_eligible"]
    for key in ("forfait_centimes", "avance_centimes", "solde_centimes"):
        assert result["totaux"][key] == sum(item[key] for item in kept if item[key] is not None)
    assert result["totaux"]["complet"] is all(item["forfait_centimes"] is not None for item in kept)
    for item in result["candidatures"]:
        earned, due, reached = (
            item["montant_acquis_centimes"],
            item["avance_a_rembourser_centimes"],
            item["cibles_atteintes"],
        )
        paid = item["compte"]["avance_versee_centimes"]
        assert (due is None) is (reached is None or paid is None)
        assert earned in (None, 0) or 0 <= earned <= item["forfait_centimes"]
        assert due in (None, 0, paid)
        assert reached is not False or earned == (None if paid is None else 0)
        assert set(item["lectures"]) <= set(RULES.lectures)


# --- the account ---


def amounts_of(account):
    """The five amounts of an account, all at least zero where they are known."""
    keys = ("acquis", "avance_versee", "solde_verse", "reste_a_recevoir", "a_rembourser")
    amounts = [account[f"{key}_centimes"] for key in keys]
    assert all(amount is None or amount >= 0 for amount in amounts), account
    return amounts


def holds(account):
    """What is earned is what was paid and is still to receive, less what is to pay back; or none is known."""
    earned, advance, balance, rest, back = amounts_of(account)
    if None in (earned, rest, back):
        assert earned is rest is back is None, account
    else:
        assert earned == advance + balance + rest - back, account


@many
@given(situations)
def test_what_is_earned_is_what_was_paid_plus_what_is_due_less_what_is_to_pay_back(data):
    result = answer(RULES, compute(RULES, read_input(RULES, data)))
    holds(result["totaux"]["compte"])
    for item in result["candidatures"]:
        account = item["compte"]
        holds(account)
        assert account["acquis_centimes"] is None or 0 in (
            account["reste_a_recevoir_centimes"],
            account["a_rembourser_centimes"],
        )
        assert account["phrase"]
        for branch in item["hypotheses"]:
            holds(branch["compte"])
        told = next(one for one in data["candidatures"] if one["domaine"] == item["domaine"])
        if told.get("report") is None or not item["hypotheses"]:
            pending = told.get("report") is not None and item["cibles_atteintes"] is False
            assert pending or account["acquis_centimes"] == item["montant_acquis_centimes"]


@some
@given(st.lists(situations, min_size=2, max_size=3))
def test_the_account_of_a_dossier_is_the_sum_of_those_of_its_establishments(blocks):
    blocks = [{**item, "texte": "I2023"} for item in blocks]
    result = answer(RULES, compute(RULES, read_input(RULES, {"dossier": blocks})))
    whole = amounts_of(result["totaux"]["compte"])
    parts = zip(*(amounts_of(site["totaux"]["compte"]) for site in result["etablissements"]), strict=True)
    assert whole == [None if None in part else sum(part) for part in parts]
    holds(result["totaux"]["compte"])


@some
@given(situations)
def test_an_outcome_told_gives_the_account_of_the_rate_that_gives_it(data):
    measured = compute(
        RULES, read_input(RULES, {key: value for key, value in data.items() if key != "mesures_report"})
    )
    told = {
        target.indicateur: {"atteinte": target.atteinte}
        for item in measured.candidatures
        for target in item.bilan.cibles
        if target.atteinte is not None
    }
    again = compute(RULES, read_input(RULES, {**data, "mesures": told, "mesures_report": {}}))
    assert [item.compte for item in again.candidatures] == [item.compte for item in measured.candidatures]
