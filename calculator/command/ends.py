"""How a command speaks and ends: a sentence, an exit code, and nothing left behind."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

import click

from calculator.exact.signs import shown
from calculator.rules.disk import why

__all__ = ["INTERRUPTED", "UNUSABLE", "complain", "finish", "refuse", "say", "stoppable"]

UNUSABLE = 2
"""Nothing could be read, or written, or computed."""
INTERRUPTED = 128 + signal.SIGINT


def say(text: str) -> None:
    """Write on the standard output, its signs that would act shown as their codes."""
    if sys.stdout is None:
        refuse("la sortie standard est fermée : rien ne peut y être écrit.")
    try:
        click.echo(shown(text))
    except BrokenPipeError:
        raise  # who reads our output has had enough
    except OSError as error:
        refuse(f"sortie standard : {why(error)}.")


def complain(text: str) -> None:
    """Write on the standard error, where there is one that takes it."""
    with suppress(OSError):  # there may be nobody left to tell
        click.echo(shown(text), err=True)


def refuse(message: str) -> NoReturn:
    """Say why nothing was done, and leave."""
    complain(message)
    sys.exit(UNUSABLE)


def finish(code: int) -> int:
    """The exit code, once all that was written has gone out: a full disk is told here at the latest."""
    try:
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except OSError as error:
        _leave_unwritten()
        if error.errno == errno.EPIPE:
            return code
        complain(f"sortie standard : {why(error)}.")
        return UNUSABLE
    return code


def _leave_unwritten() -> None:
    """What could not be written goes nowhere, so that the interpreter does not try again as it leaves."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


@contextmanager
def stoppable() -> Iterator[None]:
    """While this lasts, a request to stop unwinds what is open, so that what it began is removed."""
    if threading.current_thread() is not threading.main_thread():  # signals are for the main one
        yield
        return
    asked = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, _stop) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
