"""What of a phrase reaches the engine: the one place where words are changed into what is said.

    what the source says of the very place (alias, phonemes) -> the lexicon -> text normalisation of all the rest

What the first two settle is hidden behind private-use characters while the rest is made normal, so that nothing is said
in two ways; then it is put back, and phonemes become Sounds with their place in the line. Pure: no input or output.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from fullcast.model import Book, Chapter, Line, Phrase, Pronunciation, Settings, Sound, Span, Voice
from fullcast.spoken.lexicon import PRIVATE, Cover, Lexicon, Settled, alphabet
from fullcast.spoken.normal import normal
from fullcast.words import WORD

__all__ = ["Lexicon", "Places", "Saying", "line", "saying", "sounding"]

_OWN = ("en", "und", "mul", "")
_FIRST = 0xE000
_COUNT = 0xF8FF - _FIRST + 1


@dataclass(frozen=True, slots=True)
class Places:
    """Spans of a text in order, asked for by place."""

    spans: tuple[Span, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _reach: tuple[int, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Places:
        """Sort spans, an outer one before those in it."""
        ordered = tuple(sorted(spans, key=lambda span: (span.start, -span.end)))
        reach = tuple(accumulate((span.end for span in ordered), max))
        return cls(ordered, tuple(span.start for span in ordered), reach)

    def within(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans that share a character with `start:end`, in order."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return (span for span in self.spans[first:last] if span.end > start)


@dataclass(frozen=True, slots=True)
class Saying:
    """How the words of a chapter are said: what its source marks, the lexicon, the language.

    `foreign` holds the spans in another language where these are to be said in it. The shipped voices are English: a
    book in another language asks for its `sounds_of`, "" for an English one, or one whose language nobody knows.
    """

    language: str = "en"
    lexicon: Lexicon = field(default_factory=Lexicon)
    marks: Places = Places()
    foreign: Places = Places()

    @property
    def sounds_of(self) -> str:
        """The language whose sounds the whole book wants, where they are not those of the shipped voices."""
        return "" if self.language.partition("-")[0].lower() in _OWN else self.language


def saying(chapter: Chapter, book: Book, settings: Settings) -> Saying:
    """Collect how the words of a chapter are said."""
    marks = (span for span in chapter.spans if span.kind in ("alias", "phonemes"))
    foreign = (span for span in chapter.spans if span.kind == "language")
    return Saying(
        book.language,
        _lexicon(settings.pronunciations, book.pronunciations),
        Places.of(marks),
        Places.of(foreign) if settings.reading.foreign == "language" else Places(),
    )


def sounding(book: Book, settings: Settings) -> dict[str, Sound]:
    """Collect what sounds by phonemes somewhere in a book: the word -> its sound, the first where it has several."""
    found: dict[str, Sound] = {}
    for entry in (*settings.pronunciations, *book.pronunciations):
        if entry.alphabet and entry.match == "word":
            found.setdefault(entry.word, Sound(0, len(entry.word), entry.say, alphabet(entry.alphabet)))
    for chapter in book.chapters:
        for span in chapter.spans:
            if span.kind == "phonemes" and span.value.strip():
                word = chapter.text[span.start : span.end]
                found.setdefault(word, Sound(0, len(word), span.value, alphabet(span.alphabet)))
    return found


@lru_cache(maxsize=4)
def _lexicon(own: tuple[Pronunciation, ...], books: tuple[Pronunciation, ...]) -> Lexicon:
    return Lexicon(own, books)


def line(
    phrase: Phrase,
    voice: Voice,
    saying: Saying,
    *,
    names: frozenset[str] = frozenset(),
    heading: bool = False,
) -> Line:
    """Make a phrase ready for the engine of its voice.

    `names` are those of the speaker, folded, for pronunciations of one character alone. A `heading` stands before the
    text of its chapter: its offsets are none of the chapter's. No word is lost but those a source says nothing for
    (an empty alias); no private-use character is in the line.
    """
    text = PRIVATE.sub(" ", phrase.text)
    cover = Cover(text)
    if not heading:
        _mark(phrase, text, saying.marks, cover)
    saying.lexicon.settle(text, names, voice.engine, cover)
    spoken = ("" if heading else _language(phrase, saying.foreign)) or saying.sounds_of
    said, sounds = _put_back(text, cover.found(), spoken or saying.language, heading=heading)
    return Line(phrase, voice, said, sounds, spoken)


def _mark(phrase: Phrase, text: str, marks: Places, cover: Cover) -> None:
    """Settle what the source marks. An alias is said where it begins; phonemes hold for a whole stretch only."""
    for span in marks.within(phrase.start, phrase.end):
        start, end = max(span.start - phrase.start, 0), min(span.end - phrase.start, len(text))
        if span.kind == "alias":
            begins = span.start >= phrase.start
            cover.add(Settled(start, end, PRIVATE.sub(" ", span.value) if begins else ""))
        elif span.start >= phrase.start and span.end <= phrase.end and span.value.strip():
            phonemes = PRIVATE.sub("", span.value)
            cover.add(Settled(start, end, text[start:end], phonemes, alphabet(span.alphabet)))


def _language(phrase: Phrase, foreign: Places) -> str:
    """Return the language of the innermost passage that holds all words of a phrase, "" where there is none."""
    words = [match.start() + phrase.start for match in WORD.finditer(phrase.text)]
    found = ""
    for span in foreign.within(phrase.start, phrase.end):
        if words and span.start <= words[0] and words[-1] < span.end:
            found = span.value
    return found


def _put_back(
    text: str, settled: list[Settled], language: str, *, heading: bool
) -> tuple[str, tuple[Sound, ...]]:
    """Make normal what is not settled, with a placeholder for what is, and put the settled back in its place."""
    places = [chr(_FIRST + number % _COUNT) for number in range(len(settled))]
    parts, at = [], 0
    for place, one in zip(places, settled, strict=True):
        parts += [text[at : one.start], place]
        at = one.end
    said = _normal("".join((*parts, text[at:])), places, language, heading=heading)
    pieces = PRIVATE.split(said)
    done, sounds = pieces[0], []
    for one, piece in zip(settled, pieces[1:], strict=True):
        if one.phonemes:
            sounds.append(Sound(len(done), len(done) + len(one.said), one.phonemes, one.alphabet))
        done += one.said + piece
    return done, tuple(sounds)


def _normal(text: str, places: list[str], language: str, *, heading: bool) -> str:
    """Make a text normal. Where a placeholder, or all of its words, would be lost on the way, it stays as it is."""
    said = normal(text, language, heading=heading)
    lost = WORD.search(text) is not None and WORD.search(said) is None
    return text if lost or PRIVATE.findall(said) != places else said
