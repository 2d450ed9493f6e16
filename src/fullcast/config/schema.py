"""Every key of voices.yaml, and what may stand there; docs/voices.md and the template are tested by it."""

from __future__ import annotations

from fullcast.config.fields import (
    GENDERS,
    ByGender,
    Field,
    Flag,
    Many,
    Named,
    Number,
    OneOf,
    OneOrNamed,
    Rules,
    Table,
    Text,
)
from fullcast.model import DELIVERIES, EFFECTS, Kind

PAUSES = (
    *("sentence", "clause", "tag", "turn", "to_dialogue", "to_narration", "paragraph", "beat_short", "beat"),
    *(
        "beat_long",
        "scene",
        "title",
        "head",
        "tail",
        "radio_before",
        "radio_after",
        "ellipsis",
        "cut_off",
        "max",
    ),
)

_VOICE = Text("a voice by name")
_GENDER = OneOf("a gender", GENDERS)
_PITCH = Number(-24, 24, "semitones")
_VOLUME = Number(-24, 24, "dB")
_EFFECT = OneOf("an effect", (*EFFECTS, "none"))
_SILENCE = Number(0, 20_000, "milliseconds", whole=True)

SOUND: dict[str, Field] = {
    "rate": Number(80, 450, "words a minute"),
    "pitch": _PITCH,
    "volume": _VOLUME,
    "effect": _EFFECT,
}
"""What may be changed of a voice wherever one is named."""

_PROFILE = Table(
    "a voice",
    {
        "like": _VOICE,
        "engine": Text("an engine by name"),
        "voice": Text("the engine's own name of a voice"),
        **SOUND,
        "gender": _GENDER,
    },
)
_SHAPE = Table(
    "what is done to a voice",
    {
        "rate": Number(0.5, 2, "times as fast"),
        "pitch": _PITCH,
        "volume": _VOLUME,
        "effect": _EFFECT,
        "voice": ByGender(_VOICE),
    },
)
_ROLE = Table(
    "a character",
    {"voice": _VOICE, "aliases": Many(Text("another name")), "gender": _GENDER, **SOUND},
    short="voice",
)
_SAID: dict[str, Field] = {
    "say": Text("how to say it"),
    "ipa": Text("how it sounds, in the IPA"),
    "phonemes": OneOrNamed(Named("engines", Text("phonemes of an engine"), exact=True)),
}
_SAYING = Table(
    "a pronunciation",
    {
        **_SAID,
        "match": OneOf("a way to find it", ("word", "part", "pattern")),
        "by": Named("characters", Table("how they say it", _SAID, short="say")),
    },
    short="say",
)
FITS: dict[str, Field] = {
    "tagged": Text("the words of a tag"),
    "chapter": Text("a chapter's number, a range (3-5), or its title"),
    "speaker": Text("who has the line so far"),
    "says": Text("words of the line"),
}
"""What a rule for lines asks of a line."""

SETS: dict[str, Field] = {
    "is": Text("a character, narrator, or nobody"),
    "kind": OneOf("a kind", tuple(kind.value for kind in Kind)),
    "delivery": OneOf("a delivery", (*DELIVERIES, "none")),
}
"""What a rule for lines changes."""

_OUTPUT = Table(
    "output",
    {
        "formats": Many(Text("a format by name")),
        "bitrate": Number(32, 320, "kbit/s", whole=True),
        "rms": Number(-40, -10, "dB"),
        "peak": Number(-20, 0, "dB"),
        "room_tone": Number(-120, -50, "dB"),
        "announce_titles": Flag(),
        "title": Text("a title"),
        "author": Text("a name"),
        "narrator": Text("a name"),
    },
)

SCHEMA = Table(
    "voices.yaml",
    {
        "narrator": Table("a voice with changes", {"voice": _VOICE, **SOUND}, short="voice"),
        "unnamed": Text("pool, narrator, or a voice by name"),
        "uncertain": Table(
            "uncertain lines",
            {
                "below": Number(0, 1, "how sure fullcast is of a line"),
                "voice": Text("narrator, unnamed, keep, or a voice by name"),
            },
        ),
        "cast": Named("characters", _ROLE),
        "lines": Rules(Table("a rule for lines", {**FITS, **SETS})),
        "voices": Named("voices", _PROFILE, exact=True),
        "pools": Table("pools", dict.fromkeys(GENDERS, Many(_VOICE))),
        "kinds": Table("kinds", {kind.value: _SHAPE for kind in Kind}),
        "deliveries": Table("deliveries", dict.fromkeys(DELIVERIES, _SHAPE)),
        "pauses": Table(
            "pauses",
            {**dict.fromkeys(PAUSES, _SILENCE), "jitter": Number(0, 50, "percent", whole=True)},
        ),
        "pronunciations": Named("words", _SAYING, exact=True),
        "reading": Table(
            "what is read",
            {
                "notes": OneOf("a place for notes", ("skip", "inline", "end")),
                "foreign": OneOf("a way to say what is foreign", ("own", "language")),
                "include": Many(Text("a part of the book by its sort or title")),
                "exclude": Many(Text("a part of the book by its sort or title")),
            },
        ),
        "output": _OUTPUT,
    },
)
