"""What holds for every input, tried on many: the forfait, the quantities, the journeys, the door of the page."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator import packaged_rules, read_input
from calculator.activity import category
from calculator.answer import answer
from calculator.bridge import compute, handle
from calculator.forfait import compute as forfait_of
from calculator.forfait import scale_base, typed_base
from calculator.permalink import PARAMETERS, read_fragment, write_fragment
from calculator.problems import InvalidInput
from calculator.quantities import (
    format_date,
    format_euros,
    format_number,
    format_rate,
    parse_activity,
    parse_date,
    parse_euros,
    parse_number,
    parse_rate,
    round_half_up,
)
from calculator.reading import read, to_data, write_decimal, write_euros
from calculator.situation import Situation
from calculator.steps import Step

RULES = packaged_rules()
SCALES = ("DS1", "DS2", "DS3")
WINDOWS = ("F1", "F2", "F3", "F4")

some = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=200, deadline=None)

cents = st.integers(0, 10**11)
activities = st.integers(0, 200_000_000).map(lambda hundredths: Fraction(hundredths, 100))
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

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
answers = st.sampled_from(["oui", "non"])


def block(options: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=options)


sites = block(
    {"nom": words, "finess": words, "statut": st.sampled_from(["public", "prive", "ebnl"])}
    | {
        "ght": st.sampled_from(["aucun", "partie", "support"]),
        "region": st.sampled_from([*RULES.enveloppes.regions, *RULES.territoire.exclus]),
    }
)
notified = activities.map(lambda value: {"activite_combinee": write_decimal(value)})
estimated = st.dictionaries(
    st.sampled_from(list(RULES.activite.composantes)), st.integers(0, 10**6), min_size=1
).map(lambda parts: {"activite": parts})
measures = st.one_of(
    st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(
        lambda pair: {"numerateur": min(pair), "denominateur": max(pair)}
    ),
    st.integers(0, 10_000).map(lambda value: {"taux": f"{value}/10000"}),
)
rated = [name for name, item in RULES.indicateurs.items() if item.nature == "taux"]
measured = st.builds(
    lambda some, shown: some | shown,
    st.dictionaries(st.sampled_from(rated), measures, max_size=4),
    block({"DS4.3": answers.map(lambda answer: {"presentation": answer})}),
)


@st.composite
def candidatures(draw: st.DrawFn) -> list[dict[str, Any]]:
    wanted = []
    for domain in draw(st.lists(st.sampled_from([*SCALES, "DS4"]), unique=True, max_size=4)):
        paying = WINDOWS[1:] if domain == "DS4" else WINDOWS
        window = draw(st.sampled_from(paying))
        item = {"domaine": domain, "fenetre": window}
        if domain == "DS1":
            item["cro"] = draw(answers)
        if domain == "DS4":
            item["forfait_base"] = write_euros(draw(cents))
        later = [name for name in paying if name > window]
        if later and draw(st.booleans()):
            item["report"] = draw(st.sampled_from(later))
        if draw(st.booleans()):
            item["deposee_le"] = draw(st.dates(date(2021, 1, 1), date(2024, 1, 1))).isoformat()
        wanted.append(item)
    return wanted


situations = st.builds(
    lambda site, activity, rest: {"etablissement": {**site, **activity}, **rest},
    sites,
    st.one_of(notified, estimated),
    block(
        {
            "candidatures": candidatures(),
            "mesures": measured,
            "mesures_report": measured,
            "prerequis": st.dictionaries(
                st.sampled_from(list(RULES.prerequis)),
                st.sampled_from(["atteint", "non_atteint", "a_prouver", "bon_de_commande"]),
            ),
            "conditions": st.dictionaries(st.sampled_from(list(RULES.conditions)), answers),
            "audit_realise_le": st.dates(date(2021, 1, 1), date(2024, 1, 1)).map(date.isoformat),
            "domaines_deja_finances": st.lists(
                st.sampled_from(list(RULES.domaines)), min_size=1, unique=True
            ),
            "texte": st.sampled_from(["I2021", "I2023"]),
            "pilote_mes": cents.map(lambda value: {"forfait_volet_2": write_euros(value)}),
            "experimentation": cents.map(lambda value: {"forfait": write_euros(value)}),
        }
    ),
)


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
        assert result["totaux"][key] == sum(item[key] for item in kept)
    for item in result["candidatures"]:
        earned, due, reached = (
            item["montant_acquis_centimes"],
            item["avance_a_rembourser_centimes"],
            item["cibles_atteintes"],
        )
        assert (due is None) is (reached is None)
        assert earned is None or 0 <= earned <= item["forfait_centimes"]
        assert due in (None, 0, item["avance_centimes"])
        assert reached is not False or earned == 0
        assert set(item["lectures"]) <= set(RULES.lectures)


# --- anything at all ---

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(max_size=8),
    st.sampled_from(["DS1", "DS4", "F1", "F2", "49 %", "oui", "127 800", "127.800", "1/0", "€", "I2021"]),
)
KEYS = """
    etablissement activite activite_combinee candidatures domaine fenetre cro report forfait_base deposee_le
    mesures mesures_report DS1.1 DS4.3 numerateur denominateur taux presentation prerequis PS1.1 conditions relims
    texte dossier pilote_mes forfait_volet_2 experimentation forfait region domaines_deja_finances
"""
keys = st.one_of(st.sampled_from(KEYS.split()), st.text(max_size=4))
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)
shaken = st.builds(
    lambda data, noise: {**data, **noise}, situations, st.dictionaries(keys, anything, max_size=3)
)
bent = st.builds(
    lambda domain, item: {
        "etablissement": {"activite_combinee": 1},
        "candidatures": [{"domaine": domain, **item}],
    },
    st.sampled_from(["DS1", "DS2", "DS4"]),
    st.dictionaries(st.sampled_from(["fenetre", "cro", "report", "forfait_base", "deposee_le"]), anything),
)


@settings(some, max_examples=250)
@given(st.one_of(anything, shaken, bent))
def test_any_situation_is_answered_and_never_breaks_the_calculator(data):
    reply = json.loads(handle(json.dumps({"action": "simuler", "situation": data})))
    assert "panne" not in reply
    assert reply["ok"] is ("resultat" in reply)
    assert reply["ok"] or reply["problemes"]


@settings(some, max_examples=250)
@given(st.one_of(anything, shaken, bent))
def test_every_problem_has_a_path_a_code_and_a_sentence(data):
    try:
        read_input(RULES, json.loads(json.dumps(data), parse_constant=str, parse_float=str))
    except InvalidInput as error:
        for problem in error.problems:
            # only the whole input has no path: it is not a block
            assert problem.chemin or not isinstance(data, dict) or "" in data
            assert problem.code.isidentifier()
            assert problem.message.endswith((".", "?"))


pairs = st.tuples(
    st.one_of(st.sampled_from(PARAMETERS), st.text(max_size=6)),
    st.one_of(leaves.map(str), st.text(max_size=9)),
)
fragments = st.one_of(
    st.text(max_size=40),
    st.lists(pairs, max_size=6).map(lambda items: "&".join(f"{key}={value}" for key, value in items)),
    st.lists(pairs, max_size=4).map(
        lambda items: "&".join(["activite_combinee=7000", *(f"{key}={value}" for key, value in items)])
    ),
)


@settings(some, max_examples=250)
@given(fragments)
def test_any_fragment_is_drawn_or_refused_and_never_breaks_the_calculator(fragment):
    reply = json.loads(handle(json.dumps({"action": "dessiner", "fragment": fragment})))
    assert "panne" not in reply
    assert reply["html"]
    assert reply["annonce"]
    if reply["ok"]:
        again = json.loads(handle(json.dumps({"action": "dessiner", "fragment": reply["situation"]})))
        assert again["situation"] == reply["situation"]
        assert again["html"] == reply["html"]
        assert again["avertissements"] == []
