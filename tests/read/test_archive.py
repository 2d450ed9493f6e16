"""The safe zip: what it reads, and that nothing in it can fill the memory or climb out."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.errors import FullcastError, InputError
from fullcast.read import archive
from fullcast.read.source import Source
from read.packed import zipped


def opened(data: bytes) -> archive.Archive:
    return archive.open(Source(data, Path("a.epub"), "a"))


def test_files_are_read_by_name_and_in_order() -> None:
    made = opened(zipped({"b.txt": "two", "folder/": "", "a/x.txt": "one"}))
    assert made.names == ("b.txt", "a/x.txt")
    assert made.read("a/x.txt") == b"one"
    assert "b.txt" in made and "folder/" not in made and made.notices == ()


def test_a_name_is_found_in_another_case_or_spelling_of_accents() -> None:
    made = opened(zipped({"Text/Cafe\u0301.xhtml": "", "A": "", "a": ""}))
    assert made.find("text/caf\u00e9.XHTML") == "Text/Cafe\u0301.xhtml"
    assert (made.find("a"), made.find("A"), made.find("b")) == ("a", "A", None)


def test_a_missing_file_says_so() -> None:
    with pytest.raises(InputError, match=r"a\.epub: holds no x"):
        opened(zipped({"a": ""})).read("x")


@pytest.mark.parametrize("data", [b"", b"hello", b"PK", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        opened(data)


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/passwd", "C:\\x", "a\\..\\x", "\\x"])
def test_unsafe_names_are_not_looked_at(name: str) -> None:
    made = opened(zipped({name: "x", "good": "y"}))
    assert made.names == ("good",)
    assert made.notices == ("not looked at: 1 file whose name is unsafe, or that is a link",)


def test_links_are_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    assert opened(out.getvalue()).names == ()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_of_a_name_the_last_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a", "first")
        made.writestr("a", "last")
    both = opened(out.getvalue())
    assert both.read("a") == b"last"
    assert both.notices == ("not looked at: 1 file of the same name as a later one",)


def test_encrypted_files_are_refused() -> None:
    data = bytearray(zipped({"a": "secret"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    made = opened(bytes(data))
    with pytest.raises(InputError, match="is encrypted"):
        made.read("a")


def test_other_ways_of_packing_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("a", "x" * 1000)
    with pytest.raises(InputError, match="packed in a way"):
        opened(out.getvalue()).read("a")


def test_a_bomb_is_refused_by_its_ratio() -> None:
    made = opened(zipped({"a": b"\0" * (8 << 20)}))
    with pytest.raises(InputError, match="more than 200 times its size"):
        made.read("a")


def test_a_bomb_is_refused_whatever_its_header_says() -> None:
    data = bytearray(zipped({"a": b"\0" * (8 << 20)}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 5)
    with pytest.raises(InputError, match="more than 200 times its size"):
        opened(bytes(data)).read("a")


def test_one_file_and_all_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "TOTAL", 2500)
    made = opened(zipped({"a": "abcdefghij" * 100}))
    assert len(made.read("a")) == len(made.read("a")) == 1000
    for _ in range(3):  # and stays refused
        with pytest.raises(InputError, match="unpacks to more"):
            made.read("a")
    with pytest.raises(InputError, match="unpacks to more"):
        opened(zipped({"a": "abcdefghij"})).read("a", 5)


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ENTRIES", 3)
    with pytest.raises(InputError, match="more than 3 files"):
        opened(zipped({str(n): "" for n in range(4)}))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_broken_off_zip_says_so(share: float) -> None:
    whole = zipped({"a": bytes(range(256)) * 40, "b": "x"})
    with pytest.raises(InputError, match="missing or broken"):
        opened(whole[: int(len(whole) * share)])


def test_damage_inside_is_found() -> None:
    data = bytearray(zipped({"a": "It was a dark and stormy night."}))
    data[40] ^= 0x55
    with pytest.raises(InputError, match="cannot be unpacked"):
        opened(bytes(data)).read("a")


def test_bytes_before_the_zip_and_zip64_are_understood() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, made.open("a", "w", force_zip64=True) as entry:
        entry.write(b"hello")
    assert opened(out.getvalue()).read("a") == b"hello"


WHOLE = zipped({"META-INF/x.xml": "<x/>" * 50, "a": "hello " * 100, "b": bytes(range(256))})


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_damage_is_an_error_or_harmless(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    try:
        made = opened(bytes(data))
    except FullcastError:
        return
    for name in made.names:
        with contextlib.suppress(FullcastError):
            made.read(name)
