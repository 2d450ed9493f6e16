"""Measures what speaking costs by voice: CPU seconds of eSpeak NG in this process for all the phrases of a story.

    python benchmarks/speaking.py STORY

Each row is one voice at one rate, nothing else: no trimming, no resampling, no other process. Linux.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from fullcast import parse
from fullcast.model import Voice
from fullcast.read import book
from fullcast.synthesize.espeak import EspeakEngine

VOICES = (("en-us", 175), ("en-us", 150), ("nar-m2", 150), ("nar-m1", 150), ("xf02", 150), ("m01", 150))


def main() -> int:
    """Print a row for every voice; return 0."""
    tagged = parse.tag(book(Path(sys.argv[1])))
    phrases = [
        phrase.text
        for chapter, said in zip(tagged.book.chapters, tagged.chapters, strict=True)
        for phrase in parse.phrases(chapter, said)
    ]
    engine = EspeakEngine()
    print("| voice | words a minute | CPU | audio |\n| --- | --- | --- | --- |")
    for name, rate in VOICES:
        voice = Voice(name, "pyttsx3", name, rate)
        engine.synthesize("Ready.", voice)
        before, seconds = time.process_time(), 0.0
        for text in phrases:
            speech = engine.synthesize(text, voice)
            seconds += len(speech.samples) / speech.sample_rate
        print(f"| {name} | {rate} | {time.process_time() - before:.2f} s | {seconds:.0f} s |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
