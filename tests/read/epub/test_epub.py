"""EPUB 2 and 3: what a book says of itself, its chapters, and what is broken about it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from conftest import Golden
from fullcast.errors import InputError
from fullcast.model import Book, Pronunciation
from fullcast.read import book, from_bytes
from read.packed import CONTAINER, epub, item, listed, package, page, point, simple, zipped
from read.shown import of_book

BOOKS = Path(__file__).parents[4] / "shared" / "books"
PROSE = "<p>" + "It rained all night, and nobody came. " * 60 + "</p>"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20


def read(data: bytes) -> Book:
    return from_bytes(data, Path("a.epub"))


def outline(made: Book) -> list[tuple[str, tuple[str, ...], str]]:
    return [(c.title, c.headings, c.text) for c in made.chapters]


def titles(made: Book) -> list[str]:
    return [c.title for c in made.chapters]


def two(nav: str = "", **more: Any) -> bytes:
    return simple(
        {"1.xhtml": page("<h1>One</h1><p>First.</p>"), "2.xhtml": page("<h1>Two</h1><p>Second.</p>")},
        nav,
        **more,
    )


# --- chapters -----------------------------------------------------------------------------------------


def test_files_are_chapters_named_by_the_contents_and_headings_are_read_once() -> None:
    made = read(two(listed(("One", "1.xhtml"), ("The Second", "2.xhtml"))))
    assert outline(made) == [("One", ("One",), "First."), ("The Second", ("Two",), "Second.")]
    assert (made.title, made.creator, made.language, made.notices) == ("The Book", None, "en", ())


def test_an_ncx_is_the_contents_of_epub_2() -> None:
    made = read(two(ncx=point("One", "1.xhtml") + point("The Second", "2.xhtml")))
    assert titles(made) == ["One", "The Second"]


def test_a_title_of_the_contents_is_not_spoken() -> None:
    made = read(simple({"1.xhtml": page("<p>First.</p>")}, listed(("The Beginning", "1.xhtml"))))
    assert outline(made) == [("The Beginning", (), "First.")]


def test_headings_that_say_more_than_the_contents_name_the_chapter() -> None:
    text = page("<h1>CHAPTER ONE</h1><h2>Fog</h2><p>First.</p>")
    other = page("<h1>Seventeen</h1><p>Second.</p>")
    made = read(
        simple({"1.xhtml": text, "2.xhtml": other}, listed(("Chapter One", "1.xhtml"), ("17", "2.xhtml")))
    )
    assert titles(made) == ["CHAPTER ONE: Fog", "Seventeen"]


def test_chapters_may_begin_in_the_middle_of_a_file() -> None:
    body = '<h2>One</h2><p>First.</p><h2>Two</h2><p id="two">Second.</p><div id="three"><p>Third.</p></div><p>More.</p>'
    nav = listed(("One", "1.xhtml"), ("Two", "1.xhtml#two"), ("Three", "1.xhtml#three"))
    made = read(simple({"1.xhtml": page(body)}, nav))
    assert outline(made) == [
        ("One", ("One",), "First."),
        ("Two", ("Two",), "Second."),
        ("Three", (), "Third.\n\nMore."),
    ]


def test_files_that_no_entry_names_go_on_with_the_chapter() -> None:
    pages = {f"{n}.xhtml": page(f"<p>Text {n}.</p>") for n in range(1, 5)}
    made = read(simple(pages, listed(("One", "1.xhtml"), ("Two", "3.xhtml"))))
    assert [c.text for c in made.chapters] == ["Text 1.\n\nText 2.", "Text 3.\n\nText 4."]


def test_the_order_is_that_of_the_spine() -> None:
    assert titles(read(two(listed(("Two", "2.xhtml"), ("One", "1.xhtml"))))) == ["One", "Two"]


def test_parts_go_with_their_first_chapter() -> None:
    pages = {
        "p1.xhtml": page("<h1>Part One</h1><p><i>For whom?</i></p>"),
        "1.xhtml": page("<h2>Chapter 1</h2><p>First.</p>"),
        "2.xhtml": page("<h2>Chapter 2</h2><p>Second.</p>"),
        "p2.xhtml": page("<h1>Part Two</h1>"),
        "3.xhtml": page("<h2>Chapter 3</h2><p>Third.</p>"),
    }
    first = listed(("Chapter 1", "1.xhtml"), ("Chapter 2", "2.xhtml"))
    nav = listed(("Part One", "p1.xhtml", first), ("Part Two", "p2.xhtml", listed(("Chapter 3", "3.xhtml"))))
    expected = [
        ("Chapter 1", ("Part One",), "For whom?\n\nChapter 1\n\nFirst."),
        ("Chapter 2", ("Chapter 2",), "Second."),
        ("Chapter 3", ("Part Two", "Chapter 3"), "Third."),
    ]
    assert outline(read(simple(pages, nav))) == expected
    flat = listed(*((t, f"{n}.xhtml") for t, n in (("Part One", "p1"), ("Chapter 1", 1), ("Chapter 2", 2))))
    assert outline(read(simple({k: pages[k] for k in list(pages)[:3]}, flat))) == expected[:2]


@pytest.mark.parametrize("typed", ["", ' epub:type="part"'])
def test_a_part_that_the_contents_do_not_know(typed: str) -> None:
    name = "Summer" if typed else "Part Two"
    pages = {
        "1.xhtml": page("<h2>Chapter 1</h2><p>First.</p>"),
        "p.xhtml": page(f"<section{typed}><h1>{name}</h1><p>For whom?</p></section>"),
        "2.xhtml": page("<h2>Chapter 2</h2><p>Second.</p>"),
    }
    assert outline(read(simple(pages, listed(("Chapter 1", "1.xhtml"), ("2", "2.xhtml"))))) == [
        ("Chapter 1", ("Chapter 1",), "First."),
        ("Chapter 2", (name,), "For whom?\n\nChapter 2\n\nSecond."),
    ]


def test_chapters_that_only_the_texts_know() -> None:
    pages = {
        f"{n}.xhtml": page(f'<section epub:type="chapter"><h2>{n}</h2><p>x</p></section>')
        for n in range(1, 5)
    }
    assert titles(read(simple(pages, listed(("Part One", "1.xhtml"), ("Part Two", "3.xhtml"))))) == [
        "Part One",
        "2",
        "Part Two",
        "4",
    ]


def test_a_part_with_a_text_of_its_own_is_a_chapter() -> None:
    pages = {"p.xhtml": page(f"<h1>Part One</h1>{PROSE}"), "1.xhtml": page("<h2>1</h2><p>First.</p>")}
    nav = listed(("Part One", "p.xhtml", listed(("1", "1.xhtml"))))
    assert titles(read(simple(pages, nav))) == ["Part One", "1"]


def test_a_part_and_its_first_chapter_in_one_place() -> None:
    pages = {
        "1.xhtml": page("<h1>Book I</h1><h2>1</h2><p>First.</p>"),
        "2.xhtml": page("<h2>2</h2><p>Second.</p>"),
    }
    nav = listed(("Book I", "1.xhtml", listed(("1", "1.xhtml"), ("2", "2.xhtml"))))
    assert outline(read(simple(pages, nav))) == [("1", ("Book I", "1"), "First."), ("2", ("2",), "Second.")]


@pytest.mark.parametrize(
    ("parent", "under", "parts"),
    [
        ("Part One", ("Rain", "Sun"), True),
        ("Summer", ("Chapter 1", "Chapter 2"), True),
        ("Summer", ("1", "2"), True),
        ("1. Summer", ("Chapter 1", "Chapter 2"), True),
        ("", ("Rain", "Sun"), True),
        ("Chapter 1", ("Rain", "Sun"), False),
        ("1. Summer", ("1.1", "1.2"), False),
        ("VII: Summer", ("i", "ii"), False),
        ("Summer", ("Rain", "Sun"), False),
    ],
)
def test_sections_under_a_chapter_do_not_part_it(parent: str, under: tuple[str, str], parts: bool) -> None:
    body = f'<h1>{parent}</h1>{PROSE}<h2 id="a">{under[0]}</h2>{PROSE}<h2 id="b">{under[1]}</h2>{PROSE}'
    other = {f"{n}.xhtml": page(f"<h1>Other {n}</h1>{PROSE * 3}") for n in range(2)}
    entry = (
        parent or "Group",
        "x.xhtml" if parent else "",
        listed((under[0], "x.xhtml#a"), (under[1], "x.xhtml#b")),
    )
    nav = listed(entry, *((f"Other {n}", f"{n}.xhtml") for n in range(2)))
    made = read(simple({"x.xhtml": page(body), **other}, nav))
    assert (set(under) <= set(titles(made))) is parts


def test_chapters_in_files_of_their_own_are_no_sections() -> None:
    pages = {
        f"{n}.xhtml": page(f"<h2>{n}</h2>{PROSE}") for n in ("Summer", "Rain", "Sun", "Winter", "Snow", "Ice")
    }
    nav = listed(
        *(
            (part, f"{part}.xhtml", listed(*((each, f"{each}.xhtml") for each in under)))
            for part, under in (("Summer", ("Rain", "Sun")), ("Winter", ("Snow", "Ice")))
        )
    )
    assert titles(read(simple(pages, nav))) == [name[:-6] for name in pages]


def test_what_the_contents_do_not_show_does_not_part() -> None:
    body = f'<h1>Summer</h1>{PROSE}<h2 id="a">I</h2>{PROSE}<h2 id="b">II</h2>{PROSE}'
    under = listed(("I", "x.xhtml#a"), ("II", "x.xhtml#b")).replace("<ol>", '<ol hidden="hidden">')
    nav = listed(("Summer", "x.xhtml", under), ("Winter", "y.xhtml"))
    made = read(simple({"x.xhtml": page(body), "y.xhtml": page(f"<h1>Winter</h1>{PROSE * 3}")}, nav))
    assert titles(made) == ["Summer", "Winter"]


def test_an_entry_that_is_the_whole_book_is_no_chapter() -> None:
    body = f'<h1>The Book</h1>{PROSE}<h2 id="a">Rain</h2>{PROSE}<h2 id="b">Sun</h2>{PROSE}'
    nav = listed(("The Book", "x.xhtml", listed(("Rain", "x.xhtml#a"), ("Sun", "x.xhtml#b"))))
    assert titles(read(simple({"x.xhtml": page(body)}, nav))) == ["The Book", "Rain", "Sun"]


def test_without_contents_headings_make_chapters() -> None:
    body = f"<h1>The Book</h1><h2>Chapter 1</h2>{PROSE}<h2>Chapter 2</h2>{PROSE}"
    assert titles(read(simple({"x.xhtml": page(body)}))) == ["Chapter 1", "Chapter 2"]
    start = listed(("Start", "x.xhtml"))
    body += f"<h2>Chapter 3</h2>{PROSE}"
    assert titles(read(simple({"x.xhtml": page(body)}, start))) == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_without_contents_and_headings_files_make_chapters() -> None:
    pages = {f"{n}.xhtml": page(f"<p>Text {n}.</p>", title="The Book") for n in range(3)}
    assert [c.text for c in read(simple(pages)).chapters] == ["Text 0.", "Text 1.", "Text 2."]


def test_paragraphs_that_are_a_chapters_title_are_its_headings() -> None:
    pages = {
        "1.xhtml": page(f"<p><b>Chapter 1</b></p>{PROSE}"),
        "2.xhtml": page(f"<p>Chapter 2</p><p>THE FOG</p>{PROSE}"),
        "3.xhtml": page("<p>Chapter 3 was the last that he wrote.</p><p>So it was.</p>"),
    }
    assert [(c.title, c.headings) for c in read(simple(pages)).chapters] == [
        ("Chapter 1", ("Chapter 1",)),
        ("Chapter 2", ("Chapter 2",)),
        ("The Book", ()),
    ]
    nav = listed(("1", "1.xhtml"), ("Chapter 2: The Fog", "2.xhtml"), ("The End", "3.xhtml"))
    assert [(c.title, c.headings) for c in read(simple(pages, nav)).chapters] == [
        ("Chapter 1", ("Chapter 1",)),
        ("Chapter 2: The Fog", ("Chapter 2", "THE FOG")),
        ("The End", ()),
    ]


# --- what is no chapter -------------------------------------------------------------------------------


FRONT = {
    "cover.xhtml": page('<p><img src="c.png" alt="A boat"/></p>'),
    "title.xhtml": page("<p>The Book</p><p>by Ada Quill</p>"),
    "rights.xhtml": page("<p>All rights reserved.</p>"),
    "for.xhtml": page("<p>For Sam.</p>"),
    "1.xhtml": page(f"<h1>One</h1>{PROSE}"),
}
GUIDED = {
    "cover": "cover.xhtml",
    "titlepage": "title.xhtml",
    "copyright-page": "rights.xhtml",
    "dedication": "for.xhtml",
}


def test_landmarks_say_what_files_are() -> None:
    links = "".join(f'<li><a epub:type="{sort}" href="{name}">x</a></li>' for sort, name in GUIDED.items())
    nav = f'<nav epub:type="toc">{listed(("One", "1.xhtml"))}</nav><nav epub:type="landmarks"><ol>{links}</ol></nav>'
    made = read(simple(FRONT, nav))
    assert [c.sort for c in made.chapters] == ["cover", "title page", "copyright", "dedication", "chapter"]
    assert [c.matter for c in made.chapters] == ["front"] * 4 + ["body"]


def test_the_guide_says_what_files_are() -> None:
    guide = "".join(f'<reference type="{sort}" href="{name}"/>' for sort, name in GUIDED.items())
    made = read(simple(FRONT, ncx=point("One", "1.xhtml"), guide=f"<guide>{guide}</guide>"))
    assert [c.sort for c in made.chapters] == ["cover", "title page", "copyright", "dedication", "chapter"]


def test_texts_say_themselves_what_they_are() -> None:
    typed = {
        name: text.replace("<body>", f'<body epub:type="{sort}">')
        for (name, text), sort in zip(FRONT.items(), (*GUIDED, "chapter"), strict=True)
    }
    made = read(simple(typed, listed(("One", "1.xhtml"))))
    assert [c.sort for c in made.chapters] == ["cover", "title page", "copyright", "dedication", "chapter"]


def test_a_page_that_the_contents_name_does_not_take_what_follows() -> None:
    pages = {
        "r.xhtml": page("<p>Rights.</p>"),
        "p.xhtml": page("<p>It began.</p>"),
        "1.xhtml": page("<h1>One</h1><p>x</p>"),
    }
    made = read(simple(pages, listed(("Copyright", "r.xhtml"), ("One", "1.xhtml"))))
    assert [(c.left_out, c.text) for c in made.chapters] == [
        (True, "Rights."),
        (False, "It began."),
        (False, "x"),
    ]


def test_a_file_of_a_known_title_does_not_go_on_with_the_chapter() -> None:
    pages = {"1.xhtml": page("<h1>One</h1><p>x</p>"), "c.xhtml": page("<h2>Copyright</h2><p>y</p>")}
    assert titles(read(simple(pages, listed(("One", "1.xhtml"))))) == ["One", "Copyright"]


def test_files_before_the_first_chapter_are_named_by_their_heads() -> None:
    pages = {
        "a.xhtml": page("<p>a</p>", "A Map of the Fog"),
        "b.xhtml": page("<p>b</p>", "index_split_001"),
        "1.xhtml": page("<h1>One</h1><p>x</p>", "One"),
    }
    assert titles(read(simple(pages, listed(("One", "1.xhtml"))))) == ["A Map of the Fog", "The Book", "One"]


def test_a_guide_that_calls_the_book_a_cover_is_not_believed() -> None:
    guide = '<guide><reference type="cover" href="1.xhtml"/></guide>'
    made = read(simple({"1.xhtml": page(f"<h1>One</h1>{PROSE * 10}")}, guide=guide))
    assert [c.sort for c in made.chapters] == ["chapter"]


def test_a_contents_page_in_the_spine_is_not_read() -> None:
    nav = page(f'<nav epub:type="toc"><h1>Contents</h1>{listed(("One", "1.xhtml"))}</nav>')
    opf = package(
        item("nav.xhtml", more='properties="nav"') + item("1.xhtml"),
        '<itemref idref="nav.xhtml"/><itemref idref="1.xhtml"/>',
    )
    made = read(epub(opf, {"OEBPS/nav.xhtml": nav, "OEBPS/1.xhtml": page("<h1>One</h1><p>First.</p>")}))
    assert [c.text for c in made.chapters if not c.left_out] == ["First."]


def test_what_stands_outside_the_reading_order_is_left_out() -> None:
    opf = package(
        item("1.xhtml") + item("x.xhtml"), '<itemref idref="x.xhtml" linear="no"/><itemref idref="1.xhtml"/>'
    )
    made = read(epub(opf, {"OEBPS/x.xhtml": page("<p>Answers.</p>"), "OEBPS/1.xhtml": page("<p>First.</p>")}))
    assert [c.text for c in made.chapters] == ["First."]
    only = package(item("x.xhtml"), '<itemref idref="x.xhtml" linear="no"/>')
    assert read(epub(only, {"OEBPS/x.xhtml": page("<p>Answers.</p>")})).chapters[0].text == "Answers."


# --- notes ----------------------------------------------------------------------------------------------

REF = '<a epub:type="noteref" href="{}">{}</a>'


def noted(made: Book) -> list[list[tuple[int, str]]]:
    return [[(n.at, n.text) for n in c.notes] for c in made.chapters if not c.left_out]


def test_notes_in_a_file_of_their_own() -> None:
    pages = {
        "text/1.xhtml": page(f"<h1>One</h1><p>Rain{REF.format('../notes/n.xhtml#n1', 1)} fell.</p>"),
        "text/2.xhtml": page(f"<h1>Two</h1><p>Sun.{REF.format('../notes/n.xhtml#n2', 2)}</p>"),
        "notes/n.xhtml": page(
            '<section epub:type="endnotes"><h1>Notes</h1><ol><li id="n1" epub:type="endnote"><p>Heavy.</p></li>'
            '<li id="n2" epub:type="endnote"><p>Bright. <a href="../text/2.xhtml#r">↩</a></p></li></ol></section>'
        ),
    }
    made = read(
        simple(pages, listed(("One", "text/1.xhtml"), ("Two", "text/2.xhtml"), ("Notes", "notes/n.xhtml")))
    )
    assert [c.text for c in made.chapters][:2] == ["Rain fell.", "Sun."]
    assert noted(made)[:2] == [[(4, "Heavy.")], [(4, "Bright.")]]
    assert not made.chapters[2].text


def test_notes_known_by_their_links_alone() -> None:
    pages = {
        "1.xhtml": page('<h1>One</h1><p>Rain<a id="r1" href="N.xhtml#n1"><sup>1</sup></a> fell.</p>'),
        "2.xhtml": page('<h1>Two</h1><p>Sun<sup><a id="r2" href="n.xhtml#n2">2</a></sup> set.</p>'),
        "n.xhtml": page(
            '<h1>Remarks</h1><p id="n1"><a id="b1" href="1.xhtml#r1">1</a>. Heavy.</p><p><a id="n2"></a>2. Bright.</p>'
            '<p id="n3">3. Dark.</p>'
        ),
    }
    made = read(simple(pages, listed(("One", "1.xhtml"), ("Two", "2.xhtml"), ("Remarks", "n.xhtml"))))
    assert [c.text for c in made.chapters][:2] == ["Rain fell.", "Sun set."]
    assert noted(made)[:2] == [[(4, "Heavy.")], [(3, "Bright.")]]
    assert made.chapters[2].text == "3. Dark."


def test_notes_that_nothing_refers_to_stay_where_they_are() -> None:
    notes = (
        '<aside id="a" epub:type="footnote">Heavy.</aside><aside id="b" epub:type="footnote">Lonely.</aside>'
    )
    pages = {
        "1.xhtml": page(f"<p>Rain{REF.format('n.xhtml#a', 1)}.</p>"),
        "n.xhtml": page(f"<h1>Notes</h1>{notes}"),
    }
    made = read(simple(pages, listed(("One", "1.xhtml"), ("Notes", "n.xhtml"))))
    assert [c.text for c in made.chapters] == ["Rain.", "Lonely."]
    assert [n.text for n in made.chapters[0].notes] == ["Heavy."]


def test_a_note_may_be_told_twice() -> None:
    pages = {f"{n}.xhtml": page(f"<h1>{n}</h1><p>Rain{REF.format('n.xhtml#a', 1)}.</p>") for n in (1, 2)}
    pages["n.xhtml"] = page('<aside id="a" epub:type="footnote">Heavy.</aside>')
    assert noted(read(simple(pages))) == [[(4, "Heavy.")], [(4, "Heavy.")]]


def test_a_long_note_is_told_once() -> None:
    pages = {f"{n}.xhtml": page(f"<h1>{n}</h1><p>Rain{REF.format('n.xhtml#a', 1)}.</p>") for n in (1, 2)}
    pages["n.xhtml"] = page(f'<aside id="a" epub:type="footnote">{"Heavy. " * 200}</aside>')
    assert [len(notes) for notes in noted(read(simple(pages)))] == [1, 0]


def test_notes_outside_the_reading_order() -> None:
    pages = {
        "1.xhtml": page(f"<p>Rain{REF.format('n.xhtml#a', 1)}.</p>"),
        "n.xhtml": page('<p id="a">1 Heavy.</p>'),
    }
    opf = package(
        item("1.xhtml") + item("n.xhtml"), '<itemref idref="1.xhtml"/><itemref idref="n.xhtml" linear="no"/>'
    )
    made = read(epub(opf, {f"OEBPS/{name}": text for name, text in pages.items()}))
    assert noted(made) == [[(4, "Heavy.")]]


def test_a_link_that_leads_to_no_note_takes_nothing_away() -> None:
    pages = {
        "1.xhtml": page(
            '<h1>One</h1><p>See<a href="2.xhtml#p"><sup>2</sup></a>, and<sup><a href="gone.xhtml#x">3</a></sup>.</p>'
        ),
        "2.xhtml": page('<h1 id="h">Two</h1><p id="p">Second.</p>'),
    }
    made = read(simple(pages))
    assert made.chapters[1].text == "Second." and noted(made) == [[], []]


def test_a_note_that_pops_up_is_not_hidden() -> None:
    style = '<link rel="stylesheet" href="s.css"/>'
    body = f'<p>Rain{REF.format("#a", 1)} <i class="x">fell</i>.</p><aside class="pop" id="a" epub:type="footnote">Heavy.</aside>'
    more = {"OEBPS/s.css": ".pop { display: none } .x { display: none }"}
    made = read(simple({"1.xhtml": page(body, head=style)}, more=more))
    assert made.chapters[0].text == "Rain ." and noted(made) == [[(4, "Heavy.")]]


# --- what a book says of itself -------------------------------------------------------------------------


def test_a_book_without_metadata_is_named_after_its_file() -> None:
    data = two().replace(b"The Book", b"        ")
    opf = '<package xmlns="http://www.idpf.org/2007/opf"><manifest>{}</manifest><spine>{}</spine></package>'
    data = epub(
        opf.format(item("1.xhtml"), '<itemref idref="1.xhtml"/>'), {"OEBPS/1.xhtml": page("<p>Hello.</p>")}
    )
    made = from_bytes(data, Path("two-miles.epub"))
    assert (made.title, made.language) == ("Two Miles", "en")


@pytest.mark.parametrize(
    ("data", "media", "found"),
    [(PNG, "image/png", True), (b"<svg/>", "image/svg+xml", False), (b"GIF89a", "image/png", False)],
)
def test_covers(data: bytes, media: str, found: bool) -> None:
    picture = item("c", media, 'properties="cover-image"')
    made = read(simple({"1.xhtml": page("<p>x</p>")}, items=picture, more={"OEBPS/c": data}))
    assert made.cover == (data if found else None)


def test_a_text_in_another_language_says_so() -> None:
    other = page("<p>Bonjour.</p>", attributes='xml:lang="fr"')
    made = read(simple({"1.xhtml": page("<p>Hello.</p>"), "2.xhtml": other}))
    assert [[(s.kind, s.value) for s in c.spans] for c in made.chapters] == [[], [("language", "fr")]]


def test_the_language_of_nearly_all_texts_is_that_of_the_book() -> None:
    made = read(simple({"1.xhtml": page("<p>Bonjour.</p>", attributes='lang="fr-CA"')}))
    assert (made.language, made.notices) == ("fr-CA", ("said to be in en, but its texts to be in: fr-CA",))
    assert made.chapters[0].spans == ()


LEXICON = (
    '<lexicon version="1.0" alphabet="ipa" xml:lang="{}" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">'
    "<lexeme><grapheme>{}</grapheme><phoneme>x</phoneme></lexeme></lexicon>"
)


def test_lexicons() -> None:
    more = {f"OEBPS/{n}.pls": LEXICON.format(n[:2], n) for n in ("en", "en2", "en3", "de")}
    links = "".join(
        f'<link rel="pronunciation" type="application/pls+xml" hreflang="{lang}" href="{name}.pls"/>'
        for lang, name in (("en-GB", "en"), ("de", "en3"))
    )
    pls = "".join(item(f"{n}.pls", "application/pls+xml") for n in ("en", "en2", "en3", "de"))
    made = read(simple({"1.xhtml": page("<p>x</p>", head=links)}, items=pls, more=more))
    assert made.pronunciations == (
        Pronunciation("en", "x", alphabet="ipa"),
        Pronunciation("en2", "x", alphabet="ipa"),
    )


# --- what is broken -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"META-INF/container.xml": ""},
        {"META-INF/container.xml": "<container/>"},
        {"META-INF/container.xml": CONTAINER.format("x.opf")},
        {"META-INF/container.xml": CONTAINER.format("../../etc/passwd")},
        {"META-INF/container.xml": CONTAINER.format("x.opf"), "x.opf": ""},
        {"META-INF/container.xml": CONTAINER.format("x.opf"), "x.opf": "<package/>"},
        {"META-INF/container.xml": CONTAINER.format("x.opf"), "x.opf": package("", "")},
    ],
)
def test_what_is_no_epub_is_refused(files: dict[str, str]) -> None:
    with pytest.raises(InputError):
        read(zipped({"mimetype": "application/epub+zip", **files}))


def test_a_broken_spine_gives_notices() -> None:
    opf = package(
        item("1.xhtml") + item("gone.xhtml") + item("p.svg", "image/svg+xml") + item("2.html", "text/html"),
        "".join(
            f'<itemref idref="{n}"/>'
            for n in ("nothing", "1.xhtml", "1.xhtml", "gone.xhtml", "p.svg", "2.html")
        )
        + "<itemref/><junk/>",
    )
    more = {"OEBPS/1.xhtml": page("<p>First.</p>"), "OEBPS/2.html": "<p>Second<br>line."}
    made = read(epub(opf, more))
    assert [c.text for c in made.chapters] == ["First.", "Second line."]
    assert made.notices == (
        "in the reading order, but not in the manifest: nothing, (no name)",
        "twice in the reading order, and read once: 1.xhtml",
        "in the reading order, but missing from the file: gone.xhtml",
        "in the reading order, but not text: p.svg",
        "not well-formed XHTML, and read as HTML: OEBPS/2.html",
    )


def test_fallbacks_are_followed_but_not_in_circles() -> None:
    opf = package(
        item("a", "x/y", 'fallback="b"')
        + item("b", "x/y", 'fallback="1.xhtml"')
        + item("1.xhtml")
        + item("c", "x/y", 'fallback="c"'),
        '<itemref idref="a"/><itemref idref="c"/>',
    )
    made = read(epub(opf, {"OEBPS/1.xhtml": page("<p>First.</p>")}))
    assert made.chapters[0].text == "First." and made.notices == ("in the reading order, but not text: c",)


def test_broken_contents_give_notices() -> None:
    nav = listed(
        ("Out", "http://example.org/"),
        ("Gone", "gone.xhtml"),
        ("One", "1.xhtml"),
        ("Nowhere", "1.xhtml#nowhere"),
        ("One again", "1.xhtml"),
        ("Two", "2.xhtml#nowhere"),
        ("Self", "nav.xhtml"),
    )
    made = read(two(nav))
    assert [c.headings for c in made.chapters] == [("One",), ("Two",)]
    assert made.notices == (
        "in the contents, but leading nowhere: Out, Gone",
        "in the contents, but leading to no place in its file: Nowhere, Two",
    )


def test_malformed_xhtml_is_read_as_html() -> None:
    made = read(simple({"1.xhtml": page("<p>Salt & pepper<br>and <b>more</p><p>Next.</p>")}))
    assert made.chapters[0].text == "Salt & pepper and more\n\nNext."
    assert made.notices == ("not well-formed XHTML, and read as HTML: OEBPS/1.xhtml",)


def test_an_empty_text_is_passed_over() -> None:
    made = read(simple({"0.xhtml": "", "1.xhtml": page("<p>x</p>"), "2.xhtml": " \n", "3.xhtml": "<!-- -->"}))
    assert [c.text for c in made.chapters] == ["x"]


def test_a_damaged_text_is_an_error_that_names_it() -> None:
    data = bytearray(two())
    at = data.index(b"OEBPS/1.xhtml") + 40
    data[at] ^= 0xFF
    with pytest.raises(InputError, match=r"a\.epub \(OEBPS/1\.xhtml\)"):
        read(bytes(data))


def test_nesting_without_end_is_refused() -> None:
    deep = page("<div>" * 5000 + "x" + "</div>" * 5000)
    with pytest.raises(InputError, match=r"a\.epub \(OEBPS/1\.xhtml\): is nested too deeply"):
        read(simple({"1.xhtml": deep}))
    entries = "<ol><li>" * 3000 + '<a href="1.xhtml">x</a>' + "</li></ol>" * 3000
    assert len(read(two(entries)).chapters) == 2


@pytest.mark.parametrize(
    "half", ["&#xD800;", "&#x00dfff", "&#55296;", "&#57343", "&#1114112;", "&#" + "9" * 300 + ";"]
)
def test_references_to_half_a_character(half: str) -> None:
    made = read(simple({"1.xhtml": page(f'<p title="{half}">a{half} <br>b</p>')}))
    assert made.chapters[0].text.replace("\ufffd", "").split() == ["a", "b"]


def test_entities_do_not_swell() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    text = page("<p>Ha &l9;</p>").replace("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY l0 "lol">{laughs}]>')
    assert len(read(simple({"1.xhtml": text})).chapters[0].text) < 100


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_ten_thousand_chapters_take_seconds(count: int) -> None:
    names = [f"{n}.xhtml" for n in range(count)]
    pages = {name: page(f"<h1>Chapter {name[:-6]}</h1><p>Text.</p>") for name in names}
    data = simple(pages, listed(*((name, name) for name in names)))
    begin = time.process_time()
    assert len(read(data).chapters) == count
    assert time.process_time() - begin < 10


def test_many_headings_in_one_text_take_no_time() -> None:
    body = "".join(f'<h2 id="h{n}">Heading {n}</h2>' for n in range(10_000))
    nav = listed(*((f"{n}", f"1.xhtml#h{n}") for n in range(0, 10_000, 7)))
    begin = time.process_time()
    read(simple({"1.xhtml": page(body)}, nav))
    read(simple({"1.xhtml": page(body)}))
    assert time.process_time() - begin < 10


# --- real books -------------------------------------------------------------------------------------------


def real(name: str) -> Book:
    path = BOOKS / name
    if not path.is_file():
        pytest.skip(f"{name} is not there")
    return book(path)


def test_a_novel() -> None:
    begin = time.process_time()
    made = real("love-among-the-chickens.epub")
    assert time.process_time() - begin < 1
    body = [c for c in made.chapters if c.matter == "body" and not c.left_out][:23]
    assert body[0].title == "I: A Letter with a Postscript" and body[22].title == "XXIII: After the Storm"
    assert (made.creator, made.language) == ("P. G. Wodehouse", "en-GB")


def test_a_textbook() -> None:
    made = real("idpf-childrens-literature.epub")
    assert [c.title for c in made.chapters][-15:-13] == [
        "190 A FOUR-LEAVED CLOVER",
        "191 THE LORD HELPETH MAN AND BEAST",
    ]
    assert made.chapters[-1].title == "204 THE KING OF THE GOLDEN RIVER OR THE BLACK BROTHERS"
    assert made.cover and made.metadata.subtitle.startswith("A Textbook")


def test_an_article_with_lexicon_and_phonemes() -> None:
    made = real("idpf-georgia-pls-ssml.epub")
    assert len(made.pronunciations) == 71
    assert made.pronunciations[3] == Pronunciation("Agnes", "ˈægnɪs", alphabet="ipa")
    first = made.chapters[0]
    said = [(first.text[s.start : s.end], s.value) for s in first.spans if s.kind == "phonemes"]
    assert said[:2] == [("30°", "ˈθɜrti dɪˈgriz"), ("31′", "ˈθɜrtiˈwʌn ˈmɪnɪtz")]
    assert [c.title for c in made.chapters][:3] == ["GEORGIA", "Climate and Soils", "Minerals"]


# --- whole books ------------------------------------------------------------------------------------------

NOVEL = {
    "cover.xhtml": page('<div><img src="cover.jpg" alt="A lamp in the fog"/></div>', "Cover"),
    "title.xhtml": page("<h1>Two Miles of Fog</h1><p>Ada Quill</p><p>Harbour Press</p>", "Title page"),
    "rights.xhtml": page("<p>Copyright © 2020 Ada Quill. All rights reserved.</p><p>ISBN 978-0-306-40615-7</p>", "Copyright"),
    "for.xhtml": page("<p><i>For Sam, who knew the way</i></p>", "Dedication"),
    "part1.xhtml": page("<h1>PART ONE</h1><h2>The Pier</h2><blockquote><p>The sea is deaf.</p></blockquote>"),
    "a.xhtml": page(
        '<h2 id="c1">1</h2><h3>No Horn</h3><p><span class="dropcap">T</span>he lamp<a href="notes.xhtml#n1" id="r1"><sup>1</sup></a> '
        'was <em>out</em>.</p><p>“<span xml:lang="fr">Mon Dieu</span>,” said Sam.</p><hr/><p>Nobody came.</p>'
        '<h2 id="c2">2</h2><h3>The Boat</h3><p>It was a small boat,</p>'
    ),
    "a_split.xhtml": page("<p>and it leaked.</p><div class='poem'><p>Row, row,<br/>row the boat</p></div>"),
    "part2.xhtml": page("<h1>PART TWO</h1><h2>The Sea</h2>"),
    "b.xhtml": page(
        '<h2>3</h2><p>She rowed.<a epub:type="noteref" href="notes.xhtml#n2">2</a></p>'
        "<table><tr><th>Hour</th><th>Miles</th></tr><tr><td>One</td><td>Two</td></tr></table>"
    ),
    "notes.xhtml": page(
        '<h2>Notes</h2><p id="n1"><a href="a.xhtml#r1">1</a> A paraffin lamp.</p>'
        '<aside epub:type="endnote" id="n2">With one oar.</aside><aside epub:type="endnote" id="n3">Of no use.</aside>'
    ),
    "about.xhtml": page("<h2>About the Author</h2><p>Ada Quill lives by the sea.</p>"),
}  # fmt: skip
ABOUT = '<dc:title>Two Miles of Fog</dc:title><dc:creator opf:role="aut">Ada Quill</dc:creator><dc:language>en-GB</dc:language>'


def test_a_whole_epub_3(golden: Golden) -> None:
    first = listed(("1. No Horn", "a.xhtml#c1"), ("2. The Boat", "a.xhtml#c2"))
    nav = listed(
        ("Cover", "cover.xhtml"),
        ("Part One: The Pier", "part1.xhtml", first),
        ("Part Two: The Sea", "part2.xhtml", listed(("3", "b.xhtml"))),
        ("Notes", "notes.xhtml"),
    )
    golden("epub3.txt", of_book(read(simple(NOVEL, nav, metadata=ABOUT))))


def test_a_whole_epub_2(golden: Golden) -> None:
    guide = "".join(
        f'<reference type="{sort}" href="{name}.xhtml"/>'
        for sort, name in (
            ("cover", "cover"),
            ("title-page", "title"),
            ("copyright-page", "rights"),
            ("text", "a"),
        )
    )
    ncx = "".join(
        point(title, target)
        for title, target in (
            ("Part One", "part1.xhtml"),
            ("Chapter 1: No Horn", "a.xhtml"),
            ("Chapter 2: The Boat", "a.xhtml#c2"),
            ("Part Two", "part2.xhtml"),
            ("Chapter 3", "b.xhtml"),
            ("Notes", "notes.xhtml"),
        )
    )
    golden(
        "epub2.txt", of_book(read(simple(NOVEL, ncx=ncx, metadata=ABOUT, guide=f"<guide>{guide}</guide>")))
    )
