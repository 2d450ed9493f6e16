"""The script beside a story: what a person corrected there holds when the story is told, and when it is tagged anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullcast import files
from fullcast.errors import InputError, OutputError, UsageError
from fullcast.words import counted

if TYPE_CHECKING:
    from fullcast.model import Book, Settings, Tagged
    from fullcast.read import Revision

SCRIPT = ".script"

_SHOWN = 3
_SAME_STORY = 0.2
"""So much of a script must be in a story for it to be that story's."""


def corrected(story: Path, book: Book, settings: Settings) -> Book:
    """Return the book of the file `story` with the corrections of the script beside it, if there is one.

    What comes back is the book that the script would be were the story tagged into it now; of lines that nobody
    corrected it says how sure they are. Raises InputError where that script cannot be read.
    """
    path = _beside(story)
    if path is None:
        return book
    from fullcast import pipeline, read

    before = _text(path)
    if not read.has_record(before):
        return _noting(book, f"{path} is not used, for fullcast did not write it: produce it by itself")
    read.book(path)  # says what is wrong with it, and where
    tagged = pipeline.tagged(book, settings)
    revision = read.revised(before, read.write_script(tagged))
    if revision is None or not revision.touched:
        return book
    if revision.known < _SAME_STORY:
        return _noting(book, f"{path} is not used, for it is the script of another story")
    made = _as_book(revision, tagged, path)
    return _noting(made, *_told(path, revision))


def _beside(story: Path) -> Path | None:
    """Name the script beside a story that is none itself, where there is one."""
    if story.suffix.lower() == SCRIPT:
        return None
    try:
        path = story.with_suffix(SCRIPT)
        return path if path.is_file() else None
    except (OSError, ValueError):  # its name would be too long, or it has none
        return None


def _noting(book: Book, *notices: str) -> Book:
    return replace(book, notices=(*book.notices, *notices))


def _as_book(revision: Revision, tagged: Tagged, path: Path) -> Book:
    """Make a book of the script of a revised story; `tagged` is that story as fullcast reads it."""
    from fullcast import read

    made = read.from_bytes(revision.text.encode(), path)
    written = [
        each for part in tagged.chapters for each in part if each.rule != "scene-break" and each.text.strip()
    ]
    numbers = iter(revision.guessed)
    chapters = []
    for chapter in made.chapters:
        said = []
        for each in chapter.utterances or ():
            number = next(numbers, None)
            fresh = None if number is None else written[number]
            said.append(
                replace(each, confidence=fresh.confidence, rule=fresh.rule, tag=fresh.tag) if fresh else each
            )
        chapters.append(replace(chapter, utterances=tuple(said)))
    notices = (*tagged.book.notices, *tagged.notices)
    return replace(
        made,
        chapters=tuple(chapters),
        source=tagged.book.source,
        cover=tagged.book.cover,
        notices=notices,
    )


@dataclass(frozen=True, slots=True)
class Written:
    """A script that was written: the story as it is tagged there now, and what became of a person's changes."""

    path: Path
    tagged: Tagged
    notices: tuple[str, ...] = ()


def write(path: Path, tagged: Tagged, settings: Settings, *, force: bool) -> Written:
    """Write the script of `tagged` to `path`, and carry over what a person changed in the one that is there.

    What was there before is kept beside it where it held changes. Raises OutputError where the file there is not
    fullcast's to write, unless `force`.
    """
    from fullcast import pipeline, read

    fresh = read.write_script(tagged)
    goal = files.target(path, "name another file with -o")
    if _is_story(goal, tagged.book):
        raise UsageError("a script cannot be tagged into itself", hint="name another file with -o")
    if force or not path.exists():
        files.write_new(path, read.with_record(fresh), force=force)
        return Written(path, tagged)
    before = _text(path)
    revision = _revision(path, before, fresh)
    if revision is None:
        _replace(goal, before, read.with_record(fresh))
        return Written(path, tagged)
    kept = None if _ended_alike(revision.text, before) == before else _keep(path)
    _replace(goal, before, revision.text)
    backup = [] if kept is None else [f"{kept} is the script as it was before"]
    left = pipeline.tagged(_as_book(revision, tagged, path), settings)
    left = replace(left, notices=tagged.notices)  # what is said of the rules was said of the story
    return Written(path, left, (*_told(path, revision), *backup))


def _revision(path: Path, before: str, fresh: str) -> Revision | None:
    """Return the `fresh` script with the changes of the one at `path`, None where it holds none. Raises OutputError."""
    from fullcast import read

    if not read.has_record(before):
        hint = "fullcast cannot tell what you changed there; add --force to replace it"
        raise OutputError("is there already, and may hold your changes", path=path, hint=hint)
    read.book(path)  # says what is wrong with it, and where
    revision = read.revised(before, fresh)
    if revision is None or not revision.touched:
        return None
    if revision.known < _SAME_STORY:
        hint = "name another file with -o, or add --force to replace it"
        raise OutputError("is the script of another story, and holds changes", path=path, hint=hint)
    return revision


def _is_story(goal: Path, book: Book) -> bool:
    return book.source is not None and goal.exists() and book.source.exists() and goal.samefile(book.source)


def _text(path: Path) -> str:
    """Read a script as text. Raises InputError."""
    from fullcast.read.decode import decode

    try:
        return decode(path.read_bytes(), path)[0]
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path) from error


def _ended_alike(text: str, before: str) -> str:
    return text.replace("\n", "\r\n") if "\r\n" in before else text


def _replace(goal: Path, before: str, text: str) -> None:
    text = _ended_alike(text, before)
    if text != before:
        files.write_text(goal, text)


def _keep(path: Path) -> Path:
    """Copy a file to one beside it that is not there yet, and give its name."""
    names = (path.with_name(f"{path.name}.bak{number}") for number in ("", *range(2, 10_000)))
    kept = next(name for name in names if not name.exists() and not name.is_symlink())
    with files.replacing(kept) as hidden, files.writing(kept):
        hidden.write_bytes(path.read_bytes())
    return kept


def _told(path: Path, revision: Revision) -> Iterator[str]:
    """Say what became of a person's changes."""
    if revision.kept:
        yield f"{path}: kept {counted(revision.kept, 'correction')} of yours"
    for old, new, number in revision.renamed:
        yield f"{path}: {old} is {new} in {counted(number, 'new line')} too"
    if revision.lost:
        lines = [f"{line[:60].rstrip()}…" if len(line) > 61 else line for line in revision.lost]
        more = f", and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
        count = counted(len(lines), "corrected line")
        verb = "is" if len(lines) == 1 else "are"
        yield f"{path}: {count} {verb} no longer in the story: {'; '.join(lines[:_SHOWN])}{more}"
