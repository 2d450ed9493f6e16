"""Measures what encoding takes, by format, and what several MP3 encoders at once bring.

    python benchmarks/encoding.py [STORY] [--rounds 3]

The sound is the phrases of a story (the sample's, if none is given) in their voices, without rests, again and again until it is long
enough. CPU seconds are those of this process and its children. SNR is that of the decoded file against the sound, the
coder's own delay taken off. Prints Markdown tables. Linux.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import fullcast
from fullcast import ffmpeg, pipeline, publish, synthesize
from fullcast.model import SAMPLE_RATE
from fullcast.publish import mp3

if TYPE_CHECKING:
    from fullcast.model import Samples

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "script" / "two-miles-of-fog.txt"
FORMATS = ("mp3", "m4a", "opus", "flac")
BITRATE = 192
BLOCK = 1 << 17


@dataclass(frozen=True)
class Sound:
    """Sound in the memory, in blocks."""

    samples: Samples

    @property
    def frames(self) -> int:
        """How many samples it has."""
        return len(self.samples)

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[Samples]:
        """Yield a stretch of it."""
        last = min(self.frames if end is None else end, self.frames)
        for at in range(start, last, BLOCK):
            yield self.samples[at : min(at + BLOCK, last)]


def main() -> int:
    """Print the tables; return 0."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("story", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    spoken = _spoken(options.story)
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "sound"
        print("| format | CPU, s an hour of sound | kB a second |\n| --- | --- | --- |")
        ten = Sound(np.resize(spoken, 600 * SAMPLE_RATE))
        for name in FORMATS:
            _format(name, ten, path, options.rounds)
        print("\n| MP3 of | encoders | wall | CPU |\n| --- | --- | --- | --- |")
        for minutes in (13, 65):
            sound = Sound(np.resize(spoken, minutes * 60 * SAMPLE_RATE))
            for parts in (1, 2):
                _parts(sound, minutes, parts, path, options.rounds)
        print("\n| MP3 | SNR |\n| --- | --- |")
        codec = mp3.codec(BITRATE)
        without = [word for word in codec if word not in ("-reservoir", "0")]
        for what, words in (("as it is, no bit reservoir", codec), ("with a bit reservoir", tuple(without))):
            ffmpeg.encode(ten.blocks(), path, words, {})
            print(f"| {what} | {_snr(ten.samples, path):.1f} dB |")
    return 0


def _spoken(story: Path) -> Samples:
    script = pipeline.prepare(fullcast.book(story), fullcast.settings(beside=story))
    lines = [line for _, chapter, said in script.chapters() for line in pipeline.lines(script, chapter, said)]
    clips = [synthesize.render((line.text, line.voice, line.sounds, line.language))[0] for line in lines]
    return np.concatenate(clips)


def _format(name: str, sound: Sound, path: Path, rounds: int) -> None:
    (kind,) = publish.formats([name])
    taken = [
        _taken(lambda: ffmpeg.encode(sound.blocks(), path, kind.codec(BITRATE), {})) for _ in range(rounds)
    ]
    seconds = sound.frames / SAMPLE_RATE
    cpu = statistics.median(cpu for _, cpu in taken) / seconds * 3600
    print(f"| {name} | {cpu:.1f} | {path.stat().st_size / seconds / 1000:.1f} |", flush=True)


def _parts(sound: Sound, minutes: int, parts: int, path: Path, rounds: int) -> None:
    taken = [_taken(lambda: mp3.write(sound, path, BITRATE, {}, parts=parts)) for _ in range(rounds)]
    wall, cpu = (statistics.median(side) for side in zip(*taken, strict=True))
    print(f"| {minutes} minutes | {parts} | {wall:.1f} s | {cpu:.1f} s |", flush=True)


def _taken(call: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and the CPU seconds that a call takes."""
    wall, cpu = time.perf_counter(), sum(os.times()[:4])
    call()
    return time.perf_counter() - wall, sum(os.times()[:4]) - cpu


def _snr(sound: Samples, path: Path) -> float:
    """Return the ratio in dB of a sound to what its decoded file differs by."""
    heard = np.concatenate([block.ravel() for block in ffmpeg.decode(path)])[: len(sound)]
    meant = sound[: len(heard)]
    return float(10 * np.log10(np.mean(meant**2) / np.mean((meant - heard) ** 2)))


if __name__ == "__main__":
    sys.exit(main())
