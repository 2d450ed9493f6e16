"""Lets `python -m fullcast` do what `fullcast` does."""

from fullcast.cli import main

if __name__ == "__main__":
    main()
