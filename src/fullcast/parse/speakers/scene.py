"""What a reader has in mind while reading on: who was mentioned lately, who acts, who is on the air; turns as evidence."""

from __future__ import annotations

import itertools
import math
import re

from fullcast.model import Kind
from fullcast.parse.kinds import KindGuess, handles_set
from fullcast.parse.lexicon import CROWD_VERBS, CROWDS, SPEECH_VERBS, VOCATIVES
from fullcast.parse.speakers.decide import Turn
from fullcast.parse.speakers.groups import Group, Read, Stretch, delivery_after
from fullcast.parse.speakers.mentions import Mention
from fullcast.parse.speakers.people import People, Person, is_vocative
from fullcast.parse.speakers.tags import first_subject, last_sentence, last_subject

_FORGET = 1500.0
"""Code points after which a mention weighs 1/e."""

_ONESELF = re.compile(r"(?:\b(?:[Tt]his is|I[’']m|I am|[Mm]y name is|[Nn]ame[’']s|[Ii]t[’']s)(?: \w+)? $)")
_FAR_NAMES = {
    Kind.RADIO: "voice on the radio",
    Kind.PHONE: "voice on the phone",
    Kind.LOUDSPEAKER: "loudspeaker voice",
    Kind.BROADCAST: "announcer",
}
_TO_UNITS = re.compile(r"\W*(?:Unit|All|Any|Car|Engine|Medic|Squad|Ladder|Attention)\b")


class Scene:
    """What a reader has in mind while reading on: who was mentioned lately, who acts, who is on the air."""

    def __init__(self, text: str, people: People, extra: list[Person]) -> None:
        self.text = text
        self.people = people
        self.extra = extra
        self.weights: dict[int, tuple[float, int]] = {}
        self.gap = 0
        self.fresh = True
        self.open_quote = False
        self.far: int | None = None
        self.crowd: int | None = None
        self.crowd_led = False
        self.subjects: dict[str, int] = {}
        self.present: set[int] = set()
        self.air: list[tuple[Turn, Group]] = []
        self.holder: int | None = None

    def enter(self, read: Read) -> None:
        """Take note of a passage before its turns are scored: names in its narration."""
        if read.passage.paragraph.scene:
            self.fresh = True
            self.far = self.crowd = self.holder = None
            self.present, self.air = set(), []
        if not read.spoken:
            self._mind(read)

    def leave(self, read: Read) -> None:
        """Take note of a passage after its turns."""
        if read.spoken:
            self._mind(read)
            self.gap, self.fresh = 0, False
            last = read.stretches[-1].segment
            self.open_quote = last.part == "speech" and not last.closed
            if not read.bare_quote:
                self.crowd_led = False
        elif read.stretches:
            self.gap += 1
            self.open_quote = False
            self.crowd = None
            self.crowd_led = _announces_crowd(read)
            self._hand_over(read)

    def _hand_over(self, read: Read) -> None:
        """Note who takes up a set ("Elsie ... pressed the green button"): that one answers the voice in it."""
        last = read.stretches[-1]
        paragraph = read.passage.paragraph
        subject = last_subject(last.words, last.found)
        person = self.people.of(subject) if subject else None
        if person is not None and handles_set(self.text[paragraph.start : paragraph.end]):
            self.holder = person.id

    def _mind(self, read: Read) -> None:
        for stretch in read.stretches:
            spoken = stretch.segment.part != "narration"
            for mention in stretch.found:
                person = self.people.of(mention)
                if (
                    person is None
                    and mention.form == "pronoun"
                    and mention.gender in {"male", "female"}
                    and not spoken
                ):
                    person = self._antecedent(mention.gender)
                elif mention.gender == "self" and not spoken and self.people.first_person:
                    person = self._person(self._narrator())
                if person is not None:
                    self._bump(person.id, mention.start, 0.3 if spoken else 1.0 if mention.subject else 0.5)
                    if not spoken:
                        self._note(person, mention)

    def _note(self, person: Person, mention: Mention) -> None:
        """Remember who is there, and who acted last: whom the next pronoun will mean."""
        self.present.add(person.id)
        if (mention.subject or (mention.possessive and mention.first <= 1)) and not person.vague:
            self.subjects[person.gender or ""] = person.id

    def _bump(self, person: int, at: int, weight: float) -> None:
        old, when = self.weights.get(person, (0.0, at))
        self.weights[person] = (old * math.exp((when - at) / _FORGET) + weight, at)

    def _antecedent(self, gender: str) -> Person | None:
        acting = self._acting(gender)
        if acting is not None:
            return self._person(acting)
        recent = [self._person(p) for p, _ in self.recent()]
        known = [p for p in recent if p.gender == gender] or [p for p in recent if p.gender is None]
        return known[0] if known else None

    def _acting(self, gender: str) -> int | None:
        """Return the last subject a pronoun can mean: one of its gender in the scene, else of unknown gender."""
        known, unknown = self.subjects.get(gender), self.subjects.get("")
        return known if known in self.present or unknown is None else unknown

    def _person(self, number: int) -> Person:
        return (
            self.people.persons[number]
            if number < len(self.people.persons)
            else self.extra[number - len(self.people.persons)]
        )

    def recent(self, at: int | None = None) -> list[tuple[int, float]]:
        """Return persons by how present they are at offset `at` (None: at the latest mention)."""
        now = max((when for _, when in self.weights.values()), default=0) if at is None else at
        scored = [
            (p, weight * math.exp((when - now) / _FORGET)) for p, (weight, when) in self.weights.items()
        ]
        for person, weight in scored:
            if weight < 0.001:
                del self.weights[person]  # so that a long book does not make every look longer
        return sorted((s for s in scored if s[1] > 0.01), key=lambda s: (-s[1], s[0]))[:16]

    def voice(self, name: str) -> int:
        """Return a new unnamed voice, numbered where the book has several of that name."""
        taken = {p.name for p in [*self.people.persons, *self.extra]}
        counted = (f"{name} {number}" for number in itertools.count(2))
        first = f"{name} 1" if name == "voice" else name
        full = next(n for n in itertools.chain([first], counted) if n not in taken)
        person = Person(len(self.people.persons) + len(self.extra), full, None, named=False, tagged=1)
        self.extra.append(person)
        return person.id

    def turn(self, group: Group, read: Read, before: Read | None, ahead: list[Read]) -> Turn:
        """Gather the evidence of one turn."""
        start = group.stretches[0].segment.start
        recent = self.recent(start)
        present = frozenset(p for p, _ in recent if p in self.present)
        turn = Turn(
            gap=self.gap, scene=self.fresh, continued=self._continues(group), present=present, recent=recent
        )
        self.fresh = False
        self._read_tag(turn, group)
        self._read_antecedent(turn, read, start)
        self._read_speech(turn, group)
        self._read_beside(turn, group)
        self._read_around(turn, before, ahead)
        if group.delivery is None and not turn.has_tag and ahead:
            group.delivery = delivery_after(ahead[0])
        self._read_crowd(turn, group, read, ahead)
        self._read_air(turn, group)
        self._own(turn)
        return turn

    def _continues(self, group: Group) -> bool:
        opens = self.text[group.stretches[0].segment.start]
        return self.open_quote and self.gap == 0 and not opens.isalnum()

    def _own(self, turn: Turn) -> None:
        if turn.tag is not None:
            turn.addressed.discard(turn.tag)
            turn.told.discard(turn.tag)

    def _read_tag(self, turn: Turn, group: Group) -> None:
        tag = group.tag
        if tag is None:
            return
        turn.has_tag, turn.tag_sure = True, tag.sure
        if tag.mention.form == "pronoun":
            if tag.mention.gender == "self":
                turn.tag = self._narrator()
            elif tag.mention.gender == "plural":
                turn.crowd = self.crowd = (
                    self.crowd if self.crowd is not None and self.gap == 0 else self.voice("voice")
                )
            else:
                turn.pronoun = tag.mention.gender
            return
        person = self.people.of(tag.mention)
        if person is not None:
            turn.tag = person.id
        else:
            turn.has_tag = False

    def _read_antecedent(self, turn: Turn, read: Read, start: int) -> None:
        """Note whom a pronoun tag means by its nearest subject, in its paragraph or the last before."""
        gender = turn.pronoun
        if not gender:
            return
        turn.antecedent = self._acting(gender)
        for stretch in read.stretches:
            if stretch.segment.start > start or stretch.segment.part != "narration":
                continue
            for mention in stretch.found:
                person = self.people.of(mention)
                if person and mention.subject and not person.vague and person.gender in {gender, None}:
                    turn.antecedent, turn.antecedent_beside = person.id, True

    def _narrator(self) -> int:
        for person in self.extra:
            if person.name == "Narrator":
                return person.id
        person = Person(len(self.people.persons) + len(self.extra), "Narrator", None, named=True, tagged=5)
        self.extra.append(person)
        return person.id

    def _read_speech(self, turn: Turn, group: Group) -> None:
        for stretch in group.stretches:
            for mention in stretch.found:
                person = self.people.of(mention)
                if person is None or mention.form == "pronoun":
                    continue
                lead = self.text[max(stretch.segment.start, mention.start - 24) : mention.start]
                if _ONESELF.search(lead) or self.text[mention.start :].startswith(f"{person.name} here"):
                    turn.oneself.add(person.id)
                elif is_vocative(stretch.words, mention):
                    turn.addressed.add(person.id)
            turn.addressed |= self._called(stretch)

    def _called(self, stretch: Stretch) -> set[int]:
        """Return whom a word of address ("captain") can mean."""
        found: set[int] = set()
        for i, word in enumerate(stretch.words):
            low = word.text.lower()
            if low not in VOCATIVES:
                continue
            opens = i == 0 or not stretch.words[i - 1].text[0].isalnum()
            closes = i + 1 >= len(stretch.words) or not stretch.words[i + 1].text[0].isalnum()
            person = self.people.by_role.get(("", low))
            if opens and closes and person is not None:
                found.add(person.id)
        return found

    def _read_beside(self, turn: Turn, group: Group) -> None:
        for stretch in group.beside:
            follows = stretch.segment.start > group.stretches[0].segment.start
            for mention in stretch.found:
                person = self.people.of(mention)
                if person is None:
                    continue
                turn.beside.add(person.id)
                ahead = {w.text.lower() for w in stretch.words[max(0, mention.first - 2) : mention.first]}
                own = group.tag is not None and mention is group.tag.mention
                if group.tag and not own and not mention.subject and ("to" in ahead or ahead & SPEECH_VERBS):
                    turn.told.add(person.id)
            if group.tag is None:
                self._read_beat(turn, stretch, follows=follows)

    def _read_beat(self, turn: Turn, stretch: Stretch, *, follows: bool) -> None:
        subject = (
            first_subject(stretch.words, stretch.found)
            if follows
            else last_subject(stretch.words, stretch.found)
        )
        if subject is None or turn.beat is not None or turn.beat_gender:
            return
        person = self.people.of(subject)
        if person is not None:
            turn.beat = person.id
        elif subject.form == "pronoun" and subject.gender in {"male", "female"}:
            turn.beat_gender = subject.gender
        elif subject.form == "pronoun" and subject.gender == "self":
            turn.beat = self._narrator()

    def _read_around(self, turn: Turn, before: Read | None, ahead: list[Read]) -> None:
        if before is not None and not before.spoken and before.stretches:
            last = before.stretches[-1]
            subject = last_subject(last.words, last.found)
            person = self.people.of(subject) if subject else None
            turn.led = person.id if person else None
            if subject and subject.form == "pronoun" and subject.gender in {"male", "female"}:
                turn.led_gender = subject.gender
        following = ahead[0] if ahead else None
        if (
            following
            and not following.spoken
            and following.stretches
            and not following.passage.paragraph.scene
        ):
            first = following.stretches[0]
            subject = first_subject(first.words, first.found)
            if (
                subject
                and subject.form == "pronoun"
                and subject.gender in {"male", "female"}
                and subject.first <= 1
            ):
                turn.followed_gender = subject.gender
        if sum(1 for _, weight in turn.recent if weight > 0.3) < 2:
            turn.later = self._later(ahead)

    def _later(self, ahead: list[Read]) -> list[int]:
        found: list[int] = []
        for read in ahead:
            for stretch in read.stretches:
                for mention in stretch.found:
                    person = self.people.of(mention)
                    if person and person.id not in found and person.id not in self.weights:
                        found.append(person.id)
        return found

    def _read_crowd(self, turn: Turn, group: Group, read: Read, ahead: list[Read]) -> None:
        if turn.has_tag or turn.crowd is not None:
            return
        if read.bare_quote and self.crowd_led and (self.gap == 0 or (ahead and ahead[0].bare_quote)):
            turn.crowd = self.voice("voice")
        elif read.bare_quote and self.crowd is not None and self.gap == 0 and not self.fresh:
            turn.crowd = self.crowd

    def _read_air(self, turn: Turn, group: Group) -> None:
        """Note who is at the far end of a radio or telephone when no tag says, and who answers it here."""
        kind = group.guess
        before, heard = self.air[-1] if self.air else (None, None)
        self.air = [*self.air[-8:], (turn, group)]
        if turn.tag is not None:
            self._name_far(turn, group)
            return
        if turn.pronoun or turn.crowd is not None:
            return
        near_before = (
            heard is not None and before is not None and (_holds_set(heard) or before.answers is not None)
        )
        if (
            kind is None
            and before is not None
            and heard is not None
            and turn.gap == 0
            and not turn.has_tag
            and turn.beat is None
        ):
            if near_before:
                if self.far is None and heard.guess is not None:
                    self.far = self._far_voice(heard.guess)
                turn.remote = self.far
            elif before.remote is not None or (heard.guess is not None and heard.guess.remote):
                turn.answers = self.holder
        if kind is None or kind.remote is not True:
            return
        if turn.beat is not None and not self._person(turn.beat).named and not self._person(turn.beat).vague:
            self.far = turn.remote = turn.beat
            return
        self.holder = turn.led if turn.led is not None else self.holder
        said = self.text[group.stretches[0].segment.start : group.stretches[-1].segment.end]
        if kind.kind is Kind.RADIO and _TO_UNITS.match(said):
            self.far = self._dispatcher()
        elif self.far is None:
            self.far = self._far_voice(kind)
        turn.remote = self.far

    def _name_far(self, turn: Turn, group: Group) -> None:
        """Give an unnamed far voice the name that a later tag of the same exchange gives it.

        It is the far voice's if the tag says so (radio, telephone), or if its subject has not been in this scene: who
        speaks here without ever having come in is on the line.
        """
        kind, person = group.guess, turn.tag
        calls = [(t, g) for t, g in self.air[-9:-1] if t.remote is not None and t.remote == self.far]
        anonymous = self.far is not None and self.far >= len(self.people.persons)
        if kind is not None and kind.remote:
            named = kind.kind
        elif anonymous and calls and self._comes_from_nowhere(turn, group):
            heard_as = [g.guess.kind for _, g in self.air if g.guess is not None]
            named = heard_as[-1] if heard_as else Kind.DIALOGUE
            group.guess = KindGuess(named, f"{named}-exchange-far", 0.8, True) if heard_as else None
        else:
            return
        if anonymous:
            for call, heard in calls:
                if heard.guess is None or heard.guess.kind is named:
                    call.remote = person
        self.far = person

    def _comes_from_nowhere(self, turn: Turn, group: Group) -> bool:
        """Say whether somebody speaks, as far as narration tells, without having come in."""
        alone = not turn.beside - {turn.tag}
        return group.guess is None and not group.room and alone and turn.tag not in self.present

    def _dispatcher(self) -> int:
        """Return who calls units by radio: the book's dispatcher, or one it never mentions."""
        known = self.people.by_role.get(("", "dispatcher")) or next(
            (p for p in self.extra if p.name == "dispatcher"), None
        )
        return known.id if known else self.voice("dispatcher")

    def _far_voice(self, kind: KindGuess) -> int:
        return self.voice(_FAR_NAMES.get(kind.kind, "voice"))


def _holds_set(group: Group) -> bool:
    """Say whether a turn was said into a set by somebody here: a rule says so, or they handle it."""
    return group.guess.remote is False if group.guess is not None else group.handles


def _announces_crowd(read: Read) -> bool:
    """Say whether narration announces lines by nobody in particular ("Comments flooded in from everywhere.")."""
    words = [w.text.lower() for w in read.stretches[-1].words]
    start = last_sentence(read.stretches[-1].words)
    last = words[start:]
    return bool(set(last[:5]) & CROWDS) and (bool(set(last) & CROWD_VERBS) or last[-1] == ":")
