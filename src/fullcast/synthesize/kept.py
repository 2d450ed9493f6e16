"""Keeps what engines say, so that a line that was said before costs no more than fitting it.

What is kept is raw speech: a quarter of a clip's size, and another volume does not change it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from fullcast.errors import FullcastError
from fullcast.model import Sound, Voice

if TYPE_CHECKING:
    from fullcast.synthesize.engine import Speech


class Store(Protocol):
    """Holds bytes by key, for several processes at once; what it gave up, or cannot read, is None."""

    def get(self, key: str) -> bytes | None:
        """Give what was put under a key."""
        ...

    def put(self, key: str, data: bytes) -> None:
        """Keep data under a key, whole or not at all."""
        ...

    @property
    def trouble(self) -> str | None:
        """Say why nothing is kept any more; None where all is well."""
        ...

    def give_up(self, trouble: str) -> None:
        """Keep nothing more, for a reason found in another process."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Speech by what it depends on, in a `store`, under what `key` makes of it.

    A store that fails loses nothing but time: what it does not give is said again.
    """

    store: Store
    key: Callable[..., str]

    @property
    def trouble(self) -> str | None:
        """Say why nothing is kept any more."""
        return self.store.trouble

    def give_up(self, trouble: str) -> None:
        """Keep nothing more."""
        self.store.give_up(trouble)

    def fetch(self, parts: tuple[str, ...], text: str) -> Speech | None:
        """Give the speech for `text` kept under these parts, None where there is none that is whole."""
        with contextlib.suppress(OSError, FullcastError):
            from fullcast.synthesize.payload import unpacked

            data = self.store.get(self.key(*parts))
            return None if data is None else unpacked(data, text)
        return None

    def keep(self, parts: tuple[str, ...], speech: Speech) -> None:
        """Keep speech that has been checked."""
        with contextlib.suppress(OSError, FullcastError):
            from fullcast.synthesize.payload import packed

            self.store.put(self.key(*parts), packed(speech))


def parts(
    engine: str, version: str, text: str, voice: Voice, sounds: tuple[Sound, ...], language: str
) -> tuple[str, ...]:
    """Name everything raw speech depends on: not the voice's name, volume or effect, which come after it."""
    shape = (float(voice.rate), float(voice.pitch) + 0.0)  # -0.0 becomes 0.0
    said = [(each.start, each.end, each.phonemes, each.alphabet) for each in sounds]
    return ("speech", engine, version, text, voice.voice, *map(repr, shape), json.dumps(said), language)
