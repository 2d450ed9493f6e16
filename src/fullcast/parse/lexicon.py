"""Word lists the parser reads: verbs of speech, deliveries, titles, roles, words that are no names.

They are open to anyone: add a word, add a fixture. All are lower case unless case carries meaning.
"""

from __future__ import annotations

SPEECH_VERBS = frozenset(
    """
    said say says saying cried cries crying asked asks asking replied replies replying exclaimed exclaims answered answers
    answering added adds adding continued continues repeated repeats returned remarked remarks called calls calling murmured
    murmurs murmuring whispered whispers whispering observed interrupted interrupts inquired enquired retorted resumed sighed
    sighs explained explains demanded demands shouted shouts shouting muttered mutters muttering spoke speaks speaking
    concluded gasped gasps gasping interposed protested protests agreed agrees announced announces announcing echoed echoes
    persisted pursued rejoined mused stammered stuttered admitted admits pleaded pleads assented sobbed sobs suggested suggests
    corrected screamed screams grumbled urged urges ejaculated faltered ventured insisted insists moaned moans breathed
    breathes queried groaned groans asserted hazarded blurted confessed uttered commanded commands implored declared declares
    exploded mumbled mumbles reiterated snapped snaps complained entreated begged begs chuckled quavered remonstrated sneered
    panted pants puffed responded responds corroborated commented objected yelled yells yelling conceded growled growls
    drawled apologized apologised interjected proclaimed sang sings scoffed squeaked hissed hisses ordered orders whimpered
    thundered grunted spluttered sputtered howled crooned droned bawled laughed told tells roared shrieked wailed croaked
    barked barks rasped rasps purred cooed bellowed bleated lisped quoth counselled argued reasoned acknowledged acquiesced
    advised affirmed allowed assured boasted bragged cautioned challenged chided coaxed confided cursed disagreed gibed
    grated gurgled hollered instructed jeered joked marvelled mocked nagged opined piped pressed prompted quipped quoted
    scolded snarled snorted sniffed soothed spat speculated stated swore taunted teased testified trilled vowed warned warns
    whined wondered wonders yelped rumbled blustered deadpanned crackled bleeped buzzed squawked acknowledged reported
    reports radioed broadcast intoned recited read greeted finished began begins started went crooned translated offered
    noted countered guessed decided promised managed choked wheezed coughed slurred hooted grinned
    """.split()
)
"""Verbs that make the words beside a quote its tag."""

NEVER_INVERTED = frozenset(
    "went spoke told speaking allowed read started offered managed decided went grinned".split()
)
"""Speech verbs that do not stand before their subject ("went Hayes" is no tag)."""

THOUGHT_VERBS = frozenset(
    "thought thinks think thinking wondered wonders realized realised mused reflected reasoned reminded prayed told".split()
)

DELIVERY_WORDS = {
    "whispered": "whispered whispers whispering whisper breathed breathes breath mouthed under-his-breath hushed",
    "murmured": "murmured murmurs murmuring murmur crooned",
    "muttered": "muttered mutters muttering mumbled mumbles mumbling grumbled",
    "softly": "softly quietly gently tenderly low soft kindly soothingly soothed",
    "gasped": "gasped gasps gasping gasp choked breathless breathlessly wheezed",
    "panted": "panted pants panting puffed",
    "shouted": "shouted shouts shouting shout yelled yells yelling bellowed roared hollered bawled barked barks thundered loudly",
    "screamed": "screamed screams screaming shrieked shrieks screeched howled wailed",
    "called": "called calls calling hailed",
    "growled": "growled growls growling snarled rumbled grunted gruffly",
    "hissed": "hissed hisses hissing",
    "sobbed": "sobbed sobs sobbing weeping tearfully wept crying-hard whimpered",
    "shaking": "shaking shook trembling trembled quavered quavering stammered stuttered unsteady unsteadily shakily cracked "
    "cracking broke breaking wavering wavered faltered tremulous",
    "laughed": "laughed laughs laughing chuckled chuckling giggled giggling",
    "sighed": "sighed sighs sighing wearily tiredly",
    "cold": "coldly icily cold icy stonily",
    "urgent": "urgently urgent urged hurriedly quickly desperately frantically",
    "flat": "flatly flat tonelessly evenly dully deadpanned",
    "steady": "steady steadily calmly calm",
    "hoarse": "hoarsely hoarse rasped rasps rasping croaked croaking",
}
"""Delivery -> the words of a tag that ask for it."""

DELIVERY_OF = {word: name for name, words in DELIVERY_WORDS.items() for word in words.split()}

VOICE_ONLY = frozenset(
    "cracked cracking broke breaking shook low soft cold flat steady calm icy breath wavering".split()
)
"""Words that are a delivery only said of a voice ("voice steady"), not of anything in a tag."""

TITLES: dict[str, str] = {
    **dict.fromkeys(
        "Mr Mister Sir Lord Master Uncle King Prince Duke Count Baron Marquis Father Brother Monsieur Signor Herr Don Senor "
        "Señor Squire Mistah Pastor Abbe Emperor Earl Grandpa Granddad Grandad Padre Friar".split(),
        "male",
    ),
    **dict.fromkeys(
        "Mrs Ms Miss Lady Aunt Auntie Queen Princess Duchess Countess Baroness Marquise Marchioness Sister Mother Madame "
        "Mademoiselle Mlle Mme Signora Signorina Frau Fräulein Señora Señorita Empress Granny Grandma Nana Mis Missus Dame".split(),
        "female",
    ),
    **dict.fromkeys(
        "Dr Doctor Captain Capt Colonel Col Major General Gen Professor Prof Inspector Admiral Sergeant Sgt Lieutenant Lt "
        "Detective Constable Judge Justice President Secretary Nurse Superintendent Corporal Commander Coroner Cousin Rev "
        "Reverend Officer Chief Private Agent Commissioner Senator Governor Mayor Deputy Sheriff Marshal Ensign Skipper Chef "
        "Counselor Ambassador Minister Director Trooper Warden Ranger Paramedic Bishop Cardinal Coach Pilot".split(),
        "",
    ),
}
"""Titles before a name -> the gender they tell, "" where they tell none."""

ROLE_TITLES = frozenset(title for title in TITLES if len(title) > 3) - {"Miss", "Mister", "Frau", "Herr"}
"""Titles that stand for a person alone ("Captain", "the Duke")."""

_MALE = """man gentleman boy lad father dad daddy papa son brother husband uncle nephew king prince duke count baron lord waiter
butler footman coachman priest monk friar policeman fireman postman fisherman ferryman boatman watchman salesman businessman
chairman foreman groom youth grandfather grandpa granddad bachelor widower waterman barman cabman fellow chap guy bloke
schoolmaster headmaster Frenchman Englishman Irishman Scotsman stepfather godfather workman doorman milkman deckhand lifeboatman
helmsman boy's-father repairman cameraman weatherman anchorman spokesman wizard""".split()
_FEMALE = """woman lady girl mother mum mom mummy mommy mamma daughter sister wife aunt niece queen princess duchess countess
baroness maid housemaid housekeeper chambermaid governess widow hostess landlady mistress madam grandmother grandma granny
bride spinster nun waitress actress mama stepmother godmother heroine seamstress concierge schoolmistress policewoman
stewardess businesswoman spokeswoman saleswoman witch""".split()
_EITHER = """doctor nurse captain officer dispatcher sergeant lieutenant colonel major general admiral inspector detective constable
soldier sailor pilot copilot co-pilot driver conductor guard clerk cook chef porter patron bartender barkeep skipper mate
engineer mechanic operator controller commander corporal private lawyer attorney solicitor judge magistrate surgeon paramedic
medic technician teacher tutor professor student pupil principal coach trainer rookie recruit handler cadet stranger visitor guest
customer passenger prisoner suspect witness reporter journalist newsreader announcer presenter host anchor editor writer author
critic speaker caller voice child kid baby toddler teenager friend neighbour neighbor companion servant messenger shepherd
farmer butcher tailor barber baker miller shoemaker gardener carpenter blacksmith plumber painter artist poet singer musician
manager assistant secretary boss owner keeper caretaker janitor landlord tenant lodger beggar thief robber burglar hunter ranger
warden chief mayor president minister vicar rector curate chaplain bishop person other someone somebody harbourmaster
harbormaster harbour-master harbor-master coastguard lighthouse-keeper navigator helmswoman steward bosun master responder
firefighter agent marshal sheriff deputy trooper chairperson coroner apprentice cousin orderly receptionist usher croupier
attendant interviewer interpreter scientist analyst astronaut cosmonaut robot computer android machine newcomer intruder woman's-voice
fisher pensioner elder twin navigator meteorologist forecaster librarian postmistress postmaster innkeeper shopkeeper
bookseller bystander onlooker commentator narrator barista cashier commissioner superintendent chairwoman supervisor""".split()

ROLES: dict[str, str] = {
    **dict.fromkeys(_EITHER, ""),
    **dict.fromkeys(_MALE, "male"),
    **dict.fromkeys(_FEMALE, "female"),
}
"""Nouns a speaker is called by when nobody names them -> the gender they tell."""

NOBODY_ROLES = frozenset(
    "other one person someone somebody speaker voice man woman boy girl lady gentleman fellow".split()
)
"""Roles that say so little that, alone, they often mean somebody already known."""

CHILD_WORDS = frozenset("child kid boy girl baby toddler little lad".split())
OLD_WORDS = frozenset(
    "old elderly aged ancient grandfather grandmother grandpa grandma granny pensioner widow-old white-haired".split()
)

CROWDS = frozenset(
    """comments comment voices replies responses messages tweets posts people strangers viewers others shouts cries calls
    texts letters neighbours neighbors crowd onlookers someone headlines reactions everyone passengers""".split()
)
"""Words that announce lines by nobody in particular ("Comments flooded in from everywhere.")."""

CROWD_VERBS = frozenset(
    "flooded poured came rolled rang rose arrived started began piled drifted went filled".split()
)

DETERMINERS = frozenset("the a an his her my our their your this that another some one".split())

PREPOSITIONS = frozenset(
    """to at of with from by for in on upon about near beside behind towards toward against into after before between among
    than over like without through past across around under above below along onto off beyond""".split()
)

PRONOUNS: dict[str, tuple[str, str]] = {
    "he": ("male", "subject"), "she": ("female", "subject"), "they": ("plural", "subject"), "i": ("self", "subject"),
    "we": ("plural", "subject"), "him": ("male", "object"), "them": ("plural", "object"), "me": ("self", "object"),
    "his": ("male", "possessive"), "her": ("female", "possessive"), "hers": ("female", "possessive"),
    "my": ("self", "possessive"), "himself": ("male", "object"), "herself": ("female", "object"), "myself": ("self", "object"),
}  # fmt: skip
"""Pronoun -> (gender, case). "her" counts as possessive: either way it is no subject."""

NOT_NAMES = frozenset(
    """
    I I'm I'll I've I'd He's She's It's That's What's There's Don't Can't Won't We're You're They're We'll You'll
    A An The And But Or If So Oh Ah O Yes No Well Now Not For In On At As To Of He She It They We You His
    Her Him Its My Your Their Our This That These Those What When Why How Who Whom Whose Where Which Then There Here Perhaps
    With From By After Before One Two Three Four Five Six Seven Eight Nine Ten Twelve Twenty God Heaven Good Nothing Something
    Everything Everybody Nobody Somebody Someone Everyone Anyone All Some Any Chapter Part Book Christ Bless Thank Thanks Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
    November December English French German Italian Spanish Russian American British Christian Christmas Easter Bible Latin
    Greek Parliament Mamma Papa Mama Mum Mom Dad Mother Father Madam Ma'am Ma’am Sir Dear Let Do Don't Did Is Are Was Were Have
    Has Had Will Would Could Should Can May Might Must Shall Come Go Look See Tell Never Always Ever Even Just Only Still Yet
    Once Very Such Both Each Every Please Poor Dearest Indeed Really Quite Upon Without Within While Whether Because Since
    Until Though Although Another Other Others Again Also Besides Europe England London Paris France Italy Rome Germany Russia
    Spain America York Street Road House Park Hotel Hall Square Lane Church Englishman Frenchman Hallo Hello Hullo Hush Humph
    Ugh Nonsense Alas Aye Ay Nay Damn Hurrah Hi Hey Okay OK Ok Right Sure Fine Maybe Sorry Wait Stop Listen Somewhere Sometimes
    Later Soon Suddenly Slowly Finally Outside Inside Behind Above Below Between Across Through Over Under Up Down Out Off Back
    Far Near Past Half Most Many Much More Less Few Several Low Cold Warm Hot Dark Light Door Months Weeks Days Years Hours
    Minutes Seconds Spring Summer Autumn Winter Fall Morning Night Day Evening Today Tomorrow Yesterday Tonight Nobody None
    Unit Units Over Roger Copy Mayday Dispatch Control Base Station Radio Channel K9 GPS ER TV PA Heroes Metal Gravel Grass
    Comments Paperwork Coffee Not Too Bad Easy Rock Sea Wind Rain Snow Whoever Whatever Whenever Wherever However Either
    Neither Nor Like Than About Against Around Along Among Toward Towards During Despite Except Unless Instead Almost Already
    """.split()
)
"""Capitalised words that are no names by themselves."""

NICKNAMES = {
    short: full
    for full, shorts in {
        "elizabeth": "lizzy eliza lizzie betsy bess beth betty liz", "catherine": "kitty kate cathy katie", "thomas": "tom tommy",
        "robert": "bob bobby rob robbie", "william": "will bill billy willie", "richard": "dick rick", "henry": "harry hal",
        "john": "jack johnny", "james": "jim jimmy jamie", "joseph": "joe joey", "edward": "ned ted teddy eddie ed",
        "charles": "charlie charley chuck", "frederick": "fred freddy freddie", "ellen": "nell nelly nellie",
        "margaret": "peggy meg maggie", "mary": "molly polly", "frances": "fanny fannie", "sarah": "sally sadie",
        "susan": "sue susie", "michael": "mike mikey mick", "benjamin": "ben benny", "samuel": "sam sammy", "daniel": "dan danny",
        "david": "dave davy", "nicholas": "nick nicky", "anthony": "tony", "andrew": "andy drew", "matthew": "matt",
        "patrick": "pat paddy", "philip": "phil", "jacob": "jake", "anne": "annie nan nancy", "jane": "jenny janie",
        "christopher": "chris kit", "alexander": "alex sandy", "katherine": "kathy", "rebecca": "becky", "theodore": "theo",
        "eleanor": "ellie nora", "deborah": "debbie", "stephen": "steve", "steven": "steve", "gregory": "greg",
    }.items()
    for short in shorts.split()
}  # fmt: skip
"""Short form -> given name, both lower case."""

VOCATIVES: dict[str, str] = {
    "sir": "male", "madam": "female", "ma'am": "female", "ma’am": "female", "mother": "female", "mum": "female", "mom": "female",
    "father": "male", "dad": "male", "papa": "male", "aunt": "female", "uncle": "male", "sister": "female", "brother": "male",
    "boy": "male", "miss": "female", "lad": "male", "son": "male", "girl": "female", "man": "male", "mate": "male", "buddy": "male",
    "captain": "", "skipper": "", "doctor": "", "doc": "", "sergeant": "", "sarge": "", "officer": "", "chief": "",
    "grandma": "female", "gran": "female", "grandpa": "male", "grandad": "male",
}  # fmt: skip
"""Words people are addressed by -> the gender of who is addressed."""
