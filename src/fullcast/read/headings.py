"""What a line says that heads a chapter: "CHAPTER IV. The Rail Yard", "Erstes Kapitel", "Глава первая", "Prologue".

A line is read word by word, never searched: a word for a part or a chapter, a number before or after it, a title that
something sets apart. Words and numbers of eight languages are tables; to teach it one more word, add it to its row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

Rank = Literal["part", "chapter"]

_RANKS: Mapping[str, Rank] = {
    **dict.fromkeys("part book volume vol".split(), "part"),
    **dict.fromkeys("teil band buch".split(), "part"),
    **dict.fromkeys("partie livre tome".split(), "part"),
    **dict.fromkeys("parte libro livro tomo volumen".split(), "part"),
    **dict.fromkeys("część księga tom".split(), "part"),
    **dict.fromkeys("часть книга том".split(), "part"),
    **dict.fromkeys("chapter chap act scene letter canto stave".split(), "chapter"),
    **dict.fromkeys("kapitel kap akt aufzug szene auftritt brief gesang".split(), "chapter"),
    **dict.fromkeys("chapitre acte scène lettre chant".split(), "chapter"),
    **dict.fromkeys("capítulo capitulo cap acto escena carta ato cena".split(), "chapter"),
    **dict.fromkeys("capitolo atto scena lettera".split(), "chapter"),
    **dict.fromkeys("rozdział rozdz list pieśń".split(), "chapter"),
    **dict.fromkeys("глава гл действие акт сцена явление письмо песнь".split(), "chapter"),
}
"""The word -> what it heads. A part is headed together with its first chapter."""

_NAMED = frozenset(
    "prologue prolog epilogue epilog interlude foreword afterword preface introduction intermezzo prelude postlude "
    "prologo prólogo epilogo epílogo vorwort nachwort zwischenspiel einleitung einführung geleitwort nachspiel vorspiel "
    "épilogue préface avant-propos postface interludio introducción introducao introdução introduzione prefacio "
    "prefácio prefazione premessa postfazione posfácio posfacio interlúdio wstęp przedmowa posłowie słowo interludium "
    "пролог эпилог предисловие послесловие введение вступление интерлюдия интермедия".split()
)
_CARDINALS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred",
    ),
    "de": (
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
        "siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
        "ein",
    ),
    "fr": (
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf vingt trente quarante cinquante soixante soixante-dix quatre-vingt "
        "quatre-vingt-dix cent",
        "une",
    ),
    "es": (
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
        "una",
    ),
    "it": (
        "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
        "diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    ),
    "pt": (
        "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis "
        "dezessete dezoito dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem",
        "uma duas",
    ),
    "pl": (
        "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście "
        "piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście dwadzieścia trzydzieści czterdzieści "
        "pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt sto",
    ),
    "ru": (
        "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
        "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят "
        "семьдесят восемьдесят девяносто сто",
    ),
}
"""Language -> the words for 1 to 19, then 20, 30 and so on to 100; then other forms of the first ones."""

_ORDINALS: Mapping[str, tuple[str, str]] = {
    "en": (
        "",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
        "seventieth eightieth ninetieth hundredth",
    ),
    "de": (
        "e es er en",
        "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt "
        "sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst dreißigst vierzigst fünfzigst sechzigst siebzigst "
        "achtzigst neunzigst hundertst",
    ),
    "fr": (
        " s",
        "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième "
        "treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième trentième "
        "quarantième cinquantième soixantième soixante-dixième quatre-vingtième quatre-vingt-dixième centième",
    ),
    "es": (
        "o a",
        "primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim decimotercer decimocuart "
        "decimoquint decimosext decimoséptim decimoctav decimonoven vigésim trigésim cuadragésim quincuagésim "
        "sexagésim septuagésim octogésim nonagésim centésim",
    ),
    "it": (
        "o a",
        "prim second terz quart quint sest settim ottav non decim undicesim dodicesim tredicesim quattordicesim "
        "quindicesim sedicesim diciassettesim diciottesim diciannovesim ventesim trentesim quarantesim cinquantesim "
        "sessantesim settantesim ottantesim novantesim centesim",
    ),
    "pt": (
        "o a",
        "primeir segund terceir quart quint sext sétim oitav non décim undécim duodécim - - - - - - - vigésim "
        "trigésim quadragésim quinquagésim sexagésim septuagésim octogésim nonagésim centésim",
    ),
    "pl": (
        "y a e i",
        "pierwsz drug trzec czwart piąt szóst siódm ósm dziewiąt dziesiąt jedenast dwunast trzynast czternast piętnast "
        "szesnast siedemnast osiemnast dziewiętnast dwudziest trzydziest czterdziest pięćdziesiąt sześćdziesiąt "
        "siedemdziesiąt osiemdziesiąt dziewięćdziesiąt setn",
    ),
    "ru": (
        "ый ая ое ой ий ья ье",
        "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат "
        "пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат тридцат сороков пятидесят шестидесят "
        "семидесят восьмидесят девяност сот",
    ),
}
"""Language -> endings, and the ordinals from 1 as above, to which the endings are put."""

_ALSO_ORDINAL: Mapping[str, int] = {
    **{
        "première": 1,
        "second": 2,
        "seconde": 2,
        "primer": 1,
        "tercer": 3,
        "tercio": 3,
        "trzecia": 3,
        "trzecie": 3,
    },
    **dict.fromkeys("last letztes letzter letzte dernier dernière último última ultimo ultima".split(), 0),
    **dict.fromkeys("ostatni ostatnia последняя последний".split(), 0),
}
_ARTICLES = frozenset("the der die das le la el il o a lo".split())
_AND = frozenset("and und et y e i и".split())
_SMALL = frozenset(
    "a an and as at but by for from in into nor of on or over the to with von und der die das des dem den im in zu am "
    "de du des la le les et à au aux un une d l en del los las y e o da do das dos di il gli della dei w i z na do о и в на с".split()
)
_VALUES = (*range(1, 20), *range(20, 101, 10))
_ROMAN = re.compile(r"(?=.)(?:c{0,4}|cd)(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})", re.IGNORECASE)
_DIGITS = re.compile(r"(\d{1,5})(?:st|nd|rd|th|er|ère|re|e|ème|º|ª|й|я|ая|ый)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_TITLE_WORD = re.compile(r"[^\W_]+(?:[’'‐-][^\W_]+)*")
_FRAME = " \t\r\n\f\v_*#=~|<>[]{}•·—–-\ufeff\u00a0"
_SHORT, _LONG = 130, 400
_MOST = 8


def _cardinals() -> dict[str, int]:
    found: dict[str, int] = {}
    for words, *others in _CARDINALS.values():
        found |= dict(zip(words.split(), _VALUES, strict=True))
        found |= {word: at for other in others for at, word in enumerate(other.split(), 1)}
    units = _CARDINALS["de"][0].split()
    tens = units[19:27]
    for ten, value in zip(tens, range(20, 100, 10), strict=True):
        found |= {
            f"{'ein' if unit == 'eins' else unit}und{ten}": value + at for at, unit in enumerate(units[:9], 1)
        }
    found |= {f"veinti{unit}": 20 + at for at, unit in enumerate(_CARDINALS["es"][0].split()[:9], 1)}
    found |= {"veintidós": 22, "veintitrés": 23, "veintiséis": 26}
    for ten, value in zip(_CARDINALS["it"][0].split()[19:27], range(20, 100, 10), strict=True):
        for at, unit in enumerate(_CARDINALS["it"][0].split()[:9], 1):
            found[(ten[:-1] if at in (1, 8) else ten) + ("tré" if at == 3 else unit)] = value + at
    return found


def _ordinals() -> dict[str, int]:
    found = {
        stem + ending: value
        for endings, stems in _ORDINALS.values()
        for stem, value in zip(stems.split(), _VALUES, strict=True)
        for ending in (endings.split(" ") if endings else [""])
        if stem != "-"
    }
    german = {
        f"{word}st{end}": value
        for word, value in _CARDINAL.items()
        if "und" in word
        for end in ("e", "es", "er")
    }
    italian = {
        f"{word.rstrip('aeioé')}esim{end}": value
        for word, value in _CARDINAL.items()
        if 20 < value < 100 and word[:4] in ("vent", "tren", "quar", "cinq", "sess", "sett", "otta", "nova")
        for end in "oa"
    }
    return {**italian, **german, **found, **_ALSO_ORDINAL}


_CARDINAL = _cardinals()
_ORDINAL = _ordinals()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading read: `word` is its word in lower case ("chapter"; "" for a number alone), `title` what follows.

    `number` is None where it has none ("Prologue") and 0 for "the last".
    """

    rank: Rank
    word: str
    number: int | None
    title: str


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def is_chapter_heading(line: str) -> bool:
    """Say whether a line by itself heads a chapter or a part: it has their words and nothing of a sentence.

    True for "CHAPTER IV. The Rail Yard", "Erstes Kapitel", "BOOK THE FIRST" and "Prologue"; False for a number alone
    and for "Part one of the plan was simple."
    """
    return heading(line) is not None


def may_head(line: str) -> bool:
    """Say, at little cost, whether `heading` or `number` may find something in a line, by its first word."""
    match = _WORD.search(line[:_SHORT])
    word = match.group().casefold() if match else ""
    return (
        word in _OPENERS
        or word[:1].isdigit()
        or (len(word) < 12 and bool(word) and _ROMAN.fullmatch(word) is not None)
        or word.partition("-")[0] in _OPENERS
    )


def heading(line: str) -> Heading | None:
    """Read a heading line; None for any other. It may be framed: "_CHAPTER I_", "## Part Two", "— 4 —"."""
    bare = line.strip(_FRAME)
    if not bare or len(bare) > _LONG:
        return None
    words = _words(bare)
    return _worded(bare, words) or _counted(bare, words) or _named(bare, words)


def number(line: str) -> Heading | None:
    """Read a line that is a number ("IV", "4.", "— 4 —", "Four"), or one and a title ("I. A Scandal in Bohemia").

    It is a heading where such numbers run up through a book, which one line cannot tell.
    """
    bare = line.strip(_FRAME + "()")
    if not bare or len(bare) > _SHORT or line.lstrip().startswith("["):
        return None
    words = _words(bare)
    found = _number(words, 0, bare)
    if found is None or bare[: words[0].start].strip():
        return None
    value, after = found
    rest = bare[words[after - 1].end :]
    title = _title(rest, caps=False, strict=True)
    if title is None or (title and (not _stops(rest) or rest[1].isdigit())):
        return None
    return Heading("chapter", "", value, title)


def _words(text: str) -> list[_Word]:
    return [
        _Word(match.group().casefold(), match.start(), match.end())
        for match in islice(_WORD.finditer(text), _MOST)
    ]


def _worded(text: str, words: Sequence[_Word]) -> Heading | None:
    """Read "chapter" and a number after it."""
    if len(words) < 2 or words[0].text not in _RANKS or text[: words[0].start].strip(_FRAME):
        return None
    if text[words[0].end : words[1].start].strip(". \t_*:№#"):
        return None
    first = 2 if words[1].text in _ARTICLES and len(words) > 2 else 1
    found = _number(words, first, text)
    if found is None:
        return None
    value, after = found
    spelt = not (words[first].text.isdigit() or _ROMAN.fullmatch(words[first].text))
    return _made(text, words[0], value, words[after - 1].end, strict=spelt)


def _counted(text: str, words: Sequence[_Word]) -> Heading | None:
    """Read an ordinal and "chapter" after it: "Erstes Kapitel", "The First Part", "1. Kapitel"."""
    first = 1 if words and words[0].text in _ARTICLES else 0
    found = _number(words, first, text, ordinal=True)
    if found is None or found[1] >= len(words) or words[found[1]].text not in _RANKS:
        return None
    value, after = found
    between = text[words[after - 1].end : words[after].start]
    if between.strip(". \t"):
        return None
    return _made(text, words[after], value, words[after].end, strict=True)


def _named(text: str, words: Sequence[_Word]) -> Heading | None:
    if not words or words[0].text not in _NAMED or words[0].start:
        return None
    rest = text[words[0].end :]
    if rest.startswith(("'", "’")):
        return None
    title = _title(rest, caps=False, strict=True)
    return None if title is None else Heading("chapter", words[0].text, None, title)


def _made(text: str, word: _Word, value: int, end: int, strict: bool) -> Heading | None:
    rank = _RANKS[word.text]
    caps = text[word.start : word.end].isupper()
    title = _title(text[end:], caps=caps, strict=strict and word.text not in _PLAIN)
    return None if title is None else Heading(rank, word.text, value, title)


_PLAIN = frozenset("chapter chap kapitel chapitre capítulo capitulo capitolo rozdział глава".split())


def _number(words: Sequence[_Word], at: int, text: str, ordinal: bool = False) -> tuple[int, int] | None:
    """Return the number that begins at word `at`, and the word after it."""
    if at >= len(words):
        return None
    word = words[at].text
    digits = _DIGITS.fullmatch(word)
    if digits:
        return int(digits[1]), at + 1
    if not ordinal and len(word) < 12 and _ROMAN.fullmatch(word):
        return roman(word), at + 1
    return _spelt(words, at, text, ordinal)


def _spelt(words: Sequence[_Word], at: int, text: str, ordinal: bool) -> tuple[int, int] | None:
    """Return a number in words: "twenty-one", "vingt et un", "двадцать первая"."""
    total, after, last = 0, at, False
    for i in range(at, min(len(words), at + 5)):
        word = words[i].text
        if i > at and text[words[i - 1].end : words[i].start].strip(" \t") not in ("", "-", "‐", "‑"):
            break
        value = _ORDINAL.get(word, _CARDINAL.get(word))
        if value is None:
            if word in _AND and i > at:
                continue
            break
        total = total * 100 if value == 100 and 0 < total < 10 else total + value
        after, last = i + 1, word in _ORDINAL
    return (total, after) if after > at and (last or not ordinal) else None


def roman(word: str) -> int:
    """Return the value of a Roman numeral in any case; the word must be one."""
    values = [_LETTERS[letter] for letter in word.lower()]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))


_OPENERS = (
    frozenset(_RANKS)
    | _NAMED
    | frozenset(_CARDINAL)
    | frozenset(_ORDINAL)
    | _ARTICLES
    | {"avant", "dix", "quatre"}
)
_LETTERS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def _stops(rest: str) -> bool:
    """Say whether something other than a space sets a title apart from what stands before it."""
    return rest.lstrip(" \t")[:1] in (".", ":", "—", "–", "-", ")", "]", "|")


def _title(rest: str, *, caps: bool, strict: bool) -> str | None:
    """Return the title in what follows a number, "" for none, None where it is the rest of a sentence.

    A title is set apart by a stop, a dash or a gap, or has capitals. `strict` wants it to end without a full stop.
    """
    tail = rest.rstrip(_FRAME)
    body = tail.lstrip(" \t")
    if body.startswith(",") and heading(body[1:]) is not None:
        return body[1:].strip()  # "Act I, Scene II"
    if not any(letter.isalnum() for letter in body):
        return None if body.endswith((",", ";")) else ""
    if len(tail) > (_LONG if caps else _SHORT - 40):
        return None
    title = body.lstrip(".:—–-)]|_* \t")
    if _stops(rest) or rest.startswith(("  ", "\t", "\n", "\r")) or body[0] in '“"«„‘(':
        prose = title[-1:] == "." and not caps and strict
        low = strict and title[:1].islower() and not in_capitals(title)
        return None if prose or low or title.endswith((",", ";")) else title
    return title if in_capitals(title) and title[-1] not in ".,;:" and rest[:1] in " _*" else None


def in_capitals(title: str) -> bool:
    """Say whether a line is set as titles are: every word but the small ones begins with a capital."""
    words = [word for word in _TITLE_WORD.findall(title) if word.lower() not in _SMALL]
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)
