"""What changed between two versions of the rules, as `sun-es comparer` tells it."""

import itertools
import json

from calculator.questions.changes import tell
from calculator.rules.releases import REPOSITORY_RELEASES

SOURCE = {"texte": "I2021", "endroit": "partie d'essai", "citation": "un"}
RULES = {
    "version": "1.0.0",
    "lectures": {"L01": {"question": "Quand ?", "raison": "Parce que.", "citations": [SOURCE]}},
    "fenetres": {"F2": {"mesure": {"I2023": {"fin": "2023-03-31"}}}},
    "faq": {"une-question": {"question": "Et alors ?", "reponse": "Oui."}},
}
NOTHING = "Ce dont un résultat se calcule : aucune valeur ne change."


def told(**changed: object) -> list[str]:
    return list(tell(RULES, RULES | {"version": "1.0.1"} | changed))


def reading(**changed: object) -> dict[str, object]:
    return {"L01": RULES["lectures"]["L01"] | changed}  # type: ignore[index]


def test_a_date_comes_first_as_one_reads_it_and_only_there():
    assert told(fenetres={"F2": {"mesure": {"I2023": {"fin": "2023-07-31"}}}}) == [
        "Ce dont un résultat se calcule",
        "  ~ Les fenêtres, F2, mesure, I2023, fin : 31\u00a0mars\u00a02023 → 31\u00a0juillet\u00a02023",
    ]


def test_a_part_that_is_new_is_one_line():
    new = {"question": "Où ?", "raison": "Rien.", "citations": [SOURCE, SOURCE | {"citation": "deux"}]}
    assert told(lectures=RULES["lectures"] | {"L02": new}) == [NOTHING, "\nLectures", "  + L02 : Où ?"]  # type: ignore[operator]


def test_a_quotation_is_one_line_wherever_it_is_put():
    first = {"texte": "WEB", "endroit": "partie 1", "citation": "zéro"}
    assert told(lectures=reading(citations=[first, SOURCE])) == [
        NOTHING,
        "\nLectures",
        "  + L01, citations, WEB, partie 1 : « zéro »",
    ]
    assert told(lectures=reading(citations=[])) == [
        NOTHING,
        "\nLectures",
        "  - L01, citations, I2021, partie d’essai : « un »",
    ]


def test_a_short_text_is_one_line_and_a_long_one_shows_both_ends():
    assert told(lectures=reading(raison="Voilà."))[-1] == "  ~ L01, raison : Parce que. → Voilà."
    assert told(lectures=reading(raison="Voilà. " * 20))[-3:] == [
        "  ~ L01, raison",
        "      avant : Parce que.",
        f"      après : {'Voilà. ' * 20}",
    ]


def test_an_apostrophe_typed_anew_is_counted_not_told():
    retyped = SOURCE | {"endroit": "partie d’essai"}
    assert told(lectures=reading(citations=[retyped]))[-1] == "  ~ 1 apostrophe seulement, droite auparavant"


def test_a_question_goes_by_its_words():
    assert told(faq={"une-question": {"question": "Et alors ?", "reponse": "Non."}})[-1] == (
        "  ~ Et alors ?, réponse : Oui. → Non."
    )


def test_every_release_is_told_from_the_one_before_without_a_key_of_ours():
    releases = [
        json.loads((REPOSITORY_RELEASES / version / "regles.json").read_text(encoding="utf-8"))
        for version in ("1.0.0", "1.1.0", "1.2.0")
    ]
    for before, after in itertools.pairwise(releases):
        lines = list(tell(before, after))
        assert 4 < len(lines) < 1200
        places = [line.partition(" : ")[0] for line in lines if line.startswith(("  ~", "  +", "  -"))]
        assert [place for place in places if "_" in place or "[" in place] == []
    assert next(tell(releases[1], releases[2])) == NOTHING
