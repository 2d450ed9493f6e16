"""Carries what a person changed in a play script over into the script of the revised story.

A script that fullcast writes to a file ends in a record of what it wrote (record.py). What differs from the record is
the person's; what differs between the record and the script of the revised story is the story's. Both hold, line by
line, and within a line speaker, kind, delivery, words and the blank line before it each by itself. Where both changed
the same words the story's stand, and the person's are told as lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from fullcast.model import Kind
from fullcast.read.script.align import align
from fullcast.read.script.record import (
    Label,
    Piece,
    Was,
    digest_of,
    exact_of,
    pieces_of,
    record_of,
    with_record,
)
from fullcast.words import fold


@dataclass(frozen=True, slots=True)
class Revision:
    """The script of a revised story with a person's changes in it.

    `kept` counts the changes that hold (blank lines and comments hold too, and are not counted), `lost` quotes those
    whose line the story no longer has. `renamed` tells who is called otherwise in so many lines that the person
    never saw. `touched` says whether the person changed anything, `known` how much the script and the story have in
    common, of the shorter one (0-1). `guessed` gives for every utterance of the text its number among those of the
    fresh script where the person left it as it was made, and None for the others.
    """

    text: str
    kept: int
    lost: tuple[str, ...]
    renamed: tuple[tuple[str, str, int], ...]
    touched: bool
    known: float
    guessed: tuple[int | None, ...]


def revised(edited: str, fresh: str) -> Revision | None:
    """Carry over into `fresh`, the script of the story as it is now, what a person changed in `edited`.

    Gives None where `edited` has no record of what was written. Both must be scripts that can be read.
    """
    record = record_of(edited)
    if record is None:
        return None
    merge = _Merge(record, list(pieces_of(edited)), list(pieces_of(fresh)))
    merge.apply()
    return merge.revision(fresh)


# --- the merge ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Merge:
    """The script as it was written, as the person left it (`mine`), and as the story is now (`fresh`)."""

    was: list[Was]
    mine: list[Piece]
    fresh: list[Piece]
    to_mine: dict[int, int] = field(default_factory=dict)
    to_fresh: dict[int, int] = field(default_factory=dict)
    changed: dict[int, Piece] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    added: defaultdict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    kept: int = 0
    lost: list[str] = field(default_factory=list)
    touched: bool = False

    def apply(self) -> None:
        """Make every change of the person's in the fresh script."""
        before = [was.digest for was in self.was]
        after = [piece.digest for piece in self.fresh]
        self.to_mine = dict(align(before, [piece.digest for piece in self.mine]))
        self.to_fresh = dict(align(before, after))
        self.to_fresh |= _moved(before, after, self.to_fresh)
        i = j = 0
        for was, mine in [*sorted(self.to_mine.items()), (len(self.was), len(self.mine))]:
            self.rewritten(i, was, self.mine[j:mine])
            if was < len(self.was):
                self.settle(self.was[was], self.mine[mine], self.to_fresh.get(was))
            i, j = was + 1, mine + 1

    def settle(self, was: Was, now: Piece, at: int | None, *, rewritten: bool = False) -> None:
        """Carry over what the person changed of one piece; `at` is where the fresh script has it, if it has."""
        if not rewritten and (now.label, now.exact, now.gap) == (was.label, was.exact, was.gap):
            return
        self.touched = True
        if at is None:
            if rewritten or (now.label, now.exact) != (was.label, was.exact):
                self.lose(now)
            return
        then = self.fresh[at]
        spoken = now.text if rewritten or (now.exact != was.exact and then.exact == was.exact) else then.text
        if now.exact not in {was.exact, then.exact, exact_of(spoken)}:
            self.lose(now)
        made = _made(was, now, then, spoken)
        if (made.label, made.text, made.gap) != (then.label, then.text, then.gap):
            self.changed[at] = made
            self.kept += (made.label, made.text) != (then.label, then.text)

    def rewritten(self, first: int, end: int, added: list[Piece]) -> None:
        """Carry over what the person put in the place of the pieces `first:end`: nothing, something else, or more."""
        if first == end and not added:
            return
        self.touched = True
        places = [self.to_fresh.get(at) for at in range(first, end)]
        there = [place for place in places if place is not None]
        if first == end:
            self.insert(first, added)
        elif len(places) == len(added) and all(
            place is None or self.fresh[place].what == piece.what
            for place, piece in zip(places, added, strict=True)
        ):
            for at, piece, place in zip(range(first, end), added, places, strict=True):
                self.settle(self.was[at], piece, place, rewritten=True)
        elif not added or len(there) == len(places):
            self.dropped |= set(there)
            self.kept += max(len(there) - len(added), 0)
            if added:
                self.add(min(there), added)
        else:  # the story was rewritten there too
            for piece in added:
                if piece.what == "utterance":
                    self.lose(piece)
            self.insert(first, [piece for piece in added if piece.what != "utterance"])

    def insert(self, first: int, added: list[Piece]) -> None:
        """Put pieces behind the one before them, or else before the one behind them, if the story has either."""
        before, behind = self.to_fresh.get(first - 1), self.to_fresh.get(first)
        if before is not None:
            self.add(before + 1, added)
        elif behind is not None or first in {0, len(self.was)}:
            self.add(len(self.fresh) if behind is None and first else behind or 0, added)
        else:
            for piece in added:
                self.lose(piece)

    def add(self, at: int, added: list[Piece]) -> None:
        """Put pieces before the one at `at`."""
        self.added[at] += added
        self.kept += sum(piece.what != "comment" for piece in added)

    def lose(self, piece: Piece) -> None:
        """Note a change that has no place any more."""
        self.lost.append(
            f"{piece.label}: {piece.text}" if piece.what == "utterance" else piece.lines[0].strip()
        )

    def renames(self) -> dict[str, str]:
        """Find who was renamed: all the lines of one were given to one other, and there were several of them.

        One line alone is a correction, unless the cast of the front matter was changed with it; and a "voice 1" may
        be anybody each time.
        """
        found: defaultdict[str, list[str | None]] = defaultdict(list)
        for at, mine in self.to_mine.items():
            was, now = Label.of(self.was[at].label), Label.of(self.mine[mine].label)
            name = fold(was.speaker or "") if was else ""
            if self.mine[mine].what == "utterance" and now and name and not name.startswith("voice "):
                found[name].append(now.speaker)
        cast = {piece.words for piece in self.mine if piece.what == "cast"}
        listed = {was.digest for was in self.was}
        renamed = {}
        for name, others in found.items():
            other = others[0]
            struck = name not in cast and digest_of("cast", name) in listed
            if other and set(others) == {other} and fold(other) != name and (len(others) > 1 or struck):
                renamed[name] = other
        return renamed

    def revision(self, fresh: str) -> Revision:
        """Write the fresh script with the changes in it."""
        renamed = self.renames()
        numbers = _numbered(self.fresh)
        told: dict[tuple[str, str], int] = {}
        pieces: list[Piece] = []
        guessed: list[int | None] = []
        for at in range(len(self.fresh) + 1):
            here = self.added.get(at, [])
            pieces += here
            guessed += [None for piece in here if piece.what == "utterance" and piece.text]
            if at == len(self.fresh) or at in self.dropped:
                continue
            piece = self.changed.get(at) or self.called(self.fresh[at], renamed, told)
            pieces.append(piece)
            if piece.what == "utterance" and piece.text:
                guessed.append(None if at in self.changed else numbers[at])
        common = sum(self.fresh[at].what == "utterance" for at in self.to_fresh.values())
        known = common / max(min(len(numbers), len(_numbered(self.mine))), 1)
        text = _with_record_of(_joined(pieces), fresh)
        called = tuple((old, name, count) for (old, name), count in told.items())
        return Revision(text, self.kept, tuple(self.lost), called, self.touched, known, tuple(guessed))

    def called(self, piece: Piece, renamed: dict[str, str], told: dict[tuple[str, str], int]) -> Piece:
        """Give a piece that the person never changed the name that they gave its speaker elsewhere."""
        if piece.what == "cast" and piece.words in renamed:
            name = renamed[piece.words]
            if any(other.what == "cast" and other.words == fold(name) for other in self.mine):
                return piece
            return replace(piece, lines=(f"  {name}: {piece.label}".rstrip(),))
        label = Label.of(piece.label) if piece.what == "utterance" else None
        if label is None or label.speaker is None or fold(label.speaker) not in renamed:
            return piece
        name = renamed[fold(label.speaker)]
        told[label.speaker, name] = told.get((label.speaker, name), 0) + 1
        return _relabelled(piece, label._replace(speaker=name), piece.text)


def _moved(before: Sequence[str], after: Sequence[str], paired: dict[int, int]) -> dict[int, int]:
    """Pair what stands elsewhere now: pieces that are left over as often in the one version as in the other."""
    taken = set(paired.values())
    left: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for at, digest in enumerate(before):
        if at not in paired:
            left[digest][0].append(at)
    for at, digest in enumerate(after):
        if at not in taken:
            left[digest][1].append(at)
    same = (pair for pair in left.values() if len(pair[0]) == len(pair[1]))
    return {old: new for olds, news in same for old, new in zip(olds, news, strict=True)}


def _made(was: Was, now: Piece, then: Piece, spoken: str) -> Piece:
    """Merge one piece: of each part the person's where they changed it, else the story's."""
    gap = now.gap if now.gap != was.gap else then.gap
    old, mine, new = Label.of(was.label), Label.of(now.label), Label.of(then.label)
    if now.what != "utterance" or old is None or mine is None or new is None:
        theirs = (now.label, now.exact) == (was.label, was.exact)
        return replace(then if theirs else now, gap=gap)
    label = (
        new
        if mine == old
        else Label(
            new.speaker if _same_name(mine.speaker, old.speaker) else mine.speaker,
            new.kind if mine.kind is old.kind else mine.kind,
            new.delivery if mine.delivery == old.delivery else mine.delivery,
        )
    )
    if mine != old and Kind.NARRATION in {mine.kind, label.kind}:
        label = mine  # whoever narrates is nobody, and says nothing in any way
    if label == mine and spoken == now.text:
        return replace(now, gap=gap)
    return replace(_relabelled(then, label, spoken), gap=gap)


def _same_name(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and fold(one) == fold(other))


def _relabelled(piece: Piece, label: Label, text: str) -> Piece:
    return replace(piece, label=str(label), text=text, lines=(f"{label}: {text}",))


def _numbered(pieces: Sequence[Piece]) -> dict[int, int]:
    """Number the utterances among some pieces from 0."""
    spoken = [at for at, piece in enumerate(pieces) if piece.what == "utterance"]
    return {at: number for number, at in enumerate(spoken)}


def _joined(pieces: Iterable[Piece]) -> str:
    lines: list[str] = []
    for piece in pieces:
        lines += ["", *piece.lines] if piece.gap and lines else piece.lines
    return "\n".join(lines) + "\n"


def _with_record_of(script: str, written: str) -> str:
    """Add to a script the record of another, from which it differs by a person's changes."""
    return script + with_record(written)[len(written) :]
