"""A chapter comes to its level, stays under its ceiling and over its floor, and takes no memory."""

from __future__ import annotations

import math
import tracemalloc
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import master
from fullcast.errors import AudioError, OutputError
from fullcast.model import SAMPLE_RATE, Loudness, Output

if TYPE_CHECKING:
    from fullcast.model import Samples

OUTPUT = Output()


def speech(seconds: float, seed: int = 1, level: float = 0.1, pitch: float = 110) -> Samples:
    """Damped pulses at a pitch, a little noise, in syllables: as uneven as speech (crest 17 dB)."""
    count = int(seconds * SAMPLE_RATE)
    time = np.arange(count) / SAMPLE_RATE
    since = time % (1 / pitch)
    voiced = np.exp(-since * 300) * np.sin(2 * math.pi * 500 * since) + 0.3 * np.sin(
        2 * math.pi * 2400 * since
    )
    syllables = np.abs(np.sin(2 * math.pi * 2.1 * time)) * (np.sin(0.9 * time) > -0.7)
    noise = np.random.default_rng(seed).standard_normal(count) * 0.05
    shaped = (voiced * np.exp(-since * 100) + noise) * syllables
    uneven: Samples = (shaped * level / np.sqrt(np.mean(shaped**2))).astype(np.float32)
    return uneven


def mastered(blocks: Iterable[Samples], work: Path, output: Output = OUTPUT) -> tuple[Samples, Loudness]:
    with master.master(blocks, output, work) as done:
        audio = np.concatenate([np.zeros(0, np.float32), *done.blocks()])
        assert len(audio) == done.frames
        return audio, done.loudness()


def true_peak(audio: Samples) -> float:
    """The peak of the audio at four times its rate, by a longer spectrum: an exact interpolation."""
    spectrum = np.fft.rfft(audio)
    fine = (
        np.fft.irfft(np.concatenate([spectrum, np.zeros(3 * (len(spectrum) - 1))]), 4 * (len(audio) // 2 * 2))
        * 4
    )
    return float(20 * np.log10(np.abs(fine).max()))


@pytest.mark.parametrize("level", [0.003, 0.1, 0.9])
@pytest.mark.parametrize("pitch", [70, 110, 300])
def test_any_chapter_comes_to_the_level_of_the_trade(tmp_path: Path, level: float, pitch: float) -> None:
    still = np.zeros(SAMPLE_RATE, np.float32)
    audio, found = mastered([still, speech(20, level=level, pitch=pitch), still, still], tmp_path)
    assert found.rms == pytest.approx(-20, abs=0.2)
    assert found.peak <= -3.5
    assert found.floor == pytest.approx(-72, abs=1)
    assert np.abs(audio).max() == pytest.approx(10 ** (found.peak / 20))


def test_what_is_all_peaks_stays_under_the_ceiling_and_is_not_flattened(tmp_path: Path) -> None:
    clicks = np.zeros(20 * SAMPLE_RATE, np.float32)
    clicks[:: SAMPLE_RATE // 3] = 0.5
    _, found = mastered([np.convolve(clicks, np.hanning(50)).astype(np.float32)], tmp_path)
    assert found.peak <= -3.5
    assert found.rms < -23


def test_no_peak_between_the_samples_is_above_the_ceiling(tmp_path: Path) -> None:
    # A tone near a quarter of the rate has its crests between samples; speech has little above 8 kHz.
    time = np.arange(4 * SAMPLE_RATE) / SAMPLE_RATE
    chirp = 0.3 * np.sin(2 * math.pi * (300 + 960 * time) * time) * (1 + np.sin(2 * math.pi * 3 * time))
    audio, _ = mastered([chirp.astype(np.float32)], tmp_path, replace(OUTPUT, rms=-9))
    assert -4.2 < true_peak(audio) <= -3.3


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 4, width=32), min_size=1, max_size=60), st.floats(0.05, 1))
def test_the_limiter_holds_every_hop(peaks: list[float], ceiling: float) -> None:
    heights = np.array(peaks, np.float32)
    plan = master.solve(heights**2 * master.HOP, heights, len(peaks) * master.HOP, 0.1, ceiling)
    gains = np.maximum(plan.knots[:-1], plan.knots[1:]) * plan.gain
    assert (gains * heights <= ceiling * (1 + 1e-5)).all()
    assert (plan.knots <= 1).all()
    assert (plan.knots > 0).all()


def test_the_limiter_leaves_quiet_stretches_alone(tmp_path: Path) -> None:
    quiet = speech(5, level=0.02)
    burst = np.hanning(400).astype(np.float32)
    audio, _ = mastered([quiet, burst, quiet], tmp_path, replace(OUTPUT, rms=-30, room_tone=-120))
    factor = audio[: 4 * SAMPLE_RATE] / np.where(quiet == 0, np.nan, quiet)[: 4 * SAMPLE_RATE]
    kept = factor[np.abs(quiet[: 4 * SAMPLE_RATE]) > 0.01]
    assert np.nanmax(kept) - np.nanmin(kept) < 1e-3 * np.nanmax(kept)


def test_gain_moves_without_a_step(tmp_path: Path) -> None:
    tone = (0.1 * np.sin(2 * math.pi * 100 * np.arange(3 * SAMPLE_RATE) / SAMPLE_RATE)).astype(np.float32)
    loud = tone.copy()
    loud[SAMPLE_RATE : 2 * SAMPLE_RATE] *= 6
    with master.master([loud], replace(OUTPUT, rms=-6), tmp_path) as done:
        assert done.plan.knots.min() < 0.9
        steps = np.abs(np.diff(20 * np.log10(done.plan.knots)))
    # One hop is 2.9 ms; a fall of 6 dB takes all of the attack.
    assert steps.max() < 6 / (master.ATTACK_HOPS - 2)


@pytest.mark.parametrize("size", [1, 997, 44_100, 1_000_000])
def test_the_blocks_do_not_matter(tmp_path: Path, size: int) -> None:
    audio = speech(0.05 if size == 1 else 6)
    cut = [audio[start : start + size] for start in range(0, len(audio), size)]
    assert np.array_equal(mastered(cut, tmp_path)[0], mastered([audio], tmp_path)[0])


def test_blocks_may_be_read_twice_and_are_the_same(tmp_path: Path) -> None:
    with master.master([speech(5)], OUTPUT, tmp_path) as done:
        levels = done.loudness()
        first, second = (np.concatenate(list(done.blocks())) for _ in range(2))
        assert np.array_equal(first, second)
        assert done.loudness() == levels


def test_stretches_may_be_read_side_by_side_and_are_measured_once(tmp_path: Path) -> None:
    audio = speech(40)
    whole, levels = mastered([audio], tmp_path)
    starts = [0, 77_777, 2 * master.MEASURED, 5 * master.MEASURED, 11 * master.MEASURED]
    with master.master([audio], OUTPUT, tmp_path) as done, ThreadPoolExecutor(4) as pool:
        read = pool.map(lambda start: np.concatenate(list(done.blocks(start, start + 600_001))), starts)
        for start, stretch in zip(starts, read, strict=True):
            assert np.array_equal(stretch, whole[start : start + 600_001])
        assert len(done._meters) < -(-len(audio) // master.MEASURED)
        list(done.blocks(4 * master.MEASURED))
        assert done.loudness() == levels


@pytest.mark.parametrize("count", [0, 1, 3, 127, 128, 129])
def test_short_and_empty_chapters(tmp_path: Path, count: int) -> None:
    audio, found = mastered([np.full(count, 0.1, np.float32)], tmp_path)
    assert len(audio) == count
    assert found.peak <= -3.4


def test_silence_stays_room_tone(tmp_path: Path) -> None:
    _, found = mastered([np.zeros(30 * SAMPLE_RATE, np.float32)], tmp_path)
    assert found.rms == pytest.approx(-72, abs=0.2)


def test_two_chapters_are_as_loud_as_each_other(tmp_path: Path) -> None:
    found = [mastered([speech(15, n, level)], tmp_path)[1] for n, level in enumerate([0.05, 0.2])]
    assert found[0].rms == pytest.approx(found[1].rms, abs=0.1)


def test_memory_does_not_grow_with_the_chapter(tmp_path: Path) -> None:
    minute = speech(1)

    def peak(count: int) -> int:
        tracemalloc.start()
        with master.master((minute for _ in range(count)), OUTPUT, tmp_path) as done:
            for _ in done.blocks():
                pass
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    # A few numbers for every hop: 8 kB a second would be 28 MB an hour, where the samples are 635 MB.
    peak(2)
    assert peak(200) < peak(20) + 180 * 8000


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[Samples]:
        yield speech(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mastered(broken(), tmp_path)
    mastered([speech(1)], tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_work_folder_that_is_not_there_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        mastered([speech(1)], tmp_path / "gone")


def test_samples_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no numbers"):
        mastered([np.array([0.1, np.nan], np.float32)], tmp_path)
