"""German: „…“ and »…«, tags after a comma ("„Ja“, sagte er"), every noun with a capital letter."""

from __future__ import annotations

from fullcast.parse.languages.table import Language

_SAYING = """
sagte sagt sagten meinte meint fragte fragt fragten rief ruft riefen erwiderte erwidert entgegnete entgegnet antwortete antwortet
antworteten flüsterte flüstert wisperte wispert raunte raunt murmelte murmelt brummte brummt knurrte knurrt zischte zischt schrie
schreit schrien brüllte brüllt kreischte kreischt seufzte seufzt stöhnte stöhnt ächzte ächzt keuchte keucht hauchte haucht
stammelte stammelt stotterte stottert lachte lacht kicherte kichert schluchzte schluchzt weinte jammerte jammert klagte klagt
erklärte erklärt erläuterte erläutert erzählte erzählt berichtete berichtet bemerkte bemerkt versetzte versetzt versicherte
versichert behauptete behauptet gestand gesteht gab bat bittet flehte fleht befahl befiehlt forderte fordert verlangte verlangt
drängte drängt mahnte mahnt warnte warnt drohte droht schimpfte schimpft fluchte flucht spottete spottet höhnte höhnt neckte
scherzte scherzt grinste grinst schnaubte schnaubt fauchte faucht bellte bellt donnerte donnert krächzte krächzt piepste quiekte
wiederholte wiederholt ergänzte ergänzt fügte fügt setzte begann beginnt fuhr fährt hob schloss schloß schließt unterbrach
unterbricht widersprach widerspricht protestierte protestiert stimmte stimmt bestätigte bestätigt nickte wollte beharrte beharrt
schlug bot grüßte grüßt begrüßte verabschiedete sprach spricht redete redet äußerte äußert verkündete verkündet meldete meldet
hakte hakt erkundigte erkundigt wunderte wundert staunte staunt überlegte überlegt beruhigte beruhigt tröstete tröstet
ermahnte ermahnt kommandierte befand urteilte vermutete vermutet mutmaßte widersetzte bekannte bekennt beteuerte
beteuert lallte lispelte nuschelte nuschelt schwor schwört rügte tadelte lobte jubelte jubelt frohlockte jauchzte schnarrte
funkte funkt sang singt las liest nannte piepte quäkte schnauzte schnauzt blaffte plapperte platzte entfuhr räumte kommentierte
konterte sinnierte
"""

_MALE = """
mann herr junge knabe bub bursche kerl vater papa vati sohn bruder onkel neffe großvater opa enkel könig prinz fürst herzog graf
baron kellner diener butler knecht kutscher priester pfarrer mönch polizist feuerwehrmann briefträger fischer fährmann schaffner
soldat offizier hauptmann leutnant feldwebel wachtmeister general kommissar inspektor richter anwalt arzt doktor professor lehrer
schüler student meister lehrling wirt bauer müller bäcker metzger schneider schuster schmied gärtner förster jäger kapitän
matrose steuermann lotse pilot fahrer wächter händler kaufmann verkäufer direktor chef minister präsident bürgermeister
reporter journalist sprecher moderator dichter maler musiker sänger alte dieb räuber bettler fremde gast nachbar freund bräutigam
ehemann gatte witwer herrscher zauberer ritter knappe hirte sanitäter
""".split()

_FEMALE = """
frau dame mädchen fräulein mutter mama mutti tochter schwester tante nichte großmutter oma enkelin königin prinzessin fürstin
herzogin gräfin baronin kellnerin dienerin magd köchin nonne polizistin soldatin kommissarin inspektorin richterin anwältin ärztin
doktorin professorin lehrerin schülerin studentin meisterin wirtin bäuerin bäckerin schneiderin gärtnerin kapitänin pilotin
fahrerin wächterin händlerin verkäuferin direktorin chefin ministerin präsidentin bürgermeisterin reporterin journalistin
sprecherin moderatorin dichterin malerin musikerin sängerin nachbarin freundin braut ehefrau gattin witwe hexe zauberin hirtin
krankenschwester hebamme gouvernante haushälterin sekretärin alte sanitäterin disponentin
""".split()

_EITHER = "kind baby person stimme leute fremder unbekannter wache mensch sanitäter".split()

_DELIVERIES = {
    "whispered": "flüsterte flüstert wisperte wispert raunte raunt hauchte haucht flüsternd",
    "murmured": "murmelte murmelt",
    "muttered": "brummte brummt nuschelte nuschelt brummelte",
    "softly": "leise sanft zärtlich",
    "gasped": "keuchte keucht atemlos japste",
    "shouted": "schrie schreit schrien brüllte brüllt donnerte laut",
    "screamed": "kreischte kreischt heulte",
    "called": "rief ruft riefen",
    "growled": "knurrte knurrt grollte",
    "hissed": "zischte zischt fauchte faucht",
    "sobbed": "schluchzte schluchzt weinte weinend schluchzend",
    "shaking": "stammelte stammelt stotterte stottert zitternd zittrig bebend",
    "laughed": "lachte lacht kicherte kichert lachend",
    "sighed": "seufzte seufzt müde",
    "cold": "kalt kühl eisig",
    "urgent": "drängte drängt dringend eilig hastig",
    "flat": "tonlos",
    "steady": "ruhig gelassen",
    "hoarse": "heiser krächzte krächzt",
}

GERMAN = Language(
    "de",
    "German",
    common=frozenset(
        "und der die das nicht ich sie war ein eine mit dem den auf sich von wie auch aber noch nur wenn hatte dann ist zu "
        "ihm ihr sagte es im aus doch".split()
    ),
    speech_verbs=frozenset(_SAYING.split()),
    thought_verbs=frozenset(
        "dachte denkt dachten überlegte überlegt fragte grübelte sinnierte glaubte wusste wußte wunderte".split()
    ),
    never_inverted=frozenset("gab hob schlug bot las nannte setzte wollte nickte".split()),
    weak_verbs=frozenset(
        "nannte las gab setzte hob schlug bot wollte stimmte schloss schloß sprach redete".split()
    ),
    direct=frozenset(
        "ich mich mir mein meine meinen meiner meinem wir uns unser unsere du dich dir dein deine deinen euch euer eure ja nein "
        "bitte bin habe hast bist".split()
    ),
    pronouns={
        "er": ("male", "subject"), "sie": ("female", "subject"), "es": ("", "subject"), "ich": ("self", "subject"),
        "wir": ("plural", "subject"), "ihn": ("male", "object"), "ihm": ("male", "object"), "ihr": ("female", "object"),
        "ihnen": ("plural", "object"), "mich": ("self", "object"), "mir": ("self", "object"), "uns": ("plural", "object"),
        "sein": ("male", "possessive"), "seine": ("male", "possessive"), "seinen": ("male", "possessive"),
        "seinem": ("male", "possessive"), "seiner": ("male", "possessive"), "ihre": ("female", "possessive"),
        "ihren": ("female", "possessive"), "ihrem": ("female", "possessive"), "ihrer": ("female", "possessive"),
        "mein": ("self", "possessive"), "meine": ("self", "possessive"), "jener": ("male", "subject"), "jene": ("female", "subject"),
        "dieser": ("male", "subject"), "diese": ("female", "subject"),
    },
    titles={
        **dict.fromkeys("Herr Herrn Onkel König Prinz Graf Baron Fürst Herzog Vater Bruder Pater Meister Opa Kaiser".split(), "male"),
        **dict.fromkeys(
            "Frau Fräulein Tante Königin Prinzessin Gräfin Baronin Fürstin Herzogin Mutter Schwester Oma Kaiserin Madame".split(),
            "female",
        ),
        **dict.fromkeys(
            "Dr Doktor Prof Professor Kapitän Hauptmann Major Oberst General Leutnant Kommissar Inspektor Wachtmeister Feldwebel "
            "Direktor Richter Pfarrer Bürgermeister Minister Präsident Admiral Baronesse".split(),
            "",
        ),
    },
    roles={**dict.fromkeys(_EITHER, ""), **dict.fromkeys(_MALE, "male"), **dict.fromkeys(_FEMALE, "female"), "alte": ""},
    role_titles=frozenset(
        "Doktor Professor Kapitän Hauptmann Major Oberst General Leutnant Kommissar Inspektor Wachtmeister Direktor Richter "
        "Pfarrer Bürgermeister Minister Präsident Admiral König Königin Prinz Prinzessin Graf Gräfin Baron".split()
    ),
    kin={
        **dict.fromkeys("vater papa vati sohn bruder onkel neffe großvater opa enkel".split(), "male"),
        **dict.fromkeys("mutter mama mutti tochter schwester tante nichte großmutter oma enkelin".split(), "female"),
    },
    vocatives={
        "herr": "male", "junge": "male", "vater": "male", "papa": "male", "bruder": "male", "onkel": "male", "opa": "male",
        "mein herr": "male", "frau": "female", "mutter": "female", "mama": "female", "schwester": "female", "tante": "female",
        "oma": "female", "fräulein": "female", "gnädige frau": "female", "doktor": "", "kapitän": "", "chef": "male", "kind": "",
    },
    determiners=frozenset(
        "der die das den dem des ein eine einen einem einer eines mein meine sein seine seinen ihr ihre ihren dein deine unser "
        "unsere dieser diese dieses diesen jener jene jenes jeder jede ander andere anderer".split()
    ),
    prepositions=frozenset(
        "zu zum zur an am bei beim mit von vom aus auf in im ins für gegen über unter neben hinter vor zwischen durch ohne um nach "
        "seit wegen während trotz bis entlang gegenüber".split()
    ),
    not_names=frozenset(
        """
        Ich Du Er Sie Es Wir Ihr Mein Meine Dein Deine Sein Seine Ihre Unser Unsere Euer Der Die Das Den Dem Des Ein Eine Einen Einem
        Einer Und Aber Oder Denn Doch Wenn Als Ob Dass Daß Weil Da Dann Dort Hier Jetzt Nun Ja Nein Nicht Nichts Kein Keine Auch Nur
        Noch Schon So Wie Was Wer Wo Warum Wann Wohin Woher Welche Welcher Welches Alle Alles Man Jeder Jede Jemand Niemand Etwas
        Vielleicht Natürlich Gut Bitte Danke Ach Oh Ah Na Also Los Komm Halt Wirklich Immer Nie Niemals Heute Morgen Gestern Abends
        Plötzlich Endlich Langsam Schnell Wieder Zu In Im An Am Auf Aus Bei Mit Nach Von Vor Über Unter Für Durch Gegen Ohne Um Bis
        Seit Gott Himmel Kapitel Teil Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März April Mai Juni
        Juli August September Oktober November Dezember Sagte Guten Tag Abend Nacht Herein Hallo Ist Sind War Hat Haben Hatte Bin
        Bist Kann Können Will Soll Muss Muß Darf Geh Sieh Hör Warte
        """.split()
    ),
    deliveries={word: name for name, words in _DELIVERIES.items() for word in words.split()},
    voice_only=frozenset("kalt kühl ruhig müde laut".split()),
    noun_capitals=True,
)  # fmt: skip
