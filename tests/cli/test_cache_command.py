"""`fullcast cache`: what it prints, and what --clear removes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run
from fullcast import cache
from fullcast.cli.common import size


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def fill(number: int) -> int:
    kept = cache.opened()
    for each in range(number):
        kept.put(cache.key(each), bytes(1000))
    return kept.usage().bytes


def test_it_says_where_and_how_much(run: Run, root: Path) -> None:
    assert run("cache").out == f"{root}\n0 entries, 0 bytes of 4.0 GiB\n"
    fill(1)
    assert run("cache").out == f"{root}\n1 entry, 1.0 KiB of 4.0 GiB\n"
    fill(1200)
    assert run("cache").out == f"{root}\n1,200 entries, 1.2 MiB of 4.0 GiB\n"


def test_looking_makes_nothing(run: Run, root: Path) -> None:
    assert run("cache").code == run("cache", "--clear").code == 0
    assert not root.exists()


def test_json(run: Run, root: Path) -> None:
    held = fill(3)
    told = {"path": str(root), "entries": 3, "bytes": held, "limit": cache.LIMIT}
    assert json.loads(run("cache", "--json").out) == told
    told |= {"entries": 0, "bytes": 0, "freed": held}
    assert json.loads(run("cache", "--clear", "--json").out) == told


def test_clear_empties_it_and_nothing_else(run: Run, root: Path) -> None:
    fill(3)
    (root / "theirs.txt").write_text("theirs")
    result = run("cache", "--clear")
    assert (result.code, result.out, result.err) == (0, f"{root}\n3.1 KiB freed\n", "")
    assert [path.name for path in root.iterdir()] == ["theirs.txt"]


def test_what_cannot_be_removed_is_told(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(2)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    result = run("cache", "--clear")
    assert result.out == f"{root}\n0 bytes freed\n"
    assert result.err.startswith("note: 2 files could not be removed")


def test_a_wrong_limit_is_a_usage_error(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FULLCAST_CACHE_LIMIT", "plenty")
    result = run("cache")
    assert result.code == 2
    assert result.err.startswith("error: FULLCAST_CACHE_LIMIT: “plenty” is no size\n")


def test_no_home_is_a_usage_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("FULLCAST_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", unknown)
    result = run("cache")
    assert result.code == 2
    assert "set FULLCAST_CACHE to a folder" in result.err
    assert "FULLCAST_CACHE" in (cache.opened().trouble or "")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1,023 bytes"),
        (1024, "1.0 KiB"),
        (4 << 30, "4.0 GiB"),
        (5000 << 40, "5,000.0 TiB"),
    ],
)
def test_sizes(number: int, text: str) -> None:
    assert size(number) == text
