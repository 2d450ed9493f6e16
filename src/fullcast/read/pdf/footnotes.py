"""Notes at the foot of the page: lines in smaller type that begin with a mark, and the mark in the text they belong to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fullcast.read.pdf.layout import Line
from fullcast.read.pdf.setting import Style

MARK = re.compile(r"\s*(\d{1,3}|[*†‡§¶‖]{1,3})(?![\d.,]*\d)[.)\]]? ?")
"""What begins a note: its mark, and a stop or bracket; no year and no decimal."""

SIGN = re.compile(r"(?<=\S)[*†‡§¶‖]{1,3}")
"""A mark in the text that is no number: it follows a word."""


@dataclass(slots=True)
class FootNote:
    """A note: the page it begins on, its mark as it stands there, its key in the book, its lines."""

    page: int
    mark: str
    key: str
    lines: list[Line]


def notes_apart(
    lines: Sequence[Line], style: Style
) -> tuple[list[Line], list[FootNote], dict[int, list[list[Line]]]]:
    """Take the notes from the feet of the columns; those whose mark is nowhere on the page are loose, by page."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.column].append(line)
    feet: dict[int, int] = {}
    last = -1  # the page of the last foot with notes
    for column, found in columns.items():
        feet[column] = _foot(found, style, goes_on=last in (found[0].page, found[0].page - 1))
        last = found[0].page if feet[column] < len(found) else last
    there = _marks_there(line for column, found in columns.items() for line in found[: feet[column]])
    kept: list[Line] = []
    notes: list[FootNote] = []
    for column, found in columns.items():
        kept += found[: feet[column]]
        foot = found[feet[column] :]
        if foot and not _is_foot(foot, there, notes):
            kept += foot
            continue
        for line in foot:
            mark = _mark_of(line)
            if mark and _follows(mark, notes, line):
                notes.append(FootNote(line.page, mark, f"page {line.page} note {mark} {len(notes)}", [line]))
            elif notes:
                notes[-1].lines.append(line)
            else:
                kept.append(line)
    return (kept, *_bound(notes, there))


def _is_foot(foot: Sequence[Line], there: set[tuple[int, str]], notes: Sequence[FootNote]) -> bool:
    """Say whether small lines at a foot are notes: a mark of theirs stands in the text, or looks like nothing else."""
    marks = [mark for line in foot if (mark := _mark_of(line))]
    sure = any((foot[0].page, mark) in there or not mark.isdecimal() for mark in marks)
    return sure or any(line.pieces[0].raised for line in foot) or (not marks and bool(notes))


def _bound(
    notes: Iterable[FootNote], there: set[tuple[int, str]]
) -> tuple[list[FootNote], dict[int, list[list[Line]]]]:
    """Part the notes whose mark stands in the text from those that are loose."""
    bound: dict[tuple[int, str], FootNote] = {}
    loose: dict[int, list[list[Line]]] = defaultdict(list)
    for note in notes:
        if (note.page, note.mark) in there and (note.page, note.mark) not in bound:
            bound[note.page, note.mark] = note
        else:
            loose[note.page].append(note.lines)
    return list(bound.values()), loose


def _foot(found: Sequence[Line], style: Style, *, goes_on: bool) -> int:
    """Return where the notes at a column's foot begin; its length where it has none.

    `goes_on` says that a note may go on from the page before, and so begin without a mark.
    """
    start = len(found)
    while start and found[start - 1].size < 0.93 * style.body:
        start -= 1
    if start == 0:
        return len(found)
    while start < len(found) and not _mark_of(found[start]):
        if goes_on and found[start - 1].y - found[start].y > 1.15 * style.leading:
            return start
        start += 1
    return start


def _mark_of(line: Line) -> str:
    if line.pieces[0].raised:
        text = line.pieces[0].text.strip()
        return text if len(text) <= 3 else ""
    match = MARK.match(line.text)
    return match[1] if match and match.end() < len(line.text) else ""


def _follows(mark: str, notes: Sequence[FootNote], line: Line) -> bool:
    """Say whether a number that begins a line can be a note's: raised, or one more than the last."""
    last = notes[-1].mark if notes and notes[-1].page == line.page else ""
    if line.pieces[0].raised or not last or not mark.isdecimal():
        return True
    return not last.isdecimal() or int(mark) == int(last) + 1


def _marks_there(lines: Iterable[Line]) -> set[tuple[int, str]]:
    """Return the marks that stand in the text, with their pages."""
    there: set[tuple[int, str]] = set()
    for line in lines:
        for piece in line.pieces:
            if piece.raised:
                there.add((line.page, piece.text.strip()))
            there |= {(line.page, sign) for sign in SIGN.findall(piece.text)}
    return there
