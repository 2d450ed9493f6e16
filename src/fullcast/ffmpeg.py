"""Starts ffmpeg, and is the only module that does: raw samples in, a finished file out, and back.

One process a file, fed through a pipe while it encodes. Its messages go to a file of their own, so that it
can never wait for us while we wait for it. No shell, and nothing but local files: a playlist inside a file
opens nothing.
"""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
import subprocess
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO

from fullcast.errors import AudioError, OutputError
from fullcast.files import Ready, refused, replacing
from fullcast.model import SAMPLE_RATE

if TYPE_CHECKING:
    from fullcast.model import Samples

QUIET = ("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error")

# The same bytes whatever the version and the day: no name of the encoder, no time in any header.
EXACT = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-threads", "1")

# A file is read as what it is, never as a playlist of others.
FORMATS = "mp3,wav,w64,aiff,flac,ogg,mov,aac,matroska,caf"
LOCAL = ("-protocol_whitelist", "file", "-format_whitelist", FORMATS)

# Of two inputs an older ffmpeg sleeps 10 ms whenever one of them has nothing queued, and it queues 8 packets: an encode
# with a cover took three times as long, a copy ten times.
QUEUE = ("-thread_queue_size", "4096")

BLOCK_BYTES = 1 << 18
MESSAGES = 200
"""Of its messages the last so many lines are kept: a broken file can bring forth one a frame."""

FULL = "No space left on device"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Stream:
    """What a file says of its first audio stream; `bitrate` in kbit/s, `seconds` its length, 0 where not
    said.
    """

    codec: str
    sample_rate: int
    channels: int
    bitrate: int = 0
    seconds: float = 0.0


@lru_cache(maxsize=1)
def locate() -> str:
    """Return the path of ffmpeg: the one on PATH, else the one that imageio-ffmpeg brings.

    Raises AudioError where there is neither.
    """
    found = shutil.which("ffmpeg")
    if found:
        return found
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as fault:
        hint = "install it with `pip install imageio-ffmpeg`, or put an ffmpeg on PATH"
        raise AudioError("ffmpeg is not installed", hint=hint) from fault


def version() -> str:
    """Name the ffmpeg that is used, its version and what it was built of. Raises AudioError where there is none."""
    command = [locate(), "-hide_banner", "-version"]
    try:
        shown = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError) as fault:
        raise AudioError(f"ffmpeg does not work: {fault}", hint=f"is {command[0]} an ffmpeg?") from fault
    head = shown.decode(errors="replace").splitlines()[:1]
    return f"{' '.join(head)[:60]} {hashlib.blake2b(shown, digest_size=4).hexdigest()}"


# --- writing --------------------------------------------------------------------------------------


def encode(
    blocks: Iterable[Samples],
    path: Path,
    codec: Sequence[str],
    tags: Mapping[str, str],
    *,
    sample_rate: int = SAMPLE_RATE,
    ready: Ready | None = None,
    cover: Path | None = None,
) -> None:
    """Encode mono float32 `blocks` into the file `path`, which appears whole or not at all.

    Args:
        blocks: the audio in order, any block size.
        codec: ffmpeg's arguments for encoder and container ("-c:a", "flac", "-f", "flac").
        tags: ffmpeg's metadata keys and any text; what is empty is left out.
        ready: called with the finished file just before it takes its place.
        cover: a picture, .jpg or .png, that the file carries as its front cover.

    The same input gives the same bytes. Raises AudioError where ffmpeg is missing or fails, OutputError
    where the folder cannot be written or the disk is full. If `blocks` raises, or the run is interrupted,
    ffmpeg is ended, and a file that was at `path` stays as it was.
    """
    with replacing(path, ready) as hidden:
        _write(_raw(blocks), _samples(sample_rate), hidden, path, codec, tags, cover)


def encode_part(blocks: Iterable[Samples], file: BinaryIO, path: Path, codec: Sequence[str]) -> None:
    """Encode mono float32 `blocks` at SAMPLE_RATE into the open `file`, from where it stands, as a stream.

    `path` is what the part is for, and what an error names. Raises as `encode`.
    """
    command = (locate(), *QUIET, *_samples(SAMPLE_RATE), *EXACT, *codec, "pipe:1")
    _run(command, _raw(blocks), path, file.fileno())


def multiplex(
    stream: Iterable[bytes],
    source: str,
    hidden: Path,
    path: Path,
    codec: Sequence[str],
    tags: Mapping[str, str],
    cover: Path | None = None,
) -> None:
    """Write the encoded `stream` of the format `source` into the file `hidden`, with tags and cover as `encode` has them.

    `path` is what it is for, and what an error names. Raises as `encode`.
    """
    _write(stream, ("-f", source, "-i", "pipe:0"), hidden, path, codec, tags, cover)


def _samples(sample_rate: int) -> tuple[str, ...]:
    return ("-f", "f32le", "-ar", str(sample_rate), "-ac", "1", "-i", "pipe:0")


def _raw(blocks: Iterable[Samples]) -> Iterator[bytes]:
    return (block.astype("<f4", copy=False).tobytes() for block in blocks)


def _write(
    stream: Iterable[bytes],
    source: Sequence[str],
    hidden: Path,
    path: Path,
    codec: Sequence[str],
    tags: Mapping[str, str],
    cover: Path | None,
) -> None:
    queued, pictured = (QUEUE, _carrying(cover)) if cover is not None else ((), ((), ()))
    command = (
        *(locate(), *QUIET, *queued, *source, *pictured[0], *EXACT, *pictured[1]),
        *(*codec, *_metadata(tags), "-y", f"file:{hidden.absolute()}"),
    )
    _run(command, stream, path)
    if not hidden.is_file() or not hidden.stat().st_size:
        raise AudioError(
            "ffmpeg said that all went well, and wrote nothing",
            path=path,
            hint=f"is {command[0]} an ffmpeg?",
        )


def _run(
    command: Sequence[str], stream: Iterable[bytes], path: Path, stdout: int = subprocess.DEVNULL
) -> None:
    with _running(command, stdin=subprocess.PIPE, stdout=stdout) as (process, said):
        whole = _feed(process, stream)
        if process.wait() or not whole:
            raise _write_fault(path, said())


_PICTURE = {".jpg": "jpeg_pipe", ".png": "png_pipe"}
"""What reads a picture: named, so that ffmpeg does not guess at what a book brings."""


def _carrying(cover: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return ffmpeg's arguments for a cover: as an input, and as a stream of the output."""
    told = ("-metadata:s:v", "title=Cover", "-metadata:s:v", "comment=Cover (front)")
    stream = ("-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v:0", "attached_pic", *told)
    return ("-f", _PICTURE[cover.suffix], "-i", f"file:{cover.absolute()}"), stream


def is_picture(data: bytes, suffix: str) -> bool:
    """Say whether ffmpeg can show the picture `data`, a ".jpg" or ".png". Raises AudioError where ffmpeg is missing."""
    command = (locate(), *QUIET, "-f", _PICTURE[suffix], "-i", "pipe:0", "-frames:v", "1", "-f", "null", "-")
    # Its own flag against standard input stands in the way of a picture that comes from there.
    shown = subprocess.run(
        tuple(word for word in command if word != "-nostdin"), input=data, capture_output=True, check=False
    )
    return shown.returncode == 0


def _metadata(tags: Mapping[str, str]) -> Iterator[str]:
    for key, value in tags.items():
        # No argument can hold NUL, and no tag wants the other control characters; lone surrogates have no
        # bytes.
        clean = CONTROL.sub("", value).encode("utf-8", "replace").decode("utf-8").strip()
        if clean:
            yield "-metadata"
            yield f"{key}={clean}"


def _feed(process: subprocess.Popen[bytes], stream: Iterable[bytes]) -> bool:
    # Returns whether ffmpeg took everything; it hangs up where it cannot go on.
    assert process.stdin
    for data in stream:
        try:
            process.stdin.write(data)
        except (BrokenPipeError, ConnectionError):
            return False
        except OSError as fault:
            # Windows says "invalid argument" of a pipe whose reader has gone.
            if process.poll() is None:
                raise _pipe_fault(fault) from fault
            return False
    try:
        process.stdin.close()
    except (BrokenPipeError, ConnectionError):
        return False
    return True


def _pipe_fault(fault: OSError) -> AudioError:
    return AudioError(f"ffmpeg could not be fed: {fault.strerror or fault}")


def _write_fault(path: Path, said: str) -> AudioError | OutputError:
    if FULL in said:
        return refused(path, OSError(errno.ENOSPC, FULL))
    return AudioError(f"ffmpeg could not write this file: {_last_lines(said)}", path=path)


# --- reading --------------------------------------------------------------------------------------


def probe(path: Path) -> Stream:
    """Return what the file at `path` says of its first audio stream; raises AudioError where it holds
    none.
    """
    _check_there(path)
    command = (locate(), "-hide_banner", "-nostdin", *_input(path))
    with _running(command) as (_, said):
        return _stream(path, said())


def decode(path: Path, channels: int = 1) -> Iterator[Samples]:
    """Yield the first audio stream of `path` as float32 blocks at its own rate, shape (frames, channels).

    `channels` is that of `probe`: no mixing down. Raises AudioError where the file is missing or broken.
    """
    import numpy as np

    _check_there(path)
    command = (
        locate(),
        *QUIET,
        "-xerror",
        *_input(path),
        "-map",
        "0:a:0",
        "-f",
        "f32le",
        "-ac",
        str(channels),
        "-",
    )
    size = BLOCK_BYTES // (4 * channels) * 4 * channels
    with _running(command, stdout=subprocess.PIPE) as (process, said):
        assert process.stdout
        while data := process.stdout.read(size):
            whole = len(data) // (4 * channels) * 4 * channels
            yield np.frombuffer(data[:whole], "<f4").reshape(-1, channels)
        if process.wait():
            raise AudioError(f"ffmpeg could not read this file: {_last_lines(said())}", path=path)


def _input(path: Path) -> tuple[str, ...]:
    return (*LOCAL, "-i", f"file:{path.absolute()}")


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise AudioError("there is no such file" if not path.exists() else "this is not a file", path=path)


_STREAM = re.compile(r"Stream #0:\d+.*?: Audio: (?P<codec>\w+)(?P<rest>.*)")
_DURATION = re.compile(r"Duration: (\d+):(\d+):([\d.]+)")
_LAYOUTS = {"mono": 1, "stereo": 2, "2.1": 3, "quad": 4, "4.0": 4, "5.0": 5, "5.1": 6, "7.1": 8}


def _stream(path: Path, said: str) -> Stream:
    # A line as "Stream #0:0: Audio: mp3 (mp3float), 44100 Hz, mono, fltp, 192 kb/s".
    found = _STREAM.search(said)
    rate = found and re.search(r"(\d+) Hz, ([\w.]+)(?: channels|\((?:side|back)\))?", found["rest"])
    if not found or not rate:
        raise AudioError("this is no audio file that ffmpeg can read", path=path)
    layout = rate[2]
    channels = _LAYOUTS.get(layout) or (int(layout) if layout.isdigit() else 2)
    bitrate = re.search(r"(\d+) kb/s", found["rest"]) or re.search(r"bitrate: (\d+) kb/s", said)
    length = _DURATION.search(said)
    seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3]) if length else 0.0
    return Stream(found["codec"], int(rate[1]), channels, int(bitrate[1]) if bitrate else 0, seconds)


# --- the process ----------------------------------------------------------------------------------


@contextmanager
def _running(
    command: Sequence[str], *, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
) -> Iterator[tuple[subprocess.Popen[bytes], Callable[[], str]]]:
    """Yield ffmpeg at work, and what waits for its end and returns its messages. It ends with the block,
    however.
    """
    try:
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)
    except OSError as fault:
        raise AudioError(f"ffmpeg cannot be started: {fault.strerror or fault}", path=command[0]) from fault
    assert process.stderr
    lines: deque[bytes] = deque(maxlen=MESSAGES)
    listener = Thread(target=lines.extend, args=(process.stderr,), daemon=True)
    listener.start()

    def said() -> str:
        process.wait()
        listener.join()
        return b"".join(lines).decode("utf-8", "replace")

    try:
        yield process, said
    finally:
        _end(process)
        listener.join()
        process.stderr.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe:
                pipe.close()
        except OSError:
            # What was still to be flushed into the pipe has no reader any more.
            continue


def _last_lines(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return "; ".join(lines[-4:]) or "it gave no reason"
