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

WEAK_VERBS = frozenset(
    """
    smiled nodded shrugged paused hesitated broke put came proceeded turned looked ended expressed addressed informed reminded
    requested replying crying saying adding asking exclaiming answering commenced recommenced recited wrote hinted smirked giggled
    frowned shook gave made burst recollected considered offered thanked accused questioned interrogated announcing smiles nods
    shrugs looks turns laughs laughing smiling nodding grinning sighing beamed blinked winked swallowed sat stood leaned leant
    stopped waited went tried
    """.split()
)
"""Verbs that, beside a quote, often but not always tell who speaks."""

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
        "Señor Squire M Comte Vicomte Viscount Marquess Baronet Alderman Pope Rabbi Sultan Czar Tsar Gaffer Mas'r Marse Massa Brer Bre'r Goodman Abbé Mistah Pastor Abbe Emperor Earl Grandpa Granddad Grandad Padre Friar".split(),
        "male",
    ),
    **dict.fromkeys(
        "Mrs Ms Miss Lady Aunt Auntie Queen Princess Duchess Countess Baroness Marquise Marchioness Sister Mother Madame "
        "Fraulein Doña Donna Comtesse Viscountess Gammer Missis Miz Missy Aunty Goody Widow "
        "Mademoiselle Mlle Mme Signora Signorina Frau Fräulein Señora Señorita Empress Granny Grandma Nana Mis Missus Dame".split(),
        "female",
    ),
    **dict.fromkeys(
        "Dr Doctor Captain Capt Colonel Col Major General Gen Professor Prof Inspector Admiral Sergeant Sgt Lieutenant Lt "
        "Detective Constable Judge Justice President Secretary Nurse Superintendent Corporal Commander Coroner Cousin Rev "
        "Reverend Officer Chief Private Agent Commissioner Senator Governor Mayor Deputy Sheriff Marshal Ensign Skipper Chef "
        "Comrade Citizen Canon Dean Archdeacon Councillor Farmer Counselor Ambassador Minister Director Trooper Warden Ranger Paramedic Bishop Cardinal Coach Pilot Cap'n".split(),
        "",
    ),
}
"""Titles before a name -> the gender they tell, "" where they tell none."""

SAME_TITLE = {
    "Mister": "Mr", "Mistah": "Mr", "Doctor": "Dr", "Reverend": "Rev", "Capt": "Captain", "Sgt": "Sergeant", "Lt": "Lieutenant",
    "Col": "Colonel", "Gen": "General", "Prof": "Professor", "Monsieur": "Mr", "M": "Mr", "Fraulein": "Miss", "Signor": "Mr", "Herr": "Mr", "Senor": "Mr",
    "Señor": "Mr", "Mademoiselle": "Miss", "Mlle": "Miss", "Signorina": "Miss", "Señorita": "Miss", "Fräulein": "Miss",
    "Madame": "Mrs", "Mme": "Mrs", "Signora": "Mrs", "Señora": "Mrs", "Frau": "Mrs", "Missus": "Mrs", "Mis": "Mrs", "Missis": "Mrs", "Miz": "Mrs", "Mas'r": "Master", "Marse": "Master", "Massa": "Master", "Aunty": "Aunt",
    "Auntie": "Aunt", "Cap'n": "Captain", "Ms": "Miss",
}  # fmt: skip
"""Title -> the title it means: the same person is called by both."""

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

VAGUE = NOBODY_ROLES | frozenset(
    "gentleman lady boy girl youth fellow chap lad child creature other stranger".split()
)
"""Roles that mean somebody with a name as often as not."""

SETS = frozenset(
    """phone telephone radio speaker speakerphone loudspeaker tannoy intercom machine message recording television tv telly set receiver
    handset voicemail answerphone announcement wireless headset console megaphone bullhorn entryphone walkie-talkie screen computer
    letter note sign card paper telegram text notice echo wind clock bell reply answer""".split()
)
"""Things that words come out of: they are nobody."""

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
    Eh Ha Ho Hum Bah Pah Tut Um Er Hm Hmm Ahem Hist Shh Sh Phew Ouch Ow Wow Gosh Golly Gee Lo Mercy Marry Yea Amen Bravo Hark Pray
    Comments Paperwork Coffee Not Too Bad Easy Rock Sea Wind Rain Snow Whoever Whatever Whenever Wherever However Either
    Neither Nor Like Than About Against Around Along Among Toward Towards During Despite Except Unless Instead Almost Already
    """.split()
)
"""Capitalised words that are no names by themselves."""

_SHORT_FORMS = """
abigail abby gail|albert al bert bertie|alexander alex alec sandy sasha|alfred alf alfie fred|alice allie|amanda mandy|andrew andy drew|
anne annie nan nancy nanny|anthony tony|antonia toni|archibald archie|arthur art|augusta gussie|augustus gus|barbara barb babs|
bartholomew bart|beatrice bea trixie|benjamin ben benny benjy|bernard bernie|bridget biddy|caroline carrie caro|catherine kitty kate cathy katie kit|
cecilia cissy sissy cecily|charles charlie charley chuck|charlotte lottie|christina chris tina|christopher chris kit|clement clem|
constance connie|cornelius corny|cynthia cindy|daniel dan danny|david dave davy|deborah debbie deb|dominic dom nick|dorothy dolly dot dottie|
douglas doug|edgar ed eddie|edith edie|edmund ned ed eddie ted|edward ned ted teddy eddie ed|edwin ed|eleanor ellie nora nell|
elizabeth lizzy eliza lizzie betsy bess beth betty liz lisa libby elsie|ellen nell nelly nellie|emily em emmy millie|emma em emmy|ernest ernie|
eugene gene|euphemia effie|evelyn evie|ferdinand ferdie|florence flo flossie|frances fanny fannie fran|francis frank frankie|franklin frank|
frederick fred freddy freddie|gabriel gabe|geoffrey geoff|george georgie|gerald gerry jerry|gertrude gertie trudy|gilbert gil bert|
gregory greg|gwendolen gwen|harold harry hal|harriet hattie harry|helen nell nellie|henrietta hetty etta|henry harry hal hank|herbert bert herb bertie|
horace horry|isaac ike|isabel bella belle|isabella bella belle|jacob jake|james jim jimmy jamie jem|jane jenny janie janey|jeffrey jeff|jennifer jenny jen|
jeremiah jerry|jeremy jerry|jessica jess jessie|johanna jo|john jack johnny|jonathan jon johnny|joseph joe joey jos|josephine josie jo|joshua josh|
judith judy|julia julie|katharine kate kitty kathy katie kit|katherine kathy kate katie kitty kit|kathleen kathy|kenneth ken kenny|lawrence larry laurie|
leonard len lenny leo|lewis lew|lilian lil lily|louis lou|louisa loo lou|lucinda lucy|lucy lucia|madeleine maddie|magdalene maggie|margaret peggy meg maggie madge meggie daisy|
martha patty mattie|martin marty|mary molly polly may|matilda tilly|matthew matt|maximilian max|michael mike mikey mick|mildred milly|millicent milly|
mortimer mort|nathaniel nat nate|nicholas nick nicky|oliver ollie noll|pamela pam|patricia pat patty trish|patrick pat paddy|penelope penny|
percival percy|peter pete|philip phil|phillip phil|priscilla prissy|prudence prue|rachael rachel|raymond ray|rebecca becky|reginald reg reggie rex|
richard dick rick dickie richie|robert bob bobby rob robbie robin|roderick rod|roger rodge|ronald ron ronnie|rosalind rosie roz|samantha sam|samuel sam sammy|
sarah sally sadie|sebastian seb|sidney sid|solomon sol|sophia sophy|stanley stan|stephen steve|steven steve|susan sue susie sukey|susanna sue sukey|
theodora dora|theodore theo ted teddy|theresa tess tessie|thomas tom tommy|timothy tim timmy|tobias toby|victoria vicky|vincent vince|virginia ginny|
walter walt wally|wilhelmina mina minnie|wilfred fred wilf|william will bill billy willie|winifred winnie|zachary zach zack
"""

NICKNAMES: dict[str, frozenset[str]] = {
    short: frozenset(
        names[0]
        for names in (entry.split() for entry in _SHORT_FORMS.replace("\n", "").split("|"))
        if short in names[1:]
    )
    for short in sorted(
        {word for entry in _SHORT_FORMS.replace("\n", "").split("|") for word in entry.split()[1:]}
    )
}
"""Short form -> the given names it stands for, all lower case."""

KIN: dict[str, str] = {
    word: kin
    for kin, words in {
        "mother": "mother mamma mama mum mom mummy mommy ma", "father": "father papa dad daddy pa", "sister": "sister daughter niece",
        "brother": "brother son nephew", "wife": "wife", "husband": "husband", "aunt": "aunt auntie aunty", "uncle": "uncle",
        "friend": "friend companion cousin mistress master",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Word for one of the family or household -> what it makes of somebody."""

VOCATIVES: dict[str, str] = {
    "sir": "male", "madam": "female", "ma'am": "female", "ma’am": "female", "mother": "female", "mum": "female", "mom": "female",
    "father": "male", "dad": "male", "papa": "male", "aunt": "female", "uncle": "male", "sister": "female", "brother": "male",
    "boy": "male", "miss": "female", "lad": "male", "son": "male", "girl": "female", "man": "male", "mate": "male", "buddy": "male",
    "captain": "", "skipper": "", "doctor": "", "doc": "", "sergeant": "", "sarge": "", "officer": "", "chief": "",
    "grandma": "female", "gran": "female", "grandpa": "male", "grandad": "male",
}  # fmt: skip
"""Words people are addressed by -> the gender of who is addressed."""
