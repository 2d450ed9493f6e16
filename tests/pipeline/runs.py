"""Runs of a small book into a folder, with a cache, and what each told."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from fullcast import cache, pipeline
from fullcast.model import Book, Chapter, Settings
from pipeline.books import TONES, files

TEXTS = (
    "The rain stopped.\n\n“Listen,” said Anna.\n",
    "It was dark.\n\n“No,” Paul whispered. “Not yet.”\n",
    "Morning came.\n\n“At last,” said Anna.\n",
)


def rain(*texts: str) -> Book:
    told = enumerate(texts or TEXTS, 1)
    return Book(
        "Rain",
        "A. Writer",
        "en",
        tuple(Chapter(number, f"Part {number}", text, headings=(f"Part {number}",)) for number, text in told),
    )


@dataclass(frozen=True)
class Told:
    """What a run told: which files it wrote, which chapters it kept, and why it made the others."""

    wrote: list[str]
    kept: list[int]
    why: dict[int, tuple[str, ...]]
    made: int
    notices: list[str]


@dataclass(frozen=True)
class Place:
    """A folder to produce into, and a cache."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "rain"

    @property
    def store(self) -> Path:
        return self.root.parent / "store"

    def run(self, book: Book, settings: Settings = TONES, only: frozenset[int] | None = None) -> Told:
        means = pipeline.Means(2, (self.store, cache.LIMIT))
        told = list(pipeline.produce(book, settings, self.root, only=only, means=means))
        done = told[-1]
        assert isinstance(done, pipeline.BookDone)
        assert done.balance.balanced
        assert done.balance.clips == done.balance.lines
        return Told(
            [event.path.name for event in told if isinstance(event, pipeline.FileWritten)],
            [event.number for event in told if isinstance(event, pipeline.Kept)],
            {event.number: event.reasons for event in told if isinstance(event, pipeline.Renewed)},
            done.balance.clips - done.balance.kept,
            [event.message for event in told if isinstance(event, pipeline.Notice)],
        )


_FRESH: dict[str, dict[str, bytes]] = {}


def fresh(tmp_path: Path, book: Book, settings: Settings = TONES) -> dict[str, bytes]:
    """Return what a run in an empty folder, without any cache, makes."""
    key = cache.key(book, settings)
    if key not in _FRESH:
        list(pipeline.produce(book, settings, tmp_path / "fresh", jobs=2))
        (folder,) = (tmp_path / "fresh").iterdir()
        _FRESH[key] = files(folder)
        shutil.rmtree(tmp_path / "fresh")
    return _FRESH[key]
