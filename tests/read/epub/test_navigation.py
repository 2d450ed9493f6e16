"""Tables of contents of EPUB 2 and 3."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast.read import archive
from fullcast.read.epub.navigation import Entry, Navigation, navigation
from fullcast.read.epub.package import package
from fullcast.read.source import Source
from read.packed import listed, page, point, simple


def read(nav: str = "", ncx: str = "", guide: str = "") -> Navigation:
    pages = {"1.xhtml": page("<p>x</p>"), "2.xhtml": page("<p>y</p>")}
    opened = archive.open(Source(simple(pages, nav, ncx, guide=guide), Path("a.epub"), "a"))
    return navigation(opened, package(opened))


DEEP = (
    Entry("One", "OEBPS/1.xhtml", (Entry("Rain", "OEBPS/1.xhtml#r"),)),
    Entry("Group", "", (Entry("Two", "OEBPS/2.xhtml"),)),
)


def test_a_navigation_document() -> None:
    nav = listed(
        ("<b>One</b>\n", "1.xhtml", listed(("Rain", "1.xhtml#r"))), ("Group", "", listed(("Two", "2.xhtml")))
    )
    assert read(nav).entries == DEEP
    assert read(f'<nav role="doc-toc"><h1>Contents</h1>{nav}</nav>').entries == DEEP


def test_an_ncx() -> None:
    assert (
        read(
            ncx=point("One", "1.xhtml", point("Rain", "1.xhtml#r"))
            + point("Group", "", point("Two", "2.xhtml"))
        ).entries
        == DEEP
    )


def test_the_navigation_document_goes_before_the_ncx_unless_it_is_empty() -> None:
    ncx = point("Old", "1.xhtml")
    assert [e.title for e in read(listed(("New", "1.xhtml")), ncx).entries] == ["New"]
    assert [e.title for e in read(listed(("New", "gone.xhtml")), ncx).entries] == ["Old"]
    assert [e.title for e in read('<nav epub:type="landmarks"><ol></ol></nav>', ncx).entries] == ["Old"]


def test_lists_that_are_not_shown() -> None:
    nav = listed(("One", "1.xhtml", listed(("Rain", "1.xhtml#r")).replace("<ol>", '<ol hidden="">')))
    assert [entry.shut for entry in read(nav).entries] == [True]


def test_landmarks_go_before_the_guide() -> None:
    guide = '<guide><reference type="cover" href="1.xhtml"/><reference type="notes" href="2.xhtml"/></guide>'
    nav = '<nav epub:type="landmarks"><ol><li><a epub:type="titlepage" href="1.xhtml">x</a></li></ol></nav>'
    assert read(nav, guide=guide).sorts == {"OEBPS/1.xhtml": "titlepage", "OEBPS/2.xhtml": "notes"}


@pytest.mark.parametrize(
    "nav", ["<nav/>", "<nav epub:type='toc'/>", listed(), "<nav epub:type='toc'><p>x</p><ol><li/></ol></nav>"]
)
def test_contents_that_say_nothing(nav: str) -> None:
    assert read(nav).entries == ()


def test_broken_contents_are_read_as_far_as_they_go() -> None:
    made = read("<nav epub:type='toc'><ol><li><a href='1.xhtml'>Salt & pepper</a></li>")
    assert [entry.target for entry in made.entries] == ["OEBPS/1.xhtml"]
    assert made.oddities == (("not well-formed, and read as far as it goes", "OEBPS/nav.xhtml"),)
