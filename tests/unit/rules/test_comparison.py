"""What changed between two versions of the rules."""

from calculator.rules.comparison import Difference, compare, figures

SOURCE = {"texte": "I2021", "endroit": "§3.3", "citation": "un", "lectures": ["L01", "L02"]}
BEFORE = {
    "version": "1.0.0",
    "empreinte": "a",
    "publiee_le": "2026-11-21",
    "indicateurs": {
        "DS1.1": {
            "bonus": False,
            "cibles": {"I2023": {"valeurs": {"F1": "49/100", "F2": "59/100"}, "sources": [SOURCE]}},
        }
    },
}


def changed(**cible: object) -> dict[str, object]:
    kept = BEFORE["indicateurs"]["DS1.1"]
    return BEFORE | {"indicateurs": {"DS1.1": kept | {"cibles": {"I2023": kept["cibles"]["I2023"] | cible}}}}


def lines(before: object, after: object) -> list[str]:
    return [str(difference) for difference in compare(before, after)]


def test_the_same_rules_have_no_difference_whatever_they_are_called():
    other = {"version": "2.0.0", "empreinte": "b", "publiee_le": "2027-01-01"}
    assert compare(BEFORE, BEFORE | other) == []


def test_each_value_changed_added_or_gone_is_one_line():
    assert lines(BEFORE, changed(valeurs={"F2": "11/20", "F3": "1/2"})) == [
        "~ indicateurs[DS1.1].cibles[I2023].valeurs[F2] : 59/100 → 11/20",
        "+ indicateurs[DS1.1].cibles[I2023].valeurs[F3] : 1/2",
        "- indicateurs[DS1.1].cibles[I2023].valeurs[F1] : 49/100",
    ]


def test_one_more_item_in_front_of_a_list_is_told_alone():
    first = {"texte": "WEB", "endroit": "partie 1", "citation": "zéro"}
    assert lines(BEFORE, changed(sources=[first, SOURCE])) == [
        "+ indicateurs[DS1.1].cibles[I2023].sources[WEB, partie 1].texte : WEB",
        "+ indicateurs[DS1.1].cibles[I2023].sources[WEB, partie 1].endroit : partie 1",
        "+ indicateurs[DS1.1].cibles[I2023].sources[WEB, partie 1].citation : zéro",
    ]


def test_two_items_of_one_name_stay_apart():
    second = SOURCE | {"citation": "deux"}
    found = compare(changed(sources=[SOURCE, second]), changed(sources=[SOURCE, second | {"citation": "2"}]))
    assert found == [
        Difference(
            "indicateurs[DS1.1].cibles[I2023].sources[I2021, §3.3 (2)].citation", avant="deux", apres="2"
        )
    ]


def test_a_list_of_words_is_one_value():
    assert lines(BEFORE, changed(sources=[SOURCE | {"lectures": ["L01"]}])) == [
        "~ indicateurs[DS1.1].cibles[I2023].sources[I2021, §3.3].lectures : L01, L02 → L01"
    ]


def test_only_what_a_result_is_computed_from_is_a_figure():
    after = changed(valeurs={"F1": "49/100", "F2": "1/2"}, sources=[SOURCE | {"citation": "12"}])
    after["faq"] = {"question": {"reponse": "30"}}
    after["indicateurs"]["DS1.1"] |= {"bonus": True, "libelle": "Lettre de liaison"}  # type: ignore[index]
    assert [str(item) for item in figures(compare(BEFORE, after))] == [
        "~ indicateurs[DS1.1].bonus : non → oui",
        "~ indicateurs[DS1.1].cibles[I2023].valeurs[F2] : 59/100 → 1/2",
    ]
