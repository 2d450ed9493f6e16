"""What is kept is given back whole, or not at all; and nothing that goes wrong with it is an error."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from pathlib import Path, PureWindowsPath
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from fullcast import cache
from fullcast.cache import HOUR, LIMIT, Cache, Usage, allowance, key, locate
from fullcast.errors import UsageError

K = key("one")
HEADER = 50
GOLDEN = "1649b60f901724235dbba377bb6a10dc0381395b9aacd318"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "caches" / "fullcast"


@pytest.fixture
def kept(root: Path) -> Cache:
    return Cache(root)


def place(root: Path, name: str = K) -> Path:
    return root / name[:2] / name[2:]


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Number(IntEnum):
    ONE = 1


@dataclass(frozen=True, slots=True)
class Voice:
    name: str
    rate: float = 1.0


@dataclass(frozen=True)
class Sound:
    name: str
    rate: float = 1.0


@dataclass
class Loose:
    name: str


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=6)
    | st.binary(max_size=6)
    | st.sampled_from([*Colour, *Number])
    | st.builds(Path, st.sampled_from(["a", "a/b", "/a"]))
    | st.builds(Voice, st.sampled_from("ab"), st.sampled_from([1.0, 2.0]))
)
PARTS = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


def canonical(value: Any) -> Any:
    """Return `value` so that == on it is what a key should tell apart: with types, -0.0 unlike 0.0."""
    if isinstance(value, tuple):
        return ("t", *map(canonical, value))
    if isinstance(value, dict):
        return ("m", frozenset((each, canonical(of)) for each, of in value.items()))
    return (type(value), repr(value))


class TestKey:
    @settings(max_examples=400)
    @given(st.lists(PARTS, max_size=4), st.lists(PARTS, max_size=4))
    def test_keys_differ_where_parts_do_and_only_there(self, one: list[Any], two: list[Any]) -> None:
        same = canonical(tuple(one)) == canonical(tuple(two))
        assert (key(*one) == key(*two)) is same
        assert key(*one) == key(*one)

    @given(
        st.lists(st.text("ab:0", max_size=4), max_size=4), st.lists(st.text("ab:0", max_size=4), max_size=4)
    )
    def test_where_one_text_ends_and_the_next_begins_counts(self, one: list[str], two: list[str]) -> None:
        assert (key(*one) == key(*two)) is (one == two)

    @pytest.mark.parametrize(
        "parts",
        [
            [("ab", "c"), ("a", "bc"), ("abc",), (("ab", "c"),), ("ab", ("c",)), ("ab", "c", ""), ("ab", "c", None)],
            [(1,), (True,), ("1",), (1.0,), (b"1",), (Number.ONE,), (Path("1"),), (None,), (), ((),), ({},), ("",)],
            [(0.0,), (-0.0,), (0,), (False,), (float("nan"),), (float("inf"),), (0.1 + 0.2,), (0.3,)],
            [("red",), (Colour.RED,), (Colour.BLUE,), ("RED",), ("Colour.RED",)],
            [(Voice("a"),), (Sound("a"),), (Voice("a", 2.0),), (("a", 1.0),), ({"name": "a", "rate": 1.0},)],
            [({"a": 1, "b": 2},), ({"a": 2, "b": 1},), ((("a", 1), ("b", 2)),), ({"a": {"b": 2}},)],
            [("é",), ("e\u0301",), ("\ud800",), ("é".encode(),)],
        ],
    )  # fmt: skip
    def test_these_all_differ(self, parts: list[tuple[Any, ...]]) -> None:
        assert len({key(*each) for each in parts}) == len(parts)

    def test_what_is_equal_has_one_key(self) -> None:
        assert key({"a": 1, "b": 2}) == key({"b": 2, "a": 1}) == key(MappingProxyType(OrderedDict(b=2, a=1)))
        assert key(Voice("a")) == key(replace(Voice("b"), name="a"))
        assert key([1, [2]]) == key((1, (2,)))
        assert key(PureWindowsPath("a\\b")) == key(Path("a/b"))

    def test_a_library_s_float_is_the_float_it_equals(self) -> None:
        numpy = pytest.importorskip("numpy")
        assert key(numpy.float64(0.1)) == key(0.1)
        with pytest.raises(TypeError, match="float32"):
            key(numpy.float32(0.1))

    @pytest.mark.parametrize(
        "part", [{1, 2}, object(), Loose("a"), Voice, bytearray(b"a"), 1j, key, [1, {"a": object()}]]
    )
    def test_anything_else_is_refused(self, part: object) -> None:
        with pytest.raises(TypeError, match="has no place in a key"):
            key("a", part)

    def test_numbers_too_long_to_write_out(self) -> None:
        assert key(10**5000) != key(10**5000 + 1)

    def test_it_is_the_same_in_every_run_and_release(self) -> None:
        parts = '"a", 1, 0.5, None, True, b"\\0", Path("a/b"), {"x": (1,), "y": "é"}'
        code = f"from pathlib import Path; from fullcast.cache import key; print(key({parts}))"
        told = {
            subprocess.run(
                [sys.executable, "-c", code],
                env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for seed in ("1", "2")
        }
        assert told == {GOLDEN}


class TestKeeping:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.binary(max_size=20_000))
    def test_what_was_put_is_got(self, kept: Cache, data: bytes) -> None:
        kept.put(K, data)
        assert kept.get(K) == data
        kept.put(key(data), memoryview(data))
        assert kept.get(key(data)) == data

    def test_what_was_not_put_is_not_there(self, kept: Cache, root: Path) -> None:
        assert kept.get(K) is None
        assert not root.exists()

    def test_another_cache_of_the_folder_finds_it(self, kept: Cache, root: Path) -> None:
        kept.put(K, b"data")
        assert Cache(root).get(K) == b"data"

    def test_a_view_of_wider_items_counts_in_bytes(self, root: Path) -> None:
        view: Any = memoryview(bytes(800)).cast("d")
        Cache(root, limit=700).put(K, view)
        assert Cache(root).get(K) is None
        Cache(root).put(K, view)
        assert Cache(root).get(K) == bytes(800)

    def test_the_folder_is_the_user_s_alone(self, kept: Cache, root: Path) -> None:
        kept.put(K, b"data")
        assert stat.S_IMODE(root.stat().st_mode) == 0o700

    def test_a_folder_that_is_there_keeps_its_rights(self, kept: Cache, root: Path) -> None:
        root.mkdir(parents=True)
        root.chmod(0o755)
        kept.put(K, b"data")
        assert stat.S_IMODE(root.stat().st_mode) == 0o755

    def test_a_folder_that_goes_is_made_again(self, kept: Cache, root: Path) -> None:
        kept.put(K, b"data")
        root.rename(root.with_name("away"))
        kept.put(K, b"more")
        assert kept.get(K) == b"more"
        assert kept.trouble is None

    @pytest.mark.parametrize("name", ["", "ab", "../../etc/passwd", K.upper(), K + "\n", "g" * 48])
    def test_only_keys_are_keys(self, kept: Cache, name: str) -> None:
        for use in (kept.get, lambda name: kept.put(name, b"")):
            with pytest.raises(ValueError, match="is no key"):
                use(name)

    def test_none_keeps_nothing(self) -> None:
        kept = Cache(None)
        kept.put(K, b"data")
        kept.trim()
        assert kept.get(K) is None
        assert kept.clear() == 0
        assert (kept.usage().entries, kept.usage().bytes, kept.trouble) == (0, 0, None)

    def test_no_room_keeps_nothing(self, root: Path) -> None:
        kept = Cache(root, limit=0)
        kept.put(K, b"")
        assert not root.exists()
        assert kept.trouble is None


class TestDamage:
    DATA = b"sixteen bytes..." * 2

    def test_any_byte_flipped_is_noticed_and_removed(self, kept: Cache, root: Path) -> None:
        kept.put(K, self.DATA)
        path = place(root)
        whole = path.read_bytes()
        assert len(whole) == HEADER + len(self.DATA)
        for spot in range(len(whole)):
            for flip in (1, 128, 255):
                path.write_bytes(whole[:spot] + bytes([whole[spot] ^ flip]) + whole[spot + 1 :])
                assert kept.get(K) is None
                assert not path.exists()
        path.write_bytes(whole)
        assert kept.get(K) == self.DATA

    def test_any_other_length_is_noticed(self, kept: Cache, root: Path) -> None:
        kept.put(K, self.DATA)
        path = place(root)
        whole = path.read_bytes()
        for wrong in [*(whole[:end] for end in range(len(whole))), whole + b"\0", whole * 2]:
            path.write_bytes(wrong)
            assert kept.get(K) is None
            assert not path.exists()

    def test_an_entry_under_another_s_name_is_noticed(self, kept: Cache, root: Path) -> None:
        other = key("other")
        kept.put(K, self.DATA)
        kept.put(other, b"other")
        place(root).replace(place(root, other))
        assert kept.get(other) is None

    def test_a_huge_file_that_is_no_entry_is_not_read(self, kept: Cache, root: Path) -> None:
        kept.put(K, self.DATA)
        with place(root).open("r+b") as file:
            file.truncate(1 << 40)
        assert kept.get(K) is None

    def test_what_cannot_be_read_is_not_there(
        self, kept: Cache, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept.put(K, self.DATA)

        def fail(*_: object) -> None:
            raise OSError(errno.EIO, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(cache, "_payload", fail)
            assert kept.get(K) is None
        assert kept.get(K) == self.DATA

    def test_what_cannot_be_removed_is_not_believed(
        self, kept: Cache, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept.put(K, self.DATA)
        place(root).write_bytes(b"foreign")
        monkeypatch.setattr(Path, "unlink", refusing(errno.EROFS))
        assert kept.get(K) is None


def refusing(number: int) -> Any:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


class TestForeign:
    """Nothing but our own regular files is read, replaced or removed."""

    def test_foreign_names_stay(self, kept: Cache, root: Path) -> None:
        kept.put(K, b"data")
        theirs = {
            "notes.txt",
            "ab",  # a file in a folder's place
            f"{K[:2]}/notes.txt",
            f"{K[:2]}/{K[2:].upper()}x",
            f"{K[:2]}/{'a' * 38}",  # Git's
            f"{K[:2]}/{'a' * 62}",
            f"{K[:2]}/.fullcast-abc.part",
            f"notes/{K[2:]}",
            K[2:],
        }
        for name in theirs:
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text("theirs")
            age(root / name, 3 * HOUR)
        assert kept.usage().entries == 1
        Cache(root, limit=0).trim()
        assert kept.clear() == 0
        assert names(root) == theirs

    @pytest.mark.parametrize("what", ["link", "dangling", "folder", "pipe"])
    def test_what_is_no_file_in_an_entry_s_place_stays(self, kept: Cache, root: Path, what: str) -> None:
        path, target = place(root), root.parent / "target"
        path.parent.mkdir(parents=True)
        if what == "folder":
            path.mkdir()
        elif what == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to(target)
        if what == "link":
            target.write_text("theirs")
        before = path.lstat()
        kept.put(K, b"data")
        assert kept.get(K) is None
        kept.trim()
        assert kept.clear() == kept.usage().entries == 0
        assert path.lstat().st_ino == before.st_ino
        assert kept.trouble is None
        assert target.exists() is (what == "link")

    def test_a_link_in_a_folder_s_place_is_not_followed(
        self, kept: Cache, root: Path, tmp_path: Path
    ) -> None:
        elsewhere = tmp_path / "elsewhere"
        Cache(elsewhere).put(K, b"theirs")
        root.mkdir(parents=True)
        (root / K[:2]).symlink_to(elsewhere / K[:2])
        kept.put(K, b"ours")
        assert kept.get(K) is None
        assert kept.clear() == kept.usage().entries == 0
        assert Cache(elsewhere).get(K) == b"theirs"

    def test_the_root_may_be_a_link(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "disk").mkdir()
        link = tmp_path / "link"
        link.symlink_to(tmp_path / "disk")
        kept = Cache(link)
        kept.put(K, b"data")
        assert kept.get(K) == b"data"
        assert kept.usage().entries == 1
        assert kept.clear() == HEADER + 4
        assert link.is_symlink()


class TestTrouble:
    """A disk that takes nothing stops nothing: it is told once, and tried no more."""

    def test_a_file_in_the_folder_s_place(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("theirs")
        for root in (tmp_path / "file", tmp_path / "file" / "cache"):
            kept = Cache(root)
            assert kept.get(K) is None
            kept.put(K, b"data")
            assert kept.trouble is not None
            assert kept.trouble.startswith(
                f"nothing more is kept for the next run: {root}: cannot be written"
            )
            assert kept.get(K) is None
            kept.trim()
            assert kept.clear() == kept.usage().entries == 0
        assert (tmp_path / "file").read_text() == "theirs"

    @pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EIO])
    def test_a_folder_that_cannot_be_made(
        self, kept: Cache, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        monkeypatch.setattr(Path, "mkdir", refusing(number))
        kept.put(K, b"data")
        assert kept.trouble

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_read_only_folder_still_gives_what_it_has(self, kept: Cache, root: Path) -> None:
        kept.put(K, b"data")
        for path in (root / K[:2], root):
            path.chmod(0o500)
        try:
            kept.put(key("other"), b"other")
            assert "Permission denied" in (kept.trouble or "")
            assert kept.get(K) == b"data"
        finally:
            for path in (root, root / K[:2]):
                path.chmod(0o700)

    @pytest.mark.parametrize("step", ["open", "replace"])
    def test_a_full_disk(self, kept: Cache, root: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
        kept.put(K, b"data")
        with monkeypatch.context() as patch:
            patch.setattr(Path, step, refusing(errno.ENOSPC))
            kept.put(key("other"), b"other")
        assert kept.trouble == f"nothing more is kept for the next run: {root}: the disk is full"
        kept.put(key("third"), b"third")
        assert kept.get(K) == b"data"
        assert names(root) == {place(root).relative_to(root).as_posix()}

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_a_disk_that_fills_while_it_is_written(
        self, kept: Cache, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usual = Path.open

        def full(path: Path, mode: str = "r", **more: Any) -> Any:
            if mode == "xb":
                usual(path, mode).close()
                return usual(Path("/dev/full"), "wb", **more)
            return usual(path, mode, **more)

        monkeypatch.setattr(Path, "open", full)
        for data in (b"few", bytes(100_000)):
            kept = Cache(root)
            kept.put(K, data)
            assert (kept.trouble or "").endswith("the disk is full")
            assert not names(root)

    def test_an_interrupt_while_writing_leaves_nothing(
        self, kept: Cache, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", interrupted)
            with pytest.raises(KeyboardInterrupt):
                kept.put(K, b"data")
        assert not names(root)
        assert kept.trouble is None

    def test_an_entry_that_another_run_holds_open_is_as_good(
        self, kept: Cache, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept.put(K, b"data")
        monkeypatch.setattr(Path, "replace", refusing(errno.EACCES))
        kept.put(K, b"data")
        assert kept.trouble is None
        kept.put(key("other"), b"other")
        assert kept.trouble


class TestTrim:
    def fill(self, root: Path, number: int) -> list[str]:
        made = [key(each) for each in range(number)]
        for seconds, name in enumerate(reversed(made)):
            Cache(root).put(name, bytes(950))
            age(place(root, name), 10 * HOUR + 10 * seconds)
        return made  # the oldest first

    def left(self, root: Path, made: list[str]) -> list[int]:
        return [spot for spot, name in enumerate(made) if place(root, name).exists()]

    def test_least_recently_used_go_first(self, root: Path) -> None:
        made = self.fill(root, 10)
        assert Cache(root, limit=10_000).get(made[0]) is not None
        Cache(root, limit=10_000).trim()
        assert self.left(root, made) == list(range(10))
        Cache(root, limit=4_999).trim()
        assert self.left(root, made) == [0, 7, 8, 9]
        assert Cache(root, limit=4_999).usage() == Usage(root, 4, 4000, 4_999)

    def test_a_use_is_written_down_once_an_hour(self, kept: Cache, root: Path) -> None:
        kept.put(K, b"data")
        for seconds, touched in ((HOUR / 2, False), (HOUR + 60, True), (-2 * HOUR, True)):
            age(place(root), seconds)
            before = place(root).stat().st_mtime
            kept.get(K)
            now = place(root).stat().st_mtime
            assert (now != before) is touched
            assert not touched or abs(now - time.time()) < 60

    def test_a_use_that_cannot_be_written_down_is_one_all_the_same(
        self, kept: Cache, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept.put(K, b"data")
        age(place(root), 2 * HOUR)
        monkeypatch.setattr(os, "utime", refusing(errno.EROFS))
        assert kept.get(K) == b"data"

    def test_what_a_killed_run_left_is_swept_when_old(self, kept: Cache, root: Path) -> None:
        kept.put(K, b"data")
        fresh, old, link = (place(root).parent / f".fullcast-{each * 16}.part" for each in "abc")
        for path in (fresh, old):
            path.write_bytes(b"half")
        link.symlink_to(fresh)
        age(old, HOUR + 60)
        assert kept.usage().entries == 1
        kept.trim()
        assert (fresh.exists(), old.exists(), link.is_symlink()) == (True, False, True)
        age(fresh, HOUR + 60)
        kept.clear()
        assert not fresh.exists()

    def test_files_that_vanish_meanwhile_count_as_gone(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = self.fill(root, 10)
        usual = cache._gone

        def raced(path: str) -> bool:
            Path(path).unlink()
            return usual(path)

        monkeypatch.setattr(cache, "_gone", raced)
        Cache(root, limit=5_000).trim()
        assert self.left(root, made) == [5, 6, 7, 8, 9]

    def test_what_cannot_be_removed_is_passed_over(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made = self.fill(root, 6)
        usual = Path.unlink

        def some(path: Path, missing_ok: bool = False) -> None:
            if path == place(root, made[0]):
                raise PermissionError(errno.EACCES, "Permission denied")
            usual(path, missing_ok)

        monkeypatch.setattr(Path, "unlink", some)
        Cache(root, limit=3_000).trim()
        assert self.left(root, made) == [0, 4, 5]

    def test_clear_frees_all_and_leaves_the_root(self, root: Path) -> None:
        self.fill(root, 6)
        assert Cache(root).clear() == 6_000
        assert list(root.iterdir()) == []

    def test_thousands_are_counted_in_no_time(self, root: Path) -> None:
        for name in (key(each) for each in range(2_000)):
            place(root, name).parent.mkdir(parents=True, exist_ok=True)
            place(root, name).touch()
        began = time.perf_counter()
        assert Cache(root).usage().entries == 2_000
        Cache(root).trim()
        assert time.perf_counter() - began < 2  # a hundredth part of it, but not on every machine


def payload(each: int, size: int = 30_000) -> bytes:
    return each.to_bytes(4, "big") * (size // 4)


def hammer(root: Path, seed: int, faults: Any) -> None:
    """Put, get, trim and clear as several runs would; report what was got that nobody put."""
    kept = Cache(root, limit=600_000)
    for turn in range(150):
        each = (turn * 7 + seed * 3) % 40
        kept.put(key(each), payload(each))
        other = (turn * 5 + seed) % 40
        if kept.get(key(other)) not in {None, payload(other)}:
            faults.put(other)
        if turn % 20 == seed:
            kept.trim()
        if turn % 50 == 10 * seed:
            kept.clear()
    if kept.trouble:
        faults.put(kept.trouble)


def test_runs_at_once_do_each_other_no_harm(root: Path) -> None:
    context = multiprocessing.get_context("spawn")
    faults = context.Queue()
    runs = [context.Process(target=hammer, args=(root, seed, faults)) for seed in range(4)]
    for each in runs:
        each.start()
    for each in runs:
        each.join(60)
    assert [each.exitcode for each in runs] == [0] * 4
    assert faults.empty()
    assert all("part" not in name for name in names(root))


WRITER = """
import sys
from pathlib import Path
from fullcast.cache import Cache, key
kept = Cache(Path(sys.argv[1]))
print("begun", flush=True)
while True:
    for each in range(20):
        kept.put(key(each), each.to_bytes(4, "big") * 100_000)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_kill_at_any_moment_leaves_whole_entries_or_none(kept: Cache, root: Path) -> None:
    for turn in range(20):
        command = [sys.executable, "-c", WRITER, str(root)]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.001 + turn * 0.0013)
            writer.kill()
        found = {name for name in names(root) if not name.endswith(".part")}
        got = {each: kept.get(key(each)) for each in range(20)}
        assert all(data in {None, payload(each, 400_000)} for each, data in got.items())
        # None was damaged, or reading it would have removed it.
        assert found == {name for name in names(root) if not name.endswith(".part")}
    for path in root.rglob("*.part"):
        age(path, HOUR + 60)
    kept.trim()
    assert not list(root.rglob("*.part"))


class TestPlaces:
    @pytest.fixture(autouse=True)
    def bare(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        for name in ("FULLCAST_CACHE", "FULLCAST_CACHE_LIMIT", "XDG_CACHE_HOME", "LOCALAPPDATA"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.chdir(tmp_path)

    def test_the_usual_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert locate() == Path("/home/me/.cache/fullcast")
        monkeypatch.setattr(sys, "platform", "darwin")
        assert locate() == Path("/home/me/Library/Caches/fullcast")
        monkeypatch.setattr(sys, "platform", "win32")
        assert locate() == Path("/home/me/AppData/Local/fullcast")
        monkeypatch.setenv("LOCALAPPDATA", "/local")
        assert locate() == Path("/local/fullcast")

    def test_xdg(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
        assert locate() == Path("/xdg/fullcast")
        for ignored in ("", "relative"):
            monkeypatch.setenv("XDG_CACHE_HOME", ignored)
            assert locate() == Path("/home/me/.cache/fullcast")

    def test_one_s_own(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
        monkeypatch.setenv("FULLCAST_CACHE", "/mine")
        assert locate() == Path("/mine")
        monkeypatch.setenv("FULLCAST_CACHE", "mine")
        assert locate() == tmp_path / "mine"
        monkeypatch.setenv("FULLCAST_CACHE", "")
        assert locate() == Path("/xdg/fullcast")

    @pytest.mark.parametrize(
        ("given", "wanted"),
        [
            ("", LIMIT),
            ("0", 0),
            ("1000", 1000),
            ("1000b", 1000),
            ("2GB", 2_000_000_000),
            ("2 gb", 2_000_000_000),
            (" 2g ", 2_000_000_000),
            ("1.5GiB", 3 << 29),
            ("500kB", 500_000),
            ("3Ki", 3072),
            ("1TB", 10**12),
        ],
    )
    def test_how_much(self, monkeypatch: pytest.MonkeyPatch, given: str, wanted: int) -> None:
        monkeypatch.setenv("FULLCAST_CACHE_LIMIT", given)
        assert allowance() == wanted

    @pytest.mark.parametrize(
        "given", ["plenty", "-1", "2XB", "1,5GB", "GB", "iB", "2iB", "٣GB", "1e9", "9" * 99, "2 GB 3"]
    )
    def test_no_size(self, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
        monkeypatch.setenv("FULLCAST_CACHE_LIMIT", given)
        with pytest.raises(UsageError, match="is no size"):
            allowance()


def test_the_tests_keep_away_from_the_user_s_cache() -> None:
    assert locate() == Path(os.environ["FULLCAST_CACHE"])
    assert Path.home() not in locate().parents
