"""The lexicon: which words are said in a way of their own."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.model import Pronunciation, Sound
from fullcast.words import fold
from spoken.phrases import made, untouched


@pytest.fixture(scope="module", autouse=True)
def nothing_else() -> Iterator[None]:
    with untouched():
        yield


def spoken(text: str, *lexicon: tuple[str, ...], names: tuple[str, ...] = ("Bo",)) -> str:
    """Say what is said of a text, given (word, say) and (word, say, character)."""
    entries = tuple(Pronunciation(word, say, who[0] if who else None) for word, say, *who in lexicon)
    return made(text, entries, names=frozenset(fold(name) for name in names)).text


@pytest.mark.parametrize(
    ("text", "lexicon", "expected"),
    [
        ("K9, out!", [("K9", "kay nine")], "kay nine, out!"),
        ("The K9’s K90 and k9", [("K9", "kay nine")], "The kay nine’s K90 and k9"),
        ("Tear a TEAR, tears", [("tear", "tair")], "tair a tair, tears"),
        ("Polish the polish", [("Polish", "pohlish")], "pohlish the polish"),
        ("New\nYork and New York City", [("New York", "NY"), ("New York City", "NYC")], "NY and NYC"),
        ("a b", [("a", "b"), ("b", "c")], "b c"),
        ("O’Hara and O'Hara", [("O'Hara", "oh hara")], "oh hara and oh hara"),
        ("C++ (and C)", [("C++", "see plus"), ("C", "see")], "see plus (and see)"),
        ("Dr. No", [("Dr.", "doctor")], "doctor No"),
        ("’Tis a .NET, net", [("'tis", "it is"), (".NET", "dot net")], "it is a dot net, net"),
        ("§ 7", [("§", "section")], "section 7"),
        ("naïve naive", [("naive", "x")], "naïve x"),
        ("_Siobhan_ came", [("Siobhan", "shivawn")], "_shivawn_ came"),
        (r"a\1", [("a", r"\g<0>")], r"\g<0>\1"),
        ("Nothing here", [], "Nothing here"),
    ],
)
def test_words_are_said_as_the_lexicon_says(text: str, lexicon: list[tuple[str, str]], expected: str) -> None:
    assert spoken(text, *lexicon) == expected


def test_a_character_may_say_it_otherwise() -> None:
    lexicon = [("schedule", "skedule"), ("schedule", "shedule", "ann"), ("rain", "rine", "Narrator")]
    assert spoken("Schedule rain", *lexicon) == "skedule rain"
    assert spoken("Schedule rain", *lexicon, names=("Ann Lee", "Ann")) == "shedule rain"
    assert spoken("Schedule rain", *lexicon, names=("NARRATOR",)) == "skedule rine"
    assert spoken("Schedule rain", ("rain", "x", "Ann")) == "Schedule rain"


def test_a_character_s_own_way_takes_the_place_of_everybody_s_phonemes() -> None:
    entries = (
        Pronunciation("schedule", "ˈskɛdʒuːl", alphabet="ipa"),
        Pronunciation("schedule", "shedyool", "Ann"),
    )
    assert made("Schedule", entries).sounds
    assert made("Schedule", entries, names=frozenset({"ann"})).sounds == ()


def test_an_earlier_layer_goes_before_a_later_one() -> None:
    own = (Pronunciation("Hayes", "hays"),)
    book = (Pronunciation("Hayes", "heɪz", alphabet="ipa"), Pronunciation("Falk", "fɔːk", alphabet="ipa"))
    line = made("Hayes met Falk", own, book)
    assert line.text == "hays met Falk"
    assert line.sounds == (Sound(9, 13, "fɔːk"),)


def test_phonemes_of_the_engine_go_before_those_of_all() -> None:
    entries = (
        Pronunciation("tomato", "tomahto"),
        Pronunciation("tomato", "təˈmɑːtəʊ", alphabet="ipa"),
        Pronunciation("tomato", "t@m'A:toU", alphabet="pyttsx3"),
    )
    assert made("A tomato.", entries).sounds == (Sound(2, 9, "t@m'A:toU", "pyttsx3"),)
    assert made("A tomato.", entries, engine="piper").sounds == (Sound(2, 9, "təˈmɑːtəʊ", "ipa"),)
    assert made("A tomato.", entries[2:], engine="piper").sounds == ()
    assert made("A tomato.", entries).text == "A tomahto."


def test_parts_of_words_and_patterns() -> None:
    part = (Pronunciation("ough", "uff", match="part"), Pronunciation("tough", "TUFF"))
    assert made("Rough, tough: THOUGH", part).text == "Ruff, TUFF: THuff"
    pattern = (Pronunciation(r"\bSR-(\d)(\d\d)\b", r"state road \1 \2", match="pattern"),)
    assert made("On SR-521, not SR-5.", pattern).text == "On state road 5 21, not SR-5."
    absent = (Pronunciation(r"M(r)?(s)?\.", r"mi\1\2\7", match="pattern"),)
    assert made("Mrs. and M.", absent).text == "mirs and mi"


def test_words_go_before_parts_and_parts_before_patterns() -> None:
    entries = (
        Pronunciation(r"\w+", "pattern", match="pattern"),
        Pronunciation("on", "part", match="part"),
        Pronunciation("on", "word"),
    )
    assert made("on one two", entries).text == "word parte pattern"


def test_a_large_lexicon_costs_no_more_than_its_words() -> None:
    book = tuple(Pronunciation(f"word{number}", "x") for number in range(30_000))
    text = " ".join(f"word{number}" for number in range(0, 30_000, 1000))
    before = time.perf_counter()
    assert made(text, book).text == " ".join("x" * 30)
    assert time.perf_counter() - before < 5


def test_many_words_that_begin_alike_cost_no_more() -> None:
    book = tuple(Pronunciation(f"a {number}", "x") for number in range(20_000))
    before = time.perf_counter()
    assert made("a 7 a b " * 50, book).text == "x a b " * 50
    assert time.perf_counter() - before < 5


words = st.text("abcXYZ’'éß9", min_size=1, max_size=4)


@settings(deadline=None)
@given(st.lists(words, max_size=8), st.dictionaries(words, st.sampled_from(["said", "so"]), max_size=4))
def test_words_that_are_not_in_the_lexicon_stay_as_they_are(text: list[str], lexicon: dict[str, str]) -> None:
    said = spoken(" ".join(text), *lexicon.items()).split(" ")
    plain = {word.replace("’", "'").lower() for word in lexicon}
    for word, heard_as in zip(" ".join(text).split(" "), said, strict=True):
        parts = word.replace("’", "'").lower()
        if not any(entry in parts for entry in plain):
            assert heard_as == word
