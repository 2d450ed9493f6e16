"""Levels against signals whose levels are known, and loudness against ffmpeg's own meter."""

from __future__ import annotations

import math
import re
import subprocess
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import ffmpeg
from fullcast.meter import SILENT_DB, Meter, chunks
from fullcast.model import SAMPLE_RATE, Loudness

if TYPE_CHECKING:
    from fullcast.model import Samples


def levels(blocks: Iterable[Samples], rate: int = SAMPLE_RATE) -> Loudness:
    meter = Meter(rate, lufs=True)
    deque(meter.watch(blocks), maxlen=0)
    return meter.loudness()


def sine(seconds: float, decibel: float, hertz: float = 997, rate: int = SAMPLE_RATE) -> Samples:
    time = np.arange(int(seconds * rate)) / rate
    return (10 ** (decibel / 20) * np.sin(2 * math.pi * hertz * time)).astype(np.float32)


@given(st.lists(st.integers(0, 50)), st.integers(1, 20))
def test_chunks_lose_nothing(sizes: list[int], size: int) -> None:
    blocks = [np.arange(n, dtype=np.float32) + n for n in sizes]
    cut = list(chunks(blocks, size))
    empty = np.zeros(0, np.float32)
    assert np.array_equal(np.concatenate([empty, *cut]), np.concatenate([empty, *blocks]))
    assert all(len(each) == size for each in cut[:-1])


@pytest.mark.parametrize("rate", [44_100, 48_000, 22_050])
def test_a_sine_has_the_levels_of_a_sine(rate: int) -> None:
    # BS.1770-4, Annex 1: a 997 Hz sine reads its RMS, for the weighting there makes up for the 0.691 dB.
    found = levels([sine(20, -20, rate=rate)], rate)
    assert found.rms == pytest.approx(-23.01, abs=0.01)
    assert found.peak == pytest.approx(-20, abs=0.01)
    assert found.floor == pytest.approx(-23.01, abs=0.05)
    assert found.lufs == pytest.approx(-23.0, abs=0.1)


def test_loudness_leaves_out_what_is_far_below() -> None:
    # EBU Tech 3341, test 3 in its shape: quiet stretches around a loud one do not count.
    loud = levels([sine(30, -20)]).lufs
    parts = [sine(10, -36), sine(30, -20), sine(10, -36), np.zeros(20 * SAMPLE_RATE, np.float32)]
    assert levels(parts).lufs == pytest.approx(loud, abs=0.1)


def test_the_floor_is_the_quietest_half_second() -> None:
    noise = np.random.default_rng(1).standard_normal(SAMPLE_RATE).astype(np.float32) * 0.001
    found = levels([sine(3, -20), noise, sine(3, -20)])
    assert found.floor == pytest.approx(-60, abs=0.3)


def test_silence_has_no_level() -> None:
    found = levels([np.zeros(SAMPLE_RATE, np.float32)])
    assert (found.rms, found.peak, found.floor, found.lufs) == (SILENT_DB,) * 4
    assert levels([]).rms == SILENT_DB


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(1, 200_000), min_size=1, max_size=8))
def test_levels_do_not_depend_on_the_blocks(sizes: list[int]) -> None:
    audio = np.random.default_rng(2).standard_normal(sum(sizes)).astype(np.float32) * 0.05
    blocks = np.split(audio, np.cumsum(sizes)[:-1])
    assert levels(blocks) == levels([audio])


def test_loudness_is_what_ffmpeg_measures() -> None:
    # Noise that comes and goes like syllables, of three colours.
    rng = np.random.default_rng(3)
    time = np.arange(12 * SAMPLE_RATE) / SAMPLE_RATE
    hertz = np.fft.rfftfreq(len(time), 1 / SAMPLE_RATE)
    noise = np.fft.irfft(np.fft.rfft(rng.standard_normal(len(time))) / np.sqrt(np.maximum(hertz, 80)))
    speech = (noise * np.maximum(0, np.sin(2 * math.pi * 2.3 * time)) * np.sin(0.7 * time)).astype(np.float32)
    speech *= np.float32(0.5 / np.abs(speech).max())
    command = [
        ffmpeg.locate(),
        "-hide_banner",
        "-nostats",
        "-f",
        "f32le",
        "-ar",
        "44100",
        "-ac",
        "1",
        "-i",
        "-",
    ]
    done = subprocess.run(
        [*command, "-af", "ebur128", "-f", "null", "-"],
        input=speech.tobytes(),
        capture_output=True,
        check=True,
    )
    summary = re.findall(r"I:\s+(-[\d.]+) LUFS", done.stderr.decode())
    assert levels([speech]).lufs == pytest.approx(float(summary[-1]), abs=0.15)
