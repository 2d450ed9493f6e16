"""A book is made whole, told of as it is made, and stopped at any moment."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from fullcast import files as disk
from fullcast import pipeline
from fullcast.errors import FullcastError, OutputError
from fullcast.model import Book, Line
from fullcast.words import WORD
from pipeline.books import PROSE, QUIET, book, chapter_of, chapters, files, lines


class TestProduce:
    def test_it_tells_what_happens_in_order(self, tmp_path: Path) -> None:
        story = Book("Rain", None, "en", (chapter_of(1), chapter_of(2), chapter_of(3)))
        told = list(pipeline.produce(story, QUIET, tmp_path, jobs=2))
        assert isinstance(told[0], pipeline.BookStarted)
        assert told[0].words == sum(event.words for event in told if isinstance(event, pipeline.Spoken))
        started = [event.number for event in told if isinstance(event, pipeline.ChapterStarted)]
        assert started == [1, 2, 3]
        written = [event.path.name for event in told if isinstance(event, pipeline.FileWritten)]
        assert written == ["01-rain-1.mp3", "02-rain-2.mp3", "03-rain-3.mp3", "timeline.json"]
        assert isinstance(told[-1], pipeline.BookDone)

    def test_closing_it_stops_the_work_and_leaves_nothing_half_written(self, tmp_path: Path) -> None:
        story = Book("Rain", None, "en", tuple(chapter_of(number, 200) for number in range(1, 5)))
        events = pipeline.produce(story, QUIET, tmp_path / "out", jobs=1)
        for event in events:
            if isinstance(event, pipeline.Spoken):
                break
        events.close()
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
        assert not (tmp_path / "out").exists()

    def test_a_failure_after_the_first_chapter_keeps_it_and_can_be_run_again(self, tmp_path: Path) -> None:
        story = Book("Rain", None, "en", (chapter_of(1), chapter_of(2)))
        blocker = tmp_path / "rain" / "02-rain-2.mp3"
        told = []
        with pytest.raises(OutputError):
            for event in pipeline.produce(story, QUIET, tmp_path, jobs=1):
                told.append(event)
                if isinstance(event, pipeline.BookStarted):
                    blocker.mkdir()  # somebody is quicker than the second chapter
        assert [path.name for path in (tmp_path / "rain").glob("*.mp3") if path.is_file()] == [
            "01-rain-1.mp3"
        ]
        assert not list((tmp_path / "rain").glob("*.part"))
        blocker.rmdir()
        assert isinstance(list(pipeline.produce(story, QUIET, tmp_path, jobs=1))[-1], pipeline.BookDone)

    def test_an_encoder_that_fails_ends_the_run_before_the_next_chapter_is_spoken(
        self, tmp_path: Path
    ) -> None:
        story = Book("Rain", None, "en", (chapter_of(1), chapter_of(2, 1500)))
        told: list[pipeline.Event] = []
        with pytest.raises(OutputError):
            for event in pipeline.produce(story, QUIET, tmp_path, jobs=1):
                told.append(event)
                if isinstance(event, pipeline.BookStarted):
                    (tmp_path / "rain" / "01-rain-1.mp3").mkdir()
        assert isinstance(told[0], pipeline.BookStarted)
        assert sum(event.words for event in told if isinstance(event, pipeline.Spoken)) < told[0].words / 2

    def test_as_many_chapters_are_made_at_once_as_there_are_jobs_and_one_more(self, tmp_path: Path) -> None:
        story = Book("Rain", None, "en", tuple(chapter_of(number, 8) for number in range(1, 7)))
        told = list(pipeline.produce(story, QUIET, tmp_path, jobs=2))
        lying = most = 0
        for event in told:
            lying += isinstance(event, pipeline.ChapterStarted)
            lying -= isinstance(event, pipeline.FileWritten) and event.seconds is not None
            most = max(most, lying)
        assert 2 <= most <= 4  # one may be made and not told of yet

    def test_files_of_a_chapter_that_is_gone_go_too(self, tmp_path: Path) -> None:
        list(pipeline.produce(Book("Rain", None, "en", (chapter_of(1), chapter_of(2))), QUIET, tmp_path))
        (tmp_path / "rain" / "03-mine.mp3").write_text("mine")
        told = list(pipeline.produce(Book("Rain", None, "en", (chapter_of(1),)), QUIET, tmp_path))
        assert sorted(path.name for path in (tmp_path / "rain").glob("0*")) == [
            "01-rain-1.mp3",
            "03-mine.mp3",
        ]
        (notice,) = [event.message for event in told if isinstance(event, pipeline.Notice)]
        assert "02-rain-2.mp3" in notice

    @pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a kill that nobody can catch")
    def test_a_run_killed_as_a_file_takes_its_place_can_be_run_again(self, tmp_path: Path) -> None:
        code = f"""
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from pipeline.books import QUIET, book
from fullcast import pipeline
move = Path.replace
def replace(path, target):
    move(path, target)
    if Path(target).suffix == ".mp3":
        path.write_text("half")
        os.kill(os.getpid(), signal.SIGKILL)
Path.replace = replace
list(pipeline.produce(book(), QUIET, Path({str(tmp_path)!r})))
"""
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
        assert (tmp_path / "rain" / "01-rain.mp3").is_file()
        assert list((tmp_path / "rain").glob(".fullcast-*.part"))
        assert isinstance(list(pipeline.produce(book(), QUIET, tmp_path))[-1], pipeline.BookDone)
        assert not list((tmp_path / "rain").glob("*.part"))


class TestBalance:
    @pytest.mark.parametrize("dropped", [0, 2])
    def test_a_phrase_that_is_lost_fails_the_run_now_and_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dropped: int
    ) -> None:
        whole = pipeline.lines

        def fewer(*of: Any) -> Iterator[Line]:
            return (line for number, line in enumerate(whole(*of)) if number != dropped)

        monkeypatch.setattr(pipeline.making, "lines", fewer)
        for _ in range(2):
            told: list[pipeline.Event] = []
            with pytest.raises(FullcastError, match="do not balance") as caught:
                told.extend(pipeline.produce(book(), QUIET, tmp_path, jobs=1))
            assert caught.value.exit_code == 1
        monkeypatch.undo()
        told = list(pipeline.produce(book(), QUIET, tmp_path, jobs=1))
        assert [event.number for event in told if isinstance(event, pipeline.Renewed)] == [1]

    @given(PROSE.filter(lambda text: WORD.search(text) is not None))
    @settings(max_examples=60, deadline=None)
    def test_letters_of_the_source_are_those_of_the_lines(self, text: str) -> None:
        story = book(text, headings=("Rain", "One"))
        spoken = pipeline.making._letters(line.phrase.text for line in lines(story))
        assert spoken == pipeline.making._letters(("Rain", "One", text))


class TestAlone:
    def test_a_second_run_into_the_folder_is_refused_and_harms_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(disk, "WAITING", 0.1)
        story = chapters(2, 12)
        first = pipeline.produce(story, QUIET, tmp_path, jobs=1)
        for event in first:
            if isinstance(event, pipeline.Spoken):
                break
        with pytest.raises(OutputError, match="another run is at work"):
            list(pipeline.produce(story, QUIET, tmp_path, jobs=1))
        assert isinstance(list(first)[-1], pipeline.BookDone)
        list(pipeline.produce(story, QUIET, tmp_path / "other", jobs=1))
        assert files(tmp_path / "rain") == files(tmp_path / "other" / "rain")

    def test_a_second_run_that_comes_first_is_waited_for(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(2) as pool:
            runs = [pool.submit(list, pipeline.produce(chapters(2), QUIET, tmp_path)) for _ in range(2)]
        assert all(isinstance(run.result()[-1], pipeline.BookDone) for run in runs)
