"""Measures a finished audio file against the numbers of the trade (ACX), on the decoded samples.

RMS is of the whole file, not LUFS; the noise floor is the quietest 500 ms; head and tail are the time before
the first and after the last 10 ms above -50 dBFS. A join clicks where the samples step by more than -40 dBFS
at the edge of a silence (30 ms under -55 dBFS). A file of several channels is measured as their mean.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fullcast import ffmpeg
from fullcast.meter import Meter
from fullcast.model import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fullcast.model import Samples

SILENCE = 10 ** (-55 / 20)
SILENCE_S = 0.03
STEP = 10 ** (-40 / 20)
NEAR_MS = 3
TAPS = 63
SPEECH = 10 ** (-50 / 20)
WINDOW_S = 0.01


@dataclass(frozen=True, slots=True)
class Row:
    """One number of a file: `passed` is None where it is only information and has no `limit`."""

    name: str
    value: float
    unit: str
    limit: str = ""
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All numbers of one file, in the order in which they are shown."""

    path: Path
    codec: str
    rows: tuple[Row, ...]

    @property
    def passed(self) -> bool:
        """Whether no number misses its limit."""
        return not self.misses

    @property
    def misses(self) -> tuple[Row, ...]:
        """The rows that miss their limit."""
        return tuple(row for row in self.rows if row.passed is False)

    def row(self, name: str) -> Row:
        """Return the row called `name`; raises KeyError where there is none."""
        return {row.name: row for row in self.rows}[name]


def measure(path: Path) -> Report:
    """Decode the file at `path` and hold each of its numbers against its limit, in constant memory.

    Raises AudioError where the file is missing, broken or no audio.
    """
    stream = ffmpeg.probe(path)
    meter, shape = Meter(stream.sample_rate, lufs=True), Shape(stream.sample_rate)
    for block in meter.watch(_mixed(ffmpeg.decode(path, stream.channels))):
        shape.add(block)
    shape.finish()
    rows = (*_level_rows(meter), *_shape_rows(shape), *_stream_rows(path, stream))
    return Report(path, stream.codec, rows)


def _mixed(blocks: Iterable[Samples]) -> Iterator[Samples]:
    for block in blocks:
        yield block[:, 0] if block.shape[1] == 1 else block.mean(axis=1)


def _level_rows(meter: Meter) -> Iterator[Row]:
    found = meter.loudness()
    yield Row("rms", found.rms, "dB", "-23 to -18", -23 <= found.rms <= -18)
    yield Row("peak", found.peak, "dB", "-3 or less", found.peak <= -3)
    yield Row("floor", found.floor, "dB", "-60 or less", found.floor <= -60)
    assert found.lufs is not None
    yield Row("loudness", found.lufs, "LUFS")


def _shape_rows(shape: Shape) -> Iterator[Row]:
    yield Row("head", shape.head, "s", "0.5 to 1", 0.5 <= shape.head <= 1)
    yield Row("tail", shape.tail, "s", "1 to 5", 1 <= shape.tail <= 5)
    yield Row("duration", shape.seconds, "s", "7200 or less", 0 < shape.seconds <= 7200)
    yield Row("clicks", shape.clicks, "", "0", shape.clicks == 0)


def _stream_rows(path: Path, stream: ffmpeg.Stream) -> Iterator[Row]:
    rate_counts = stream.codec != "opus"  # Opus is always decoded at 48 kHz.
    right_rate = stream.sample_rate == SAMPLE_RATE
    limit = str(SAMPLE_RATE) if rate_counts else ""
    yield Row("sample rate", stream.sample_rate, "Hz", limit, right_rate if rate_counts else None)
    yield Row("channels", stream.channels, "", "1", stream.channels == 1)
    if stream.codec == "mp3":
        rates = mp3_bitrates(path)
        passed = len(rates) == 1 and min(rates) >= 192
        yield Row("bitrate", min(rates, default=0), "kbit/s", "192 or more, constant", passed)
    else:
        yield Row("bitrate", stream.bitrate, "kbit/s")


# --- the shape of the sound -----------------------------------------------------------------------


@dataclass(slots=True)
class Shape:
    """Follows the samples of a file: where it speaks first and last, and which edges of silence click.

    Kept are the edges of silences and the milliseconds that are hot (loud above 13 kHz): a few MB an hour at
    most.
    """

    sample_rate: int
    frames: int = 0
    _first: int | None = None
    _last: int = 0
    _windows: Samples = field(default_factory=lambda: np.zeros(0, np.float32))
    _late: Samples = field(default_factory=lambda: np.zeros(TAPS - 1, np.float32))
    _loud: int = -(1 << 62)
    _edges: list[NDArray[np.int64]] = field(default_factory=list)
    _hot: list[NDArray[np.int64]] = field(default_factory=list)

    def add(self, block: Samples) -> None:
        """Take the next samples (mono) in."""
        self._add_hot(block)
        self._add_edges(block)
        self._add_windows(block)
        self.frames += len(block)

    def finish(self) -> None:
        """Take in that the file is over: silence follows, and an edge if it was loud at its end."""
        self._add_hot(np.zeros(TAPS, np.float32))
        if self._loud >= 0:
            self._edges.append(np.array([self._loud]))

    @property
    def clicks(self) -> int:
        """How many edges of silence click, when the file is finished."""
        edges = np.concatenate([np.zeros(0, np.int64), *self._edges]) * 1000 // self.sample_rate
        hot = np.unique(np.concatenate([np.zeros(0, np.int64), *self._hot]))
        near = np.searchsorted(hot, edges + NEAR_MS, "right") - np.searchsorted(hot, edges - NEAR_MS)
        return int(np.count_nonzero(near))

    @property
    def seconds(self) -> float:
        """The length of the file."""
        return self.frames / self.sample_rate

    @property
    def head(self) -> float:
        """Seconds before the first sound; all of a file that has none."""
        return self.seconds if self._first is None else self._first / self.sample_rate

    @property
    def tail(self) -> float:
        """Seconds after the last sound; all of a file that has none."""
        return self.seconds if self._first is None else (self.frames - self._last) / self.sample_rate

    def _add_hot(self, block: Samples) -> None:
        joined = np.concatenate([self._late, block])
        high = np.abs(np.convolve(joined, _HIGH, "valid"))
        # The filter is late by half its length.
        hot = np.flatnonzero(high > STEP * _HIGH_OF_STEP) + self.frames - TAPS // 2
        self._hot.append(np.unique(hot * 1000 // self.sample_rate))
        self._late = joined[len(joined) - TAPS + 1 :]

    def _add_edges(self, block: Samples) -> None:
        loud = np.flatnonzero(np.abs(block) >= SILENCE) + self.frames
        if not len(loud):
            return
        loud = np.concatenate([[self._loud], loud])
        gaps = np.flatnonzero(np.diff(loud) > SILENCE_S * self.sample_rate)
        edges = np.concatenate([loud[gaps], loud[gaps + 1]])
        self._edges.append(edges[edges >= 0])
        self._loud = int(loud[-1])

    def _add_windows(self, block: Samples) -> None:
        size = round(self.sample_rate * WINDOW_S)
        joined = np.concatenate([self._windows, block])
        whole = len(joined) // size * size
        windows = joined[:whole].reshape(-1, size)
        speaks = np.flatnonzero(np.einsum("ij,ij->i", windows, windows) > SPEECH**2 * size)
        start = self.frames - len(self._windows)
        if len(speaks):
            self._first = start + int(speaks[0]) * size if self._first is None else self._first
            self._last = start + (int(speaks[-1]) + 1) * size
        self._windows = joined[whole:]


def _high_pass() -> Samples:
    # TAPS coefficients that let through what is above 0.295 of the rate (13 kHz at 44.1 kHz), Blackman
    # window.
    at = np.arange(TAPS) - TAPS // 2
    taps = -0.59 * np.sinc(0.59 * at)
    taps[TAPS // 2] += 1
    high: Samples = (taps * np.blackman(TAPS)).astype(np.float32)
    return high


_HIGH = _high_pass()
_HIGH_OF_STEP = float(np.abs(np.cumsum(_HIGH)).max())
"""What the high-pass makes of a step of 1."""


# --- MP3 frames -----------------------------------------------------------------------------------

_KBITS = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def mp3_bitrates(path: Path) -> frozenset[int]:
    """Return every bitrate (kbit/s) that a frame of an MP3 file has: one where it is constant.

    Walks the frame headers (ISO 11172-3, 2.4.2.3); the header of the file may say what it likes.
    """
    with path.open("rb") as file:
        if not path.stat().st_size:
            return frozenset()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return frozenset(_frame_rates(data))


def _frame_rates(data: mmap.mmap) -> Iterator[int]:
    at = 0
    while data[at : at + 3] == b"ID3" and at + 10 <= len(data):
        size = 0
        for byte in data[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size
    while at + 4 <= len(data):
        frame = _frame(data[at : at + 4])
        if frame is None:
            at = data.find(b"\xff", at + 1)
            if at < 0:
                return
            continue
        kbits, length = frame
        yield kbits
        at += length


def _frame(header: bytes) -> tuple[int, int] | None:
    # Returns bitrate and length in bytes of a Layer III frame, None where this is no header of one.
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bitrate, rate = header[2] >> 4, header[2] >> 2 & 3
    if (
        header[0] != 0xFF
        or header[1] < 0xE0
        or layer != 1
        or version == 1
        or rate == 3
        or not 0 < bitrate < 15
    ):
        return None
    kbits = _KBITS[1 if version == 3 else 2][bitrate]
    length = (144_000 if version == 3 else 72_000) * kbits // _RATES[version][rate] + (header[2] >> 1 & 1)
    return kbits, length
