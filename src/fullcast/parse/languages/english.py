"""English: the lists of `parse/lexicon.py`, and what only another language's neighbour has to be told."""

from __future__ import annotations

from fullcast.parse import lexicon
from fullcast.parse.languages.table import Language

ENGLISH = Language(
    "en",
    "English",
    common=frozenset(
        "the and of to was that it he his with for had not she her said they were which but from this have been would "
        "there their when what who will him my you".split()
    ),
    speech_verbs=lexicon.SPEECH_VERBS,
    thought_verbs=lexicon.THOUGHT_VERBS,
    never_inverted=lexicon.NEVER_INVERTED,
    weak_verbs=frozenset("called calls calling read went told".split()),
    direct=frozenset(
        "i i'm i’m i'll i’ll i've i’ve i'd i’d me my mine we us our you your yours you're you’re don't don’t let's "
        "let’s please yes no".split()
    ),
    pronouns=lexicon.PRONOUNS,
    titles=lexicon.TITLES,
    roles=lexicon.ROLES,
    role_titles=lexicon.ROLE_TITLES,
    kin={word: gender for word, gender in lexicon.VOCATIVES.items() if word in lexicon.ROLES and gender},
    vocatives=lexicon.VOCATIVES,
    determiners=lexicon.DETERMINERS,
    prepositions=lexicon.PREPOSITIONS,
    not_names=lexicon.NOT_NAMES,
    manner=frozenset("with in as his her without".split()),
    deliveries=lexicon.DELIVERY_OF,
    voice_only=lexicon.VOICE_ONLY,
)
