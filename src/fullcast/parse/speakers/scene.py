"""Reads a chapter once and keeps what matters for who speaks: its turns, and whom narration mentions where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from fullcast.parse.kinds import KindGuess, handles_set
from fullcast.parse.lexicon import CROWD_VERBS, CROWDS, KIN
from fullcast.parse.speakers.evidence import Evidence, is_vocative
from fullcast.parse.speakers.groups import Group, Read, delivery_after, groups_of, reads, surround
from fullcast.parse.speakers.mentions import Mention, NameKey, Scanner, Words
from fullcast.parse.speakers.people import People
from fullcast.parse.speakers.tags import Tag, last_sentence, last_subject
from fullcast.parse.turns import Passage, Segment

_FAR = 2500
"""Code points of narration between two turns from which on they belong to two conversations."""
_SHORT = 400
"""Code points of narration that do not part a conversation."""

_ONESELF = re.compile(r"(?:\b(?:[Tt]his is|I[’']m|I am|[Mm]y name is|[Nn]ame[’']s|[Ii]t[’']s)(?: \w+)? $)")
_ADDRESS_BEFORE = frozenset("dear my old yes no oh well good poor ah but and".split())


@dataclass(slots=True)
class Turn:
    """What one person says in one passage, and everything around it that can tell who it is.

    `beats` are mentions in the narration beside it, each with whether it stands before the first words said; `led` and
    `followed` those of a passage of narration right before and after. `gap` is what parts it from the turn before: 0
    nothing, 1 a little narration, 2 more, 3 a scene break, a heading or a long way. `form` is what tells most:
    "name", "role", "pronoun", "self" (I), "weak" (an unsure tag), "beat" or "bare".
    """

    opens: int
    start: int
    end: int
    passage: int
    segments: tuple[Segment, ...]
    tags: list[Tag]
    beats: list[tuple[Mention, bool]]
    vocatives: list[Mention]
    named: list[Mention]
    oneself: list[Mention]
    called: str
    kin: str
    question: bool
    gap: int
    scene: bool
    continued: bool
    guess: KindGuess | None
    delivery: str | None
    room: bool
    handles: bool
    thought: bool
    bare: bool
    paragraphs: int
    crowd_led: bool
    holder: Mention | None
    led: list[Mention] = field(default_factory=list)
    followed: list[Mention] = field(default_factory=list)
    form: str = "bare"


@dataclass(slots=True)
class Scene:
    """A chapter as the attribution sees it: turns in order, and every mention in its narration with its passage."""

    turns: list[Turn] = field(default_factory=list)
    narration: list[tuple[Mention, int]] = field(default_factory=list)


def read_scene(text: str, passages: Sequence[Passage], scanner: Scanner, evidence: Evidence) -> Scene:
    """Read a chapter passage by passage, and count for the cast what it says."""
    scene = Scene()
    state = _State()
    before: Read | None = None
    for read in reads(text, passages, scanner):
        groups = groups_of(text, read, before) if read.spoken else []
        if groups:
            surround(text, groups, read, before)
        _witness(text, read, groups, evidence, before)
        if before is not None and not before.passage.paragraph.scene:
            _follow_up(scene, before, read)
        state.enter(read)
        for group in groups:
            scene.turns.append(_turn(text, group, read, before, state))
        state.leave(text, read)
        for stretch in read.stretches:
            if stretch.segment.part == "narration":
                scene.narration.extend((m, read.passage.index) for m in stretch.found)
        before = read
    return scene


def _witness(text: str, read: Read, groups: Sequence[Group], evidence: Evidence, before: Read | None) -> None:
    """Count the passage for the cast."""
    if read.heading:
        return
    called: list[NameKey] = []
    for stretch in read.stretches:
        if stretch.segment.part == "narration":
            evidence.narration(text, stretch.segment.start, stretch.segment.end, stretch.words, stretch.found)
        else:
            called += evidence.speech(stretch.words, stretch.found)
    if groups:
        tags = [t.mention for g in groups for t in g.tags[:1] if t.sure]
        named = [m.name for g in groups for s in g.stretches for m in s.found if m.name]
        evidence.turn(tags, named, called, follows=before is not None and before.spoken)


def _follow_up(scene: Scene, before: Read, read: Read) -> None:
    """Tell the last turn what the narration right after it says."""
    if (
        not before.spoken
        or not scene.turns
        or read.spoken
        or not read.stretches
        or read.passage.paragraph.scene
    ):
        return
    turn = scene.turns[-1]
    turn.followed = [m for s in read.stretches for m in s.found]
    if turn.delivery is None and not turn.tags:
        turn.delivery = delivery_after(read)


class _State:
    """What a reader of passages carries along."""

    def __init__(self) -> None:
        self.scene = True
        self.narrated = 0
        self.paragraphs = 0
        self.open_quote = False
        self.crowd_led = False
        self.holder: Mention | None = None

    def enter(self, read: Read) -> None:
        """Take note of a scene break."""
        if read.passage.paragraph.scene or read.passage.paragraph.is_break:
            self.scene, self.holder = True, None

    def leave(self, text: str, read: Read) -> None:
        """Take note of a passage after its turns."""
        if read.spoken:
            self.scene, self.narrated, self.paragraphs = False, 0, 0
            last = read.stretches[-1].segment
            self.open_quote = last.part == "speech" and not last.closed
            self.crowd_led = self.crowd_led and read.bare_quote
        elif read.stretches:
            start, end = read.passage.paragraph.start, read.passage.paragraph.end
            self.narrated += end - start
            self.paragraphs += 1
            self.open_quote = False
            self.crowd_led = _announces_crowd(read.stretches[-1].words)
            self.scene = self.scene or read.heading
            if handles_set(text[start : min(end, start + 2000)]):
                self.holder = last_subject(read.stretches[-1].words, read.stretches[-1].found) or self.holder

    def gap(self) -> int:
        """Return how far the turn before is."""
        if self.scene or self.narrated > _FAR:
            return 3
        return 0 if not self.paragraphs else 1 if self.narrated < _SHORT else 2


def _announces_crowd(words: Words) -> bool:
    """Say whether narration announces lines by nobody in particular ("Comments flooded in from everywhere.")."""
    last = words.lows[last_sentence(words) :]
    return bool(set(last[:5]) & CROWDS) and (bool(set(last) & CROWD_VERBS) or last[-1] == ":")


def _turn(text: str, group: Group, read: Read, before: Read | None, state: _State) -> Turn:
    first, last = group.stretches[0].segment, group.stretches[-1].segment
    own = {id(tag.mention) for tag in group.tags}
    beats = [
        (mention, stretch.segment.start < first.start)
        for stretch in group.beside
        for mention in stretch.found
        if id(mention) not in own
    ]
    gap = state.gap()
    turn = Turn(
        opens=read.passage.paragraph.start, start=first.start, end=last.end, passage=read.passage.index,
        segments=tuple(s.segment for s in group.stretches), tags=group.tags[:3],
        beats=beats, vocatives=[], named=[], oneself=[], called="", kin="",
        question=text[first.start : last.end].rstrip("”\"’'»_* ")[-1:] == "?",
        gap=gap, scene=state.scene,
        continued=state.open_quote and gap == 0 and not text[first.start].isalnum(),
        guess=group.guess, delivery=group.delivery, room=group.room, handles=group.handles,
        thought=first.part == "thought",
        bare=read.bare_quote, paragraphs=state.paragraphs, crowd_led=state.crowd_led and read.bare_quote, holder=state.holder,
    )  # fmt: skip
    for stretch in group.stretches:
        _hear(text, turn, stretch.segment, stretch.words, stretch.found)
    if before is not None and not before.spoken and not read.passage.paragraph.scene:
        turn.led = [m for s in before.stretches for m in s.found]
    turn.form = _form(turn)
    state.scene, state.narrated, state.paragraphs, state.open_quote = False, 0, 0, False
    return turn


def _form(turn: Turn) -> str:
    if turn.tags:
        tag = turn.tags[0]
        if not tag.sure:
            return "weak"
        if tag.mention.form == "pronoun":
            return "self" if tag.mention.gender == "self" else "pronoun"
        return tag.mention.form
    return "beat" if any(m.leads for m, _ in turn.beats) else "bare"


def _hear(text: str, turn: Turn, segment: Segment, words: Words, found: Sequence[Mention]) -> None:
    """Note whom a speech addresses, whom it names, and who it says its speaker is."""
    for mention in found:
        if mention.form == "pronoun":
            continue
        lead = text[max(segment.start, mention.start - 24) : mention.start]
        spelt = " ".join(words.texts[mention.first : mention.last])
        if _ONESELF.search(lead) or text.startswith(" here", mention.start + len(spelt)):
            turn.oneself.append(mention)
        elif is_vocative(words, mention):
            turn.vocatives.append(mention)
        else:
            turn.named.append(mention)
    texts, lows, vocatives = words.texts, words.lows, words.language.vocatives
    for i, low in enumerate(lows):
        if low in vocatives and _is_address(texts, lows, i):
            turn.called = vocatives[low] or turn.called
            turn.kin = KIN.get(low, low if low in {"sir", "madam", "ma'am", "ma’am"} else turn.kin)


def _is_address(texts: Sequence[str], lows: Sequence[str], i: int) -> bool:
    closes = i + 1 >= len(texts) or not texts[i + 1][0].isalnum()
    opens = i == 0 or not texts[i - 1][0].isalnum() or lows[i - 1] in _ADDRESS_BEFORE
    return opens and closes


def settle(scene: Scene, people: People) -> None:
    """Tell every mention of a scene whom it means, now that the cast is known."""
    seen: set[int] = set()
    mentions = [m for m, _ in scene.narration]
    for turn in scene.turns:
        mentions += [*turn.vocatives, *turn.named, *turn.oneself, *(t.mention for t in turn.tags)]
        mentions += [t.told for t in turn.tags if t.told is not None]
    for mention in mentions:
        if id(mention) not in seen:
            seen.add(id(mention))
            person = people.of(mention)
            mention.person = -1 if person is None else person.id


__all__ = ["Scene", "Turn", "read_scene", "settle"]
