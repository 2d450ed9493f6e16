"""PDFs of every sort, from file to Book: what a listener hears, and what is refused."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fullcast.errors import FullcastError, InputError
from fullcast.model import Book, Chapter
from fullcast.read import from_bytes
from fullcast.read.pdf import pdfium
from read.pdf.writer import Pdf, Setter, at

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pypdfium2") is None, reason="pypdfium2 is not installed"
)

FOG = (
    "The fog had come in the night and lay upon the harbour like a lid upon a kettle, and nobody who had business "
    "there could say where the water ended and the quay began."
)
KEEPER = (
    "“You will not find her there,” said the well-known keeper, who had watched the lighthouse for thirty years. "
    "“She went away before the lamps were lit, and took the remarkable instrument with her.”"
)
ANSWER = "“Then I shall wait.”"
LAST = (
    "And he waited, with the instrument of his patience, which was remarkable, until somebody at the lighthouse "
    "put out the lamp and the harbour was dark."
)
STORY = (FOG, KEEPER, ANSWER, LAST)


def read(data: bytes, name: str = "a-tale.pdf") -> Book:
    return from_bytes(data, Path(name))


def paragraphs(chapter: Chapter) -> list[str]:
    return chapter.text.split("\n\n")


def told(setter: Setter, chapters: int = 2, rounds: int = 5) -> bytes:
    """Set a story of some chapters, each some pages long."""
    for number in range(1, chapters + 1):
        setter.heading(f"Chapter {number}")
        for i in range(rounds):
            for paragraph in STORY:
                setter.paragraph(paragraph, first=i == 0 and paragraph is FOG)
    return Pdf(setter.pages, info={"Title": "The Keeper", "Author": "A. Writer"}, language="en-GB").data()


def refused(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.path == Path("a-tale.pdf")
    assert caught.value.hint
    return caught.value


# --- a novel --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "setter",
    [
        Setter(head="THE KEEPER", lines=20),
        Setter(head="THE KEEPER", lines=20, justified=False),
        Setter(lines=20, foot=False, hyphens=False),
        Setter(head="THE KEEPER", lines=20, indent=0, gap=9),
        Setter(lines=20, indent=0, gap=9, justified=False, left=70, head="THE KEEPER"),
    ],
    ids=["indents", "ragged", "bare", "gaps", "ragged gaps"],
)
def test_a_novel_reads_as_it_was_written(setter: Setter) -> None:
    book = read(told(setter))
    assert [chapter.title for chapter in book.chapters] == ["Chapter 1", "Chapter 2"]
    for chapter in book.chapters:
        assert paragraphs(chapter) == list(STORY) * 5
    assert book.notices == ()


@dataclass
class Scan(Setter):
    """Sets words one by one, in sizes and places that waver as those of OCR do."""

    chance: random.Random = field(default_factory=lambda: random.Random(3))

    def line(
        self, text: str, x: float = 0, size: float | None = None, font: str = "F1", spread: float = 0
    ) -> None:
        """Set a line."""
        size = size or self.size
        guess = size * self.chance.uniform(0.86, 1.1)
        x += self.chance.uniform(-1.2, 1.2)
        super().line("", 0)
        y = self.y + self.leading + self.chance.uniform(-0.7, 0.7)
        for i, word in enumerate(words := text.split(" ")):
            before = sum(len(each) + 1 for each in words[:i])
            self.pages[-1] += f"BT 3 Tr {100 * size / guess:.2f} Tz ET\n"
            self.pages[-1] += at(self.left + x + before * 0.6 * size + i * spread, y, word, guess)


@pytest.mark.parametrize(
    "setter",
    [Scan(head="THE KEEPER", lines=25), Scan(lines=25, indent=0, gap=9), Scan(lines=25, justified=False)],
    ids=["indents", "gaps", "ragged"],
)
def test_a_scan_with_ocr_reads_as_it_was_written(setter: Scan) -> None:
    book = read(told(setter, chapters=3))
    assert [chapter.title for chapter in book.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert [paragraphs(chapter) for chapter in book.chapters] == [list(STORY) * 5] * 3


def test_the_file_says_title_author_and_language() -> None:
    book = read(told(Setter()))
    assert (book.title, book.creator, book.language) == ("The Keeper", "A. Writer", "en-GB")
    assert book.metadata.authors == ("A. Writer",)


def test_a_title_that_a_program_made_up_is_none() -> None:
    made = Pdf(
        [at(50, 500, "Hello there.")],
        info={"Title": "Microsoft Word - draft3.doc", "CreationDate": "D:20240131120000Z"},
    )
    book = read(made.data())
    assert book.title == "A Tale"
    assert book.metadata.date == "2024-01-31"


def test_the_largest_heading_at_the_beginning_is_the_title() -> None:
    setter = Setter()
    setter.heading("The Keeper's Lamp", 22)
    setter.heading("Chapter 1", 14)
    for _ in range(4):
        setter.paragraph(FOG)
    setter.heading("Chapter 2", 14)
    setter.paragraph(FOG)
    book = read(Pdf(setter.pages).data())
    assert book.title == "The Keeper's Lamp"
    assert [c.title for c in book.chapters] == ["Chapter 1", "Chapter 2"]


def test_an_accent_beside_its_letter_is_put_on_it() -> None:
    page = at(50, 500, "Herr M\xa8oller went to the caf´e and said it´s late.")
    assert read(Pdf([page]).data()).chapters[0].text == "Herr Möller went to the café and said it´s late."


SPAWNED = """
import multiprocessing, sys
from pathlib import Path
from fullcast.read import from_bytes
if __name__ == "__main__":
    data = Path(sys.argv[1]).read_bytes()
    forked = from_bytes(data, Path(sys.argv[1]))
    context = multiprocessing.get_context("spawn")
    multiprocessing.get_context = lambda method: context
    print(from_bytes(data, Path(sys.argv[1])) == forked)
"""


def test_a_child_that_is_started_anew_finds_the_same(tmp_path: Path) -> None:
    # In a program of its own: the helper that Python starts with the first such child would outlive the test.
    story, program = tmp_path / "story.pdf", tmp_path / "program.py"
    story.write_bytes(told(Setter(), chapters=1, rounds=1))
    program.write_text(SPAWNED, encoding="utf-8")
    done = subprocess.run([sys.executable, program, story], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_a_head_that_names_the_chapter_goes_and_its_heading_stays() -> None:
    setter = Setter(lines=15)
    for number, name in enumerate(("The Fog", "The Lamp", "The Sea"), 1):
        setter.head = name
        setter.heading(name, size=10)  # a heading no larger than the text
        for _ in range(8):
            setter.paragraph(FOG, first=number == 0)
    book = read(Pdf(setter.pages).data())
    text = "\n".join([*book.chapters[0].headings, *(c.text for c in book.chapters)])
    assert text.count("The Fog") == text.count("The Lamp") == 1


def test_a_number_alone_that_does_not_grow_with_the_pages_is_a_heading() -> None:
    setter = Setter(lines=20)
    for number in "12":
        setter.heading(number, size=12)
        for _ in range(12):
            setter.paragraph(FOG)
    assert [c.title for c in read(Pdf(setter.pages).data()).chapters] == ["1", "2"]


@pytest.mark.parametrize(
    ("ends", "begins", "word"),
    [
        ("the remark-", "able thing", "remarkable"),
        ("a well-", "known man, as well known as any", "well-known"),
        ("the Anglo-", "Saxon king", "Anglo-Saxon"),
        ("his mother-in-", "law came", "mother-in-law"),
        ("the zum\xad", "ba dance", "zumba"),
        ("he said\u2014", "nothing", "said\u2014nothing"),
    ],
)
def test_a_word_parted_at_a_lines_end(ends: str, begins: str, word: str) -> None:
    page = at(50, 500, f"It was then that {ends}") + at(50, 487, f"{begins} was there for all of us to see.")
    assert word in read(Pdf([page]).data()).chapters[0].text


def test_a_drop_cap_belongs_to_its_word() -> None:
    page = (
        at(50, 484, "O", 30)
        + at(70, 500, "nce upon a time there was a keeper of")
        + at(70, 487, "lamps, who lived by the sea")
    )
    page += at(50, 474, "and had nobody to talk to but the gulls.")
    text = read(Pdf([page]).data()).chapters[0].text
    assert text.startswith(
        "Once upon a time there was a keeper of lamps, who lived by the sea and had nobody"
    )


def test_stars_and_room_are_scene_breaks() -> None:
    setter = Setter()
    for _ in range(3):
        setter.paragraph(FOG)
    setter.centred("* * *")
    setter.paragraph(LAST, first=True)
    setter.paragraph(FOG)
    setter.room(26)
    setter.paragraph(LAST, first=True)
    lines = paragraphs(read(Pdf(setter.pages).data()).chapters[0])
    assert lines == [FOG, FOG, FOG, "* * *", LAST, FOG, "* * *", LAST]


def test_italics_are_spans() -> None:
    page = (
        at(50, 500, "She thought ")
        + at(50 + 72, 500, "never again", font="F2")
        + at(50 + 138, 500, " and went out to sea.")
    )
    chapter = read(Pdf([page]).data()).chapters[0]
    assert [(s.kind, chapter.text[s.start : s.end]) for s in chapter.spans] == [("italic", "never again")]


def test_a_note_at_the_foot_is_told_where_its_mark_stands() -> None:
    setter = Setter()
    for _ in range(4):
        setter.paragraph(FOG)
    page = (
        setter.pages[0]
        + at(50, 300, "He spoke of the old lamp")
        + at(50 + 144, 304, "1", 6)
        + at(50 + 150, 300, " as of a friend.")
    )
    page += (
        at(50, 80, "1", 5)
        + at(54, 77, "It was lit with the oil of whales,", 7)
        + at(50, 69, "until there were no whales.", 7)
    )
    chapter = read(Pdf([page]).data()).chapters[0]
    (note,) = chapter.notes
    assert note.text == "It was lit with the oil of whales, until there were no whales."
    assert chapter.text[: note.at].endswith("He spoke of the old lamp")
    assert "lamp as of a friend" in chapter.text
    assert "whales" not in chapter.text


def test_a_note_without_a_mark_is_read_at_the_chapters_end() -> None:
    setter = Setter()
    for _ in range(4):
        setter.paragraph(FOG)
    setter.pages[0] += at(50, 80, "* It was lit with the oil of whales.", 7)
    setter.heading("Chapter 2")
    setter.paragraph(LAST, first=True)
    setter.paragraph(FOG)
    book = read(Pdf(setter.pages).data())
    assert paragraphs(book.chapters[0])[-1] == "* It was lit with the oil of whales."
    assert len(book.chapters) == 2


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"left column line {i} goes on" for i in range(20)]
    right = [f"right column line {i} goes on" for i in range(20)]
    page = "".join(
        at(30, 500 - 13 * i, a) + at(220, 500 - 13 * i, b)
        for i, (a, b) in enumerate(zip(left, right, strict=True))
    )
    text = read(Pdf([at(60, 540, "A Title Over Both", 16) + page]).data()).chapters[0].text
    assert " ".join(text.split()) == " ".join(left + right)


def test_the_outline_names_the_chapters() -> None:
    setter = Setter(lines=20)
    marks = []
    for name in ("Of Fog", "Of Lamps", "Of Whales"):
        setter.page()
        marks.append((name, len(setter.pages)))
        setter.line(name, font="F3")
        setter.room(13)
        for _ in range(6):
            setter.paragraph(FOG)
    book = read(Pdf(setter.pages, outline=marks).data())
    assert [c.title for c in book.chapters] == ["Of Fog", "Of Lamps", "Of Whales"]
    assert all(paragraphs(c) == [FOG] * 6 for c in book.chapters)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_in_the_viewer_reads_the_same(turn: int) -> None:
    setter = Setter()
    told(setter, chapters=1)
    book = read(Pdf(setter.pages, rotate=turn).data())
    assert paragraphs(book.chapters[0]) == list(STORY) * 5


def test_letters_that_run_up_the_page_are_turned() -> None:
    lines = ["The first line of the page runs up,", "and the second line is beside it."]
    page = "".join(
        f"BT /F1 10 Tf 0 1 -1 0 {100 + 13 * i} 50 Tm ({text}) Tj ET\n" for i, text in enumerate(lines)
    )
    assert read(Pdf([page]).data()).chapters[0].text == " ".join(lines)


def test_a_watermark_on_every_page_is_left_out() -> None:
    setter = Setter(lines=15)
    told(setter)
    pages = [page + "BT /F1 30 Tf 0.7 0.7 -0.7 0.7 80 80 Tm (DRAFT) Tj ET\n" for page in setter.pages]
    assert not any("DRAFT" in c.text for c in read(Pdf(pages).data()).chapters)


def test_text_outside_the_page_is_not_read() -> None:
    page = at(50, 500, "What one sees is read.") + at(50, 900, "What one does not see is not.")
    assert read(Pdf([page]).data()).chapters[0].text == "What one sees is read."


# --- what is refused ------------------------------------------------------------------------------


def test_pictures_of_pages_are_refused() -> None:
    data = Pdf(["q 300 0 0 500 50 50 cm /Im Do Q"] * 3, image=True).data()
    error = refused(data)
    assert "pictures of pages" in error.message
    assert "ocrmypdf" in (error.hint or "")


def test_some_pictures_among_pages_are_told() -> None:
    setter = Setter(lines=20)
    told(setter)
    book = read(Pdf([*setter.pages, "q 300 0 0 500 50 50 cm /Im Do Q"], image=True).data())
    assert any(f"page {len(setter.pages) + 1};" in notice for notice in book.notices)


def test_a_password_is_asked_for_in_words() -> None:
    assert "password" in refused(Pdf([at(50, 500, "Secret.")], user=b"open sesame").data()).message


def test_a_book_that_may_not_be_copied_can_be_read() -> None:
    data = Pdf([at(50, 500, "Anyone may open this.")], info={"Title": "Open"}, user=b"", allowed=-3904).data()
    book = read(data)
    assert (book.title, book.chapters[0].text) == ("Open", "Anyone may open this.")


def test_an_empty_page_is_refused() -> None:
    assert "no text" in refused(Pdf([""]).data()).message


def test_garbled_letters_are_refused() -> None:
    shifted = "".join(
        chr(ord(ch) + 1) if ch.isalpha() and ch not in "zZ" else ch for ch in FOG.lower().replace("a", "q")
    )
    consonants = shifted.translate(str.maketrans("aeiouy", "bcdfgh"))
    setter = Setter(hyphens=False)
    for _ in range(5):
        setter.paragraph(consonants)
    assert "garbled" in refused(Pdf(setter.pages).data()).message


def test_letters_that_no_font_explains_are_refused_or_told() -> None:
    private = " ".join(f"/uniE0{i:02d}" for i in range(26))
    encoding = f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [97 {private}] >>"
    setter = Setter()
    told(setter)
    error = refused(Pdf(setter.pages, encoding=encoding).data())
    assert "which letters" in error.message
    some = f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [113 {private[:8]}] >>"
    page = at(50, 500, "The queen of the quay was quite quiet, quick and quaint.")
    book = read(Pdf([page], encoding=some).data())
    assert book.notices == ("letters that no font explains are missing from page 1",)
    assert book.chapters[0].text.startswith("The ueen of the uay")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"%PDF-1.7\n" + b"\0" * 1000, b"nothing of the kind"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    refused(data)


def test_a_file_cut_short_is_read_or_refused() -> None:
    data = told(Setter())
    for end in (100, len(data) // 2, len(data) - 200):
        try:
            read(data[:end])
        except InputError as error:
            assert error.hint


def test_loops_come_to_an_end() -> None:
    data = told(Setter())
    loops = (
        data.replace(b"/Type /Pages /Kids [10 0 R", b"/Type /Pages /Kids [2 0 R "),
        data.replace(b"startxref\n", b"startxref\n9"),
        data.replace(b">>\nstartxref", b"/Prev %d >>\nstartxref" % data.index(b"xref\n0")),
    )
    for each in loops:
        try:
            read(each)
        except InputError as error:
            assert error.hint


def test_too_many_pages_and_letters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = told(Setter())
    for name, limit in (("MAX_PAGES", 1), ("MAX_LETTERS", 100), ("MAX_TEXT", 100), ("MAX_BYTES", 100)):
        with monkeypatch.context() as patched:
            patched.setattr(pdfium, name, limit)
            refused(data)


def test_a_library_that_hangs_or_dies_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    data = told(Setter())
    with monkeypatch.context() as patched:
        patched.setattr(pdfium, "_told", lambda data: (__import__("time").sleep(60) for _ in "1"))
        patched.setattr(pdfium, "PATIENCE", 0.2)
        assert "end" in refused(data).message
    with monkeypatch.context() as patched:
        patched.setattr(pdfium, "_told", lambda data: (__import__("os").abort() for _ in "1"))
        assert "crashed" in refused(data).message


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "pip install" in (refused(b"%PDF-1.4").hint or "")


SEED = told(Setter(lines=20), chapters=1, rounds=1)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, len(SEED) - 1), st.binary(max_size=6), st.integers(0, 6)),
        min_size=1,
        max_size=12,
    )
)
def test_bytes_changed_at_random_are_read_or_refused(changes: list[tuple[int, bytes, int]]) -> None:
    data = bytearray(SEED)
    for place, new, length in changes:
        data[place : place + length] = new
    try:
        read(bytes(data))
    except InputError:
        pass
    except FullcastError as error:
        pytest.fail(f"the ledger does not balance: {error}")
