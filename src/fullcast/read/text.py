"""Plain text: chapters by their heading lines, a title by its looks, everything else as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fullcast.model import Book, Chapter
from fullcast.read.source import Readout, Source

_NUMBER = (
    r"(?:\d{1,3}|[ivxlc]{1,8}|(?:the )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|first|"
    r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last))"
)
_HEADING = re.compile(
    rf"^[ \t#]*(?:(?:chapter|part|book|volume|act|scene|letter)\s+{_NUMBER}\b(?:[ \t]*[.:—–\-][ \t]*\S.{{0,90}}|[.]?)"
    rf"|(?:prologue|epilogue|interlude|foreword|afterword)(?:[ \t]*[.:—–\-][ \t]*\S.{{0,90}})?[.]?)[ \t\r]*$",
    re.IGNORECASE | re.MULTILINE,
)
_MARKDOWN = re.compile(r"^#{1,3}[ \t]+\S.{0,118}$", re.MULTILINE)
_BY = re.compile(r"^\s*(?:by|written by)\s+(?P<who>[^\W\d_][^\r\n]{1,80}?)\s*$", re.IGNORECASE)
_SMALL = frozenset("a an and as at but by for from in into nor of on or the to with".split())


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def read(source: Source) -> Readout:
    """Read plain text into a Book; the file's name titles what has no title of its own.

    Its language is undetermined ("und"): plain text does not say, and whoever parses it finds out.
    """
    text, notices = source.text()
    begin = 1 if text.startswith("\ufeff") else 0
    title, creator, headings, body = _front(text, begin)
    title_of_book = title or pretty(source.name)
    chapters = tuple(_chapters(text, body, headings, title_of_book))
    book = Book(title_of_book, creator, "und", chapters, source=source.path, notices=notices)
    return Readout(book, text)


def pretty(name: str) -> str:
    """Return a file's name as a title: "k9-on-the-tracks" -> "K9 on the Tracks"."""
    words = re.sub(r"[_\-]+", " ", name).split()
    if any(ch.isupper() for ch in name):
        return " ".join(words) or "Story"
    capital = [w if i and w in _SMALL else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    return " ".join(capital) or "Story"


def is_heading(line: str) -> bool:
    """Say whether a line is a heading by its words: "Chapter 4", "Part Two: The Sea", "Epilogue"."""
    return _HEADING.fullmatch(line) is not None


def _lines(text: str, start: int, count: int) -> list[_Line]:
    """Return the next `count` lines that are not blank, with how they stand in the text."""
    found: list[_Line] = []
    for match in re.compile(r"[^\r\n]+").finditer(text, start):
        stripped = match.group().strip()
        if stripped:
            at = match.start() + match.group().index(stripped[0])
            found.append(_Line(at, at + len(stripped), stripped))
        if len(found) == count:
            break
    return found


def _front(text: str, begin: int) -> tuple[str | None, str | None, tuple[str, ...], int]:
    """Return title, author, the lines that say them, and where the story begins; a story may have none of these."""
    lines = _lines(text, begin, 3)
    if not lines or not _is_title(text, lines):
        return None, None, (), begin
    by = _BY.match(lines[1].text) if len(lines) > 1 else None
    said = tuple(line.text for line in lines[: 2 if by else 1])
    body = _next(text, lines[1].end if by else lines[0].end)
    title = lines[0].text.strip("#* \t_")
    return title, by["who"] if by else None, said, body


def _next(text: str, at: int) -> int:
    match = re.compile(r"\S").search(text, at)
    return match.start() if match else len(text)


def _is_title(text: str, lines: list[_Line]) -> bool:
    """Say whether the first line is a title: short, no stop, in title case, with a blank line or "by ..." after it."""
    first = lines[0]
    if len(lines) < 2 or len(first.text) > 500 or _HEADING.match(first.text):
        return False
    if first.text[-1] in ".,;:”\"’'—–-" or first.text[0] in "“\"‘'«—–*":
        return False
    gap = text[first.end : lines[1].start]
    parted = gap.count("\n") >= 2 or gap.count("\r") >= 2 or _BY.match(lines[1].text) is not None
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", first.text) if w.lower() not in _SMALL]
    capital = sum(1 for w in words if w[0].isupper())
    return parted and bool(words) and capital >= 0.75 * len(words)


def _chapters(text: str, body: int, headings: tuple[str, ...], title: str) -> list[Chapter]:
    marks = _heading_lines(text, body)
    if not marks:
        return [Chapter(1, title, text[body:].rstrip("\ufeff"), body, headings)]
    made: list[Chapter] = []
    if re.search(r"\w", text[body : marks[0].start]):
        made.append(Chapter(1, title, text[body : marks[0].start], body, headings))
        headings = ()
    for i, mark in enumerate(marks):
        start = _next(text, mark.end)
        end = marks[i + 1].start if i + 1 < len(marks) else len(text)
        start = min(start, end)
        if not re.search(r"\w", text[start:end]):
            headings = (*headings, mark.text)  # "PART ONE" right above "Chapter 1" is spoken with it
            continue
        made.append(Chapter(len(made) + 1, mark.text, text[start:end], start, (*headings, mark.text)))
        headings = ()
    if headings and made:
        last = made.pop()
        made.append(
            Chapter(last.index, last.title, text[last.source_start :], last.source_start, last.headings)
        )
    return made or [Chapter(1, title, text[body:], body, ())]


def _heading_lines(text: str, body: int) -> list[_Line]:
    """Return the heading lines: chapter words or Markdown marks on a line of their own, with a gap before."""
    found: list[_Line] = []
    for pattern in (_HEADING, _MARKDOWN):
        for match in pattern.finditer(text, body):
            line = match.group().strip()
            if _parted(text, match.start(), body) and (pattern is _MARKDOWN or not line.endswith((",", ";"))):
                at = match.start() + match.group().index(line[0])
                found.append(_Line(at, at + len(line), line.lstrip("# \t")))
        if found:
            return found
    return found


def _parted(text: str, start: int, body: int) -> bool:
    before = text[max(body, start - 200) : start]
    return (
        not before.strip()
        or before[len(before.rstrip(" \t\r\n")) :].count("\n") >= 2
        or before.rstrip(" \t").endswith("\r\r")
    )
