"""Measures the level and the tempo of every voice of the palette anew, and writes them into it with --write.

    python benchmarks/palette.py [--write]

Level is that of active speech (fit.active_level) over the sentences below; tempo is what makes a Voice.rate of 150
as fast as nar-m1's (a fast voice's tempo is settled by writing and running again). Run it when the version of
eSpeak NG or a variant changes; then play a few rows.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import numpy as np

import fullcast
from fullcast.model import Voice
from fullcast.synthesize.espeak import EspeakEngine
from fullcast.synthesize.fit import active_level, trim
from fullcast.synthesize.palette import Row, palette

TABLE = Path(fullcast.__file__).parent / "data" / "palette.tsv"
REFERENCE = "nar-m1"

SENTENCES = (
    "The harbour was quiet before the boats came in.",
    "He asked for two tickets, one of them only as far as the border.",
    "Nobody had wound the clock since the old woman left.",
    "Put the lamp down and tell me what you heard.",
    "A thin grey smoke rose over the roofs on the other side of the river.",
    "They walked all night, and in the morning they were no nearer.",
    "Was it the doctor who called, or somebody else?",
    "She laughed, shook the rain from her coat, and went up the stairs.",
    "Every window in the house was open, and every door was locked.",
    "I have never seen him lose a game, or finish one.",
    "The judge looked at his watch for the third time.",
    "Seven children sat on the wall and counted the trucks.",
)


def measure(engine: EspeakEngine, row: Row) -> tuple[float, float]:
    """Give the active level in dBFS and the seconds of speech of a row as the palette has it."""
    voice = Voice(row.id, "pyttsx3", row.id)
    spoken = [engine.synthesize(sentence, voice) for sentence in SENTENCES]
    joined = np.concatenate([speech.samples for speech in spoken]).astype(np.float32) / np.float32(32768)
    seconds = sum(trim(speech).size for speech in spoken) / spoken[0].sample_rate
    return active_level(joined, spoken[0].sample_rate), seconds


def measured() -> str:
    """Give the table with what was measured just now; print what changes."""
    engine = EspeakEngine()
    found = {row.id: measure(engine, row) for row in palette().values()}
    rows = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    for row in rows:
        level, seconds = found[row["id"]]
        tempo = float(row["tempo"]) * seconds / found[REFERENCE][1]
        print(f"{row['id']:8} level {row['rms_db']:>6} -> {level:6.1f}  tempo {row['tempo']} -> {tempo:.3f}")
        row |= {"rms_db": f"{level:.1f}", "tempo": f"{tempo:.3f}"}
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    table = measured()
    if "--write" in sys.argv:
        TABLE.write_text(table, encoding="utf-8")
