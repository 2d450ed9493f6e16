"""4 SYNTHESIZE: lines become clips.

An engine is two calls (engine.py); ENGINES is the table of them, and how to add one: a module of its own that
satisfies `Engine`, a function here that imports it, an entry in the table, and the contract tests run on it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from fullcast.errors import ConfigError, FullcastError
from fullcast.model import SAMPLE_RATE, Clip, Line, Sound, Voice, VoiceInfo

if TYPE_CHECKING:
    from fullcast.model import Samples
    from fullcast.synthesize.engine import Engine

Request = tuple[str, Voice, tuple[Sound, ...], str]
"""What one clip depends on: the text, the voice, how parts of the text sound, and its language if it is another."""


def _pyttsx3() -> Engine:
    if sys.platform == "linux":
        from fullcast.synthesize.espeak import EspeakEngine

        return EspeakEngine()
    from fullcast.synthesize.portable import PortableEngine

    return PortableEngine()


def _silence() -> Engine:
    from fullcast.synthesize.silence import SilenceEngine

    return SilenceEngine()


ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType({"pyttsx3": _pyttsx3, "silence": _silence})
"""Engine name, as in Voice.engine -> what makes one (its library is imported then, and not before)."""


def voices(engine: str) -> tuple[VoiceInfo, ...]:
    """List what may stand in `Voice.voice` for an engine, best first.

    Raises ConfigError for an unknown engine, EngineError where its library is missing.
    """
    return _engine(engine).voices()


def version(engine: str) -> str:
    """Name what the samples of an engine depend on besides text and voice, for the keys of a cache."""
    return f"{_engine(engine).version} clip 1"


def heeds(voice: Voice, phonemes: str, alphabet: str) -> bool:
    """Say whether a voice can say phonemes, in the "ipa", "x-sampa" or its engine's own; else it says the text."""
    return _engine(voice.engine).heeds(phonemes, alphabet, voice)


def check_voices(wanted: Iterable[Voice]) -> None:
    """Try whether every voice can be had, before any work starts.

    They are tried in the order of their names, so that of several faults the same one is told each time.
    Raises ConfigError that names the profile, with near names; EngineError where an engine's library is
    missing.
    """
    for voice in sorted(wanted, key=lambda each: (each.name, each.engine, each.voice)):
        try:
            _engine(voice.engine).check(voice)
        except FullcastError as error:
            raise type(error)(error.message, place=f"voice {voice.name}", hint=error.hint) from None


def synthesize(lines: Iterable[Line], *, jobs: int) -> Iterator[Clip]:
    """Speak lines in order on `jobs` processes; at most a few lines a job are read ahead and held.

    A clip is float32 mono at SAMPLE_RATE, trimmed, faded, at the common level plus its voice's volume, dry.
    It depends on its own text, sounds, language and voice alone: whatever came before it, and whatever `jobs` is, its bytes are
    the same. Raises EngineError and ConfigError that name the line; a crashed engine is such an error.
    """
    if sys.platform == "linux":
        yield from _forked(lines, max(jobs, 1))
    else:
        yield from _inline(lines)


def render(request: Request) -> Samples:
    """Make the samples of one clip in this process, as `synthesize` does for each line."""
    from fullcast.synthesize.fit import fit

    text, voice, sounds, language = request
    speech = _engine(voice.engine).synthesize(text, voice, sounds=sounds, language=language)
    return fit(speech, voice.volume)


@cache
def _engine(name: str) -> Engine:
    if name not in ENGINES:
        raise ConfigError(f"there is no engine “{name}”", hint=f"choose from: {', '.join(ENGINES)}")
    return ENGINES[name]()


def _forked(lines: Iterable[Line], jobs: int) -> Iterator[Clip]:
    import numpy as np

    from fullcast.synthesize import fit  # noqa: F401 - loaded once, before the workers are forked
    from fullcast.synthesize.pool import ordered

    answers = ordered(lines, _bytes, request=_request, patience=_patience, jobs=jobs)
    with closing(answers):
        for line, answer in answers:
            if isinstance(answer, FullcastError):
                raise _placed(answer, line)
            yield Clip(np.frombuffer(answer, np.float32), SAMPLE_RATE, line)


def _inline(lines: Iterable[Line]) -> Iterator[Clip]:
    for line in lines:
        try:
            samples = render(_request(line))
        except FullcastError as error:
            raise _placed(error, line) from None
        yield Clip(samples, SAMPLE_RATE, line)


def _request(line: Line) -> Request:
    return line.text, line.voice, line.sounds, line.language


def _bytes(request: Request) -> memoryview:
    return render(request).data.cast("B")


def _patience(line: Line) -> float:
    """Give the seconds after which an engine must hang: a slow one speaks 50 characters in one."""
    return 60 + len(line.text) / 50


def _placed(error: FullcastError, line: Line) -> FullcastError:
    """Add to an error on whose words, and in which voice, it happened."""
    who = line.phrase.utterance.speaker or str(line.phrase.utterance.kind)
    words = line.text if len(line.text) <= 60 else f"{line.text[:59]}…"
    place = f"{who}, voice {line.voice.name}: “{words}”"
    hint = error.hint or "try another voice, or change the line"
    return type(error)(error.message, place=place, hint=hint)
