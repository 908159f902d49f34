"""The main paths and a sample of the examples in Firefox, driven by WebDriver BiDi in one visit."""

import json
from pathlib import Path
from typing import Any

import pytest

from calculator import packaged_rules, read_input
from calculator.answer import answer
from calculator.bridge import compute
from calculator.permalink import read_fragment, write_fragment
from calculator.quantities import format_euros
from calculator.situation import Situation
from runtime.node import node
from tests.browser.simulator import EXEMPLE, MONTANTS
from tests.cases import cases
from tests.firefox.browser import find

RULES = packaged_rules()
SCRIPT = Path(__file__).with_name("run.mjs")
PRET = "#resultat[data-etat=pret]"
#: The longest that a page may take to answer, in milliseconds.
DELAI = 60_000
SAMPLE = 8


def sample() -> list[Situation]:
    """Examples that compute, taken evenly from the first file to the last."""
    given = [read_input(RULES, case.situation) for case in cases() if case.attendu is not None]
    alone = [item for item in given if isinstance(item, Situation) and item.candidatures]
    return alone[:: len(alone) // SAMPLE][:SAMPLE]


def links() -> list[str]:
    official = read_input(RULES, read_fragment(EXEMPLE).data)
    return [write_fragment(RULES, official), *(write_fragment(RULES, item) for item in sample())]


@pytest.fixture(scope="module")
def visite(site: str) -> dict[str, Any]:
    """Every page visited, in order: what its place says, the errors, who was asked for something."""
    firefox = find()
    if firefox is None:
        pytest.skip("pas de Firefox ici : installez firefox-esr")
    visites = [
        {"url": f"{site}/", "attendu": "h1"},
        {"url": f"{site}/indicateurs/ds-1-1/", "attendu": "h1"},
        {"url": f"{site}/simulateur/", "saisie": {"#champ-activite_combinee": "127 800"}, "attendu": PRET},
        *(
            {"url": f"{site}/simulateur/#{link}", "attendu": f"{PRET}[data-situation='{link}']"}
            for link in links()
        ),
        {"url": f"{site}/simulateur/#activite_combinee=49.000", "attendu": "#resultat[data-etat=saisie]"},
        {
            "url": f"{site}/diagnostic/",
            "clic": "#diagnostic-lancer",
            "attendu": "#diagnostic-rapport:not([hidden])",
        },
    ]
    options: dict[str, Any] = {
        "input": json.dumps({"visites": visites, "delai": DELAI}),
        "capture_output": True,
        "encoding": "utf-8",
    }
    result: Any = node([str(SCRIPT), firefox], True, **options)
    assert result.returncode == 0, result.stderr[-2000:]
    return json.loads(result.stdout)


def test_les_pages_s_ouvrent_sans_erreur_ni_autre_origine(visite: dict[str, Any], site: str) -> None:
    assert visite["erreurs"] == []
    assert set(visite["adresses"]) <= {site, "null"}
    assert all(vue["texte"] for vue in visite["vues"][:2])


def test_l_exemple_officiel_a_ses_montants(visite: dict[str, Any]) -> None:
    text = " ".join(visite["vues"][3]["texte"].split())
    for montants in MONTANTS:
        assert " ".join(montants) in text


def test_chaque_exemple_a_les_montants_du_moteur(visite: dict[str, Any]) -> None:
    for vue, given in zip(visite["vues"][4 : 4 + SAMPLE], sample(), strict=True):
        data = answer(RULES, compute(RULES, given))
        for part in (*data["candidatures"], data["totaux"]):
            for key in ("forfait_centimes", "avance_centimes", "solde_centimes"):
                assert format_euros(part[key]) in vue["texte"], vue["situation"]
        assert vue["situation"] == write_fragment(RULES, given)


def test_une_frappe_calcule_et_un_nombre_ambigu_est_refuse(visite: dict[str, Any]) -> None:
    assert visite["vues"][2]["situation"].startswith("activite_combinee=")
    assert "« 49.000 » peut se lire 49 000 ou 49,000" in " ".join(visite["vues"][-2]["texte"].split())


def test_le_diagnostic_ne_trouve_rien_de_bloque(visite: dict[str, Any]) -> None:
    report = visite["vues"][-1]["valeur"]
    assert "Firefox" in report
    assert "✗" not in report
