"""Phrases and the rests after them."""

from __future__ import annotations

import pytest

from fullcast.model import DELIVERIES, Book, Chapter, Phrase
from fullcast.parse import phrases, tag
from fullcast.parse.beats import LONGEST
from fullcast.parse.lexicon import DELIVERY_WORDS


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
