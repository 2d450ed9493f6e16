"""Punctuation over and over, emoji and ornaments: what every language has."""

from __future__ import annotations

import re
import unicodedata

from fullcast.spoken.rule import Topic, rule

_NAMES = {
    "❤": "red heart",
    "👍": "thumbs up",
    "👎": "thumbs down",
    "👋": "waving hand",
    "👏": "clapping hands",
    "🙏": "folded hands",
    "🔥": "fire",
    "🎉": "party popper",
    "💩": "pile of poo",
    "💔": "broken heart",
    "✓": "check",
    "✔": "check",
    "✅": "check",
    "✗": "cross",
    "✘": "cross",
    "❌": "cross",
}
_ADDED = "\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff"
_SAID = "❤✓✔✅✗✘❌\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff\U0001fa70-\U0001faff"
_ORNAMENT = "\u2500-\u2637\u263a-\u2664\u2667-\u266c\u2670-\u27bf\u2b00-\u2bff\U0001f000-\U0001f2ff"
# Not said, and no ornament: hearts as words (♥), music's accidentals, the degree. They stand in other topics.
_SPACES = r"[ \u00a0]{0,2}"


def _picture(found: re.Match[str]) -> str:
    """Say an emoji's name; the same one over and over is one."""
    char = found["char"]
    name = _NAMES.get(char) or unicodedata.name(char, "").lower()
    start, end = found.start() == 0, found.end() == len(found.string)
    return f"{'' if start else ' '}{name}{'' if end or found['tail'] else ' '}{found['tail'] or ''}"


def _nothing(found: re.Match[str]) -> str:
    start, end = found.start() == 0, found.end() == len(found.string)
    return "" if start or end else " "


def _few(found: re.Match[str]) -> str:
    marks = set(found[0])
    return "?!" if len(marks) > 1 else found[0][0]


_PICTURES = rf"{_SPACES}(?P<char>[{_SAID}])[{_ADDED}]{{0,6}}(?:{_SPACES}(?P=char)[{_ADDED}]{{0,6}}){{0,40}}{_SPACES}(?P<tail>[.,;!?…])?"
_OTHERS = rf"{_SPACES}[{_ADDED}{_ORNAMENT}](?:[ \u00a0]?[{_ADDED}{_ORNAMENT}]){{0,80}}{_SPACES}"
_SIGNS = re.compile(rf"[{_ADDED}{_ORNAMENT}{_SAID}]|[!?]{{2}}|\.{{4}}|…[….]|--|,,|——|\[\d|[⁰¹²³⁴-⁹]")

_PUNCTUATION = (
    rule("exclamations", r"[!?]{2,}", _few),
    rule("dots", r"\.{4,}", "..."),
    rule("ellipses", r"…[….]+", "…"),
    rule("commas", r",{2,}", ","),
    rule("hyphens", r"--+", lambda found: "—" if len(found[0]) < 4 else "——"),
    # The mark of a footnote, behind a word: a narrator does not read it.
    rule(
        "notes",
        r"(?<=[A-Za-zÀ-ÿ.,;:!?”’\")])\[\d{1,3}\](?!\w)|(?<=[a-z.,;:!?”’\"]{2})(?<!m)[⁰¹²³⁴-⁹]{1,3}(?!\w)",
        "",
    ),
)

EMOJI = Topic(
    "emoji", _SIGNS, (*_PUNCTUATION, rule("emoji", _PICTURES, _picture), rule("ornaments", _OTHERS, _nothing))
)
"""For English: an emoji has its name from Unicode, an ornament (stars, leaves, boxes) is not said."""

SILENT = Topic(
    "marks",
    _SIGNS,
    (*_PUNCTUATION, rule("emoji", _OTHERS.replace(_ORNAMENT, _ORNAMENT + _SAID), _nothing)),
)
"""For other languages, in which nobody here knows the names: neither is said."""
