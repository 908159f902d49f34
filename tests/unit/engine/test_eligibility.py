"""Each rule of eligibility answers for itself, in one French sentence, with its source and its page."""

from typing import Any

import pytest

from calculator import packaged_rules, read_situation
from calculator.engine.eligibility import Motif, assess

RULES = packaged_rules()


def reasons(
    candidature: dict[str, Any], site: dict[str, Any] | None = None, **situation: Any
) -> dict[str, Motif]:
    data = {
        "etablissement": {"activite_combinee": 7000} | (site or {}),
        "candidatures": [candidature],
        **situation,
    }
    given = read_situation(RULES, data)
    return {reason.regle: reason for reason in assess(RULES, given, given.candidatures[0]).motifs}


DS1 = {"domaine": "DS1", "fenetre": "F1"}


@pytest.mark.parametrize(
    ("state", "statut", "message"),
    [
        ("atteint", "eligible", "PS\u00a01.1 (Cellule d’identitovigilance) : atteint."),
        (
            "non_atteint",
            "non_eligible",
            "PS\u00a01.1 (Cellule d’identitovigilance) : non atteint, or tous les prérequis devaient l’être à la candidature.",
        ),
        (
            "a_prouver",
            "a_completer",
            "PS\u00a01.1 (Cellule d’identitovigilance) : le justificatif était à déposer avec la candidature.",
        ),
        ("bon_de_commande", "non_eligible", "PS\u00a01.1 : un bon de commande n’y suffit pas."),
    ],
)
def test_a_prerequisite_says_its_state(state, statut, message):
    reason = reasons(DS1, prerequis={"PS1.1": state})["PS1.1"]
    assert (reason.statut, reason.message, reason.lien) == (statut, message, "/prerequis/ps-1-1/")


def test_a_prerequisite_without_state_asks_for_it():
    assert (
        reasons(DS1)["PS3.2"].message
        == "PS\u00a03.2 (Messagerie raccordée à MSSanté) : dites s’il était atteint."
    )


@pytest.mark.parametrize(
    ("candidature", "expected"),
    [
        (DS1, ["PS1.1", "PS1.2", "PS2.1", "PS2.2", "PS3.1", "PS3.2"]),
        (
            {"domaine": "DS4", "fenetre": "F2", "forfait_base": 1},
            ["PS1.1", "PS1.2", "PS2.1", "PS2.2", "PS3.1", "PS3.2", "PS4.1"],
        ),
    ],
)
def test_volet_2_asks_for_one_prerequisite_more(candidature, expected):
    assert [name for name in reasons(candidature) if name.startswith("PS")] == expected


@pytest.mark.parametrize(
    ("candidature", "site", "asked"),
    [
        (DS1, {"ght": "aucun"}, []),
        ({**DS1, "cro": True}, {"ght": "aucun"}, ["chirurgie"]),
        ({"domaine": "DS2", "fenetre": "F1"}, {"ght": "aucun"}, ["laboratoire_interne"]),
        ({"domaine": "DS3", "fenetre": "F1"}, {"ght": "aucun"}, ["imagerie_interne"]),
        (
            DS1,
            {"ght": "partie", "statut": "ebnl"},
            ["sdsi_ght", "indicateurs_convergence", "dsi_ght", "logiciels_convergence"],
        ),
        (
            DS1,
            {"ght": "support", "statut": "public"},
            [
                "sdsi_ght",
                "indicateurs_convergence",
                "dsi_ght",
                "validation_directions",
                "logiciels_convergence",
            ],
        ),
    ],
)
def test_a_condition_is_asked_of_whom_it_concerns(candidature, site, asked):
    common = ["engagement_cibles", "relims", "osis_prerequis", "osis_engagement"]
    found = [name for name in reasons(candidature, site) if name in RULES.conditions]
    assert sorted(found) == sorted(common + asked)


def test_a_condition_that_may_not_concern_says_what_would_tell():
    assert reasons(DS1)["dsi_ght"].message == (
        "Directeur des systèmes d’information (DSI) du GHT nommé : à compléter "
        "(si l’établissement est concerné, précisez son statut et son GHT)."
    )


@pytest.mark.parametrize(
    ("region", "statut", "message"),
    [
        ("ile-de-france", "eligible", "Territoire : Île-de-France est dans le programme."),
        ("Nouvelle-Calédonie", "non_eligible", "Territoire : Nouvelle-Calédonie est hors du programme."),
        (
            "Saint-Martin",
            "a_completer",
            "Territoire : aucun texte en main n’exclut Saint-Martin ni ne lui donne d’enveloppe ; voyez l’ARS.",
        ),
        (None, "a_completer", "Territoire : indiquez la région."),
    ],
)
def test_a_territory_is_inside_outside_or_undecided(region, statut, message):
    reason = reasons(DS1, {} if region is None else {"region": region})["territoire"]
    assert (reason.statut, reason.message) == (statut, message)


@pytest.mark.parametrize(
    ("day", "statut", "message"),
    [
        (
            "2021-09-01",
            "eligible",
            "Déposée le 1er\u00a0septembre\u00a02021, dans la période de F1 "
            "(du 1er\u00a0septembre\u00a02021 au 31\u00a0octobre\u00a02021).",
        ),
        (
            "2021-11-01",
            "non_eligible",
            "Déposée le 1er\u00a0novembre\u00a02021, hors de la période de F1 "
            "(du 1er\u00a0septembre\u00a02021 au 31\u00a0octobre\u00a02021).",
        ),
    ],
)
def test_a_filing_date_is_inside_its_period_or_not(day, statut, message):
    reason = reasons({**DS1, "deposee_le": day})["periode_candidature"]
    assert (reason.statut, reason.message) == (statut, message)


def test_no_filing_date_raises_no_question():
    assert "periode_candidature" not in reasons(DS1)


def test_every_reason_has_a_source_and_a_page():
    found = reasons({**DS1, "cro": True, "deposee_le": "2021-10-12"}, {"ght": "partie", "statut": "public"})
    assert [name for name, reason in found.items() if not reason.sources] == []
    assert [reason.lien for reason in found.values() if not reason.lien.startswith("/")] == []
