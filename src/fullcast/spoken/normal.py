"""Stands for the normalisation of text until it is there."""

from __future__ import annotations


def normal(text: str, language: str = "en", *, heading: bool = False) -> str:
    """Return the text as it is."""
    return text
