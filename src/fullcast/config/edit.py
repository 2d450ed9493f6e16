"""Adds characters to the cast of a voices.yaml and leaves every other byte of it as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fullcast.config.nodes import Node, compose, is_null
from fullcast.config.problems import Page
from fullcast.config.schema import SCHEMA, SOUND
from fullcast.errors import ConfigError
from fullcast.words import fold

Entries = Mapping[str, Mapping[str, object]]


def with_cast(text: str, entries: Entries, path: Path | None = None) -> str:
    """Add characters to a voices.yaml under `cast`, each with its keys there ({"voice": "m03", ...}).

    Those the cast has already, by any of their names, are left as they are, but that one without a voice is given
    the entry's; so is every other byte. Pass the text as read with newline="". Raises ConfigError where the text is
    broken, or written in a way that nothing can be added to.
    """
    page = Page(path or "voices.yaml")
    root = compose(text, page)
    before = SCHEMA.read(root, page)
    page.close()
    pairs = _cast(root)
    roles = {key.value.strip(): before.get("cast", {}).get(key.value.strip(), {}) for key, _ in pairs}
    known = {name: _names(name, role) for name, role in roles.items()}
    taken = {name for names in known.values() for name in names}
    missing = {name: keys for name, keys in entries.items() if not taken & _names(name, keys)}
    silent = [key.value.strip() for key, item in pairs if _takes_a_voice(text, key, item)]
    voices = {
        name: _sound(keys)
        for name in silent
        for other, keys in entries.items()
        if known[name] & _names(other, keys)
    }
    if not missing and not voices:
        return text
    longer = text
    for key, item in reversed(pairs):
        if key.value.strip() in voices:
            longer = _voiced(longer, key, item, voices[key.value.strip()])
    if missing:
        longer = _insert(longer, compose(longer, page), missing)
    _verify(longer, before, {name: {**voices[name], **roles[name]} for name in voices}, missing, page)
    return longer


def _cast(root: Node) -> list[tuple[Node, Node]]:
    """Give the characters of a file, each with what stands behind it, in the file's order."""
    item = next((item for key, item in root.value if key.value == "cast"), None)
    return item.value if item is not None and item.id == "mapping" else []


def _takes_a_voice(text: str, key: Node, item: Node) -> bool:
    """Say whether a character has no voice, and is written where none but it would be given one."""
    if item.start_mark.index < key.start_mark.index or text[item.start_mark.index :][:1] == "&":
        return False
    if item.id == "scalar":
        return is_null(item)
    return not any(each.value == "voice" for each, _ in item.value)


def _sound(keys: Mapping[str, object]) -> dict[str, object]:
    """Give those keys of an entry that make a voice."""
    return {key: value for key, value in keys.items() if key == "voice" or key in SOUND}


def _voiced(text: str, key: Node, item: Node, voice: Mapping[str, object]) -> str:
    """Give a character that has none a voice, before whatever else is said of it."""
    keys = [f"{key}: {_scalar(value)}" for key, value in voice.items()]
    if item.id == "scalar":
        at, end = (
            (item.start_mark.index, item.end_mark.index) if item.value else (key.end_mark.index + 1,) * 2
        )
        return f"{text[:at]}{'' if item.value else ' '}{_entry(voice)}{text[end:]}"
    at = item.start_mark.index + (1 if item.flow_style else 0)
    if item.flow_style:
        return f"{text[:at]}{', '.join(keys)}{', ' if item.value else ''}{text[at:]}"
    newline = _newline(text) + " " * item.value[0][0].start_mark.column
    return f"{text[:at]}{newline.join(keys)}{newline}{text[at:]}"


def _names(name: str, keys: Mapping[str, object]) -> set[str]:
    aliases = keys.get("aliases", ())
    return (
        {fold(name), *(fold(str(alias)) for alias in aliases)}
        if isinstance(aliases, (list, tuple))
        else {fold(name)}
    )


def _insert(text: str, root: Node, missing: Entries) -> str:
    """Put the entries into the braces of the cast, below its last, or into a block of their own."""
    lines = [f"{_scalar(name)}: {_entry(keys)}" for name, keys in missing.items()]
    pair = next(((key, item) for key, item in root.value if key.value == "cast"), None)
    if pair is None:
        # A document end (...) would hide what stands after it.
        at = root.end_mark.index if root.value else len(text)
        return _block(text, at, ["cast:", *("  " + line for line in lines)])
    key, item = pair
    if item.id == "scalar" and not item.value:
        return _block(text, key.end_mark.index + 1, ["  " + line for line in lines])
    inside = f",{_newline(text)}  ".join(lines)
    if item.id == "scalar":  # ~ or null
        return text[: item.start_mark.index] + "{" + inside + "}" + text[item.end_mark.index :]
    if item.flow_style:
        at = _end(*item.value[-1]) if item.value else item.start_mark.index + 1
        return text[:at] + (", " if item.value else "") + inside + text[at:]
    indent = " " * item.value[0][0].start_mark.column
    return _block(text, _end(key, item), [indent + line for line in lines])


def _block(text: str, at: int, lines: list[str]) -> str:
    """Put lines below the line that holds offset `at`, or at `at` where a line begins there."""
    newline = _newline(text)
    if at and text[at - 1] != "\n":
        end = text.find("\n", at)
        at = len(text) if end < 0 else end + 1
    before = newline if at and text[at - 1] != "\n" else ""
    return text[:at] + before + newline.join(lines) + newline + text[at:]


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _end(key: Node, item: Node) -> int:
    """Find where the last thing under a key ends (a block's own end mark lies beyond its comments)."""
    alias = item.start_mark.index < key.start_mark.index  # its node stands where the anchor is
    if alias or (item.id == "scalar" and not item.value):
        return key.end_mark.index + 1
    if item.id == "scalar" or item.flow_style or not item.value:
        return item.end_mark.index
    last = item.value[-1]
    return _end(*last) if item.id == "mapping" else _end(last, last)


def _entry(keys: Mapping[str, object]) -> str:
    if keys.keys() == {"voice"}:
        return _scalar(keys["voice"])
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in keys.items()) + "}"


_PLAIN = re.compile(r"[^\W\d_](?:[\w.'’ -]*[\w.])?")
_RESOLVED = re.compile("y|n|yes|no|on|off|true|false|null", re.IGNORECASE)


def _scalar(value: object) -> str:
    """Write a value so that it reads back as itself, inside braces too; without quotes where that is safe."""
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_scalar(one) for one in value) + "]"
    if isinstance(value, (int, float)):
        return f"{value:g}"
    text = str(value)
    if _PLAIN.fullmatch(text) and not _RESOLVED.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _verify(text: str, before: Mapping[str, Any], voiced: Entries, missing: Entries, page: Page) -> None:
    """Raise ConfigError unless the text says what it said, the voices that were missing, and the characters."""
    try:
        after = SCHEMA.read(compose(text, page), page)
        page.close()
    except ConfigError:
        after = {}
    cast = after.get("cast", {})
    added = {name: cast.get(name.strip()) for name in missing}
    given = {name: cast.get(name) for name in voiced}
    kept = {name: role for name, role in before.get("cast", {}).items() if name not in voiced}
    same = cast == {**kept, **{name.strip(): role for name, role in added.items()}, **given}
    whole = all(role is not None for role in (*added.values(), *given.values()))
    right = all(role is not None and role.keys() == voiced[name].keys() for name, role in given.items())
    if same and whole and right and {**after, "cast": {}} == {**before, "cast": {}}:
        return
    names = ", ".join(list({**missing, **voiced})[:5])
    message = "nothing can be added to this cast without changing how it is written"
    raise ConfigError(message, path=page.path, hint=f"add them by hand: {names}")
