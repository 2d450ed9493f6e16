"""What an engine gave: taken where it is sound, refused by name where it is not."""

from __future__ import annotations

import numpy as np
import pytest

from fullcast.errors import EngineError
from fullcast.synthesize.checked import checked
from fullcast.synthesize.engine import Speech
from synthesize.faulty import ANSWERS

TONE = np.full(8_000, 0.1, np.float32)


@pytest.mark.parametrize(
    "samples", [TONE, np.full(9, -32768, np.int16), TONE[:0], np.full(9, 1.5, np.float32)]
)
def test_sound_is_taken_as_it_is(samples: np.ndarray) -> None:
    speech = checked(Speech(samples, 8_000, -20.0, trimmed=True), "a word")
    assert speech == Speech(speech.samples, 8_000, -20.0, trimmed=True)
    assert speech.samples.dtype == samples.dtype and speech.samples.tobytes() == samples.tobytes()


def test_numbers_become_pythons_own_and_samples_stand_in_a_row() -> None:
    speech = checked(Speech(TONE[::2], np.int32(8_000), np.float32(-20)), "a")
    assert (type(speech.sample_rate), type(speech.level), type(speech.trimmed)) == (int, float, bool)
    assert speech.samples.data.c_contiguous


@pytest.mark.parametrize("name", set(ANSWERS) - {"nothing", "silent"})
def test_anything_else_is_refused(name: str) -> None:
    with pytest.raises(EngineError, match="the speech engine gave"):
        checked(ANSWERS[name](), "a word")


@pytest.mark.parametrize("dtype", [">i2", "<u2", "i1", "i4", ">f4", "f2", "f8", "c8", "O", "U4"])
def test_other_samples_are_refused(dtype: str) -> None:
    with pytest.raises(EngineError, match="samples of"):
        checked(Speech(np.zeros(9, dtype), 8_000, -20.0), "a word")


def test_an_engine_keeps_to_the_rate_it_claims() -> None:
    speech = Speech(TONE, 8_000, -20.0)
    assert checked(speech, "a", claimed=8_000).sample_rate == 8_000
    with pytest.raises(EngineError, match="at 8000 Hz, though it speaks at 22050"):
        checked(speech, "a", claimed=22_050)


def test_a_line_lasts_no_longer_than_anybody_speaks() -> None:
    speech = Speech(np.full(4_000 * 70, 0.1, np.float32), 4_000, -20.0)
    assert checked(speech, "x" * 5).samples.size == 4_000 * 70
    with pytest.raises(EngineError, match="70 seconds of sound for 4 characters"):
        checked(speech, "x" * 4)
