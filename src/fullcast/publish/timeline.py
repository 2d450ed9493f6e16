"""Tells who speaks when: timeline.json, for players, subtitles and pages."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fullcast.files import Ready, write_text
from fullcast.model import SAMPLE_RATE, Cue


@dataclass(frozen=True, slots=True)
class ChapterAudio:
    """A finished chapter: `index` from 1, its `file`'s name, its length and cues in frames."""

    index: int
    title: str
    file: str
    frames: int
    cues: tuple[Cue, ...]


def timeline(
    book: str, chapters: Iterable[ChapterAudio], before: Iterable[Mapping[str, Any]] = ()
) -> dict[str, object]:
    """Return what timeline.json holds; times are seconds from the start of the chapter's file, to 0.1 ms.

    `before` are chapters as an earlier timeline told of them. Besides the contract's fields a cue has `offset`
    ([start, end] in the chapter's text), `delivery`, and its `phrases`, each with start, end and text.
    """
    return {
        "book": book,
        "sample_rate": SAMPLE_RATE,
        "chapters": sorted(
            [*before, *(_chapter(chapter) for chapter in chapters)], key=lambda chapter: chapter["index"]
        ),
    }


def _chapter(chapter: ChapterAudio) -> dict[str, Any]:
    return {
        "index": chapter.index,
        "title": chapter.title,
        "file": chapter.file,
        "duration": _seconds(chapter.frames),
        "cues": [_cue(cue) for cue in chapter.cues],
    }


def told_before(path: Path, names: Container[str]) -> tuple[dict[str, Any], ...]:
    """Return what the timeline at `path` tells of chapters whose files are among `names` and still beside it.

    A timeline that cannot be read tells of none.
    """
    try:
        chapters = json.loads(path.read_bytes())["chapters"]
        return tuple(
            each
            for each in chapters
            if isinstance(each["index"], int)
            and each["file"] in names
            and (path.parent / each["file"]).is_file()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def write_timeline(
    path: Path,
    book: str,
    chapters: Iterable[ChapterAudio],
    ready: Ready | None = None,
    before: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Write timeline.json to `path`, whole or not at all, `ready` as in `replacing`; raises OutputError."""
    told = timeline(book, chapters, before)
    write_text(path, json.dumps(told, ensure_ascii=False, indent=1) + "\n", ready)


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
