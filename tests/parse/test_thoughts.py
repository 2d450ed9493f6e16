"""What people think: in quotes with a thinking tag, in italics, and in plain text."""

from __future__ import annotations

import pytest

from fullcast.parse.thoughts import italic_thoughts, plain_thoughts, quoted_thoughts


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
