"""The main paths in WebKit, in one window. Skipped where its driver is not installed."""

from collections.abc import Iterator

import pytest

from calculator import packaged_rules, read_input
from calculator.bridge import compute
from calculator.exact.formats import format_euros
from calculator.files.answer import answer
from calculator.situation.permalink import read_fragment
from tests.browser.simulator import EXEMPLE, MONTANTS
from tests.browser.webkit import Session, missing, session

READY = "document.querySelector('#resultat[data-etat=pret]')"


@pytest.fixture(scope="module")
def webkit() -> Iterator[Session]:
    if absent := missing():
        pytest.skip(f"pas de WebKit ici ({', '.join(absent)}) : installez webkit2gtk-driver et xvfb")
    with session() as window:
        yield window


def said(webkit: Session, place: str) -> str:
    return " ".join(webkit.wait(f"{place}?.innerText").split())


def test_l_exemple_officiel_a_ses_montants_puis_suit_la_frappe(webkit: Session, site: str) -> None:
    webkit.go(f"{site}/simulateur/#{EXEMPLE}")
    text = said(webkit, READY)
    for montants in MONTANTS:
        assert " ".join(montants) in text
    webkit.type("#champ-activite_combinee", "22500")
    text = said(webkit, "document.querySelector(\"#resultat[data-etat=pret][data-situation*='=22500&']\")")
    rules = packaged_rules()
    given = read_input(rules, read_fragment(EXEMPLE.replace("127800", "22500")).data)
    totals = answer(rules, compute(rules, given))["totaux"]
    assert " ".join(format_euros(totals["forfait_centimes"]).split()) in text


def test_une_page_du_guide_se_lit(webkit: Session, site: str) -> None:
    webkit.go(f"{site}/indicateurs/ds-1-1/")
    assert "Lettre de liaison" in said(webkit, "document.querySelector('h1')")
    assert webkit.wait("document.fonts.check('16px \"Source Sans 3\"')")


def test_le_diagnostic_finit_apres_le_simulateur(webkit: Session, site: str) -> None:
    webkit.go(f"{site}/diagnostic/")
    webkit.wait("document.querySelector('#diagnostic-lancer:enabled')")
    webkit.read("document.querySelector('#diagnostic-lancer').click()")
    report = webkit.wait("document.querySelector('#diagnostic-rapport:not([hidden])')?.value")
    assert "AppleWebKit" in report
    assert "✗" not in report
