"""`fullcast chapters`: what a book consists of, and what of it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast import api
from fullcast.cli.common import (
    Parts,
    print_json,
    print_table,
    settings_for,
    source_of,
    story_options,
    tell,
)
from fullcast.cli.streams import out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fullcast.api import Part
    from fullcast.model import Book


@click.command(short_help="List the chapters and other parts of a book.")
@click.argument("story", metavar="BOOK")
@story_options
def command(
    story: str, as_json: bool, voices_file: Path | None, language: str | None, title: str | None, parts: Parts
) -> None:
    """List the parts of BOOK in order, with words and minutes, and which of them are read.

    What is read has a number, by which `produce --chapters` takes it. A title page, contents, notes and the like have
    none; --include, with a title or a sort, puts one in, --exclude leaves one out.

    \b
    fullcast chapters book.epub
    fullcast chapters book.epub --include dedication --exclude "Author's Note"
    """
    settings = parts.over(settings_for(story, voices_file))
    source, name = source_of(story, title)
    told = api.contents(source, title=name, voices=settings, language=language)
    tell(told.book.notices)
    if as_json:
        print_json(
            {
                "title": told.book.title,
                **_metadata(told.book),
                "chapters": [_data(part) for part in told.parts],
            }
        )
        return
    _print(told.book, told.parts)


def _print(book: Book, parts: Sequence[Part]) -> None:
    read = [part for part in parts if part.number is not None]
    words = sum(part.words for part in read)
    by = f" by {book.creator}" if book.creator else ""
    length = _minutes(sum(part.minutes for part in read))
    out(f"{book.title}{by}: {len(read)} of {len(parts)} parts are read, {words:,} words, {length}\n")
    table = [
        [
            "" if part.number is None else str(part.number),
            part.chapter.title,
            part.chapter.sort if part.number is not None else f"{part.chapter.sort}, not read",
            f"{part.words:,}",
            _minutes(part.minutes) if part.number is not None else "",
        ]
        for part in parts
    ]
    print_table(["", "title", "sort", "words", "length"], table, right=(0, 3, 4))


def _minutes(minutes: float) -> str:
    whole = max(1, round(minutes))
    return f"{whole} min" if whole < 60 else f"{whole // 60} h {whole % 60:02d} min"


def _metadata(book: Book) -> dict[str, Any]:
    told = book.metadata
    return {
        "creator": book.creator,
        "language": book.language,
        "subtitle": told.subtitle,
        "authors": list(told.authors),
        "publisher": told.publisher,
        "date": told.date,
        "identifiers": list(told.identifiers),
        "series": told.series,
        "position": told.position,
        "cover": book.cover is not None,
    }


def _data(part: Part) -> dict[str, Any]:
    chapter = part.chapter
    return {
        "number": part.number,
        "title": chapter.title,
        "sort": chapter.sort,
        "matter": chapter.matter,
        "read": part.number is not None,
        "words": part.words,
        "minutes": round(part.minutes, 1),
        "notes": len(chapter.notes),
    }
