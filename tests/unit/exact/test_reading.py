"""Data is read by the annotations of a dataclass, every fault at once, and written back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import pytest

from calculator.exact.problems import InvalidInput
from calculator.exact.reading import (
    Activity,
    Cents,
    Cible,
    Euros,
    Rate,
    read,
    to_data,
    write_decimal,
    write_euros,
)
from calculator.exact.schema import json_schema
from calculator.rules.model import Source

Couleur = Literal["rouge", "vert"]

SOURCE = {"texte": "I2021", "endroit": "§1", "citation": "mots exacts", "statut": "fait"}
OTHER = {**SOURCE, "endroit": "§2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    montant: Cents
    couleur: Couleur = "rouge"
    jour: date | None = None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    nom: str
    feuilles: Mapping[str, Leaf]
    taux: tuple[Rate, ...] = ()
    sources: tuple[Source, ...]


def problems(cls: type, data: object) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as error:
        read(cls, data)
    return [(problem.chemin, problem.code, problem.message) for problem in error.value.problems]


def tree(**changes: Any) -> dict[str, Any]:
    return {"nom": "arbre", "feuilles": {"a": {"montant": "1 €"}}, "sources": [SOURCE]} | changes


def test_a_part_without_sources_takes_those_of_what_encloses_it():
    value = read(Tree, tree(feuilles={"a": {"montant": "1 €"}, "b": {"montant": "2 €", "sources": [OTHER]}}))
    assert value.feuilles["a"].sources == value.sources
    assert [source.endroit for source in value.feuilles["b"].sources] == ["§2"]


def test_a_part_without_any_source_around_it_is_a_fault():
    assert problems(Leaf, {"montant": "1 €"}) == [
        ("", "source_absente", "valeur sans source : ajoutez « sources ».")
    ]


def test_every_fault_is_told_at_once_with_its_path():
    data = {
        "nom": "  ",
        "feuilles": {"a": {"montant": "12", "couleur": "bleu", "jour": "hier"}, "b": {}, "c": []},
        "taux": ["49 %", "49"],
        "sources": [SOURCE],
        "nmo": "x",
    }
    assert problems(Tree, data) == [
        ("nmo", "cle_inconnue", "clé inconnue « nmo » ; vouliez-vous dire « nom » ?"),
        ("nom", "texte_absent", "un texte est attendu."),
        ("feuilles.a.montant", "unite_absente", "« 12 » : un montant porte son unité, « € » ou « k€ »."),
        ("feuilles.a.couleur", "valeur_inconnue", "« bleu » n’est pas prévu ; attendu : rouge, vert."),
        (
            "feuilles.a.jour",
            "date_illisible",
            "« hier » n’est pas une date : écrivez « 2021-10-12 » ou « 12/10/2021 ».",
        ),
        ("feuilles.b.montant", "cle_absente", "« montant » manque."),
        ("feuilles.c", "bloc_attendu", "un bloc « clé : valeur » est attendu."),
        (
            "taux[1]",
            "taux_sans_signe",
            "« 49 » n’est pas un taux : écrivez « 49 % », « 0,… » ou « 490/1000 ».",
        ),
    ]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"feuilles": []}, ("feuilles", "bloc_attendu", "un bloc « clé : valeur » est attendu.")),
        ({"taux": "49 %"}, ("taux", "liste_attendue", "une liste est attendue.")),
        ({"nom": ["x"]}, ("nom", "valeur_attendue", "une valeur simple est attendue.")),
        ({"nom": None}, ("nom", "valeur_attendue", "une valeur simple est attendue.")),
    ],
)
def test_a_value_of_the_wrong_shape_says_which_shape_is_expected(changes, problem):
    assert problems(Tree, tree(**changes)) == [problem]


def test_texts_lose_their_extra_spaces():
    assert read(Tree, tree(nom="  un \n arbre ")).nom == "un arbre"


def test_writing_gives_plain_data_with_sources_where_they_were_declared():
    data = tree(
        feuilles={"a": {"montant": "1,5 k€", "jour": "1/2/2022"}, "b": {"montant": 5, "sources": [OTHER]}},
        taux=["45 %"],
    )
    assert to_data(read(Tree, data)) == {
        "nom": "arbre",
        "feuilles": {
            "a": {"montant": 150000, "couleur": "rouge", "jour": "2022-02-01"},
            "b": {"montant": 5, "couleur": "rouge", "sources": [OTHER]},
        },
        "taux": ["9/20"],
        "sources": [SOURCE],
    }


def test_what_is_written_reads_back_the_same():
    value = read(Tree, tree(taux=["1/3", "49 %"]))
    assert read(Tree, to_data(value)) == value


@pytest.mark.parametrize(
    ("cents", "text"), [(4_000_000, "40000"), (4_000_050, "40000.50"), (5, "0.05"), (0, "0")]
)
def test_euros_are_written_as_people_type_them(cents, text):
    assert write_euros(cents) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(127800), "127800"),
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 8), "0.1250"),
        (Fraction(5, 100), "0.05"),
    ],
)
def test_a_decimal_is_never_written_with_three_decimals_which_would_be_ambiguous(value, text):
    assert write_decimal(value) == text


def test_the_schema_says_what_is_required_and_refuses_the_rest():
    schema = json_schema(Tree, "Un arbre")
    assert schema["$ref"] == "#/$defs/Tree"
    tree_schema = schema["$defs"]["Tree"]
    assert tree_schema["required"] == ["nom", "feuilles"]
    assert tree_schema["additionalProperties"] is False
    assert tree_schema["properties"]["feuilles"]["additionalProperties"] == {"$ref": "#/$defs/Leaf"}
    assert schema["$defs"]["Leaf"]["properties"]["couleur"] == {"enum": ["rouge", "vert"]}


@pytest.mark.parametrize("kind", [Activity, Cents, Cible, Euros, Rate, int, bool, date])
def test_every_kind_of_value_has_a_schema(kind):
    @dataclass
    class Holder:
        valeur: kind

    assert json_schema(Holder, "x")["$defs"]["Holder"]["properties"]["valeur"]
