"""An advance and a balance, together, against what each hypothesis earns: the one that fits, or the nearest."""

import pytest

from calculator import packaged_rules, read_input, read_situation, simulate
from calculator.engine.simulation import simulate as run
from calculator.exact.quantities import parse_euros
from calculator.questions.outcomes import Verse
from calculator.questions.paid import check
from calculator.situation.permalink import read_fragment

RULES = packaged_rules()
REACHED = {"DS1.1": {"atteinte": "oui"}, "DS1.2": {"atteinte": "oui"}}


def checked(advance, balance, candidature=None, **more):
    asked = candidature or {"domaine": "DS1", "fenetre": "F1", "cro": "oui"}
    data = {"etablissement": {"activite_combinee": "127 800"}, "candidatures": [asked], **more}
    result = simulate(RULES, read_situation(RULES, data))
    paid = Verse(*(None if text is None else parse_euros(text) for text in (advance, balance)))
    return check(RULES, result, result.candidatures[0], paid)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("advance", "balance", "sentence"),
    [
        (
            "32 921,44",
            "66 840,49",
            "32 921,44 € d’avance et 66 840,49 € de solde : ce que donne DS 1 en F1 avec le bonus CRO demandé, "
            "la cible du CRO étant manquée (L23)",
        ),
        (
            None,
            "66 840,49",
            "66 840,49 € de solde : ce que donne DS 1 en F1 avec le bonus CRO demandé, "
            "la cible du CRO étant manquée (L23)",
        ),
        (
            "33 000",
            "76 738,12",
            "33 000,00 € d’avance et 76 738,12 € de solde : ce que donne DS 1 en F1 avec le bonus CRO demandé, "
            "toutes les cibles étant atteintes, l’avance étant arrondie au k€ (L06)",
        ),
        (
            "33 k€",
            "66 761,93",
            "33 000,00 € d’avance et 66 761,93 € de solde : ce que donne DS 1 en F1 avec le bonus CRO demandé, "
            "la cible du CRO étant manquée (L23), l’avance étant arrondie au k€ (L06)",
        ),
        (
            "29 928,58",
            "69 833,35",
            "29 928,58 € d’avance et 69 833,35 € de solde : ce que donne DS 1 en F1 sans le bonus CRO demandé, "
            "toutes les cibles étant atteintes",
        ),
        (
            "29 629,29",
            "69 135,02",
            "29 629,29 € d’avance et 69 135,02 € de solde : ce que donne DS 1 en F2 avec le bonus CRO demandé, "
            "toutes les cibles étant atteintes",
        ),
        ("32 921,44", None, "32 921,44 € d’avance : ce que donne DS 1 en F1 avec le bonus CRO demandé"),
        (
            "32 921,44",
            "65 842,87",
            "32 921,44 € d’avance et 65 842,87 € de solde : cible manquée en F1, puis report en F2 réussi, "
            "part de F2 (L07, hypothèse B)",
        ),
        (
            "49 500",
            "115 500",
            "49 500,00 € d’avance et 115 500,00 € de solde : ce que donne DS 1 en F1 avec le bonus CRO demandé, "
            "pour une activité de 230 000 journées MCO, au bord de la catégorie D, toutes les cibles étant atteintes",
        ),
    ],
)
def test_what_was_paid_is_said_by_the_hypothesis_that_gives_it(advance, balance, sentence):
    found = checked(advance, balance)
    assert plain(found.retenues[0][0]) == sentence
    assert found.proche is None


@pytest.mark.parametrize(
    ("advance", "balance"),
    [
        ("32 921,44", "66 840,49"),
        ("33 000", "66 761,93"),
        ("33 000", "76 738,12"),
        ("29 629,29", "69 135,02"),
    ],
)
def test_a_hypothesis_that_fits_is_applied_and_the_account_is_then_settled(advance, balance):
    fragment = checked(advance, balance).retenues[0][1]
    link = read_fragment(fragment)
    assert link.warnings == ()
    (item,) = run(RULES, read_input(RULES, link.data)).candidatures
    assert item.candidature.avance_versee == parse_euros(advance)
    assert item.candidature.solde_verse == parse_euros(balance)
    assert item.compte.reste_a_recevoir.cents == item.compte.a_rembourser.cents == 0


def test_when_nothing_gives_what_was_paid_the_nearest_is_named_with_its_gap():
    found = checked("32 921,44", "66 850,49")
    assert found.retenues == ()
    sentence, gap = found.proche
    assert gap == 10_00
    assert plain(sentence).startswith(
        "32 921,44 € d’avance et 66 840,49 € de solde : ce que donne DS 1 en F1"
    )
    assert found.essais > 50


def test_what_is_due_is_what_is_earned_not_the_whole_forfait():
    found = checked("33 000", "66 761,93", mesures={**REACHED, "DS1.3": {"atteinte": "non"}})
    assert (found.avance_due, found.solde_du, found.ecart) == (32_921_44, 66_761_93, 78_56)
    assert checked("33 000", "66 761,93").solde_du is None


def test_rates_that_reach_the_targets_of_the_other_text_alone_say_so():
    found = checked(
        "10 582,44", "24 692,36", {"domaine": "DS2", "fenetre": "F2"},
        mesures={"DS2.1": {"taux": "52 %"}}, texte="I2021",
    )  # fmt: skip
    sentence, fragment = found.retenues[0]
    assert plain(sentence).endswith("en F2, toutes les cibles étant atteintes, selon les cibles de I2023")
    assert "DS2.1=52%25" in fragment
    assert "texte" not in fragment


def test_volet_2_is_checked_on_the_base_that_was_typed():
    found = checked("12 000", "28 000", {"domaine": "DS4", "fenetre": "F2", "forfait_base": "40 000"})
    assert plain(found.retenues[0][0]).endswith("ce que donne DS 4 en F2, toutes les cibles étant atteintes")


def test_a_target_missed_that_none_names_is_what_pays_nothing_and_is_told_so_again():
    asked = {"domaine": "DS1", "fenetre": "F1", "cro": "oui", "cibles_manquees": "oui"}
    found = checked("32 921,44", "0", asked)
    assert (found.solde_du, found.ecart) == (0, 0)
    sentence, fragment = found.retenues[0]
    assert plain(sentence).endswith("une cible obligatoire étant manquée : l’avance est à rembourser")
    assert "DS1.cibles_manquees=oui" in fragment
    reached = checked("32 921,44", "76 816,68", asked).retenues[0][1]
    assert "cibles_manquees" not in reached
    assert "DS1.1.atteinte=oui" in reached
