"""An engine for tests whose sound tells of everything it was given, and that can be made to fail."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np

from fullcast.errors import EngineError
from fullcast.model import Sound, Voice, VoiceInfo
from fullcast.synthesize.engine import Speech

RATE = 22_050


class Tones:
    """Gives a tone by all that it is asked for, and notes each call in the file `calls`.

    A text with one of the words in the file `bad` fails, one with one of those in the file `deadly` ends its process, and
    "linger" in a text takes its time.
    """

    version = "tones 1"
    folder: ClassVar[Path]

    def voices(self) -> tuple[VoiceInfo, ...]:
        return ()

    def check(self, voice: Voice) -> None:
        pass

    def heeds(self, phonemes: str, alphabet: str, voice: Voice) -> bool:
        return True

    def synthesize(
        self, text: str, voice: Voice, *, sounds: Sequence[Sound] = (), language: str = ""
    ) -> Speech:
        with (self.folder / "calls").open("a", encoding="utf-8") as calls:
            calls.write(f"{' '.join(text.split())}\n")
        if _told(self.folder / "deadly", text):
            os._exit(3)
        if _told(self.folder / "bad", text):
            raise EngineError("no such luck")
        if "linger" in text:
            time.sleep(60)
        asked = repr((text, voice.voice, voice.rate, voice.pitch, tuple(sounds), language))
        number = int.from_bytes(hashlib.blake2b(asked.encode(), digest_size=4).digest(), "big")
        pitch = 0.02 + number % 9973 / 100_000
        wave = np.sin(np.arange(RATE // 10 + 40 * len(text)) * pitch) * 0.1
        return Speech(wave.astype(np.float32), RATE, -23.0, trimmed=True)


def _told(path: Path, text: str) -> bool:
    return path.is_file() and any(word in text for word in path.read_text(encoding="utf-8").split())
