"""What kind each line is: a corpus of short scenes, line by line and pooled; and hostile text, read in linear time."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.model import Chapter, Kind
from fullcast.parse import kinds, utterances
from fullcast.parse.paragraphs import paragraphs
from fullcast.parse.quotes import style_of
from fullcast.parse.turns import passages

T = TypeVar("T")

FOLDER = Path(__file__).parent / "fixtures"
JUDGED = (Kind.RADIO, Kind.PHONE, Kind.LOUDSPEAKER, Kind.BROADCAST, Kind.THOUGHT)
MISSED = "(missed) "


@dataclass(frozen=True)
class Scene:
    """A title, prose, and its stretches: where each begins and ends, white space not counted, and the kinds it may be."""

    title: str
    prose: str
    stretches: tuple[tuple[int, int, frozenset[str]], ...]
    missed: bool


def scenes() -> Iterator[Scene]:
    """Yield every scene in which kinds are the point."""
    for path in [FOLDER / "kinds.txt", *sorted((FOLDER / "kinds").glob("*.txt"))]:
        parts = path.read_text(encoding="utf-8").split("\n.\n")
        assert len(parts) % 3 == 1, path
        for title, prose, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
            rows = [line.split("|", 3) for line in expected.splitlines()]
            stretches, at = [], 0
            for kind, *_, words in rows:
                end = at + len("".join(words.split()))
                stretches.append((at, end, frozenset(kind.strip().split("/"))))
                at = end
            assert "".join("".join(row[3].split()) for row in rows) == "".join(prose.split()), title
            name = title.strip()
            yield Scene(f"{path.stem}: {name}", prose, tuple(stretches), name.startswith(MISSED))


@cache
def _heard(prose: str) -> tuple[tuple[int, int, str], ...]:
    found, at = [], 0
    for u in utterances(Chapter(1, "scene", prose)):
        end = at + len("".join(u.text.split()))
        found.append((at, end, u.kind.value))
        at = end
    return tuple(found)


def _wrong(scene: Scene) -> list[str]:
    """Return the stretches heard otherwise than a reader would, as much of them as was."""
    letters = "".join(scene.prose.split())
    return [
        f"{'/'.join(sorted(wanted))} heard as {kind}: {letters[max(a, start) : min(b, end)]}"
        for start, end, wanted in scene.stretches
        for a, b, kind in _heard(scene.prose)
        if max(a, start) < min(b, end) and kind not in wanted
    ]


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(s, id=s.title, marks=[pytest.mark.xfail(strict=True)] if s.missed else [])
        for s in scenes()
    ],
)
def test_scene(scene: Scene) -> None:
    assert not _wrong(scene)


def pooled() -> dict[str, tuple[int, int, int, int]]:
    """Return for every kind: lines tagged so, rightly so; lines that are so, and were found."""
    tagged: Counter[str] = Counter()
    rightly: Counter[str] = Counter()
    there: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for scene in scenes():
        heard = _heard(scene.prose)
        for a, b, kind in heard:
            tagged[kind] += 1
            rightly[kind] += kind in _most(a, b, scene.stretches)
        for a, b, wanted in scene.stretches:
            if len(wanted) == 1:
                (kind,) = wanted
                there[kind] += 1
                found[kind] += kind == _most(a, b, heard)
    return {k.value: (tagged[k.value], rightly[k.value], there[k.value], found[k.value]) for k in JUDGED}


def _most(start: int, end: int, others: Sequence[tuple[int, int, T]]) -> T:
    """Return what the stretch is that shares most with `start:end`."""
    return max(others, key=lambda o: min(end, o[1]) - max(start, o[0]))[2]


def test_kinds_are_found_precisely() -> None:
    table = pooled()
    shown = "\n".join(
        f"{kind}: tagged {t}, rightly {r}; there {n}, found {f}" for kind, (t, r, n, f) in table.items()
    )
    for tagged, rightly, there, found in table.values():
        assert rightly >= 0.95 * tagged, shown
        assert found >= 0.90 * there, shown


def _surroundings(prose: str) -> Iterator[kinds.Surroundings]:
    """Yield what stands around the lines of every paragraph, as if each line had no tag."""
    lead = ""
    for passage in passages(prose, paragraphs(prose), style_of([prose])):
        beside = [prose[s.start : s.end] for s in passage.segments if s.part == "narration"]
        said = [prose[s.start : s.end] for s in passage.spoken]
        if said:
            yield kinds.Surroundings(" ".join(beside), lead, " ".join(said), leads_in=True, tagged=False)
        lead = "" if said else prose[passage.paragraph.start : passage.paragraph.end]


def test_no_rule_is_missed_for_want_of_a_telling_word(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [(around, kinds.guess(around)) for scene in scenes() for around in _surroundings(scene.prose)]
    everything = frozenset(Kind)
    monkeypatch.setattr(kinds, "_kinds_in", lambda words, _: everything if words else frozenset())
    assert len(asked) > 500
    for around, quick in asked:
        assert kinds.guess(around) == quick, around


_HOSTILE = st.lists(
    st.sampled_from(
        [
            "radio ",
            "the radio said ",
            "“",
            "” ",
            '"',
            "_",
            "*a* ",
            "he thought, ",
            "he thought: A ",
            "A B: ",
            "over ",
            "voice in ",
            "Ab ",
            "\n\n",
        ]
    ),
    min_size=1,
    max_size=3,
).map("".join)


@given(_HOSTILE)
@settings(max_examples=30, deadline=None)
def test_hostile_text_is_cut_in_linear_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    began = time.process_time()
    passages(text, paragraphs(text), style_of([text]))
    assert time.process_time() - began < 5


@given(_HOSTILE, _HOSTILE)
@settings(max_examples=60, deadline=None)
def test_hostile_surroundings_are_judged_quickly(beside: str, speech: str) -> None:
    narration, said = (beside * 4000)[:3600], (speech * 4000)[:3600]
    began = time.process_time()
    kinds.guess(kinds.Surroundings(narration, narration[-400:], said, leads_in=True, tagged=False))
    kinds.in_room(narration)
    kinds.handles_set(narration)
    assert time.process_time() - began < 0.5


def _turn(guess: str | None = None, speaker: str | None = None, **more: bool) -> kinds.TurnKind:
    rule = next((r for r in kinds.RULES if r.id == guess), None)
    heard = kinds.KindGuess(rule.kind, rule.id, rule.confidence, rule.remote) if rule else None
    return kinds.TurnKind(heard, speaker, more.get("tagged", False), more.get("room", False), 0, False)


def test_an_answer_goes_over_the_set_and_a_remark_does_not() -> None:
    heard = kinds.follow(
        [
            _turn("radio-speaks", "far", tagged=True),
            _turn(speaker="near"),
            _turn(speaker="far"),
            _turn(speaker="other", tagged=True),
            _turn(speaker="other", tagged=True, room=True),
            _turn(speaker="far", tagged=True),
        ]
    )
    assert [g.kind for g in heard] == [
        Kind.RADIO, Kind.RADIO, Kind.RADIO, Kind.DIALOGUE, Kind.DIALOGUE, Kind.RADIO,
    ]  # fmt: skip


def test_a_call_that_has_ended_carries_nobody() -> None:
    heard = kinds.follow(
        [_turn("phone-far-end", "far"), _turn("phone-hung-up", "near"), _turn(speaker="far")]
    )
    assert [g.kind for g in heard] == [Kind.PHONE, Kind.PHONE, Kind.DIALOGUE]


def test_a_guess_by_no_rule_is_weighed_like_none() -> None:
    hunch = kinds.TurnKind(
        kinds.KindGuess(Kind.RADIO, "a hunch", 0.9, True), "x", tagged=True, room=False, gap=0, scene=False
    )
    assert kinds.follow([hunch])[0].kind is Kind.DIALOGUE


def test_every_pattern_can_be_compiled() -> None:
    assert all(rule.pattern.pattern == rule.source for rule in kinds.RULES)
