"""An order of software to check against SONS: what is asked about it, read with every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, get_args

from calculator.exact.reading import read
from calculator.rules.context import BriqueId, CritereDevisId
from calculator.rules.model import Fault, Rules

YEARS = range(2019, 2030)
"""Years in which a date of SONS can be; another one is a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeSons:
    """An order of software: its type, its dates, what the quote respects. Only the type is required.

    ``arrete_publie_le`` is the publication of the order that opens the scheme, ``dossier_envoye_le`` the
    day on which the editor sent its complete file to the ANS, ``reference_le`` that of the referencing,
    ``demande_deposee_le`` that of the editor's request of financing, ``installe_le`` the signature of
    the MOM or of the VA, ``solde_demande_le`` the editor's request of the balance.
    """

    brique: BriqueId
    arrete_publie_le: date | None = None
    commande_le: date | None = None
    dossier_envoye_le: date | None = None
    logiciel_reference: bool | None = None
    reference_le: date | None = None
    demande_deposee_le: date | None = None
    installe_le: date | None = None
    solde_demande_le: date | None = None
    fonction_deja_financee: bool | None = None
    devis: Mapping[CritereDevisId, bool] = field(default_factory=dict)

    def faults(self) -> Iterable[Fault]:
        for item in fields(self):
            day = getattr(self, item.name)
            if isinstance(day, date) and day.year not in YEARS:
                message = (
                    f"l’année {day.year} n’est pas celle d’une commande SONS ({YEARS[0]} à {YEARS[-1]})."
                )
                yield (item.name,), "annee_improbable", message
        for later, earlier, code, message in _ORDER:
            first, second = getattr(self, earlier), getattr(self, later)
            if first and second and second < first:
                yield (later,), code, message
        if self.reference_le and self.logiciel_reference is False:
            message = (
                "le logiciel a une date de référencement, et n’est pas référencé : gardez l’un des deux."
            )
            yield ("logiciel_reference",), "reference_contradictoire", message


_ORDER = (
    (
        "reference_le",
        "dossier_envoye_le",
        "reference_avant_dossier",
        "le référencement précède l’envoi du dossier de l’éditeur.",
    ),
    (
        "demande_deposee_le",
        "commande_le",
        "demande_avant_commande",
        "la demande de financement précède la commande.",
    ),
    ("installe_le", "commande_le", "installation_avant_commande", "l’installation précède la commande."),
    ("solde_demande_le", "commande_le", "solde_avant_commande", "la demande de solde précède la commande."),
)


def read_sons(rules: Rules, data: object) -> DemandeSons:
    """Build an order to check, or raise ``InvalidInput`` with every problem.

    Beside the keys of ``DemandeSons``, the criteria of the quote may stand flat, as a form gives them;
    an empty text is an absent answer.
    """
    if isinstance(data, dict):
        data = _gathered(data)
    return read(DemandeSons, data)


def _gathered(data: dict[Any, Any]) -> dict[Any, Any]:
    filled = {key: value for key, value in data.items() if not (isinstance(value, str) and not value.strip())}
    criteria = {key: filled.pop(key) for key in get_args(CritereDevisId) if key in filled}
    quote = filled.get("devis", {})
    return {**filled, "devis": {**quote, **criteria}} if criteria and isinstance(quote, dict) else filled
