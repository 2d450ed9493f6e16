"""Puts a mastered book on the disk: sound files, their names and tags, the timeline, and what may be
overwritten.

    FORMATS      which file a format is, and how ffmpeg makes it: one row a format
    names        safe names for files and folders
    manifest     which files are ours, so that no other is ever overwritten
    mp3          several encoders on one MP3, and its frames joined
    timeline     who speaks when, as timeline.json
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from fullcast import ffmpeg
from fullcast.errors import ConfigError
from fullcast.files import Ready
from fullcast.model import Metadata
from fullcast.publish import mp3
from fullcast.publish.manifest import MANIFEST, claim, expect, prune, recall, record, remember, standing
from fullcast.publish.mp3 import Sound
from fullcast.publish.names import filename, folder_name
from fullcast.publish.timeline import (
    ChapterAudio,
    lacking,
    timeline,
    told_before,
    told_of,
    write_timeline,
)

__all__ = [
    "COVER",
    "FORMATS",
    "MANIFEST",
    "ChapterAudio",
    "Format",
    "Sound",
    "claim",
    "expect",
    "filename",
    "folder_name",
    "formats",
    "lacking",
    "picture_suffix",
    "prune",
    "recall",
    "record",
    "remember",
    "standing",
    "tags",
    "timeline",
    "told_before",
    "told_of",
    "write_sound",
    "write_timeline",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of sound file: its `suffix` with the dot, and ffmpeg's arguments for a bitrate in kbit/s.

    `pictured` says that it can carry a cover, `parted` that several encoders can be at work on one file.
    """

    suffix: str
    codec: Callable[[int], tuple[str, ...]]
    pictured: bool = False
    parted: bool = False


def _m4a(bitrate: int) -> tuple[str, ...]:
    # The coder "twoloop" overshoots by 0.8 dB and takes three times as long.
    rate = ("-c:a", "aac", "-aac_coder", "fast", "-b:a", f"{min(bitrate, 128)}k")
    return (*rate, "-movflags", "+faststart", "-f", "ipod")


def _opus(bitrate: int) -> tuple[str, ...]:
    return ("-c:a", "libopus", "-application", "voip", "-b:a", f"{min(bitrate, 48)}k", "-f", "ogg")


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "mp3": Format(".mp3", mp3.codec, pictured=True, parted=True),
        "flac": Format(
            ".flac", lambda _: ("-c:a", "flac", "-sample_fmt", "s16", "-f", "flac"), pictured=True
        ),
        "wav": Format(".wav", lambda _: ("-c:a", "pcm_s16le", "-f", "wav")),
        "opus": Format(".opus", _opus),
        "m4a": Format(".m4a", _m4a, pictured=True),
    }
)


def formats(names: Iterable[str]) -> tuple[Format, ...]:
    """Return the formats called `names`, each once, in order; raises ConfigError for one that there is
    not.
    """
    found: dict[str, Format] = {}
    for name in names:
        key = name.strip().lower().removeprefix(".")
        if key not in FORMATS:
            near = get_close_matches(key, FORMATS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}? " if near else ""
            raise ConfigError(f"unknown format: {name}", hint=f"{hint}There are {', '.join(FORMATS)}")
        found[key] = FORMATS[key]
    return tuple(found.values())


def tags(
    title: str,
    number: int,
    total: int,
    *,
    book: str,
    author: str | None = None,
    narrator: str | None = None,
    language: str = "",
    about: Metadata | None = None,
) -> dict[str, str]:
    """Return the tags of chapter `number` of `total` (from 1), by ffmpeg's names for them.

    In an MP3 they are TIT2, TALB, TPE1, TPE2, TCOM, TRCK, TCON, TLAN, TPUB, TDRC, TCOP; what ID3 has no frame for (series,
    series-part, subtitle, isbn, description) is TXXX, as audiobook servers read it.
    """
    told = about or Metadata()
    return {
        "title": title or f"Chapter {number}",
        "album": book,
        "artist": author or "",
        "album_artist": author or "",
        "composer": narrator or "",
        "track": f"{number}/{total}",
        "genre": "Audiobook",
        "language": _three_letters(language),
        "publisher": told.publisher,
        "date": told.date,
        "copyright": told.rights,
        "subtitle": told.subtitle,
        "series": told.series,
        "series-part": told.position,
        "isbn": _isbn(told.identifiers),
        "description": told.description[:LONGEST_DESCRIPTION],
    }


_CODES = {
    **{
        "en": "eng",
        "de": "deu",
        "fr": "fra",
        "es": "spa",
        "it": "ita",
        "pt": "por",
        "pl": "pol",
        "ru": "rus",
    },
    **{
        "nl": "nld",
        "sv": "swe",
        "da": "dan",
        "nb": "nob",
        "no": "nor",
        "fi": "fin",
        "cs": "ces",
        "hu": "hun",
    },
    **{
        "el": "ell",
        "la": "lat",
        "tr": "tur",
        "uk": "ukr",
        "ro": "ron",
        "ca": "cat",
        "zh": "zho",
        "ja": "jpn",
    },
}


def _three_letters(language: str) -> str:
    """Return a language's code of ISO 639-2, as TLAN wants it; "" where it is not known."""
    code = language.partition("-")[0].lower()
    return code if len(code) == 3 and code != "und" else _CODES.get(code, "")


LONGEST_DESCRIPTION = 2_000
"""Characters of a description that a file carries."""


def _isbn(identifiers: Iterable[str]) -> str:
    """Return the first identifier that is an ISBN: 10 or 13 digits, whatever stands before them."""
    for each in identifiers:
        digits = re.sub(r"[\s-]", "", each.rpartition(":")[2])
        if re.fullmatch(r"(?:97[89])?\d{9}[\dXx]", digits):
            return digits
    return ""


COVER = "cover"
"""The name, without suffix, of the picture beside the sound files."""


def picture_suffix(data: bytes) -> str | None:
    """Return ".jpg" or ".png" for a picture of that form, by its first bytes; None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    return ".png" if data.startswith(b"\x89PNG\r\n\x1a\n") else None


def write_sound(
    sound: Sound,
    path: Path,
    kind: Format,
    bitrate: int,
    tagged: Mapping[str, str],
    ready: Ready | None = None,
    cover: Path | None = None,
    parts: int = 1,
) -> None:
    """Write mastered `sound` as the file `path` of format `kind`, whole or not at all.

    `cover` is a picture that the file carries where its format can; `ready` is called with the finished file
    before it takes its place. Up to `parts` encoders are at work at once where the format allows it; this changes
    no byte. Raises AudioError where ffmpeg fails, OutputError where `path` cannot be written.
    """
    picture = cover if kind.pictured else None
    if kind.parted:
        mp3.write(sound, path, bitrate, tagged, ready=ready, cover=picture, parts=parts)
    else:
        ffmpeg.encode(sound.blocks(), path, kind.codec(bitrate), tagged, ready=ready, cover=picture)
