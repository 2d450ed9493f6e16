"""What an author's document says by its looks alone: a heading set in bold or in the middle, a scene parted by an empty line.

Word processors have styles for headings, and many manuscripts do without. Here a document, already a tree of HTML, is
given what its looks mean, before `html.document` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

from lxml import etree

from fullcast.read.headings import heading, number
from fullcast.read.html.tags import SORTED

CENTRED = "centred"
"""The class of a paragraph that stands in the middle of the line."""
TITLE = "title"
"""The class of a heading that is the title of the book, or its subtitle."""
TYPE = "{http://www.idpf.org/2007/ops}type"
"""epub:type, by which a document says what a part of it is."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOLD = ("strong", "b")
_LEVELS = {"part": 1, "chapter": 2}
_SHORT = 80
_RARE = 0.15
"""Empty lines are fewer than this of all lines where they part scenes; where they are more, they part paragraphs."""


def finished(root: Any) -> str:
    """Make headings of the lines of `root` that are meant as such, and breaks of the empty lines between scenes.

    Returns the title that stands above them all, "" for none.
    """
    body = root.find("body") if root.tag == "html" else root
    lines = [_line(node) for node in body.iter("p") if node.getparent().tag in SORTED]
    headings = list(body.iter(*_HEADINGS))
    if sum(1 for node in headings if TITLE not in node.get("class", "").split()) < 2:
        for at, level in levels(lines).items():
            lines[at].node.tag = f"h{level}"
    title = "" if headings else _titled(lines)
    _part_scenes(lines)
    for part in list(body.iter("section")):
        _end(part)
    return title


def label(pattern: str, numbers: Sequence[tuple[int, str]]) -> str:
    """Return what a word processor writes before a heading that it numbers, "" if that is but a number.

    In `pattern` ("Chapter %1") stand the places of `numbers`, each with how it is written: "I" or "i" as Roman, "A" or
    "a" as letters, else digits.
    """
    if not any(ch.isalpha() for ch in pattern):
        return ""
    text = pattern[:_SHORT]
    for place, (value, form) in reversed(list(enumerate(numbers, 1))):
        text = text.replace(f"%{place}", _numeral(value, form))
    return " ".join(text.split()).strip(" :.–—-")


def _numeral(value: int, form: str) -> str:
    made = str(value)
    if form.upper() == "I" and 0 < value < 4000:
        made = "".join(
            digits[value // unit % 10] for unit, digits in zip((1000, 100, 10, 1), _ROMAN, strict=True)
        )
    elif form.upper() == "A" and 0 < value < 1000:
        made = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    return made.lower() if form.islower() else made


_ROMAN = (
    ("", "M", "MM", "MMM"),
    ("", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"),
    ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"),
    ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a manuscript; it `stands_out` where all of it is bold, or it stands in the middle."""

    text: str
    stands_out: bool
    node: Any = None


def levels(lines: Sequence[Line]) -> Mapping[int, int]:
    """Return which lines are headings, and of what level: 1 for parts, 2 for chapters.

    They have the words of a heading, or are numbers that run up from 1; a short line that stands out below is a
    heading's title.
    """
    found: dict[int, int] = {}
    for at, line in enumerate(lines):
        read = heading(line.text) if len(line.text) <= 2 * _SHORT else None
        if read is not None:
            found[at] = _LEVELS[read.rank]
    if 2 not in found.values():
        found |= dict.fromkeys(_counted(lines), 2)
    titles = {_below(lines, at): level for at, level in found.items()}
    return {**{at: level for at, level in titles.items() if at is not None}, **found}


def _counted(lines: Sequence[Line]) -> list[int]:
    """Return the lines that are the numbers 1, 2, 3 and so on, each after the other; none where there is only one."""
    found: list[int] = []
    for at, line in enumerate(lines):
        read = number(line.text) if len(line.text) <= _SHORT else None
        if read and read.number == len(found) + 1 and (line.stands_out or not read.title):
            found.append(at)
    return found if len(found) > 1 else []


def _titled(lines: Sequence[Line]) -> str:
    """Make the title of the book of the first line, if it stands out and is none of a chapter; return it."""
    first = next((line for line in lines if line.text), None)
    if first is None or first.node.tag != "p" or not first.stands_out or not _is_short(first.text):
        return ""
    first.node.tag = "h1"
    first.node.set("class", TITLE)
    return first.text


def _is_short(text: str) -> bool:
    """Say whether a line is no longer than a title, has words, and does not go on."""
    return len(text) <= _SHORT and text[-1] not in ".,;:" and any(ch.isalnum() for ch in text)


def _below(lines: Sequence[Line], at: int) -> int | None:
    """Return the line that is the title of the heading `at`: the next one with words, if it stands out."""
    read = heading(lines[at].text) or number(lines[at].text)
    if read is None or read.title:
        return None
    for below in range(at + 1, min(at + 4, len(lines))):
        text = lines[below].text
        if text:
            return below if lines[below].stands_out and _is_short(text) else None
    return None


def _line(node: Any) -> Line:
    text = " ".join("".join(node.itertext()).split())
    return Line(text, bool(text) and (CENTRED in node.get("class", "").split() or _is_bold(node)), node)


def _is_bold(node: Any) -> bool:
    plain = [node.text, *(child.tail for child in node)]
    return not any(text and text.strip() for text in plain) and any(child.tag in _BOLD for child in node)


def _part_scenes(lines: Sequence[Line]) -> None:
    """Make breaks of empty lines, where they are so few that they must mean something."""
    gaps = [
        (one, two)
        for one, two in pairwise(lines)
        if not one.text and two.text and two.node.tag == "p" and not len(one.node)
    ]
    if len(gaps) >= _RARE * len(lines):
        return
    for gap, _ in gaps:
        before = gap.node.getprevious()
        if before is not None and before.tag == "p":
            gap.node.tag = "hr"


def _end(part: Any) -> None:
    """Let what follows a part that has a name of its own (the contents) begin another one, with the titles above both."""
    parent = part.getparent()
    if TYPE not in part.attrib or parent is None or parent.tag not in SORTED:
        return
    after = etree.Element("section", {TYPE: "chapter"})
    after.extend([*reversed(_titles_above(part)), *takewhile(_is_no_part, part.itersiblings())])
    if len(after):
        part.addnext(after)


def _is_no_part(node: Any) -> bool:
    return TYPE not in node.attrib


def _titles_above(part: Any) -> list[Any]:
    """Return what stands above a part, from below, if that is but titles."""
    found: list[Any] = []
    for node in part.itersiblings(preceding=True):
        if node.tag not in _HEADINGS and "".join(node.itertext()).strip():
            return []
        found.append(node)
    return found
