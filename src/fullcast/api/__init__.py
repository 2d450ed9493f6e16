"""What a program calls, and the command line too: one function for what a person asks for.

    stories.py   what holds for a story: its voices.yaml, its language, its parts; the story read
    scripts.py   the script beside a story: what a person corrected there holds

Nothing here prints, takes signals, or changes a folder but the one it is told to. A story is a path, or a Book as
`book` reads it; `voices` is a voices.yaml or the Settings of one, and None finds the file as the command line does.
What goes wrong is a FullcastError. Heavy libraries are imported when they are needed, so importing this is light.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from fullcast import files
from fullcast.api.scripts import Written
from fullcast.api.scripts import write as _write
from fullcast.api.stories import (
    Contents,
    Part,
    Source,
    Story,
    Voices,
    book,
    check_formats,
    contents,
    find_voices,
    numbers,
    read_for,
    settings,
)
from fullcast.errors import UsageError, foreseen

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from fullcast.address import Address
    from fullcast.cast import Row
    from fullcast.check import Report
    from fullcast.model import Tagged, Utterance
    from fullcast.parse import Reason
    from fullcast.pipeline import Doubts, Event, Means, OnError, Survey

__all__ = [
    "Contents",
    "Part",
    "Source",
    "Story",
    "Voices",
    "Why",
    "Written",
    "as_script",
    "book",
    "check_formats",
    "contents",
    "doubts",
    "find_voices",
    "measure",
    "produce",
    "settings",
    "survey",
    "tag",
    "why",
    "write_cast",
    "write_script",
]


# --- who says what --------------------------------------------------------------------------------


@foreseen()
def tag(story: Story, *, voices: Voices = None, language: str | None = None) -> Tagged:
    """Find who says what in a story, as `produce` would speak it: corrected by voices.yaml and by the script beside it.

    Raises InputError where it cannot be read or holds no word, ConfigError where voices.yaml is broken, UsageError
    where `language` is no code.
    """
    from fullcast import pipeline

    return pipeline.tagged(*read_for(story, voices, language))


@foreseen()
def doubts(tagged: Tagged, *, voices: Voices = None) -> Doubts:
    """Give the spoken lines that are less sure than voices.yaml asks for, with their addresses, in reading order."""
    from fullcast import pipeline

    return pipeline.doubts(tagged, settings(voices, beside=tagged.book))


@dataclass(frozen=True, slots=True)
class Why:
    """What decided who says a line: its address, itself, and who may say it, likeliest first.

    Nobody is in `likely` where a script says who it is.
    """

    at: Address
    utterance: Utterance
    likely: tuple[Reason, ...]


@foreseen()
def why(story: Story, line: str, *, voices: Voices = None, language: str | None = None) -> Why:
    """Tell what decided who says a line, such as "3:17": the 17th spoken line of the third chapter.

    A path is read without the script beside it, for there is nothing to tell of what a person decided. Raises what
    `tag` does, and UsageError where there is no such line.
    """
    from fullcast import address, parse, pipeline

    read, chosen = read_for(story, voices, language, corrected=False)
    at, said = address.find(pipeline.tagged(read, chosen), line)
    return Why(at, said, parse.explain(read, chosen.cast, at.chapter - 1, said.start))


# --- scripts --------------------------------------------------------------------------------------


def as_script(tagged: Tagged) -> str:
    """Write a tagged story as the play script that `fullcast tag` prints."""
    from fullcast import read

    return read.write_script(tagged)


@foreseen()
def write_script(
    story: Story,
    path: str | os.PathLike[str],
    *,
    voices: Voices = None,
    language: str | None = None,
    force: bool = False,
) -> Written:
    """Tag a story into a script to correct; what a person changed in the one at `path` is carried over.

    A Book should be one that was read with `corrected=False`: corrections come from the script at `path` alone.
    Raises what `tag` does, and OutputError where the file is not fullcast's to write, unless `force`.
    """
    from fullcast import pipeline

    read, chosen = read_for(story, voices, language, corrected=False)
    return _write(Path(path), pipeline.tagged(read, chosen), chosen, force=force)


# --- the cast -------------------------------------------------------------------------------------


@foreseen()
def survey(
    story: Story,
    *,
    voices: Voices = None,
    language: str | None = None,
    chapters: str | Iterable[int] | None = None,
) -> Survey:
    """Tell what `produce` would make: who says how much in which voice, and how long each chapter will be.

    Writes nothing. Raises what `produce` raises before it writes.
    """
    from fullcast import pipeline

    read, chosen = read_for(story, voices, language)
    check_formats(chosen)
    return pipeline.survey(read, chosen, numbers(read, chapters))


@foreseen()
def write_cast(rows: Iterable[Row], path: str | os.PathLike[str]) -> bool:
    """Add who is not in the cast of the voices.yaml at `path` yet, with the voices of `rows`; say whether it changed.

    Nothing else in the file changes; where there is none, a new one is written, every key explained. Raises
    ConfigError for a file that cannot be read, OutputError for one that cannot be written.
    """
    from fullcast import cast as casting
    from fullcast import config

    goal = files.target(Path(path), "name another file with --voices")
    if goal.is_file():
        with goal.open(encoding="utf-8", newline="") as file:
            before = file.read()
    else:
        before = config.template()
    after = config.with_cast(before, casting.entries(rows), goal)
    if goal.is_file() and after == before:
        return False
    files.write_text(goal, after)
    return True


# --- sound ----------------------------------------------------------------------------------------


def produce(
    story: Story,
    output: str | os.PathLike[str] = "output",
    *,
    voices: Voices = None,
    language: str | None = None,
    formats: str | Iterable[str] | None = None,
    chapters: str | Iterable[int] | None = None,
    jobs: int | None = None,
    on_error: OnError = "skip",
    executor: Executor | None = None,
) -> Generator[Event, None, None]:
    """Make the audiobook of a story in a folder of its own under `output`, and yield what happens as it happens.

    Nothing begins before the first event is asked for; what stands from before is kept.
    Closing the iterator, as leaving the loop does, stops the work: no file is half-written, and the next call goes on.
    `chapters` are made only ("3-7", or numbers), `jobs` voices speak at once (one a core), `executor` may do the work
    elsewhere, `on_error` says what becomes of a line that an engine fails on.

    Raises InputError, ConfigError, UsageError and EngineError before anything is written; AudioError and OutputError
    while it is; IncompleteError, after all else is done, where lines failed.
    """
    from fullcast import pipeline

    with foreseen():
        means = _means(jobs, on_error, executor)
        chosen = settings(voices, beside=story, formats=formats)
        read, chosen = read_for(story, chosen, language)
        check_formats(chosen)
        yield from pipeline.produce(read, chosen, Path(output), only=numbers(read, chapters), means=means)


def _means(jobs: int | None, on_error: OnError, executor: Executor | None) -> Means:
    """Return with what a book is made. Raises UsageError for what no book can be made with."""
    from fullcast import cache
    from fullcast.pipeline import Means, OnError

    if jobs is not None and jobs < 1:
        raise UsageError(f"{jobs} voices cannot speak", hint="let jobs be 1 or more, or None for one a core")
    if on_error not in get_args(OnError):
        raise UsageError(
            f"on_error cannot be “{on_error}”", hint=f"choose from: {', '.join(get_args(OnError))}"
        )
    return Means(jobs or _cores(), (cache.locate(), cache.allowance()), executor, on_error)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@foreseen()
def measure(path: str | os.PathLike[str]) -> Report:
    """Measure a sound file against the technical numbers of ACX, as `fullcast check` does.

    Raises AudioError where it cannot be decoded.
    """
    from fullcast import check

    return check.measure(Path(path))
