"""Stage 1, READ: a file of any form in, a Book out. One module a form; FORMS says which suffix is whose.

source (bytes) -> a form's reader -> ledger (every word is there) -> Book
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from fullcast.errors import InputError
from fullcast.model import Book
from fullcast.read.arrange import arranged, numbered
from fullcast.read.ledger import settle
from fullcast.read.script import write_script
from fullcast.read.script.record import has_record, with_record
from fullcast.read.script.revise import Revision, revised
from fullcast.read.sniff import sniffed
from fullcast.read.source import Readout, Source

__all__ = [
    "FORMS",
    "Form",
    "Revision",
    "arranged",
    "book",
    "from_bytes",
    "has_record",
    "numbered",
    "revised",
    "with_record",
    "write_script",
]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of book: its name, and the module of this package whose `read` reads it."""

    name: str
    module: str

    def reader(self) -> Callable[[Source], Readout]:
        """Import the module, and what it needs, and return its `read`."""
        found: Callable[[Source], Readout] = importlib.import_module(f"fullcast.read.{self.module}").read
        return found


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        ".txt": Form("plain text", "text"),
        ".text": Form("plain text", "text"),
        "": Form("plain text", "text"),
        ".script": Form("play script", "script"),
        ".fountain": Form("Fountain screenplay", "fountain"),
        ".spmd": Form("Fountain screenplay", "fountain"),
        ".docx": Form("Word", "office.docx"),
        ".docm": Form("Word", "office.docx"),
        ".odt": Form("OpenDocument text", "office.odt"),
        ".ott": Form("OpenDocument text", "office.odt"),
        ".fodt": Form("OpenDocument text", "office.odt"),
        ".epub": Form("EPUB", "epub"),
        ".html": Form("HTML", "html"),
        ".htm": Form("HTML", "html"),
        ".xhtml": Form("HTML", "html"),
        ".pdf": Form("PDF", "pdf"),
        ".md": Form("Markdown", "markdown"),
        ".markdown": Form("Markdown", "markdown"),
        ".mkd": Form("Markdown", "markdown"),
    }
)
"""Suffix -> form. To add one, add a module with `read(source) -> Readout` and a line here."""

_REFUSED = MappingProxyType({".doc": Form("old Word", "office.docx"), ".rtf": Form("RTF", "office.docx")})
"""Suffix -> the form whose reader tells what to do instead; a new document under an old name it reads."""


LARGEST = 512 << 20
"""Most bytes of a file that is read: an endless one (a device, a pipe) must not fill the memory."""


def book(path: Path) -> Book:
    """Read the story at `path`.

    Raises InputError where it cannot be read, is empty, binary or of no known form.
    """
    if path.is_dir():
        raise InputError(
            "is a folder, not a story", path=path, hint=f"name a file in it, e.g. {path / 'story.txt'}"
        )
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise InputError("no such file", path=path, hint=_near(path)) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path) from error
    return from_bytes(data, path)


def from_bytes(data: bytes, path: Path | None, name: str = "story") -> Book:
    """Read a story from its bytes; `path` decides the form (None: its first bytes do, and it is called `name`).

    Raises InputError for what cannot be read, FullcastError where words of it would be lost.
    """
    if len(data) > LARGEST:
        raise InputError(
            f"is larger than {LARGEST >> 20} MB, which no book is", path=path, hint="split it into several"
        )
    suffix = path.suffix.lower() if path else sniffed(data)
    form = FORMS.get(suffix) or _REFUSED.get(suffix)
    if form is None:
        known = ", ".join(sorted(s for s in FORMS if s))
        raise InputError(
            f"{suffix} is no form that fullcast reads",
            path=path,
            hint=f"it reads {known}; save the story as one of these",
        )
    try:
        return settle(form.reader()(Source(data, path, path.stem if path else name)))
    except InputError as error:
        raise _misnamed(error, data, path, form) or error from None


def _misnamed(error: InputError, data: bytes, path: Path | None, form: Form) -> InputError | None:
    """Return the error with a better hint where the bytes are plainly of another form than the suffix says."""
    suffix = sniffed(data, zipped="")
    other = FORMS.get(suffix)
    if path is None or not suffix or other is None or other.module == form.module:
        return None
    hint = f"it looks like {other.name}: give it the suffix {suffix}"
    return InputError(error.message, path=path, place=error.place, hint=hint)


def _near(path: Path) -> str:
    from difflib import get_close_matches

    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist either"
    names = sorted(
        p.name for p in path.parent.iterdir() if p.suffix.lower() in FORMS and p.suffix and p.exists()
    )
    near = get_close_matches(path.name, names, n=3)
    return (
        "did you mean " + " or ".join(str(path.parent / n) for n in near) + "?"
        if near
        else "check the name and the folder"
    )
