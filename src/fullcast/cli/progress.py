"""The progress bar of `fullcast produce`, on standard error of a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from fullcast.cli.streams import on_screen
from fullcast.pipeline import BookDone, BookStarted, ChapterStarted, Event, Spoken


def with_bar(events: Iterator[Event]) -> Iterator[Event]:
    """Pass `events` on and draw, in words spoken of all words, how far the book is and how long it will take."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=on_screen(sys.stdout)
    ) as bar:
        task = bar.add_task("reading", total=None)
        for event in events:
            match event:
                case BookStarted():
                    bar.update(task, description=event.title[:40], total=event.words)
                case ChapterStarted():
                    bar.update(task, description=f"{event.number}. {event.title}"[:40])
                case Spoken():
                    bar.update(task, advance=event.words)
                case BookDone():
                    bar.stop()
                case _:
                    pass
            yield event
