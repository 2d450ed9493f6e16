"""eSpeak NG at its own speed: pyttsx3's binding of the library, driven without an event loop.

`AUDIO_OUTPUT_SYNCHRONOUS` makes a call return when its clip is done. What eSpeak NG said before a clip would
be heard in it: counters of flutter, noise and glottal cycles run on from call to call, and neither a new
voice nor a new start of the library sets them back. So every clip begins with these counters as they are in a
fresh process. Where the library does not show where they are, a child that never spoke before says each clip.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from fullcast.errors import ConfigError, EngineError
from fullcast.model import Sound, Voice, VoiceInfo
from fullcast.synthesize import espeak_data, ipa, symbols
from fullcast.synthesize.apart import apart
from fullcast.synthesize.engine import Speech
from fullcast.synthesize.fit import LEVEL, active_level
from fullcast.synthesize.markup import marked
from fullcast.synthesize.palette import palette
from fullcast.synthesize.text import pieces, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME = "pyttsx3"

_COUNTERS = frozenset(
    ("espeak_rand_state", "wave_flag", "Flutter_ix", "cycle_count", "time_count", "option_tone_flags")
)
"""All that one clip leaves to the next (eSpeak NG 1.52; found by bisecting the library's memory)."""

_BUFFER = 500
"""Milliseconds of sound a call back brings."""

_VOLUME = 60
"""eSpeak NG's volume: at 100 several variants clip."""

_SEMITONE = 50 / 12
"""Steps of eSpeak NG's pitch in a semitone: 0 is an octave under 50, 100 an octave over."""

_CALIBRATION = (
    "The evening train was late, and nobody on the platform seemed to mind.",
    "She put the letter back into its envelope without reading the last page.",
    "Why would anyone leave a perfectly good umbrella on a bench?",
)
"""What a voice that is not of the palette says once, so that its level is known."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What eSpeak NG is told before it speaks: a voice's full name and its parameters 0-99."""

    name: str
    pitch: int = 50
    pitch_range: int = 50
    rate: int = 150


def setting(voice: Voice, language: str = "") -> Setting:
    """Translate a voice: a palette id, `voice+variant` or `voice`. Raises ConfigError for unknown ones.

    For a `language` it is the same variant and pitch over that language's voice, if there is one.
    """
    row = palette().get(voice.voice)
    if row is None:
        name = _abroad(_known(voice.voice), language)
        return Setting(name, _pitch(50, voice.pitch), 50, _rate(voice.rate))
    name = _abroad(espeak_data.full_name(f"{row.voice}+{row.variant}"), language)
    return Setting(name, _pitch(row.pitch, voice.pitch), row.pitch_range, _rate(voice.rate * row.tempo))


def _abroad(name: str, language: str) -> str:
    """Give the full name of a voice in another language: its own where it speaks that, or nothing does."""
    own, plus, variant = name.partition("+")
    code = language.replace("_", "-").lower()
    if not code or espeak_data.speaks(own, code):
        return name
    plain = code.partition("-")[0]
    known = espeak_data.languages()
    found = known.get(code) or (None if espeak_data.speaks(own, plain) else known.get(plain))
    return name if found is None else found + plus + variant


def _known(name: str) -> str:
    try:
        return espeak_data.full_name(name)
    except ConfigError as error:
        everything = frozenset((*palette(), *espeak_data.languages()))
        if "+" in name:
            raise
        raise ConfigError(error.message, hint=espeak_data.near(name, everything)) from None


def _pitch(base: int, semitones: float) -> int:
    return min(max(round(base + semitones * _SEMITONE), 0), 99)


def _rate(rate: float) -> int:
    return min(max(round(rate), 80), 450)


def listing() -> tuple[VoiceInfo, ...]:
    """List the palette, then the plain voices by language, then English with each stock variant."""
    plain_voices = dict.fromkeys(sorted(espeak_data.languages().values(), key=_short))
    stock = [VoiceInfo(_short(each), NAME, _short(each), group="stock") for each in plain_voices]
    varied = [
        VoiceInfo(f"en-us+{variant}", NAME, "en-us", group="stock variant")
        for variant in sorted(espeak_data.variants() - espeak_data.own_variants().keys())
    ]
    return (*(row.info(NAME) for row in palette().values()), *stock, *varied)


def _short(identifier: str) -> str:
    return identifier.rpartition("/")[2].lower()


class EspeakEngine:
    """eSpeak NG, one to a process; it starts at the first clip."""

    def __init__(self) -> None:
        self._library: _Library | None = None
        self._levels: dict[str, float] = {}

    @property
    def version(self) -> str:
        """Name the library's version and the palette's."""
        return f"espeak-ng {binding().Info().decode()} palette 1"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """List the palette, then what eSpeak NG has itself."""
        return listing()

    def check(self, voice: Voice) -> None:
        """Look the voice up in the files; load the library, to know that it is there."""
        binding()
        setting(voice)

    def heeds(self, phonemes: str, alphabet: str, voice: Voice) -> bool:
        """Look the phonemes up in those of the voice's language."""
        inventory = espeak_data.inventory(setting(voice).name.partition("+")[0])
        return ipa.phonemes(phonemes, alphabet, inventory) is not None

    def synthesize(
        self, text: str, voice: Voice, *, sounds: Sequence[Sound] = (), language: str = ""
    ) -> Speech:
        """Speak plain text, and phonemes where the voice has them; where these say nothing, the voice's own way."""
        said = setting(voice, language)
        library = self._started()
        samples = _samples(library, text, said, sounds)
        if (sounds or language) and not samples.any():
            said = setting(voice)
            samples = _samples(library, text, said)
        return Speech(samples, library.sample_rate, self._level(library, voice.voice, said))

    def _started(self) -> _Library:
        if self._library is None:
            self._library = _Library()
        return self._library

    def _level(self, library: _Library, voice: str, said: Setting) -> float:
        """Give the level in dBFS that a voice has by itself, measured where the palette does not say."""
        row = palette().get(voice)
        if row is not None:
            return row.level
        if said.name not in self._levels:
            spoken = [_samples(library, sentence, Setting(said.name)) for sentence in _CALIBRATION]
            joined = np.concatenate(spoken).astype(np.float32) / np.float32(32768)
            # A voice of another script may find nothing to say in English: it is left as it is.
            self._levels[said.name] = active_level(joined, library.sample_rate) if joined.any() else LEVEL
        return self._levels[said.name]


def _samples(library: _Library, text: str, said: Setting, sounds: Sequence[Sound] = ()) -> NDArray[np.int16]:
    identifier = said.name.partition("+")[0]
    heeded = marked(text, sounds, espeak_data.inventory(identifier)) if sounds else ()
    spoken = (library.say(piece, said, phonemes=bool(heeded)) for piece in heeded or pieces(plain(text)))
    return np.frombuffer(b"".join(spoken), np.int16)


@cache
def binding() -> ModuleType:
    """Load the library and pyttsx3's binding of it. Raises EngineError where either is missing."""
    path = espeak_data.library()
    try:
        if path is not None:
            # pyttsx3 asks the system for it by its SONAME, which is already loaded then.
            ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
        from pyttsx3.drivers import _espeak
    except (OSError, ImportError, RuntimeError) as error:
        raise EngineError(
            f"eSpeak NG cannot be loaded: {error}",
            hint="install it with: pip install espeakng-loader pyttsx3, or your system's libespeak-ng1",
        ) from error
    module: ModuleType = _espeak
    return module


class _Library:
    """The started library: says a clip at a time, each as a fresh process would say it."""

    def __init__(self) -> None:
        self._folder = espeak_data.Folder()
        self._espeak: Any = binding()
        self._sound: list[bytes] = []
        path = os.fsencode(self._folder.path)
        self.sample_rate: int = self._espeak.Initialize(
            self._espeak.AUDIO_OUTPUT_SYNCHRONOUS, _BUFFER, path, 0
        )
        if self.sample_rate <= 0:
            raise EngineError("eSpeak NG cannot read its data", path=espeak_data.data())
        self._espeak.SetSynthCallback(self._hear)
        self._seed_espeak = getattr(self._espeak.dll, "espeak_ng_SetRandSeed", None)
        self._seed_libc = ctypes.CDLL(None).srand
        self._reset = self._find_reset()

    def say(self, text: str, said: Setting, *, phonemes: bool = False) -> bytes:
        """Speak one piece of text; give 16-bit samples. With `phonemes`, what stands in double brackets is mnemonics."""
        self._folder.link(said.name)
        self._seed()
        if self._reset is None:
            return apart(lambda: self._speak(text, said, phonemes=phonemes))
        self._reset()
        return self._speak(text, said, phonemes=phonemes)

    def _speak(self, text: str, said: Setting, *, phonemes: bool = False) -> bytes:
        espeak = self._espeak
        name = said.name
        if espeak.SetVoiceByName(name.encode()) != espeak.EE_OK:
            raise EngineError(f"eSpeak NG refuses the voice “{name}”", hint="`fullcast voices` lists others")
        settings = {espeak.RATE: said.rate, espeak.PITCH: said.pitch, espeak.RANGE: said.pitch_range}
        for parameter, value in {**settings, espeak.VOLUME: _VOLUME}.items():
            espeak.SetParameter(parameter, value, 0)
        self._sound = []
        encoded = text.encode("utf-8", "replace")
        # Without the flags for SSML and phonemes, < and [[ are text like any other.
        flags = espeak.CHARS_UTF8 | (espeak.PHONEMES if phonemes else 0)
        if espeak.cSynth(encoded, len(encoded) + 1, flags=flags) != espeak.EE_OK:
            raise EngineError("eSpeak NG failed on a line")
        return b"".join(self._sound)

    def _hear(self, sound: Any, count: int, events: Any) -> int:
        if count > 0:
            self._sound.append(ctypes.string_at(sound, count * 2))
        return 0

    def _find_reset(self) -> Callable[[], None] | None:
        """Give what sets the library back to never having spoken, if it has shown that it does; else None."""
        path = espeak_data.library()
        where = symbols.addresses(path, _COUNTERS, 4) if path else None
        if where is None:
            return None
        self._seed()
        cells = [ctypes.c_int32.from_address(address) for address in where.values()]
        fresh = [cell.value for cell in cells]

        def reset() -> None:
            for cell, value in zip(cells, fresh, strict=True):
                cell.value = value

        return reset if self._proves(reset) else None

    def _proves(self, reset: Callable[[], None]) -> bool:
        """Speak a line fresh, another in between, and the first again: try whether it comes out the same."""
        probe, other = Setting("gmw/en-US+croak"), Setting("gmw/en-US+klatt5", 40)
        for each in (probe, other):
            self._folder.link(each.name)
        first = self._speak("No more.", probe)
        self._speak("Well?", other)
        self._seed()
        reset()
        return first == self._speak("No more.", probe)

    def _seed(self) -> None:
        """Seed the noise: eSpeak NG's, which otherwise takes the clock, and the C library's, for klatt 6."""
        if self._seed_espeak is not None:
            self._seed_espeak(ctypes.c_long(1))
        self._seed_libc(1)
