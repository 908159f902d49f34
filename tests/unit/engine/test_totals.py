"""The sums of a dossier: each group sums to the total, to the cent."""

from calculator import packaged_rules, read_input, simulate_dossier
from calculator.drawing.result import announce, draw_result
from calculator.engine.account import AMOUNTS
from calculator.engine.results import Totaux
from calculator.engine.totals import sums
from calculator.situation.permalink import read_fragment

RULES = packaged_rules()
LINK = (
    "nom=CH+A&activite_combinee=127800&DS1=F1&DS2=F4&2.activite_combinee=7000&2.DS1=F2"
    "&3.activite_combinee=7000&3.DS3=F4&3.imagerie_interne=non"
)


def dossier():
    return simulate_dossier(RULES, read_input(RULES, read_fragment(LINK).data))


def stated(totals):
    """The sums, and the amounts of the account: how they were added is another matter."""
    account = [getattr(totals.compte, name) for name in AMOUNTS]
    return (
        totals.forfait,
        totals.avance,
        totals.solde,
        totals.complet,
        [step and step.cents for step in account],
    )


def test_each_group_sums_to_the_total_of_the_dossier():
    result = dossier()
    found = sums(result.etablissements)
    assert stated(Totaux.of(total for _, total in found.etablissements)) == stated(result.totaux)
    assert stated(Totaux.of(group.montants for group in found.domaines.values())) == stated(result.totaux)
    assert stated(Totaux.of(group.montants for group in found.fenetres.values())) == stated(result.totaux)


def test_a_group_has_its_own_candidatures_and_no_refused_one():
    result = dossier()
    first, second, third = (item.totaux for item in result.etablissements)
    found = sums(result.etablissements)
    assert third == Totaux(0, 0, 0)  # DS3 without imaging is refused
    assert list(found.domaines) == ["DS1", "DS2"]
    assert list(found.fenetres) == ["F1", "F2", "F4"]
    assert stated(found.fenetres["F2"].montants) == stated(second)
    names = [(term.etablissement, term.fenetre) for term in found.domaines["DS1"].termes]
    assert names == [("CH A", "F1"), ("Établissement 2", "F2")]
    both = Totaux.of(found.domaines[name].montants for name in ("DS1", "DS2"))
    assert stated(both) == stated(Totaux.of((first, second)))


def test_an_establishment_without_a_name_has_its_number():
    names = [name for name, _ in sums(dossier().etablissements).etablissements]
    assert names == ["CH A", "Établissement 2", "Établissement 3"]


def test_a_dossier_is_announced_as_one():
    result = dossier()
    spoken = announce(result).replace("\u00a0", " ").replace("\u202f", " ")
    assert spoken.startswith("Jusqu’à ")
    assert " ; forfait demandé du dossier, 3 établissements " in spoken
    assert spoken.endswith(", 1 candidature non éligible exclue.")
    drawn = draw_result(RULES, result)
    assert "1 candidature non éligible, exclue du total" in drawn
    why = "Hors du total, car non éligible\u00a0: DS\u00a03 en F4, "
    assert drawn.count(why) == 2  # of the dossier, of the establishment
    bare = read_input(RULES, read_fragment("activite_combinee=7000&2.activite_combinee=9000").data)
    told = announce(simulate_dossier(RULES, bare))
    assert told == "Dossier de 2 établissements. Choisissez un domaine pour connaître son forfait."
