"""What of a style sheet matters to a reader: the rules that slant or hide (CSS 2.2, 4.1)."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[{};]")
_LOOKS = ("italic", "oblique", "none", "hidden")


def of_looks(sheet: str) -> str:
    """Return the rules of `sheet` that may slant or hide something; those for certain media are not among them."""
    text = _without_comments(sheet)
    kept: list[str] = []
    depth, begin = 0, 0
    for found in _TOKEN.finditer(text):
        depth = max(0, depth + {"{": 1, "}": -1}.get(found.group(), 0))
        if depth or found.group() == "{":
            continue
        rule = text[begin : found.end()].strip()
        if not rule.startswith("@") and any(look in rule for look in _LOOKS):
            kept.append(rule)
        begin = found.end()
    return "\n".join(kept)


def _without_comments(sheet: str) -> str:
    first, *others = sheet.split("/*")
    return first + " ".join(part.partition("*/")[2] for part in others)
