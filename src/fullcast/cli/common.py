"""What several commands share: their arguments, the story they name, JSON and tables."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from fullcast import api
from fullcast.cli.failures import say
from fullcast.cli.streams import bytes_in, on_screen, open_out, out, utf8_out
from fullcast.errors import UsageError
from fullcast.words import counted

if TYPE_CHECKING:
    from fullcast.model import Book, Settings

T = TypeVar("T")

STDIN = "-"
PIPE_WIDTH = 240

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
_title = click.option("--title", help="The title of a story from standard input (STORY is -).")
_language = click.option(
    "--language",
    metavar="CODE",
    help="The language the story is in, such as de or pt-BR. Without it: as the story says, else as its words show.",
)
voices_option = click.option(
    "--voices",
    "voices_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The voices.yaml to use. Without it: the one beside the story, else the one in the current folder, "
    "else the defaults.",
)


_include = click.option(
    "--include",
    "include",
    multiple=True,
    metavar="PART",
    help="Read a part that is left out otherwise, by its title or sort, such as dedication; again for more.",
)
_exclude = click.option(
    "--exclude", "exclude", multiple=True, metavar="PART", help="Leave a part out, by its title or sort."
)
_footnotes = click.option(
    "--notes",
    "footnotes",
    type=click.Choice(["skip", "inline", "end"]),
    help="What becomes of footnotes: not read, read after their paragraph, or at the chapter's end.",
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the command line says of the parts that are read; what it does not say is as voices.yaml has it."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    notes: Literal["skip", "inline", "end"] | None = None

    def over(self, settings: Settings) -> Settings:
        """Return the settings with what the command line says in their place."""
        return api.settings(settings, include=self.include, exclude=self.exclude, notes=self.notes)


def story_options(command: Callable[..., T]) -> Callable[..., T]:
    """Add the options of every command that reads a story: --json, those that say how it is read, and which parts of it.

    The command gets them as `as_json`, `voices_file`, `language`, `title` and `parts`.
    """

    @wraps(command)
    def call(
        *args: Any, include: tuple[str, ...], exclude: tuple[str, ...], footnotes: Any, **options: Any
    ) -> T:
        return command(*args, parts=Parts(include, exclude, footnotes), **options)

    options = (json_option, voices_option, _language, _title, _include, _exclude, _footnotes)
    return reduce(lambda made, option: option(made), reversed(options), call)


def settings_for(story: str, given: Path | None) -> Settings:
    """Load the settings that hold for `story`. Raises ConfigError where voices.yaml is broken."""
    return api.settings(given, beside=None if story == STDIN else story)


def read_story(
    story: str,
    title: str | None,
    settings: Settings,
    language: str | None = None,
    *,
    corrected: bool = True,
    notes: bool = True,
) -> Book:
    """Read the story at path `story`, or the one on standard input for "-", as `api.book` does; say what it notes of it.

    Raises InputError where it cannot be read, UsageError where standard input has no title, `language` is no code, or
    a part is not there.
    """
    source, name = source_of(story, title)
    book = api.book(source, title=name, voices=settings, language=language, corrected=corrected)
    if title and story != STDIN:
        unused = f"--title names a story from standard input, and not {story}"
        book = replace(book, notices=(*book.notices, unused))
    tell(book.notices if notes else ())
    return book


def source_of(story: str, title: str | None) -> tuple[str | bytes, str | None]:
    """Return the file of a story, or what is on standard input and its title."""
    if not story:
        raise UsageError("the story's name is empty", hint="name a file, or - for standard input")
    return (story, None) if story != STDIN else (bytes_in(), title)


def tell(notices: Iterable[str]) -> None:
    """Say on standard error what a listener should know and what stops nothing."""
    for notice in notices:
        say(f"note: {notice}")


def print_json(value: Any) -> None:
    """Print `value` as one JSON object on standard output."""
    out(json.dumps(value, ensure_ascii=not utf8_out(), indent=2))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Print `rows` under `heads` on standard output; the columns numbered in `right` hold numbers.

    Wide lines are folded on a terminal and left whole in a pipe, where there is no colour either.
    """
    open_out()
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for number, head in enumerate(heads):
        table.add_column(
            head,
            justify="right" if number in right else "left",
            overflow="fold",
            no_wrap=number in right,
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(width=None if on_screen(sys.stdout) else PIPE_WIDTH, highlight=False)
    with console.capture() as drawn:
        console.print(table)
    out(drawn.get(), end=False)


def watched() -> bool:
    """Say whether a person watches standard error: a terminal, and not a CI job that looks like one."""
    return on_screen(sys.stderr) and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


def duration(seconds: float) -> str:
    """Write `seconds` as a listener reads them: "8 s", "12 min 04 s", "1 h 02 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def size(number: int) -> str:
    """Write a number of bytes: "312 bytes", "1.5 KiB", "4.0 GiB"."""
    if number < 1024:
        return counted(number, "byte")
    power = min((number.bit_length() - 1) // 10, 4)
    return f"{number / 1024**power:,.1f} {' KMGT'[power]}iB"
