"""Who speaks with which voice, and how a line changes it.

`assign` gives everybody a voice, in this order:

1. whoever voices.yaml casts, by name or by any other name, has the voice it says;
2. then those with a name, those who say most first, the best voice of their pool that is free;
3. then those without ("a guard"), from the end of the pool, so that nobody important loses a voice to them.

"Best" is: not next to impossible to tell from a voice already given; understood over a radio, for those who
speak there; far enough from the narrator and from those one talks to most; then the first in the pool. Who
says most is counted in doublings (a person of 60 words and one of 40 are equals, and the one who speaks first
chooses first), so that a small change of the story moves no voice. A large one may: `fullcast cast --write`
puts the choice into voices.yaml for good. An exhausted pool gives its voices again at another pitch and rate, to
those who never talk to each other first. Nobody has the narrator's voice unless voices.yaml says so.

assign.py gives the voices, voices.py tells them apart, say.py says a line with one, table.py lists them all.
"""

from __future__ import annotations

from fullcast.cast.assign import assign
from fullcast.cast.say import NARRATOR, names_of, voice_of
from fullcast.cast.table import UNCERTAIN, UNNAMED, Row, entries, rows
from fullcast.cast.voices import FAR, distance

__all__ = [
    "FAR",
    "NARRATOR",
    "UNCERTAIN",
    "UNNAMED",
    "Row",
    "assign",
    "distance",
    "entries",
    "names_of",
    "rows",
    "voice_of",
]
