"""What stands in a plain text and is said otherwise, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.read.text.spans import spanned


def marked(text: str) -> list[tuple[str, str, str]]:
    return [(span.kind, text[span.start : span.end], span.value) for span in spanned(text, 0, len(text))]


def test_illustrations() -> None:
    assert marked("Dark.\n\n[Illustration: The gate\nat night.]\n\nLight.\n\n[Illustration]\n") == [
        ("figure", "[Illustration: The gate\nat night.]", ""),
        ("alias", "[Illustration: ", ""),
        ("alias", "[Illustration]", ""),
    ]


def test_footnotes_where_they_stand() -> None:
    assert marked("Dark.[1] Light.[A]\n\n[Footnote 1: Not [very] dark.]\n\n[Footnote A: No.]\n") == [
        ("alias", "[1]", ""),
        ("alias", "[A]", ""),
        ("note", "[Footnote 1: Not [very] dark.]", ""),
        ("alias", "[Footnote 1: ", ""),
        ("note", "[Footnote A: No.]", ""),
        ("alias", "[Footnote A: ", ""),
    ]


def test_a_paragraph_that_begins_with_a_mark_met_before_is_its_note() -> None:
    assert marked("Dark.[1]\n\n[1] Not very\ndark.\n\nLight.") == [
        ("alias", "[1]", ""),
        ("note", "[1] Not very\ndark.", ""),
        ("alias", "[1]", ""),
    ]


@pytest.mark.parametrize(
    "text", ["[I] was there.", "He [the dog] slept.", "a[i] = b", "[Note that it was dark.]"]
)
def test_other_brackets_are_text(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize("page", ["[Pg 12]", "[Page xii]", "{12}", "{Pg 3}", "[Transcriber's Note: typos.]"])
def test_page_numbers_and_transcribers_are_not_said(page: str) -> None:
    assert marked(f"It was {page}dark.") == [("alias", page, "")]


def test_words_cut_at_a_lines_end() -> None:
    text = "Some-\nthing was in the rabbit-\nhole. Something, a rabbit-hole. Infor-\nmation of a well-\nknown well, known."
    assert [value for _, _, value in marked(text)] == [
        "Something",
        "rabbit-hole",
        "Information",
        "well-known",
    ]
    assert marked("soft\u00ad\nly") == [("alias", "soft\u00ad\nly", "softly")]
    assert marked("He went--\nand came -\nand left") == []


def test_verse_and_block_quotes() -> None:
    verse = "  Then wear the gold hat,\n    If that will move her;"
    quote = "    it was a long letter which he wrote to her that night, and\n" * 3 + "    it was late."
    text = f"He sang to the people of the\ntown:\n\n{verse}\n\nHe wrote:\n\n{quote}\n\n  Well, a paragraph that\nstands in."
    assert marked(text) == [("verse", verse.strip(), ""), ("quote", quote.strip(), "")]


def test_page_numbers_and_running_heads_of_scans() -> None:
    pages = "".join(f"he went on and on and\n\n{n}\n\nTHE YARD\n\n" for n in range(7, 30))
    made = marked(f"Then {pages} he stopped.")
    assert made[:3] == [("alias", "7", ""), ("alias", "THE YARD", ""), ("alias", "8", "")]
    assert len(made) == 46


def test_numbers_of_sections_are_said() -> None:
    assert marked("".join(f"{n}\n\nIt was dark.\n\n" for n in range(1, 30))) == []


@given(st.text(alphabet="ab [](){}-\n1Footnote:IllustrationPg", max_size=80))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    spans = spanned(text, 0, len(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert list(spans) == sorted(spans, key=lambda span: (span.start, -span.end))
