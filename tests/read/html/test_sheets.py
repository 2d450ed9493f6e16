"""Style sheets."""

from __future__ import annotations

import time

from fullcast.read.html.sheets import of_looks


def test_rules_that_slant_or_hide_are_kept() -> None:
    sheet = (
        "@charset 'utf-8'; @import 'x'; /* } .z{display:none} */ p { margin: 0 } .a{font-style:italic}\n"
        "@font-face { font-style: italic; } @media print { .b {display:none} .c {display:none} } .d { display:none }"
    )
    assert of_looks(sheet) == ".a{font-style:italic}\n.d { display:none }"


def test_broken_sheets() -> None:
    assert of_looks("}}} .a { font-style: italic } { { /*") == ".a { font-style: italic }"
    assert of_looks("") == ""


def test_time_is_linear() -> None:
    begin = time.process_time()
    for piece in ("/*", "{", "}", "@media {", "a;"):
        of_looks(piece * 200_000)
    assert time.process_time() - begin < 3
