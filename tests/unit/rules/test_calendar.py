"""The dated events of the programme, and the file that calendar programs read."""

import dataclasses
from datetime import UTC, date, datetime

from icalendar import Calendar

from calculator import packaged_rules
from calculator.rules.calendar import events
from overrides.hooks.outputs.ics import calendar_bytes

RULES = packaged_rules()
EVENTS = {event.uid: event for event in events(RULES)}


def test_an_amended_measure_is_there_twice_and_an_unchanged_one_once():
    first, in_force = EVENTS["f3-mesure-i2021@sun-es"], EVENTS["f3-mesure@sun-es"]
    assert (first.fin, first.remplace) == (date(2023, 6, 30), True)
    assert (in_force.fin, in_force.remplace) == (date(2023, 7, 31), False)
    assert "f4-mesure-i2021@sun-es" not in EVENTS


def test_an_end_that_no_text_prints_is_not_invented():
    event = EVENTS["f2-instruction@sun-es"]
    assert (event.debut, event.fin, event.fin_connue) == (date(2022, 3, 1), date(2022, 3, 1), False)
    assert event.titre.endswith("(fin non imprimée)")


def test_both_slides_of_sons_are_there_where_they_part():
    ends = {uid: event.fin for uid, event in EVENTS.items() if "medico-social" in uid}
    assert ends == {
        "sons-tableau-medico-social-commande@sun-es": date(2023, 12, 31),
        "sons-calendrier-medico-social-depot@sun-es": date(2023, 12, 31),
        "sons-calendrier-medico-social-cloture@sun-es": date(2024, 3, 31),
        "sons-tableau-medico-social-installation@sun-es": date(2024, 12, 31),
    }
    assert EVENTS["sons-tableau-medico-social-installation@sun-es"].lectures == ("L15",)


def test_the_end_of_the_programme_is_there_with_its_doubt_and_moves_no_window():
    end, last = EVENTS["programme-fin@sun-es"], EVENTS["f4-mesure@sun-es"]
    assert (end.debut, end.lectures) == (date(2024, 3, 31), ("L48",))
    assert "aucun texte opposable" in end.titre
    assert (last.fin, last.lectures) == (date(2023, 12, 31), ("L48",))


def test_a_deadline_of_sons_that_was_moved_is_history_and_says_for_which_software_it_stands():
    replaced = {uid for uid, event in EVENTS.items() if event.nature == "sons" and event.remplace}
    assert replaced == {
        "sons-tableau-radiologie-installation@sun-es",
        "sons-tableau-biologie-installation@sun-es",
        "sons-tableau-hopital-installation@sun-es",
        "sons-calendrier-biologie-radiologie-ville-cloture@sun-es",
        "sons-calendrier-hopital-cloture@sun-es",
        "sons-calendrier-officine-cloture@sun-es",
    }
    assert EVENTS["sons-tableau-biologie-installation@sun-es"].titre.endswith(
        "remplacée depuis sauf pour LOINC)"
    )
    assert EVENTS["sons-report-cloture@sun-es"].titre.endswith("jusqu’à 14 h)")


def test_an_event_keeps_its_identifier_when_its_date_changes():
    deadlines = RULES.sons.echeances
    key = next(iter(deadlines))
    moved = dataclasses.replace(deadlines[key], le=date(2030, 1, 1))
    sons = dataclasses.replace(RULES.sons, echeances={**deadlines, key: moved})
    found = {event.uid for event in events(dataclasses.replace(RULES, sons=sons))}
    assert found == EVENTS.keys()


def test_every_event_has_a_source_and_one_identifier():
    assert len(EVENTS) == len(events(RULES))
    assert all(event.sources for event in EVENTS.values())


def read() -> tuple[bytes, Calendar]:
    content = calendar_bytes(RULES, "https://exemple.fr/guide/")
    return content, Calendar.from_ical(content)


def test_the_file_says_the_same_days_and_links_to_the_rules():
    _, calendar = read()
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert found.keys() == EVENTS.keys()
    candidature = found["f1-candidature@sun-es"]
    assert candidature.decoded("dtstart") == date(2021, 9, 1)
    assert candidature.decoded("dtend") == date(2021, 11, 1)  # RFC 5545: the day after the last
    assert candidature["url"] == "https://exemple.fr/guide/fenetres/f1/"
    assert "Lecture L01" in found["f1-mesure@sun-es"]["description"]


def test_without_the_address_of_the_site_an_event_links_nowhere():
    calendar = Calendar.from_ical(calendar_bytes(RULES, ""))
    assert [event["uid"] for event in calendar.walk("VEVENT") if "url" in event] == []


def test_the_file_follows_rfc_5545():
    content, calendar = read()
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert {"prodid", "version"} <= {key.lower() for key in calendar}
    for event in calendar.walk("VEVENT"):
        assert {"uid", "dtstamp", "dtstart", "summary"} <= {key.lower() for key in event}
        assert not event.errors


def test_the_same_rules_give_the_same_bytes_whatever_the_day():
    content, calendar = read()
    assert content == read()[0]
    day = RULES.publiee_le
    assert day is not None
    stamps = {event.decoded("dtstamp") for event in calendar.walk("VEVENT")}
    assert stamps == {datetime(day.year, day.month, day.day, tzinfo=UTC)}
