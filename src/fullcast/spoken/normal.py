"""Gives the words a narrator would say for what is written.

RULES is the table of contents: for English the topics in their order, each a module with its own ordered table.
The order matters where one topic leaves work to the next: money, units and signs turn into words beside a number,
and only then is the number said; capitals come last, since a Roman numeral must be seen before them.
"""

from __future__ import annotations

import re

from fullcast.spoken.abbreviations import ABBREVIATIONS, CLOSING, FINAL, INITIALS
from fullcast.spoken.codes import CODES
from fullcast.spoken.dates import DATES
from fullcast.spoken.drawl import DRAWL
from fullcast.spoken.holes import HOLES
from fullcast.spoken.languages import TOPICS
from fullcast.spoken.marks import EMOJI, SILENT
from fullcast.spoken.money import MONEY
from fullcast.spoken.roman import HEADING, ROMAN
from fullcast.spoken.rule import Topic
from fullcast.spoken.shout import SHOUT
from fullcast.spoken.sums import SUMS
from fullcast.spoken.symbols import SYMBOLS
from fullcast.spoken.times import TIMES
from fullcast.spoken.units import UNIT_RULES
from fullcast.spoken.web import WEB

RULES: tuple[Topic, ...] = (
    EMOJI,
    WEB,
    HOLES,
    ABBREVIATIONS,
    ROMAN,
    INITIALS,
    MONEY,
    TIMES,
    DATES,
    CODES,
    UNIT_RULES,
    SUMS,
    SYMBOLS,
    SHOUT,
    DRAWL,
)
"""What is said in English, topic by topic."""

_STRANGE = re.compile(
    r"[^a-z \n;'’‘“”\"()]"
    r"(?:(?<=[^A-Z.,:!?…—–-])"  # A digit, a sign, a letter of another alphabet.
    r"|(?<=[A-Z])(?:[A-Z.]|[’'][A-Z]|(?<=[VX])(?![a-z])"
    r"|(?<=I)(?:[’']s\b| (?:of|was|is|and|to|ends?|begins?|began|opens?|in|had|has)\b|[,;:!?)]|\Z)"
    r"|(?:ing|ueen|ope|mperor|mpress|sar|zar|aiser|ultan|haraoh|rince) [A-Z]"
    r"|(?:rs?|mes?|lle|essrs|gt|apt|ol|pl|rof|ev|upt|nsp|te|nc|hD|td|ve|(?<=M)s|(?<=[SML])t|(?<=R)d)(?![A-Za-z]))"
    rf"|(?<=\.)(?:{FINAL}|(?!{CLOSING}))"
    r"|(?<=-)(?:-|(?<=\b[BCDF]-)|(?:(?<=\b\w-)|(?<=\b\w\w-)|(?<=\b\w\w\w-))[A-Za-z])"
    r"|(?<=[—–])(?:[—–]|(?<=\b[A-Z].)|(?<=\b[a-z].)[a-z]|(?<= .))"
    r"|(?<=[!?])[!?]|(?<=,),|(?<=…)[….])"
    r"| (?:[ivxlc]{2,8}|[ivx])(?![a-z’'])"
)
"""What plain prose does not have; a first class for all of it, and then lookbehinds, is what is quick to search."""

_DRAWN = tuple(3 * letter for letter in "oaeiusmhrlnztpgfdywkbcvjqx")


def normal(text: str, language: str = "en", *, heading: bool = False) -> str:
    """Give the words a narrator would say for `text`, one sentence or less, or a heading.

    `language` is a code ("en", "de", "pt-BR"). What is not understood stays as it is, and so do characters of the
    private use area, which stand for words that are settled. Nothing is raised on any text. A heading begins with
    a capital, and a numeral may stand alone in it.
    """
    if language == "en":
        return _english(text, heading=heading)
    code = language.lower().replace("_", "-")
    base = code.partition("-")[0]
    if base == "en":
        return _english(text, heading=heading)
    text = SILENT.say(text)
    topic = TOPICS.get(code) or TOPICS.get(base)
    return topic.say(text) if topic else text


def _english(text: str, *, heading: bool) -> str:
    if not heading and plain(text):
        return text
    if heading:
        text = HEADING.say(text)
    for topic in RULES:
        text = topic.say(text)
    return text[:1].upper() + text[1:] if heading else text


def plain(text: str) -> bool:
    """Tell at little cost that no rule of RULES would change `text`; False is no promise that one would."""
    if _STRANGE.search(text):
        return False
    return all(drawn not in text for drawn in _DRAWN)
