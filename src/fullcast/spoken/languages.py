"""Other languages than English: the few things that can be said without knowing the sentence.

What a number counts decides its form in most of them, so that only what has one form is said; an engine that
knows the language says the rest as well as we should. LANGUAGES is the table; a new one is an entry in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from fullcast.spoken.figures import words
from fullcast.spoken.roman import value
from fullcast.spoken.rule import LEFT, RIGHT, Rule, Topic, before, ends, rule

_ROMAN = r"(?P<numeral>[IVXLC]{1,8})"
_NAME_END = r"(?![^\W_]|\.[^\W_])"


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of one language. Names are as they stand in the nominative.

    `reign` gives the number of a ruler (worth, whether she is a queen), `chapter` that of a chapter (word, worth);
    `to` stands between the ends of a range, `cents` between euros and cents; `one_form` tells of a number whether it has one form only, whatever it counts.
    """

    code: str
    point: str
    thousands: str
    abbreviations: tuple[tuple[str, str], ...]
    kings: frozenset[str]
    queens: frozenset[str]
    chapters: tuple[str, ...]
    reign: Callable[[int, bool], str]
    chapter: Callable[[str, int], str]
    one_form: Callable[[int], bool]
    units: Mapping[str, str] = field(default_factory=dict)
    minus: str = "minus"
    to: str = ""
    cents: str = ""
    extra: tuple[Rule, ...] = ()


def _cardinal(code: str) -> Callable[[str, int], str]:
    return lambda _word, worth: words(worth, "cardinal", code)


def _feminine(said: str) -> str:
    return said[:-1] + "a" if said.endswith("o") else said


def _abbreviation(said: str) -> Callable[[re.Match[str]], str]:
    return lambda found: said + ("." if found[0].endswith(".") and ends(found) else "")


# --- each language's own ---------------------------------------------------------------------------------

_GERMAN_DATIVE = re.compile(r"\b(?:von|mit|unter|bei|zu|nach|seit|aus|vor|neben|dem|König|Kaiser) $")
_GERMAN_ACCUSATIVE = re.compile(r"\b(?:für|gegen|durch|ohne|um|den) $")
_GERMAN_MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"


def _german_king(found: re.Match[str]) -> str:
    """Say Ludwig XIV., in the case the word before it asks for; the s of the genitive tells itself."""
    worth = value(found["numeral"])
    name = found["name"]
    if worth is None:
        return found[0]
    stem = words(worth, "ordinal", "de").capitalize()
    led = before(found)
    dot = "." if ends(found) and found[0].endswith(".") else ""
    if name.endswith("s") and name[:-1] in GERMAN_KINGS:
        return f"{name} des {stem}n{dot}"
    if _GERMAN_ACCUSATIVE.search(led):
        return f"{name} den {stem}n{dot}"
    if _GERMAN_DATIVE.search(led) and not led.endswith(("König ", "Kaiser ")):
        return f"{name} dem {stem}n{dot}"
    return f"{name} {'die' if name in GERMAN_QUEENS else 'der'} {stem}{dot}"


def _german_date(found: re.Match[str]) -> str:
    led, stem = found["led"], words(int(found["day"]), "ordinal", "de")
    ending = {
        "am": "n",
        "vom": "n",
        "zum": "n",
        "beim": "n",
        "den": "n",
        "dem": "n",
        "des": "n",
        "im": "n",
    }.get(led.lower(), "")
    year = f" {words(int(found['year']), 'year', 'de')}" if found["year"] else ""
    return f"{led} {stem}{ending} {found['month']}{year}"


def _german_time(found: re.Match[str]) -> str:
    hour = "ein" if found[1] == "1" else words(int(found[1]), "cardinal", "de")
    minutes = found[2] and int(found[2])
    return f"{hour} Uhr{' ' + words(minutes, 'cardinal', 'de') if minutes else ''}"


GERMAN_KINGS = frozenset(
    "Ludwig Heinrich Karl Friedrich Wilhelm Otto Leopold Joseph Franz Ferdinand Rudolf Maximilian Philipp Georg Eduard Johannes Paul Pius Leo Benedikt Gregor Innozenz Alexander Nikolaus Peter Napoleon Gustav Christian Konrad Albrecht Jakob Richard Clemens".split()
)
GERMAN_QUEENS = frozenset("Katharina Elisabeth Maria Isabella Margarete".split())
_GERMAN = "|".join(
    sorted(GERMAN_KINGS | {f"{name}s" for name in GERMAN_KINGS} | GERMAN_QUEENS, key=len, reverse=True)
)


def _french_hours(found: re.Match[str]) -> str:
    hour = "une" if found[1] == "1" else words(int(found[1]), "cardinal", "fr")
    if int(found[1]) in {21}:
        hour = "vingt et une"
    minutes = found[2] and int(found[2])
    return f"{hour} heure{'s' if int(found[1]) > 1 else ''}{' ' + words(minutes, 'cardinal', 'fr') if minutes else ''}"


def _french_century(found: re.Match[str]) -> str:
    worth = value(found[1])
    if worth is None:
        return found[0]
    return f"{'premier' if worth == 1 else words(worth, 'ordinal', 'fr')} {found[2]}"


def _russian_feminine(said: str) -> str:
    if said == "третий":
        return "третья"
    return said[:-2] + "ая" if said.endswith(("ый", "ой", "ий")) else said


def _slavic_chapter(code: str, feminine: Callable[[str], str], women: str) -> Callable[[str, int], str]:
    def said(word: str, worth: int) -> str:
        ordinal = words(worth, "ordinal", code)
        return feminine(ordinal) if word.lower() in women.split() else ordinal

    return said


def _polish_feminine(said: str) -> str:
    parts = said.split()
    return " ".join(
        part[:-1] + "a" if part.endswith(("y", "i")) and index >= len(parts) - 2 else part
        for index, part in enumerate(parts)
    )


def _italian_century(found: re.Match[str]) -> str:
    worth = value(found[1])
    return found[0] if worth is None else f"{words(worth, 'ordinal', 'it')} secolo"


def _russian_reign(worth: int, queen: bool) -> str:
    said = words(worth, "ordinal", "ru")
    return _russian_feminine(said) if queen else said


def _romance_reign(code: str, last: int) -> Callable[[int, bool], str]:
    def said(worth: int, queen: bool) -> str:
        if worth > last:
            return words(worth, "cardinal", code)
        ordinal = words(worth, "ordinal", code)
        return _feminine(ordinal) if queen else ordinal

    return said


_METRES = "km m cm mm kg g".split()


def _units(names: str) -> dict[str, str]:
    return dict(zip(_METRES, names.split(), strict=True))


LANGUAGES: Mapping[str, Language] = {
    language.code: language
    for language in (
        Language(
            "de", "Komma", ".",
            (
                (r"z\. ?B\.", "zum Beispiel"), (r"d\. ?h\.", "das heißt"), (r"u\. ?a\.", "unter anderem"), (r"usw\.", "und so weiter"),
                (r"bzw\.", "beziehungsweise"), (r"ca\.", "zirka"), (r"vgl\.", "vergleiche"), (r"Dr\.(?= [A-Z])", "Doktor"),
                (r"Prof\.(?= [A-Z])", "Professor"), (r"Hr\.(?= [A-Z])", "Herr"), (r"Fr\.(?= [A-Z])", "Frau"), (r"Nr\.(?= ?\d)", "Nummer"),
                (r"St\.(?= [A-Z])", "Sankt"), (r"S\.(?= \d)", "Seite"), (r"Bd\.(?= [\dIVX])", "Band"), (r"Kap\.(?= [\dIVX])", "Kapitel"),
            ),
            GERMAN_KINGS, GERMAN_QUEENS, ("Kapitel", "KAPITEL", "Teil", "TEIL", "Band", "Buch", "BUCH", "Akt", "Nummer", "Seite", "Zimmer"),
            lambda worth, _queen: words(worth, "ordinal", "de"), _cardinal("de"), lambda number: number % 100 != 1,
            {**_units("Kilometer Meter Zentimeter Millimeter Kilogramm Gramm"), "%": "Prozent", "€": "Euro", "°C": "Grad Celsius", "°": "Grad"}, "minus", "bis", " ",
            extra=(
                rule("kings", rf"{LEFT}(?P<name>{_GERMAN}) {_ROMAN}\.", _german_king),
                rule("dates", rf"{LEFT}(?P<led>[Aa]m|[Vv]om|[Zz]um|beim|[Dd]en|dem|des|[Dd]er) (?P<day>[12]?\d|3[01])\. (?P<month>{_GERMAN_MONTHS}){RIGHT}(?: (?P<year>1\d{{3}}|20\d\d)(?!\d))?", _german_date),
                rule("times", rf"{LEFT}(?<![\d.,:])(\d{{1,2}})(?:[:.](\d\d))? Uhr{RIGHT}", _german_time),
                rule("years", rf"{LEFT}(?<![\d.,:-])(1[1-9]\d\d)(?!\d|[.,:–-]\d|[^\W_])", lambda found: words(int(found[1]), "year", "de")),
            ),
        ),
        Language(
            "fr", "virgule", " ",
            (
                (r"MM\.(?= [A-ZÀ-Þ])", "Messieurs"), (r"M\.(?= (?:[A-ZÀ-Þ][a-zà-ÿ]|d[eu] |des |d[’']))", "Monsieur"), (r"Mmes", "Mesdames"), (r"Mme\.?", "Madame"), (r"Mlles", "Mesdemoiselles"),
                (r"Mlle\.?", "Mademoiselle"), (r"Dr\.?(?= [A-ZÀ-Þ])", "docteur"), (r"Mgr\.?(?= [A-ZÀ-Þ])", "Monseigneur"), (r"[Nn][°º](?= ?\d)", "numéro"), (r"etc\.", "et cetera"),
                (r"c\.-à-d\.", "c’est-à-dire"), (r"p\. ?ex\.", "par exemple"), (r"av\. J\.-C\.", "avant Jésus-Christ"), (r"ap\. J\.-C\.", "après Jésus-Christ"),
                (r"p\.(?= \d)", "page"), (r"pp\.(?= \d)", "pages"), (r"chap\.(?= [\dIVX])", "chapitre"), (r"t\.(?= [IVX])", "tome"),
            ),
            frozenset("Louis François Henri Charles Napoléon Philippe Jean Guillaume Édouard Georges Pie Léon Benoît Grégoire Alexandre Nicolas Pierre Frédéric Jacques Richard Jean-Paul Clovis Robert Édouard".split()),
            frozenset("Élisabeth Catherine Marie Isabelle".split()),
            ("Chapitre", "chapitre", "CHAPITRE", "Tome", "tome", "TOME", "Livre", "LIVRE", "Partie", "PARTIE", "Acte", "ACTE", "Scène", "acte", "scène", "numéro", "page", "chambre"),
            lambda worth, queen: ("première" if queen else "premier") if worth == 1 else words(worth, "cardinal", "fr"),
            lambda _word, worth: "premier" if worth == 1 and _word.lower() in {"chapitre", "tome", "livre", "acte"} else words(worth, "cardinal", "fr"),
            lambda number: number % 10 != 1 or number % 100 == 11 or number % 100 in {71, 91},
            {**_units("kilomètres mètres centimètres millimètres kilogrammes grammes"), "%": "pour cent", "€": "euros", "°C": "degrés Celsius"}, "moins", "à", " ",
            extra=(
                rule("premier", rf"{LEFT}([A-ZÀ-Þ][a-zà-ÿ-]{{2,20}}) I(?:er|ᵉʳ)(?![a-z])", r"\1 premier"),
                rule("centuries", rf"{LEFT}([IVX]{{1,6}})(?:e|er|ᵉ|ᵉʳ|ème) (siècles?)\b", _french_century),
                rule("first", rf"{LEFT}1er{RIGHT}", "premier"),
                rule("first she", rf"{LEFT}1(?:re|ère){RIGHT}", "première"),
                rule("ordinals", rf"{LEFT}(\d{{1,3}})(?:e|ème|ᵉ)(?![a-zà-ÿ\d])", lambda found: words(int(found[1]), "ordinal", "fr")),
                rule("hours", rf"{LEFT}(?<![\d.,:])([01]?\d|2[0-4]) ?h(?: ?([0-5]\d))?(?![a-zà-ÿ\d.])", _french_hours),
                rule("years", r"(?<=\b[Ee]n )(1[1-9]\d\d)(?!\d|[ .,:]\d|[^\W_])", lambda found: words(int(found[1]), "cardinal", "fr")),
            ),
        ),
        Language(
            "es", "coma", ".",
            (
                (r"Sr\.(?= [A-ZÁ-Ú])", "señor"), (r"Sra\.(?= [A-ZÁ-Ú])", "señora"), (r"Srta\.(?= [A-ZÁ-Ú])", "señorita"), (r"Sres\.(?= [A-ZÁ-Ú])", "señores"),
                (r"D\.(?= [A-ZÁ-Ú][a-zá-ú])", "don"), (r"D(?:ña|ª)\.?(?= [A-ZÁ-Ú])", "doña"), (r"Dr\.(?= [A-ZÁ-Ú])", "doctor"), (r"Dra\.(?= [A-ZÁ-Ú])", "doctora"),
                (r"[UV]d\.", "usted"), (r"[UV]ds\.", "ustedes"), (r"etc\.", "etcétera"), (r"p\. ?ej\.", "por ejemplo"), (r"[Nn]\.?[º°](?= ?\d)", "número"),
                (r"págs?\.(?= \d)", "página"), (r"EE\. ?UU\.", "Estados Unidos"), (r"cap\.(?= [\dIVX])", "capítulo"), (r"a\. ?C\.", "antes de Cristo"),
            ),
            frozenset("Felipe Alfonso Carlos Luis Fernando Enrique Juan Pedro Jaime Sancho Napoleón Pío León Benedicto Gregorio Alejandro Nicolás Guillermo Jorge Eduardo Federico Amadeo".split()),
            frozenset("Isabel María Catalina Juana Urraca".split()),
            ("Capítulo", "capítulo", "CAPÍTULO", "Tomo", "tomo", "Libro", "Parte", "PARTE", "Acto", "Escena", "siglo", "Siglo", "número", "página"),
            _romance_reign("es", 10), _cardinal("es"),
            lambda number: (number % 10 != 1 and (number < 200 or 1000 <= number < 1200)) or (number % 100 == 11 and number < 200),
            {**_units("kilómetros metros centímetros milímetros kilogramos gramos"), "%": "por ciento", "€": "euros", "°C": "grados centígrados"}, "menos", "a", " con ",
            extra=(rule("years", r"(?:(?<=\b[Ee]n )|(?<=(?:ro|zo|il|yo|io|to|re) de ))(1[1-9]\d\d)(?!\d|[.,:]\d|[^\W_])", lambda found: words(int(found[1]), "cardinal", "es")),),
        ),
        Language(
            "it", "virgola", ".",
            (
                (r"[Ss]ig\.(?= [A-Z])", "signor"), (r"[Ss]ig\.ra(?= [A-Z])", "signora"), (r"[Ss]ig\.na(?= [A-Z])", "signorina"), (r"[Ss]igg\.(?= [A-Z])", "signori"),
                (r"[Dd]ott\.(?= [A-Z])", "dottor"), (r"[Dd]ott\.ssa(?= [A-Z])", "dottoressa"), (r"[Pp]rof\.(?= [A-Z])", "professor"), (r"ecc\.", "eccetera"),
                (r"pag\.(?= \d)", "pagina"), (r"a\. ?C\.", "avanti Cristo"), (r"cap\.(?= [\dIVX])", "capitolo"),
            ),
            frozenset("Luigi Emanuele Enrico Carlo Umberto Federico Giovanni Paolo Pio Leone Benedetto Gregorio Alessandro Nicola Pietro Filippo Guglielmo Giorgio Edoardo Napoleone Francesco Ferdinando Leopoldo".split()),
            frozenset("Elisabetta Caterina Maria Isabella Margherita Giovanna".split()),
            ("Capitolo", "capitolo", "CAPITOLO", "Tomo", "Libro", "Parte", "PARTE", "Atto", "Scena", "numero", "pagina"),
            _romance_reign("it", 99), _cardinal("it"), lambda number: number != 1,
            {**_units("chilometri metri centimetri millimetri chilogrammi grammi"), "%": "per cento", "€": "euro", "°C": "gradi"}, "meno", "a", " e ",
            extra=(
                rule("centuries", rf"{LEFT}([IVX]{{1,6}}) secolo\b", _italian_century),
                rule("century", rf"\bsecolo ([IVX]{{1,6}}){RIGHT}", lambda found: found[0] if value(found[1]) is None else f"secolo {words(value(found[1]) or 0, 'ordinal', 'it')}"),
            ),
        ),
        Language(
            "pt", "vírgula", ".",
            (
                (r"Sr\.(?= [A-ZÁ-Ú])", "senhor"), (r"Sra\.(?= [A-ZÁ-Ú])", "senhora"), (r"Srs\.(?= [A-ZÁ-Ú])", "senhores"), (r"Dr\.(?= [A-ZÁ-Ú])", "doutor"), (r"Dra\.(?= [A-ZÁ-Ú])", "doutora"),
                (r"D\.(?= [A-ZÁ-Ú][a-zá-ú])", "dom"), (r"etc\.", "et cetera"), (r"págs?\.(?= \d)", "página"), (r"[Nn]\.?[º°](?= ?\d)", "número"), (r"p\. ?ex\.", "por exemplo"), (r"a\. ?C\.", "antes de Cristo"),
            ),
            frozenset("Pedro Luís Afonso João Manuel Filipe Henrique Carlos Sancho Dinis Fernando José Miguel Napoleão Pio Leão Bento Gregório Alexandre Nicolau Guilherme Jorge Eduardo".split()),
            frozenset("Maria Isabel Catarina Joana".split()),
            ("Capítulo", "capítulo", "CAPÍTULO", "Tomo", "Livro", "Parte", "PARTE", "Ato", "Acto", "Cena", "século", "Século", "número", "página"),
            _romance_reign("pt", 10), _cardinal("pt"),
            lambda number: (number % 10 not in {1, 2} or number % 100 in {11, 12}) and (number < 200 or 1000 <= number < 1200),
            {**_units("quilómetros metros centímetros milímetros quilogramas gramas"), "%": "por cento", "€": "euros", "°C": "graus"}, "menos", "a", " e ",
            extra=(rule("years", r"(?:(?<=\b[Ee]m )|(?<=(?:ro|ço|il|io|ho|to) de ))(1[1-9]\d\d)(?!\d|[.,:]\d|[^\W_])", lambda found: words(int(found[1]), "cardinal", "pt")),),
        ),
        Language(
            "pl", "przecinek", " ",
            (
                (r"np\.", "na przykład"), (r"itd\.", "i tak dalej"), (r"itp\.", "i tym podobne"), (r"tzn\.", "to znaczy"), (r"m\. ?in\.", "między innymi"), (r"prof\.(?= [A-ZŻŹĆŁŚÓ])", "profesor"),
                (r"tj\.", "to jest"), (r"ok\.(?= \d)", "około"),
            ),
            frozenset("Ludwik Zygmunt Jan Kazimierz Henryk Karol Mieszko Bolesław Władysław Stefan August Stanisław Mikołaj Aleksander Piotr Fryderyk Wilhelm Napoleon Pius Paweł Grzegorz Benedykt".split()),
            frozenset("Elżbieta Katarzyna Maria Jadwiga".split()),
            ("Rozdział", "rozdział", "ROZDZIAŁ", "Tom", "tom", "TOM", "Część", "CZĘŚĆ", "Akt", "Księga", "Scena"),
            lambda worth, queen: _polish_feminine(words(worth, "ordinal", "pl")) if queen else words(worth, "ordinal", "pl"),
            _slavic_chapter("pl", _polish_feminine, "część księga scena"), lambda _number: False, {"%": "procent"},
        ),
        Language(
            "ru", "", " ",
            (
                (r"и т\. ?д\.", "и так далее"), (r"и т\. ?п\.", "и тому подобное"), (r"т\. ?е\.", "то есть"), (r"т\. ?к\.", "так как"), (r"напр\.", "например"),
                (r"г-н", "господин"), (r"г-жа", "госпожа"), (r"и др\.", "и другие"),
            ),
            frozenset("Людовик Пётр Петр Александр Николай Иван Павел Карл Генрих Наполеон Фридрих Вильгельм Филипп Пий Лев Василий Эдуард Георг Рамзес".split()),
            frozenset("Екатерина Елизавета Мария Изабелла".split()),
            ("Глава", "глава", "ГЛАВА", "Часть", "часть", "ЧАСТЬ", "Том", "том", "ТОМ", "Книга", "КНИГА", "Действие", "Сцена"),
            _russian_reign, _slavic_chapter("ru", _russian_feminine, "глава часть книга сцена"), lambda _number: False,
        ),
    )
}  # fmt: skip


# --- the rules that each table makes --------------------------------------------------------------------


def topic(language: Language) -> Topic:
    """Make the rules of one language from its table."""
    abbreviations = tuple(
        rule(said, rf"{LEFT}(?<![.-]){written}(?![^\W_])", _abbreviation(said))
        for written, said in language.abbreviations
    )
    return Topic(
        language.code,
        re.compile(r"[\d%€IVXLC°º]|\.(?!\Z)|\b(?:etc|ecc|Mme|Mlle|Dr|Mgr|г-)|[a-zа-я]\.\Z"),
        (*abbreviations, *language.extra, *_roman(language), *_figures(language)),
    )


def _roman(language: Language) -> tuple[Rule, ...]:
    def king(found: re.Match[str]) -> str:
        worth = value(found["numeral"])
        return (
            found[0]
            if worth is None
            else f"{found['name']} {language.reign(worth, found['name'] in language.queens)}"
        )

    def chapter(found: re.Match[str]) -> str:
        worth = int(found["number"]) if found["number"] else value(found["numeral"])
        return found[0] if not worth else f"{found['name']} {language.chapter(found['name'], worth)}"

    names = "|".join(sorted(map(re.escape, language.kings | language.queens), key=len, reverse=True))
    cues = "|".join(sorted(map(re.escape, language.chapters), key=len, reverse=True))
    kings = rule("kings", rf"{LEFT}(?P<name>{names}) {_ROMAN}{_NAME_END}", king)
    chapters = rule(
        "chapters",
        rf"{LEFT}(?P<name>{cues}) (?:{_ROMAN}|(?P<number>\d{{1,3}})){_NAME_END}(?![.,:/–-]\d)",
        chapter,
    )
    return (chapters,) if language.code == "de" else (kings, chapters)


_ORDINAL_LED = re.compile(r"(?:\b(?:[Dd]er|[Dd]ie|[Dd]as|dem|den|des|[Aa]m|[Ii]m|vom|zum|beim)|\d\.) $")


def _german_ordinal(found: re.Match[str], code: str) -> bool:
    """Tell whether a number with a dot behind it may be an ordinal: "der 2."."""
    dotted = found.string[found.end() : found.end() + 1] == "."
    return code == "de" and dotted and _ORDINAL_LED.search(before(found)) is not None


def _figures(language: Language) -> tuple[Rule, ...]:
    code, mark = language.code, re.escape(language.thousands)
    space = "[ \u00a0\u202f]" if language.thousands == " " else mark

    def said(number: int) -> str:
        return words(number, "cardinal", code)

    def measured(found: re.Match[str]) -> str:
        number = int(re.sub(r"\D", "", found[1]))
        if "," in found[1] or (
            number > 1 and (language.one_form(number) or (code == "pl" and found[2] == "%"))
        ):
            figure = found[1] if code != "pl" else said(number)
            return f"{figure} {language.units[found[2]]}"
        return found[0]

    def decimal(found: re.Match[str]) -> str:
        part = " ".join(said(int(each)) for each in found[2])
        whole = "null" if code == "de" and found[1] == "0" else said(int(found[1]))
        return f"{whole} {language.point} {part}"

    def plain(found: re.Match[str]) -> str:
        number = int(re.sub(r"\D", "", found[0]))
        return said(number) if language.one_form(number) and not _german_ordinal(found, code) else found[0]

    def span(found: re.Match[str]) -> str:
        first, last = int(found[1]), int(found[2])
        kept = (
            first >= last
            or not (language.one_form(first) and language.one_form(last))
            or _german_ordinal(found, code)
        )
        return found[0] if kept else f"{said(first)} {language.to} {said(last)}"

    def price(found: re.Match[str]) -> str:
        euros, cents = int(found[1]), int(found[2])
        if not (language.one_form(euros) and language.one_form(cents)) or not cents:
            return found[0]
        return f"{said(euros)} {language.units['€']}{language.cents}{said(cents)}"

    start, end = (
        rf"{LEFT}(?<![\d.,:/-])(?<!\d )",
        r"(?![^\W_]|[.,:/–-]\d|[ \u00a0\u202f]\d{3}(?!\d)|[º°ª€%$£])",
    )
    whole = rf"\d{{1,3}}(?:{space}\d{{3}}){{1,4}}|\d{{1,12}}"
    rules = []
    if language.units:
        units = "|".join(sorted(map(re.escape, language.units), key=len, reverse=True))
        rules.append(
            rule(
                "units",
                rf"{start}((?:{whole})(?:,\d{{1,3}})?)[ \u00a0\u202f]?({units})(?![^\W_]|[./²³]\w)",
                measured,
            )
        )
    if code in {"pl", "ru"}:
        return tuple(rules)
    return (
        rule("minus", r"(?:(?<=\s)|(?<=^))[-−](?=\d)", f"{language.minus} "),
        rule("prices", rf"{start}(\d{{1,6}}),(\d\d)[ \u00a0\u202f]?€", price),
        *rules,
        rule("ranges", rf"{start}(?<!\d[–-])(\d{{1,4}})[–-](\d{{1,4}})(?![^\W_]|[.,:/–-]\d|[º°ª€%$£])", span),
        rule("decimals", rf"{start}(\d{{1,9}}),(\d{{1,3}}){end}", decimal),
        # A number with a dot behind it may be an ordinal: "am 3. an".
        rule("numbers", rf"{start}(?:{whole}){end}" + (r"(?!\.\s?\S)" if code == "de" else ""), plain),
    )


_BRAZIL = replace(
    LANGUAGES["pt"],
    code="pt_BR",
    reign=_romance_reign("pt_BR", 10),
    chapter=_cardinal("pt_BR"),
    units={**LANGUAGES["pt"].units, "km": "quilômetros"},
)

TOPICS: Mapping[str, Topic] = {
    **{code: topic(language) for code, language in LANGUAGES.items()},
    "pt-br": topic(_BRAZIL),
}
"""The rules of each language, by its code in small letters."""
