"""The sums of a dossier: each group sums to the total, to the cent."""

from calculator import packaged_rules, read_input, simulate_dossier
from calculator.dossier_totals import sums
from calculator.permalink import read_fragment
from calculator.simulation import Totaux

RULES = packaged_rules()
LINK = (
    "nom=CH+A&activite_combinee=127800&DS1=F1&DS2=F4&2.activite_combinee=7000&2.DS1=F2"
    "&3.activite_combinee=7000&3.DS3=F4&3.imagerie_interne=non"
)


def dossier():
    return simulate_dossier(RULES, read_input(RULES, read_fragment(LINK).data))


def test_each_group_sums_to_the_total_of_the_dossier():
    result = dossier()
    found = sums(result.etablissements)
    assert Totaux.of(total for _, total in found.etablissements) == result.totaux
    assert Totaux.of(found.domaines.values()) == result.totaux
    assert Totaux.of(found.fenetres.values()) == result.totaux


def test_a_group_has_its_own_candidatures_and_no_refused_one():
    result = dossier()
    first, second, third = (item.totaux for item in result.etablissements)
    found = sums(result.etablissements)
    assert third == Totaux(0, 0, 0)  # DS3 without imaging is refused
    assert list(found.domaines) == ["DS1", "DS2"]
    assert list(found.fenetres) == ["F1", "F2", "F4"]
    assert found.fenetres["F2"] == second
    assert found.domaines["DS1"].forfait + found.domaines["DS2"].forfait == first.forfait + second.forfait


def test_an_establishment_without_a_name_has_its_number():
    names = [name for name, _ in sums(dossier().etablissements).etablissements]
    assert names == ["CH A", "Établissement 2", "Établissement 3"]
