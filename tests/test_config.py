"""voices.yaml: what it may say, what it says when it says nothing, and how it is told that it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import config
from fullcast.config.fields import ByGender, Field, Flag, Many, Named, Number, OneOf, Rules, Table
from fullcast.config.schema import PAUSES, SCHEMA
from fullcast.errors import ConfigError
from fullcast.model import (
    DELIVERIES,
    EFFECTS,
    Doubt,
    Kind,
    Output,
    Patch,
    Pronunciation,
    Reading,
    Role,
    Settings,
    Shape,
    Voice,
)
from fullcast.words import fold

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "voices.md"


def loaded(tmp_path: Path, text: str | bytes) -> Settings:
    path = tmp_path / "voices.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return config.load(path)


def refused(tmp_path: Path, text: str | bytes) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)
    assert caught.value.path == tmp_path / "voices.yaml"
    assert caught.value.hint
    return caught.value


def same(one: Settings, other: Settings) -> bool:
    """Compare what two settings say, wherever they say it."""
    parts = ("profiles", "narrator", "cast", "pools", "kinds", "deliveries", "pauses", "pronunciations")
    more = ("output", "unnamed", "patches", "doubt", "reading")
    return all(getattr(one, part) == getattr(other, part) for part in (*parts, *more))


# --- defaults -------------------------------------------------------------------------------------


def test_every_palette_row_is_a_profile_of_its_own_name() -> None:
    profiles = config.load().profiles
    assert len(profiles) == 62
    assert profiles["f01"] == Voice(
        "f01", "pyttsx3", "f01", config.load().palette["f01"].rate, gender="female"
    )
    assert all(name == voice.name == voice.voice for name, voice in profiles.items())


def test_the_pools_tell_twelve_men_and_twelve_women_apart() -> None:
    plain = config.load()
    for gender in ("male", "female"):
        rows = [plain.palette[name] for name in plain.pools[gender]]
        assert all(row.gender == gender for row in rows)
        grown = [row for row in rows if row.age in ("young", "adult", "mature") and row.group != "gruff"]
        assert len(grown) >= 12
        assert {row.age for row in rows} >= {"child", "old"}
    assert all(len(set(pool)) == len(pool) and plain.narrator not in pool for pool in plain.pools.values())


def test_the_twelve_women_are_those_measured_as_told_apart() -> None:
    measured = {"f01", "xf01", "f03", "f07", "xf02", "xf03", "xf04", "f05", "f06", "xf05", "xf06", "xf07"}
    assert set(config.load().pools["female"][:12]) == measured


def test_the_comments_of_the_pools_describe_their_voices() -> None:
    palette = config.load().palette
    described = re.findall(r"^    - (\S+) +# (.+)$", config.template(), re.MULTILINE)
    assert len(described) == sum(len(pool) for pool in config.load().pools.values())
    assert [(name, palette[name].character) for name, _ in described] == described


def test_defaults_of_kinds_deliveries_and_pauses() -> None:
    plain = config.load()
    assert set(plain.kinds) == set(Kind)
    assert plain.kinds[Kind.DIALOGUE] == plain.kinds[Kind.NARRATION] == Shape()
    assert {str(kind): shape.effect for kind, shape in plain.kinds.items() if shape.effect} == {
        name: name for name in ("thought", "radio", "phone", "loudspeaker", "broadcast")
    }
    assert set(plain.deliveries) == set(DELIVERIES)
    assert plain.deliveries["whispered"].voices == {"male": "w01", "female": "xw01", "neutral": "w02"}
    assert set(plain.pauses) == {*PAUSES, "jitter"}
    assert (plain.pauses["scene"], plain.pauses["max"], plain.pauses["jitter"]) == (2500, 3500, 10)
    assert plain.output == Output()
    assert plain.unnamed is None
    assert not plain.lines
    assert plain.doubt == Doubt(0.45, plain.narrator)
    assert not plain.patches


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "---\n", "\ufeff", "~\n", "cast:\nvoices:\n", "output: {title: }\n"]
)
def test_a_file_that_says_nothing_is_the_defaults(tmp_path: Path, text: str) -> None:
    assert same(loaded(tmp_path, text), config.load())


def test_the_template_is_the_defaults(tmp_path: Path) -> None:
    assert same(loaded(tmp_path, config.template()), config.load())


def test_the_template_with_its_examples_uncommented_can_be_read(tmp_path: Path) -> None:
    text = re.sub(r"^#(?=  +(?:- \{)?[\w \\()-]+:)", "", config.template(), flags=re.MULTILINE)
    plain = loaded(tmp_path, text)
    assert plain.cast["Inspector Bell"] == Role("xf02 (Inspector Bell)", ("Bell", "the inspector"), "female")
    assert plain.profiles["old sailor"].effect == "hall"
    assert [entry.word for entry in plain.pronunciations] == [
        *("K9", "Siobhan", "Siobhan", "schedule", "schedule", "tomato", r"SR-(\d)(\d\d)")
    ]
    assert plain.patches[0] == Patch("the old man", "3", to="Inspector Bell", line=plain.patches[0].line)
    assert len(plain.patches) == 2


def test_the_voices_yaml_of_the_samples_changes_nothing_but_the_cast() -> None:
    sample = config.load(ROOT / "voices.yaml")
    plain = config.load()
    assert set(sample.cast) and not plain.cast
    assert sample.pools == plain.pools and sample.kinds == plain.kinds and sample.pauses == plain.pauses
    voices = [role.profile for role in sample.cast.values()]
    assert len(set(voices)) == len(voices)


def test_the_cast_of_the_samples_is_in_the_samples() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "script").iterdir())
    ).casefold()
    for name, role in config.load(ROOT / "voices.yaml").cast.items():
        assert all(word.casefold() in text for word in (name, *role.aliases))


# --- what a file may say --------------------------------------------------------------------------


def test_a_file_is_laid_over_the_defaults(tmp_path: Path) -> None:
    plain, own = (
        config.load(),
        loaded(tmp_path, "kinds: {radio: {pitch: -1}}\npauses: {beat: 1200}\noutput: {title: 1984}\n"),
    )
    assert own.kinds[Kind.RADIO] == Shape(pitch=-1.0, effect="radio")
    assert own.kinds[Kind.PHONE] == plain.kinds[Kind.PHONE]
    assert own.pauses == {**plain.pauses, "beat": 1200}
    assert own.output == Output(title="1984")


def test_a_list_replaces_the_list(tmp_path: Path) -> None:
    own = loaded(tmp_path, "pools: {male: [m03, m05]}\noutput: {formats: flac}\n")
    assert own.pools["male"] == ("m03", "m05")
    assert own.pools["female"] == config.load().pools["female"]
    assert own.output.formats == ("flac",)


def test_profiles_begin_as_others(tmp_path: Path) -> None:
    text = """
voices:
  third: {like: second, pitch: 1}
  second: {like: m03, rate: 140, effect: hall}
  m03: {volume: 2}
  plain: {voice: en-us+f2, gender: female}
  tuned: {voice: f01}
  neural: {engine: piper, voice: amy.onnx}
  dry: {like: third, effect: none}
"""
    own = loaded(tmp_path, text)
    rate = own.palette["m03"].rate
    assert own.profiles["m03"] == Voice("m03", "pyttsx3", "m03", rate, 0.0, 2.0, None, "male")
    assert own.profiles["third"] == Voice("third", "pyttsx3", "m03", 140.0, 1.0, 2.0, "hall", "male")
    assert own.profiles["plain"] == Voice("plain", "pyttsx3", "en-us+f2", gender="female")
    assert own.profiles["tuned"].rate == own.palette["f01"].rate
    assert own.profiles["neural"] == Voice("neural", "piper", "amy.onnx")
    assert own.profiles["dry"].effect is None
    assert own.lines == {"third": 3, "second": 4, "m03": 5, "plain": 6, "tuned": 7, "neural": 8, "dry": 9}


def test_a_role_may_change_its_voice_for_itself_alone(tmp_path: Path) -> None:
    bo = "{voice: m03, rate: 160, aliases: Bobby, gender: male}"
    own = loaded(tmp_path, f"cast:\n  Ann: f07\n  Bo: {bo}\n  Cy: {{gender: male}}\n")
    assert own.cast["Ann"] == Role("f07")
    assert own.cast["Bo"] == Role("m03 (Bo)", ("Bobby",), "male")
    assert own.cast["Cy"] == Role(None, (), "male")
    assert own.profiles["m03 (Bo)"].rate == 160.0
    assert own.profiles["m03"].rate == own.palette["m03"].rate != 160.0
    assert own.lines == {"m03 (Bo)": 3}


def test_the_narrator_may_be_a_voice_or_changes_to_the_default(tmp_path: Path) -> None:
    assert loaded(tmp_path, "narrator: nar-m2\n").narrator == "nar-m2"
    own = loaded(tmp_path, "narrator: {rate: 140}\nunnamed: narrator\n")
    assert own.profiles[own.narrator] == Voice("nar-m2 (narrator)", "pyttsx3", "nar-m2", 140.0, gender="male")
    assert own.unnamed == own.narrator
    assert loaded(tmp_path, "unnamed: m03\n").unnamed == "m03"


def test_uncertain_lines_are_the_narrators_nobodys_or_their_own(tmp_path: Path) -> None:
    assert loaded(tmp_path, "narrator: m03\nuncertain: {below: 0.3}\n").doubt == Doubt(0.3, "m03")
    assert loaded(tmp_path, "uncertain: {voice: unnamed}\n").doubt == Doubt(0.45, None)
    assert loaded(tmp_path, "uncertain: {voice: keep}\n").doubt == Doubt(0.45, None, keep=True)
    assert loaded(tmp_path, "uncertain: {voice: f07}\n").doubt == Doubt(0.45, "f07")


def test_rules_for_lines_know_their_own_line(tmp_path: Path) -> None:
    own = loaded(
        tmp_path,
        "lines:\n  - {tagged: the old man, chapter: 3 - 5, is: Silas}\n\n"
        "  - says: stand by\n    kind: radio\n  - {speaker: nobody, chapter: 1984, delivery: none}\n",
    )
    assert own.patches == (
        Patch("the old man", "3-5", to="Silas", line=2),
        Patch(says="stand by", kind="radio", line=4),
        Patch(speaker="nobody", chapter="1984", delivery="none", line=6),
    )


def test_a_stand_in_is_for_all_or_by_gender_or_none(tmp_path: Path) -> None:
    own = loaded(tmp_path, "deliveries:\n  hoarse: {voice: w02}\n  whispered: {voice: {male: w02}}\n")
    assert own.deliveries["hoarse"].voices == dict.fromkeys(("male", "female", "neutral"), "w02")
    assert own.deliveries["whispered"].voices == {"male": "w02", "female": "xw01", "neutral": "w02"}
    assert loaded(tmp_path, "deliveries: {whispered: {voice: none}}").deliveries["whispered"].voices == {}


def test_pronunciations_are_for_all_or_by_character(tmp_path: Path) -> None:
    own = loaded(
        tmp_path, "pronunciations:\n  K9: kay nine\n  no: {say: nope, by: {Ann: nay}}\n  x: {by: {Bo: ex}}\n"
    )
    found = [(entry.word, entry.say, entry.character) for entry in own.pronunciations]
    assert found == [("K9", "kay nine", None), ("no", "nope", None), ("no", "nay", "Ann"), ("x", "ex", "Bo")]


def test_pronunciations_may_be_phonemes_parts_and_patterns(tmp_path: Path) -> None:
    own = loaded(
        tmp_path,
        """
pronunciations:
  tomato: {say: tomahto, ipa: təˈmɑːtəʊ, phonemes: "t@m'A:toU", by: {Ann: {ipa: təˈmeɪtoʊ}, Bo: tomayto}}
  ough: {say: uff, match: part}
  SR-(\\d): {say: state road \\1, phonemes: {piper: x}, match: pattern}
""".replace("\\\\", "\\"),
    )
    assert own.pronunciations == (
        Pronunciation("tomato", "tomahto"),
        Pronunciation("tomato", "təˈmɑːtəʊ", alphabet="ipa"),
        Pronunciation("tomato", "t@m'A:toU", alphabet="pyttsx3"),
        Pronunciation("tomato", "təˈmeɪtoʊ", "Ann", "ipa"),
        Pronunciation("tomato", "tomayto", "Bo"),
        Pronunciation("ough", "uff", match="part"),
        Pronunciation(r"SR-(\d)", r"state road \1", match="pattern"),
        Pronunciation(r"SR-(\d)", "x", alphabet="piper", match="pattern"),
    )
    assert {type(entry.word) for entry in own.pronunciations} == {str}


def test_what_is_read(tmp_path: Path) -> None:
    assert config.load().reading == Reading()
    own = loaded(
        tmp_path, "reading: {notes: end, foreign: language, include: contents, exclude: [a, About B]}\n"
    )
    assert own.reading == Reading("end", "language", ("contents",), ("a", "About B"))
    assert {type(name) for name in (own.reading.notes, *own.reading.include)} == {str}


def test_nothing_of_a_file_keeps_more_than_plain_text(tmp_path: Path) -> None:
    own = loaded(
        tmp_path,
        "narrator: m03\ncast: {Ann: {aliases: [A]}}\npools: {male: [m04]}\noutput: {formats: [mp3]}\n",
    )
    texts = [
        own.narrator,
        *own.cast,
        *own.cast["Ann"].aliases,
        *own.pools["male"],
        *own.output.formats,
        *own.pauses,
    ]
    assert {type(text) for text in texts} == {str}


# --- what it may not ------------------------------------------------------------------------------

WRONG = {
    "top level": ("naratorr: m03", 1, "unknown key", "did you mean narrator?"),
    "list at the top": ("- a\n- b", 1, "a list", "docs/voices.md"),
    "scalar at the top": ("hello", 1, '"hello"', "docs/voices.md"),
    "key of a profile": (
        "voices:\n  a:\n    voice: m03\n    pich: 3",
        4,
        'unknown key "pich"',
        "did you mean pitch?",
    ),
    "far from any key": ("xyzzy: 1", 1, "unknown key", "known: narrator"),
    "rate too high": ("voices:\n  a: {voice: m03, rate: 451}", 2, "from 80 to 450", "the most 450"),
    "rate too low": ("narrator: {rate: 79}", 1, "from 80 to 450", "the least is 80"),
    "pitch": ("voices: {a: {voice: m03, pitch: -25}}", 1, "from -24 to 24 (semitones)", "-24"),
    "volume": ("voices: {a: {voice: m03, volume: 25}}", 1, "from -24 to 24 (dB)", "24"),
    "number in quotes": ('voices: {a: {voice: m03, rate: "160"}}', 1, '"160"', "without quotes"),
    "number with unit": ("pauses:\n  beat: 900ms", 2, '"900ms"', "without quotes or unit"),
    "sexagesimal": ("pauses: {beat: 1:30}", 1, '"1:30"', "20000"),
    "not a number": ("voices: {a: {voice: m03, pitch: .nan}}", 1, '".nan"', "-24"),
    "endless digits": ("pauses: {beat: " + "9" * 5000 + "}", 1, "9", "20000"),
    "point in a whole number": ("output: {bitrate: 192.5}", 1, "whole number", "320"),
    "flag": ("output: {announce_titles: maybe}", 1, "yes or no", "yes or no"),
    "table for a word": ("narrator: {voice: {a: b}}", 1, "keys and values", "docs/voices.md"),
    "list for a word": ("cast: {Ann: [m03]}", 1, "a list", "docs/voices.md"),
    "word for a table": ("pauses: long", 1, '"long"', "docs/voices.md"),
    "empty list": ("pools: {male: []}", 1, "the list is empty", "at least one"),
    "effect": (
        "voices: {a: {voice: m03, effect: raido}}",
        1,
        '"raido" is not an effect',
        "did you mean radio?",
    ),
    "gender": ("cast: {Ann: {gender: femail}}", 1, '"femail"', "did you mean female"),
    "kind": ("kinds: {radoi: {pitch: 1}}", 1, '"radoi"', "did you mean radio?"),
    "delivery": ("deliveries: {wispered: {rate: 1}}", 1, '"wispered"', "did you mean whispered?"),
    "pause": ("pauses:\n  sentense: 3", 2, '"sentense"', "did you mean sentence"),
    "pool": ("pools: {men: [m03]}", 1, '"men"', "known: male, female, neutral"),
    "profile in the cast": ("cast:\n  Ann: g0l1", 2, 'no voice "g0l1"', "did you mean g01"),
    "profile far from any": ("cast: {Ann: zzzzz}", 1, 'no voice "zzzzz"', "fullcast voices"),
    "profile of the narrator": ("narrator: nar-m9", 1, 'no voice "nar-m9"', "did you mean nar-m"),
    "profile in a pool": ("pools:\n  male:\n    - m03\n    - m33", 4, 'no voice "m33"', "or m03?"),
    "profile of a delivery": (
        "deliveries: {hoarse: {voice: {male: w011}}}",
        1,
        'no voice "w011"',
        "did you mean",
    ),
    "profile for nobody": ("unnamed: m77", 1, 'no voice "m77"', "did you mean"),
    "profile liked": ("voices: {a: {like: m034}}", 1, 'no voice "m034"', "or m03?"),
    "no voice": ("voices:\n  a: {rate: 150}", 2, '"a" has no voice', "like:"),
    "role without a voice to change": ("cast:\n  Ann: {rate: 150}", 2, '"Ann" has no voice', "voice:"),
    "engine without a voice": ("voices:\n  m03:\n    engine: piper", 3, "is a voice of pyttsx3", "voice:"),
    "name of a voice": ("voices: {narrator: {voice: m03}}", 1, "cannot be the name", "another"),
    "name with a bracket": ("voices: {a (b): {voice: m03}}", 1, "cannot be the name", "another"),
    "likes itself": ("voices:\n  a: {like: a}", 2, "a -> a", "voice:"),
    "circle": ("voices:\n  a: {like: b}\n  b: {like: c}\n  c: {like: a}", 4, "a -> b -> c -> a", "voice:"),
    "duplicate key": ("pauses:\n  beat: 1\n  turn: 2\n  beat: 3", 4, '"beat" is here twice', "line 2"),
    "duplicate top": ("narrator: m03\nnarrator: m04", 2, '"narrator" is here twice', "line 1"),
    "one name in two spellings": ("cast:\n  Ann: m03\n  ANN: m04", 3, '"ANN" is here twice', "line 2"),
    "alias twice": ("cast:\n  Ann: {aliases: [A, a]}", 2, "twice in the list", "take one"),
    "alias of two": (
        "cast:\n  Ann: {aliases: [A]}\n  Bo: {aliases: [a]}",
        3,
        '"Bo" as well',
        '"Ann" in line 2',
    ),
    "alias is a name": ("cast:\n  Ann: {aliases: [Bo]}\n  Bo: m03", 2, '"Ann" as well', '"Bo" in line 3'),
    "circle of aliases": ("cast:\n  A: {aliases: [B]}\n  B: {aliases: [A]}", 2, '"A" as well', "line 3"),
    "narrator in the cast": ("cast:\n  Narrator: m03", 2, "not one of the cast", "narrator:"),
    "key of a rule": ("lines:\n  - {tagd: he, is: Ann}", 2, 'unknown key "tagd"', "did you mean tagged?"),
    "rule for no line": ("lines:\n  - is: Ann", 2, "which lines", "tagged, chapter"),
    "rule that does nothing": ("lines:\n  - {chapter: 3}", 2, "changes nothing", "is, kind"),
    "backward chapters": ("lines:\n  - chapter: 5-3\n    is: Ann", 2, "no chapter is in 5-3", "write 3-5"),
    "kind of a rule": ("lines: [{says: hi, kind: raido}]", 1, '"raido" is not a kind', "did you mean radio"),
    "rules without dashes": ("lines:\n  tagged: he\n  is: Ann", 2, "keys and values", "a dash"),
    "rule that is a word": ("lines: [Ann]", 1, '"Ann"', "docs/voices.md"),
    "measure of doubt": ("uncertain: {below: 30}", 1, "from 0 to 1", "the most 1"),
    "voice of doubt": ("uncertain: {voice: keeep}", 1, 'no voice "keeep"', "fullcast voices"),
    "no pattern": ("pronunciations:\n  a(: {say: b, match: pattern}", 2, "no regular expression", "Python"),
    "pattern of nothing": (
        "pronunciations:\n  a*: {say: b, match: pattern}",
        2,
        "where nothing stands",
        "at least one",
    ),
    "pattern without end": (
        "pronunciations:\n  (a+)+b: {say: b, match: pattern}",
        2,
        "too many ways",
        "inside another",
    ),
    "group of a pattern": (
        "pronunciations:\n  a(b): {say: c, by: {Ann: '\\2'}, match: pattern}",
        2,
        "\\2 is no group",
        "in brackets",
    ),
    "phonemes of a part": ("pronunciations:\n  a: {ipa: a, match: part}", 2, "cannot have phonemes", "say:"),
    "match": ("pronunciations:\n  a: {say: b, match: patern}", 2, '"patern"', "did you mean pattern"),
    "notes": ("reading: {notes: inlin}", 1, '"inlin"', "did you mean inline?"),
    "foreign": ("reading: {foreign: french}", 1, '"french"', "known: own, language"),
    "tag": ("narrator: !!python/object/apply:os.system [id]", 1, "the tag", "take the tag out"),
    "tag of the file's own": ("cast: !mine {}", 1, 'the tag "!mine"', "take the tag out"),
    "merge key": ("voices:\n  b:\n    like: m03\n    <<: {rate: 90}", 4, "<<", "like:"),
    "key that is a list": ("? [a, b]\n: c", 1, "a list, where a name", "docs/voices.md"),
    "control character": ('pronunciations: {K9: "a\\0b"}', 1, "control character (U+0000)", "take it out"),
    "half a character": ('output: {title: "\\ud800"}', 1, "control character (U+D800)", "take it out"),
}


@pytest.mark.parametrize(("text", "line", "message", "hint"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_its_line_and_the_mend(
    tmp_path: Path, text: str, line: int, message: str, hint: str
) -> None:
    error = refused(tmp_path, text + "\n")
    assert error.line == line
    assert message in error.message
    assert hint in (error.hint or "")
    assert len(error.message) < 400


BROKEN: dict[str, tuple[bytes, int | None, str, str]] = {
    "syntax": (b"a: b\nc: [1, 2\nd: e\n", 3, "not YAML", "this line"),
    "tabs": (b"pauses:\n\tbeat: 3\n", 2, "not YAML", "not with tabs"),
    "colon": (b"output:\n  title: Dawn: a story\n", 2, "not YAML", "quotes"),
    "unknown anchor": (b"narrator: *x\n", 1, "not YAML", "quotes"),
    "two documents": (b"narrator: m03\n---\nnarrator: m04\n", 2, "not YAML", "this line"),
    "Latin-1": ("# ok\nnarrator: m03 # très\n".encode("latin-1"), 2, "not UTF-8", "as UTF-8"),
    "UTF-16": ("narrator: m03\n".encode("utf-16"), 1, "not UTF-8", "as UTF-8"),
    "zero bytes": (b"# a\n\x00\x00\n", 2, "control character", "take it out"),
    "huge": (b"#" * 1_000_001, None, "is over", "story"),
    "brackets without end": (b"[" * 1_500, None, "levels within levels", "no key needs more"),
    "impossible escape": (b'output: {title: "\\UFFFFFFFF"}\n', None, "not YAML", "backslash"),
}


@pytest.mark.parametrize(("data", "line", "message", "hint"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_as_one(
    tmp_path: Path, data: bytes, line: int | None, message: str, hint: str
) -> None:
    error = refused(tmp_path, data)
    assert error.line == line
    assert message in error.message
    assert hint in (error.hint or "")


def test_aliases_of_aliases_do_not_grow(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for one, other in zip("abcdefghij", "bcdefghijk", strict=True):
        bomb += f"{other}: &{other} [{', '.join([f'*{one}'] * 10)}]\n"
    assert len(str(refused(tmp_path, bomb + "cast: *k\nnarrator: *k\npools: {male: *k}\n"))) < 6000
    assert "where" in refused(tmp_path, "voices: &v\n  a: *v\n  voice: *v\n").message


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        config.load(tmp_path / "no.yaml")
    with pytest.raises(ConfigError, match="a folder"):
        config.load(tmp_path)
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(Path("\0"))


def test_all_mistakes_are_told_together_up_to_ten(tmp_path: Path) -> None:
    few = refused(tmp_path, "a: 1\nb: 2\nnarrator: m99\n")
    assert [line for line in str(few).splitlines() if not line.startswith(" ")] == [
        f'{few.path}:1: unknown key "a" in voices.yaml',
        f'{few.path}:2: unknown key "b" in voices.yaml',
        f'{few.path}:3: there is no voice "m99"',
    ]
    many = refused(tmp_path, "".join(f"k{number}: 1\n" for number in range(14)))
    assert str(many).count("unknown key") == 10
    assert str(many).endswith("and 4 more")
    no_end = refused(tmp_path, "".join(f"k{number}: 1\n" for number in range(2000)))
    assert str(no_end).endswith("and at least 90 more")


words = st.sampled_from(
    ["m03", "cast", "voices", "rate", "like", "a", "160", "-", "[", "{", "}", ":", "\n", "  ", "&a", "*a"]
)


@settings(deadline=None)
@given(
    st.one_of(
        st.binary(max_size=60), st.lists(words, max_size=25).map(lambda parts: " ".join(parts).encode())
    )
)
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "voices.yaml"
    path.write_bytes(data)
    try:
        assert config.load(path).profiles
    except ConfigError as error:
        assert error.hint


# --- the reference --------------------------------------------------------------------------------


def keys(field: Field, path: str = "") -> Iterator[tuple[str, Field]]:
    """Walk the schema: every key with its path; the listener's own names stand as a star."""
    if isinstance(field, Table):
        for key, item in field.fields.items():
            yield f"{path}{key}", item
            yield from keys(item, f"{path}{key}.")
    elif isinstance(field, (Named, Rules)):
        yield from keys(field.item, f"{path}*.")


EVERY_KEY = dict(keys(SCHEMA))


def test_the_walk_over_the_schema_finds_the_keys() -> None:
    assert {
        "narrator",
        "cast.*.aliases",
        "voices.*.like",
        "kinds.radio.voice",
        "pauses.jitter",
    } <= EVERY_KEY.keys()
    assert len(EVERY_KEY) > 200


@pytest.mark.parametrize("path", sorted({key.rsplit(".", 1)[-1] for key in EVERY_KEY}))
def test_every_key_is_in_the_template_and_in_the_reference(path: str) -> None:
    assert re.search(rf"^[ #]*{path}:|[{{ ]{path}: ", config.template(), re.MULTILINE)
    assert f"`{path}`" in REFERENCE.read_text(encoding="utf-8")


def table(heading: str) -> dict[str, list[str]]:
    """Read the table under a heading of the reference: key -> the other cells."""
    _, _, part = REFERENCE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    rows = re.findall(r"^\| `([\w.]+)` \| (.*) \|$", part.partition("\n## ")[0], re.MULTILINE)
    return {key: cells.split(" | ") for key, cells in rows}


TABLES = {
    "Top level": "",
    "`voices`": "voices.*.",
    "`cast`": "cast.*.",
    "`uncertain`": "uncertain.",
    "`lines`": "lines.*.",
    "`pools`": "pools.",
    "`kinds` and `deliveries`": "kinds.radio.",
    "`pauses`": "pauses.",
    "`pronunciations`": "pronunciations.*.",
    "`reading`": "reading.",
    "`output`": "output.",
}


def wanted(field: Field) -> list[str]:
    """Give the words the reference must use of a field."""
    if isinstance(field, Number):
        return [f"{field.low:g} to {field.high:g}", field.unit]
    if isinstance(field, Flag):
        return ["yes or no"]
    if isinstance(field, OneOf):
        return [f"`{word}`" for word in field.known]
    if isinstance(field, Many):
        return ["list"]
    return ["`none`"] if isinstance(field, ByGender) else []


@pytest.mark.parametrize("heading", TABLES)
def test_the_reference_says_what_the_schema_says(heading: str) -> None:
    prefix = TABLES[heading]
    expected = {key.removeprefix(prefix): field for key, field in EVERY_KEY.items() if key.startswith(prefix)}
    expected = {key: field for key, field in expected.items() if "." not in key}
    found = table(heading)
    assert list(found) == list(expected)
    for key, field in expected.items():
        assert all(word in " | ".join(found[key]) for word in wanted(field)), key


def test_the_reference_gives_the_defaults() -> None:
    plain = config.load()
    assert {key: cells[1] for key, cells in table("`pauses`").items()} == {
        key: str(value) for key, value in plain.pauses.items()
    }
    shown = {key: cells[1] for key, cells in table("`output`").items()}
    assert shown == {
        "formats": "`[mp3]`",
        "announce_titles": "yes",
        **dict.fromkeys(("title", "author", "narrator"), "none"),
        **{key: f"{getattr(plain.output, key):g}" for key in ("bitrate", "rms", "peak", "room_tone")},
    }


def test_the_reference_gives_the_defaults_of_pools_kinds_and_deliveries() -> None:
    plain = config.load()
    pools = {key: tuple(re.findall(r"`(\S+?)`", cells[1])) for key, cells in table("`pools`").items()}
    assert pools == plain.pools
    kinds = {Kind(key): cells for key, cells in table("Defaults of the kinds").items()}
    assert kinds == {kind: cells_of(shape) for kind, shape in plain.kinds.items()}
    deliveries = table("Defaults of the deliveries")
    assert deliveries == {key: cells_of(shape) for key, shape in plain.deliveries.items()}


def cells_of(shape: Shape) -> list[str]:
    """Give a shape as the reference shows it."""
    numbers = [f"{value:g}" for value in (shape.rate, shape.pitch, shape.volume)]
    voices = "`{" + ", ".join(f"{gender}: {name}" for gender, name in shape.voices.items()) + "}`"
    return [*numbers, f"`{shape.effect}`" if shape.effect else "none", voices if shape.voices else "none"]


def test_the_reference_names_every_effect_kind_and_delivery() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in (*EFFECTS, *(kind.value for kind in Kind), *DELIVERIES))


def examples() -> list[str]:
    return re.findall(
        r"^```yaml\n(.*?)^```$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.mark.parametrize("number", range(len(examples()) if REFERENCE.exists() else 0))
def test_every_example_of_the_reference_can_be_read(tmp_path: Path, number: int) -> None:
    assert not same(loaded(tmp_path, examples()[number]), config.load())


# --- adding to the cast ---------------------------------------------------------------------------

ADDED: dict[str, dict[str, object]] = {
    "Bo": {"voice": "m03"},
    "Cy O’Hara": {"voice": "m04", "aliases": ["Cy", "the boy"], "gender": "male"},
}
BO = "Bo: m03"
CY = "Cy O’Hara: {voice: m04, aliases: [Cy, the boy], gender: male}"

EDITS = {
    "nothing": ("", f"cast:\n  {BO}\n  {CY}\n"),
    "comments only": ("# mine", f"# mine\ncast:\n  {BO}\n  {CY}\n"),
    "no cast": ("pauses:\n  beat: 3 # x\n# end\n", f"pauses:\n  beat: 3 # x\n# end\ncast:\n  {BO}\n  {CY}\n"),
    "document end": ("narrator: m03\n...\n", f"narrator: m03\ncast:\n  {BO}\n  {CY}\n...\n"),
    "empty": ("cast: # who\n\nnarrator: m03\n", f"cast: # who\n  {BO}\n  {CY}\n\nnarrator: m03\n"),
    "tilde": ("cast: ~ # who\n", f"cast: {{{BO},\n  {CY}}} # who\n"),
    "braces": ("cast: {} # who\nnarrator: m03", f"cast: {{{BO},\n  {CY}}} # who\nnarrator: m03"),
    "full braces": ("cast: {Al: m05, }\n", f"cast: {{Al: m05, {BO},\n  {CY}, }}\n"),
    "odd indentation": (
        "cast:\n     Al:  m05 # al\n\n     # so far\nnarrator: m03\n",
        f"cast:\n     Al:  m05 # al\n     {BO}\n     {CY}\n\n     # so far\nnarrator: m03\n",
    ),
    "nested": (
        "cast:\n Al:\n  aliases:\n  - A # a\n\n# more\n",
        f"cast:\n Al:\n  aliases:\n  - A # a\n {BO}\n {CY}\n\n# more\n",
    ),
    "no newline at the end": ("cast:\n  Al: m05", f"cast:\n  Al: m05\n  {BO}\n  {CY}\n"),
    "CRLF": ("cast:\r\n  Al: m05\r\npauses:\r\n", f"cast:\r\n  Al: m05\r\n  {BO}\r\n  {CY}\r\npauses:\r\n"),
    "alias at the end": (
        "voices: {x: &v {voice: m05}}\ncast:\n  Al: *v # al\n",
        f"voices: {{x: &v {{voice: m05}}}}\ncast:\n  Al: *v # al\n  {BO}\n  {CY}\n",
    ),
    "some there": ("cast:\n  BO: m05\n", f"cast:\n  BO: m05\n  {CY}\n"),
    "there by another name": (
        "cast:\n  Robert: {voice: m09, aliases: [bo]}\n  C: {voice: f07, aliases: [the boy]}\n",
        None,
    ),
    "there without a voice": (
        "cast:\n  Robert: {aliases: [bo]} # he\n  C:\n    # him\n    aliases:\n    - the boy\n",
        "cast:\n  Robert: {voice: m03, aliases: [bo]} # he\n"
        "  C:\n    # him\n    voice: m04\n    aliases:\n    - the boy\n",
    ),
    "there with nothing": (
        "cast:\n  Bo: # he\n  Cy O’Hara: {}\n",
        "cast:\n  Bo: m03 # he\n  Cy O’Hara: {voice: m04}\n",
    ),
    "there as a tilde": ("cast: {Bo: ~, Cy O’Hara: m05}\n", "cast: {Bo: m03, Cy O’Hara: m05}\n"),
    "voice left open": ("cast:\n  Bo: {voice: , gender: male}\n  Cy: m05\n", None),
    "written for two": ("cast:\n  Bo: &b {gender: male}\n  Cy: *b\n", None),
}


@pytest.mark.parametrize(("before", "after"), EDITS.values(), ids=EDITS)
def test_adding_to_a_cast_leaves_every_other_byte(tmp_path: Path, before: str, after: str | None) -> None:
    assert config.with_cast(before, ADDED) == (before if after is None else after)
    assert config.with_cast(after or before, ADDED) == (after or before)
    assert loaded(tmp_path, after or before)


def test_adding_to_the_template_keeps_it_readable(tmp_path: Path) -> None:
    longer = config.with_cast(config.template(), ADDED)
    own = loaded(tmp_path, longer)
    assert own.cast == {"Bo": Role("m03"), "Cy O’Hara": Role("m04", ("Cy", "the boy"), "male")}
    assert longer.replace(f"  {BO}\n  {CY}\n", "") == config.template()


def test_what_cannot_be_added_to_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nothing can be added[^~]*by hand: Bo"):
        config.with_cast("{narrator: m03}\n", ADDED)
    with pytest.raises(ConfigError, match="unknown key"):
        config.with_cast("cats: 3\n", ADDED)


names = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), min_size=1, max_size=20).filter(
    fold
)
befores = st.sampled_from([before for before, _ in EDITS.values()])


@settings(deadline=None)
@given(befores, st.lists(names, min_size=1, max_size=4, unique_by=fold))
def test_whatever_the_names_they_read_back(
    tmp_path_factory: pytest.TempPathFactory, before: str, people: list[str]
) -> None:
    longer = config.with_cast(before, {name: {"voice": "m03"} for name in people})
    path = tmp_path_factory.mktemp("names") / "voices.yaml"
    path.write_text(longer, encoding="utf-8", newline="")
    cast = config.load(path).cast
    known = {fold(name) for name in cast} | {fold(alias) for role in cast.values() for alias in role.aliases}
    assert {fold(name) for name in people} <= known


def test_a_value_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, f"pronunciations:\n  Anna: {'na ' * 1000}\n")
    assert "too many" in error.message and error.line == 2
