"""`fullcast produce`: stories in, chapter files out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast import api, files
from fullcast.cli.common import (
    Parts,
    duration,
    print_json,
    print_table,
    read_story,
    settings_for,
    story_options,
    tell,
    watched,
)
from fullcast.cli.failures import say, told
from fullcast.cli.stories import gathered
from fullcast.cli.streams import out, wrote
from fullcast.errors import ConfigError, FullcastError, OutputError, UsageError, explained
from fullcast.words import counted

if TYPE_CHECKING:
    from fullcast.model import Settings
    from fullcast.pipeline import BookDone, Event, OnError, Survey
    from fullcast.pipeline.cluster import Cluster


@click.command(short_help="Turn stories into audiobooks.")
@click.argument("stories", nargs=-1, metavar="STORY...")
@click.option(
    "--list",
    "listing",
    metavar="FILE",
    help="Make the stories in this file too, a path a line (# begins a comment; - is standard input).",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=True),
    default=Path("output"),
    metavar="DIR",
    help="Where the book's folder goes (default: output).",
)
@click.option(
    "--format", "formats", metavar="mp3,...", help="The files to write, such as mp3,flac (default: mp3)."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Voices at work at once (default: one a core, or a thread of the cluster).",
)
@click.option(
    "--cluster",
    "address",
    metavar="ADDRESS",
    help="Make the chapters on the Dask cluster whose scheduler this is, such as tcp://10.0.0.5:8786.",
)
@click.option(
    "--dry-run", is_flag=True, help="Say who speaks how much, and how long it will be; write nothing."
)
@click.option(
    "--explain", is_flag=True, help="Say of each chapter whether it stands as it is, or why it is made."
)
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip", "silence"]),
    default="skip",
    show_default=True,
    help="What becomes of a line that a voice fails on: the run ends, its chapter is left out, or the line is silent.",
)
@story_options
@click.option(
    "--chapters",
    metavar="3-7",
    help="Make these chapters only, as `fullcast chapters` numbers them: 3-7, 12-, 1,4 or a title.",
)
def command(
    stories: tuple[str, ...],
    listing: str | None,
    folder: Path,
    formats: str | None,
    jobs: int | None,
    address: str | None,
    dry_run: bool,
    explain: bool,
    on_error: OnError,
    as_json: bool,
    voices_file: Path | None,
    language: str | None,
    title: str | None,
    parts: Parts,
    chapters: str | None,
) -> int:
    """Turn each STORY into an audiobook: DIR/<book>/01-<chapter>.mp3 and so on, with a timeline.json.

    STORY is a text, a book, a play script that `fullcast tag` wrote, a folder of these, or - for standard input. What you
    corrected in the script beside a text (story.script, story.txt) holds for the text too. Files that fullcast did not
    write are never overwritten. One story that fails does not keep the others from being made.

    \b
    fullcast produce story.txt
    fullcast produce story.txt --dry-run          who says how much, in which voice
    fullcast produce book.epub --chapters 3-7     these chapters only (fullcast chapters lists them)
    fullcast produce part1.txt part2.txt -o audio --format mp3,flac
    fullcast produce books/ --list more.txt       every book in a folder, and those in a list
    """
    named = gathered(stories, listing)
    request = _Request(
        folder,
        _formats(formats),
        jobs,
        title,
        language,
        voices_file,
        as_json,
        parts,
        chapters,
        explain,
        on_error,
    )
    tally = _Tally(len(named), as_json)
    taken: dict[Path, str] = {}
    with _reached(None if dry_run else address) as cluster:
        for each in named:
            try:
                if each.error is not None:
                    raise each.error
                done = (
                    _survey(each.story, request) if dry_run else _produce(each.story, request, taken, cluster)
                )
                tally.done(done)
            except (FullcastError, OSError, MemoryError) as error:
                # One broken story does not keep the others from being told.
                known = explained(error)
                if known is None or (len(named) == 1 and not as_json):
                    raise
                say(told(known))
                tally.failed(each.story, known)
    return tally.told(dry_run)


@dataclass(slots=True)
class _Tally:
    """What became of so many `stories`; all that was told of them is held only for --json."""

    stories: int
    as_json: bool
    results: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    code: int = 0
    made: int = 0
    kept: int = 0
    broken: int = 0

    def done(self, result: dict[str, Any]) -> None:
        kept = not any(chapter.get("made", True) for chapter in result["chapters"])
        self.kept += kept
        self.made += not kept
        if self.as_json:
            self.results.append(result)

    def failed(self, story: str, error: FullcastError) -> None:
        self.broken += 1
        self.code = self.code or error.exit_code
        if self.as_json:
            self.errors.append(_failure(story, error))

    def told(self, dry_run: bool) -> int:
        """Say how it went, and return the exit code: that of the first story that failed."""
        if self.as_json:
            counts = {"made": self.made, "kept": self.kept, "failed": self.broken}
            print_json({"books": self.results, "errors": self.errors, **({} if dry_run else counts)})
        elif dry_run and self.broken:
            say(f"{self.broken:,} of {self.stories:,} stories cannot be produced")
        elif self.stories > 1 and not dry_run:
            say(
                f"{self.stories:,} stories: {self.made:,} made, {self.kept:,} as they were, {self.broken:,} failed"
            )
        return self.code


@contextmanager
def _reached(address: str | None) -> Iterator[Cluster | None]:
    """Give the cluster at `address`; None for this machine alone."""
    if address is None:
        yield None
        return
    from fullcast.pipeline.cluster import connected

    with connected(address) as cluster:
        yield cluster


@dataclass(frozen=True, slots=True)
class _Request:
    """What the command line asks of every story of a call; `formats` is None where it names none."""

    folder: Path
    formats: tuple[str, ...] | None
    jobs: int | None
    title: str | None
    language: str | None
    voices: Path | None
    as_json: bool
    parts: Parts
    chapters: str | None
    explain: bool
    on_error: OnError

    def settings(self, story: str) -> Settings:
        """Load what holds for `story`. Raises ConfigError where voices.yaml is broken, or names no such format."""
        settings = self.parts.over(settings_for(story, self.voices))
        settings = api.settings(settings, formats=self.formats)
        api.check_formats(settings)
        return settings


def _produce(
    story: str, request: _Request, taken: dict[Path, str], cluster: Cluster | None
) -> dict[str, Any]:
    """Make one audiobook; `taken` holds the folders of the stories before it."""
    from fullcast import pipeline

    settings = request.settings(story)
    # produce tells of its notes itself
    book = read_story(story, request.title, settings, request.language, notes=False)
    _claim(pipeline.folder_for(book, settings, request.folder), story, taken)
    result: dict[str, Any] = {"story": story, "voices": _as_text(settings.source)}
    result |= {"files": [], "notices": [], "chapters": [], "unspoken": []}
    making = api.produce(
        book,
        request.folder,
        voices=settings,
        chapters=request.chapters,
        jobs=request.jobs,
        on_error=request.on_error,
        executor=cluster,
    )
    with closing(making) as events:
        for event in _shown(events):
            _note(event, result)
            if request.explain:
                _explain(event)
            if isinstance(event, pipeline.FileWritten) and not request.as_json:
                wrote(event.path)
            if isinstance(event, pipeline.BookDone) and not request.as_json:
                same = "" if result["files"] else "nothing has changed, "
                say(f"{event.title}: {same}{_sum(event)}")
    return result


def _shown(events: Iterator[Event]) -> Iterator[Event]:
    """Pass `events` on, with a progress bar on a terminal and nothing in a pipe."""
    if not watched():
        return events
    from fullcast.cli.progress import with_bar

    return with_bar(events)


def _claim(folder: Path, story: str, taken: dict[Path, str]) -> None:
    """Raise OutputError where another story of this call goes to the same folder, or none can have that name."""
    with files.writing(folder):
        folder.exists()
    other = taken.setdefault(folder, story)
    if other != story:
        raise OutputError(
            f"{story} has the same title as {other}, and would replace it",
            path=folder,
            hint="produce them one by one with different -o, or give one another title in voices.yaml",
        )


def _note(event: Event, result: dict[str, Any]) -> None:
    """Add what `event` tells to the book's `result`, as --json prints it."""
    from fullcast import pipeline

    match event:
        case pipeline.BookStarted():
            result |= {"title": event.title, "folder": str(event.folder), "words": event.words}
        case pipeline.FileWritten():
            entry: dict[str, Any] = {"path": str(event.path)}
            if event.seconds is not None:
                entry["duration"] = round(event.seconds, 3)
            if event.loudness is not None:
                entry |= {
                    "rms": event.loudness.rms,
                    "peak": event.loudness.peak,
                    "floor": event.loudness.floor,
                }
            result["files"].append(entry)
        case pipeline.Kept():
            result["chapters"].append({"number": event.number, "title": event.title, "made": False})
        case pipeline.Renewed():
            made = {
                "number": event.number,
                "title": event.title,
                "made": True,
                "reasons": list(event.reasons),
            }
            result["chapters"].append(made)
        case pipeline.Unspoken():
            say(f"chapter {event.number}, {event.title}: no sound for “{event.text[:80]}”: {event.error}")
            result["unspoken"].append({"chapter": event.number, "text": event.text, "error": event.error})
        case pipeline.Notice():
            say(f"note: {event.message}")
            result["notices"].append(event.message)
        case pipeline.BookDone():
            told = event.balance
            result |= {
                "duration": round(event.seconds, 3),
                "balance": {**asdict(told), "balanced": told.balanced},
            }
        case _:
            pass


def _sum(done: BookDone) -> str:
    """Say what came of all the words of a book."""
    told = done.balance
    kept = f" ({told.kept:,} kept)" if told.kept else ""
    counts = [
        counted(told.words, "word"),
        counted(told.lines, "line"),
        f"{counted(told.clips, 'clip')}{kept}",
        counted(told.cues, "cue"),
        duration(done.seconds),
    ]
    lacks = [
        *([] if told.balanced else ["the words do not balance"]),
        *([f"{counted(told.silent, 'line')} failed"] if told.silent else []),
        *([f"{_chapters(done.missing)} not made"] if done.missing else []),
    ]
    return f"{', '.join(counts)}: {', '.join(lacks) or 'every word is spoken'}"


def _chapters(numbers: tuple[int, ...]) -> str:
    return f"{'chapter' if len(numbers) == 1 else 'chapters'} {', '.join(map(str, numbers))}"


def _explain(event: Event) -> None:
    """Say on standard error why a chapter is made, or that it is not."""
    from fullcast import pipeline

    match event:
        case pipeline.Kept():
            say(f"chapter {event.number}, {event.title}: as it was")
        case pipeline.Renewed():
            say(f"chapter {event.number}, {event.title}: made anew: {'; '.join(event.reasons)}")
        case pipeline.BookDone():
            told = event.balance
            say(f"{told.kept:,} of {told.clips:,} clips were kept from before")
        case _:
            pass


def _survey(story: str, request: _Request) -> dict[str, Any]:
    """Tell what `_produce` would make of a story."""
    settings = request.settings(story)
    book = read_story(story, request.title, settings, request.language)
    survey = api.survey(book, voices=settings, chapters=request.chapters)
    if not request.as_json:
        _print_survey(survey)
    tell(survey.notices)
    return _survey_data(story, survey, [*book.notices, *survey.notices])


def _print_survey(survey: Survey) -> None:
    chapters = counted(len(survey.chapters), "chapter")
    out(f"{survey.title}: {chapters}, {survey.words} words, {duration(survey.seconds)}")
    out(f"voices: {survey.settings or 'the defaults (fullcast init writes a voices.yaml to change)'}\n")
    rows = [
        [row.name, str(row.lines), str(row.words), f"{row.share:.1%}", row.voice.name] for row in survey.rows
    ]
    print_table(["who", "lines", "words", "share", "voice"], rows, right=(1, 2, 3))
    out()
    rows = [
        [str(each.number), each.title, str(each.words), duration(each.seconds)] for each in survey.chapters
    ]
    print_table(["", "chapter", "words", "length"], rows, right=(0, 2, 3))


def _survey_data(story: str, survey: Survey, notices: list[str]) -> dict[str, Any]:
    return {
        "story": story,
        "title": survey.title,
        "voices": _as_text(survey.settings),
        "words": survey.words,
        "duration": round(survey.seconds, 3),
        "cast": [
            {
                "name": row.name,
                "lines": row.lines,
                "words": row.words,
                "share": round(row.share, 4),
                "voice": row.voice.name,
            }
            for row in survey.rows
        ],
        "notices": notices,
        "chapters": [
            {
                "number": each.number,
                "title": each.title,
                "words": each.words,
                "duration": round(each.seconds, 3),
            }
            for each in survey.chapters
        ],
    }


def _formats(given: str | None) -> tuple[str, ...] | None:
    """Return the formats that --format names. Raises UsageError where it names none, or one there is not."""
    from fullcast import publish

    if given is None:
        return None
    names = tuple(dict.fromkeys(name.strip().lower() for name in given.split(",") if name.strip()))
    if not names:
        raise UsageError("--format names no format", hint=f"there are {', '.join(publish.FORMATS)}")
    try:
        publish.formats(names)
    except ConfigError as error:
        raise UsageError(f"--format: {error.message}", hint=error.hint) from None
    return names


def _failure(story: str, error: FullcastError) -> dict[str, Any]:
    return {
        "story": story,
        "error": error.message,
        "where": error.where() or None,
        "hint": error.hint,
        "exit_code": error.exit_code,
    }


def _as_text(path: Path | None) -> str | None:
    return None if path is None else str(path)
