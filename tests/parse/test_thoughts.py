"""What people think: in quotes with a thinking tag, in italics, and in plain text."""

from __future__ import annotations

import pytest

from fullcast.model import Book, Chapter, Kind, Span
from fullcast.parse import tag
from fullcast.parse.thoughts import italic_thoughts, plain_thoughts, quoted_thoughts, slanted


def _plain(text: str) -> list[str]:
    return [text[t.start : t.end] for t in plain_thoughts(text, 0, len(text))]


def _italic(text: str, *, written: bool = False) -> list[str]:
    return [text[t.start : t.end] for t in italic_thoughts(text, 0, len(text), written=written)]


def _quoted(text: str) -> list[bool]:
    marks = [i for i, ch in enumerate(text) if ch in "“”"]
    return quoted_thoughts(
        text, 0, len(text), [(a, b + 1) for a, b in zip(marks[::2], marks[1::2], strict=True)]
    )


@pytest.mark.parametrize(
    ("text", "thoughts"),
    [
        ("It can’t be the fish, I thought.", ["It can’t be the fish,"]),
        ("He knows, thought Mr. Bunting. He knows it all.", ["He knows,", "He knows it all."]),
        (
            "Dear God, she prayed, let him not come up. The stair creaked.",
            ["Dear God,", "let him not come up."],
        ),
        ("She looked up and thought: Not today.", ["Not today."]),
        ("It was, she thought, exactly the kind of thing he did.", []),
        ("He thought about it. She thought that he had gone.", []),
        ("Most of the good folks, not knowing her, thought she was foolish.", []),
        ("What was he doing now, she wondered, as she shut the door.", []),
        ("Of the lady, individually, Emma thought very little.", []),
    ],
)
def test_plain_thoughts_are_told_from_what_the_narrator_reports(text: str, thoughts: list[str]) -> None:
    assert _plain(text) == thoughts


@pytest.mark.parametrize(
    ("text", "thoughts"),
    [
        ("_Too late,_ she thought, _and too far._", ["_Too late,_", "_and too far._"]),
        ("She _did_ think it odd.", []),
        ("“_What?_”", []),
        ("A note said: _Gone to lunch._", []),
        ("_Abide with me,_ they sang.", []),
        ("_My dear Hester, I am in Lisbon._", []),
        ("She sat down. _He knows everything._", ["_He knows everything._"]),
        ("She sat down with _The Evening Star._", []),
    ],
)
def test_italics_are_thoughts_only_where_a_mind_speaks(text: str, thoughts: list[str]) -> None:
    assert _italic(text) == thoughts


def test_italics_after_an_announced_letter_are_written() -> None:
    assert _italic("_Running late. Order soup._", written=True) == []
    assert _italic("_Running late. Order soup._") == ["_Running late. Order soup._"]


@pytest.mark.parametrize(
    ("text", "thoughts"),
    [
        ("“How odd,” she thought, “how very odd.”", [True, True]),
        ("“Is this,” thought Elizabeth, “meant for me?” and she blushed.", [True, True]),
        (
            "Alice thought to herself, “I wonder.” She heard the Rabbit say, “A barrowful will do.”",
            [True, False],
        ),
        ("“Now or never,” he thought. So he said boldly, “Yes.”", [True, False]),
        ("“Yes.” She thought for a while. “No.”", [False, False]),
        ("“I thought so,” said Bea.", [False]),
        ("“Is it?” Cope thought it was.", [False]),
    ],
)
def test_a_tag_makes_a_quote_a_thought(text: str, thoughts: list[bool]) -> None:
    assert _quoted(text) == thoughts


# --- italics by spans ---------------------------------------------------------------------------------


def unmarked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Take the marks out of a text, and give what they enclosed as spans."""
    parts = marked.split("_")
    spans, at = [], 0
    for number, part in enumerate(parts):
        if number % 2:
            spans.append(Span(at, at + len(part), "italic"))
        at += len(part)
    return "".join(parts), tuple(spans)


@pytest.mark.parametrize(
    "text",
    [
        "_Too late,_ she thought, _and too far._",
        "She _did_ think it odd.",
        "“_What?_”",
        "A note said: _Gone to lunch._",
        "_Abide with me,_ they sang.",
        "_My dear Hester, I am in Lisbon._",
        "She sat down. _He knows everything._",
        "She sat down with _The Evening Star._",
        "_He knows everything. I must go._",
    ],
)
@pytest.mark.parametrize("written", [False, True])
def test_italics_of_a_source_count_like_marks(text: str, *, written: bool) -> None:
    plain, spans = unmarked(text)
    found = italic_thoughts(plain, 0, len(plain), written=written, slanted=slanted(spans))
    assert [plain[t.start : t.end] for t in found] == [
        thought.strip("_") for thought in _italic(text, written=written)
    ]


def test_the_mark_that_ends_a_sentence_may_stand_outside_its_italics() -> None:
    text, spans = unmarked("She sat down. _He knows everything_. She rose.")
    (found,) = italic_thoughts(text, 0, len(text), written=False, slanted=slanted(spans))
    assert text[found.start : found.end] == "He knows everything."


def thoughts_of(marked: str, *more: Span) -> list[str]:
    text, spans = unmarked(marked)
    chapter = Chapter(1, "t", text, spans=(*spans, *more))
    return [
        u.text.strip() for u in tag(Book("t", None, "en", (chapter,))).chapters[0] if u.kind is Kind.THOUGHT
    ]


def test_a_chapter_with_italics_by_spans_has_its_thoughts() -> None:
    assert thoughts_of("Ann Poe sat down.\n\n_He knows everything._\n\nShe rose again.") == [
        "He knows everything."
    ]


def test_a_letter_in_italics_after_it_is_announced_is_no_thought() -> None:
    letter = (
        "She opened the letter and read it:\n\n_Dear Ann, come home._\n\n_We miss you so much._\n\nShe wept."
    )
    assert thoughts_of(letter) == []
    assert thoughts_of(
        letter.replace("She opened the letter and read it:", "It rained.").replace("Dear Ann, c", "C")
    )


def test_a_heading_or_a_quotation_in_italics_is_no_thought() -> None:
    marked = "It rained on the town.\n\n_He knows everything._\n\nShe rose."
    at = marked.index("_")
    assert thoughts_of(marked)
    for kind in ("heading", "quote", "verse", "figure"):
        assert thoughts_of(marked, Span(at, at + 20, kind)) == []
