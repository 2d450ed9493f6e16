"""The real ffmpeg: what goes in comes out, tags and all, or nothing is left."""

from __future__ import annotations

import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from fullcast import ffmpeg
from fullcast.errors import AudioError, OutputError
from fullcast.files import refused
from fullcast.model import SAMPLE_RATE

if TYPE_CHECKING:
    from fullcast.model import Samples

MP3 = ("-c:a", "libmp3lame", "-b:a", "192k", "-id3v2_version", "3", "-write_id3v1", "0", "-f", "mp3")
WAV = ("-c:a", "pcm_s16le", "-f", "wav")
FLOAT = ("-c:a", "pcm_f32le", "-f", "wav")


def tone(seconds: float = 1.0) -> Samples:
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.3 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)


def blocks(audio: Samples, size: int = 10_000) -> Iterator[Samples]:
    yield from (audio[start : start + size] for start in range(0, len(audio), size))


def left_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def tags_of(path: Path) -> str:
    done = subprocess.run(
        [ffmpeg.locate(), "-hide_banner", "-i", str(path)], capture_output=True, check=False
    )
    return done.stderr.decode("utf-8")


def test_samples_come_back_as_they_went_in(tmp_path: Path) -> None:
    audio = tone(2.5)
    ffmpeg.encode(blocks(audio), tmp_path / "a.wav", FLOAT, {})
    back = np.concatenate(list(ffmpeg.decode(tmp_path / "a.wav")))
    assert back.shape == (len(audio), 1)
    assert np.array_equal(back[:, 0], audio)


def test_the_mp3_of_the_trade(tmp_path: Path) -> None:
    ffmpeg.encode(blocks(tone(2)), tmp_path / "a.mp3", MP3, {})
    stream = ffmpeg.probe(tmp_path / "a.mp3")
    assert (stream.codec, stream.sample_rate, stream.channels, stream.bitrate) == ("mp3", 44_100, 1, 192)
    assert stream.seconds == pytest.approx(2, abs=0.1)
    back = np.concatenate(list(ffmpeg.decode(tmp_path / "a.mp3")))[:, 0]
    # No delay of the encoder is left: the tone lies where it lay.
    assert (
        np.dot(back[1000:40_000], tone(2)[1000:40_000]) / np.dot(back[1000:40_000], back[1000:40_000]) > 0.99
    )


@pytest.mark.parametrize(
    "codec", [MP3, WAV, ("-c:a", "flac", "-f", "flac"), ("-c:a", "libopus", "-f", "ogg")]
)
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, codec: tuple[str, ...]) -> None:
    for name in ("a", "b"):
        ffmpeg.encode(blocks(tone()), tmp_path / name, codec, {"title": "One"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    "title",
    [
        "a=b=c",
        "-leading",
        "--",
        "#1; \\ 'quoted' \"twice\"",
        "x" * 500,
        "Éva — «да» 犬 🐕",
        "%s {0} $HOME `id`",
        "a: b",
    ],
)
def test_a_tag_is_any_text(tmp_path: Path, title: str) -> None:
    ffmpeg.encode(blocks(tone(0.1)), tmp_path / "a.mp3", MP3, {"title": title, "album": "Book"})
    data = (tmp_path / "a.mp3").read_bytes()
    assert title.encode("latin-1", "replace") in data or title.encode("utf-16-le") in data
    assert "album           : Book\n" in tags_of(tmp_path / "a.mp3")


def test_tags_are_id3_of_version_2_3(tmp_path: Path) -> None:
    tags = {"title": "T", "album": "B", "artist": "A", "composer": "N", "track": "3/12", "genre": "Audiobook"}
    ffmpeg.encode(blocks(tone(0.1)), tmp_path / "a.mp3", MP3, tags)
    data = (tmp_path / "a.mp3").read_bytes()
    assert data[:4] == b"ID3\x03"
    assert all(frame in data[:400] for frame in (b"TIT2", b"TALB", b"TPE1", b"TCOM", b"TRCK", b"TCON"))
    assert b"3/12" in data[:400]
    assert b"TSSE" not in data[:400]


def test_what_no_tag_can_hold_is_left_out(tmp_path: Path) -> None:
    ffmpeg.encode(blocks(tone(0.1)), tmp_path / "a.mp3", MP3, {"title": "a\0b\x1b[31mc\ud800", "album": " "})
    found = tags_of(tmp_path / "a.mp3")
    assert ": ab[31mc?\n" in found
    assert "album" not in found


@pytest.mark.parametrize("name", ["-x.wav", "a:b.wav", "%d.wav", "a b'c\".wav", "名.wav", "pipe:1"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ffmpeg.encode(blocks(tone(0.1)), Path(name), WAV, {})
    assert left_in(tmp_path) == [name]
    assert ffmpeg.probe(Path(name)).codec == "pcm_s16le"


def test_an_empty_stream_is_a_file_without_sound(tmp_path: Path) -> None:
    ffmpeg.encode(iter(()), tmp_path / "a.wav", WAV, {})
    assert list(ffmpeg.decode(tmp_path / "a.wav")) == []


# --- failure --------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit, ValueError])
def test_whatever_breaks_off_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"before")

    def broken() -> Iterator[Samples]:
        yield tone(5)
        raise error

    with pytest.raises(error):
        ffmpeg.encode(broken(), path, MP3, {})
    assert path.read_bytes() == b"before"
    assert left_in(tmp_path) == ["a.mp3"]


def test_what_ffmpeg_refuses_is_an_audio_error_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="nosuchcodec"):
        ffmpeg.encode(blocks(tone(30)), tmp_path / "a.mp3", ("-c:a", "nosuchcodec", "-f", "mp3"), {})
    assert not left_in(tmp_path)


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        ffmpeg.encode(blocks(tone(0.1)), tmp_path / "gone" / "a.mp3", MP3, {})


def test_a_folder_in_the_files_place_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        ffmpeg.encode(blocks(tone(0.1)), tmp_path / "a.mp3", MP3, {})
    assert left_in(tmp_path) == ["a.mp3"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_to_be_full() -> None:
    command = (
        ffmpeg.locate(),
        *ffmpeg.QUIET,
        "-f",
        "lavfi",
        "-i",
        "sine=duration=30",
        *WAV,
        "-y",
        "file:/dev/full",
    )
    said = subprocess.run(command, capture_output=True, check=False).stderr.decode()
    fault = ffmpeg._write_fault(Path("a.wav"), said)
    assert isinstance(fault, OutputError)
    assert "disk is full" in str(fault)
    assert "disk is full" in str(refused(Path("a"), OSError(errno.ENOSPC, "")))


@pytest.mark.parametrize("data", [b"", b"\0" * 5000, b"not audio at all " * 50])
def test_what_is_no_audio_is_an_audio_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.mp3").write_bytes(data)
    with pytest.raises(AudioError, match=r"a\.mp3"):
        ffmpeg.probe(tmp_path / "a.mp3")


def test_a_file_that_is_missing_is_an_audio_error(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no such file"):
        ffmpeg.probe(tmp_path / "a.mp3")
    with pytest.raises(AudioError, match="not a file"):
        next(ffmpeg.decode(tmp_path))


def test_a_playlist_reaches_no_other_place(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://localhost:9/x.ts\n")
    with pytest.raises(AudioError):
        ffmpeg.probe(tmp_path / "a.mp3")


def test_reading_may_be_broken_off(tmp_path: Path) -> None:
    ffmpeg.encode(blocks(tone(60)), tmp_path / "a.wav", WAV, {})
    reading = ffmpeg.decode(tmp_path / "a.wav")
    assert len(next(reading))
    reading.close()  # type: ignore[attr-defined]


def test_its_version_tells_one_from_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ffmpeg.version() == ffmpeg.version()
    assert ffmpeg.version().startswith("ffmpeg version")
    fake = tmp_path / "ffmpeg"
    fake.write_text("#!/bin/sh\necho ffmpeg version 0\n")
    fake.chmod(0o755)
    monkeypatch.setattr(ffmpeg, "locate", lambda: str(fake))
    assert ffmpeg.version().startswith("ffmpeg version 0 ")
    fake.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(AudioError, match="does not work"):
        ffmpeg.version()


def test_without_any_ffmpeg_the_way_to_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import imageio_ffmpeg

    def nothing() -> str:
        raise RuntimeError

    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", nothing)
    ffmpeg.locate.cache_clear()
    try:
        with pytest.raises(AudioError, match="not installed") as caught:
            ffmpeg.locate()
        assert "pip install" in str(caught.value)
    finally:
        ffmpeg.locate.cache_clear()


def test_the_one_of_imageio_serves_where_there_is_none_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    ffmpeg.locate.cache_clear()
    try:
        assert "imageio_ffmpeg" in ffmpeg.locate()
        ffmpeg.encode(blocks(tone()), tmp_path / "a.mp3", MP3, {"title": "One"})
        stream = ffmpeg.probe(tmp_path / "a.mp3")
        assert (stream.codec, stream.sample_rate, stream.channels, stream.bitrate) == ("mp3", 44_100, 1, 192)
    finally:
        ffmpeg.locate.cache_clear()


def test_an_ffmpeg_that_writes_nothing_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "bin" / "ffmpeg"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nexec /bin/cat >/dev/null\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent))
    ffmpeg.locate.cache_clear()
    try:
        with pytest.raises(AudioError, match="wrote nothing"):
            ffmpeg.encode(blocks(tone()), tmp_path / "a.mp3", MP3, {})
    finally:
        ffmpeg.locate.cache_clear()
    assert left_in(tmp_path) == ["bin"]
