"""Every format is written by the real ffmpeg, tagged, and sounds as long as it should."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fullcast import ffmpeg
from fullcast.errors import ConfigError
from fullcast.model import SAMPLE_RATE
from fullcast.publish import FORMATS, formats, tags, write_sound
from publish.sound import Sound

TAGS = tags("The Rail Yard", 3, 12, book="K9", author="A. Writer", narrator="fullcast")
CODECS = {"mp3": "mp3", "flac": "flac", "wav": "pcm_s16le", "opus": "opus", "m4a": "aac"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_written_twice_the_same(tmp_path: Path, name: str) -> None:
    kind = FORMATS[name]
    audio = (0.2 * np.sin(np.arange(2 * SAMPLE_RATE) / 20)).astype(np.float32)
    for stem in ("a", "b"):
        write_sound(Sound(audio), tmp_path / f"{stem}{kind.suffix}", kind, 192, TAGS)
    path = tmp_path / f"a{kind.suffix}"
    stream = ffmpeg.probe(path)
    assert (stream.codec, stream.channels) == (CODECS[name], 1)
    assert stream.sample_rate == (48_000 if name == "opus" else SAMPLE_RATE)
    frames = sum(len(block) for block in ffmpeg.decode(path))
    assert frames / stream.sample_rate == pytest.approx(2, abs=0.05)
    assert path.read_bytes() == (tmp_path / f"b{kind.suffix}").read_bytes()
    data = path.read_bytes()
    assert all(text in data for text in (b"The Rail Yard", b"K9", b"A. Writer", b"Audiobook"))


def test_the_mp3_has_the_bitrate_asked_for(tmp_path: Path) -> None:
    write_sound(Sound(np.zeros(SAMPLE_RATE, np.float32)), tmp_path / "a.mp3", FORMATS["mp3"], 128, {})
    assert ffmpeg.probe(tmp_path / "a.mp3").bitrate == 128


def test_formats_by_name() -> None:
    assert formats(["mp3", " FLAC", ".mp3"]) == (FORMATS["mp3"], FORMATS["flac"])
    with pytest.raises(ConfigError, match="unknown format: mp4") as caught:
        formats(["mp4"])
    assert "did you mean mp3" in str(caught.value)


def test_a_chapter_without_a_title_is_called_by_its_number() -> None:
    assert tags("", 3, 12, book="K9")["title"] == "Chapter 3"
    assert tags("", 3, 12, book="K9")["track"] == "3/12"
