"""Makes a clip of raw speech: trimmed, resampled, limited, faded. Pure functions on arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soxr

from fullcast.model import SAMPLE_RATE
from fullcast.synthesize.engine import LEVEL, Speech

if TYPE_CHECKING:
    from fullcast.model import Samples

FLOOR = -50.0
"""Below this, in dBFS at the common level, sound at the edges of a clip counts as silence."""

LEAD, TAIL = 0.015, 0.030
"""Seconds kept before and after the speech, so that no onset or last breath is cut."""

FADE = 0.005
"""Seconds of raised cosine at each edge."""

CEILING = -1.0
"""Peak in dBFS above which a clip is limited."""

EMPTY = 0.020
"""Seconds of silence that stand for text without anything to say."""

_WINDOW = 0.020
_GATE = 30.0
_HOLD = 0.005


def fit(speech: Speech, volume: float = 0.0) -> Samples:
    """Make a clip at SAMPLE_RATE of an engine's speech, `volume` dB above the common level.

    The clip begins LEAD seconds before the first sample above FLOOR and ends TAIL seconds after the last,
    starts and ends at zero, and peaks at CEILING or below.
    """
    trimmed = speech.samples if speech.trimmed else trim(speech.samples, speech.sample_rate)
    if not trimmed.size:
        return np.zeros(round(EMPTY * SAMPLE_RATE), np.float32)
    louder = trimmed * np.float32(10 ** (volume / 20))
    if speech.sample_rate != SAMPLE_RATE:
        louder = soxr.resample(louder, speech.sample_rate, SAMPLE_RATE, quality="HQ")
    return fade(limit(louder, SAMPLE_RATE), SAMPLE_RATE)


def trim(samples: Samples, sample_rate: int) -> Samples:
    """Cut to LEAD before and TAIL after what is above FLOOR, padded where it is less; silence to nothing."""
    loud = np.flatnonzero(np.abs(samples) > 10 ** (FLOOR / 20))
    if not loud.size:
        return samples[:0]
    start, end = int(loud[0]) - round(LEAD * sample_rate), int(loud[-1]) + 1 + round(TAIL * sample_rate)
    inner = samples[max(start, 0) : end]
    return np.pad(inner, (max(-start, 0), max(end - samples.size, 0)))


def fade(samples: Samples, sample_rate: int) -> Samples:
    """Let the edges rise from and fall to zero over FADE seconds (raised cosine)."""
    length = min(round(FADE * sample_rate), samples.size // 2)
    rise = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / max(length, 1))).astype(np.float32)
    faded = samples.astype(np.float32)
    faded[:length] *= rise
    faded[samples.size - length :] *= rise[::-1]
    return faded


def limit(samples: Samples, sample_rate: int) -> Samples:
    """Turn down what passes CEILING, smoothly over a few milliseconds before and after each peak.

    The gain of a block of _HOLD seconds is what its loudest sample and its neighbours' need; straight lines
    join the blocks' middles, so no sample gets more gain than its own block needs.
    """
    ceiling = 10 ** (CEILING / 20)
    if not samples.size or float(np.abs(samples).max()) <= ceiling:
        return samples
    block = round(_HOLD * sample_rate)
    count = -(-samples.size // block)
    peaks = np.abs(np.pad(samples, (0, count * block - samples.size))).reshape(count, block).max(axis=1)
    around = np.pad(peaks, 1)
    highest = np.maximum(np.maximum(around[:-2], around[2:]), peaks)
    need = ceiling / np.maximum(highest, ceiling)
    middles = (np.arange(count) + 0.5) * block
    gain = np.interp(np.arange(samples.size), middles, need)
    limited: Samples = (samples * gain).astype(np.float32)
    return limited


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


def levelled(speech: Speech, level: float) -> Speech:
    """Bring speech that stands at `level` dBFS to the common level."""
    return Speech(speech.samples * np.float32(10 ** ((LEVEL - level) / 20)), speech.sample_rate)
