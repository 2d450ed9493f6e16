"""What is said for what is written: the tables of cases/, and what always holds."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.spoken.languages import TOPICS
from fullcast.spoken.normal import RULES, normal, plain

CASES = Path(__file__).parent / "cases"
DRAWN = re.compile(r"(.)\1\1")
SAID = frozenset("vs ecc etc i v x h m p b c d".split())
LANGUAGES = frozenset("da de es fr it pl pt ru".split())


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield (file, written, spoken) of every row; a row of one column stays as it is."""
    for path in sorted(CASES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                written, _, spoken = line.partition("\t")
                yield path.stem, written, spoken or written


ROWS = list(rows())


def said(topic: str, written: str) -> str:
    return normal(written, topic if topic in LANGUAGES else "en", heading=topic == "headings")


@pytest.mark.parametrize(
    ("topic", "written", "spoken"), ROWS, ids=[f"{topic}: {written}" for topic, written, _ in ROWS]
)
def test_the_table(topic: str, written: str, spoken: str) -> None:
    assert said(topic, written) == spoken


@pytest.mark.parametrize(
    ("topic", "written"), [row[:2] for row in ROWS], ids=[f"{row[0]}: {row[1]}" for row in ROWS]
)
def test_what_is_said_is_said_again(topic: str, written: str) -> None:
    once = said(topic, written)
    assert said(topic, once) == once


# --- what always holds -----------------------------------------------------------------------------------

WORDS = st.from_regex(r"[a-z]{1,12}", fullmatch=True).filter(
    lambda word: not DRAWN.search(word) and word not in SAID
)
"""Words that are no abbreviation, no Roman numeral, not in capitals and not drawn out."""

SPOKEN_FOR = st.characters(min_codepoint=0xE000, max_codepoint=0xF8FF)


@settings(deadline=None)
@given(
    st.lists(st.one_of(WORDS, WORDS.map(str.capitalize)), min_size=1, max_size=12),
    st.sampled_from([*LANGUAGES, "en"]),
)
def test_plain_words_come_through_in_order(words: list[str], language: str) -> None:
    text = " ".join(words)
    assert normal(text, language).split() == words


PIECES = st.sampled_from(
    "1 12 1815 1,000 3.14 ½ 3:30 5% $5 £3 10s. 6d. - – — . .. ... , ; : ! ? ’ ' \" “ ” ( ) [1] & + = @ # * _ § † ° × / "
    "I II XIV V X Mr. Mrs. Dr. St. No. p. pp. etc. e.g. Jr. Co. U.S. F.B.I. A. B. Henry Louis Chapter King Unit Room July "
    "May km lb. ft in mph p.m. AM FBI NASA STOP NO W-w- wait Nooooo d—n B—— f*** 10-4 555-0123 AK-47 121.5 Baker the "
    "www.example.com a@b.co 😀 ❦ ♥ → \ue000 \ue123 \uf8ff z.B. M. Mme Ludwig XIV. Глава € 20".split()
)
MESSES = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "-", "."])), max_size=12).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(MESSES, st.text(max_size=80)),
    st.sampled_from([*sorted(LANGUAGES), "en", "en", "en"]),
    st.booleans(),
)
def test_nothing_is_raised_and_placeholders_survive(text: str, language: str, heading: bool) -> None:
    settled = [char for char in text if "\ue000" <= char <= "\uf8ff"]
    assert [
        char for char in normal(text, language, heading=heading) if "\ue000" <= char <= "\uf8ff"
    ] == settled


@settings(deadline=None)
@given(st.lists(st.one_of(WORDS, SPOKEN_FOR), max_size=12))
def test_placeholders_stand_where_they_stood(words: list[str]) -> None:
    text = " ".join(words)
    assert normal(text) == text


@settings(max_examples=400, deadline=None)
@given(st.one_of(MESSES, st.text(max_size=60)))
def test_what_is_plain_is_changed_by_no_rule(text: str) -> None:
    changed = text
    for topic in RULES:
        changed = topic.say(changed)
    assert changed == text or not plain(text)


@settings(deadline=None)
@given(MESSES)
def test_a_sign_is_found_wherever_a_rule_is(text: str) -> None:
    for topic in RULES:
        if not topic.sign.search(text):
            assert all(rule.pattern.sub(rule.say, text) == text for rule in topic.rules), topic.name


@pytest.mark.parametrize("language", [*sorted(LANGUAGES), "nl", "xx", "", "pt-BR", "de_AT", "EN-gb"])
def test_any_language_is_taken(language: str) -> None:
    assert normal("Nothing, really?!?!", language) == "Nothing, really?!"


def test_an_unknown_language_is_left_alone() -> None:
    assert normal("Mr. Smith, 5 km, XIV", "nl") == "Mr. Smith, 5 km, XIV"


HOSTILE = (
    "1|1,|1.|1:|1-|1/|1 |I|I |.|—|a.|A.|A. |AB|AAA!|$1|½|’9|555-|10-|+1 |w-|W-w-|aaa|a@|a.a@|www.|#a|f*|*|Mr. |St. |XIV |"
    "chapter i-|1'2\"|1s |Louis XIV. |z.B.|!|…|😀|★|\ue000 |January 1|5 ft 2 in |1. e4 |AT&T|http://a/|A’"
).split("|")


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        *(("en", unit) for unit in HOSTILE),
        *(("de", unit) for unit in HOSTILE[:9]),
        ("de", "Ludwig XIV. "),
        ("fr", "1 "),
    ],
)
def test_long_hostile_text_takes_linear_time(language: str, unit: str) -> None:
    took = []
    for size in (12_500, 100_000):
        start = time.process_time()
        normal(unit * (size // len(unit)), language)
        took.append(time.process_time() - start)
    # Eight times as long; quadratic time would be 64 times as much.
    assert took[1] < 0.3 or took[1] < 24 * took[0], took


def test_num2words_waits_for_a_number() -> None:
    code = "import sys; from fullcast.spoken.normal import normal; normal('Mr. Falk, the FBI?!'); print('num2words' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_every_pattern_can_be_compiled() -> None:
    topics = (*RULES, *TOPICS.values())
    assert all(rule.pattern.pattern == rule.source for topic in topics for rule in topic.rules)
