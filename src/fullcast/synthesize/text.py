"""Makes any string safe to hand to an engine as plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

PIECE = 2_000
"""Characters an engine is given in one call; longer text is spoken in pieces, cut at white space."""

_SPACE = frozenset(("Cc", "Co", "Cn", "Cs", "Zl", "Zp"))
_NOTHING = frozenset(("Cf",))


def plain(text: str) -> str:
    """Take out what is not text: control characters, lone surrogates, private and unassigned code points.

    They become a space, so that no words grow together; invisible marks (soft hyphen, direction, joiner, BOM)
    become nothing. Engines take control characters for commands (eSpeak NG: U+0001) and NUL for the end.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe, text))


def _safe(char: str) -> str:
    if char.isprintable() and char != "\ufffd":
        return char
    return "" if unicodedata.category(char) in _NOTHING else " "


def pieces(text: str) -> Iterator[str]:
    """Cut text after spaces into pieces of at most PIECE characters; a longer word is cut inside."""
    while len(text) > PIECE:
        space = text.rfind(" ", 1, PIECE)
        end = PIECE if space < 0 else space + 1
        yield text[:end]
        text = text[end:]
    yield text
