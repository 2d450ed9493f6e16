"""Word: what each element becomes, what mammoth alone would have dropped, what is left out and what is refused."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.errors import InputError
from fullcast.model import Book, Chapter
from fullcast.read import from_bytes
from fullcast.read.office import docx
from fullcast.read.source import Source
from read.packed import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NS = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
FILE = Path("the-book.docx")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/"><dc:title>My Book</dc:title>'
    "<dc:creator>Ann Lee; Bo Day</dc:creator><dc:subject>Sea</dc:subject><c:keywords>fog, rain</c:keywords>"
    "<t:created>2024-01-02T03:04:05Z</t:created><dc:language>en-GB</dc:language></c:coreProperties>"
)


def style(name: str, id: str, more: str = "", kind: str = "paragraph") -> str:
    """Return a style; `id` is what Word of another language calls it."""
    return f'<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>'


STYLES = "".join(
    (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>',
        style("heading 1", "berschrift1"),
        style("heading 2", "Ttulo2"),
        style("Title", "Titel"),
        style("Subtitle", "Untertitel"),
        style("Quote", "Zitat"),
        style("Intense Quote", "IntensivesZitat"),
        style("caption", "Beschriftung"),
        style("toc 1", "Verzeichnis1"),
        style("my chapter", "mine", '<w:basedOn w:val="berschrift1"/>'),
        style("outlined", "outlined", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        style("list", "Liste", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'),
        style("loop", "loop", '<w:basedOn w:val="pool"/>'),
        style("pool", "pool", '<w:basedOn w:val="loop"/>'),
        style("emphasis", "Hervorhebung", "<w:rPr><w:i/></w:rPr>", "character"),
        style("secret", "secret", "<w:rPr><w:vanish/></w:rPr>", "character"),
    )
)


def packed(body: str, footnotes: str = "", endnotes: str = "", **more: str) -> bytes:
    """Zip a document whose body is `body`."""

    def part(name: str, inside: str) -> str:
        return f"<w:{name} {NS}>{inside}</w:{name}>"

    return zipped(
        {
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/styles.xml": part("styles", STYLES),
            "word/footnotes.xml": part("footnotes", footnotes),
            "word/endnotes.xml": part("endnotes", endnotes),
            **{name.replace("__", "/") + ".xml": text for name, text in more.items()},
        }
    )


def read(body: str, footnotes: str = "", endnotes: str = "", **more: str) -> Book:
    """Read a document whose body is `body`, and settle it."""
    return from_bytes(packed(body, footnotes, endnotes, **more), FILE)


def only(body: str, footnotes: str = "", endnotes: str = "") -> Chapter:
    """Return the one chapter of a document."""
    (chapter,) = read(body, footnotes, endnotes).chapters
    return chapter


def left(body: str, footnotes: str = "") -> list[tuple[str, str]]:
    """Return what is left out of a document."""
    made = docx.read(Source(packed(body, footnotes), FILE, "b"))
    return [(reason, " ".join(text.split())) for reason, text in made.left_out]


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, style: str = "", more: str = "") -> str:
    """Return a paragraph of text, or of runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inside if '<' in inside else r(inside)}</w:p>"


def test_a_document_becomes_a_book() -> None:
    made = read(
        p("The Tale", "Titel")
        + p("or not", "Untertitel")
        + p("Chapter One", "berschrift1")
        + p("It rained.")
        + p("Two", "mine")
        + p("Sun."),
        docProps__core=CORE,
    )
    assert (made.title, made.creator, made.language) == ("The Tale", "Ann Lee and Bo Day", "en-GB")
    assert made.metadata.authors == ("Ann Lee", "Bo Day")
    assert (made.metadata.date, made.metadata.subjects) == ("2024-01-02", ("Sea", "fog", "rain"))
    assert [(c.headings, c.text) for c in made.chapters] == [
        (("The Tale", "or not", "Chapter One"), "It rained."),
        (("Two",), "Sun."),
    ]


def test_its_title_is_the_properties_or_the_files() -> None:
    assert read(p("Hi."), docProps__core=CORE).title == "My Book"
    assert read(p("Hi.")).title == "The Book"
    assert read(p("Hi.")).language == "en-US"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("a") + "<w:r><w:br/></w:r>" + r("b"), "a b"),
        (r("a") + "<w:r><w:cr/></w:r>" + r("b") + "<w:r><w:br/></w:r>" + r("c"), "a\nb\nc"),
        (r("a") + '<w:r><w:br w:type="page"/></w:r>' + r("b"), "a b"),
        (r("a") + "<w:r><w:tab/></w:r>" + r("b"), "a b"),
        (r("a") + "<w:r><w:lastRenderedPageBreak/><w:softHyphen/></w:r>" + r("b"), "ab"),
        (r("O", "<w:smallCaps/>") + r("nce"), "Once"),
        (f"<w:hyperlink>{r('a')}</w:hyperlink>", "a"),
        (f'<w:fldSimple w:instr="REF x">{r("a")}</w:fldSimple>', "a"),
        (f'<w:bdo w:val="ltr">{r("a")}</w:bdo>', "a"),
        (f"<w:ins>{r('a')}</w:ins><w:del>{r('x')}</w:del>", "a"),
        (f"<w:moveTo>{r('a')}</w:moveTo><w:moveFrom>{r('x')}</w:moveFrom>", "a"),
        (f"<w:smartTag><w:smartTagPr/>{r('a')}</w:smartTag>", "a"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('a')}</w:sdtContent></w:sdt>", "a"),
        ("<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>=2</m:t></m:r></m:oMath></m:oMathPara>", "x=2"),
        (
            f"<w:r><w:ruby><w:rt>{r('b')}</w:rt><w:rubyBase>{r('a')}</w:rubyBase></w:ruby></w:r>",
            "a",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/></w:r>' + r("a"),
            "a",
        ),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>' + r(" a"), "α a"),
        (r("a") + '<w:r><w:commentReference w:id="0"/></w:r>', "a"),
    ],
)  # fmt: skip
def test_what_is_inside_a_paragraph(inside: str, text: str) -> None:
    assert only(p(inside)).text == text


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (p(r("a", "<w:i/>")), [("italic", "", "a")]),
        (p(r("a", '<w:i w:val="0"/>')), []),
        (p(r("a", '<w:rStyle w:val="Hervorhebung"/>')), [("italic", "", "a")]),
        (p(r("a", '<w:lang w:val="fr-FR"/>')), [("language", "fr-FR", "a")]),
        (p(r("a", '<w:lang w:val="en-GB"/>')), []),
        (p("a", "Zitat"), [("quote", "", "a")]),
        (p("a", "IntensivesZitat"), [("quote", "", "a")]),
        (p("a", "Liste"), [("item", "", "a")]),
        (p("a", more='<w:numPr><w:numId w:val="1"/></w:numPr>'), [("item", "", "a")]),
        (p("a", "Liste", '<w:numPr><w:numId w:val="0"/></w:numPr>'), []),
        (p("a", "loop"), []),
        (p("a", "nobody"), []),
    ],
)
def test_what_a_style_or_a_property_says(body: str, kinds: list[tuple[str, str, str]]) -> None:
    chapter = only(p("much longer words around it") + body)
    assert [(s.kind, s.value, chapter.text[s.start : s.end]) for s in chapter.spans] == kinds


@pytest.mark.parametrize(
    "heading", [p("One", "berschrift1"), p("One", "outlined"), p("One", "Heading1"), p("One", more='<w:outlineLvl w:val="0"/>')]
)  # fmt: skip
def test_headings_by_whatever_names(heading: str) -> None:
    assert only(heading + p("a")).headings == ("One",)


def test_what_a_list_writes_before_headings_is_read() -> None:
    def level(number: int, text: str, more: str = "") -> str:
        return f'<w:lvl w:ilvl="{number}"><w:lvlText w:val="{text}"/>{more}</w:lvl>'

    numbering = (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="4">'
        + level(0, "Part %1", '<w:numFmt w:val="upperRoman"/>')
        + level(1, "Chapter %2:", '<w:start w:val="3"/>')
        + level(2, "%1.%2.%3")
        + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )

    def numbered(text: str, number: int) -> str:
        more = f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="{number}"/>'
        return p(text, more=more)

    body = (
        numbered("Sea", 0) + numbered("Fog", 1) + p("a") + numbered("", 1) + p("b")
        + numbered("", 0) + numbered("Sun", 1) + p("c") + numbered("Deep", 2) + p("d")
    )  # fmt: skip
    assert [c.headings for c in read(body, word__numbering=numbering).chapters] == [
        ("Part I", "Sea", "Chapter 3", "Fog"),
        ("Chapter 4",),
        ("Part II", "Chapter 3", "Sun"),
    ]


def mark(id: str, kind: str = "footnote") -> str:
    """Return the mark of a note."""
    return f'<w:r><w:{kind}Reference w:id="{id}"/></w:r>'


def note(id: str, text: str, kind: str = "footnote", more: str = "") -> str:
    """Return a note."""
    return f'<w:{kind} w:id="{id}"{more}>{p(f"<w:r><w:{kind}Ref/></w:r>" + r(text))}</w:{kind}>'


def test_notes_are_taken_out_of_the_flow() -> None:
    chapter = only(
        p(r("Word") + mark("1", "endnote") + r(" goes") + mark("2") + r(" on.")),
        note("0", "", more=' w:type="separator"') + note("2", "At the foot."),
        note("1", "At the end.", "endnote"),
    )
    assert chapter.text == "Word goes on."
    assert [(n.at, n.text) for n in chapter.notes] == [(4, "At the end."), (9, "At the foot.")]


def test_notes_and_marks_without_each_other_do_no_harm() -> None:
    body = p(r("Word") + mark("7") + mark("2") + mark("2") + r("."))
    assert left(body, note("2", "Here.") + note("3", "Nowhere.")) == [
        ("notes without a mark", "Nowhere."),
        ("note marks", "[1]"),
    ]
    assert [n.text for n in only(body, note("2", "Here.") + note("3", "Nowhere.")).notes] == ["Here."]


def test_a_table_is_read_row_by_row() -> None:
    row = f"<w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('x')}</w:tc></w:tr>"
    bad = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="many"/></w:tcPr>{p("c")}</w:tc></w:tr>'
    assert only(p("Look:") + f"<w:tbl>{row}{gone}{bad}</w:tbl>").text == "Look:\n\na, b\n\nc"


def box(inside: str) -> str:
    """Return a text box as Word writes it: twice."""
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><wps:txbx><w:txbxContent>{inside}</w:txbxContent>"
        f"</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{inside}"
        "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert only(p(r("Be") + box(p("In the box.")) + r("fore."))).text == "Before.\n\nIn the box."
    assert only(p(r("Out.") + box(p(r("In.") + box(p("Deep.")))))).text == "Out.\n\nIn.\n\nDeep."


def picture(alt: str, more: str = "") -> str:
    """Return a picture."""
    told = f'<wp:docPr id="1" name="Picture 1" descr="{alt}">{more}</wp:docPr>'
    return f"<w:r><w:drawing><wp:inline>{told}</wp:inline></w:drawing></w:r>"


def test_pictures_are_told_of_unless_they_have_a_caption() -> None:
    assert only(p(r("Be") + picture("A ship") + r("fore."))).text == "Before.\n\nA ship"
    assert only(p(picture("A ship")) + p("Figure 1", "Beschriftung")).text == "Figure 1"
    assert only(p("a") + p(picture("A boat, description automatically generated"))).text == "a"
    assert only(p("a") + p(picture("x", '<d:decorative xmlns:d="d" val="1"/>'))).text == "a"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (r("a") + r("x", "<w:vanish/>"), ("hidden", "x")),
        (r("a") + r("x", '<w:rStyle w:val="secret"/>'), ("hidden", "x")),
        (r("a") + r("x", "<w:strike/>"), ("struck out", "x")),
        (
            r("a")
            + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('x')}</w:sdtContent></w:sdt>",
            ("placeholders", "x"),
        ),
    ],
)
def test_what_is_not_read_has_its_reason(inside: str, expected: tuple[str, str]) -> None:
    assert left(p(inside)) == [expected]
    assert only(p(inside)).text == "a"


def test_a_deleted_end_of_a_paragraph_joins_two() -> None:
    assert only(p("One", more="<w:rPr><w:del/></w:rPr>") + p(" two.")).text == "One two."


def test_a_big_first_letter_stands_with_its_word() -> None:
    assert (
        only(p("O", more='<w:framePr w:dropCap="drop"/>') + p("nce upon a time.")).text == "Once upon a time."
    )


def test_the_contents_are_a_part_of_their_own() -> None:
    toc = p("Contents") + p("One 1", "Verzeichnis1")
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    for body in (f"<w:sdt>{gallery}<w:sdtContent>{toc}</w:sdtContent></w:sdt>", p("One 1", "Verzeichnis1")):
        made = read(p("The Tale", "Titel") + body + p("It rained."))
        assert [(c.sort, c.left_out, c.headings) for c in made.chapters] == [
            ("contents", True, ()),
            ("chapter", False, ("The Tale",)),
        ]


def test_scene_breaks() -> None:
    ruled = p('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>')
    bordered = "<w:p><w:pPr><w:pBdr/></w:pPr></w:p>"
    for each in (p("* * *"), p("#", more='<w:jc w:val="center"/>'), ruled, bordered):
        assert only(p("a") + each + p("b")).text == "a\n\n* * *\n\nb"


def test_a_manuscript_without_styles_has_chapters_all_the_same() -> None:
    body = "".join(
        p(r(f"Chapter {n}", "<w:b/>")) + p(name, more='<w:jc w:val="center"/>') + p("It rained.")
        for n, name in ((1, "Fog"), (2, "Sun"))
    )
    assert [c.title for c in read(body).chapters] == ["Chapter 1: Fog", "Chapter 2: Sun"]


def test_parts_are_found_by_their_relations_and_strict_documents_are_read() -> None:
    def relations(**targets: str) -> str:
        inside = "".join(
            f'<Relationship Id="{name}" Type="{RELATIONS}/{name}" Target="{target}"/>'
            for name, target in targets.items()
        )
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'

    made = zipped(
        {
            "_rels/.rels": relations(officeDocument="/word/document2.xml"),
            "word/_rels/document2.xml.rels": relations(styles="other.xml"),
            "word/document2.xml": f'<w:document xmlns:w="{STRICT}"><w:body>{p("A", "x")}{p("b")}</w:body></w:document>',
            "word/other.xml": f'<w:styles xmlns:w="{STRICT}">{style("heading 1", "x")}</w:styles>',
        }
    )
    (chapter,) = from_bytes(made, FILE).chapters
    assert (chapter.headings, chapter.text) == (("A",), "b")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("a") + r("b"), "a\n\nb"),  # a run in no paragraph
        (p("a") + "<w:p><w:t>b<w:t>c</w:t></w:t></w:p>", "a\n\nbc"),
        (p(r("a") + p("b") + r("c")), "ac\n\nb"),
        (f"<w:tbl>{p('b')}<w:tr>{p('c')}<w:tc>{p('a')}</w:tc></w:tr></w:tbl>", "a\n\nb\n\nc"),
        (p("<w:r><w:rPr><w:t>x</w:t></w:rPr><w:t>a</w:t></w:r>"), "a"),
        (p(r("a", "<w:vanish/>") + picture("A ship")) + p("b"), "A ship\n\nb"),
        (p(r("a") + "<w:ruby><w:rt><w:rt><w:t>b</w:t></w:rt></w:rt></w:ruby>"), "a"),
        (p("a", more="<w:rPr><w:del/></w:rPr>") + p(picture("A ship") + r("b")), "ab\n\nA ship"),
        (p("a", more="<w:rPr><w:del/></w:rPr>"), "a"),
        (p("<w:r><w:br><w:t>a</w:t></w:br></w:r>"), "a"),
    ],
)
def test_no_word_is_lost_wherever_it_stands(body: str, text: str) -> None:
    assert only(body).text == text


PIECES = (
    r("a"), r("b", "<w:vanish/>"), r("c", "<w:i/>"), p("d"), p("e", "berschrift1"), p("f", "Verzeichnis1"), box(p("g")),
    picture("h"), mark("1"), note("1", "i"), "<w:r>|</w:r>", "<w:p>|</w:p>", "<w:ins>|</w:ins>", "<w:del>|</w:del>",
    "<w:rPr>|</w:rPr>", "<w:t>j|</w:t>", "<w:tbl>|</w:tbl>", "<w:tr>|</w:tr>", "<w:tc>|</w:tc>", "<w:br>|</w:br>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>|</w:sdt>", "<w:rt>|</w:rt>", "<m:oMath>|</m:oMath>",
    "<w:txbxContent>|</w:txbxContent>", "<w:drawing>|</w:drawing>", "<mc:AlternateContent>|</mc:AlternateContent>",
    "<mc:Choice>|</mc:Choice>", "<mc:Fallback>|</mc:Fallback>", '<w:sym w:font="Symbol" w:char="F061">|</w:sym>',
    '<w:p><w:pPr><w:framePr w:dropCap="drop"/><w:rPr><w:del/></w:rPr></w:pPr>|</w:p>', p("Chapter 1"), p(""),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.booleans()), max_size=12))
def test_any_pile_of_elements_is_read_whole_or_refused(pieces: list[tuple[str, bool]]) -> None:
    body = "|"
    for piece, inside in pieces:
        body = body.replace("|", piece if inside and "|" in piece else f"{piece.replace('|', '')}|", 1)
    with contextlib.suppress(InputError):
        read(body.replace("|", "") + p("z"), note("1", "k"))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE, r"before 2007(?s:.*)save it as \.docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (rb"{\rtf1 Hi}", r"RTF(?s:.*)save it as \.docx"),
        (b"Hello there", r"no Word document(?s:.*)save it as \.docx"),
        (b"", "no Word document"),
        (b"PK\x03\x04", "cannot be unpacked"),
        (zipped({"word/styles.xml": "<a/>"}), r"holds no word/document\.xml"),
        (zipped({"word/document.xml": "<a"}), "not well-formed"),
        (zipped({"word/document.xml": "<a/>"}), "holds no text"),
        (packed(p("")), "holds no words"),
        (zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "DOCTYPE"),
        (packed("<w:tbl><w:tr><w:tc>" * 80 + p("x") + "</w:tc></w:tr></w:tbl>" * 80), "nested too deeply"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".docx", ".doc", ".rtf"])
def test_what_cannot_be_read_is_refused(data: bytes, said: str, suffix: str) -> None:
    with pytest.raises(InputError, match=said):
        from_bytes(data, Path(f"a{suffix}"))


def test_a_new_document_under_an_old_name_is_read() -> None:
    assert from_bytes(packed(p("Hi.")), Path("a.doc")).chapters[0].text == "Hi."


def test_a_bomb_is_not_inflated() -> None:
    with pytest.raises(InputError, match="unpacks to more"):
        from_bytes(packed(p(r(" " * 80_000_000))), FILE)


def test_it_is_known_by_its_first_bytes() -> None:
    assert from_bytes(packed(p("Hi.")), None).chapters[0].text == "Hi."
    with pytest.raises(InputError, match="before 2007"):
        from_bytes(OLE, None)


def test_markup_in_the_text_stays_text() -> None:
    assert only(p(r("&lt;b&gt;x&lt;/b&gt; &amp;amp;"))).text == "<b>x</b> &amp;"
