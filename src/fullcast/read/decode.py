"""Bytes to text: UTF-8 first, UTF-16 and UTF-32 by their marks, Windows-1252 with a notice, anything else refused."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from fullcast.errors import InputError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_WORD = re.compile(r"\w")

_SAVED = "check that the story was saved"
LONGEST = 32 << 20
"""Most bytes of a text: the longest novels have less than a third of it, and it takes half a gigabyte of memory."""


def decode(data: bytes, path: Path | None) -> tuple[str, tuple[str, ...]]:
    """Return the text of `data` and notices about what had to be guessed.

    A byte-order mark stays in the text as U+FEFF, so that offsets are those of the file; readers step over it. Line
    ends are kept. Raises InputError for what is empty, holds no word, or is no text.
    """
    if not data:
        raise InputError("the file is empty: there is nothing to read", path=path, hint=_SAVED)
    if len(data) > LONGEST:
        raise InputError(
            f"is more than {LONGEST >> 20} MB of text, which no book is",
            path=path,
            hint="split it into several files",
        )
    text, notices = _decode(data, path)
    bad = len(_CONTROLS.findall(text))
    if bad > max(8, len(text) // 100):
        raise InputError(
            "looks like a binary file, not a story", path=path, hint="save the story as plain text (UTF-8)"
        )
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise InputError("holds only white space: there is nothing to read", path=path, hint=_SAVED)
    if not _WORD.search(text):
        raise InputError("holds no words: there is nothing to say", path=path, hint=_SAVED)
    return text, notices


def _decode(data: bytes, path: Path | None) -> tuple[str, tuple[str, ...]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name, path), ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        wide = _unmarked_utf16(data)
        if wide:
            return _strictly(data, wide, path), (f"read as {wide.upper()}: it has no byte-order mark",)
        return _western(data, path, error)
    wide = _unmarked_utf16(data)
    if wide and "\0" in text:
        return _strictly(data, wide, path), (f"read as {wide.upper()}: it has no byte-order mark",)
    return text, ()


def _strictly(data: bytes, name: str, path: Path | None) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(
            f"is marked as {name.upper()} but byte {error.start} does not fit",
            path=path,
            hint="save the story as UTF-8",
        ) from None


def _unmarked_utf16(data: bytes) -> str | None:
    """Return which UTF-16 text without a mark is in: Latin letters leave every other byte zero."""
    head = data[:4096]
    half = max(1, len(head) // 2)
    if len(data) % 2 or len(head) < 4:
        return None
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _western(data: bytes, path: Path | None, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    line = data.count(b"\n", 0, error.start) + 1
    if b"\0" in data:
        raise InputError(
            "looks like a binary file, not a story", path=path, hint="save the story as plain text (UTF-8)"
        )
    text = data.decode("cp1252", errors="replace").replace("\ufffd", " ")
    return text, (
        f"read as Windows-1252 (Latin-1), since line {line} is not UTF-8; save it as UTF-8 if letters sound wrong",
    )
