"""Makes the audiobook of a book: what stands is kept, chapters side by side, told as a stream of events.

    plan      a chapter's lines, what it is made of, and whether it stands so already
    make      chapter.py, on threads of this process, or wherever an executor does its work
    settle    files, timeline and the list of what is ours; the balance of words

A thread is enough for a chapter here: speaking and encoding are processes of their own, and arithmetic on arrays lets
other threads run. Each chapter depends on its task alone, so neither order nor bytes depend on how many work.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from fullcast import cache, ffmpeg, files
from fullcast import publish as publishing
from fullcast.errors import ConfigError, FullcastError, IncompleteError
from fullcast.model import SAMPLE_RATE, Book, Chapter, Line, Settings, Utterance
from fullcast.pipeline.chapter import Made, OnError, StoppedError, Task, Watch, make, make_away
from fullcast.pipeline.events import (
    Balance,
    BookDone,
    BookStarted,
    ChapterStarted,
    Event,
    FileWritten,
    Kept,
    Notice,
    Renewed,
    Spoken,
    Unspoken,
)
from fullcast.pipeline.ready import Script, notices, prepare, sound_root, unheeded
from fullcast.pipeline.reuse import Parts, parts, reasons, run_key, sounds, told_key
from fullcast.pipeline.telling import lines
from fullcast.publish import ChapterAudio
from fullcast.words import count_words, counted

TIMELINE = "timeline.json"
"""The file that says who speaks when."""

TOLD_EVERY = 20.0
"""Seconds after which the timeline is written again while chapters are made, so that a kill loses no more."""

AHEAD = 4
"""How many times as many chapters as are made at once may be made, or being made, behind one that takes its time."""


@dataclass(frozen=True, slots=True)
class Means:
    """With what a book is made, which changes no byte of it.

    `jobs` is how many voices speak at once; `store` where clips are kept (a folder and its limit in bytes; None: in the
    cache of whoever makes a chapter); `executor` does the work elsewhere, a chapter a call, and None here; `on_error` says
    what becomes of a line that an engine fails on.
    """

    jobs: int = 1
    store: tuple[Path | None, int] | None = (None, 0)
    executor: Executor | None = None
    on_error: OnError = "skip"


def folder_for(book: Book, settings: Settings, out: Path) -> Path:
    """Return the folder under `out` that the audiobook of `book` goes to, by its title."""
    return out / publishing.folder_name(settings.output.title or book.title)


def produce(
    book: Book,
    settings: Settings,
    out: Path,
    *,
    jobs: int = 1,
    only: frozenset[int] | None = None,
    means: Means | None = None,
) -> Generator[Event, None, None]:
    """Make the audiobook of `book` in a folder of its own under `out`, and yield what happens as it happens.

    `only` are the numbers of the chapters to make, None for all; what is there of the others stays. A chapter that
    stands as it should is kept. Closing the generator stops the work; nothing is half-written, however it ends.
    Raises any FullcastError, those of `prepare` before anything is written; IncompleteError, after all else is done,
    where lines failed.
    """
    how = means or Means(jobs)
    kinds = publishing.formats(settings.output.formats)
    if not kinds:
        raise ConfigError("there is no format to write", hint=f"name some of {', '.join(publishing.FORMATS)}")
    ffmpeg.locate()
    folder = folder_for(book, settings, out)
    key = run_key(book, settings, only, how.on_error)
    if (standing := _standing(folder, key)) is not None:
        yield from _as_it_was(standing, book, settings, folder)
        return
    yield from map(Notice, book.notices)
    script = prepare(book, settings, only)
    told = (*notices(script.tagged, settings), *unheeded(script))
    yield from map(Notice, told)
    yield from _followed(_Run(script, folder, how, key, told))


def _followed(run: _Run) -> Generator[Event, None, None]:
    """Yield what a run on a thread of its own tells, until it ends; raise what it raises."""
    queue: SimpleQueue[Event | None] = SimpleQueue()
    run.tell = queue.put
    with ThreadPoolExecutor(1) as stage:
        try:  # from the first moment, for an interrupt may come in any
            making = stage.submit(run.make)
            making.add_done_callback(lambda _: queue.put(None))
            while (event := queue.get()) is not None:
                yield event
            making.result()
        finally:
            run.stop.set()


# --- nothing to do --------------------------------------------------------------------------------


def _standing(folder: Path, key: str) -> dict[str, Any] | None:
    """Return what was noted of the last run, where it was the same one and all its files stand; else None."""
    _, run = publishing.recall(folder)
    names = run.get("files", [])
    if run.get("key") != key or publishing.standing(folder, names).keys() != set(names):
        return None
    return run


def _as_it_was(run: dict[str, Any], book: Book, settings: Settings, folder: Path) -> Iterator[Event]:
    yield from map(Notice, (*book.notices, *run["notices"]))
    title = settings.output.title or book.title
    balance = Balance(**run["balance"])
    chapters = run["chapters"]
    yield BookStarted(title, folder, len(chapters), balance.words, settings.source)
    for number, name in chapters:
        yield Kept(number, name)
    yield BookDone(title, folder, balance.seconds, replace(balance, kept=balance.clips))


# --- a run ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """A chapter that is to be made: its task, what it is made of, and the letters of its source."""

    task: Task
    parts: Parts
    letters: int
    index: int


@dataclass(slots=True)
class _Order:
    """A chapter that is being made by a `future`, or is `made` and waits for those before it."""

    plan: _Plan
    future: Future[Made] | None
    made: Made | None = None


@dataclass(slots=True)
class _Run:
    """One book on its way into `folder`: told to whoever listens, and stopped when `stop` is set."""

    script: Script
    folder: Path
    means: Means
    key: str
    told: tuple[str, ...]
    tell: Callable[[Event], None] = lambda _: None
    stop: threading.Event = field(default_factory=threading.Event)
    recording: threading.Lock = field(default_factory=threading.Lock)
    waiting: deque[_Order] = field(default_factory=deque)
    done: list[ChapterAudio] = field(default_factory=list)
    kept: list[dict[str, Any]] = field(default_factory=list)
    balance: Balance = field(default_factory=Balance)
    missing: list[int] = field(default_factory=list)
    lacking: list[dict[str, Any]] = field(default_factory=list)
    troubles: set[str] = field(default_factory=set)
    silent: int = 0
    cover: Path | None = None
    written: float = 0.0

    def make(self) -> None:
        """Make what is not there yet, in order of the chapters, and write the timeline last."""
        new = [each for each in (self.folder, self.folder.parent) if not each.exists()]
        with files.alone(self.folder), _unless_empty(new):
            publishing.claim(self.folder, [*self.names(), TIMELINE], self.script.book.source)
            self.tell(_started(self.script, self.folder))
            self.illustrate()
            self.chapters()
            if self.timeline():
                self.tell(FileWritten(self.folder / TIMELINE))
            self.prune()
            if self.balance.balanced and not self.missing and not self.silent:
                publishing.remember(self.folder, run=self.as_run())
            self.trim()
            done = BookDone(
                self.script.title, self.folder, self.balance.seconds, self.balance, tuple(self.missing)
            )
            self.tell(done)
            self.check_balance()

    def check_balance(self) -> None:
        """Raise where words were lost, or where lines failed."""
        if not self.balance.balanced:
            raise FullcastError(
                f"the words do not balance: {self.balance}",
                path=self.folder,
                hint="this is a fault in fullcast: please report it with the story",
            )
        if self.missing or self.silent:
            lacks = (
                (len(self.missing), "chapter is not made", "chapters are not made"),
                (self.silent, "line is silent", "lines are silent"),
            )
            told = [counted(*each) for each in lacks if each[0]]
            hint = "run the same command again: only what is missing is made; or give the lines another voice"
            raise IncompleteError(
                f"the audiobook is incomplete: {', '.join(told)}", path=self.folder, hint=hint
            )

    def as_run(self) -> dict[str, Any]:
        """Return what is noted of a run that ended well."""
        cover = [] if self.cover is None else [self.cover.name]
        chapters = [(number, chapter.title) for number, chapter, _ in self.script.chapters()]
        names = [*self.names(), *cover, TIMELINE]
        return {
            "key": self.key,
            "files": names,
            "chapters": chapters,
            "notices": self.told,
            "balance": asdict(self.balance),
        }

    def trim(self) -> None:
        """Bring what is kept for the next run down to its limit."""
        if self.means.store is not None and self.means.store[0] is not None:
            cache.Cache(*self.means.store).trim()

    def illustrate(self) -> None:
        """Write the book's cover beside its sound files; a picture that cannot be shown is left out, and told of."""
        data = self.script.book.cover
        suffix = None if data is None else publishing.picture_suffix(data)
        if data is None or suffix is None:
            return
        if not ffmpeg.is_picture(data, suffix):
            self.tell(Notice("the book's cover is a broken picture: it is left out"))
            return
        self.cover = self.folder / f"{publishing.COVER}{suffix}"
        publishing.claim(self.folder, [self.cover.name], self.script.book.source)
        if not self.cover.is_file() or self.cover.read_bytes() != data:
            self.put(self.cover, data)
            self.tell(FileWritten(self.cover))

    # --- chapters ---------------------------------------------------------------------------------

    def chapters(self) -> None:
        """Keep the chapters that stand, and make the others; a few lie on the disk at once."""
        known, _ = publishing.recall(self.folder)
        every, now = set(self.names(every=True)), set(self.names())
        stand = publishing.standing(self.folder, [*now, TIMELINE])
        told, missing = publishing.told_before(self.folder / TIMELINE, every)
        before = {each["file"]: each for each in told if TIMELINE in stand}
        self.kept = [each for name, each in before.items() if name not in now]
        self.lacking = self.lacking_still(missing)
        with ExitStack() as ending:
            lanes = self.lanes()
            pool = self.means.executor or ending.enter_context(ThreadPoolExecutor(lanes))
            ending.callback(self.abandon)  # before the threads are waited for: an error ends them too
            for number, chapter, utterances in self.script.chapters():
                plan = self.plan(number, chapter, utterances, lanes)
                here = {name: stand[name] for name in plan.task.names if name in stand}
                why = _why(plan, known.get(str(number)), here, before.get(plan.task.names[0]))
                if not why:
                    self.keep(plan, known[str(number)], before[plan.task.names[0]])
                    continue
                self.tell(Renewed(number, chapter.title, why))
                self.waiting.append(_Order(plan, self.start(pool, plan)))
                self.collect(lanes)
            self.collect(0)

    def abandon(self) -> None:
        """Stop what is being made, and see that nothing that waits is begun; nothing, where all is made."""
        self.stop.set()
        for order in self.waiting:
            if order.future is not None:
                order.future.cancel()

    def lacking_still(self, missing: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return of the missing chapters that the timeline tells of those that are not to be made now."""
        only = self.script.only
        numbers = range(1, len(self.script.book.chapters) + 1)
        left = {self.script.book.chapters[n - 1].index for n in numbers if only is not None and n not in only}
        return [each for each in missing if each["index"] in left]

    def lanes(self) -> int:
        """Return how many chapters are made at once: one more than jobs, so that none waits while another ends."""
        count = sum(1 for _ in self.script.chapters())
        return max(1, min(self.means.jobs + (self.means.jobs > 1), count))

    def plan(self, number: int, chapter: Chapter, utterances: tuple[Utterance, ...], lanes: int) -> _Plan:
        """Make the task of a chapter."""
        script, means = self.script, self.means
        said = tuple(lines(script, chapter, utterances))
        here, root = means.executor is None, sound_root(script.book)
        task = Task(
            number,
            chapter.title,
            said,
            pauses=dict(script.settings.pauses),
            output=script.settings.output,
            formats=script.settings.output.formats,
            names=tuple(self.names_of(number, chapter.title)),
            tags=self.tags(number, chapter.title),
            sound_root=root,
            cover=script.book.cover if self.cover is not None else None,
            voices=max(1, means.jobs // lanes) if here else 1,
            on_error=means.on_error,
            store=means.store,
            sounds=() if here else sounds(said, root),
        )
        headings = chapter.headings if script.settings.output.announce_titles else ()
        return _Plan(task, parts(task, chapter.index), _letters((*headings, chapter.text)), chapter.index)

    def keep(self, plan: _Plan, known: dict[str, Any], told: dict[str, Any]) -> None:
        """Let a chapter stand as it is."""
        self.kept.append(told)
        self.tell(Kept(plan.task.number, plan.task.title))
        whole = Balance(**known["balance"])
        self.balance += replace(whole, kept=whole.clips)
        self.tell(Spoken(whole.words))

    def start(self, pool: Executor, plan: _Plan) -> Future[Made]:
        """Have a chapter made, here or elsewhere."""
        if self.means.executor is not None:
            self.tell(ChapterStarted(plan.task.number, plan.task.title, _words(plan.task.lines)))
            return pool.submit(make_away, plan.task)
        return pool.submit(self.make_here, plan.task)

    def make_here(self, task: Task) -> Made:
        """Make a chapter in the book's own folder."""
        self.tell(ChapterStarted(task.number, task.title, _words(task.lines)))
        watch = Watch(
            lambda line: self.tell(Spoken(count_words(line.phrase.text))),
            self.stop.is_set,
            self.expect,
            self.record,
        )
        return make(task, self.folder, self.cover, watch)

    def collect(self, most: int) -> None:
        """Settle the chapters that are made, in order; wait while more than `most` are being made.

        Raises what one raised, at once, and StoppedError. What is made elsewhere does not wait for a slow chapter before
        it: it is written, and only its numbers are held.
        """
        ahead = most if self.means.executor is None else AHEAD * most
        while True:
            failed = self.receive()
            while self.waiting and (made := self.waiting[0].made) is not None:
                self.settle(self.waiting.popleft().plan, made)
            if failed is not None:
                raise failed
            being_made = [order.future for order in self.waiting if order.future is not None]
            if len(being_made) <= most and len(self.waiting) <= ahead:
                return
            wait(being_made, 0.1, return_when=FIRST_COMPLETED)

    def receive(self) -> Exception | None:
        """Take in what is made by now, and write what was made elsewhere. Return what went wrong with any of it."""
        if self.stop.is_set():
            return StoppedError()
        for order in self.waiting:
            if order.future is None or not order.future.done():
                continue
            fault = _fault(order.future)
            if fault is not None:
                return fault
            made = order.future.result()
            for name, data in zip(order.plan.task.names, made.data, strict=False):
                self.put(self.folder / name, data)
            order.made, order.future = replace(made, data=()), None
        return None

    def settle(self, plan: _Plan, made: Made) -> None:
        """Note a chapter that is made, and tell of it and of the lines of it that failed."""
        task = plan.task
        balance = self.balance_of(plan, made)
        for failure in made.failures:
            words = " ".join(failure.line.phrase.text.split())
            self.tell(Unspoken(task.number, task.title, words, str(failure.error)))
        if made.trouble and not self.troubles:
            self.tell(Notice(made.trouble))
            self.troubles.add(made.trouble)
        self.balance += balance
        if self.means.executor is not None:
            self.tell(Spoken(balance.words))
        if made.failures and self.means.on_error == "skip":
            self.missing.append(task.number)
            self.lacking.append(publishing.lacking(plan.index, task.title, _texts(made)))
            return
        self.silent += balance.silent
        seconds = made.frames / SAMPLE_RATE
        for name in task.names:
            self.tell(FileWritten(self.folder / name, seconds, made.loudness))
        done = ChapterAudio(
            plan.index, task.title, task.names[0], made.frames, made.cues, tuple(_texts(made))
        )
        self.done.append(done)
        if balance.balanced:
            self.note(plan, balance, done)
        if time.monotonic() - self.written > TOLD_EVERY and self.waiting:
            self.timeline()

    def note(self, plan: _Plan, balance: Balance, done: ChapterAudio) -> None:
        """Note of what a chapter was made, what came of it, and which files and which words of the timeline tell of it."""
        with self.recording:
            noted = {
                "parts": plan.parts,
                "balance": asdict(balance),
                "incomplete": done.incomplete,
                "files": publishing.standing(self.folder, plan.task.names),
                "told": told_key(publishing.told_of(done)),
            }
            publishing.remember(self.folder, {str(plan.task.number): noted})

    def balance_of(self, plan: _Plan, made: Made) -> Balance:
        """Count what came of the words of a chapter."""
        said, silent = plan.task.lines, len(made.failures)
        spoken = _letters(line.phrase.text for line in said)
        return Balance(
            plan.letters,
            spoken,
            _words(said),
            len(said),
            made.clips - silent,
            made.kept,
            silent,
            len(made.cues),
            made.frames / SAMPLE_RATE,
        )

    # --- files ------------------------------------------------------------------------------------

    def timeline(self) -> bool:
        """Write who speaks when, in all chapters that are there, and say whether that is anything new."""
        path = self.folder / TIMELINE
        told = publishing.timeline(self.script.title, self.done, self.kept, self.lacking)
        new = publishing.write_timeline(path, told, self.expect(path))
        self.record(path)
        self.written = time.monotonic()
        return new

    def prune(self) -> None:
        """Remove the files of ours that belong to no chapter any more, and say so."""
        every = [*self.names(every=True), TIMELINE, *([] if self.cover is None else [self.cover.name])]
        for name in publishing.prune(self.folder, every):
            self.tell(Notice(f"{self.folder / name} is removed: the story has no such chapter any more"))

    def put(self, path: Path, data: bytes) -> None:
        """Write a file of ours, whole or not at all."""
        files.write_bytes(path, data, self.expect(path))
        self.record(path)

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
            yield from self.names_of(number, chapter.title)

    def names_of(self, number: int, title: str) -> Iterator[str]:
        """Name the files of chapter `number`, from 1."""
        for kind in publishing.formats(self.script.settings.output.formats):
            yield publishing.filename(number - 1, len(self.script.book.chapters), title, kind.suffix)

    def tags(self, number: int, title: str) -> dict[str, str]:
        """Give the tags of a chapter's file."""
        book, output = self.script.book, self.script.settings.output
        return publishing.tags(
            title,
            number,
            len(book.chapters),
            book=self.script.title,
            author=output.author or book.creator,
            narrator=output.narrator,
            language=book.language,
            about=book.metadata,
        )


def _why(
    plan: _Plan, known: dict[str, Any] | None, stand: dict[str, str], told: dict[str, Any] | None
) -> tuple[str, ...]:
    """Say why a chapter is made; () where it stands as it should.

    `known` is what was noted of it, `stand` its files that are as they were written, `told` what the timeline says of it.
    """
    why = reasons(known, plan.parts, [name for name in plan.task.names if name not in stand])
    if why or known is None:
        return why
    # What was noted may be of another run than the file or the timeline, where one was killed in between.
    if known.get("files") != stand:
        return ("an earlier run was stopped before it was done with it",)
    if known.get("told") != told_key(told):
        return ("the timeline does not tell of it",)
    return ()


def _fault(future: Future[Made]) -> Exception | None:
    """Return what went wrong with a chapter that is over; None where it is made."""
    try:
        future.result()
    except (BrokenExecutor, CancelledError) as error:
        return FullcastError(
            f"the work was given up where it was done: {error or type(error).__name__}",
            hint="run the same command again: what is made is kept",
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends the run as itself
        return error
    return None


def _texts(made: Made) -> list[str]:
    """Give the texts of the lines that failed, as the timeline has them."""
    return [failure.line.phrase.text.strip() for failure in made.failures]


def _letters(texts: Any) -> int:
    return sum(1 for text in texts for letter in text if letter.isalnum())


def _words(said: tuple[Line, ...]) -> int:
    return sum(count_words(line.phrase.text) for line in said)


def _started(script: Script, folder: Path) -> BookStarted:
    chapters = [chapter for _, chapter, _ in script.chapters()]
    words = sum(count_words(chapter.text) for chapter in chapters)
    if script.settings.output.announce_titles:
        words += sum(count_words(heading) for chapter in chapters for heading in chapter.headings)
    return BookStarted(script.title, folder, len(chapters), words, script.settings.source)


@contextmanager
def _unless_empty(new: list[Path]) -> Iterator[None]:
    """Remove the `new` folders made for a book where it failed before anything was written into them."""
    try:
        yield
    finally:
        for each in new:
            with suppress(OSError):  # not empty, so something was written
                each.rmdir()
