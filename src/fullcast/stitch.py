"""Lays clips, pauses and sounds end to end: clips in, (Cue, samples) out, never more than one run held.

    head | lead . phrase . pause . phrase | pause | sound | pause | ... | tail
           `------ a run, one effect over all of it ------' `~ the effect rings on into the pause

Frames out = head + phrases + pauses + sounds + tail. What an effect adds at its end (a squelch, a reverb) is
mixed into what follows and adds no frames; only what rings on past the chapter's tail does, for it is never
cut. What an effect needs before the voice (a set keyed) is taken out of the pause before it.
"""

from __future__ import annotations

import hashlib
import math
import struct
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from fullcast import effects
from fullcast.errors import InputError
from fullcast.model import SAMPLE_RATE, Clip, Cue, Phrase, Utterance, Voice

if TYPE_CHECKING:
    from pydub import AudioSegment

    from fullcast.model import Samples

USUAL_RATE = 150.0
"""Words a minute the pauses are meant for."""

LONGEST_RUN_S = 60.0
"""An utterance under an effect is held back whole up to this length; a longer one is cut between phrases."""

EDGE = 10 ** (-50 / 20)
EDGE_FADE_MS = 3.0
"""A clip that starts or ends above EDGE would click: it is faded over this time."""

SOUND_FADE_MS = 15
SOUND_RMS_DB = -24.0
SOUND_PEAK_DB = -6.0
"""A sound of a script stands 4 dB under speech, and lower where its peaks ask for it."""


# --- silence --------------------------------------------------------------------------------------


def frames(ms: float) -> int:
    """Return the frames of `ms` milliseconds at SAMPLE_RATE."""
    return round(ms * SAMPLE_RATE / 1000)


def silence(phrase: Phrase, voice: Voice, pauses: Mapping[str, int]) -> int:
    """Return the frames of silence after `phrase` spoken by `voice`: what --dry-run counts and stitch lays.

    The reasons' lengths in `pauses` add up, scaled by (150 / rate)^0.5 (who speaks fast rests less) and by a
    log-normal jitter of `pauses["jitter"]` percent that follows from the words alone. That sum is never over
    `pauses["max"]`. A `Pause.ms`, a length that somebody wrote, is added as it is. The last silence of a
    chapter gives way to its tail.
    """
    fixed = sum(pause.ms for pause in phrase.pauses if pause.ms is not None)
    usual = sum(pauses[pause.reason] for pause in phrase.pauses if pause.ms is None)
    scaled = usual * math.sqrt(USUAL_RATE / voice.rate) * _jitter(phrase, pauses["jitter"] / 100)
    return frames(fixed + min(scaled, pauses["max"]))


def seed(phrase: Phrase) -> int:
    """Return a number that follows from the words of `phrase` and where they stand, the same on every
    machine.
    """
    key = struct.pack("<qq", phrase.start, phrase.end) + phrase.text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(key, digest_size=6).digest(), "little")


def _jitter(phrase: Phrase, sigma: float) -> float:
    share = (seed(phrase) + 0.5) / 2**48
    # Held to +-2.5 sigma: nobody hears a rarer pause as chance.
    return math.exp(sigma * max(-2.5, min(2.5, NormalDist().inv_cdf(share))))


def _still(count: int) -> Samples:
    return np.zeros(count, np.float32)


# --- the tape -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tape:
    """How far the chapter is laid (`at`, frames), and what still rings of an effect, to mix into what
    follows.
    """

    at: int = 0
    ringing: Samples = field(default_factory=lambda: _still(0))

    def lay(self, block: Samples, length: int | None = None) -> Samples:
        """Return `block` as heard, over what rings; whatever is longer than `length` frames rings on."""
        length = len(block) if length is None else length
        mixed = _still(max(len(block), len(self.ringing), length))
        mixed[: len(block)] = block
        mixed[: len(self.ringing)] += self.ringing
        self.ringing = mixed[length:]
        self.at += length
        return mixed[:length]


@dataclass(slots=True)
class _Open:
    """An utterance being laid: its voice, and (start, end, text) of its phrases so far."""

    utterance: Utterance
    voice: Voice
    phrases: list[tuple[int, int, str]] = field(default_factory=list)


def stitch(
    clips: Iterable[Clip], chapter: int, pauses: Mapping[str, int], *, sound_root: Path | None
) -> Iterator[tuple[Cue | None, Samples]]:
    """Yield the audio of a chapter in blocks, in order, and each utterance's Cue with the block after it.

    Args:
        clips: the phrases of the chapter in order, float32 mono at SAMPLE_RATE.
        chapter: the chapter's index, for the cues.
        pauses: milliseconds by reason, with "head", "tail", "max" and "jitter".
        sound_root: the folder that sounds of a play script must be in; None where there can be none.

    A cue spans its phrases, without pauses before and after; cues are in order and disjoint. Blocks may be
    empty.
    Raises InputError for a sound that cannot be used.
    """
    tape = _Tape()
    rest = frames(pauses["head"])
    spoken: _Open | None = None
    for run in _runs(clips):
        closed, spoken = _turn(spoken, run[0])
        voice = spoken.voice
        lead = min(rest, frames(effects.lead_ms(voice.effect)))
        yield _cue(closed, chapter), tape.lay(_still(rest - lead))
        dry = _joined(run, pauses, lead, tape.at, spoken)
        yield None, tape.lay(_wet(dry, run[0]), len(dry))
        rest = silence(run[-1].line.phrase, voice, pauses)
        for name in run[-1].line.phrase.sounds:
            yield None, tape.lay(_still(rest))
            yield None, tape.lay(sound(name, sound_root))
            rest = frames(pauses["sentence"])
    if spoken is None:
        yield None, tape.lay(_still(rest))
    yield _cue(spoken, chapter), tape.lay(_still(frames(pauses["tail"])))
    if len(tape.ringing):
        yield None, tape.lay(_still(len(tape.ringing)))


def _cue(closed: _Open | None, chapter: int) -> Cue | None:
    if closed is None:
        return None
    start, end = closed.phrases[0][0], closed.phrases[-1][1]
    return Cue(start, end, chapter, closed.utterance, closed.voice, tuple(closed.phrases))


def _turn(spoken: _Open | None, clip: Clip) -> tuple[_Open | None, _Open]:
    # Returns the utterance that is over, if one is, and the one that `clip` belongs to.
    if spoken is not None and spoken.utterance == clip.utterance:
        return None, spoken
    return spoken, _Open(clip.utterance, clip.line.voice)


def _runs(clips: Iterable[Clip]) -> Iterator[list[Clip]]:
    # A dry phrase is a run of its own; phrases of one utterance under an effect go through it together.
    run: list[Clip] = []
    held = 0
    for clip in clips:
        if run and clip.utterance != run[0].utterance:
            yield run
            run, held = [], 0
        run.append(clip)
        held += len(clip.samples)
        phrase = clip.line.phrase
        full = held > LONGEST_RUN_S * SAMPLE_RATE
        if clip.line.voice.effect is None or phrase.last or phrase.sounds or full:
            yield run
            run, held = [], 0
    if run:
        yield run


def _joined(run: list[Clip], pauses: Mapping[str, int], lead: int, at: int, spoken: _Open) -> Samples:
    # The dry sound of a run after `lead` frames, beginning at frame `at` of the chapter; notes its phrases.
    parts = [_still(lead)]
    at += lead
    for clip in run:
        phrase = clip.line.phrase
        spoken.phrases.append((at, at + len(clip.samples), phrase.text))
        parts.append(_soft(clip.samples))
        rest = 0 if clip is run[-1] else silence(phrase, clip.line.voice, pauses)
        parts.append(_still(rest))
        at += len(clip.samples) + rest
    return np.concatenate(parts)


def _wet(dry: Samples, first: Clip) -> Samples:
    effect = first.line.voice.effect
    if effect is None or not dry.any():
        return dry
    return effects.apply(effect, dry, SAMPLE_RATE, seed=seed(first.line.phrase))


def _soft(samples: Samples) -> Samples:
    # Engines fade their clips; this holds the promise of no click for those that do not.
    count = min(frames(EDGE_FADE_MS), len(samples))
    if not count or max(abs(samples[0]), abs(samples[-1])) <= EDGE:
        return samples
    # Half a cosine from exactly 0, up to but not at 1.
    rise = (0.5 - 0.5 * np.cos(np.pi * np.arange(count) / count)).astype(np.float32)
    soft: Samples = samples.copy()
    soft[:count] *= rise
    soft[len(soft) - count :] *= rise[::-1]
    return soft


# --- sounds of a play script ----------------------------------------------------------------------


def sound_path(name: str, root: Path | None) -> Path:
    """Return the file that `[sound: name]` means: in the script's folder or below, and there.

    Raises InputError for a path that is absolute, leads out of the folder (links too) or names no file.
    """
    hint = "put the WAV file into the script's folder and name it from there"
    if root is None:
        raise InputError(f"a sound needs a script in a folder: {name}", hint=hint)
    windows = PureWindowsPath(name)
    if windows.drive or windows.root or ".." in windows.parts or not name.strip() or "\0" in name:
        raise InputError(f"a sound may not lie outside the script's folder: {name}", path=root, hint=hint)
    path = root.joinpath(*PurePosixPath(name.replace("\\", "/")).parts)
    if not path.resolve().is_relative_to(root.resolve()):
        raise InputError(f"a sound may not lie outside the script's folder: {name}", path=root, hint=hint)
    if not path.is_file():
        raise InputError("there is no such sound", path=path, hint=hint)
    return path


def sound(name: str, root: Path | None) -> Samples:
    """Return the sound of a script as float32 mono at SAMPLE_RATE, faded at both ends, a little under speech.

    One WAV file (PCM of 8 to 32 bits, any rate) is held at a time. Raises InputError where it cannot be used.
    """
    segment = _load(sound_path(name, root)).set_channels(1)
    if not segment.rms:
        return _still(0)
    gain = min(SOUND_RMS_DB - segment.dBFS, SOUND_PEAK_DB - segment.max_dBFS)
    # Four bytes a sample first, so that a gain rounds nothing away.
    fitted = segment.set_sample_width(4).apply_gain(gain)
    if len(segment) > 2 * SOUND_FADE_MS:
        fitted = fitted.fade_in(SOUND_FADE_MS).fade_out(SOUND_FADE_MS)
    samples: Samples = np.frombuffer(fitted.raw_data, np.int32).astype(np.float32) / np.float32(2**31)
    return _soft(_resampled(samples, fitted.frame_rate))


def _load(path: Path) -> AudioSegment:
    hint = "a sound must be a PCM WAV file: ffmpeg -i SOUND -c:a pcm_s16le SOUND.wav makes one"
    data = path.read_bytes()
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise InputError("this is not a WAV file", path=path, hint=hint)
    try:
        return _segment(data)
    except (ValueError, struct.error, IndexError, ZeroDivisionError) as fault:
        raise InputError(f"this WAV file cannot be read: {fault}", path=path, hint=hint) from fault


def _segment(data: bytes) -> AudioSegment:
    with warnings.catch_warnings():
        # pydub warns where it sees no ffmpeg program; WAV needs none.
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
        from pydub.exceptions import CouldntDecodeError
    try:
        segment = AudioSegment(data=data)
    except CouldntDecodeError as fault:
        raise ValueError(str(fault)) from fault
    if segment.sample_width not in {1, 2, 4} or segment.frame_rate < 1:
        raise ValueError(f"{8 * segment.sample_width} bits at {segment.frame_rate} Hz")
    # A file that was cut short may end inside a frame.
    whole = len(segment.raw_data) // segment.frame_width * segment.frame_width
    return segment._spawn(segment.raw_data[:whole])


def _resampled(samples: Samples, rate: int) -> Samples:
    if rate == SAMPLE_RATE:
        return samples
    import soxr

    resampled: Samples = soxr.resample(samples, rate, SAMPLE_RATE, quality="HQ").astype(np.float32)
    return resampled
