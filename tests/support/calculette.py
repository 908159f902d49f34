"""The example cases as one would type them into the calculette: an establishment's answers, field by field."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from calculator.engine.results import CandidatureResult, Result, establishments
from calculator.engine.simulation import compute
from calculator.engine.tariff import HUNDREDTH, tariffs
from calculator.exact.reading import write_decimal
from calculator.rules.model import Rules
from calculator.situation.intake import read_input
from tests.support.cases import Case

ANSWERS = {True: "oui", False: "non", None: None}
AMOUNTS = ("forfait", "avance", "solde", "acquis", "reste", "a_rembourser")


class Typed(NamedTuple):
    """What one types, by the names of the cells, and what the engine answers."""

    cas: Case
    saisie: dict[str, Any]
    resultat: Result


def expressible(case: Case) -> bool:
    """Whether the calculette can say it: nothing refused, nothing carried over."""
    blocks = case.situation.get("dossier", [case.situation])
    asked = [item for block in blocks for item in block.get("candidatures", ())]
    return case.refus is None and not any("report" in item for item in asked)


def typed(rules: Rules, case: Case) -> Iterator[Typed]:
    """What to type for each establishment of a case."""
    found = read_input(rules, case.situation)
    result = compute(rules, found)
    for item in establishments(result):
        yield Typed(case, dict(_fields(rules, item)), item)


def _fields(rules: Rules, result: Result) -> Iterator[tuple[str, Any]]:
    site = result.situation.etablissement
    if site.activite_combinee is not None:
        yield "activite", number(write_decimal(site.activite_combinee))
    for name, count in (site.activite or {}).items():
        yield name, number(write_decimal(count))
    for item in result.candidatures:
        asked, key = item.candidature, item.candidature.domaine.lower()
        yield f"{key}_fenetre", asked.fenetre
        yield f"{key}_atteint", ANSWERS[item.bilan.atteintes]
        if asked.domaine == rules.bonus_cro.domaine:
            yield f"{key}_cro", ANSWERS[asked.cro]
            yield f"{key}_cro_atteint", ANSWERS[item.bilan.bonus(rules.bonus_cro.indicateur)]
        for field in ("avance_versee", "solde_verse", "forfait_base"):
            if (cents := getattr(asked, field)) is not None:
                yield f"{key}_{field}", number(Decimal(cents).scaleb(-2))


def number(value: Any) -> float:
    """A number as a spreadsheet keeps it."""
    return float(value)


def amounts(item: CandidatureResult) -> dict[str, int | None]:
    """The amounts of a candidature, in cents, by the end of the names of the cells."""
    forfait, account = item.forfait, item.compte
    steps = (
        forfait and forfait.forfait, forfait and forfait.avance, forfait and forfait.solde,
        account.acquis, account.reste_a_recevoir, account.a_rembourser,
    )  # fmt: skip
    return dict(zip(AMOUNTS, (None if step is None else step.cents for step in steps), strict=True))


def cents(value: Any) -> int | None:
    """What a cell shows, in cents; nothing for an empty one. The cell itself holds no more decimals."""
    if value is None or value == "":
        return None
    assert abs(value * 100 - round(value * 100)) < 1e-6, value
    return round(value * 100)


def expected(result: Result) -> dict[str, Any]:
    """What the cells of an establishment must show, by their names; its totals unless a candidature is refused."""
    found: dict[str, Any] = {"categorie": result.categorie}
    for item in result.candidatures:
        found |= {f"{item.candidature.domaine.lower()}_{key}": value for key, value in amounts(item).items()}
    if not any(item.est_refusee for item in result.candidatures):
        totals, account = result.totaux, result.totaux.compte
        steps = (account.acquis, account.reste_a_recevoir, account.a_rembourser)
        every = (
            totals.forfait,
            totals.avance,
            totals.solde,
            *(None if step is None else step.cents for step in steps),
        )
        found |= {f"total_{key}": value for key, value in zip(AMOUNTS, every, strict=True)}
    return found


def on_the_half(rules: Rules) -> list[dict[str, Any]]:
    """Situations whose exact forfait stands on half a cent, at both ends of each category: floats fall on either side."""
    found = []
    for (domain, window, cro), tariff in tariffs(rules).items():
        if rules.domaines[domain].bareme is None:
            continue
        asked = {"domaine": domain, "fenetre": window} | ({"cro": "oui"} if cro else {})
        for bounds, line in zip(rules.categories.values(), tariff.forfait, strict=True):
            first, last = (int(bound * HUNDREDTH) for bound in (bounds.minimum, bounds.maximum))
            span = range(line.diviseur)
            # half up is put into the line: it is a whole number exactly where the amount is half a cent
            for places in ((first + step for step in span), (last - 1 - step for step in span)):
                half = next((n for n in places if (line.pente * n + line.origine) % line.diviseur == 0), None)
                if half is not None:
                    activity = f"{half // HUNDREDTH},{half % HUNDREDTH:02d}"
                    found.append({"etablissement": {"activite_combinee": activity}, "candidatures": [asked]})
    return found
