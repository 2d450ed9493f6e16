"""4 SYNTHESIZE: lines become clips.

An engine is two calls (engine.py); ENGINES is the table of them, and how to add one: a module of its own that
satisfies `Engine`, a function here that imports it, an entry in the table, and the contract tests run on it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing, suppress
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from fullcast.errors import ConfigError, EngineError, FullcastError
from fullcast.model import SAMPLE_RATE, Clip, Failure, Line, Sound, Voice, VoiceInfo
from fullcast.synthesize.attempts import PATIENCE, TRIES, Patience, Streaks, blamed
from fullcast.synthesize.kept import Kept, Store, parts

if TYPE_CHECKING:
    from fullcast.model import Samples
    from fullcast.synthesize.engine import Engine

Fault = TypeVar("Fault", bound=FullcastError)

Request = tuple[str, Voice, tuple[Sound, ...], str]
"""What one clip depends on: the text, the voice, how parts of the text sound, and its language if it is another."""

_Made = tuple["Samples", bool]
"""The samples of a clip, and whether they were made, not fetched."""

_MADE, _FETCHED, _LOST = b"made", b"kept", b"lost"
"""What goes before the samples that a worker gives. What was made and could not be kept has the reason behind the samples,
and its length in four bytes before them."""


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


def synthesize(
    lines: Iterable[Line],
    *,
    jobs: int,
    store: Store | None = None,
    key: Callable[..., str] | None = None,
    patience: Patience = PATIENCE,
    heed: Callable[[], object] = lambda: None,
) -> Generator[Clip | Failure, None, None]:
    """Speak lines in order on `jobs` processes; at most a few lines a job are read ahead and held.

    A clip is float32 mono at SAMPLE_RATE, trimmed, faded, at the common level plus its voice's volume, dry.
    It depends on its own text, sounds, language and voice alone: whatever came before it, whatever `jobs` is, and whether
    it succeeded at once, its bytes are the same. A line whose engine fails, crashes, hangs beyond `patience` or gives what
    is no sound is tried three times, then it is a Failure in its place.

    With a `store`, and a `key` that makes a name in it of strings, speech is fetched from there and kept there; such
    a clip is not `made`, and where it cannot be kept, the store is told to give up. `heed` is called again and again while
    there is nothing to do but wait, and what it raises ends the work. Raises ConfigError that names the line, and EngineError
    where an engine fails on every line.
    """
    assert store is None or key is not None, "a store wants keys"
    kept = Kept(store, key) if store is not None and key is not None else None
    answers = (
        _forked(lines, max(jobs, 1), kept, patience, heed)
        if sys.platform == "linux"
        else _inline(lines, kept)
    )
    streaks = Streaks()
    with closing(answers):
        for line, answer in answers:
            if isinstance(answer, tuple):
                samples, made = answer
                streaks.worked(line.voice.engine, made=made)
                yield Clip(samples, SAMPLE_RATE, line, made)
            elif isinstance(answer, EngineError):
                error = _placed(answer, line)
                streaks.failed(line.voice.engine, error)
                yield Failure(line, error)
            else:
                raise _placed(answer, line)


def render(request: Request, kept: Kept | None = None) -> _Made:
    """Make the samples of one clip in this process, as `synthesize` does for each line; say whether they were made.

    Raises ConfigError for a voice that is not there, EngineError where the engine fails in any way, or gives what
    cannot be the sound of the text. Ctrl-C is the user's, and goes through.
    """
    try:
        return _rendered(request, kept)
    except FullcastError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an engine may raise anything
        raise blamed(error) from None


def _rendered(request: Request, kept: Kept | None) -> _Made:
    from fullcast.synthesize.checked import checked
    from fullcast.synthesize.fit import fit

    text, voice, sounds, language = request
    engine = _engine(voice.engine)
    names = () if kept is None else parts(voice.engine, engine.version, *request)
    speech = None if kept is None else kept.fetch(names, text)
    if speech is not None and _heard(samples := fit(speech, voice.volume), text, engine):
        return samples, False
    said = engine.synthesize(text, voice, sounds=sounds, language=language)
    speech = checked(said, text, claimed=getattr(engine, "sample_rate", None))
    samples = fit(speech, voice.volume)
    if not _heard(samples, text, engine):
        raise EngineError(
            f"the voice {voice.voice} of {voice.engine} says nothing for these words",
            hint="spell them under `pronunciations` in voices.yaml, or give the speaker another voice",
        )
    if kept is not None:
        kept.keep(names, speech)
    return samples, True


def _heard(samples: Samples, text: str, engine: Engine) -> bool:
    return bool(samples.any()) or not any(map(str.isalnum, text)) or getattr(engine, "silent", False)


@cache
def _engine(name: str) -> Engine:
    if name not in ENGINES:
        raise ConfigError(f"there is no engine “{name}”", hint=f"choose from: {', '.join(ENGINES)}")
    return ENGINES[name]()


def _forked(
    lines: Iterable[Line], jobs: int, kept: Kept | None, patience: Patience, heed: Callable[[], object]
) -> Generator[tuple[Line, _Made | FullcastError], None, None]:
    import numpy as np

    from fullcast.synthesize import checked, fit, payload  # noqa: F401 - loaded once, before the workers are forked
    from fullcast.synthesize.pool import ordered

    def work(request: Request) -> tuple[bytes | memoryview, ...]:
        samples, made = render(request, kept)
        if made and kept is not None and kept.trouble:
            reason = kept.trouble.encode("utf-8", "replace")
            return _LOST, len(reason).to_bytes(4, "little"), samples.data.cast("B"), reason
        return _MADE if made else _FETCHED, samples.data.cast("B")

    answers = ordered(
        lines, work, request=_request, patience=lambda line: _seconds(line, patience), jobs=jobs, heed=heed
    )
    with closing(answers):
        for line, answer in answers:
            if isinstance(answer, FullcastError):
                yield line, answer
            else:
                head, reason = _head(answer)
                if reason and kept is not None:
                    kept.give_up(reason)
                count = (len(answer) - head - len(reason.encode())) // 4
                yield (
                    line,
                    (np.frombuffer(answer, np.float32, count, head), answer[: len(_MADE)] != _FETCHED),
                )


def _head(answer: bytes | bytearray) -> tuple[int, str]:
    """Return where the samples of an answer begin, and why they could not be kept, "" where they could."""
    start = len(_LOST)
    if answer[:start] != _LOST:
        return start, ""
    length = int.from_bytes(answer[start : start + 4], "little")
    return start + 4, answer[len(answer) - length :].decode()


def _inline(
    lines: Iterable[Line], kept: Kept | None
) -> Generator[tuple[Line, _Made | FullcastError], None, None]:
    for line in lines:
        yield line, _persistent(_request(line), kept)


def _persistent(request: Request, kept: Kept | None) -> _Made | FullcastError:
    """Try a line as often as the workers do. Without processes, a crash or a hang is the program's own."""
    answer: EngineError | None = None
    for _ in range(TRIES):
        try:
            return render(request, kept)
        except EngineError as error:
            answer = error
        except FullcastError as error:
            return error
    return answer or EngineError("the speech engine was not tried")


def _request(line: Line) -> Request:
    return line.text, line.voice, line.sounds, line.language


def _seconds(line: Line, patience: Patience) -> float:
    with suppress(Exception):  # An engine that cannot even be made is told of where it shall speak.
        return patience.seconds(line.text, getattr(_engine(line.voice.engine), "pace", None))
    return patience.seconds(line.text)


def _placed(error: Fault, line: Line) -> Fault:
    """Add to an error on whose words, and in which voice, it happened."""
    who = line.phrase.utterance.speaker or str(line.phrase.utterance.kind)
    words = line.text if len(line.text) <= 60 else f"{line.text[:59]}…"
    place = f"{who}, voice {line.voice.name}: “{words}”"
    hint = error.hint or "try another voice, or change the line"
    return type(error)(error.message, place=place, hint=hint)
