"""What PDFium finds in a PDF: characters with their places, page by page, told from a child process.

PDFium is a large library in C++ that reads files nobody vouches for. It runs in a process of its own, so that a file it
crashes on, hangs on or drowns in is an error with a hint and not the end of the program. What the child tells is JSON.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import importlib.util
import json
import math
import multiprocessing
import os
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from fullcast.errors import InputError
from fullcast.read.pdf.furniture import Run
from fullcast.read.pdf.layout import Bookmark, Page

MAX_BYTES = 1 << 29
"""Bytes a file may have."""

MAX_PAGES = 10_000
MAX_LETTERS = 100_000
"""Characters a page may have; a newspaper's has some 30,000."""

MAX_TEXT = 20_000_000
"""Characters of all pages together; the longest novels have some 10 million."""

MAX_RUNS = 2_000_000
"""Pieces of lines of all pages together; a line of a book has one to three."""

PATIENCE = 30.0
"""Seconds one page may take, and the opening of the file."""

_INSTALL = "pip install 'fullcast[pdf]'"
_IN_ALL = 900.0
_MEMORY = 2 << 30
_BOOKMARKS = 2_000
_MESSAGE = 1 << 28
_Message = dict[str, Any]

_ASK_AGAIN = "try saving it anew with another program (open it and print it to PDF); as a text file (.txt) it can be read"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as PDFium sees it: `words` is its plain text, `hidden` what stands outside the page.

    `odd` counts characters that stand for no letter anybody knows (a font without a table of Unicode); `picture` is whether
    it holds an image and next to no text.
    """

    page: Page
    words: str
    hidden: str
    odd: int
    picture: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A PDF as PDFium sees it: `info` is title, author, date and language, `broken` numbers pages that cannot be read."""

    leaves: tuple[Leaf, ...]
    info: Mapping[str, str]
    outline: tuple[Bookmark, ...]
    broken: tuple[int, ...]


def found(data: bytes, path: Path | None) -> Found:
    """Return what PDFium finds.

    Raises InputError where pypdfium2 is missing, the file is too large, locked or no PDF, or PDFium fails on it.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise InputError(
            "reading a PDF needs pypdfium2, which is not installed",
            path=path,
            hint=f"install it with: {_INSTALL}",
        )
    if len(data) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES >> 20} MB", path=path, hint="split it, or save its text")
    return _gathered(_messages(data, path), path)


def _gathered(messages: Iterator[_Message], path: Path | None) -> Found:
    leaves: list[Leaf] = []
    broken: list[int] = []
    head: _Message = {"info": {}, "outline": []}
    for told in messages:
        if "error" in told:
            raise InputError(told["error"], path=path, place=told.get("place"), hint=told["hint"])
        if "info" in told:
            head = told
        elif told["broken"]:
            broken.append(told["page"])
        else:
            leaves.append(_leaf(told))
    outline = tuple(Bookmark(*mark) for mark in head["outline"])
    return Found(tuple(leaves), head["info"], outline, tuple(broken))


def _leaf(told: _Message) -> Leaf:
    page = Page(told["page"], tuple(Run(*run) for run in told["runs"]), tuple(told["aside"]))
    return Leaf(page, told["words"], told["hidden"], told["odd"], told["picture"])


# --- the child, seen from outside -----------------------------------------------------------------


def _messages(data: bytes, path: Path | None) -> Iterator[_Message]:
    """Start the child and yield what it tells. Raises InputError where it dies, hangs or drowns."""
    # Linux forks, which costs nothing; where the system's own libraries do not survive that, a new one is started.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_tell, args=(theirs, data), daemon=True)  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # fork beside threads: the child touches no lock
        child.start()
    theirs.close()
    try:
        yield from _heard(ours, path)
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()


def _heard(pipe: Connection, path: Path | None) -> Iterator[_Message]:
    deadline = time.monotonic() + _IN_ALL
    last = 0
    while True:
        place = f"page {last + 1}"
        if time.monotonic() > deadline or not pipe.poll(PATIENCE):
            raise InputError(
                "PDFium does not come to an end with it", path=path, place=place, hint=_ASK_AGAIN
            )
        try:
            told: _Message = json.loads(pipe.recv_bytes(_MESSAGE))
        except (EOFError, OSError, ValueError):
            raise InputError("PDFium crashed on it", path=path, place=place, hint=_ASK_AGAIN) from None
        if "end" in told:
            return
        last = told.get("page", last)
        yield told


# --- in the child ---------------------------------------------------------------------------------


def _tell(pipe: Connection, data: bytes) -> None:
    """Tell all that is in a PDF, and leave without running anything of the parent's."""
    code = 1
    try:
        _confine()
        for told in _told(data):
            pipe.send_bytes(json.dumps(told).encode())
        pipe.send_bytes(b'{"end": 1}')
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the parent sees the pipe end and says so
        code = 1
    finally:
        os._exit(code)


def _confine() -> None:
    """Bound memory, leave no core file, and let PDFium's complaints go nowhere."""
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            held = (
                int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
            )
            resource.setrlimit(resource.RLIMIT_AS, (held + _MEMORY, held + _MEMORY))


def _told(data: bytes) -> Iterator[_Message]:
    try:
        import pypdfium2 as pdfium
    except (ImportError, OSError) as error:
        yield {"error": f"pypdfium2 does not start: {error}", "hint": f"install it anew with: {_INSTALL}"}
        return
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        yield _refusal(getattr(error, "err_code", 0))
        return
    count = len(document)
    if not 0 < count <= MAX_PAGES:
        yield {
            "error": "holds no page"
            if count <= 0
            else f"has {count:,} pages, and no more than {MAX_PAGES:,} are read",
            "hint": "it may be damaged: " + _ASK_AGAIN if count <= 0 else "split it into volumes",
        }
        return
    yield {"info": _info(document), "outline": _outline(document)}
    letters = runs = 0
    for index in range(count):
        told = _page(document, index)
        letters += len(told.get("words", ""))
        runs += len(told.get("runs", ""))
        if letters > MAX_TEXT or runs > MAX_RUNS:
            told = {"error": f"holds more than {MAX_TEXT:,} letters", "hint": "split it into volumes"}
        yield told
        if "error" in told:
            return


def _refusal(code: int) -> _Message:
    import pypdfium2.raw as c

    if code == c.FPDF_ERR_PASSWORD:
        return {
            "error": "is locked with a password",
            "hint": "open it with its password, save it without one, and read that",
        }
    if code == c.FPDF_ERR_SECURITY:
        return {
            "error": "is locked in a way that PDFium does not know",
            "hint": "save it without protection, and read that",
        }
    return {"error": "is no PDF, or too damaged to be read", "hint": _ASK_AGAIN}


def _info(document: Any) -> dict[str, str]:
    keys = ("Title", "Author", "Subject", "CreationDate")
    return {key.lower(): document.get_metadata_value(key) for key in keys} | {"language": _language(document)}


def _language(document: Any) -> str:
    import pypdfium2.raw as c

    ask = getattr(c, "FPDFCatalog_GetLanguage", None)  # older PDFiums cannot be asked
    if ask is None or not 2 < (size := ask(document, None, 0)) < 200:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(document, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _outline(document: Any) -> list[tuple[str, int, int]]:
    """Return the bookmarks as (title, page, depth); none where they cannot be read."""
    marks: list[tuple[str, int, int]] = []
    with contextlib.suppress(Exception):
        for mark in document.get_toc(max_depth=4):
            target = mark.get_dest()
            page = target.get_index() if target else None
            if page is not None:
                marks.append((mark.get_title()[:500], page + 1, mark.level))
            if len(marks) >= _BOOKMARKS:
                break
    return marks


def _page(document: Any, index: int) -> _Message:
    import pypdfium2 as pdfium

    number = index + 1
    try:
        page = document[index]
        text = page.get_textpage()
        count = text.count_chars()
    except pdfium.PdfiumError:
        return {"page": number, "broken": True}
    if count > MAX_LETTERS:
        return {
            "error": f"holds {count:,} letters on one page, and no more than {MAX_LETTERS:,} are read",
            "place": f"page {number}",
            "hint": _ASK_AGAIN,
        }
    look = _Look(text.raw, count, page.get_bbox())
    look.go()
    words = text.get_text_range(errors="replace") if count else ""
    told = {
        "page": number,
        "broken": False,
        "runs": look.upright(),
        "aside": look.aside(),
        "words": words,
        "hidden": "".join(look.hidden),
        "odd": look.odd,
        "picture": sum(map(str.isalnum, words)) < 20 and _has_image(page),
    }
    text.close()
    page.close()
    return told


def _has_image(page: Any) -> bool:
    import pypdfium2.raw as c

    count = min(c.FPDFPage_CountObjects(page), 200)
    kinds = {c.FPDFPageObj_GetType(c.FPDFPage_GetObject(page, i)) for i in range(count)}
    return bool(kinds & {c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM})


@dataclass(slots=True)
class _Hand:
    """How the characters of one text object are set: size in points, and the angle it runs at in degrees."""

    size: float
    angle: int
    bold: bool
    italic: bool


@dataclass(slots=True)
class _Stretch:
    """Characters of one hand that follow each other on a line."""

    hand: _Hand
    text: list[str]
    x: float
    end: float
    y: float


class _Look:
    """One pass over the characters of a page."""

    def __init__(self, raw: Any, count: int, box: tuple[float, float, float, float]) -> None:
        self._raw = raw
        self._count = count
        self._box = box
        self._stretches: list[_Stretch] = []
        self._open: _Stretch | None = None
        self.hidden: list[str] = []
        self.odd = 0

    def go(self) -> None:
        """Gather the characters into stretches."""
        import pypdfium2.raw as c

        x, y, box = ctypes.c_double(), ctypes.c_double(), c.FS_RECTF()
        px, py, pbox = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
        raw, hand, known = self._raw, None, None
        left, bottom, right, top = self._box
        for i in range(self._count):
            code = c.FPDFText_GetUnicode(raw, i)
            if code in (10, 13):
                self._open = None
                continue
            if code <= 32 and code != 2:
                if self._open is not None and code:
                    self._open.text.append(" ")
                self.odd += code == 0
                continue
            letter = "-" if code in (2, 0xFFFE) else chr(code) if code <= 0x10FFFF else "\ufffd"
            c.FPDFText_GetCharOrigin(raw, i, px, py)
            c.FPDFText_GetLooseCharBox(raw, i, pbox)
            thing = ctypes.cast(c.FPDFText_GetTextObject(raw, i), ctypes.c_void_p).value
            if hand is None or thing != known:
                hand, known = self._hand(i), thing
            self.odd += code == 0xFFFD or 0xE000 <= code <= 0xF8FF
            if not (left - 1 <= x.value <= right + 1 and bottom - 1 <= y.value <= top + 1):
                self.hidden.append(letter)
                continue
            self._add(letter, hand, _turned(hand.angle, x.value, y.value), _far(hand.angle, box))

    def _add(self, letter: str, hand: _Hand, origin: tuple[float, float], end: float) -> None:
        x, y = origin
        now = self._open
        if (
            now is None
            or now.hand != hand
            or abs(y - now.y) > 0.1 * hand.size
            or not -0.5 * hand.size < x - now.end < 0.9 * hand.size
        ):
            now = self._open = _Stretch(hand, [], x, x, y)
            self._stretches.append(now)
        now.text.append(letter)
        now.end = max(now.end, end, x)

    def _hand(self, i: int) -> _Hand:
        import pypdfium2.raw as c

        matrix, flags = c.FS_MATRIX(), ctypes.c_int()
        name = ctypes.create_string_buffer(128)
        c.FPDFText_GetMatrix(self._raw, i, matrix)
        size = c.FPDFText_GetFontSize(self._raw, i) * math.hypot(matrix.c, matrix.d)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        c.FPDFText_GetFontInfo(self._raw, i, name, 128, flags)
        called = name.value.lower()
        bold = b"bold" in called or b"black" in called or c.FPDFText_GetFontWeight(self._raw, i) >= 600
        italic = b"italic" in called or b"oblique" in called or bool(flags.value & _ITALIC)
        return _Hand(round(size, 2) if 0 < size < 10_000 else 1.0, angle, bold, italic)

    def upright(self) -> list[tuple[str, float, float, float, float, bool, bool]]:
        """Return the runs of the angle that most letters stand at, turned upright."""
        angle = self._angle()
        return [
            ("".join(s.text), s.x, s.end, s.y, s.hand.size, s.hand.bold, s.hand.italic)
            for s in self._stretches
            if s.hand.angle == angle
        ]

    def aside(self) -> list[str]:
        """Return what stands at another angle than the page, in PDFium's order, a text an angle."""
        angle = self._angle()
        texts: dict[int, list[str]] = {}
        for s in self._stretches:
            if s.hand.angle != angle:
                texts.setdefault(s.hand.angle, []).append("".join(s.text))
        return [" ".join(parts) for parts in texts.values()]

    def _angle(self) -> int:
        letters: dict[int, int] = {}
        for s in self._stretches:
            letters[s.hand.angle] = letters.get(s.hand.angle, 0) + len(s.text)
        return max(letters, key=lambda a: (letters[a], -a), default=0)


_ITALIC = 1 << 6
"""The flag of a font descriptor for italic letters (ISO 32000-1, table 123)."""


def _turned(angle: int, x: float, y: float) -> tuple[float, float]:
    """Return a point of the page as one sees it with lines at `angle` running to the right."""
    if angle == 0:
        return x, y
    turn = math.radians(-angle)
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


def _far(angle: int, box: Any) -> float:
    """Return where a character ends along its line."""
    if angle == 0:
        return float(box.right)
    return max(_turned(angle, x, y)[0] for x in (box.left, box.right) for y in (box.bottom, box.top))
