"""What `fullcast` and `python -m fullcast` run: takes the signals, and only then imports the command line.

The imports take a twentieth of a second, in which Ctrl-C or a kill must not end in a traceback.
"""

import signal
import sys

STOPPED = "stopped; nothing half-written is left; run the same command to go on\n"


def main() -> None:
    """Run the command line and exit with its code; an interrupt at any moment is the usual line and 130."""
    try:
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, signal.default_int_handler)
        from fullcast.cli import main as run

        run()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write(STOPPED)
        sys.exit(130)
    finally:
        # CPython notes an interrupt that leaves an exec(), as dataclasses use it when they are made, and would end by the
        # signal whatever became of it; the next code in a string that is run clears the note.
        eval("None")  # noqa: S307


if __name__ == "__main__":
    main()
