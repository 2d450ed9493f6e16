"""Writes a file so that it is there whole or not at all, and keeps a folder to one run at a time."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fullcast.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_HIDDEN = re.compile(r"\.fullcast-[0-9a-f]{16}\.part")

Ready = Callable[[Path], None]
"""Called with a finished file just before it takes its place."""


@contextmanager
def replacing(path: Path, ready: Ready | None = None) -> Iterator[Path]:
    """Yield a new, empty, hidden file beside `path`; when the block ends well it takes the place of `path`.

    The bytes are on the disk before the name is, and `ready` is called in between; then the folder is brought to the
    disk too, for a name is only safe with it (POSIX, fsync). Whatever ends the block otherwise, an interrupt too, removes
    the hidden file and leaves `path` as it was. Raises OutputError where the folder cannot be written or is full.
    """
    # "x" neither follows a link nor takes a file that is there; the mode is the user's own.
    hidden = aside(path)
    with writing(path):
        hidden.open("xb").close()
    try:
        yield hidden
        with writing(path), hidden.open("rb+") as file:
            os.fsync(file.fileno())
        if ready is not None:
            ready(hidden)
        with writing(path):
            hidden.replace(path)
            _sync_folder(path.parent)
    finally:
        hidden.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    # Windows opens no folder, and some file systems sync none; there the system sees to it, or nobody can.
    with suppress(OSError), _opened(folder) as handle:
        os.fsync(handle)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


WAITING = 2.0
"""Seconds to wait for another run to leave a folder: those that killed it may start it again at once."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep every other run out of `folder` for the time of a `with`; raises OutputError where one is at work there.

    The system lifts it when the process ends, however it ends, and no file tells of it. Windows, and file systems without
    locks, keep nobody out.
    """
    deadline = time.monotonic() + WAITING
    with writing(folder):
        while (handle := _locked(folder)) is None and time.monotonic() < deadline:
            time.sleep(0.02)
    if handle is None:
        raise OutputError(
            "another run is at work in this folder",
            path=folder,
            hint="wait for it, or write elsewhere with -o",
        )
    try:
        yield
    finally:
        os.close(handle)


def _locked(folder: Path) -> int | None:
    """Open `folder`, made if need be, and lock it; None where another run has, or has just removed it."""
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        return os.open(os.devnull, os.O_RDONLY)
    handle = os.open(folder, os.O_RDONLY)
    if _is_free(handle) and os.path.samestat(os.fstat(handle), folder.stat()):
        return handle
    os.close(handle)
    return None


def _is_free(handle: int) -> bool:
    """Lock a folder, and say whether that could be done; where there are no locks, everything is free."""
    with suppress(OSError):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def aside(path: Path) -> Path:
    """Return a new hidden name beside `path`, for what is to take its place."""
    return path.with_name(f".fullcast-{secrets.token_hex(8)}.part")


def is_aside(name: str) -> bool:
    """Say whether `name` is one that `aside` gives."""
    return _HIDDEN.fullmatch(name) is not None


def sweep(folder: Path) -> None:
    """Remove the hidden files that a run left in `folder` when it was killed; raises OutputError."""
    with writing(folder):
        for path in folder.iterdir():
            if is_aside(path.name) and path.is_file() and not path.is_symlink():
                path.unlink(missing_ok=True)


def write_text(path: Path, text: str, ready: Ready | None = None) -> None:
    """Write `text` to `path` in UTF-8, whole or not at all, `ready` as in `replacing`; raises OutputError."""
    write_bytes(path, text.encode("utf-8", "replace"), ready)


def write_new(path: Path, text: str, *, force: bool = False) -> None:
    """Write `text` to `path` as `write_text` does. Raises OutputError where it exists, unless `force`."""
    goal = target(path, "name another file with -o")
    if path.exists() and not force:
        raise OutputError(
            "is there already, and may hold your changes", path=path, hint="add --force to replace it"
        )
    write_text(goal, text)


def target(path: Path, hint: str) -> Path:
    """Return the file that writing `path` replaces: `path`, or what it is a link to, so that links stay links.

    Raises OutputError, with `hint`, where something is in its place that is no file: a folder, a pipe, a device.
    """
    try:
        # Unlike Path.resolve, this raises for no loop of links: its answer is a link then, and refused below.
        end = Path(os.path.realpath(path))
        there = end.lstat().st_mode
    except FileNotFoundError:
        return end if path.is_symlink() else path
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", path=path, hint=hint) from error
    if not stat.S_ISREG(there):
        raise OutputError("is not a file, and stays as it is", path=path, hint=hint)
    return end if path.is_symlink() else path


def write_bytes(path: Path, data: bytes, ready: Ready | None = None) -> None:
    """Write `data` to `path`, whole or not at all, `ready` as in `replacing`; raises OutputError."""
    with replacing(path, ready) as hidden, writing(path):
        hidden.write_bytes(data)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's refusals to write inside the block into an OutputError for `path`."""
    try:
        yield
    except OSError as fault:
        raise refused(path, fault) from fault


def refused(path: Path, fault: OSError) -> OutputError:
    """Return the OutputError that says why the system would not write `path`."""
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        hint = "make room, or name another folder with -o; what was finished before is kept"
        return OutputError("the disk is full", path=path, hint=hint)
    reason = fault.strerror or str(fault)
    return OutputError(f"cannot be written: {reason}", path=path, hint="name another folder with -o")
