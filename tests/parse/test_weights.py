"""The table of weights that comes with the program, and how it is read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.parse.speakers.weights import ANY, FORMS, Weights, between, parse, weights


def test_a_form_has_what_all_have_and_its_own() -> None:
    table = parse(
        ["# a comment", "*\taddressed by it\t-2.0", "bare\taddressed by it\t-0.5", "name\tsays so\t1.5"]
    )
    assert table.by_form["bare"]["addressed by it"] == -2.5
    assert table.by_form["beat"] == {"addressed by it": -2.0}
    assert table.by_form["name"]["says so"] == 1.5


def test_a_curve_is_straight_between_its_points_and_flat_beyond() -> None:
    table = parse(["curve *\t0.2\t0.4", "curve *\t0.6\t0.8", "curve name\t0.5\t1.0"])
    assert table.confidence("bare", 0.1) == 0.4
    assert table.confidence("bare", 0.4) == pytest.approx(0.6)
    assert table.confidence("bare", 0.9) == 0.8
    assert table.confidence("name", 0.1) == 1.0


def test_without_a_curve_the_share_itself_is_the_confidence() -> None:
    assert Weights.of([], {}).confidence("bare", 0.25) == 0.25


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=8, unique_by=lambda p: p[0]
    ).map(sorted),
    st.floats(0, 1),
)
def test_a_curve_stays_within_its_points(curve: list[tuple[float, float]], x: float) -> None:
    heights = [y for _, y in curve]
    assert min(heights) - 1e-9 <= between(tuple(curve), x) <= max(heights) + 1e-9


def test_the_shipped_weights_know_every_form_and_rise() -> None:
    table = weights()
    assert set(table.by_form) == set(FORMS)
    assert all(len(own) > 50 for own in table.by_form.values())
    assert ANY in table.curves
    for curve in table.curves.values():
        assert all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(curve))
        assert all(0.0 <= y <= 1.0 for _, y in curve)


def test_the_shipped_weights_say_what_a_reader_would() -> None:
    table = weights()
    assert table.by_form["name"]["tag name inverted"] > 3
    assert all(own["addressed by it"] < -1 for own in table.by_form.values())
    assert (
        table.by_form["pronoun"]["tag he/she sure clashes"]
        < table.by_form["pronoun"]["tag he/she sure fits"] - 3
    )
