"""Who speaks with which voice, how a line changes it, and the table of it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import config
from fullcast.cast import (
    FAR,
    NARRATOR,
    UNCERTAIN,
    UNNAMED,
    Row,
    assign,
    distance,
    entries,
    names_of,
    rows,
    voice_of,
)
from fullcast.model import (
    Book,
    Cast,
    Chapter,
    Character,
    Doubt,
    Gender,
    Kind,
    Role,
    Settings,
    Tagged,
    Utterance,
    Voice,
)

PLAIN = config.load()
Said = tuple[str | None, int]
"""A speaker (None: the narrator), and how many words they say."""


def uttered(
    text: str, speaker: str | None = None, kind: Kind = Kind.DIALOGUE, delivery: str | None = None
) -> Utterance:
    return Utterance(0, len(text), text, kind, speaker, delivery)


def tagged(lines: Iterable[Said], characters: Iterable[Character] = ()) -> Tagged:
    """Make a book of one chapter in which people say so many words each."""
    utterances = tuple(
        uttered("word " * words, name, Kind.DIALOGUE if name else Kind.NARRATION) for name, words in lines
    )
    return Tagged(Book("Book", None, "en", (Chapter(1, "One", ""),)), (utterances,), tuple(characters))


def people(count: int, gender: Gender | None, *, named: bool = True) -> list[Character]:
    return [Character(f"{gender} {number}", gender, named=named) for number in range(count)]


def cast_of(characters: list[Character], plain: Settings = PLAIN) -> Cast:
    """Cast people of whom each says a little less than the one before."""
    said: list[Said] = [(person.name, 200 - number) for number, person in enumerate(characters)]
    return assign(tagged(said, characters), plain)


def with_roles(**roles: Role) -> Settings:
    return replace(PLAIN, cast=roles)


def heard(voice: Voice) -> tuple[str, str, float, float]:
    """Give what makes a voice sound as it does."""
    return (voice.engine, voice.voice, voice.pitch, voice.rate)


# --- assign ---------------------------------------------------------------------------------------


def test_twelve_men_and_twelve_women_all_sound_different() -> None:
    cast = cast_of([*people(12, "male"), *people(12, "female")])
    base = {voice.voice for voice in cast.speakers.values()}
    assert len(base) == 24
    assert cast.narrator.voice not in base
    assert all(cast.speakers[name].gender == name.split()[0] for name in cast.speakers)


def test_a_cast_is_the_same_every_time() -> None:
    said: list[Said] = [("Ann", 9), ("Bo", 30), (None, 50), ("Cy", 9), ("Ann", 2), ("Di", 4)]
    who = [Character("Ann", "female"), Character("Bo", "male"), Character("Cy"), Character("Di", "female")]
    assert assign(tagged(said, who), PLAIN) == assign(tagged(said, reversed(who)), PLAIN)


def test_small_changes_of_a_story_move_no_voice() -> None:
    who = [*people(5, "male"), *people(5, "female")]
    story: list[Said] = [(person.name, 40 + number) for number, person in enumerate(who)]
    before = assign(tagged(story, who), PLAIN).speakers
    revised = [(name, words + 10 - index) for index, (name, words) in enumerate(story)]
    assert assign(tagged(revised, who), PLAIN).speakers == before
    longer = [*revised, ("newcomer", 3)]
    after = assign(tagged(longer, [*who, Character("newcomer", "male")]), PLAIN).speakers
    assert {name: after[name] for name in before} == before


def test_who_says_most_chooses_first() -> None:
    who = people(2, "male")
    first = assign(tagged([(who[0].name, 500), (who[1].name, 5)], who), PLAIN)
    second = assign(tagged([(who[0].name, 5), (who[1].name, 500)], who), PLAIN)
    assert first.speakers[who[0].name].name == second.speakers[who[1].name].name == "m01"


def test_a_pool_that_is_exhausted_serves_again_at_another_pitch() -> None:
    cast = cast_of(people(60, "female"))
    voices = list(cast.speakers.values())
    assert len({heard(voice) for voice in voices}) == len({voice.name for voice in voices}) == 60
    grown = [voice for voice in voices if PLAIN.palette[voice.voice].age in ("young", "adult", "mature")]
    assert len(grown) == 60
    assert not any(voice.voice == cast.narrator.voice for voice in voices)
    assert all(80 <= voice.rate <= 450 and -24 <= voice.pitch <= 24 for voice in voices)


def test_main_characters_share_no_voice_while_one_is_free() -> None:
    grown = [name for name in PLAIN.pools["male"] if PLAIN.palette[name].age in ("young", "adult", "mature")]
    cast = cast_of(people(len(grown), "male"))
    assert {voice.name for voice in cast.speakers.values()} == set(grown)


def test_the_unnamed_take_no_voice_from_the_named() -> None:
    crowd = people(40, "male", named=False)
    heroes = [Character(f"Hero {number}", "male") for number in range(6)]
    said: list[Said] = [*((person.name, 300) for person in crowd), *((person.name, 30) for person in heroes)]
    with_crowd = assign(tagged(said, [*crowd, *heroes]), PLAIN)
    alone = assign(tagged([(person.name, 30) for person in heroes], heroes), PLAIN)
    names = [person.name for person in heroes]
    assert [with_crowd.speakers[name] for name in names] == [alone.speakers[name] for name in names]
    taken = {with_crowd.speakers[name] for name in names}
    assert not any(with_crowd.speakers[person.name] in taken for person in crowd)


def test_age_chooses_the_voice() -> None:
    who = [Character("Kid", "male", age="child"), Character("Girl", "female", age="child")]
    who += [
        Character("Gran", "female", age="old"),
        Character("Gramps", "male", age="old"),
        Character("Man", "male"),
    ]
    cast = cast_of(who)
    ages = {name: PLAIN.palette[voice.voice].age for name, voice in cast.speakers.items()}
    assert [ages[name] for name in ("Kid", "Girl", "Gran", "Gramps")] == ["child", "child", "old", "old"]
    assert ages["Man"] in ("young", "adult", "mature")


def test_an_unknown_gender_has_a_voice_of_the_neutral_pool() -> None:
    cast = cast_of(people(2, None))
    assert {voice.name for voice in cast.speakers.values()} < set(PLAIN.pools["neutral"])


def test_speech_of_nobody_has_a_neutral_voice_of_its_own() -> None:
    cast = cast_of([*people(3, None), *people(3, "male")])
    assert cast.unnamed is not None
    assert cast.unnamed.name in PLAIN.pools["neutral"]
    assert cast.unnamed not in (cast.narrator, *cast.speakers.values())
    assert "" not in cast.speakers
    asked = assign(tagged([]), replace(PLAIN, unnamed=PLAIN.narrator))
    assert voice_of(uttered("Hey!"), asked) == asked.narrator == PLAIN.profiles[PLAIN.narrator]


def test_partners_are_far_apart() -> None:
    who = [*people(4, "male"), *people(4, "female")]
    pairs = [*zip(who[:4], who[4:], strict=True), (who[0], who[1]), (who[4], who[5])]
    said: list[Said] = [(person.name, 20) for pair in pairs for _ in range(4) for person in pair]
    cast = assign(tagged(said, who), PLAIN)
    for one, other in pairs:
        voices = cast.speakers[one.name], cast.speakers[other.name]
        assert distance(*voices, PLAIN.palette) >= FAR
    assert all(distance(cast.narrator, voice, PLAIN.palette) >= FAR for voice in cast.speakers.values())


FEW = {"male": ("m01", "m02", "m03", "m04", "m05"), "female": ("m04", "m05", "xf02", "f07", "xf01")}
"""Two small pools that have voices in common."""


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 29), min_size=2, max_size=120),
    st.sets(st.integers(0, 29)),
    st.sets(st.integers(0, 29)),
)
def test_nobody_shares_a_voice_with_a_partner_while_there_are_enough(
    turns: list[int], men: set[int], named: set[int]
) -> None:
    who = [
        Character(f"P{number}", "male" if number in men else "female", named=number in named)
        for number in range(30)
    ]
    met: dict[int, set[int]] = {number: set() for number in range(30)}
    said: list[Said] = []
    last = -1
    for number in turns:
        # Whoever would meet a fifth is silent: five voices serve somebody with four partners.
        new = last >= 0 and number != last and number not in met[last]
        if new and (len(met[last]) > 3 or len(met[number]) > 3):
            continue
        if last >= 0 and number != last:
            met[last].add(number)
            met[number].add(last)
        said.append((f"P{number}", 1 + number % 7))
        last = number
    cast = assign(tagged(said, who), replace(PLAIN, pools=FEW))
    for number, others in met.items():
        for other in others:
            ours, theirs = cast.speakers[f"P{number}"], cast.speakers[f"P{other}"]
            assert ours.voice != theirs.voice, (number, other)


def test_those_who_talk_least_share_where_voices_are_too_few() -> None:
    who = people(6, "male")
    first = who[0].name
    said: list[Said] = []
    for number, person in enumerate(who[1:], 1):
        for _ in range(7 - number):
            said += [(first, 40), (person.name, 9)]
    plain = replace(PLAIN, pools={"male": ("m01", "m02", "m03", "m04", "m05")})
    cast = assign(tagged(said, who), plain)
    voices = {person.name: cast.speakers[person.name].voice for person in who}
    assert len({voices[name] for name in list(voices)[:5]}) == 5
    assert voices[who[5].name] != voices[first]
    assert heard(cast.speakers[who[5].name]) not in {heard(cast.speakers[person.name]) for person in who[:5]}


def test_whoever_speaks_over_the_radio_has_a_voice_that_carries() -> None:
    who = people(4, "male")
    story = tagged([(person.name, 20) for person in who], who)
    on_radio = tuple(replace(utterance, kind=Kind.RADIO) for utterance in story.chapters[0])
    plain = assign(story, PLAIN)
    radio = assign(replace(story, chapters=(on_radio,)), PLAIN)
    assert "m02" in {voice.name for voice in plain.speakers.values()}
    assert not {"m02", "m06", "m11"} & {voice.name for voice in radio.speakers.values()}


@pytest.mark.parametrize("narrator", ["nar-f1", "nar-f2"])
def test_voices_too_like_the_narrator_come_last(narrator: str) -> None:
    cast = cast_of(people(11, "female"), replace(PLAIN, narrator=narrator))
    assert not {"f06", "f08"} & {voice.name for voice in cast.speakers.values()}


def test_distance_is_a_distance() -> None:
    voices = [PLAIN.profiles[name] for name in ("m01", "m02", "xf02", "w01", "nar-m1")]
    voices.append(Voice("own", "piper", "amy"))
    for one, other in combinations(voices, 2):
        assert distance(one, other, PLAIN.palette) == distance(other, one, PLAIN.palette) > 0
    assert all(distance(voice, voice, PLAIN.palette) == 0 for voice in voices)
    higher = replace(voices[0], pitch=2.27)
    assert distance(voices[0], higher, PLAIN.palette) == pytest.approx(1.0)


# --- voices.yaml decides --------------------------------------------------------------------------


def test_a_role_is_found_by_any_name_whatever_its_capitals() -> None:
    plain = with_roles(**{"Sergeant Hayes": Role("m09", aliases=("Mike",))})
    for who in (
        Character("SERGEANT  HAYES"),
        Character("mike"),
        Character("Michael Hayes", aliases=("Sergeant Hayes",)),
        Character("Michael", aliases=("Mike",)),
    ):
        assert cast_of([who], plain).speakers[who.name].name == "m09"


def test_a_role_reserves_its_voice_also_where_its_bearer_is_silent() -> None:
    plain = with_roles(Absent=Role("m01"))
    assert cast_of(people(1, "male"), plain).speakers["male 0"].name != "m01"
    hero = replace(PLAIN.profiles["m01"], name="hero", pitch=1.0)
    plain = replace(plain, profiles={**PLAIN.profiles, "hero": hero}, cast={"Absent": Role("hero")})
    assert cast_of(people(1, "male"), plain).speakers["male 0"].name != "m01"


def test_voices_yaml_may_give_two_one_voice_and_even_the_narrators() -> None:
    plain = with_roles(Ann=Role("nar-m2"), Bo=Role("nar-m2"))
    cast = cast_of([Character("Ann"), Character("Bo")], plain)
    assert cast.speakers["Ann"] == cast.speakers["Bo"] == cast.narrator


def test_the_gender_of_a_role_chooses_the_pool() -> None:
    cast = cast_of([Character("Sam", "male")], with_roles(Sam=Role(None, ("Sammy",), "female")))
    assert cast.speakers["Sam"].name in PLAIN.pools["female"]
    assert cast.characters["Sam"] == Character("Sam", "female", ("Sammy",))
    assert cast.aliases["sammy"] == "Sam"


@pytest.mark.parametrize("pools", [{}, {"male": ("nar-m1",)}, {"male": ("m03",), "neutral": ()}])
def test_a_small_pool_still_tells_people_apart(pools: dict[str, tuple[str, ...]]) -> None:
    cast = cast_of([*people(4, "male"), *people(2, None)], replace(PLAIN, pools=pools))
    voices = [cast.narrator, *cast.speakers.values()]
    assert len({heard(voice) for voice in voices}) == len(voices)


# --- how a line is said ---------------------------------------------------------------------------

ANN = Character("Ann Lee", "female", aliases=("Ann",))
BO = Character("Bo", "male")
DUO = assign(tagged([("Ann Lee", 20), ("Bo", 10)], [ANN, BO]), with_roles(Bo=Role("m03")))


def test_narration_is_the_narrators_whoever_is_named() -> None:
    assert voice_of(uttered("It rained.", "Bo", Kind.NARRATION), DUO) == DUO.narrator


@pytest.mark.parametrize("kind", ["radio", "phone", "loudspeaker", "broadcast", "thought"])
def test_a_kind_is_heard_through_its_effect(kind: str) -> None:
    voice = voice_of(uttered("Go.", "Bo", Kind(kind)), DUO)
    assert (voice.name, voice.effect) == ("m03", kind)
    assert voice.rate == pytest.approx(PLAIN.profiles["m03"].rate * PLAIN.kinds[Kind(kind)].rate, abs=0.01)


def test_a_delivery_comes_on_top_of_the_kind() -> None:
    voice = voice_of(uttered("Go!", "Bo", Kind.RADIO, "shouted"), DUO)
    assert (voice.pitch, voice.volume, voice.effect) == (3.0, 4.0, "radio")
    assert voice.rate == pytest.approx(PLAIN.profiles["m03"].rate * 1.05, abs=0.01)
    assert voice_of(uttered("Go!", "Bo", Kind.DIALOGUE, "yodelled"), DUO) == DUO.speakers["Bo"]


def test_a_whisper_has_the_whisperers_gender_and_keeps_the_effect() -> None:
    assert voice_of(uttered("Go.", "Ann", delivery="whispered"), DUO).voice == "xw01"
    assert voice_of(uttered("Go.", "Bo", Kind.PHONE, "whispered"), DUO).effect == "phone"
    assert voice_of(uttered("Go.", "Bo", Kind.PHONE, "whispered"), DUO).voice == "w01"
    assert voice_of(uttered("Go.", None, delivery="whispered"), replace(DUO, unnamed=None)).voice == "w01"


def test_nobody_whispers_with_another_engine() -> None:
    amy = Voice("amy", "piper", "amy.onnx", gender="female")
    voice = voice_of(uttered("Go.", "Ann", delivery="whispered"), replace(DUO, speakers={"Ann Lee": amy}))
    assert (voice.engine, voice.voice, voice.volume) == ("piper", "amy.onnx", -4.0)


def test_shapes_never_leave_the_range() -> None:
    loud = Voice("loud", "pyttsx3", "m03", rate=440.0, pitch=23.0, volume=-23.0)
    cast = replace(DUO, speakers={"Bo": loud})
    assert voice_of(uttered("Ah!", "Bo", delivery="screamed"), cast).rate == 450.0
    assert voice_of(uttered("Ah!", "Bo", delivery="screamed"), cast).pitch == 24.0
    assert voice_of(uttered("Ah!", "Bo", delivery="softly"), cast).volume == -24.0


# --- uncertain lines ------------------------------------------------------------------------------


def doubted(doubt: Doubt) -> tuple[Cast, Tagged]:
    story = tagged([(None, 5), ("Ann Lee", 20), ("Bo", 10), ("Bo", 4)], [ANN, BO])
    (*sure, guess) = story.chapters[0]
    story = replace(story, chapters=((*sure, replace(guess, confidence=0.2, delivery="whispered")),))
    return assign(story, replace(with_roles(Bo=Role("m03")), doubt=doubt)), story


def test_an_uncertain_line_is_the_narrators_whatever_its_speaker_is() -> None:
    cast, story = doubted(Doubt(0.3, "xnar-f"))
    guess = replace(story.chapters[0][3], delivery=None)
    assert voice_of(guess, cast).name == "xnar-f"
    assert voice_of(replace(guess, kind=Kind.RADIO), cast).effect == "radio"
    assert voice_of(story.chapters[0][3], cast).voice == "xw01"  # it whispers as the narrator would
    assert voice_of(replace(guess, confidence=0.3), cast).name == "m03"
    assert voice_of(replace(guess, kind=Kind.NARRATION), cast) == cast.narrator
    assert voice_of(replace(guess, speaker=None), cast) == cast.unnamed
    assert [(row.name, row.lines, row.voice.name) for row in rows(story, cast)][-2:] == [
        ("Bo", 1, "m03"),
        (UNCERTAIN, 1, "xnar-f"),
    ]
    assert set(entries(rows(story, cast))) == {"Ann Lee", "Bo"}


def test_an_uncertain_line_may_be_nobodys_or_keep_its_voice() -> None:
    cast, story = doubted(Doubt(0.3, None))
    guess = replace(story.chapters[0][3], delivery=None)
    assert voice_of(guess, cast) == cast.unnamed
    cast, _ = doubted(Doubt(0.3, None, keep=True))
    assert voice_of(guess, cast).name == "m03"
    assert [row.name for row in rows(story, cast)] == [NARRATOR, "Ann Lee", "Bo"]


def test_the_names_of_a_speaker_are_for_pronunciations() -> None:
    assert names_of(uttered("Yes.", "Ann Lee"), DUO) == {"ann lee", "ann"}
    assert names_of(uttered("Yes.", None), DUO) == {""}
    assert names_of(uttered("Yes.", None, Kind.NARRATION), DUO) == {"narrator"}


# --- the table ------------------------------------------------------------------------------------


def test_the_table_counts_everybody() -> None:
    said: list[Said] = [(None, 40), ("Bo", 3), ("Ann Lee", 20), ("Ann", 10), ("Bo", 6), (None, 10)]
    story = tagged(said, [BO, ANN])
    story = replace(story, chapters=((*story.chapters[0], uttered("Hey, who is there?")),))
    table = rows(story, assign(story, with_roles(Bo=Role("m03"))))
    assert [(row.name, row.lines, row.words) for row in table] == [
        (NARRATOR, 2, 50),
        ("Ann Lee", 2, 30),
        ("Bo", 2, 9),
        (UNNAMED, 1, 4),
    ]
    assert sum(row.share for row in table) == pytest.approx(1.0)
    assert table[1].aliases == ("Ann",) and table[1].gender == "female"
    assert table[2].voice.name == "m03" and table[2].sample == "word word word word word word"
    assert table[0].voice.name == PLAIN.narrator


def test_a_sample_is_one_short_line() -> None:
    story = tagged([("Bo", 2), ("Bo", 400)], [BO])
    (row,) = rows(story, assign(story, PLAIN))
    assert len(row.sample) <= 72 and row.sample.endswith("…")


def test_an_empty_book_has_an_empty_table() -> None:
    assert rows(tagged([]), assign(tagged([]), PLAIN)) == ()


def test_the_table_written_into_voices_yaml_gives_the_same_cast(tmp_path: Path) -> None:
    who = [ANN, replace(BO, aliases=("the boy", "B")), Character("Bea", "female", aliases=("B",))]
    who += [*people(30, "male"), Character("a guard", "male", named=False), Character("It")]
    story = tagged([(person.name, 12) for person in who], who)
    before = assign(story, PLAIN)
    written = entries(rows(story, before))
    assert written["Ann Lee"] == {
        "voice": before.speakers["Ann Lee"].name,
        "aliases": ["Ann"],
        "gender": "female",
    }
    assert written["Bo"]["aliases"] == ["the boy"] and "aliases" not in written["Bea"]
    path = tmp_path / "voices.yaml"
    path.write_text(config.with_cast(config.template(), written), encoding="utf-8")
    after = assign(story, config.load(path))
    assert {name: heard(voice) for name, voice in after.speakers.items()} == {
        name: heard(voice) for name, voice in before.speakers.items()
    }


def test_a_row_is_frozen() -> None:
    (row,) = rows(tagged([(None, 1)]), DUO)
    assert isinstance(row, Row)
    with pytest.raises(AttributeError):
        row.name = "else"  # type: ignore[misc]
