"""French: « … » and dashes; the tag stands inverted and unmarked between commas ("— Oui, dit-il, je sais.")."""

from __future__ import annotations

from fullcast.parse.languages.table import Language

_SAYING = """
dit dis disait dirent demanda demande demandai demandait demandèrent répondit répond répondis répondait répondirent écria écrie
écriai écrièrent exclama exclame exclamai cria crie criait crièrent murmura murmure murmurai murmurait chuchota chuchote souffla
souffle reprit reprend repris ajouta ajoute ajoutai ajoutait continua continue continuait poursuivit poursuit répliqua réplique
répliquai répliquait riposta riposte rétorqua rétorque objecta objecte observa observe remarqua remarque fit fais font firent
déclara déclare affirma affirme assura assure annonça annonce expliqua explique raconta raconte avoua avoue reconnut confia confie
conclut commença commence interrompit interrompt insista insiste répéta répète gémit gémissait sanglota sanglote pleura soupira
soupire grogna grogne gronda gronde grommela grommelle marmonna marmonne bougonna bougonne maugréa balbutia balbutie bégaya
bégaye bredouilla bredouille bafouilla hurla hurle rugit vociféra glapit lança lance jeta siffla siffle ricana ricane rit riait
plaisanta plaisante railla ironisa ordonna ordonne commanda commande intima supplia supplie implora implore pria proposa propose
suggéra suggère conseilla protesta proteste acquiesça approuva approuve admit admet concéda convint supposa suppose songea pensa
interrogea interroge questionna enquit enquiert informa menaça menace jura jure maudit promit promet rappela rappelle précisa
précise corrigea rectifia salua appela appelle appelait susurra susurre haleta haleter éclata prononça articula débita récita lut
chanta tonna trancha coupa opina renchérit intervint glissa proféra hasarda avança argua nota constata constate commenta
""".split()

_MALE = """
homme monsieur garçon gars type bonhomme père papa fils frère oncle neveu grand-père pépé petit-fils roi prince duc comte baron
marquis serveur valet majordome cocher prêtre curé abbé moine policier gendarme pompier facteur pêcheur passeur soldat officier
capitaine lieutenant sergent général colonel commissaire inspecteur juge avocat médecin docteur professeur instituteur élève
étudiant maître apprenti aubergiste paysan fermier meunier boulanger boucher tailleur cordonnier forgeron jardinier garde chasseur
matelot marin pilote chauffeur gardien marchand vendeur directeur patron ministre président maire journaliste vieillard vieux
voleur mendiant étranger inconnu voisin ami fiancé mari époux veuf magicien chevalier berger ambulancier concierge
""".split()

_FEMALE = """
femme dame fille fillette demoiselle mère maman soeur sœur tante nièce grand-mère mémé mamie petite-fille reine princesse duchesse
comtesse baronne marquise serveuse servante bonne cuisinière nonne religieuse policière commissaire inspectrice juge avocate
infirmière maîtresse institutrice élève étudiante aubergiste paysanne fermière boulangère bouchère couturière jardinière
gardienne marchande vendeuse directrice patronne ministre présidente journaliste vieille étrangère inconnue voisine amie fiancée
épouse veuve sorcière magicienne bergère gouvernante secrétaire ambulancière hôtesse
""".split()

_EITHER = """enfant bébé personne voix commissaire juge élève ministre journaliste aubergiste concierge secrétaire guide
interprète libraire dentiste pianiste artiste touriste""".split()

_DELIVERIES = {
    "whispered": "chuchota chuchote souffla souffle susurra susurre chuchotant",
    "murmured": "murmura murmure murmurai murmurait",
    "muttered": "marmonna marmonne grommela grommelle bougonna bougonne maugréa",
    "softly": "doucement tendrement",
    "gasped": "haleta essoufflé essoufflée",
    "shouted": "cria crie criait crièrent hurla hurle vociféra tonna rugit",
    "screamed": "glapit",
    "called": "appela appelle",
    "growled": "grogna grogne gronda gronde",
    "hissed": "siffla siffle",
    "sobbed": "sanglota sanglote pleura gémit gémissait pleurant sanglotant",
    "shaking": "balbutia balbutie bégaya bégaye bredouilla bredouille tremblant tremblante",
    "laughed": "rit riait ricana ricane riant",
    "sighed": "soupira soupire",
    "cold": "froidement sèchement",
    "urgent": "vivement précipitamment",
    "flat": "platement",
    "steady": "calmement tranquillement posément",
    "hoarse": "rauque",
}

FRENCH = Language(
    "fr",
    "French",
    common=frozenset(
        "le la les et de des du un une il elle je vous dans que qui est pas était avec pour sur ne ce cette mais au aux son sa "
        "ses se nous même plus comme avait".split()
    ),
    speech_verbs=frozenset(_SAYING),
    thought_verbs=frozenset("pensa pense pensait pensai songea songe songeait réfléchit demanda crut".split()),
    never_inverted=frozenset("font rit jeta pleura lut".split()),
    weak_verbs=frozenset("appela appelle appelait lut fit font jeta nota".split()),
    direct=frozenset(
        "je j m me moi mon ma mes nous notre nos tu t te toi ton ta tes vous votre vos oui non merci allons allez venez viens suis "
        "ai c’est c'est voici voilà bien".split()
    ),
    clitics=frozenset("lui me te nous vous leur se".split()),
    pronouns={
        "il": ("male", "subject"), "elle": ("female", "subject"), "je": ("self", "subject"), "on": ("", "subject"),
        "ils": ("plural", "subject"), "elles": ("plural", "subject"), "nous": ("plural", "subject"), "le": ("male", "object"),
        "la": ("female", "object"), "lui": ("", "object"), "leur": ("plural", "object"), "les": ("plural", "object"),
        "me": ("self", "object"), "moi": ("self", "object"), "son": ("", "possessive"), "sa": ("", "possessive"),
        "ses": ("", "possessive"), "mon": ("self", "possessive"), "ma": ("self", "possessive"), "mes": ("self", "possessive"),
        "celui-ci": ("male", "subject"), "celle-ci": ("female", "subject"), "l'autre": ("", "subject"), "l’autre": ("", "subject"),
    },
    titles={
        **dict.fromkeys(
            "M Monsieur Messieurs Père Frère Oncle Roi Prince Duc Comte Baron Marquis Abbé Maître Sire Monseigneur Don".split(), "male"
        ),
        **dict.fromkeys(
            "Mme Madame Mlle Mademoiselle Mère Sœur Soeur Tante Reine Princesse Duchesse Comtesse Baronne Marquise Dame".split(),
            "female",
        ),
        **dict.fromkeys(
            "Dr Docteur Professeur Capitaine Colonel Général Lieutenant Sergent Commissaire Inspecteur Juge Président Amiral".split(),
            "",
        ),
    },
    roles={**dict.fromkeys(_MALE, "male"), **dict.fromkeys(_FEMALE, "female"), **dict.fromkeys(_EITHER, "")},
    role_titles=frozenset(
        "Monsieur Madame Mademoiselle Docteur Professeur Capitaine Colonel Général Lieutenant Sergent Commissaire Inspecteur "
        "Président Amiral Monseigneur".split()
    ),
    kin={
        **dict.fromkeys("père papa fils frère oncle neveu grand-père pépé".split(), "male"),
        **dict.fromkeys("mère maman sœur soeur tante nièce grand-mère mémé mamie".split(), "female"),
    },
    vocatives={
        "monsieur": "male", "madame": "female", "mademoiselle": "female", "papa": "male", "maman": "female", "père": "male",
        "mère": "female", "mon fils": "male", "ma fille": "female", "mon ami": "male", "mon garçon": "male", "ma chère": "female",
        "mon cher": "male", "docteur": "", "capitaine": "", "patron": "male", "mon vieux": "male",
    },
    determiners=frozenset("le la les l un une des du mon ma mes ton ta tes son sa ses notre votre leur ce cet cette ces".split()),
    prepositions=frozenset(
        "à au aux de du des d dans en sur sous avec sans pour par vers chez contre entre devant derrière après avant près depuis "
        "pendant jusqu hors parmi selon".split()
    ),
    not_names=frozenset(
        """
        Je Tu Il Elle On Nous Vous Ils Elles Le La Les L Un Une Des Du De Au Aux Mon Ma Mes Ton Ta Tes Son Sa Ses Notre Votre Leur Ce
        Cet Cette Ces C Ça Cela Et Mais Ou Où Donc Or Ni Car Si Que Qui Quoi Quand Comment Pourquoi Combien Quel Quelle Quels Quelles
        Oui Non Ah Oh Eh Hé Bien Bon Bonne Alors Puis Ensuite Enfin Voici Voilà Ici Là Tout Tous Toute Toutes Rien Personne Jamais
        Toujours Encore Déjà Peut Peut-être Merci Pardon Allons Allez Viens Venez Attends Attendez Regarde Regardez Dieu Ciel Chapitre
        Partie Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche Janvier Février Mars Avril Mai Juin Juillet Août Septembre Octobre
        Novembre Décembre Dans En Sur Sous Avec Sans Pour Par Vers Chez Après Avant Depuis Pendant Comme Quelque Chaque Est C'est C’est
        Était Bonjour Bonsoir Adieu Hélas Certes Très Trop Plus Moins Ne N J D S Qu Y A
        """.split()
    ),
    deliveries={word: name for name, words in _DELIVERIES.items() for word in words.split()},
    manner=frozenset("en avec sans d’un d’une d'un d'une tout toute sur comme tandis pendant".split()),
    dashes=True,
    run_on_dashes=True,
    inner_tags=True,
)  # fmt: skip
