"""OpenDocument: what each element becomes, what is left out and why, and what is refused."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.errors import InputError
from fullcast.model import Book, Chapter
from fullcast.read import from_bytes
from fullcast.read.office import odt
from fullcast.read.source import Source
from read.packed import zipped

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
NS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
FILE = Path("the-book.odt")


def style(name: str, family: str = "text", parent: str = "", text: str = "", paragraph: str = "") -> str:
    """Return a style; `text` and `paragraph` are its properties."""
    above = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{above}>'
        f"<style:text-properties {text}/><style:paragraph-properties {paragraph}/></style:style>"
    )


AUTOMATIC = "".join(
    (
        style("i", text='fo:font-style="italic"'),
        style("fr", text='fo:language="fr" fo:country="FR"'),
        style("no", text='fo:language="zxx"'),
        style("hid", text='text:display="none"'),
        style("gone", text='style:text-line-through-style="solid"'),
        style("b", text='fo:font-weight="bold"'),
        style("P1", "paragraph", "Quotations"),
        style("P2", "paragraph", "P3"),
        style("P3", "paragraph", "Title"),
        style("mid", "paragraph", paragraph='fo:text-align="center"'),
        style("bold", "paragraph", text='fo:font-weight="bold"'),
        style("loop", "paragraph", "pool"),
        style("pool", "paragraph", "loop"),
        '<style:style style:name="own" style:family="paragraph" style:default-outline-level="2"/>',
    )
)
COMMON = (
    '<style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="GB"/>'
    "</style:default-style>"
)
META = (
    "<dc:title>My Book</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator><dc:creator>Bo</dc:creator>"
    "<meta:creation-date>2024-01-02T03:04:05</meta:creation-date><meta:keyword>sea</meta:keyword>"
)


def packed(body: str, meta: str = "", **more: str) -> bytes:
    """Zip a document whose text is `body`."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {NS}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
            ),
            "styles.xml": f"<office:document-styles {NS}><office:styles>{COMMON}</office:styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {NS}><office:meta>{meta}</office:meta></office:document-meta>",
            **{name.replace("__", "/"): text for name, text in more.items()},
        }
    )


def read(body: str, meta: str = "") -> Book:
    """Read a document whose text is `body`, and settle it."""
    return from_bytes(packed(body, meta), FILE)


def only(body: str) -> Chapter:
    """Return the one chapter of a document."""
    (chapter,) = read(body).chapters
    return chapter


def left(body: str) -> list[tuple[str, str]]:
    """Return what is left out of a document."""
    return [
        (reason, " ".join(text.split()))
        for reason, text in odt.read(Source(packed(body), FILE, "b")).left_out
    ]


def p(text: str, style: str = "") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1) -> str:
    """Return a heading."""
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def span(text: str, style: str) -> str:
    """Return a span."""
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def test_a_document_becomes_a_book() -> None:
    made = read(
        p("The Tale", "P2") + h("Chapter<text:line-break/>One") + p("It rained.") + h("Two") + p("Sun."), META
    )
    assert (made.title, made.creator, made.language) == ("The Tale", "Ann Lee", "en-GB")
    assert (made.metadata.date, made.metadata.subjects) == ("2024-01-02", ("sea",))
    assert [(c.headings, c.text) for c in made.chapters] == [
        (("The Tale", "Chapter One"), "It rained."),
        (("Two",), "Sun."),
    ]


def test_its_title_is_the_metadatas_or_the_files() -> None:
    assert read(p("Hi."), META).title == "My Book"
    assert read(p("Hi.")).title == "The Book"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('a<text:s text:c="3"/>b', "a b"),
        ("a<text:tab/>b", "a b"),
        ("a  \n  b", "a b"),
        ("a<text:soft-page-break/>b", "ab"),
        ("a<text:line-break/>b", "a b"),
        ("one<text:line-break/>two<text:line-break/>three", "one\ntwo\nthree"),
        ('<text:bookmark text:name="x"/>a<text:a>b</text:a>', "ab"),
        ("<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text></text:ruby>", "a"),
        ('a<text:page-number text:select-page="current">7</text:page-number>', "a"),
        ("so\u00adft", "soft"),
    ],
)
def test_what_is_inside_a_paragraph(body: str, text: str) -> None:
    assert only(p(body)).text == text


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (span("a", "i"), [("italic", "", "a")]),
        (p("x") + span("a", "fr"), [("language", "fr-FR", "a")]),
        (span("a", "no"), []),
        (p("a", "P1"), [("quote", "", "a")]),
        (p("a", "loop"), []),
        (
            "<text:list><text:list-item>" + p("a") + "</text:list-item></text:list>",
            [("item", "", "a")],
        ),
    ],
)
def test_what_a_style_or_an_element_says(body: str, kinds: list[tuple[str, str, str]]) -> None:
    chapter = only(p("much longer words around it") + (body if "text:p" in body else p(body)))
    assert [(s.kind, s.value, chapter.text[s.start : s.end]) for s in chapter.spans] == kinds


def test_a_document_in_another_language_than_its_styles_is_in_that() -> None:
    made = read(p(span("Il pleut depuis longtemps.", "fr")) + p("Yes."))
    assert made.language == "fr-FR"
    assert [(s.kind, s.value) for s in made.chapters[0].spans] == [("language", "en-GB")]


def test_notes_are_taken_out_of_the_flow() -> None:
    chapter = only(
        p(
            "Word<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            + p("A note.")
            + p("More.")
            + "</text:note-body></text:note> goes on."
        )
    )
    assert chapter.text == "Word goes on."
    assert [(note.at, note.text) for note in chapter.notes] == [(4, "A note. More.")]


def test_a_table_is_read_row_by_row() -> None:
    cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in "ab")
    chapter = only(
        f"<table:table><table:table-row>{cells}</table:table-row><table:table-row>{cells}</table:table-row></table:table>"
    )
    assert chapter.text == "a, b\n\na, b"


@pytest.mark.parametrize(
    ("level", "titles"),
    [
        ('style:num-format="I" style:num-prefix="Chapter "', ["Chapter I: Fog", "Chapter II"]),
        ('style:num-format="1" style:num-list-format="Chapter %1%:"', ["Chapter 1: Fog", "Chapter 2"]),
        ('style:num-format="1" style:num-suffix="."', ["Fog"]),
        ('style:num-format="" style:num-prefix="Chapter "', ["Fog"]),
    ],
)
def test_what_the_outline_writes_before_headings_is_read(level: str, titles: list[str]) -> None:
    outline = f'<text:outline-style><text:outline-level-style text:level="1" {level}/></text:outline-style>'
    styles = f"<office:document-styles {NS}><office:styles>{outline}</office:styles></office:document-styles>"
    body = h("Fog") + p("a") + h("") + p("b")
    made = from_bytes(packed(body, **{"styles.xml": styles}), FILE)
    assert [c.title for c in made.chapters] == titles


FRAME = "<draw:frame><draw:image/><svg:title>A ship</svg:title><svg:desc>It sails</svg:desc></draw:frame>"


def test_pictures_are_told_of_after_their_paragraph_unless_they_have_a_caption() -> None:
    assert only(p(f"Be{FRAME}fore.") + p("After.")).text == "Before.\n\nA ship\n\nAfter."
    captioned = p(f"<draw:frame><draw:text-box>{p(FRAME + 'Figure 1')}</draw:text-box></draw:frame>Words.")
    assert only(captioned).text == "Words.\n\nFigure 1"
    assert sorted(left(captioned)) == [("alt text", "A ship"), ("alt text", "It sails")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<text:tracked-changes><text:changed-region><text:deletion>"
            + p("x")
            + "</text:deletion></text:changed-region></text:tracked-changes>"
            + p("a"),
            ("deleted", "x"),
        ),
        (
            p("a<office:annotation><dc:creator>Me</dc:creator>" + p("x") + "</office:annotation>"),
            ("comments", "Me x"),
        ),
        (p("a" + span("x", "hid")), ("hidden", "x")),
        (p("a" + span("x", "gone")), ("struck out", "x")),
        (p("a") + '<text:section text:display="none">' + p("x") + "</text:section>", ("hidden", "x")),
    ],
)
def test_what_is_not_read_has_its_reason(body: str, expected: tuple[str, str]) -> None:
    assert left(body) == [expected]
    assert only(body).text == "a"


def test_the_contents_are_a_part_of_their_own_and_the_title_above_stands_with_the_book() -> None:
    contents = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Contents"
        "</text:index-title-template></text:table-of-content-source><text:index-body>"
        + p("One 1")
        + "</text:index-body></text:table-of-content>"
    )
    made = read(p("The Tale", "P2") + contents + p("It rained.") + p("And rained."))
    assert [(c.sort, c.left_out, c.headings, c.text) for c in made.chapters] == [
        ("contents", True, (), "One 1"),
        ("chapter", False, ("The Tale",), "It rained.\n\nAnd rained."),
    ]


def test_a_manuscript_without_styles_has_chapters_all_the_same() -> None:
    scene = "".join(p(f"Line {number}.") for number in range(6))
    body = "".join(
        p(f"Chapter {n}", "mid") + p(name, "bold") + scene + p("") + scene + p("#", "mid") + scene
        for n, name in ((1, "Fog"), (2, "Sun"))
    )
    made = read(p("The Tale", "mid") + p("by Ann") + body)
    assert (made.title, made.creator) == ("The Tale", "Ann")
    assert [c.title for c in made.chapters] == ["Chapter 1: Fog", "Chapter 2: Sun"]
    assert made.chapters[0].headings == ("The Tale", "by Ann", "Chapter 1", "Fog")
    assert made.chapters[0].text.count("* * *") == 2


def test_a_flat_file_is_read_too() -> None:
    body = f"<office:body><office:text>{p('Hi.')}</office:text></office:body>"
    flat = f"<office:document {NS}><office:meta>{META}</office:meta>{body}</office:document>"
    made = from_bytes(flat.encode(), Path("a.fodt"))
    assert (made.title, made.chapters[0].text) == ("My Book", "Hi.")


NOTE = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('n')}|</text:note-body></text:note>"
PIECES = (
    p("a"), p("a|b", "P2"), span("c|", "hid"), span("d|", "fr"), span("e|", "gone"), h("f|"), NOTE, FRAME, "<text:s>|</text:s>",
    "<text:line-break>|</text:line-break>", "<draw:frame>x|<draw:image/><svg:title>A\u200bB</svg:title></draw:frame>",
    "<office:annotation>|</office:annotation>", "<text:list>|</text:list>", "<text:list-item>|</text:list-item>",
    "<table:table>|</table:table>", "<table:table-row>|</table:table-row>", "<table:table-cell>|</table:table-cell>",
    "<text:table-of-content>|</text:table-of-content>", "<text:note>|</text:note>", "<svg:desc>|</svg:desc>", "y|",
    "<draw:text-box>|</draw:text-box>", "<text:ruby-text>|</text:ruby-text>", p("Chapter 1", "mid"), p("", "mid"),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.booleans()), max_size=12))
def test_any_pile_of_elements_is_read_whole_or_refused(pieces: list[tuple[str, bool]]) -> None:
    body = "|"
    for piece, inside in pieces:
        body = body.replace("|", piece if inside and "|" in piece else f"{piece.replace('|', '')}|", 1)
    with contextlib.suppress(InputError):
        read(body.replace("|", "") + p("z"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no zip file|not well-formed"),
        (b"hello", "not well-formed"),
        (b"PK\x03\x04", "cannot be unpacked"),
        (zipped({"mimetype": "x"}), "holds no content.xml"),
        (zipped({"content.xml": "<a"}), "not well-formed"),
        (zipped({"content.xml": "<a/>"}), "is no text"),
        (packed(p("")), "holds no words"),
        (packed(p("x"), **{"META-INF__manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (zipped({"encrypted-package": "x"}), "password"),
        (packed("<text:span>" * 250 + "x" + "</text:span>" * 250), "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        from_bytes(data, FILE)


def test_a_bomb_is_not_inflated() -> None:
    with pytest.raises(InputError, match="unpacks to more"):
        from_bytes(packed(p(" " * 80_000_000)), FILE)


def test_entities_of_its_own_are_not_expanded() -> None:
    evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    body = f"<office:body><office:text>{p('a &e; b')}</office:text></office:body>"
    content = f"{evil}<office:document-content {NS}>{body}</office:document-content>"
    with pytest.raises(InputError, match="not well-formed"):
        from_bytes(zipped({"content.xml": content}), FILE)


def test_it_is_known_by_its_first_bytes() -> None:
    assert from_bytes(packed(p("Hi.")), None).chapters[0].text == "Hi."
