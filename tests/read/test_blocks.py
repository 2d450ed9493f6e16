"""Where chapters begin in a row of blocks, and how their text is laid out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.model import Note, Span
from fullcast.parse.paragraphs import paragraphs
from fullcast.read.blocks import Block, Mention, Section, chapter, sections, titled


def heading(text: str, level: int = 1, sort: str = "") -> Block:
    return Block("heading", text, level=level, sort=sort)


def told(text: str = "Words.") -> Block:
    return Block("paragraph", text)


def titles(*blocks: Block) -> list[str]:
    return [chapter(section, {}).title for section in sections(blocks)]


def test_headings_of_one_level_begin_chapters() -> None:
    assert titles(heading("Fog"), told(), heading("Rain"), told()) == ["Fog", "Rain"]


def test_a_title_above_the_chapters_goes_with_the_first() -> None:
    parts = sections([heading("The Book"), heading("Fog", 2), told(), heading("Rain", 2), told()])
    made = [chapter(part, {}) for part in parts]
    assert [(each.title, each.headings) for each in made] == [
        ("Fog", ("The Book", "Fog")),
        ("Rain", ("Rain",)),
    ]


def test_parts_hold_chapters_and_chapters_hold_headings() -> None:
    blocks = [
        *(heading("Part One"), heading("Chapter 1", 2), told(), heading("A letter", 3), told("Dear Ann.")),
        *(heading("Chapter 2", 2), told(), heading("Part Two"), heading("Chapter 3", 2), told()),
    ]
    made = [chapter(part, {}) for part in sections(blocks)]
    assert [each.title for each in made] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert made[0].text == "Words.\n\nA letter\n\nDear Ann."
    assert made[0].spans == (Span(8, 16, "heading"),)
    assert made[2].headings == ("Part Two", "Chapter 3")


def test_what_stands_before_the_first_heading_is_a_part_too() -> None:
    assert [len(part.blocks) for part in sections([told(), heading("One"), told(), told()])] == [1, 3]


def test_what_the_source_calls_a_part_begins_one() -> None:
    blocks = [Block("paragraph", "For Ann.", sort="dedication"), heading("One"), told()]
    assert [part.sort for part in sections(blocks)] == ["dedication", ""]


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        (("Chapter IV", "The Yard"), "Chapter IV: The Yard"),
        (("4.", "The Yard"), "4: The Yard"),
        (("Part One", "Chapter 1"), "Chapter 1"),
        (("Part One",), "Part One"),
        (("The Yard", "A Tale"), "A Tale"),
        ((), ""),
    ],
)
def test_titles(headings: tuple[str, ...], title: str) -> None:
    assert titled(headings) == title


def test_notes_and_spans_stand_where_their_words_come_to_stand() -> None:
    one = Block("paragraph", "Abc rose.", (Span(4, 8, "italic"),), (Mention(9, "n1"), Mention(2, "lost")))
    two = Block("quote", "Quoted.", (), (Mention(7, "n2"),))
    made = chapter(
        Section((told("Zero."), one, Block("break", ""), two)), {"n1": "A note.", "n2": "Another."}
    )
    assert made.text == "Zero.\n\nAbc rose.\n\n* * *\n\nQuoted."
    assert [(s.kind, made.text[s.start : s.end]) for s in made.spans] == [
        ("italic", "rose"),
        ("quote", "Quoted."),
    ]
    assert made.notes == (Note(16, "A note."), Note(len(made.text), "Another."))


def test_a_note_on_a_heading_is_not_lost() -> None:
    noted = Block("heading", "One", (), (Mention(3, "n"),), level=1)
    assert chapter(Section((noted, told())), {"n": "On fog."}).notes == (Note(0, "On fog."),)


def test_a_section_of_headings_alone_still_says_them() -> None:
    made = chapter(Section((heading("Part One"), heading("The End"))), {})
    assert (made.headings, made.text) == (("Part One",), "The End")
    alone = chapter(Section((heading("Finis"),)), {})
    assert (alone.headings, alone.text) == (("Finis",), "")


LINES = st.text(alphabet="ab “”—.", min_size=1, max_size=20).filter(lambda text: text.strip() != "")


@given(st.lists(st.tuples(st.sampled_from(["paragraph", "quote", "item", "verse"]), LINES), max_size=8))
def test_the_parser_finds_the_same_paragraphs_again(parts: list[tuple[str, str]]) -> None:
    made = chapter(Section(tuple(Block(kind, text.strip()) for kind, text in parts)), {})  # type: ignore[arg-type]
    found = [made.text[p.start : p.end] for p in paragraphs(made.text) if not p.is_break]
    wordy = [text.strip() for _, text in parts if any(letter in "ab" for letter in text)]
    assert [text for text in found if any(letter in "ab" for letter in text)] == wordy
