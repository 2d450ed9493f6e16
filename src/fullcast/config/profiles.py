"""Voice profiles: those of the shipped palette, the file's own, and those made for one character alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, cast

from fullcast.config.fields import Name
from fullcast.config.problems import Page, near, quoted
from fullcast.config.schema import SOUND
from fullcast.model import Gender, Voice, VoiceInfo
from fullcast.words import fold

DEFAULT_ENGINE = "pyttsx3"

_NOBODY = Voice("", DEFAULT_ENGINE, "")
"""Stands for a profile that is broken, so that reading goes on to the next problem."""

_TAKEN = ("none", "pool", "narrator", "unnamed", "keep")
"""What a voice cannot be called, for these words mean something where a voice is named."""


@cache
def palette() -> Mapping[str, VoiceInfo]:
    """Read the shipped table of measured voices: voice id -> what is known of it."""
    text = files("fullcast").joinpath("data/palette.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return MappingProxyType({row["id"]: _info(row) for row in rows})


def _info(row: Mapping[str, str]) -> VoiceInfo:
    return VoiceInfo(
        id=row["id"],
        engine=DEFAULT_ENGINE,
        language=row["voice"],
        gender=cast(Gender, row["gender"]),
        age=row["age"],
        character=row["character"],
        group=row["group"],
        rate=float(row["rate"]),
        f0=None if row["f0_hz"] == "-" else float(row["f0_hz"]),
    )


class Profiles:
    """Every profile a name may lead to; `lines` says where those of the file stand."""

    def __init__(self, own: Mapping[Name, dict[str, Any]], page: Page) -> None:
        """Make the file's own profiles, noting problems on the page."""
        self._own = own
        self._page = page
        self._stock = {info.id: _stock(info) for info in palette().values()}
        self._made: dict[str, Voice] = {}
        self.lines = {str(name): name.line for name in own}
        for name in own:
            self._make(name, ())

    def all(self) -> dict[str, Voice]:
        """Give all profiles by name."""
        return {**self._stock, **self._made}

    def known(self, names: Iterable[Name]) -> list[str]:
        """Give those of the names that are profiles; the others are problems."""
        every: set[str] = {*self._stock, *self._own}
        known = []
        for name in names:
            if name in every:
                known.append(str(name))
            else:
                hint = near(name, every, "`fullcast voices` lists them; one of your own goes under voices:")
                self._page.blame(name.line, f"there is no voice {quoted(name)}", hint)
        return known

    def adapted(self, changes: Mapping[str, Any], owner: str) -> str:
        """Give the name of the profile that `changes` names, or of one made of it for its owner alone."""
        name: Name = changes["voice"]
        if not self.known([name]) or not changes.keys() & SOUND.keys():
            return str(name)
        made = f"{name} ({owner})"
        sound = {key: value for key, value in changes.items() if key in SOUND}
        self._made[made] = _changed(self.all()[name], sound, made)
        self.lines[made] = name.line
        return made

    def _make(self, name: Name, chain: tuple[str, ...]) -> Voice:
        if name not in self._made:
            if "(" in name or fold(name) in _TAKEN:
                self._page.blame(name.line, f"{quoted(name)} cannot be the name of a voice", "choose another")
            changes = self._own[name]
            base = self._base(name, changes, (*chain, name))
            self._made[str(name)] = _changed(base, changes, str(name))
        return self._made[name]

    def _base(self, name: Name, changes: Mapping[str, Any], chain: tuple[str, ...]) -> Voice:
        """Find what a profile begins as: the one it is like, the engine's voice it names, or its namesake."""
        engine = changes.get("engine", DEFAULT_ENGINE)
        if "like" in changes:
            begun = self._liked(changes["like"], chain)
        elif "voice" in changes:
            plain = Voice(str(name), str(engine), str(changes["voice"]))
            begun = self._stock.get(plain.voice, plain) if engine == DEFAULT_ENGINE else plain
        else:
            begun = self._stock.get(name, _NOBODY)
            if begun is _NOBODY:
                hint = f"write voice: and a voice of {engine}, or like: and a voice by name"
                self._page.blame(name.line, f"{quoted(name)} has no voice", hint)
        if "engine" in changes and begun.voice and engine != begun.engine and "voice" not in changes:
            hint = f"write voice: and a voice of {engine} beside it"
            self._page.blame(engine.line, f"{quoted(begun.voice)} is a voice of {begun.engine}", hint)
        return begun

    def _liked(self, like: Name, chain: tuple[str, ...]) -> Voice:
        """Give the profile that `like:` names; one's own name means what fullcast has under it."""
        if like == chain[-1] and like in self._stock:
            return self._stock[like]
        if like in chain:
            loop = " -> ".join((*chain[chain.index(like) :], like))
            hint = "one of them needs a voice: instead"
            self._page.blame(like.line, f"voices like each other in a circle: {loop}", hint)
            return _NOBODY
        own = next((name for name in self._own if name == like), None)
        if own is not None:
            return self._make(own, chain)
        return self._stock[like] if self.known([like]) else _NOBODY


def _stock(info: VoiceInfo) -> Voice:
    return Voice(name=info.id, engine=info.engine, voice=info.id, rate=info.rate, gender=info.gender)


def _changed(base: Voice, changes: Mapping[str, Any], name: str) -> Voice:
    """Lay the keys of a profile over the voice it begins as."""
    return Voice(
        name=name,
        engine=str(changes.get("engine", base.engine)),
        voice=str(changes.get("voice", base.voice)),
        rate=float(changes.get("rate", base.rate)),
        pitch=float(changes.get("pitch", base.pitch)),
        volume=float(changes.get("volume", base.volume)),
        effect=effect(changes["effect"]) if "effect" in changes else base.effect,
        gender=gender(changes) or base.gender,
    )


def effect(name: str | None) -> str | None:
    """Give the name of an effect, None for "none"."""
    return None if name in (None, "none") else str(name)


def gender(values: Mapping[str, Any]) -> Gender | None:
    """Give what stands under `gender`, if anything does."""
    return cast(Gender, str(values["gender"])) if "gender" in values else None
