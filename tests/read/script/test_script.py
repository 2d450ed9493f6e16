"""The play script: what it says, what is refused with its line, and the round trip from tagged prose."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.errors import InputError
from fullcast.model import Book, Chapter, Character, Kind, Mark, Tagged, Utterance
from fullcast.parse import phrases, tag
from fullcast.read import book, from_bytes, write_script

SCRIPT = Path("yard.script")
ROOT = Path(__file__).parents[3]


def read(text: str) -> Book:
    """Read a script from its text."""
    return from_bytes(text.encode(), SCRIPT)


def lines(made: Tagged) -> list[tuple[Kind, str | None, str | None, str]]:
    """Return what matters of every utterance with words."""
    return [
        (u.kind, u.speaker, u.delivery, " ".join(u.text.split()))
        for found in made.chapters
        for u in found
        if u.rule != "scene-break"
    ]


def test_a_script_says_who_how_and_what() -> None:
    made = read(
        "---\ntitle: Night\nauthor: A. Quill\n---\n# The Yard\n\nNARRATOR: The call came in.\n// a comment\n"
        "DISPATCHER (radio): Unit 12?\n[beat 1.2s]\nHAYES (radio, whispered): Here,\n  in the yard.\n\n[scene]\nUNKNOWN: Who?\n"
    )
    assert (made.title, made.creator) == ("Night", "A. Quill")
    (chapter,) = made.chapters
    assert chapter.headings == ("The Yard",)
    assert lines(tag(made)) == [
        (Kind.NARRATION, None, None, "The call came in."),
        (Kind.RADIO, "dispatcher", None, "Unit 12?"),
        (Kind.RADIO, "Hayes", "whispered", "Here, in the yard."),
        (Kind.DIALOGUE, None, None, "Who?"),
    ]
    assert [(m.kind, m.seconds) for m in chapter.marks] == [("beat", 1.2), ("scene", None)]
    rests = [[(r.reason, r.ms) for r in p.pauses] for p in phrases(chapter, chapter.utterances or ())]
    assert [("beat", 1200)] in rests
    assert [("scene", None)] in rests


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# A\nHello there\n", 2, "who says"),
        ("# A\nNARRATOR: Hi.\n[beet]\n", 3, "no direction"),
        ("# A\nNARRATOR: Hi.\n[beat 99 years]\n", 3, "cannot last"),
        ("# A\nNARRATOR: Hi.\n[sound]\n", 3, "names no file"),
        ("# A\nBEN (softly, raido): Hi.\n", 2, "did you mean radio"),
        ("# A\nBEN (whisperd): Hi.\n", 2, "did you mean whispered"),
        ("# A\nBEN (radio, phone): Hi.\n", 2, "two of a kind"),
        ("# A\nBEN: Hi.\n[scene nonsense]\n", 3, "no direction"),
        ("# A\nBEN: a\x0bb\x0cc.\nwrong\n", 3, "who says"),
        ("# A\nBEN: Hi.\n\n# B\n", 4, "has no line"),
        ("---\ntitle: A\ntitle: B\n---\nBEN: Hi.\n", 3, "twice"),
        ("---\ncast:\n  Ben: mael\n---\nBEN: Hi.\n", 3, "did you mean male"),
        ("---\ntitle: A\nNARRATOR: Hi.\n", 3, "front matter"),
        ("---\ntitel: A\n---\nNARRATOR: Hi.\n", 2, "did you mean title"),
    ],
)
def test_refused_with_file_and_line(text: str, line: int, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(text)
    assert f"yard.script:{line}" in str(error.value)
    assert said in str(error.value)


def test_a_script_without_a_line_is_refused() -> None:
    with pytest.raises(InputError, match="anybody"):
        read("// nothing yet\n")
    with pytest.raises(InputError, match="no line"):
        read("# A\n\n// nothing yet\n")


@pytest.mark.parametrize("name", ["two-miles-of-fog.txt", "night-shift.script"])
def test_a_tagged_story_reads_back_the_same(name: str) -> None:
    made = tag(book(ROOT / "script" / name))
    again = tag(from_bytes(write_script(made).encode(), SCRIPT))
    assert lines(again) == lines(made)
    assert again.book.title == made.book.title
    assert again.characters == made.characters
    assert [c.headings for c in again.book.chapters] == [c.headings for c in made.book.chapters]
    assert [c.title for c in again.book.chapters] == [c.title for c in made.book.chapters]
    scenes = [[m.kind for m in c.marks] for c in made.book.chapters]
    assert [[m.kind for m in c.marks] for c in again.book.chapters] == scenes


def test_titles_in_a_row_are_all_spoken() -> None:
    made = read(
        "## The Long Road\n## by Ann Lee\n# Part One\n# Chapter 1\nNARRATOR: Hi.\n\n#! Two\nNARRATOR: Ho.\n"
    )
    assert [(c.title, c.headings) for c in made.chapters] == [
        ("Chapter 1", ("The Long Road", "by Ann Lee", "Part One", "Chapter 1")),
        ("Two", ()),
    ]


def test_an_indented_line_goes_on_with_the_label_above_it() -> None:
    made = read("NARRATOR: It read\n  WARNING: keep out.\nHAYES (softly):\n  Hello there,\n  old friend.\n")
    assert [(k, s, d, t) for k, s, d, t in lines(tag(made))] == [
        (Kind.NARRATION, None, None, "It read WARNING: keep out."),
        (Kind.DIALOGUE, "Hayes", "softly", "Hello there, old friend."),
    ]


def test_the_cast_of_the_front_matter_holds() -> None:
    made = tag(read("---\ncast:\n  captain: female, unnamed; the skipper\n---\nCAPTAIN: Hi.\n"))
    assert made.characters == (Character("captain", "female", ("the skipper",), named=False),)


_SPEAKERS = st.sampled_from(
    [None, "Hayes", "Michael Hayes", "dispatcher", "harbour master", "McLeod", "voice 1", "Ada O’Neil"]
)
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).map(
    lambda t: " ".join(t.split())
)
_LINE = st.tuples(
    st.sampled_from(Kind), _SPEAKERS, st.sampled_from([None, "whispered", "softly"]), _TEXT, st.booleans()
)


@given(st.lists(_LINE.filter(lambda line: bool(line[3])), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_any_tagged_text_reads_back_the_same(
    drawn: list[tuple[Kind, str | None, str | None, str, bool]],
) -> None:
    found: list[Utterance] = []
    at = 0
    for kind, speaker, delivery, text, paragraph in drawn:
        who = None if kind is Kind.NARRATION else speaker
        spaced = text + ("\n\n" if paragraph else " ")
        found.append(Utterance(at, at + len(spaced), spaced, kind, who, delivery, 1.0, "given"))
        at += len(spaced)
    chapter = Chapter(
        1, "One", "".join(u.text for u in found), utterances=tuple(found), marks=(Mark(at + 1, "beat", 0.5),)
    )
    made = Tagged(Book("T", None, "en", (chapter,)), (tuple(found),), ())
    again = tag(from_bytes((write_script(made) + "\n// words\n").encode(), SCRIPT))
    assert lines(again) == lines(made)
