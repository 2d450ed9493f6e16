"""What a rule is, and the few patterns that all topics share.

Every pattern is linear on any text: a run that may be long (digits, letters, dots) has a bound, or a lookbehind
that lets it begin in one place only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

Said = Callable[["re.Match[str]"], str]
"""Gives what is said for what was found; `found[0]` leaves it as it is."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing: its name, the pattern that finds it, and what is said for it.

    The pattern is compiled when it is first needed: of hundreds, a story wants few.
    """

    name: str
    source: str
    say: Said
    flags: int = 0

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return _compiled(self.source, self.flags)


@cache
def _compiled(source: str, flags: int) -> re.Pattern[str]:
    return re.compile(source, flags)


@dataclass(frozen=True, slots=True)
class Topic:
    """Rules that belong together, in order. `sign` is cheap; where it finds nothing, no rule would."""

    name: str
    sign: re.Pattern[str]
    rules: tuple[Rule, ...]

    def say(self, text: str) -> str:
        """Give `text` with each rule applied in its order."""
        if self.sign.search(text):
            for rule in self.rules:
                text = rule.pattern.sub(rule.say, text)
        return text


PLACEHOLDER = "\ue000-\uf8ff"
"""The private use area, as in a class: each character stands for a word that is settled already."""

LEFT = rf"(?<![^\W_])(?<![{PLACEHOLDER}])"
"""A word may begin here. An underscore is a mark of emphasis, and no letter."""

RIGHT = rf"(?![^\W_{PLACEHOLDER}])(?![{PLACEHOLDER}])"
"""A word may end here."""

NAMED = rf"[A-ZÀ-ÖØ-Þ{PLACEHOLDER}]"
"""What a name begins with."""

DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!,?\d)|\d{1,15}(?!\d))"
"""A whole number, with commas between thousands or without."""

FRACTIONS: Mapping[str, tuple[int, int]] = {
    **{"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5)},
    **{
        "⅗": (3, 5),
        "⅘": (4, 5),
        "⅙": (1, 6),
        "⅚": (5, 6),
        "⅛": (1, 8),
        "⅜": (3, 8),
        "⅝": (5, 8),
        "⅞": (7, 8),
    },
}
"""Fractions in one character: numerator, denominator."""

_ENDED = re.compile(r"[\s\"”’')\]»*_]{0,8}\Z")
_BEFORE = 48


def rule(name: str, pattern: str, say: Said | str, flags: int = 0) -> Rule:
    """Make a rule; what is said may be a template (`\\1`) instead of a function."""
    if isinstance(say, str):
        template = say
        return Rule(name, pattern, lambda found: found.expand(template), flags)
    return Rule(name, pattern, say, flags)


def ends(found: re.Match[str]) -> bool:
    """Tell whether nothing but closing marks follows, so that a dot that was found also ends the sentence."""
    return _ENDED.match(found.string, found.end()) is not None


def before(found: re.Match[str]) -> str:
    """Give the text shortly before what was found."""
    return found.string[max(0, found.start() - _BEFORE) : found.start()]


def after(found: re.Match[str]) -> str:
    """Give the text shortly after what was found."""
    return found.string[found.end() : found.end() + _BEFORE]


def listed(words: str) -> str:
    """Give the alternatives of words between spaces, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words.split(), key=lambda word: (-len(word), word)))
