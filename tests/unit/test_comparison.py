"""What changed between two versions of the rules."""

from calculator.comparison import compare

BEFORE = {
    "version": "1.0.0",
    "empreinte": "a",
    "cibles": {"F1": "49/100", "F2": "59/100"},
    "sources": ["x", "y"],
}


def test_the_same_rules_have_no_difference():
    assert compare(BEFORE, {**BEFORE, "version": "2.0.0", "empreinte": "b"}) == []


def test_each_value_changed_added_or_gone_is_one_line():
    after = {"cibles": {"F1": "49/100", "F2": "11/20", "F3": "1/2"}, "sources": ["x"]}
    assert [str(difference) for difference in compare(BEFORE, after)] == [
        "~ cibles.F2 : 59/100 → 11/20",
        "+ cibles.F3 : 1/2",
        "- sources[1] : y",
    ]
