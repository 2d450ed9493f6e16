"""Measures what speaking alone costs against `espeak-ng`, how fast the program starts, and what an hour in one chapter takes.

    python benchmarks/run.py [STORY...] [--rounds 5] [--skip-memory]

Both ways run in turn, round by round, on the same machine, and the number told is the median of the rounds' ratios, so
that a busy moment weighs on both. Prints a Markdown table. Linux, with the programs espeak-ng and ffmpeg.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FULLCAST = [sys.executable, "-m", "fullcast"]
MP3 = ["-ac", "1", "-ar", "44100", "-c:a", "libmp3lame", "-b:a", "192k"]
HOUR = 3600.0
SYNTHESIS = """
import os, sys
import fullcast
from fullcast import pipeline, synthesize
script = pipeline.prepare(fullcast.book(sys.argv[1]), fullcast.settings(beside=sys.argv[1]))
lines = [line for _, chapter, said in script.chapters() for line in pipeline.lines(script, chapter, said)]
before = sum(os.times()[:4])
for clip in synthesize.synthesize(lines, jobs=1):
    pass
print(sum(os.times()[:4]) - before)
"""


def main() -> int:
    """Run the benchmarks of the command line and print the table; return 0, also where they must be skipped."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("stories", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--skip-memory", action="store_true")
    options = parser.parse_args()
    missing = [name for name in ("espeak-ng", "ffmpeg") if shutil.which(name) is None]
    if missing:
        print(f"skipped: {' and '.join(missing)} not found; the comparison needs both programs")
        return 0
    stories = options.stories or sorted((ROOT / "script").glob("*.txt"))
    print(
        "| what | plain way | fullcast | ratio (median) | goal |\n| --- | --- | --- | --- | --- |", flush=True
    )
    with tempfile.TemporaryDirectory() as work:
        for story in stories:
            os.environ["FULLCAST_CACHE"] = str(Path(work) / "cache")
            row(f"CPU of synthesis, {story.stem}", rounds(options.rounds, *_cpu(story, Path(work))), "≤ 1.3")
        starts = [timed([*FULLCAST, "--help"]) for _ in range(options.rounds * 2)]
        print(f"| start-up of --help | | {statistics.median(starts):.3f} s | | ≤ 0.25 s |", flush=True)
        if not options.skip_memory:
            print(_memory_row(stories[0], Path(work)), flush=True)
    return 0


def wall(story: Path, work: Path) -> tuple[Callable[[], float], Callable[[], float]]:
    """Give the two ways to MP3s of `story`, each returning the seconds it took; nothing is kept from one to the next.

    The plain way is `espeak-ng` to a WAV, then `ffmpeg` to the same MP3. What is kept is in `work`/cache.
    """
    wav, mp3 = work / "plain.wav", work / "plain.mp3"

    def plain() -> float:
        speak = timed(["espeak-ng", "-f", str(story), "-w", str(wav)])
        return speak + timed(["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", str(wav), *MP3, str(mp3)])

    def ours() -> float:
        out = work / "out"
        for folder in (out, work / "cache"):
            shutil.rmtree(folder, ignore_errors=True)
        return timed([*FULLCAST, "produce", str(story), "-o", str(out)])

    return plain, ours


def _cpu(story: Path, work: Path, *speed: str) -> tuple[Callable[[], float], Callable[[], float]]:
    """Give the two ways to speak `story`, each returning the CPU seconds of all its processes."""

    def plain() -> float:
        before = sum(os.times()[2:4])
        timed(["espeak-ng", *speed, "-f", str(story), "-w", str(work / "cpu.wav")])
        return sum(os.times()[2:4]) - before

    def ours() -> float:
        command = [sys.executable, "-c", SYNTHESIS, str(story)]
        return float(subprocess.run(command, check=True, capture_output=True, text=True, env=_env()).stdout)

    return plain, ours


def rounds(
    count: int, plain: Callable[[], float], ours: Callable[[], float], *, warm: bool = True
) -> list[tuple[float, float]]:
    """Run both ways in turn, `count` times, after one round to `warm` the disk cache."""
    for way in (plain, ours) if warm else ():
        way()
    return [(plain(), ours()) for _ in range(count)]


def row(what: str, pairs: Sequence[tuple[float, float]], goal: str) -> None:
    """Print a row: the medians of both ways, and of their ratios."""
    plain, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(ours / plain for plain, ours in pairs)
    print(f"| {what} | {plain:.2f} s | {ours:.2f} s | {ratio:.2f} | {goal} |", flush=True)


def timed(command: Sequence[str]) -> float:
    """Run `command` quietly and return the seconds it took. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_env())
    return time.perf_counter() - start


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CI": "1"}


# --- memory -----------------------------------------------------------------------------------------


def _memory_row(story: Path, work: Path) -> str:
    """Produce an hour of one chapter made of `story` and tell the most memory all processes had together."""
    text = story.read_text(encoding="utf-8")
    long = work / "hour.txt"
    long.write_text("\n\n".join([text] * max(1, round(HOUR / _seconds(text)))), encoding="utf-8")
    own, resident = watched([*FULLCAST, "produce", str(long), "-o", str(work / "hour")])
    return f"| memory, an hour in one chapter | | {own:.0f} MB ({resident:.0f} MB resident) | | < 250 MB |"


def watched(command: Sequence[str]) -> tuple[float, float]:
    """Run a command, and return the most memory that all its processes took at once, in MB: their own parts, and resident."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_env())
    peaks = {"Rss": 0, "Pss": 0}
    watcher = threading.Thread(target=_watch, args=(process, peaks))
    watcher.start()
    process.wait()
    watcher.join()
    assert process.returncode == 0, "it could not be produced"
    return peaks["Pss"] / 1024, peaks["Rss"] / 1024


def _seconds(text: str) -> float:
    return len(text.split()) / 150 * 60 * 1.15  # 150 words a minute, and the pauses


def _watch(process: subprocess.Popen[bytes], peaks: dict[str, int]) -> None:
    while process.poll() is None:
        now = [_memory(pid) for pid in _family(process.pid)]
        for key, peak in peaks.items():
            peaks[key] = max(peak, sum(each.get(key, 0) for each in now))
        time.sleep(0.05)


def _family(root: int) -> list[int]:
    """List `root` and all processes under it."""
    found = [root]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found.extend(int(child) for child in task.read_text().split())
            except OSError:
                continue
    return found


def _memory(pid: int) -> dict[str, int]:
    """Read what a process has in memory, in kB: `Rss` with what it shares, `Pss` with its part of that."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return {}
    return {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("Rss", "Pss:"))}


if __name__ == "__main__":
    sys.exit(main())
