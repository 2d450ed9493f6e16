"""Runs the stages in order: a story in, chapter files out, told as a stream of events.

    read -> parse -> cast -> synthesize -> stitch -> master -> publish

Nothing here holds more than a few clips: the lines of a chapter are pulled through the stages one by one. While one
chapter is mastered and encoded on a thread of its own (the work is the encoder's, a process), the next is spoken.

Every word is accounted for while it passes: the utterances cover the chapter, the phrases cover the words, every
line comes back as a clip in its turn, and a clip of words is not empty. Whatever breaks this stops the run.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fullcast import cast as casting
from fullcast import parse
from fullcast import stitch as stitching
from fullcast import synthesize as synthesizing
from fullcast.errors import EngineError, FullcastError, InputError
from fullcast.model import (
    SAMPLE_RATE,
    Book,
    Cast,
    Chapter,
    Clip,
    Cue,
    Kind,
    Line,
    Loudness,
    Pause,
    Phrase,
    Settings,
    Tagged,
    Utterance,
    Voice,
)

if TYPE_CHECKING:
    from fullcast.model import Samples

SILENCE = "silence"
"""The engine that says nothing in the time a line would take; a dry run speaks with it."""

WORD = re.compile(r"[^\W_]")


# --- events ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BookStarted:
    """A book is parsed and cast, and its first chapter is about to be spoken."""

    title: str
    folder: Path
    chapters: int
    words: int
    voices: int
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
class Notice:
    """Something a listener should know that stops nothing."""

    message: str


@dataclass(frozen=True, slots=True)
class BookDone:
    """All files of a book are written; `seconds` is their length together."""

    title: str
    folder: Path
    files: tuple[Path, ...]
    seconds: float


Event = BookStarted | ChapterStarted | Spoken | FileWritten | Notice | BookDone


# --- before a word is spoken ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Script:
    """A book ready to be spoken: tagged, cast, and with the settings that hold for it."""

    tagged: Tagged
    cast: Cast
    settings: Settings

    @property
    def book(self) -> Book:
        """The book as read."""
        return self.tagged.book

    def chapters(self) -> Iterator[tuple[Chapter, tuple[Utterance, ...]]]:
        """Each chapter with its utterances."""
        return zip(self.book.chapters, self.tagged.chapters, strict=True)


def tagged(book: Book, settings: Settings) -> Tagged:
    """Parse `book` and make sure that its utterances hold every character of it once, in order.

    Raises InputError where the book holds no word to speak, FullcastError where the parser lost text.
    """
    if not any(WORD.search(chapter.text) for chapter in book.chapters):
        raise InputError("holds no words to speak", path=book.source, hint="is this the right file?")
    result = parse.tag(book, settings.cast)
    for chapter, utterances in zip(book.chapters, result.chapters, strict=True):
        check_cover(chapter, utterances)
    return result


def prepare(book: Book, settings: Settings) -> Script:
    """Parse and cast `book`: everything that can be refused is refused here, before any sound is made."""
    done = tagged(book, settings)
    script = Script(done, casting.assign(done, settings), settings)
    synthesizing.check_voices(_voices(script))
    for chapter in done.book.chapters:
        for mark in chapter.marks:
            if mark.sound is not None:
                stitching.sound_path(mark.sound, sound_root(book))
    return script


def _voices(script: Script) -> set[Voice]:
    """Collect every voice that speaks in the book, as kinds and deliveries shape it."""
    said = {(each.speaker, each.kind, each.delivery): each for part in script.tagged.chapters for each in part}
    return {script.cast.narrator, *(casting.voice_of(each, script.cast) for each in said.values())}


def sound_root(book: Book) -> Path | None:
    """Return the folder that the sounds of a script must lie in; None for a story from standard input."""
    return None if book.source is None else book.source.parent


def check_cover(chapter: Chapter, utterances: Iterable[Utterance]) -> None:
    """Raise FullcastError unless `utterances` cover the chapter's text once, in order, unchanged."""
    at = 0
    for each in utterances:
        if each.start != at or each.end < at or each.text != chapter.text[each.start : each.end]:
            raise _lost(chapter, at, max(each.end, each.start))
        at = each.end
    if at != len(chapter.text):
        raise _lost(chapter, at, len(chapter.text))


def count_words(text: str) -> int:
    """Count the words of `text`: runs without white space that hold a letter or a digit."""
    return sum(1 for word in text.split() if WORD.search(word))


def _lost(chapter: Chapter, start: int, end: int) -> FullcastError:
    words = " ".join(chapter.text[start:end].split())
    return FullcastError(
        f"words would be lost or said twice: “{words[:80]}”",
        place=f"chapter “{chapter.title[:80]}”, offset {start}",
        hint="this is a fault in fullcast: please report it with the paragraph",
    )


# --- the lines of a chapter -----------------------------------------------------------------------


def lines(script: Script, chapter: Chapter, utterances: tuple[Utterance, ...]) -> Iterator[Line]:
    """Yield what is said in `chapter`, in order: its headings where they are announced, then every phrase.

    Raises FullcastError, before the last line is out, where a word of the chapter is in no phrase or in two.
    """
    if script.settings.output.announce_titles:
        for phrase in headings(chapter):
            yield casting.line(phrase, script.cast)
    at = 0
    for phrase in parse.phrases(chapter, utterances):
        if phrase.start < at or phrase.text != chapter.text[phrase.start : phrase.end]:
            raise _lost(chapter, phrase.start, phrase.end)
        if WORD.search(chapter.text, at, phrase.start):
            raise _lost(chapter, at, phrase.start)
        at = phrase.end
        yield casting.line(phrase, script.cast)
    if WORD.search(chapter.text, at):
        raise _lost(chapter, at, len(chapter.text))


def headings(chapter: Chapter) -> Iterator[Phrase]:
    """Yield the narrator's phrases that say the headings of a chapter; they stand before its text, at 0."""
    said = [heading for heading in chapter.headings if WORD.search(heading)]
    for number, heading in enumerate(said, 1):
        utterance = Utterance(0, 0, heading, Kind.NARRATION, rule="title")
        rest = "title" if number == len(said) else "paragraph"
        yield Phrase(utterance, 0, 0, heading, (Pause(rest),), last=True)


def heard(sent: Iterable[Line], clips_of: Callable[[Iterable[Line]], Iterable[Clip]]) -> Iterator[Clip]:
    """Yield the clips of `sent` as `clips_of` makes them, having seen that each line came back, in its turn.

    Raises EngineError where a line with words has no sound, FullcastError where a line is missing.
    """
    waiting: deque[Line] = deque()

    def noted() -> Iterator[Line]:
        for line in sent:
            waiting.append(line)
            yield line

    for clip in clips_of(noted()):
        line = waiting.popleft() if waiting else None
        if line is None or line.phrase.start != clip.line.phrase.start or line.text != clip.line.text:
            raise FullcastError("a line came back out of its turn", place=_quoted(clip.line))
        if line.voice.engine != SILENCE and WORD.search(line.phrase.text) and not clip.samples.any():
            raise EngineError(
                f"the voice {line.voice.voice} of {line.voice.engine} says nothing for these words",
                place=_quoted(line),
                hint="spell them under `pronunciations` in voices.yaml, or give the speaker another voice",
            )
        yield clip
    if waiting:
        raise FullcastError("a line was never spoken", place=_quoted(waiting[0]))


def _quoted(line: Line) -> str:
    return f"“{' '.join(line.phrase.text.split())[:80]}”"


# --- how long, and who how much -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Length:
    """What a chapter will be: words, and seconds from its head to its tail."""

    title: str
    words: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Survey:
    """A book before it is made: who says how much in which voice, and how long each chapter will be."""

    title: str
    settings: Path | None
    rows: tuple[casting.Row, ...]
    chapters: tuple[Length, ...]

    @property
    def words(self) -> int:
        """The words of the book."""
        return sum(chapter.words for chapter in self.chapters)

    @property
    def seconds(self) -> float:
        """The length of the book."""
        return sum(chapter.seconds for chapter in self.chapters)


def survey(book: Book, settings: Settings) -> Survey:
    """Tell what `produce` would make of `book`, spoken by the silence engine; writes nothing.

    Raises what `prepare` does: a voice that cannot be had is refused here too.
    """
    script = prepare(book, settings)
    chapters = tuple(_length(script, chapter, utterances) for chapter, utterances in script.chapters())
    return Survey(_title(script), settings.source, casting.rows(script.tagged, script.cast), chapters)


def _length(script: Script, chapter: Chapter, utterances: tuple[Utterance, ...]) -> Length:
    sent = (_unspoken(line) for line in lines(script, chapter, utterances))
    pauses = script.settings.pauses
    at = stitching.frames(pauses["head"]) + stitching.frames(pauses["tail"])
    rest = words = 0
    for clip in heard(sent, _speak(1)):
        # A phrase's rest counts when another follows: the last one gives way to the tail.
        at += rest + len(clip.samples)
        rest = stitching.silence(clip.line.phrase, clip.line.voice, pauses)
        words += count_words(clip.line.phrase.text)
    return Length(chapter.title, words, at / SAMPLE_RATE)


def _unspoken(line: Line) -> Line:
    return replace(line, voice=replace(line.voice, engine=SILENCE, voice=SILENCE))


def _speak(jobs: int) -> Callable[[Iterable[Line]], Iterator[Clip]]:
    return partial(synthesizing.synthesize, jobs=jobs)


def _title(script: Script) -> str:
    return script.settings.output.title or script.book.title
