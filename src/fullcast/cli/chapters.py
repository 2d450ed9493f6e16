"""`fullcast chapters`: what a book consists of, and what of it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.common import (
    Parts,
    json_option,
    language_option,
    parts_options,
    print_json,
    print_table,
    read_story,
    settings_for,
    title_option,
    voices_option,
)
from fullcast.cli.streams import out
from fullcast.words import count_words

if TYPE_CHECKING:
    from fullcast.model import Book, Chapter, Settings

_PACE = 1.05
"""Words a minute with all rests, as a share of the narrator's rate: three novels come to 1.04 to 1.08 of it."""


@click.command(short_help="List the chapters and other parts of a book.")
@click.argument("story", metavar="BOOK")
@json_option
@voices_option
@language_option
@title_option
@parts_options
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
    whole = read_story(story, title, language, reading=None)
    rows = _rows(whole, settings)
    if as_json:
        print_json({"title": whole.title, **_metadata(whole), "chapters": [_data(*row) for row in rows]})
        return
    _print(whole, rows)


_Row = tuple["int | None", "Chapter", int, float]
"""Number (None: not read), chapter, words, minutes."""


def _rows(whole: Book, settings: Settings) -> list[_Row]:
    """Pair every part of the book with what is read of it, which has its notes in place."""
    from fullcast import read

    chosen = list(read.arranged(whole, settings.reading).chapters)
    rate = settings.profiles[settings.narrator].rate * _PACE
    rows: list[_Row] = []
    for part in whole.chapters:
        kept = bool(chosen) and (chosen[0].title, chosen[0].source_start, chosen[0].sort) == (
            part.title,
            part.source_start,
            part.sort,
        )
        chapter = chosen.pop(0) if kept else part
        words = sum(count_words(text) for text in (*chapter.headings, chapter.text))
        rows.append((chapter.index if kept else None, chapter, words, words / rate))
    return rows


def _print(book: Book, rows: list[_Row]) -> None:
    read = [row for row in rows if row[0] is not None]
    words = sum(row[2] for row in read)
    by = f" by {book.creator}" if book.creator else ""
    out(
        f"{book.title}{by}: {len(read)} of {len(rows)} parts are read, {words:,} words, {_minutes(sum(row[3] for row in read))}\n"
    )
    table = [
        [
            "" if number is None else str(number),
            chapter.title,
            chapter.sort if number is not None else f"{chapter.sort}, not read",
            f"{words:,}",
            _minutes(minutes) if number is not None else "",
        ]
        for number, chapter, words, minutes in rows
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


def _data(number: int | None, chapter: Chapter, words: int, minutes: float) -> dict[str, Any]:
    return {
        "number": number,
        "title": chapter.title,
        "sort": chapter.sort,
        "matter": chapter.matter,
        "read": number is not None,
        "words": words,
        "minutes": round(minutes, 1),
        "notes": len(chapter.notes),
    }
