"""Bytes to text: every encoding a story arrives in, and what is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from fullcast.errors import InputError
from fullcast.read import book, from_bytes

STORY = "“Hello,” said Zoë. “It’s late…”\n"


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode("utf-8"),
        STORY.encode("utf-8-sig"),
        STORY.encode("utf-16"),
        codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"),
        STORY.encode("utf-32"),
        STORY.encode("utf-16-le"),
        STORY.encode("cp1252"),
    ],
)
def test_every_encoding_gives_the_same_words(data: bytes) -> None:
    made = from_bytes(data, None)
    assert made.chapters[0].text.lstrip("\ufeff") == STORY


def test_what_is_guessed_is_said() -> None:
    assert from_bytes(STORY.encode("utf-8"), None).notices == ()
    (notice,) = from_bytes(("Line one.\n" + STORY).encode("cp1252"), None).notices
    assert "Windows-1252" in notice
    assert "line 2" in notice


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "white space"),
        ("\ufeff".encode(), "white space"),
        (b"* * *\n\n!!! ...\n", "no words"),
        (bytes(range(256)) * 50, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        (codecs.BOM_UTF16_LE + b"a", "does not fit"),
    ],
)
def test_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        from_bytes(data, Path("story.txt"))
    assert said in str(error.value)
    assert "story.txt" in str(error.value)


def test_a_missing_story_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "storm.txt").write_text("Rain.")
    with pytest.raises(InputError) as error:
        book(tmp_path / "strom.txt")
    assert "storm.txt" in str(error.value)


def test_folders_and_unknown_forms_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        book(tmp_path)
    (tmp_path / "story.xyz").write_text("Rain.")
    with pytest.raises(InputError, match=r"\.xyz"):
        book(tmp_path / "story.xyz")
