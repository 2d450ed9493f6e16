"""What can be had of a book before it is made: how long it will be and who says how much; and how a voice sounds."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from fullcast import cast as casting
from fullcast import publish as publishing
from fullcast import stitch as stitching
from fullcast import synthesize as synthesizing
from fullcast.errors import InputError
from fullcast.master import master
from fullcast.model import (
    SAMPLE_RATE,
    Book,
    Chapter,
    Clip,
    Failure,
    Kind,
    Line,
    Settings,
    Tagged,
    Utterance,
    Voice,
)
from fullcast.pipeline.chapter import blocks
from fullcast.pipeline.ready import Script, check_voices, notices, prepare, sound_root, unheeded
from fullcast.pipeline.telling import SILENCE, heard, lines
from fullcast.words import WORD, count_words


def audition(
    text: str, voice: Voice, settings: Settings, path: Path, *, kind: Kind, delivery: str | None
) -> None:
    """Write the sound file `path` in which `voice` says `text`, heard as `kind` and said as `delivery` has it.

    Raises InputError where `text` has no words, ConfigError for a suffix that is no format or a voice that is not.
    """
    (form,) = publishing.formats([path.suffix or "mp3"])
    if not WORD.search(text):
        raise InputError("there are no words to say", place="audition")
    said = Utterance(0, len(text), text, kind, speaker=voice.name, delivery=delivery, rule="audition")
    chapter = Chapter(0, voice.name, text, utterances=(said,))
    whole = Tagged(Book(voice.name, None, "en", (chapter,)), ((said,),), ())
    script = Script(
        whole,
        replace(casting.assign(whole, settings), narrator=voice, speakers={voice.name: voice}),
        settings,
    )
    check_voices([voice, casting.voice_of(said, script.cast)], settings)
    clips = heard(lines(script, chapter, (said,)), _alone)
    laid = stitching.stitch(clips, 0, settings.pauses, sound_root=None)
    with closing(clips), master(blocks(laid, []), settings.output, path.parent) as mastered:
        tags = publishing.tags(voice.name, 1, 1, book="Audition")
        publishing.write_sound(mastered, path, form, settings.output.bitrate, tags)


@dataclass(frozen=True, slots=True)
class Length:
    """What a chapter will be: its number, words, and seconds from its head to its tail."""

    number: int
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
    notices: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """The words of the book."""
        return sum(chapter.words for chapter in self.chapters)

    @property
    def seconds(self) -> float:
        """The length of the book."""
        return sum(chapter.seconds for chapter in self.chapters)


def survey(book: Book, settings: Settings, only: frozenset[int] | None = None) -> Survey:
    """Tell what `produce` would make of `book`, spoken by the silence engine; writes nothing.

    Raises what `prepare` does: a voice that cannot be had is refused here too.
    """
    script = prepare(book, settings, only)
    chapters = tuple(_length(script, *each) for each in script.chapters())
    rows = casting.rows(script.tagged, script.cast)
    told = (*notices(script.tagged, settings), *unheeded(script))
    return Survey(script.title, settings.source, rows, chapters, told)


def _length(script: Script, number: int, chapter: Chapter, utterances: tuple[Utterance, ...]) -> Length:
    # The engine itself, without the workers: nothing it makes is kept, only how long it is.
    silence = synthesizing.ENGINES[SILENCE]()
    pauses = script.settings.pauses
    seconds = (pauses["head"] + pauses["tail"]) / 1000
    rest = words = 0
    for line in lines(script, chapter, utterances):
        # A phrase's rest counts when another follows: the last one gives way to the tail.
        speech = silence.synthesize(line.text, line.voice)
        seconds += rest / SAMPLE_RATE + len(speech.samples) / speech.sample_rate
        rest = stitching.silence(line.phrase, line.voice, pauses)
        words += count_words(line.phrase.text)
        for name in line.phrase.sounds:
            sound = stitching.sound(name, sound_root(script.book))
            seconds += (rest + len(sound)) / SAMPLE_RATE
            rest = stitching.frames(pauses["sentence"])
    return Length(number, chapter.title, words, seconds)


def _alone(sent: Iterable[Line]) -> Generator[Clip | Failure, None, None]:
    yield from synthesizing.synthesize(sent, jobs=1)
