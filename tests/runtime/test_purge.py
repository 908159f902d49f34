"""A stylesheet without what no page can need."""

from runtime.purge import purge

STYLE = """.lien{color:red}
.onglet{color:blue}
[data-ouvert] > .lien:hover,.onglet .lien{color:green}
@media print{.onglet{display:none}}
@media screen{.lien{margin:0}}"""


def test_a_rule_stays_when_a_page_may_need_it() -> None:
    kept = purge(STYLE, {"lien", "data-ouvert"})
    assert ".lien{color:red}" in kept
    assert "[data-ouvert] > .lien:hover" in kept
    assert "@media screen{.lien{margin:0}}" in kept


def test_a_rule_that_no_page_can_need_goes() -> None:
    kept = purge(STYLE, {"lien", "data-ouvert"})
    assert "onglet" not in kept
    assert "print" not in kept
