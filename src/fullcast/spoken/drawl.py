"""How people talk: stutters and words drawn out."""

from __future__ import annotations

import re

from fullcast.spoken.rule import LEFT, RIGHT, Topic, rule

_DOUBLED = frozenset(
    "good food look cool see need feel too soon book hello hell tell all well ill will kill shall ball fall call hall off "
    "sorry hurry boo ooh hmm shh brr grr eek free sleep sweet keep deep week been seen freeze wheel feet meet street "
    "yippee whee wee room moon fool school stool took wood stood tree three agree really still yell bell smell full pull miss "
    "kiss pass boss less bless loss yoo hoo woo tomorrow happy funny silly bloody pretty little better coffee beer door poor "
    "creepy spooky goodbye goodnight oops whoops bee knee teeth green queen screen meow woof moo loo zoo ass mess guess cross "
    "add odd egg ahh ohh zzz psst class glass grass hiss bass fuzz buzz jazz dull bull wall small tall hill chill bill nooky".split()
)
_WHOLE = frozenset("d-day h-hour v-v b-boy t-totaller c-class a-a".split())
_LONG = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
_RUNS = "|".join(3 * letter for letter in "abcdefghijklmnopqrstuvwxyz")


def _stutter(found: re.Match[str]) -> str:
    """Say W-w-wait as "Wuh, wuh, wait": a vowel is said as it is, a consonant with a short vowel."""
    piece, word = found["piece"], found["word"]
    if f"{piece}-{word}".lower() in _WHOLE or (
        piece.isupper() and word[0].isupper() and len(word) < 4 and word not in {"I", "No"}
    ):
        return found[0]
    if len(piece) == 1 and piece.isupper() and word[:1].isupper() and not word[1:].islower() and word != "I":
        return found[0]
    pieces = found["pieces"].rstrip("-").split("-")
    return ", ".join([*(each if each[-1].lower() in "aeiou" else each + "uh" for each in pieces), word])


def _drawn(found: re.Match[str]) -> str:
    """Say Nooooo as "No", goooood as "good"; what has no vowel keeps two letters (hmm, shh)."""
    word = found[0]
    if word.lower().startswith("www") or set(word.lower()) <= set("ivxlcdm"):
        return word
    short = _LONG.sub(_double, word)
    if not set(word.lower()) & set("aeiouy"):
        return short
    if short.lower() in _DOUBLED:
        return short
    one = _LONG.sub(r"\1", word)
    for each in _ways(word):
        if each.lower() in _DOUBLED:
            return each
    return one


def _double(run: re.Match[str]) -> str:
    return run[1] + (run[1] if run[0].isupper() else run[1].lower())


def _ways(word: str) -> tuple[str, ...]:
    """Give the spellings in which the first or the last run is double and the others single."""
    runs = list(_LONG.finditer(word))
    if len(runs) != 2:
        return ()
    first, second = runs
    head, middle, tail = word[: first.start()], word[first.end() : second.start()], word[second.end() :]
    return (
        f"{head}{first[1] * 2}{middle}{second[1]}{tail}",
        f"{head}{first[1]}{middle}{second[1] * 2}{tail}",
    )


_STUTTER = (
    rf"{LEFT}(?<![-’'])(?P<pieces>(?P<piece>[A-Za-z]|[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{{1,2}})-(?:(?i:(?P=piece))-){{0,6}})"
    rf"(?P<word>(?i:(?P=piece))[A-Za-z]{{1,24}}|(?<=-)I(?=[ ’'.,!?—…-]|\Z)(?<=I-I)){RIGHT}"
)

DRAWL = Topic(
    "drawl",
    re.compile(r"-(?=[A-Za-z])|([A-Za-z])(?i:\1\1)"),
    (
        rule("stutter", _STUTTER, _stutter),
        rule("drawn out", rf"{LEFT}(?=[A-Za-z]{{0,30}}?(?i:{_RUNS}))[A-Za-z]{{3,120}}(?![^\W_])", _drawn),
    ),
)
