"""Turns whatever ended a command into words on standard error and an exit code."""

from __future__ import annotations

import re
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from fullcast.errors import FullcastError, OutputError, explained

INTERRUPTED = 130
KILLS = ("SIGTERM", "SIGHUP")
LONGEST_NAME = 100
STOPPED = "stopped; nothing half-written is left; run the same command to go on"


def report(error: BaseException, *, debug: bool = False) -> int:
    """Say on standard error what `error` means for the user, and return the exit code that goes with it."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if isinstance(error, BrokenPipeError):
        return 1  # whoever read our output has gone: nobody is there to be told
    if debug:
        traceback.print_exception(error)
    if isinstance(error, click.ClickException):
        error.show(sys.stderr)
        return error.exit_code
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        say(STOPPED)
        return INTERRUPTED
    known = explained(error)
    if known is not None:
        say(told(known))
        return known.exit_code
    say(f"error: unexpected {type(error).__name__}: {_one_line(error)}")
    if not debug:
        say("  this is a fault in fullcast: please report it with what `fullcast --debug ...` prints")
    return FullcastError.exit_code


@contextmanager
def kill_is_an_interrupt() -> Iterator[None]:
    """Take a polite kill (SIGTERM) and a closed terminal (SIGHUP) for Ctrl-C for the time of a `with`.

    What is half-written is removed then. A signal that was ignored, as under nohup, stays so.
    """
    before: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        numbers = [getattr(signal, name) for name in KILLS if hasattr(signal, name)]
        wanted = [number for number in numbers if signal.getsignal(number) != signal.SIG_IGN]
        before = {number: signal.signal(number, _interrupt) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def hinting(hint: str) -> Iterator[None]:
    """Give a write that fails inside the block the `hint` that fits the command, whatever options others have."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, OutputError) as error:
        known = explained(error)
        if known is None:
            raise
        raise OutputError(known.message, path=known.path, place=known.place, hint=hint) from error


def told(error: FullcastError) -> str:
    """Write `error` as it is printed; a name of more than LONGEST_NAME letters is cut, for it may have thousands."""
    whole = re.compile(rf"[^\s/\\]{{{LONGEST_NAME + 1},}}")
    return f"error: {whole.sub(lambda found: found[0][: LONGEST_NAME - 1] + '…', str(error))}"


def say(words: str) -> None:
    """Write a line on standard error."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or "no message"
