"""An engine that says nothing for as long as speaking would take: for tests and dry runs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fullcast.model import SAMPLE_RATE, Sound, Voice, VoiceInfo
from fullcast.synthesize.engine import Speech
from fullcast.synthesize.fit import LEVEL


class SilenceEngine:
    """Is silent at the pace of speech: 60 / rate seconds for five letters, at least 0.2 s, nothing for none.

    Letters tell how long a line takes better than words do.
    """

    version = "silence 1"
    silent = True

    def voices(self) -> tuple[VoiceInfo, ...]:
        """List the one voice there is; any other name is as good."""
        return (VoiceInfo(id="silence", engine="silence", language="", character="says nothing"),)

    def check(self, voice: Voice) -> None:
        """Take any voice."""

    def heeds(self, phonemes: str, alphabet: str, voice: Voice) -> bool:
        """Take any phonemes."""
        return True

    def synthesize(
        self, text: str, voice: Voice, *, sounds: Sequence[Sound] = (), language: str = ""
    ) -> Speech:
        """Give as much silence as speaking the text would take."""
        letters = sum(map(str.isalnum, text))
        frames = round(max(letters / 5 * 60 / voice.rate, 0.2) * SAMPLE_RATE) if letters else 0
        return Speech(np.zeros(frames, np.float32), SAMPLE_RATE, LEVEL, trimmed=True)
