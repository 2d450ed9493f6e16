"""The International Phonetic Alphabet (and X-SAMPA, which spells it in ASCII) as eSpeak NG's own phonemes.

eSpeak NG writes phonemes in mnemonics of up to four characters, of which every language has its own. So each symbol has
several here, best first, and the first that the voice's language has is taken; English, whose vowels are written in many
ways, has a table of its own. A mark on a letter that makes no difference there is dropped, a letter that nothing stands for is not
guessed at. Sources: the IPA chart of 2020; Wells, Computer-coding the IPA (X-SAMPA), 1995/2000; eSpeak NG,
docs/phonemes.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

OWN = "pyttsx3"
"""The alphabet of eSpeak NG's mnemonics: the name of the engine, as for any other's."""

LONGEST = 1_000
"""Characters of phonemes beyond which they are none: a phrase is shorter."""

Table = Mapping[str, tuple[str, ...]]
"""Symbol or symbols -> what may stand for them, best first; a space parts two mnemonics."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The phonemes of one language: the mnemonics it has, and its table's name and those it builds on."""

    tables: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()

    @property
    def english(self) -> bool:
        """Whether the language is a kind of English."""
        return "en" in self.tables


def _table(text: str) -> Table:
    """Read lines of "symbols: candidate, candidate" parted by semicolons."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in text.split(";"):
        symbols, _, candidates = entry.partition(" = ")
        for symbol in symbols.split():
            found[symbol] = tuple(each.strip() for each in candidates.split(" / "))
    return MappingProxyType(found)


_GENERAL = _table(
    "p = p; b = b; t = t; d = d; k = k; g = g; q = q / k; ɢ = g; c = c / k j; ɟ = J / g j; ʔ = ?;"
    "m ɱ = m; n = n; ɳ = n. / n; ɲ = n^ / n j; ŋ = N / n; ɴ = N / n; ʈ = t. / t; ɖ = d. / d;"
    "r ʙ = r; ʀ = r\" / r; ɾ = * / r; ɽ = *. / * / r; ʁ = Q\" / r; l ɭ ɺ = l; ɫ ʟ = L / l; ʎ = l^ / l j;"
    "ɬ ɮ = l# / l; ɸ f = f; β = B / v; v = v; ʋ = v# / v; θ = T / s; ð = D / z; s = s; z = z; ʃ ɧ = S / s;"
    "ʒ = Z / z; ʂ = s. / S / s; ʐ = z. / Z / z; ɕ = S; / S / s; ʑ = Z; / Z / z; ç = C / x / h; ʝ = J^ / j;"
    "x = x / h; χ = X / x / h; ɣ ɰ = Q / g; ħ ʜ ɦ h = h; ʕ ʢ = ?; j = j; w = w / u; ʍ = w# / w; ɥ = j. / w / j;"
    "ts = ts / t s; dz = dz / d z; tʃ = tS / t S; dʒ = dZ / d Z; tɕ = tS; / tS / t S; dʑ = dZ; / dZ / d Z;"
    "pf = pF / p f; i = i / i:; iː = i: / i; y = y / y: / u; yː = y: / y / u:; ɨ ᵻ = i\" / I / i; ʉ = u\" / u / u:;"
    "ɯ = u- / u / u:; u = u / u:; uː = u: / u; ɪ = I / i; ʏ = y / Y / I; ʊ = U / u; e = e / e: / E; eː = e: / e / E;"
    "ø = Y / Y: / W; øː = Y: / Y / W; ɘ ə ɵ = @; ɤ = o- / V / o; o = o / o: / O; oː = o: / o / O; ɛ = E / e;"
    "ɛː = E: / E / e; œ ɶ = W / Y / 0; œː = W: / W / Y; ɜ ɞ = 3 / @; ɜː = 3: / @; ʌ = V / a; ɔ = O / o; ɔː = O: / O / o;"
    "æ = a / E; ɐ = a# / a; a = a; aː = a: / A: / a; ɑ = A / A: / a; ɑː = A: / A / a; ɒ = 0 / O / A / a;"
    "aɪ = aI / a I / a i; aʊ = aU / a U / a u; ɔɪ = OI / O I / O i; ɔʏ = OY / O y / O I; eɪ = eI / e I / e i;"
    "oʊ = oU / o U / o u; ɑ̃ ã = A~ / a~ / a n; ɛ̃ ẽ æ̃ = E~ / e~ / E n; ɔ̃ õ = O~ / o~ / O n; œ̃ = W~ / E~ / W n;"
    "ĩ = i~ / i n; ũ = u~ / u n; n̩ = @ n; m̩ = @ m; l̩ = @ l; r̩ = @ r"
    .replace("S; /", "S\x00 /").replace("Z; /", "Z\x00 /")
)  # fmt: skip

_ENGLISH = _table(
    "i = i: / i; iː = i:; ɪ = I; ɨ ᵻ = I# / I; e ɛ = E; eː eɪ ei ɛɪ = eI; æ a = a; aː ɑ ɑː ɐː = A:; ɐ = a# / V; ɒ = 0; ɒː = O:;"
    "ʌ = V; ɔ ɔː = O:; o oː oʊ ou əʊ o̞ = oU; ʊ = U; u uː ʉ ʉː ɯ ɯː y yː = u:; ə ɘ ɵ = @; ɜ ɜː ɞ ø øː œ œː = 3:; ɤ = V; ʏ = I;"
    "aɪ ai ɑɪ = aI; aʊ au ɑʊ æʊ = aU; ɔɪ oɪ ɔi ɔʏ ɔʏ̯ = OI; aɪə = aI@ / aI @; aʊə = aU @; ɪə iə = i@; eə ɛə = E @; ʊə = U @;"
    "ər = 3 / @ r; ɜr ɜːr ʌr = 3:; ɑr ɑːr ar = A@ / A: r; ɔr ɔːr or oːr oʊr = O@ / O: r; ɛr ɛːr er ɛər eər = e@ / E r;"
    "ɪr ɪər ir iər iːr = i@3 / i@; ʊr ʊər ur = U@ / U r; aɪr aɪər = aI3 / aI @; aʊr aʊər = aU 3 / aU @; l̩ = @L / @ l;"
    "ɑ̃ ã = A~; ɛ̃ ẽ æ̃ = a N; ɔ̃ õ = O~; œ̃ = V N"
)  # fmt: skip
"""What English has its own of; `e@` and `U@` have an r in American English, so that a pure diphthong is spelt out."""

_BRITISH = _table("eə ɛə ɛː = e@; ʊə = U@; aʊə = aU@")
"""And without it in British English."""

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
    apart = unicodedata.normalize("NFD", text).replace("c\u0327", "ç")
    return " ".join(apart.translate(_SAME).split())


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
        return symbol in _ENGLISH and following not in _VOWELS
    return symbol in _STRESS or symbol in _GENERAL or (inventory.english and symbol in _ENGLISH)


def _sound(symbols: list[str], number: int, inventory: Inventory) -> list[str] | None:
    """Give the mnemonics of one symbol: the first candidate the language has all of."""
    symbol = symbols[number]
    candidates = _GENERAL.get(symbol, ())
    if symbol in "ʁʀ" and _UVULAR & set(inventory.tables):
        candidates = ("r",)
    if inventory.english:
        own = _BRITISH if "en-us" not in inventory.tables else {}
        candidates = own.get(symbol) or _ENGLISH.get(symbol) or candidates
        candidates = _in_place(symbols, number) or candidates
    for candidate in candidates:
        parts = candidate.replace("\x00", ";").split()
        if all(part in inventory.known for part in parts):
            return parts
    return None


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
