"""The pipeline accounts for every word, and says so loudly where one is lost."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import config, pipeline
from fullcast.errors import EngineError, FullcastError, InputError
from fullcast.model import SAMPLE_RATE, Book, Chapter, Clip, Kind, Line, Settings, Utterance

SETTINGS = config.load(None)
STORY = "The rain stopped.\n\n“Listen,” said Anna. “Do you hear it?”\n\n“No,” Paul whispered.\n"
PROSE = st.text(alphabet="ab. “”\"'‘’—…!?\n\té🙂ש:-*_()", max_size=300)


def book(text: str = STORY, *, title: str = "Rain", headings: tuple[str, ...] = ()) -> Book:
    return Book(title, None, "en", (Chapter(0, title, text, headings=headings),))


def lines(story: Book, with_settings: Settings = SETTINGS) -> list[Line]:
    script = pipeline.prepare(story, with_settings)
    return [line for chapter, said in script.chapters() for line in pipeline.lines(script, chapter, said)]


def words(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


class TestWords:
    @given(PROSE.filter(lambda text: pipeline.WORD.search(text) is not None))
    @settings(max_examples=150, deadline=None)
    def test_every_word_is_said_once_and_in_order(self, text: str) -> None:
        assert words("".join(line.phrase.text for line in lines(book(text)))) == words(text)

    def test_headings_come_first_in_the_narrators_voice(self) -> None:
        said = lines(book(headings=("Rain", "Chapter One")))
        assert [line.phrase.text.strip() for line in said[:3]] == ["Rain", "Chapter One", "The rain stopped."]
        assert {line.voice.name for line in said[:3]} == {SETTINGS.narrator}
        assert [[pause.reason for pause in line.phrase.pauses] for line in said[:2]] == [["paragraph"], ["title"]]

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
            pipeline.check_cover(book().chapters[0], [Utterance(0, len(STORY), STORY.upper(), Kind.NARRATION)])

    @pytest.mark.parametrize("text", ["", " \n\t ", "…", "* * *", "🙂🙂"])
    def test_a_book_without_words_is_refused(self, text: str) -> None:
        with pytest.raises(InputError, match="no words to speak"):
            pipeline.prepare(book(text), SETTINGS)


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
