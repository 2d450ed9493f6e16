"""Names for files and folders that every system takes, made from any title."""

from __future__ import annotations

import unicodedata

LONGEST = 100
"""Bytes of a name in UTF-8, suffix and all: every file system takes 255, encrypted ones 143."""

# Names that Windows keeps for devices, with any suffix.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)

_KEPT = {"L", "M", "N"}
_DROPPED = frozenset("'’ʼ‘`´")


def filename(index: int, total: int, title: str, suffix: str = ".mp3") -> str:
    """Return the name of chapter `index` (from 0) of `total`: `01-the-rail-yard.mp3`; unique in its book.

    The numbers are as wide as the last one, two digits at the least, so that names sort as chapters do.
    """
    number = str(index + 1).zfill(max(2, len(str(total))))
    words = slug(title, LONGEST - len(number) - 1 - len(suffix.encode()))
    return f"{number}-{words}{suffix}" if words else f"{number}{suffix}"


def folder_name(title: str) -> str:
    """Return the name of a book's folder; "book" for a title without letters or digits."""
    name = slug(title, LONGEST) or "book"
    return f"{name}-book" if name in RESERVED else name


def slug(title: str, longest: int) -> str:
    """Return letters, marks and digits of `title` in small letters with hyphens between, `longest` bytes at
    the most.

    Letters of every script stay; whatever else there is (separators, dots, emoji, controls, directions) does
    not.
    """
    text = unicodedata.normalize("NFKC", title.encode("utf-8", "ignore").decode("utf-8"))
    kept = "".join(_letter(each) for each in unicodedata.normalize("NFC", text.lower()))
    return _cut("-".join(kept.split()), longest)


def _letter(letter: str) -> str:
    if letter in _DROPPED or unicodedata.category(letter) == "Cf":
        return ""
    return letter if unicodedata.category(letter)[0] in _KEPT else " "


def _cut(words: str, longest: int) -> str:
    # Whole words where there are some, whole letters in any case.
    if len(words.encode()) <= longest:
        return words
    short = words.encode()[:longest].decode("utf-8", "ignore")
    whole = short if words[len(short)] == "-" else short.rpartition("-")[0]
    return (whole if len(whole) * 2 > len(short) else short).strip("-")
