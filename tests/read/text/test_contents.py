"""Lists of contents."""

from __future__ import annotations

import pytest

from fullcast.read.text.contents import is_entry, list_of_contents
from fullcast.read.text.layout import blocks_of

PROSE = "It was dark in the yard, and nobody came to it that night. " * 4


def listed(text: str) -> str | None:
    blocks = blocks_of(text, 0, len(text))
    found = list_of_contents(text, blocks)
    return text[blocks[found[0]].start : blocks[found[1] - 1].end] if found else None


@pytest.mark.parametrize(
    "contents",
    [
        "CONTENTS\n\nI. The Gate ... 1\nII. The Fog ... 20",
        "Contents\n\nThe Gate\nThe Fog",
        "Contents\n\nI. THE GATE\n\nII. THE FOG",
        "Table of Contents\nThe Gate, 1\nThe Fog, 20",
    ],
)
def test_lists_end_where_their_first_entry_comes_again(contents: str) -> None:
    text = f"THE YARD\n\n{contents}\n\n\nI. THE GATE\n\n{PROSE}\n\nII. THE FOG\n\n{PROSE}"
    assert listed(text) == contents


def test_a_list_without_a_title() -> None:
    assert (
        listed(f"Chapter 1\nChapter 2\n\nChapter 1\n\n{PROSE}\n\nChapter 2\n\n{PROSE}")
        == "Chapter 1\nChapter 2"
    )


def test_pages_after_a_list_are_none_of_it() -> None:
    assert (
        listed(f"Contents\n\nI\nII\n\n\n\nTo Zelda\n\n\n\nI\n\n{PROSE}\n\nII\n\n{PROSE}")
        == "Contents\n\nI\nII"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Contents",
        f"{PROSE * 5}\n\nContents\n\nOne\n\nTwo",
        f"Chapter 1\n\n{PROSE}\n\nChapter 2\n\n{PROSE}",
    ],
)
def test_no_list(text: str) -> None:
    assert listed(text) is None


def test_entries() -> None:
    assert is_entry("Chapter 1")
    assert is_entry("CHAPTER I. Down the Yard ..... 3")
    assert not is_entry("PART ONE")
    assert not is_entry("The Yard ... 3")


def test_a_bare_number_of_a_list_comes_again_as_a_chapter() -> None:
    contents = "CONTENTS\n\nCHAPTER                  PAGE\n\nI. THE GATE ....... 1\nII. THE FOG ....... 20"
    text = f"{contents}\n\n\nCHAPTER I\n\nTHE GATE\n\nA short line.\n\n{PROSE}\n\nCHAPTER II\n\nTHE FOG\n\n{PROSE}"
    assert listed(text) == contents
