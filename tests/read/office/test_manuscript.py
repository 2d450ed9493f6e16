"""Headings and scenes that only their looks tell of."""

from __future__ import annotations

import pytest
from lxml import etree

from fullcast.read.office.manuscript import Line, finished, label, levels


def found(*texts: str) -> dict[str, int]:
    """Return the headings among lines; one that begins with a star stands out."""
    lines = [Line(text.lstrip("*"), text.startswith("*")) for text in texts]
    return {lines[at].text: level for at, level in sorted(levels(lines).items())}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Chapter 1", "It rained."], {"Chapter 1": 2}),
        (["PART ONE", "Chapter 1", "*The Fog", "It rained."], {"PART ONE": 1, "Chapter 1": 2, "The Fog": 2}),
        (["Chapter 1", "", "*The Fog"], {"Chapter 1": 2, "The Fog": 2}),
        (["Chapter 1: Fog", "*Stop!"], {"Chapter 1: Fog": 2}),
        (["Prologue", "x", "Kapitel 2", "y"], {"Prologue": 2, "Kapitel 2": 2}),
        (["1", "It rained.", "2", "Sun."], {"1": 2, "2": 2}),
        (["*I. Fog", "It rained.", "*II. Sun"], {"I. Fog": 2, "II. Sun": 2}),
        (["1", "It rained."], {}),
        (["I", "rained."], {}),
        (["1984", "x", "1985"], {}),
        (["Part one of the plan was simple."], {}),
        (["*Bold words"], {}),
    ],
)
def test_lines_that_are_headings(lines: list[str], expected: dict[str, int]) -> None:
    assert found(*lines) == expected


@pytest.mark.parametrize(
    ("pattern", "numbers", "expected"),
    [
        ("Chapter %1", [(4, "1")], "Chapter 4"),
        ("Part %1: ", [(1949, "I")], "Part MCMXLIX"),
        ("Part %1", [(4, "i")], "Part iv"),
        ("%1 Akt", [(28, "a")], "bb Akt"),
        ("Book %1.%2", [(1, "1"), (2, "A")], "Book 1.B"),
        ("Book %1", [(99999, "I")], "Book 99999"),
        ("%1.", [(1, "1")], ""),
    ],
)
def test_what_is_written_before_numbered_headings(
    pattern: str, numbers: list[tuple[int, str]], expected: str
) -> None:
    assert label(pattern, numbers) == expected


def page(body: str) -> str:
    """Finish a page, and return what it is then."""
    root = etree.fromstring(f"<html><body>{body}</body></html>")
    finished(root)
    return etree.tostring(root[0], encoding="unicode").removeprefix("<body>").removesuffix("</body>")


def test_headings_of_its_own_are_believed() -> None:
    own = "<h1>A</h1><p>Chapter 1</p><h1>B</h1><p>Chapter 2</p>"
    assert page(own) == own


def test_empty_lines_part_scenes_only_where_they_are_rare() -> None:
    scene = "<p>a</p>" * 10
    assert page(f"{scene}<p/>{scene}") == f"{scene}<hr/>{scene}"
    airy = "<p>a</p><p/>" * 10
    assert page(airy) == airy
    assert page(f"<p/>{scene}<p/>") == f"<p/>{scene}<p/>"


def test_the_first_line_is_the_title_if_it_stands_out() -> None:
    assert page("<p><b>The Tale</b></p><p>a</p>") == '<h1 class="title"><b>The Tale</b></h1><p>a</p>'
    assert page("<p><b>He</b> came.</p>") == "<p><b>He</b> came.</p>"
