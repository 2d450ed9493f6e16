"""Turns whatever ended a command into words on standard error and an exit code."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from fullcast.errors import FullcastError, OutputError

INTERRUPTED = 130
STOPPED = "stopped; nothing half-written is left; run the same command to go on"


def report(error: BaseException, *, debug: bool = False) -> int:
    """Say on standard error what `error` means for the user, and return the exit code that goes with it."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if isinstance(error, BrokenPipeError):
        return _hush()
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
        say(f"error: {known}")
        return known.exit_code
    say(f"error: unexpected {type(error).__name__}: {_one_line(error)}")
    if not debug:
        say("  this is a fault in fullcast: please report it with what `fullcast --debug ...` prints")
    return FullcastError.exit_code


def explained(error: BaseException) -> FullcastError | None:
    """Return `error` as an error a user can act on; None where it is one nobody foresaw."""
    if isinstance(error, FullcastError):
        return error
    if isinstance(error, MemoryError):
        return FullcastError("not enough memory", hint="close other programs, or run with --jobs 1")
    if isinstance(error, OSError) and error.errno is not None:
        return _system(error)
    return None


def _system(error: OSError) -> FullcastError:
    path = error.filename if isinstance(error.filename, str) else None
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return OutputError(
            f"no room left to write: {error.strerror}",
            path=path,
            hint="free some space, or choose another folder with -o",
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return OutputError(f"not allowed: {error.strerror}", path=path, hint="choose another folder with -o")
    return OutputError(f"the system said: {error.strerror}", path=path)


@contextmanager
def kill_is_an_interrupt() -> Iterator[None]:
    """Take a polite kill (SIGTERM) for Ctrl-C for the time of a `with`, so that half-written files are removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def say(words: str) -> None:
    """Write a line on standard error."""
    click.echo(words, err=True)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or "no message"


def _hush() -> int:
    # Whoever read our output has gone; Python would complain once more when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
