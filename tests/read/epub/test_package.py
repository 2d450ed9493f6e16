"""The package of an EPUB, whole and broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast.errors import InputError
from fullcast.model import Book
from fullcast.read import from_bytes
from fullcast.read.epub.package import told
from read.packed import CONTAINER, epub, item, package, page, zipped


def read(data: bytes) -> Book:
    return from_bytes(data, Path("a.epub"))


def test_a_package_is_found_without_a_container() -> None:
    files = {
        "x/a.opf": package(item("1.xhtml"), '<itemref idref="1.xhtml"/>'),
        "x/1.xhtml": page("<p>First.</p>"),
    }
    made = read(zipped(files))
    assert made.chapters[0].text == "First." and "named by no META-INF/container.xml" in made.notices[0]


def test_of_several_renditions_the_first_is_read() -> None:
    roots = "".join(f'<rootfile full-path="{n}.opf"/>' for n in "ab")
    files = {f"{n}.opf": package(item(f"{n}.xhtml"), f'<itemref idref="{n}.xhtml"/>') for n in "ab"}
    pages = {f"{n}.xhtml": page(f"<p>Text {n}.</p>") for n in "ab"}
    container = f"<container><rootfiles>{roots}</rootfiles></container>"
    made = read(zipped({"META-INF/container.xml": container, **files, **pages}))
    assert made.chapters[0].text == "Text a." and made.notices == (
        "holds several books in one, of which the first is read: a.opf",
    )


def test_a_broken_package_is_read_as_far_as_it_goes() -> None:
    opf = package(item("1.xhtml"), '<itemref idref="1.xhtml"/>', "<dc:title>Salt & Pepper</dc:title>")
    made = read(epub(opf, {"OEBPS/1.xhtml": page("<p>First.</p>")}))
    assert made.chapters[0].text == "First."
    assert made.notices == ("not well-formed, and read as far as it goes: OEBPS/content.opf",)


def test_the_suffix_of_a_text_is_believed_as_well_as_its_type() -> None:
    opf = package(item("1.xhtml", "application/octet-stream"), '<itemref idref="1.xhtml"/>')
    assert read(epub(opf, {"OEBPS/1.xhtml": page("<p>First.</p>")})).chapters[0].text == "First."


def test_notices_are_few() -> None:
    odd = [("missing", str(n)) for n in range(1000)] + [("twice", "a"), ("twice", "a")]
    assert told(odd) == ("missing: 0, 1, 2 and 997 more", "twice: a")


def test_no_package_at_all_is_refused() -> None:
    with pytest.raises(InputError, match=r"its package y\.opf is missing"):
        read(zipped({"META-INF/container.xml": CONTAINER.format("y.opf")}))
