"""What is said for what is written: numbers, abbreviations, Roman numerals, signs, capitals.

The text shown stays the author's. `normal` of `normal.py` gives the words a narrator would say for it.
"""
