"""Something long, done little by little: between two slices the page may ask for something else, or stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any


class Work:
    """``steps`` yields wherever it can pause; ``tell(done)`` says, as JSON, where things stand after a slice."""

    def __init__(self, steps: Iterator[object], tell: Callable[[bool], dict[str, Any]]) -> None:
        self._steps = steps
        self._tell = tell

    def advance(self, seconds: float) -> dict[str, Any]:
        """Work for about so long; then say how things stand."""
        end = time.monotonic() + seconds
        done = True
        for _ in self._steps:
            if time.monotonic() > end:
                done = False
                break
        return {"fini": done, **self._tell(done)}
