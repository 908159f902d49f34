"""What the long runs promise of the example cases, without their browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import MagicMock

import pytest

from calculator import read_input
from calculator.situation.model import Dossier
from calculator.situation.permalink import write_fragment
from tests.browser.typed import RULES
from tests.endurance import __main__ as endurance
from tests.support.cases import cases


def is_asked(given: Any) -> bool:
    """Whether the form asks all of it: no purchase order but for PS 2.2, no carry-over that was not asked for."""
    return all(
        not (name != "PS2.2" and state == "bon_de_commande")
        for one in (given.dossier if isinstance(given, Dossier) else (given,))
        for name, state in one.prerequis.items()
    ) and all(
        any(item.report and name.startswith(item.domaine) for item in one.candidatures)
        for one in (given.dossier if isinstance(given, Dossier) else (given,))
        for name in one.mesures_report
    )


def test_les_essais_longs_saisissent_chaque_cas_qui_donne_des_montants(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed: list[str] = []

    @contextmanager
    def nowhere() -> Iterator[Any]:
        yield MagicMock()

    def note(page: Any, given: Any) -> list[str]:
        typed.append(write_fragment(RULES, given))
        return []

    monkeypatch.setattr(endurance, "browsing", nowhere)
    monkeypatch.setattr(endurance, "type_in", note)
    (run,) = [run for part, _, run in endurance.RUNS if part == "saisie"]
    (measure,) = run(0)
    given = [read_input(RULES, case.situation) for case in cases() if case.attendu]
    wanted = {write_fragment(RULES, each) for each in given if is_asked(each)}
    assert sorted(typed) == sorted(wanted)
    assert measure.valeur == len(wanted) > 300


def test_un_cas_qui_perd_un_montant_arrete_les_essais_longs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endurance, "browsing", MagicMock())
    monkeypatch.setattr(endurance, "type_in", lambda page, given: ["1,00 € manque"])
    with pytest.raises(SystemExit, match="ne donne pas ses montants"):
        endurance.in_the_form(0)
