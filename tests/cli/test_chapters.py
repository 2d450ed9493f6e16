"""`fullcast chapters`, and what is made of some chapters alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Run
from fullcast import config, ffmpeg, pipeline
from fullcast.model import Book, Chapter, Metadata

STORY = "The Gate\n\nChapter One\n\nIt was shut.\n\nChapter Two\n\n“Who?” said Ann.\n\nChapter Three\n\nIt opened.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "gate.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_the_parts_of_a_book_are_listed(run: Run, story: Path) -> None:
    told = run("chapters", story)
    assert told.code == 0, told.err
    assert "3 of 3 parts are read" in told.out
    assert [line.split()[:3] for line in told.out.splitlines()[-3:]] == [
        ["1", "Chapter", "One"],
        ["2", "Chapter", "Two"],
        ["3", "Chapter", "Three"],
    ]


def test_what_is_left_out_has_no_number(run: Run, story: Path) -> None:
    told = json.loads(run("chapters", story, "--exclude", "Chapter Two", "--json").out)
    assert [(each["number"], each["read"]) for each in told["chapters"]] == [
        (1, True),
        (None, False),
        (2, True),
    ]
    missing = run("chapters", story, "--exclude", "Chapter Tow")
    assert missing.code == 2 and "did you mean Chapter Two" in missing.err


def test_some_chapters_are_made_and_the_others_stay(run: Run, story: Path) -> None:
    folder = story.parent / "out" / "the-gate"

    def made(*chapters: str) -> list[str]:
        done = run("produce", story, "-o", folder.parent, *chapters)
        assert done.code == 0, done.err
        return [Path(line).name for line in done.out.splitlines()]

    assert made("--chapters", "2-3") == ["02-chapter-two.mp3", "03-chapter-three.mp3", "timeline.json"]
    assert made("--chapters", "1") == ["01-chapter-one.mp3", "timeline.json"]
    told = json.loads((folder / "timeline.json").read_text(encoding="utf-8"))
    assert [each["title"] for each in told["chapters"]] == ["Chapter One", "Chapter Two", "Chapter Three"]
    bytes_alone = (folder / "02-chapter-two.mp3").read_bytes()
    made()
    assert (folder / "02-chapter-two.mp3").read_bytes() == bytes_alone
    assert json.loads((folder / "timeline.json").read_text(encoding="utf-8")) == told


def test_a_chapter_there_is_not_is_refused_before_anything_is_made(run: Run, story: Path) -> None:
    done = run("produce", story, "-o", story.parent / "out", "--chapters", "2-9")
    assert done.code == 2 and "the book has 3" in done.err
    assert not (story.parent / "out").exists()


def test_a_dry_run_tells_of_the_chapters_asked_for(run: Run, story: Path) -> None:
    told = json.loads(run("produce", story, "--chapters", "3", "--dry-run", "--json").out)["books"][0]
    assert [(each["number"], each["title"]) for each in told["chapters"]] == [(3, "Chapter Three")]


# --- what a book says of itself --------------------------------------------------------------------

ABOUT = Metadata(
    publisher="Ferry Press",
    date="1907",
    identifiers=("urn:isbn:978-0-00-000000-2",),
    series="The River",
    position="2",
)
BOOK = Book("Fog", "A. Quill", "en-GB", (Chapter(1, "One", "It was late."),), metadata=ABOUT)


def picture(folder: Path, suffix: str) -> bytes:
    """Draw a small grey picture."""
    import subprocess

    path = folder / f"drawn{suffix}"
    drawn = (ffmpeg.locate(), *ffmpeg.QUIET, "-f", "lavfi", "-i", "color=gray:s=16x16", "-frames:v", "1")
    subprocess.run((*drawn, path), check=True, stdin=subprocess.DEVNULL)
    return path.read_bytes()


def tags_of(path: Path) -> str:
    import subprocess

    shown = (ffmpeg.locate(), "-hide_banner", "-i", path)
    return subprocess.run(shown, capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_a_cover_stands_beside_the_chapters_and_in_them(tmp_path: Path, suffix: str) -> None:
    book = replace(BOOK, cover=picture(tmp_path, suffix))
    settings = config.load(None)
    forms = ("mp3", "m4a", "flac", "opus")
    settings = replace(settings, output=replace(settings.output, formats=forms))
    list(pipeline.produce(book, settings, tmp_path / "out"))
    folder = tmp_path / "out" / "fog"
    assert (folder / f"cover{suffix}").read_bytes() == book.cover
    for form in forms:
        assert ("attached pic" in tags_of(folder / f"01-one.{form}")) == (form != "opus"), form
    again = (folder / "01-one.mp3").read_bytes()
    list(pipeline.produce(book, settings, tmp_path / "out"))
    assert (folder / "01-one.mp3").read_bytes() == again


def test_a_broken_cover_is_left_out_and_told_of(tmp_path: Path) -> None:
    book = replace(BOOK, cover=b"\x89PNG\r\n\x1a\nbroken")
    told = list(pipeline.produce(book, config.load(None), tmp_path))
    assert any("broken picture" in each.message for each in told if isinstance(each, pipeline.Notice))
    assert sorted(path.suffix for path in (tmp_path / "fog").iterdir() if path.name[0] != ".") == [
        ".json",
        ".mp3",
    ]


def test_metadata_is_in_the_tags(tmp_path: Path) -> None:
    list(pipeline.produce(BOOK, config.load(None), tmp_path))
    path = tmp_path / "fog" / "01-one.mp3"
    told = tags_of(path)
    for words in ("Ferry Press", "1907", "9780000000002", "The River", "A. Quill"):
        assert words in told, words
    assert b"TLAN\0\0\0\5\0\0\0eng" in path.read_bytes()
