"""Signs that are not seen but act: shown as their codes to people, left out of the files that others open."""

import json

import pytest

from calculator.exact.signs import escaped, shown, without

HOSTILE = "\x1b[2J\x1b[HForfait\x9b8m\u202e\x00\x08\u2066fin"


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        ("\x00", "\\x00"),
        ("\x08", "\\x08"),
        ("\r", "\\x0d"),
        ("\x1b", "\\x1b"),
        ("\x7f", "\\x7f"),
        ("\x9b", "\\x9b"),
        ("\u061c", "\\u061c"),
        ("\u200f", "\\u200f"),
        ("\u202e", "\\u202e"),
        ("\u2069", "\\u2069"),
    ],
)
def test_a_sign_that_acts_is_shown_as_its_code_and_left_out_of_files(sign: str, code: str) -> None:
    assert shown(f"a{sign}b") == f"a{code}b"
    assert without(f"a{sign}b") == "ab"
    assert escaped(json.dumps(f"a{sign}b", ensure_ascii=False)).isprintable()


@pytest.mark.parametrize("text", ["Hôpital d’Été, 127\u202f800 €", "deux\nlignes\tet une", "👩\u200d⚕️", ""])
def test_what_people_write_stays(text: str) -> None:
    assert shown(text) == without(text) == text


def test_a_json_text_keeps_its_values() -> None:
    text = escaped(json.dumps({HOSTILE: [HOSTILE]}, ensure_ascii=False, indent=1))
    assert json.loads(text) == {HOSTILE: [HOSTILE]}
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2060", "\u00ad", "\u180e"])
def test_a_sign_without_a_width_hides_nothing_in_a_file(sign: str) -> None:
    assert without(f"{sign}=1") == "=1"
