"""Are the prerequisites met? The answer for each volet in each of its windows."""

from __future__ import annotations

from collections.abc import Mapping

from calculator.engine.eligibility import Eligibilite, Reponse, prerequisites
from calculator.rules.model import FenetreId, Rules, VoletId
from calculator.situation.model import Candidature, Situation

__all__ = ["by_window", "sentence"]

type Answers = Mapping[tuple[VoletId, FenetreId], Eligibilite]

WORDS: Mapping[Reponse, str] = {
    "non_eligible": "un prérequis manque",
    "a_completer": "à compléter",
    "eligible": "prérequis remplis",
}
"""The answers, the gravest first."""


def by_window(rules: Rules, situation: Situation) -> Answers:
    """The answer of the prerequisites alone to a candidature in each window of each volet."""
    found = {}
    for volet, item in rules.volets.items():
        domain = next(name for name, domain in rules.domaines.items() if domain.volet == volet)
        for window in item.parts.valeurs:
            asked = prerequisites(rules, situation, Candidature(domaine=domain, fenetre=window))
            found[volet, window] = Eligibilite(tuple(asked))
    return found


def sentence(answers: Answers) -> str:
    """« Volet 1 : prérequis remplis en F1 ; un prérequis manque en F2, F3, F4. Volet 2 : … »"""
    groups: dict[VoletId, dict[Reponse, list[str]]] = {}
    for (volet, window), answer in answers.items():
        groups.setdefault(volet, {}).setdefault(answer.statut, []).append(window)
    return " ".join(
        f"Volet {volet[1:]} : "
        + " ; ".join(f"{WORDS[statut]} en {', '.join(windows)}" for statut, windows in found.items())
        + "."
        for volet, found in groups.items()
    )
