"""A problem says where, what, and what was meant."""

import pytest

from calculator.exact.problems import InvalidInput, Problem, show_path, suggestion


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("candidatures", 0, "fenetre"), "candidatures[0].fenetre"),
        (("mesures", "DS1.1", "taux"), "mesures.DS1.1.taux"),
        (("dossier", 1), "dossier[1]"),
        ((), ""),
    ],
)
def test_a_path_is_shown_as_people_read_it(path, text):
    assert show_path(path) == text


@pytest.mark.parametrize(
    ("unknown", "known", "hint"),
    [
        ("fenetres", ["domaine", "fenetre"], "vouliez-vous dire « fenetre » ?"),
        ("ds1", ["DS1", "DS2"], "vouliez-vous dire « DS1 » ?"),
        ("zzz", ["DS1", "DS2"], "attendu : DS1, DS2."),
    ],
)
def test_the_nearest_known_word_is_offered_else_all_of_them(unknown, known, hint):
    assert suggestion(unknown, known) == hint


def test_an_invalid_input_holds_every_problem_and_tells_them_line_by_line():
    first = Problem.at(("a", 0), "code_a", "premier.")
    second = Problem.at(("b",), "code_b", "second.")
    error = InvalidInput([first, second])
    assert error.problems == (first, second)
    assert str(error) == "a[0] : premier.\nb : second."
    assert first.to_data() == {"chemin": "a[0]", "code": "code_a", "message": "premier."}
