"""What a speech engine is: what it has to offer, and one call that speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from fullcast.model import Sound, Voice, VoiceInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fullcast.model import Samples


class Speech(NamedTuple):
    """Sound as an engine makes it: mono, float32 with full scale 1 or int16, at the engine's own rate.

    `level` is what the voice's active speech has in dBFS by itself (not this clip's: a whisper stays one).
    `trimmed` says that the edges are as they shall be, silence or not.
    """

    samples: Samples | NDArray[np.int16]
    sample_rate: int
    level: float
    trimmed: bool = False


class Engine(Protocol):
    """A speech engine. Making one is cheap and loads nothing; the first `synthesize` starts it.

    An engine is made and used in one process: a worker's, or the caller's where a platform cannot fork. A process that
    crashes, hangs, or raises is replaced, and the line tried again in another. What an engine says of itself besides is
    believed: `sample_rate` (frames a second of all its speech), `pace` (characters a second that it speaks at least; 50
    where it does not say), `silent` (True: words need not be heard).
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

    def heeds(self, phonemes: str, alphabet: str, voice: Voice) -> bool:
        """Say whether a voice can say these phonemes; where it cannot, it says the text. Starts nothing."""
        ...

    def synthesize(
        self, text: str, voice: Voice, *, sounds: Sequence[Sound] = (), language: str = ""
    ) -> Speech:
        """Speak plain text; nothing in it is markup. The same arguments give the same samples.

        `sounds` tell how parts of the text sound, in order: an engine that does not know their alphabet, or any
        phonemes, says the text. `language` ("fr") is that of the text where it is not the voice's; an engine without it
        speaks as ever. `voice.volume` and `voice.effect` are for others to apply. Text without anything to say gives silence.
        Nothing else shapes the samples: speech is kept by these arguments, `voice.voice`, `voice.rate`, `voice.pitch` and `version`.
        Raises ConfigError for a voice the engine has not, EngineError where it fails; anything else it raises is taken for one.
        """
        ...
