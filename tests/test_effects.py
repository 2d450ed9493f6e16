"""Each preset does to a voice what its table says: band, level, tail, noise; and nothing to when it is
said.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import effects
from fullcast.model import EFFECTS, SAMPLE_RATE

if TYPE_CHECKING:
    from fullcast.model import Samples


def voice(seconds: float = 2.0, pitch: float = 120, level: float = 0.1) -> Samples:
    """Damped pulses with highs, in syllables, faded at both ends: broad as a voice, and never the same
    twice.
    """
    clock = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    since = clock % (1 / pitch)
    wave = sum(
        np.exp(-since * 400) * np.sin(2 * math.pi * hertz * since) for hertz in (300, 900, 2300, 3500, 7000)
    )
    breath = np.random.default_rng(5).standard_normal(len(clock)) * 0.05
    shaped = (wave + breath) * np.abs(np.sin(2 * math.pi * 2 * clock))
    faded: Samples = np.asarray(shaped * np.minimum(1, np.minimum(clock, clock[::-1]) / 0.005), np.float32)
    return np.asarray(faded / effects.active_rms(faded, SAMPLE_RATE) * level, np.float32)


def applied(name: str, samples: Samples, seed: int = 1) -> Samples:
    return effects.apply(name, samples, SAMPLE_RATE, seed=seed)


def band(samples: Samples, low: float, high: float) -> float:
    """The level in dB between two frequencies."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    return float(10 * np.log10(power[(hertz >= low) & (hertz < high)].sum() / len(samples) ** 2 * 2 + 1e-20))


def decibel(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-20))


def test_every_effect_of_the_model_is_there() -> None:
    assert tuple(effects.EFFECTS) == EFFECTS


@pytest.mark.parametrize("name", EFFECTS)
@pytest.mark.parametrize("level", [0.02, 0.1, 0.3])
def test_the_level_is_that_of_the_dry_voice(name: str, level: float) -> None:
    dry = voice(level=level)
    wet = applied(name, dry)[: len(dry)]
    active = np.repeat(np.abs(np.sin(2 * math.pi * 2 * np.arange(100) / 50)) > 0.1, len(dry) // 100)
    change = decibel(wet[: len(active)][active]) - decibel(dry[: len(active)][active])
    assert change == pytest.approx(effects.EFFECTS[name].gain, abs=0.6)


@pytest.mark.parametrize("name", EFFECTS)
def test_the_same_seed_gives_the_same_samples(name: str) -> None:
    dry = voice(0.5)
    before = dry.copy()
    assert np.array_equal(applied(name, dry, 7), applied(name, dry, 7))
    assert np.array_equal(dry, before), "the voice itself is not touched"
    differs = not np.array_equal(applied(name, dry, 7)[: len(dry)], applied(name, dry, 8)[: len(dry)])
    assert differs == (effects.EFFECTS[name].keyed is not None)


@pytest.mark.parametrize("name", EFFECTS)
def test_it_begins_and_ends_at_rest_and_adds_only_at_the_end(name: str) -> None:
    rough = np.sign(voice(0.7)) * np.float32(0.2)
    wet = applied(name, rough)
    assert wet.dtype == np.float32
    assert len(wet) >= len(rough)
    assert max(abs(wet[0]), abs(wet[-1])) < 10 ** (-55 / 20)
    assert np.abs(wet).max() < 2


@pytest.mark.parametrize("name", EFFECTS)
def test_nothing_is_late(name: str) -> None:
    dry = voice(1.5)
    wet = applied(name, dry)[: len(dry)]
    # Where the two are most alike is where nothing was moved, echo and reverb aside.
    spectrum = np.fft.rfft(wet, 1 << 18) * np.conj(np.fft.rfft(dry, 1 << 18))
    lags = np.fft.irfft(spectrum / (np.abs(spectrum) + 1e-9))
    assert int(np.argmax(np.abs(lags))) in {0, 1, len(lags) - 1}


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("radio", 300, 3000), ("phone", 300, 3400), ("loudspeaker", 400, 4000), ("broadcast", 200, 6000)],
)
def test_a_set_has_the_band_of_its_kind(name: str, low: float, high: float) -> None:
    dry = voice()
    wet = applied(name, dry)[: len(dry)]
    assert band(wet, low, high) > band(wet, 0, 20_000) - 0.7
    for edges in ((20, low / 2), (high * 1.5, 16_000)):
        assert band(wet, *edges) < band(wet, low, high) - 25
    assert band(dry, high * 1.5, 16_000) > band(dry, low, high) - 22


def test_the_phone_answers_as_p48_says() -> None:
    curve = effects.EFFECTS["phone"].band
    assert curve
    response = np.abs(np.fft.rfft(effects._fir(curve, SAMPLE_RATE), 1 << 16))
    for hertz, expected in ((300, -11), (500, -7), (1000, -3.7), (2000, 0.3), (3000, 1.5)):
        got = 20 * math.log10(response[round(hertz * (1 << 16) / SAMPLE_RATE)])
        assert got == pytest.approx(expected, abs=0.7)


def test_a_loud_word_and_a_quiet_one_come_closer_on_a_radio() -> None:
    dry = np.concatenate([voice(1, level=0.3), voice(1, level=0.03)])
    wet = applied("radio", dry)
    apart = decibel(wet[:SAMPLE_RATE]) - decibel(wet[SAMPLE_RATE + 20_000 : 2 * SAMPLE_RATE])
    assert decibel(dry[:SAMPLE_RATE]) - decibel(dry[SAMPLE_RATE:]) == pytest.approx(20, abs=0.5)
    assert apart < 12


def test_saturation_colours_more_than_it_distorts() -> None:
    # A pure tone at the level at which it is driven: what is added stays 20 dB under it.
    tone = np.asarray(0.14 * np.sin(2 * math.pi * 800 * np.arange(SAMPLE_RATE) / SAMPLE_RATE), np.float32)
    wet = applied("radio", tone)[4000:40_000]
    assert band(wet, 2200, 2600) < band(wet, 700, 900) - 20


def test_hiss_is_there_only_while_the_set_is_keyed() -> None:
    still = np.zeros(SAMPLE_RATE, np.float32)
    dry = np.concatenate([voice(1), still])
    wet = applied("radio", dry)
    # 24 dB under the voice in its pauses, then the squelch, then nothing.
    assert decibel(wet[len(dry) - SAMPLE_RATE // 2 : len(dry) - 500]) == pytest.approx(-20 - 24, abs=1)
    burst = wet[len(dry) + 500 : len(dry) + round(0.055 * SAMPLE_RATE)]
    assert decibel(burst) == pytest.approx(-20 - 13, abs=1.5)
    assert not wet[-500:].any()
    tail = len(wet) - len(dry)
    assert 0.06 * SAMPLE_RATE <= tail <= 0.22 * SAMPLE_RATE


def test_a_key_clicks_without_a_step() -> None:
    lead = np.zeros(round(0.09 * SAMPLE_RATE), np.float32)
    wet = applied("radio", np.concatenate([lead, voice(1)]))
    assert np.abs(wet[:300]).max() > 3 * np.abs(wet[300 : len(lead)]).max()
    assert np.abs(np.diff(wet[:300])).max() < 0.03
    assert effects.lead_ms("radio") == 90
    assert effects.lead_ms("hall") == effects.lead_ms(None) == 0


@pytest.mark.parametrize(
    ("name", "seconds"), [("hall", 1.8), ("memory", 1.4), ("far", 0.9), ("thought", 0.45)]
)
def test_a_room_rings_as_long_as_it_says(name: str, seconds: float) -> None:
    dry = voice(0.5)
    tail = applied(name, dry)[len(dry) :]
    assert len(tail) / SAMPLE_RATE == pytest.approx(seconds, abs=0.05)
    step = SAMPLE_RATE // 20
    levels = [decibel(tail[start : start + step]) for start in range(0, len(tail) - step, step)]
    fall = (levels[0] - levels[len(levels) * 2 // 3]) / (len(levels) * 2 // 3 * 0.05)
    assert fall == pytest.approx(60 / seconds, rel=0.35)
    assert levels[-1] < levels[0] - 35


def test_silence_stays_silence() -> None:
    for name in EFFECTS:
        assert not applied(name, np.zeros(5000, np.float32)).any()
        assert len(applied(name, np.zeros(0, np.float32))) == 0


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(EFFECTS), st.integers(1, 4000), st.sampled_from([16_000, 22_050, 44_100, 48_000]))
def test_any_length_and_rate_gives_numbers(name: str, count: int, rate: int) -> None:
    samples = np.random.default_rng(count).standard_normal(count).astype(np.float32) * 0.1
    wet = effects.apply(name, samples, rate, seed=count)
    assert np.isfinite(wet).all()
    assert len(wet) >= count


@pytest.mark.parametrize("name", EFFECTS)
def test_an_hour_takes_seconds(name: str) -> None:
    dry = voice(20)
    applied(name, dry)
    started = time.process_time()
    applied(name, dry)
    # 7.5 s is usual; the machine may be busy.
    assert (time.process_time() - started) * 180 < 30
