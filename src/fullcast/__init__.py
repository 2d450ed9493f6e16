"""fullcast turns prose into a full-cast audiobook, offline, with one command."""

__version__ = "0.1.0"
