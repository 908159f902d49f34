"""A result as a file: the JSON of the contract, a table for a French spreadsheet, one's own deadlines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from calculator.engine.eligibility import VERDICTS
from calculator.engine.results import CandidatureResult, DossierResult, Result, establishments
from calculator.exact.reading import to_data, write_decimal
from calculator.exact.signs import escaped
from calculator.files.answer import answer
from calculator.files.cells import euros_text, neutral, yes_or_no
from calculator.rules.addresses import address, label
from calculator.rules.calendar import Evenement, events
from calculator.rules.model import Rules
from calculator.situation.model import Dossier, Situation
from calculator.situation.permalink import write_fragment
from calculator.words.account import sentence
from calculator.words.targets import targets_told

BOM = "\ufeff"
COLUMNS = (
    "Établissement",
    "FINESS",
    "Activité combinée",
    "Catégorie",
    "Domaine",
    "Fenêtre",
    "Bonus CRO",
    "Forfait (€)",
    "Avance (€)",
    "Solde (€)",
    "Cibles",
    "Acquis (€)",
    "Avance versée (€)",
    "Solde versé (€)",
    "Reste à recevoir (€)",
    "À rembourser (€)",
    "En une phrase",
    "Éligibilité",
    "Règles",
)


def to_json(rules: Rules, result: Result | DossierResult, day: date) -> str:
    """What ``sun-es simuler --format json`` prints, and the situation it computes, ready to be read again.

    The command line takes the file for its situation; the page, for a file of situations (sauvegardes.js).
    """
    situations = [item.situation for item in establishments(result)]
    given: Situation | Dossier = situations[0] if isinstance(result, Result) else Dossier(tuple(situations))
    name = situations[0].etablissement.nom or "Sans nom"
    data = {
        "ok": True,
        "situation": situation_data(given),
        "resultat": answer(rules, result),
        "format": "sun-es:situations",
        "version": 1,
        "situations": [{"nom": name, "situation": write_fragment(rules, given), "date": day.isoformat()}],
    }
    return escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def situation_data(given: Situation | Dossier) -> dict[str, object]:
    """A situation or a dossier with the keys of the contract; ``read_input`` gives it back."""
    data = to_data(given)
    if isinstance(given, Dossier):
        blocks = [{key: value for key, value in block.items() if key != "texte"} for block in data["dossier"]]
        data = {"texte": given.dossier[0].texte, "dossier": blocks}
    return dict(data)


def to_csv(rules: Rules, result: Result | DossierResult) -> str:
    """A line for each candidature: semicolons, decimal commas, a byte order mark, no formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in establishments(result):
        for candidature in item.candidatures:
            writer.writerow(map(neutral, _line(rules, item, candidature)))
    return BOM + stream.getvalue()


def _line(rules: Rules, result: Result, item: CandidatureResult) -> Iterator[str]:
    site = result.situation.etablissement
    yield from (site.nom or "", site.finess or "")
    yield from (write_decimal(result.activite.number).replace(".", ","), result.categorie)
    yield from (label(item.candidature.domaine), item.candidature.fenetre, yes_or_no(item.candidature.cro))
    amounts, account = item.forfait, item.compte
    stated = (None, None, None) if amounts is None else (amounts.forfait, amounts.avance, amounts.solde)
    steps = (account.acquis, account.avance_versee, account.solde_verse, account.reste_a_recevoir)
    yield from (euros_text(step and step.cents) for step in stated)
    yield targets_told(item.bilan)
    yield from (euros_text(step and step.cents) for step in (*steps, account.a_rembourser))
    yield sentence(item)
    yield from (VERDICTS[item.eligibilite.statut], f"{rules.version} {rules.empreinte}")


def to_ics(rules: Rules, result: Result | DossierResult, day: date, site: str) -> str:
    """The periods of the windows one applied in, as an iCalendar file (RFC 5545); ``site`` is its root."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//SUN-ES//Mes échéances {rules.version}//FR"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event, domains in _deadlines(rules, establishments(result)):
        sources = [f"« {source.citation} » ({source.texte}, {source.endroit})" for source in event.sources]
        about = "\n".join([*sources, "Site non officiel : l’instruction prévaut."])
        lines += [
            "BEGIN:VEVENT",
            f"UID:echeance-{event.uid}",
            f"DTSTAMP:{day:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{event.debut:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.fin + timedelta(days=1):%Y%m%d}",  # the day after the last one
            f"SUMMARY:{_escaped(f'{event.titre} · {", ".join(map(label, domains))}')}",
            f"DESCRIPTION:{_escaped(about)}",
            f"URL:{site.rstrip('/')}{address(event.regle)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(map(_folded, [*lines, "END:VCALENDAR"]))


def _deadlines(rules: Rules, results: Iterable[Result]) -> Iterator[tuple[Evenement, list[str]]]:
    """Each event of a window applied in or carried over to, under the text applied, and for which domains."""
    windows: dict[str, set[str]] = {}
    for result in results:
        for item in result.situation.candidatures:
            for window in {item.fenetre, item.report} - {None}:
                windows.setdefault(str(window), set()).add(item.domaine)
        original = result.situation.texte == "I2021"
    found = [event for event in events(rules) if event.regle in windows]
    replaced = {event.regle for event in found if event.remplace}
    for event in found:
        if event.nature == "mesure" and event.regle in replaced and event.remplace != original:
            continue
        yield event, sorted(windows[event.regle])


def _escaped(text: str) -> str:
    for raw in ("\\", ";", ","):
        text = text.replace(raw, f"\\{raw}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 bytes, going on after a space where it is longer."""
    parts = [""]
    for character in line:
        if len((parts[-1] + character).encode()) > 75:
            parts.append(" ")
        parts[-1] += character
    return "\r\n".join(parts) + "\r\n"
