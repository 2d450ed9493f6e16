"""Addresses of the web, of mail, and hashtags."""

from __future__ import annotations

import re

from fullcast.spoken.figures import counted
from fullcast.spoken.rule import LEFT, Topic, rule

_SIGNS = {
    ".": " dot ",
    "/": " slash ",
    "-": " dash ",
    "_": " underscore ",
    "?": " question mark ",
    "=": " equals ",
    "&": " and ",
    "@": " at ",
    "+": " plus ",
    "~": " tilde ",
    "%": " percent ",
    "#": " hash ",
    ":": " colon ",
}
_SIGN = re.compile("[" + re.escape("".join(_SIGNS)) + "]")
_DIGITS = re.compile(r"\d{1,15}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_SHORT = re.compile(r"\b(?:uk|us|eu|tv|nz)\b(?=\Z| slash)")


def _spelt(address: str) -> str:
    said = _SIGN.sub(lambda sign: _SIGNS[sign[0]], address.rstrip("/"))
    said = _SHORT.sub(lambda country: country[0].upper(), said)
    return " ".join(_DIGITS.sub(lambda number: f" {counted(number[0])} ", said).split())


def _hashtag(found: re.Match[str]) -> str:
    spaced = _HUMP.sub(" ", found[1].replace("_", " "))
    return "hashtag " + " ".join(_DIGITS.sub(lambda number: counted(number[0]), spaced).split())


_PART = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})"
_HOST = rf"{_PART}(?:\.{_PART}){{1,5}}"

WEB = Topic(
    "web",
    re.compile(r"[@#]|://|www\."),
    (
        rule("mail", rf"(?<![\w.+-])[A-Za-z0-9][\w.+-]{{0,62}}@{_HOST}", lambda found: _spelt(found[0])),
        rule(
            "web",
            rf"(?:\b(?:https?|ftp)://|{LEFT}(?=www\.))({_HOST}(?:/[\w./?=&%~+#-]{{0,200}}[\w/])?/?)",
            lambda found: _spelt(found[1]),
        ),
        rule("hashtag", r"(?<![\w#&/])#([A-Za-z]\w{1,60})", _hashtag),
    ),
)
