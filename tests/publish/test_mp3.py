"""However many encoders make it, it is the same file, and it gives back as many samples as went in."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast import ffmpeg
from fullcast.errors import AudioError, OutputError
from fullcast.model import SAMPLE_RATE
from fullcast.publish import mp3
from publish.sound import Sound

pytestmark = pytest.mark.slow  # a minute of encoding, all in all

if TYPE_CHECKING:
    pass

TAGS = {"title": "Éva, one", "album": "Book", "artist": "A. Uthor", "track": "1/2", "language": "eng"}


def _imageio() -> str:
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


PROGRAMS = {"path": shutil.which("ffmpeg"), "imageio": _imageio()}


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    found = PROGRAMS[request.param]
    if found is None:
        pytest.skip("there is no ffmpeg on PATH")
    monkeypatch.setattr(ffmpeg, "locate", lambda: found)
    return found


@pytest.fixture
def cover(tmp_path: Path) -> Path:
    folder = tmp_path / "cover"
    folder.mkdir()
    path = folder / "cover.png"
    command = (
        ffmpeg.locate(),
        *ffmpeg.QUIET,
        "-f",
        "lavfi",
        "-i",
        "testsrc=size=300x300",
        "-frames:v",
        "1",
        path,
    )
    subprocess.run(command, check=True)
    return path


def tones(count: int) -> Sound:
    """Gliding tones over noise, with stretches of nothing at all between them."""
    time = np.arange(count) / SAMPLE_RATE
    noise = np.random.default_rng(count).standard_normal(count)
    loud = np.sin(0.7 * time) > -0.4
    glide = 0.3 * np.sin(2 * np.pi * (200 + 30 * np.sin(0.3 * time)) * time)
    return Sound(((glide + 0.02 * noise) * loud).astype(np.float32))


def seconds(length: float, odd: int = 0) -> int:
    return round(length * SAMPLE_RATE) + odd


def made(sound: Sound, folder: Path, parts: int, cover: Path | None = None, bitrate: int = 192) -> bytes:
    path = folder / f"{parts}.mp3"
    mp3.write(sound, path, bitrate, TAGS, cover=cover, parts=parts)
    return path.read_bytes()


def left_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many stretches were joined, each time that it was done to the end."""
    done: list[int] = []
    tell = mp3._tell_silence

    def told(file: BinaryIO, samples: int) -> None:
        tell(file, samples)
        done.append(samples)

    monkeypatch.setattr(mp3, "_tell_silence", told)
    return done


@pytest.mark.parametrize(
    ("count", "pictured"),
    [
        *((0, False), (1, True), (seconds(0.5), False), (seconds(3, 1), True), (seconds(61), False)),
        *((seconds(120), False), (seconds(200, 577), True), (seconds(305, -1), False)),
    ],
)
def test_the_number_of_encoders_changes_no_byte(
    tmp_path: Path, program: str, cover: Path, joined: list[int], count: int, pictured: bool
) -> None:
    sound = tones(count)
    one = made(sound, tmp_path, 1, cover if pictured else None)
    for parts in (2, 3, 5):
        assert made(sound, tmp_path, parts, cover if pictured else None) == one
    assert len(joined) == (3 if count >= seconds(120) else 0)


@pytest.mark.parametrize("bitrate", [32, 64, 100, 128, 320])
def test_so_it_is_at_any_bitrate(tmp_path: Path, program: str, joined: list[int], bitrate: int) -> None:
    sound = tones(seconds(125, 3))
    assert made(sound, tmp_path, 2, bitrate=bitrate) == made(sound, tmp_path, 1, bitrate=bitrate)
    assert joined


@pytest.mark.parametrize("count", [seconds(121), seconds(121, 1), seconds(130, 700), 1152 * 5000])
def test_a_player_gives_back_the_samples_that_went_in(tmp_path: Path, program: str, count: int) -> None:
    sound = tones(count)
    made(sound, tmp_path, 2)
    ffmpeg.encode(sound.blocks(), tmp_path / "plain.mp3", mp3.codec(192), TAGS)
    back, plain = (np.concatenate(list(ffmpeg.decode(tmp_path / name))) for name in ("2.mp3", "plain.mp3"))
    assert np.array_equal(back, plain)
    # ffmpeg cannot tell of more than a frame at the end.
    assert 0 <= len(back) - count < 47
    assert np.abs(back[:count, 0] - sound.audio).max() < 0.1


def test_what_ffmpeg_says_of_it_is_what_it_says_of_one(tmp_path: Path, program: str, cover: Path) -> None:
    sound = tones(seconds(125))
    made(sound, tmp_path, 2, cover)
    ffmpeg.encode(sound.blocks(), tmp_path / "plain.mp3", mp3.codec(192), TAGS, cover=cover)
    said = [
        subprocess.run([program, "-i", tmp_path / name], capture_output=True, check=False).stderr.decode()
        for name in ("2.mp3", "plain.mp3")
    ]
    told = [re.sub(r"\w+\.mp3", "", each) for each in said]
    assert told[0] == told[1]
    assert "attached pic" in told[0]
    assert "Éva, one" in told[0]


def test_the_sums_of_the_info_frame_are_right(tmp_path: Path) -> None:
    data = made(tones(seconds(121)), tmp_path, 2)
    start = data.index(b"Info") - 21
    info = bytearray(data[start : start + mp3._SEALED])
    stated = int.from_bytes(info[175:177], "big")
    info[175:177] = bytes(2)
    assert mp3._crc16(info) == stated
    assert mp3._crc16(b"123456789") == 0xBB3D
    # Byte count: all frames, the Info frame too.
    assert int.from_bytes(info[33:37], "big") == len(data) - start
    music = data[start + 144_000 * mp3._kbps(info) // SAMPLE_RATE :]
    assert mp3._crc16(music) == int.from_bytes(info[173:175], "big")


@given(st.integers(0, 10**9), st.integers(1, 64))
def test_cuts_are_in_order_and_no_part_is_short(frames: int, parts: int) -> None:
    cuts = mp3._cuts(frames, parts)
    assert cuts[0] == 0
    assert cuts[-1] == frames
    assert len(cuts) - 1 <= parts
    assert all(cut % (mp3.LEAD * mp3.FRAME) == 0 for cut in cuts[:-1])
    lengths = np.diff(cuts)
    assert len(cuts) == 2 or lengths.min() >= (mp3.SHORTEST_S - 6.4) * SAMPLE_RATE
    assert lengths.max() - lengths.min() <= 2 * mp3.LEAD * mp3.FRAME


def test_parts_that_do_not_meet_are_not_joined(
    tmp_path: Path, joined: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = tones(seconds(125))
    one = made(sound, tmp_path, 1)
    encode = ffmpeg.encode_part
    monkeypatch.setattr(
        ffmpeg,
        "encode_part",
        lambda blocks, *rest: encode(
            (block + np.float32(0.1) * (n % 2) for n, block in enumerate(blocks)), *rest
        ),
    )
    assert made(sound, tmp_path, 2) == one
    assert not joined
    assert left_in(tmp_path) == ["1.mp3", "2.mp3"]


# --- failure --------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit, ValueError])
@pytest.mark.parametrize("at", [0, seconds(30), seconds(100)])
def test_whatever_breaks_off_leaves_what_was_there(
    tmp_path: Path, error: type[BaseException], at: int
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"before")
    with pytest.raises(error):
        mp3.write(replace(tones(seconds(125)), fault=error(), at=at), path, 192, {}, parts=2)
    assert path.read_bytes() == b"before"
    assert left_in(tmp_path) == ["a.mp3"]


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        mp3.write(tones(seconds(125)), tmp_path / "gone" / "a.mp3", 192, {}, parts=2)


def test_an_ffmpeg_that_fails_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mp3, "_encoder", lambda _: ("-c:a", "nosuchcodec"))
    with pytest.raises(AudioError, match="nosuchcodec") as caught:
        mp3.write(tones(seconds(125)), tmp_path / "a.mp3", 192, {}, parts=2)
    assert "a.mp3" in str(caught.value)
    assert not left_in(tmp_path)


@pytest.mark.parametrize("script", ["head -c 1000000 >/dev/null; echo broken >&2; exit 1", "cat >/dev/null"])
def test_an_ffmpeg_that_dies_or_writes_nothing(
    tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "bin" / "ffmpeg"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(ffmpeg, "locate", lambda: str(fake))
    with pytest.raises(AudioError, match=r"broken|wrote nothing"):
        mp3.write(tones(seconds(125)), tmp_path / "a.mp3", 192, {}, parts=2)
    assert left_in(tmp_path) == ["bin"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_part_on_a_full_disk_is_said_to_be_on_one(tmp_path: Path) -> None:
    with Path("/dev/full").open("r+b", buffering=0) as full, pytest.raises(OutputError, match="disk is full"):
        ffmpeg.encode_part(
            tones(seconds(30)).blocks(), full, tmp_path / "a.mp3", (*mp3._encoder(192), *mp3._BARE)
        )
