"""One chapter, from its lines to its files: the unit of work, whoever does it, wherever."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np

from fullcast import cache, ffmpeg
from fullcast import publish as publishing
from fullcast import stitch as stitching
from fullcast import synthesize as synthesizing
from fullcast.errors import FullcastError
from fullcast.files import Ready
from fullcast.master import Mastered, master
from fullcast.model import SAMPLE_RATE, Clip, Cue, Failure, Line, Loudness, Output
from fullcast.pipeline.telling import SILENCE, heard

if TYPE_CHECKING:
    from fullcast.model import Samples

T = TypeVar("T")

OnError = Literal["stop", "skip", "silence"]
"""What becomes of a line that an engine fails on: the run ends, its chapter is not written, or the line is silent."""


@dataclass(frozen=True, slots=True)
class Task:
    """All that a chapter is made of; it can be sent to another process or machine.

    `names` are its files, one for each of the `formats`; `voices` says how many engines speak at once. `sounds` are the
    files under `sound_root` that it plays, by their paths there, for whoever cannot see that folder. `store` is where
    clips are kept, and its limit in bytes; None: in the cache of whoever makes it.
    """

    number: int
    title: str
    lines: tuple[Line, ...]
    pauses: Mapping[str, int]
    output: Output
    formats: tuple[str, ...]
    names: tuple[str, ...]
    tags: Mapping[str, str]
    sound_root: Path | None = None
    cover: bytes | None = None
    voices: int = 1
    on_error: OnError = "skip"
    store: tuple[Path | None, int] | None = (None, 0)
    sounds: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A chapter as made: its cues, its length in frames, its levels; what failed, and how many clips were `kept`.

    It has no files where a line failed and the chapter is to be skipped. `data` holds the files of a chapter that was
    made elsewhere.
    """

    cues: tuple[Cue, ...] = ()
    frames: int = 0
    loudness: Loudness | None = None
    failures: tuple[Failure, ...] = ()
    clips: int = 0
    kept: int = 0
    data: tuple[bytes, ...] = ()
    trouble: str | None = None


class StoppedError(Exception):
    """The run is over: nobody waits for this sound any more."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on while a chapter is made: told of words spoken, asked whether to stop, and what notes a finished file."""

    spoken: Callable[[Line], None] = lambda _: None
    stopped: Callable[[], bool] = lambda: False
    ready: Callable[[Path], Ready | None] = lambda _: None
    written: Callable[[Path], None] = lambda _: None

    def heed(self) -> None:
        """Raise StoppedError where the run is over."""
        if self.stopped():
            raise StoppedError


@dataclass(slots=True)
class _Tally:
    """What is counted while the lines of a chapter are heard."""

    cues: list[Cue] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    clips: int = 0
    kept: int = 0


def make(task: Task, folder: Path, cover: Path | None, watch: Watch) -> Made:
    """Speak a chapter, level it, and write its files into `folder`, each whole or not at all.

    The sound lies in a nameless file in the folder meanwhile; a minute takes 10 MB. Raises EngineError for a line that
    failed where `on_error` is "stop", what stitch, master and publish raise, and StoppedError.
    """
    tally = _Tally()
    store = cache.opened() if task.store is None else cache.Cache(*task.store)

    def mend(failure: Failure) -> Clip:
        if task.on_error == "stop":
            raise failure.error
        tally.failures.append(failure)
        return _silent(failure.line)

    with closing(heard(task.lines, _speaker(task, store, watch), mend)) as clips:
        laid = stitching.stitch(
            _told(clips, tally, watch), task.number, task.pauses, sound_root=task.sound_root
        )
        with master(blocks(laid, tally.cues), task.output, folder) as mastered:
            if tally.failures and task.on_error == "skip":
                return Made(
                    failures=tuple(tally.failures), clips=tally.clips, kept=tally.kept, trouble=store.trouble
                )
            for name, kind in zip(task.names, publishing.formats(task.formats), strict=True):
                path = folder / name
                publishing.write_sound(
                    *(_Heeding(mastered, watch), path, kind, task.output.bitrate, task.tags),
                    ready=watch.ready(path),
                    cover=cover,
                    parts=task.voices,
                )
                watch.written(path)
            return Made(
                tuple(tally.cues),
                mastered.frames,
                mastered.loudness(),
                tuple(tally.failures),
                tally.clips,
                tally.kept,
                trouble=store.trouble,
            )


def make_away(task: Task) -> Made:
    """Make a chapter where nobody looks on, in a folder of its own, and give its files back as bytes.

    It looks at no file of whoever sent it, and so may run on any machine. Raises what `make` does.
    """
    ffmpeg.locate()
    with tempfile.TemporaryDirectory(prefix="fullcast-", ignore_cleanup_errors=True) as work:
        folder, sounds = Path(work), Path(work) / "sounds"
        for name, data in task.sounds:
            path = sounds / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        here = replace(task, sound_root=sounds if task.sounds else task.sound_root)
        try:
            made = make(here, folder, _cover(task, folder), Watch())
        except FullcastError as error:
            raise _at_home(error, sounds, task) from error
        if task.store is None:
            cache.opened().trim()
        written = (folder / name for name in task.names)
        return replace(made, data=tuple(path.read_bytes() for path in written if path.is_file()))


def _cover(task: Task, folder: Path) -> Path | None:
    """Write the cover that a task brings along, and give its path; None where it brings none that can be shown."""
    suffix = None if task.cover is None else publishing.picture_suffix(task.cover)
    if task.cover is None or suffix is None:
        return None
    path = folder / f"{publishing.COVER}{suffix}"
    path.write_bytes(task.cover)
    return path


def _at_home(error: FullcastError, sounds: Path, task: Task) -> FullcastError:
    """Name the user's own file in an error about a copy of it."""
    path = None if error.path is None else Path(error.path)
    if path is None or task.sound_root is None or not path.is_relative_to(sounds):
        return error
    home = task.sound_root / path.relative_to(sounds)
    return type(error)(error.message, path=home, line=error.line, place=error.place, hint=error.hint)


def _speaker(
    task: Task, store: cache.Cache, watch: Watch
) -> Callable[[Iterable[Line]], Generator[Clip | Failure, None, None]]:
    def speak(sent: Iterable[Line]) -> Generator[Clip | Failure, None, None]:
        yield from synthesizing.synthesize(
            sent, jobs=task.voices, store=store, key=cache.key, heed=watch.heed
        )

    return speak


def _told(clips: Iterable[Clip], tally: _Tally, watch: Watch) -> Iterator[Clip]:
    """Pass clips on and count them, telling of the words that have been spoken."""
    for clip in _until_stopped(clips, watch):
        tally.clips += 1
        tally.kept += not clip.made
        yield clip
        watch.spoken(clip.line)


def _until_stopped(parts: Iterable[T], watch: Watch) -> Iterator[T]:
    for part in parts:
        watch.heed()
        yield part


@dataclass(frozen=True, slots=True)
class _Heeding:
    """A mastered chapter that nobody reads on in when the run is over."""

    mastered: Mastered
    watch: Watch

    @property
    def frames(self) -> int:
        return self.mastered.frames

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[Samples]:
        return _until_stopped(self.mastered.blocks(start, end), self.watch)


def _silent(line: Line) -> Clip:
    """Return silence for as long as a line would take."""
    quiet, _ = synthesizing.render((line.text, replace(line.voice, engine=SILENCE), (), ""))
    return Clip(np.zeros(len(quiet), np.float32), SAMPLE_RATE, line)


def blocks(laid: Iterable[tuple[Cue | None, Samples]], cues: list[Cue]) -> Iterator[Samples]:
    """Pass the sound of a chapter on as it is laid, and keep its cues."""
    for cue, block in laid:
        if cue is not None:
            cues.append(cue)
        yield block
