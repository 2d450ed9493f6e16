"""Writes a file so that it is there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fullcast.errors import OutputError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a new, empty, hidden file beside `path`; when the block ends well it takes the place of `path`.

    The bytes are on the disk before the name is. Whatever ends the block otherwise, an interrupt too,
    removes the hidden file and leaves `path` as it was. Raises OutputError where the folder cannot be
    written or is full.
    """
    # "x" neither follows a link nor takes a file that is there; the mode is the user's own.
    hidden = path.with_name(f".{secrets.token_hex(8)}.part")
    with writing(path):
        hidden.open("xb").close()
    try:
        yield hidden
        with writing(path):
            with hidden.open("rb+") as file:
                os.fsync(file.fileno())
            hidden.replace(path)
    finally:
        hidden.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` in UTF-8, whole or not at all; raises OutputError."""
    with replacing(path) as hidden, writing(path):
        hidden.write_bytes(text.encode("utf-8", "replace"))


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
