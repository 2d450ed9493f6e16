"""Reads what an author says beside a quote: the tag ("said Hayes", "she whispered") or a beat ("He shook his head.")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fullcast.parse.languages import ENGLISH, Language
from fullcast.parse.lexicon import WEAK_VERBS
from fullcast.parse.speakers.mentions import (
    SENTENCE_ENDS,
    Mention,
    Words,
    ends_sentence,
    open_role,
    role_mention,
    starts_sentence,
)

Where = Literal["after", "before", "colon"]
How = Literal["inverted", "direct", "before", "colon", "apart", "stop", "weak", "weak before", "lead", "bare"]

ORDER: tuple[How, ...] = (
    "inverted", "direct", "before", "colon", "apart", "stop", "weak", "weak before", "lead", "bare",
)  # fmt: skip
"""How a tag is built, the surest first: "said Hayes", "Hayes said", "Hayes said:" in the paragraph, "Hayes said:" in the one
before, "She said" as a new sentence, "Hayes said." before, "Hayes nodded" after and before, "Hayes ...:" without a verb known,
"..., Hayes"."""

SURE = frozenset({"inverted", "direct", "before", "colon"})

_QUIET = frozenset("old young poor little dear good t".split())  # the "t" of "demanda-t-elle"
_SKIP = frozenset(
    "had has then just only also all finally both at last now again never once still almost nearly would could did "
    "not".split()
)
_VOICE = frozenset("voice tone whisper voices tones".split())
_REPLIES = frozenset(
    "reply answer response rejoinder retort comment remark observation verdict question inquiry cry exclamation greeting salutation "
    "words apology explanation suggestion protest warning conclusion opinion thought report ejaculation".split()
)
_HEARD = frozenset("heard hear hears".split())
_BE = frozenset("was were is are came".split())
_NO_VERBS = frozenset(
    "and but while with when where which that then there here this these those like from upon than only even just both were have "
    "been some very was had is are has".split()
)
_PARTICLES = frozenset("in out on up back forth".split())
_PHRASAL = frozenset(
    "put broke cut chimed struck burst joined threw called cried went put puts breaks cuts chimes goes".split()
)
_REACH = 14
"""Words after a quote in which its verb of saying stands."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A verb of saying and its subject; `told` is whom the tag says they speak to."""

    mention: Mention
    verb: str
    where: Where
    how: How
    told: Mention | None = None

    @property
    def sure(self) -> bool:
        """Whether a verb of saying is there, and its subject plain."""
        return self.how in SURE

    @property
    def thinks(self) -> bool:
        """Whether the verb is one of thinking."""
        return self.verb in ENGLISH.thought_verbs


def tag_after(words: Words, found: list[Mention], last: str) -> Tag | None:
    """Read the tag that follows a quote whose last mark is `last`; a role met for the first time is added to `found`."""
    texts, lows, language = words.texts, words.lows, words.language
    start = next((i for i, text in enumerate(texts) if text[0].isalpha() or text == "."), len(texts))
    if start >= len(texts) or texts[start] == ".":
        return None
    capital = texts[start][0].isupper()
    opens = last in ",?!-—–…" or (
        start > 0 and texts[0] in {",", "—", "–"}
    )  # so that a tag may go on in small letters
    if last == "." and capital and not _speaks_first(words, start):
        return _it_was(words, found)
    owner = _owner_of_reply(words, found, start + 1, 4) if lows[start] in _BE else None
    if owner is not None:
        return Tag(owner, "replied", "after", "inverted")
    end = _clause_end(words, start)
    inside = [m for m in found if start <= m.first < end and _can_speak(m)]
    verb, strong = _verb(words, start, min(end, start + _REACH))
    if opens and not capital and (verb != start or lows[start] in language.never_inverted or not strong):
        unknown = _unknown_verb(words, inside, start)
        if unknown is not None:
            known = lows[start].endswith("ed") or language.says(lows[start])
            return _tag(unknown, lows[start], "after", "inverted" if known else "bare", found)
    if verb == start and strong and (lows[verb] not in language.never_inverted or lows[verb] in _PHRASAL):
        after = _after_verb(words, found, verb)
        if after is not None:
            return _tag(after, lows[verb], "after", "inverted", found, verb)
    if verb >= 0:
        told = _with_verb(words, inside, start, verb, strong=strong, capital=capital, last=last)
        if told is not None:
            how: How = told[1]
            return _tag(told[0], lows[verb], "after", how, found, verb)
    acting = inside[0] if inside and inside[0].first == start and inside[0].form != "pronoun" else None
    if opens and acting is not None and acting.last < end and lows[acting.last].endswith("ed"):
        return Tag(
            acting, lows[acting.last], "after", "direct" if last == "," else "weak"
        )  # "the Baron vociferated"
    voiced = _voiced(words, found, start)
    if voiced is not None:
        return voiced
    if last == ",":
        near = [m for m in inside if m.first <= start + 5]
        if near:
            return Tag(near[0], "", "after", "bare")
    return None


def _owner_of_reply(words: Words, found: list[Mention], at: int, reach: int) -> Mention | None:
    """Return whose reply or voice is told of, near the token `at` ("Hayes's curt reply", "her answer")."""
    for mention in found:
        if mention.first >= at and mention.first < at + reach and mention.possessive:
            near = words.lows[mention.last : mention.last + 3]
            if any(low in _REPLIES or low in _VOICE for low in near):
                return mention
    return None


def _speaks_first(words: Words, start: int) -> bool:
    """Say whether the new sentence after a full quote may still be its tag ("He said it twice.", "Said Hayes")."""
    return any(words.language.says(low) or low in _VOICE for low in words.lows[start : start + 4])


def _clause_end(words: Words, start: int) -> int:
    texts = words.texts
    for i in range(start, len(texts)):
        if texts[i] in {";", ":"} or ends_sentence(texts, i):
            return i
    return len(texts)


def _verb(words: Words, start: int, end: int) -> tuple[int, bool]:
    """Return where the first verb of saying stands and True, else the first weak one and False; -1 where there is none."""
    lows, language = words.lows, words.language
    weak_verbs = WEAK_VERBS if language is ENGLISH else language.weak_verbs
    weak = -1
    for i in range(start, end):
        low = lows[i]
        if language.says(low) or language.thinks(low):
            return i, True
        if low in _PHRASAL and i + 1 < len(lows) and lows[i + 1] in _PARTICLES:
            return i, True
        if weak < 0 and low in weak_verbs:
            weak = i
    return weak, False


def _unknown_verb(words: Words, inside: list[Mention], start: int) -> Mention | None:
    """Return the subject right after an unknown verb that follows the quote ("prattled Hayes")."""
    low, language = words.lows[start], words.language
    small = len(low) < 4 or low in _NO_VERBS or low in language.prepositions or low in language.determiners
    if small or low.endswith(("ing", "ly")):
        return None
    return next(
        (
            m
            for m in inside
            if m.first <= start + 3 and m.form != "pronoun" and _leads_to_name(words, start + 1, m)
        ),
        None,
    )


def _after_verb(words: Words, found: list[Mention], verb: int) -> Mention | None:
    """Return the subject that stands after its verb ("said old Tobias", "put in Lucy"), also one whose noun no list knows."""
    lows = words.lows
    at = verb + 1
    particle = lows[verb] in _PHRASAL and at < len(lows) and lows[at] in _PARTICLES
    if particle:
        at += 1
    for mention, following in zip(found, [*found[1:], None], strict=False):
        if mention.first < at:
            continue
        if mention.first > at + 3:
            break
        able = _can_speak(mention) or (particle and mention.after in _PARTICLES and not mention.possessive)
        if able and _leads_to_name(words, at, mention):
            return following if following is not None and _names(words, mention, following) else mention
        if mention.first == at and mention.form == "name" and mention.possessive:
            kin = _owned_role(words, mention)
            if kin is not None:
                found[:] = sorted([*found, kin], key=lambda m: m.start)
                return kin
    role = open_role(words, at)
    if role is None:
        return None
    if role.head == "voice" and role.last < len(lows) and lows[role.last] == "of":
        owner = next((m for m in found if role.last < m.first <= role.last + 3), None)
        if owner is not None:
            return owner
    found[:] = sorted(
        [*(m for m in found if not role.first <= m.first < role.last), role], key=lambda m: m.first
    )
    return role


def _names(words: Words, role: Mention, name: Mention) -> bool:
    """Say whether a name right after a role means the same person ("the poet Syme", not "the man Syme had seen")."""
    if role.form != "role" or name.form != "name" or name.first != role.last or name.possessive:
        return False
    after = words.lows[name.last] if name.last < len(words) else "."
    return after not in _SKIP and after not in _BE and not after.endswith("ed")


def _owned_role(words: Words, owner: Mention) -> Mention | None:
    """Return the role that somebody's name opens ("Hayes's brother")."""
    lows = words.lows
    last = next(
        (i for i in range(owner.last, min(owner.last + 3, len(lows))) if lows[i] in words.language.roles),
        None,
    )
    if last is None or not all(lows[i].isalpha() for i in range(owner.last, last)):
        return None
    return role_mention(words, owner.last - 1, last)


def _leads_to_name(words: Words, at: int, mention: Mention) -> bool:
    """Say whether only an adverb or what describes somebody stands before the mention ("old", "the irrepressible")."""
    between = words.lows[at : mention.first]
    if mention.first < at:
        return False
    if all(low.endswith("ly") or low in _QUIET for low in between):
        return True
    if between[0] not in words.language.determiners or mention.form != "name":
        return False
    return all(low[0].isalpha() and low not in words.language.prepositions for low in between[1:])


def _with_verb(
    words: Words, inside: list[Mention], start: int, verb: int, *, strong: bool, capital: bool, last: str
) -> tuple[Mention, How] | None:
    """Return the subject of the verb at `verb` and how sure the tag is."""
    ahead = [m for m in inside if m.last <= verb]
    if ahead:
        heard = any(
            low in _HEARD for low in words.lows[ahead[0].last : ahead[-1].first]
        )  # "he heard Anna say"
        subject = ahead[0] if (ahead[0].first == start or len(ahead) == 1) and not heard else ahead[-1]
        if capital and subject.first != start and not _light(words.lows[start : subject.first]):
            return None
        apart = capital and (subject.form != "name" or last == ".") and subject.gender != "self"
        return subject, "weak" if not strong else "apart" if apart else "direct"
    behind = next((m for m in inside if verb < m.first <= verb + 3), None)
    if behind is None or not strong or words.lows[verb] in words.language.never_inverted:
        return None
    return behind, "inverted"


def _light(lows: Sequence[str]) -> bool:
    return all(low in _SKIP or low.endswith("ly") for low in lows)


def _voiced(words: Words, found: list[Mention], start: int) -> Tag | None:
    """Read a tag by its voice: "Hayes's voice was flat.", "his voice said"."""
    mention = next((m for m in found if m.first <= start + 2), None)
    if (
        mention is None
        or not mention.possessive
        or not any(low in _VOICE for low in words.lows[mention.last : mention.last + 3])
    ):
        return None
    verb = next((low for low in words.lows[mention.last : mention.last + 5] if words.language.says(low)), "")
    return Tag(mention, verb or "voice", "after", "direct" if verb else "weak")


def _it_was(words: Words, found: list[Mention]) -> Tag | None:
    """Read "It was the harbour master." after a voice that nobody had placed."""
    opens = words.lows[:2] in (["it", "was"], ["it", "is"])
    if opens and found and found[0].first == 2 and not found[0].possessive:
        return Tag(found[0], "was", "after", "direct")
    return None


def _can_speak(mention: Mention) -> bool:
    return mention.subject and not mention.possessive


def _tag(
    mention: Mention, verb: str, where: Where, how: How, found: list[Mention], at: int | None = None
) -> Tag:
    """Make a tag; who stands after its verb with "to" before is told ("said Hayes to the captain")."""
    if at is None:
        return Tag(mention, verb, where, how)
    told = next(
        (
            m
            for m in found
            if m is not mention and at < m.first <= at + 6 and not m.subject and not m.possessive
        ),
        None,
    )
    return Tag(mention, verb, where, how, told)


def tag_before(words: Words, found: list[Mention], where: Where) -> Tag | None:
    """Read a tag that leads into a quote: the last sentence's verb of saying and its subject."""
    texts, lows = words.texts, words.lows
    end = len(texts) - 1
    if end < 0 or texts[end] in "!?;)":
        return None
    stop = texts[end] == "." and ends_sentence(texts, end)
    if stop:
        end -= 1
    leads = end >= 0 and texts[end] in {",", ":"}
    while end >= 0 and not texts[end][0].isalnum():
        end -= 1
    start = end
    while start >= 0 and not ends_sentence(texts, start):
        start -= 1
    start += 1
    inside = [m for m in found if start <= m.first <= end]
    verb = next((i for i in range(end, start - 1, -1) if _verb(words, i, i + 1)[1]), -1)
    strong = verb >= 0
    if stop and verb < end - 3:
        return None
    if not strong:
        verb = next(
            (i for i in range(end, start - 1, -1) if words.language is ENGLISH and lows[i] in WEAK_VERBS), -1
        )
    if verb >= 0:
        subject = _subject_before(words, inside, verb)
        if subject is not None:
            how: How = (
                "weak before" if not strong else "stop" if stop else "colon" if where == "colon" else "before"
            )
            return _tag(subject, lows[verb], where, how, inside, verb)
    tells = _VOICE | _REPLIES if any(low in _BE for low in lows[max(start, end - 3) : end + 1]) else _VOICE
    voiced = [m for m in inside if m.possessive and any(low in tells for low in lows[m.last : m.last + 3])]
    if voiced:
        return Tag(voiced[-1], "voice", where, "before")
    if leads and not stop:
        able = [m for m in inside if _can_speak(m)]
        leading = [m for m in able if m.leads]
        if able:
            return Tag(leading[-1] if leading else able[0], "", where, "lead")
    return None


def _subject_before(words: Words, inside: list[Mention], verb: int) -> Mention | None:
    """Return who does what the verb at `verb` says: the nearest before it, or the clause's first if a comma parts the two."""
    lows = words.lows
    owners = [
        m
        for m in inside
        if m.last <= verb
        and m.possessive
        and (any(w in _VOICE for w in lows[m.last : m.last + 3]) or lows[m.last].endswith("ing"))
    ]
    ahead = [m for m in inside if m.last <= verb and _can_speak(m)]
    if owners and (not ahead or owners[-1].first > ahead[-1].first):
        return owners[-1]
    if not ahead:
        return next((m for m in inside if verb < m.first <= verb + 2 and _can_speak(m)), None)
    nearest = ahead[-1]
    if verb - nearest.last <= (4 if nearest.form == "pronoun" else 1):
        return nearest
    leading = [m for m in ahead if m.leads]
    if leading and leading[-1] is not nearest:
        parted = "," in words.texts[leading[-1].last : nearest.first]
        if parted or verb - nearest.last > 8:
            return leading[-1]
    return nearest


def last_sentence(words: Words) -> int:
    """Return the index at which the last sentence of `words` starts."""
    texts = words.texts
    for i in range(len(texts) - 1, 0, -1):
        if texts[i - 1] in SENTENCE_ENDS and texts[i][0].isalnum() and starts_sentence(texts, i):
            return i
    return 0


def last_subject(words: Words, found: list[Mention]) -> Mention | None:
    """Return the subject of the last sentence."""
    start = last_sentence(words)
    inside = [m for m in found if m.first >= start]
    return next((m for m in inside if m.subject), None) or next((m for m in inside if m.possessive), None)


def delivery(lows: Sequence[str], verb: str, language: Language = ENGLISH, *, limit: int = 14) -> str | None:
    """Return how a line is said, as the words of its tag tell: the verb, an adverb, or what the voice does."""
    lows = lows[:limit]
    end = next((i for i, low in enumerate(lows) if low in {".", "!", "?", "“", '"'}), len(lows))
    lows = lows[:end]
    for i, low in enumerate(lows):
        known = language.deliveries.get(low)
        if known is None or low == verb:
            continue
        voiced = any(w in _VOICE for w in lows[max(0, i - 3) : i + 2])
        if (
            low in language.voice_only
            and not voiced
            and not (low == "low" and "in" in lows[max(0, i - 2) : i])
        ):
            continue
        if low.endswith("ly") or voiced:
            return known
    return language.deliveries.get(verb) if verb not in language.voice_only or "voice" in lows else None


__all__ = ["ORDER", "SURE", "Tag", "delivery", "last_sentence", "last_subject", "tag_after", "tag_before"]
