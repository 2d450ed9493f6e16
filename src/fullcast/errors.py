"""Every error a user can meet, and the exit code it ends the program with.

    FullcastError            1   something fullcast did not foresee
    |- UsageError            2   the command line cannot be followed
    |- InputError            3   a story cannot be read, or holds nothing to say
    |- ConfigError           4   voices.yaml is broken, or names what does not exist
    |- EngineError           5   a speech engine is missing, or failed on a line
    |- AudioError            6   ffmpeg is missing, or an audio file cannot be read or written
    |- OutputError           7   the output folder cannot be written, is full, or holds a file not ours
    |- CheckError            8   a file was measured and misses its target
    `- IncompleteError       9   an audiobook is made but for lines that an engine failed on

An interrupted run (Ctrl-C) exits with 130. Every error says what happened, where, and what to do;
the command line is the only place that turns one into an exit code.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FullcastError(Exception):
    """What happened (`message`), where (`path`, `line`, or words in `place`) and what to do (`hint`)."""

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        place: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.place = place
        self.hint = hint

    def where(self) -> str:
        """Say where it happened as `file:line`, or in words, or "" where neither is known."""
        if self.path is None:
            return self.place or ""
        spot = str(self.path) if self.line is None else f"{self.path}:{self.line}"
        return f"{spot} ({self.place})" if self.place else spot

    def __str__(self) -> str:
        head = f"{self.where()}: {self.message}" if self.where() else self.message
        return f"{head}\n  {self.hint}" if self.hint else head

    def __reduce__(self) -> tuple[object, ...]:
        # Keeps the fields when an error crosses from a worker process.
        return (_rebuild, (type(self), self.message, self.path, self.line, self.place, self.hint))


class UsageError(FullcastError):
    """The command line, or the arguments of a call, cannot be followed."""

    exit_code = 2


class InputError(FullcastError):
    """A story cannot be read, or holds nothing to say."""

    exit_code = 3


class ConfigError(FullcastError):
    """voices.yaml is broken, or names what does not exist."""

    exit_code = 4


class EngineError(FullcastError):
    """A speech engine is missing, or failed on a line."""

    exit_code = 5


class AudioError(FullcastError):
    """ffmpeg is missing, or an audio file cannot be read or written."""

    exit_code = 6


class OutputError(FullcastError):
    """The output folder cannot be written, is full, or holds a file that is not ours."""

    exit_code = 7


class CheckError(FullcastError):
    """A file was measured and misses its target."""

    exit_code = 8


class IncompleteError(FullcastError):
    """An audiobook is made but for lines that an engine failed on; the same command goes on with them."""

    exit_code = 9


def _rebuild(
    kind: type[FullcastError],
    message: str,
    path: Path | str | None,
    line: int | None,
    place: str | None,
    hint: str | None,
) -> FullcastError:
    return kind(message, path=path, line=line, place=place, hint=hint)


# --- what the system raises -----------------------------------------------------------------------


@contextmanager
def foreseen() -> Iterator[None]:
    """Raise what the system refuses inside the block (a full disk, no memory) as the FullcastError it means."""
    try:
        yield
    except (OSError, MemoryError) as error:
        known = explained(error)
        if known is None:
            raise
        raise known from error


def explained(error: BaseException) -> FullcastError | None:
    """Return `error` as an error a user can act on; None where it is one nobody foresaw, or a reader that left."""
    if isinstance(error, FullcastError):
        return error
    if isinstance(error, MemoryError):
        return FullcastError("not enough memory", hint="close other programs, or run with --jobs 1")
    if isinstance(error, OSError) and error.errno is not None and not isinstance(error, BrokenPipeError):
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
    if error.errno == errno.ENAMETOOLONG:
        return InputError(
            "the name is longer than names can be", path=path, hint="give the file a shorter one"
        )
    return OutputError(f"the system said: {error.strerror}", path=path)
