"""Tells who is in the room: what puts a speaker there, off the air, and what sets are only looked at or talked about."""

from __future__ import annotations

import re

from fullcast.parse.kinds.rules import SAYS, SETS
from fullcast.parse.lexicon import ROLES

_SET = r"(?:mic|mike|microphone|handset|radio|phone|telephone|receiver|key|button|mouthpiece|megaphone|loudhailer)"
_OFF_AIR = re.compile(
    rf"\b(?:let go of|lowered|covered|covering|put down|released|muted|muffled|switched off|turned off|clicked off|set down) "
    rf"(?:the|his|her|my) (?:\w+ )?{_SET}\b|\b(?:hand|palm|fingers) (?:\w+ )?over (?:the|his|her|my) (?:\w+ )?{_SET}\b|\bput (?:the|his|her|my) \w+ (?:back|away)\b|\boff the air\b|\bto nobody\b",
    re.IGNORECASE,
)
_FAR = r"(?!tower|dispatch|operator|caller|coastguard|mic|mike|microphone|radio|phone|telephone|receiver|handset|voice|walkie|set\b|communicator|intercom)"
_ROOM = re.compile(
    r"\b(?:to|at) (?:the )?\w+(?: \w+)? (?:beside|behind|next to)\b|\bhung up (?:the|his|her|my)\b|\bto (?:him|her|my)self\b|\bturned to\b|"
    r"\b(?:from|at|in) (?:the |his |her )?(?:\w+ )?(?:doorway|door|window|wheel|helm|passenger seat|back seat|floor|bed|bath|bathroom|kitchen|hall|study|stairs|couch|corner)\b|"
    r"\bbeside (?:him|her|me|the)\b|\bnext to (?:him|her|me)\b|\bin the room\b|"
    rf"\b(?:told|said to|shouted to|shouted at|called to|called out to|sang out to|asked|whispered to|yelled at) (?:the|his|her|my) {_FAR}\w+|"
    r"\b(?:told|asked|reminded|said to|shouted to|called to|sang out to) (?-i:[A-Z])\w+|\b(?:over|at) (?:his|her|my) shoulder\b|\bmuttered\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:mouthed|whispered|muttered|hissed|yelled|bawled|bellowed|shouted back)\b", re.IGNORECASE
)
"""Ways of speaking that are for the people near by, as long as nothing tells of a set."""
_KIN = "(?:Mother|Father|Mum|Mummy|Mom|Dad|Daddy|Gran|Granny|Grandma|Grandpa|Grandad|Grandfather|Grandmother|Nan|Mama|Mamma|Papa|Baby|somebody|someone)"
_SOMEBODY = re.compile(
    rf"(?:^|[.!?,])\s{{0,3}}(?:{SAYS} (?:the|his|her|my|their) (?:[\w-]{{1,20}} )?(?P<after>[a-z-]{{2,20}})\b"
    r"(?=[.,;]|\s*$| (?:and|from|who|with|in|at)\b)"
    rf"|(?:[Tt]he|[Hh]is|[Hh]er|[Mm]y) (?:[\w-]{{1,20}} )?(?P<before>[a-z-]{{2,20}}) {SAYS}\b|{SAYS} {_KIN}\b|(?i:{_KIN}) {SAYS}\b)"
)
_HANDLING = re.compile(
    r"\b(?:button|key|mic|mike|microphone|handset|receiver|transmit|switch)\b", re.IGNORECASE
)
_TALK_OF = re.compile(
    r"\b(?:nodd(?:ed|ing)|point(?:ed|ing)|look(?:ed|ing)|star(?:ed|ing)|glanc(?:ed|ing)|smil(?:ed|ing)|glar(?:ed|ing)|wav(?:ed|ing)|frown(?:ed|ing)) (?:\w+ )?(?:at|to|toward|towards) (?:the|his|her)\b",
    re.IGNORECASE,
)
_NOT_ON_AIR = re.compile(
    r"\bon (?:the|his|her|my|a|your) (?:radio|phone|set|telephone) (?:table|shelf|mast|tower|set|was|stood|sat)\b|"
    r"\b(?:turn(?:ed)?|switch(?:ed)?) (?:\w+ )?(?:the|his|her|that) (?:\w+ )?(?:radio|set|television|TV) (?:off|down|on|up)\b|"
    r"\b(?:song|music|tune|playing|played)\b[^.!?]{0,80}\bon (?:the|a|his|her) (?:\w+ )?radio\b|"
    r"\b(?:talk(?:ed|ing)?|heard|hear|told|spoke|speaking|argu\w+|read) (?:\w+ )?(?:about|of) (?:the|a|his|her)\b",
    re.IGNORECASE,
)


def off_air(beside: str) -> bool:
    """Say whether the narration beside a quote takes its speaker off the air: a hand over the mouthpiece."""
    return _OFF_AIR.search(beside) is not None


def addressed_here(beside: str) -> bool:
    """Say whether the narration beside a quote has it said to somebody near by, whatever its words."""
    return _ROOM.search(beside) is not None or off_air(beside)


def only_looked_at(words: str, at: int) -> bool:
    """Say whether the set that a pattern found at `at` is only looked at ("nodding at the radio")."""
    return _TALK_OF.search(words[max(0, at - 20) : at + 12]) is not None


def not_on_air(words: str) -> bool:
    """Say whether narration names a set that nobody speaks over: furniture, music, talk of it."""
    return _NOT_ON_AIR.search(words) is not None


def handles_set(beside: str) -> bool:
    """Say whether the narration beside a quote has its speaker handle a set: with a channel open, the line goes out."""
    return _HANDLING.search(beside) is not None


def in_room(beside: str) -> bool:
    """Say whether the narration beside a quote puts its speaker in the room, off the air."""
    return addressed_here(beside) or _ASIDE.search(beside) is not None or _said_by_somebody(beside)


def _said_by_somebody(beside: str) -> bool:
    """Say whether a tag names its speaker by a noun that is neither a set nor a trade ("said the hitchhiker")."""
    heads = (m["after"] or m["before"] or "kin" for m in _SOMEBODY.finditer(beside[:200]))
    return any(head.lower() not in ROLES and head.lower() not in SETS for head in heads)
