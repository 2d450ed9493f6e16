"""A line that an engine fails on: the run ends, its chapter is left out, or it is silent; and then it is mended."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from conftest import Result, Run
from fullcast import config, pipeline
from fullcast.errors import IncompleteError
from fullcast.model import Settings
from pipeline.books import TONES, files
from pipeline.conftest import Calls
from pipeline.runs import Place, fresh, rain
from pipeline.tones import Tones

STORY = """Part One

The rain stopped.

“Listen,” said Anna.

Part Two

It was dark.

“No,” Paul whispered. “Not yet.”

Part Three

Morning came.
"""


@pytest.fixture
def story(tmp_path: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> Path:
    def loaded(_: Path | None) -> Settings:
        return TONES

    monkeypatch.setattr(config, "load", loaded)
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "rain.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def produce(run: Run, story: Path, out: str, *more: str) -> Result:
    return run("produce", story, "-o", story.parent / out, "--jobs", 2, *more)


def told(story: Path, out: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        (story.parent / out / "rain" / "timeline.json").read_bytes()
    )
    return found


@pytest.fixture(params=["bad", "deadly"])
def broken(request: pytest.FixtureRequest, story: Path) -> Path:
    """Have an engine that fails on a line, or dies of it; the file says of which."""
    path: Path = Tones.folder / request.param
    path.write_text("dark")
    return path


def test_stop_ends_the_run_and_what_was_made_stays(run: Run, story: Path, broken: Path) -> None:
    result = produce(run, story, "out", "--on-error", "stop")
    assert result.code == 5
    assert "It was dark." in result.err
    assert "every word is spoken" not in result.err
    broken.unlink()
    again = produce(run, story, "out", "--on-error", "stop")
    assert again.code == 0, again.err
    assert produce(run, story, "whole").code == 0
    assert files(story.parent / "out" / "rain") == files(story.parent / "whole" / "rain")


def test_skip_leaves_the_chapter_out_and_says_so(run: Run, story: Path, broken: Path, calls: Calls) -> None:
    result = produce(run, story, "out")
    assert result.code == 9
    assert "chapter 2, Part Two: no sound for “It was dark.”" in result.err
    assert "1 line failed, chapter 2 not made" in result.err
    assert "the audiobook is incomplete: 1 chapter is not made" in result.err
    folder = story.parent / "out" / "rain"
    assert sorted(path.name for path in folder.glob("*.mp3")) == ["01-part-one.mp3", "03-part-three.mp3"]
    timeline = told(story, "out")
    assert [each["title"] for each in timeline["chapters"]] == ["Part One", "Part Three"]
    (missing,) = timeline["missing"]
    assert (missing["title"], missing["lines"]) == ("Part Two", ["It was dark."])
    assert produce(run, story, "out").code == 9
    broken.unlink()
    calls()
    assert produce(run, story, "out").out.splitlines() == [
        str(folder / "02-part-two.mp3"),
        str(folder / "timeline.json"),
    ]
    assert calls() == ["It was dark."]
    assert "missing" not in told(story, "out")
    assert produce(run, story, "whole").code == 0
    assert files(folder) == files(story.parent / "whole" / "rain")


def test_silence_makes_the_chapter_and_marks_it(run: Run, story: Path, broken: Path, calls: Calls) -> None:
    result = produce(run, story, "out", "--on-error", "silence")
    assert result.code == 9
    assert "chapter 2, Part Two: no sound for “It was dark.”" in result.err
    assert "1 line is silent" in result.err
    folder = story.parent / "out" / "rain"
    assert len(list(folder.glob("*.mp3"))) == 3
    assert [each.get("incomplete") for each in told(story, "out")["chapters"]] == [
        None,
        ["It was dark."],
        None,
    ]
    broken.unlink()
    calls()
    again = produce(run, story, "out", "--on-error", "silence", "--explain")
    assert again.code == 0
    assert "chapter 2, Part Two: made anew: a line of it failed" in again.err
    assert calls() == ["It was dark."]
    assert produce(run, story, "whole").code == 0
    assert files(folder) == files(story.parent / "whole" / "rain")


def test_a_missing_chapter_stays_missing_while_others_are_made(run: Run, story: Path, broken: Path) -> None:
    produce(run, story, "out")
    assert produce(run, story, "out", "--chapters", "3").code == 0
    assert [each["title"] for each in told(story, "out")["missing"]] == ["Part Two"]


def test_json_tells_of_it_too(run: Run, story: Path, broken: Path) -> None:
    result = produce(run, story, "out", "--json")
    assert result.code == 9
    (error,) = json.loads(result.out)["errors"]
    assert error["exit_code"] == 9


def test_a_voice_that_hangs_holds_nobody_up_who_stops(place: Place) -> None:
    book = rain("We linger here.", "It was dark.")
    events = pipeline.produce(book, TONES, place.root, jobs=2)
    for event in events:
        if isinstance(event, pipeline.ChapterStarted):
            break
    time.sleep(0.3)
    begun = time.monotonic()
    events.close()
    assert time.monotonic() - begun < 2
    assert not list(place.root.rglob("*.part"))


def test_a_clip_that_was_made_is_kept_though_its_chapter_failed(
    place: Place, tmp_path: Path, calls: Calls
) -> None:
    (Tones.folder / "bad").write_text("Listen")
    with pytest.raises(IncompleteError):
        place.run(rain())
    (Tones.folder / "bad").unlink()
    calls()
    assert place.run(rain()).kept == [2, 3]
    assert calls() == ["“Listen,”"]
    assert files(place.folder) == fresh(tmp_path, rain())
