"""What was understood of each field that people type freely, written back in full.

Field by field, so that a fault in one does not silence the others; what is wrong is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, get_args

from calculator.engine.activity import category, combined_activity
from calculator.exact.formats import SPACE, format_date, format_euros, format_number, format_rate
from calculator.exact.problems import InvalidInput
from calculator.exact.quantities import QuantityError, days_word, parse_activity, parse_date, parse_euros
from calculator.exact.reading import Activity, read
from calculator.rules.model import DomaineId, Rules
from calculator.situation.identification import finess_doubt
from calculator.situation.model import Etablissement, Mesure
from calculator.words.typography import french


def understood(rules: Rules, champs: Mapping[str, str], prefixes: Iterable[str] = ("",)) -> dict[str, str]:
    """For each parameter of a link that could be read alone: its value in full.

    ``activite`` is none of them: it holds the activity that the components typed so far estimate. The
    establishments of a dossier have a prefix each (``Fragment.prefixes``).
    """
    found: dict[str, str] = {}
    for prefix in prefixes:
        own = {name.removeprefix(prefix): text for name, text in champs.items() if name.startswith(prefix)}
        found |= {prefix + name: french(text) for name, text in _understood(rules, own).items()}
    return found


def doubtful(champs: Mapping[str, str], prefixes: Iterable[str] = ("",)) -> dict[str, str]:
    """For each parameter of a link that is taken as it is, but looks wrong: why, in a sentence."""
    typed = {f"{prefix}finess": "".join(champs.get(f"{prefix}finess", "").split()) for prefix in prefixes}
    doubts = {name: finess_doubt(finess) for name, finess in typed.items() if finess}
    return {
        name: f"{doubt[0].upper()}{doubt[1:]} ; vérifiez le numéro."
        for name, doubt in doubts.items()
        if doubt
    }


def _understood(rules: Rules, champs: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, text in champs.items():
        write = _writer(rules, name)
        if write is None or not text.strip():
            continue
        try:
            if written := write(text):
                found[name] = written
        except (QuantityError, InvalidInput):
            continue
    return found | dict(_estimate(rules, champs))


def _writer(rules: Rules, name: str) -> Callable[[str], str] | None:
    """How the value of a field is written in full; nothing for a choice, which shows itself."""
    if name in rules.activite.composantes:
        weight = rules.activite.composantes[name].poids  # type: ignore[index]
        return lambda text: f"×{SPACE}{format_number(weight)} = {_days(parse_activity(text) * weight)}"
    indicator = rules.indicateurs.get(name.removeprefix("report."))  # type: ignore[call-overload]
    if indicator is not None:
        return _measure if indicator.nature == "taux" else None
    return _WRITERS.get(name)


def _days(number: Fraction) -> str:
    return f"{format_number(number)}{SPACE}{days_word(number)}{SPACE}MCO"


def _measure(text: str) -> str:
    above, slash, below = text.partition("/")
    data: dict[str, Any] = {"numerateur": above, "denominateur": below} if slash else {"taux": text}
    measure = read(Mesure, data)
    rate = format_rate(measure.valeur or Fraction(0))
    if measure.numerateur is None or measure.denominateur is None:
        return rate
    return f"{rate} ({format_number(measure.numerateur)}{SPACE}/{SPACE}{format_number(measure.denominateur)})"


def _finess(text: str) -> str:
    return "" if finess_doubt("".join(text.split())) else "clé de contrôle juste"


_DATES = ("audit_realise_le", *(f"{domain}.deposee_le" for domain in get_args(DomaineId)))
_PAID = tuple(
    f"{domain}.{option}" for domain in get_args(DomaineId) for option in ("avance_versee", "solde_verse")
)
_WRITERS: Mapping[str, Callable[[str], str]] = {
    "activite_combinee": lambda text: _days(parse_activity(text)),
    "finess": _finess,
    **{name: lambda text: format_date(parse_date(text)) for name in _DATES},
    **{
        name: lambda text: format_euros(parse_euros(text))
        for name in ("forfait_base", "forfait_volet_2", "forfait", *_PAID)
    },
}


def _estimate(rules: Rules, champs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    counts = {}
    for name in rules.activite.composantes:
        try:
            counts[name] = Activity(parse_activity(champs.get(name, "")))
        except QuantityError:
            continue
    if counts:
        total = combined_activity(rules, Etablissement(activite=counts)).number
        yield "activite", f"{_days(total)}, catégorie {category(rules, total)}"
