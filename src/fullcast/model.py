"""The types that flow from stage to stage: frozen, slotted, no input or output.

    read -> Book(Chapter) -> parse -> Tagged(Utterance, Character), Phrase -> cast -> Cast(Voice)
         -> synthesize -> Clip -> stitch -> Cue -> master -> Loudness -> publish

Units: offsets are code points, times inside are frames (integers), seconds only at the edges; levels are dB
(full scale = 0), pitch is semitones, rates are words a minute, pauses are milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from fullcast.errors import EngineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

SAMPLE_RATE = 44_100
"""Frames a second of everything after synthesis; the rate of the trade (ACX)."""

Gender = Literal["male", "female", "neutral"]
Age = Literal["child", "adult", "old"]

EFFECTS = ("radio", "phone", "loudspeaker", "broadcast", "thought", "hall", "memory", "far")
"""The names of the effects a voice or a kind may be given; `effects.EFFECTS` holds one of each."""

DELIVERIES = tuple(
    "whispered murmured muttered softly gasped panted shouted screamed called growled hissed sobbed shaking laughed "
    "sighed cold urgent flat steady hoarse".split()
)
"""How a line can be said; voices.yaml tells what each does to a voice."""


class Kind(str, Enum):
    """What a stretch of text is, and so how it is heard."""

    NARRATION = "narration"
    DIALOGUE = "dialogue"
    THOUGHT = "thought"
    RADIO = "radio"
    PHONE = "phone"
    LOUDSPEAKER = "loudspeaker"
    BROADCAST = "broadcast"

    def __str__(self) -> str:
        return self.value


# --- read -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """A direction of a play script between two utterances, standing before offset `at` of the chapter.

    `kind` is "beat" (`seconds` of silence, or None for the usual beat), "scene" (a scene break) or "sound"
    (the file `sound`, relative to the script).
    """

    at: int
    kind: Literal["beat", "scene", "sound"]
    seconds: float | None = None
    sound: str | None = None


SpanKind = Literal[
    "italic",
    "language",
    "phonemes",
    "alias",
    "heading",
    "verse",
    "quote",
    "item",
    "row",
    "figure",
    "note",
    "beat",
]


@dataclass(frozen=True, slots=True)
class Span:
    """What a source says of the stretch `start:end` of a chapter's text.

    `kind` is a look ("italic"), a part of the page ("heading" inside a chapter, "verse", "quote" for a block quote,
    "item" of a list, "row" of a table, "figure" for what its description says, "note" for a footnote read in its
    place), or how to say it: "language" (`value` a code such as "fr"), "phonemes" (`value`, written in `alphabet`),
    "alias" (`value` is said instead), "beat" (a rest of `value` seconds follows). Spans may lie in each other.
    """

    start: int
    end: int
    kind: SpanKind
    value: str = ""
    alphabet: str = "ipa"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its mark stood before offset `at` of the chapter's text."""

    at: int
    text: str


Matter = Literal["front", "body", "back"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter as read: `text[i]` stands at code point `source_start + i` of a plain-text source.

    `headings` are the lines that stand before the text in the source (the book's title, the chapter's) and are
    spoken first; a title taken from a file's name is in none. A play script brings its own `utterances` and
    `marks`; prose leaves them to the parser (None and empty). What is no chapter is one too: `sort` names it
    ("dedication", "contents"), `matter` says whether it stands before or after the book proper, and `left_out` that it
    is not read unless somebody asks. `spans` is what the source says of stretches of the text, `notes` its footnotes.
    """

    index: int
    title: str
    text: str
    source_start: int = 0
    headings: tuple[str, ...] = ()
    utterances: tuple[Utterance, ...] | None = None
    marks: tuple[Mark, ...] = ()
    matter: Matter = "body"
    sort: str = "chapter"
    left_out: bool = False
    spans: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a book says of itself besides title, creator and language; `authors` and `identifiers` in its order.

    `date` is as written there, `position` the number in the `series`.
    """

    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    identifiers: tuple[str, ...] = ()
    series: str = ""
    position: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book as read. `characters` are those a play script tells of.

    `language` is a code such as "de" or "pt-BR", "und" until somebody found it out. `cover` is an image file,
    PNG or JPEG. `notices` are things a reader of the log should know (a guessed encoding). `pronunciations` are the
    book's own; those of voices.yaml go before them.
    """

    title: str
    creator: str | None
    language: str
    chapters: tuple[Chapter, ...]
    cover: bytes | None = None
    source: Path | None = None
    notices: tuple[str, ...] = ()
    characters: tuple[Character, ...] = ()
    metadata: Metadata = Metadata()
    pronunciations: tuple[Pronunciation, ...] = ()


# --- parse ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of a chapter in one voice: `text == chapter.text[start:end]`.

    The utterances of a chapter cover its text once, in order; white space belongs to the one before it.
    `speaker` is the character's fullest name, None for narration and where nobody can be named; `delivery`
    a key of the deliveries ("whispered"); `confidence` 0-1 in kind and speaker together; `rule` the id of
    what decided; `tag` the words by which the author's tag names the speaker ("the old man", "he"), if any.
    """

    start: int
    end: int
    text: str
    kind: Kind
    speaker: str | None = None
    delivery: str | None = None
    confidence: float = 1.0
    rule: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody who speaks: `name` as in Utterance.speaker, `named` False for "the dispatcher"."""

    name: str
    gender: Gender | None = None
    aliases: tuple[str, ...] = ()
    named: bool = True
    age: Age | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """A parsed book: the utterances of each chapter, and everybody who speaks in it (most lines first).

    `notices` are things to be told of that stop nothing (a rule for lines that fits none).
    """

    book: Book
    chapters: tuple[tuple[Utterance, ...], ...]
    characters: tuple[Character, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence and its `reason`, a key of the pauses; `ms` overrides the length settings give it."""

    reason: str
    ms: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is synthesized in one go: a sentence or less of one utterance, and the silences after it in order.

    `start`/`end` are offsets in the chapter; `text` is that slice. `last` marks the utterance's last phrase.
    `sounds` are files of a play script played after the phrase's pauses.
    """

    utterance: Utterance
    start: int
    end: int
    text: str
    pauses: tuple[Pause, ...]
    last: bool
    sounds: tuple[str, ...] = ()


# --- settings and cast ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice profile: `voice` is the engine's own id; pitch is an offset to that voice, volume to the common level.

    `effect` is a key of the effects, or None for dry.
    """

    name: str
    engine: str
    voice: str
    rate: float = 150.0
    pitch: float = 0.0
    volume: float = 0.0
    effect: str | None = None
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice an engine offers, as `fullcast voices` lists it; `f0` is its mean pitch in Hz where measured."""

    id: str
    engine: str
    language: str
    gender: Gender | None = None
    age: str | None = None
    character: str = ""
    group: str = ""
    rate: float = 150.0
    f0: float | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What voices.yaml says of one character: a profile (None: from a pool), other names, gender."""

    profile: str | None = None
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """A correction of every line it fits: a rule of `lines` in voices.yaml, which stands in line `line` of it.

    It fits what is `tagged` so (the words of the author's tag), in `chapter` (a number, a range "3-5", or a
    title), given to `speaker` by the parser, and `says` these words; "" asks for nothing. It gives the line `to` somebody,
    sets the kind, the delivery; "" leaves them.
    """

    tagged: str = ""
    chapter: str = ""
    speaker: str = ""
    says: str = ""
    to: str = ""
    kind: str = ""
    delivery: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """When a line is uncertain (its confidence is less than `below`), and whose `voice` says it then.

    The voice is a profile; None is that of speech nobody can be named for, and `keep` leaves it the speaker's.
    """

    below: float = 0.0
    voice: str | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind or a delivery does to a voice: rate is a factor, pitch semitones, volume dB; all relative.

    `effect` replaces the voice's effect (None keeps it); `voices` (gender -> profile) replaces the voice itself.
    """

    rate: float = 1.0
    pitch: float = 0.0
    volume: float = 0.0
    effect: str | None = None
    voices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """A word and how to say it, for one `character` or all; case as given.

    `say` is a respelling where `alphabet` is "", else phonemes: of the "ipa", or those of the engine it names.
    `match` says what `word` is: a whole "word" (or words), a "part" of words, or a "pattern" (a regular expression,
    to whose groups `say` may refer).
    """

    word: str
    say: str
    character: str | None = None
    alphabet: str = ""
    match: Literal["word", "part", "pattern"] = "word"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of a book: `notes` "skip", "inline" (after their paragraph) or "end" (of the chapter).

    `foreign` says what a passage in another language is said with: "own" (the same voice as ever) or "language" (that
    language's sounds). `include` and `exclude` name parts by their sort or title.
    """

    notes: Literal["skip", "inline", "end"] = "skip"
    foreign: Literal["own", "language"] = "own"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """What produce writes and how it is mastered; the defaults are the trade's (ACX) with room to spare."""

    formats: tuple[str, ...] = ("mp3",)
    bitrate: int = 192
    rms: float = -20.0
    peak: float = -3.5
    room_tone: float = -72.0
    announce_titles: bool = True
    title: str | None = None
    author: str | None = None
    narrator: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All of voices.yaml, defaults filled in. Pools are profile names by gender, best first.

    `unnamed` is the profile of speech nobody can be named for (None: from the neutral pool). `lines` says on
    which line of `source` a profile stands, `palette` what is known of the default engine's voices, by voice id.
    `patches` are the rules for lines, in the file's order, `doubt` what becomes of uncertain ones.
    """

    profiles: Mapping[str, Voice]
    narrator: str
    cast: Mapping[str, Role]
    pools: Mapping[str, tuple[str, ...]]
    kinds: Mapping[Kind, Shape]
    deliveries: Mapping[str, Shape]
    pauses: Mapping[str, int]
    pronunciations: tuple[Pronunciation, ...]
    output: Output
    source: Path | None = None
    unnamed: str | None = None
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    palette: Mapping[str, VoiceInfo] = field(default_factory=lambda: MappingProxyType({}))
    patches: tuple[Patch, ...] = ()
    doubt: Doubt = Doubt()
    reading: Reading = Reading()


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks with which voice. `speakers` is by name, `aliases` leads other names to names.

    Speech without a speaker has the voice `unnamed` (None: the narrator's). A line whose confidence is less than
    `sure` has the voice `doubted` (None: its speaker's all the same).
    """

    narrator: Voice
    speakers: Mapping[str, Voice]
    aliases: Mapping[str, str]
    characters: Mapping[str, Character]
    profiles: Mapping[str, Voice]
    kinds: Mapping[Kind, Shape]
    deliveries: Mapping[str, Shape]
    unnamed: Voice | None = None
    sure: float = 0.0
    doubted: Voice | None = None


# --- sound ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sound:
    """How the stretch `start:end` of a line's text sounds: `phonemes` in `alphabet` ("ipa", or an engine's name).

    The text there is for engines that know no phonemes.
    """

    start: int
    end: int
    phonemes: str
    alphabet: str = "ipa"


@dataclass(frozen=True, slots=True)
class Line:
    """One phrase ready for an engine: `text` is what is said (pronunciations applied), `voice` the final voice.

    `sounds` says how parts of it sound, in order; `language` is that of a book, or of a passage in it, whose sounds
    are to be another language's than the voice's own, "" where they are not.
    """

    phrase: Phrase
    voice: Voice
    text: str
    sounds: tuple[Sound, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """One phrase as sound: float32 mono in [-1, 1], trimmed, faded, levelled, dry (no effect yet).

    It is `made` unless its speech was made by an earlier run and kept.
    """

    samples: Samples
    sample_rate: int
    line: Line
    made: bool = True

    @property
    def utterance(self) -> Utterance:
        """The utterance the clip is a part of."""
        return self.line.phrase.utterance


@dataclass(frozen=True, slots=True)
class Failure:
    """A phrase of which there is no sound: its engine failed on it, however often it was tried; `error` says how."""

    line: Line
    error: EngineError

    @property
    def utterance(self) -> Utterance:
        """The utterance the phrase is a part of."""
        return self.line.phrase.utterance


@dataclass(frozen=True, slots=True)
class Cue:
    """Where an utterance lies in its chapter's audio, in frames; `phrases` holds (start, end, text) of its parts."""

    start: int
    end: int
    chapter: int
    utterance: Utterance
    voice: Voice
    phrases: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Loudness:
    """Levels of a whole file in dB: rms, sample peak, noise floor (quietest 500 ms), and integrated LUFS."""

    rms: float
    peak: float
    floor: float
    lufs: float | None = None
