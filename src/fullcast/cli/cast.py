"""`fullcast cast`: who speaks in a story, how much, and in which voice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast import api, files
from fullcast.api.stories import VOICES
from fullcast.cli.common import (
    STDIN,
    Parts,
    print_json,
    print_table,
    read_story,
    story_options,
    tell,
)
from fullcast.cli.failures import hinting, say

if TYPE_CHECKING:
    from fullcast.cast import Row


@click.command(short_help="List who speaks, how much, in which voice.")
@click.argument("story", metavar="STORY")
@click.option("--write", is_flag=True, help="Write who is not in voices.yaml yet, and whose voice is not.")
@story_options
def command(
    story: str,
    write: bool,
    as_json: bool,
    voices_file: Path | None,
    language: str | None,
    title: str | None,
    parts: Parts,
) -> None:
    """List who speaks in STORY, by which names, how much, with a line of theirs and the voice they have.

    With --write, everybody who is not yet in the cast of voices.yaml is added to it, in the voice listed, and so is
    the voice of who is there without one; nothing else in the file changes. A new one is written beside the story
    where there is none.

    \b
    fullcast cast story.txt
    fullcast cast story.txt --write       then change voices in voices.yaml, and produce
    """
    from fullcast import cast as casting
    from fullcast import config, pipeline

    beside = None if story == STDIN else story
    path = api.find_voices(voices_file, beside)
    if write and path is None:
        path = Path(VOICES) if beside is None else Path(beside).parent / VOICES
    goal = files.target(path, "name another file with --voices") if write and path is not None else None
    new = write and path is not None and not path.exists()
    settings = parts.over(config.load(None if new else path))
    api.check_formats(settings)
    book = read_story(story, title, settings, language)
    script = pipeline.prepare(book, settings)
    tell(pipeline.notices(script.tagged, settings))
    rows = casting.rows(script.tagged, script.cast)
    if as_json:
        print_json(
            {"title": script.book.title, "voices": path and str(path), "cast": [_data(row) for row in rows]}
        )
    else:
        _print(rows)
    if goal is not None:
        _write(goal, rows)


def _print(rows: tuple[Row, ...]) -> None:
    heads = ["who", "aliases", "gender", "lines", "words", "share", "voice", "says"]
    table = [
        [
            row.name,
            ", ".join(row.aliases),
            row.gender or "",
            str(row.lines),
            str(row.words),
            f"{row.share:.1%}",
            row.voice.name,
            row.sample,
        ]
        for row in rows
    ]
    print_table(heads, table, right=(3, 4, 5))


def _write(path: Path, rows: tuple[Row, ...]) -> None:
    """Add the people of `rows` to the voices.yaml at `path`, a new one where there is none."""
    with hinting("choose another file with --voices"):
        changed = api.write_cast(rows, path)
    say(
        f"{path}: the cast is written; change it as you like"
        if changed
        else f"{path}: everybody is in it already"
    )


def _data(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "gender": row.gender,
        "aliases": list(row.aliases),
        "lines": row.lines,
        "words": row.words,
        "share": round(row.share, 4),
        "voice": row.voice.name,
        "sample": row.sample,
    }
