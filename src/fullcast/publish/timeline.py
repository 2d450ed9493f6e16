"""Tells who speaks when: timeline.json, for players, subtitles and pages."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fullcast.files import Ready, write_bytes, writing
from fullcast.model import SAMPLE_RATE, Cue


@dataclass(frozen=True, slots=True)
class ChapterAudio:
    """A finished chapter: `index` from 1, its `file`'s name, its length and cues in frames, the texts that are silent."""

    index: int
    title: str
    file: str
    frames: int
    cues: tuple[Cue, ...]
    incomplete: tuple[str, ...] = ()


def timeline(
    book: str,
    chapters: Iterable[ChapterAudio],
    before: Iterable[Mapping[str, Any]] = (),
    missing: Iterable[Mapping[str, Any]] = (),
) -> dict[str, object]:
    """Return what timeline.json holds; times are seconds from the start of the chapter's file, to 0.1 ms.

    `before` are chapters as an earlier timeline told of them. Besides the contract's fields a cue has `offset`
    ([start, end] in the chapter's text), `delivery`, and its `phrases`, each with start, end and text. A chapter some of
    whose lines are silent, for an engine failed on them, has these texts as `incomplete`; where chapters could not be made
    for such lines, they stand as `missing`, as `lacking` tells of them.
    """
    told: dict[str, object] = {
        "book": book,
        "sample_rate": SAMPLE_RATE,
        "chapters": _in_order([*before, *map(told_of, chapters)]),
    }
    lack = _in_order(missing)
    return {**told, "missing": lack} if lack else told


def _in_order(told: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(told, key=lambda chapter: chapter["index"])


def told_of(chapter: ChapterAudio) -> dict[str, Any]:
    """Return what the timeline tells of a chapter."""
    told: dict[str, Any] = {
        "index": chapter.index,
        "title": chapter.title,
        "file": chapter.file,
        "duration": _seconds(chapter.frames),
        "cues": [_cue(cue) for cue in chapter.cues],
    }
    return {**told, "incomplete": list(chapter.incomplete)} if chapter.incomplete else told


def lacking(index: int, title: str, lines: Iterable[str]) -> dict[str, Any]:
    """Return what the timeline tells of a chapter that is not made, for an engine failed on these `lines` of it."""
    return {"index": index, "title": title, "lines": list(lines)}


def told_before(
    path: Path, names: Container[str]
) -> tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
    """Return what the timeline at `path` tells of chapters, and of chapters that are missing.

    Of chapters, those whose files are among `names` and still beside it. A timeline that cannot be read tells of none.
    """
    try:
        told = json.loads(path.read_bytes())
        chapters = tuple(
            each
            for each in told["chapters"]
            if isinstance(each["index"], int)
            and each["file"] in names
            and (path.parent / each["file"]).is_file()
        )
        return chapters, tuple(each for each in told.get("missing", ()) if isinstance(each["index"], int))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return (), ()


def write_timeline(path: Path, told: Mapping[str, object], ready: Ready | None = None) -> bool:
    """Write what `timeline` gave to `path`, whole or not at all, `ready` as in `replacing`, and say whether it was needed.

    A file that says the same stays untouched. Raises OutputError.
    """
    data = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    with writing(path):
        if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
            return False
    write_bytes(path, data, ready)
    return True


def _cue(cue: Cue) -> dict[str, object]:
    said = cue.utterance
    return {
        "start": _seconds(cue.start),
        "end": _seconds(cue.end),
        "kind": str(said.kind),
        "speaker": said.speaker,
        "voice": cue.voice.name,
        "text": said.text.strip(),
        "delivery": said.delivery,
        "offset": [said.start, said.end],
        "phrases": [
            {"start": _seconds(start), "end": _seconds(end), "text": text} for start, end, text in cue.phrases
        ],
    }


def _seconds(frames: int) -> float:
    return round(frames / SAMPLE_RATE, 4)
