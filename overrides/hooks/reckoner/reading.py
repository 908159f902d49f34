"""The sheets to read: the readings that a result may depend on, and what the workbook is."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.engine.simulation import simulate
from calculator.files.sheets import about
from calculator.rules.model import DomaineId, FenetreId, Rules
from calculator.situation.intake import read_situation
from overrides.hooks.reckoner.form import notes
from overrides.hooks.reckoner.looks import BODY, HEAD, NOTE, SIDE, TITLE
from overrides.hooks.reckoner.parameters import cited
from overrides.hooks.workbook.layout import Sheet

READINGS, ABOUT = "Lectures", "À propos"
STATUTS = {"lecture": "lecture de notre part", "ouvert": "question ouverte"}


def bearing(rules: Rules) -> list[str]:
    """The readings that the engine names for what this workbook can express: each domain, window and outcome."""
    found: set[str] = set()
    for domain, item in rules.domaines.items():
        for window in rules.volets[item.volet].parts.valeurs:
            for activity in _activities(rules):
                for reached in (None, True, False):
                    found |= set(_simulated(rules, domain, window, activity, reached))
    return sorted(found)


def _activities(rules: Rules) -> Iterator[dict[str, object]]:
    """Inside each category, beyond the last, and every part of an activity."""
    for bounds in rules.categories.values():
        yield {"activite_combinee": str(int(bounds.minimum) + 1)}
    yield {"activite_combinee": str(int(bounds.maximum) + 1)}
    yield {"activite": dict.fromkeys(rules.activite.composantes, "1")}


def _simulated(
    rules: Rules, domain: DomaineId, window: FenetreId, activity: dict[str, object], reached: bool | None
) -> tuple[str, ...]:
    asked: dict[str, str] = {"domaine": domain, "fenetre": window}
    if rules.domaines[domain].bareme is None:
        asked["forfait_base"] = "33 333,33"
    answers: dict[str, dict[str, str]] = {}
    if domain == rules.bonus_cro.domaine:
        asked["cro"] = "oui"
        answers[rules.bonus_cro.indicateur] = {"atteinte": "non"}
    if reached is not None:
        names = [name for name, item in rules.indicateurs.items() if item.domaine == domain]
        told = {"atteinte": "oui" if reached else "non"}
        answers = {name: answers.get(name, told) for name in names}
    data = {"etablissement": activity, "candidatures": [asked], "mesures": answers}
    return simulate(rules, read_situation(rules, data)).lectures


def readings(rules: Rules) -> Sheet:
    """Each reading, what is kept, what it changes."""
    made = Sheet(READINGS, (9, 20, 44, 60, 60), frozen=(2, 0))
    made.put(1, 1, "Les lectures dont un résultat peut dépendre", TITLE, span=5)
    for column, title in enumerate(("Lecture", "Statut", "Question", "Retenu ici", "Ce que cela change"), 1):
        made.put(2, column, title, HEAD)
    for row, name in enumerate(bearing(rules), 3):
        item = rules.lectures[name]
        made.put(row, 1, name, SIDE)
        for column, text in enumerate((STATUTS[item.statut], item.question, item.retenu, item.effet), 2):
            made.put(row, column, text, BODY)
        made.heights[row] = (
            13 * max(len(item.question) // 40, len(item.retenu) // 55, len(item.effet) // 55) + 18
        )
    return made


def presentation(rules: Rules) -> Sheet:
    """What it is, from which rules, from which texts."""
    made = Sheet(ABOUT, (30, 120))
    made.put(1, 1, "Ce classeur", TITLE, span=2)
    texts = [(f"Texte {key}", rules.textes[key].titre) for key in cited(rules)]
    arithmetic = (
        "Un tableur calcule en nombres flottants : chaque montant est d’abord nettoyé à huit décimales, puis arrondi au "
        "centime, la demie vers le haut, une seule fois. Rejoué par LibreOffice sur les cas vérifiés du site, il donne "
        "les montants du simulateur, au centime."
    )
    lines = [
        *about(rules),
        ("L’arithmétique", arithmetic),
        *(("À savoir", line) for line in list(notes(rules))[:3]),
        *texts,
    ]
    for row, (name, value) in enumerate(lines, 3):
        made.put(row, 1, name, SIDE)
        made.put(row, 2, value, BODY if len(value) < 110 else NOTE)
        made.heights[row] = 16 + 13 * (len(value) // 125)
    return made
