"""How a command ends when what it stands on gives way: one sentence, an exit code, nothing left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.lot import command

SITUATION = "etablissement: {activite_combinee: 127800}\n"
LIST = "activite_combinee\n127800\n"

type Shell = Callable[[str], tuple[int, str, str]]

posix = pytest.mark.skipif(os.name != "posix", reason="the shell closes and redirects")


@pytest.fixture
def shell(tmp_path: Path, installed: Path) -> Shell:
    """What a shell sees of a line, `sun-es` being the tool; exit code, output, errors."""
    (tmp_path / "situation.yaml").write_text(SITUATION, encoding="utf-8")
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")

    def run(line: str) -> tuple[int, str, str]:
        done = subprocess.run(
            ["sh", "-c", line.replace("sun-es", f'"{sys.executable}" -m calculator')],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


@posix
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("sun-es simuler situation.yaml >&-", "la sortie standard est fermée : rien ne peut y être écrit."),
        ("sun-es lot liste.csv >&-", "la sortie standard est fermée : demandez un fichier par -o."),
        ("sun-es simuler - <&-", "- : l’entrée standard est fermée."),
        ("sun-es lot - <&-", "l’entrée standard est fermée."),
        ("sun-es simuler situation.yaml >/dev/full", "sortie standard : le disque est plein."),
        ("sun-es simuler /dev/zero", "/dev/zero : le fichier dépasse 1 Mo, le plus qui soit lu ici."),
        ("sun-es simuler - </dev/zero", "- : le fichier dépasse 1 Mo, le plus qui soit lu ici."),
    ],
)
def test_what_gives_way_is_told_in_one_sentence(shell: Shell, line: str, told: str) -> None:
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("this system has no disk that is always full")
    assert shell(line) == (2, "", f"{told}\n")


@posix
def test_a_closed_standard_error_changes_no_exit_code(shell: Shell) -> None:
    assert shell("sun-es simuler absent.yaml 2>&-") == (2, "", "")


@posix
def test_who_has_read_enough_is_told_nothing(shell: Shell) -> None:
    code, out, err = shell("sun-es simuler situation.yaml | head -n 1")
    assert (code, err) == (0, "")
    assert out.startswith("SUN-ES, programme clos")


@pytest.mark.parametrize("number", [signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_a_list_that_is_stopped_leaves_the_old_file_and_nothing_else(tmp_path: Path, number: int) -> None:
    target = tmp_path / "a.csv"
    target.write_text("avant", encoding="utf-8")
    before = signal.getsignal(number)

    def stopped_halfway() -> None:
        with command._output(str(target)) as stream:
            stream.write(b"entier")
            assert len([*tmp_path.iterdir()]) == 2, "the draft is there"
            os.kill(os.getpid(), number)
            signal.sigpending()  # gives the hand to what handles it

    with pytest.raises(SystemExit) as end:
        stopped_halfway()
    assert end.value.code == 128 + number
    assert target.read_text(encoding="utf-8") == "avant"
    assert [*tmp_path.iterdir()] == [target]
    assert signal.getsignal(number) == before
