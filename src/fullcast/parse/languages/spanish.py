"""Spanish: the raya ("—Sí —dijo él—, lo sé."), « … » and “ … ” for thoughts and quotes."""

from __future__ import annotations

from fullcast.parse.languages.table import Language

_SAYING = """
dijo dice dije dijeron decía preguntó pregunta pregunté preguntaron preguntaba respondió responde respondí respondieron respondía
contestó contesta contesté contestaron contestaba exclamó exclama exclamé exclamaron gritó grita grité gritaron gritaba murmuró
murmura murmuré murmuraba susurró susurra susurré musitó musita añadió añade añadí agregó agrega continuó continúa continué
prosiguió prosigue siguió repuso repone replicó replica repliqué objetó objeta observó observa señaló señala indicó indica
comentó comenta declaró declara afirmó afirma aseguró asegura anunció anuncia explicó explica contó cuenta relató confesó confiesa
admitió admite reconoció reconoce concluyó concluye empezó comenzó interrumpió interrumpe insistió insiste repitió repite gimió
gime sollozó solloza lloró suspiró suspira gruñó gruñe rezongó refunfuñó masculló masculla farfulló farfulla balbuceó balbucea
balbució tartamudeó tartamudea chilló chilla rugió ruge bramó vociferó aulló siseó sisea silbó rió ríe rio bromeó bromea ironizó
burló ordenó ordena mandó exigió exige suplicó suplica rogó ruega imploró pidió pide propuso propone sugirió sugiere aconsejó
protestó protesta asintió asiente aprobó convino concedió supuso pensó reflexionó interrogó inquirió inquiere informó avisó advirtió
advierte amenazó amenaza juró jura maldijo prometió promete recordó recuerda precisó aclaró aclara corrigió saludó saluda llamó
llama jadeó jadea soltó espetó espeta terció intervino intercedió apuntó apostilló arguyó razonó sentenció atajó cortó
apremió bufó canturreó cantó recitó leyó tronó carraspeó negó opinó manifestó pronunció articuló balbuceaba hizo
""".split()

_MALE = """
hombre señor muchacho chico niño joven tipo padre papá hijo hermano tío sobrino abuelo nieto rey príncipe duque conde barón marqués
camarero criado mayordomo cochero sacerdote cura fraile monje policía guardia bombero cartero pescador barquero soldado oficial
capitán teniente sargento general coronel comisario inspector juez abogado médico doctor profesor maestro alumno estudiante aprendiz
posadero campesino labrador molinero panadero carnicero sastre zapatero herrero jardinero cazador marinero piloto conductor
vigilante comerciante vendedor director jefe ministro presidente alcalde periodista anciano viejo ladrón mendigo extranjero
desconocido vecino amigo novio marido esposo viudo mago caballero pastor enfermero locutor
""".split()

_FEMALE = """
mujer señora señorita muchacha chica niña joven madre mamá hija hermana tía sobrina abuela nieta reina princesa duquesa condesa
baronesa marquesa camarera criada cocinera monja policía abogada médica doctora profesora maestra alumna posadera campesina
panadera carnicera costurera jardinera vendedora directora jefa ministra presidenta alcaldesa periodista anciana vieja extranjera
desconocida vecina amiga novia esposa viuda bruja maga pastora enfermera institutriz secretaria locutora
""".split()

_EITHER = "persona voz bebé joven policía guardia periodista estudiante comerciante guía intérprete artista testigo".split()

_DELIVERIES = {
    "whispered": "susurró susurra susurré musitó musita susurrando",
    "murmured": "murmuró murmura murmuré murmuraba",
    "muttered": "masculló masculla farfulló farfulla rezongó refunfuñó",
    "softly": "suavemente dulcemente",
    "gasped": "jadeó jadea jadeante",
    "shouted": "gritó grita grité gritaron gritaba bramó vociferó rugió ruge tronó",
    "screamed": "chilló chilla aulló",
    "called": "llamó llama",
    "growled": "gruñó gruñe",
    "hissed": "siseó sisea",
    "sobbed": "sollozó solloza lloró gimió gime sollozando llorando",
    "shaking": "balbuceó balbucea balbució tartamudeó tartamudea temblorosa tembloroso",
    "laughed": "rió ríe rio riendo",
    "sighed": "suspiró suspira",
    "cold": "fríamente secamente",
    "urgent": "apremió urgentemente apresuradamente",
    "steady": "tranquilamente serenamente",
    "hoarse": "ronca ronco",
}

SPANISH = Language(
    "es",
    "Spanish",
    common=frozenset(
        "el la los las y que en un una del por con se su no al lo más pero sus le ya había era como cuando muy sin sobre "
        "también yo ella él".split()
    ),
    speech_verbs=frozenset(_SAYING),
    thought_verbs=frozenset("pensó piensa pensaba pensé reflexionó preguntó creyó meditó".split()),
    never_inverted=frozenset("hizo negó siguió cortó lloró leyó".split()),
    weak_verbs=frozenset("llamó llama leyó hizo siguió cortó contó cuenta recordó recuerda observó señaló".split()),
    direct=frozenset(
        "yo me mí mi mis mío mía conmigo nosotros nos nuestro nuestra tú te ti tu tus contigo vosotros os vuestro usted ustedes sí no "
        "gracias soy estoy tengo eres estás vamos ven".split()
    ),
    clitics=frozenset("le les me te nos os se lo la".split()),
    pronouns={
        "él": ("male", "subject"), "ella": ("female", "subject"), "yo": ("self", "subject"), "ellos": ("plural", "subject"),
        "ellas": ("plural", "subject"), "nosotros": ("plural", "subject"), "lo": ("male", "object"), "la": ("female", "object"),
        "le": ("", "object"), "les": ("plural", "object"), "los": ("plural", "object"), "las": ("plural", "object"),
        "me": ("self", "object"), "mí": ("self", "object"), "su": ("", "possessive"), "sus": ("", "possessive"),
        "mi": ("self", "possessive"), "mis": ("self", "possessive"), "este": ("male", "subject"), "éste": ("male", "subject"),
        "esta": ("female", "subject"), "ésta": ("female", "subject"), "aquel": ("male", "subject"), "aquella": ("female", "subject"),
    },
    titles={
        **dict.fromkeys("Sr Señor Don Padre Fray Hermano Tío Rey Príncipe Duque Conde Barón Marqués Monseñor San".split(), "male"),
        **dict.fromkeys(
            "Sra Señora Srta Señorita Doña Madre Sor Hermana Tía Reina Princesa Duquesa Condesa Baronesa Marquesa".split(), "female"
        ),
        **dict.fromkeys(
            "Dr Doctor Dra Profesor Capitán Coronel General Teniente Sargento Comisario Inspector Juez Presidente".split(), ""
        ),
        "Dra": "female",
        "Doctora": "female",
        "don": "male",
        "doña": "female",
    },
    roles={**dict.fromkeys(_MALE, "male"), **dict.fromkeys(_FEMALE, "female"), **dict.fromkeys(_EITHER, "")},
    role_titles=frozenset(
        "Señor Señora Señorita Doctor Doctora Profesor Capitán Coronel General Teniente Sargento Comisario Inspector".split()
    ),
    kin={
        **dict.fromkeys("padre papá hijo hermano tío sobrino abuelo nieto".split(), "male"),
        **dict.fromkeys("madre mamá hija hermana tía sobrina abuela nieta".split(), "female"),
    },
    vocatives={
        "señor": "male", "señora": "female", "señorita": "female", "papá": "male", "mamá": "female", "padre": "male",
        "madre": "female", "hijo": "male", "hija": "female", "hermano": "male", "hermana": "female", "abuelo": "male",
        "abuela": "female", "tío": "male", "tía": "female", "amigo": "male", "amiga": "female", "muchacho": "male",
        "doctor": "", "capitán": "", "jefe": "male", "hombre": "", "mujer": "female",
    },
    determiners=frozenset(
        "el la los las un una unos unas mi mis tu tus su sus nuestro nuestra este esta ese esa aquel aquella otro otra".split()
    ),
    prepositions=frozenset(
        "a al ante bajo con contra de del desde en entre hacia hasta para por según sin sobre tras junto durante".split()
    ),
    not_names=frozenset(
        """
        Yo Tú Él Ella Usted Ustedes Nosotros Vosotros Ellos Ellas El La Los Las Lo Un Una Unos Unas Mi Mis Tu Tus Su Sus Nuestro
        Nuestra Este Esta Esto Estos Estas Ese Esa Eso Aquel Aquella Aquello Y E O U Pero Mas Sino Si Sí No Que Qué Quién Quien Cuál
        Cuando Cuándo Cómo Como Dónde Donde Por Porque Para Con Sin Sobre De Del Al A En Entre Hasta Desde Ya Ahora Entonces Luego
        Después Antes Aquí Allí Ahí Hoy Ayer Mañana Siempre Nunca Jamás También Tampoco Muy Más Menos Todo Todos Toda Todas Nada Nadie
        Algo Alguien Cada Otro Otra Bien Bueno Buena Buenos Buenas Claro Gracias Perdón Vamos Ven Venga Mira Oye Espera Dios Cielo
        Capítulo Parte Lunes Martes Miércoles Jueves Viernes Sábado Domingo Enero Febrero Marzo Abril Mayo Junio Julio Agosto
        Septiembre Octubre Noviembre Diciembre Es Era Está Estaba Fue Hay Había Ha He Se Le Me Te Nos Os Ah Oh Ay Eh Hola Adiós Tal
        Quizá Quizás Ni Aunque Mientras Hacia Según
        """.split()
    ),
    deliveries={word: name for name, words in _DELIVERIES.items() for word in words.split()},
    voice_only=frozenset("ronca ronco".split()),
    manner=frozenset("con sin en mientras como".split()),
    past_endings=("ó",),
    dashes=True,
    inner_tags=True,
)  # fmt: skip
