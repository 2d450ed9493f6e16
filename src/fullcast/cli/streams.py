"""The standard streams, whatever the program was started with: closed, full, or of a narrow encoding."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

from fullcast.errors import InputError, OutputError


def settle() -> None:
    """Make the standard streams safe to use: nothing they are given can break off what is under way.

    A letter the encoding has not is written as its number. Standard error that is closed swallows what it is told;
    standard output that is closed stays None, which `out` refuses and `wrote` does without.
    """
    _occupy()
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _occupy() -> None:
    # A closed 0, 1 or 2 would be the number of the next file opened, and what libraries and children print there
    # would land in that file.
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def bytes_in() -> bytes:
    """Return all of standard input. Raises InputError where it is closed or cannot be read."""
    if sys.stdin is None:
        raise InputError("is closed", place="standard input", hint="name a file, or send one in with <")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", place="standard input") from error


def out(text: str = "", *, end: bool = True) -> None:
    """Print `text`, which is what the command was asked for. Raises OutputError where it cannot be printed."""
    open_out()
    try:
        # Not click.echo, which writes UTF-8 where the encoding asked for is ASCII.
        sys.stdout.write(f"{text}\n" if end else text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        hint = "make room where standard output goes, or send it elsewhere"
        reason = f"cannot be written: {error.strerror or error}"
        raise OutputError(reason, place="standard output", hint=hint) from error


def open_out() -> None:
    """Raise OutputError where standard output is closed."""
    if sys.stdout is None:
        raise OutputError("is closed", place="standard output", hint="send it to a file or a pipe")


def wrote(path: Path) -> None:
    """Print the `path` of a file that is written; a closed standard output is no reason to fail any more."""
    if sys.stdout is not None:
        out(str(path))


def on_screen(stream: Any) -> bool:
    """Say whether `stream` is open and a terminal."""
    return stream is not None and bool(stream.isatty())


def utf8_out() -> bool:
    """Say whether standard output takes every letter."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").startswith("utf")


def drain() -> None:
    """Drop what an output could not take, or Python would try, and fail, once more as it ends."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
