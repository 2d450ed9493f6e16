"""The faulty engine, for whoever asks for it."""

from __future__ import annotations

from synthesize.faulty import faulty

__all__ = ["faulty"]
