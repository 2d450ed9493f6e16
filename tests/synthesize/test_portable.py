"""What pyttsx3's drivers write, loaded; and the voices of the palette over eSpeak's driver, on any thread."""

from __future__ import annotations

import json
import os
import struct
import sys
import threading
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from fullcast import synthesize
from fullcast.errors import ConfigError, EngineError
from fullcast.model import Voice
from fullcast.synthesize import espeak, espeak_data
from fullcast.synthesize.apart import apart
from fullcast.synthesize.palette import palette
from fullcast.synthesize.portable import PortableEngine, load

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


# --- the palette, over eSpeak's driver -------------------------------------------------------------


def answered(ask: Callable[[PortableEngine], object]) -> Any:
    """Ask an engine over eSpeak's driver, in a process of its own, and give what it answers."""

    def child() -> bytes:
        os.environ["ESPEAK_DATA_PATH"] = str(espeak_data.data())
        espeak.binding()
        return json.dumps(ask(PortableEngine("espeak"))).encode()

    return json.loads(apart(child))


def of(voice: str) -> Voice:
    return Voice(voice, "pyttsx3", voice)


def refusal(engine: PortableEngine, voice: str) -> str:
    with pytest.raises(ConfigError, match=f"no voice “{voice}”") as caught:
        engine.check(of(voice))
    return caught.value.hint or ""


def test_the_palette_comes_first_in_the_list_and_all_of_it_can_be_had() -> None:
    def ask(engine: PortableEngine) -> list[tuple[str, str]]:
        for each in engine.voices():
            engine.check(of(each.id))
        return [(each.id, each.language) for each in engine.voices()]

    listed = answered(ask)
    assert [name for name, _ in listed[: len(palette())]] == list(palette())
    assert {language.partition("-")[0] for _, language in listed[: len(palette())]} == {"en"}
    assert ["gmw/en-us", "en-us"] in listed[len(palette()) :]


def test_an_unknown_voice_is_refused_with_near_names_of_both() -> None:
    hints = answered(lambda engine: [refusal(engine, "xf99"), refusal(engine, "gmw/en-uss")])
    assert "xf0" in hints[0]
    assert "gmw/en-us" in hints[1]


def test_those_who_share_a_voice_are_told_apart() -> None:
    def ask(engine: PortableEngine) -> list[list[object]]:
        engine.voices()
        shared = [name for name, each in engine._stand_ins.items() if each.voice == "gmw/en-us"]
        spoken = [engine.synthesize("How many were there on the train?", of(name)) for name in shared[:3]]
        return [[len(each.samples), bool(np.any(each.samples))] for each in spoken]

    said = answered(ask)
    assert all(sound for _, sound in said)
    lengths = sorted(length for length, _ in said)
    assert lengths[0] * 1.05 < lengths[1] and lengths[1] * 1.05 < lengths[2]


def test_a_driver_with_a_pitch_is_told_it() -> None:
    def ask(engine: PortableEngine) -> list[int]:
        told = []
        for pitch in (0.0, 6.0, -24.0):
            engine.synthesize("Yes.", Voice("x", "pyttsx3", "gmw/en-us", pitch=pitch))
            told.append(engine._started().getProperty("pitch"))
        return told

    assert answered(ask) == [50, 75, 0]


def test_each_thread_that_speaks_has_a_driver_made_in_it() -> None:
    def ask(engine: PortableEngine) -> list[list[object]]:
        from pyttsx3.drivers import espeak as driver

        made: list[int] = []
        build = driver.buildDriver

        def spy(proxy: object) -> object:
            made.append(threading.get_ident())
            return build(proxy)

        driver.buildDriver = spy
        said: list[list[object]] = []

        def speak() -> None:
            made.clear()
            for _ in range(2):
                speech = engine.synthesize("Yes.", of("nar-m2"))
            said.append([bool(np.any(speech.samples)), made == [threading.get_ident()]])

        engine.check(of("nar-m2"))
        for _ in range(2):
            with ThreadPoolExecutor(1) as pool:
                pool.submit(speak).result()
        return said

    assert answered(ask) == [[True, True], [True, True]]


@pytest.mark.parametrize("refused", [False, True])
def test_windows_has_com_in_the_thread_that_makes_a_driver(
    monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    started: list[int] = []

    def start() -> None:
        started.append(threading.get_ident())
        if refused:
            raise OSError("cannot change the thread's mode")

    com = ModuleType("comtypes")
    monkeypatch.setattr(com, "CoInitialize", start, raising=False)
    monkeypatch.setitem(sys.modules, "comtypes", com)
    monkeypatch.setattr("fullcast.synthesize.portable.sys.platform", "win32")
    with ThreadPoolExecutor(1) as pool:
        there = pool.submit(threading.get_ident).result()
        # There is no driver of this name, so that nothing of the system is asked.
        with pytest.raises(EngineError, match="cannot start"):
            pool.submit(PortableEngine("none_such").voices).result()
    assert started == [there]


# --- which fault is told ---------------------------------------------------------------------------


def test_of_several_faults_the_first_by_name_is_told() -> None:
    wrong = [Voice(name, "pyttsx3", "zz") for name in ("hayes", "bell", "zoe", "ann", "mary")]
    for voices in (wrong, wrong[::-1], set(wrong)):
        with pytest.raises(ConfigError) as caught:
            synthesize.check_voices(voices)
        assert caught.value.place == "voice ann"
