"""What becomes of the money, told on the printed example: the same candidature, whatever its targets become."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calculator.engine.results import CandidatureResult
from calculator.engine.simulation import simulate
from calculator.exact.reading import to_data, write_fraction
from calculator.rules.model import CandidatureExemple, Rules
from calculator.situation.intake import read_situation
from calculator.situation.model import Situation
from overrides.hooks.gathering.gather import indicators, required, windows


@dataclass(frozen=True)
class Story:
    """What happens, and what the engine makes of it. ``reste``: the cents still to be paid after the advance."""

    nom: str
    texte: str
    situation: Situation
    resultat: CandidatureResult

    @property
    def reste(self) -> int | None:
        step = self.resultat.compte.reste_a_recevoir
        return None if step is None else step.cents


def stories(rules: Rules) -> list[Story]:
    """From « not measured yet » to « missed, and carried over », on the candidature of the example with a bonus."""
    example = next(line for line in rules.exemple.candidatures if line.cro)
    bonus = rules.bonus_cro.indicateur
    needed = required(rules, example.domaine)
    reached = _measures(rules, example, [*needed, bonus])
    without_bonus = {**reached, **_measures(rules, example, [bonus], below=True)}
    missed = {**reached, **_measures(rules, example, needed[:1], below=True)}
    name = rules.indicateurs[needed[0]].court.lower()
    following = windows(rules, "V1")
    carried = {"report": following[following.index(example.fenetre) + 1]}
    told: tuple[tuple[str, str, dict[str, Any], dict[str, Any]], ...] = (
        ("La candidature est validée", "Rien n’est encore mesuré : seule l’avance est versée.", {}, {}),
        ("Toutes les cibles sont atteintes", "Le solde complète l’avance.", reached, {}),
        (
            "Le compte rendu opératoire manque",
            "Le domaine est payé sans le bonus ; l’avance, qui en contenait une part, se déduit.",
            without_bonus,
            {},
        ),
        (
            f"La {name} manque, sans report",
            "Une cible obligatoire manquée suffit : rien n’est acquis, et l’avance se rembourse.",
            missed,
            {},
        ),
        (
            f"La {name} manque, puis est atteinte en report",
            "Les textes ne disent pas à quelles conditions : les deux hypothèses sont montrées.",
            missed,
            {**carried, "mesures_report": _carried_measures(rules, example, carried["report"])},
        ),
    )
    return [
        Story(title, text, *_played(rules, example, measures, more)) for title, text, measures, more in told
    ]


def _carried_measures(rules: Rules, example: CandidatureExemple, window: str) -> dict[str, Any]:
    """The measures that reach every target of the domain in the window of a carry-over."""
    names = list(indicators(rules, example.domaine))
    return {
        name: {"taux": write_fraction(target)}
        for name in names
        if isinstance(target := rules.indicateurs[name].cibles["I2023"].valeurs.get(window), Fraction)  # type: ignore[call-overload]
    }


def _measures(
    rules: Rules, example: CandidatureExemple, names: list[Any], *, below: bool = False
) -> dict[str, Any]:
    """Measures that reach the targets of the example's window, or miss each by one point."""
    found = {}
    for name in names:
        target = rules.indicateurs[name].cibles["I2023"].valeurs[example.fenetre]
        assert isinstance(target, Fraction), name
        found[name] = {"taux": write_fraction(target - Fraction(1, 100) if below else target)}
    return found


def _played(
    rules: Rules, example: CandidatureExemple, measures: dict[str, Any], more: dict[str, Any]
) -> tuple[Situation, CandidatureResult]:
    data: dict[str, Any] = {
        "etablissement": {"activite_combinee": to_data(rules.exemple)["activite_combinee"]},
        "candidatures": [
            {
                "domaine": example.domaine,
                "fenetre": example.fenetre,
                "cro": example.cro,
                **{key: value for key, value in more.items() if key == "report"},
            }
        ],
        "mesures": measures,
        **{key: value for key, value in more.items() if key != "report"},
    }
    situation = read_situation(rules, data)
    return situation, simulate(rules, situation).candidatures[0]
