"""What a chapter is made of, as keys: whether it stands as it should, and if not, why it is made anew."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache as once
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from fullcast import cache, ffmpeg
from fullcast import stitch as stitching
from fullcast import synthesize as synthesizing
from fullcast.errors import InputError
from fullcast.model import Book, Line, Settings
from fullcast.pipeline.chapter import OnError, Task
from fullcast.pipeline.ready import sound_root
from fullcast.words import counted

_ARITHMETIC = ("numpy", "soxr", "pydub")
"""Libraries that the sound passes through."""

_WORDS = ("num2words",)
"""Libraries that the words pass through; what they make of them is among the lines of a chapter."""

_SHOWN = 3


@once
def program() -> str:
    """Return a key of all that works on the sound and is no setting: fullcast's own code, the libraries, ffmpeg."""
    encoder = Path(ffmpeg.locate()).stat()
    return cache.key(code(), encoder.st_size, encoder.st_mtime_ns)


@once
def code() -> str:
    """Return a key of fullcast's own code and the libraries that the sound passes through; the same on every machine."""
    root = Path(__file__).parents[1]
    files = hashlib.blake2b()
    for path in sorted(path for path in root.rglob("*") if path.suffix in {".py", ".tsv"}):
        files.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    libraries = [(name, _version(name)) for name in _ARITHMETIC]
    return cache.key(files.hexdigest(), libraries)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def run_key(book: Book, settings: Settings, only: frozenset[int] | None, on_error: OnError) -> str:
    """Return a key of everything that a run depends on: with the same one, nothing is to be done."""
    voices = sorted({voice.engine for voice in settings.profiles.values()} & synthesizing.ENGINES.keys())
    engines = [(name, synthesizing.version(name)) for name in voices]
    numbers = None if only is None else sorted(only)
    libraries = [(name, _version(name)) for name in _WORDS]
    order = [list(each) for each in (settings.cast, settings.profiles)]  # who comes first may choose first
    sounds = list(_sounds_of(book))
    return cache.key("run", program(), engines, libraries, book, settings, order, sounds, numbers, on_error)


def _sounds_of(book: Book) -> Iterator[bytes]:
    """Yield the sounds of a play script; what cannot be had is refused when the book is prepared."""
    for mark in (mark for chapter in book.chapters for mark in chapter.marks):
        if mark.sound is not None:
            with suppress(InputError, OSError):
                yield stitching.sound_path(mark.sound, sound_root(book)).read_bytes()


def told_key(told: Mapping[str, Any] | None) -> str:
    """Return a key of what the timeline tells of a chapter, as made or as read back."""
    return _short(json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"))


Parts = dict[str, Any]
"""Keys of what a chapter is made of, by what a listener calls it; "lines" and "voices" tell of each."""


def parts(task: Task, index: int) -> Parts:
    """Return the keys of what a chapter is made of; `index` is its number in the timeline."""
    engines = sorted({line.voice.engine for line in task.lines})
    voices = {_who(line): _short(line.voice) for line in task.lines}
    return {
        "program": _short(program(), [(name, synthesizing.version(name)) for name in engines]),
        "lines": [_short(line.phrase.text, line.text, line.sounds, line.language) for line in task.lines],
        "voices": voices,
        "said": _short([_said(line) for line in task.lines]),
        "pauses": _short(task.pauses),
        # Names are among the tags, and announced titles among the lines.
        "output": _short(
            replace(task.output, title=None, author=None, narrator=None, announce_titles=True), task.formats
        ),
        "tags": _short(task.tags, task.names, index),
        "cover": _short(task.cover),
        "sounds": _short(sounds(task.lines, task.sound_root)),
    }


def _said(line: Line) -> tuple[object, ...]:
    """Give all of a line that is heard or stands in the timeline; not how sure the parser was of it."""
    phrase, said = line.phrase, line.phrase.utterance
    place = (phrase.start, phrase.end, phrase.pauses, phrase.last, phrase.sounds)
    who = (said.start, said.end, said.kind, said.speaker, said.delivery)
    return (line.text, line.voice, line.sounds, line.language, *place, *who)


def sounds(lines: Iterable[Line], root: Path | None) -> tuple[tuple[str, bytes], ...]:
    """Return the files under `root` that lines play, each once, by its path from there. Raises InputError."""
    paths = {stitching.sound_path(name, root) for line in lines for name in line.phrase.sounds}
    return tuple((path.relative_to(root).as_posix(), path.read_bytes()) for path in sorted(paths) if root)


def _who(line: Line) -> str:
    said = line.phrase.utterance
    manner = f" ({said.delivery or said.kind.value})" if said.delivery or said.speaker else ""
    return f"{said.speaker or 'the narrator'}{manner}"


def _short(*of: object) -> str:
    return cache.key(*of)[:16]


def reasons(before: Mapping[str, Any] | None, now: Parts, missing: Iterable[str]) -> tuple[str, ...]:
    """Say why a chapter is made anew: `before` is what was noted of it, `missing` its files that do not stand; () for no reason."""
    if before is None:
        return ("never made",)
    told = [f"{name} is not there as it was written" for name in missing]
    if before.get("incomplete"):
        told.append("a line of it failed")
    was: Parts = before.get("parts", {})
    if was == now:
        return tuple(told)
    told += _lines(was.get("lines", []), now["lines"])
    told += _voices(was.get("voices", {}), now["voices"])
    names = {
        "program": "fullcast, a library or an engine",
        "output": "output or formats",
        "tags": "title or tags",
    }
    for name in ("program", "pauses", "output", "tags", "cover", "sounds"):
        if was.get(name) != now[name]:
            told.append(f"{names.get(name, name)} changed")
    return tuple(told) or ("who speaks, how, or where the rests are changed",)


def _lines(was: list[str], now: list[str]) -> list[str]:
    new = sum((Counter(now) - Counter(was)).values())
    gone = sum((Counter(was) - Counter(now)).values())
    if not new and not gone:
        return []
    count = max(new, gone)
    return [f"{counted(count, 'phrase')} changed"]


def _voices(was: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    changed = [who for who in now if who in was and was[who] != now[who]]
    if not changed:
        return []
    more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
    return [f"the voice of {', '.join(changed[:_SHOWN])}{more} changed"]
