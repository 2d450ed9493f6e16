"""The play script: tagged text that a person edits; `read` and `write_script` are each other's inverse.

    ---
    title: Night Shift
    cast:
      Hayes: male; Michael Hayes, Mike
      dispatcher: female, unnamed
    ---
    # The Rail Yard

    DISPATCHER (radio): Unit 12, suspect is heading east.
    [beat 1.2s]
    HAYES (whispered): “Rex, out,”
    NARRATOR: he said.

A blank line is a paragraph. An indented line goes on with the utterance before it. `//` starts a comment line. `# ` is
a chapter's title, spoken; `#! ` one that is not; `## ` another line that is spoken before the chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from fullcast.errors import InputError
from fullcast.model import (
    DELIVERIES,
    Age,
    Book,
    Chapter,
    Character,
    Gender,
    Kind,
    Mark,
    Span,
    Tagged,
    Utterance,
)
from fullcast.read.source import Readout, Source, pretty
from fullcast.words import fold

NARRATOR = "NARRATOR"
UNKNOWN = "UNKNOWN"

_LINE_END = re.compile(r"\r\n|\r|\n")
_SPOKEN = re.compile(
    r"(?P<who>[^\s:()\[\]#/][^:()\[\]]{0,120}?)\s*(?:\((?P<how>[^()]*)\))?\s*:(?:\s+(?P<text>.*))?$",
    re.DOTALL,
)
_TITLE = re.compile(r"(?P<mark>##|#!|#)[ \t]+(?P<text>\S.*)$", re.DOTALL)
_MARK = re.compile(r"\[\s*(?P<kind>beat|scene|sound)\b\s*:?\s*(?P<rest>[^\]]*)\]$", re.IGNORECASE)
_SECONDS = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>ms|s)?$")
_KEY = re.compile(r"(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*)$")
_KEYS = ("title", "author", "language", "cast")
_LONGEST_BEAT = 60.0
_GENDERS: dict[str, Gender] = {gender: gender for gender in get_args(Gender)}
_AGES: dict[str, Age] = {age: age for age in get_args(Age)}


# --- reading ---------------------------------------------------------------------------------------------


def read(source: Source) -> Readout:
    """Read a play script into a Book whose chapters bring their utterances. Raises InputError with the line."""
    text, notices = source.text()
    book = _book(text, source.path, source.name)
    said = ("title", "utterance", "more")
    words = "\n".join(words for _, what, label, words in script_lines(text) if what in said and label != "#!")
    return Readout(replace(book, notices=notices), words)


def _book(text: str, path: Path | None, name: str) -> Book:
    lines = _LINE_END.split(text.lstrip("\ufeff"))
    front, first = _front_matter(lines, path)
    title = front.meta.get("title") or pretty(name)
    reader = _Reader(path, title)
    for number, line in enumerate(lines[first:], start=first + 1):
        reader.line(line, number)
    chapters = tuple(draft.chapter(i) for i, draft in enumerate(reader.finished(), start=1))
    language = front.meta.get("language", "en")
    return Book(
        title, front.meta.get("author"), language, chapters, source=path, characters=tuple(front.cast)
    )


@dataclass(slots=True)
class _Front:
    """What stands between the dashes: keys, and who is in the cast."""

    meta: dict[str, str] = field(default_factory=dict)
    cast: list[Character] = field(default_factory=list)


def _front_matter(lines: list[str], path: Path | None) -> tuple[_Front, int]:
    front = _Front()
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[start].strip() != "---":
        return front, 0
    for i in range(start + 1, len(lines)):
        line = lines[i].strip()
        if line == "---":
            return front, i + 1
        if line and not line.startswith("//"):
            _front_line(front, lines[i], path, i + 1)
    raise InputError(
        "the front matter is never closed",
        path=path,
        line=start + 1,
        hint="end it with a line of three dashes: ---",
    )


def _front_line(front: _Front, line: str, path: Path | None, number: int) -> None:
    if line[0].isspace() and "cast" in front.meta:
        front.cast.append(_character(line.strip(), path, number))
        return
    match = _KEY.match(line.strip())
    key = match["key"].lower() if match else ""
    if match is None or key not in _KEYS:
        near = get_close_matches(key, _KEYS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(_KEYS)}"
        raise InputError(
            f"front matter does not know “{line.strip()[:80]}”", path=path, line=number, hint=hint
        )
    if key in front.meta:
        raise InputError(f"{key} stands here twice", path=path, line=number)
    front.meta[key] = match["value"].strip().strip("\"'")


def _character(line: str, path: Path | None, number: int) -> Character:
    """Read one of the cast: `Name: gender, age, unnamed; alias, alias`, all but the name as it is known."""
    name, _, told = line.partition(":")
    facts, _, others = told.partition(";")
    made = Character(name.strip(), aliases=tuple(a.strip() for a in others.split(",") if a.strip()))
    for fact in (f.strip().lower() for f in facts.split(",") if f.strip()):
        if fact in _GENDERS:
            made = replace(made, gender=_GENDERS[fact])
        elif fact in _AGES:
            made = replace(made, age=_AGES[fact])
        elif fact == "unnamed":
            made = replace(made, named=False)
        else:
            known = [*_GENDERS, *_AGES, "unnamed"]
            near = get_close_matches(fact, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"it knows {', '.join(known)}"
            raise InputError(f"nobody is “{fact[:40]}”", path=path, line=number, hint=hint)
    return made


@dataclass(slots=True)
class Draft:
    """A chapter while its lines are read, one after the other."""

    title: str
    headings: tuple[str, ...] = ()
    utterances: list[Utterance] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def length(self) -> int:
        """The length of the text so far."""
        return self.utterances[-1].end if self.utterances else 0

    def add(self, utterance: Utterance, separator: str) -> None:
        """Append an utterance; what parts it from the one before becomes white space at that one's end."""
        if self.utterances:
            self._extend(separator)
        start = self.length
        self.utterances.append(replace(utterance, start=start, end=start + len(utterance.text)))

    def more(self, text: str) -> None:
        """Append words to the last utterance."""
        self._extend(f" {text}")

    def _extend(self, text: str) -> None:
        last = self.utterances[-1]
        self.utterances[-1] = replace(last, text=last.text + text, end=last.end + len(text))

    def chapter(self, index: int) -> Chapter:
        """Return the chapter."""
        text = "".join(u.text for u in self.utterances)
        said = tuple(self.utterances)
        return Chapter(
            index, self.title, text, 0, self.headings, said, tuple(self.marks), spans=tuple(self.spans)
        )


class _Reader:
    """Reads a script line by line: titles wait for their chapter, a bare label for its indented words."""

    def __init__(self, path: Path | None, title: str) -> None:
        self.path = path
        self.drafts: list[Draft] = []
        self.waiting = Draft(title)
        self.titled = 0
        self.separator = ""
        self.label: Utterance | None = None

    def line(self, line: str, number: int) -> None:
        """Read one line. Raises InputError."""
        bare = line.strip()
        if not bare:
            self.separator = "\n\n"
        elif bare.startswith("//"):
            pass
        elif title := _TITLE.match(bare):
            self._title(title["mark"], title["text"], number)
        elif bare.startswith("["):
            self._direction(bare, number)
        elif line[0].isspace() and (self.label is not None or self._draft().utterances):
            self._more(bare)
        else:
            self._utterance(bare, number)

    def finished(self) -> list[Draft]:
        """Return the chapters. Raises InputError where the last has no line, or none has."""
        if self.titled:
            raise InputError(
                f"the chapter “{self.waiting.title[:60]}” has no line", path=self.path, line=self.titled,
                hint="write lines below it like: NARRATOR: It was late.",
            )  # fmt: skip
        if not any(u.text.strip() for draft in self.drafts for u in draft.utterances):
            hint = "write lines like: NARRATOR: It was late."
            raise InputError("has no line that anybody says", path=self.path, hint=hint)
        return self.drafts

    def _title(self, mark: str, text: str, number: int) -> None:
        """Keep a title until a line follows; several in a row are all spoken, and the last `#` names the chapter."""
        if not self.titled:
            self.waiting = Draft(text)
        if mark != "##":
            self.waiting.title = text
        if mark != "#!":
            self.waiting.headings = (*self.waiting.headings, text)
        self.titled, self.separator, self.label = number, "", None

    def _draft(self) -> Draft:
        if self.titled or not self.drafts:
            self.drafts.append(self.waiting)
            self.titled = 0
        return self.drafts[-1]

    def _direction(self, bare: str, number: int) -> None:
        match = _MARK.match(bare)
        if match is None or (match["kind"].lower() == "scene" and match["rest"].strip()):
            hint = "the directions are [beat], [beat 1.2s], [scene] and [sound: file.wav]"
            raise InputError(f"no direction is called {bare[:60]}", path=self.path, line=number, hint=hint)
        draft = self._draft()
        draft.marks.append(_mark(match, draft.length + 1, number, self.path))

    def _more(self, bare: str) -> None:
        if self.label is None:
            self._draft().more(bare)
            return
        self._draft().add(replace(self.label, text=bare), self.separator or " ")
        self.label, self.separator = None, ""

    def _utterance(self, bare: str, number: int) -> None:
        spoken = _SPOKEN.match(bare)
        if spoken is None:
            hint = "write SPEAKER: text, or indent the line to go on with the one before"
            raise InputError(f"who says “{bare[:40]}”?", path=self.path, line=number, hint=hint)
        who = spoken["who"].strip()
        kind, delivery = _how(who, spoken["how"] or "", number, self.path)
        text = (spoken["text"] or "").strip()
        made = Utterance(0, 0, text, kind, speaker_of(who), delivery, 1.0, "script")
        if not text:
            self.label = made
            return
        self._draft().add(made, self.separator or " ")
        self.label, self.separator = None, ""


def _mark(match: re.Match[str], at: int, number: int, path: Path | None) -> Mark:
    kind, rest = match["kind"].lower(), match["rest"].strip()
    if kind == "sound":
        if not rest:
            raise InputError("[sound] names no file", path=path, line=number, hint="write [sound: door.wav]")
        return Mark(at, "sound", sound=rest)
    if kind == "scene":
        return Mark(at, "scene")
    if not rest:
        return Mark(at, "beat")
    length = _SECONDS.match(rest)
    seconds = float(length["number"]) / (1000 if length["unit"] == "ms" else 1) if length else -1.0
    if not 0 <= seconds <= _LONGEST_BEAT:
        hint = "write seconds from 0 to 60: [beat 1.2s]"
        raise InputError(f"a beat cannot last “{rest[:40]}”", path=path, line=number, hint=hint)
    return Mark(at, "beat", seconds=seconds)


def _how(who: str, how: str, number: int, path: Path | None) -> tuple[Kind, str | None]:
    """Read what stands in brackets: a kind and a delivery, each at most once."""
    kinds = {kind.value: kind for kind in Kind}
    kind: Kind | None = None
    delivery: str | None = None
    for word in (w.strip().lower() for w in how.split(",") if w.strip()):
        if word in kinds and kind is None:
            kind = kinds[word]
        elif word in DELIVERIES and delivery is None:
            delivery = word
        else:
            near = get_close_matches(word, [*kinds, *DELIVERIES], n=1)
            wrong = f"“{word[:40]}” is no kind and no delivery"
            hint = (
                f"did you mean {near[0]}?"
                if near
                else "in brackets stand a kind and a delivery: (radio, whispered)"
            )
            if word in kinds or word in DELIVERIES:
                wrong, hint = (
                    f"{who[:40]} has two of a kind in brackets",
                    "one kind and one delivery: (radio, whispered)",
                )
            raise InputError(wrong, path=path, line=number, hint=hint)
    return kind or (Kind.NARRATION if who.upper() == NARRATOR else Kind.DIALOGUE), delivery


def speaker_of(who: str) -> str | None:
    """Return the speaker a label names, one in capitals in title case; None for the narrator and for nobody known."""
    if who.upper() in {NARRATOR, UNKNOWN}:
        return None
    return _cased(who) if who.isupper() else who


_INNER = re.compile(r"(?:(?<=[^\W_])|(?<=[^\W_]{2}['’]))[^\W\d_]")
"""A letter that begins no name: not the B of O'BRIEN, the L of JEAN-LUC, but the S of TOM'S."""


def _cased(who: str) -> str:
    return _INNER.sub(lambda found: found[0].lower(), " ".join(who.split()))


def script_lines(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Name what every line of a script is, without reading further: (line, what it is, its label, its words).

    It is a fence, front, cast, blank, record, comment, title, direction, utterance, or more of the one before. The label is
    what is said about the words: SPEAKER (kind, delivery), a key's value, what is known of one of the cast.
    """
    fences = 0
    cast = begun = False
    for line in _LINE_END.split(text.lstrip("\ufeff")):
        bare = line.strip()
        if not bare:
            yield line, "blank", "", ""
        elif bare.startswith("//"):
            yield line, "record" if bare.startswith("//@") else "comment", "", bare
        elif bare == "---" and fences < 2:
            fences += 1
            yield line, "fence", "", f"{bare} {fences}"
        elif fences == 1:
            key, _, value = bare.partition(":")
            inside = cast and line[0].isspace()
            cast = cast or key.strip().lower() == "cast"
            yield line, "cast" if inside else "front", value.strip(), fold(key)
        else:
            fences = 2  # whatever comes first but the front matter ends the hope for it
            told = _body_line(line, bare, begun=begun)
            begun = begun if told[1] == "direction" else told[1] != "title"
            yield told


def _body_line(line: str, bare: str, *, begun: bool) -> tuple[str, str, str, str]:
    """Name a line below the front matter; `begun` says that its chapter has a line which it can go on with."""
    if title := _TITLE.match(bare):
        return line, "title", title["mark"], title["text"]
    if bare.startswith("["):
        return line, "direction", "", bare
    spoken = None if line[0].isspace() and begun else _SPOKEN.match(bare)
    if spoken is None:
        return line, "more", "", bare
    label = bare[: spoken.start("text")] if spoken["text"] else bare
    made = label_of(label.rstrip().removesuffix(":"))
    return line, "utterance", label_text(made) if made else label, (spoken["text"] or "").strip()


def label_of(text: str) -> Utterance | None:
    """Read what stands before the colon of a line: who says it, and how; None where it is no such thing."""
    spoken = _SPOKEN.match(f"{text}:")
    if spoken is None:
        return None
    who = spoken["who"].strip()
    try:
        kind, delivery = _how(who, spoken["how"] or "", 0, None)
    except InputError:
        return None
    return Utterance(0, 0, "", kind, speaker_of(who), delivery)


# --- writing ---------------------------------------------------------------------------------------------


def write_script(tagged: Tagged) -> str:
    """Write a tagged book as a play script that `read` reads back to the same utterances, headings and cast."""
    book = tagged.book
    lines = ["---", f"title: {_one_line(book.title)}"]
    lines += [f"author: {_one_line(book.creator)}"] if book.creator else []
    lines += [f"language: {book.language}"]
    lines += ["cast:", *map(_cast_line, tagged.characters)] if tagged.characters else []
    lines += ["---"]
    for chapter, utterances in zip(book.chapters, tagged.chapters, strict=True):
        lines += ["", *_title_lines(chapter), ""]
        lines += _chapter_lines(chapter, utterances)
    return "\n".join(lines) + "\n"


def _cast_line(character: Character) -> str:
    facts = [
        fact for fact in (character.gender, character.age, None if character.named else "unnamed") if fact
    ]
    aliases = ", ".join(_plain(alias) for alias in character.aliases)
    return f"  {_plain(character.name)}: {', '.join(facts)}{'; ' + aliases if aliases else ''}".rstrip()


def _title_lines(chapter: Chapter) -> Iterator[str]:
    if chapter.title not in chapter.headings:
        yield f"#! {_one_line(chapter.title) or 'Untitled'}"
    for heading in chapter.headings:
        yield f"{'#' if heading == chapter.title else '##'} {_one_line(heading)}"


def _chapter_lines(chapter: Chapter, utterances: Sequence[Utterance]) -> list[str]:
    lines: list[str] = []
    marks = sorted(chapter.marks, key=lambda m: m.at)
    for utterance in utterances:
        while marks and marks[0].at <= max(utterance.start, 1):
            lines += [_mark_line(marks.pop(0)), ""]
        if utterance.rule != "scene-break" and utterance.text.strip():
            lines.append(f"{label_text(utterance)}: {_one_line(utterance.text)}")
            gap = utterance.text[len(utterance.text.rstrip()) :]
            if "\n" in gap or "\r" in gap or "\u2029" in gap:
                lines.append("")
    lines += [_mark_line(mark) for mark in marks]
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain(name: str) -> str:
    """Return a name without what would end it in a script."""
    return _one_line(re.sub(r"[:;,()\[\]]", " ", name))


def label_text(utterance: Utterance) -> str:
    """Write what stands before the colon of a line."""
    narrated = utterance.kind is Kind.NARRATION
    who = (
        _plain(NARRATOR if narrated else UNKNOWN if utterance.speaker is None else utterance.speaker)
        or UNKNOWN
    )
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
