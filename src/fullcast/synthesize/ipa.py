"""The International Phonetic Alphabet (and X-SAMPA, which spells it in ASCII) as eSpeak NG's own phonemes.

eSpeak NG writes phonemes in mnemonics of up to four characters, of which every language has its own. So each symbol has
several in `data/phonemes.tsv`, best first, and the first that the voice's language has is taken; English, whose vowels
are written in many ways, has rows of its own. A mark on a letter that makes no difference there is dropped; a letter that
nothing stands for is not guessed at. Sources: the IPA chart of 2020; Wells, Computer-coding the IPA (X-SAMPA), 1995/2000; eSpeak NG,
docs/phonemes.md.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

OWN = "pyttsx3"
"""The alphabet of eSpeak NG's mnemonics: the name of the engine, as for any other's."""

LONGEST = 1_000
"""Characters of phonemes beyond which they are none: a phrase is shorter."""

Table = Mapping[str, tuple[str, ...]]
"""Symbols -> what may stand for them, best first; a space parts two mnemonics."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The phonemes of one language: the mnemonics it has, and its table's name and those it builds on."""

    tables: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()

    @property
    def english(self) -> bool:
        """Whether the language is a kind of English."""
        return "en" in self.tables

    def spelling(self) -> tuple[Table, ...]:
        """Give the tables of symbols that hold for the language, its own first."""
        if self.english:
            own = ["en"] if "en-us" in self.tables else ["en-gb", "en"]
        else:
            own = ["uvular"] if _UVULAR & set(self.tables) else []
        return tuple(_tables()[name] for name in (*own, "any"))


@cache
def _tables() -> Mapping[str, Table]:
    """Read `data/phonemes.tsv`: for "any" language, for all English ("en"), for "en-gb", for those with a "uvular" r."""
    text = (files("fullcast") / "data" / "phonemes.tsv").read_text(encoding="utf-8")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        for symbol in row["symbols"].split():
            found.setdefault(row["language"], {})[_apart(symbol)] = tuple(row["mnemonics"].split(" / "))
    return MappingProxyType(found)


_UVULAR = frozenset(("fr", "de", "pt", "da", "lb"))
"""Languages whose r is a uvular one, which eSpeak NG writes r."""

_VOWELS = frozenset("iyɨᵻʉɯuɪʏʊeøɘəɵɤoɛœɜɞʌɔæɐaɶɑɒ")
_STRESS: Mapping[str, str] = MappingProxyType({"ˈ": "'", "ˌ": ","})
_SIBILANT = ("s", "z", "S", "Z")
_VOICELESS = ("p", "t", "k", "f", "T")

_SAME = str.maketrans(
    {
        **dict(zip("ɡɹɻ'′:", "grrˈˈː", strict=True)),
        **{"ʦ": "ts", "ʣ": "dz", "ʧ": "tʃ", "ʤ": "dʒ", "ʨ": "tɕ", "ʥ": "dʑ", "ɚ": "ər", "ɝ": "ɜr"},
        **dict.fromkeys("\u0361\u035c\u203f.·-()[]/ˑ\u00ad\u200b\u200c\u200d\u2060|‖", ""),
    }
)
"""Signs that are another's equal, and those that change no sound: ties, syllable dots, slashes and brackets around."""


def phonemes(text: str, alphabet: str, inventory: Inventory) -> str | None:
    """Write phonemes as mnemonics of the language; None where they hold something that is not known there.

    `alphabet` is "ipa", "x-sampa", or OWN for mnemonics as they are. Where no stress is marked at all, words of
    one syllable are given one, and English words: dictionaries leave it out there, and eSpeak NG would swallow the word.
    """
    if len(text) > LONGEST:
        return None
    if alphabet == "x-sampa":
        text = from_x_sampa(text)
    elif alphabet == OWN:
        return _checked(text, inventory)
    elif alphabet != "ipa":
        return None
    plain = _plain(text)
    stressed = any(mark in plain for mark in _STRESS)
    words = [_word(word, inventory, stressed=stressed) for word in plain.split()]
    if not words or None in words:
        return None
    return " ".join(word for word in words if word)


def possessive(mnemonics: str) -> str:
    """Add an English 's to a word: as in bush's, cat's, dog's."""
    ending = "I#|z" if mnemonics.endswith(_SIBILANT) else "s" if mnemonics.endswith(_VOICELESS) else "z"
    return mnemonics + ending


def _plain(text: str) -> str:
    """Spell every symbol in one way: marks after their letter, one sign for each sound."""
    return " ".join(_apart(text).translate(_SAME).split())


def _apart(text: str) -> str:
    return unicodedata.normalize("NFD", text).replace("c\u0327", "ç")


def _word(word: str, inventory: Inventory, *, stressed: bool) -> str | None:
    symbols = list(_symbols(word, inventory))
    if "" in symbols or not any(_unmarked(symbols)):
        return None
    bearer = _bearer(symbols, inventory)
    found: list[str] = []
    for number, symbol in enumerate(symbols):
        if symbol in _STRESS:
            found.append(_STRESS[symbol])
            continue
        if not stressed and number == bearer:
            found.append("'")
        said = _sound(symbols, number, inventory)
        if said is None:
            return None
        found += said
    return _joined(found, inventory)


def _bearer(symbols: list[str], inventory: Inventory) -> int:
    """Return which symbol has the stress where none is marked: the only vowel, in English the first full one; or -1."""
    vowels = [number for number, symbol in enumerate(symbols) if symbol[0] in _VOWELS]
    full = [number for number in vowels if symbols[number] != "ə"] or vowels
    return full[0] if len(vowels) == 1 or (vowels and inventory.english) else -1


def _symbols(word: str, inventory: Inventory) -> Iterator[str]:
    """Cut a word into the longest symbols that a table has; "" stands for a letter that none has."""
    at = 0
    while at < len(word):
        end = next(
            (end for end in range(min(at + 4, len(word)), at, -1) if _is_one(word, at, end, inventory)), 0
        )
        if end:
            yield word[at:end]
        elif unicodedata.category(word[at]) not in ("Mn", "Lm", "Sk", "No"):
            yield ""
            return
        at = end or at + 1


def _is_one(word: str, start: int, end: int, inventory: Inventory) -> bool:
    symbol = word[start:end]
    if inventory.english and symbol.endswith("r") and end - start > 1:
        # The r of an English vowel is its own before another vowel: star, starry.
        following = word[end:].lstrip("ˈˌ")[:1]
        return symbol in _tables()["en"] and following not in _VOWELS
    return symbol in _STRESS or any(symbol in table for table in inventory.spelling())


def _sound(symbols: list[str], number: int, inventory: Inventory) -> list[str] | None:
    """Give the mnemonics of one symbol: the first candidate the language has all of."""
    candidates = _in_place(symbols, number) if inventory.english else ()
    for table in inventory.spelling():
        candidates = candidates or table.get(symbols[number], ())
    return next((parts for parts in map(str.split, candidates) if inventory.known.issuperset(parts)), None)


def _in_place(symbols: list[str], number: int) -> tuple[str, ...]:
    """Give what an English i or y is where it stands: the i of happy and of serious is short, the y of yes no vowel."""
    symbol, follows = symbols[number], symbols[number + 1 :]
    if symbol == "i" and not _stressed(symbols[:number]):
        after = next(_unmarked(follows), "")
        return ("i",) if not after or after[0] in _VOWELS else ()
    return ("j",) if symbol == "y" and follows and follows[0][0] in _VOWELS else ()


def _stressed(before: list[str]) -> bool:
    """Say whether a vowel is stressed, by the symbols before it; the first of a word counts as that."""
    for symbol in reversed(before):
        if symbol in _STRESS or symbol[0] in _VOWELS:
            return symbol in _STRESS
    return True


def _unmarked(symbols: list[str]) -> Iterator[str]:
    return (symbol for symbol in symbols if symbol not in _STRESS)


def _joined(parts: list[str], inventory: Inventory) -> str:
    """Write mnemonics one after the other, with a bar where two together would be read as another."""
    done = ""
    for number, part in enumerate(parts):
        ahead = "".join(parts[number : number + 5])
        longest = max(
            (n for n in range(1, min(len(ahead), 4) + 1) if ahead[:n] in inventory.known), default=0
        )
        done += part + ("|" if longest > len(part) else "")
    return done


def _checked(text: str, inventory: Inventory) -> str | None:
    """Give mnemonics back as they are, if the language has all of them: at another, eSpeak NG would drop the word."""
    at = 0
    while at < len(text):
        end = next((end for end in range(at + 4, at, -1) if text[at:end] in inventory.known), 0)
        if not end and text[at] not in "',%|_: ":
            return None
        at = end or at + 1
    return " ".join(text.split()) or None


# --- X-SAMPA --------------------------------------------------------------------------------------

_X_SAMPA: Mapping[str, str] = MappingProxyType(
    {
        **dict(zip('"%:AQV3IUEOTDSZNJLR4?GXCBPHKMWY291678F@{}&', "ˈˌːɑɒʌɜɪʊɛɔθðʃʒŋɲʎʁɾʔɣχçβʋɥɬɯʍʏøœɨɐɤɵɱəæʉɶ", strict=True)),
        **{"r\\": "ɹ", "R\\": "ʀ", "h\\": "ɦ", "v\\": "ʋ", "s\\": "ɕ", "z\\": "ʑ", "J\\": "ɟ", "j\\": "ʝ", "G\\": "ɢ"},
        **{"N\\": "ɴ", "X\\": "ħ", "?\\": "ʕ", "p\\": "ɸ", "x\\": "ɧ", "L\\": "ʟ", "M\\": "ɰ", "B\\": "ʙ", "l\\": "ɺ"},
        **{"K\\": "ɮ", "H\\": "ʜ", "<\\": "ʢ", "I\\": "ᵻ", "U\\": "ʊ", "@\\": "ɘ", "3\\": "ɞ"},
        **{"t`": "ʈ", "d`": "ɖ", "s`": "ʂ", "z`": "ʐ", "n`": "ɳ", "l`": "ɭ", "r`": "ɽ", "@`": "ɚ", "3`": "ɝ"},
        **{"r\\`": "ɻ", "~": "\u0303", "_~": "\u0303", "=": "\u0329", "_=": "\u0329", ":\\": "ˑ", "'": "ʲ"},
        **{"-\\": "", "||": " ", "|": " ", "-": "", "$": ""},
    }
)  # fmt: skip
_TOKEN = re.compile(r"r\\`|_?[~=]|_[^\s\\]\\?|\|\||[^\s]\\|[a-zA-Z@3]`|.", re.DOTALL)


def from_x_sampa(text: str) -> str:
    """Spell X-SAMPA in the IPA; marks the IPA puts over or beside a letter (_h, _t) are left out."""
    return "".join(_X_SAMPA.get(token, "" if token[0] == "_" else token) for token in _TOKEN.findall(text))
