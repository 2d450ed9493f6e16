"""`fullcast tag`: who says what in a story, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast import api, files
from fullcast.cli.common import (
    Parts,
    print_json,
    print_table,
    read_story,
    settings_for,
    story_options,
    tell,
)
from fullcast.cli.failures import say
from fullcast.cli.streams import out, wrote
from fullcast.errors import UsageError
from fullcast.words import counted

if TYPE_CHECKING:
    from fullcast.address import Address
    from fullcast.model import Book, Settings, Tagged, Utterance
    from fullcast.pipeline import Doubts


_CLUES = 12
"""Clues of a speaker that are worth reading: the rest weigh next to nothing."""


@click.command(short_help="Mark who says what in a story.")
@click.argument("story", metavar="STORY")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE (.script, .json)."
)
@click.option("--force", is_flag=True, help="Replace FILE where it exists, with all changes in it.")
@click.option(
    "--uncertain", is_flag=True, help="List the lines whose speaker is uncertain, as voices.yaml measures it."
)
@click.option("--why", "line", metavar="LINE", help="Tell what decided who says LINE, such as 3:17.")
@story_options
def command(
    story: str,
    output: Path | None,
    force: bool,
    uncertain: bool,
    line: str | None,
    as_json: bool,
    voices_file: Path | None,
    language: str | None,
    title: str | None,
    parts: Parts,
) -> None:
    """Mark who says what in STORY, and how: a script to read, to correct and to produce.

    STORY is a file, or - for standard input.

    \b
    fullcast tag story.txt                     the script on the screen
    fullcast tag story.txt -o story.script     a file to correct; `produce story.script` speaks it.
                                               Once more, and it has what is new in the story, and your corrections
    fullcast tag story.txt --uncertain         the lines to look at first, in reading order
    fullcast tag story.txt --why 3:17          what decided the 17th spoken line of chapter 3, and who else it could be
    fullcast tag story.txt --json              every stretch with its offsets, confidence and rule
    """
    from fullcast import pipeline

    if output is not None and output.suffix not in {".script", ".json"}:
        raise UsageError(
            f"cannot write {output.suffix or 'a file without a suffix'}", hint="name it .script or .json"
        )
    lists = "--uncertain" if uncertain else "--why" if line is not None else ""
    if lists and output is not None:
        raise UsageError(f"{lists} writes no file", hint="leave -o out; to keep the list, send it on with >")
    if uncertain and line is not None:
        raise UsageError("--uncertain and --why are two questions", hint="ask one at a time")
    settings = parts.over(settings_for(story, voices_file))
    wants_json = as_json if output is None else output.suffix == ".json"
    if line is not None:
        _explain(
            read_story(story, title, settings, language, corrected=False), settings, line, as_json=as_json
        )
        return
    corrected = output is None and (uncertain or not wants_json)
    book = read_story(story, title, settings, language, corrected=corrected)
    if output is not None and not wants_json:
        _write(output, book, settings, force=force)
        return
    tagged = api.tag(book, voices=settings)
    if uncertain:
        tell(tagged.notices)
        _list(api.doubts(tagged, voices=settings), book, as_json=as_json)
    elif output is None:
        tell(pipeline.notices(tagged, settings))
        if wants_json:
            print_json(as_data(tagged))
        else:
            out(api.as_script(tagged), end=False)
    else:
        files.write_new(output, json.dumps(as_data(tagged), ensure_ascii=False, indent=2) + "\n", force=force)
        tell(pipeline.notices(tagged, settings))
        wrote(output)


def _write(output: Path, book: Book, settings: Settings, *, force: bool) -> None:
    """Write what was found to a script, which keeps what a person changed in it."""
    from fullcast import pipeline

    written = api.write_script(book, output, voices=settings, force=force)
    tell(written.notices)
    tell(pipeline.notices(written.tagged, settings))
    wrote(output)


def _explain(book: Book, settings: Settings, line: str, *, as_json: bool) -> None:
    """Print what decided who says a line: the likeliest speakers and what speaks for and against each."""
    told = api.why(book, line, voices=settings)
    at, said = told.at, told.utterance
    if as_json:
        likely = [
            {"speaker": r.name, "score": r.score, "clues": [list(c) for c in r.clues]} for r in told.likely
        ]
        print_json({**_line_data(at, said, book), "rule": said.rule, "likely": likely})
        return
    who = said.speaker or "nobody known"
    out(f"{at}  {_one_line(said.text)}")
    out(f"{who}, {said.kind.value}, confidence {said.confidence:.2f}, decided by {said.rule}")
    if not told.likely:
        out("The script says so.")
        return
    for reason in told.likely:
        out(f"\n{reason.name}: {reason.score:+.1f}")
        for clue, worth in reason.clues[:_CLUES]:
            out(f"  {worth:+5.1f}  {clue}")


def _list(doubts: Doubts, book: Book, *, as_json: bool) -> None:
    """Print the uncertain lines in reading order, each with the address that other commands take."""
    if as_json:
        print_json(
            {
                "title": book.title,
                "below": doubts.below,
                "spoken": doubts.spoken,
                "uncertain": [_line_data(at, each, book) for at, each in doubts.lines],
            }
        )
        return
    if not doubts.lines:
        say(f"none of {counted(doubts.spoken, 'line')} is less sure than {doubts.below:g}")
        return
    rows = [
        [str(at), f"{each.confidence:.2f}", each.speaker or "nobody", each.kind.value, _one_line(each.text)]
        for at, each in doubts.lines
    ]
    print_table(["line", "sure", "who", "kind", "says"], rows, right=(0, 1))


def _line_data(at: Address, each: Utterance, book: Book) -> dict[str, Any]:
    return {
        "line": str(at),
        "chapter": book.chapters[at.chapter - 1].title,
        "confidence": round(each.confidence, 3),
        "speaker": each.speaker,
        "kind": each.kind.value,
        "delivery": each.delivery,
        "text": each.text.strip(),
        "tag": each.tag,
        "rule": each.rule,
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


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
                        "tag": each.tag,
                    }
                    for each in utterances
                ],
            }
        )
    return {"title": tagged.book.title, "chapters": chapters}
