"""Phrases and the rests after them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.model import DELIVERIES, Book, Chapter, Pause, Phrase, Span
from fullcast.parse import phrases, tag
from fullcast.parse.beats import LONGEST, SEAM
from fullcast.parse.lexicon import DELIVERY_WORDS
from fullcast.words import WORD


def read(text: str) -> list[tuple[str, list[str]]]:
    """Return phrases and the reasons of the rests after them."""
    return [(p.text.strip(), [pause.reason for pause in p.pauses]) for p in _phrases(text)]


def _phrases(text: str) -> list[Phrase]:
    tagged = tag(Book("t", None, "en", (Chapter(1, "t", text),)))
    return list(phrases(tagged.book.chapters[0], tagged.chapters[0]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He ran. She waited.", [("He ran.", ["sentence"]), ("She waited.", [])]),
        (
            "Mr. Falk met Dr. Lee at 3 p.m. on St. John St. again.",
            [("Mr. Falk met Dr. Lee at 3 p.m. on St. John St. again.", [])],
        ),
        (
            "Every. Single. Time.",
            [("Every.", ["beat_short"]), ("Single.", ["beat_short"]), ("Time.", [])],
        ),
        ("The only thing… was his dog.", [("The only thing…", ["ellipsis"]), ("was his dog.", [])]),
        (
            "He could have called it in and waited.\n\nCould have.\n\nDidn’t.\n\nBecause some part of him still had to.",
            [
                ("He could have called it in and waited.", ["paragraph"]),
                ("Could have.", ["beat_short"]),
                ("Didn’t.", ["beat"]),
                ("Because some part of him still had to.", []),
            ],
        ),
        (
            "“No,” said Ann Poe, “not yet.” She sat down on the wet and slippery stone.",
            [
                ("“No,”", ["tag"]),
                ("said Ann Poe,", ["tag"]),
                ("“not yet.”", ["to_narration"]),
                ("She sat down on the wet and slippery stone.", []),
            ],
        ),
        (
            "“Last seen on the tracks—”\n\nNo one knew whether it was true.",
            [("“Last seen on the tracks—”", ["cut_off"]), ("No one knew whether it was true.", [])],
        ),
        (
            "The rain went on all night long.\n\n* * *\n\nIn the morning it had stopped.",
            [("The rain went on all night long.", ["scene"]), ("In the morning it had stopped.", [])],
        ),
        (
            "“Yes?” said Ann Poe.\n\n“…”\n\n“Well?”",
            [("“Yes?”", ["tag"]), ("said Ann Poe.", ["to_dialogue", "beat_long"]), ("“Well?”", [])],
        ),
    ],
)
def test_rests(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert read(text) == expected


def test_a_tag_is_no_beat() -> None:
    found = read("“Let me try him,” he said.\n\nThey called the dog Rex, which is Latin for a king.")
    assert found[1] == ("he said.", ["paragraph"])


def test_a_radio_line_is_keyed_and_released() -> None:
    found = read("The radio crackled.\n\n“All units, stand by.”\n\nNobody in the car said a word about it.")
    assert found[0][1] == ["to_dialogue", "radio_before"]
    assert found[1][1] == ["to_narration", "radio_after"]


def test_a_turn_rests_longer_than_a_sentence_of_the_same_speaker() -> None:
    found = read("“Go,” said Ann Poe.\n\n“I said no. I meant it.”\n\n“Why?”")
    assert [reasons for _, reasons in found] == [["tag"], ["to_dialogue"], ["sentence"], ["turn"], []]


def test_no_phrase_is_longer_than_a_breath() -> None:
    text = "and then another word, " * 400 + "x" * 5000
    found = _phrases(text)
    assert max(len(p.text) for p in found) <= LONGEST
    assert "".join(p.text for p in found) == text


def test_every_delivery_has_words_that_ask_for_it() -> None:
    assert set(DELIVERY_WORDS) == set(DELIVERIES)


def test_the_last_phrase_of_an_utterance_says_so() -> None:
    found = _phrases("One two three. Four five six. “Seven.”")
    assert [p.last for p in found] == [False, True, True]


# --- what a source's spans ask for ------------------------------------------------------------------------


def laid(text: str, *spans: Span, foreign: bool = False) -> list[tuple[str, list[Pause]]]:
    tagged = tag(Book("t", None, "en", (Chapter(1, "t", text, spans=spans),)))
    found = list(phrases(tagged.book.chapters[0], tagged.chapters[0], foreign=foreign))
    assert "".join(phrase.text for phrase in found) == text
    return [(phrase.text.strip(), list(phrase.pauses)) for phrase in found]


def reasons(text: str, *spans: Span) -> list[str]:
    return [pause.reason for _, pauses in laid(text, *spans) for pause in pauses]


def over(text: str, part: str, kind: str, value: str = "") -> Span:
    return Span(text.index(part), text.index(part) + len(part), kind, value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("It was fait accompli by now.", "fait accompli", ["It was", "fait accompli", "by now."]),
        ("It was (fait accompli) by now.", "fait accompli", ["It was", "(fait accompli)", "by now."]),
        ("It was l’amour fou by now.", "amour fou", ["It was l’amour fou", "by now."]),
        ("One café’s worth.", "café", ["One", "café’s worth."]),
        ("Bonjour.", "Bonjour.", ["Bonjour."]),
    ],
)
def test_a_foreign_passage_is_a_phrase_of_its_own(text: str, part: str, expected: list[str]) -> None:
    span = over(text, part, "language", "fr")
    assert [said for said, _ in laid(text, span, foreign=True)] == expected
    assert [said for said, _ in laid(text, span)] == [text]


def test_a_foreign_passage_has_hardly_a_rest_beside_it() -> None:
    text = "It was fait accompli, by now. Enfin! So it was."
    spans = (over(text, "fait accompli", "language", "fr"), over(text, "Enfin!", "language", "fr"))
    assert [pauses for _, pauses in laid(text, *spans, foreign=True)] == [
        [Pause("clause", SEAM)],
        [Pause("clause")],
        [Pause("sentence")],
        [Pause("sentence")],
        [],
    ]


def test_what_a_source_has_said_as_one_is_not_cut() -> None:
    text = "They sang Help! Help me out. It was cold."
    assert len(laid(text)) == 3
    whole = over(text, "Help! Help me", "alias", "an old song")
    assert [said for said, _ in laid(text, whole)] == ["They sang Help! Help me out.", "It was cold."]


def test_a_sign_that_has_something_said_for_it_is_a_phrase() -> None:
    text = "It was the one.\n\n〃\n\nIt was the other."
    assert len(laid("It was the one.\n\n〃\n\nIt was the other.", over(text, "〃", "alias", "the same"))) == 3


def test_a_heading_inside_a_chapter_rests_like_a_title() -> None:
    text = "It went on for a very long time.\n\nThe second day\n\nNothing happened at all that day.\n\nNothing else either, as it was."
    heading = over(text, "The second day", "heading")
    assert reasons(text, heading) == ["paragraph", "title", "paragraph"]


def test_lines_of_verse_rest_shortly_and_stanzas_like_paragraphs() -> None:
    one, two = (
        "The sea is calm tonight\nThe tide is full,\nthe moon lies fair.",
        "Come to the window\nsweet is the night-air",
    )
    text = f"{one}\n\n{two}"
    assert reasons(text, over(text, one, "verse"), over(text, two, "verse")) == [
        "clause",
        "clause",
        "paragraph",
        "clause",
    ]
    assert [said for said, _ in laid(text, over(text, one, "verse"), over(text, two, "verse"))] == text.split(
        "\n\n"
    )[0].split("\n") + two.split("\n")


def test_items_and_rows_rest_like_sentences() -> None:
    text = "What she had bought that day:\n\nOne loaf of bread from the shop\n\nTwo eggs from the farm\n\nThen she went back home."
    items = (
        over(text, "One loaf of bread from the shop", "item"),
        over(text, "Two eggs from the farm", "item"),
    )
    assert reasons(text, *items) == ["paragraph", "sentence", "paragraph"]
    rows = tuple(Span(item.start, item.end, "row") for item in items)
    assert reasons(text, *rows) == ["paragraph", "sentence", "paragraph"]


kinds = st.sampled_from(
    ["heading", "verse", "item", "row", "language", "alias", "phonemes", "italic", "quote"]
)
spans = st.lists(
    st.builds(lambda a, n, kind: Span(a, a + n, kind, "x"), st.integers(0, 60), st.integers(0, 30), kinds)
)


@settings(deadline=None)
@given(st.text("ab .,’“”—(\n", min_size=1, max_size=60), spans)
def test_whatever_the_spans_every_word_is_in_one_phrase(text: str, given_spans: list[Span]) -> None:
    tagged = tag(Book("t", None, "en", (Chapter(1, "t", text, spans=tuple(given_spans)),)))
    at = 0
    for phrase in phrases(tagged.book.chapters[0], tagged.chapters[0], foreign=True):
        assert phrase.start >= at and not WORD.search(text, at, phrase.start)
        assert phrase.text == text[phrase.start : phrase.end]
        at = phrase.end
    assert not WORD.search(text, at)


@pytest.mark.parametrize(
    "text",
    ["He said that night had come.", "He said that. Night had come.", "He said that\n\nNight had come."],
)
def test_a_rest_that_the_source_asks_for(text: str) -> None:
    chapter = Chapter(1, "One", text, spans=(Span(11, 12, "beat", "1.5"),))
    (said,) = tag(Book("T", None, "en", (chapter,))).chapters
    one, *_ = phrases(chapter, said)
    assert one.text.strip().rstrip(".") == "He said that"
    assert one.pauses == (Pause("beat", 1500),)
