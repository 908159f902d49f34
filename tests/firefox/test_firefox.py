"""The main paths and a sample of the examples in Firefox, driven by WebDriver BiDi in one visit."""

import json
from pathlib import Path
from typing import Any

import pytest

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.exact.formats import format_euros
from calculator.files.answer import answer
from calculator.situation.model import Situation
from calculator.situation.permalink import read_fragment, write_fragment
from runtime.node import node
from tests.browser.simulator import EXEMPLE, MONTANTS
from tests.firefox.browser import find
from tests.support.cases import cases

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


def visits(site: str, folder: Path) -> dict[str, Any]:
    """What a reader does, in order: where, with what gestures, until what is there."""
    simulateur, typed = f"{site}/simulateur/", f"{PRET}[data-situation^='activite_combinee=127800']"
    return {
        "accueil": {"url": f"{site}/", "attendu": "h1"},
        "guide": {"url": f"{site}/indicateurs/ds-1-1/", "attendu": "h1"},
        "saisie": {
            "url": simulateur,
            "gestes": [
                ["ecrire", "#champ-activite_combinee", "127 800"],
                ["cliquer", "[name=DS1][value=F1]"],
            ],
            "attendu": f"{typed}[data-situation*='DS1=F1']",
        },
        "relue": {"gestes": [["recharger"]], "attendu": f"{typed}[data-situation*='DS1=F1']"},
        "champ relu": {"attendu": "#champ-activite_combinee"},
        "copiee": {"gestes": [["cliquer", "#copier"]], "attendu": "#copie:not(:empty)"},
        "exportee": {
            "gestes": [
                ["cliquer", "#garder > summary"],
                ["ecrire", "#sauvegarde-nom", "Projet"],
                ["cliquer", "#sauvegarder button"],
                ["cliquer", "#sauvegardes-exporter"],
            ],
            "attendu": "#sauvegardes a",
        },
        "effacee": {"gestes": [["cliquer", "#sauvegardes-effacer"]], "attendu": "#sauvegardes[hidden]"},
        "importee": {
            "gestes": [["deposer", "#sauvegardes-fichier", str(folder / "sun-es-situations.json")]],
            "attendu": "#sauvegardes a",
        },
        "rouverte": {
            "gestes": [["cliquer", "#effacer"], ["cliquer", "#sauvegardes a"]],
            "attendu": f"{typed}[data-situation*='DS1=F1']",
        },
        "collee": {
            "gestes": [["cliquer", ".sunes-tache:has([value=dossier])"], ["coller", "#champ-nom"]],
            "attendu": "#champ-nom",
        },
        **{
            link: {"url": f"{simulateur}#{link}", "attendu": f"{PRET}[data-situation='{link}']"}
            for link in links()
        },
        "ambigue": {
            "url": f"{simulateur}#activite_combinee=49.000",
            "attendu": "#resultat[data-etat=saisie]",
        },
        "diagnostic": {
            "url": f"{site}/diagnostic/",
            "gestes": [["cliquer", "#diagnostic-lancer"]],
            "attendu": "#diagnostic-rapport:not([hidden])",
        },
    }


@pytest.fixture(scope="module")
def visite(site: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every page visited: what its place says, the errors, who was asked for something."""
    firefox = find()
    if firefox is None:
        pytest.skip("pas de Firefox ici : installez firefox-esr")
    folder = tmp_path_factory.mktemp("telechargements")
    options: dict[str, Any] = {
        "input": json.dumps({"visites": visits(site, folder), "delai": DELAI}),
        "capture_output": True,
        "encoding": "utf-8",
    }
    result: Any = node([str(SCRIPT), firefox, str(folder)], True, **options)
    assert result.returncode == 0, result.stderr[-2000:]
    return json.loads(result.stdout)


def test_les_pages_s_ouvrent_sans_erreur_ni_autre_origine(visite: dict[str, Any], site: str) -> None:
    assert visite["erreurs"] == []
    assert set(visite["adresses"]) <= {site, "null"}
    assert all(visite["vues"][page]["texte"] for page in ("accueil", "guide"))


def test_l_exemple_officiel_a_ses_montants(visite: dict[str, Any]) -> None:
    text = " ".join(visite["vues"][links()[0]]["texte"].split())
    for montants in MONTANTS:
        assert " ".join(montants) in text


def test_chaque_exemple_a_les_montants_du_moteur(visite: dict[str, Any]) -> None:
    for given in sample():
        vue = visite["vues"][write_fragment(RULES, given)]
        data = answer(RULES, compute(RULES, given))
        for part in (*data["candidatures"], data["totaux"]):
            for key in ("forfait_centimes", "avance_centimes", "solde_centimes"):
                assert format_euros(part[key]) in vue["texte"], vue["situation"]


def test_un_nombre_ambigu_est_refuse(visite: dict[str, Any]) -> None:
    said = " ".join(visite["vues"]["ambigue"]["texte"].split())
    assert "« 49.000 » peut se lire 49 000 ou 49,000" in said


def test_ce_qui_est_saisi_survit_au_rechargement_au_lien_et_au_fichier(
    visite: dict[str, Any], site: str
) -> None:
    vues = visite["vues"]
    assert "99 761,93 €" in " ".join(vues["saisie"]["texte"].split())
    for again in ("relue", "rouverte"):
        assert vues[again] == vues["saisie"], again
    assert vues["champ relu"]["valeur"].replace("\u202f", " ") in ("127 800", "127800")
    assert vues["copiee"]["texte"] == "Lien copié."
    assert vues["collee"]["valeur"] == f"{site}/simulateur/#{vues['saisie']['situation']}"
    assert vues["exportee"]["texte"] == vues["importee"]["texte"] == "Projet"


def test_le_diagnostic_ne_trouve_rien_de_bloque(visite: dict[str, Any]) -> None:
    report = visite["vues"]["diagnostic"]["valeur"]
    assert "Firefox" in report
    assert "✗" not in report
