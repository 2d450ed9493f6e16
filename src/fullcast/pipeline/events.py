"""What happens while a book is made, told as it happens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fullcast.model import Loudness


@dataclass(frozen=True, slots=True)
class BookStarted:
    """A book is parsed and cast, and its first chapter is about to be spoken."""

    title: str
    folder: Path
    chapters: int
    words: int
    settings: Path | None


@dataclass(frozen=True, slots=True)
class ChapterStarted:
    """A chapter is about to be spoken; `number` counts from 1."""

    number: int
    title: str
    words: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """So many more words have been spoken."""

    words: int


@dataclass(frozen=True, slots=True)
class FileWritten:
    """A file stands in its place, whole; sound files bring their length in seconds and their levels."""

    path: Path
    seconds: float | None = None
    loudness: Loudness | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A chapter stands as it is, for nothing that shapes it has changed; `number` counts from 1."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """A chapter is made, and `reasons` say why: "never made", "3 lines changed", "pauses changed"."""

    number: int
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A line of chapter `number` for which an engine gave no sound, however often it was tried; `error` says how."""

    number: int
    title: str
    text: str
    error: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a listener should know that stops nothing."""

    message: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What came of the words of a book or a chapter; `kept` of the clips were not made anew, `silent` are lines without sound.

    `letters` are the letters and digits of the source, headings included where they are spoken, `spoken` those of the lines.
    """

    letters: int = 0
    spoken: int = 0
    words: int = 0
    lines: int = 0
    clips: int = 0
    kept: int = 0
    silent: int = 0
    cues: int = 0
    seconds: float = 0.0

    def __add__(self, other: Balance) -> Balance:
        both = (getattr(self, name) + getattr(other, name) for name in self.__slots__)
        return Balance(*both)

    @property
    def balanced(self) -> bool:
        """Whether every letter of the source was in a line, and every line came back."""
        return self.letters == self.spoken and self.lines == self.clips + self.silent


@dataclass(frozen=True, slots=True)
class BookDone:
    """All files of a book that can be written are; `seconds` is their length together, `missing` the chapters that lack."""

    title: str
    folder: Path
    seconds: float
    balance: Balance = Balance()
    missing: tuple[int, ...] = ()


Event = BookStarted | ChapterStarted | Spoken | FileWritten | Kept | Renewed | Unspoken | Notice | BookDone
