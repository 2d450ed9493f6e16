"""The form of what is known of a language; `Language` by itself knows nothing and is the table of an unknown one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NOBODY: Mapping[str, tuple[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Language:
    """A language's word lists, in lower case except `titles` and `not_names`, and how it sets dialogue.

    Genders are "male", "female" or "" where a word tells none. Verbs stand in every form a tag uses.
    """

    code: str
    name: str
    common: frozenset[str] = frozenset()
    """Function words that tell the language from its neighbours."""
    speech_verbs: frozenset[str] = frozenset()
    """Verbs that make the words beside a quote its tag."""
    thought_verbs: frozenset[str] = frozenset()
    never_inverted: frozenset[str] = frozenset()
    """Speech verbs that do not stand before their subject."""
    weak_verbs: frozenset[str] = frozenset()
    """Speech verbs that as often name things ("he called it “the pit”"): alone they make nothing speech."""
    direct: frozenset[str] = frozenset()
    """Words of somebody who speaks, not of a narrator: first and second person."""
    clitics: frozenset[str] = frozenset()
    """Pronouns that stand between a quote and its verb ("lui dit-il", "le dijo")."""
    pronouns: Mapping[str, tuple[str, str]] = field(default_factory=lambda: _NOBODY)
    """Pronoun -> (gender, case); genders are also "plural" and "self", cases subject, object and possessive."""
    titles: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    roles: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Nouns a speaker is called by when nobody names them -> the gender they tell."""
    role_titles: frozenset[str] = frozenset()
    """Titles that stand for a person alone."""
    kin: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Words of kinship, which need no name -> gender."""
    vocatives: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    determiners: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()
    """Capitalised words that are no names by themselves."""
    deliveries: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Word of a tag -> the delivery it asks for."""
    voice_only: frozenset[str] = frozenset()
    """Words that are a delivery only said of a voice."""
    manner: frozenset[str] = frozenset()
    """Words after a tag's comma that go on with the tag ("dit-il, avec un sourire")."""
    past_endings: tuple[str, ...] = ()
    """Endings of the third person in which a story is told: after a dash they show the narrator."""
    noun_capitals: bool = False
    """Whether every noun has a capital letter, so that one tells no name."""
    dashes: bool = False
    """Whether a dash at a paragraph's start opens speech, whatever other marks the text has."""
    run_on_dashes: bool = False
    """Whether a dash after a finished sentence lets somebody else speak in the same paragraph (French), not the narrator."""
    inner_tags: bool = False
    """Whether a tag may stand inside the marks or between commas, unmarked ("« Oui, dit-il, je sais. »")."""

    def says(self, word: str) -> bool:
        """Say whether a word, in lower case, is a verb of saying in a form of a tag ("dit-il", "s’écria")."""
        return self.bare(word) in self.speech_verbs

    def thinks(self, word: str) -> bool:
        """Say whether a word, in lower case, is a verb of thinking in a form of a tag."""
        return self.bare(word) in self.thought_verbs

    def bare(self, word: str) -> str:
        """Return a verb without what is written together with it: "s’écria-t-elle" -> "écria"."""
        if not self.inner_tags:
            return word
        for mark in "’'":
            word = word.rpartition(mark)[2] if 0 < word.find(mark) <= 2 else word
        return word.partition("-")[0]
