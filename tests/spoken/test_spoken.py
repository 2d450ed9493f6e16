"""What of a phrase reaches the engine."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import config, spoken
from fullcast.model import Book, Chapter, Pronunciation, Reading, Sound, Span
from fullcast.spoken import Places, Saying
from spoken.phrases import VOICE, made, phrase, untouched

PRIVATE = re.compile("[\ue000-\uf8ff]")


def test_an_alias_is_said_instead_and_an_empty_one_says_nothing() -> None:
    spans = (Span(3, 6, "alias", "thirty-one minutes"), Span(10, 12, "alias", ""))
    assert made("at 31′ by N.", spans=spans).text == "at thirty-one minutes by "


def test_phonemes_are_put_in_their_place() -> None:
    line = made("go N. now", spans=(Span(103, 105, "phonemes", "nɔrθ"),), start=100)
    assert line.text == "go N. now"
    assert line.sounds == (Sound(3, 5, "nɔrθ", "ipa"),)
    (sound,) = made("N.", spans=(Span(0, 2, "phonemes", "nO:T", "X-SAMPA"),)).sounds
    assert sound.alphabet == "x-sampa"


def test_the_mark_on_the_place_goes_before_the_lexicon() -> None:
    lexicon = (Pronunciation("Hayes", "hays"),)
    line = made("Hayes, Hayes", lexicon, spans=(Span(0, 5, "phonemes", "heɪz"),))
    assert line.text == "Hayes, hays"
    assert line.sounds == (Sound(0, 5, "heɪz"),)


def test_a_mark_over_several_phrases() -> None:
    alias, sound = Span(5, 15, "alias", "instead"), Span(5, 15, "phonemes", "a")
    assert made("0123456789", spans=(alias,)).text == "01234instead"
    assert made("abcdefghij", spans=(alias,), start=10).text == "fghij"
    assert made("0123456789", spans=(sound,)).sounds == ()


def test_spans_are_not_those_of_a_heading() -> None:
    line = made("One", spans=(Span(0, 3, "alias", "Two"), Span(0, 3, "language", "fr")), heading=True)
    assert line.text == "One" and line.language == ""


@pytest.mark.parametrize(
    ("text", "span", "language"),
    [
        ("“Bonjour,” she", (1, 8), ""),
        ("“Bonjour,”", (1, 8), "fr"),
        ("Bonjour", (0, 20), "fr"),
        ("…", (0, 1), ""),
    ],
)
def test_a_phrase_wholly_in_a_language_is_said_in_it(text: str, span: tuple[int, int], language: str) -> None:
    assert made(text, spans=(Span(*span, "language", "fr"),)).language == language


def test_the_innermost_language_holds() -> None:
    spans = (Span(0, 9, "language", "fr"), Span(0, 3, "language", "de"))
    assert made("Tag", spans=spans).language == "de"


@pytest.mark.parametrize(
    ("language", "sounds"), [("de", "de"), ("pt-BR", "pt-BR"), ("en-GB", ""), ("und", ""), ("", "")]
)
def test_a_book_in_another_language_is_said_with_its_sounds(language: str, sounds: str) -> None:
    german = Saying(language)
    for heading in (True, False):
        assert spoken.line(phrase("Ja."), VOICE, german, heading=heading).language == sounds


def test_a_foreign_passage_goes_before_the_language_of_the_book() -> None:
    said = Saying("de", foreign=Places.of([Span(0, 4, "language", "en")]))
    assert spoken.line(phrase("Yes."), VOICE, said).language == "en"
    assert spoken.line(phrase("Ja.", 9), VOICE, said).language == "de"


def test_what_holds_for_a_chapter() -> None:
    spans = (Span(0, 4, "language", "fr"), Span(5, 8, "alias", "dog"), Span(0, 1, "italic"))
    chapter = Chapter(1, "t", "chez Rex", spans=spans)
    book = Book("t", None, "en", (chapter,), pronunciations=(Pronunciation("chez", "shay"),))
    plain = config.load()
    assert spoken.line(phrase(chapter.text), VOICE, spoken.saying(chapter, book, plain)).text == "shay dog"
    assert spoken.saying(chapter, book, plain).foreign == Places()
    own = replace(plain, reading=Reading(foreign="language"))
    assert spoken.saying(chapter, book, own).foreign.spans == spans[:1]


def test_all_but_the_settled_is_made_normal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "normal", lambda text, *_, **__: text.upper() + "!")
    line = made(
        "a cat sat", (Pronunciation("cat", "kæt", alphabet="ipa"),), spans=(Span(6, 9, "alias", "sit"),)
    )
    assert line.text == "A cat sit!"
    assert line.sounds == (Sound(2, 5, "kæt"),)


def test_what_is_settled_is_not_read_out_and_the_rest_is() -> None:
    lexicon = (Pronunciation("K9", "unit 9"), Pronunciation("Mr. Falk", "fɔːk", alphabet="ipa"))
    line = made("Dr. Lee and Mr. Falk paid $5 for K9.", lexicon)
    assert line.text == "Doctor Lee and Mr. Falk paid five dollars for unit 9."
    assert [line.text[sound.start : sound.end] for sound in line.sounds] == ["Mr. Falk"]
    assert made("CHAPTER IV", heading=True).text == "Chapter Four"


def test_a_normalisation_that_loses_something_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "normal", lambda text, *_, **__: "")
    assert made("a cat", (Pronunciation("cat", "x"),)).text == "a x"
    assert made("a cat").text == "a cat"


texts = st.text("ab N.’'_[]*\n9é\ue000\ue001\uf8ff", max_size=30)
entries = st.lists(
    st.builds(
        Pronunciation,
        st.text("abN9 ", min_size=1, max_size=3).filter(str.strip),
        st.text("xyz\ue000", min_size=1, max_size=3),
        alphabet=st.sampled_from(["", "ipa", "pyttsx3"]),
        match=st.sampled_from(["word", "part", "pattern"]),
    ),
    max_size=4,
).map(tuple)
marks = st.lists(
    st.builds(
        lambda start, length, kind, value: Span(start, start + length, kind, value),
        st.integers(0, 30),
        st.integers(0, 9),
        st.sampled_from(["alias", "phonemes", "language", "italic"]),
        st.text("pq\ue002 ", max_size=3),
    ),
    max_size=4,
).map(tuple)


@settings(deadline=None)
@given(texts, entries, entries, marks, st.integers(0, 9))
def test_no_placeholder_leaves_and_every_sound_lies_in_the_line(
    text: str,
    own: tuple[Pronunciation, ...],
    book: tuple[Pronunciation, ...],
    spans: tuple[Span, ...],
    start: int,
) -> None:
    line = made(text, own, book, spans=spans, start=start)
    assert not PRIVATE.search(line.text)
    at = 0
    for sound in line.sounds:
        assert at <= sound.start <= sound.end <= len(line.text)
        assert sound.phonemes and not PRIVATE.search(sound.phonemes)
        at = sound.end


@settings(deadline=None)
@given(texts, marks)
def test_a_text_of_which_nothing_is_settled_stays_but_for_private_characters(
    text: str, spans: tuple[Span, ...]
) -> None:
    held = tuple(span for span in spans if span.kind in ("italic", "language"))
    with untouched():
        assert made(text, spans=held).text.split() == PRIVATE.sub(" ", text).split()


@settings(deadline=None)
@given(st.lists(st.text("abcN9’", min_size=1, max_size=4), min_size=1, max_size=12), st.data())
def test_the_words_beside_what_is_settled_are_all_said_once(words: list[str], data: st.DataObject) -> None:
    marked = data.draw(st.sets(st.integers(0, len(words) - 1)))
    spans, at, expected = [], 0, []
    for number, word in enumerate(words):
        if number in marked:
            spans.append(Span(at, at + len(word), "alias", f"<{number}>"))
        expected.append(f"<{number}>" if number in marked else word)
        at += len(word) + 1
    with untouched():
        assert made(" ".join(words), spans=tuple(spans)).text == " ".join(expected)


def test_more_settled_words_than_there_are_placeholders() -> None:
    line = made("a " * 7000, (Pronunciation("a", "b"),))
    assert line.text == "b " * 7000


@given(marks, st.integers(0, 40), st.integers(0, 10))
def test_spans_are_found_by_place(spans: tuple[Span, ...], start: int, length: int) -> None:
    end = start + length
    found = [span for span in spans if span.start < end and span.end > start]
    assert sorted(Places.of(spans).within(start, end), key=repr) == sorted(found, key=repr)
