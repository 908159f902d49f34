"""French typography, and periods in words."""

from datetime import date

import pytest

from calculator.rules.model import Periode
from calculator.words.typography import french, period, short_period


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("« 127.800 » peut se lire", "«\u00a0127.800\u00a0» peut se lire"),
        ("deux sens ; lequel ?", "deux sens\u202f; lequel\u202f?"),
        ("attendu : F1, F2.", "attendu\u00a0: F1, F2."),
        ("écrivez « 49 % »", "écrivez «\u00a049\u00a0%\u00a0»"),
        ('<p class="a b">Avance : 3 € !</p>', '<p class="a b">Avance\u00a0: 3\u00a0€\u202f!</p>'),
        ("déjà\u00a0: fait", "déjà\u00a0: fait"),
        ("«\u00a0déjà\u00a0» et «&nbsp;là&nbsp;»", "«\u00a0déjà\u00a0» et «\u00a0là\u00a0»"),
        ("127 800 journées, 40 000 €, 6,5 k€", "127\u202f800 journées, 40\u202f000\u00a0€, 6,5\u00a0k€"),
        ("Fenêtre 1 100% puis S2 2022", "Fenêtre 1 100% puis S2 2022"),
        ('<a href="#a?b=c:d;e">n° 2021/167</a> :', '<a href="#a?b=c:d;e">n°\u00a02021/167</a>\u00a0:'),
        ("| :--- | ---: |", "| :--- | ---: |"),
        ("du 1er mars, <b>1er</b>", "du 1ᵉʳ mars, <b>1ᵉʳ</b>"),
        ('<a id="du-1er-mars">21er</a>', '<a id="du-1er-mars">21er</a>'),
        (
            "« le domaine « Biologie » et « Imagerie » » puis « un »",
            "«\u00a0le domaine “Biologie” et “Imagerie”\u00a0» puis «\u00a0un\u00a0»",
        ),
        ("<q>les pilotes « MES »</q> « un »", "<q>les pilotes “MES”</q> «\u00a0un\u00a0»"),
        ("Côte d'Azur", "Côte d’Azur"),
        ("« d'ici 2023 » et <q>l'ANS</q>", "«\u00a0d'ici 2023\u00a0» et <q>l'ANS</q>"),
    ],
)
def test_spaces_that_may_not_break(text, shown):
    assert french(text) == shown
    assert french(shown) == shown


@pytest.mark.parametrize(
    ("debut", "fin", "long", "court"),
    [
        (
            date(2021, 9, 1),
            date(2021, 10, 31),
            "du 1er\u00a0septembre au 31\u00a0octobre\u00a02021",
            "1er\u00a0sept. – 31\u00a0oct.\u00a02021",
        ),
        (
            date(2022, 7, 1),
            date(2023, 3, 31),
            "du 1er\u00a0juillet\u00a02022 au 31\u00a0mars\u00a02023",
            "1er\u00a0juil.\u00a02022 – 31\u00a0mars\u00a02023",
        ),
        (
            date(2023, 7, 1),
            None,
            "à partir du 1er\u00a0juillet\u00a02023, fin non imprimée",
            "dès le 1er\u00a0juil.\u00a02023",
        ),
    ],
)
def test_a_period_says_a_shared_year_once(debut, fin, long, court):
    dates = Periode(sources=(), debut=debut, fin=fin)
    assert (period(dates), short_period(dates)) == (long, court)


def test_no_period_is_a_dash():
    assert period(None) == "–"
