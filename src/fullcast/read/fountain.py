"""Fountain: a screenplay or radio play in plain text, whose chapters bring their lines with who says them and how.

The source of every rule is the syntax of fountain.io, version 1.1; where that leaves a choice, the text says so below.
What only guides the eye or the crew is left out for its reason: cues, directions, transitions, synopses, notes, the
boneyard, scene numbers and the title page (which becomes the book's metadata; its title is spoken).

text -> cut (notes, boneyard) -> title page -> elements, line by line -> chapters
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest
from typing import Literal

from fullcast.errors import InputError
from fullcast.model import Book, Kind, Mark, Metadata, Span, Utterance
from fullcast.read.script import Draft, speaker_of
from fullcast.read.source import Readout, Source, pretty
from fullcast.words import WORD, fold

_LINE_END = re.compile(r"\r\n|\r")
_OPEN = re.compile(r"/\*|\[\[")
_PARAGRAPH_END = re.compile(r"\n[ \t]?(?=\n)")  # two spaces join what stands around an empty line
_GONE = "\ufdd0"  # stands where a note was, so that a line of nothing else is no empty line
_PAGE_LINE = re.compile(r"(?P<key>[^\W\d_][\w \-]{0,30}?)[ \t]*:(?P<value>.*)$")
_BREAK = re.compile(r"={3,}$")
_SECTION = re.compile(r"(?P<mark>#{1,6})[ \t]*(?P<text>.*)$")
_SCENE = re.compile(r"(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I/E|E/I)(?:[. ]|$)", re.IGNORECASE)
_SCENE_NUMBER = re.compile(r"#(?P<number>[^#\s]{1,20})#$")
_TRANSITION = re.compile(
    r"(?:[^a-z]*\bTO:|FADE (?:IN|OUT|UP)[.:]?|(?:CUT|FADE|DISSOLVE) TO (?:BLACK|WHITE)[.:]?)$"
)
_CUE = re.compile(r"(?P<who>[^()]+)(?P<how>(?:\([^()]*\)[ \t]*)*(?:\([^()]*)?)$")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_CAPITALS = re.compile(r"(?<=[a-z][A-Z])[A-Z]+\b")  # McCOY is McCoy
_INK = re.compile(r"\*+|_")
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff\ufdd0]")
_SPLIT = re.compile(r"[,;/&]|\band\b|\bbut\b|--|[–—]")
_AND = re.compile(r"[,;&\n]|\band\b")
_SMALL = frozenset(
    "the a an his her their my your its over on via through from in very voice long short".split()
)
_NOT = frozenset("not no stops stop stopped without".split())

_LONGEST_NAME, _LONGEST_DIRECTION, _TOLD = 60, 4, 5  # code points, lines, notices

_NARRATORS = frozenset("NARRATOR NARRATEUR NARRATRICE NARRADOR NARRATORE ERZÄHLER ERZÄHLERIN".split())

_PAGE: Mapping[str, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "credit": "",
    "author": "authors",
    "authors": "authors",
    "writer": "authors",
    "writers": "authors",
    "written by": "authors",
    "source": "",
    "draft date": "date",
    "date": "date",
    "draft": "",
    "revision": "",
    "contact": "",
    "copyright": "rights",
    "notes": "",
    "language": "language",
    "publisher": "publisher",
    "series": "series",
    "episode": "position",
}
"""Key of the title page -> what it tells of the book, "" where nothing. Other keys are left out like these."""

_HEARD: Mapping[Kind, str] = {
    Kind.RADIO: "radio, filtered, filter, comms, comm, headset, walkie, walkie talkie, walkie-talkie, earpiece",
    Kind.PHONE: "phone, telephone, cell, cell phone, speakerphone, voicemail, answering machine",
    Kind.LOUDSPEAKER: "pa, p a, pa system, loudspeaker, loudspeakers, speakers, intercom, tannoy, megaphone, bullhorn",
    Kind.BROADCAST: "tv, television, broadcast, news, newscast",
    Kind.THOUGHT: "thought, thoughts, thinking, thinks, inner voice",
    Kind.DIALOGUE: "into phone, into telephone, into cell, into cell phone, into radio, into comms, into headset, "
    "into walkie, into walkie talkie, into walkie-talkie, into receiver, into speakerphone, off phone, off radio, "
    "hangs up, hanging up, in person",
}
"""Kind -> the brackets after which a line is heard so: (ON RADIO) and (OVER THE RADIO) are (RADIO).

Who speaks into a telephone is in the room; who is on it is not.
"""
_KINDS = {phrase: kind for kind, phrases in _HEARD.items() for phrase in phrases.split(", ")}

_SAID: Mapping[str, str] = {
    "whispered": "whisper, whispers, whispering, whispered, hushed",
    "murmured": "murmur, murmurs, murmuring, murmured",
    "muttered": "mutter, mutters, muttering, muttered, mumbles, mumbling, under breath, to self, to himself, "
    "to herself, to themselves",
    "softly": "soft, softly, quiet, quietly, gently, gentle, tenderly",
    "gasped": "gasp, gasps, gasping, gasped, breathless, breathlessly",
    "panted": "pant, pants, panting, panted, winded, out of breath",
    "shouted": "shout, shouts, shouting, shouted, yell, yells, yelling, yelled, loud, loudly, hollers, hollering, bellowing",
    "screamed": "scream, screams, screaming, screamed, shriek, shrieks, shrieking",
    "called": "calls, calling, called",
    "growled": "growl, growls, growling, growled, snarls, snarling",
    "hissed": "hiss, hisses, hissing, hissed",
    "sobbed": "sob, sobs, sobbing, sobbed, cries, crying, weeping, weeps, tearful, tearfully, tears",
    "shaking": "shaking, shaky, shakily, trembling, quavering, quivering",
    "laughed": "laugh, laughs, laughing, laughed, chuckles, chuckling, giggles, giggling",
    "sighed": "sigh, sighs, sighing, sighed",
    "cold": "cold, coldly, icy, icily",
    "urgent": "urgent, urgently",
    "flat": "flat, flatly, deadpan, monotone",
    "steady": "steady, steadily, calm, calmly, evenly, firm, firmly",
    "hoarse": "hoarse, hoarsely, rasping, raspy, croaking",
}
"""Delivery -> the words of a direction that ask for it."""
_DELIVERIES = {word: delivery for delivery, words in _SAID.items() for word in words.split(", ")}
_BEATS = frozenset("beat pause pauses pausing silence then".split())
_PLAIN = frozenset(("normal", "normally", "normal voice", "normal tone", "aloud"))
_PLACES: Mapping[str, str] = {
    "int": "Interior",
    "ext": "Exterior",
    "est": "Establishing",
    "int/ext": "Interior, exterior",
    "ext/int": "Exterior, interior",
    "i/e": "Interior, exterior",
    "e/i": "Exterior, interior",
}
"""The beginning of a scene heading -> how it is said in English."""


def read(source: Source) -> Readout:
    """Read a screenplay into a Book whose chapters bring their utterances.

    Its language is "und" unless the title page says it. Raises InputError where nobody says anything.
    """
    text, notices = source.text()
    left = _Left()
    lines = _cut(_LINE_END.sub("\n", text.lstrip("\ufeff")), left).split("\n")
    page, first = _title_page(lines, left)
    heading = " ".join(page.get("title", "").split())
    title, language = heading or pretty(source.name), _language(page.get("language", ""))
    stage = _Stage(title, heading, left, english=language[:2].lower() in {"en", "un"})
    drafts = stage.played(tuple(_elements(lines[first:])))
    if not drafts:
        hint = "write a scene: action in paragraphs, a NAME in capitals above what somebody says"
        raise InputError("has no line that anybody says", path=source.path, hint=hint)
    chapters = tuple(draft.chapter(i) for i, draft in enumerate(drafts, 1))
    metadata = _metadata(page)
    creator = " and ".join(metadata.authors) or None
    told = (*notices, *left.notices)
    book = Book(title, creator, language, chapters, source=source.path, notices=told, metadata=metadata)
    return Readout(book, text, tuple(left.out))


@dataclass(slots=True)
class _Left:
    """What is left out, (reason, text), and what the log should know of it."""

    out: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def add(self, reason: str, text: str) -> None:
        """Leave `text` out, if there is a word in it."""
        if WORD.search(text):
            self.out.append((reason, text))


# --- what is cut before anything is read -----------------------------------------------------------------


def _cut(text: str, left: _Left) -> str:
    """Take out [[notes]] and the /* boneyard */; one that is never closed ends with its paragraph, or the file."""
    kept: list[str] = []
    at = 0
    while found := _OPEN.search(text, at):
        kept += (text[at : found.start()], _GONE)
        end, at, closed = _closed(text, found)
        left.add("notes" if found.group() == "[[" else "boneyard", text[found.end() : end])
        if not closed and len(left.notices) < _TOLD:
            line = text.count("\n", 0, found.start()) + 1
            left.notices.append(
                f"line {line}: “{found.group()}” is never closed; what follows it is left out"
            )
    kept.append(text[at:])
    return "".join(kept)


def _closed(text: str, opened: re.Match[str]) -> tuple[int, int, bool]:
    """Return where what `opened` begins ends, where reading goes on, and whether it is closed."""
    note = opened.group() == "[["
    stop = _PARAGRAPH_END.search(text, opened.end()) if note else None
    last = stop.start() if stop else len(text)
    end = text.find("]]" if note else "*/", opened.end(), last)
    return (last, last, False) if end < 0 else (end, end + 2, True)


# --- the title page --------------------------------------------------------------------------------------


def _title_page(lines: Sequence[str], left: _Left) -> tuple[dict[str, str], int]:
    """Return what the title page says of the book, and the number of its lines; it begins with a key of `_PAGE`."""
    said: dict[str, str] = {}
    key, first = "", 0
    for number, line in enumerate(lines, 1):
        bare = line.replace(_GONE, "")
        if not bare.strip():
            key = key if _GONE in line else ""
            continue
        found = None if bare[0].isspace() else _PAGE_LINE.match(bare)
        name = " ".join(found["key"].lower().split()) if found else ""
        if not (name if key else name in _PAGE) and not (key and bare[0].isspace()):
            break
        key, value = (name, found["value"]) if found else (key, bare)
        what, first = _PAGE.get(key, ""), number
        left.add("title page", bare if what != "title" else found["key"] if found else "")
        said[what] = f"{said.get(what, '')}\n{_bare(value)}".strip()
    return said, first


def _language(said: str) -> str:
    """Return a language the page gives as a code; "und" where it gives none, or a name."""
    return said if re.fullmatch("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", said) else "und"


def _metadata(page: Mapping[str, str]) -> Metadata:
    authors = tuple(name.strip() for name in _AND.split(page.get("authors", "")) if name.strip())
    told = {key: " ".join(value.split()) for key, value in page.items()}
    return Metadata(
        subtitle=told.get("subtitle", ""),
        authors=authors,
        publisher=told.get("publisher", ""),
        date=told.get("date", ""),
        series=told.get("series", ""),
        position=told.get("position", ""),
        rights=told.get("rights", ""),
    )


# --- elements --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Element:
    """A part of a screenplay: `text` is a heading, a cue, or what is left out; `lines` are its action or speech."""

    kind: Literal["section", "scene", "action", "lyrics", "speech", "synopses", "transitions"]
    text: str = ""
    lines: list[str] = field(default_factory=list)
    level: int = 0


def _elements(lines: Sequence[str]) -> Iterator[_Element]:
    """Yield the elements; an empty line ends one, two spaces in it do not end a speech."""
    now: _Element | None = None
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        bare = line.replace(_GONE, "").strip()
        if not bare and _GONE in line:
            continue
        if now and now.kind == "speech" and not _BREAK.match(bare) and not _ends(line):
            now.lines.append(bare)
            continue
        made = None
        if bare and not _BREAK.match(bare):
            made = _element(bare, fresh=now is None, last=_ends(after))
        if now and made and made.kind == now.kind:
            now.lines += made.lines
            continue
        yield from [now] if now else []
        whole = made is None or made.kind in {"action", "lyrics", "speech"}
        yield from [] if whole or made is None else [made]
        now = made if whole else None
    yield from [now] if now else []


def _ends(line: str) -> bool:
    """Say whether a line is empty, and not two spaces or what is left of a note."""
    return not line.strip() and line != "  "


def _element(bare: str, *, fresh: bool, last: bool) -> _Element:
    """Say what a line begins; `fresh` where an empty line stands before it, `last` where one follows."""
    if section := _SECTION.match(bare):
        return _Element("section", section["text"].rstrip("# "), level=len(section["mark"]))
    if bare[0] == "=":
        return _Element("synopses", bare[1:])
    if bare[0] == "~":
        return _Element("lyrics", lines=[bare[1:]])
    if bare[0] == "!":
        return _Element("action", lines=[bare.lstrip("!")])
    if bare[0] == ">":
        centred = bare.endswith("<")
        return _Element("action", lines=[bare[1:-1]]) if centred else _Element("transitions", bare[1:])
    return (_opening(bare, last=last) if fresh else None) or _Element("action", lines=[bare])


def _opening(bare: str, *, last: bool) -> _Element | None:
    """Return what only stands after an empty line: a scene heading, a transition, a cue."""
    if bare[0] == "." and bare[1:2].isalnum():
        return _Element("scene", bare[1:])
    if _SCENE.match(bare) and (last or bare.upper() == bare):
        return _Element("scene", bare)
    if _TRANSITION.match(bare):
        return _Element("transitions", bare)
    cue = _CUE.match(bare.rstrip("^ ").lstrip("@"))
    if last or cue is None or not WORD.search(cue["who"]):
        return None
    who = cue["who"].strip()
    named = who.isupper() and who[-1] not in "!?;,—–" and len(who) <= _LONGEST_NAME
    return _Element("speech", bare) if bare[0] == "@" or named else None


# --- chapters --------------------------------------------------------------------------------------------


class _Stage:
    """Plays elements into chapters: a heading waits for what follows it, a way of speaking for the words."""

    def __init__(self, title: str, heading: str, left: _Left, *, english: bool) -> None:
        self.waiting: Draft | None = Draft(title, (heading,) if heading else ())
        self.drafts: list[Draft] = []
        self.left = left
        self.english = english
        self.names: dict[str, str] = {}

    def played(self, elements: Sequence[_Element]) -> list[Draft]:
        """Return the chapters. The highest sections begin them; those below are headings inside."""
        top = min((each.level for each in elements if each.kind == "section"), default=0)
        for each in elements:
            if each.kind == "section":
                self._section(_bare(each.text), begins=each.level == top)
            elif each.kind == "scene":
                self._scene(each.text)
            elif each.kind == "speech":
                self._speech(each)
            elif each.kind in {"action", "lyrics"}:
                self._told([_bare(line) for line in each.lines], each.kind == "lyrics")
            else:
                self.left.add(each.kind, each.text)
        self._last_words()
        said = any(WORD.search(each.text) for draft in self.drafts for each in draft.utterances)
        return self.drafts if said else []

    def _last_words(self) -> None:
        """Keep headings that nothing follows: they are narrated."""
        self._reopen()
        if self.waiting is not None and self.drafts:
            headings, self.waiting.headings = self.waiting.headings, ()
            for heading in headings:
                self._narrate(heading)

    def _reopen(self) -> None:
        """Let a chapter in which nothing is said yet wait again."""
        if self.drafts and not self.drafts[-1].utterances:
            self.waiting = self.drafts.pop()

    def _draft(self) -> Draft:
        if self.waiting is not None:
            self.drafts.append(self.waiting)
            self.waiting = None
        return self.drafts[-1]

    def _section(self, text: str, *, begins: bool) -> None:
        if not WORD.search(text):
            return
        self._reopen()
        if self.waiting is None and not begins:
            at = self._narrate(text)
            self._draft().spans.append(Span(at, at + len(text), "heading"))
            return
        if self.waiting is None:
            self.waiting = Draft(text)
        self.waiting.title = text if begins else self.waiting.title
        self.waiting.headings = (*self.waiting.headings, text)

    def _scene(self, text: str) -> None:
        number = _SCENE_NUMBER.search(text)
        self.left.add("scene numbers", number["number"] if number else "")
        text = _bare(text[: number.start()] if number else text)
        if not WORD.search(text):
            return
        self._draft().marks.append(Mark(self._draft().length + 1, "scene"))
        at = self._narrate(text)
        place = _SCENE.match(text)
        said = _PLACES.get(place.group().lower().replace(".", "").strip()) if place else None
        if place and said and self.english:
            end = at + len(place.group().rstrip())
            self._draft().spans.append(Span(at, end, "alias", f"{said},"))

    def _told(self, lines: list[str], sung: bool) -> None:
        text = ("\n" if sung else " ").join(line for line in lines if line)
        if not WORD.search(text):
            return
        at = self._narrate(text)
        if sung:
            self._draft().spans.append(Span(at, at + len(text), "verse"))

    def _narrate(self, text: str) -> int:
        """Let the narrator say `text`; return where it stands."""
        return self._say(Utterance(0, 0, text, Kind.NARRATION, rule="script"), "\n\n")

    def _say(self, utterance: Utterance, separator: str) -> int:
        draft = self._draft()
        draft.add(utterance, separator)
        return draft.utterances[-1].start

    def _speech(self, speech: _Element) -> None:
        self.left.add("cues", speech.text)
        said, separator = self._cued(speech.text), "\n\n"
        held: list[str] = []
        for what, text in (*_parts(speech.lines), ("gap", "")):
            if what == "words":
                held.append(text)
                continue
            if held:
                self._say(replace(said, text=" ".join(held)), separator)
                held, separator = [], " "
            if what == "directions":
                self.left.add(what, text)
                said = self._directed(said, text)
            elif what == "lyrics" and text:
                at = self._say(replace(said, text=text), separator)
                self._draft().spans.append(Span(at, at + len(text), "verse"))
                separator = "\n"
            else:
                separator = "\n\n"

    def _cued(self, cue: str) -> Utterance:
        """Return an utterance without words, of the speaker and in the way that a cue names."""
        found = _CUE.match(cue.rstrip("^ ").lstrip("@"))
        who, how = (found["who"].strip(" :"), found["how"]) if found else (cue, "")
        if who.upper() in _NARRATORS:
            said = Utterance(0, 0, "", Kind.NARRATION, rule="script")
        else:
            said = Utterance(0, 0, "", Kind.DIALOGUE, self._name(_bare(who)), rule="script")
        for inside in how.replace(")", "(").split("("):
            said = self._directed(said, inside, cue=True)
        return said

    def _name(self, who: str) -> str | None:
        name = speaker_of(_CAPITALS.sub(lambda found: found.group().lower(), who))
        return None if name is None else self.names.setdefault(fold(name), name)

    def _directed(self, said: Utterance, directions: str, *, cue: bool = False) -> Utterance:
        """Return `said` as the directions in brackets ask for; a beat becomes a mark."""
        for words in _asked(directions):
            if words[0] in _BEATS or words == ("moment",):
                self._draft().marks.append(Mark(self._draft().length + 1, "beat"))
            kind, delivery = _kind(words), _delivery(words)
            if kind is Kind.THOUGHT and not cue:
                kind = None  # who stops to think says what follows aloud
            if kind and said.kind is not Kind.NARRATION:
                said = replace(said, kind=kind)
            if delivery or words[0] in _PLAIN:
                said = replace(said, delivery=delivery)
        return said


# --- directions ------------------------------------------------------------------------------------------


def _asked(directions: str) -> Iterator[tuple[str, ...]]:
    """Yield what directions in brackets ask for, one thing after the other, without small words."""
    for part in _SPLIT.split(directions.lower().replace(".", "").strip("() ")):
        words = tuple(word for word in part.split() if word not in _SMALL)
        if words:
            yield words


def _kind(words: tuple[str, ...]) -> Kind | None:
    return _KINDS.get(" ".join(words)) or _KINDS.get(" ".join(w for w in words if w not in _DELIVERIES))


def _delivery(words: tuple[str, ...]) -> str | None:
    if _NOT & set(words):
        return None
    found = (_DELIVERIES[word] for word in words if word in _DELIVERIES)
    return _DELIVERIES.get(" ".join(words)) or next(found, None)


def _is_direction(inside: str) -> bool:
    """Say whether brackets amid words hold nothing but directions, so that they are not spoken."""
    asked = list(_asked(inside))
    known = [
        words for words in asked if _KINDS.keys() & {" ".join(words)} or _DELIVERIES.keys() >= set(words)
    ]
    plain = [words for words in asked if words[0] in _PLAIN or _BEATS | _DELIVERIES.keys() >= set(words)]
    return bool(asked) and all(words in known or words in plain for words in asked)


# --- a speech --------------------------------------------------------------------------------------------


def _parts(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what stands under a cue: words, lyrics, directions, and the gaps of its empty lines."""
    for sung, group in groupby(_whole(lines), key=lambda line: line[:1] == "~"):
        if sung:
            yield "lyrics", "\n".join(filter(None, (_bare(line[1:]) for line in group)))
            continue
        for line in group:
            yield from _line_parts(line) if line else [("gap", "")]


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, those of a parenthetical that runs over several as one."""
    at = 0
    while at < len(lines):
        end = at + 1
        if lines[at].startswith("(") and ")" not in lines[at]:
            near = range(end, min(at + _LONGEST_DIRECTION, len(lines)))
            end = next((i + 1 for i in near if ")" in lines[i]), end)
        yield " ".join(lines[at:end])
        at = end


def _line_parts(line: str) -> Iterator[tuple[str, str]]:
    """Yield the words and directions of a line; brackets beside words are directions only if they are known ones."""
    if line[0] == "(" and line.find(")") == len(line) - 1:
        yield "directions", line
        return
    at = 0
    for found in _BRACKETS.finditer(line):
        if _is_direction(found.group(1)):
            yield from _words(line[at : found.start()])
            yield "directions", found.group()
            at = found.end()
    yield from _words(line[at:])


def _words(text: str) -> Iterator[tuple[str, str]]:
    if said := _bare(text):
        yield "words", said


# --- text ------------------------------------------------------------------------------------------------


def _bare(text: str) -> str:
    """Return a line's text without emphasis, marks nobody sees and needless white space."""
    return " ".join(_UNSEEN.sub("", _plain(text)).split())


def _plain(text: str) -> str:
    """Return a line without the marks of emphasis that open and close something; others are text."""
    inked: set[int] = set()
    waiting: dict[str, list[int]] = {"*": [], "_": []}
    for found in _INK.finditer(text):
        mark, start, end = found.group()[0], found.start(), found.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if before == "\\" or (mark == "_" and before.isalnum() and after.isalnum()):
            continue
        places = list(range(start, end))
        while before.strip() and waiting[mark] and places:
            inked |= {waiting[mark].pop(), places.pop()}
        if after.strip():
            waiting[mark] += places
    return "".join(ch for i, ch in enumerate(text) if i not in inked).replace("\\*", "*").replace("\\_", "_")
