"""Italian: « … » and “ … ”, dashes, and tags between commas ("— Sì, — disse lui, — lo so.")."""

from __future__ import annotations

from fullcast.parse.languages.table import Language

_SAYING = """
disse dice dissi dissero diceva domandò domanda domandai chiese chiede chiesi chiesero rispose risponde risposi risposero esclamò
esclama esclamai gridò grida gridai gridarono mormorò mormora mormorai sussurrò sussurra bisbigliò bisbiglia aggiunse aggiunge
aggiunsi continuò continua proseguì prosegue riprese riprende replicò replica ribatté ribatte obiettò osservò osserva notò dichiarò
dichiara affermò afferma assicurò annunciò annuncia spiegò spiega raccontò racconta confessò confessa ammise ammette riconobbe
concluse conclude cominciò comincia interruppe interrompe insistette insisté insiste ripeté ripete gemette geme singhiozzò
singhiozza pianse sospirò sospira borbottò borbotta brontolò brontola farfugliò balbettò balbetta strillò strilla urlò urla ruggì
tuonò sibilò sibila ringhiò rise ride ridacchiò scherzò ordinò ordina comandò supplicò supplica implorò pregò propose propone
suggerì suggerisce consigliò protestò protesta annuì acconsentì approvò convenne suppose pensò rifletté interrogò informò avvertì
minacciò minaccia giurò giura promise promette ricordò precisò corresse salutò chiamò chiama ansimò intervenne sbottò esordì fece
soggiunse soggiunge sbuffò commentò asserì
""".split()

ITALIAN = Language(
    "it",
    "Italian",
    common=frozenset(
        "il di che e la le gli un una per non con del della dei nel nella si era più ma anche come sono questo questa alla al "
        "dal suo sua lo ho ha aveva".split()
    ),
    speech_verbs=frozenset(_SAYING),
    thought_verbs=frozenset("pensò pensa pensava pensai rifletté domandò chiese".split()),
    never_inverted=frozenset("rise pianse fece annuì".split()),
    weak_verbs=frozenset("chiamò chiama fece notò ricordò".split()),
    direct=frozenset(
        "io mi me mio mia miei mie noi ci nostro nostra tu ti te tuo tua voi vi vostro lei sì no grazie sono ho sei hai".split()
    ),
    clitics=frozenset("gli le mi ti ci vi si".split()),
    pronouns={
        "lui": ("male", "subject"), "egli": ("male", "subject"), "lei": ("female", "subject"), "ella": ("female", "subject"),
        "io": ("self", "subject"), "loro": ("plural", "subject"), "essi": ("plural", "subject"), "noi": ("plural", "subject"),
        "lo": ("male", "object"), "la": ("female", "object"), "gli": ("male", "object"), "le": ("female", "object"),
        "suo": ("", "possessive"), "sua": ("", "possessive"), "suoi": ("", "possessive"), "sue": ("", "possessive"),
        "mio": ("self", "possessive"), "mia": ("self", "possessive"), "mi": ("self", "object"), "me": ("self", "object"),
    },
    titles={
        **dict.fromkeys("Signor Sig Don Padre Fra Frate Zio Re Principe Duca Conte Barone Marchese Monsignore".split(), "male"),
        **dict.fromkeys(
            "Signora Signorina Sigra Donna Madre Suor Zia Regina Principessa Duchessa Contessa Baronessa Marchesa".split(), "female"
        ),
        **dict.fromkeys("Dottor Dott Professor Capitano Colonnello Generale Tenente Commissario Ispettore Giudice".split(), ""),
    },
    roles={
        **dict.fromkeys(
            "uomo signore ragazzo padre papà figlio fratello zio nonno re medico dottore capitano oste soldato prete vecchio "
            "maestro pescatore poliziotto commissario amico marito".split(),
            "male",
        ),
        **dict.fromkeys(
            "donna signora signorina ragazza madre mamma figlia sorella zia nonna regina dottoressa ostessa suora vecchia maestra "
            "poliziotta amica moglie cameriera".split(),
            "female",
        ),
        **dict.fromkeys("bambino voce persona".split(), ""),
    },
    determiners=frozenset("il lo la i gli le un uno una mio mia suo sua questo questa quello quella".split()),
    prepositions=frozenset("di a da in con su per tra fra del della al alla dal dalla nel nella sul sulla verso contro".split()),
    not_names=frozenset(
        "Io Tu Lui Lei Egli Ella Noi Voi Loro Il Lo La I Gli Le Un Uno Una E Ma O Se Non Che Chi Come Dove Quando Perché Sì No Oh Ah "
        "Ecco Allora Poi Questo Questa Quello Quella Di A Da In Con Su Per Tra Fra È Era Bene Dio Capitolo Parte Ora Qui Là".split()
    ),
    manner=frozenset("con senza in mentre come".split()),
    past_endings=("ò", "ì"),
    dashes=True,
    inner_tags=True,
)  # fmt: skip
