"""What the tests of the built site share: its pages, read once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def read(site_folder: Path) -> Callable[[str], str]:
    """The HTML of a page, by its address: `read("/sons/")`."""
    return cache(lambda where: (site_folder / where.strip("/") / "index.html").read_text(encoding="utf-8"))
