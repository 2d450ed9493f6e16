"""`fullcast tag`: who says what in a story, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.common import (
    json_option,
    print_json,
    read_story,
    settings_for,
    title_option,
    voices_option,
    write_text,
)
from fullcast.cli.streams import out, wrote
from fullcast.errors import UsageError

if TYPE_CHECKING:
    from fullcast.model import Tagged


@click.command(short_help="Mark who says what in a story.")
@click.argument("story", metavar="STORY")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE (.script, .json)."
)
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
@json_option
@voices_option
@title_option
def command(
    story: str, output: Path | None, force: bool, as_json: bool, voices_file: Path | None, title: str | None
) -> None:
    """Mark who says what in STORY, and how: a script to read, to correct and to produce.

    STORY is a file, or - for standard input.

    \b
    fullcast tag story.txt                     the script on the screen
    fullcast tag story.txt -o story.script     a file to correct; `produce story.script` speaks it
    fullcast tag story.txt --json              every stretch with its offsets, confidence and rule
    """
    from fullcast import pipeline, read

    if output is not None and output.suffix not in {".script", ".json"}:
        raise UsageError(
            f"cannot write {output.suffix or 'a file without a suffix'}", hint="name it .script or .json"
        )
    tagged = pipeline.tagged(read_story(story, title), settings_for(story, voices_file))
    wants_json = as_json if output is None else output.suffix == ".json"
    if output is None and wants_json:
        print_json(as_data(tagged))
        return
    text = (
        json.dumps(as_data(tagged), ensure_ascii=False, indent=2) + "\n"
        if wants_json
        else read.write_script(tagged)
    )
    if output is None:
        out(text, end=False)
    else:
        write_text(output, text, force=force)
        wrote(output)


def as_data(tagged: Tagged) -> dict[str, Any]:
    """Return `tagged` as the object `tag --json` prints; others read it, so keys are only ever added."""
    chapters = []
    for chapter, utterances in zip(tagged.book.chapters, tagged.chapters, strict=True):
        chapters.append(
            {
                "index": chapter.index,
                "title": chapter.title,
                "text": chapter.text,
                "source_start": chapter.source_start,
                "utterances": [
                    {
                        "start": each.start,
                        "end": each.end,
                        "text": each.text,
                        "kind": each.kind.value,
                        "speaker": each.speaker,
                        "delivery": each.delivery,
                        "confidence": round(each.confidence, 3),
                        "rule": each.rule,
                    }
                    for each in utterances
                ],
            }
        )
    return {"title": tagged.book.title, "chapters": chapters}
