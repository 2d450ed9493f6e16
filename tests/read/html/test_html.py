"""HTML: what its elements come to, notes, parts, hidden things, hostile pages; and that no letter is lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.errors import InputError
from fullcast.model import Span
from fullcast.read import from_bytes
from fullcast.read.html import Document, document, parsed
from read.shown import of_book, of_document, unbalanced

FIXTURES = Path(__file__).parent / "fixtures"
NAMESPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'xmlns:ssml="http://www.w3.org/2001/10/synthesis"'
)


def page(markup: str, *, xml: bool = False, name: str = "", styles: str = "") -> Document:
    data = f"<html {NAMESPACES}><body>{markup}</body></html>" if xml else markup
    found = document(parsed(data.encode(), xml=xml), name=name, styles=styles)
    assert unbalanced(found) is None
    return found


def texts(markup: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in page(markup).blocks]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.*html")), ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    found = document(parsed(path.read_bytes(), xml=path.suffix == ".xhtml"))
    assert unbalanced(found) is None
    shown = of_document(found) + "\n" + of_book(from_bytes(path.read_bytes(), path))
    assert shown == path.with_suffix(".golden").read_text()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One<p>Two", [("paragraph", "One"), ("paragraph", "Two")]),
        ("One<br><br>Two<br>\n<br>Three", [("paragraph", "One"), ("paragraph", "Two"), ("paragraph", "Three")]),
        ("<div>One<p>Two</p>Three</div>", [("paragraph", t) for t in ("One", "Two", "Three")]),
        ("<h2>Chapter<br>One</h2>", [("heading", "Chapter One")]),
        ("<p>By hand<br>and foot, as they had always said they would do it if it came to that.", None),
        ("<p>a&nbsp; b&shy;c\u200bd\n\n e</p>", [("paragraph", "a bcd e")]),
        ('<p><span class="dropcap">O</span>nce <small>UPON</small> a time', [("paragraph", "Once UPON a time")]),
        ("<p>the 4<sup>th</sup> and H<sub>2</sub>O", [("paragraph", "the 4th and H2O")]),
        ("<p>a<hr><p>b", [("paragraph", "a"), ("break", ""), ("paragraph", "b")]),
        ("<p>a<p>* * *<p>b", [("paragraph", "a"), ("break", "* * *"), ("paragraph", "b")]),
        ("<hr><h1>T</h1><hr><p>a<hr><hr><p>b<hr>", [("heading", "T"), ("paragraph", "a"), ("break", ""), ("paragraph", "b")]),
        ('<p>a<p class="tb"><p>b', [("paragraph", "a"), ("break", ""), ("paragraph", "b")]),
        ('<p>a<p aria-hidden="true">* * *</p><p>b', [("paragraph", "a"), ("break", ""), ("paragraph", "b")]),
        ('<p>a<div role="separator"></div><p>b', [("paragraph", "a"), ("break", ""), ("paragraph", "b")]),
        ("<p><q>“Mine”</q>", [("paragraph", "“Mine”")]),
        ('<div class="pagebreak"><p>A chapter, all of it.</p></div>', [("paragraph", "A chapter, all of it.")]),
        ("<blockquote><p>a</p>b</blockquote>c", [("quote", "a"), ("quote", "b"), ("paragraph", "c")]),
        ("<ol><li>a<li><p>b</p></ol><dl><dt>c<dd>d</dl>", [("item", t) for t in "abcd"]),
        ("<table><tr><th>A<th>B<tr><td><p>1</p><td>2</table>", [("row", "A, B"), ("row", "1, 2")]),
        ("<table><tr><td><p>a</p><p>b</p><h2>H</h2></td></tr></table>", [("paragraph", "a"), ("paragraph", "b"), ("heading", "H")]),
        ("<pre>short\n  lines\n\nhere</pre>", [("verse", "short\nlines"), ("paragraph", "here")]),
        ('<div style="white-space: pre">a\nb</div>', None),
        ("<p>“One.”<br>“Two.”<br>“Three.”", [("paragraph", "“One.”"), ("paragraph", "“Two.”"), ("paragraph", "“Three.”")]),
        ("<p>Roses<br>are<br>red", [("verse", "Roses\nare\nred")]),
        ('<div class="poem"><p>one</p><p>two</p></div>', [("verse", "one\ntwo")]),
        ("<details><summary>S</summary>t</details>", [("paragraph", "S"), ("paragraph", "t")]),
        ("<p>漢<ruby>字<rp>(<rt>ji<rp>)</ruby>", [("paragraph", "漢字")]),
        ("<p>x<img alt='A cat'>y", [("paragraph", "xy"), ("figure", "A cat")]),
        ("<p><img alt='O'>nce", [("paragraph", "Once")]),
        ("<figure><img alt='a cat'><figcaption>Cap</figcaption></figure>", [("paragraph", "Cap")]),
        ("<figure><img alt='a cat'></figure><img alt=''>", [("figure", "a cat")]),
        ("<svg><title>T</title><desc>D</desc><text>no</text></svg>", [("figure", "T D")]),
        ("<p><math alttext='x squared'><mi>x</mi></math> <math><mi>y</mi></math>", [("paragraph", "x squared y")]),
        ("<nav><a href='#a'>Only this</a></nav>", [("paragraph", "Only this")]),
        ("<nav>Menu</nav><p>a", [("paragraph", "a")]),
        ("<hgroup><h2>I</h2><p>The Rope</p></hgroup>", [("heading", "I"), ("heading", "The Rope")]),
        ("<p>&#145;so&#x92; &foo;", [("paragraph", "‘so’ &foo;")]),
    ],
)  # fmt: skip
def test_what_elements_come_to(markup: str, expected: list[tuple[str, str]] | None) -> None:
    found = texts(markup)
    assert expected is None or found == expected


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<script>X</script>", "scripts"),
        ("<style>X</style>", "styles"),
        ("<template>X</template>", "templates"),
        ("<noscript>X</noscript>", "what is shown without scripts"),
        ("<p hidden>X</p>", "hidden"),
        ("<p aria-hidden='true'>X</p>", "hidden"),
        ("<p style='color: red; DISPLAY : none'>X</p>", "hidden"),
        ("<style>p.off {display: none}</style><p class=off>X</p>", "hidden"),
        ("<span class=pagenum>X</span>", "page numbers"),
        ("<span role=doc-pagebreak>X</span>", "page numbers"),
        ("<del>X</del>", "struck out"),
        ("<s>X</s>", "struck out"),
        ("<section id=pg-header>X</section>", "Project Gutenberg header"),
        ("<section id=pg-footer>X</section>", "licence"),
        ("<button>X</button>", "forms"),
    ],
)
def test_left_out(markup: str, reason: str) -> None:
    found = page(f"<p>a</p>{markup}<p>b</p>")
    assert [block.text for block in found.blocks] == ["a", "b"]
    assert (reason, "X") in found.left_out


def test_spans() -> None:
    found = page(
        '<p>a <i>b <em>c</em></i> <span lang="fr" ssml:ph="p">d</span></p><div lang="de-AT"><p>e</p><p>f</p></div>',
        xml=True,
    )
    first, second, third = found.blocks
    assert first.spans == (Span(2, 5, "italic"), Span(6, 7, "phonemes", "p"), Span(6, 7, "language", "fr"))
    assert second.spans == third.spans == (Span(0, 1, "language", "de-AT"),)


def test_spans_over_paragraphs_that_line_breaks_part() -> None:
    found = page('<p><span lang="fr">a <i>b</i><br><br>c <i>d<br><br>e</i></span> f</p>', xml=False)
    assert [[(s.kind, b.text[s.start : s.end]) for s in b.spans] for b in found.blocks] == [
        [("language", "a b"), ("italic", "b")],
        [("language", "c d"), ("italic", "d")],
        [("language", "e"), ("italic", "e")],
    ]


def test_language_of_the_page_is_no_foreign_one() -> None:
    found = document(parsed(b'<html lang="en-GB"><body><p lang="en-US">a <i lang="la">b</i>', xml=False))
    assert found.language == "en-GB"
    assert [span.kind for span in found.blocks[0].spans] == ["italic", "language"]


def test_alphabet_comes_from_around() -> None:
    found = page('<div ssml:alphabet="x-sampa"><p><b ssml:ph="Q">a</b></p></div>', xml=True)
    assert found.blocks[0].spans == (Span(0, 1, "phonemes", "Q", "x-sampa"),)


def test_classes_that_style_sheets_slant() -> None:
    found = page("<p>a <span class=c3>b</span>", styles=".c2, span.c3 { font-style : italic }")
    assert found.blocks[0].spans == (Span(2, 3, "italic"),)


@pytest.mark.parametrize(("language", "expected"), [("en", "“a ‘b’”"), ("fr", "«a “b”»"), ("de", "„a ‚b‘“")])
def test_quotation_elements_get_the_marks_of_their_language(language: str, expected: str) -> None:
    found = document(parsed(f"<html lang={language}><p><q>a <q>b</q></q>".encode(), xml=False))
    assert found.blocks[0].text == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<p>Text<sup><a id="r1" href="#n1">1</a></sup>.</p><ol><li id="n1"><p>A note. <a href="#r1">↩</a></p></li></ol>',
        '<p>Text<a id="r1" href="#n1">[1]</a>.</p><p id="n1"><a href="#r1">[1]</a> A note.</p>',
        '<p>Text<a href="#n1">*</a>.</p><p><a name="n1">*</a> A note.</p>',
        '<p>Text<a class="fnanchor" href="#n1">[1]</a>.</p><div class="footnote"><p><a id="n1">[1]</a> A</p><p>note.</p></div>',
        '<p>Text<a role="doc-noteref" href="#n1">see</a>.</p><aside id="n1" role="doc-footnote">A note.</aside>',
        '<p>Text<sup>1</sup>.</p><p class="footnote"><sup>1</sup> A note.</p>',
        '<p>Text<a href="#n1"><sup>1</sup></a>.</p><dl><dt id="n1">1</dt><dd>A note.</dd></dl>',
        '<p>Text<sup><a href="#n1">¹</a></sup>.</p><p id="n1">1. A note.</p>',
    ],
)
def test_notes(markup: str) -> None:
    found = page(markup)
    (block,) = found.blocks
    (mention,) = block.mentions
    assert (block.text, mention.at, dict(found.notes)) == ("Text.", 4, {mention.note: "A note."})


@pytest.mark.parametrize(
    "markup",
    [
        '<p>See <a href="#p2">[7]</a> here.</p><p id="p2">No note.</p>',
        '<p>See <a href="#p2">the rest</a>.</p><p id="p2">the rest</p>',
        "<p>x<sup>2</sup> and 4<sup>th</sup></p><p>2 is not a note</p>",
        '<p><a href="#c1">1</a></p><h2 id="c1">1</h2><p>Text</p>',
    ],
)
def test_what_is_no_note(markup: str) -> None:
    found = page(markup)
    assert not found.notes
    assert not any(block.mentions for block in found.blocks)


def test_a_mark_that_leads_nowhere_is_left_out() -> None:
    assert texts('<p>York,<sup><a class="fnanchor">[1]</a></sup> a city.') == [("paragraph", "York, a city.")]


def test_a_mark_in_a_line_of_its_own() -> None:
    found = page('<p>a<br>b.<br><br><a role="doc-noteref" href="#n">1</a></p><p id="n">Note.</p>')
    assert [(m.at, m.note) for block in found.blocks for m in block.mentions] == [(4, "#n")]


def test_notes_on_another_page() -> None:
    text = page('<p>A<a epub:type="noteref" href="notes.xhtml#n3">3</a>.</p>', xml=True, name="text/c1.xhtml")
    notes = page(
        '<ol><li id="n3" epub:type="endnote"><p>Three. <a href="c1.xhtml#r" role="doc-backlink">↩</a></p></li></ol>',
        xml=True,
        name="text/notes.xhtml",
    )
    assert text.blocks[0].mentions[0].note == "text/notes.xhtml#n3"
    assert dict(notes.notes) == {"text/notes.xhtml#n3": "Three."}


def test_a_note_marked_twice_is_told_once() -> None:
    book = from_bytes(
        b'<p>A<a role=doc-noteref href="#n">1</a> b<a role=doc-noteref href="#n">1</a>.</p><p id=n>Note</p>',
        Path("x.html"),
    )
    assert [note.text for note in book.chapters[0].notes] == ["Note"]


def test_a_note_within_a_note_is_told_too() -> None:
    book = from_bytes(
        b'<p>A<a role=doc-noteref href="#n">1</a></p><p>end</p><p id=n>One<a role=doc-noteref href="#m">2</a></p><p id=m>Two</p>',
        Path("x.html"),
    )
    assert [note.text for note in book.chapters[0].notes] == ["One", "Two"]


def test_anchors() -> None:
    found = page('<p id="a">x <b id="b">y</b></p><a name="c"></a><p>z</p>', name="t/c.xhtml")
    assert [block.anchors for block in found.blocks] == [
        ("t/c.xhtml", "t/c.xhtml#a", "t/c.xhtml#b"),
        ("t/c.xhtml#c",),
    ]


def test_parts_of_the_book() -> None:
    found = page(
        '<section epub:type="dedication"><p>To M.</p></section><p>Text</p>'
        '<section epub:type="chapter"><h2>I</h2><section epub:type="epigraph"><p>e</p></section></section>'
        '<section role="doc-epilogue"><p>end</p></section>',
        xml=True,
    )
    assert [block.sort for block in found.blocks] == ["dedication", "bodymatter", "chapter", "", "epilogue"]


def test_a_title_page_does_not_take_the_first_chapter_with_it() -> None:
    book = from_bytes(
        f'<?xml version="1.0"?><html {NAMESPACES}><body><section epub:type="halftitlepage"><h1>T</h1></section>'
        '<section epub:type="chapter"><h2>I</h2><p>Text.</p></section></body></html>'.encode(),
        Path("x.xhtml"),
    )
    assert [(chapter.left_out, chapter.headings) for chapter in book.chapters] == [
        (True, ("T",)),
        (False, ("I",)),
    ]


def test_old_gutenberg() -> None:
    book = from_bytes(
        b"<pre>The Project Gutenberg EBook of X\n\n*** START OF THIS PROJECT GUTENBERG EBOOK X ***\n</pre><h1>X</h1><p>Text."
        b"</p><pre>End of the Project Gutenberg EBook of X\n\n*** END OF THIS PROJECT GUTENBERG EBOOK X ***\n\nLicence</pre>",
        Path("x.html"),
    )
    assert [(chapter.headings, chapter.text) for chapter in book.chapters] == [(("X",), "Text.")]


def test_gutenberg_says_title_and_author_in_one() -> None:
    markup = (
        "<title>The Project Gutenberg eBook of Katrine, by Elinor Lane.</title><pre>*** START OF THIS PROJECT GUTENBERG "
        "EBOOK KATRINE ***\n\nProduced by Rick Niles\nand others</pre><h3>BY</h3><h3>ELINOR LANE</h3>"
    )
    chapters = "".join(f"<h3>{n}</h3><h3>TITLE {n}</h3><p>Text.</p>" for n in ("I", "II", "III", "IV"))
    book = from_bytes((markup + "<h2>KATRINE</h2>" + chapters).encode(), Path("x.html"))
    assert (book.title, book.creator) == ("Katrine", "Elinor Lane")
    assert [chapter.text for chapter in book.chapters] == ["Text."] * 4


def test_an_element_that_ends_at_once_holds_nothing() -> None:
    assert texts('<h2><a class="pagebreak" id="p1"/>One</h2><p>a<a id="x" />b<br/>c') == [
        ("heading", "One"),
        ("paragraph", "ab c"),
    ]


def test_metadata() -> None:
    book = from_bytes(
        b"<head><title>The Title</title><meta name=author content='Ann Lee'><meta name=author content='Bo Ek'>"
        b"<meta name=DC.date content=1901><meta name=keywords content=sea></head><p>Text.",
        Path("x.html"),
    )
    assert (book.title, book.creator) == ("The Title", "Ann Lee and Bo Ek")
    assert (book.metadata.date, book.metadata.subjects) == ("1901", ("sea",))


def test_lines_that_head_chapters_are_headings_where_there_are_no_others() -> None:
    book = from_bytes(b"<p><b>Chapter One</b></p><p>a</p><p><b>Chapter Two</b></p><p>b</p>", Path("x.html"))
    assert [(chapter.title, chapter.text) for chapter in book.chapters] == [
        ("Chapter One", "a"),
        ("Chapter Two", "b"),
    ]


@pytest.mark.parametrize(
    ("data", "notices"),
    [
        ("<p>é”".encode(), 0),
        ("\ufeff<p>é”".encode(), 0),
        ("\ufeff<p>é”".encode("utf-16-le"), 0),
        ("<p>é”".encode("utf-16-be"), 0),
        ("<p>é</p>".encode("utf-16-le"), 0),
        ("<meta charset=windows-1252><p>é”".encode("cp1252"), 0),
        ("<meta charset=iso-8859-1><p>é”".encode("cp1252"), 0),
        ("<meta charset=utf-8><p>é”".encode("cp1252"), 1),
        ("<p>é”".encode("cp1252"), 1),
        ("<?xml version='1.0' encoding='iso-8859-2'?><p>é”</p>".replace("”", "ő").encode("iso-8859-2"), 0),
    ],
)
def test_encodings(data: bytes, notices: int) -> None:
    book = from_bytes(data, Path("x.html"))
    assert book.chapters[0].text in ("é”", "éő", "é")
    assert len(book.notices) == notices


@pytest.mark.parametrize(
    "markup", ["", "  ", "<p></p>", "<p>…", "<!-- a -->", "<script>a</script>", "<title>a</title>"]
)
def test_nothing_to_read(markup: str) -> None:
    with pytest.raises(InputError) as caught:
        from_bytes(markup.encode(), Path("x.html"))
    assert str(caught.value.path) == "x.html"


BOMB = "".join(f"<!ENTITY l{i} '{f'&l{i - 1};' * 10}'>" for i in range(1, 10))


@pytest.mark.parametrize("suffix", [".html", ".xhtml"])
@pytest.mark.parametrize(
    "markup",
    [
        f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY l0 'lol'>{BOMB}]><html><body><p>&l9; x</p></body></html>",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body><p>&x; x</p></body></html>",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><html><body><p>x</p></body></html>",
        "<?xml version='1.0'?><!DOCTYPE a [<!-- ' ]> --><!ENTITY x ']>'>]><html><body><p>x</p></body></html>",
    ],
)
def test_entities_of_the_files_own_are_not_resolved(markup: str, suffix: str) -> None:
    text = from_bytes(markup.encode(), Path("x" + suffix)).chapters[0].text
    assert "lol" not in text
    assert "root" not in text
    assert text.endswith("x")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "x",
        "<i>" * 100_000 + "x",
        "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x",
        "<table><tr><td>" * 3000 + "x",
        "<?xml version='1.0'?>" + "<i>" * 3000 + "x" + "</i>" * 3000,
    ],
    ids=["div", "i", "attributes", "tables", "xml"],
)
def test_what_is_no_book_is_refused(markup: str) -> None:
    with pytest.raises(InputError):
        from_bytes(markup.encode(), Path("x.html"))


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 600 + "x",
        "<p>" * 50_000 + "x",
        "x " * 500_000,
        "<p>a\0b",
        "<p>" + "w<a href='#a'>[1]</a>" * 10_000,
        "<p id=a>[1]" + "x" * 500_000 + "<a href='#a'>[1]</a>" * 5000,
        "<p>" + "<i>x</i><br><br>" * 10_000,
        "<p><span lang=fr>" + "<i>x</i><br><br>" * 20_000,
        "".join(f"<span lang=a{i}>" for i in range(1000)) + "<p>x y" * 5000,
        "<div class=poem>" * 1000 + "<p>x" * 5000,
        "<style>" + "." * 500_000 + "</style>x",
        "<q>" * 1000 + "x",
        "<" * 100_000 + "a>x",
        "&#" * 100_000 + "x",
        "<![CDATA[" * 10_000 + "]]>x",
    ],
    ids=range(15),
)
def test_odd_pages_are_read_in_time(markup: str) -> None:
    begun = time.process_time()
    book = from_bytes(markup.encode(), Path("x.html"))
    assert any(letter.isalnum() for chapter in book.chapters for letter in chapter.text)
    assert time.process_time() - begun < 10


# --- what always holds ------------------------------------------------------------------------------

WORD = st.text("abcdefghijklmnopqrstuvwxyzäé", min_size=1, max_size=6)
INLINE = st.recursive(
    WORD,
    lambda inner: st.tuples(st.sampled_from(["i", "b", "em", "span", "small"]), st.lists(inner, max_size=3)),
    max_leaves=5,
)
BLOCK = st.recursive(
    st.tuples(st.sampled_from(["p", "h2", "li", "dd"]), st.lists(INLINE, min_size=1, max_size=4)),
    lambda inner: st.tuples(st.sampled_from(["div", "blockquote", "section", "ul"]), st.lists(inner, max_size=4)),
    max_leaves=8,
)  # fmt: skip


def rendered(tree: object) -> str:
    if isinstance(tree, str):
        return f" {tree} "
    assert isinstance(tree, tuple)
    tag, inner = tree
    return f"<{tag}>{''.join(map(rendered, inner))}</{tag}>"


def words_of(tree: object) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    assert isinstance(tree, tuple)
    return [word for each in tree[1] for word in words_of(each)]


@given(st.lists(BLOCK, max_size=5), st.booleans())
@settings(max_examples=150, deadline=None)
def test_all_words_come_back_in_order(trees: list[object], xml: bool) -> None:
    found = page("".join(map(rendered, trees)) or "<p/>", xml=xml)
    assert [word for block in found.blocks for word in block.text.split()] == [
        word for tree in trees for word in words_of(tree)
    ]
    for block in found.blocks:
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)


TAGS = (
    "<p> </p> <div> </div> <i> </i> <br> <br><br> <hr> <h1> </h1> <h2> </h2> <table> <tr> <td> </td> </table> <ul> <li> "
    "</ul> <blockquote> </blockquote> <pre> </pre> <q> </q> <sup> </sup> </a> [1] 1 * <figure> <figcaption> </figure> <svg> "
    "</svg> <title> </title> <nav> </nav> <script> </script> <!-- --> <style> </style> &nbsp; &shy; &#146; &foo; <del> "
    "</del> <dl><dt> <dd> <head> <body> <template> <select><option> <textarea> <frameset> <![CDATA[ ]]> <p/> *** Notes"
)
WHOLE_TAGS = (
    "<a href='#n1' id=r1>|<p id=n1>|<aside epub:type=footnote id=n1>|<div class=footnote>|<img alt='a pic'>|<img alt=O>|"
    "<a epub:type=noteref href='#n1'>|<math alttext=f>|<span lang=fr>|<section role=doc-chapter>|<div class=stanza>|"
    "<section epub:type=dedication>|<div class=poem>|<span class=pagenum>|<p hidden>|\n|<p class=tb>|word |Hé|"
    "*** START OF THE PROJECT GUTENBERG EBOOK|*** END OF THE PROJECT GUTENBERG EBOOK"
)
SOUP = st.sampled_from([*TAGS.split(), *WHOLE_TAGS.split("|")])


@given(st.lists(SOUP | st.text(max_size=5), max_size=40), st.booleans(), st.sampled_from(["", "a/b.xhtml"]))
@settings(max_examples=300, deadline=None)
def test_the_letters_of_any_soup_are_all_there(parts: list[str], xml: bool, name: str) -> None:
    try:
        found = document(parsed("".join(parts).encode("utf-8", "replace"), xml=xml), name=name)
    except InputError:
        return
    assert unbalanced(found) is None
    for block in found.blocks:
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
        assert all(0 <= mention.at <= max(len(block.text), 5) for mention in block.mentions)


@given(st.lists(SOUP | st.text(max_size=5), max_size=30), st.sampled_from([".html", ".xhtml"]))
@settings(max_examples=200, deadline=None)
def test_any_soup_is_a_book_or_a_clear_error(parts: list[str], suffix: str) -> None:
    try:
        from_bytes("".join(parts).encode("utf-8", "replace"), Path("x" + suffix))
    except InputError as error:
        assert error.path is not None


@pytest.mark.parametrize(
    ("element", "seconds"),
    [
        ('<break time="1.5s"/>', "1.5"),
        ('<ssml:break time="250ms"></ssml:break>', "0.25"),
        ('<break strength="strong"/>', "1"),
        ("<break/>", "0.5"),
        ('<break time="900s"/>', "20"),
        ('<break time="soon"/>', None),
        ('<break strength="none"/>', None),
    ],
)
def test_a_rest_that_a_page_asks_for(element: str, seconds: str | None) -> None:
    (chapter,) = from_bytes(f"<p>It was late.{element} She left.</p>".encode(), Path("a.html")).chapters
    assert chapter.text == "It was late. She left."
    assert [(s.end, s.value) for s in chapter.spans] == ([] if seconds is None else [(12, seconds)])


def test_a_rest_between_paragraphs() -> None:
    page = b'<p>It was late.</p><break time="2s"/><p>She left.</p>'
    (chapter,) = from_bytes(page, Path("a.html")).chapters
    assert [(s.kind, s.end, s.value) for s in chapter.spans] == [("beat", 12, "2")]


@pytest.mark.parametrize(
    ("markup", "kinds"),
    [
        ("<p>He died.</p><p>Chapter Two</p><h2>The Dale</h2>", "paragraph heading heading"),
        ("<p>Part Two</p><p>Chapter Three</p><h2>The Dale</h2>", "heading heading heading"),
        ("<p>3</p><h2>The Dale</h2>", "heading heading"),
        (
            "<p>He died.</p><p>3</p><h2>The Dale</h2>",
            "paragraph paragraph heading",
        ),  # perhaps a page's number
        ("<p>See chapter two</p><h2>The Dale</h2>", "paragraph heading"),
        ("<p>Chapter 2: The Hill</p><h2>Chapter 3</h2>", "paragraph heading"),  # a list of contents
        ("<p>Chapter Two</p><p>The Dale</p><h2>A Dale</h2>", "paragraph paragraph heading"),
    ],
)
def test_a_chapters_number_above_its_heading_belongs_to_it(markup: str, kinds: str) -> None:
    assert " ".join(kind for kind, _ in texts(markup)) == kinds
