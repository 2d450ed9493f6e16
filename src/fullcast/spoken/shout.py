"""Capitals. Engines spell some words in capitals letter by letter, so that shouting and headings become words."""

from __future__ import annotations

import re

from fullcast.spoken.initialisms import READ_AS_WORDS, SPELT, WORDS
from fullcast.spoken.roman import value
from fullcast.spoken.rule import PLACEHOLDER, Topic, rule

_SHORT = frozenset(
    "NO YES YOU THE AND NOT ME MY WE HE SHE HIS HER HIM ALL ANY ARE BUT CAN DID DO FOR GET GO GOT HAD HAS HOW IF IN IS "
    "ITS LET MAN MAY NEW NOW OF OFF OH OLD ON ONE OR OUR OUT OWN RUN SAY SEE SO TOO TWO TO TRY UP USE WAS WAY WHO WHY YET "
    "AH AM AN AS AT AX BAD BE BED BIG BOY BY CAR CRY CUT DAD DAY DEAD DIE DOG EAR EAT END EVEN EYE FAR FIX FUN GUN GUY HA "
    "HEY HIT HOT JOB JOY KEY LIE LOT LOW MAD MEN MOM MUM NAY NOR ODD OW PAY PUT RED SAD SIR SIT SON SUN TEN TOP WAR WET WIN "
    "WON YEA YEP NAH UGH AHA BAH BOO FIRE HELP STOP WAIT AM BANG BUS COP DOES DON FEW GOD HOLD IRE MIX ASK ACT ADD AGE AGO AID "
    "AIM AIR ARM ART BAG BAN BAR BAT BEG BET BIT BOX BUY CAN CAP CAT COW CUP DUE EGG FAN FAT FEE FIT FLY FOX GAS GAP HAT ICE "
    "ILL INK JAM KID KIN KIT LAW LAY LEG LET LID LIP LOG MAP MET MUD NET NIL NUT OAK OAR OIL PAN PEN PET PIE PIG PIN PIT POT "
    "RAG RAN RAT RAW RAY RID ROB ROD ROW RUB SAT SEA SET SEW SHY SIN SIP SIX SKY SLY SPY TAX TEA TIE TIP TOE TOY VAN VOW WAX "
    "WEB WED WIT YOUR ZIP ZOO HUH HMM SHH PSST BRR GRR PFFT IT US HERE".split()
) - {"IT", "US"}
"""Words of a few letters that are shouted alone ("He said NO"); others may be initials."""

_AMBIGUOUS = frozenset(
    "US IT AM AID PA MA WHO IS AD UN SAT RIP PI TA OD DI CO MI MIA IRA EST LED PART".split()
)
"""Initialisms that are words in a shout."""

_INITIALS = (SPELT | READ_AS_WORDS | WORDS) - _AMBIGUOUS

_VOWEL = re.compile("[AEIOUYÀ-ÖØ-Þ]")
_HARD = re.compile(
    r"[BCDFGHJKLMNPQRSTVWXZ]{5}|\A(?:[BCDFGJKPQTVXZ][CDFGJKPQTVXZ]|[LMNRW][BCDFGJKLMNPQSTVXZ])|(?:[BCDFGHJKPQVZ][DFGJVQ]|[JQV])\Z"
)
_WORDLESS = frozenset("HMM HMMM SHH SHHH PSST BRR GRR PFFT TSK MMM NTH MR MRS DR ST".split())
_HONOURS = re.compile(
    r"(?:Mister|Missus|Miz|Doctor|Saint|Captain|Colonel|Sergeant|Lieutenant|Reverend|Professor|General) \Z"
)
_BEGINS = re.compile(r"(?:\A|[.!?…]|\A[^\w.!?]{1,8})[\s\"”’“‘(\[—–*_]{0,8}\Z")

_WORD = r"(?:[A-ZÀ-ÖØ-Þ]{2,40}(?:[’'][A-ZÀ-ÖØ-Þ]{1,3})?|[A-ZÀ-Þ][’'][A-ZÀ-Þ]{1,30}|[AIO])"
_TOKEN = re.compile(
    rf"(?<![^\W_])(?<![{PLACEHOLDER}.]){_WORD}(?![^\W_{PLACEHOLDER}]|\.\w|[’'][a-z])(?![{PLACEHOLDER}])"
)
_GAP = r"[ ,;:!?.…“”‘’\"'()—–*_-]"
_RUN = rf"(?<![^\W_])(?<![{PLACEHOLDER}.]){_WORD}(?:{_GAP}{{1,4}}{_WORD}){{0,200}}(?![^\W_{PLACEHOLDER}]|\.\w|[’'][a-z])(?![{PLACEHOLDER}])"


def _kept(word: str, *, loud: bool) -> bool:
    """Tell whether capitals are letters here: known initialisms, and what nobody could say as a word."""
    if word in WORDS or (len(word) > 1 and set(word) <= set("IVX") and value(word)):
        return True
    if loud and word in _AMBIGUOUS:
        return False
    if word in SPELT or word in READ_AS_WORDS:
        return True
    plain = word.replace("’", "").replace("'", "")
    if plain in _WORDLESS:
        return False
    if not _VOWEL.search(plain):
        return True
    if loud:
        return False
    return (word not in _SHORT and len(plain) < 4) or bool(_HARD.search(plain))


def _loud(found: re.Match[str]) -> bool:
    """Tell whether a run of capital words is a shout: two of them, or one that is all there is."""
    words = [token[0] for token in _TOKEN.finditer(found[0]) if len(token[0]) > 1]
    plain = [word for word in words if word not in _INITIALS]
    alone = found.end() - found.start() == len(found.string) > 3
    return bool(plain) and (len(words) > 1 or alone)


def _run(found: re.Match[str]) -> str:
    loud = _loud(found)

    def say(token: re.Match[str]) -> str:
        word, at = token[0], found.start() + token.start()
        led = found.string[max(0, at - 24) : at]
        first = bool(_BEGINS.search(led))
        if len(word) == 1:
            return "a" if word == "A" and loud and not first else word
        if _kept(word, loud=loud):
            return word
        if word[:2] in {"I'", "I’"}:
            return "I" + word[1:].lower()
        return word.capitalize() if first or _HONOURS.search(led) else word.lower()

    return _TOKEN.sub(say, found[0])


SHOUT = Topic("shout", re.compile("[A-ZÀ-ÖØ-Þ]{2}|[A-Z][’'][A-Z]"), (rule("capitals", _RUN, _run),))
