"""What Project Gutenberg puts around a book: a header that tells of it, who made the file, and the licence.

The marks are those of its files since 1991: "*** START OF THE PROJECT GUTENBERG EBOOK ... ***" and "*** END OF ...",
and before them the "SMALL PRINT!" with its own START and END.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})

_NAME = re.compile(r"Project Gutenberg", re.IGNORECASE)
_START = re.compile(
    r"^[ \t]*\*{3} ?START OF (?:TH(?:E|IS) )?PROJECT GUTENBERG[^\n]*", re.MULTILINE | re.IGNORECASE
)
_END = re.compile(r"^[ \t]*\*{3} ?END OF (?:TH(?:E|IS) )?PROJECT GUTENBERG", re.MULTILINE | re.IGNORECASE)
_END_OF = re.compile(
    r"^[ \t]*(?:\*{2,3} ?)?(?:End of (?:the |this )?|Fin (?:de |du |d['’])|Ende (?:dieses |diese |des )?)Project Gutenberg",
    re.MULTILINE | re.IGNORECASE,
)
_PRINT_STARTS = re.compile(r"^\*{3} ?START\*{2}THE SMALL PRINT!", re.MULTILINE | re.IGNORECASE)
_PRINT_ENDS = re.compile(r"^\*END[* ]{0,3}THE SMALL PRINT![^\n]*", re.MULTILINE | re.IGNORECASE)
_CREDIT = re.compile(
    r"\s*(?:_)?(?:Produced by|E-?text prepared by|This e?-?(?:text|book) was (?:produced|prepared)|Prepared by|"
    r"Transcribed (?:by|from)|Scanned (?:by|and)|HTML version by|Credits?:|Updated editions will)",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^(Title|Author|Release date|Posting date|Language|Produced by|Credits|Translator|Editor|Illustrator)[ \t]*:[ \t]*(\S[^\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_NUMBER = re.compile(r"\[(?:e-?(?:book|text) ?)#?(\d{1,7})\]", re.IGNORECASE)
_FIRST_LINE = re.compile(
    r"Project Gutenberg(?:'s|’s)?(?: E-?(?:Book|Text))?(?: of)? ([^\n]{2,200}?),? by ([^\n]{2,100})",
    re.IGNORECASE,
)
_CODES: Mapping[str, str] = MappingProxyType(
    {
        **{
            "english": "en",
            "german": "de",
            "french": "fr",
            "spanish": "es",
            "italian": "it",
            "portuguese": "pt",
        },
        **{"polish": "pl", "russian": "ru", "dutch": "nl", "latin": "la", "finnish": "fi", "swedish": "sv"},
        **{
            "danish": "da",
            "greek": "el",
            "hungarian": "hu",
            "esperanto": "eo",
            "catalan": "ca",
            "czech": "cs",
        },
    }
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the book stands in a file, `begin:end`, and the fields of the header; keys are in lower case."""

    begin: int
    end: int
    fields: Mapping[str, str] = field(default_factory=lambda: _NONE)

    @property
    def language(self) -> str:
        """The language's code; "und" where the header tells none, or one that is not known here."""
        return _CODES.get(self.fields.get("language", "").casefold(), "und")


def framed(text: str, begin: int = 0) -> Frame:
    """Return where the book stands between Project Gutenberg's header and licence; `text` has "\\n" for line ends.

    Everything from `begin` on is the book where there is neither.
    """
    if not _NAME.search(text, begin, begin + 20_000) and not _NAME.search(
        text, max(begin, len(text) - 40_000)
    ):
        return Frame(begin, len(text))
    start = _header(text, begin)
    end = _licence(text, start)
    if not re.search(r"\w", text[start:end]):
        return Frame(begin, len(text))
    return Frame(_past_credits(text, start, end) if start > begin else start, end, _fields(text[begin:start]))


def _header(text: str, begin: int) -> int:
    """Return where the header ends: after its last mark; it is never half the file."""
    half = begin + max((len(text) - begin) // 2, 20_000)
    ends = [match.end() for pattern in (_START, _PRINT_ENDS) for match in pattern.finditer(text, begin, half)]
    return max(ends, default=begin)


def _licence(text: str, start: int) -> int:
    """Return where the licence, or the line before it that says that the book ends, begins."""
    ends = [match.start() for match in _END.finditer(text, start)]
    end = ends[-1] if ends else len(text)
    said = [
        match.start()
        for match in _END_OF.finditer(text, start, end)
        if not ends or match.start() > end - 2000
    ]
    end = said[0] if said and ends else said[-1] if said else end
    small = [match.start() for match in _PRINT_STARTS.finditer(text, start, end)]
    return small[-1] if small else end


def _past_credits(text: str, start: int, end: int) -> int:
    """Return where the book begins after paragraphs that say who made the file."""
    at = start
    for _ in range(4):
        begin = re.compile(r"\S").search(text, at, end)
        if begin is None or not _CREDIT.match(text, begin.start()):
            return at
        gap = re.compile(r"\n[ \t]*\n").search(text, begin.start(), end)
        if gap is None or gap.start() - begin.start() > 1500:
            return at
        at = gap.end()
    return at


def _fields(header: str) -> Mapping[str, str]:
    found = {
        match[1].casefold(): " ".join(match[2].split())
        for match in reversed(list(_FIELD.finditer(header[:20_000])))
    }
    first = _FIRST_LINE.search(header[:2000])
    if first:
        found.setdefault("title", first[1].strip(" ,"))
        found.setdefault("author", first[2].strip(" .*,"))
    number = _NUMBER.search(header[:20_000])
    if number:
        found["number"] = number[1]
    date = found.get("release date", "").partition("[")[0].strip(" ,")
    return {**found, "release date": date} if date else found
