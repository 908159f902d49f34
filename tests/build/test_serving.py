"""The development server: an edit shows without a restart, a fault shows its message, serving goes on."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.support.house import copy_house

PATIENCE = 300  # seconds: a build takes ten, on a machine that does nothing else


class Served:
    """A copy of the house, served and edited."""

    def __init__(self, house: Path, port: int) -> None:
        self.house = house
        self.origin = f"http://127.0.0.1:{port}/"

    def read(self, address: str) -> str:
        with urllib.request.urlopen(self.origin + address, timeout=PATIENCE) as answer:
            return unescape(answer.read().decode())

    def wait(self, address: str, words: str) -> str:
        """The page, once it holds these words; the last one read if that never comes."""
        end, text = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            try:
                text = self.read(address)
            except OSError:
                text = ""
            if words in text:
                break
            time.sleep(0.3)
        return text

    def edit(self, file: str, before: str, after: str) -> None:
        path = self.house / file
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    house = copy_house(tmp_path_factory.mktemp("house"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (house / "serve.log").open("w", encoding="utf-8")
    environment = {**os.environ, "SITE_URL": f"http://127.0.0.1:{port}/", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=house, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        site = Served(house, port)
        assert "<html" in site.wait("", "<html"), (house / "serve.log").read_text(encoding="utf-8")
        yield site
    finally:
        process.terminate()
        process.wait()
        log.close()


def test_an_edit_of_the_engine_and_of_a_result_shows(served: Served) -> None:
    served.edit("calculator/exact/formats.py", '"1er" if', '"1ER" if')
    served.edit("calculator/drawing/templates/result/result.html", "", "<p>dessin nouveau</p>\n")
    assert "1ER" in served.wait("fenetres/f2/", "1ER")
    assert "dessin nouveau" in served.read("simulateur/")


FAULTS = (
    ("data/domains.yaml", "F2: 90 %", "F2: 910 %", "« 910 % » n’est pas entre 0 % et 100 %."),
    ("data/domains.yaml", "volets:", "volets: [", "YAML illisible"),
    ("overrides/pages/fenetres.md", "item.libelle", "item.libele", "libele"),
    ("docs/index.md", 'lien("prerequis"', 'lien("prereqis"', "vouliez-vous dire « prerequis » ?"),
)


def test_a_fault_shows_over_the_last_good_site_and_its_correction_with_what_else_was_edited(
    served: Served,
) -> None:
    for file, before, after, message in FAULTS:
        served.edit(file, before, after)
        page = served.wait("fenetres/f2/", message)
        assert message in page
        assert "La dernière construction a échoué" in page
        assert "Fenêtre 2" in page
        served.edit(file, after, before)
    served.edit("data/domains.yaml", "court: Imagerie", "court: Imagerie médicale")
    served.edit("overrides/pages/fenetres.md", "## Sources", "## Textes cités")
    page = served.wait("fenetres/f2/", "Textes cités")
    assert "Textes cités" in page
    assert "La dernière construction a échoué" not in page
    assert "Imagerie médicale" in served.read("domaines/ds-3/")
