"""`fullcast produce` run again, over what an earlier run left."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run

STORY = """The Gate

Chapter One

The gate was shut.

Chapter Two: Open

“Only me,” said Paul, and he laughed.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "gate.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_another_story_of_one_title_is_refused_in_a_later_run_too(run: Run, story: Path) -> None:
    out = story.parent / "out"
    other = story.with_name("other.txt")
    other.write_text(STORY.replace("shut", "open"), encoding="utf-8")
    assert run("produce", story, story, "-o", out).code == 0
    result = run("produce", other, "-o", out)
    assert result.code == 7
    assert "gate.txt" in result.err
    assert "-o" in result.err
    assert "was shut" in (out / "the-gate" / "timeline.json").read_text(encoding="utf-8")
    assert run("tag", story, "-o", story.with_suffix(".script")).code == 0
    assert run("produce", story.with_suffix(".script"), "-o", out).code == 0
    story.unlink()
    story.with_suffix(".script").unlink()
    assert run("produce", other, "-o", out).code == 0


def test_a_renamed_chapter_leaves_no_file_of_its_old_name(run: Run, story: Path) -> None:
    folder = story.parent / "out" / "the-gate"
    assert run("produce", story, "-o", folder.parent).code == 0
    story.write_text(STORY.replace("Two: Open", "Two: Ajar"), encoding="utf-8")
    result = run("produce", story, "-o", folder.parent)
    assert result.code == 0, result.err
    assert "02-chapter-two-open.mp3" in result.err
    names = ["01-chapter-one.mp3", "02-chapter-two-ajar.mp3"]
    assert sorted(path.name for path in folder.glob("*.mp3")) == names
