"""Knows who is at the far end of a radio or telephone, who answers it here, and who speaks out of a crowd.

Novels teach nothing of this, so no weight is fitted to it: what is found becomes nudges, added to the scores of the clues.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from fullcast.model import Kind
from fullcast.parse.kinds import KindGuess
from fullcast.parse.lexicon import KIN, SETS, VAGUE
from fullcast.parse.speakers.mentions import Mention
from fullcast.parse.speakers.people import People, Person
from fullcast.parse.speakers.scene import Scene, Turn

FAR_END = 8.0
"""What it is worth that somebody is at the far end, in units of log odds."""
OFF_AIR = {Kind.RADIO: -1.5, Kind.PHONE: -1.5, Kind.LOUDSPEAKER: 0.5, Kind.BROADCAST: 0.5}
"""What it is worth that a voice from elsewhere says a line that nothing puts on the air: a programme goes on by itself."""
ANSWERS = 4.0
SAYS_SO = 5.0
OFFICE = 4.0
"""What it is worth that a tag tells an office: in the novels that weights are fitted on, most offices have a name as well."""
CROWD = 40.0

_NAMES = {
    Kind.RADIO: "voice on the radio",
    Kind.PHONE: "voice on the phone",
    Kind.LOUDSPEAKER: "loudspeaker voice",
    Kind.BROADCAST: "announcer",
}
_TO_UNITS = re.compile(r"\W*(?:Unit|All|Any|Car|Engine|Medic|Squad|Ladder|Attention)\b")
_BACK = 8
"""Turns of an exchange that a later tag can name."""


@dataclass(slots=True)
class _Call:
    """A turn as the exchange sees it."""

    turn: Turn
    remote: int | None = None
    answers: int | None = None


@dataclass(slots=True)
class Air:
    """Reads the exchanges of one scene; `nudges` is what they tell: turn -> person -> what is added to their score."""

    text: str
    people: People
    nudges: dict[int, dict[int, float]] = field(default_factory=dict)
    _calls: list[_Call] = field(default_factory=list)
    _far: int | None = None
    _far_kind: Kind | None = None
    _over: int | None = None
    _holder: int | None = None
    _crowd: int | None = None
    _kept: list[_Call] = field(default_factory=list)
    _voices: dict[int, Kind] = field(default_factory=dict)

    def listen(self, scene: Scene) -> None:
        """Go through the turns of a scene, and add people nobody names."""
        for i, turn in enumerate(scene.turns):
            if turn.scene:
                self._far = self._over = self._holder = self._crowd = None
                self._calls = []
            call = _Call(turn)
            if not self._speaks_for_many(turn, i):
                self._exchange(turn, call)
            self._calls = [*self._calls[-_BACK:], call]
            for mention in turn.oneself:
                if mention.person >= 0 and not turn.tags:
                    self._nudge(i, mention.person, SAYS_SO)
            if turn.tags and self._is_office(turn.tags[0].mention):
                self._nudge(i, turn.tags[0].mention.person, OFFICE if turn.tags[0].verb else OFFICE / 2)
        numbers = {id(turn): i for i, turn in enumerate(scene.turns)}
        for call in self._kept:
            i = numbers[id(call.turn)]
            if call.remote is not None:
                self._nudge(i, call.remote, FAR_END)
                continue
            if call.answers is not None:
                self._nudge(i, call.answers, ANSWERS)
            for voice, kind in self._voices.items():
                self._nudge(i, voice, OFF_AIR[kind])

    def _nudge(self, i: int, person: int, by: float) -> None:
        own = self.nudges.setdefault(i, {})
        own[person] = own.get(person, 0.0) + by

    # --- out of a crowd ---------------------------------------------------------------------------------

    def _speaks_for_many(self, turn: Turn, i: int) -> bool:
        """Give a line that a crowd says ("they shouted"), or one of many without a name, a voice of its own."""
        tag = turn.tags[0] if turn.tags and turn.tags[0].sure else None
        if tag is not None and tag.mention.gender == "plural":
            self._crowd = self._crowd if self._crowd is not None and turn.gap == 0 else self._voice("voice")
        elif turn.crowd_led and not turn.tags:
            self._crowd = self._voice("voice")
        elif not (turn.bare and self._crowd is not None and turn.gap == 0 and not turn.tags):
            self._crowd = None
            return False
        self._nudge(i, self._crowd, CROWD)
        return True

    # --- over the air -----------------------------------------------------------------------------------

    def _exchange(self, turn: Turn, call: _Call) -> None:
        """Note who is at the far end when no tag says, and who answers it here."""
        self._kept.append(call)
        guess = _heard(turn)
        tag, nameless = turn.tags[0] if turn.tags else None, False
        if tag is not None and tag.mention.person < 0 and tag.mention.head in SETS | {"voice"}:
            if guess is None and tag.mention.head in SETS:
                call.remote = self._far if self._far is not None else self._over
                if call.remote is None:
                    self._far = call.remote = self._voice("voice")
                return
            tag, nameless = None, True  # "said a bored voice" names nobody
        holder = turn.holder
        if holder is not None and holder.person >= 0:
            self._holder = holder.person
        if tag is not None and tag.mention.person >= 0:
            self._name_far(turn, tag.mention.person)
            self._over = tag.mention.person if guess is not None else self._over
            if guess is not None and guess.remote:
                call.remote = tag.mention.person
            return
        if tag is not None and tag.mention.form == "pronoun":
            return
        beat = next((m for m, _ in turn.beats if m.leads), None)
        before = self._calls[-1] if self._calls else None
        if guess is None and before is not None and turn.gap == 0 and tag is None and beat is None:
            if _holds_set(before.turn) or before.answers is not None:
                heard = _heard(before.turn)
                if self._far is None and heard is not None:
                    self._far = self._far_voice(heard)
                call.remote = self._far
            elif before.remote is not None or _is_remote(before.turn):
                call.answers = self._holder
        if guess is not None and self._far_kind is not guess.kind:
            self._far, self._far_kind = None, guess.kind
        if guess is None or not (
            guess.remote or (tag is None and beat is None and (nameless or guess.kind is Kind.BROADCAST))
        ):
            return
        if beat is not None and self._is_role(beat):
            self._far = call.remote = beat.person
            return
        led = next((m.person for m in reversed(turn.led) if m.leads and m.person >= 0), None)
        self._holder = led if led is not None else self._holder
        said = self.text[turn.start : turn.end]
        if guess.kind is Kind.RADIO and _TO_UNITS.match(said):
            self._far = self._dispatcher()
        elif self._far is None:
            self._far = self._far_voice(guess)
        call.remote = self._far

    def _is_office(self, mention: Mention) -> bool:
        """Say whether a tag tells an office that no name goes with: "the dispatcher", not "the man" or "his father"."""
        if not self._is_role(mention) or mention.head in VAGUE:
            return False
        return (
            mention.head not in KIN or " " in self.people.persons[mention.person].name
        )  # "the harbour master"

    def _is_role(self, mention: Mention) -> bool:
        return mention.person >= 0 and self.people.persons[mention.person].standing == "role"

    def _name_far(self, turn: Turn, person: int) -> None:
        """Give an unnamed far voice the name that a later tag of the same exchange gives it.

        Only a tag that tells of the set says so: who is named without one may as well stand beside it.
        """
        guess = _heard(turn)
        if guess is None or not guess.remote:
            return
        if self._far is not None and self.people.persons[self._far].standing == "voice":
            for call in self._calls:
                other = _heard(call.turn)
                if call.remote == self._far and (other is None or other.kind is guess.kind):
                    call.remote = person
        self._far = person

    def _dispatcher(self) -> int:
        """Return who calls units by radio: the book's dispatcher, or one it never mentions."""
        known = self.people.by_role.get(("", "dispatcher")) or next(
            (p for p in self.people.persons if p.name == "dispatcher"), None
        )
        return known.id if known else self._voice("dispatcher")

    def _far_voice(self, guess: KindGuess) -> int:
        voice = self._voice(_NAMES.get(guess.kind, "voice"))
        self._voices[voice] = guess.kind
        return voice

    def _voice(self, name: str) -> int:
        """Return a new unnamed voice, numbered where the book has several of that name."""
        return unnamed(self.people, name).id


def unnamed(people: People, name: str) -> Person:
    """Add somebody nobody names, numbered where the book has several of that name."""
    taken = {p.name for p in people.persons}
    counted = (f"{name} {number}" for number in itertools.count(2))
    first = f"{name} 1" if name == "voice" else name
    full = next(n for n in itertools.chain([first], counted) if n not in taken)
    person = people.add(full, None, "voice")
    person.tagged = person.personhood = 1
    return person


def _heard(turn: Turn) -> KindGuess | None:
    """Return the set a turn is heard over, as far as its own words and those around it tell."""
    return turn.guess if turn.guess is not None and turn.guess.kind is not Kind.DIALOGUE else None


def _is_remote(turn: Turn) -> bool:
    guess = _heard(turn)
    return guess is not None and guess.remote is True


def _holds_set(turn: Turn) -> bool:
    """Say whether a turn was said into a set by somebody here: a rule says so, or they handle it."""
    guess = _heard(turn)
    return guess.remote is False if guess is not None else turn.handles


def nudges_of(text: str, scene: Scene, people: People) -> dict[int, dict[int, float]]:
    """Return what a scene's exchanges and crowds tell: turn -> person -> what is added to their score."""
    air = Air(text, people)
    air.listen(scene)
    return air.nudges


__all__ = ["nudges_of", "unnamed"]
