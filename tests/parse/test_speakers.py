"""Whole small texts: who speaks, how sure that is, why, and what hostile ones cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.model import Book, Chapter, Kind, Role
from fullcast.parse import explain, tag
from fullcast.parse.speakers.weights import weights

MEETING = """\
Anna Reed opened the door. Tom Birch stood on the step with a parcel under his arm.

“You’re early,” said Anna.

“The train was early,” said Tom Birch. “Is your brother in?”

“He’s asleep.”

“Then wake him.”

“You wake him.”

Tom put the parcel down. He looked at the stairs.

“I’d rather not,” he said.
"""


def _book(text: str) -> Book:
    return Book("A story", None, "en", (Chapter(1, "One", text),))


def _said(text: str, roles: dict[str, Role] | None = None) -> list[tuple[str, str | None]]:
    (chapter,) = tag(_book(text), roles).chapters
    return [(u.text.strip(), u.speaker) for u in chapter if u.kind is not Kind.NARRATION]


def test_turns_are_followed_from_tag_to_tag() -> None:
    assert [who for _, who in _said(MEETING)] == [
        "Anna Reed", "Tom Birch", "Tom Birch", "Anna Reed", "Tom Birch", "Anna Reed", "Tom Birch",
    ]  # fmt: skip


def test_a_listeners_names_are_the_characters() -> None:
    said = _said(
        MEETING, {"Nan": Role(aliases=("Anna Reed", "Anna")), "Mr. B": Role(aliases=("Tom Birch", "Tom"))}
    )
    assert {who for _, who in said} == {"Nan", "Mr. B"}


def test_a_tag_is_surer_than_a_turn() -> None:
    (chapter,) = tag(_book(MEETING)).chapters
    sure = {u.text.strip(): u.confidence for u in chapter}
    assert sure["“You’re early,”"] > sure["“Then wake him.”"]
    assert sure["“You’re early,”"] > 0.9


def test_why_tells_the_speaker_first_and_clues_that_add_up() -> None:
    book = _book(MEETING)
    (chapter,) = tag(book).chapters
    line = next(u for u in chapter if u.text.startswith("“I’d rather"))
    told = explain(book, None, 0, line.start)
    assert told[0].name == line.speaker == "Tom Birch"
    for reason in told:
        assert reason.score == pytest.approx(sum(worth for _, worth in reason.clues), abs=0.01)
        assert all(abs(a[1]) >= abs(b[1]) for a, b in zip(reason.clues, reason.clues[1:], strict=False))
    assert any(clue == "tag he/she sure fits" for clue, _ in told[0].clues)


def test_every_clue_of_a_story_is_one_the_table_may_hold() -> None:
    known = {clue for own in weights().by_form.values() for clue in own}
    book = _book(MEETING)
    (chapter,) = tag(book).chapters
    told = [
        c
        for u in chapter
        if u.kind is not Kind.NARRATION
        for r in explain(book, None, 0, u.start)
        for c, _ in r.clues
    ]
    assert told
    assert set(told) <= known


def test_brother_and_sister_stay_two() -> None:
    text = (
        "Mary Hale and John Hale sat by the fire. Mary Hale was sewing. John Hale read the paper.\n\n"
        "“It is late,” said Mary.\n\n“It is,” said John.\n\n“Then come to bed,” said Miss Hale.\n"
    )
    who = dict(_said(text))
    assert who["“It is late,”"] != who["“It is,”"]
    assert who["“Then come to bed,”"] == who["“It is late,”"]


def test_the_one_who_tells_the_story_has_the_name_others_call() -> None:
    exchange = "“Where were you, Jack?” said Ellen Moor.\n\n“I was out,” I said. I sat down. I was tired.\n\n"
    who = [
        name for _, name in _said("I came home late. I had walked far, and I was cold.\n\n" + exchange * 5)
    ]
    assert set(who) == {"Ellen Moor", "Jack"}
    assert who[:2] == ["Ellen Moor", "Jack"]


@given(
    st.permutations(["“Yes,” said Ann.", "“No,” said Ben.", "“So?” she said.", "Ann sat. “Go.”", "“Why?”"])
)
@settings(max_examples=40, deadline=None)
def test_no_order_of_lines_is_too_odd(lines: list[str]) -> None:
    (chapter,) = tag(_book("\n\n".join(lines))).chapters
    for u in chapter:
        assert 0.0 <= u.confidence <= 1.0
        assert u.kind is Kind.NARRATION or u.speaker in {"Ann", "Ben", None}


@pytest.mark.parametrize(
    "piece",
    [
        "“Yes,” said Ann. ",
        "Ann ",
        "the old man ",
        "Mr. ",
        "“Ann, Ann, Ann,” ",
        "said ",
        "she ",
        "“a” ",
        "Mary Ann Hale and Mr. ",
        "O’",
    ],
)
def test_a_long_line_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * (120_000 // len(piece))
    started = time.process_time()
    tag(_book(text))
    assert time.process_time() - started < 6.0  # a megabyte of ordinary prose takes about three
