"""Many establishments at once: the same amounts as one by one, and every anomaly with its sentence."""

import random
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest

from calculator import InvalidInput, packaged_rules, read_situation, simulate
from calculator.exact.reading import read
from calculator.lot.computing.batch import Lot, compute
from calculator.lot.computing.envelope import envelope
from calculator.lot.computing.row import Ligne, Somme
from calculator.lot.computing.totals import VUES, Totals
from calculator.lot.reading.tables import mapping_rows
from calculator.lot.writing.schema import modele
from calculator.situation.model import Situation
from calculator.situation.permalink import read_fragment, write_fragment

RULES = packaged_rules()
THOUSANDS = "\N{NARROW NO-BREAK SPACE}"
SPACE = "\N{NO-BREAK SPACE}"


def french(text: str) -> str:
    """Plain spaces as the texts of the calculator have them, to write sentences simply."""
    return text.replace("^", THOUSANDS).replace("~", SPACE)


def one(**row: Any) -> Ligne:
    (line,) = compute(RULES, [row])
    return line


def warnings(**row: Any) -> list[tuple[str, str]]:
    return [(item.chemin, item.message) for item in one(**row).avertissements]


def errors(**row: Any) -> list[tuple[str, str, str]]:
    return [(item.chemin, item.code, item.message) for item in one(**row).erreurs]


def test_three_lines_give_the_official_example():
    rows = [
        {
            "activite_combinee": 127800,
            "ds1_fenetre": "F1",
            "ds1_cro": "oui",
            "ds2_fenetre": "F4",
            "ds3_fenetre": "F2",
        }
    ]
    (line,) = compute(RULES, rows)
    assert line.totaux == Somme(176_368_29, 52_910_49, 123_457_80)
    assert line.categorie == "C"
    assert [(item.domaine, item.montants.forfait) for item in line.demandes] == [
        ("DS1", 109_738_12),
        ("DS2", 31_355_37),
        ("DS3", 35_274_80),
    ]
    assert (line.avertissements, line.erreurs) == ((), ())


def test_a_row_without_window_is_valid_and_its_totals_are_nothing():
    line = one(activite_combinee="127 800")
    assert (line.totaux, line.demandes, line.erreurs) == (Somme(0, 0, 0), (), ())


def generated(count: int) -> list[dict[str, str]]:
    """A region where everything happens: every window, rates or none, volet 2 with or without its base."""
    chance = random.Random(6)
    rows = []
    for row in modele(RULES, count):
        row["activite_combinee"] = chance.choice(
            ["6 999,99", "7000", "22499.5", "230000", "1 600 000", "1600000,01", "abc", "", "127.800"]
            + [f"{chance.randrange(1_700_000)},{chance.randrange(100):02d}" for _ in range(20)]
        )
        row["region"] = chance.choice(["IDF", "Bretagne", "", "Nouvelle-Calédonie", "Saint-Martin"])
        for column in ("ds1_fenetre", "ds2_fenetre", "ds3_fenetre", "ds4_fenetre"):
            row[column] = chance.choice(["F1", "F2", "F3", "F4", "", ""])
        row["ds1_cro"] = chance.choice(["oui", "non", ""])
        row["ds4_forfait_base_euros"] = chance.choice(["", "40000", "12 345,67"])
        for column in ("ds_1_1", "ds_1_2", "ds_1_3", "ds_2_1", "ds_3_1", "ds_4_1", "ds_4_2"):
            row[column] = chance.choice(
                ["", f"{chance.randrange(101)} %", f"{chance.randrange(900)}/900", "0,55"]
            )
        row["ds_4_3"] = chance.choice(["", "oui", "non"])
        for column in ("ds_1_1", "ds_1_2", "ds_1_3", "ds_2_1", "ds_3_1", "ds_4_1", "ds_4_3"):
            if not row[column] or chance.randrange(20) == 0:  # alone, or beside a rate that may contradict it
                row[f"{column}_atteinte"] = chance.choice(["", "oui", "oui", "non"])
        for domain in ("ds1", "ds2", "ds3", "ds4"):
            row[f"{domain}_avance_versee_euros"] = chance.choice(["", "", "33 000", "12345,67", "400 000"])
            row[f"{domain}_solde_verse_euros"] = chance.choice(["", "", "66 840,49", "1"])
        rows.append(row)
    return rows


def as_situation(row: dict[str, str]) -> dict[str, Any]:
    """A row as the input of a single simulation, written without the batch."""
    candidatures = []
    for domain in RULES.domaines:
        window = row[f"{domain.lower()}_fenetre"]
        extra: dict[str, dict[str, str]] = {
            "DS1": {"cro": row["ds1_cro"] or "non"},
            "DS4": {"forfait_base": row["ds4_forfait_base_euros"]} if row["ds4_forfait_base_euros"] else {},
        }
        paid = {
            name: row[column]
            for name in ("avance_versee", "solde_verse")
            if row[column := f"{domain.lower()}_{name}_euros"]
        }
        extra = {**extra, domain: {**extra.get(domain, {}), **paid}}
        if window:
            candidatures.append({"domaine": domain, "fenetre": window, **extra.get(domain, {})})
    measures: dict[str, Any] = {}
    for column, value in row.items():
        if column.startswith("ds_") and value:
            identifier = f"DS{column[3]}.{column[5]}"
            shape = "presentation" if identifier == "DS4.3" else "taux"
            measures.setdefault(identifier, {})["atteinte" if column.endswith("_atteinte") else shape] = value
    site = {"activite_combinee": row["activite_combinee"], "region": row["region"]}
    return {
        "etablissement": {key: value for key, value in site.items() if value},
        "candidatures": candidatures,
        "mesures": measures,
    }


def test_a_whole_region_gives_row_by_row_what_single_simulations_give():
    rows = generated(3_000)
    lines = list(compute(RULES, rows))
    assert [line.ligne for line in lines] == list(range(1, 3_001))
    refused = 0
    for row, line in zip(rows, lines, strict=True):
        try:
            result = simulate(RULES, read_situation(RULES, as_situation(row)))
        except InvalidInput:
            assert line.erreurs, row
            assert (line.totaux, line.demandes) == (None, ())
            refused += 1
            continue
        assert line.erreurs == (), row
        assert line.categorie == result.categorie
        assert line.totaux == (result.totaux.forfait, result.totaux.avance, result.totaux.solde)
        account = result.totaux.compte
        assert line.compte == tuple(
            step and step.cents for step in (account.acquis, account.reste_a_recevoir, account.a_rembourser)
        )
        assert [
            (
                item.domaine,
                item.fenetre,
                item.cro,
                item.montants,
                item.cibles_atteintes,
                item.acquis,
                item.reste,
                item.a_rembourser,
            )
            for item in line.demandes
        ] == [
            (
                item.candidature.domaine,
                item.candidature.fenetre,
                item.candidature.cro,
                item.forfait
                and tuple(
                    getattr(item.forfait, name).cents for name in ("forfait", "avance", "solde", "sans_bonus")
                ),
                item.bilan.atteintes,
                item.acquis and item.acquis.cents,
                item.compte.reste_a_recevoir and item.compte.reste_a_recevoir.cents,
                item.compte.a_rembourser and item.compte.a_rembourser.cents,
            )
            for item in result.candidatures
        ]
    assert 300 < refused < 2_000, "the region holds good rows and bad ones"


def test_a_row_opens_in_the_simulator_by_its_permalink():
    line = one(
        finess="990000019", nom="Fictif", region="IDF", statut="Public", activite_combinee="6 999,5",
        ds1_fenetre="F1", ds1_cro="oui", ds4_fenetre="F2", ds4_forfait_base_euros="40 k€",
        ds_1_1="490/999", ds_4_3="oui",
    )  # fmt: skip
    situation = read_situation(RULES, line.situation())
    again = read_situation(RULES, read_fragment(write_fragment(RULES, situation)).data)
    assert simulate(RULES, again).totaux.forfait == line.totaux.forfait
    assert again.etablissement.statut == "public"
    assert again.mesures["DS1.1"].valeur == Fraction(490, 999)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"activite_combinee": "127.800"},
            (
                "activite_combinee",
                "nombre_ambigu",
                "« 127.800 » peut se lire 127^800 ou 127,800 : écrivez « 127^800 » ou « 127,8000 ».",
            ),
        ),
        (
            {},
            (
                "activite_combinee",
                "activite_absente",
                "l’activité combinée manque : donnez celle que l’ARS détient.",
            ),
        ),
        (
            {"activite_combinee": "-1"},
            ("activite_combinee", "nombre_negatif", "« -1 » est négatif : une activité vaut au moins 0."),
        ),
        (
            {"activite_combinee": "1", "ds2_fenetre": "F5"},
            ("ds2_fenetre", "fenetre_inconnue", "« F5 » n’est pas une fenêtre ; attendu : F1, F2, F3, F4."),
        ),
        (
            {"activite_combinee": "1", "ds4_fenetre": "F1", "ds4_forfait_base_euros": "1"},
            (
                "ds4_fenetre",
                "fenetre_sans_volet",
                "F1 ne finance pas DS~4 (lecture L17) ; fenêtres : F2, F3, F4.",
            ),
        ),
        (
            {"activite_combinee": "1", "ds2_fenetre": "F2", "ds_2_1": "49 %", "ds_2_1_atteinte": "oui"},
            (
                "ds_2_1_atteinte",
                "atteinte_contradictoire",
                "DS~2.1 : la cible est dite atteinte, et le taux de 49~% manque celle de F2 (50~%), "
                "texte I2023 ; corrigez l’un ou l’autre.",
            ),
        ),
        (
            {"activite_combinee": "1", "ds_1_1": "49"},
            (
                "ds_1_1",
                "taux_sans_signe",
                "« 49 » n’est pas un taux : écrivez « 49 % », « 0,… » ou « 490/1000 ».",
            ),
        ),
        (
            {"activite_combinee": "1", "ds1_fenetre": "F1", "ds1_cro": "peut-être"},
            ("ds1_cro", "booleen_illisible", "« peut-être » : répondez oui ou non."),
        ),
        (
            {"activite_combinee": "1", "categorie_declaree": "E"},
            (
                "categorie_declaree",
                "categorie_inconnue",
                "« E » n’est pas une catégorie ; attendu : A, B, C, D.",
            ),
        ),
        (
            {"activite_combinee": "1", "ds1_notifie_euros": "beaucoup"},
            (
                "ds1_notifie_euros",
                "nombre_illisible",
                "« beaucoup » n’est pas un montant, par exemple « 40 000 € » ou « 40 k€ ».",
            ),
        ),
    ],
)
def test_what_cannot_be_computed_is_an_error_with_its_column(row, expected):
    column, code, message = expected
    assert errors(**row) == [(column, code, french(message))]


def test_volet_2_without_its_base_keeps_the_amounts_of_the_other_domains():
    line = one(activite_combinee="127800", ds2_fenetre="F1", ds_2_1_atteinte="oui", ds4_fenetre="F2")
    assert line.erreurs == ()
    assert line.totaux == Somme(39_194_22, 11_758_27, 27_435_95)
    assert line.compte == (None, None, None)
    assert [
        (item.domaine, item.montants and item.montants.forfait, item.reste) for item in line.demandes
    ] == [
        ("DS2", 39_194_22, 27_435_95),
        ("DS4", None, None),
    ]
    (doubt,) = line.avertissements
    assert (doubt.chemin, doubt.code) == ("ds4_forfait_base_euros", "forfait_base_absent")
    assert doubt.message == french(
        "aucun texte en main ne donne le forfait de DS~4 (lecture L04) : écrivez le forfait de base notifié par "
        "l’ARS ; les totaux sont ceux du reste."
    )


@pytest.mark.parametrize(
    ("paid", "cro", "account"),
    [
        ({}, "non", (99_761_93, 66_840_49, 0)),
        ({}, "oui", (109_738_12, 76_816_68, 0)),
        ({"ds1_avance_versee_euros": "33 000"}, "oui", (109_738_12, 76_738_12, 0)),
        ({"ds1_avance_versee_euros": "33 000"}, "non", (99_761_93, 66_761_93, 0)),
        ({"ds1_solde_verse_euros": "76 816,68"}, "non", (99_761_93, 0, 9_976_19)),
    ],
)
def test_a_row_has_the_account_of_what_was_told_and_paid(paid, cro, account):
    line = one(
        activite_combinee="127800", ds1_fenetre="F1", ds1_cro="oui",
        ds_1_1_atteinte="oui", ds_1_2_atteinte="oui", ds_1_3_atteinte=cro, **paid,
    )  # fmt: skip
    assert line.compte == account


def test_a_claim_that_an_outcome_contradicts_is_told_with_it():
    row = {"activite_combinee": "1", "ds2_fenetre": "F1", "ds_2_1_atteinte": "non"}
    assert warnings(**row, ds2_cible_atteinte_declaree="oui") == [
        ("ds2_cible_atteinte_declaree", french("« oui » est déclaré, mais en F1 DS~2.1 est dite manquée."))
    ]


def test_every_error_of_a_row_is_told_at_once_and_once():
    row = {
        "activite_combinee": "abc",
        "ds1_fenetre": "F9",
        "ds4_fenetre": "F2",
        "ds4_forfait_base_euros": "x",
    }
    assert [(column, code) for column, code, _ in errors(**row)] == [
        ("activite_combinee", "nombre_illisible"),
        ("ds1_fenetre", "fenetre_inconnue"),
        ("ds4_forfait_base_euros", "nombre_illisible"),
    ]


def test_a_bad_row_stops_no_other():
    good, bad = {"activite_combinee": "1", "ds2_fenetre": "F1"}, {"activite_combinee": "?"}
    assert [bool(line.erreurs) for line in compute(RULES, [good, bad, good])] == [False, True, False]


BASE = {"activite_combinee": "127800", "ds1_fenetre": "F1"}


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (
            {"finess": "010000157"},
            "finess",
            "« 010000157 » : la clé de contrôle, son dernier chiffre, est fausse ; vérifiez-le.",
        ),
        (
            {"finess": "10000156"},
            "finess",
            "« 10000156 » a perdu son zéro initial : lu « 010000156 ».",
        ),
        ({"finess": 10000156}, "finess", "« 10000156 » est un nombre dans le classeur : lu « 010000156 »."),
        (
            {"finess": 10000157},
            "finess",
            "« 10000157 » est un nombre dans le classeur : lu « 010000157 ». Mais la clé de contrôle, son dernier chiffre, est fausse ; vérifiez-le.",
        ),
        (
            {"region": "Ile de Frnace"},
            "region",
            "région inconnue « Ile de Frnace » ; vouliez-vous dire « Île-de-France » ?",
        ),
        (
            {"region": "Polynésie française"},
            "region",
            "Polynésie française est hors du programme : la ligne ne compte pas dans les totaux.",
        ),
        (
            {"region": "Saint-Martin"},
            "region",
            "aucun texte en main n’exclut Saint-Martin ni ne lui donne d’enveloppe (lecture L32).",
        ),
        (
            {"activite_combinee": "1 600 000,01"},
            "activite_combinee",
            "l’activité dépasse le maximum du programme (1^600^000) : le forfait reste à son maximum (lecture L11).",
        ),
        (
            {"categorie_declaree": "catégorie B"},
            "categorie_declaree",
            "« B » est déclarée, mais l’activité donne la catégorie C.",
        ),
        (
            {"ds1_cible_atteinte_declaree": "oui", "ds_1_1": "48,6 %", "ds_1_2": "30 %"},
            "ds1_cible_atteinte_declaree",
            "« oui » est déclaré, mais en F1 DS~1.1 à 48,6~% est sous sa cible de moins d’un demi-point (49~%) "
            "et DS~1.2 à 30~% est sous sa cible (40~%).",
        ),
        (
            {"ds1_cible_atteinte_declaree": "non", "ds_1_1": "49 %", "ds_1_2": "0,4"},
            "ds1_cible_atteinte_declaree",
            "« non » est déclaré, mais les taux atteignent les cibles de DS~1 en F1.",
        ),
        (
            {
                "ds4_fenetre": "F2", "ds4_forfait_base_euros": "1", "ds4_cible_atteinte_declaree": "oui",
                "ds_4_1": "100 %", "ds_4_2": "100 %", "ds_4_3": "non",
            },
            "ds4_cible_atteinte_declaree",
            "« oui » est déclaré, mais en F2 DS~4.3 n’est pas fait.",
        ),
        (
            {"ds1_avance_versee_euros": "29928,58", "ds1_solde_verse_euros": "6983335"},
            "ds1_solde_verse_euros",
            "ce qui est dit versé, 7^013^263,58~€, dépasse le forfait demandé, 99^761,93~€. "
            "Vérifiez les montants, la fenêtre et le bonus.",
        ),
        (
            {"ds1_avance_versee_euros": "100761,94"},
            "ds1_avance_versee_euros",
            "ce qui est dit versé, 100^761,94~€, dépasse le forfait demandé, 99^761,93~€. "
            "Vérifiez les montants, la fenêtre et le bonus.",
        ),
        (
            {"ds2_notifie_euros": "100"},
            "ds2_notifie_euros",
            "sans effet : DS~2 n’est pas demandé, « ds2_fenetre » est vide.",
        ),
        ({"ds1_fenetre": "–", "ds1_cro": "oui"}, "ds1_cro", "sans effet : DS~1 n’est pas demandé, « ds1_fenetre » est vide."),
    ],
)  # fmt: skip
def test_every_anomaly_has_its_sentence_and_the_row_is_computed(row, column, message):
    assert warnings(**BASE | row) == [(column, french(message))]
    assert one(**BASE | row).totaux is not None


@pytest.mark.parametrize("one_alone", ["1", "1,0", "1.0", 1, 1.0])
def test_a_rate_of_one_alone_is_read_a_hundred_per_cent_and_said(one_alone):
    line = one(**BASE, ds_1_1=one_alone)
    assert line.valeurs["ds_1_1"] == 1
    assert [(item.chemin, item.message) for item in line.avertissements] == [
        ("ds_1_1", "« 1 » est lu 100 % : écrivez « 1 % » si c’en est un.")
    ]


@pytest.mark.parametrize("certain", ["100 %", "1/1", "1 %", "0,99", 0.01])
def test_a_rate_that_says_what_it_is_is_not_doubted(certain):
    assert one(**BASE, ds_1_1=certain).avertissements == ()


def test_what_agrees_and_what_says_nothing_is_no_anomaly():
    agrees = {
        "finess": "010000156",
        "region": "idf",
        "categorie_declaree": "C",
        "ds1_notifie_euros": "99 761,93",
        "ds1_avance_versee_euros": "100761,93",
    }
    says_nothing = {
        "ds2_cible_atteinte_declaree": "non",
        "ds2_notifie_euros": "0",
        "ds1_cro": "non",
        "ds_2_1": "10 %",
    }
    claim = {"ds1_cible_atteinte_declaree": "oui", "ds_1_1": "49 %"}  # DS 1.2 is not measured
    assert warnings(**BASE | agrees | says_nothing | claim) == []


TWICE = [
    {"finess": "990000010", "activite_combinee": "1", "ds1_fenetre": "F1"},
    {"finess": "99 0000010", "activite_combinee": "1", "ds2_fenetre": "F2"},
    {"finess": "990000028", "activite_combinee": "1", "ds1_fenetre": "F1"},
    {"finess": 990000010, "activite_combinee": "1", "ds1_fenetre": "F3", "ds2_fenetre": "S2 2023", "ds3_fenetre": "F4"},
    {"finess": "990000010", "activite_combinee": "1", "ds3_fenetre": "F4", "ds4_fenetre": "?"},
]  # fmt: skip


def told_twice(lines: Iterable[Ligne]) -> list[list[str]]:
    end = " ; un seul financement par domaine sur tout le programme."
    return [
        [item.message.removesuffix(end) for item in line.avertissements if item.code == "domaine_en_double"]
        for line in lines
    ]


def test_the_same_establishment_and_domain_twice_is_told_on_each_of_its_rows():
    assert told_twice(compute(RULES, TWICE)) == [
        [french("DS~1 : demandé de nouveau pour ce FINESS, ligne 4")],
        [french("DS~2 : demandé de nouveau pour ce FINESS, ligne 4")],
        [],
        [french("DS~1, DS~2 : déjà demandé pour ce FINESS, vu d’abord ligne 1")],
        [french("DS~3 : déjà demandé pour ce FINESS, vu d’abord ligne 4")],
    ]


def test_rows_that_come_but_once_each_know_those_before_them():
    assert [bool(told) for told in told_twice(compute(RULES, iter(TWICE)))] == [
        False,
        False,
        False,
        True,
        True,
    ]


def test_a_finess_on_every_line_is_told_on_every_line():
    row = {"finess": "990000010", "activite_combinee": "1", "ds1_fenetre": "F1"}
    told = told_twice(compute(RULES, [row] * 3000))
    assert told[0] == [french("DS~1 : demandé de nouveau pour ce FINESS, ligne 2")]
    assert {tuple(item) for item in told[1:]} == {
        (french("DS~1 : déjà demandé pour ce FINESS, vu d’abord ligne 1"),)
    }


ROWS = [
    {"nom": "A", "finess": "990000010", "activite_combinee": "7000", "ds1_fenetre": "F1"},
    {"nom": "B", "finess": "990000028", "activite_combinee": "8000", "ds1_fenetre": "F1"},
]


@pytest.mark.parametrize(
    "total",
    [
        {"nom": "TOTAL"},
        {"nom": "Total général", "activite_combinee": "15000"},
        {"nom": "Sous-total GHT", "activite_combinee": "n.c."},
        {"nom": "", "finess": "Total", "activite_combinee": "15000", "ds1_fenetre": "2"},
        {"region": "TOTAUX", "activite_combinee": "1"},
        {"n°": "Grand total", "activite_combinee": "15000"},
        {"nom": "", "finess": "", "activite_combinee": "15 000"},
        {"nom": "Corse", "activite_combinee": 15000},
    ],
)
def test_a_total_is_set_apart_kept_and_not_counted(total):
    *first, last = compute(RULES, [*ROWS, total])
    assert last.a_part
    assert (last.cellules, last.totaux, last.erreurs, last.demandes) == (total, None, (), ())
    (told,) = last.avertissements
    assert told.code == "ligne_de_total"
    assert told.message.endswith("la ligne est mise à part, sans montant, et ne compte pas dans les totaux.")
    totals = Totals()
    list(totals.watch([*first, last]))
    assert (totals.lignes, totals.a_part, totals.a_verifier, totals.en_erreur) == (2, 1, 0, 0)
    assert totals.etablissements == {None: 2}
    assert totals.total().forfait == sum(line.totaux.forfait for line in first if line.totaux)


@pytest.mark.parametrize(
    "row",
    [
        {"nom": "C", "finess": "990000036", "activite_combinee": "15000"},
        {"nom": "TOTAL", "finess": "990000036", "activite_combinee": "15000"},
        {"nom": "C", "activite_combinee": "15000", "ds1_fenetre": "F1"},
        {"nom": "Totalité", "activite_combinee": "1"},
        {"nom": "CH de la Somme", "activite_combinee": "1"},
        {"nom": "Ensemble hospitalier", "activite_combinee": "1"},
        {"nom": "C", "activite_combinee": "8000"},
        {"nom": "C", "activite_combinee": "0"},
    ],
)
def test_what_may_be_an_establishment_is_no_total(row):
    assert not any(line.a_part for line in compute(RULES, [*ROWS, row]))


def test_each_subtotal_is_the_sum_since_the_one_before():
    sums = [
        {"activite_combinee": "15000"},
        *ROWS,
        {"activite_combinee": "15000"},
        {"activite_combinee": "30000"},
    ]
    assert [line.a_part for line in compute(RULES, [*ROWS, *sums])] == [False, False, True] + [False] * 2 + [
        True
    ] * 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"ds1_notifie_euros": "110 000", "ds1_cro": "oui"}, "correspond au forfait calculé, arrondi au k€ comme dans l’exemple officiel."),
        ({"ds1_notifie_euros": "99 762"}, "correspond au forfait calculé, arrondi à l’euro."),
        ({"ds1_notifie_euros": "99 761,92"}, "un centime, une autre façon d’arrondir (lecture L06)."),
        ({"ds1_notifie_euros": "69 833,35"}, "correspond au solde, l’avance étant déduite."),
        ({"ds1_notifie_euros": "29 928,58"}, "correspond à l’avance seule."),
        ({"ds1_notifie_euros": "109 738,12"}, "correspond au forfait avec le bonus CRO."),
        ({"ds1_notifie_euros": "89 785,73"}, "correspond au forfait en F2."),
        ({"ds1_notifie_euros": "87 790,50"}, "correspond au forfait en F4 et avec le bonus CRO."),
        (
            {"ds1_notifie_euros": "0", "ds_1_1": "1/2", "ds_1_2": "0"},
            "correspond au montant acquis selon les taux et les cibles de I2023.",
        ),
        (
            {"ds1_notifie_euros": "0", "ds1_fenetre": "F2", "ds_1_1": "56 %", "ds_1_2": "48 %"},
            "correspond au montant acquis selon les taux et les cibles de I2021.",
        ),
        ({"ds1_notifie_euros": "40 000"}, "correspond à une activité combinée d’environ 17^333, en catégorie B."),
        ({"ds1_notifie_euros": "1 000 000"}, "sans raison reconnue."),
        (
            {"ds1_fenetre": "", "ds4_fenetre": "F3", "ds4_forfait_base_euros": "40000", "ds4_notifie_euros": "45 000"},
            "correspond à un forfait de base de 50^000,00~€.",
        ),
    ],
)  # fmt: skip
def test_a_gap_comes_with_its_likely_reason(row, reason):
    (told,) = (item for item in one(**BASE | row).avertissements if item.code == "ecart")
    assert told.message.endswith(french(reason))


def test_the_gap_is_notified_less_computed():
    assert one(**BASE, ds1_notifie_euros="110 000").demandes[0].ecart == 110_000_00 - 99_761_93
    assert one(**BASE).demandes[0].ecart is None


def test_what_data_frames_hold_is_read_exactly():
    row = {
        "finess": 10000156.0,
        "activite_combinee": 127800.5,
        "ds1_fenetre": "F1",
        "ds1_cro": True,
        "ds_1_1": 0.49,
    }
    line = one(**row, ds2_fenetre=float("nan"), ds_1_2=0.1 + 0.2, ds1_notifie_euros=None)
    assert line.valeurs["activite_combinee"] == 12_780_050
    assert line.valeurs["finess"] == "010000156"
    assert (line.valeurs["ds_1_1"], line.valeurs["ds_1_2"]) == (Fraction(49, 100), Fraction(3, 10))
    assert [item.domaine for item in line.demandes] == ["DS1"]


def test_the_region_of_the_rows_that_have_none():
    lines = list(
        compute(
            RULES,
            [{"activite_combinee": "1", "region": ""}, {"activite_combinee": "1", "region": "Corse"}],
            region="idf",
        )
    )
    assert [line.region for line in lines] == ["Île-de-France", "Corse"]
    assert lines[0].cellules["region"] == "idf"


def test_everyone_moved_to_another_window_but_for_the_volet_that_has_it_not():
    row = {
        "activite_combinee": "127800",
        "ds1_fenetre": "F1",
        "ds4_fenetre": "F2",
        "ds4_forfait_base_euros": "40000",
    }
    (late,) = Lot(RULES, fenetre="F4").compute(mapping_rows([row]))
    assert [(item.fenetre, item.montants.forfait) for item in late.demandes] == [
        ("F4", 79_809_54),
        ("F4", 32_000_00),
    ]
    (early,) = Lot(RULES, fenetre="F1").compute(mapping_rows([row]))
    assert [item.fenetre for item in early.demandes] == ["F1", "F2"]


def test_the_original_text_has_its_own_targets():
    row = {"activite_combinee": "127800", "ds1_fenetre": "F2", "ds_1_1": "56 %", "ds_1_2": "48 %"}
    reached = {
        text: next(Lot(RULES, texte=text).compute(mapping_rows([row]))).demandes[0].cibles_atteintes
        for text in ("I2023", "I2021")
    }
    assert reached == {"I2023": True, "I2021": False}


def test_every_view_of_the_totals_adds_up():
    totals = Totals()
    lines = list(totals.watch(compute(RULES, generated(200))))
    counted = [line for line in lines if line.totaux]
    assert totals.lignes == 200
    assert totals.en_erreur == sum(bool(line.erreurs) for line in lines)
    total = totals.total()
    assert (total.forfait, total.avance, total.solde) == tuple(
        map(sum, zip(*(line.totaux for line in counted), strict=True))
    )
    for vue in VUES:
        found = totals.by(vue).values()
        assert tuple(map(sum, zip(*found, strict=True))) == total


def test_the_totals_of_a_dossier_are_those_of_its_establishments():
    totals = Totals()
    rows = [
        {"dossier": name, "activite_combinee": "127800", "ds2_fenetre": "F1"} for name in ("A", "B", "A", "")
    ]
    list(totals.watch(compute(RULES, rows)))
    assert {name: (sums.candidatures, sums.forfait) for name, sums in totals.by_dossier().items()} == {
        "A": (2, 2 * 39_194_22),
        "B": (1, 39_194_22),
    }


def test_the_share_of_the_envelope_leaves_volet_2_outside():
    totals = Totals()
    row = {
        "region": "Corse",
        "activite_combinee": "127800",
        "ds1_fenetre": "F1",
        "ds4_fenetre": "F2",
        "ds4_forfait_base_euros": "40000",
    }
    list(totals.watch(compute(RULES, [row])))
    share = envelope(RULES, "Corse", totals.by("domaine", region="Corse"))
    assert share is not None
    assert (share.montant, share.montant_avances) == (1_132_508_00, 339_752_40)
    assert share.volet_1.forfait == 99_761_93
    assert share.part == Fraction(99_761_93, 1_132_508_00)
    assert share.reste == 1_132_508_00 - 99_761_93
    assert list(share.par_domaine) == ["DS1"]


@pytest.mark.parametrize("region", [None, "Saint-Martin", "Nouvelle-Calédonie"])
def test_a_region_without_envelope_has_no_share(region):
    assert envelope(RULES, region, {}) is None


def test_the_model_is_fictive_and_says_so_and_computes():
    for line in compute(RULES, modele(RULES)):
        assert line.valeurs["finess"].startswith("99")
        assert "fictif" in line.valeurs["nom"]
        assert (line.erreurs, line.avertissements) == ((), ())


def test_the_situation_of_a_bad_row_keeps_what_could_be_read():
    assert one(activite_combinee="abc", ds4_fenetre="F2", ds1_fenetre="F1", ds1_cro="oui").situation() == {
        "etablissement": {},
        "candidatures": [
            {"domaine": "DS1", "fenetre": "F1", "cro": "oui"},
            {"domaine": "DS4", "fenetre": "F2"},
        ],
        "mesures": {},
    }


def test_a_situation_of_a_row_is_a_situation():
    for line in compute(RULES, modele(RULES)):
        assert read(Situation, line.situation()).candidatures
