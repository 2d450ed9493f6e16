"""The rules that tell a line over a set from one said in the room: what sets there are, and how narration speaks of them.

A set (a radio, a telephone, a loudspeaker, a television) is named in few ways: a voice comes *over* it, it *says* things
itself, somebody speaks *into* it. Each way is a pattern with a hole for the nouns, so that a new noun is a word in a list
and a new way serves all sets. RULES is the table of contents, in order of precedence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from fullcast.model import Kind
from fullcast.parse.lexicon import SPEECH_VERBS

Place = Literal["tag", "lead", "speech"]

# --- what sets there are ---------------------------------------------------------------------------------

_RADIO = r"(?:radios?|walkie-talkies?|walkies?|VHF|UHF|CB|comms?|comlink|communicator|transceiver|shortwave|airwaves|handheld|headsets?|headphones|earphones?|ear-?pieces?|scanner|console|two-way(?: radio)?|R/T(?: loudspeaker)?)"
_MIC = r"(?:mic|mike|microphone|handset|hand mike|hand-set|radio|walkie-talkie|walkie|transmitter|talkback|push-to-talk|(?:transmit|talk) (?:key|button|switch)|comms?|communicator|headset|handheld|throat mike)"
_PHONE = r"(?:phone|telephone|receiver|mobile|cell|cell ?phone|mouthpiece|payphone|landline|speakerphone|burner|other end of the line|line|wire)"
_ANSWERING = (
    r"(?:voicemail|voice mail|answering machine|answerphone|voice message|recorded message|recording)"
)
_PA = r"(?:loud-?speakers?|tannoys?|PA|P\.A\.|public[- ]address(?: system)?|intercom|megaphone|bull-?horn|loud-?hailer|hailer|squawk ?box|1MC|entry-?phone|door-?phone|(?:speaker |entryphone )?grille)"
_SPEAKER = r"(?:(?:wall|overhead|ceiling|corner|PA|cabin|deck|platform) speakers?|speakers)"
_TELEVISION = r"(?:televisions?|TV|telly|newscast|bulletin|wireless|transistor|(?:car|van|kitchen|truck|cab|bedside|bar|dashboard|clock|shop|portable) radio|radio (?:on|over|behind|above|in|by) (?:the|a|her|his) (?:\w+ )?(?:shelf|counter|barrel|table|bar|window-?sill|sill|mantel\w*|dresser|sideboard|kitchen|parlou?r|shop|bench|workbench|nightstand|stove|icebox|fridge|dashboard|bread ?box)|(?:TV |television )?screen)"
_PRESENTER = r"(?:newsreader|newscaster|announcer|forecaster|weatherman|weathergirl|anchorman|anchorwoman|commentator|sportscaster|broadcaster|quizmaster|disc jockey|DJ|newsreel|podcast|podcaster)"
_NEWS = rf"(?:{_PRESENTER}|news|anchor|presenter|weather report|forecast|headlines|shipping forecast|station identification|{_TELEVISION})"
_STATION = r"(?:dispatcher|dispatch|ground control|mission control|the tower|traffic control|capcom)"
_SETS = rf"(?:{_RADIO}|{_MIC}|{_PHONE}|{_PA}|speaker|set)"

# --- how narration speaks of them ------------------------------------------------------------------------

_POSS = r"(?:the|a|an|his|her|my|their|our|its|your|this|that|every|each|[\w’'.]{1,20}[’']s)"
_ADJ = r"(?:[\w’'-]{1,20} ){0,2}"
_NOISE = r"(?:crackl|squawk|hiss|popp|buzz|sputter|splutter|squelch|chirp|bark|stutter|click|squeal|cough|bleep|beep|wheez|humm|whin|whistl|whirr|groan|rasp|scratch|twitter|warbl|howl|shriek|fizz|rattl|clear|blar|boom|awaken|flar)(?:ed|es|s|ing)\b|(?:spat|came alive|came up|came on|came to life|burst into life|woke(?: up)?|spoke|muttering|murmuring|chattering|whispering)\b|gave an? (?:\w+ )?(?:cough|crackle|squawk|hiss|click|burst|splutter|squeal|buzz|chirp|beep|whine)\b"
_NOISES = frozenset(
    "crackled bleeped buzzed squawked hissed hisses barked barks spat sputtered spluttered".split()
)
SAYS = rf"(?:{'|'.join(sorted(SPEECH_VERBS - _NOISES, key=lambda verb: (-len(verb), verb)))}|boomed|blared|quacked|rattled|brayed|chanted|informed|was saying|came back|broke in|cut in|went on|chimed|chattered)"
_CLAUSE = r"(?:^|[.!?…,;:—])\s{0,3}(?:and )?"


def _over(nouns: str) -> str:
    """Return the pattern of a voice that comes over a set: "on his little radio", "from the loudspeaker"."""
    return rf"\b(?:over|through|across|via|from|out of|in|on|down) {_POSS} {_ADJ}{nouns}\b"


def _speaks(nouns: str) -> str:
    """Return the pattern of a set that says something itself: "the tannoy announced", "said the wireless"."""
    return (
        rf"\b{_POSS} {_ADJ}{nouns}(?:[’']s voice)?(?: (?:on|in|over|above|by|at) (?:the|her|his) \w{{1,20}})?(?: (?:\w+ly|had|only|then|also))? {SAYS}\b"
        rf"|{_CLAUSE}{SAYS} (?:{_POSS} )?{_ADJ}{nouns}\b"
    )


def _noise(nouns: str) -> str:
    """Return the pattern of a set that makes the noise it makes before a voice."""
    return rf"\b{nouns}(?: [\w’']{{1,20}}){{0,4}} (?:{_NOISE})"


def _voiced(nouns: str) -> str:
    """Return the pattern of a sentence in which a voice and a set stand together."""
    return rf"\bvoices?\b[^.!?]{{0,80}}\b{nouns}\b|\b{nouns}\b[^.!?]{{0,80}}\bvoices?\b"


_PICKS_UP = r"(?:(?:thumb|key|press|squeez|click|lift|unhook|grabb|snatch|rais|mash|depress|unclipp|pull|reach|clench|touch|push)(?:ed|ing)|hit)(?: (?:down|up|for|again))?|picked up|took(?: (?:down|up))?|takes"
_HUNG_UP = r"(?:and|then) (?:hung up|hooked up|put down|replaced|released|let go of|clipped|dropped|unkeyed|lowered|set down)"


@dataclass(frozen=True, slots=True)
class KindRule:
    """One rule: `place` is the narration beside the quote ("tag"), the sentence leading into it, or the line's own words.

    `remote` says the speaker is at the far end, not the one who holds the set; None where the rule cannot tell. A rule
    of kind DIALOGUE is a weak one: its line is heard over whatever set is in use, and in the room if none is. The
    pattern is compiled when it is first tried: a novel without sets tries none.
    """

    id: str
    kind: Kind
    place: Place
    source: str
    confidence: float
    remote: bool | None = None
    flags: int = 0

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return _compiled(self.source, self.flags)


@cache
def _compiled(source: str, flags: int) -> re.Pattern[str]:
    return re.compile(source, flags)


def _rule(
    id: str, kind: Kind, place: Place, pattern: str, confidence: float, remote: bool | None = None
) -> KindRule:
    flags = re.IGNORECASE if place != "speech" and kind is not Kind.DIALOGUE else re.RegexFlag(0)
    return KindRule(id, kind, place, pattern, confidence, remote, flags)


_UNITS = r"(?:Unit|Engine|Ladder|Medic|Car|Squad|Tower|Rescue|Truck|Battalion|Patrol|Sierra|Alpha|Bravo|Charlie|Delta|Echo|Foxtrot|Golf|Kilo|Oscar|Tango|Whiskey|Victor|Zulu|Adam|Lincoln)"
_COUNT = "(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Niner|Ten|Eleven|Twelve|Twenty|Thirty|Forty|Fifty)"
_NUMBER = rf"(?:\d+|(?i:{_COUNT}))"
_CALLED = r"(?:[A-Z][\w’'-]{0,20}(?: [A-Z0-9][\w’'-]{0,20}){0,3})"
_HEADS = r"(?:Base|Control|Command|Tower|Bridge|Ground|Ops|Operations|HQ|Houston|Dispatch|Coastguard|base|control|command|tower|bridge|ground|skipper|pilot|all units)"

RULES: tuple[KindRule, ...] = (
    # a transcript tells by who is in it
    KindRule("radio-transcript", Kind.RADIO, "tag", r"^(?:RADIO|DISPATCH(?:ER)?|CONTROL(?:LER)?|(?:[A-Z]+ )?TOWER|APPROACH|PILOT|CO-?PILOT|BASE|HQ|HOUSTON|CAPCOM|(?:UNIT|CAR|ENGINE|LADDER|MEDIC|SQUAD|FLIGHT|PATROL) [\w-]{1,12})(?: \([^)]{0,40}\))?[:.—]", 0.85),
    KindRule("phone-transcript", Kind.PHONE, "tag", r"^(?:CALLER|911(?: OPERATOR)?|999(?: OPERATOR)?|OPERATOR)(?: \([^)]{0,40}\))?[:.—]", 0.85),
    # who is heard over a radio by trade
    _rule("radio-dispatcher", Kind.RADIO, "tag", rf"\b{_STATION}(?:[’']s voice)? (?:\w+ )?(?:{SAYS}|acknowledged|confirmed|shook|cracked|came)\b|{_CLAUSE}(?:{SAYS}|came) (?:the |a )?(?:\w+ )?(?:dispatcher|dispatch|ground control|mission control|capcom)\b", 0.85, True),
    # broadcast stands before radio: a radio that reads the news is no two-way set
    _rule("broadcast-reader", Kind.BROADCAST, "tag", rf"\b{_POSS} {_ADJ}{_NEWS}(?:[’']s voice)? (?:\w+ly |was |had |went on |is )?(?:said|says|saying|announced|read|reading|reported|continued|warned|added|intoned|began|told)\b", 0.95, True),
    _rule("broadcast-speaks", Kind.BROADCAST, "tag", _speaks(rf"(?:{_PRESENTER}|{_TELEVISION})"), 0.9, True),
    _rule("broadcast-role", Kind.BROADCAST, "tag", rf"\b(?:the|a) (?:\w+ )?{_PRESENTER}(?:[’']s voice)? (?:\w+ly )?(?:\w+(?:ed|s|d)|rose|rang|broke|sank|fell|went)\b", 0.85, True),
    _rule("broadcast-said", Kind.BROADCAST, "tag", rf"\b(?:said|announced|reported|continued|warned|added|intoned|began) (?:the|a) (?:\w+ )?{_NEWS}\b", 0.95, True),
    _rule("broadcast-set", Kind.BROADCAST, "tag", rf"\b(?:on|from|over) {_POSS} {_ADJ}(?:{_TELEVISION}|news)\b.{{0,60}}\b(?:said|voice|read|reading|announced|talking|told)\b|\b(?:said|voice|read|reading|announced|talking|told|murmured|cried|sang)\b[^.!?]{{0,60}}\b(?:on|from|over|in|out of) {_POSS} {_ADJ}(?:{_TELEVISION}|dashboard)\b|\b(?:television|TV|telly|(?:car|van|kitchen|truck) radio)\b[^.!?]{{0,40}}\b(?:said|announced|was saying|told|read|muttered|murmured|droned)\b", 0.9, True),
    _rule("broadcast-lead-voice", Kind.BROADCAST, "lead", _voiced(_TELEVISION), 0.8, True),
    _rule("broadcast-footage", Kind.BROADCAST, "tag", r"\bover (?:footage|pictures|film|images) of\b", 0.85, True),
    _rule("broadcast-lead", Kind.BROADCAST, "lead", rf"\b(?:{_PRESENTER}|{_TELEVISION}|weather report|shipping forecast|the news (?:on|came|said|began))\b[^.!?]{{0,120}}(?::|—)\s*$|\b(?:on|from|over) (?:the|his|her|their|a) (?:\w+ ){{0,2}}(?:television|TV|telly|car radio|van radio|kitchen radio|wireless)\b[^.!?]{{0,120}}[.:]\s*$|\b{_PRESENTER}\b[^.!?]{{0,120}}[.:]\s*$|\b(?:(?:car|van|truck|kitchen|bedside|old|cab) radio|television|TV|telly|wireless) (?:was|were|kept|began|went on|started) (?:\w+ )?(?:talking|saying|telling|murmuring|muttering|chattering|droning|reading)\b", 0.85, True),
    _rule("loudspeaker-through", Kind.LOUDSPEAKER, "tag", rf"\b(?:over|through|from|on|via|into|out of|in) {_POSS} {_ADJ}(?:{_PA}|{_SPEAKER})\b", 0.95),
    _rule("loudspeaker-speaks", Kind.LOUDSPEAKER, "tag", _speaks(rf"(?:{_PA}|{_SPEAKER})"), 0.95, True),
    _rule("loudspeaker-noise", Kind.LOUDSPEAKER, "tag", _noise(rf"(?:{_PA}|{_SPEAKER})"), 0.9, True),
    _rule("loudspeaker-raised", Kind.LOUDSPEAKER, "tag", rf"\bwith {_POSS} (?:megaphone|bull-?horn|loud-?hailer)\b|\b(?:{_PICKS_UP}) {_POSS} (?:(?:\w+ ){{0,3}}of {_POSS} )?{_ADJ}{_PA}\b", 0.9, False),
    _rule("loudspeaker-lead", Kind.LOUDSPEAKER, "lead", rf"\b(?:over|through|from|on|via|to|into|out of) {_POSS} {_ADJ}(?:{_PA}|{_SPEAKER})\b|{_speaks(rf'(?:{_PA}|{_SPEAKER})')}|{_noise(rf'(?:{_PA}|{_SPEAKER})')}|\b(?:{_PICKS_UP}) {_POSS} {_ADJ}{_PA}\b|\b{_PA}\b[^.!?]{{0,60}}\b(?:cleared (?:their|its) throats?|came (?:on|alive))\b", 0.85),
    _rule("loudspeaker-lead-voice", Kind.LOUDSPEAKER, "lead", _voiced(_PA), 0.8, True),
    _rule("loudspeaker-boomed", Kind.LOUDSPEAKER, "lead", r"\bvoice (?:boomed|blared|rang|thundered|echoed) (?:back |out |down |up )?(?:from|over|across|through|around|along)\b[^.!?]{0,80}\b(?:ship|station|hall|deck|platform|corner|carriages?|field|stadium|building|aisles?|decks|speakers?)\b", 0.8),
    _rule("loudspeaker-address", Kind.LOUDSPEAKER, "speech", r"^\W*(?:(?:Good (?:morning|afternoon|evening)|Ladies and gentlemen|Attention|Hello|Folks)[^.!?]{0,60}[,.] )?(?:[Tt]his is your (?:captain|pilot|conductor|driver|purser)|Attention,? (?:all )?(?:passengers|personnel|shoppers|students|hands)|[Tt]his is the (?:final|last) call for|[Tt]his is an? (?:\w+ )?announcement|[Tt]he train (?:now )?(?:standing|arriving|approaching) at platform|[Ww]ill [^.!?]{3,60} please (?:report|proceed)\b)", 0.75),
    _rule("loudspeaker-stage", Kind.LOUDSPEAKER, "tag", rf"\b(?:sang|announced|crooned|cried|called|declared)[^.!?]{{0,20}} into {_POSS} {_ADJ}(?:microphone|mic|mike)\b", 0.8, False),
    _rule("phone-far-end", Kind.PHONE, "tag", r"\b(?:at|on|from) the other end of the (?:line|phone|telephone|wire)\b|\bvoice (?:at|on|from) the other end\b|\bvoice (?:on|down|over|in|from) (?:the|his|her|my) (?:\w+ )?(?:phone|telephone|mobile|line|wire|receiver|mouthpiece|other end)\b|\bin the receiver\b", 0.95, True),
    _rule("phone-speaks", Kind.PHONE, "tag", rf"\bthe (?:phone|telephone|receiver) (?:{SAYS})\b|{_CLAUSE}(?:said|came|asked|squeaked|quacked|cried|crackled) (?:the|his|her|my) (?:\w+ )?(?:phone|telephone|receiver|mobile)\b", 0.9, True),
    _rule("phone-into", Kind.PHONE, "tag", rf"\binto {_POSS} {_ADJ}(?:phone|telephone|receiver|mobile|cell ?phone|mouthpiece|payphone|line)\b", 0.9, False),
    _rule("phone-through", Kind.PHONE, "tag", rf"\b(?:over|through|down|on|from) {_POSS} {_ADJ}(?:phone|telephone|receiver|mobile|cell ?phone|mouthpiece|payphone|landline|speakerphone|other end of the line|phone[’']s speaker|line)\b(?! of\b)", 0.9),
    _rule("phone-machine", Kind.PHONE, "tag", rf"\b{_ANSWERING}\b", 0.85, True),
    _rule("phone-lead", Kind.PHONE, "lead", rf"\b{_ANSWERING}\b|\b(?:voice|words?) [^.!?]{{0,120}}\b(?:on|down|over|in|from|through) {_POSS} (?:\w+ )?(?:phone|telephone|line|receiver|earpiece|other end)\b|\b(?:answered|picked up|got to it|got there) (?:on|at|before|after) the (?:\w+ )?ring\b|\binto {_POSS} (?:\w+ )?(?:phone|telephone|receiver|mouthpiece|mobile)\b|\b(?:lifted|picked up|took (?:up|down)) {_POSS} (?:receiver|telephone)\b[^.!?]{{0,60}}[.:]\s*$", 0.8),
    _rule("phone-emergency", Kind.PHONE, "speech", r"^\W*(?:911|999|112|Nine[- ]one[- ]one|Emergency)\b[,.]|\b(?:what is|what[’']s) (?:your|the nature of your) emergency\b|\b(?:which|what) (?:emergency )?service do you require\b", 0.85, True),
    _rule("radio-into", Kind.RADIO, "tag", rf"\binto {_POSS} {_ADJ}{_MIC}\b|\b(?:said|spoke|murmured|shouted|whispered|answered) into (?:his|hers|mine)(?=[.,;:!?]|\s*$)", 0.92, False),
    _rule("radio-told-mic", Kind.RADIO, "tag", r"\b(?:told|asked|said to|answered|informed|at|to) (?:the|his|her|my) (?:\w+ )?(?:mic|mike|microphone|radio|handset|walkie-talkie)\b|\b(?:told|asked|informed|answered) (?:the tower|ground control|mission control|dispatch|the dispatcher|the coastguard|control|base)\b", 0.85, False),
    _rule("radio-hung-up", Kind.RADIO, "tag", rf"\b{_HUNG_UP} (?:the|his|her|my) (?:\w+ )?(?:mic|mike|microphone|radio|handset|walkie-talkie|key|button)\b", 0.85, False),
    _rule("phone-hung-up", Kind.PHONE, "tag", r"\b(?:and|then) (?:hung up|rang off|put down the (?:phone|receiver)|ended the call)\b", 0.8, False),
    _rule("radio-keyed", Kind.RADIO, "tag", rf"\b(?:{_PICKS_UP}) {_POSS} {_ADJ}{_MIC}\b(?! off)|\b(?:cupped|tilted|bent|turned|leaned) (?:\w+ ){{1,4}}(?:round|to|over|towards?) {_POSS} {_ADJ}{_MIC}\b|\b(?:slapp|flick|push|snapp|hit|thumb)\w* {_POSS} \w+ on {_POSS} {_ADJ}{_MIC}\b|\btried {_POSS} {_ADJ}(?:radio|handheld|walkie-talkie)\b|\b(?:had|held) {_POSS} (?:radio|handset|mike|microphone|headset)\b[^.!?]{{0,20}}\b(?:against|to) \w+ (?:ear|mouth|lips|cheek)\b|\bradioed\b|\bkeyed (?:up|in)\b", 0.9, False),
    KindRule("radio-station-said", Kind.RADIO, "tag", rf"\b(?:Dispatch|Coastguard|Houston|Mission Control|Ground Control|Port Control|Approach|the Tower) {SAYS}\b|{_CLAUSE}{SAYS} (?:Dispatch|Coastguard|Houston|Mission Control|Ground Control|Port Control)\b", 0.8, True),
    _rule("radio-voice", Kind.RADIO, "tag", r"\bcrackl(?:ing|y) voice\b|\bon channel \w+\b", 0.8, True),
    _rule("radio-over", Kind.RADIO, "tag", rf"{_over(_RADIO)}|\bover (?:the|his|her|their) set\b|\bover the air\b|\bthrough (?:the )?static\b|\bvoice (?:in|from) {_POSS} {_ADJ}(?:helmet|spacecraft)\b", 0.92, None),
    _rule("radio-speaks", Kind.RADIO, "tag", _speaks(_RADIO), 0.92, True),
    _rule("radio-noise", Kind.RADIO, "tag", rf"{_noise(rf'(?:{_RADIO}|static)')}|\b(?:voice|reply|answer)s? (?:\w+ )?(?:crackled|squawked|buzzed|sputtered|came through)\b|(?:^|[.!?…] )Static[.,:;—]", 0.92, True),
    _rule("radio-heard", Kind.RADIO, "tag", rf"\bsaid the wire\b|\b(?:another|a|the) voice (?:{SAYS}) (?:through|from|over|in) {_POSS} {_ADJ}(?:{_RADIO}|static|net)\b", 0.85, True),
    _rule("radio-lead-voice", Kind.RADIO, "lead", rf"\b[Oo]n channel \w+\b|\b(?:out of|from|over|through) {_POSS} {_ADJ}(?:{_RADIO}) (?:\w+ )?came\b|\b(?:voice|voices|words?|call|report|reply|answer|crackle|dispatcher|controller|message)\b[^.!?]{{0,120}}\b(?:over|on|through|across|from|out of|in) {_POSS} {_ADJ}(?:{_RADIO}|static)\b|\bon {_POSS} {_RADIO},? [^.!?]{{0,120}}\b(?:voice|dispatcher|controller)\b", 0.95, True),
    _rule("radio-lead-together", Kind.RADIO, "lead", _voiced(_RADIO), 0.75, True),
    _rule("radio-lead-crackled", Kind.RADIO, "lead", rf"{_noise(rf'(?:{_RADIO}|static)')}", 0.8, True),
    _rule("radio-lead-subject", Kind.RADIO, "lead", r"(?:^|[.!?…]\s+)(?:Then |But |And |Now )?(?:the|his|her|my|their) (?:\w+ )?(?:radio|walkie-talkie|VHF|handset|CB|communicator)(?: (?:over|on|above|in|at|by) (?:\w+ ){1,4})? ?(?:got|spoke|answered|interrupted|came|cut|broke|beat|woke|had|said|was)\b[^.!?]{0,120}[.:!]\s*$|\b(?:the|his|her|my) (?:CB|VHF|radio) woke(?: up)?\b", 0.75, True),
    _rule("radio-lead-keyed", Kind.RADIO, "lead", rf"\b(?:(?:{_PICKS_UP})|into|picked up|reached for) {_POSS} {_ADJ}(?:mic|mike|microphone|handset|hand mike|walkie-talkie|transmit (?:key|button)|VHF|radio)\b", 0.85, False),
    _rule("radio-lead-dispatcher", Kind.RADIO, "lead", r"\b(?:dispatcher(?:[’']s voice)?|dispatch|ground control|mission control)\b[^.!?]{0,120}(?::|\b(?:came back|came on|answered|replied|said|voice)\b[^.!?]{0,120}[.:])\s*$", 0.85, True),
    _rule("radio-call-came", Kind.RADIO, "lead", r"\bthe (?:call|alarm|report|order|word) (?:came|went|crackled) (?:in|through|over|out)\b", 0.75, True),
    _rule("radio-all-units", Kind.RADIO, "speech", r"^\W*(?:All|Any|Attention,? all|Be advised,? all) (?:available )?(?:units?|cars?|stations?|ships|vessels|aircraft|boats|patrols|\w+ elements)\b", 0.9, True),
    _rule("radio-call-sign", Kind.RADIO, "speech", rf"^\W*{_UNITS} {_NUMBER}(?:[- ](?:{_NUMBER}|Adam|Bravo|Charlie))*,", 0.8, True),
    _rule("radio-this-is-over", Kind.RADIO, "speech", rf"\b(?:this is|here is|calling) [^.!?]{{1,60}}[,.] (?:over|do you (?:copy|read)|come in|go ahead)\b|[.,!?] (?:Over|over)[.!?]?\W*$|\b[Oo]ver and out[.!]?\W*$|\b[Dd]o you (?:copy|read me)\b\W*\?|\bMayday,? [Mm]ayday\b|\b[Pp]an-pan\b|(?:^\W*|[.,!?…] )[Ss]ay again[.!?,…]|^\W*({_CALLED}), \1, this is (?:the )?[A-Z]|^\W*(?:Copy that|Roger that|Wilco|Ten[- ]four|10-4|Say again|Affirmative,? (?:Dispatch|Control|Tower|Base))\b|^\W*(?:Dispatch|Control|Tower|Mayday|Houston|Base|Coastguard|Coast Guard),|, (?:Dispatch|Houston|Control|Base|Tower|Command|Mission Control|Ground Control|Port Control|Coastguard)[.,!?]|\b[Ww]hat[’']s your (?:twenty|20)\b|^\W*[Cc]opy (?:that|all|your|[a-z]+ (?:high|low|left|right))\b|^\W*[A-Z]\w+ (?:\d+|{_COUNT}) (?:to [A-Z]|inbound|outbound)\b|^\W*Breaker (?:one|1)\b|^\W*[A-Z][\w’' -]{{2,40}} to {_HEADS}[.,!]|^\W*{_HEADS} to [A-Z][\w’' -]{{1,40}}[.,!]|^\W*[A-Z]\w+ Base to [A-Z]|^\W*([A-Z][\w’'-]+ to {_CALLED})[.,!] \2\b", 0.7, None),
    # a speaker without more is a radio's where the words are a radio's, and hangs on a wall otherwise
    _rule("loudspeaker-speaker", Kind.LOUDSPEAKER, "tag", rf"\b(?:over|through|from|via|out of) {_POSS} {_ADJ}speakers?\b", 0.8, True),
    _rule("loudspeaker-speaker-noise", Kind.LOUDSPEAKER, "tag", rf"\bspeakers?(?: [\w’']{{1,20}}){{0,4}} (?:{_NOISE}|blared|howled|boomed)|\bboomed from\b", 0.8, True),
    _rule("loudspeaker-lead-speaker", Kind.LOUDSPEAKER, "lead", rf"\bspeakers?(?: [\w’']{{1,20}}){{0,4}} (?:{_NOISE})", 0.75, True),
    # weak ones: over whatever set is in use
    _rule("loudspeaker-recorded", Kind.LOUDSPEAKER, "tag", r"\b(?:recorded|automated|amplified|computeri[sz]ed) voice\b", 0.7, True),
    _rule("set-anaphor", Kind.DIALOGUE, "tag", rf"{_CLAUSE}{SAYS} (?:\w{{1,20}} )?\w{{1,20}}[’']s voice\b|\b\w{{1,20}}[’']s voice {SAYS}\b|\b[Tt]he operator {SAYS}\b|{_CLAUSE}{SAYS} the operator\b|\b[Ii]t (?:said|says|told|asked|announced|added|went on|repeated|concluded|continued|declared|began)\b|\b(?:Control|Base|Station|Command|Central|Tower|Ground|HQ) {SAYS}\b|{_CLAUSE}{SAYS} (?:Control|Base|Station|Command|Central)\b|\b(?:[Tt]he|[Aa]) (?:[\w’']{{1,20}} )?(?:voice|machine|set|speaker|box|instrument|thing|reply|answer) (?:\w+ly )?(?:{SAYS}|came)\b|{_CLAUSE}(?:{SAYS}|came) (?:the|a|another) (?:\w+ )?(?:voice|machine|set|speaker|box|instrument|reply|answer)\b|\bvoice in (?:his|her|my|their) ears?\b", 0.7, True),
    _rule("set-it", Kind.DIALOGUE, "tag", rf"\b(?:{SAYS}) (?:\w+ )?(?:through|into|over|in|from|out of) it\b|\b(?:thumb|key|squeez|press|click)(?:ed|ing) it\b|\bto the (?:microphone|camera)s?\b", 0.7, None),
    _rule("set-words", Kind.DIALOGUE, "speech", rf"^\W*[A-Z]\w+ {_NUMBER}[,.]|^\W*{_NUMBER}, {_NUMBER}[,.]|^\W*{_CALLED}, this is {_CALLED}|^\W*{_CALLED}, {_CALLED}[.,] |\b[Rr]eceiving (?:me|you)\b|\b[Ww]ait one\b|^\W*(?:Roger|Copy|Received|Negative|Affirmative|Stand by)[,.]|\b[Oo]ver[.!]\W*$", 0.7, None),
)  # fmt: skip
"""Every kind rule, in order of precedence."""

_TELLING: dict[Kind, tuple[str, str]] = {
    Kind.RADIO: (
        """radio radios radioed walkie walkies vhf uhf cb comm comms comlink communicator transceiver shortwave airwaves handheld
        headset headsets headphones earphone earphones earpiece earpieces scanner console static mic mike microphone handset
        transmitter talkback transmit push keyed wire crackling crackly crackled dispatcher dispatch control tower capcom base
        coastguard helmet spacecraft call alarm report order word into key button switch loudspeaker air
        set two-way r channel approach""",
        """over copy read mayday pan again base tower control command bridge ground ops operations hq houston dispatch coastguard
        units cars stations ships vessels aircraft boats patrols elements unit engine ladder medic squad battalion patrol
        sierra alpha bravo delta echo foxtrot golf kilo oscar tango whiskey victor zulu adam lincoln roger wilco ten 10
        affirmative breaker skipper central pilot twenty 20 inbound outbound""",
    ),
    Kind.PHONE: (
        """phone telephone receiver mobile cell cellphone mouthpiece payphone landline speakerphone burner line wire end
        voicemail mail answering answerphone message recording hung rang ring call earpiece""",
        "emergency 911 999 112 service",
    ),
    Kind.LOUDSPEAKER: (
        """loudspeaker loudspeakers speaker speakers tannoy tannoys pa p address intercom megaphone bullhorn horn hailer
        loudhailer squawk squawkbox 1mc grille entryphone doorphone phone recorded automated amplified computerized
        computerised microphone mic mike boomed blared thundered echoed rang""",
        "attention captain pilot conductor driver purser platform final report proceed announcement",
    ),
    Kind.BROADCAST: (
        """radio television televisions tv telly newscast bulletin wireless transistor news newsreader newscaster newsreel
        announcer forecaster weatherman weathergirl anchorman anchorwoman anchor commentator sportscaster broadcaster
        quizmaster jockey dj podcast podcaster presenter forecast headlines identification dashboard weather report screen footage pictures film images""",
        "",
    ),
    Kind.DIALOGUE: (
        "voice machine set speaker box instrument thing reply answer it control base station command central tower ground hq operator microphone microphones camera cameras voice",
        "roger copy received negative affirmative stand wait over this receiving one two three four five six seven eight nine niner ten",
    ),
}
NARRATED = {kind: frozenset(narrated.split()) for kind, (narrated, _) in _TELLING.items()}
"""For each kind, words of narration without which no rule of it can match; without any none is tried: a novel is cheap."""
SAID = {kind: frozenset(said.split()) for kind, (_, said) in _TELLING.items()}
"""For each kind, words of a line without which no rule of it can match."""
SETS = frozenset(word for kind, words in NARRATED.items() if kind is not Kind.DIALOGUE for word in words) | {
    "voice", "reply", "answer", "machine", "set", "speaker",
}  # fmt: skip
"""Nouns that may stand where a speaker's name stands, and are a set's."""

REPEATED = re.compile(rf"^\W*({_CALLED}), \1\b|^\W*[A-Z]\w+ {_NUMBER}\b|^\W*{_CALLED}, {_CALLED}[.,]")
"""How a line begins that calls somebody twice by name, or by a number: it needs none of those words."""

TRANSCRIBED = re.compile(r"[A-Z0-9][A-Z0-9 .()-]{1,60}:")
"""How narration looks that is the name before a line of a transcript."""

NAMED_SETS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PHONE, re.compile(r"\b(?:answering machine|answerphone|voicemail|telephone|phone|receiver|burner|to (?:his|her|my) ear)\b", re.IGNORECASE)),
    (Kind.LOUDSPEAKER, re.compile(r"\b(?:loud-?speakers?|tannoy|PA|intercom|megaphone|bull-?horn|loud-?hailer)\b", re.IGNORECASE)),
    (Kind.BROADCAST, re.compile(rf"\b{_TELEVISION}\b", re.IGNORECASE)),
    (Kind.RADIO, re.compile(r"\b(?:radio|walkie-talkie|VHF|CB|comms?|communicator|headset|headphones|scanner|two-way|handheld)\b", re.IGNORECASE)),
)  # fmt: skip
"""How "the voice said" is understood: by the set that the paragraph before names."""
