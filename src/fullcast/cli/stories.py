"""Which stories a command line means: files, folders of files, and lists of both."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fullcast.api.scripts import SCRIPT
from fullcast.api.stories import VOICES
from fullcast.cli.common import STDIN, tell
from fullcast.cli.streams import bytes_in
from fullcast.errors import FullcastError, InputError, UsageError
from fullcast.words import counted

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A story as it is named on the command line, or in a folder or list there; and what is wrong with it already."""

    story: str
    error: FullcastError | None = None


def gathered(given: Iterable[str], listing: str | None) -> list[Named]:
    """Return the stories that are `given`, then those in the file `listing`, folders opened, each once.

    Says which files of a folder are passed over. A folder without a story is one that failed: the others are told all
    the same. Raises UsageError where nothing is named, or standard input twice; InputError for a list that cannot be read.
    """
    names = [*given, *(() if listing is None else _listed(listing))]
    if not names:
        raise UsageError(
            "no story is named", hint="name a file or a folder, - for standard input, or --list FILE"
        )
    if names.count(STDIN) + (listing == STDIN) > 1:
        raise UsageError("standard input can be read only once")
    return list(dict.fromkeys(each for name in names for each in _opened(name)))


def _listed(listing: str) -> Iterator[str]:
    """Yield the paths in a list: one a line, without lines that are empty or begin with #."""
    place = "standard input" if listing == STDIN else listing
    empty = True
    for number, line in enumerate(_lines(listing), 1):
        name = os.fsdecode(line).strip()
        if not name or name.startswith("#"):
            continue
        if name == STDIN or "\0" in name:
            hint = "write a path a line, such as books/one.epub"
            raise InputError("a list names files and folders only", path=place, line=number, hint=hint)
        empty = False
        yield name
    if empty:
        raise InputError("the list names no story", path=place, hint="write a path a line")


def _lines(listing: str) -> list[bytes]:
    if listing == STDIN:
        data = bytes_in()
    else:
        try:
            data = Path(listing).read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"the list cannot be read: {reason}", path=listing) from error
    return data.removeprefix(b"\xef\xbb\xbf").splitlines()


def _opened(name: str) -> Iterator[Named]:
    """Yield the stories of a folder in the order of their names, or what is no folder as it is."""
    folder = Path(name)
    try:
        if name in {"", STDIN} or not folder.is_dir():
            yield Named(name)
            return
        stories, others = _sorted(folder)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        yield Named(name, InputError(f"cannot be looked into: {reason}", path=name))
        return
    told = _told(others)
    if not stories:
        hint = f"there are only {told}" if told else "put stories into it, or name another"
        yield Named(name, InputError("no story lies in this folder", path=name, hint=hint))
        return
    if told:
        tell([f"{name}: {counted(len(stories), 'story', 'stories')}; passed over: {told}"])
    yield from (Named(str(path)) for path in stories)


def _sorted(folder: Path) -> tuple[list[Path], list[str]]:
    """Part what lies in a folder into its stories, and what is none, with the reason."""
    from fullcast import publish, read

    if (folder / publish.MANIFEST).is_file():
        return [], ["what fullcast made: this is an audiobook of its own"]
    stories: list[Path] = []
    others: list[str] = []
    found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    forms = {suffix for suffix in read.FORMS if suffix}
    texts = {path.stem for path in found if path.suffix.lower() in forms - {SCRIPT}}
    for path in found:
        if path.is_dir():
            others.append(f"{path.name}/ (a folder)")
        elif path.name == VOICES or not path.is_file() or path.suffix.lower() not in forms:
            others.append(path.name)
        elif path.suffix.lower() == SCRIPT and path.stem in texts:
            others.append(f"{path.name} (it corrects the story beside it)")
        else:
            stories.append(path)
    return stories, others


def _told(others: list[str]) -> str:
    more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
    return f"{', '.join(others[:_SHOWN])}{more}"
