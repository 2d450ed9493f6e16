"""Speech that is kept: the same bytes as if it were made, and nothing but whole speech is taken."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast import synthesize
from fullcast.errors import OutputError
from fullcast.model import Clip, Line, Sound, Voice
from fullcast.synthesize.engine import Speech
from fullcast.synthesize.kept import parts
from fullcast.synthesize.payload import packed, unpacked
from synthesize.faulty import Faulty, faulty_line
from synthesize.lines import line

pytestmark = pytest.mark.usefixtures("faulty")

VOICE = Voice("a", "faulty", "any")


@dataclass(frozen=True)
class Folder:
    """The simplest store there is."""

    root: Path

    def get(self, key: str) -> bytes | None:
        path = self.root / key
        return path.read_bytes() if path.exists() else None

    def put(self, key: str, data: bytes) -> None:
        (self.root / key).write_bytes(data)

    @property
    def trouble(self) -> str | None:
        return None

    def give_up(self, trouble: str) -> None:
        raise AssertionError(trouble)


class Full(Folder):
    """A store on a disk that is full and broken."""

    def get(self, key: str) -> bytes | None:
        raise OSError

    def put(self, key: str, data: bytes) -> None:
        raise OutputError("the disk is full")


def key(*names: str) -> str:
    return hashlib.sha256(repr(names).encode()).hexdigest()


def spoken(lines: Iterable[Line], store: Folder | None = None, jobs: int = 2) -> list[Clip]:
    clips = list(synthesize.synthesize(lines, jobs=jobs, store=store, key=key))
    assert all(isinstance(clip, Clip) for clip in clips)
    return [clip for clip in clips if isinstance(clip, Clip)]


def sound(clips: Iterable[Clip]) -> list[bytes]:
    return [clip.samples.tobytes() for clip in clips]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "store"
    root.mkdir()
    return Folder(root)


@pytest.mark.parametrize("engine", ["faulty", "pyttsx3", "silence"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_fetched_is_what_would_be_made(engine: str, jobs: int, folder: Folder) -> None:
    lines = [line(text, "nar-m2", engine=engine) for text in ("Well?", "", "…", "Nobody got off.", "Well!")]
    plain = spoken(lines)
    first = spoken(lines, folder, jobs)
    second = spoken(lines, folder, jobs)
    assert sound(plain) == sound(first) == sound(second)
    assert all(clip.made for clip in (*plain, *first))
    assert not any(clip.made for clip in second)


def test_without_processes_it_is_fetched_too(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [faulty_line("one"), faulty_line("two")]
    before = spoken(lines, folder)
    monkeypatch.setattr("sys.platform", "win32")
    after = spoken(lines, folder)
    assert sound(before) == sound(after)
    assert [clip.made for clip in after] == [False, False]


def test_another_volume_effect_or_name_is_the_same_speech(folder: Folder) -> None:
    said = faulty_line("one")
    loud = replace(said, voice=replace(said.voice, volume=-6.0, effect="radio", name="another"))
    spoken([said], folder)
    assert [clip.made for clip in spoken([loud], folder)] == [False]
    assert sound(spoken([loud], folder)) == sound(spoken([loud]))


def test_everything_else_is_other_speech(monkeypatch: pytest.MonkeyPatch, folder: Folder) -> None:
    said = faulty_line("one")
    others = [
        said,
        replace(said, text="two"),
        replace(said, language="fr"),
        replace(said, sounds=(Sound(0, 3, "wʌn"),)),
        replace(said, sounds=(Sound(0, 3, "wVn", "x-sampa"),)),
        *(replace(said, voice=replace(said.voice, **{name: value})) for name, value in  # type: ignore[arg-type]
          (("voice", "b"), ("rate", 151.0), ("pitch", 1.0))),
    ]  # fmt: skip
    assert all(clip.made for clip in spoken(others, folder))
    assert not any(clip.made for clip in spoken(others, folder))
    monkeypatch.setattr(Faulty, "version", "faulty 2")
    assert all(clip.made for clip in spoken(others, folder))


def test_numbers_that_are_equal_are_one_key() -> None:
    same = (replace(VOICE, rate=150, pitch=-0.0), replace(VOICE, rate=150.0, pitch=0))
    assert len({parts("e", "1", "a", voice, (), "") for voice in same}) == 1


def test_what_failed_is_not_kept(folder: Folder) -> None:
    lines = [faulty_line("one"), faulty_line("silent"), faulty_line("nan"), faulty_line("once exit")]
    list(synthesize.synthesize(lines, jobs=2, store=folder, key=key))
    assert len(list(folder.root.iterdir())) == 2


def test_what_was_spoilt_is_made_again(folder: Folder) -> None:
    lines = [faulty_line(f"line {number}") for number in range(4)]
    before = spoken(lines, folder)
    spoilt = sorted(folder.root.iterdir())[:3]
    spoilt[0].write_bytes(b"")
    spoilt[1].write_bytes(spoilt[1].read_bytes()[:-1])
    spoilt[2].write_bytes(packed(Speech(np.zeros(9, np.float32), 44_100, -20.0)))
    after = spoken(lines, folder)
    assert sound(before) == sound(after)
    assert sum(clip.made for clip in after) == 3
    assert not any(clip.made for clip in spoken(lines, folder))


def test_a_store_that_fails_stops_nothing(tmp_path: Path) -> None:
    lines = [faulty_line("one"), faulty_line("two")]
    assert sound(spoken(lines, Full(tmp_path))) == sound(spoken(lines))


SPEECH = st.builds(
    Speech,
    st.one_of(
        st.lists(st.integers(-32768, 32767), max_size=50).map(lambda each: np.array(each, np.int16)),
        st.lists(st.floats(-1, 1, width=32), max_size=50).map(lambda each: np.array(each, np.float32)),
    ),
    st.integers(4_000, 192_000),
    st.floats(-120, 20),
    st.booleans(),
)


@given(SPEECH)
def test_packing_loses_nothing(speech: Speech) -> None:
    again = unpacked(packed(speech), "")
    assert again is not None
    assert again[1:] == speech[1:]
    assert again.samples.dtype == speech.samples.dtype
    assert again.samples.tobytes() == speech.samples.tobytes()


@given(SPEECH, st.data())
def test_a_changed_byte_is_noticed(speech: Speech, data: st.DataObject) -> None:
    whole = packed(speech)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    assert unpacked(changed, "") is None
    assert unpacked(whole[:at], "") is None
    assert unpacked(whole + b"\0", "") is None


@given(st.binary(max_size=200))
def test_chance_is_no_speech(data: bytes) -> None:
    assert unpacked(data, "") is None
    assert unpacked(data + zlib.crc32(data).to_bytes(4, "little"), "") is None


@pytest.mark.parametrize(
    "head",
    [
        (b"fcs2", b"h", False, 0, 22_050, -20.0),
        (b"fcs1", b"d", False, 0, 22_050, -20.0),
        (b"fcs1", b"h", False, 1, 22_050, -20.0),
        (b"fcs1", b"h", False, 0, 0, -20.0),
        (b"fcs1", b"h", False, 0, 22_050, float("nan")),
        (b"fcs1", b"f", False, 0, 22_050, -20.0),
    ],
)
def test_a_head_that_cannot_be_is_no_speech(head: tuple[object, ...]) -> None:
    data = struct.pack("<4sc?HId", *head) + b"\1\0"
    assert unpacked(data + zlib.crc32(data).to_bytes(4, "little"), "a") is None


def test_speech_is_small() -> None:
    assert len(packed(Speech(np.zeros(22_050, np.int16), 22_050, -20.0))) < 44_100 + 30
