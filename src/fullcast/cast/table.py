"""The table of the cast, as `fullcast cast` prints it, and as entries of voices.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fullcast.cast.say import NARRATOR, cast_name, is_doubted, is_speech, own_voice
from fullcast.model import Cast, Tagged, Utterance, Voice
from fullcast.words import count_words, fold

UNNAMED = "UNNAMED"
"""The row of speech that nobody can be named for."""

UNCERTAIN = "UNCERTAIN"
"""The row of lines too uncertain to be said in their speaker's voice."""

_NOBODY = (NARRATOR, UNNAMED, UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `fullcast cast`: somebody, how much they say (`share` of all words, 0-1), their voice."""

    name: str
    lines: int
    words: int
    share: float
    gender: str | None
    aliases: tuple[str, ...]
    sample: str
    voice: Voice


def rows(tagged: Tagged, cast: Cast) -> tuple[Row, ...]:
    """List the narrator, everybody who speaks, most words first, and last the speech of nobody known for sure."""
    by_name: dict[str, list[Utterance]] = {}
    for chapter in tagged.chapters:
        for utterance in chapter:
            by_name.setdefault(_row_name(utterance, cast), []).append(utterance)
    total = sum(count_words(utterance.text) for chapter in tagged.chapters for utterance in chapter) or 1
    table = [_row(name, utterances, total, cast) for name, utterances in by_name.items()]
    return tuple(sorted(table, key=_row_order))


def _row_order(row: Row) -> tuple[int, int]:
    return ({NARRATOR: 0, UNNAMED: 2, UNCERTAIN: 3}.get(row.name, 1), -row.words)


def _row_name(utterance: Utterance, cast: Cast) -> str:
    if not is_speech(utterance):
        return NARRATOR
    if is_doubted(utterance, cast):
        return UNCERTAIN
    return cast_name(utterance, cast) or UNNAMED


def _row(name: str, utterances: Sequence[Utterance], total: int, cast: Cast) -> Row:
    character = cast.characters.get(name)
    words = sum(count_words(utterance.text) for utterance in utterances)
    return Row(
        name=name,
        lines=len(utterances),
        words=words,
        share=words / total,
        gender=character.gender if character else None,
        aliases=character.aliases if character else (),
        sample=_sample(utterances),
        voice=own_voice(utterances[0], cast),
    )


def _sample(utterances: Sequence[Utterance]) -> str:
    """Give the first line long enough to know somebody by, or the longest, cut to 72 characters."""
    texts = [" ".join(utterance.text.split()) for utterance in utterances]
    text = next((text for text in texts if count_words(text) >= 5), max(texts, key=len))
    return text if len(text) <= 72 else text[:71].rstrip() + "…"


def entries(table: Iterable[Row]) -> dict[str, dict[str, object]]:
    """Give the table as entries of voices.yaml's cast; another name that two people have is left out."""
    people = [row for row in table if row.name not in _NOBODY]
    claims = Counter(fold(name) for row in people for name in {row.name, *row.aliases})
    return {row.name: _keys(row, claims) for row in people}


def _keys(row: Row, claims: Mapping[str, int]) -> dict[str, object]:
    base, own, _ = row.voice.name.partition(" (")
    keys: dict[str, object] = {"voice": base}
    if own:
        keys |= {"rate": row.voice.rate, "pitch": row.voice.pitch}
    if aliases := [alias for alias in row.aliases if claims[fold(alias)] == 1]:
        keys["aliases"] = aliases
    if row.gender is not None:
        keys["gender"] = row.gender
    return keys
