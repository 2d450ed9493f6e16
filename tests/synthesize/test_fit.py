"""Raw speech on its way to a clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.model import SAMPLE_RATE
from fullcast.synthesize.engine import Speech
from fullcast.synthesize.fit import CEILING, LEVEL, active_level, fade, fit, limit, trim

if TYPE_CHECKING:
    from fullcast.model import Samples

RATE = 22_050


def tone(seconds: float, peak: float, rate: int = RATE) -> Samples:
    time = np.arange(round(seconds * rate)) / rate
    return (peak * np.sin(2 * np.pi * 220 * time)).astype(np.float32)


def silence(seconds: float, rate: int = RATE) -> Samples:
    return np.zeros(round(seconds * rate), np.float32)


def test_silence_around_speech_is_cut_to_15_and_30_milliseconds() -> None:
    speech = Speech(np.concatenate([silence(0.4), tone(1.0, 0.5), silence(0.7)]), RATE, LEVEL)
    assert trim(speech).size / RATE == pytest.approx(1.0 + 0.015 + 0.030, abs=0.001)


def test_speech_that_begins_and_ends_at_once_is_given_room() -> None:
    cut = trim(Speech(tone(1.0, 0.5), RATE, LEVEL))
    assert cut.size / RATE == pytest.approx(1.045, abs=0.001)
    assert not cut[: round(0.014 * RATE)].any()


def test_the_floor_is_heard_at_the_common_level() -> None:
    # -56 dBFS by itself, but of a voice whose speech has -30: at the common level it is above the floor.
    quiet = np.concatenate([tone(0.5, 0.0016), tone(1.0, 0.05)])
    assert trim(Speech(quiet, RATE, LEVEL)).size / RATE == pytest.approx(1.045, abs=0.01)
    assert trim(Speech(quiet, RATE, LEVEL - 10)).size / RATE == pytest.approx(1.545, abs=0.01)


@pytest.mark.parametrize("samples", [silence(1.0), silence(0.0), tone(1.0, 0.001)])
def test_nothing_to_hear_gives_a_short_silence(samples: Samples) -> None:
    clip = fit(Speech(samples, RATE, LEVEL))
    assert not clip.any()
    assert 0 < clip.size / SAMPLE_RATE < 0.05


def test_trimmed_silence_keeps_its_length() -> None:
    assert fit(Speech(silence(2.0, SAMPLE_RATE), SAMPLE_RATE, LEVEL, trimmed=True)).size == 2 * SAMPLE_RATE


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("whole", [False, True])
def test_any_rate_and_both_kinds_of_samples_come_out_alike(rate: int, whole: bool) -> None:
    samples = tone(1.0, 0.2, rate)
    raw = Speech((samples * 32768).astype(np.int16), rate, LEVEL) if whole else Speech(samples, rate, LEVEL)
    clip = fit(raw)
    assert clip.dtype == np.float32
    assert clip.size / SAMPLE_RATE == pytest.approx(1.045, abs=0.002)
    middle = clip[SAMPLE_RATE // 4 : SAMPLE_RATE // 2]
    assert float(np.abs(middle).max()) == pytest.approx(0.2, rel=0.02)


def test_volume_and_the_voice_level_are_made_up_for() -> None:
    level = active_level(tone(1.0, 0.05), RATE)
    clip = fit(Speech(tone(1.0, 0.05), RATE, level), volume=-6.0)
    inner = clip[round(0.05 * SAMPLE_RATE) : -round(0.05 * SAMPLE_RATE)]
    assert active_level(inner, SAMPLE_RATE) == pytest.approx(LEVEL - 6.0, abs=0.1)


def test_a_loud_clip_stays_under_full_scale() -> None:
    clip = fit(Speech(tone(1.0, 0.9), RATE, LEVEL), volume=20.0)
    assert 0.7 < float(np.abs(clip).max()) <= 1.0


def test_edges_rise_and_fall() -> None:
    samples = np.ones(4_410, np.float32)
    fade(samples, SAMPLE_RATE)
    assert samples[0] == 0 and samples[-1] == pytest.approx(0, abs=1e-4)
    assert (np.diff(samples[:220]) >= 0).all() and (np.diff(samples[-220:]) <= 0).all()
    assert (samples[221:-221] == 1).all()


@given(st.lists(st.floats(-8, 8, width=32), max_size=1_500), st.sampled_from([8_000, 22_050]))
def test_the_limiter_holds_its_ceiling_and_only_turns_down(values: list[float], rate: int) -> None:
    samples = np.array(values, np.float32)
    limited = limit(samples, rate)
    assert limited.shape == samples.shape
    assert np.abs(limited).max(initial=0) <= 10 ** (CEILING / 20) * 1.00001
    assert (np.abs(limited) <= np.abs(samples) * 1.00001).all()
    assert (limited * samples >= 0).all()


def test_the_limiter_leaves_alone_what_is_far_from_a_peak() -> None:
    samples = tone(1.0, 0.3)
    samples[RATE // 2] = 2.0
    limited = limit(samples, RATE)
    far = np.abs(np.arange(samples.size) - RATE // 2) > 0.02 * RATE
    assert np.array_equal(limited[far], samples[far])


def test_pauses_do_not_count_in_the_level() -> None:
    speech = tone(1.0, 0.3)
    paused = np.concatenate([speech, silence(3.0)])
    assert active_level(paused, RATE) == pytest.approx(active_level(speech, RATE), abs=0.1)
    assert active_level(speech, RATE) == pytest.approx(20 * np.log10(0.3 / np.sqrt(2)), abs=0.05)


def test_silence_has_no_level() -> None:
    with pytest.raises(ValueError, match="silence"):
        active_level(silence(1.0), RATE)
