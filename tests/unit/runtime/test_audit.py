"""The audit of the dependencies: each database answers for itself, and silence is not innocence."""

import json

import pytest

from runtime import audit
from runtime.audit import Reponse, told, unlocked

PYTHON = {
    "dependencies": [
        {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]},
        {"name": "b", "version": "2", "vulns": []},
        {"name": "c", "skip_reason": "Dependency not found"},
    ]
}
NPM = {"vulnerabilities": {"d": {"severity": "high"}}}


def test_a_vulnerability_is_named_and_a_package_that_was_not_found_is_counted():
    assert told("Python", json.dumps(PYTHON)) == Reponse(("a 1 : PYSEC-1",), 2, 1)
    answer = told("npm", json.dumps(NPM))
    assert (answer.failles, answer.muets) == (("d : high",), 0)


@pytest.mark.parametrize("kind", ["Python", "npm"])
@pytest.mark.parametrize("text", ["", "Traceback", '{"message": "405 Method Not Allowed"}'])
def test_what_is_not_an_answer_leaves_every_package_unasked(kind: str, text: str):
    answer = told(kind, text)
    assert (answer.failles, answer.demandes) == ((), 0)
    assert answer.muets > 10


def test_every_package_of_the_locks_has_a_hash():
    assert list(unlocked()) == []


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ((Reponse((), 5, 0), Reponse((), 3, 0)), 0, "npm, failles connues : aucune (3 paquets demandés)."),
        ((Reponse((), 5, 0), Reponse((), 0, 3)), 2, "Les failles connues de 3 paquets npm n’ont pas pu être"),
        ((Reponse(("a 1 : X",), 5, 0), Reponse((), 0, 3)), 1, "Python, failles connues : a 1 : X (5 paquets"),
    ],
)
def test_the_exit_code_tells_a_fault_from_a_silence(monkeypatch, capsys, answers, code, words):
    monkeypatch.setattr(audit, "_ask", dict(zip(audit.AUDITS, answers, strict=True)).get)
    assert audit.main() == code
    assert words in capsys.readouterr().out
