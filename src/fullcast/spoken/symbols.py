"""Signs that are words, and signs that are not said."""

from __future__ import annotations

import re

from fullcast.spoken.initialisms import letters
from fullcast.spoken.rule import Topic, ends, rule

SYMBOLS = Topic(
    "symbols",
    re.compile(r"[BCDF][-−][ ,.]|[&+=@§¶†‡%×÷±™©®♥♡→*#≈≤≥≠<>/♯♭№\[²³⁰¹⁴-⁹]"),
    (
        rule("firms", r"\b([A-Z]{1,2})&([A-Z])\b", lambda found: f"{letters(found[1])} and {found[2]}"),
        rule(
            "et cetera",
            r"&c\b\.?",
            lambda found: "et cetera" + ("." if found[0].endswith(".") and ends(found) else ""),
        ),
        rule("and", r"[ ]?&(?:amp;)?[ ]?(?=[\w“‘(\ue000-\uf8ff])", " and "),
        rule("C plus plus", r"\bC\+\+(?!\+)", "C plus plus"),
        rule("marks", r"\b([A-F])\+(?![\w+])", r"\1 plus"),
        rule("low marks", r"(?<=\b[Aa] )([BCDF])[-−](?=[\s,.])", r"\1 minus"),
        rule("plus", r"(?<=[\w\ue000-\uf8ff]) \+ (?=[\w\ue000-\uf8ff])", " plus "),
        rule("equals", r"(?<=[\w\ue000-\uf8ff]) = (?=[\w\ue000-\uf8ff])", " equals "),
        rule("at", r" @ ?(?=[\w\ue000-\uf8ff])", " at "),
        rule("sections", r"§§ ?(?=[\w])", "sections "),
        rule("section", r"§ ?(?=[\w])", "section "),
        rule("paragraph", r"¶ ?(?=\d|[a-z]+ ?)", "paragraph "),
        rule("pilcrow", r"¶ ?", ""),
        rule("copyright", r"[©] ?(?=\w)", "copyright "),
        rule("trade marks", r"[™®]|(?<=[\w.,;:!?”’\")])[†‡]", ""),
        rule("footnotes", r"\A([^*]*[A-Za-z,.;:!?”’\")])\*(?=[\s.,;:!?”’\")]|\Z)([^*]*)\Z", r"\1\2"),
        rule(
            "notes", r"(?<=[\w.,;:!?”’\")])\[\d{1,3}\](?!\w)|(?<=[a-z.,;:!?”’\"]{2})[⁰¹²³⁴-⁹]{1,3}(?!\w)", ""
        ),
        rule(
            "squared",
            r"(?<=\b[A-Za-z0-9])[²³](?!\w)",
            lambda found: " squared" if found[0] == "²" else " cubed",
        ),
        rule("heart", r" [♥♡]\ufe0f? (?=\w)", " heart "),
        rule("hearts", r" ?[♥♡]\ufe0f?", ""),
        rule("arrow", r" ?→ ?(?=\w)", " to "),
        rule("times", r"(?<=\w) × (?=\w)", " times "),
        rule("divided", r"(?<=\w) ÷ (?=\w)", " divided by "),
        rule("approximately", r"≈ ?(?=\w)", "approximately "),
        rule("number", r"№ ?(?=\w)", "number "),
        rule("music", r"(?<=\b[A-G])[♯♭]", lambda found: " sharp" if found[0] == "♯" else " flat"),
        rule("and or", r"\band/or\b", "and or"),
    ),
)
