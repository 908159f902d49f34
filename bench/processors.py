"""The readers' browser, on all the processors of the machine or held on one, as on a busy virtual desktop."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.chromium import find


def can_hold() -> bool:
    """Whether this machine can hold a program on some of its processors."""
    return shutil.which("taskset") is not None


@contextmanager
def chromium_on(processors: str) -> Iterator[str]:
    """The browser to launch: as it is, or held on the processors of this list."""
    path = find() or ""
    if not processors:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "chromium"
        held.write_text(f'#!/bin/sh\nexec taskset -c {processors} "{path}" "$@"\n', encoding="utf-8")
        held.chmod(0o755)
        yield str(held)
