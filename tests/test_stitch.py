"""Clips, pauses and sounds end to end: nothing lost, nothing moved, no click."""

from __future__ import annotations

import itertools
import math
import tracemalloc
import wave
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import effects, stitch
from fullcast.errors import InputError
from fullcast.model import SAMPLE_RATE, Clip, Cue, Kind, Line, Pause, Phrase, Utterance, Voice

if TYPE_CHECKING:
    from fullcast.model import Samples

PAUSES = MappingProxyType(
    {"head": 150, "tail": 300, "max": 3500, "jitter": 10, "sentence": 450, "turn": 550, "radio_before": 120}
)
STILL = MappingProxyType({**PAUSES, "jitter": 0})
VOICE = Voice("narrator", "silence", "any")


def tone(count: int, hertz: float = 200) -> Samples:
    """A tone that swells and dies, as long as asked, about as loud as speech."""
    time = np.arange(count) / SAMPLE_RATE
    fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / 220)
    return (0.14 * fade * np.sin(2 * math.pi * hertz * time)).astype(np.float32)


def utterance(number: int, kind: Kind = Kind.NARRATION) -> Utterance:
    return Utterance(number * 10, number * 10 + 10, "ten chars ", kind, None if number % 2 else "Ann")


def clip(
    said: Utterance, samples: Samples, *pauses: Pause, part: int = 0, last: bool = True, voice: Voice = VOICE
) -> Clip:
    start = said.start + part
    phrase = Phrase(said, start, start + 1, said.text[part : part + 1], pauses, last)
    return Clip(samples, SAMPLE_RATE, Line(phrase, voice, phrase.text))


def laid(clips: Iterable[Clip], root: Path | None = None) -> tuple[Samples, list[Cue]]:
    blocks, cues = [np.zeros(0, np.float32)], []
    for cue, block in stitch.stitch(clips, 0, PAUSES, sound_root=root):
        blocks.append(block)
        cues += [cue] if cue else []
    return np.concatenate(blocks), cues


@st.composite
def chapters(draw: st.DrawFn, effects_of: tuple[str | None, ...] = (None,)) -> list[Clip]:
    clips = []
    for number in range(draw(st.integers(0, 5))):
        said = utterance(number)
        voice = replace(VOICE, effect=draw(st.sampled_from(effects_of)), rate=draw(st.integers(80, 450)))
        parts = draw(st.integers(1, 3))
        for part in range(parts):
            reasons = draw(st.lists(st.sampled_from(["sentence", "turn", "radio_before"]), max_size=3))
            rests = [Pause(reason, draw(st.none() | st.integers(0, 2000))) for reason in reasons]
            samples = tone(draw(st.integers(0, 3000)))
            clips.append(clip(said, samples, *rests, part=part, last=part == parts - 1, voice=voice))
    return clips


# --- the arithmetic -------------------------------------------------------------------------------


@settings(deadline=None, max_examples=40)
@given(chapters())
def test_every_frame_is_a_clip_or_a_planned_silence(clips: list[Clip]) -> None:
    audio, _ = laid(clips)
    rests = sum(stitch.silence(each.line.phrase, each.line.voice, PAUSES) for each in clips[:-1])
    ends = stitch.frames(PAUSES["head"]) + stitch.frames(PAUSES["tail"])
    assert len(audio) == ends + rests + sum(len(each.samples) for each in clips)


@settings(deadline=None, max_examples=40)
@given(chapters((None, "radio", "phone")))
def test_cues_are_in_order_and_disjoint_and_phrases_fill_them(clips: list[Clip]) -> None:
    audio, cues = laid(clips)
    edges = list(itertools.chain.from_iterable((cue.start, cue.end) for cue in cues))
    assert edges == sorted(edges)
    assert not edges or (edges[0] >= stitch.frames(PAUSES["head"]) and edges[-1] <= len(audio))
    assert [cue.utterance for cue in cues] == list(dict.fromkeys(each.utterance for each in clips))
    parts = [part for cue in cues for part in cue.phrases]
    assert [end - start for start, end, _ in parts] == [len(each.samples) for each in clips]
    assert all(cue.phrases[0][0] == cue.start and cue.phrases[-1][1] == cue.end for cue in cues)
    spans = list(itertools.chain.from_iterable((start, end) for start, end, _ in parts))
    assert spans == sorted(spans)


@settings(deadline=None, max_examples=30)
@given(chapters())
def test_a_dry_clip_lies_unchanged_where_its_cue_says(clips: list[Clip]) -> None:
    audio, cues = laid(clips)
    for (start, end, _), each in zip([part for cue in cues for part in cue.phrases], clips, strict=True):
        assert np.array_equal(audio[start:end], each.samples)


def test_an_effect_adds_no_frames_and_moves_no_cue() -> None:
    # A hall rings for 1.8 s: longer than any pause here, shorter than all that follows.
    dry = [clip(utterance(n), tone(60_000), Pause("sentence")) for n in range(3)]
    wet = [
        replace(each, line=replace(each.line, voice=replace(VOICE, effect="hall"))) for each in dry[:2]
    ] + dry[2:]
    (dry_audio, dry_cues), (wet_audio, wet_cues) = laid(dry), laid(wet)
    assert len(dry_audio) == len(wet_audio)
    assert [(cue.start, cue.end) for cue in dry_cues] == [(cue.start, cue.end) for cue in wet_cues]


def test_a_tail_longer_than_the_chapters_is_not_cut() -> None:
    wet = clip(utterance(0), tone(20_000), voice=replace(VOICE, effect="hall"))
    short = {**PAUSES, "tail": 100}
    audio = np.concatenate([block for _, block in stitch.stitch([wet], 0, short, sound_root=None)])
    ring = len(effects.apply("hall", tone(20_000), SAMPLE_RATE, seed=0)) - 20_000
    assert len(audio) == stitch.frames(150) + 20_000 + ring


# --- pauses ---------------------------------------------------------------------------------------


def test_reasons_add_up_and_a_given_length_stands_as_it_is() -> None:
    phrase = clip(
        utterance(0), tone(9), Pause("turn"), Pause("radio_before"), Pause("beat", 1000)
    ).line.phrase
    assert stitch.silence(phrase, VOICE, STILL) == stitch.frames(550 + 120 + 1000)


def test_no_silence_is_longer_than_the_longest() -> None:
    phrase = clip(utterance(0), tone(9), *[Pause("turn")] * 9).line.phrase
    assert stitch.silence(phrase, VOICE, PAUSES) == stitch.frames(3500)


def test_a_length_that_somebody_wrote_is_kept_whole() -> None:
    alone = clip(utterance(0), tone(9), Pause("beat", 10_000)).line.phrase
    assert stitch.silence(alone, VOICE, PAUSES) == stitch.frames(10_000)
    beside = clip(utterance(0), tone(9), Pause("beat", 10_000), *[Pause("turn")] * 9).line.phrase
    assert stitch.silence(beside, VOICE, PAUSES) == stitch.frames(10_000 + 3500)


def test_who_speaks_fast_rests_less() -> None:
    phrase = clip(utterance(0), tone(9), Pause("turn")).line.phrase
    assert stitch.silence(phrase, replace(VOICE, rate=600), STILL) == stitch.frames(550 / 2)


def test_pauses_vary_as_much_as_said_and_always_in_the_same_way() -> None:
    phrases = [Phrase(utterance(0), n, n + 1, "x", (Pause("turn"),), True) for n in range(400)]
    rests = np.array([stitch.silence(each, VOICE, PAUSES) for each in phrases])
    assert np.std(np.log(rests)) == pytest.approx(0.10, abs=0.015)
    assert np.median(rests) == pytest.approx(stitch.frames(550), rel=0.02)
    assert rests.tolist() == [stitch.silence(each, VOICE, PAUSES) for each in phrases]
    # Never from Python's own hash, which differs from run to run.
    assert stitch.seed(phrases[0]) == 235692524146689


def test_the_silence_before_the_end_is_the_tail_alone() -> None:
    audio, cues = laid([clip(utterance(0), tone(4000), Pause("turn"))])
    assert len(audio) - cues[0].end == stitch.frames(PAUSES["tail"])


# --- effects --------------------------------------------------------------------------------------


def test_a_set_stays_keyed_between_the_phrases_of_one_utterance() -> None:
    radio = replace(VOICE, effect="radio")
    said = utterance(0)
    parts = [clip(said, tone(8000), Pause("sentence"), part=n, last=n == 1, voice=radio) for n in range(2)]
    after = clip(utterance(1), tone(8000))
    audio, cues = laid([*parts, after])
    (_, first, _), (second, _, _) = cues[0].phrases
    assert np.abs(audio[first + 200 : second - 200]).max() > 1e-3
    # The key is pressed before the voice and let go after it; then the channel is quiet.
    assert np.abs(audio[cues[0].start - stitch.frames(60) : cues[0].start]).max() > 1e-3
    assert not audio[: cues[0].start - stitch.frames(100)].any()
    assert not audio[cues[1].start - stitch.frames(30) : cues[1].start].any()


def test_a_very_long_speech_is_not_held_whole() -> None:
    said = utterance(0)
    radio = replace(VOICE, effect="phone")
    minute = tone(20 * SAMPLE_RATE)

    def clips() -> Iterator[Clip]:
        for part in range(9):
            yield clip(said, minute, Pause("sentence"), part=part, last=part == 8, voice=radio)

    blocks = list(stitch.stitch(clips(), 0, PAUSES, sound_root=None))
    assert max(len(block) for _, block in blocks) < 90 * SAMPLE_RATE
    assert [cue.utterance for cue, _ in blocks if cue] == [said]


def test_memory_does_not_grow_with_the_chapter() -> None:
    samples = tone(2 * SAMPLE_RATE)

    def peak(count: int) -> int:
        clips = (clip(utterance(n), samples, Pause("sentence")) for n in range(count))
        tracemalloc.start()
        for _ in stitch.stitch(clips, 0, PAUSES, sound_root=None):
            pass
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    assert peak(200) < peak(20) + 100_000


@pytest.mark.parametrize("effect", [None, *effects.EFFECTS])
def test_no_join_clicks_even_where_a_clip_begins_and_ends_loud(effect: str | None) -> None:
    loud = np.full(9000, 0.2, np.float32) * np.sign(np.sin(np.arange(9000) / 30)).astype(np.float32)
    voice = replace(VOICE, effect=effect)
    audio, _ = laid([clip(utterance(n), loud + 0.1, Pause("turn"), voice=voice) for n in range(3)])
    silent = np.abs(audio) < 10 ** (-55 / 20)
    loud_at = np.flatnonzero(~silent)
    edges = np.flatnonzero(np.diff(loud_at) > 0.03 * SAMPLE_RATE)
    assert len(edges) >= (0 if effect in {"hall", "loudspeaker", "memory", "far", "thought"} else 2)
    for index in [loud_at[0], *loud_at[edges + 1]]:
        assert abs(audio[index] - audio[index - 1]) < 0.01
    for index in [loud_at[-1], *loud_at[edges]]:
        assert abs(audio[index] - audio[index + 1]) < 0.01


# --- sounds ---------------------------------------------------------------------------------------


def write_wav(path: Path, rate: int = 8000, channels: int = 2, width: int = 2, seconds: float = 0.5) -> None:
    time = np.arange(int(rate * seconds)) / rate
    wave_form = np.sin(2 * math.pi * 440 * time)
    # Eight bits are unsigned, all others signed.
    data = (wave_form * 0.9 * (2 ** (8 * width - 1) - 1) + (128 if width == 1 else 0)).astype(np.int64)
    frames = np.repeat(data, channels)
    raw = b"".join(int(x).to_bytes(width, "little", signed=width > 1) for x in frames)
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        file.writeframes(raw)


@pytest.mark.parametrize(
    ("rate", "channels", "width"), [(8000, 2, 2), (44100, 1, 3), (48000, 1, 4), (22050, 1, 1)]
)
def test_a_sound_is_fitted_to_the_book(tmp_path: Path, rate: int, channels: int, width: int) -> None:
    write_wav(tmp_path / "bell.wav", rate, channels, width)
    samples = stitch.sound("bell.wav", tmp_path)
    assert samples.dtype == np.float32
    assert len(samples) == pytest.approx(SAMPLE_RATE / 2, abs=60)
    assert 20 * math.log10(np.sqrt(np.mean(samples**2))) == pytest.approx(stitch.SOUND_RMS_DB, abs=0.7)
    spectrum = np.abs(np.fft.rfft(samples))
    assert np.argmax(spectrum) * SAMPLE_RATE / len(samples) == pytest.approx(440, abs=3)
    assert max(abs(samples[0]), abs(samples[-1])) < 0.01


def test_a_sound_lies_after_its_pause_and_a_rest_follows(tmp_path: Path) -> None:
    write_wav(tmp_path / "bell.wav")
    first = clip(utterance(0), tone(4000), Pause("turn"))
    with_sound = replace(
        first, line=replace(first.line, phrase=replace(first.line.phrase, sounds=("bell.wav",)))
    )
    audio, cues = laid([with_sound, clip(utterance(1), tone(4000))], tmp_path)
    rest = stitch.silence(first.line.phrase, VOICE, PAUSES)
    bell = stitch.sound("bell.wav", tmp_path)
    assert np.array_equal(audio[cues[0].end + rest :][: len(bell)], bell)
    assert cues[1].start == cues[0].end + rest + len(bell) + stitch.frames(450)


@pytest.mark.parametrize(
    "name", ["../out.wav", "/etc/out.wav", "a/../../out.wav", "C:\\out.wav", "..\\out.wav", " ", "a\0b"]
)
def test_a_sound_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    write_wav(tmp_path / "out.wav")
    with pytest.raises(InputError, match="outside"):
        stitch.sound(name, folder)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    write_wav(tmp_path / "out.wav")
    (folder / "in.wav").symlink_to(tmp_path / "out.wav")
    with pytest.raises(InputError, match="outside"):
        stitch.sound("in.wav", folder)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a WAV"),
        (b"ID3 an mp3", "not a WAV"),
        (b"RIFF\x24\0\0\0WAVE", "cannot be read"),
        (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0", "cannot be read"),
        (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x03\0\x01\0" + bytes(12) + b"data\0\0\0\0", "cannot be read"),
        (
            b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0" + bytes(12) + b"data\x04\0\0\0abcd",
            "cannot be read",
        ),
    ],
)
def test_a_broken_sound_is_a_clear_error(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "bad.wav").write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        stitch.sound("bad.wav", tmp_path)
    assert "bad.wav" in str(caught.value)


def test_a_missing_sound_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such sound") as caught:
        stitch.sound("gone.wav", tmp_path)
    assert "gone.wav" in str(caught.value)
    with pytest.raises(InputError, match="needs a script"):
        stitch.sound("gone.wav", None)


@pytest.mark.parametrize("seconds", [0, 0.001, 0.01])
def test_a_tiny_or_silent_sound_does_no_harm(tmp_path: Path, seconds: float) -> None:
    write_wav(tmp_path / "tick.wav", seconds=seconds)
    assert len(stitch.sound("tick.wav", tmp_path)) == pytest.approx(seconds * SAMPLE_RATE, abs=60)
