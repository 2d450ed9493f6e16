"""Polish: dashes ("– Tak – powiedział – wiem.") and „ … ”."""

from __future__ import annotations

from fullcast.parse.languages.table import Language

_SAYING = """
powiedział powiedziała powiedzieli powiedziałem powiedziałam mówi mówił mówiła rzekł rzekła rzecze odparł odparła odparli
odpowiedział odpowiedziała odpowiada odrzekł odrzekła odezwał odezwała zapytał zapytała pyta pytał pytała spytał spytała zapytałem
zapytałam krzyknął krzyknęła krzyczał krzyczała krzyczy zawołał zawołała woła wołał wołała wykrzyknął wykrzyknęła wrzasnął wrzasnęła
szepnął szepnęła szepcze szeptał szeptała wyszeptał wyszeptała mruknął mruknęła mruczał mruczała wymamrotał wymamrotała burknął
burknęła warknął warknęła syknął syknęła jęknął jęknęła westchnął westchnęła załkał załkała zaśmiał zaśmiała roześmiał roześmiała
dodał dodała dodaje ciągnął ciągnęła kontynuował kontynuowała zaczął zaczęła przerwał przerwała wtrącił wtrąciła powtórzył
powtórzyła wyjaśnił wyjaśniła tłumaczył tłumaczyła oznajmił oznajmiła oświadczył oświadczyła stwierdził stwierdziła zauważył
zauważyła przyznał przyznała zgodził zgodziła zaprotestował zaprotestowała poprosił poprosiła prosił prosiła błagał błagała
rozkazał rozkazała polecił poleciła nakazał zaproponował zaproponowała ostrzegł ostrzegła zagroził zagroziła przysiągł obiecał
obiecała przypomniał przypomniała poprawił poprawiła przywitał przywitała wyjąkał wyjąkała zdziwił zdziwiła ucieszył ucieszyła
uspokoił uspokoiła zażartował zażartowała ryknął ryknęła rzucił rzuciła wycedził wycedziła upierał upierała
pomyślał pomyślała
""".split()

POLISH = Language(
    "pl",
    "Polish",
    common=frozenset(
        "i w nie na się z do że to jest a o jak co ale po tak za od go już był była przez jego jej ze tylko gdy kiedy jeszcze "
        "mnie mu czy był było".split()
    ),
    speech_verbs=frozenset(_SAYING),
    thought_verbs=frozenset("pomyślał pomyślała myślał myślała myśli zastanawiał zastanawiała".split()),
    weak_verbs=frozenset("rzucił rzuciła ciągnął ciągnęła poprawił poprawiła zaczął zaczęła przerwał przerwała".split()),
    direct=frozenset(
        "ja mnie mi mój moja moje mną my nas nam nasz ty ciebie cię ci twój twoja wy was wam pan pani proszę tak nie jestem mam masz "
        "jesteś wiem".split()
    ),
    clitics=frozenset("się mu jej mi".split()),
    pronouns={
        "on": ("male", "subject"), "ona": ("female", "subject"), "ja": ("self", "subject"), "oni": ("plural", "subject"),
        "one": ("plural", "subject"), "my": ("plural", "subject"), "jego": ("male", "object"), "go": ("male", "object"),
        "mu": ("male", "object"), "ją": ("female", "object"), "jej": ("female", "possessive"), "mnie": ("self", "object"),
        "mój": ("self", "possessive"), "moja": ("self", "possessive"),
    },
    titles={
        **dict.fromkeys("Pan Ksiądz Król Książę Hrabia Baron Wuj Ojciec Brat".split(), "male"),
        **dict.fromkeys("Pani Panna Królowa Księżna Hrabina Ciotka Siostra Matka".split(), "female"),
        **dict.fromkeys("Doktor Dr Profesor Kapitan Pułkownik Generał Major Porucznik Sierżant Komisarz Inspektor".split(), ""),
    },
    roles={
        **dict.fromkeys(
            "mężczyzna pan chłopiec chłopak ojciec tata syn brat wuj dziadek król lekarz kapitan żołnierz ksiądz starzec rybak "
            "policjant nauczyciel mąż przyjaciel".split(),
            "male",
        ),
        **dict.fromkeys(
            "kobieta pani dziewczyna dziewczynka matka mama córka siostra ciotka babcia królowa lekarka nauczycielka staruszka "
            "policjantka żona przyjaciółka".split(),
            "female",
        ),
        **dict.fromkeys("dziecko głos osoba".split(), ""),
    },
    prepositions=frozenset("do od z ze w we na o po za przed nad pod przy u dla bez przez między ku".split()),
    not_names=frozenset(
        "Ja Ty On Ona Ono My Wy Oni One I A Ale Lecz Albo Czy Nie Tak To Ten Ta Te Co Kto Jak Gdzie Kiedy Dlaczego W Na Z Do Po Za Od "
        "Był Była Było Jest Są Już Teraz Potem Wtedy Tu Tam Dobrze Bóg Boże Rozdział Część No Och Ach Proszę".split()
    ),
    past_endings=("ł", "ła", "ło", "li"),
    dashes=True,
)  # fmt: skip
