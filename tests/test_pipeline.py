"""The pipeline accounts for every word, and says so loudly where one is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import config, pipeline
from fullcast.errors import EngineError, FullcastError, InputError, OutputError
from fullcast.model import (
    SAMPLE_RATE,
    Book,
    Chapter,
    Clip,
    Kind,
    Line,
    Pronunciation,
    Reading,
    Settings,
    Sound,
    Span,
    Utterance,
)
from fullcast.words import WORD

SETTINGS = config.load(None)
QUIET = replace(
    SETTINGS, profiles={name: replace(v, engine="silence") for name, v in SETTINGS.profiles.items()}
)
STORY = "The rain stopped.\n\n“Listen,” said Anna. “Do you hear it?”\n\n“No,” Paul whispered.\n"
PROSE = st.text(alphabet="ab. “”\"'‘’—…!?\n\té🙂ש:-*_()", max_size=300)


def book(text: str = STORY, *, title: str = "Rain", headings: tuple[str, ...] = ()) -> Book:
    return Book(title, None, "en", (Chapter(0, title, text, headings=headings),))


def lines(story: Book, with_settings: Settings = SETTINGS) -> list[Line]:
    script = pipeline.prepare(story, with_settings)
    return [line for _, chapter, said in script.chapters() for line in pipeline.lines(script, chapter, said)]


def words(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


class TestWords:
    @given(PROSE.filter(lambda text: WORD.search(text) is not None))
    @settings(max_examples=150, deadline=None)
    def test_every_word_is_said_once_and_in_order(self, text: str) -> None:
        assert words("".join(line.phrase.text for line in lines(book(text)))) == words(text)

    def test_headings_come_first_in_the_narrators_voice(self) -> None:
        said = lines(book(headings=("Rain", "Chapter One")))
        assert [line.phrase.text.strip() for line in said[:3]] == ["Rain", "Chapter One", "The rain stopped."]
        assert {line.voice.name for line in said[:3]} == {SETTINGS.narrator}
        assert [[pause.reason for pause in line.phrase.pauses] for line in said[:2]] == [
            ["paragraph"],
            ["title"],
        ]

    def test_headings_can_be_left_out(self) -> None:
        quiet = replace(SETTINGS, output=replace(SETTINGS.output, announce_titles=False))
        assert lines(book(headings=("Rain",)), quiet)[0].phrase.text.strip() == "The rain stopped."

    def test_a_gap_between_utterances_stops_the_run(self) -> None:
        chapter = book().chapters[0]
        early = Utterance(0, 4, "The ", Kind.NARRATION)
        late = Utterance(9, len(STORY), STORY[9:], Kind.NARRATION)
        with pytest.raises(FullcastError, match=r"words would be lost.*rain"):
            pipeline.check_cover(chapter, [early, late])

    def test_a_missing_end_stops_the_run(self) -> None:
        with pytest.raises(FullcastError, match="words would be lost"):
            pipeline.check_cover(book().chapters[0], [Utterance(0, 17, STORY[:17], Kind.NARRATION)])

    def test_changed_words_stop_the_run(self) -> None:
        with pytest.raises(FullcastError, match="words would be lost"):
            pipeline.check_cover(
                book().chapters[0], [Utterance(0, len(STORY), STORY.upper(), Kind.NARRATION)]
            )

    @pytest.mark.parametrize("text", ["", " \n\t ", "…", "* * *", "🙂🙂"])
    def test_a_book_without_words_is_refused(self, text: str) -> None:
        with pytest.raises(InputError, match="no words to speak"):
            pipeline.prepare(book(text), SETTINGS)


class TestSaid:
    def told(self, text: str, *spans: Span, pronunciations: tuple[Pronunciation, ...] = ()) -> Book:
        chapter = Chapter(0, "One", text, spans=spans, headings=("Siobhan",))
        return Book("Rain", None, "en", (chapter,), pronunciations=pronunciations)

    def test_lexicons_hold_for_text_and_headings(self) -> None:
        book_s = (Pronunciation("Siobhan", "shivawn"), Pronunciation("rain", "reign"))
        own = replace(SETTINGS, pronunciations=(Pronunciation("rain", "rane"),))
        story = self.told("Siobhan saw the rain.", pronunciations=book_s)
        assert [line.text for line in lines(story, own)] == ["shivawn", "shivawn saw the rane."]

    def test_a_character_s_own_way_is_for_what_the_character_says(self) -> None:
        own = replace(SETTINGS, pronunciations=(Pronunciation("listen", "lissen", "Anna"),))
        assert [line.text.strip() for line in lines(book(), own)][1] == "“lissen,”"
        assert lines(book("“Listen,” said Paul."), own)[0].text.strip() == "“Listen,”"

    def test_marks_of_the_source_are_in_the_line(self) -> None:
        story = self.told(
            "It lay N. of here. Chez nous it rained.",
            Span(7, 9, "phonemes", "nɔːθ"),
            Span(19, 28, "language", "fr"),
        )
        plain = lines(story)
        assert [line.text.strip() for line in plain[1:]] == ["It lay N. of here.", "Chez nous it rained."]
        assert plain[1].sounds == (Sound(7, 9, "nɔːθ"),)
        abroad = lines(story, replace(SETTINGS, reading=Reading(foreign="language")))
        assert [(line.text.strip(), line.language) for line in abroad[2:]] == [
            ("Chez nous", "fr"),
            ("it rained.", ""),
        ]

    def test_words_a_source_says_nothing_for_may_be_silent(self) -> None:
        story = self.told("Nothing", Span(0, 7, "alias", ""))
        said = lines(story)
        assert said[-1].text == ""
        assert list(pipeline.heard(said[-1:], lambda sent: (clip_of(line, 0) for line in sent)))

    def test_phonemes_that_cannot_be_said_are_told_of(self) -> None:
        story = self.told("It lay N. of here.", Span(7, 9, "phonemes", "ʘ"))
        own = replace(SETTINGS, pronunciations=(Pronunciation("rain", "ɹeɪn", alphabet="ipa"),))
        assert list(pipeline.unheeded(pipeline.prepare(story, own))) == [
            "nar-m2 cannot say some phonemes, and says as it is spelt: “N.” (ʘ)"
        ]
        assert list(pipeline.unheeded(pipeline.prepare(story, QUIET))) == []


class TestHeard:
    def test_clips_come_through_in_order(self) -> None:
        sent = lines(book())
        assert [clip.line for clip in pipeline.heard(sent, tones)] == sent

    def test_a_silent_clip_of_words_is_an_error(self) -> None:
        with pytest.raises(EngineError, match="says nothing") as caught:
            list(pipeline.heard(lines(book()), lambda sent: (clip_of(line, 0) for line in sent)))
        assert "The rain stopped." in caught.value.where()

    def test_a_dropped_line_is_an_error(self) -> None:
        with pytest.raises(FullcastError, match="out of its turn"):
            list(pipeline.heard(lines(book()), lambda sent: (clip_of(line) for line in list(sent)[1:])))

    def test_a_dropped_last_line_is_an_error(self) -> None:
        with pytest.raises(FullcastError, match="never spoken"):
            list(pipeline.heard(lines(book()), lambda sent: (clip_of(line) for line in list(sent)[:-1])))


def tones(sent: Iterable[Line]) -> Generator[Clip, None, None]:
    return (clip_of(line) for line in sent)


def clip_of(line: Line, length: int = 441) -> Clip:
    return Clip(np.full(length, 0.1, np.float32), SAMPLE_RATE, line)


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
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_pipeline import QUIET, book
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


def chapter_of(number: int, times: int = 1) -> Chapter:
    return Chapter(number, f"Rain {number}", STORY * times, headings=(f"Rain {number}",))


class TestAudition:
    def test_it_is_heard_as_asked(self, tmp_path: Path) -> None:
        path = tmp_path / "dry.wav"
        voice = SETTINGS.profiles["m05"]
        for kind, name in ((Kind.DIALOGUE, "dry.wav"), (Kind.RADIO, "radio.wav")):
            pipeline.audition("Come in, twelve.", voice, SETTINGS, tmp_path / name, kind=kind, delivery=None)
        assert path.stat().st_size > 100_000
        assert path.read_bytes() != (tmp_path / "radio.wav").read_bytes()

    def test_it_needs_words(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no words"):
            pipeline.audition(
                "…", SETTINGS.profiles["m05"], SETTINGS, tmp_path / "a.mp3", kind=Kind.DIALOGUE, delivery=None
            )
        assert list(tmp_path.iterdir()) == []
