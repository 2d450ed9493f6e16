"""What holds for a story: the voices.yaml for it, the language it is in, the parts of it that are read; the story itself."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from fullcast.api import scripts
from fullcast.errors import ConfigError, InputError, UsageError, foreseen
from fullcast.model import Book, Chapter, Settings
from fullcast.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

VOICES = "voices.yaml"

Source = str | os.PathLike[str] | bytes
"""Where a story comes from: its file, or what such a file holds."""

Story = str | os.PathLike[str] | Book
"""A story to work on: its file, or the book that was read of it."""

Voices = str | os.PathLike[str] | Settings | None
"""Which settings hold: those of this file, these, or (None) those of the voices.yaml that is found."""

_PACE = 1.05
"""Words a minute with all rests, as a share of the narrator's rate: three novels come to 1.04 to 1.08 of it."""


# --- settings -------------------------------------------------------------------------------------


@foreseen()
def settings(
    voices: Voices = None,
    *,
    beside: Source | Book | None = None,
    include: str | Iterable[str] = (),
    exclude: str | Iterable[str] = (),
    notes: Literal["skip", "inline", "end"] | None = None,
    formats: str | Iterable[str] | None = None,
) -> Settings:
    """Load voices.yaml over the defaults, and lay what is said here over both.

    Without `voices`, it is the file beside the story `beside`, else the one in the current folder, else the defaults.
    `include` and `exclude` name parts of a book by title or sort, `notes` says what becomes of footnotes, `formats`
    which files are written. Raises ConfigError, with file, line and hint, where voices.yaml is broken.
    """
    from fullcast import config

    found = voices if isinstance(voices, Settings) else config.load(find_voices(voices, beside))
    wanted, unwanted = _names(include), _names(exclude)
    reading = replace(
        found.reading,
        include=(*found.reading.include, *wanted),
        exclude=tuple(name for name in found.reading.exclude if name not in wanted) + unwanted,
        notes=notes or found.reading.notes,
    )
    output = found.output if formats is None else replace(found.output, formats=_formats(formats))
    return replace(found, reading=reading, output=output)


def find_voices(
    given: str | os.PathLike[str] | None = None, beside: Source | Book | None = None
) -> Path | None:
    """Return the voices.yaml that holds: the one `given`, beside the story, or here; None for the defaults."""
    if given is not None:
        return Path(given)
    return next((path for path in [*_beside(beside), Path(VOICES)] if path.is_file()), None)


def _beside(story: Source | Book | None) -> Iterator[Path]:
    path = story.source if isinstance(story, Book) else story
    if path is not None and not isinstance(path, bytes):
        yield Path(path).parent / VOICES


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _formats(given: str | Iterable[str]) -> tuple[str, ...]:
    names = given.split(",") if isinstance(given, str) else given
    return tuple(dict.fromkeys(name.strip().lower() for name in names if name.strip()))


def check_formats(settings: Settings) -> None:
    """Raise ConfigError where the settings name a format there is not."""
    from fullcast import publish

    try:
        publish.formats(settings.output.formats)
    except ConfigError as error:
        place = "output: formats"
        raise ConfigError(error.message, path=settings.source, place=place, hint=error.hint) from None


# --- books ----------------------------------------------------------------------------------------


@foreseen()
def book(
    source: Source,
    *,
    title: str | None = None,
    voices: Voices = None,
    language: str | None = None,
    corrected: bool = True,
) -> Book:
    """Read a story, of any form, with the parts that voices.yaml asks for and the corrections of the script beside it.

    Bytes need a `title` where they bring none. Without `corrected`, that script is left alone. Raises InputError where
    the story cannot be read, UsageError where `language` is no code or a part is not there.
    """
    from fullcast import read

    chosen = settings(voices, beside=source)
    made = read.arranged(_whole(source, title, language), chosen.reading)
    if not corrected or isinstance(source, bytes):
        return made
    return scripts.corrected(Path(source), made, chosen)


def read_for(
    story: Story, voices: Voices, language: str | None, *, corrected: bool = True
) -> tuple[Book, Settings]:
    """Return the book of a story and the settings that hold for it; a Book is taken as it is. Raises what `book` does."""
    chosen = settings(voices, beside=story)
    if isinstance(story, Book):
        return _settled(story, language), chosen
    return book(story, voices=chosen, language=language, corrected=corrected), chosen


def numbers(book: Book, chapters: str | Iterable[int] | None) -> frozenset[int] | None:
    """Return the numbers of the chapters to make, None for all. Raises UsageError for one there is not."""
    from fullcast import read

    if chapters is None or isinstance(chapters, str):
        return None if chapters is None else read.numbered(book, chapters)
    wanted = frozenset(chapters)
    last = len(book.chapters)
    if not wanted or not wanted <= set(range(1, last + 1)):
        missing = min(wanted - set(range(1, last + 1)), default=None)
        told = "no chapter is asked for" if missing is None else f"there is no chapter {missing}"
        raise UsageError(told, hint=f"the book has {last}")
    return wanted


def _whole(source: Source, title: str | None, language: str | None) -> Book:
    """Read a story with all its parts, and settle its language."""
    from fullcast import read

    if not isinstance(source, bytes):
        path = Path(source)
        try:
            made = read.book(path)
        except OSError as error:
            # A name too long, or a folder that nobody may look into.
            raise InputError(f"cannot be read: {error.strerror or error}", path=path) from error
    else:
        made = _sent_in(source, title)
    return _settled(replace(made, title=title or made.title), language)


_STDIN_NAME = "standard input"
_NAMELESS = "\ufffc"
"""What a reader falls back on for a title, where the bytes bring none."""


def _sent_in(data: bytes, title: str | None) -> Book:
    """Read a story that is in no file, and call it `title`, or as it calls itself."""
    from fullcast import read
    from fullcast.read.source import pretty

    try:
        made = read.from_bytes(data, None, title or _NAMELESS)
    except InputError as error:
        if error.path is not None or (error.place or "").startswith(_STDIN_NAME):
            raise
        place = f"{_STDIN_NAME}, {error.place}" if error.place else _STDIN_NAME
        raise InputError(error.message, line=error.line, place=place, hint=error.hint) from error
    if not title and made.title == pretty(_NAMELESS):
        raise UsageError(
            "a story from standard input that has no title of its own needs one",
            hint='add --title, as in: fullcast tag - --title Dawn (title="Dawn" in Python)',
        )
    return made


def _settled(book: Book, language: str | None) -> Book:
    from fullcast.parse import languages

    if language is not None and not languages.is_code(language):
        codes = ", ".join(f"{code} ({each.name})" for code, each in languages.LANGUAGES.items())
        raise UsageError(f"“{language[:40]}” is no language code", hint=f"write one such as {codes}")
    return languages.settled(book, language)


# --- what a book consists of ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book: its `number` where it is read (from 1), None where not; its words, and minutes if read."""

    number: int | None
    chapter: Chapter
    words: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Contents:
    """All of a book as its file has it, and each of its parts, of which only some may be read."""

    book: Book
    parts: tuple[Part, ...]


@foreseen()
def contents(
    source: Source, *, title: str | None = None, voices: Voices = None, language: str | None = None
) -> Contents:
    """List the parts of a book in order, and which of them are read. Raises what `book` does."""
    from fullcast import read

    chosen = settings(voices, beside=source)
    whole = _whole(source, title, language)
    kept = list(read.arranged(whole, chosen.reading).chapters)
    rate = chosen.profiles[chosen.narrator].rate * _PACE
    return Contents(whole, tuple(_part(each, kept, rate) for each in whole.chapters))


def _part(part: Chapter, kept: list[Chapter], rate: float) -> Part:
    """Pair a part with what is read of it, which has its notes in place, and is taken from the front of `kept`."""
    read = bool(kept) and _identity(kept[0]) == _identity(part)
    chapter = kept.pop(0) if read else part
    words = sum(count_words(text) for text in (*chapter.headings, chapter.text))
    return Part(chapter.index if read else None, chapter, words, words / rate)


def _identity(chapter: Chapter) -> tuple[str, int, str]:
    return chapter.title, chapter.source_start, chapter.sort
