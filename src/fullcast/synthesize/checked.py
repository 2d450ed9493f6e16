"""Sees that what an engine gave is sound, before anything is done with it."""

from __future__ import annotations

import math
import numbers
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fullcast.errors import EngineError
from fullcast.synthesize.engine import Speech

if TYPE_CHECKING:
    from fullcast.model import Samples

RATES = range(4_000, 192_001)
"""Frames a second that any speech engine may have."""

_SLACK, _SLOWEST = 60, 2
"""A line lasts so many seconds at most, and so many more for each of its characters."""

_LEVELS = (-120.0, 20.0)
"""dBFS between which the level of a voice must lie: nothing quieter is heard, nothing louder fits."""

_FULL = 100.0
"""Beyond so many times full scale it is no sound: numbers of another scale, or chance."""


def checked(speech: object, text: str, *, claimed: object = None) -> Speech:
    """Return the speech an engine gave for `text`, its numbers as Python's own. Raises EngineError where it is none.

    `claimed` is the sample rate that the engine claims to have, if it claims one.
    """
    if not isinstance(speech, Speech):
        raise EngineError(f"the speech engine gave no sound but {_kind(speech)}")
    sample_rate, level = _rate(speech.sample_rate, claimed), _level(speech.level)
    samples = _sound(speech.samples)
    if samples.size > (_SLACK + _SLOWEST * len(text)) * sample_rate:
        seconds = round(samples.size / sample_rate)
        raise EngineError(f"the speech engine gave {seconds:,} seconds of sound for {len(text):,} characters")
    return Speech(samples, sample_rate, level, bool(speech.trimmed))


def _kind(value: object) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"


def _rate(rate: object, claimed: object) -> int:
    if not isinstance(rate, numbers.Integral) or int(rate) not in RATES:
        raise EngineError(f"the speech engine gave sound at a rate that cannot be: {str(rate)[:40]}")
    if claimed is not None and claimed != rate:
        raise EngineError(f"the speech engine gave sound at {rate} Hz, though it speaks at {claimed}")
    return int(rate)


def _level(level: object) -> float:
    low, high = _LEVELS
    if not isinstance(level, numbers.Real) or not low <= float(level) <= high:
        raise EngineError(f"the speech engine gave sound at a level that cannot be: {str(level)[:40]} dBFS")
    return float(level)


def _sound(samples: object) -> Samples | NDArray[np.int16]:
    if not isinstance(samples, np.ndarray) or samples.dtype not in (np.int16, np.float32):
        kind = f"samples of {samples.dtype}" if isinstance(samples, np.ndarray) else _kind(samples)
        raise EngineError(f"the speech engine gave {kind}, not samples of float32 or int16")
    if samples.ndim != 1:
        raise EngineError(f"the speech engine gave sound of {samples.ndim} dimensions, not of one")
    if samples.dtype == np.float32 and samples.size:
        highest = max(float(samples.max()), -float(samples.min()))  # NaN if any is
        if not math.isfinite(highest) or highest > _FULL:
            raise EngineError("the speech engine gave samples that are no numbers, or far beyond full scale")
    whole: Samples | NDArray[np.int16] = np.ascontiguousarray(samples)
    return whole
