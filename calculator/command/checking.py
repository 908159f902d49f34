"""Every file of a folder of rules under the same checks: the rules, and what is computed from them."""

from __future__ import annotations

from pathlib import Path

from calculator.command.ends import refuse
from calculator.exact.problems import InvalidInput
from calculator.questions.effects import Effet, effects
from calculator.rules.coherence.programme import check
from calculator.rules.loading import REPOSITORY_DATA, InvalidData, load_rules, parse_file, placed
from calculator.rules.model import Rules
from calculator.rules.packaged import packaged_rules
from calculator.rules.publication import stamp
from calculator.rules.yaml_text import LocatedProblem, fault

__all__ = ["EFFECTS", "check_folder", "check_packaged", "load_effects"]

EFFECTS = Path("effets", "lectures.yaml")


def check_folder(folder: Path) -> Rules:
    """The rules of a folder, every file of it checked, or ``InvalidData`` with every problem."""
    if not folder.is_dir():
        refuse(f"« {folder} » n’est pas un dossier : un dossier de même forme que « data » est attendu.")
    problems: list[LocatedProblem] = []
    rules = None
    try:
        rules = load_rules(folder)
    except InvalidData as error:
        problems += error.located
    examples = folder / EFFECTS
    for file in sorted(folder.rglob("*.yaml")):
        if file.parent != folder and file != examples:
            message = "aucune règle n’est lue dans ce fichier."
            problems.append(fault(str(file.relative_to(folder)), 1, (), "fichier_inconnu", message))
    try:
        if rules is not None and examples.exists():
            load_effects(rules, examples)
        elif examples.exists():
            problems += parse_file(examples)[2]  # its examples cannot be computed, its text can be read
    except InvalidData as error:
        problems += error.located
    if problems or rules is None:
        raise InvalidData(problems)
    return rules


def check_packaged() -> Rules:
    """The rules that this calculator computes with: its ``data/``, or those of the package, unaltered."""
    if REPOSITORY_DATA.is_dir():
        return check_folder(REPOSITORY_DATA)
    rules = packaged_rules()
    problems = [fault("regles.json", 1, (), item.code, item.message) for item in check(rules)]
    if stamp(rules) != rules:
        message = "les règles ne sont plus celles de leur empreinte : réinstallez le paquet."
        problems.append(fault("regles.json", 1, ("empreinte",), "empreinte_fausse", message))
    if problems:
        raise InvalidData(problems)
    return rules


def load_effects(rules: Rules, file: Path) -> dict[str, Effet]:
    """What each reading changes, from its file, or ``InvalidData`` with every problem."""
    data, marks, problems = parse_file(file)
    if not problems:
        try:
            return effects(rules, data)
        except InvalidInput as error:
            problems += placed(error.problems, marks)
    raise InvalidData(problems)
