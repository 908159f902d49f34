"""The audit of the dependencies: each database answers for itself, and silence is not innocence."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from runtime import audit, osv
from runtime.audit import Reponse, locked, told, unlocked
from runtime.reviewed import reviewed

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


def record(name: str, ecosystem: str, identifier: str = "X-1", **affected: object) -> dict[str, object]:
    package = {"ecosystem": ecosystem, "name": name}
    return {
        "id": identifier,
        "modified": "2026-11-20T08:00:00Z",
        "affected": [{"package": package, **affected}],
    }


def between(*events: dict[str, str]) -> list[dict[str, object]]:
    return [{"type": "ECOSYSTEM", "events": [*events]}]


@pytest.fixture
def base(tmp_path: Path):
    """Write a database file as osv.dev gives it, and open it."""

    def write(*records: dict[str, object]) -> osv.Base:
        file = tmp_path / "base.zip"
        with zipfile.ZipFile(file, "w") as archive:
            for rank, each in enumerate(records):
                archive.writestr(f"{rank}.json", json.dumps(each))
        return osv.opened([file])

    return write


@pytest.mark.parametrize(
    ("version", "is_known"),
    [
        ("1.9", False),
        ("2.0", True),
        ("2.0.3", True),
        ("2.1rc1", True),
        ("2.1", False),
        ("3.0", True),
        ("3.5", True),
        ("3.6", False),
    ],
)
def test_a_range_ends_where_it_was_mended_or_last_seen(base, version, is_known):
    events = between({"introduced": "2.0"}, {"fixed": "2.1"}, {"introduced": "3.0"}, {"last_affected": "3.5"})
    found = base(record("Jinja2", "PyPI", ranges=events)).known("PyPI", {("jinja2", version)})
    assert found == ((f"jinja2 {version} : X-1",) if is_known else ())


@pytest.mark.parametrize(
    ("version", "is_known"),
    [("1.2.9", True), ("1.10.0", True), ("2.0.0-rc.2", True), ("2.0.0-rc.11", False), ("2.0.0", False)],
)
def test_versions_of_npm_have_their_own_order(base, version, is_known):
    events = between({"introduced": "0"}, {"fixed": "2.0.0-rc.10"})
    assert (
        bool(base(record("esbuild", "npm", ranges=events)).known("npm", {("esbuild", version)})) is is_known
    )


def test_a_version_may_be_named_and_a_record_withdrawn(base):
    named = record("a", "npm", versions=["1.0.0"])
    away = {**record("a", "npm", "X-2", versions=["1.0.0"]), "withdrawn": "2026-01-01T00:00:00Z"}
    other = record("a", "PyPI", "X-3", versions=["1.0.0"])
    found = base(named, away, other)
    assert found.known("npm", {("a", "1.0.0"), ("a", "1.0.1"), ("b", "1.0.0")}) == ("a 1.0.0 : X-1",)
    assert found.until == "2026-11-20"


def test_without_network_the_base_answers_for_what_it_holds_alone(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(audit, "_ask", lambda kind: pytest.fail("le réseau est demandé"))
    name, version = min(locked("Python"))
    file = tmp_path / "base.json"
    file.write_text(json.dumps([record(name, "PyPI", versions=["0.0.1"])]), encoding="utf-8")
    assert audit.main((str(file),)) == 2
    said = capsys.readouterr().out
    assert "Python, failles connues : aucune" in said
    assert "jusqu’au 2026-11-20" in said
    assert "paquets npm ne sont pas dans cette base" in said
    file.write_text(json.dumps([record(name, "PyPI", versions=[version])]), encoding="utf-8")
    assert audit.main((str(file),)) == 1
    assert f"{name} {version} : X-1" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[1]", '{"a": 1}', "<html>"])
def test_what_is_no_base_is_refused_and_nothing_is_called_sound(tmp_path, capsys, text):
    file = tmp_path / "base.json"
    file.write_text(text, encoding="utf-8")
    assert audit.main((str(file),)) == 2
    assert audit.main((str(tmp_path / "absente.zip"),)) == 2
    said = capsys.readouterr().out
    assert said.count("n’a pas pu être lue") == 2
    assert "aucune" not in said


def test_each_lock_says_the_day_of_its_last_review():
    found = reviewed()
    assert [*found] == ["requirements/build.txt", "requirements/test.txt", "package-lock.json"]
    assert all(date(2026, 11, 1) <= date.fromisoformat(day) <= date.today() for day in found.values())
