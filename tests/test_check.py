"""Faults planted in a good file are found, each by its own number, and a good file has none."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import check, ffmpeg
from fullcast.errors import AudioError
from fullcast.model import SAMPLE_RATE

if TYPE_CHECKING:
    from fullcast.model import Samples

MP3 = ("-c:a", "libmp3lame", "-b:a", "192k", "-f", "mp3")
WAV = ("-c:a", "pcm_s16le", "-f", "wav")


def second(number: float) -> int:
    return int(number * SAMPLE_RATE)


@cache
def recorded() -> Samples:
    """Two stretches of a voice with a pause of half a second, over a quiet room, with head and tail."""
    time = np.arange(second(2.5)) / SAMPLE_RATE
    voice = sum(
        np.sin(2 * math.pi * hertz * time + hertz) / n for n, hertz in enumerate(range(150, 2000, 150), 1)
    )
    voice = (
        voice * np.minimum(1, np.minimum(time, time[::-1]) / 0.02) * (1.2 + np.sin(2 * math.pi * 4 * time))
    )
    voice = voice * 0.14 / np.sqrt(np.mean(voice**2))
    still = np.zeros(second(0.5))
    audio = np.concatenate([np.zeros(second(0.75)), voice, still, voice, np.zeros(second(2.5))])
    audio += np.random.default_rng(1).standard_normal(len(audio)) * 10 ** (-72 / 20)
    return np.asarray(audio, np.float32)


def chapter() -> Samples:
    return np.array(recorded())


def measured(
    audio: Samples, path: Path, codec: tuple[str, ...] = MP3, rate: int = SAMPLE_RATE
) -> check.Report:
    ffmpeg.encode([audio], path, codec, {"title": "One"}, sample_rate=rate)
    return check.measure(path)


@pytest.mark.parametrize("codec", [MP3, WAV, ("-c:a", "flac", "-f", "flac")])
def test_a_good_file_passes(tmp_path: Path, codec: tuple[str, ...]) -> None:
    report = measured(chapter(), tmp_path / "a", codec)
    assert report.misses == ()
    assert report.passed
    values = {row.name: row.value for row in report.rows}
    assert values["head"] == pytest.approx(0.75, abs=0.02)
    assert values["tail"] == pytest.approx(2.5, abs=0.02)
    assert values["duration"] == pytest.approx(len(chapter()) / SAMPLE_RATE, abs=0.03)
    assert values["floor"] == pytest.approx(-72, abs=1)
    assert (values["sample rate"], values["channels"], values["clicks"]) == (44_100, 1, 0)


def loud(audio: Samples) -> Samples:
    return np.multiply(audio, 2, dtype=np.float32)


def quiet(audio: Samples) -> Samples:
    return np.multiply(audio, 0.5, dtype=np.float32)


def peak(audio: Samples) -> Samples:
    audio[second(2) : second(2) + 30] = 0.85
    return audio


def noisy(audio: Samples) -> Samples:
    # A fan: noise without highs, which would click where the file begins.
    hiss = np.convolve(np.random.default_rng(2).standard_normal(len(audio)), np.hanning(16), "same") * 0.001
    return np.asarray(audio + hiss, np.float32)


def cut(audio: Samples) -> Samples:
    # A pause begins in the middle of a wave, where the voice is loud.
    at = second(1.75) + int(np.argmax(np.abs(audio[second(1.75) : second(1.76)])))
    audio[at + 1 : at + second(0.2)] = 0
    return audio


def no_head(audio: Samples) -> Samples:
    return audio[second(0.6) :]


def long_head(audio: Samples) -> Samples:
    return np.concatenate([audio[: second(0.7)], audio])


def no_tail(audio: Samples) -> Samples:
    return audio[: -second(2)]


@pytest.mark.parametrize(
    ("fault", "names"),
    [
        (loud, {"rms", "peak"}),
        (quiet, {"rms"}),
        (peak, {"peak"}),
        (noisy, {"floor"}),
        (cut, {"clicks"}),
        (no_head, {"head"}),
        (long_head, {"head"}),
        (no_tail, {"tail"}),
    ],
)
def test_a_planted_fault_is_found_and_no_other(
    tmp_path: Path, fault: Callable[[Samples], Samples], names: set[str]
) -> None:
    report = measured(fault(chapter()), tmp_path / "a.mp3")
    assert {row.name for row in report.misses} == names
    assert not report.passed


def test_other_streams_than_the_trades_are_found(tmp_path: Path) -> None:
    both = ("-af", "pan=stereo|c0=c0|c1=c0", *MP3)
    assert [row.name for row in measured(chapter(), tmp_path / "a.mp3", both).misses] == ["channels"]
    wrong_rate = measured(chapter(), tmp_path / "b.mp3", ("-ar", "48000", *MP3))
    assert [row.name for row in wrong_rate.misses] == ["sample rate"]
    thin = measured(chapter(), tmp_path / "c.mp3", ("-c:a", "libmp3lame", "-b:a", "128k", "-f", "mp3"))
    assert [(row.name, row.value) for row in thin.misses] == [("bitrate", 128)]
    varying = measured(chapter(), tmp_path / "d.mp3", ("-c:a", "libmp3lame", "-q:a", "0", "-f", "mp3"))
    assert "bitrate" in [row.name for row in varying.misses]


def test_opus_may_have_its_own_rate(tmp_path: Path) -> None:
    report = measured(chapter(), tmp_path / "a.opus", ("-c:a", "libopus", "-b:a", "64k", "-f", "ogg"))
    assert report.row("sample rate").passed is None
    assert report.row("bitrate").passed is None


def test_a_silent_file_fails(tmp_path: Path) -> None:
    report = measured(np.zeros(second(2), np.float32), tmp_path / "a.wav", WAV)
    assert {"rms", "head"} <= {row.name for row in report.misses}


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=6), st.integers(0, 3))
def test_the_shape_does_not_depend_on_the_blocks(sizes: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    keyed = np.repeat(rng.random(-(-sum(sizes) // 2000)) > 0.4, 2000)[: sum(sizes)]
    audio = (rng.standard_normal(sum(sizes)) * keyed * 0.1).astype(np.float32)
    found = []
    for blocks in ([audio], np.split(audio, np.cumsum(sizes)[:-1])):
        shape = check.Shape(SAMPLE_RATE)
        for block in blocks:
            shape.add(block)
        shape.finish()
        found.append((shape.clicks, shape.head, shape.tail, shape.frames))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("audio", "clicks"),
    [([0.5] * 500, 2), ([0.0] * 500 + [0.5], 2), ([0.5] + [0.0] * 500, 2), ([0.0], 0), ([], 0)],
)
def test_the_ends_of_a_file_are_edges_too(audio: list[float], clicks: int) -> None:
    shape = check.Shape(SAMPLE_RATE)
    shape.add(np.array(audio, np.float32))
    shape.finish()
    assert shape.clicks == clicks


def test_what_is_no_audio_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("no audio")
    with pytest.raises(AudioError):
        check.measure(tmp_path / "a.mp3")
