"""pyttsx3 by its public calls alone: what macOS (nsss) and Windows (sapi5) speak with.

One clip at a time is saved to a file and loaded with pydub: several files before one `runAndWait` lose all but
the last, and an unknown voice is not refused. These drivers speak in the caller's process, in the system's own time.

A voice of the palette has one of the system's as its stand-in (standins.py); the system's may be named as they are.

sapi5 wants COM in the thread that uses it, and nsss runs the loop of the thread it is called in. So a driver is made
in the thread that speaks and stays there; one that only lists the voices is dropped at once.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydub import AudioSegment
from pydub.exceptions import PydubException

from fullcast.errors import ConfigError, EngineError
from fullcast.model import Gender, Sound, Voice, VoiceInfo
from fullcast.synthesize import aiff
from fullcast.synthesize.engine import Speech
from fullcast.synthesize.fit import LEVEL, active_level
from fullcast.synthesize.palette import Row, palette
from fullcast.synthesize.standins import StandIn, stand_ins
from fullcast.synthesize.text import pieces, plain

NAME = "pyttsx3"

_TRIES = 3
_PATIENCE = 10.0
_REST = 0.05
"""Seconds to wait for a file after `runAndWait`, and for the eSpeak driver to rest."""

_PITCHED = "espeak"
"""The driver that has a pitch, 0 to 99 as eSpeak NG's own; nsss and sapi5 answer that they have none."""

_SEMITONE = 50 / 12
"""Steps of that pitch in a semitone; 50 is the voice's own."""

_CALIBRATION = "The evening train was late, and nobody on the platform seemed to mind."
"""What a voice says once, so that its level is known."""


class PortableEngine:
    """A driver of pyttsx3, by name or the platform's own. Neither nsss nor sapi5 can be told a pitch.

    It may be called from several threads, though from one at a time.
    """

    def __init__(self, driver: str | None = None) -> None:
        self._driver = driver
        self._threads = threading.local()
        self._listing = threading.Lock()
        self._voices: dict[str, VoiceInfo] = {}
        self._stand_ins: dict[str, StandIn] = {}
        self._levels: dict[str, float] = {}

    @property
    def version(self) -> str:
        """Name pyttsx3's version and the driver; the system's voices have no version to ask for."""
        from importlib.metadata import version

        return f"pyttsx3 {version('pyttsx3')} {self._driver or 'system'}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """List the palette's voices, each with who stands in for it, and then the system's."""
        known = self._known()
        rows = palette()
        shipped = (_shipped(rows[name], known[each.voice]) for name, each in self._stand_ins.items())
        return (*shipped, *known.values())

    def check(self, voice: Voice) -> None:
        """Look the voice up in the system's list and in the palette."""
        self._meant(voice)

    def heeds(self, phonemes: str, alphabet: str, voice: Voice) -> bool:
        """Say no: the drivers know no phonemes."""
        return False

    def synthesize(
        self, text: str, voice: Voice, *, sounds: Sequence[Sound] = (), language: str = ""
    ) -> Speech:
        """Speak plain text, at a level measured once for each voice."""
        meant = self._meant(voice)
        if meant.voice not in self._levels:
            self._levels[meant.voice] = self._measured(meant)
        return self._say(text, meant)._replace(level=self._levels[meant.voice])

    def _meant(self, voice: Voice) -> Voice:
        """Give the voice as the system has it. Raises ConfigError where it is neither its nor the palette's."""
        known = self._known()
        if voice.voice in known:
            return voice
        each = self._stand_ins.get(voice.voice)
        if each is None:
            close = difflib.get_close_matches(voice.voice, [*self._stand_ins, *known], n=3, cutoff=0.5)
            meant = f"did you mean {' or '.join(close)}? " if close else ""
            raise ConfigError(
                f"this system has no voice “{voice.voice}”", hint=f"{meant}`fullcast voices` lists the voices"
            )
        return replace(voice, voice=each.voice, rate=voice.rate * each.rate, pitch=voice.pitch + each.pitch)

    def _measured(self, voice: Voice) -> float:
        speech = self._say(_CALIBRATION, Voice(voice.name, voice.engine, voice.voice))
        if not np.any(speech.samples):
            raise EngineError(
                f"the voice “{voice.voice}” gives no sound", hint="choose another: `fullcast voices`"
            )
        return active_level(speech.samples.astype(np.float32) / np.float32(32768), speech.sample_rate)

    def _say(self, text: str, voice: Voice) -> Speech:
        parts = [part for part in pieces(plain(text)) if any(char.isalnum() for char in part)]
        spoken = [self._heard(part, voice) for part in parts]
        if not spoken:
            return Speech(np.zeros(0, np.int16), 22_050, LEVEL)
        return spoken[0]._replace(samples=np.concatenate([speech.samples for speech in spoken]))

    def _heard(self, text: str, voice: Voice) -> Speech:
        """Have one piece spoken; try again where its words were lost on the way, as drivers with threads do."""
        for _ in range(_TRIES - 1):
            speech = self._saved(text, voice)
            if np.any(speech.samples):
                return speech
        return self._saved(text, voice)

    def _saved(self, text: str, voice: Voice) -> Speech:
        """Have one clip saved and load it. Raises EngineError where the driver fails or writes nothing."""
        engine = self._started()
        with tempfile.TemporaryDirectory(prefix="fullcast-") as folder:
            path = Path(folder) / "clip.wav"
            try:
                # The drivers print to standard output, which is for results.
                with contextlib.redirect_stdout(io.StringIO()):
                    engine.setProperty("voice", voice.voice)
                    engine.setProperty("rate", min(max(round(voice.rate), 80), 450))
                    if self._driver == _PITCHED:
                        engine.setProperty("pitch", min(max(round(50 + voice.pitch * _SEMITONE), 0), 99))
                    self._rest()
                    engine.save_to_file(text, str(path))
                    engine.runAndWait()
            except (OSError, RuntimeError, ValueError, KeyError) as error:
                raise EngineError(f"pyttsx3 failed on a line: {error}") from error
            self._await(path)
            return load(path)

    def _await(self, path: Path) -> None:
        """Wait for a whole file. Raises EngineError where none comes.

        nsss and sapi5 are done when `runAndWait` returns; the eSpeak driver is not.
        """
        deadline = time.monotonic() + _PATIENCE
        while not _whole(path):
            if time.monotonic() > deadline:
                raise EngineError("pyttsx3 wrote no sound")
            time.sleep(0.005)
        self._rest()

    def _rest(self) -> None:
        """Let the thread of the eSpeak driver come to rest: it loses what it is told in a hurry."""
        if self._driver == "espeak":
            time.sleep(_REST)

    def _started(self) -> Any:
        """Give this thread its own driver, made when it first speaks."""
        if not hasattr(self._threads, "engine"):
            self._threads.engine = self._made()
        return self._threads.engine

    def _made(self) -> Any:
        """Make a driver for this thread. `pyttsx3.init` would give one that another thread still holds."""
        if sys.platform == "win32":
            _start_com()
        try:
            from pyttsx3.engine import Engine

            return Engine(self._driver)
        except (OSError, ImportError, RuntimeError, AttributeError) as error:
            raise EngineError(
                f"pyttsx3 cannot start the system's speech: {error}",
                hint="pip install --force-reinstall pyttsx3",
            ) from error

    def _known(self) -> dict[str, VoiceInfo]:
        """Ask the system for its voices, once, with a driver that is dropped then."""
        with self._listing:
            if not self._voices:
                engine = self._made()
                found = [_info(each) for each in engine.getProperty("voices")]
                default = engine.getProperty("voice")
                self._stand_ins = stand_ins(palette(), found, None if default is None else str(default))
                self._voices = {each.id: each for each in found}
        return self._voices


def _start_com() -> None:
    """Initialise COM in this thread, as sapi5 wants it in each. Without comtypes the driver itself will fail."""
    try:
        import comtypes
    except ImportError:
        return
    # It refuses a thread that has COM in another mode, and then there is COM in it.
    with contextlib.suppress(OSError):
        comtypes.CoInitialize()


def _shipped(row: Row, by: VoiceInfo) -> VoiceInfo:
    """Give a voice of the palette as it is here: by the system's voice, of which nothing was measured."""
    said = f"spoken by {by.character or by.id}"
    return replace(row.info(NAME), language=by.language, gender=by.gender, age=None, character=said, f0=None)


def _info(voice: Any) -> VoiceInfo:
    genders: dict[str, Gender] = {"male": "male", "female": "female", "neuter": "neutral"}
    said = str(voice.gender or "").lower().removeprefix("voicegender")
    languages = [each for each in (voice.languages or []) if each]
    return VoiceInfo(
        id=str(voice.id),
        engine=NAME,
        language=str(languages[0]).replace("_", "-") if languages else "",
        gender=genders.get(said),
        character=str(voice.name or ""),
        group="system",
    )


def _whole(path: Path) -> bool:
    """Tell whether a WAV or AIFF file has the length that its first chunk says."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(8)
    order: Literal["big", "little"] = "big" if head[:4] == b"FORM" else "little"
    return len(head) == 8 and path.stat().st_size >= 8 + int.from_bytes(head[4:], order)


def load(path: Path) -> Speech:
    """Load one clip as a driver writes it: WAV, or AIFF under whatever name (nsss). Raises EngineError."""
    try:
        segment = AudioSegment(**aiff.read(path)) if aiff.is_aiff(path) else AudioSegment.from_wav(str(path))
    except (OSError, EOFError, ValueError, PydubException) as error:
        raise EngineError("the sound of a line cannot be read", path=path.name) from error
    mono = segment.set_channels(1).set_sample_width(2)
    return Speech(np.array(mono.get_array_of_samples(), np.int16), int(mono.frame_rate), LEVEL)
