"""The shipped table of measured eSpeak NG voices, `data/palette.tsv`, and what is asked of it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import cast

from fullcast.model import Gender, VoiceInfo


@dataclass(frozen=True, slots=True)
class Row:
    """One voice of the palette.

    `voice`, `variant`, `pitch` and `pitch_range` are eSpeak NG's. `rate` is the Voice.rate that suits it;
    `tempo` is what a Voice.rate is multiplied with for eSpeak's rate parameter, so that one Voice.rate is one
    tempo of speech whatever the variant (some speak a quarter faster). `level` is that of its active speech
    in dBFS at volume 60.
    """

    id: str
    voice: str
    variant: str
    pitch: int
    pitch_range: int
    rate: float
    tempo: float
    f0: float | None
    level: float
    gender: Gender
    age: str
    character: str
    group: str

    def info(self, engine: str) -> VoiceInfo:
        """Give the row as the listing of voices shows it."""
        return VoiceInfo(
            id=self.id,
            engine=engine,
            language=self.voice,
            gender=self.gender,
            age=self.age,
            character=self.character,
            group=self.group,
            rate=self.rate,
            f0=self.f0,
        )


@cache
def palette() -> Mapping[str, Row]:
    """Read the table: voice id -> row, in the order of the file."""
    text = (files("fullcast") / "data" / "palette.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return MappingProxyType({row["id"]: _row(row) for row in rows})


def _row(row: Mapping[str, str]) -> Row:
    return Row(
        id=row["id"],
        voice=row["voice"],
        variant=row["variant"],
        pitch=int(row["pitch"]),
        pitch_range=int(row["pitch_range"]),
        rate=float(row["rate"]),
        tempo=float(row["tempo"]),
        f0=None if row["f0_hz"] == "-" else float(row["f0_hz"]),
        level=float(row["rms_db"]),
        gender=cast(Gender, row["gender"]),
        age=row["age"],
        character=row["character"],
        group=row["group"],
    )
