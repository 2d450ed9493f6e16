"""What a speech engine is: what it has to offer, and one call that speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from fullcast.model import Voice, VoiceInfo

if TYPE_CHECKING:
    from fullcast.model import Samples

LEVEL = -20.0
"""Level of active speech in dBFS at which every voice leaves its engine."""


class Speech(NamedTuple):
    """Sound as an engine makes it: float32 mono at LEVEL, at the engine's own rate, not yet limited.

    `trimmed` says that its edges are as they shall be, silence or not.
    """

    samples: Samples
    sample_rate: int
    trimmed: bool = False


class Engine(Protocol):
    """A speech engine. Making one is cheap and loads nothing; the first `synthesize` starts it.

    An engine is made and used in one process: a worker's, or the caller's where a platform cannot fork.
    """

    @property
    def version(self) -> str:
        """Name what the samples depend on besides text and voice, for the keys of a cache."""
        ...

    def voices(self) -> tuple[VoiceInfo, ...]:
        """List what may stand in `Voice.voice`, best first."""
        ...

    def check(self, voice: Voice) -> None:
        """Raise ConfigError, with near names, for a voice this engine has not; starts nothing."""
        ...

    def synthesize(self, text: str, voice: Voice) -> Speech:
        """Speak plain text; nothing in it is markup. The same text and voice give the same samples.

        `voice.volume` and `voice.effect` are for others to apply. Text without anything to say gives silence.
        Raises ConfigError for a voice the engine has not, EngineError where it fails.
        """
        ...
