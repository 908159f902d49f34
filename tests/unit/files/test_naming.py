"""The name of a file says whose it is, what of, which day, and holds on any disk."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.files.documents import MAKERS, Demande, make
from calculator.files.naming import file_name
from calculator.situation.permalink import read_fragment

RULES = packaged_rules()
DAY = date(2026, 11, 27)


def result(fragment):
    return compute(RULES, read_input(RULES, read_fragment(fragment).data))


@pytest.mark.parametrize(
    ("fragment", "name"),
    [
        ("nom=CH+du+Val&activite_combinee=1&DS1=F1", "sun-es-ch-du-val-ds1-f1-2026-11-27"),
        (
            "nom=H%C3%B4pital+Sud-%C5%92uvre+de+l%E2%80%99%C3%8Ele&activite_combinee=1&DS1=F1&DS2=F4",
            "sun-es-hopital-sud-oeuvre-de-l-ile-ds1-f1-ds2-f4-2026-11-27",
        ),
        ("activite_combinee=1&DS4=F2", "sun-es-ds4-f2-2026-11-27"),
        ("activite_combinee=1", "sun-es-2026-11-27"),
        (
            "nom=A&activite_combinee=1&DS1=F1&2.activite_combinee=1&3.activite_combinee=2",
            "sun-es-a-et-2-autres-2026-11-27",
        ),
        ("activite_combinee=1&2.activite_combinee=1", "sun-es-dossier-2-etablissements-2026-11-27"),
    ],
)
def test_a_file_names_the_establishment_the_domain_and_the_day(fragment, name):
    assert file_name(result(fragment), DAY) == name


@pytest.mark.parametrize(
    ("kind", "ending"), [("xlsx", ".xlsx"), ("csv", ".csv"), ("json", ".json"), ("ics", ".ics")]
)
def test_every_file_has_this_name_and_its_ending(kind, ending):
    made = make(Demande(RULES, result("nom=CH+du+Val&activite_combinee=1&DS1=F1"), DAY, "/simulateur/"), kind)
    assert made["fichier"].startswith("sun-es-ch-du-val-ds1-f1")
    assert made["fichier"].endswith(f"2026-11-27{ending}")


def test_the_receipt_has_the_title_of_its_file():
    made = make(Demande(RULES, result("activite_combinee=1&DS1=F1"), DAY, "/simulateur/"), "justificatif")
    assert made["titre"] == "sun-es-ds1-f1-2026-11-27"
    assert set(MAKERS) == {"justificatif", "xlsx", "csv", "json", "ics"}


@given(st.text(max_size=200))
def test_whatever_the_name_the_file_has_one_that_any_disk_takes(text):
    found = result("activite_combinee=1&DS1=F1")
    object.__setattr__(found.situation.etablissement, "nom", text)
    name = file_name(found, DAY)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), name
    assert len(name) < 100
