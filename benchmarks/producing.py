"""Measures how fast books are made, made again, and what that takes.

    python benchmarks/producing.py NOVEL [STORY...] [--rounds 3]

For each book the plain way (`espeak-ng` to a WAV, then `ffmpeg` to the same MP3, one after the other) and `fullcast produce`
run in turn, round by round, with nothing kept from before; the number told is the median of the rounds' ratios. The novel is
then made again: with nothing changed, with one line edited, one character's voice changed, a pause changed. Memory and disk
are watched while it is made; at the end stands where the CPU seconds go, stage by stage, in one process. Prints Markdown
tables. Linux, with the programs espeak-ng and ffmpeg.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fullcast import config, pipeline, read, stitch, synthesize
from fullcast.master import master
from fullcast.model import SAMPLE_RATE, Clip, Line
from fullcast.synthesize import fit
from run import FULLCAST, rounds, row, wall, watched

GOALS = {"novel": "≤ 0.7", "story": "≤ 1.0"}


def main() -> int:
    """Print the tables; return 0, also where they must be skipped."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("books", nargs="+", type=Path, metavar="NOVEL [STORY...]")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    missing = [name for name in ("espeak-ng", "ffmpeg") if shutil.which(name) is None]
    missing += [str(path) for path in options.books if not path.is_file()]
    if missing:
        print(f"skipped: {' and '.join(missing)} not found")
        return 0
    novel, *stories = options.books
    with tempfile.TemporaryDirectory() as work:
        os.environ["FULLCAST_CACHE"] = str(Path(work) / "cache")
        print("| what | plain way | fullcast | ratio (median) | goal |\n| --- | --- | --- | --- | --- |")
        for story in stories:
            row(_named(story), rounds(options.rounds, *wall(story, Path(work))), GOALS["story"])
        row(_named(novel), rounds(options.rounds, *wall(novel, Path(work)), warm=False), GOALS["novel"])
        print("\n| made again | wall | chapters made | clips made | goal |\n| --- | --- | --- | --- | --- |")
        again(novel, Path(work))
        print("\n| takes | most | goal |\n| --- | --- | --- |")
        takes(novel, Path(work))
    print("\n| stage | CPU, s | CPU, s an hour of audio |\n| --- | --- | --- |")
    stages(novel)
    return 0


def _named(story: Path) -> str:
    return f"{story.parent.name}/{story.name}"


# --- made again -----------------------------------------------------------------------------------


def again(novel: Path, work: Path) -> None:
    """Print what making a book again takes, after changes of each kind; its audiobook lies in `work` already."""
    story, voices = work / "again.txt", work / "voices.yaml"
    text = novel.read_text(encoding="utf-8")
    story.write_text(text, encoding="utf-8")
    voices.write_text("", encoding="utf-8")
    _again("the first time", story, voices, work, "")
    _again("nothing changed", story, voices, work, "≤ 1.5 s")
    middle = text.index(". ", len(text) // 2)
    story.write_text(text[:middle] + ", or nearly so" + text[middle:], encoding="utf-8")
    _again("one line edited", story, voices, work, "1 chapter")
    speaker = json.loads(_run(story, voices, work, command="cast"))["cast"][2]["name"]
    voices.write_text(f"cast:\n  {speaker}: m12\n", encoding="utf-8")
    _again("a character's voice changed", story, voices, work, "those it speaks in")
    voices.write_text(f"cast:\n  {speaker}: m12\npauses: {{sentence: 460}}\n", encoding="utf-8")
    _again("a pause changed", story, voices, work, "no clip")


def _again(what: str, story: Path, voices: Path, work: Path, goal: str) -> None:
    before = time.perf_counter()
    (told,) = json.loads(_run(story, voices, work))["books"]
    wall = time.perf_counter() - before
    made = sum(1 for chapter in told["chapters"] if chapter["made"])
    clips = told["balance"]["clips"] - told["balance"]["kept"]
    print(f"| {what} | {wall:.1f} s | {made} of {len(told['chapters'])} | {clips:,} | {goal} |", flush=True)


def _run(story: Path, voices: Path, work: Path, *, command: str = "produce") -> str:
    where = ["-o", str(work / "again")] if command == "produce" else []
    line = [*FULLCAST, command, str(story), "--voices", str(voices), "--json", *where]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout


# --- what it takes --------------------------------------------------------------------------------


def takes(novel: Path, work: Path) -> None:
    """Print the most memory and disk that making a book takes at any moment."""
    out, kept = work / "watched", work / "cache"
    for folder in (out, kept):
        shutil.rmtree(folder, ignore_errors=True)
    sizes = {"scratch": 0}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            sizes["scratch"] = max(sizes["scratch"], _open_and_gone(out))

    watcher = threading.Thread(target=watch)
    watcher.start()
    own, resident = watched([*FULLCAST, "produce", str(novel), "-o", str(out)])
    over.set()
    watcher.join()
    made = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    clips = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())
    print(f"| memory over all processes | {own:.0f} MB ({resident:.0f} MB resident) | < 400 MB |")
    print(f"| scratch files meanwhile, gone at the end | {sizes['scratch'] / 1e6:.0f} MB | |")
    print(f"| clips kept for the next run | {clips / 1e6:.0f} MB | the cache's limit |")
    print(f"| the audiobook | {made / 1e6:.0f} MB | |", flush=True)


def _open_and_gone(folder: Path) -> int:
    """Add up what lies on the disk below a folder's file system without a name, of all processes of this user."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            goal = str(entry.readlink())
            if goal.startswith(str(folder)) and goal.endswith("(deleted)"):
                total += entry.stat().st_size
        except OSError:
            continue
    return total


# --- stages ---------------------------------------------------------------------------------------


@dataclass
class Clock:
    """CPU seconds of this process, by stage."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def during(self, stage: str) -> Iterator[None]:
        """Count what the block takes to a stage."""
        before = time.process_time()
        yield
        self.spent[stage] = self.spent.get(stage, 0.0) + time.process_time() - before


def stages(novel: Path) -> None:
    """Print the CPU seconds of each stage, one after the other in this process, and of the encoder."""
    clock = Clock()
    settings = config.load(None)
    with clock.during("read"):
        book = read.arranged(read.book(novel), settings.reading)
    with clock.during("parse and cast"):
        script = pipeline.prepare(book, settings)
    frames = 0
    encoding = 0.0
    for _, chapter, said in script.chapters():
        with clock.during("say"):
            lines = list(pipeline.lines(script, chapter, said))
        clips = [_spoken(line, clock) for line in lines]
        with clock.during("effects and stitch"):
            laid = [block for _, block in stitch.stitch(clips, 0, settings.pauses, sound_root=None)]
        with tempfile.TemporaryDirectory() as work, ExitStack() as held:
            with clock.during("master, pass 1"):
                mastered = held.enter_context(master(laid, settings.output, Path(work)))
            with clock.during("master, pass 2"):
                blocks = list(mastered.blocks())
            frames += sum(map(len, blocks))
            encoding += _encoded(b"".join(block.tobytes() for block in blocks))
    spent = {**clock.spent, "encode (ffmpeg)": encoding}
    hours = frames / SAMPLE_RATE / 3600
    for stage, seconds in sorted(spent.items(), key=lambda each: -each[1]):
        print(f"| {stage} | {seconds:.1f} | {seconds / hours:.2f} |")
    whole = sum(spent.values())
    print(f"| all, for {hours:.1f} hours of audio | {whole:.1f} | {whole / hours:.2f} |")


ENGINE = synthesize.ENGINES["pyttsx3"]()


def _spoken(line: Line, clock: Clock) -> Clip:
    with clock.during("engine"):
        speech = ENGINE.synthesize(line.text, line.voice, sounds=line.sounds, language=line.language)
    with clock.during("fit: trim, limit, resample"):
        return Clip(fit.fit(speech, line.voice.volume), SAMPLE_RATE, line)


def _encoded(sound: bytes) -> float:
    """Return the CPU seconds that encoding takes, as produce has it done."""
    before = sum(os.times()[2:4])
    source = ["-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "1", "-i", "pipe:0"]
    codec = [
        "-threads",
        "1",
        "-c:a",
        "libmp3lame",
        "-b:a",
        "192k",
        "-compression_level",
        "7",
        "-f",
        "mp3",
        "pipe:1",
    ]
    command: Sequence[str] = ["ffmpeg", "-v", "error", *source, *codec]
    subprocess.run(command, input=sound, stdout=subprocess.DEVNULL, check=True)
    return sum(os.times()[2:4]) - before


if __name__ == "__main__":
    sys.exit(main())
