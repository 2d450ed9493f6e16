"""What pyttsx3's drivers write, loaded."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from fullcast.errors import EngineError
from fullcast.synthesize.portable import load

SAMPLES = np.array([[0, 1], [-2, 3], [32767, -32768]], np.int16)


def aiff(samples: bytes, *, bits: int = 16, coding: bytes = b"", frames: int = 3) -> bytes:
    # 22,050 as an 80-bit number: exponent 14, mantissa 22,050 * 2^49.
    rate = struct.pack(">HQ", 16383 + 14, 22_050 << 49)
    common = struct.pack(">hLh", 2, frames, bits) + rate + (coding + b"\0\0" if coding else b"")
    sound = struct.pack(">LL", 0, 0) + samples
    odd = b"NAME" + struct.pack(">L", 3) + b"odd\0"
    body = b"".join(
        [
            b"AIFC" if coding else b"AIFF",
            odd,
            *(k + struct.pack(">L", len(c)) + c for k, c in ((b"COMM", common),)),
        ]
    )
    body += b"SSND" + struct.pack(">L", len(sound)) + sound
    return b"FORM" + struct.pack(">L", len(body)) + body


@pytest.mark.parametrize(
    ("coding", "order"), [(b"", ">i2"), (b"twos", ">i2"), (b"NONE", ">i2"), (b"sowt", "<i2")]
)
def test_an_aiff_file_called_wav_is_read(tmp_path: Path, coding: bytes, order: str) -> None:
    path = tmp_path / "clip.wav"
    path.write_bytes(aiff(SAMPLES.astype(order).tobytes(), coding=coding))
    speech = load(path)
    assert speech.sample_rate == 22_050
    assert speech.samples.size == 3
    # Two channels become their mean; pydub rounds each half down.
    assert np.abs(speech.samples - SAMPLES.astype(int).sum(axis=1) / 2).max() <= 1


def test_a_wav_file_is_read_as_mono(tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(SAMPLES.tobytes())
    speech = load(path)
    assert speech.sample_rate == 16_000
    assert np.array_equal(speech.samples, SAMPLES.reshape(-1))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF....WAVE",
        b"not sound at all",
        aiff(b"")[:30],
        aiff(b"\0" * 9, bits=24),
        aiff(b"\0" * 24, bits=32, coding=b"fl32"),
    ],
)
def test_a_broken_file_is_an_error_of_the_engine(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "clip.wav"
    path.write_bytes(content)
    with pytest.raises(EngineError, match="cannot be read"):
        load(path)
