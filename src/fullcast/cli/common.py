"""What several commands share: their arguments, the search for voices.yaml, JSON and tables."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from fullcast import files
from fullcast.cli.failures import say
from fullcast.cli.streams import bytes_in, on_screen, open_out, out, utf8_out
from fullcast.errors import ConfigError, InputError, OutputError, UsageError

if TYPE_CHECKING:
    from fullcast.model import Book, Reading, Settings

T = TypeVar("T")

STDIN = "-"
VOICES = "voices.yaml"
PIPE_WIDTH = 240

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
title_option = click.option("--title", help="The title of a story from standard input (STORY is -).")
language_option = click.option(
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
        reading = settings.reading
        changed = replace(
            reading,
            include=(*reading.include, *self.include),
            exclude=tuple(name for name in reading.exclude if name not in self.include) + self.exclude,
            notes=self.notes or reading.notes,
        )
        return replace(settings, reading=changed)


def parts_options(command: Callable[..., T]) -> Callable[..., T]:
    """Add the options that say which parts of a book are read; the command gets them as `parts`."""

    @wraps(command)
    def call(
        *args: Any, include: tuple[str, ...], exclude: tuple[str, ...], footnotes: Any, **options: Any
    ) -> T:
        return command(*args, parts=Parts(include, exclude, footnotes), **options)

    return _include(_exclude(_footnotes(call)))


def find_voices(given: Path | None, story: str) -> Path | None:
    """Return the voices.yaml for `story`: the one `given`, beside the story, or here; None for the defaults."""
    if given is not None:
        return given
    beside = [] if story == STDIN else [Path(story).parent / VOICES]
    return next((path for path in [*beside, Path(VOICES)] if path.is_file()), None)


def settings_for(story: str, given: Path | None) -> Settings:
    """Load the settings that hold for `story`. Raises ConfigError where voices.yaml is broken."""
    from fullcast import config

    return config.load(find_voices(given, story))


def read_story(
    story: str,
    title: str | None,
    language: str | None = None,
    *,
    reading: Reading | None,
    notes: bool = True,
) -> Book:
    """Read the story at path `story`, or the one on standard input for "-", and say what it notes of it.

    It comes with the parts that `reading` asks for; None leaves all of them in, as the file has them. Raises InputError
    where it cannot be read, UsageError where standard input has no title, `language` is no code, or a part is not there.
    """
    from fullcast import read
    from fullcast.parse import languages

    if language is not None and not languages.is_code(language):
        raise UsageError(
            f"--language: “{language[:40]}” is no language code", hint=f"write one such as {_codes()}"
        )
    book = languages.settled(_read(story, title), language)
    if reading is not None:
        book = read.arranged(book, reading)
    tell(book.notices if notes else ())
    return book


def tell(notices: Iterable[str]) -> None:
    """Say on standard error what a listener should know and what stops nothing."""
    for notice in notices:
        say(f"note: {notice}")


def _codes() -> str:
    from fullcast.parse.languages import LANGUAGES

    return ", ".join(f"{code} ({language.name})" for code, language in LANGUAGES.items())


def _read(story: str, title: str | None) -> Book:
    from fullcast import read

    if not story:
        raise UsageError("the story's name is empty", hint="name a file, or - for standard input")
    if story != STDIN:
        try:
            return read.book(Path(story))
        except OSError as error:
            # A name too long, or a folder that nobody may look into.
            raise InputError(f"cannot be read: {error.strerror or error}", path=story) from error
    if not title:
        raise UsageError(
            "a story from standard input needs a title",
            hint="add --title, as in: fullcast tag - --title Dawn",
        )
    return replace(read.from_bytes(bytes_in(), None, title), title=title)


def write_text(path: Path, text: str, *, force: bool = False) -> None:
    """Write `text` to `path` in one move: whole or not at all. Raises OutputError where it exists, unless `force`."""
    goal = target(path, "name another file with -o")
    if path.exists() and not force:
        raise OutputError(
            "is there already, and may hold your changes", path=path, hint="add --force to replace it"
        )
    files.write_text(goal, text)


def target(path: Path, hint: str) -> Path:
    """Return the file that writing `path` replaces: `path`, or what it is a link to, so that links stay links.

    Raises OutputError, with `hint`, where something is in its place that is no file: a folder, a pipe, a device.
    """
    try:
        # Unlike Path.resolve, this raises for no loop of links: its answer is a link then, and refused below.
        end = Path(os.path.realpath(path))
        there = end.lstat().st_mode
    except FileNotFoundError:
        return end if path.is_symlink() else path
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", path=path, hint=hint) from error
    if not stat.S_ISREG(there):
        raise OutputError("is not a file, and stays as it is", path=path, hint=hint)
    return end if path.is_symlink() else path


def check_formats(settings: Settings) -> None:
    """Raise ConfigError where voices.yaml names a format there is not."""
    from fullcast import publish

    try:
        publish.formats(settings.output.formats)
    except ConfigError as error:
        place = "output: formats"
        raise ConfigError(error.message, path=settings.source, place=place, hint=error.hint) from None


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


def counted(number: int, thing: str) -> str:
    """Write how many of a thing there are: "1 chapter", "2,000 chapters"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def size(number: int) -> str:
    """Write a number of bytes: "312 bytes", "1.5 KiB", "4.0 GiB"."""
    if number < 1024:
        return counted(number, "byte")
    power = min((number.bit_length() - 1) // 10, 4)
    return f"{number / 1024**power:,.1f} {' KMGT'[power]}iB"
