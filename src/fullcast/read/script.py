"""The play script: tagged text that a person edits; `read` and `write_script` are each other's inverse.

    ---
    title: Night Shift
    ---
    # The Rail Yard

    DISPATCHER (radio): Unit 12, suspect is heading east.
    [beat 1.2s]
    HAYES (whispering): “Rex, out,”
    NARRATOR: he said.

A blank line is a paragraph. An indented line goes on with the utterance before it. `//` starts a comment line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from fullcast.errors import InputError
from fullcast.model import Book as BookType
from fullcast.model import Chapter, Kind, Mark, Tagged, Utterance
from fullcast.read.text import pretty

NARRATOR = "NARRATOR"
UNKNOWN = "UNKNOWN"

_SPOKEN = re.compile(
    r"(?P<who>[^\s:()\[\]#/][^:()\[\]]{0,120}?)\s*(?:\((?P<how>[^()]*)\))?\s*:(?:\s+(?P<text>.*))?$"
)
_MARK = re.compile(r"\[\s*(?P<kind>beat|scene|sound)\s*(?P<rest>[^\]]*)\]$", re.IGNORECASE)
_SECONDS = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>ms|s)?$")
_KEY = re.compile(r"(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*)$")
_KEYS = ("title", "author", "language", "announce")
_LONGEST_BEAT = 60.0


@dataclass(slots=True)
class _Draft:
    """A chapter while it is read."""

    title: str
    announced: bool
    pieces: list[str] = field(default_factory=list)
    utterances: list[Utterance] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0

    def add(self, utterance: Utterance, separator: str) -> None:
        """Append an utterance; what parts it from the one before becomes white space at that one's end."""
        if self.utterances:
            last = self.utterances[-1]
            self.utterances[-1] = Utterance(
                last.start,
                last.end + len(separator),
                last.text + separator,
                last.kind,
                last.speaker,
                last.delivery,
                1.0,
                "script",
            )
            self.pieces.append(separator)
            self.length += len(separator)
        start = self.length
        self.utterances.append(
            Utterance(
                start,
                start + len(utterance.text),
                utterance.text,
                utterance.kind,
                utterance.speaker,
                utterance.delivery,
                1.0,
                "script",
            )
        )
        self.pieces.append(utterance.text)
        self.length += len(utterance.text)

    def more(self, text: str) -> None:
        """Append to the last utterance."""
        last = self.utterances.pop()
        joined = f"{last.text} {text}" if last.text else text
        self.utterances.append(
            Utterance(
                last.start,
                last.start + len(joined),
                joined,
                last.kind,
                last.speaker,
                last.delivery,
                1.0,
                "script",
            )
        )
        self.pieces.append(joined[len(last.text) :])
        self.length = last.start + len(joined)


def read(text: str, path: Path | None, name: str) -> BookType:
    """Read a play script into a Book whose chapters bring their utterances. Raises InputError with the line."""
    lines = text.lstrip("\ufeff").splitlines()
    meta, first = _front_matter(lines, path)
    announce = meta.get("announce", "yes").lower() not in {"no", "false", "off"}
    title = meta.get("title") or pretty(name)
    drafts = _drafts(lines, first, path, title, announce=announce)
    chapters = tuple(
        Chapter(
            i,
            d.title,
            "".join(d.pieces),
            0,
            (d.title,) if d.announced else (),
            tuple(d.utterances),
            tuple(d.marks),
        )
        for i, d in enumerate(drafts, start=1)
    )
    if not any(u.text.strip() for c in chapters for u in c.utterances or ()):
        raise InputError(
            "has no line that anybody says", path=path, hint="write lines like: NARRATOR: It was late."
        )
    return BookType(title, meta.get("author"), meta.get("language", "en"), chapters, source=path)


def _front_matter(lines: list[str], path: Path | None) -> tuple[dict[str, str], int]:
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[start].strip() != "---":
        return {}, 0
    meta: dict[str, str] = {}
    for i in range(start + 1, len(lines)):
        line = lines[i].strip()
        if line == "---":
            return meta, i + 1
        match = _KEY.match(line)
        if not line or line.startswith("//"):
            continue
        if match is None or match["key"].lower() not in _KEYS:
            near = get_close_matches(match["key"].lower(), _KEYS, n=1) if match else []
            hint = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(_KEYS)}"
            raise InputError(f"front matter does not know “{line}”", path=path, line=i + 1, hint=hint)
        meta[match["key"].lower()] = match["value"].strip().strip("\"'")
    raise InputError(
        "the front matter is never closed",
        path=path,
        line=start + 1,
        hint="end it with a line of three dashes: ---",
    )


def _drafts(lines: list[str], first: int, path: Path | None, title: str, *, announce: bool) -> list[_Draft]:
    drafts: list[_Draft] = []
    separator = ""
    for number, line in enumerate(lines[first:], start=first + 1):
        bare = line.strip()
        if not bare:
            separator = "\n\n"
            continue
        if bare.startswith("//"):
            continue
        if bare.startswith("# "):
            drafts.append(_Draft(bare[2:].strip(), announced=announce))
            separator = ""
            continue
        if not drafts:
            drafts.append(_Draft(title, announced=False))
        separator = _line(drafts[-1], line, separator, number, path)
    return [d for d in drafts if d.utterances]


def _line(draft: _Draft, line: str, separator: str, number: int, path: Path | None) -> str:
    """Read one line into the draft; return what parts it from the next."""
    bare = line.strip()
    mark = _MARK.match(bare)
    if mark:
        draft.marks.append(_mark(mark, draft.length, number, path))
        return separator
    if bare.startswith("["):
        raise InputError(
            f"no direction is called {bare}",
            path=path,
            line=number,
            hint="the directions are [beat], [beat 1.2s], [scene] and [sound: file.wav]",
        )
    spoken = _SPOKEN.match(bare)
    if line[0].isspace() and draft.utterances and not (spoken and spoken["who"].isupper()):
        draft.more(bare)
        return ""
    if spoken is None:
        raise InputError(
            f"who says “{bare[:40]}”?", path=path, line=number,
            hint="write SPEAKER: text, or indent the line to go on with the one before",
        )  # fmt: skip
    text = (spoken["text"] or "").strip()
    if text:
        kind, delivery = _how(spoken["who"].strip(), spoken["how"] or "", number, path)
        draft.add(Utterance(0, 0, text, kind, _speaker(spoken["who"].strip()), delivery), separator or " ")
    return ""


def _mark(match: re.Match[str], at: int, number: int, path: Path | None) -> Mark:
    kind, rest = match["kind"].lower(), match["rest"].strip().lstrip(":").strip()
    if kind == "sound":
        if not rest:
            raise InputError("[sound] names no file", path=path, line=number, hint="write [sound: door.wav]")
        return Mark(at + 1, "sound", sound=rest)
    if kind == "scene":
        return Mark(at + 1, "scene")
    if not rest:
        return Mark(at + 1, "beat")
    length = _SECONDS.match(rest)
    seconds = float(length["number"]) / (1000 if length["unit"] == "ms" else 1) if length else -1.0
    if not 0 <= seconds <= _LONGEST_BEAT:
        raise InputError(
            f"a beat cannot last “{rest}”",
            path=path,
            line=number,
            hint="write seconds from 0 to 60: [beat 1.2s]",
        )
    return Mark(at + 1, "beat", seconds=seconds)


def _how(who: str, how: str, number: int, path: Path | None) -> tuple[Kind, str | None]:
    kind = Kind.NARRATION if who.upper() == NARRATOR else Kind.DIALOGUE
    delivery: str | None = None
    kinds = {k.value: k for k in Kind}
    for word in (w.strip().lower() for w in how.split(",") if w.strip()):
        if word in kinds:
            kind = kinds[word]
        elif delivery is None:
            delivery = word
        else:
            near = get_close_matches(word, [*kinds], n=1)
            hint = (
                f"did you mean {near[0]}?"
                if near
                else "in brackets stand a kind and one delivery: (radio, whispered)"
            )
            raise InputError(
                f"“{who}” has two deliveries, {delivery} and {word}", path=path, line=number, hint=hint
            )
    return kind, delivery


def _speaker(who: str) -> str | None:
    if who.upper() in {NARRATOR, UNKNOWN}:
        return None
    return _cased(who) if who.isupper() else who


def _cased(who: str) -> str:
    return " ".join(part[:1] + part[1:].lower() for part in who.split())


# --- writing ---------------------------------------------------------------------------------------------


def write_script(tagged: Tagged) -> str:
    """Write a tagged book as a play script that `read` reads back to the same utterances."""
    book = tagged.book
    announced = any(chapter.headings for chapter in book.chapters)
    lines = ["---", f"title: {_one_line(book.title)}"]
    lines += [f"author: {_one_line(book.creator)}"] if book.creator else []
    lines += [f"language: {book.language}"]
    lines += [] if announced else ["announce: no"]
    lines += ["---"]
    for chapter, utterances in zip(book.chapters, tagged.chapters, strict=True):
        lines += ["", f"# {_one_line(chapter.title)}", ""]
        lines += _chapter_lines(chapter, utterances)
    return "\n".join(lines) + "\n"


def _chapter_lines(chapter: Chapter, utterances: Sequence[Utterance]) -> list[str]:
    lines: list[str] = []
    marks = sorted(chapter.marks, key=lambda m: m.at)
    for utterance in utterances:
        while marks and marks[0].at <= max(utterance.start, 1):
            lines += [_mark_line(marks.pop(0)), ""]
        if utterance.rule != "scene-break" and utterance.text.strip():
            lines.append(f"{_label(utterance)}: {_one_line(utterance.text)}")
            gap = utterance.text[len(utterance.text.rstrip()) :]
            if "\n" in gap or "\r" in gap or "\u2029" in gap:
                lines.append("")
    lines += [_mark_line(mark) for mark in marks]
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _label(utterance: Utterance) -> str:
    narrated = utterance.kind is Kind.NARRATION
    who = NARRATOR if narrated else UNKNOWN if utterance.speaker is None else utterance.speaker
    who = re.sub(r"[:()\[\]]", " ", who).strip() or UNKNOWN
    name = who.upper() if _cased(who.upper()) == who else who
    how = [utterance.kind.value] if utterance.kind not in {Kind.NARRATION, Kind.DIALOGUE} else []
    how += [utterance.delivery] if utterance.delivery else []
    return f"{name} ({', '.join(how)})" if how else name


def _mark_line(mark: Mark) -> str:
    if mark.kind == "sound":
        return f"[sound: {mark.sound}]"
    if mark.kind == "scene":
        return "[scene]"
    return "[beat]" if mark.seconds is None else f"[beat {mark.seconds:g}s]"
