"""The site in one file: unzipped, it is served by its launcher, Python's machine code with its type."""

import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

from runtime.archive import pack


def test_the_archive_holds_the_site_and_opens_it(site_folder: Path, tmp_path: Path) -> None:
    pack(site_folder, tmp_path / "un.zip")
    pack(site_folder, tmp_path / "deux.zip")
    assert (tmp_path / "un.zip").read_bytes() == (tmp_path / "deux.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "un.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "sun-es"
    launcher = [sys.executable, str(folder / "lancer.py"), "--sans-navigateur"]
    with subprocess.Popen(launcher, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found is not None
        wasm = next(folder.rglob("*.wasm")).relative_to(folder).as_posix()
        for name, kind in (("simulateur/", "text/html"), (wasm, "application/wasm")):
            with urllib.request.urlopen(found[0] + name) as answer:
                assert answer.headers.get_content_type() == kind
        process.terminate()
