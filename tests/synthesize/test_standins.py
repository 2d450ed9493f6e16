"""Which of a system's voices stands in for which voice of the palette."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.model import Gender, VoiceInfo
from fullcast.synthesize.palette import palette
from fullcast.synthesize.standins import StandIn, stand_ins

GENDERS: tuple[Gender, ...] = get_args(Gender)


def info(name: str, language: str = "en-US", gender: Gender | None = "male") -> VoiceInfo:
    return VoiceInfo(name, "pyttsx3", language, gender)


FEW = [
    info("David"),
    info("Mark"),
    info("Zira", gender="female"),
    info("Hedda", "de-DE", "female"),
    info("Stefan", "de-DE"),
]
MANY = [info(f"{gender}{n:02}", "en-US", gender) for gender in GENDERS for n in range(40)]
SYSTEMS = st.lists(
    st.builds(
        info,
        st.text("abcd", min_size=1, max_size=3),
        st.sampled_from(["en-US", "en-GB", "en_AU", "de-DE", ""]),
        st.sampled_from([*GENDERS, None]),
    ),
    unique_by=lambda voice: voice.id,
    max_size=12,
)


def used(voices: list[VoiceInfo], default: str | None = None) -> dict[str, str]:
    return {name: each.voice for name, each in stand_ins(palette(), voices, default).items()}


def test_men_and_women_have_english_voices_of_their_own() -> None:
    found = used(FEW)
    assert list(found) == list(palette())
    for name, row in palette().items():
        wanted = {"male": {"David", "Mark"}, "female": {"Zira"}, "neutral": {"David", "Mark", "Zira"}}
        assert found[name] in wanted[row.gender], name


@pytest.mark.parametrize("default", ["David", "Mark"])
def test_the_narrator_is_the_systems_default_voice_and_the_first_man_another(default: str) -> None:
    found = used(FEW, default)
    assert found["nar-m2"] == default
    assert found["m01"] != default
    assert found["xnar-f"] == "Zira"


def test_each_has_a_voice_alone_where_there_are_enough() -> None:
    found = stand_ins(palette(), MANY)
    assert len({each.voice for each in found.values()}) == len(palette())
    assert {each[1:] for each in found.values()} == {(1.0, 0.0)}


def test_the_accent_is_the_palettes_where_there_is_a_choice() -> None:
    british = [info(f"a{n:02}", "en-GB") for n in range(20)]
    american = [info(f"b{n:02}") for n in range(40)]
    found = used([*british, *american, info("Zira", gender="female"), info("Zarvox", gender="neutral")])
    for name, row in palette().items():
        if row.gender == "male":
            assert found[name][0] == ("a" if row.voice == "en" else "b"), name


def test_another_language_or_gender_serves_where_there_is_nothing_better() -> None:
    assert set(used([info("Stefan", "de-DE")]).values()) == {"Stefan"}
    german = used([info("Stefan", "de-DE"), info("Hedda", "de-DE", "female")])
    assert (german["m01"], german["f01"]) == ("Stefan", "Hedda")
    unsaid = used([info("A", gender=None), info("B", gender="female")])
    assert (unsaid["m01"], unsaid["f01"]) == ("A", "B")


def test_a_system_without_voices_stands_in_for_none() -> None:
    assert stand_ins(palette(), []) == {}


def test_the_first_who_share_a_voice_are_far_apart() -> None:
    found = stand_ins(palette(), [info("Fred")])
    assert found["nar-m2"] == StandIn("Fred", 1.0, 0.0)
    rates = sorted(each.rate for each in found.values())
    first = sorted(found[name].rate for name in ("nar-m2", "xnar-f", "m01"))
    assert all(after / before > 1.1 for before, after in pairwise(first))
    assert rates[0] > 0.7 and rates[-1] < 1.4


@settings(max_examples=60, deadline=None)
@given(SYSTEMS)
def test_every_voice_of_the_palette_is_one_of_its_own(voices: list[VoiceInfo]) -> None:
    found = stand_ins(palette(), voices)
    assert list(found) == (list(palette()) if voices else [])
    assert {each.voice for each in found.values()} <= {voice.id for voice in voices}
    assert len(set(found.values())) == len(found), "two sound the same"
    assert stand_ins(palette(), list(reversed(voices))) == found
    shares = Counter(each.voice for each in found.values())
    # A voice is shared only where those it was chosen among serve as often.
    if len(shares) > 1 and len({(v.language, v.gender) for v in voices}) == 1:
        assert max(shares.values()) - min(shares.values()) <= 1
