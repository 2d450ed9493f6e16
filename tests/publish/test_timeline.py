"""timeline.json holds what the contract says."""

from __future__ import annotations

import json
from pathlib import Path

from fullcast.model import Cue, Kind, Utterance, Voice
from fullcast.publish import ChapterAudio, timeline, write_timeline

SAID = Utterance(10, 24, "“Rex—out!” \n", Kind.RADIO, "Hayes", "shouted")
CUE = Cue(33_075, 77_175, 0, SAID, Voice("m01", "pyttsx3", "m01"), ((33_075, 77_175, "“Rex—out!”"),))
CHAPTER = ChapterAudio(0, "The Rail Yard", "01-the-rail-yard.mp3", 441_000, (CUE,))


def test_the_fields_of_the_contract() -> None:
    assert timeline("K9", [CHAPTER]) == {
        "book": "K9",
        "sample_rate": 44_100,
        "chapters": [
            {
                "index": 0,
                "title": "The Rail Yard",
                "file": "01-the-rail-yard.mp3",
                "duration": 10.0,
                "cues": [
                    {
                        "start": 0.75,
                        "end": 1.75,
                        "kind": "radio",
                        "speaker": "Hayes",
                        "voice": "m01",
                        "text": "“Rex—out!”",
                        "delivery": "shouted",
                        "offset": [10, 24],
                        "phrases": [{"start": 0.75, "end": 1.75, "text": "“Rex—out!”"}],
                    }
                ],
            }
        ],
    }


def test_the_file_is_utf8_json(tmp_path: Path) -> None:
    write_timeline(tmp_path / "timeline.json", timeline("K9 犬", [CHAPTER]))
    data = (tmp_path / "timeline.json").read_bytes()
    assert json.loads(data.decode("utf-8")) == timeline("K9 犬", [CHAPTER])
    assert "犬".encode() in data
    assert [each.name for each in tmp_path.iterdir()] == ["timeline.json"]
