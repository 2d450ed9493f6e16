"""Parts speech from the tags a narrator puts into it: between dashes ("—Sí —dijo él—, lo sé."), or between commas
alone, as French does inside its marks too ("« Oui, dit-il, je sais. »").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fullcast.parse.languages.table import Language

_JOINT = re.compile(r"(?P<dash>[—–―]|--+|(?<=\s)-(?=\s))|[,!?.…»”\"](?=\s)")
_DASH = re.compile(r"[—–―]|--+|(?<=\s)-(?=\s)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_PART = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"[,.;:!?…»”\"—–―]|--")
_SPEECH_START = re.compile(r"[\w¿¡«“„\"‘]")
_FINISHED = '.!?…»”"'
_NEAR = 80
"""Code points that can hold a tag's verb and its subject."""


def spoken(text: str, start: int, end: int, language: Language, *, marked: bool) -> Iterator[tuple[int, int]]:
    """Yield the parts of `text[start:end]`, which opens with speech, that are spoken; the rest is the narrator's.

    `marked` says that quotation marks stand around it all: a dash parts nothing but a tag then, and what follows one is
    speech.
    """
    while start < end:
        stop, resumed = _cut(text, start, end, language, marked=marked)
        yield start, stop
        start = resumed


def _cut(text: str, start: int, end: int, language: Language, *, marked: bool) -> tuple[int, int]:
    """Return where the speech that begins at `start` stops, and where speech begins again."""
    first = _SPEECH_START.search(text, start, end)
    for joint in _JOINT.finditer(text, first.start() if first else start, end):
        i = joint.start()
        if joint["dash"]:
            if marked and not _names_speaker(text, joint.end(), end, language):
                continue
            if _dash_opens(text, i, joint.end(), end, language):
                return _before(text, start, i), _after_dash(text, joint.end(), end)
            if (
                language.run_on_dashes
                and _finished(text, i)
                and text[joint.end() : joint.end() + 1].isspace()
            ):
                return _before(text, start, i), i
        elif _tag_opens(text, joint.end(), end, language):
            return joint.end(), _after_tag(text, joint.end(), end, language, marked=marked)
    return end, end


def _before(text: str, start: int, stop: int) -> int:
    while stop > start + 1 and text[stop - 1].isspace():
        stop -= 1
    return stop


def _finished(text: str, i: int) -> bool:
    return text[max(0, i - 3) : i].rstrip()[-1:] in tuple(_FINISHED)


def _clause(text: str, at: int, end: int) -> tuple[list[str], int]:
    """Return the words of the clause at `at`, as far as a tag's beginning reaches, and where the clause ends."""
    stop = _CLAUSE_END.search(text, at, min(end, at + _NEAR))
    limit = stop.start() if stop else min(end, at + _NEAR)
    return _WORD.findall(text[at:limit])[:6], limit


# --- tags between dashes -------------------------------------------------------------------------------


def _dash_opens(text: str, i: int, after: int, end: int, language: Language) -> bool:
    """Say whether the dash `text[i:after]`, with speech before it, lets the narrator speak."""
    words, _ = _clause(text, after, end)
    if not words:
        return False
    low = [word.lower() for word in words]
    before = text[max(0, i - 3) : i].rstrip()[-1:]
    says = any(language.says(word) or language.thinks(word) for word in low[:3])
    if not words[0][0].islower():
        return before in tuple(_FINISHED) and (says or _is_beat(text, after, end, language))
    if says or not language.speech_verbs or low[0].endswith(language.past_endings or ("\0",)):
        return True
    if language.direct & _parts(low) or not language.dashes:
        return before in {",", *_FINISHED} and language.pronouns.get(low[0], ("", ""))[1] == "subject"
    if before in {",", *_FINISHED}:
        return True
    hugs = text[i - 1 : i].isspace() and not text[after : after + 1].isspace()
    return hugs and low[0] not in language.determiners and low[0] not in language.prepositions


def _names_speaker(text: str, at: int, end: int, language: Language) -> bool:
    """Say whether a dash inside quotation marks opens a tag all the same ("«Sí —dijo él—, lo sé»")."""
    words, _ = _clause(text, at, end)
    return bool(words) and words[0].islower() and any(language.says(word.lower()) for word in words[:2])


def _is_beat(text: str, at: int, end: int, language: Language) -> bool:
    """Say whether what a dash opens with a capital letter is what somebody does ("—No sé. —Se encogió de hombros.")."""
    if not language.dashes or language.run_on_dashes:
        return False
    closing = _DASH.search(text, at, end)
    stop = closing.start() if closing else end
    clause = text[max(at, stop - 4 * _NEAR) : stop].strip()
    return bool(clause) and clause[-1] not in "?!" and not language.direct & _parts([clause.lower()])


def _parts(words: list[str]) -> set[str]:
    return {part for word in words for part in _PART.findall(word)}


def _after_dash(text: str, at: int, end: int) -> int:
    """Return where speech goes on after a tag that a dash opened: after the next dash, if words follow it."""
    closing = _DASH.search(text, at, end)
    first = _SPEECH_START.search(text, closing.end(), end) if closing else None
    return first.start() if first else end


# --- tags between commas ---------------------------------------------------------------------------------


def _tag_opens(text: str, at: int, end: int, language: Language) -> bool:
    """Say whether the clause at `at`, after a comma or a stop, is a tag: a verb of saying and its subject."""
    words, stop = _clause(text, at, end)
    if not words or not language.speech_verbs:
        return False
    low = [word.lower() for word in words]
    if not language.inner_tags:
        if language.dashes:
            return False  # Polish and Russian part every tag by dashes
        return _subject_first(words, low, language) or _verb_first(words, low, language)
    skipped = 1 if low[0] in language.clitics and len(words) > 1 else 0
    if low[0] in {"ne", "se"}:
        skipped = 1
    words, low = words[skipped:], low[skipped:]
    if len(words) == 1 and stop < end and text[stop] in ",.:;!?…":
        return words[0][0].islower() and _is_verb(low[0], language)
    return _verb_first(words, low, language)


def _is_verb(word: str, language: Language) -> bool:
    bare = language.bare(word)
    known = bare in language.speech_verbs or bare in language.thought_verbs
    return known and bare not in language.never_inverted


def _verb_first(words: list[str], low: list[str], language: Language) -> bool:
    if not words or not words[0][0].islower() or not _is_verb(low[0], language):
        return False
    if language.inner_tags and "-" in low[0]:
        return True
    if len(words) < 2:
        return False
    return (
        words[1][0].isupper()
        or low[1] in language.determiners
        or low[1] in language.prepositions
        or language.pronouns.get(low[1], ("", ""))[1] == "subject"
        or low[1].replace("’", "'").partition("'")[0] in language.determiners
    )


def _subject_first(words: list[str], low: list[str], language: Language) -> bool:
    """Say whether a clause begins "he said" or "Stephen Dedalus said"."""
    if len(words) < 2:
        return False
    if language.pronouns.get(low[0], ("", ""))[1] == "subject":
        return low[1] in language.speech_verbs
    if not words[0][0].isupper() or words[0] in language.not_names:
        return False
    named = next((i for i, word in enumerate(words) if not word[0].isupper()), len(words))
    return named < min(len(words), 4) and low[named] in language.speech_verbs - language.weak_verbs


def _after_tag(text: str, at: int, end: int, language: Language, *, marked: bool) -> int:
    """Return where speech goes on after the tag at `at`: with the next clause, or where somebody is spoken to again."""
    words, _ = _clause(text, at, end)
    myself = any(
        language.pronouns.get(part, ("", ""))[0] == "self" for part in _parts([w.lower() for w in words])
    )
    stop = _CLAUSE_END.search(text, at, end)
    while stop is not None:
        first = _SPEECH_START.search(text, stop.end(), end)
        if first is None:
            return end
        if stop.group() in {"»", "”", '"'}:
            stop = _CLAUSE_END.search(text, stop.end(), end)
        elif stop.group() in {",", ";"}:
            following, _ = _clause(text, first.start(), end)
            if not following or following[0].lower() not in language.manner:
                return first.start()
            stop = _CLAUSE_END.search(text, first.start(), end)
        elif stop.group() in {".", "!", "?", "…"}:
            return first.start() if marked else _direct(text, first.start(), end, language, myself=myself)
        else:
            return first.start()
    return end


_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")


def _direct(text: str, at: int, end: int, language: Language, *, myself: bool) -> int:
    """Return where the first sentence begins that somebody says and no narrator: a question, or one with "you" in it."""
    for sentence in _SENTENCE.finditer(text, at, end):
        words = set() if myself else _parts([sentence.group().lower()])
        if sentence.group()[-1] in "?!" or words & language.direct:
            first = _SPEECH_START.search(text, sentence.start(), end)
            return first.start() if first else end
    return end
