"""A line for eSpeak NG whose words sound in a way of their own: phonemes in double brackets, everything else plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fullcast.model import Sound
from fullcast.synthesize import ipa
from fullcast.synthesize.ipa import Inventory
from fullcast.synthesize.text import PIECE, pieces, plain

_LETTER = re.compile(r"[^\W_]")
_POSSESSIVE = re.compile(r"['’]s(?![^\W_])")


def marked(text: str, sounds: Sequence[Sound], inventory: Inventory) -> tuple[str, ...]:
    """Cut a line into pieces for an engine that is told to heed phonemes; none where there are none to be heeded.

    What the language has no phonemes for, and what lies inside a word, stays text. Brackets of the text's own are parted, so
    that they open nothing. eSpeak NG swallows phonemes that follow a mark of punctuation, so a space stands around them.
    """
    parts: list[str] = []
    at, heeded = 0, False
    for sound in sounds:
        mnemonics = None if _inside(text, sound) else ipa.phonemes(sound.phonemes, sound.alphabet, inventory)
        if mnemonics is None or sound.start < at:
            continue
        parts += _harmless(text[at : sound.start])
        at, heeded = sound.end, True
        own = _POSSESSIVE.match(text, at) if inventory.english else None
        if own is not None:
            mnemonics, at = ipa.possessive(mnemonics), own.end()
        parts.append(f" [[{mnemonics}]] ")
    parts += _harmless(text[at:])
    return tuple(_filled(parts)) if heeded else ()


def _inside(text: str, sound: Sound) -> bool:
    """Say whether a sound begins or ends inside a word."""
    before, after = text[sound.start - 1 : sound.start], text[sound.end : sound.end + 1]
    return _LETTER.match(before) is not None or _LETTER.match(after) is not None


def _harmless(text: str) -> Iterator[str]:
    """Give plain text in pieces, in which no bracket opens phonemes."""
    return pieces(re.sub(r"\[(?=\[)", "[ ", plain(text)))


def _filled(parts: Sequence[str]) -> Iterator[str]:
    """Join parts as far as an engine is given them in one call; none is cut."""
    held = ""
    for part in parts:
        if held and len(held) + len(part) > PIECE:
            yield held
            held = ""
        held += part
    yield held
