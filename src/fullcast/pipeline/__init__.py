"""Runs the stages in order: a story in, chapter files out, told as a stream of events.

    read -> parse -> cast -> say -> synthesize -> stitch -> master -> publish

    ready.py     a book before a word of it is spoken          telling.py   what is said of a chapter, line by line
    chapter.py   a chapter from its lines to its files         reuse.py     what it is made of, and why it is made anew
    making.py    all chapters, side by side, and the balance   events.py    what is told meanwhile
    ahead.py     how long it will be; how a voice sounds      cluster.py    the executor of a Dask cluster

Every word is accounted for while it passes: the utterances cover the chapter, the phrases cover the words, every
line comes back as a clip in its turn, and a clip of words is not empty. Whatever breaks this stops the run.
"""

from fullcast.pipeline.ahead import Length, Survey, audition, survey
from fullcast.pipeline.chapter import OnError
from fullcast.pipeline.events import (
    Balance,
    BookDone,
    BookStarted,
    ChapterStarted,
    Event,
    FileWritten,
    Kept,
    Notice,
    Renewed,
    Spoken,
    Unspoken,
)
from fullcast.pipeline.making import TIMELINE, Means, folder_for, produce
from fullcast.pipeline.ready import Doubts, Script, check_cover, doubts, notices, prepare, tagged, unheeded
from fullcast.pipeline.telling import headings, heard, lines

__all__ = [
    "TIMELINE",
    "Balance",
    "BookDone",
    "BookStarted",
    "ChapterStarted",
    "Doubts",
    "Event",
    "FileWritten",
    "Kept",
    "Length",
    "Means",
    "Notice",
    "OnError",
    "Renewed",
    "Script",
    "Spoken",
    "Survey",
    "Unspoken",
    "audition",
    "check_cover",
    "doubts",
    "folder_for",
    "headings",
    "heard",
    "lines",
    "notices",
    "prepare",
    "produce",
    "survey",
    "tagged",
    "unheeded",
]
