"""The contract of every engine, through the stage's own door, so that an engine lives in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest

from fullcast import synthesize
from fullcast.errors import ConfigError
from fullcast.model import SAMPLE_RATE, Clip, Sound, Voice
from fullcast.synthesize import espeak, espeak_data
from fullcast.synthesize.engine import Engine
from fullcast.synthesize.fit import active_level
from fullcast.synthesize.portable import PortableEngine
from synthesize.lines import heard, spoken

SENTENCES = (
    "The train came in at four.",
    "Nobody got off.",
    "“Who’s there?” she asked, and put down the lamp.",
)

HOSTILE = (
    "<speak>AT&T &lt;break/&gt; </speak>",
    "<prosody rate='x-slow' volume='silent'>slow</prosody>",
    "[[h@l'oU]] [[ ]] ]]",
    "nul \0 in the middle",
    "\x01+50S\x01100P commands \x1b[31m",
    "a lone \ud800 surrogate \udfff",
    "👍🏽👩‍👩‍👧‍👦 family",
    "שלום עולם, مرحبا بالعالم",
    "\u202eright to left\u202c",
    "%s %n {0} $HOME `x` \\",
    "e\u0301" * 50 + "a" + "\u0301" * 300,
    "A" * 500,
    "word " * 450,
    "12345678901234567890123456789012345678901234567890",
)

NOTHING = ("", "   ", "…", "—", "\0", "“”", "\u200b")


def _portable() -> Engine:
    """Give pyttsx3's public calls the library that its eSpeak driver asks the system for."""
    os.environ["ESPEAK_DATA_PATH"] = str(espeak_data.data())
    espeak.binding()
    return PortableEngine("espeak")


@dataclass(frozen=True)
class Case:
    """An engine under test, a voice of it, whether it can be heard, and whether it promises its bytes."""

    engine: str
    voice: str
    heard: bool = True
    repeats: bool = True


CASES = (
    Case("pyttsx3", "nar-m2"),
    Case("portable", "gmw/en-us", repeats=False),
    Case("silence", "silence", heard=False),
)


@pytest.fixture(params=CASES, ids=lambda case: str(case.engine))
def case(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    monkeypatch.setattr(synthesize, "ENGINES", {**synthesize.ENGINES, "portable": _portable})
    yield request.param
    synthesize._engine.cache_clear()


class TestEngine:
    """What every engine owes the stages after it."""

    def speak(self, case: Case, *texts: str, jobs: int = 1, **changes: float) -> list[Clip]:
        voice = replace(Voice("test", case.engine, case.voice), **changes)  # type: ignore[arg-type]
        return list(heard([spoken(text, voice) for text in texts], jobs=jobs))

    def test_each_line_gives_its_clip_in_order(self, case: Case) -> None:
        clips = self.speak(case, *SENTENCES, jobs=2)
        assert [clip.line.text for clip in clips] == list(SENTENCES)
        for clip in clips:
            assert clip.sample_rate == SAMPLE_RATE
            assert clip.samples.dtype == np.float32 and clip.samples.ndim == 1
            assert np.isfinite(clip.samples).all() and float(np.abs(clip.samples).max()) <= 1.0
            assert 0.3 < clip.samples.size / SAMPLE_RATE < 6

    def test_clips_begin_and_end_at_zero(self, case: Case) -> None:
        for clip in self.speak(case, *SENTENCES):
            assert float(np.abs(clip.samples[[0, -1]]).max()) < 0.001

    def test_a_second_run_gives_the_same_bytes(self, case: Case) -> None:
        if not case.repeats:
            pytest.skip("the system's own speech promises no bytes")
        first, second = self.speak(case, *SENTENCES), self.speak(case, *SENTENCES)
        assert [clip.samples.tobytes() for clip in first] == [clip.samples.tobytes() for clip in second]

    def test_speech_stands_at_the_common_level(self, case: Case) -> None:
        if not case.heard:
            assert not any(clip.samples.any() for clip in self.speak(case, *SENTENCES))
            return
        joined = np.concatenate([clip.samples for clip in self.speak(case, *SENTENCES)])
        assert active_level(joined, SAMPLE_RATE) == pytest.approx(-20, abs=1.5)

    def test_volume_is_relative_to_it(self, case: Case) -> None:
        if not case.heard:
            pytest.skip("silence has no level")
        plain, soft = (self.speak(case, SENTENCES[0], volume=volume)[0].samples for volume in (0.0, -9.0))
        difference = active_level(plain, SAMPLE_RATE) - active_level(soft, SAMPLE_RATE)
        assert difference == pytest.approx(9, abs=0.5)

    def test_a_faster_voice_is_shorter(self, case: Case) -> None:
        slow, fast = (self.speak(case, SENTENCES[2], rate=rate)[0].samples.size for rate in (120.0, 240.0))
        assert fast < 0.7 * slow

    @pytest.mark.parametrize("text", NOTHING, ids=ascii)
    def test_nothing_to_say_is_a_short_silence(self, case: Case, text: str) -> None:
        (clip,) = self.speak(case, text)
        assert not clip.samples.any()
        assert 0 < clip.samples.size < 0.1 * SAMPLE_RATE

    def test_any_text_is_plain_text(self, case: Case) -> None:
        for clip in self.speak(case, *HOSTILE, jobs=2, rate=300.0):
            assert clip.samples.size > 0.15 * SAMPLE_RATE, ascii(clip.line.text)
            assert np.isfinite(clip.samples).all()

    def test_sounds_and_a_language_are_heeded_or_the_text_is_said(self, case: Case) -> None:
        text = "A tomato, chez nous."
        said = spoken(text, Voice("test", case.engine, case.voice))
        alphabets = ("ipa", "x-sampa", "pyttsx3", "another engine’s")
        lines = [replace(said, sounds=(Sound(2, 8, "tQm", alphabet),)) for alphabet in alphabets]
        lines += [replace(said, language=language) for language in ("fr", "fr-FR", "xx", "no such language")]
        for clip in heard(lines, jobs=2):
            assert 0.3 < clip.samples.size / SAMPLE_RATE < 6
            assert clip.samples.any() or not case.heard

    def test_an_unknown_voice_is_refused(self, case: Case) -> None:
        if not case.heard:
            pytest.skip("silence takes any voice")
        wrong = replace(case, voice=f"{case.voice}x")
        with pytest.raises(ConfigError, match="no voice") as caught:
            self.speak(wrong, SENTENCES[0])
        assert case.voice in (caught.value.hint or "")
        assert SENTENCES[0] in (caught.value.place or "")


def test_markup_is_spoken_and_not_obeyed() -> None:
    voice = Voice("test", "pyttsx3", "nar-m2")
    plain, tagged = heard(
        [spoken("slow", voice), spoken("<prosody rate='x-slow'>slow</prosody>", voice)], jobs=1
    )
    assert tagged.samples.size > 2 * plain.samples.size
