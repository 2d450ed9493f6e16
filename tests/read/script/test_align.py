"""What two versions of a text have in common, and that it is found in time."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from fullcast.read.script.align import align

lines = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(lines, lines)
def test_pairs_are_equal_lines_in_order(old: list[str], new: list[str]) -> None:
    pairs = align(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    for (i, j), (k, m) in pairwise(pairs):
        assert i < k and j < m


@given(lines, st.lists(st.sampled_from("xyz"), min_size=1, max_size=20), st.data())
def test_what_is_put_in_moves_no_pair(old: list[str], more: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(old)))
    pairs = align(old, [*old[:at], *more, *old[at:]])
    assert pairs == [(i, i if i < at else i + len(more)) for i in range(len(old))]


@given(lines, lines)
def test_it_is_the_same_the_other_way_where_lines_are_unique(old: list[str], new: list[str]) -> None:
    ours, theirs = list(dict.fromkeys(old)), list(dict.fromkeys(new))
    assert len(align(ours, theirs)) == len(align(theirs, ours))


def test_a_line_that_stands_often_is_paired_by_its_neighbours() -> None:
    old = ["one", "yes", "two", "yes", "three", "yes"]
    new = ["one", "yes", "new", "two", "three", "yes"]
    assert align(old, new) == [(0, 0), (1, 1), (2, 3), (4, 4), (5, 5)]


def test_long_and_hostile_texts_are_compared_in_time() -> None:
    start = process_time()
    size = 20_000
    assert len(align(["a", "b"] * size, ["b", "a"] * size)) <= 2 * size
    shuffled = [str(7919 * number % size) for number in range(size)]
    align([str(number) for number in range(size)], shuffled)
    nested = [str(min(number, size - number)) for number in range(size)]
    align(nested, nested[::-1][1:])
    assert process_time() - start < 5
