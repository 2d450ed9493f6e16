"""Portuguese: the travessão ("— Sim — disse ele —, eu sei."), “ … ” and « … »."""

from __future__ import annotations

from fullcast.parse.languages.table import Language

_SAYING = """
disse diz disseram dizia perguntou pergunta perguntei perguntaram respondeu responde respondi responderam exclamou exclama gritou
grita gritei gritaram murmurou murmura murmurei sussurrou sussurra cochichou acrescentou acrescenta continuou continua prosseguiu
prossegue retomou retorquiu retorque replicou replica objetou objectou observou observa comentou comenta declarou declara afirmou
afirma assegurou anunciou anuncia explicou explica contou conta confessou confessa admitiu admite reconheceu concluiu conclui
começou interrompeu interrompe insistiu insiste repetiu repete gemeu geme soluçou soluça chorou suspirou suspira resmungou
resmunga rosnou rosna balbuciou balbucia gaguejou gagueja berrou berra urrou bradou brada rugiu sibilou riu ri brincou ordenou
ordena mandou exigiu suplicou suplica implorou rogou pediu pede propôs propõe sugeriu sugere aconselhou protestou protesta
assentiu concordou concorda concedeu supôs pensou refletiu indagou indaga inquiriu informou avisou advertiu ameaçou jurou jura
prometeu promete lembrou esclareceu corrigiu saudou cumprimentou chamou ofegou interveio interrogou atalhou tornou fez falou fala
volveu redarguiu segredou
""".split()

PORTUGUESE = Language(
    "pt",
    "Portuguese",
    common=frozenset(
        "o a os as e que de do da em um uma não com no na para se por mais como mas ao ele ela seu sua já dos das era estava "
        "você lhe foi muito nos".split()
    ),
    speech_verbs=frozenset(_SAYING),
    thought_verbs=frozenset("pensou pensa pensava pensei refletiu perguntou".split()),
    never_inverted=frozenset("riu fez chorou".split()),
    weak_verbs=frozenset("chamou fez conta lembrou".split()),
    direct=frozenset(
        "eu me mim meu minha meus minhas nós nos nosso nossa tu te ti teu tua você vocês sim não obrigado obrigada sou estou "
        "tenho vamos vem".split()
    ),
    clitics=frozenset("lhe lhes me te nos se".split()),
    pronouns={
        "ele": ("male", "subject"), "ela": ("female", "subject"), "eu": ("self", "subject"), "eles": ("plural", "subject"),
        "elas": ("plural", "subject"), "nós": ("plural", "subject"), "o": ("male", "object"), "a": ("female", "object"),
        "lhe": ("", "object"), "seu": ("", "possessive"), "sua": ("", "possessive"), "dele": ("male", "possessive"),
        "dela": ("female", "possessive"), "meu": ("self", "possessive"), "minha": ("self", "possessive"), "me": ("self", "object"),
    },
    titles={
        **dict.fromkeys("Sr Senhor Dom Padre Frei Tio Rei Príncipe Duque Conde Barão Marquês".split(), "male"),
        **dict.fromkeys("Sra Senhora Srta Senhorita Dona Madre Tia Rainha Princesa Duquesa Condesa Baronesa".split(), "female"),
        **dict.fromkeys("Dr Doutor Dra Professor Capitão Coronel General Tenente Sargento Comissário Inspetor Juiz".split(), ""),
    },
    roles={
        **dict.fromkeys(
            "homem senhor rapaz menino pai papai filho irmão tio avô rei médico doutor capitão soldado padre velho professor "
            "pescador polícia comissário amigo marido".split(),
            "male",
        ),
        **dict.fromkeys(
            "mulher senhora moça menina mãe mamãe filha irmã tia avó rainha médica doutora freira velha professora amiga esposa "
            "criada".split(),
            "female",
        ),
        **dict.fromkeys("criança voz pessoa".split(), ""),
    },
    determiners=frozenset("o a os as um uma meu minha seu sua este esta esse essa aquele aquela".split()),
    prepositions=frozenset("de do da em no na com para por a ao à sobre sob entre até desde contra sem".split()),
    not_names=frozenset(
        "Eu Tu Ele Ela Você Nós Eles Elas O A Os As Um Uma E Mas Ou Se Não Que Quem Como Onde Quando Porque Sim Oh Ah Então Depois "
        "Este Esta Isso Isto De Do Da Em No Na Com Para Por É Era Foi Bem Deus Capítulo Parte Agora Aqui Ali Meu Minha Seu Sua".split()
    ),
    manner=frozenset("com sem em num numa enquanto como".split()),
    past_endings=("ou", "iu"),
    dashes=True,
    inner_tags=True,
)  # fmt: skip
