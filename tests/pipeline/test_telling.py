"""Every word is said once, and heard in its turn."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from fullcast import pipeline
from fullcast.errors import EngineError, FullcastError
from fullcast.model import (
    SAMPLE_RATE,
    Book,
    Chapter,
    Clip,
    Line,
    Pronunciation,
    Reading,
    Sound,
    Span,
)
from fullcast.words import WORD
from pipeline.books import PROSE, QUIET, SETTINGS, book, lines


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
