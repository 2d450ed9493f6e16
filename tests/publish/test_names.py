"""Any title becomes a name that every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.publish.names import LONGEST, RESERVED, filename, folder_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The Rail Yard", "01-the-rail-yard.mp3"),
        ("", "01.mp3"),
        (" .. ", "01.mp3"),
        ("../../etc/passwd", "01-etc-passwd.mp3"),
        ('a/b\\c:d*e?f"g<h>i|j', "01-a-b-c-d-e-f-g-h-i-j.mp3"),
        ("Don’t look — now…", "01-dont-look-now.mp3"),
        ("Éva’s Straße", "01-évas-straße.mp3"),
        ("Глава 1", "01-глава-1.mp3"),
        ("第一章", "01-第一章.mp3"),
        ("हिन्दी", "01-हिन्दी.mp3"),
        ("K9 🐕 on \u202ethe tracks", "01-k9-on-the-tracks.mp3"),
        ("line\nbreak\ttab\0nul", "01-line-break-tab-nul.mp3"),
        ("trailing dot.", "01-trailing-dot.mp3"),
        ("\ud800", "01.mp3"),
        ("-rf", "01-rf.mp3"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert filename(0, 3, title) == name


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=600), st.integers(0, 1200), st.sampled_from([".mp3", ".opus", ".json"]))
def test_every_name_is_safe(title: str, index: int, suffix: str) -> None:
    for name in (filename(index, 1200, title, suffix), folder_name(title)):
        assert 0 < len(name.encode("utf-8")) <= LONGEST
        assert not set(name) & set('/\\:*?"<>|\0\n\r\t ')
        assert name.isprintable()
        assert name[0] not in ".-"
        assert name[-1] not in ".- "
        assert name.partition(".")[0] not in RESERVED


@given(st.text(max_size=300), st.text(max_size=300))
def test_chapters_of_one_book_never_share_a_name(one: str, other: str) -> None:
    names = [filename(index, 12, title).casefold() for index, title in enumerate([one, other] * 6)]
    assert len(set(names)) == len(names)


def test_names_sort_as_chapters_do() -> None:
    names = [filename(index, 120, "x") for index in range(120)]
    assert names == sorted(names)
    assert names[0] == "001-x.mp3"


def test_a_long_title_is_cut_between_words() -> None:
    name = filename(0, 1, "word " * 100)
    assert name.endswith("-word.mp3")
    assert len(filename(0, 1, "x" * 500)) == LONGEST


@pytest.mark.parametrize("title", ["CON", "nul", "Com1"])
def test_a_device_is_no_folder(title: str) -> None:
    assert folder_name(title) == f"{title.lower()}-book"


def test_a_book_without_a_name_has_a_folder() -> None:
    assert folder_name("///") == "book"
