"""Follows exchanges: who was last heard over a set is still there, who answers into it is too, the room stays the room."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fullcast.model import Kind
from fullcast.parse.kinds.rules import RULES

_IDS = frozenset(rule.id for rule in RULES)
_HANGS_UP = frozenset({"phone-hung-up", "radio-transcript", "phone-transcript"})
"""Rules after whose line nobody listens: the call has ended, or was only ever on paper."""
_NAMES_SPEAKER = frozenset(r.id for r in RULES if r.remote and not r.id.endswith("-noise"))
"""Rules beside which a tag or a beat says who is at the far end; the others only say that somebody is."""
_EITHER_RADIO = frozenset({"radio-speaks", "radio-over", "radio-noise"})
"""Rules that hear "the radio": while a programme is on, that is the radio it is on."""
_TWO_WAY = frozenset({Kind.RADIO, Kind.PHONE})
_FADES = 4
"""Paragraphs of narration after which nobody listens to a set any more."""


@dataclass(frozen=True, slots=True)
class KindGuess:
    """What kind a turn is, by which rule, how surely, and whether its speaker is at the far end."""

    kind: Kind
    rule: str
    confidence: float
    remote: bool | None = None


@dataclass(frozen=True, slots=True)
class TurnKind:
    """A turn as the exchange sees it: its own guess, speaker, whether narration or a scene parts it from the one before."""

    guess: KindGuess | None
    speaker: str | None
    tagged: bool
    room: bool
    gap: int
    scene: bool
    thought: bool = False
    handles: bool = False


@dataclass(slots=True)
class _Channel:
    """A set in use: who was heard over it (surely, where a tag said so), and who speaks into it here."""

    kind: Kind
    far: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)
    last: str = ""  # how the turn before was heard: "far", "near", "room"

    def far_voice(self, speaker: str | None, *, told: bool = False) -> bool:
        return (
            speaker is not None and speaker in (self.told if told else self.far) and speaker not in self.near
        )


def follow(turns: list[TurnKind]) -> list[KindGuess]:
    """Carry kinds through exchanges: far ends stay on the air, answers into the set do too, the room stays the room.

    A channel opens with a line heard over a set and closes with a scene break or four paragraphs of narration. While it
    is open a far speaker is heard through it; so is who answers into a radio or telephone, if no tag puts the answer in
    the room; everybody else is not. A guess by no rule of this package is a hunch, and weighed like a line without one.
    """
    done: list[KindGuess] = []
    channel: _Channel | None = None
    for turn in turns:
        if turn.scene or turn.gap > _FADES:
            channel = None
        if turn.thought:
            done.append(KindGuess(Kind.THOUGHT, "thought", 0.9))
            continue
        guess = turn.guess if turn.guess is not None and turn.guess.rule in _IDS else None
        programme = channel is not None and channel.kind is Kind.BROADCAST
        if guess is not None and programme and guess.rule in _EITHER_RADIO:
            guess = replace(guess, kind=Kind.BROADCAST)
        if guess is not None and guess.kind is not Kind.DIALOGUE:
            if channel is None or channel.kind is not guess.kind:
                channel = _Channel(guess.kind)
            told = guess.rule in _NAMES_SPEAKER and (turn.tagged or guess.rule == "phone-far-end")
            _heard(channel, turn, far=guess.remote is not False, told=told)
            if guess.rule in _HANGS_UP:
                channel = None
            done.append(guess)
        else:
            done.append(_carried(turn, guess, channel))
    return done


def _heard(channel: _Channel, turn: TurnKind, *, far: bool, told: bool = False) -> None:
    channel.last = "far" if far else "near"
    if turn.speaker is None:
        return
    (channel.far if far else channel.near).add(turn.speaker)
    if told:
        channel.told.add(turn.speaker)


def _carried(turn: TurnKind, weak: KindGuess | None, channel: _Channel | None) -> KindGuess:
    """Decide a line that no rule is sure of, by the channel that is open."""
    room = KindGuess(Kind.DIALOGUE, "dialogue", 0.95)
    if channel is None:
        return room
    before, channel.last = channel.last, "room"
    if weak is not None and weak.remote:
        _heard(channel, turn, far=True)
        return KindGuess(channel.kind, f"{channel.kind}-{weak.rule}", weak.confidence, True)
    if turn.room:
        return room
    if weak is not None and channel.kind is Kind.RADIO and before != "room":
        _heard(channel, turn, far=before == "near")
        return KindGuess(channel.kind, f"{channel.kind}-{weak.rule}", weak.confidence, before == "near")
    if channel.kind not in _TWO_WAY and turn.tagged:
        return room  # nobody but a set's own rules puts a tagged line on the television
    if channel.far_voice(turn.speaker, told=turn.tagged):
        channel.last = "far"
        return KindGuess(channel.kind, f"{channel.kind}-exchange-far", 0.8, True)
    if channel.kind not in _TWO_WAY:
        if turn.tagged or turn.gap > 1 or turn.speaker is not None:
            return room
        return KindGuess(channel.kind, f"{channel.kind}-exchange-on", 0.6, True)
    if turn.handles:
        _heard(channel, turn, far=False)
        return KindGuess(channel.kind, f"{channel.kind}-exchange-set", 0.75, False)
    return _answer(turn, channel, before) or room


def _answer(turn: TurnKind, channel: _Channel, before: str) -> KindGuess | None:
    """Return how an answer within an exchange is heard; None where it is none."""
    if turn.gap > 1 or before == "room":
        return None
    known = turn.speaker is not None and turn.speaker in channel.near
    if turn.tagged:
        if (
            channel.kind is Kind.PHONE
            and before == "far"
            and turn.gap == 0
            and turn.speaker not in channel.far
        ):
            _heard(
                channel, turn, far=False
            )  # the near end of a telephone stays in the room, but it is the near end
        if not known or turn.gap or before != "far" or channel.kind is not Kind.RADIO:
            return None
    elif not (
        known
        or (turn.gap == 0 and (turn.speaker is not None or before == "near" or channel.kind is Kind.RADIO))
    ):
        return None
    channel.last = "near" if before == "far" else "far"
    return KindGuess(channel.kind, f"{channel.kind}-exchange-answer", 0.7, channel.last == "far")
