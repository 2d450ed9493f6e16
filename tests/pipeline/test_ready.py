"""What cannot be spoken whole is refused before a word of it is."""

from __future__ import annotations

import pytest

from fullcast import pipeline
from fullcast.errors import FullcastError, InputError
from fullcast.model import Kind, Utterance
from pipeline.books import SETTINGS, STORY, book


def test_a_gap_between_utterances_stops_the_run() -> None:
    chapter = book().chapters[0]
    early = Utterance(0, 4, "The ", Kind.NARRATION)
    late = Utterance(9, len(STORY), STORY[9:], Kind.NARRATION)
    with pytest.raises(FullcastError, match=r"words would be lost.*rain"):
        pipeline.check_cover(chapter, [early, late])


def test_a_missing_end_stops_the_run() -> None:
    with pytest.raises(FullcastError, match="words would be lost"):
        pipeline.check_cover(book().chapters[0], [Utterance(0, 17, STORY[:17], Kind.NARRATION)])


def test_changed_words_stop_the_run() -> None:
    with pytest.raises(FullcastError, match="words would be lost"):
        pipeline.check_cover(book().chapters[0], [Utterance(0, len(STORY), STORY.upper(), Kind.NARRATION)])


@pytest.mark.parametrize("text", ["", " \n\t ", "…", "* * *", "🙂🙂"])
def test_a_book_without_words_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no words to speak"):
        pipeline.prepare(book(text), SETTINGS)
