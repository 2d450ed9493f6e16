"""A book before a word of it is spoken: tagged, corrected, cast; all that can be refused is refused here."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fullcast import address, parse, spoken
from fullcast import cast as casting
from fullcast import stitch as stitching
from fullcast import synthesize as synthesizing
from fullcast.correct import corrected
from fullcast.errors import ConfigError, EngineError, FullcastError, InputError
from fullcast.model import Book, Cast, Chapter, Settings, Tagged, Utterance, Voice
from fullcast.words import WORD


@dataclass(frozen=True, slots=True)
class Script:
    """A book ready to be spoken: tagged, cast, and with the settings that hold for it.

    Of its chapters `only` those of these numbers (from 1) are made; None for all.
    """

    tagged: Tagged
    cast: Cast
    settings: Settings
    only: frozenset[int] | None = None

    @property
    def book(self) -> Book:
        """The book as read."""
        return self.tagged.book

    @property
    def title(self) -> str:
        """The title of the audiobook: the settings', or the story's own."""
        return self.settings.output.title or self.book.title

    def chapters(self) -> Iterator[tuple[int, Chapter, tuple[Utterance, ...]]]:
        """Each chapter that is made: its number from 1, itself, its utterances."""
        both = zip(self.book.chapters, self.tagged.chapters, strict=True)
        for number, (chapter, utterances) in enumerate(both, 1):
            if self.only is None or number in self.only:
                yield number, chapter, utterances


def tagged(book: Book, settings: Settings) -> Tagged:
    """Parse `book`, correct it as the settings say, and make sure that its utterances hold all its text once, in order.

    Raises InputError where the book holds no word to speak, FullcastError where the parser lost text.
    """
    if not any(WORD.search(chapter.text) for chapter in book.chapters):
        raise InputError("holds no words to speak", path=book.source, hint="is this the right file?")
    result = corrected(parse.tag(book, settings.cast), settings, parse.character)
    for chapter, utterances in zip(book.chapters, result.chapters, strict=True):
        check_cover(chapter, utterances)
    return result


def prepare(book: Book, settings: Settings, only: frozenset[int] | None = None) -> Script:
    """Parse and cast `book`: everything that can be refused is refused here, before any sound is made.

    The whole book is cast, whichever chapters are made, so that a voice is the same in all of them.
    """
    done = tagged(book, settings)
    script = Script(done, casting.assign(done, settings), settings, only)
    check_voices(_voices(script), settings)
    for chapter in done.book.chapters:
        for mark in chapter.marks:
            if mark.sound is not None:
                stitching.sound_path(mark.sound, sound_root(book))
    return script


@dataclass(frozen=True, slots=True)
class Doubts:
    """The lines that are uncertain, each with its address, of so many `spoken`; `below` is the measure."""

    lines: tuple[tuple[address.Address, Utterance], ...]
    spoken: int
    below: float


def doubts(tagged: Tagged, settings: Settings) -> Doubts:
    """Find the spoken lines that are less sure than settings ask for, in reading order."""
    spoken = list(address.spoken(tagged))
    below = settings.doubt.below
    return Doubts(tuple(line for line in spoken if line[1].confidence < below), len(spoken), below)


def notices(tagged: Tagged, settings: Settings) -> Iterator[str]:
    """Tell what should be known of a tagged book: rules that fit no line, and how many lines are uncertain."""
    yield from tagged.notices
    doubted = doubts(tagged, settings)
    if doubted.lines:
        story = "-" if tagged.book.source is None else shlex.quote(str(tagged.book.source))
        lines = f"{len(doubted.lines):,} of {doubted.spoken:,} lines uncertain"
        yield f"{lines}: fullcast tag {story} --uncertain lists them"


def unheeded(script: Script) -> Iterator[str]:
    """Tell of words whose phonemes the narrator's voice cannot say, so that they are said as they are spelt."""
    voice = script.cast.narrator
    sounds = spoken.sounding(script.book, script.settings)
    lost = [
        f"“{' '.join(word.split())[:40]}” ({sound.phonemes[:40]})"
        for word, sound in sounds.items()
        if sound.alphabet in ("ipa", "x-sampa", voice.engine)
        and not synthesizing.heeds(voice, sound.phonemes, sound.alphabet)
    ]
    if lost:
        more = f" and {len(lost) - 3:,} more" if len(lost) > 3 else ""
        yield f"{voice.name} cannot say some phonemes, and says as it is spelt: {', '.join(lost[:3])}{more}"


def check_voices(wanted: Iterable[Voice], settings: Settings) -> None:
    """Try whether every voice can be had. Raises ConfigError or EngineError with its line of voices.yaml."""
    for voice in sorted(wanted, key=lambda voice: voice.name):
        try:
            synthesizing.check_voices([voice])
        except (ConfigError, EngineError) as error:
            # A voice that serves a second time is called "name (2)".
            line = settings.lines.get(voice.name.partition(" (")[0])
            if settings.source is None or line is None:
                raise
            raise type(error)(
                error.message, path=settings.source, line=line, place=error.place, hint=error.hint
            ) from None


def _voices(script: Script) -> set[Voice]:
    """Collect every voice that speaks in the book, as kinds and deliveries shape it."""
    said = {
        (each.speaker, each.kind, each.delivery, each.confidence < script.cast.sure): each
        for part in script.tagged.chapters
        for each in part
    }
    return {script.cast.narrator, *(casting.voice_of(each, script.cast) for each in said.values())}


def sound_root(book: Book) -> Path | None:
    """Return the folder that the sounds of a script must lie in; None for a story from standard input."""
    return None if book.source is None else book.source.parent


def check_cover(chapter: Chapter, utterances: Iterable[Utterance]) -> None:
    """Raise FullcastError unless `utterances` cover the chapter's text once, in order, unchanged."""
    at = 0
    for each in utterances:
        if each.start != at or each.end < at or each.text != chapter.text[each.start : each.end]:
            raise lost(chapter, at, max(each.end, each.start))
        at = each.end
    if at != len(chapter.text):
        raise lost(chapter, at, len(chapter.text))


def lost(chapter: Chapter, start: int, end: int) -> FullcastError:
    """Return the error for words of a chapter that would not be spoken, or twice."""
    words = " ".join(chapter.text[start:end].split())
    return FullcastError(
        f"words would be lost or said twice: “{words[:80]}”",
        place=f"chapter “{chapter.title[:80]}”, offset {start}",
        hint="this is a fault in fullcast: please report it with the paragraph",
    )
