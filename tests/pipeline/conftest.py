"""The engine of the tests, for whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fullcast import synthesize
from pipeline.runs import Place
from pipeline.tones import Tones

Calls = Callable[[], list[str]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Calls]:
    """Have the engine of tones; what is returned tells what it has said since it was last asked."""
    monkeypatch.setattr(synthesize, "ENGINES", {**synthesize.ENGINES, "tones": Tones})
    folder = tmp_path / "engine"
    folder.mkdir()
    monkeypatch.setattr(Tones, "folder", folder, raising=False)

    def said() -> list[str]:
        path = folder / "calls"
        told = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.write_text("")
        return told

    yield said
    synthesize._engine.cache_clear()


@pytest.fixture
def place(tmp_path: Path, calls: Calls) -> Place:
    """Have a folder to produce into, and a cache."""
    return Place(tmp_path / "out")
