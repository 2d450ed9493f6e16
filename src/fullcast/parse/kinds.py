"""Decides what kind each line is: over the radio, a telephone, a loudspeaker, a broadcast, or said in the room.

RULES is the table of contents: each rule has an id, the place it looks at and the words it looks for. A tag beside the
quote says most; the sentence that leads into it and the words of the line itself say the rest. Then exchanges are followed:
who was last heard over the set is still there, who answers into it is too, and whoever stands beside it is in the room.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from fullcast.model import Kind

Place = Literal["tag", "lead", "speech"]

_POSS = r"(?:the|a|an|his|her|my|their|our|its|your|[\w’']+[’']s)"
_MIC = r"(?:mic|mike|microphone|handset|hand mike|radio|walkie-talkie|walkie|transmitter|talkback|transmit (?:key|button)|comms?|headset)"
_RADIO = r"(?:radio|radios|walkie-talkie|walkie-talkies|walkie|handset|VHF|UHF|CB|comms?|comm|headset|airwaves|transceiver|shortwave)"
_PHONE = r"(?:phone|telephone|receiver|mobile|cell|cellphone|handset|line|mouthpiece|payphone|landline|speakerphone)"
_PA = r"(?:loudspeakers?|loud-speakers?|speakers?|tannoy|PA|P\.A\.|public[- ]address(?: system)?|intercom|megaphone|bullhorn|bull-horn|loudhailer|loud-hailer|squawk ?box|1MC)"
_NOISE = r"(?:crackled?|crackles|crackling|squawked|squawks|hissed|hisses|popped|spat|buzzed|sputtered|spluttered|squelched|chirped|came alive|came to life|burst into life|barked|stuttered)"
_NEWS = r"(?:news|newsreader|newscaster|newscast|anchor(?:man|woman)?|forecast(?:er)?|weather(?:man| report)?|bulletin|announcer|presenter|headlines|shipping forecast|commentator|DJ|television|TV|telly|broadcast|wireless|station identification)"


@dataclass(frozen=True, slots=True)
class KindRule:
    """One rule: `place` is the narration beside the quote ("tag"), the sentence leading into it, or the line's own words.

    `remote` says the speaker is at the far end, not the one who holds the set; None where the rule cannot tell.
    """

    id: str
    kind: Kind
    place: Place
    pattern: re.Pattern[str]
    confidence: float
    remote: bool | None = None


def _rule(
    id: str, kind: Kind, place: Place, pattern: str, confidence: float, remote: bool | None = None
) -> KindRule:
    flags = re.IGNORECASE if place != "speech" else re.RegexFlag(0)
    return KindRule(id, kind, place, re.compile(pattern, flags), confidence, remote)


RULES: tuple[KindRule, ...] = (
    # broadcast stands first: a radio that reads the news is no two-way set
    _rule("broadcast-reader", Kind.BROADCAST, "tag", rf"\b(?:{_POSS}) (?:\w+ )?{_NEWS}(?:[’']s voice)? (?:was |had |went on |is )?(?:said|says|saying|announced|read|reading|reported|continued|warned|added|intoned|began|told)\b", 0.95, True),
    _rule("broadcast-role", Kind.BROADCAST, "tag", r"\b(?:the|a) (?:\w+ )?(?:newsreader|newscaster|announcer|forecaster|weatherman|anchorman|anchorwoman|commentator)(?:[’']s voice)? (?:\w+ )?\w+(?:ed|s|d)\b", 0.85, True),
    _rule("broadcast-said", Kind.BROADCAST, "tag", rf"\b(?:said|announced|reported|continued|warned|added|intoned|began) (?:the|a) (?:\w+ )?{_NEWS}\b", 0.95, True),
    _rule("broadcast-set", Kind.BROADCAST, "tag", r"\b(?:on|from|over) (?:the|a|his|her|their) (?:\w+ ){0,2}(?:television|TV|telly|news|wireless|car radio|kitchen radio|van radio|truck radio|bedside radio|transistor)\b.{0,60}\b(?:said|voice|read|reading|announced|talking|told)\b|\b(?:television|TV|telly|car radio|van radio|kitchen radio|truck radio)\b[^.!?]{0,40}\b(?:said|announced|was saying|told|read|muttered|murmured|droned)\b", 0.9, True),
    _rule("broadcast-lead", Kind.BROADCAST, "lead", rf"\b(?:{_NEWS}|car radio|van radio|kitchen radio|truck radio|transistor)\b[^.!?]*(?::|—)\s*$|\b(?:on|from|over) (?:the|his|her|their|a) (?:\w+ ){{0,2}}(?:television|TV|telly|car radio|van radio|kitchen radio|wireless)\b[^.!?]*[.:]\s*$|\b(?:newsreader|newscaster|announcer|presenter|forecaster)\b[^.!?]*[.:]\s*$|\b(?:(?:car|van|truck|kitchen|bedside|old|cab) radio|television|TV|telly|wireless) (?:was|were|kept|began|went on|started) (?:\w+ )?(?:talking|saying|telling|murmuring|muttering|chattering|droning|reading)\b", 0.85, True),
    _rule("loudspeaker-through", Kind.LOUDSPEAKER, "tag", rf"\b(?:over|through|from|on|via|into) {_POSS} (?:\w+ ){{0,2}}{_PA}\b", 0.95),
    _rule("loudspeaker-speaks", Kind.LOUDSPEAKER, "tag", rf"\b{_PA} (?:\w+ )?(?:said|says|announced|boomed|blared|called|{_NOISE})\b", 0.95, True),
    _rule("loudspeaker-lead", Kind.LOUDSPEAKER, "lead", rf"\b(?:(?:over|through|from|on|via|to|into) {_POSS} (?:\w+ ){{0,2}}{_PA}|{_POSS} (?:\w+ )?{_PA} (?:\w+ ){{0,2}}(?:said|announced|boomed|blared|called|{_NOISE})|{_PA} (?:boomed|blared|{_NOISE}))\b", 0.85),
    _rule("loudspeaker-boomed", Kind.LOUDSPEAKER, "lead", r"\bvoice (?:boomed|blared|rang|thundered|echoed) (?:back |out |down |up )?(?:from|over|across|through|around|along)\b[^.!?]*\b(?:ship|station|hall|deck|platform|corner|carriages?|field|stadium|building|aisles?|decks|speakers?)\b", 0.8),
    _rule("loudspeaker-address", Kind.LOUDSPEAKER, "speech", r"^\W*(?:(?:Good (?:morning|afternoon|evening)|Ladies and gentlemen|Attention|Hello)[^.!?]{0,60}[,.] )?(?:[Tt]his is your (?:captain|pilot|conductor|driver)|Attention,? (?:all )?(?:passengers|personnel|shoppers|students|hands))\b", 0.75),
    _rule("phone-far-end", Kind.PHONE, "tag", r"\b(?:at|on|from) the other end of the (?:line|phone|telephone|wire)\b|\bvoice (?:at|on|from) the other end\b|\bvoice (?:on|down|over|in|from) (?:the|his|her) (?:phone|telephone|line|receiver|other end)\b|\bthe (?:phone|telephone|receiver|voicemail|answering machine|answerphone) (?:said|told|crackled|squeaked)\b", 0.95, True),
    _rule("phone-through", Kind.PHONE, "tag", rf"\b(?:over|into|through|down|on|from|to) {_POSS} (?:\w+ ){{0,2}}(?:phone|telephone|receiver|mobile|cell ?phone|mouthpiece|payphone|landline|speakerphone|other end of the line|phone[’']s speaker|line)\b", 0.9),
    _rule("phone-machine", Kind.PHONE, "tag", r"\b(?:voicemail|voice mail|answering machine|answerphone|voice message|recorded message|recording)\b", 0.85, True),
    _rule("phone-lead", Kind.PHONE, "lead", rf"\b(?:voicemail|answering machine|answerphone)\b|\b(?:voice|words?) [^.!?]*\b(?:on|down|over|in|from|through) {_POSS} (?:\w+ )?(?:phone|telephone|line|receiver|earpiece|other end)\b|\b(?:answered|picked up) (?:on|at|before|after) the (?:\w+ )?ring\b|\binto {_POSS} (?:\w+ )?(?:phone|telephone|receiver|mouthpiece|mobile)\b", 0.8),
    _rule("radio-over", Kind.RADIO, "tag", rf"\b(?:over|through|across|via|from|out of|in|on) {_POSS} (?:\w+ ){{0,2}}{_RADIO}\b|\bover the air\b|\bthrough (?:the )?static\b", 0.92, None),
    _rule("radio-into", Kind.RADIO, "tag", rf"\binto {_POSS} (?:\w+ ){{0,2}}{_MIC}\b", 0.92, False),
    _rule("radio-told-mic", Kind.RADIO, "tag", r"\b(?:told|asked|said to|answered|informed|at|to) (?:the|his|her|my) (?:\w+ )?(?:mic|mike|microphone|radio|handset|walkie-talkie)\b", 0.85, False),
    _rule("radio-hung-up", Kind.RADIO, "tag", r"\b(?:and|then) (?:hung up|hooked up|put down|replaced|released|let go of|clipped|dropped|unkeyed|lowered|set down) (?:the|his|her|my) (?:\w+ )?(?:mic|mike|microphone|radio|handset|walkie-talkie|key|button)\b", 0.85, False),
    _rule("phone-hung-up", Kind.PHONE, "tag", r"\b(?:and|then) (?:hung up|rang off|put down the (?:phone|receiver)|ended the call)\b", 0.8),
    _rule("radio-keyed", Kind.RADIO, "tag", rf"\b(?:thumbed|thumbing|keyed|keying|pressed|pressing|squeezed|squeezing|clicked|lifted|unhooked|grabbed|snatched|raised|mashed) {_POSS} (?:\w+ )?{_MIC}\b(?! off)|\bradioed\b|\bkeyed (?:up|in)\b", 0.9, False),
    _rule("radio-crackled", Kind.RADIO, "tag", rf"\b(?:{_POSS} )?(?:{_RADIO}|static|speaker)(?: [\w’']+){{0,4}} {_NOISE}\b|\b(?:{_RADIO}|speaker) (?:\w+ )?(?:said|says|answered|replied|came back)\b|\b(?:voice|reply|answer)s? (?:\w+ )?(?:{_NOISE}|came (?:back|through))\b", 0.92, True),
    _rule("radio-dispatcher", Kind.RADIO, "tag", r"\b(?:dispatcher(?:[’']s voice)?|dispatch|ground control|mission control|the tower|traffic control) (?:\w+ )?(?:said|says|asked|replied|answered|repeated|called|came back|acknowledged|confirmed|told|read back|warned|announced|continued|added|shook|cracked|murmured|whispered)\b|\b(?:said|asked|replied|answered|repeated|acknowledged|came) (?:the |a )?(?:\w+ )?(?:dispatcher|dispatch|ground control|mission control)\b", 0.85, True),
    _rule("radio-lead-voice", Kind.RADIO, "lead", rf"\b(?:voice|voices|words?|call|report|reply|answer|crackle|dispatcher|controller|message)\b[^.!?]*\b(?:over|on|through|across|from|out of|in) {_POSS} (?:\w+ ){{0,2}}{_RADIO}\b|\bon {_POSS} {_RADIO},? [^.!?]*\b(?:voice|dispatcher|controller)\b", 0.95, True),
    _rule("radio-lead-crackled", Kind.RADIO, "lead", rf"\b(?:{_RADIO}|static|speaker)(?: [\w’']+){{0,4}} {_NOISE}\b", 0.8, True),
    _rule("radio-lead-subject", Kind.RADIO, "lead", r"(?:^|[.!?…]\s+)(?:Then |But |And |Now )?(?:the|his|her|my|their) (?:\w+ )?(?:radio|walkie-talkie|VHF|handset) (?:got|spoke|answered|interrupted|came|cut|broke|beat|woke|had|said|was)\b[^.!?]*[.:!]\s*$", 0.75, True),
    _rule("radio-lead-keyed", Kind.RADIO, "lead", rf"\b(?:thumbed|keyed|pressed|squeezed|clicked|lifted|unhooked|picked up|reached for|grabbed|snatched|raised|into) {_POSS} (?:\w+ )?(?:mic|mike|microphone|handset|hand mike|walkie-talkie|transmit (?:key|button)|VHF|radio)\b", 0.85, False),
    _rule("radio-lead-dispatcher", Kind.RADIO, "lead", r"\b(?:dispatcher(?:[’']s voice)?|dispatch|ground control|mission control)\b[^.!?]*(?::|\b(?:came back|came on|answered|replied|said|voice)\b[^.!?]*[.:])\s*$", 0.85, True),
    _rule("radio-call-came", Kind.RADIO, "lead", r"\bthe (?:call|alarm|report|order|word) (?:came|went|crackled) (?:in|through|over|out)\b", 0.75, True),
    _rule("radio-all-units", Kind.RADIO, "speech", r"^\W*(?:All|Any|Attention,? all|Be advised,? all) (?:available )?(?:units?|cars?|stations?|ships|vessels|aircraft|boats|patrols)\b", 0.9, True),
    _rule("radio-call-sign", Kind.RADIO, "speech", r"^\W*(?:Unit|Engine|Ladder|Medic|Car|Squad|Tower|Rescue|Truck|Battalion|Patrol|Sierra|Alpha|Bravo|Charlie|Delta|Echo|Foxtrot|Tango|Whiskey|Victor|Zulu) (?:\d+|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty)(?:[- ](?:\d+|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Adam|Bravo|Charlie))*,", 0.8, True),
    _rule("radio-this-is-over", Kind.RADIO, "speech", r"\b(?:this is|here is|calling) [^.!?]{1,60}[,.] (?:over|do you (?:copy|read)|come in|go ahead)\b|[.,!?] (?:Over|over)[.!?]?\W*$|\b[Oo]ver and out\b|\b(?:[Dd]o you|[Yy]ou) (?:copy|read(?: me)?)\b\W*\?|\bMayday,? mayday\b|\b[Pp]an-pan\b|(?:^\W*|[.,!?…] )[Ss]ay again[.!?,…]|^\W*([A-Z][\w’'-]*(?: [A-Z0-9][\w’'-]*){0,3}), \1, this is (?:the )?[A-Z]|^\W*(?:Copy that|Roger that|Wilco|Ten[- ]four|10-4|Say again|Affirmative,? (?:Dispatch|Control|Tower|Base))\b|^\W*(?:Dispatch|Control|Tower|Mayday|Houston|Base|Coastguard|Coast Guard),|, (?:Dispatch|Houston|Mission Control|Ground Control|Coastguard)[.!?]\W*$", 0.7, None),
)  # fmt: skip
"""Every kind rule, in order of precedence within its place: tags before leads before the words of the line."""

_ROOM = re.compile(
    r"\b(?:to|at) (?:the )?\w+(?: \w+)? (?:beside|behind|next to)\b|\b(?:let go of|lowered|covered|put down|hung up|released|muted|muffled|switched off|"
    r"turned off|clicked off|set down) (?:the|his|her|my) (?:\w+ )?(?:mic|mike|microphone|handset|radio|phone|receiver|key|button|mouthpiece)|"
    r"\bhand over the (?:mic|microphone|phone|receiver|mouthpiece)|\boff the air\b|\bto nobody\b|\bto (?:him|her)self\b|\bturned to\b|"
    r"\b(?:from|at) (?:the )?(?:doorway|door|wheel|helm|passenger seat|back seat)\b|\bbeside (?:him|her|the)\b|\bin the room\b",
    re.IGNORECASE,
)
_HANDLING = re.compile(
    r"\b(?:button|key|mic|mike|microphone|handset|receiver|transmit|switch)\b", re.IGNORECASE
)
_TALK_OF = re.compile(
    r"\b(?:nodd(?:ed|ing)|point(?:ed|ing)|look(?:ed|ing)|star(?:ed|ing)|glanc(?:ed|ing)|smil(?:ed|ing)|glar(?:ed|ing)|wav(?:ed|ing)) (?:\w+ )?(?:at|to|toward|towards) (?:the|his|her)\b",
    re.IGNORECASE,
)
_NOT_ON_AIR = re.compile(
    r"\bon (?:the|his|her|my|a|your) (?:radio|phone|set|telephone) (?:table|shelf|mast|tower|set|was|stood|sat)\b|"
    r"\b(?:turn(?:ed)?|switch(?:ed)?) (?:\w+ )?(?:the|his|her|that) (?:\w+ )?(?:radio|set|television|TV) (?:off|down|on|up)\b|"
    r"\b(?:song|music|tune|playing|played)\b[^.!?]*\bon (?:the|a|his|her) (?:\w+ )?radio\b|"
    r"\b(?:talk(?:ed|ing)?|heard|hear|told|spoke|speaking|argu\w+|read) (?:\w+ )?(?:about|of) (?:the|a|his|her)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class KindGuess:
    """What kind a turn is, by which rule, how surely, and whether its speaker is at the far end."""

    kind: Kind
    rule: str
    confidence: float
    remote: bool | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a turn: narration in its paragraph, the sentences before it, its words, and its tag's standing."""

    beside: str
    lead: str
    speech: str
    leads_in: bool
    tagged: bool


def guess(around: Surroundings) -> KindGuess | None:
    """Return the kind that the first matching rule gives, None for a line said in the room."""
    beside = "" if _NOT_ON_AIR.search(around.beside) else around.beside
    for rule in RULES:
        if rule.place == "tag" and beside and _matches(rule, beside):
            return KindGuess(rule.kind, rule.id, rule.confidence, rule.remote)
        if rule.place == "lead" and _led(around) and _matches(rule, around.lead):
            return KindGuess(rule.kind, rule.id, rule.confidence, rule.remote)
        if rule.place == "speech" and rule.pattern.search(around.speech) and not _ROOM.search(around.beside):
            return KindGuess(rule.kind, rule.id, rule.confidence, rule.remote)
    return None


def _matches(rule: KindRule, words: str) -> bool:
    """Search a rule's pattern, but not in what is only looked at ("nodding at the radio")."""
    return any(
        not _TALK_OF.search(words[max(0, match.start() - 20) : match.start() + 12])
        for match in rule.pattern.finditer(words)
    )


def _led(around: Surroundings) -> bool:
    """Say whether the sentences before belong to the line: they end in a colon, or no tag says otherwise."""
    return (
        bool(around.lead) and (around.leads_in or not around.tagged) and not _NOT_ON_AIR.search(around.lead)
    )


def handles_set(beside: str) -> bool:
    """Say whether the narration beside a quote has its speaker handle a set: with a channel open, the line goes out."""
    return _HANDLING.search(beside) is not None


def in_room(beside: str) -> bool:
    """Say whether the narration beside a quote puts its speaker in the room, off the air."""
    return _ROOM.search(beside) is not None


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


def follow(turns: list[TurnKind]) -> list[KindGuess]:
    """Carry kinds through exchanges: far ends stay on the air, answers into the set do too, the room stays the room.

    A channel opens with a radio or phone line and closes with a scene break or four paragraphs of narration. While it is
    open a far speaker is heard through it; the holder is, where the line has no tag and answers the far end; everybody else is not.
    """
    done: list[KindGuess] = []
    channel: Kind | None = None
    far: set[str] = set()
    near: set[str] = set()
    for turn in turns:
        if turn.scene or turn.gap > 4:
            channel, far, near = None, set(), set()
        decided = KindGuess(Kind.THOUGHT, "thought", 0.9) if turn.thought else turn.guess
        if decided is None:
            decided = _carried(turn, channel, far, near, done)
        elif decided.kind in {Kind.RADIO, Kind.PHONE}:
            if decided.kind is not channel:
                far, near = set(), set()
            channel = decided.kind
            if turn.speaker:
                (near if decided.remote is False else far).add(turn.speaker)
        done.append(decided)
    return done


def _carried(
    turn: TurnKind, channel: Kind | None, far: set[str], near: set[str], done: list[KindGuess]
) -> KindGuess:
    room = KindGuess(Kind.DIALOGUE, "dialogue", 0.95)
    if channel is None or turn.room:
        return room
    if turn.speaker in far and turn.speaker not in near:
        return KindGuess(channel, f"{channel}-exchange-far", 0.8, True)
    if turn.handles:
        if turn.speaker:
            near.add(turn.speaker)
        return KindGuess(channel, f"{channel}-exchange-set", 0.75, False)
    answers = bool(done) and done[-1].kind is channel and turn.gap <= 1
    if (
        answers
        and not turn.tagged
        and (turn.speaker in near or (turn.gap == 0 and bool(near or far) and turn.speaker is not None))
    ):
        return KindGuess(channel, f"{channel}-exchange-answer", 0.7, False)
    return room
