"""Makes a clip of raw speech: trimmed, resampled, limited, faded. Pure functions on arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soxr

from fullcast.model import SAMPLE_RATE
from fullcast.synthesize.engine import Speech

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fullcast.model import Samples

LEVEL = -20.0
"""Active level in dBFS that every voice is brought to."""

FLOOR = -50.0
"""Below this, in dBFS at the common level, sound at the edges of a clip counts as silence."""

LEAD, TAIL = 0.015, 0.030
"""Seconds kept before and after the speech, so that no onset or last breath is cut."""

FADE = 0.005
"""Seconds of raised cosine at each edge."""

CEILING = -1.5
"""Peak in dBFS above which a clip is limited."""

EMPTY = 0.020
"""Seconds of silence that stand for text without anything to say."""

_STRETCH = 4096
_WINDOW = 0.020
_GATE = 30.0
_HOLD = 0.005


def fit(speech: Speech, volume: float = 0.0) -> Samples:
    """Make a clip at SAMPLE_RATE of an engine's speech, `volume` dB above the common level.

    The clip begins LEAD seconds before the first sample above FLOOR and ends TAIL seconds after the last,
    starts and ends at zero, and peaks under full scale.
    """
    clip = limit(trim(speech, volume), speech.sample_rate)
    if not clip.size:
        return np.zeros(round(EMPTY * SAMPLE_RATE), np.float32)
    if speech.sample_rate != SAMPLE_RATE:
        # Limited before, at half the cost: the ceiling leaves room for what the filter adds to a peak.
        clip = soxr.resample(clip, speech.sample_rate, SAMPLE_RATE, quality="HQ")
    fade(clip, SAMPLE_RATE)
    return clip


def trim(speech: Speech, volume: float = 0.0) -> Samples:
    """Bring speech to LEVEL plus `volume` dB, and cut to LEAD before and TAIL after what is above FLOOR.

    Where there is less before or after, silence is added. Sound that is nowhere above FLOOR gives nothing.
    """
    samples, sample_rate = speech.samples, speech.sample_rate
    full = np.float32(1 / 32768) if samples.dtype == np.int16 else np.float32(1)
    gain = full * np.float32(10 ** ((LEVEL - speech.level) / 20))
    span = _span(samples, float(10 ** (FLOOR / 20) / gain), sample_rate)
    start, end = (0, samples.size) if speech.trimmed else span
    clip = np.zeros(end - start, np.float32)
    inner = samples[max(start, 0) : end]
    np.multiply(inner, gain * np.float32(10 ** (volume / 20)), out=clip[max(-start, 0) :][: inner.size])
    return clip


def _span(samples: Samples | NDArray[np.int16], floor: float, sample_rate: int) -> tuple[int, int]:
    """Give where a clip starts and ends in its samples; it may reach beyond them on either side."""
    first, last = _loud(samples, floor), _loud(samples[::-1], floor)
    if first is None or last is None:
        return 0, 0
    return first - round(LEAD * sample_rate), samples.size - last + round(TAIL * sample_rate)


def _loud(samples: Samples | NDArray[np.int16], floor: float) -> int | None:
    """Find the first sample above a floor, looking no further than it must."""
    for start in range(0, samples.size, _STRETCH):
        stretch = samples[start : start + _STRETCH]
        above = (stretch > floor) | (stretch < -floor)
        if above.any():
            return start + int(above.argmax())
    return None


def fade(samples: Samples, sample_rate: int) -> None:
    """Let the edges rise from and fall to zero over FADE seconds (raised cosine), in place."""
    length = min(round(FADE * sample_rate), samples.size // 2)
    rise = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / max(length, 1))).astype(np.float32)
    samples[:length] *= rise
    samples[samples.size - length :] *= rise[::-1]


def limit(samples: Samples, sample_rate: int) -> Samples:
    """Turn down what passes CEILING, smoothly over a few milliseconds before and after each peak.

    The gain at the middle of a block of _HOLD seconds is what the loudest sample in it and its two neighbours
    needs; straight lines join the middles, so no sample gets more gain than its own block can take.
    """
    ceiling = np.float32(10 ** (CEILING / 20))
    if not samples.size or max(float(samples.max()), -float(samples.min())) <= ceiling:
        return samples
    size = round(_HOLD * sample_rate)
    count = -(-samples.size // size)
    blocks = np.pad(samples, (0, count * size - samples.size)).reshape(count, size)
    peaks = np.pad(np.maximum(blocks.max(axis=1), -blocks.min(axis=1)), 2)
    highest = np.maximum(np.maximum(peaks[:-2], peaks[2:]), peaks[1:-1])
    gain = ceiling / np.maximum(highest, ceiling)  # of the blocks, and of one more at either end
    near = np.flatnonzero(np.minimum(np.minimum(gain[:-2], gain[2:]), gain[1:-1]) < 1)
    blocks[near] *= _ramps(gain[near], gain[near + 1], gain[near + 2], size)
    return blocks.reshape(-1)[: samples.size]


def _ramps(before: Samples, here: Samples, after: Samples, size: int) -> Samples:
    """Draw lines through the gains at the middles of three blocks in a row; give the middle block of each."""
    place = ((np.arange(size, dtype=np.float32) + np.float32(0.5)) / np.float32(size))[None, :]
    rising = here[:, None] + (here - before)[:, None] * (place - np.float32(0.5))
    falling = here[:, None] + (after - here)[:, None] * (place - np.float32(0.5))
    ramps: Samples = np.where(place < np.float32(0.5), rising, falling)
    return ramps


def active_level(samples: Samples, sample_rate: int) -> float:
    """Measure the RMS of speech in dBFS, over the windows of 20 ms within 30 dB of the loudest one.

    Pauses do not count. Raises ValueError for silence.
    """
    size = round(_WINDOW * sample_rate)
    whole = samples[: samples.size // size * size].astype(np.float64).reshape(-1, size)
    power = np.mean(whole**2, axis=1) if whole.size else np.zeros(1)
    if float(power.max()) <= 0:
        raise ValueError("silence has no level")
    active = power[power > power.max() * 10 ** (-_GATE / 10)]
    return float(10 * np.log10(active.mean()))
