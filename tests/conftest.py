"""What tests share: running the command line, golden files, stories."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"


@dataclass(frozen=True)
class Result:
    """What a run of the command line left: its exit code and what it wrote on both outputs."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden", action="store_true", help="Write the golden files anew; read the diff."
    )


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests, and the programs they start, away from the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FULLCAST_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("FULLCAST_CACHE_LIMIT", raising=False)
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file of that name under tests/golden/, or write it with --refresh-golden."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--refresh-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.is_file(), f"{path} is missing: run pytest --refresh-golden once, and read what it wrote"
        assert text == path.read_text(encoding="utf-8"), (
            "run pytest --refresh-golden if this is what it should say"
        )

    return compare


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, as the program `fullcast` would."""
    from fullcast.cli import main

    def call(*args: object, stdin: bytes = b"") -> Result:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            with pytest.raises(SystemExit) as ended:
                main([str(arg) for arg in args])
        code = ended.value.code
        assert isinstance(code, int)
        return Result(code, _text(out), _text(err))

    return call


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


@pytest.fixture
def samples() -> tuple[Path, ...]:
    """The stories that come with the project."""
    return tuple(sorted([*(ROOT / "script").glob("*.txt"), *(ROOT / "script").glob("*.script")]))
