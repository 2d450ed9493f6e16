"""Runs the stages in order: a story in, chapter files out, told as a stream of events.

    read -> parse -> cast -> synthesize -> stitch -> master -> publish

Nothing here holds more than a few clips: the lines of a chapter are pulled through the stages one by one. While one
chapter is mastered and encoded on a thread of its own (the work is the encoder's, a process), the next is spoken.

Every word is accounted for while it passes: the utterances cover the chapter, the phrases cover the words, every
line comes back as a clip in its turn, and a clip of words is not empty. Whatever breaks this stops the run.
"""

from __future__ import annotations

import shlex
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from fullcast import address, ffmpeg, files, parse, spoken
from fullcast import cast as casting
from fullcast import publish as publishing
from fullcast import stitch as stitching
from fullcast import synthesize as synthesizing
from fullcast.correct import corrected
from fullcast.errors import ConfigError, EngineError, FullcastError, InputError
from fullcast.master import Mastered, master
from fullcast.model import (
    SAMPLE_RATE,
    Book,
    Cast,
    Chapter,
    Clip,
    Cue,
    Failure,
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
from fullcast.publish import ChapterAudio, Format
from fullcast.words import WORD, count_words

if TYPE_CHECKING:
    from fullcast.model import Samples

T = TypeVar("T")

WAITING = 3
"""So many chapters, spoken or being spoken, lie on the disk at once; a minute takes 10 MB."""

TIMELINE = "timeline.json"
"""The file that says who speaks when."""

SILENCE = "silence"
"""The engine that says nothing in the time a line would take; a dry run speaks with it."""


# --- events ---------------------------------------------------------------------------------------


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
class Notice:
    """Something a listener should know that stops nothing."""

    message: str


@dataclass(frozen=True, slots=True)
class BookDone:
    """All files of a book are written; `seconds` is their length together."""

    title: str
    folder: Path
    seconds: float


Event = BookStarted | ChapterStarted | Spoken | FileWritten | Notice | BookDone


# --- before a word is spoken ----------------------------------------------------------------------


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
            raise _lost(chapter, at, max(each.end, each.start))
        at = each.end
    if at != len(chapter.text):
        raise _lost(chapter, at, len(chapter.text))


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
    saying = spoken.saying(chapter, script.book, script.settings)
    for phrase in headings(chapter) if script.settings.output.announce_titles else ():
        yield _line(script, phrase, saying, heading=True)
    at = 0
    foreign = script.settings.reading.foreign == "language"
    for phrase in parse.phrases(chapter, utterances, foreign=foreign):
        if phrase.start < at or phrase.text != chapter.text[phrase.start : phrase.end]:
            raise _lost(chapter, phrase.start, phrase.end)
        if WORD.search(chapter.text, at, phrase.start):
            raise _lost(chapter, at, phrase.start)
        at = phrase.end
        yield _line(script, phrase, saying)
    if WORD.search(chapter.text, at):
        raise _lost(chapter, at, len(chapter.text))


def _line(script: Script, phrase: Phrase, saying: spoken.Saying, *, heading: bool = False) -> Line:
    voice = casting.voice_of(phrase.utterance, script.cast)
    names = casting.names_of(phrase.utterance, script.cast)
    return spoken.line(phrase, voice, saying, names=names, heading=heading)


def headings(chapter: Chapter) -> Iterator[Phrase]:
    """Yield the narrator's phrases that say the headings of a chapter; they stand before its text, at 0."""
    said = [heading for heading in chapter.headings if WORD.search(heading)]
    for number, heading in enumerate(said, 1):
        utterance = Utterance(0, 0, heading, Kind.NARRATION, rule="title")
        rest = "title" if number == len(said) else "paragraph"
        yield Phrase(utterance, 0, 0, heading, (Pause(rest),), last=True)


Speaker = Callable[[Iterable[Line]], Generator[Clip, None, None]]


def heard(sent: Iterable[Line], speak: Speaker) -> Generator[Clip, None, None]:
    """Yield the clips of `sent` as `speak` makes them, having seen that each line came back, in its turn.

    Raises EngineError where a line with words has no sound, FullcastError where a line is missing.
    """
    waiting: deque[Line] = deque()

    def noted() -> Iterator[Line]:
        for line in sent:
            waiting.append(line)
            yield line

    with closing(speak(noted())) as clips:
        for clip in clips:
            _check_clip(clip, waiting.popleft() if waiting else None)
            yield clip
    if waiting:
        raise FullcastError("a line was never spoken", place=_quoted(waiting[0]))


def _check_clip(clip: Clip, line: Line | None) -> None:
    """Raise unless `clip` says `line`, the next that was sent."""
    if line is None or line.phrase.start != clip.line.phrase.start or line.text != clip.line.text:
        raise FullcastError("a line came back out of its turn", place=_quoted(clip.line))
    if line.voice.engine != SILENCE and WORD.search(line.text) and not clip.samples.any():
        raise EngineError(
            f"the voice {line.voice.voice} of {line.voice.engine} says nothing for these words",
            place=_quoted(line),
            hint="spell them under `pronunciations` in voices.yaml, or give the speaker another voice",
        )


def _quoted(line: Line) -> str:
    return f"“{' '.join(line.phrase.text.split())[:80]}”"


# --- from lines to files --------------------------------------------------------------------------


def folder_for(book: Book, settings: Settings, out: Path) -> Path:
    """Return the folder under `out` that the audiobook of `book` goes to, by its title."""
    return out / publishing.folder_name(settings.output.title or book.title)


def produce(
    book: Book, settings: Settings, out: Path, *, jobs: int = 1, only: frozenset[int] | None = None
) -> Generator[Event, None, None]:
    """Make the audiobook of `book` in a folder of its own under `out`, and yield what happens as it happens.

    `only` are the numbers of the chapters to make, None for all; what is there of the others stays.

    The work goes on in threads of this process (and in the processes of engine and encoder, `jobs` of each), one
    chapter after the other; a chapter is encoded while the next is spoken. Closing the generator stops the work.
    Nothing is half-written, however it ends. Raises any FullcastError, those of `prepare` before anything is
    written.
    """
    yield from map(Notice, book.notices)
    script = prepare(book, settings, only)
    yield from map(Notice, (*notices(script.tagged, settings), *unheeded(script)))
    kinds = publishing.formats(settings.output.formats)
    if not kinds:
        raise ConfigError("there is no format to write", hint=f"name some of {', '.join(publishing.FORMATS)}")
    ffmpeg.locate()
    told: SimpleQueue[Event | None] = SimpleQueue()
    with ThreadPoolExecutor(1) as stage:
        run = _Run(script, kinds, folder_for(book, settings, out), jobs, told.put)
        making = stage.submit(run.make)
        making.add_done_callback(lambda _: told.put(None))
        try:
            while (event := told.get()) is not None:
                yield event
            making.result()
        finally:
            run.stop.set()


class _StoppedError(Exception):
    """The run is over: nobody waits for this sound any more."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A chapter that is spoken and levelled, on its way to its files; closing `held` lets go of its sound."""

    chapter: Chapter
    number: int
    mastered: Mastered
    cues: tuple[Cue, ...]
    held: ExitStack


_Written = tuple[ChapterAudio, list[FileWritten]]


@dataclass(frozen=True, slots=True)
class _Run:
    """One book on its way into `folder`: told to whoever listens, and stopped when `stop` is set."""

    script: Script
    kinds: tuple[Format, ...]
    folder: Path
    jobs: int
    tell: Callable[[Event], None]
    stop: threading.Event = field(default_factory=threading.Event)
    recording: threading.Lock = field(default_factory=threading.Lock)
    waiting: deque[Future[_Written]] = field(default_factory=deque)
    done: list[ChapterAudio] = field(default_factory=list)
    cover: list[Path] = field(default_factory=list)

    def make(self) -> None:
        """Speak the chapters one after the other, have them encoded meanwhile, and write the timeline last."""
        with _no_empty_folders(self.folder):
            publishing.claim(self.folder, [*self.names(), TIMELINE], self.script.book.source)
            self.tell(_started(self.script, self.folder))
            self.illustrate()
            self.chapters()
            path = self.folder / TIMELINE
            every = [*self.names(every=True), TIMELINE, *(each.name for each in self.cover)]
            before = publishing.told_before(path, set(every) - set(self.names()))
            publishing.write_timeline(path, self.script.title, self.done, self.expect(path), before)
            self.record(path)
            self.tell(FileWritten(path))
            for name in publishing.prune(self.folder, every):
                self.tell(Notice(f"{self.folder / name} is removed: the story has no such chapter any more"))
            seconds = sum(each.frames for each in self.done) / SAMPLE_RATE
            self.tell(BookDone(self.script.title, self.folder, seconds))

    def illustrate(self) -> None:
        """Write the book's cover beside its sound files; a picture that cannot be shown is left out, and told of."""
        data = self.script.book.cover
        suffix = None if data is None else publishing.picture_suffix(data)
        if data is None or suffix is None:
            return
        if not ffmpeg.is_picture(data, suffix):
            self.tell(Notice("the book's cover is a broken picture: it is left out"))
            return
        path = self.folder / f"{publishing.COVER}{suffix}"
        publishing.claim(self.folder, [path.name], self.script.book.source)
        files.write_bytes(path, data, self.expect(path))
        self.record(path)
        self.cover.append(path)
        self.tell(FileWritten(path))

    def chapters(self) -> None:
        """Make all chapters; one is encoded, or more where there are `jobs` for it, while the next is spoken."""
        with ThreadPoolExecutor(min(self.jobs, WAITING)) as encoders, ExitStack() as ending:
            ending.callback(self.stop.set)  # before the encoders are waited for: an error ends them too
            for number, chapter, utterances in self.script.chapters():
                self.waiting.append(encoders.submit(self.write, self.speak(number, chapter, utterances)))
                self.collect(WAITING - 1)
            self.collect(0)

    def collect(self, most: int) -> None:
        """Tell of the chapters that are written, in order; wait where more than `most` are not.

        Raises what an encoder raised.
        """
        while self.waiting and (len(self.waiting) > most or self.waiting[0].done()):
            chapter, written = self.waiting.popleft().result()
            for file in written:
                self.tell(file)
            self.done.append(chapter)

    def speak(self, number: int, chapter: Chapter, utterances: tuple[Utterance, ...]) -> _Spoken:
        """Speak a chapter into a nameless file in the folder, and level it."""
        self.tell(ChapterStarted(number, chapter.title, count_words(chapter.text)))
        cues: list[Cue] = []
        settings = self.script.settings
        root = sound_root(self.script.book)
        sent = lines(self.script, chapter, utterances)
        with ExitStack() as held, closing(heard(sent, _speak(self.jobs))) as clips:
            laid = stitching.stitch(self.told(clips), chapter.index, settings.pauses, sound_root=root)
            mastered = held.enter_context(master(_blocks(laid, cues), settings.output, self.folder))
            return _Spoken(chapter, number, mastered, tuple(cues), held.pop_all())

    def write(self, spoken: _Spoken) -> _Written:
        """Encode a chapter in every format."""
        written = []
        seconds = spoken.mastered.frames / SAMPLE_RATE
        bitrate = self.script.settings.output.bitrate
        with spoken.held:
            for kind in self.kinds:
                path = self.folder / self.name(spoken.number, spoken.chapter.title, kind)
                blocks = self.until_stopped(spoken.mastered.blocks())
                cover = next(iter(self.cover), None)
                publishing.write_sound(
                    blocks, path, kind, bitrate, self.tags(spoken), self.expect(path), cover
                )
                self.record(path)
                written.append(FileWritten(path, seconds, spoken.mastered.loudness()))
        chapter, cues = spoken.chapter, spoken.cues
        name = written[0].path.name
        return ChapterAudio(chapter.index, chapter.title, name, spoken.mastered.frames, cues), written

    def expect(self, path: Path) -> Callable[[Path], None]:
        """Give what notes the finished file for `path` as ours before it takes its place.

        So a run that is stopped, even in that moment, can be run again.
        """

        def ready(finished: Path) -> None:
            with self.recording:
                publishing.expect(self.folder, path.name, finished, self.script.book.source)

        return ready

    def record(self, path: Path) -> None:
        """Note that a file of ours is in its place."""
        with self.recording:
            publishing.record(self.folder, [path.name], self.script.book.source)

    def names(self, *, every: bool = False) -> Iterator[str]:
        """Name the sound files that are made, or `every` one of the book."""
        script = replace(self.script, only=None) if every else self.script
        for number, chapter, _ in script.chapters():
            for kind in self.kinds:
                yield self.name(number, chapter.title, kind)

    def name(self, number: int, title: str, kind: Format) -> str:
        """Name the file of chapter `number`, from 1."""
        return publishing.filename(number - 1, len(self.script.book.chapters), title, kind.suffix)

    def tags(self, spoken: _Spoken) -> dict[str, str]:
        """Give the tags of a chapter's file."""
        book, output = self.script.book, self.script.settings.output
        return publishing.tags(
            spoken.chapter.title,
            spoken.number,
            len(book.chapters),
            book=self.script.title,
            author=output.author or book.creator,
            narrator=output.narrator,
            language=book.language,
            about=book.metadata,
        )

    def told(self, clips: Iterable[Clip]) -> Iterator[Clip]:
        """Pass clips on, telling how many words have been spoken."""
        for clip in self.until_stopped(clips):
            self.collect(WAITING)  # an encoder that failed ends the run before the chapter is spoken
            yield clip
            self.tell(Spoken(count_words(clip.line.phrase.text)))

    def until_stopped(self, parts: Iterable[T]) -> Iterator[T]:
        """Pass `parts` on until the run is stopped."""
        for part in parts:
            if self.stop.is_set():
                raise _StoppedError
            yield part


def _started(script: Script, folder: Path) -> BookStarted:
    chapters = [chapter for _, chapter, _ in script.chapters()]
    words = sum(count_words(chapter.text) for chapter in chapters)
    if script.settings.output.announce_titles:
        words += sum(count_words(heading) for chapter in chapters for heading in chapter.headings)
    return BookStarted(script.title, folder, len(chapters), words, script.settings.source)


def _blocks(laid: Iterable[tuple[Cue | None, Samples]], cues: list[Cue]) -> Iterator[Samples]:
    for cue, block in laid:
        if cue is not None:
            cues.append(cue)
        yield block


@contextmanager
def _no_empty_folders(folder: Path) -> Iterator[None]:
    """Remove the folders made for a book where it failed before anything was written into them."""
    new = [each for each in (folder, folder.parent) if not each.exists()]
    try:
        yield
    finally:
        for each in new:
            with suppress(OSError):  # not empty, so something was written
                each.rmdir()


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
    clips = heard(lines(script, chapter, (said,)), _speak(1))
    laid = stitching.stitch(clips, 0, settings.pauses, sound_root=None)
    with closing(clips), master(_blocks(laid, []), settings.output, path.parent) as mastered:
        tags = publishing.tags(voice.name, 1, 1, book="Audition")
        publishing.write_sound(mastered.blocks(), path, form, settings.output.bitrate, tags)


# --- how long, and who how much -------------------------------------------------------------------


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


def _speak(jobs: int) -> Speaker:
    def speak(sent: Iterable[Line]) -> Generator[Clip, None, None]:
        with closing(synthesizing.synthesize(sent, jobs=jobs)) as answers:
            for each in answers:
                if isinstance(each, Failure):
                    raise each.error
                yield each

    return speak
