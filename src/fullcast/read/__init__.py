"""Stage 1, READ: a file of any form in, a Book out. One module a form; READERS says which suffix is whose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from fullcast.errors import InputError
from fullcast.model import Book
from fullcast.read import script, text
from fullcast.read.decode import decode
from fullcast.read.record import has_record, with_record
from fullcast.read.revise import Revision, revised
from fullcast.read.script import write_script

__all__ = [
    "READERS",
    "Revision",
    "book",
    "from_bytes",
    "has_record",
    "revised",
    "with_record",
    "write_script",
]

READERS: Mapping[str, Callable[[str, Path | None, str], Book]] = {
    ".txt": text.read,
    ".text": text.read,
    "": text.read,
    ".script": script.read,
}
"""Suffix -> reader of (decoded text, path, name). To add a form, add a module with such a function and a line here."""


def book(path: Path) -> Book:
    """Read the story at `path`.

    Raises InputError where it cannot be read, is empty, binary or of no known form.
    """
    if path.is_dir():
        raise InputError(
            "is a folder, not a story", path=path, hint=f"name a file in it, e.g. {path / 'story.txt'}"
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", path=path, hint=_near(path)) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path) from error
    return from_bytes(data, path)


def from_bytes(data: bytes, path: Path | None, name: str = "story") -> Book:
    """Read a story from its bytes; `path` decides the form (None: plain text called `name`)."""
    suffix = path.suffix.lower() if path else ""
    reader = READERS.get(suffix)
    if reader is None:
        known = ", ".join(sorted(s for s in READERS if s))
        raise InputError(
            f"{suffix} is no form that fullcast reads",
            path=path,
            hint=f"it reads {known}; save the story as one of these",
        )
    decoded, notices = decode(data, path)
    made = reader(decoded, path, path.stem if path else name)
    return _with(made, notices)


def _with(made: Book, notices: tuple[str, ...]) -> Book:
    from dataclasses import replace

    return replace(made, notices=(*notices, *made.notices)) if notices else made


def _near(path: Path) -> str:
    from difflib import get_close_matches

    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist either"
    names = sorted(p.name for p in path.parent.iterdir() if p.suffix.lower() in READERS and p.suffix)
    near = get_close_matches(path.name, names, n=3)
    return (
        "did you mean " + " or ".join(str(path.parent / n) for n in near) + "?"
        if near
        else "check the name and the folder"
    )
