"""`/api/python/`: the calculator as a package, from the site itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from overrides.hooks.gathering.made import Made
from runtime.supply import notices
from runtime.wheelhouse import WHEELHOUSE, wheelhouse
from runtime.wheels import engine

FOLDER = "api/python"


def files(root: Path) -> Iterator[Made]:
    """The wheels, their index, their lock and their licences."""
    made = root / WHEELHOUSE
    shutil.rmtree(made, ignore_errors=True)
    for folder in ("neuf", "index"):
        (made / folder).mkdir(parents=True)
    name, content = engine()
    (made / "neuf" / name).write_bytes(content)
    names = wheelhouse(made / "neuf" / name, made / "index")
    for file in names:
        yield Made(f"{FOLDER}/{file}", made / "index" / file)
    yield Made(f"{FOLDER}/LICENCES.txt", notices())
