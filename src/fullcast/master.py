"""Brings a chapter to its level: measure while it is laid, then gain, limiter and room tone while it is read
back.

Pass 1 writes the audio to a file and keeps two numbers for every HOP frames, the energy and the peak. Gain
and limiter are solved on these numbers alone, so pass 2 is the only other time that the audio is touched.

The limiter looks ahead: its gain is straight lines (in amplitude) between knots HOP apart, and a knot is
never above what the hops on both sides of it allow, so no sample is ever above the ceiling, and none is
clipped.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from fullcast.errors import AudioError
from fullcast.files import writing
from fullcast.meter import SILENT_DB, STEP_S, Meter, chunks, decibels
from fullcast.model import SAMPLE_RATE, Loudness, Output

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fullcast.model import Samples

HOP = 128
"""Frames a knot of the limiter: 2.9 ms."""

BLOCK = 512 * HOP
"""Frames read and written at a time: 1.5 s."""

MEASURED = 64 * round(SAMPLE_RATE * STEP_S)
"""Frames measured and given at a time: 3.2 s."""

RELEASE_DB_S = 100.0
"""How fast the limiter lets go; it takes hold over the 5 hops (15 ms) before a peak."""

ATTACK_HOPS = 5
MAX_GAIN_DB = 40.0
"""No more gain than this: a chapter that is nearly silent stays so."""

ROUNDS = 8
LEAST_YIELD = 0.3
"""How often the gain is raised to make up for what the limiter takes, and when that is given up: where 1 dB
more brings less than this, a louder chapter would only be a flatter one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What pass 2 does: `gain` on everything, and the limiter's `knots` (one more than hops) on top of it."""

    gain: float
    knots: Samples


@dataclass(slots=True)
class Mastered:
    """A chapter at its level, on the disk as laid and mastered as it is read: `frames` long.

    `blocks()` may be read several times, once for every format, and in stretches by several threads at once; it
    always gives the same samples.
    """

    frames: int
    plan: Plan
    room_tone: float
    _file: BinaryIO
    _meters: dict[int, Meter] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[Samples]:
        """Yield the mastered audio from frame `start` up to `end`, float32 mono, in blocks of 3.2 s."""
        at, end = start, self.frames if end is None else min(end, self.frames)
        for block in chunks(self._mastered(start, end), MEASURED):
            if at % MEASURED == 0 and (len(block) == MEASURED or at + len(block) == self.frames):
                self._meters[at] = meter = Meter()
                meter.add(block)
            at += len(block)
            yield block

    def loudness(self) -> Loudness:
        """Return the levels of the mastered audio, measured while `blocks` is read, now where it never was."""
        starts = range(0, self.frames, MEASURED)
        if any(start not in self._meters for start in starts):
            deque(self.blocks(), maxlen=0)
        whole = Meter()
        for start in starts:
            whole.join(self._meters[start])
        return whole.loudness()

    def _mastered(self, start: int, end: int) -> Iterator[Samples]:
        bed = np.resize(_bed(self.room_tone), len(_bed(self.room_tone)) + BLOCK)
        ramp = np.arange(HOP, dtype=np.float32) / HOP
        at = start // HOP * HOP
        while data := self._laid(at, min(BLOCK, end - at)):
            block = np.frombuffer(data, "<f4")
            first = at // HOP
            knots = self.plan.knots[first : first + -(-len(block) // HOP) + 1] * np.float32(self.plan.gain)
            if knots.min() == knots.max():
                out = block * knots[0]
            else:
                gains = knots[:-1, None] + np.diff(knots)[:, None] * ramp
                out = block * gains.ravel()[: len(block)]
            phase = at % (len(bed) - BLOCK)
            out += bed[phase : phase + len(block)]
            yield out[max(0, start - at) :]
            at += len(block)

    def _laid(self, at: int, count: int) -> bytes:
        with self._lock:
            self._file.seek(at * 4)
            return self._file.read(max(0, count) * 4)


@contextmanager
def master(blocks: Iterable[Samples], output: Output, work: Path) -> Iterator[Mastered]:
    """Lay `blocks` (float32 mono at SAMPLE_RATE) into a nameless file in the folder `work`, and yield it
    Mastered.

    The whole file comes to `output.rms` dB and stays under `output.peak`, between samples too, over a bed of
    noise of `output.room_tone` dB. Where both cannot be had the peak holds. A minute takes 10 MB in `work`
    while the block lasts. Raises OutputError where `work` cannot be written or is full.
    """
    with _scratch(work) as file:
        energies, peaks, frames = _lay(blocks, file, work)
        ceiling = 10 ** (output.peak / 20) - float(np.abs(_bed(output.room_tone)).max())
        plan = solve(energies, peaks, frames, 10 ** (output.rms / 20), ceiling)
        yield Mastered(frames, plan, output.room_tone, file)


@contextmanager
def _scratch(work: Path) -> Iterator[BinaryIO]:
    with writing(work):
        # Nameless: gone with the process, however that ends.
        file = tempfile.TemporaryFile(dir=work)  # noqa: SIM115
    with file:
        yield file


# --- pass 1 ---------------------------------------------------------------------------------------


def _lay(blocks: Iterable[Samples], file: BinaryIO, work: Path) -> tuple[Samples, Samples, int]:
    # Returns energy (sum of squares) and peak of every hop, and the number of frames.
    energies, peaks = [np.zeros(0, np.float32)], [np.zeros(0, np.float32)]
    frames = 0
    before = np.zeros(3, np.float32)
    for block in chunks(blocks, BLOCK):
        with writing(work):
            file.write(block.astype("<f4", copy=False).data)
        hops = _hops(block)
        energies.append(np.einsum("ij,ij->i", hops, hops))
        peaks.append(_peaks(hops, np.concatenate([before, block])))
        before = block[-3:] if len(block) >= 3 else before
        frames += len(block)
    laid = np.concatenate(energies)
    if not np.isfinite(laid).all():
        raise AudioError("a voice or an effect made samples that are no numbers")
    return laid, np.concatenate(peaks), frames


def _hops(block: Samples) -> Samples:
    whole = -(-len(block) // HOP) * HOP
    if whole == len(block):
        return block.reshape(-1, HOP)
    padded = np.zeros(whole, np.float32)
    padded[: len(block)] = block
    return padded.reshape(-1, HOP)


def _peaks(hops: Samples, late: Samples) -> Samples:
    """Return the peak of every hop, on the samples and half-way between them.

    `late` is the block with the three frames before it. The value between two samples is the cubic through
    the four around them, (-1, 9, 9, -1) / 16: for speech (little above 8 kHz) within 0.2 dB of the 4-times
    oversampled peak of BS.1770-4 Annex 2, at a tenth of its cost. A value between the last two frames counts
    in the next hop or block, where the limiter's gain is a neighbour of this one's.
    """
    between = (9 * (late[1:-2] + late[2:-1]) - (late[:-3] + late[3:])) * np.float32(1 / 16)
    peaks: Samples = np.maximum(hops.max(1), -hops.min(1))
    inner = _hops(between)
    np.maximum(peaks, np.maximum(inner.max(1), -inner.min(1)), out=peaks)
    return peaks


# --- the gain and the limiter ---------------------------------------------------------------------


def solve(energies: Samples, peaks: Samples, frames: int, rms: float, ceiling: float) -> Plan:
    """Return the gain and the limiter that bring the whole to `rms` with no hop above `ceiling` (both
    linear).

    `energies` and `peaks` are of hops of HOP frames. The limiter takes energy, so the gain is raised by what
    is missing, ROUNDS times at the most, or until it is right within 0.01 dB.
    """
    now = float(np.sqrt(energies.sum(dtype=np.float64) / max(1, frames)))
    if decibels(now) <= SILENT_DB:
        return Plan(1.0, np.ones(len(peaks) + 1, np.float32))
    most = 10 ** (MAX_GAIN_DB / 20)
    gain = min(most, rms / now)
    knots, got = _limited(energies, peaks, frames, gain, ceiling)
    # What a raise of 1 dB brings, learnt from the last one: the more the limiter works, the less.
    yields = 1.0
    for _ in range(ROUNDS):
        missing = decibels(rms / got)
        if missing < 0.01 or gain >= most or yields < LEAST_YIELD:
            break
        raised = min(most / gain, 10 ** (min(missing / yields, 3) / 20))
        before, gain = got, gain * raised
        knots, got = _limited(energies, peaks, frames, gain, ceiling)
        yields = decibels(got / before) / decibels(raised)
    return Plan(gain, knots)


def _limited(
    energies: Samples, peaks: Samples, frames: int, gain: float, ceiling: float
) -> tuple[Samples, float]:
    # The limiter for this gain, and the RMS that is left.
    knots = _limiter(peaks * np.float32(gain), ceiling)
    middle = (knots[:-1] + knots[1:]) / 2
    return knots, gain * float(np.sqrt(np.sum(energies * middle**2, dtype=np.float64) / frames))


def _limiter(peaks: Samples, ceiling: float) -> Samples:
    """Return the gain at the edges of hops (one more than `peaks`), 1 at the most, that holds them under
    `ceiling`.
    """
    needed = np.float32(ceiling) / np.maximum(peaks, np.float32(ceiling))
    lower = np.minimum(np.append(needed[:1], needed), np.append(needed, needed[-1:]))
    knots: NDArray[np.float64] = 20 * np.log10(lower.astype(np.float64))
    if not knots.any():
        return np.ones(len(peaks) + 1, np.float32)
    # Down in straight lines (of dB) over the hops before, up more slowly after: running minima of tilted
    # gains.
    up = RELEASE_DB_S * HOP / SAMPLE_RATE * np.arange(len(knots))
    knots = np.minimum.accumulate(knots - up) + up
    depth = _lowest_ahead(knots)
    return np.asarray(10 ** (np.minimum(knots, depth) / 20), np.float32)


def _lowest_ahead(knots: NDArray[np.float64]) -> NDArray[np.float64]:
    # A gain of -g dB in n hops asks for (1 - n / ATTACK_HOPS) of it now.
    lowest = knots
    for ahead in range(1, ATTACK_HOPS):
        later = np.append(knots[ahead:], np.zeros(ahead)) * (1 - ahead / ATTACK_HOPS)
        lowest = np.minimum(lowest, later[: len(knots)])
    return lowest


# --- the room -------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _bed(level: float) -> Samples:
    """Return 10 s of quiet room at `level` dB RMS, always the same, in a loop without a seam.

    Noise that falls by 3 dB an octave above 60 Hz: shaped as a circle, so that its end meets its beginning.
    """
    noise = np.random.default_rng(7).standard_normal(10 * SAMPLE_RATE)
    hertz = np.fft.rfftfreq(len(noise), 1 / SAMPLE_RATE)
    shaped = np.fft.irfft(np.fft.rfft(noise) * (hertz > 30) / np.sqrt(np.maximum(hertz, 60)))
    bed: Samples = (shaped * 10 ** (level / 20) / np.sqrt(np.mean(shaped**2))).astype(np.float32)
    return bed
