"""`fullcast produce`: stories in, chapter files out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast import files
from fullcast.cli.common import (
    check_formats,
    counted,
    duration,
    json_option,
    print_json,
    print_table,
    read_story,
    settings_for,
    title_option,
    voices_option,
    watched,
)
from fullcast.cli.failures import explained, say, told
from fullcast.cli.streams import out, wrote
from fullcast.errors import ConfigError, FullcastError, OutputError, UsageError

if TYPE_CHECKING:
    from fullcast.model import Settings
    from fullcast.pipeline import Event, Survey


@click.command(short_help="Turn stories into audiobooks.")
@click.argument("stories", nargs=-1, required=True, metavar="STORY...")
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
    "--jobs", type=click.IntRange(1, 64), metavar="N", help="Voices at work at once (default: one a core)."
)
@click.option(
    "--dry-run", is_flag=True, help="Say who speaks how much, and how long it will be; write nothing."
)
@json_option
@voices_option
@title_option
def command(
    stories: tuple[str, ...],
    folder: Path,
    formats: str | None,
    jobs: int | None,
    dry_run: bool,
    as_json: bool,
    voices_file: Path | None,
    title: str | None,
) -> int:
    """Turn each STORY into an audiobook: DIR/<book>/01-<chapter>.mp3 and so on, with a timeline.json.

    STORY is a text, a play script that `fullcast tag` wrote, or - for standard input. Files that fullcast did not
    write are never overwritten.

    \b
    fullcast produce story.txt
    fullcast produce story.txt --dry-run          who says how much, in which voice
    fullcast produce part1.txt part2.txt -o audio --format mp3,flac
    """
    chosen = _formats(formats)
    results = []
    failures: list[dict[str, Any]] = []
    code = 0
    taken: dict[Path, str] = {}
    for story in stories:
        try:
            settings = _with_formats(settings_for(story, voices_file), chosen)
            check_formats(settings)
            run = _survey if dry_run else _produce
            results.append(run(story, title, settings, folder, jobs or _cores(), taken, as_json))
        except (FullcastError, OSError, MemoryError) as error:
            # One broken story does not keep the others from being told.
            known = explained(error)
            if known is None or (len(stories) == 1 and not as_json):
                raise
            say(told(known))
            failures.append(_failure(story, known))
            code = code or known.exit_code
    if as_json:
        print_json({"books": results, "errors": failures})
    elif failures:
        say(f"{len(failures)} of {len(stories)} stories could not be produced")
    return code


def _produce(
    story: str,
    title: str | None,
    settings: Settings,
    folder: Path,
    jobs: int,
    taken: dict[Path, str],
    as_json: bool,
) -> dict[str, Any]:
    from fullcast import pipeline

    book = read_story(story, title, notes=False)  # produce tells of them itself
    _claim(pipeline.folder_for(book, settings, folder), story, taken)
    result: dict[str, Any] = {"story": story, "voices": _as_text(settings.source), "files": [], "notices": []}
    with closing(pipeline.produce(book, settings, folder, jobs=jobs)) as events:
        for event in _shown(events):
            _note(event, result)
            if isinstance(event, pipeline.FileWritten) and not as_json:
                wrote(event.path)
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
        case pipeline.Notice():
            say(f"note: {event.message}")
            result["notices"].append(event.message)
        case pipeline.BookDone():
            result["duration"] = round(event.seconds, 3)
            if watched():
                say(f"{event.title}: {duration(event.seconds)} in {event.folder}")
        case _:
            pass


def _survey(
    story: str,
    title: str | None,
    settings: Settings,
    folder: Path,
    jobs: int,
    taken: dict[Path, str],
    as_json: bool,
) -> dict[str, Any]:
    from fullcast import pipeline

    survey = pipeline.survey(read_story(story, title), settings)
    if not as_json:
        _print_survey(survey)
    return _survey_data(story, survey)


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
        [str(number), each.title, str(each.words), duration(each.seconds)]
        for number, each in enumerate(survey.chapters, 1)
    ]
    print_table(["", "chapter", "words", "length"], rows, right=(0, 2, 3))


def _survey_data(story: str, survey: Survey) -> dict[str, Any]:
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
        "chapters": [
            {"title": each.title, "words": each.words, "duration": round(each.seconds, 3)}
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


def _with_formats(settings: Settings, formats: tuple[str, ...] | None) -> Settings:
    if formats is None:
        return settings
    return replace(settings, output=replace(settings.output, formats=formats))


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


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
