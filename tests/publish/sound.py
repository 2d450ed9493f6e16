"""Sound as a chapter gives it, from an array."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fullcast.model import Samples


@dataclass(frozen=True)
class Sound:
    """`audio`; what is read from `at` on raises `fault`."""

    audio: Samples
    fault: BaseException | None = None
    at: int = 0

    @property
    def frames(self) -> int:
        return len(self.audio)

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[Samples]:
        end = self.frames if end is None else min(end, self.frames)
        for at in range(start, end, 50_000):
            if self.fault is not None and at >= self.at:
                raise self.fault
            yield self.audio[at : min(end, at + 50_000)]
