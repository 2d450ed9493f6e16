"""Reads what an author says beside a quote: the tag ("said Hayes", "she whispered") or a beat ("He shook his head.")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fullcast.parse.lexicon import DELIVERY_OF, NEVER_INVERTED, SPEECH_VERBS, THOUGHT_VERBS, VOICE_ONLY
from fullcast.parse.speakers.mentions import SENTENCE_ENDS, Mention, Token, starts_sentence

Where = Literal["after", "before", "colon"]

_QUIET = frozenset("old young poor little dear good".split())
_SKIP = frozenset(
    "had has then just only also all finally both at last now again never once still almost nearly would could did "
    "not".split()
)
_VOICE = frozenset("voice tone whisper".split())


@dataclass(frozen=True, slots=True)
class Tag:
    """A verb of saying and its subject. `sure` is False where the verb is unknown or the subject a guess."""

    mention: Mention
    verb: str
    where: Where
    sure: bool = True

    @property
    def thinks(self) -> bool:
        """Whether the verb is one of thinking."""
        return self.verb in THOUGHT_VERBS


def tag_after(words: tuple[Token, ...], found: tuple[Mention, ...], *, comma: bool) -> Tag | None:
    """Read a tag that follows a quote; `comma` says that the quote ends with one, so that a tag must follow."""
    if not words:
        return None
    at = 1 if words[0].text in {",", "—", "–"} else 0
    return _inverted(words, found, at) or _direct(words, found, at, comma=comma) or _it_was(words, found)


def _it_was(words: tuple[Token, ...], found: tuple[Mention, ...]) -> Tag | None:
    """Read "It was the harbour master." after a voice that nobody had placed."""
    opens = [w.text.lower() for w in words[:2]] in (["it", "was"], ["it", "is"])
    return (
        Tag(found[0], "was", "after")
        if opens and found and found[0].first == 2 and not found[0].possessive
        else None
    )


def _inverted(words: tuple[Token, ...], found: tuple[Mention, ...], at: int) -> Tag | None:
    verb = words[at].text.lower() if at < len(words) else ""
    if verb not in SPEECH_VERBS or verb in NEVER_INVERTED:
        return None
    for mention in found:
        if mention.first > at + 3:
            return None
        between = [w.text.lower() for w in words[at + 1 : mention.first]]
        plain = all(word.endswith("ly") or word in _QUIET for word in between)  # "said old Tobias"
        if mention.first > at and plain and _can_speak(mention):
            return Tag(mention, verb, "after")
    return None


def _direct(words: tuple[Token, ...], found: tuple[Mention, ...], at: int, *, comma: bool) -> Tag | None:
    mention = next((m for m in found if m.first <= at + 2), None)
    if mention is None or not all(_light(w.text) for w in words[at : mention.first]):
        return None
    after = _apposition_end(words, mention.last)
    if mention.possessive:
        voiced = after < len(words) and words[after].text.lower() in _VOICE
        verb = next(
            (w.text.lower() for w in words[after : after + 4] if w.text.lower() in SPEECH_VERBS), "voice"
        )
        return Tag(mention, verb, "after", sure=verb != "voice") if voiced else None
    for word in words[after : after + 6]:
        text = word.text.lower()
        if text in SPEECH_VERBS:
            return Tag(mention, text, "after") if mention.subject or mention.form == "name" else None
        if text in SENTENCE_ENDS or not (_light(text) or text in {","}):
            break
    if comma and (mention.subject or mention.form == "name"):
        return Tag(mention, "", "after", sure=False)
    return None


def _apposition_end(words: tuple[Token, ...], at: int) -> int:
    """Step over ", the skipper," after a name."""
    if at < len(words) and words[at].text == ",":
        for i in range(at + 2, min(at + 7, len(words))):
            if words[i].text == ",":
                return i + 1
    return at


def _light(word: str) -> bool:
    return word.lower() in _SKIP or word.lower().endswith("ly")


def _can_speak(mention: Mention) -> bool:
    return (
        not mention.possessive
        and mention.gender != "object"
        and not (mention.form == "pronoun" and not mention.subject)
    )


def tag_before(words: tuple[Token, ...], found: tuple[Mention, ...], where: Where) -> Tag | None:
    """Read a tag that leads into a quote: the last sentence's verb of saying and its nearest subject before it."""
    start = last_sentence(words)
    subjects = [m for m in found if m.first >= start and (m.subject or m.form == "name")]
    for i in range(len(words) - 1, start - 1, -1):
        verb = words[i].text.lower()
        if verb not in SPEECH_VERBS | THOUGHT_VERBS:
            continue
        ahead = [m for m in subjects if m.last <= i and not m.possessive and m.subject]
        owners = [
            m for m in found if start <= m.first and m.last <= i and m.possessive and _owns_voice(words, m)
        ]
        if owners and (not ahead or owners[-1].first > ahead[-1].first):
            return Tag(owners[-1], verb, where)
        if ahead:
            return Tag(ahead[-1], verb, where)
        behind = [m for m in subjects if m.first in {i + 1, i + 2} and _can_speak(m)]
        if behind:
            return Tag(behind[0], verb, where)
    voiced = [m for m in found if m.first >= start and m.possessive and _owns_voice(words, m)]
    return Tag(voiced[-1], "voice", where) if voiced else None


def _owns_voice(words: tuple[Token, ...], mention: Mention) -> bool:
    return any(w.text.lower() in _VOICE for w in words[mention.last : mention.last + 3])


def last_sentence(words: tuple[Token, ...]) -> int:
    """Return the index at which the last sentence of `words` starts."""
    for i in range(len(words) - 1, 0, -1):
        if starts_sentence(words, i) and words[i - 1].text in SENTENCE_ENDS and words[i].text[0].isalnum():
            return i
    return 0


def first_subject(words: tuple[Token, ...], found: tuple[Mention, ...]) -> Mention | None:
    """Return the subject of the first sentence: its first mention that is no object."""
    end = next((i for i, w in enumerate(words) if i and w.text in SENTENCE_ENDS), len(words))
    inside = [m for m in found if m.first < end]
    return next((m for m in inside if m.subject), None) or next(
        (m for m in inside if m.possessive and m.first <= 1), None
    )


def last_subject(words: tuple[Token, ...], found: tuple[Mention, ...]) -> Mention | None:
    """Return the subject of the last sentence."""
    start = last_sentence(words)
    inside = [m for m in found if m.first >= start]
    return next((m for m in inside if m.subject), None) or next((m for m in inside if m.possessive), None)


def delivery(words: tuple[Token, ...], verb: str, *, limit: int = 14) -> str | None:
    """Return how a line is said, as the words of its tag tell: the verb, an adverb, or what the voice does."""
    texts = [w.text.lower() for w in words[:limit]]
    end = next((i for i, w in enumerate(texts) if w in {".", "!", "?", "“", '"'}), len(texts))
    texts = texts[:end]
    for i, word in enumerate(texts):
        known = DELIVERY_OF.get(word)
        if known is None or word == verb:
            continue
        voiced = any(w in _VOICE for w in texts[max(0, i - 3) : i + 2])
        if word in VOICE_ONLY and not voiced and not (word == "low" and "in" in texts[max(0, i - 2) : i]):
            continue
        if word.endswith("ly") or voiced:
            return known
    return DELIVERY_OF.get(verb) if verb not in VOICE_ONLY or "voice" in texts else None
