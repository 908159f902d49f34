"""A situation travels in the fragment of an address, and comes back the same."""

from typing import Any

import pytest

from calculator import packaged_rules, read_input
from calculator.situation.permalink import PARAMETERS, read_fragment, stamp, write_fragment
from tests.support.cases import Case, cases

RULES = packaged_rules()
STAMP = stamp(RULES)

EXAMPLE = "activite_combinee=127800&DS1=F1&cro=oui&DS2=F4&DS3=F2&DS1.1=490/1000&PS1.1=atteint&relims=oui"


def situation_of(fragment: str) -> Any:
    return read_input(RULES, read_fragment(fragment).data)


def test_the_example_of_the_contract_is_understood():
    link = read_fragment(f"#{EXAMPLE}&regles={STAMP}")
    assert link.warnings == ()
    assert link.stamp == STAMP
    assert link.data == {
        "etablissement": {"activite_combinee": "127800"},
        "candidatures": [
            {"domaine": "DS1", "fenetre": "F1", "cro": "oui"},
            {"domaine": "DS2", "fenetre": "F4"},
            {"domaine": "DS3", "fenetre": "F2"},
        ],
        "mesures": {"DS1.1": {"numerateur": "490", "denominateur": "1000"}},
        "prerequis": {"PS1.1": "atteint"},
        "conditions": {"relims": "oui"},
    }


def test_the_example_of_the_contract_is_written_back_the_same():
    assert write_fragment(RULES, situation_of(EXAMPLE)) == f"{EXAMPLE}&regles={STAMP}"


def test_the_stamp_is_the_version_and_eight_characters_of_the_hash():
    assert RULES.empreinte is not None
    assert f"{RULES.version}-{RULES.empreinte[:8]}" == STAMP


@pytest.mark.parametrize(
    ("fragment", "canonical"),
    [
        ("activite_combinee=127+800", "activite_combinee=127800"),
        ("activite_combinee=6999%2C5", "activite_combinee=6999.5"),
        (
            "nom=H%C3%B4pital+d%27%C3%A9t%C3%A9&activite_combinee=1",
            "nom=H%C3%B4pital+d%27%C3%A9t%C3%A9&activite_combinee=1",
        ),
        (
            "activite_combinee=1&DS4=F2&forfait_base=40+k%E2%82%AC",
            "activite_combinee=1&DS4=F2&forfait_base=40000",
        ),
        (
            "activite_combinee=1&DS2=F2&DS2.report=F3&DS2.deposee_le=1/3/2022",
            "activite_combinee=1&DS2=F2&DS2.deposee_le=2022-03-01&DS2.report=F3",
        ),
        ("activite_combinee=1&report.DS2.1=60%25", "activite_combinee=1&report.DS2.1=60%25"),
        ("activite_combinee=1&DS2.1=0.4899", "activite_combinee=1&DS2.1=48.99%25"),
        ("activite_combinee=1&DS4.3=OUI", "activite_combinee=1&DS4.3=oui"),
        ("journees_mco=3&seances_dialyse=2", "journees_mco=3&seances_dialyse=2"),
        (
            "activite_combinee=1&domaines_deja_finances=DS1,DS2",
            "activite_combinee=1&domaines_deja_finances=DS1%2CDS2",
        ),
        (
            "activite_combinee=1&forfait_volet_2=40000.50&forfait=1",
            "activite_combinee=1&forfait_volet_2=40000.50&forfait=1",
        ),
        ("texte=I2021&activite_combinee=1", "activite_combinee=1&texte=I2021"),
        ("activite_combinee=1&texte=I2023", "activite_combinee=1"),
        (
            "activite_combinee=1&2.activite_combinee=2&2.DS1=F1",
            "activite_combinee=1&2.activite_combinee=2&2.DS1=F1",
        ),
    ],
)
def test_a_fragment_has_one_canonical_form(fragment, canonical):
    assert write_fragment(RULES, situation_of(fragment)) == f"{canonical}&regles={STAMP}"


@pytest.mark.parametrize(
    ("fragment", "chemin", "code", "message"),
    [
        (
            "activite_combine=1",
            "activite_combine",
            "parametre_inconnu",
            "paramètre inconnu « activite_combine », laissé de côté ; vouliez-vous dire « activite_combinee » ?",
        ),
        (
            "2.texte=I2021",
            "2.texte",
            "parametre_inconnu",
            "paramètre inconnu « 2.texte », laissé de côté ; vouliez-vous dire « texte » ?",
        ),
        (
            "DS1=F1&DS1=F2",
            "DS1",
            "parametre_en_double",
            "le paramètre « DS1 » est donné deux fois : la première valeur est gardée.",
        ),
        (
            "cro=oui",
            "cro",
            "parametre_sans_effet",
            "« cro » est laissé de côté : le domaine DS\u00a01 n’est pas demandé.",
        ),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named_and_the_rest_is_used(fragment, chemin, code, message):
    link = read_fragment(f"activite_combinee=7000&{fragment}")
    (warning,) = link.warnings
    assert (warning.chemin, warning.code, warning.message) == (chemin, code, message)
    assert link.data["etablissement"] == {"activite_combinee": "7000"}


@pytest.mark.parametrize(
    "fragment",
    [
        "ACTIVITE_COMBINEE=127800&ds1=f1&Ds1.1=490/1000&PS1.1=ATTEINT&TEXTE=i2021&STATUT=Public&ds2=F2&DS2.REPORT=f3",
        "activite_combinee=127800;DS1=F1;DS1.1=490/1000;PS1.1=atteint;texte=I2021;statut=public;DS2=F2;DS2.report=F3",
        "activite_combinee=127800&amp;DS1=F1&amp;DS1.1=490/1000&amp;amp;PS1.1=atteint&AMP;texte=I2021&statut=public"
        "&amp;DS2=F2&amp;DS2.report=F3",
        "utm_source=lettre&activite_combinee=127800&DS1=F1&DS1.1=490/1000&fbclid=x&PS1.1=atteint&texte=I2021&gclid=y"
        "&statut=public&DS2=F2&DS2.report=F3&mc_cid=z&UTM_Medium=courriel.",
    ],
    ids=["casse", "points-virgules", "esperluettes", "traceurs"],
)
def test_what_encoders_mailers_and_trackers_do_to_a_link_changes_nothing(fragment):
    link = read_fragment(fragment)
    assert link.warnings == ()
    assert write_fragment(RULES, read_input(RULES, link.data)) == (
        "statut=public&activite_combinee=127800&DS1=F1&DS2=F2&DS2.report=F3&DS1.1=49%25&PS1.1=atteint"
        f"&texte=I2021&regles={STAMP}"
    ).replace("DS1.1=49%25", "DS1.1=490/1000")
    assert {"activite_combinee", "DS1", "DS1.1"} <= link.champs.keys(), (
        "fields are filled under their own names"
    )
    assert link.champs["DS1"] == "F1"


@pytest.mark.parametrize("sign", [".", ")", ").", ",", ";", "»", "]", "&gt;"[-1]])
@pytest.mark.parametrize(
    "last", ["DS1=F1", "cro=oui", "DS1.1=49%25", "activite_combinee=127800", f"regles={STAMP}"]
)
def test_a_sign_that_ended_the_sentence_around_a_link_is_named_and_left_aside(sign, last):
    others = "&".join(
        item for item in ("activite_combinee=127800", "DS1=F1") if not last.startswith(item[:4])
    )
    link = read_fragment(f"{others}&{last}{sign}")
    assert link.data == read_fragment(f"{others}&{last}").data
    (warning,) = link.warnings
    assert (warning.code, warning.chemin) == ("signe_final", last.partition("=")[0])
    assert (
        warning.message
        == f"le lien finit par « {sign} », laissé de côté : c’est la ponctuation d’une phrase."
    )


def test_a_name_keeps_the_signs_that_it_ends_with():
    link = read_fragment("activite_combinee=1&nom=CH+d%27A.+%28site+B%29;+annexe.")
    assert link.data["etablissement"]["nom"] == "CH d'A. (site B); annexe."
    assert link.warnings == ()


def test_a_parameter_without_a_value_is_named():
    (warning,) = read_fragment("activite_combinee=1&DS1=").warnings
    assert (warning.code, warning.message) == (
        "parametre_vide",
        "« DS1 » n’a pas de valeur : il est laissé de côté.",
    )


@pytest.mark.parametrize(("text", "made"), [("vrai", True), ("OUI", True), ("faux", False)])
def test_an_answer_has_the_same_words_everywhere(text, made):
    given = situation_of(f"activite_combinee=1&DS1=F1&cro={text}&relims={text}&DS4.3={text}")
    assert (
        given.candidatures[0].cro is given.conditions["relims"] is given.mesures["DS4.3"].presentation is made
    )


@pytest.mark.parametrize(
    "fragment", ["", "#", "&", "=", "a", "%", "%zz=%zz", "regles=", "DS1=", "activite_combinee="]
)
def test_a_partial_or_broken_link_is_read_without_a_fault(fragment):
    assert read_fragment(fragment).data["etablissement"] == {}


@pytest.mark.parametrize(
    ("fragment", "chemin", "field"),
    [
        ("activite_combinee=x", "etablissement.activite_combinee", "activite_combinee"),
        ("", "etablissement.activite_combinee", "activite_combinee"),
        ("activite_combinee=1&DS1=F9", "candidatures[0].fenetre", "DS1"),
        ("activite_combinee=1&DS4=F2", "candidatures[0].forfait_base", "forfait_base"),
        ("activite_combinee=1&DS1.1=49", "mesures.DS1.1.taux", "DS1.1"),
        (
            "activite_combinee=1&2.activite_combinee=x",
            "dossier[1].etablissement.activite_combinee",
            "2.activite_combinee",
        ),
        ("activite_combinee=1&5.DS1=F1", "dossier[1].etablissement.activite_combinee", "5.activite_combinee"),
    ],
)
def test_a_problem_leads_to_the_field_that_carries_it(fragment, chemin, field):
    assert read_fragment(fragment).field_of(chemin) == field


def test_every_parameter_is_unique():
    assert len(PARAMETERS) == len(set(PARAMETERS))


@pytest.mark.parametrize("case", [case for case in cases() if case.attendu is not None], ids=str)
def test_every_example_survives_the_journey(case: Case):
    given = read_input(RULES, case.situation)
    if len(case.situation.get("dossier", "xx")) == 1:
        given = given.dossier[0]  # a link has no sign for a dossier of one
    link = read_fragment(write_fragment(RULES, given))
    assert link.warnings == ()
    assert read_input(RULES, link.data) == given
