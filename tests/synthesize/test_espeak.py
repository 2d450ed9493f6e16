"""eSpeak NG on its fast path: voices, levels, tempo, and clips that do not hear each other."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from fullcast import synthesize
from fullcast.errors import ConfigError, EngineError
from fullcast.model import SAMPLE_RATE, Line, Sound, Voice
from fullcast.synthesize import espeak_data, symbols
from fullcast.synthesize.espeak import listing, setting
from fullcast.synthesize.fit import active_level
from fullcast.synthesize.palette import palette
from synthesize.lines import heard, line, spoken

if TYPE_CHECKING:
    from fullcast.model import Samples

SENTENCES = (
    "We should have turned back at the bridge.",
    "How many of them are there, and which way did they go?",
    "The light on the far hill went out, and nobody spoke for a long time.",
)


@cache
def said_by(voice: str) -> Samples:
    """Give the sentences in a voice, one after the other."""
    clips = heard([line(sentence, voice) for sentence in SENTENCES], jobs=1)
    return np.concatenate([clip.samples for clip in clips])


@cache
def palette_clips() -> dict[str, Samples]:
    """Give the sentences in every voice of the palette at one rate."""
    lines = [line(sentence, voice) for voice in palette() for sentence in SENTENCES]
    clips = [clip.samples for clip in heard(lines, jobs=2)]
    count = len(SENTENCES)
    return {voice: np.concatenate(clips[i * count : (i + 1) * count]) for i, voice in enumerate(palette())}


# --- voices ---------------------------------------------------------------------------------------


def test_the_palette_has_its_62_voices() -> None:
    assert len(palette()) == 62
    assert [info.id for info in listing()][:62] == list(palette())


def test_every_voice_listed_can_be_had() -> None:
    synthesize.check_voices(Voice(info.id, info.engine, info.id) for info in synthesize.voices("pyttsx3"))


@pytest.mark.parametrize(
    "voice", ["en-us", "gmw/en-us", "EN-US", "en-gb", "en-us+f2", "de+klatt3", "en+kf1", "fr-fr"]
)
def test_a_voice_has_many_names(voice: str) -> None:
    synthesize.check_voices([Voice("x", "pyttsx3", voice)])


@pytest.mark.parametrize(
    ("voice", "near"),
    [
        ("nar-m9", "nar-m"),
        ("en-uss", "en-us"),
        ("en-us+alex", "Alex"),
        ("en-us+kf99", "kf"),
        ("+f2", ""),
        ("", ""),
    ],
)
def test_an_unknown_voice_is_refused_with_near_names(voice: str, near: str) -> None:
    with pytest.raises(ConfigError) as caught:
        synthesize.check_voices([Voice("hayes", "pyttsx3", voice)])
    assert "hayes" in (caught.value.place or "")
    assert near in (caught.value.hint or "")
    assert "fullcast voices" in (caught.value.hint or "")


def test_a_language_without_its_dictionary_is_no_voice() -> None:
    assert not any((espeak_data.data() / name).exists() for name in ("kaa_dict",))
    with pytest.raises(ConfigError):
        synthesize.check_voices([Voice("x", "pyttsx3", "kaa")])


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ConfigError, match="no engine") as caught:
        synthesize.check_voices([Voice("x", "espeek", "en")])
    assert "pyttsx3" in (caught.value.hint or "")


def test_own_variants_differ_from_the_plain_voice() -> None:
    voices = ["en-us", *(f"en-us+{variant}" for variant in espeak_data.own_variants())]
    clips = heard([line("All clear.", voice) for voice in voices], jobs=1)
    assert len({clip.samples.tobytes() for clip in clips}) == len(voices) == 12


def test_a_temporary_folder_with_a_long_path_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("x" * 150)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    with pytest.raises(EngineError, match="too long") as caught:
        list(heard([line("Hello.")], jobs=1))
    assert "TMPDIR" in (caught.value.hint or "")


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    list(heard([line("Hello."), line("Hallo.", "de")], jobs=2))
    assert list(tmp_path.iterdir()) == []


# --- prosody --------------------------------------------------------------------------------------


def test_all_voices_of_the_palette_stand_at_one_level() -> None:
    levels = {voice: active_level(samples, SAMPLE_RATE) for voice, samples in palette_clips().items()}
    assert {voice: level for voice, level in levels.items() if abs(level + 20) > 1.0} == {}


@pytest.mark.parametrize("voice", ["en-us+Alex", "en-us+klatt2", "de", "en-us+Hugo"])
def test_a_voice_outside_the_palette_is_measured_to_the_same_level(voice: str) -> None:
    assert active_level(said_by(voice), SAMPLE_RATE) == pytest.approx(-20, abs=1.5)


def test_one_rate_is_one_tempo_whatever_the_voice() -> None:
    lengths = {voice: samples.size for voice, samples in palette_clips().items()}
    tempo = {voice: size / lengths["nar-m1"] for voice, size in lengths.items()}
    assert {voice: ratio for voice, ratio in tempo.items() if not 0.95 < ratio < 1.05} == {}


def test_pitch_is_an_offset_in_semitones() -> None:
    base, up, far = (setting(Voice("x", "pyttsx3", "m01", pitch=pitch)).pitch for pitch in (0, 3, 30))
    assert (base, up, far) == (70, 82, 99)


# --- phonemes and languages -----------------------------------------------------------------------


def sounding(text: str, *sounds: Sound, voice: str = "en-gb", language: str = "") -> bytes:
    (clip,) = heard([replace(line(text, voice), sounds=sounds, language=language)], jobs=1)
    return clip.samples.tobytes()


def test_a_word_said_by_its_ipa_is_said_by_the_mnemonics_meant() -> None:
    plain = sounding("A tomato.", voice="m03")
    by_ipa = sounding("A tomato.", Sound(2, 8, "təˈmɑːtəʊ"), voice="m03")
    assert by_ipa != plain
    assert by_ipa == sounding("A tomato.", Sound(2, 8, "t@'mA:toU", "pyttsx3"), voice="m03")
    assert by_ipa == sounding("A tomato.", Sound(2, 8, '[t@"mA:t@U]', "x-sampa"), voice="m03")


def test_what_espeak_would_say_by_itself_sounds_the_same_by_its_phonemes() -> None:
    assert sounding("tomato") == sounding("tomato", Sound(0, 6, "təˈmɑːtəʊ"))


def test_what_cannot_be_mapped_is_said_as_text() -> None:
    plain = sounding("A tomato.")
    for phonemes, alphabet in (("ʘǁ", "ipa"), ("t@'m♥", "pyttsx3"), ("tom", "piper"), ("", "ipa")):
        assert sounding("A tomato.", Sound(2, 8, phonemes, alphabet)) == plain


def test_brackets_in_a_text_with_sounds_open_nothing() -> None:
    sound = Sound(0, 6, "təˈmɑːtəʊ")
    assert sounding("Tomato, [[h@l'oU]] he said.", sound) == sounding("Tomato, [ [h@l'oU]] he said.", sound)


@pytest.mark.parametrize("text", ["“{}” he said.", "({})", "—{}—", "‘{}’", "[{}]", "[[{}", "${}", "_{}_"])
def test_a_sound_is_heard_whatever_stands_before_it(text: str) -> None:
    start, whole = text.index("{"), text.format("x")
    long = "təˈmɑːtəʊtəˈmɑːtəʊtəˈmɑːtəʊ"
    assert (
        len(sounding(whole, Sound(start, start + 1, long)))
        > len(sounding(text.format("a"))) + 4 * SAMPLE_RATE
    )


def test_a_passage_is_said_in_its_language_with_the_same_variant() -> None:
    plain, french = (sounding("Bonjour, mes amis.", voice="f07", language=code) for code in ("", "fr"))
    assert french != plain
    assert sounding("Bonjour, mes amis.", voice="f07", language="fr-CA") == french
    assert sounding("Bonjour, mes amis.", voice="f07", language="xx") == plain
    variant = palette()["f07"].variant
    assert setting(Voice("x", "pyttsx3", "f07"), "fr").name == f"roa/fr+{variant}"
    assert setting(Voice("x", "pyttsx3", "f07"), "fr").pitch == setting(Voice("x", "pyttsx3", "f07")).pitch


@pytest.mark.parametrize(
    ("voice", "language", "name"),
    [
        ("en-us+f2", "de", "gmw/de+f2"),
        ("en-us", "en", "gmw/en-US"),
        ("en-us", "en-US", "gmw/en-US"),
        ("en-us", "en_GB", "gmw/en"),
        ("en-us", "en-XX", "gmw/en-US"),
        ("fr", "en", "gmw/en"),
        ("fr", "fr-CA", "roa/fr"),
        ("de", "", "gmw/de"),
        ("de", "no such language", "gmw/de"),
    ],
)
def test_the_voice_of_a_language(voice: str, language: str, name: str) -> None:
    assert setting(Voice("x", "pyttsx3", voice), language).name == name


def test_phonemes_are_those_of_the_passage_s_language() -> None:
    sound = Sound(0, 3, "vɛ̃")
    assert sounding("vin", sound, language="fr") == sounding(
        "vin", Sound(0, 3, "v'E~", "pyttsx3"), language="fr"
    )
    assert sounding("vin", sound, language="fr") != sounding("vin", sound)


def test_where_phonemes_say_nothing_the_text_is_said() -> None:
    assert sounding("one", Sound(0, 3, "_:", "pyttsx3")) == sounding("one")


def test_every_language_tells_its_phonemes() -> None:
    without = {
        name for name in set(espeak_data.languages().values()) if not espeak_data.inventory(name).known
    }
    assert without == set()
    assert espeak_data.inventory("gmw/en-US").tables[:2] == ("en-us", "en")


# --- determinism ----------------------------------------------------------------------------------


def mixed(seed: int, count: int = 40) -> list[Line]:
    """Make lines of all sorts of voices in a row: the same ones for a seed, in another order."""
    pick = random.Random(1)
    voices = [
        Voice(v, "pyttsx3", v, rate=pick.choice([130, 150, 180]), pitch=pick.choice([-3, 0, 2]))
        for v in palette()
    ]
    lines = [spoken(SENTENCES[i % 3], voices[i * 3 % len(voices)]) for i in range(count)]
    lines += [line(SENTENCES[0], voice) for voice in ("en-us+croak", "en-us+Reed", "de", "ru", "en-gb+m3")]
    random.Random(seed).shuffle(lines)
    return lines


def rendered(lines: list[Line], jobs: int) -> dict[tuple[str, Voice], bytes]:
    return {(clip.line.text, clip.line.voice): clip.samples.tobytes() for clip in heard(lines, jobs=jobs)}


@cache
def reference() -> dict[tuple[str, Voice], bytes]:
    return rendered(mixed(1), 1)


@pytest.mark.parametrize(("seed", "jobs"), [(1, 1), (2, 1), (1, 2), (3, 3)])
def test_a_clip_is_the_same_bytes_whatever_came_before_it(seed: int, jobs: int) -> None:
    again = rendered(mixed(seed), jobs)
    assert {key[1].name for key in again if again[key] != reference()[key]} == set()


def test_a_process_that_never_spoke_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbols, "addresses", lambda *_: None)
    lines = mixed(1)[:25]
    assert rendered(lines, 1).items() <= reference().items()


def test_the_shipped_library_shows_its_counters(tmp_path: Path) -> None:
    # Without them every clip costs a fork: right, but slow; a new version of the wheel may need new names.
    from fullcast.synthesize.espeak import EspeakEngine

    engine = EspeakEngine()
    engine.synthesize("Now.", Voice("x", "pyttsx3", "nar-m2"))
    assert engine._library is not None
    assert engine._library._reset is not None


def test_what_is_no_library_has_no_symbols(tmp_path: Path) -> None:
    missing = tmp_path / "library.so"
    missing.write_bytes(b"\x7fELF not really")
    assert symbols.addresses(missing, frozenset({"x"}), 4) is None
    assert list(symbols._symbols(missing)) == []
