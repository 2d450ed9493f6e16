"""How a voice sounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast import pipeline
from fullcast.errors import InputError
from fullcast.model import Kind
from pipeline.books import SETTINGS


class TestAudition:
    def test_it_is_heard_as_asked(self, tmp_path: Path) -> None:
        path = tmp_path / "dry.wav"
        voice = SETTINGS.profiles["m05"]
        for kind, name in ((Kind.DIALOGUE, "dry.wav"), (Kind.RADIO, "radio.wav")):
            pipeline.audition("Come in, twelve.", voice, SETTINGS, tmp_path / name, kind=kind, delivery=None)
        assert path.stat().st_size > 100_000
        assert path.read_bytes() != (tmp_path / "radio.wav").read_bytes()

    def test_it_needs_words(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no words"):
            pipeline.audition(
                "…", SETTINGS.profiles["m05"], SETTINGS, tmp_path / "a.mp3", kind=Kind.DIALOGUE, delivery=None
            )
        assert list(tmp_path.iterdir()) == []
